"""RSS alone: guid, media, pictures, titles that read the same as text and as HTML."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta

import pytest
from feed_rules import ATOM, MEDIA, check
from gazette import GAZETTE, TIDE
from lxml import etree
from rendered import atom_entry, json_item, of_one, rss_item, serious

from feedmaker.model import Enclosure, SafeHtml
from feedmaker.output.render import render


def test_the_channel_links_to_the_site_and_to_itself() -> None:
    channel = etree.fromstring(render(GAZETTE, "rss")).find("channel")
    assert channel.findtext("link") == GAZETTE.url
    assert [dict(link.attrib) for link in channel.iterfind(f"{ATOM}link")] == [
        {
            "rel": "self",
            "href": "https://feeds.example/gazette.rss",
            "type": "application/rss+xml",
        }
    ]


def test_a_guid_is_a_permalink_only_if_it_is_the_link() -> None:
    guids = etree.fromstring(render(GAZETTE, "rss")).iter("guid")
    assert [guid.get("isPermaLink") for guid in guids] == ["true", "false", "false"]
    moved = of_one(url="https://gazette.example/elsewhere")
    assert rss_item(moved).find("guid").get("isPermaLink") == "false"


def test_rss_has_one_enclosure_and_the_others_as_media() -> None:
    item = rss_item(GAZETTE)
    assert [dict(node.attrib) for node in item.iterfind("enclosure")] == [
        {"url": "https://gazette.example/tide.mp3", "length": "48213", "type": "audio/mpeg"}
    ]
    assert [node.get("url") for node in item.iterfind(f"{MEDIA}content")] == [
        TIDE.image,
        "https://gazette.example/table.pdf",
    ]


def test_further_media_say_how_large_they_are_and_of_what_kind() -> None:
    more = Enclosure("https://gazette.example/b.webm", "video/webm", 7)
    media = rss_item(of_one(image="", enclosures=(*TIDE.enclosures, more))).findall(
        f"{MEDIA}content"
    )
    assert [(node.get("medium"), node.get("fileSize")) for node in media] == [
        ("document", None),
        ("video", "7"),
    ]


@pytest.mark.parametrize(
    ("ttl", "written"),
    [
        (None, None),
        (timedelta(hours=2), "120"),
        (timedelta(seconds=30), "1"),
        (timedelta(0), None),
    ],
)
def test_ttl_is_in_minutes(ttl: timedelta | None, written: str | None) -> None:
    rss = etree.fromstring(render(replace(GAZETTE, ttl=ttl), "rss"))
    assert rss.findtext("channel/ttl") == written


@pytest.mark.parametrize(
    ("image", "in_rss"),
    [
        ("https://gazette.example/logo.PNG", True),
        ("https://gazette.example/logo", True),
        ("https://gazette.example/logo.webp", False),
        ("https://gazette.example/logo.svg", False),
        ("", False),
    ],
)
def test_rss_shows_no_picture_that_rss_does_not_know(image: str, in_rss: bool) -> None:
    feed = replace(GAZETTE, image=image)
    rss = etree.fromstring(render(feed, "rss"))
    assert (rss.find("channel/image") is not None) is in_rss
    assert check("gazette.rss", render(feed, "rss")) == []
    assert (etree.fromstring(render(feed, "atom")).findtext(f"{ATOM}logo") or "") == image


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Fish and chips", b"<title>Fish and chips</title>"),
        ("AT&T up, 5 < 6 && 7 > 3", b"<title>AT&#x26;T up, 5 &#x3C; 6 &#x26;&#x26; 7 &gt; 3</title>"),
        ("The <b> tag", b"<title>The &#x26;lt;b&#x26;gt; tag</title>"),
        ("Write &amp; for &", b"<title>Write &#x26;amp;amp; for &#x26;amp;</title>"),
        ("x ]]> y", b"<title>x ]]&gt; y</title>"),
    ],
)  # fmt: skip
def test_rss_titles_read_the_same_as_text_and_as_html(title: str, written: bytes) -> None:
    assert written in render(of_one(title=title), "rss")
    read = rss_item(of_one(title=title)).find("title").xpath("string()")
    assert title in {read, html.unescape(read)}
    assert serious(check("gazette.rss", render(of_one(title=title), "rss"))) == []


def test_an_rss_item_without_summary_is_described_by_its_opening() -> None:
    long = SafeHtml("<p>Once &amp; again</p>" + "<p>some words more</p>" * 200)
    description = rss_item(of_one(summary="", content=long)).findtext("description")
    assert description.startswith("Once &amp; again some words more some")
    assert len(html.unescape(description)) <= 500
    assert description.endswith("…")
    assert atom_entry(of_one(summary="", content=long)).find(f"{ATOM}summary") is None
    assert "summary" not in json_item(of_one(summary="", content=long))


def test_an_opening_is_found_behind_a_long_picture() -> None:
    picture = f'<img src="https://gazette.example/{"x" * 6000}.jpg">'
    feed = of_one(summary="", content=SafeHtml(f"{picture}<p>After it</p>"))
    assert rss_item(feed).findtext("description") == "After it"
