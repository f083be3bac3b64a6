"""The bytes of an RSS, Atom, RDF or JSON feed -> what it says, in one shape for all four.

feedparser reads XML, as broken as it may be; it knows no JSON Feed. Nothing is decided here:
which text is an item's summary, what its id is worth and which date is believed, is `feed`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from feedmaker.model import Page
from feedmaker.page.charset import decode
from feedmaker.sources.said import Said, list_of, moment_of, object_of, objects_of, size_of, text_of

_JSON_FEED = "jsonfeed"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN = frozenset({"", "text/plain"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text as a feed gives it."""

    text: str = ""
    is_html: bool = False  # raw
    base: str = ""  # what relative addresses in it count from, if the feed states that


@dataclass(frozen=True, slots=True)
class When:
    """A date as a feed gives it."""

    text: str = ""
    lenient: datetime | None = None  # as feedparser understands it, in UTC


@dataclass(frozen=True, slots=True)
class File:
    """A medium that belongs to an item."""

    url: str
    type: str = ""
    length: int = 0  # bytes; 0: not known
    medium: str = ""  # "image", "audio" …, where only that is told

    def is_a(self, kind: str) -> bool:
        """Tell whether it is an image, a video …"""
        return self.type.startswith(f"{kind}/") or (not self.type and self.medium == kind)


@dataclass(frozen=True, slots=True)
class SaidItem:
    """What a feed says of one item. Addresses are as written, or by the feed's own xml:base."""

    id: str = ""
    links: tuple[str, ...] = ()  # to its page, the best first
    title: Words = Words()
    published: When = When()
    updated: When = When()
    summary: Words = Words()
    contents: tuple[Words, ...] = ()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    enclosures: tuple[File, ...] = ()
    media: tuple[File, ...] = ()  # Media RSS: may be pictures, and often say an enclosure again


@dataclass(frozen=True, slots=True)
class SaidFeed:
    """What a feed says of itself, and its items in its order."""

    title: Words = Words()
    description: Words = Words()
    home: str = ""  # the page that it is the feed of
    language: str = ""
    image: str = ""
    authors: tuple[str, ...] = ()
    next: str = ""  # its next page (RFC 5005, JSON Feed 1.1)
    items: tuple[SaidItem, ...] = ()
    is_broken: bool = False  # its XML is, so that there may be more in it


def parse(page: Page) -> SaidFeed | None:
    """Return what the feed says; None if it is no feed."""
    text = _decoded(page)
    return _parse_json(text) if text.lstrip()[:1] == "{" else _parse_xml(text)


def _decoded(page: Page) -> str:
    """Return the page's text. Servers name a wrong charset for feeds more often than for pages."""
    if not page.encoding and b"\x1b" not in page.body:
        try:
            return page.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass  # hardly any other text is UTF-8 by chance
    return decode(page.body, page.content_type, page.encoding)


# --- JSON Feed -----------------------------------------------------------------


def _parse_json(text: str) -> SaidFeed | None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, Mapping) or _JSON_FEED not in text_of(said, "version"):
        return None
    return SaidFeed(
        title=Words(text_of(said, "title")),
        description=Words(text_of(said, "description")),
        home=text_of(said, "home_page_url"),
        language=text_of(said, "language"),
        image=text_of(said, "icon") or text_of(said, "favicon"),
        authors=_json_authors(said),
        next=text_of(said, "next_url"),
        items=tuple(map(_json_item, objects_of(said, "items"))),
    )


def _json_item(item: Said) -> SaidItem:
    own_id = item.get("id")
    html, plain = text_of(item, "content_html"), text_of(item, "content_text")
    return SaidItem(
        id=str(own_id) if isinstance(own_id, str | int) else "",
        links=(text_of(item, "url"), text_of(item, "external_url")),
        title=Words(text_of(item, "title")),
        published=When(text_of(item, "date_published")),
        updated=When(text_of(item, "date_modified")),
        summary=Words(text_of(item, "summary")),
        contents=(Words(html, is_html=True),) if html else (Words(plain),) if plain else (),
        authors=_json_authors(item),
        categories=tuple(tag for tag in list_of(item, "tags") if isinstance(tag, str)),
        images=(text_of(item, "image"), text_of(item, "banner_image")),
        enclosures=tuple(
            File(text_of(it, "url"), text_of(it, "mime_type"), size_of(it.get("size_in_bytes")))
            for it in objects_of(item, "attachments")
        ),
    )


def _json_authors(said: Said) -> tuple[str, ...]:
    """Return the names; version 1.0 knows one author."""
    authors = objects_of(said, "authors") or [object_of(said, "author")]
    return tuple(text_of(author, "name") for author in authors)


# --- RSS, Atom, RDF ------------------------------------------------------------


def _parse_xml(text: str) -> SaidFeed | None:
    import feedparser

    # A file object: of a text, feedparser would fetch what looks like an address. And the
    # charset that the XML names was looked at already.
    read = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not text_of(read, "version"):
        return None
    top: Said = read.feed
    return SaidFeed(
        title=_words(top, "title"),
        description=_words(top, "subtitle"),
        home=text_of(top, "link"),
        language=text_of(top, "language"),
        image=text_of(object_of(top, "image"), "href") or text_of(top, "logo"),
        authors=_names(top),
        next=next((text_of(one, "href") for one in _links(top, "next")), ""),
        items=tuple(map(_xml_item, objects_of(read, "entries"))),
        is_broken=bool(read.get("bozo")),
    )


def _xml_item(item: Said) -> SaidItem:
    own_id, link = text_of(item, "id"), text_of(item, "link")
    if link == own_id and not link.startswith(("http://", "https://")):
        link = ""  # feedparser takes any guid for a link where there is none
    contents = objects_of(item, "content")
    return SaidItem(
        id=own_id,
        links=(text_of(item, "feedburner_origlink"), link),
        title=_words(item, "title"),
        published=_when(item, "published"),
        updated=_when(item, "updated"),
        # Where there is none, feedparser says the content once more
        summary=_words(item, "summary") if _under(item, "summary_detail") else Words(),
        contents=tuple(one for one in map(_detailed, contents) if one.text.strip()),
        authors=_names(item),
        categories=tuple(
            text_of(one, "label") or text_of(one, "term") for one in objects_of(item, "tags")
        ),
        images=(
            text_of(object_of(item, "image"), "href"),
            *(text_of(one, "url") for one in objects_of(item, "media_thumbnail")),
        ),
        enclosures=tuple(
            File(text_of(one, "href"), text_of(one, "type"), size_of(one.get("length")))
            for one in _links(item, "enclosure")
        ),
        media=tuple(
            File(
                text_of(one, "url"),
                text_of(one, "type"),
                size_of(one.get("filesize")),
                text_of(one, "medium"),
            )
            for one in objects_of(item, "media_content")
        ),
    )


def _under(said: Said, key: str) -> Any:
    """Return what stands under this very key: feedparser gives one date for another."""
    return dict.get(said, key) if isinstance(said, dict) else None


def _words(said: Said, key: str) -> Words:
    detail = object_of(said, f"{key}_detail")
    return _detailed(detail) if detail else Words(text_of(said, key))


def _detailed(detail: Said) -> Words:
    kind = text_of(detail, "type").lower()
    if kind not in _HTML and kind not in _PLAIN:
        return Words()
    return Words(text_of(detail, "value"), kind in _HTML, text_of(detail, "base"))


def _when(item: Said, key: str) -> When:
    stated = _under(item, key)
    text = stated if isinstance(stated, str) else ""
    return When(text, moment_of(_under(item, f"{key}_parsed")))


def _names(said: Said) -> tuple[str, ...]:
    return tuple(text_of(one, "name") for one in objects_of(said, "authors"))


def _links(said: Said, rel: str) -> Iterable[Said]:
    return (one for one in objects_of(said, "links") if one.get("rel") == rel)
