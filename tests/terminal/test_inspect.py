"""`feedmaker listing` and `article`: one page, saved pages, JSON lines in and out, --watch."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from newsroom import listing, story
from served import Origin
from shell import Home

from feedmaker.config.hosts import HostFiles
from feedmaker.config.site import read_site
from feedmaker.model import Locale
from feedmaker.terminal.inspect import Inspection, SavedPage, answer_line
from feedmaker.wiring import open_sandbox

ROWS = tuple(
    (f"/{n}", f"Judul cerita nomor {n}", f"{n} April 2024 | 09:00 WIB") for n in range(1, 7)
)
NOW = datetime(2026, 11, 29, tzinfo=UTC)
PAGE = "https://kabar.example/"
TEXT = "Isi berita ini cukup panjang, sehingga tanpa aturan pun dapat ditemukan sebagai isi. " * 4


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def save(home: Home, name: str, text: str) -> str:
    body = text.encode()
    (home.path / name).write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    return name


def batch(home: Home, command: str, *lines: object, options: str = "") -> list[dict[str, Any]]:
    typed = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = home.run(command, "--batch", *options.split(), stdin=typed.encode())
    assert ran.status == 0, ran.err
    return [json.loads(line) for line in ran.lines()]


# --- JSON lines --------------------------------------------------------------


def test_articles_come_out_in_the_order_they_went_in_with_all_their_keys(home: Home) -> None:
    lines = [
        {
            "id": n,
            "url": f"{PAGE}{n}",
            "html_path": save(home, f"{n}.html", story(f"Judul {n}", TEXT)),
        }
        for n in (3, 1, 2)
    ]
    answers = batch(home, "article", *lines)
    assert [answer["id"] for answer in answers] == [3, 1, 2]
    assert [answer["title"] for answer in answers] == ["Judul 3", "Judul 1", "Judul 2"]
    assert list(answers[0]) == (
        ["id", "title", "author", "date", "image", "text", "html", "language", "seconds"]
    )
    assert answers[0]["date"] is None
    assert answers[0]["language"] == "id"
    assert answers[0]["html"].startswith("<")
    assert "<" not in answers[0]["text"]
    assert answers[0]["seconds"] > 0


def test_a_bug_met_on_a_page_is_told_as_one_and_the_line_is_not_blamed(home: Home) -> None:
    def answer(url: str, inspection: Inspection) -> dict[str, object]:
        del inspection
        return {"items": int(url)}

    path = home.path / save(home, "a.html", "<p>")
    line = json.dumps({"id": 7, "url": PAGE, "html_path": str(path)})
    with open_sandbox() as box:
        locale = Locale("", UTC, NOW)
        inspection = Inspection(None, HostFiles(), SavedPage(PAGE, path), box, locale)
        told = answer_line(line.encode(), inspection, answer)
        wrong = answer_line(b'{"id": 8, "url": 3, "html_path": "a.html"}', inspection, answer)
    assert told["id"] == 7
    assert "a bug in feedmaker" in str(told["error"])
    assert f"{PAGE}'\") at test_inspect.py:" in str(told["error"])
    assert wrong["id"] == 8
    assert "not such a line" in str(wrong["error"])


def test_an_authors_list_and_a_date_in_the_pages_own_offset(home: Home) -> None:
    head = (
        '<meta property="article:published_time" content="2024-04-29T07:55:00+07:00">'
        '<meta name="author" content="Ani">'
    )
    path = save(
        home, "a.html", f"<html><head>{head}<title>Judul</title></head>{story('Judul', 'Isi. ')}"
    )
    (answer,) = batch(home, "article", {"id": "a", "url": f"{PAGE}a", "html_path": path})
    assert answer["author"] == ["Ani"]
    assert answer["date"] == "2024-04-29T07:55:00+07:00"


def test_a_saved_page_is_that_of_its_address_with_a_fragment_too(home: Home) -> None:
    path = save(home, "a.html", story("Ferry returns", "The ferry came back to the harbour. " * 9))
    (answer,) = batch(home, "article", {"id": "a", "url": f"{PAGE}a#comments", "html_path": path})
    assert "error" not in answer
    assert answer["text"]


def test_listings_give_their_items_without_any_rules(home: Home) -> None:
    path = save(home, "list.html.gz", listing(*ROWS))
    (answer,) = batch(home, "listing", {"id": "x", "url": PAGE, "html_path": path})
    assert list(answer) == ["id", "items", "seconds"]
    assert [item["url"] for item in answer["items"]] == [f"{PAGE}{n}" for n in range(1, 7)]
    assert answer["items"][0] == {
        "url": f"{PAGE}1",
        "title": "Judul cerita nomor 1",
        "date": "2024-04-01T09:00:00+07:00",
    }


def test_a_page_that_fails_is_an_answer_and_the_batch_goes_on(home: Home) -> None:
    good = {"id": 9, "url": PAGE, "html_path": save(home, "list.html", listing(*ROWS))}
    (home.path / "bad.html.gz").write_bytes(b"\x1f\x8b not gzip at all")
    (home.path / "empty.html").write_bytes(b"")
    answers = batch(
        home,
        "listing",
        {"id": 1, "url": PAGE, "html_path": "missing.html"},
        {"id": 2, "url": PAGE, "html_path": "bad.html.gz"},
        {"id": 3, "url": PAGE, "html_path": "empty.html"},
        {"id": 4, "url": PAGE, "html_path": "a\0b"},
        {"id": 5, "url": PAGE},
        {"id": 6, "url": 7, "html_path": 8},
        "this is no JSON",
        "[1, 2]",
        "",
        good,
    )
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5, 6, None, None, 9]
    assert all(set(answer) == {"id", "error"} for answer in answers[:-1])
    assert "missing.html can't be read: No such file" in answers[0]["error"]
    assert '"html_path"' in answers[4]["error"]
    assert len(answers[-1]["items"]) == 6


def test_a_sites_rules_hold_in_a_batch(home: Home) -> None:
    home.site("kabar")
    path = save(home, "a.html", story("Judul", "Isi. ", "<p>Kaki halaman.</p>"))
    (answer,) = batch(
        home,
        "article",
        {"id": 1, "url": home.origin.url("/a"), "html_path": path},
        options="--site kabar",
    )
    assert answer["author"] == ["Ani"]
    assert "Kaki" not in answer["text"]


# --- One page ----------------------------------------------------------------


def test_a_listing_without_rules_prints_them_as_a_site_file_to_paste(home: Home) -> None:
    home.origin.page("/", listing(*ROWS))
    url = home.origin.url("/")
    ran = home.run("listing", url)
    assert ran.status == 0
    assert "Judul cerita nomor 1" in ran.out
    assert "6 items on 1 page" in ran.out
    pasted = ran.out.partition("sites/NAME.yaml:\n\n")[2]
    site = read_site("baru", pasted.encode(), file="baru.yaml")
    assert site.urls[0].url == url
    (home.path / "sites").mkdir()
    (home.path / "sites/baru.yaml").write_text(pasted, encoding="utf-8")
    again = home.run("listing", "--site", "baru")
    assert again.status == 0
    assert "6 items on 1 page" in again.out
    assert "sites/NAME.yaml" not in again.out


@pytest.mark.parametrize(
    "selector", ["#a > b", "[x=y]", "a:is(b, c)", "'q' \"r\"", "a: b", "@x", "*"]
)
def test_any_selector_survives_the_printed_site_file(selector: str) -> None:
    from feedmaker.config.yaml_text import plain, read_nodes
    from feedmaker.detect.site_file import yaml_text

    nodes = read_nodes(f"key: {yaml_text(selector)}\n".encode(), "x.yaml")
    assert not nodes.faults
    assert plain(nodes.root) == {"key": selector}


def test_a_listing_says_which_rule_gave_what_and_which_gave_nothing(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS))
    home.site(
        "kabar", "url: {url}\nlisting: {{item: .item, date: .date, image: .foto}}\ntimezone: UTC\n"
    )
    out = home.run("listing", home.origin.url("/kabar"), "--site", "kabar").out
    assert re.search(r"date +6/6 by `\.date`", out)
    assert re.search(r"title +6/6 as the item shows it", out)
    assert re.search(r"image +0/6 by `\.foto`: this rule gives nothing", out)


def test_a_site_file_anywhere_and_a_sites_own_address_will_do(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS))
    file = home.site("kabar")
    moved = home.path / "draft.yaml"
    file.rename(moved)
    assert "6 items" in home.run("listing", "--site", "draft.yaml").out


def test_a_saved_page_needs_no_network(home: Home) -> None:
    save(home, "list.html.gz", listing(*ROWS))
    ran = home.run("listing", "--html", "list.html.gz", "--url", PAGE, "--json")
    assert [item["url"] for item in ran.json()["items"]] == [f"{PAGE}{n}" for n in range(1, 7)]
    save(home, "a.html", story("Judul", TEXT))
    told = home.run("article", "--html", "a.html", "--url", f"{PAGE}a", "--json").json()
    assert (told["title"], told["content_by"]) == ("Judul", "found")


def test_an_article_shows_each_field_with_its_source(home: Home) -> None:
    home.origin.page("/kabar/1", story("Judul", "Isi berita ini. "))
    home.site("kabar")
    out = home.run("article", home.origin.url("/kabar/1"), "--site", "kabar").out
    assert re.search(r"title +Judul  \(by rule\)", out)
    assert re.search(r"author +Ani  \(by rule\)", out)
    assert re.search(r"content +\d+ words  \(by rule\)", out)
    assert "Isi berita ini." in out


def test_a_feed_is_called_a_feed(home: Home) -> None:
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
    url = home.origin.page("/rss", feed, content_type="application/rss+xml")
    ran = home.run("listing", url)
    assert ran.status == 1
    assert "this is a feed" in ran.err


def test_watching_reads_the_rules_anew_and_the_site_once(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS))
    file = home.site("kabar", "url: {url}\nlisting: {{item: .salah}}\n")
    with home.spawn("listing", "--site", "kabar", "--watch") as child:
        assert child.stdout
        assert child.stdout.readline() == "--- sites/kabar.yaml\n"
        while "waiting" not in child.stdout.readline():
            pass
        home.site("kabar", "url: {url}\nlisting: {{item: .item}}\n")
        told = ""
        while "waiting" not in (line := child.stdout.readline()):
            told += line
        child.send_signal(2)
        _, err = child.communicate(timeout=20)
    assert "6 items on 1 page" in told
    assert "`listing.item` matches nothing (.salah)" in err
    assert child.returncode == 0
    assert home.origin.hits("/kabar") == 1
    assert file.exists()


def test_rules_that_were_found_name_the_site_file_that_is_meant(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS))
    file = home.site("kabar", "url: {url}\n")
    told = "The rules were found automatically. As a site file, "
    for typed, named in (
        (("--site", "kabar"), "sites/kabar.yaml"),
        (("--site", "./sites/kabar.yaml"), "sites/kabar.yaml"),
        (("--site", str(file)), str(file)),
        ((home.origin.url("/kabar"), "--sites", "mine"), "mine/NAME.yaml"),
    ):
        assert f"{told}{named}:\n" in home.run("listing", *typed).out
