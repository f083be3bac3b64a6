"""`feedmaker restore`: the state is deleted between two builds, and no reader notices."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from newsroom import RULES, listing, story
from served import Origin
from shell import MORNING, Home

NOON = "2024-04-29T05:00:00Z"
NIGHT = "2024-04-29T17:00:00Z"
ALONE = RULES.replace("article: {{content: .body, title: h1, author: .by}}", "article: false")
ALONE = ALONE.replace("date: .date", "date: .date, summary: .sum, content: .text")
NAMED = RULES.replace("item: .item", "item: .item, id: a @id")
LONG = "Kalimat yang panjang ini lebih dari sebuah pembukaan. " * 12
Row = tuple[str, str, str]


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def lose_state(home: Home) -> None:
    shutil.rmtree(home.path / ".feedmaker")


def put_up(home: Home, *rows: Row, name: str = "kabar") -> None:
    """Put a listing of (link, title, date) up, and a story for each."""
    home.origin.page(f"/{name}", listing(*rows))
    for link, title, _ in rows:
        home.origin.page(link, story(title, f"Isi dari {link} yang cukup panjang. "))


def named(*numbers: int) -> str:
    """A listing whose items have a name, a date and a text each."""
    rows = (
        f'<li class=item><a id=n{n} href="/kabar/{n}">Cerita {n}</a>'
        f"<i class=date>{30 - n} April 2024 | 09:00 WIB</i>"
        f"<p class=sum>Ringkasan {n}.</p><p class=text>Teks {n} & <b>tebal</b>. {LONG}</p>"
        for n in numbers
    )
    return f"<html lang=id><title>Kabar</title><ul>{''.join(rows)}</ul>"


def row(number: int, date: str = "") -> Row:
    return f"/kabar/{number}", f"Cerita {number}", date


def files(home: Home, name: str = "kabar") -> dict[str, tuple[bytes, int]]:
    """The feed files of a site, and when each was written."""
    found = sorted((home.path / "public").glob(f"{name}.*"))
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in found}


def titles(home: Home) -> list[str]:
    return [item["title"] for item in home.feed()["items"]]


def items(home: Home) -> dict[str, Any]:
    return {item["id"]: item for item in home.feed()["items"]}


def restored(home: Home, *more: str) -> None:
    ran = home.run("restore", "--from", "public", *more)
    assert ran.status == 0, ran.err


@pytest.mark.parametrize("rules", [RULES, ALONE, NAMED], ids=["articles", "listing", "named"])
@pytest.mark.parametrize("formats", ["rss, atom, json", "json", "atom"])
def test_after_the_state_was_lost_the_same_files_are_written_again(
    home: Home, rules: str, formats: str
) -> None:
    home.healthy(text=f"{rules}feed: {{{{formats: [{formats}]}}}}\n")
    home.origin.page("/kabar", named(1, 2, 3))
    assert home.run("build", now=MORNING).status == 0
    before = files(home)
    assert len(before) == len(formats.split(","))
    lose_state(home)
    ran = home.run("restore", "--from", "public")
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines() == [
        "kabar  3 entries restored",
        "1 site restored from public; now: feedmaker build",
    ]
    asked = len(home.origin.requests)
    ran = home.run("build", now=NOON)
    assert ran.out.splitlines()[0].split("  ")[:2] == ["kabar", "0 new"]
    assert "changed" not in ran.out
    assert files(home) == before
    assert [one.path for one in home.origin.requests[asked:]] == ["/robots.txt", "/kabar"]


@pytest.mark.parametrize("rules", [RULES, ALONE, NAMED], ids=["articles", "listing", "named"])
def test_rss_alone_keeps_ids_dates_and_words(home: Home, rules: str) -> None:
    home.healthy(text=f"{rules}feed: {{{{formats: [rss]}}}}\n")
    home.origin.page("/kabar", named(1, 2, 3))
    home.run("build", now=MORNING)
    before = files(home)
    lose_state(home)
    restored(home)
    home.run("build", now=NOON)
    assert {name: body for name, (body, _) in files(home).items()} == {
        name: body for name, (body, _) in before.items()
    }


def test_a_listing_alone_without_its_texts_in_the_feed_moves_no_updated(home: Home) -> None:
    text = f"{ALONE}feed: {{{{content: summary}}}}\n"
    page = named(1).replace("class=sum", "class=more")
    home.origin.page("/kabar", page)
    home.site("kabar", text)
    home.run("build", now=MORNING)
    before = home.feed()["items"]
    lose_state(home)
    restored(home)
    home.run("build", now=NOON)
    assert home.feed()["items"] == before
    home.origin.page("/kabar", page.replace("tebal", "lain"))
    assert "kabar  0 new  1 changed" in home.run("build", now=NIGHT).out
    (now,) = home.feed()["items"]
    assert now["date_modified"] == NIGHT, "an edit after that is one"


def test_reading_restored_articles_again_moves_updated_only_where_the_text_changed(
    home: Home,
) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = items(home)
    lose_state(home)
    restored(home)
    home.origin.page("/kabar/2", story("Cerita 2", "Isi yang sama sekali lain. "))
    home.run("build", "kabar", "--reread", now=NOON)
    moved = {
        id_
        for id_, item in items(home).items()
        if item["date_modified"] != before[id_]["date_modified"]
    }
    assert moved == {home.origin.url("/kabar/2")}


def test_what_is_new_at_the_top_comes_and_what_is_unknown_below_never_does(home: Home) -> None:
    put_up(home, row(3), row(2))
    home.site("kabar")
    home.run("build", now=MORNING)
    lose_state(home)
    restored(home)
    put_up(home, row(4), row(3), row(1), row(2), row(0))
    home.run("build", now=NOON)
    assert titles(home)[0] == "Cerita 4"
    assert sorted(titles(home)) == ["Cerita 2", "Cerita 3", "Cerita 4"]
    home.run("build", "--force", now=NIGHT)
    home.site("kabar", f"{RULES}filter: {{{{exclude: {{{{title: Nothing}}}}}}}}\n")
    home.run("build", "--force", "--reread", now="2024-04-30T17:00:00Z")
    assert sorted(titles(home)) == ["Cerita 2", "Cerita 3", "Cerita 4"]
    assert home.origin.hits("/kabar/1") == home.origin.hits("/kabar/0") == 0


def test_what_is_new_later_at_any_place_comes(home: Home) -> None:
    put_up(home, row(3), row(2))
    home.site("kabar")
    home.run("build", now=MORNING)
    lose_state(home)
    restored(home)
    home.run("build", now=NOON)
    put_up(home, row(3), row(4), row(2))
    home.run("build", "--force", now=NIGHT)
    assert "Cerita 4" in titles(home)


def test_the_date_tells_where_the_place_does_not(home: Home) -> None:
    """An old story is pinned to the top, and so is a known one; the list is not in order."""
    dates = {n: f"{n} April 2024 | 09:00 WIB" for n in range(1, 29)}
    put_up(home, row(20, dates[20]), row(18, dates[18]))
    home.site("kabar")
    home.run("build", now=MORNING)
    lose_state(home)
    restored(home)
    put_up(home, *(row(n, dates[n]) for n in (5, 18, 19, 25, 20)))
    home.run("build", now=NOON)
    assert titles(home) == ["Cerita 25", "Cerita 20", "Cerita 18"]
    assert home.origin.hits("/kabar/5") == home.origin.hits("/kabar/19") == 0


def test_an_article_may_tell_that_it_is_an_old_one(home: Home) -> None:
    rules = RULES.replace("author: .by", "author: .by, date: .when")
    put_up(home, row(20, "20 April 2024 | 09:00 WIB"))
    home.site("kabar", rules)
    home.run("build", now=MORNING)
    lose_state(home)
    restored(home)
    put_up(home, row(5), row(25), row(20))
    for number in (5, 25):
        date = f"<i class=when>{number} April 2024 | 09:00 WIB</i>"
        home.origin.page(f"/kabar/{number}", story(f"Cerita {number}", f"Isi {number}. ", date))
    home.run("build", now=NOON)
    home.run("build", "--force", now=NIGHT)
    assert titles(home) == ["Cerita 25", "Cerita 20"]
    assert home.origin.hits("/kabar/5") == 1


def test_a_listing_that_fails_at_first_is_told_apart_when_it_answers(home: Home) -> None:
    two = RULES.replace("url: {url}", "url: [{origin}/kabar, {origin}/lain]")
    put_up(home, row(3))
    put_up(home, ("/lain/3", "Lain 3", ""), name="lain")
    home.site("kabar", two)
    home.run("build", now=MORNING)
    lose_state(home)
    restored(home)
    home.origin.page("/lain", "down", status=503)
    home.run("build", now=NOON)
    put_up(
        home,
        ("/lain/4", "Lain 4", ""),
        ("/lain/3", "Lain 3", ""),
        ("/lain/1", "x", ""),
        name="lain",
    )
    home.run("build", "--force", now=NIGHT)
    assert sorted(titles(home)) == ["Cerita 3", "Lain 3", "Lain 4"]


# --- Where the feeds are --------------------------------------------------------


def serve_feeds(home: Home, at: str = "/feeds/") -> None:
    for name, (body, _) in files(home).items():
        home.origin.page(f"{at}{name}", body, content_type="application/octet-stream")


@pytest.mark.parametrize("slash", ["", "/"])
def test_feeds_are_restored_from_where_they_are_served(home: Home, slash: str) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = files(home)
    serve_feeds(home)
    home.origin.robots("User-agent: *\nDisallow: /feeds/\n")
    lose_state(home)
    shutil.rmtree(home.path / "public")
    ran = home.run("restore", "--from", home.origin.url(f"/feeds{slash}"))
    assert ran.lines()[0] == "kabar  3 entries restored"
    asked = {one.path for one in home.origin.requests if one.path.startswith("/feeds")}
    assert asked == {"/feeds/kabar.json", "/feeds/kabar.atom"}
    home.run("build", now=NOON)
    assert {k: v[0] for k, v in files(home).items()} == {k: v[0] for k, v in before.items()}


def test_an_address_of_ones_own_network_is_not_asked(home: Home) -> None:
    home.healthy()
    home.env["FEEDMAKER_ALLOW_PRIVATE"] = ""
    ran = home.run("restore", "--from", home.origin.url("/feeds/"))
    assert ran.status == 1
    assert "kabar: its feed can't be read" in ran.err
    assert home.origin.requests == []


def test_where_nothing_was_published_there_is_nothing_to_restore(home: Home) -> None:
    home.healthy()
    (home.path / "public").mkdir()
    for place in (home.origin.url("/feeds/"), "public"):
        ran = home.run("restore", "--from", place)
        assert (ran.status, ran.err) == (0, "")
        assert ran.lines() == [
            "kabar  no feed there: it starts anew",
            f"nothing to restore: no feed of these sites is in {place}",
        ]
    assert home.run("build", now=MORNING).status == 0
    assert len(titles(home)) == 3


def test_a_feed_that_cannot_be_read_is_named_and_the_others_are_restored(home: Home) -> None:
    for name in ("kabar", "lain", "rusak"):
        home.healthy(name)
    home.run("build", now=MORNING)
    lose_state(home)
    (home.path / "public/kabar.json").write_text('{"version": ')
    (home.path / "sites/rusak.yaml").write_text("evry: 1h\n")
    ran = home.run("restore", "--from", "public")
    assert ran.status == 1
    assert "kabar: its feed can't be read: public/kabar.json: this is no JSON feed" in ran.err
    assert "rusak: its site file has a fault: sites/rusak.yaml" in ran.err
    assert "2 sites not restored" in ran.err
    assert ran.lines() == ["lain  3 entries restored"]


def test_a_link_in_the_folder_is_not_followed(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    lose_state(home)
    feed = home.path / "public/kabar.json"
    feed.rename(home.path / "elsewhere.json")
    feed.symlink_to(home.path / "elsewhere.json")
    ran = home.run("restore", "--from", "public")
    assert ran.status == 1
    assert "public/kabar.json: it is a link" in ran.err


def test_a_pipe_in_the_folder_holds_nobody_up(home: Home) -> None:
    home.healthy()
    (home.path / "public").mkdir()
    os.mkfifo(home.path / "public/kabar.json")
    ran = home.run("restore", "--from", "public")
    assert ran.status == 1
    assert "public/kabar.json: it is no file" in ran.err


@pytest.mark.parametrize("place", ["nowhere", "ftp://a.example/", "https://a.example/?x=1"])
def test_a_place_that_can_be_none_is_a_slip(home: Home, place: str) -> None:
    home.healthy()
    ran = home.run("restore", "--from", place)
    assert ran.status == 2
    assert ran.err.startswith("--from: ")
    assert place in ran.err


# --- A state that is not empty --------------------------------------------------


def test_a_state_that_is_not_empty_is_left_alone(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    ran = home.run("restore", "--from", "public")
    assert ran.status == 2
    assert ran.err.startswith(".feedmaker: 1 site remembered here already")
    assert "--force" in ran.err


def test_with_force_what_is_known_stays_and_what_is_not_comes(home: Home) -> None:
    put_up(home, row(2), row(1))
    home.site("kabar")
    home.run("build", now=MORNING)
    feed = home.path / "public/kabar.json"
    said = json.loads(feed.read_bytes())
    said["items"][0]["title"] = "Somebody else's words"
    one = said["items"][0]
    said["items"].append(
        {**one, "id": "https://x.example/9", "url": "https://x.example/9", "title": "Nine"}
    )
    feed.write_text(json.dumps(said))
    restored(home, "--force")
    home.run("build", "--force", now=NOON)
    assert sorted(titles(home)) == ["Cerita 1", "Cerita 2", "Nine"]
    times = [item["date_modified"] for item in home.feed()["items"]]
    assert len(set(times)) == 3


def test_a_renamed_site_finds_its_feed_under_its_older_name(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = items(home)
    lose_state(home)
    (home.path / "sites/kabar.yaml").unlink()
    home.site("warta", f"formerly: [kabar]\n{RULES}".replace("{url}", "{origin}/kabar"))
    assert home.run("restore", "--from", "public").lines()[0] == "warta  3 entries restored"
    home.run("build", now=NOON)
    assert {item["id"]: item for item in home.feed("warta")["items"]} == before


def test_the_feed_keeps_an_id_that_an_older_address_gave_it(home: Home) -> None:
    home.healthy(text=NAMED)
    home.origin.page("/kabar", named(1, 2))
    home.run("build", now=MORNING)
    before, ids = files(home)["kabar.atom"][0].partition(b"</id>")[0], list(items(home))
    home.origin.page("/berita", named(1, 2))
    home.site("kabar", NAMED.replace("{url}", "{origin}/berita"))
    lose_state(home)
    restored(home)
    home.run("build", now=NOON)
    assert files(home)["kabar.atom"][0].startswith(before)
    assert list(items(home)) == ids
