"""Feed -> RSS 2.0 with the modules content, dc, atom and media, through feedgen.

What feedgen writes wrongly is put right in `feedgen_fixes`; what a feed may not
hold is gone before (`conform`).
"""

from __future__ import annotations

from datetime import timedelta
from html import escape

from feedmaker.clean.plain_text import opening
from feedmaker.model import Feed
from feedmaker.output.formats import address, media_type

_RSS_PICTURES = ("jpg", "jpeg", "gif", "png")


def rss(feed: Feed) -> bytes:
    """Return the file, UTF-8."""
    from feedgen.feed import FeedGenerator

    from feedmaker.output.feedgen_fixes import UNWRITTEN, EntryCorrections, FeedCorrections

    channel = FeedGenerator()
    channel.register_extension("corrections", FeedCorrections, EntryCorrections)
    channel.corrections.feed = feed
    channel.generator("feedmaker")
    channel.title(feed.title)
    channel.description(feed.description or feed.title)
    channel.updated(UNWRITTEN)
    if own := address(feed, "rss"):
        channel.link(href=own, rel="self", type=media_type("rss"))
    channel.link(href=feed.url or feed.id)  # the last one becomes the channel's <link>
    if feed.language:
        channel.language(feed.language)
    if _may_be_rss_picture(feed.image):
        channel.image(feed.image)
    if feed.ttl:
        channel.ttl(max(1, int(feed.ttl / timedelta(minutes=1))))
    for entry in feed.entries:
        item = channel.add_entry(order="append")
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
    written: bytes = channel.rss_str()
    return written + b"\n"


def _may_be_rss_picture(url: str) -> bool:
    """Tell whether an address may stand in RSS's `<image>`, which is GIF, JPEG or PNG."""
    ending = url.rpartition(".")[2].lower()
    return bool(url) and (ending in _RSS_PICTURES or not ending.isalnum())
