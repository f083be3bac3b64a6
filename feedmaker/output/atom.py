"""Feed -> Atom 1.0 (RFC 4287), through feedgen.

What feedgen writes wrongly is put right in `feedgen_fixes`; what a feed may not
hold is gone before (`conform`).
"""

from __future__ import annotations

from feedmaker.model import Feed
from feedmaker.output.formats import address, media_type


def atom(feed: Feed) -> bytes:
    """Return the file, UTF-8."""
    from feedgen.feed import FeedGenerator

    from feedmaker.output.feedgen_fixes import EntryCorrections, FeedCorrections

    top = FeedGenerator()
    top.register_extension("corrections", FeedCorrections, EntryCorrections)
    top.corrections.feed = feed
    top.generator("feedmaker")
    top.id(feed.id)
    top.title(feed.title)
    top.updated(feed.updated)
    top.author(name=feed.title)  # for entries without one (RFC 4287 §4.1.1)
    if own := address(feed, "atom"):
        top.link(href=own, rel="self", type=media_type("atom"))
    if feed.url:
        top.link(href=feed.url, rel="alternate")
    if feed.description:
        top.subtitle(feed.description)
    if feed.language:
        top.language(feed.language)
    if feed.image:
        top.icon(feed.image)
        top.logo(feed.image)
    for entry in feed.entries:
        node = top.add_entry(order="append")
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
    written: bytes = top.atom_str()
    return written + b"\n"
