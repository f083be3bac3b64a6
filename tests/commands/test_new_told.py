"""What `feedmaker new` says to somebody who has never seen it: each word true, each command typed."""

from __future__ import annotations

import shlex
import signal
import socket
import threading
from email.message import Message
from pathlib import Path

import pytest
from newsroom import listing
from served import Answer, Asked, Origin
from shell import Home

from feedmaker.detect.draft import other_names, site_name

WORDS = "The ferry of {n} leaves the old pier at noon and nobody knows when it will be back. "
CHINESE = "港口的渡船今天中午重新开航。市议会批准了修理大桥的预算，灯塔将被漆成红色。"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def put_up(
    origin: Origin,
    *,
    stories: int = 4,
    path: str = "/news",
    language: str = "en",
    text: str = WORDS,
) -> str:
    """Serve a list of stories, each of many words."""
    rows = [
        (f"/news/{n}", f"The ferry sails again, part {n}", f"{30 - n} April 2026, 10:3{n}")
        for n in range(stories)
    ]
    page = listing(*rows).replace("lang=id", f"lang={language}")
    for n, (link, title, _) in enumerate(rows):
        body = "".join(f"<p>{text.format(n=f'{n}{row}') * 3}</p>" for row in range(4))
        whole = f"<html lang={language}><title>{title}</title><h1>{title}</h1><div>{body}</div>"
        origin.page(link, whole)
    return origin.page(path, page)


def test_a_text_whose_words_are_not_spaced_is_counted_by_its_letters(home: Home) -> None:
    url = put_up(home.origin, language="zh-CN", text=CHINESE)
    ran = home.run("new", url, "--name", "paper")
    assert "408 words  The ferry sails again" in ran.out, ran.out
    assert "with hardly any" not in ran.out


def test_the_part_of_a_page_that_is_shown_is_the_one_that_will_be_published(home: Home) -> None:
    parts = "".join(
        f"<h2 id=v{n}>1.{n}.0 - 2026-04-1{n}</h2><p>{WORDS.format(n=n) * 3}</p>"
        for n in range(6, 1, -1)
    )
    url = home.origin.page("/changes", f"<html lang=en><body><h1>Changes</h1>{parts}</body>")
    ran = home.run("new", url, "--name", "changes")
    assert "54 words  1.6.0 - 2026-04-16" in ran.out, ran.out
    assert "with hardly any" not in ran.out


def test_a_reason_that_several_stories_share_is_told_once_with_their_addresses(home: Home) -> None:
    url = put_up(home.origin)
    for n in range(4):
        home.origin.page(f"/news/{n}", "gone", status=404)
    ran = home.run("new", url, "--name", "paper")
    assert "  4 of 4 could not be read: the server answers 404 Not Found" in ran.lines()
    assert f"    {home.origin.url('/news/2')}" in ran.lines()
    assert ran.out.count("404 Not Found") == 1  # a port may have a 404 in it


def test_what_is_unsure_is_told_of_the_date_and_a_likely_zone_stands_in_the_file(
    home: Home,
) -> None:
    url = put_up(home.origin, language="de")
    ran = home.run("new", url, "--name", "paper")
    line = "  date       no zone told, read as UTC (4): `timezone` can say which"
    assert line in ran.lines()
    assert "told by" not in ran.out
    assert "perhaps Europe/Berlin" in (home.path / "sites/paper.yaml").read_text()


def test_an_address_that_is_only_spelled_otherwise_is_written_as_it_is_at_last(home: Home) -> None:
    put_up(home.origin, path="/news/")
    home.origin.redirect("/news", "/news/", status=301)
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert f"sent on to {home.origin.url('/news/')}" in ran.out
    assert f"url: {home.origin.url('/news/')}\n" in (home.path / "sites/paper.yaml").read_text()


def test_an_address_that_leads_elsewhere_is_told_and_kept(home: Home) -> None:
    put_up(home.origin)
    home.origin.redirect("/today", "/news")
    ran = home.run("new", home.origin.url("/today"), "--name", "paper")
    assert f"sent on to {home.origin.url('/news')}; if it is always so" in ran.out
    assert f"url: {home.origin.url('/today')}\n" in (home.path / "sites/paper.yaml").read_text()


def test_a_story_that_is_named_stands_in_a_list_of_two(home: Home) -> None:
    url = put_up(home.origin, stories=2)
    assert home.run("new", url, "--name", "paper").status == 1
    ran = home.run("new", url, "--name", "paper", "--item", "The ferry sails again, part 1")
    assert ran.status == 0, ran.err
    assert "2 stories listed" in ran.out


def test_what_is_to_be_typed_next_is_safe_to_paste(home: Home) -> None:
    home.origin.page("/news", "<title>Paper</title><h1>Ferries</h1><p>Nothing is listed here.</p>")
    url = home.origin.url("/news?a=1&b=2")
    ran = home.run("new", url)
    assert f"feedmaker new '{url}' --item" in ran.err


def test_a_site_that_must_be_asked_in_another_way_gets_its_file_by_hand(home: Home) -> None:
    home.origin.robots("User-agent: *\nDisallow: /\n")
    url = put_up(home.origin)
    ran = home.run("new", url, "--name", "paper")
    assert ran.status == 1
    assert "`request: {robots: false}`" in ran.err
    assert "write sites/paper.yaml yourself" in ran.err
    assert not (home.path / "sites").exists()
    file = [line for line in ran.err.splitlines() if line.startswith("  ")]
    text = "\n".join(line.strip() for line in file).replace("{", "{{").replace("}", "}}")
    home.site("paper", text)
    typed = ran.err.splitlines()[-1].partition(": feedmaker ")[2].split()
    assert "4 items" in home.run(*typed).out


def test_a_second_list_of_a_site_is_offered_a_name_of_its_own(home: Home) -> None:
    url = put_up(home.origin)
    assert home.run("new", url, "--name", "paper").status == 0
    ran = home.run("new", url, "--name", "paper")
    assert "is there already: `feedmaker build paper` makes its feed" in ran.err
    ran = home.run("new", home.origin.url("/town/sport"), "--name", "paper")
    assert f"`feedmaker new {home.origin.url('/town/sport')} --name paper-sport`" in ran.err


def test_an_address_that_has_a_feed_already_wants_a_name_for_another(home: Home) -> None:
    url = put_up(home.origin)
    assert home.run("new", url, "--name", "ferries").status == 0
    asked = len(home.origin.requests)
    ran = home.run("new", f"{url}#top")
    assert ran.status == 2
    assert (
        "sites/ferries.yaml: makes a feed of this address already: `feedmaker build ferries`"
        in (ran.err)
    )
    typed = shlex.split(ran.err.split("`")[-2])
    assert typed[:3] == ["feedmaker", "new", f"{url}#top"]
    assert len(home.origin.requests) == asked
    assert [one.name for one in (home.path / "sites").iterdir()] == ["ferries.yaml"]
    assert home.run(*typed[1:]).status == 0
    assert home.run("new", url, "--item", "The ferry sails again, part 2").status == 0


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("command", ["new", "listing"])
def test_a_server_that_is_busy_says_for_how_long(home: Home, command: str, status: int) -> None:
    url = home.origin.page("/news", "busy", status=status, headers={"Retry-After": "7200"})
    ran = home.run(command, url)
    assert ran.status == 1
    assert f"the server answers {status}" in ran.err
    assert "asks to be left alone for 2 h (Retry-After); try again then" in ran.err
    assert not (home.path / "sites").exists()


@pytest.mark.parametrize(
    ("answer", "is_next"),
    [
        (Answer("not here", 404), False),
        (Answer("<p>There is nothing here."), False),
        (Answer(listing(("/news/1", "The ferry sails again, part 1", "29 April 2026"))), False),
        (Answer("busy", 429, {"Retry-After": "60"}), True),  # it may be there
        (Answer(listing(("/news/9", "The ferry sails once more", "1 April 2026"))), True),
    ],
    ids=["gone", "empty", "the same", "busy", "older ones"],
)
def test_a_link_to_older_stories_is_followed_before_it_becomes_a_rule(
    home: Home, answer: Answer, *, is_next: bool
) -> None:
    url = put_up(home.origin)
    first = home.origin.answer(Asked("GET", "/news", Message(), b"", 0.0, ("", 0)))
    assert isinstance(first, Answer)
    home.origin.page("/news", f"{first.body!s}<a rel=next href=/news?page=2>Older</a>")
    home.origin.route("/news?page=2", lambda _: answer)
    assert home.run("new", url, "--name", "paper").status == 0
    assert ("next:" in (home.path / "sites/paper.yaml").read_text("utf-8")) == is_next


def test_who_stops_it_is_told_that_nothing_was_written(home: Home) -> None:
    asked, release = threading.Event(), threading.Event()

    def wait(_: socket.socket) -> None:
        asked.set()
        release.wait(600)

    url = put_up(home.origin)
    home.origin.raw("/news/2", wait)
    with home.spawn("new", url, "--name", "paper") as child:
        assert asked.wait(60)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    release.set()
    assert child.returncode == 130
    assert err == "feedmaker: stopped; no site file is written\n"
    assert not (home.path / "sites").exists()


@pytest.mark.parametrize(
    ("url", "title", "name"),
    [
        ("https://xn--mnchen-3ya.example/", "", "munchen"),
        ("https://mara.github.io/blog", "", "mara"),
        ("https://www.guardian.co.uk/news", "", "guardian"),
        ("https://news.example.org/", "", "example"),
        ("http://127.0.0.1:8000/", "Mara’s notes - Just another blog", "maras-notes"),
        ("http://127.0.0.1:8000/", "News | The Harbour Gazette", "news"),
        ("http://127.0.0.1:8000/", "港口日报", ""),
    ],
)
def test_a_site_is_named_as_people_call_it(url: str, title: str, name: str) -> None:
    assert site_name(url, title) == name


def test_names_for_further_lists_never_run_out_and_fit() -> None:
    names = other_names("a" * 64, "https://paper.example/town/sport?x=1")
    first = [next(names) for _ in range(12)]
    assert first[0].endswith("-sport")
    assert first[1].endswith("-town")
    assert len({*first}) == 12
    assert all(len(name) <= 64 for name in first)
