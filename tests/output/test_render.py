"""Feeds: nothing is lost, nothing is invented, every rule of the formats holds."""

from __future__ import annotations

import html
import json
import subprocess
import sys
import threading
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args

import feedparser
import pytest
from feed_rules import ATOM, CONTENT, DC, MEDIA, Finding, check
from gazette import BARE, GAZETTE, TIDE
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedmaker.model import Enclosure, Entry, Feed, FeedFormat, SafeHtml
from feedmaker.output import conform as mend
from feedmaker.output.render import media_type, render

DATA = Path(__file__).parents[1] / "data" / "render"
FORMATS: tuple[FeedFormat, ...] = get_args(FeedFormat)
XML_FORMATS: tuple[FeedFormat, ...] = ("rss", "atom")


def of_one(**fields: Any) -> Feed:
    return replace(GAZETTE, entries=(replace(TIDE, **fields),))


def rss_item(feed: Feed) -> Any:
    return etree.fromstring(render(feed, "rss")).find("channel/item")


def atom_entry(feed: Feed) -> Any:
    return etree.fromstring(render(feed, "atom")).find(f"{ATOM}entry")


def json_item(feed: Feed) -> Any:
    return json.loads(render(feed, "json"))["items"][0]


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "info"]


# --- The bytes -------------------------------------------------------------


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


# --- What a reader gets ----------------------------------------------------


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


def test_json_feed_gives_every_field_back() -> None:
    feed = json.loads(render(GAZETTE, "json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://feeds.example/gazette.json"
    assert feed["items"][0] == {
        "id": TIDE.id,
        "url": TIDE.url,
        "title": TIDE.title,
        "content_html": TIDE.content,
        "summary": TIDE.summary,
        "image": TIDE.image,
        "date_published": "2026-11-23T00:55:00Z",
        "date_modified": "2026-11-23T06:00:01Z",
        "authors": [{"name": "Mira Quay"}, {"name": "J. Löf"}],
        "tags": ["Harbour", "R&D"],
        "attachments": [
            {
                "url": "https://gazette.example/tide.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 48_213,
            },
            {"url": "https://gazette.example/table.pdf", "mime_type": "application/pdf"},
        ],
    }


def test_no_byte_of_a_json_feed_looks_like_markup() -> None:
    body = render(of_one(title="<script>alert(1)</script>"), "json")
    assert b"<" not in body
    assert json.loads(body)["items"][0]["title"] == "<script>alert(1)</script>"


def test_the_feed_keeps_the_order_of_its_entries() -> None:
    ids = [entry.id for entry in GAZETTE.entries]
    rss = etree.fromstring(render(GAZETTE, "rss"))
    atom = etree.fromstring(render(GAZETTE, "atom"))
    assert [node.text for node in rss.iter("guid")] == ids
    assert [node.findtext(f"{ATOM}id") for node in atom.iter(f"{ATOM}entry")] == ids


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


def test_an_enclosure_of_unknown_length_has_length_0_in_rss_and_none_in_atom() -> None:
    feed = of_one(enclosures=(Enclosure("https://gazette.example/a"),))
    assert dict(rss_item(feed).find("enclosure").attrib) == {
        "url": "https://gazette.example/a",
        "length": "0",
        "type": "application/octet-stream",
    }
    [link] = [node for node in atom_entry(feed).iterfind(f"{ATOM}link") if node.get("rel") == "enclosure"]  # fmt: skip
    assert "length" not in link.attrib


def test_atom_says_the_rel_the_type_and_the_length_of_each_enclosure() -> None:
    links = [dict(node.attrib) for node in atom_entry(GAZETTE).iterfind(f"{ATOM}link")]
    assert links == [
        {"rel": "alternate", "href": TIDE.url},
        {
            "rel": "enclosure",
            "href": "https://gazette.example/tide.mp3",
            "type": "audio/mpeg",
            "length": "48213",
        },
        {
            "rel": "enclosure",
            "href": "https://gazette.example/table.pdf",
            "type": "application/pdf",
        },
    ]


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


# --- Titles and other words ------------------------------------------------


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


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("choice", ["summary", "none"])
def test_less_content_is_chosen_and_still_no_entry_is_empty(kind: FeedFormat, choice: Any) -> None:
    body = render(GAZETTE, kind, content=choice)
    assert check(f"gazette.{kind}", body) == []
    assert b"figcaption" not in body
    assert (b"ferry stayed" in body) is (choice == "summary")
    assert "港の灯がともる".encode() in body if choice == "summary" else b"<p>" not in body


# --- One bad entry never costs the others ----------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "bad",
    ["\0", "\x0b", "\x1b[31m", "\x7f", "\x85", "\ud800", "\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe"],
)  # fmt: skip
def test_characters_that_no_feed_may_hold_are_left_out(kind: FeedFormat, bad: str) -> None:
    text = f"before {bad} after"
    feed = replace(
        of_one(
            title=text,
            summary=text,
            content=SafeHtml(f"<p>{text}</p>"),
            authors=(text,),
            categories=(text,),
            url=f"https://gazette.example/{bad}",
            id=f"https://gazette.example/{bad}x",
            image=f"https://gazette.example/{bad}.jpg",
            enclosures=(Enclosure(f"https://gazette.example/{bad}.mp3", f"audio/{bad}"),),
        ),
        title=text,
        description=text,
        url=f"https://gazette.example/{bad}",
    )
    body = render(feed, kind)
    assert check(f"gazette.{kind}", body) == []
    assert bad not in body.decode()
    assert "before" in body.decode()


def test_the_quick_look_for_unfit_characters_misses_none_and_cries_no_wolf() -> None:
    edges = (0, 0x20, 0x7F, 0xA0, 0xD800, 0xE000, 0xFDD0, 0xFDF0, *range(0xFFFE, 0x110000, 0x10000))
    near = {point for edge in edges for point in range(edge - 3, edge + 4)} | {0xFFE5, 0x5FFF}
    for point in sorted(point for point in near if 0 <= point < 0x110000):
        feed = replace(GAZETTE, entries=(), title=chr(point))
        assert mend._has_unfit(feed) == bool(mend._UNFIT.search(chr(point))), hex(point)


@pytest.mark.parametrize("kind", FORMATS)
def test_characters_of_all_scripts_are_kept(kind: FeedFormat) -> None:
    text = "Ünï ａｂｃ￥ 港 אב עرب हिन्दी 🙂 e\u0301 \u200d \U0010fffd"
    body = render(of_one(title=text, content=SafeHtml(f"<p>{text}</p>")), kind).decode()
    assert body.count(text) == 2


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "moment",
    [
        datetime.min,
        datetime.max,
        datetime.min.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime(1899, 12, 31, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    ],
)
def test_any_year_can_be_written(kind: FeedFormat, moment: datetime) -> None:
    feed = replace(of_one(published=moment, updated=moment), updated=moment)
    assert check(f"gazette.{kind}", render(feed, kind)) == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "fields",
    [
        {"url": "", "content": "", "summary": ""},
        {"url": "javascript:alert(1)"},
        {"url": "https://gazette.example/a b?ü=[1]"},
        {"id": ""},
        {"id": "4711"},
        {"id": "urn:x y"},
        {"content": " \n "},
        {"authors": ("", " ", "A", "A"), "categories": ("", "\n", "B", "B")},
        {"image": "data:image/png;base64,AAAA", "enclosures": (Enclosure("ftp://x/y"), Enclosure(""))},
        {"enclosures": (Enclosure("https://gazette.example/a.mp3", "no type", -1),) * 2},
        {"language": "no such language!"},
    ],
)  # fmt: skip
def test_what_a_format_forbids_is_mended(kind: FeedFormat, fields: dict[str, Any]) -> None:
    assert check(f"gazette.{kind}", render(of_one(**fields), kind)) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_an_id_stands_once(kind: FeedFormat) -> None:
    twice = replace(GAZETTE, entries=(TIDE, replace(TIDE, title="Again"), BARE))
    assert check(f"gazette.{kind}", render(twice, kind)) == []
    assert b"Again" not in render(twice, kind)


@pytest.mark.parametrize("kind", XML_FORMATS)
def test_content_as_deep_and_odd_as_can_be_is_written(kind: FeedFormat) -> None:
    for content in (
        "<div>" * 3000,
        "<" * 5000,
        "&" * 5000,
        "]]>",
        "<p",
        "<!--",
        "<?x",
        "</div>" * 9,
    ):
        feed = of_one(title="", summary="", content=SafeHtml(content))
        assert feedparser.parse(render(feed, kind)).entries


TEXTS = st.text(max_size=40) | st.sampled_from(["<b>", "</p>", "&amp;", "]]>", "<![CDATA[", " ", "\0", "\ud800"])  # fmt: skip
LINKS = TEXTS | st.text("abz/?#%[]@: é", max_size=12).map("https://x.example/".__add__)
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.none() | st.just(timezone(timedelta(hours=9))))


def entries() -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        id=LINKS,
        url=LINKS,
        title=TEXTS,
        published=MOMENTS,
        updated=MOMENTS,
        summary=TEXTS,
        content=TEXTS.map(SafeHtml),
        authors=st.lists(TEXTS, max_size=2).map(tuple),
        categories=st.lists(TEXTS, max_size=2).map(tuple),
        image=LINKS,
        enclosures=st.lists(st.builds(Enclosure, LINKS, TEXTS, st.integers()), max_size=2).map(tuple),
        language=TEXTS,
    )  # fmt: skip


FEEDS = st.builds(
    Feed,
    name=st.just("news"),
    id=LINKS,
    title=TEXTS,
    url=LINKS,
    updated=MOMENTS,
    description=TEXTS,
    language=TEXTS,
    image=LINKS,
    base_url=st.sampled_from(["", "https://feeds.example/"]),
    ttl=st.none() | st.timedeltas(),
    entries=st.lists(entries(), max_size=3).map(tuple),
)

NOT_OF_RENDER = {
    *("MissingAtomSelfLink", "MissingSelf", "JsonMissing"),  # no base address
    *("NotHtml", "SecurityRisk", "SecurityRiskAttr", "ContainsRelRef"),  # content is made in clean
    *("DuplicateUpdated", "NonCanonicalURI"),  # merge
    *("ContainsUndeclaredHTML", "ContainsHTML"),  # a title or category that says "</b>" is one
    "MissingDCLanguage",
}


@given(FEEDS, st.sampled_from(FORMATS))
def test_every_feed_can_be_rendered_and_breaks_no_rule_of_its_format(
    feed: Feed, kind: FeedFormat
) -> None:
    body = render(feed, kind)
    assert [one for one in check(f"news.{kind}", body) if one.code not in NOT_OF_RENDER] == []
    assert render(feed, kind) == body


def plain_texts(min_size: int) -> st.SearchStrategy[str]:
    """One line of text as the stages before make it."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"), exclude_characters="\ufffd")  # fmt: skip
    words = st.text(letters, min_size=1, max_size=12)
    return st.lists(words, min_size=min_size, max_size=4).map(" ".join)


@given(
    st.lists(plain_texts(1), min_size=1, max_size=3),
    st.lists(plain_texts(1), max_size=2, unique=True),
    st.lists(plain_texts(1), max_size=2, unique=True),
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)),
    st.sampled_from(XML_FORMATS),
)
def test_ids_links_titles_dates_content_authors_and_categories_survive(
    titles: list[str], authors: list[str], categories: list[str], moment: datetime, kind: FeedFormat
) -> None:
    feed = replace(
        GAZETTE,
        entries=tuple(
            replace(
                TIDE,
                id=f"https://gazette.example/{n}",
                url=f"https://gazette.example/{n}?a=1&b=2",
                title=title,
                summary=title,
                published=moment.replace(tzinfo=UTC),
                content=SafeHtml(f"<p>{html.escape(title)}</p>"),
                authors=tuple(authors),
                categories=tuple(categories),
            )
            for n, title in enumerate(titles)
        ),
    )
    for got, meant in zip(read(render(feed, kind), kind), feed.entries, strict=True):
        assert got == (
            meant.id,
            meant.url,
            meant.title,
            meant.published.replace(microsecond=0),
            meant.content,
            meant.authors,
            meant.categories,
        )


def read(body: bytes, kind: FeedFormat) -> Iterator[tuple[object, ...]]:
    """Read a feed as a plain XML reader does, RSS titles as HTML."""
    root = etree.fromstring(body)
    if kind == "rss":
        for item in root.iter("item"):
            yield (
                item.findtext("guid"),
                item.findtext("link"),
                as_html(item.find("title").xpath("string()")),
                datetime.strptime(item.findtext("pubDate"), "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC),
                item.findtext(f"{CONTENT}encoded"),
                tuple(node.text for node in item.iterfind(f"{DC}creator")),
                tuple(node.xpath("string()") for node in item.iterfind("category")),
            )  # fmt: skip
        return
    for entry in root.iter(f"{ATOM}entry"):
        yield (
            entry.findtext(f"{ATOM}id"),
            entry.find(f"{ATOM}link[@rel='alternate']").get("href"),
            entry.find(f"{ATOM}title").xpath("string()"),
            datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
            entry.findtext(f"{ATOM}content"),
            tuple(node.findtext(f"{ATOM}name") for node in entry.iterfind(f"{ATOM}author")),
            tuple(node.get("term") for node in entry.iterfind(f"{ATOM}category")),
        )


def as_html(text: str) -> str:
    """Return what a browser shows of a text taken for HTML."""
    import html5lib

    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return "".join(tree.itertext())
