"""Feed -> bytes: RSS 2.0 and Atom 1.0 through feedgen, JSON Feed 1.1.

A feed file is a projection of the store: the bytes follow from the `Feed`
alone, never from the clock, the machine or its locale. Every `Feed` can be
rendered (`mend.py` sees to that). Which entries there are, and in which order,
is decided in `merge.py`; nothing is left out here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from html import escape

from feedmaker.model import Enclosure, Entry, Feed, FeedFormat
from feedmaker.output.conform import Content, conformed, opening

_MEDIA_TYPES: dict[FeedFormat, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
_RSS_PICTURES = ("jpg", "jpeg", "gif", "png")


def media_type(format: FeedFormat) -> str:  # noqa: A002 - the trade's word
    """Return the media type a feed file is served with."""
    return _MEDIA_TYPES[format]


def render(
    feed: Feed,
    format: FeedFormat,  # noqa: A002 - the trade's word
    *,
    content: Content = "full",
) -> bytes:
    """Return the feed's file, UTF-8. The same feed gives the same bytes."""
    ((_, body),) = render_all(feed, (format,), content=content)
    return body


def render_all(
    feed: Feed, formats: Iterable[FeedFormat], *, content: Content = "full"
) -> Iterator[tuple[FeedFormat, bytes]]:
    """Yield the feed's file in each format, UTF-8. The same feed gives the same bytes."""
    fit = conformed(feed, content)
    for name in formats:
        yield name, _WRITERS[name](fit)


def _rss(feed: Feed) -> bytes:
    """RSS 2.0 with the modules content, dc, atom and media."""
    from feedgen.feed import FeedGenerator

    from feedmaker.output.feedgen_fixes import UNWRITTEN, EntryCorrections, FeedCorrections

    rss = FeedGenerator()
    rss.register_extension("corrections", FeedCorrections, EntryCorrections)
    rss.corrections.feed = feed
    rss.generator("feedmaker")
    rss.title(feed.title)
    rss.description(feed.description or feed.title)
    rss.updated(UNWRITTEN)
    if address := _address(feed, "rss"):
        rss.link(href=address, rel="self", type=media_type("rss"))
    rss.link(href=feed.url or feed.id)  # the last one becomes the channel's <link>
    if feed.language:
        rss.language(feed.language)
    if _may_be_rss_picture(feed.image):
        rss.image(feed.image)
    if feed.ttl:
        rss.ttl(max(1, int(feed.ttl / timedelta(minutes=1))))
    for entry in feed.entries:
        item = rss.add_entry(order="append")
        item.corrections.entry = entry
        item.guid(entry.id, permalink=entry.id == entry.url)
        item.title(entry.title)
        item.summary(escape(entry.summary or opening(entry.content) or entry.title))
        if entry.content:
            item.content(entry.content)
        if entry.url:
            item.link(href=entry.url)
        for category in entry.categories:
            item.category(term=category)
        for enclosure in entry.enclosures[:1]:
            item.enclosure(enclosure.url, enclosure.length, enclosure.type)
    written: bytes = rss.rss_str()
    return written + b"\n"


def _may_be_rss_picture(url: str) -> bool:
    """Tell whether an address may stand in RSS's `<image>`, which is GIF, JPEG or PNG."""
    ending = url.rpartition(".")[2].lower()
    return bool(url) and (ending in _RSS_PICTURES or not ending.isalnum())


def _atom(feed: Feed) -> bytes:
    """Atom 1.0 (RFC 4287)."""
    from feedgen.feed import FeedGenerator

    from feedmaker.output.feedgen_fixes import EntryCorrections, FeedCorrections

    atom = FeedGenerator()
    atom.register_extension("corrections", FeedCorrections, EntryCorrections)
    atom.corrections.feed = feed
    atom.generator("feedmaker")
    atom.id(feed.id)
    atom.title(feed.title)
    atom.updated(feed.updated)
    atom.author(name=feed.title)  # for entries without one (RFC 4287 §4.1.1)
    if address := _address(feed, "atom"):
        atom.link(href=address, rel="self", type=media_type("atom"))
    if feed.url:
        atom.link(href=feed.url, rel="alternate")
    if feed.description:
        atom.subtitle(feed.description)
    if feed.language:
        atom.language(feed.language)
    if feed.image:
        atom.icon(feed.image)
        atom.logo(feed.image)
    for entry in feed.entries:
        node = atom.add_entry(order="append")
        node.corrections.entry = entry
        node.id(entry.id)
        node.title(entry.title)
        node.published(entry.published)
        node.updated(entry.updated)
        if entry.summary:
            node.summary(entry.summary)
        if entry.content:
            node.content(entry.content, type="html")
        elif entry.url:  # the corrections write the links; feedgen only insists on one here
            node.link(href=entry.url)
        else:
            node.content(entry.summary, type="text")
        for author in entry.authors:
            node.author(name=author)
        for category in entry.categories:
            node.category(term=category)
    written: bytes = atom.atom_str()
    return written + b"\n"


def _json(feed: Feed) -> bytes:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), members in that document's order."""
    top: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": _address(feed, "json"),
        "description": feed.description,
        "icon": feed.image,
        "authors": [{"name": feed.title}],
        "language": feed.language,
    }
    written = {key: value for key, value in top.items() if value}
    written["items"] = [_json_item(entry) for entry in feed.entries]
    body = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    # No byte of it looks like markup, whoever may guess at what the file is.
    return body.replace("<", "\\u003c").encode() + b"\n"


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": "" if entry.content else entry.summary,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": _rfc_3339(entry.published),
        "date_modified": _rfc_3339(entry.updated),
        "authors": [{"name": author} for author in entry.authors],
        "tags": entry.categories,
        "language": entry.language,
        "attachments": [_json_attachment(enclosure) for enclosure in entry.enclosures],
    }
    return {key: value for key, value in item.items() if value}


def _json_attachment(enclosure: Enclosure) -> dict[str, object]:
    attachment: dict[str, object] = {"url": enclosure.url, "mime_type": enclosure.type}
    if enclosure.length:
        attachment["size_in_bytes"] = enclosure.length
    return attachment


def _address(feed: Feed, ending: FeedFormat) -> str:
    """Return where the feed's own file is served; "" if that is not known."""
    return f"{feed.base_url}{feed.name}.{ending}" if feed.base_url else ""


def _rfc_3339(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


_WRITERS: dict[FeedFormat, Callable[[Feed], bytes]] = {"rss": _rss, "atom": _atom, "json": _json}
