"""One bad entry never costs the others: what a format forbids is mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from feed_rules import check
from gazette import BARE, GAZETTE, TIDE
from rendered import FORMATS, XML_FORMATS, of_one

from feedmaker.model import Enclosure, FeedFormat, SafeHtml
from feedmaker.output.render import render
from feedmaker.text import UNFIT_OR_LOST, may_be_unfit


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
        assert may_be_unfit(chr(point)) == bool(UNFIT_OR_LOST.search(chr(point))), hex(point)


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
