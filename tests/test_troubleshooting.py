"""docs/troubleshooting.md quotes what feedmaker says: every kind of it, and nothing that it doesn't."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest
from served import Origin
from shell import Home
from urllib3 import HTTPHeaderDict

from feedmaker import codec
from feedmaker.cli import _in_words
from feedmaker.commands.build import _NO_ADDRESS
from feedmaker.config.site import read_site
from feedmaker.errors import (
    AnotherRunError,
    FeedmakerError,
    IsFeedError,
    NoMatchError,
    ReadError,
    StandInError,
    StorageError,
    UnreadableDateError,
)
from feedmaker.fetch import response
from feedmaker.fetch.web import Web
from feedmaker.health import problems
from feedmaker.health.advice import ADVICE, advice
from feedmaker.health.listings import listing_problems
from feedmaker.health.page_signs import SIGNS
from feedmaker.model import (
    Healed,
    ListingMemory,
    ListingRules,
    Locale,
    Page,
    RequestSettings,
    Site,
    SiteDate,
)
from feedmaker.model.article import Miss
from feedmaker.sandbox.child import _judge
from feedmaker.sources.feed import read_feed
from feedmaker.store.rows import read_value

PAGE = Path(__file__).parents[1] / "docs" / "troubleshooting.md"
PAPER = "https://www.harbour-gazette.example/news"
QUOTED = [
    line
    for block in re.findall(r"(?ms)^```text\n(.*?)^```$", PAGE.read_text("utf-8"))
    for line in block.splitlines()
]
MESSAGES = [line for line in QUOTED if not line.startswith("to do: ")]


def told(act: Callable[[], object]) -> str:
    """Return what an act that fails says of it, without the address."""
    with pytest.raises(FeedmakerError) as caught:
        act()
    return problems.failure(caught.value).what


def of_health() -> Iterator[str]:
    missed = problems.failure(NoMatchError("", rule="listing.item", selector="li.story"), 20)
    yield missed.what
    yield problems.healed(
        Healed(ListingRules(), datetime(2026, 11, 23, 8, tzinfo=UTC), (), missed), "harbour"
    ).what
    lists = (
        ListingMemory(PAPER, accepted=20, first_page=2, items=2),
        ListingMemory(PAPER, items=20, fell_together=3, apart="id: h2"),
    )
    yield from (one.what for one in listing_problems(lists))
    silent = ListingMemory(PAPER, items=20, misses=(("listing.date", 20),))
    yield from (one.what for one in listing_problems([silent]))
    misses = [Miss("article.content", "div.story-body")] * 5
    yield from (one.what for one in problems.article_problems(misses, 5))
    yield problems.zone_hint("id").what
    when = datetime(2024, 3, 4, tzinfo=UTC)
    if hint := problems.two_ways_hint(SiteDate(when, guessed="03/04/2024")):
        yield hint.what
    yield problems.own_feed_hint("https://www.harbour-gazette.example/feed.xml").what
    yield IsFeedError(PAPER).problem
    yield UnreadableDateError("some day soon").problem
    until = datetime(2026, 11, 23, 9, tzinfo=UTC)
    yield problems.put_off("www.harbour-gazette.example", until, 3).what


def of_feeds() -> Iterator[str]:
    broken = '<rss version="2.0"><channel>'
    linkless = f"{broken}<item><title>A</title></item></channel></rss>"
    for body in "<title>Harbour</title><p>Welcome to the harbour.", "{}", broken, linkless:
        page = Page(PAPER, PAPER, body.encode())
        rules, locale = ListingRules(source="feed"), Locale("", UTC, datetime.now(UTC))
        with pytest.raises(ReadError) as error:
            read_feed(page, rules, locale)
        yield error.value.problem


def of_signs() -> Iterator[str]:
    for sign in SIGNS:
        yield StandInError(
            "", sign.seen, sign=sign.kind, passes=sign.passes, to_do=sign.to_do
        ).problem


def of_answers() -> Iterator[str]:
    for status in 401, 403, 404, 410, 429, 503:
        yield response.refusal(PAPER, status, None).problem
    yield response.refusal(PAPER, 403, None, renamed=True, check=True).problem
    yield problems.failure(response.refusal(PAPER, 429, 600.0)).what
    expired = ssl.SSLCertVerificationError(1, "")
    expired.verify_message = "certificate has expired"
    plain = ssl.SSLError(1, "")
    plain.reason = "WRONG_VERSION_NUMBER"
    for error in expired, plain, TimeoutError():
        yield str(response.failure(error, PAPER)).removeprefix(f"{PAPER}: ")
    http = PAPER.replace("https", "http")
    yield told(lambda: response.check_hop(PAPER, http, url=PAPER, secure=True))
    packed = HTTPHeaderDict({"Content-Encoding": "zstd"})
    yield told(lambda: response.unpack([b""], packed, url=PAPER, limit=9))
    yield told(lambda: response.unpack([b"0123456789"], HTTPHeaderDict(), url=PAPER, limit=9))
    yield str(_judge(RecursionError(), "", 1)[0])


def of_requests(origin: Origin, web: Web, shut: Web, lost: Web) -> Iterator[str]:
    settings = RequestSettings(delay=0.0)

    def ask(path: str, by: Web = web) -> str:
        return told(lambda: by(origin.url(path), settings, site_url=origin.url("/")))

    origin.redirect("/round", "/round")
    yield ask("/round")
    for at in range(9):
        origin.redirect(f"/{at}", f"/{at + 1}")
    yield ask("/0")
    origin.redirect("/app", "app://story")
    yield ask("/app")
    origin.raw("/short", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort")
    yield ask("/short")
    with socket.create_server(("127.0.0.1", 0)) as server:
        nobody = f"http://127.0.0.1:{server.getsockname()[1]}/"
    refused = told(lambda: web(nobody, settings, site_url=nobody))
    yield refused.replace("127.0.0.1", "www.harbour-gazette.example")
    yield told(lambda: lost(PAPER, settings, site_url=PAPER))
    yield ask("/", shut).replace(f":{origin.port}", ":8080")


def knows_nobody(*_: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def of_robots(other: Origin, web: Web) -> str:
    other.robots("User-agent: *\nDisallow: /\n")
    settings = RequestSettings(delay=0.0)
    return told(lambda: web(other.url("/"), settings, site_url=other.url("/")))


def of_commands(home: Home) -> Iterator[str]:
    yield _in_words(KeyError("x"))
    yield _in_words(AnotherRunError(".feedmaker/feedmaker.sqlite", 4711))
    with pytest.raises(StorageError) as damaged:
        read_value(Site, codec.dumps(()))
    yield _in_words(damaged.value)
    yield home.run("build").err.strip()  # no site files are there yet
    faulty = (
        b"url: https://a.example/\nlisting:\n  itme: li\n  title: a:hover\nevery: half an hour\n"
    )
    with pytest.raises(FeedmakerError) as faults:
        read_site("harbour", faulty, file="sites/harbour.yaml")
    yield from str(faults.value).splitlines()
    home.healthy("harbour")
    yield home.run("build", now="2026-11-23T08:00:00Z").out.splitlines()[-1]
    again = home.run("build", "harbour", now="2026-11-23T08:00:30Z")
    yield next(line for line in again.out.splitlines() if "min_interval" in line)
    file = home.path / ".feedmaker" / "feedmaker.sqlite"
    newer_schema(file)
    yield home.run("build").err.strip().replace(str(home.path) + "/", "")


def home_in(folder: Path, origin: Origin) -> Home:
    folder.mkdir()
    return Home(folder, origin)


def of_new_folders(home: Home) -> Iterator[str]:
    (home.path / "afile").write_text("mine", encoding="utf-8")
    yield home.run("init", "afile").err.strip().replace("afile", "feeds")
    (home.path / "old").mkdir()
    (home.path / "old" / "feedmaker.toml").write_text("", encoding="utf-8")
    (home.path / "old" / ".gitignore").write_text("*.log\n", encoding="utf-8")
    (home.path / "old" / "sites").symlink_to(home.path)
    yield home.run("init", "old").err.strip().replace("old", "feeds", 1)
    (home.path / "old" / "sites").unlink()
    yield from (
        line.replace("old", "feeds", 1)
        for line in home.run("init", "old").out.splitlines()
        if "stays" in line and ("differs" in line or "add to it" in line)
    )
    yield _in_words(StorageError("feeds/feedmaker.toml", os.strerror(errno.EACCES)))


def of_backups(home: Home) -> Iterator[str]:
    home.healthy("harbour")
    yield home.run("backup", "feeds.tar.gz").err.strip().replace(f"{home.path}/", "")
    yield home.run("restore").err.strip()
    yield home.run("restore", "--from", "public").err.strip()
    (home.path / "public").mkdir()
    yield home.run("restore", "--from", "public").out.splitlines()[-1]
    (home.path / "public" / "harbour.json").symlink_to("elsewhere.json")
    yield from home.run("restore", "--from", "public").err.splitlines()
    (home.path / "public" / "harbour.json").unlink()
    home.run("build", now="2026-11-23T08:00:00Z")
    yield home.run("restore", "--from", "public").err.strip()
    yield home.run("backup", "copies/feeds.tar.gz").err.strip()
    yield home.run("backup", "public/feeds.tar.gz").err.strip()
    (home.path / "feeds.tar.gz").write_bytes(b"mine")
    yield home.run("backup", "feeds.tar.gz").err.strip()
    yield home.run("backup", "feeds.tar.gz", "--unpack", "new").err.strip()
    yield home.run("backup", "feeds.tar.gz", "--unpack", "public").err.strip()


def of_records(home: Home) -> Iterator[str]:
    site = home.healthy("harbour")
    yield home.run("record", "harbor").err.strip()
    yield home.run("test").err.strip()
    yield home.run("test", "harbour").err.strip()
    home.run("record", "harbour")
    yield home.run("record", "harbour").err.strip()
    text = site.read_text("utf-8")
    site.write_text(text + "filter: {exclude: {title: Cerita 1}}\n", encoding="utf-8")
    yield home.run("test").out.splitlines()[-1]
    site.write_text(text.replace("/harbour", "/quay"), encoding="utf-8")
    yield from (
        line.strip().replace(home.origin.url(""), "https://www.harbour-gazette.example")
        for line in home.run("test").out.splitlines()
        if "not in the record" in line
    )
    ran = home.run("record", "harbour", "--again")
    yield ran.err.splitlines()[-1]
    site.unlink()
    home.healthy("quay")
    yield from (line.strip() for line in home.run("test").out.splitlines() if "any more" in line)


def newer_schema(file: Path) -> None:
    import sqlite3

    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version=99")
    db.close()


def without_numbers(line: str) -> str:
    return re.sub(r"(?<![\w.])\d+", "N", line)


def test_every_message_is_quoted_and_what_is_quoted_is_said(
    origin: Origin, other_origin: Origin, make_web: Callable[..., Web], tmp_path: Path
) -> None:
    web, shut, lost = make_web(), make_web(allow_private=[]), make_web(resolve=knows_nobody)
    home = Home(tmp_path, origin, {"FEEDMAKER_MIN_INTERVAL": "1m"})
    said = {
        *of_health(),
        *of_feeds(),
        *of_signs(),
        *of_answers(),
        *of_requests(origin, web, shut, lost),
        of_robots(other_origin, web),
        *of_commands(home),
        *of_new_folders(home_in(tmp_path / "new", origin)),
        *of_backups(home_in(tmp_path / "backups", origin)),
        *of_records(home_in(tmp_path / "records", origin)),
    }
    assert _NO_ADDRESS in said
    assert {*map(without_numbers, MESSAGES)} == {*map(without_numbers, said)}


def test_every_advice_is_quoted_and_no_other() -> None:
    quoted = {line.removeprefix("to do: ") for line in QUOTED if line.startswith("to do: ")}
    assert quoted == {advice(cause, "harbour") for cause in ADVICE}


def test_each_kind_of_message_has_a_heading_of_its_own() -> None:
    text = PAGE.read_text("utf-8")
    for part in text.split("\n## ")[1:]:
        assert "```text\n" in part, part.splitlines()[0]
    assert len(QUOTED) == len({*QUOTED})
