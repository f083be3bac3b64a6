"""The folder's pages: readable, valid, closed to whatever a site's title says."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import html5lib
import pytest
from feed_rules import check
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedmaker.output.index import IndexRow, render_index, render_opml

TIDE = IndexRow(
    name="tide",
    title="Tide & Time",
    url="https://tide.example/news",
    description="All about water",
    formats=("rss", "atom", "json"),
    newest=datetime(2026, 11, 23, 0, 55, tzinfo=UTC),
    entries=50,
    tags=("sea", "news"),
    language="en",
)
LAMP = replace(TIDE, name="lamp", title="港の灯", tags=("sea",), language="ja", entries=1)
BARE = replace(TIDE, name="bare", title="Bare", tags=(), newest=None, entries=0, formats=("json",))
GONE = replace(TIDE, name="gone", title="Old Lantern", retired=True)
ROWS = (GONE, TIDE, BARE, LAMP)

PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "]]>--><img src=x onerror=alert(1)>",
)  # fmt: skip


def page(*rows: IndexRow, **settings: str) -> Any:
    """Parse the page strictly: a parse error is a failure."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(render_index(rows, **settings).decode())


def said(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def test_the_page_lists_each_feed_with_site_formats_count_and_newest_entry() -> None:
    [item] = page(TIDE).iter("li")
    assert said(item) == (
        "Tide & Time All about water RSS Atom JSON Feed 50 entries, newest 2026-11-23 00:55 UTC"
    )
    assert [link.get("href") for link in item.iter("a")] == [
        "https://tide.example/news",
        "tide.rss",
        "tide.atom",
        "tide.json",
    ]
    assert item.find(".//time").get("datetime") == "2026-11-23T00:55:00Z"


def test_feeds_stand_by_tag_then_those_without_then_the_retired_each_once() -> None:
    sections = [
        (said(section.find("h2")), [said(title) for title in section.iter("h3")])
        for section in page(*ROWS).iter("section")
    ]
    assert sections == [
        ("sea", ["Tide & Time", "港の灯"]),
        ("Other feeds", ["Bare"]),
        ("No longer fetched", ["Old Lantern"]),
    ]


def test_without_tags_there_are_no_group_headings() -> None:
    assert not list(page(BARE).iter("h2"))


def test_an_empty_folder_says_what_to_do() -> None:
    assert "No feeds yet" in said(page())


def test_a_problem_and_an_empty_feed_are_told_in_words() -> None:
    [item] = page(replace(BARE, problem="`listing.item` matches nothing")).iter("li")
    assert "Needs a look: `listing.item` matches nothing" in said(item)
    assert "No entries yet" in said(item)


def test_readers_find_each_feed_through_the_head() -> None:
    links = [
        (link.get("type"), link.get("title"), link.get("href"))
        for link in page(*ROWS).iter("link")
        if link.get("rel") == "alternate"
    ]
    assert links == [
        ("application/feed+json", "Bare", "bare.json"),
        ("application/atom+xml", "Old Lantern", "gone.atom"),
        ("application/atom+xml", "Tide & Time", "tide.atom"),
        ("application/atom+xml", "港の灯", "lamp.atom"),
    ]


def test_times_are_utc_whatever_zone_they_came_in() -> None:
    moment = datetime(2026, 11, 23, 6, 40, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert render_index([replace(TIDE, newest=moment)]) == render_index([TIDE])


def test_the_order_of_rows_does_not_matter() -> None:
    assert render_index(ROWS) == render_index(ROWS[::-1])
    assert render_opml(ROWS, base_url="") == render_opml(ROWS[::-1], base_url="")


def test_the_page_runs_and_asks_for_nothing() -> None:
    tree = page(*ROWS, base_url="https://feeds.example/")
    [policy] = [
        meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv") is not None
    ]
    style = tree.find(".//style").text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    tags = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    assert not tags & {"script", "img", "iframe", "form", "object", "base"}
    assert {link.get("rel") for link in tree.iter("link")} == {"alternate", "canonical"}
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_is_made_for_eyes_of_all_kinds() -> None:
    tree = page(*ROWS)
    assert tree.get("lang") == "en"
    metas = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    assert metas["color-scheme"] == "light dark"
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert "prefers-color-scheme: dark" in tree.find(".//style").text
    headings = [node.tag for node in tree.iter() if node.tag in {"h1", "h2", "h3"}]
    assert headings[:3] == ["h1", "h2", "h3"]
    assert [node.get("lang") for node in tree.iter("h3")] == ["en", "ja", "en", "en"]
    assert all(said(link) or link.get("aria-label") for link in tree.iter("a"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_any_text_stays_text(payload: str) -> None:
    row = replace(
        TIDE, title=payload, description=payload, problem=payload, tags=(payload,), language="en"
    )
    tree = page(row, title=payload)
    clean = page(replace(row, title="x", description="x", problem="x", tags=("x",)), title="x")
    assert [node.tag for node in tree.iter()] == [node.tag for node in clean.iter()]
    for node in tree.iter():
        assert not [name for name in node.attrib if name.startswith("on")]
    assert said(tree.find(".//h3")) == payload
    assert check("feeds.opml", render_opml([row], base_url="https://f.example/")) == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "", "file:///etc/passwd"])  # fmt: skip
def test_a_site_that_is_no_web_address_is_not_linked(url: str) -> None:
    row = replace(TIDE, url=url)
    assert not list(page(row).find(".//h3").iter("a"))
    assert b"htmlUrl" not in render_opml([row], base_url="https://f.example/")


def test_opml_has_each_living_feed_once_in_the_folder_of_its_first_tag() -> None:
    body = render_opml(ROWS, base_url="https://feeds.example/")
    assert check("feeds.opml", body) == []
    root = etree.fromstring(body)
    folders = {
        outline.get("text"): [inner.get("xmlUrl") for inner in outline]
        for outline in root.find("body")
    }
    assert folders == {
        "sea": ["https://feeds.example/tide.atom", "https://feeds.example/lamp.atom"],
        "Bare": [],
    }
    tide = root.find(".//outline[@text='Tide & Time']")
    assert dict(tide.attrib) == {
        "type": "rss",
        "text": "Tide & Time",
        "title": "Tide & Time",
        "description": "All about water",
        "xmlUrl": "https://feeds.example/tide.atom",
        "htmlUrl": "https://tide.example/news",
        "language": "en",
        "category": "/sea,/news",
    }


def test_opml_without_a_base_address_names_the_files_beside_it() -> None:
    root = etree.fromstring(render_opml([TIDE], base_url=""))
    assert root.find(".//outline[@type]").get("xmlUrl") == "tide.atom"


def test_opml_groups_untagged_feeds_in_no_folder_even_beside_retired_ones() -> None:
    root = etree.fromstring(render_opml([BARE, GONE], base_url=""))
    assert [outline.get("text") for outline in root.iter("outline")] == ["Bare"]


@given(
    st.builds(
        IndexRow,
        name=st.just("news"),
        title=st.text(),
        url=st.text(),
        description=st.text(),
        formats=st.sampled_from([(), ("rss",), ("json", "atom")]),
        newest=st.none() | st.datetimes(timezones=st.just(UTC)),
        entries=st.integers(0),
        tags=st.lists(st.text(), max_size=3).map(tuple),
        problem=st.text(),
        retired=st.booleans(),
        language=st.text(),
    )
)
def test_any_row_gives_whole_pages(row: IndexRow) -> None:
    body = render_index([row])
    assert body.decode().endswith("</html>\n")
    etree.fromstring(render_opml([row], base_url=""))


def test_the_template_engine_is_imported_only_when_a_page_is_made() -> None:
    import subprocess

    program = "import sys, feedmaker.output.index; print('jinja2' in sys.modules, 'feedgen' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # fmt: skip
    assert re.fullmatch("False False\n", done.stdout)


def test_what_the_owner_says_of_the_folder_stands_above_the_feeds() -> None:
    tree = page(*ROWS, title="Feeds of the coast", intro="Ferries <b>& fish</b>.\n\n \nAll here.")
    told = [said(one) for one in tree.findall(".//header/p[@class='intro']")]
    assert told == ["Ferries <b>& fish</b>.", "All here."]
    assert said(tree.find(".//h1")) == said(tree.find(".//title")) == "Feeds of the coast"
    assert page(*ROWS).find(".//p[@class='intro']") is None
