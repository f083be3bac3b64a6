"""All that feedgen 1.0 writes wrongly or not at all, put right in one feedgen extension.

feedgen builds the tree; then it hands every feed and entry to its extensions,
and these correct what stands there. What goes into a feed is decided in
`rss` and `atom`; nothing is decided here.

What is corrected: dates of RSS (feedgen writes them by way of setlocale(),
which is one for all threads), authors without e-mail (it loses them), `<` and
`&` in titles, `rel`, `type` and `length` of Atom links (it loses all three),
pictures and further media, an entry's language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from feedmaker.model import Enclosure, Entry, Feed

DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REFERENCES = {"<": "#x3C", "&": "#x26"}
_SPECIAL = re.compile("([<&])")
_LIKE_A_TAG = re.compile(r"<[A-Za-z/!?]")
_MEDIUM = ("image", "audio", "video")


class _Unwritten(datetime):
    """A date that feedgen leaves out: it skips what is false, else it stamps the time of day."""

    def __bool__(self) -> bool:
        return False


UNWRITTEN = _Unwritten(1970, 1, 1, tzinfo=UTC)


class FeedCorrections:
    """feedgen's feed extension; `feed` is set before the feed is written."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes that the corrections need."""
        return {"dc": DC, "media": MEDIA}

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Correct `<channel>`, which has no items yet."""
        channel = root[0]
        for node in channel.iter("title", "description"):
            _write_for_text_and_html(node)
        etree.SubElement(channel, "lastBuildDate").text = _rfc_822(self.feed.updated)
        return root

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Correct `<feed>`, which has no entries yet."""
        for node in root.iter("title", "subtitle"):
            _write_by_reference(node)
        return root


class EntryCorrections:
    """feedgen's entry extension; `entry` is set before the feed is written."""

    entry: Entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """Correct an RSS `<item>`."""
        entry = self.entry
        for node in item.iter("title"):
            _write_for_text_and_html(node)
        for node in item.iter("category"):
            _write_by_reference(node)
        for author in entry.authors:
            etree.SubElement(item, f"{{{DC}}}creator").text = author
        if entry.language:
            etree.SubElement(item, f"{{{DC}}}language").text = entry.language
        etree.SubElement(item, "pubDate").text = _rfc_822(entry.published)
        _add_media(item, entry.image, entry.enclosures[1:])  # RSS allows one enclosure
        return item

    def extend_atom(self, node: etree._Element) -> etree._Element:
        """Correct an Atom `<entry>`."""
        entry = self.entry
        if entry.language:
            node.set(_LANG, entry.language)
        for text in node.iter("title", "summary"):
            _write_by_reference(text)
        for link in node.findall("link"):
            node.remove(link)
        if entry.url:
            etree.SubElement(node, "link", href=entry.url, rel="alternate")
        for enclosure in entry.enclosures:
            link = etree.SubElement(
                node, "link", href=enclosure.url, rel="enclosure", type=enclosure.type
            )
            if enclosure.length:
                link.set("length", str(enclosure.length))
        _add_media(node, entry.image, ())
        return node


def _add_media(node: etree._Element, image: str, enclosures: Iterable[Enclosure]) -> None:
    """Add Media RSS elements; some readers look for the picture in one, some in the other."""
    if image:
        etree.SubElement(node, f"{{{MEDIA}}}content", url=image, medium="image")
        etree.SubElement(node, f"{{{MEDIA}}}thumbnail", url=image)
    for enclosure in enclosures:
        media = etree.SubElement(
            node, f"{{{MEDIA}}}content", url=enclosure.url, type=enclosure.type
        )
        if enclosure.length:
            media.set("fileSize", str(enclosure.length))
        kind = enclosure.type.partition("/")[0]
        media.set("medium", kind if kind in _MEDIUM else "document")


def _write_for_text_and_html(node: etree._Element) -> None:
    """Write a plain text where RSS leaves open whether it is text or HTML.

    Readers do either. A text in which HTML would see a tag or an entity is
    escaped once more, so that it shows as it is and never runs; any other text
    reads the same both ways.
    """
    text = node.text or ""
    if _LIKE_A_TAG.search(text) or ("&" in text and html.unescape(text) != text):
        node.text = html.escape(text, quote=False)
    _write_by_reference(node)


def _write_by_reference(node: etree._Element) -> None:
    """Write `<` and `&` as hexadecimal references (RSS Board's profile, "Character Data").

    The same to an XML parser; the W3C validator takes any other spelling of
    what looks like markup for a mistake.
    """
    head, *rest = _SPECIAL.split(node.text or "")
    if not rest:
        return
    node.text = head
    for mark, tail in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.Entity(_REFERENCES[mark])
        reference.tail = tail
        node.append(reference)


def _rfc_822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)
