"""Feeds in all formats: nothing is lost, nothing is invented, every rule of the formats holds."""

from __future__ import annotations

import html
import json
import subprocess
import sys
import threading
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from feed_rules import ATOM, DC, check
from gazette import GAZETTE, TIDE
from lxml import etree
from rendered import FORMATS, XML_FORMATS, atom_entry, json_item, of_one, rss_item

from feedmaker.model import Enclosure, FeedFormat
from feedmaker.output.formats import media_type
from feedmaker.output.render import render

DATA = Path(__file__).parents[1] / "data" / "render"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_is_written_as_its_golden_file(kind: FeedFormat) -> None:
    assert render(GAZETTE, kind) == (DATA / f"gazette.{kind}").read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_feed_breaks_no_rule(kind: FeedFormat) -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert check(f"gazette.{kind}", render(GAZETTE, kind), now=now) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_bytes_do_not_depend_on_the_clock_the_zone_or_the_locale(kind: FeedFormat) -> None:
    program = (
        "import sys, gazette as t; from feedmaker.output.render import render;"
        "sys.stdout.buffer.write(render(t.GAZETTE, sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, kind],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1],
        env={"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7"},
    )
    assert done.stdout == render(GAZETTE, kind)


def test_rendering_leaves_the_locale_of_the_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import locale

    def refuse(*_: object) -> None:
        raise AssertionError("setlocale() is one for all threads")

    monkeypatch.setattr(locale, "setlocale", refuse)
    for kind in FORMATS:
        render(GAZETTE, kind)


def test_threads_render_the_same_bytes() -> None:
    seen: set[bytes] = set()
    threads = [threading.Thread(target=lambda: seen.add(render(GAZETTE, "rss"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_without_entries_is_a_feed(kind: FeedFormat) -> None:
    assert check(f"gazette.{kind}", render(replace(GAZETTE, entries=()), kind)) == []


def test_media_types_are_the_registered_ones() -> None:
    assert [media_type(kind) for kind in ("rss", "atom", "json")] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]


@pytest.mark.parametrize("kind", XML_FORMATS)
def test_a_reader_gets_every_field_back(kind: FeedFormat) -> None:
    read = feedparser.parse(render(GAZETTE, kind), sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    assert read.feed.title == GAZETTE.title
    assert read.feed.link == GAZETTE.url
    assert [entry.id for entry in read.entries] == [entry.id for entry in GAZETTE.entries]
    for got, meant in zip(read.entries, GAZETTE.entries, strict=True):
        assert got.link == meant.url
        assert html.unescape(got.title) == meant.title
        assert timegm(got.published_parsed) == meant.published.timestamp()
        assert tuple(tag.term for tag in got.get("tags", ())) == meant.categories
        if meant.content:
            assert got.content[0].value == meant.content
    tide = read.entries[0]
    assert [author.name for author in tide.authors] == list(TIDE.authors)
    assert tide.enclosures[0] == tide.enclosures[0] | {
        "href": "https://gazette.example/tide.mp3",
        "type": "audio/mpeg",
        "length": "48213",
    }
    assert html.unescape(tide.summary) == TIDE.summary
    assert tide.media_thumbnail == [{"url": TIDE.image}]


def test_the_feed_keeps_the_order_of_its_entries() -> None:
    ids = [entry.id for entry in GAZETTE.entries]
    rss = etree.fromstring(render(GAZETTE, "rss"))
    atom = etree.fromstring(render(GAZETTE, "atom"))
    assert [node.text for node in rss.iter("guid")] == ids
    assert [node.findtext(f"{ATOM}id") for node in atom.iter(f"{ATOM}entry")] == ids


@pytest.mark.parametrize("kind", FORMATS)
def test_without_a_base_address_there_is_no_self_link(kind: FeedFormat) -> None:
    body = render(replace(GAZETTE, base_url=""), kind)
    assert b'"self"' not in body
    assert b"feed_url" not in body
    codes = {finding.code for finding in check(f"gazette.{kind}", body)}
    assert (
        codes
        == {
            "rss": {"MissingAtomSelfLink"},
            "atom": {"MissingSelf"},
            "json": {"JsonMissing"},
        }[kind]
    )


def test_an_enclosure_of_unknown_length_has_length_0_in_rss_and_none_in_atom() -> None:
    feed = of_one(enclosures=(Enclosure("https://gazette.example/a"),))
    assert dict(rss_item(feed).find("enclosure").attrib) == {
        "url": "https://gazette.example/a",
        "length": "0",
        "type": "application/octet-stream",
    }
    [link] = [node for node in atom_entry(feed).iterfind(f"{ATOM}link") if node.get("rel") == "enclosure"]  # fmt: skip
    assert "length" not in link.attrib


def test_dates_are_the_entrys_own_in_each_formats_spelling() -> None:
    assert rss_item(GAZETTE).findtext("pubDate") == "Mon, 23 Nov 2026 00:55:00 GMT"
    channel = etree.fromstring(render(GAZETTE, "rss")).find("channel")
    assert channel.findtext("lastBuildDate") == "Mon, 23 Nov 2026 06:00:01 GMT"
    assert atom_entry(GAZETTE).findtext(f"{ATOM}published") == "2026-11-23T00:55:00+00:00"
    assert atom_entry(GAZETTE).findtext(f"{ATOM}updated") == "2026-11-23T06:00:01+00:00"


def test_an_entry_says_its_language_only_where_it_differs_from_the_feeds() -> None:
    assert rss_item(of_one(language="ja")).findtext(f"{DC}language") == "ja"
    assert rss_item(of_one(language="en-GB")).find(f"{DC}language") is None
    languages = [item.get("language") for item in json.loads(render(GAZETTE, "json"))["items"]]
    assert languages == [None, "ja", None]


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</title><svg onload=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<!--",
        "\"><a href='javascript:alert(1)'>",
    ],
)
def test_markup_in_a_text_stays_text_for_readers_that_take_rss_for_html(payload: str) -> None:
    feed = replace(of_one(title=payload, summary=payload, categories=(), authors=(payload,)), title=payload, description=payload)  # fmt: skip
    channel = etree.fromstring(render(feed, "rss")).find("channel")
    texts = [channel.find("title"), channel.find("description"), channel.find("item/title"), channel.find("item/description")]  # fmt: skip
    for node in texts:
        seen = etree.fromstring(f"<div>{node.xpath('string()')}</div>", etree.HTMLParser())
        assert [element.tag for element in seen.iter()] == ["html", "body", "div"]
        assert seen.xpath("string()") == payload
    entry = atom_entry(feed)
    for name in ("title", "summary"):
        assert entry.find(ATOM + name).xpath("string()") == payload
        assert entry.find(ATOM + name).get("type", "text") == "text"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "  "}, "High water came at noon, & the ferry stayed in."),
        ({"title": "", "summary": "", "content": "<p>One <b>two</b>.</p><p>Three</p>"}, "One two. Three"),
        ({"title": "", "summary": "", "content": "<p>" + "word " * 100}, " ".join(["word"] * 15) + "…"),
        ({"title": "", "summary": "", "content": "<hr>"}, TIDE.url),
        ({"title": "", "summary": "", "content": "", "url": ""}, TIDE.id),
    ],
)  # fmt: skip
def test_an_entry_without_title_gets_its_first_words_then_its_address(
    fields: dict[str, str], title: str
) -> None:
    for item_title in (
        rss_item(of_one(**fields)).find("title").xpath("string()"),
        atom_entry(of_one(**fields)).find(f"{ATOM}title").xpath("string()"),
        json_item(of_one(**fields))["title"],
    ):
        assert item_title == title


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("choice", ["summary", "none"])
def test_less_content_is_chosen_and_still_no_entry_is_empty(kind: FeedFormat, choice: Any) -> None:
    body = render(GAZETTE, kind, content=choice)
    assert check(f"gazette.{kind}", body) == []
    assert b"figcaption" not in body
    assert (b"ferry stayed" in body) is (choice == "summary")
    assert "港の灯がともる".encode() in body if choice == "summary" else b"<p>" not in body
