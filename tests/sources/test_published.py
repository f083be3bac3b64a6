"""Feed files that were published, read back: what the writers wrote is what is remembered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from gazette import BARE, GAZETTE, LAMP, TIDE

from feedmaker.clean.steps import clean
from feedmaker.errors import ReadError
from feedmaker.model import Enclosure, Feed, FeedFormat, Page, SafeHtml
from feedmaker.output.atom import atom
from feedmaker.output.conform import conformed
from feedmaker.output.json_feed import json_feed
from feedmaker.output.rss import rss
from feedmaker.sandbox.pool import Sandbox
from feedmaker.sources.published import MOST, read_published

WRITERS = {"json": json_feed, "atom": atom, "rss": rss}
FORMATS: list[FeedFormat] = ["json", "atom", "rss"]
WHOLE = conformed(
    replace(
        GAZETTE,
        entries=tuple(
            replace(one, content=clean(one.content, base=one.url, url=one.url))
            for one in GAZETTE.entries
        ),
    ),
    "full",
)
HARD = conformed(
    replace(
        GAZETTE,
        entries=(
            replace(
                TIDE,
                title="Why <b> & &amp; are no mark-up <i>here</i>",
                summary="Less than <p>, more than &lt;",
                content=SafeHtml("<pre>&lt;b&gt; &amp;amp; c</pre>"),
            ),
        ),
    ),
    "full",
)


def page(body: bytes) -> Page:
    return Page("https://feeds.example/gazette", "https://feeds.example/gazette", body)


def read(feed: Feed, kind: FeedFormat) -> Feed:
    return read_published(page(WRITERS[kind](feed)), kind)


@pytest.mark.parametrize("feed", [WHOLE, HARD], ids=["gazette", "hard to write"])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_read_back_and_written_again_is_the_same_file(feed: Feed, kind: FeedFormat) -> None:
    back = read(feed, kind)
    unsaid = {"name": feed.name, "base_url": feed.base_url, "ttl": feed.ttl, "id": feed.id}
    again = conformed(replace(back, **unsaid), "full")  # type: ignore[arg-type]
    if kind == "rss":
        again = replace(again, updated=feed.updated)
    assert WRITERS[kind](again) == WRITERS[kind](feed)


@pytest.mark.parametrize("kind", ["json", "atom"])
def test_json_and_atom_keep_every_field_of_an_entry(kind: FeedFormat) -> None:
    assert read(WHOLE, kind).entries[:2] == WHOLE.entries[:2]


def test_rss_knows_one_date_and_so_that_is_both() -> None:
    first = read(WHOLE, "rss").entries[0]
    assert (first.published, first.updated) == (TIDE.published, TIDE.published)
    assert first.enclosures == (
        Enclosure("https://gazette.example/tide.mp3", "audio/mpeg", 48_213),
        Enclosure("https://gazette.example/table.pdf", "application/pdf"),
    )
    assert first.image == TIDE.image


def test_atom_alone_tells_the_id_of_the_feed() -> None:
    assert [read(WHOLE, kind).id for kind in FORMATS] == ["", GAZETTE.id, ""]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_hostile_in_a_feed_is_gone(kind: FeedFormat) -> None:
    bad = SafeHtml(
        '<p onclick="x()">Ebb<script>steal()</script><a href="javascript:x()">go</a></p>'
    )
    feed = replace(
        WHOLE,
        entries=(
            replace(TIDE, content=bad, image="javascript:x()", title="A\u202e\tB", enclosures=()),
        ),
    )
    (entry,) = read(feed, kind).entries
    assert (entry.content, entry.image, entry.title) == ("<p>Ebbgo</p>", "", "A B")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("body", [b"", b"<html>no", b"[1]", b"{}", b"\xff\x00", b"[" * 10_000])
def test_what_is_no_such_feed_says_so(body: bytes, kind: FeedFormat) -> None:
    with pytest.raises(ReadError, match=r"^https://feeds\.example/gazette: this is no .* feed"):
        read_published(page(body), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_feed_is_none(kind: FeedFormat) -> None:
    body = WRITERS[kind](WHOLE)
    with pytest.raises(ReadError, match="or a broken one"):
        read_published(page(body[: len(body) // 2]), kind)


def test_an_entry_without_what_makes_it_one_is_passed_over_and_a_second_one_too() -> None:
    whole = json.loads(json_feed(WHOLE))
    item = whole["items"][0]
    for key in ("id", "url", "date_published"):
        whole["items"].append({k: v for k, v in item.items() if k != key} | {key: "no"})
    whole["items"] += [item, "text", 3]
    ids = [entry.id for entry in read_published(page(json.dumps(whole).encode()), "json").entries]
    assert ids == [TIDE.id, LAMP.id, BARE.id]


def test_no_more_entries_are_read_than_a_feed_of_ours_can_hold() -> None:
    whole = json.loads(json_feed(WHOLE))
    whole["items"] = [{**whole["items"][0], "id": f"urn:x:{n}"} for n in range(MOST + 20)]
    assert len(read_published(page(json.dumps(whole).encode()), "json").entries) == MOST


def test_entities_of_its_own_are_not_opened(box: Sandbox) -> None:
    top = b'<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = top + atom(WHOLE).partition(b"?>")[2].replace(b"Only a title", b"[&x;]")
    try:
        feed = box.call(read_published, page(body), "atom")
    except ReadError:
        return
    assert "root:" not in repr(feed)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_sandbox_believes_what_comes_of_it(box: Sandbox, kind: FeedFormat) -> None:
    body = WRITERS[kind](WHOLE)
    assert box.call(read_published, page(body), kind) == read(WHOLE, kind)
