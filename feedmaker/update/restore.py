"""A site's published feeds -> its entries in the store, after the state was lost.

The feed files are foreign bytes like any page: `get` asks the network or a folder for them,
`read` runs the stage on them in the sandbox. What of them is remembered, and how the next
run tells new from old, stands in `entries.restored`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from feedmaker.entries import restored
from feedmaker.model import Feed, FeedFormat, Page, Site
from feedmaker.sources.published import read_published
from feedmaker.store.store import Store
from feedmaker.update.ports import Read

Get = Callable[[str], Page | None]
"""Asks for a file of the published folder by its name; None: there is no such file.

Raises FetchError where it can't be told or read.
"""

_BEST_FIRST: tuple[FeedFormat, ...] = ("json", "atom", "rss")
"""JSON needs no reading between its lines; RSS knows one date of an entry where there are two."""

_NEAR = timedelta(minutes=5)


def restore_site(site: Site, get: Get, read: Read, store: Store, now: datetime) -> int | None:
    """Remember the entries of a site's published feed; return how many were not known before.

    None: there is no such feed. Entries that are known stay as they are. Raises
    FetchError or ReadError if there is one that can't be read; then nothing is changed.
    """
    feed = _published(site, get, read)
    if feed is None:
        return None
    recalled = store.recall(site.name, *restored.addresses(feed))
    moments = [one.updated for one in feed.entries]
    taken = store.updated_times(site.name, min(moments), max(moments) + _NEAR) if moments else ()
    changes = restored.restored_entries(site, feed, recalled, [time for _, time in taken], now)
    state = restored.restored_state(site, feed, store.site_state(site.name), changes, now)
    store.save_listing(site.name, state, changes, ())
    return len(changes)


def _published(site: Site, get: Get, read: Read) -> Feed | None:
    """Return the feed of the best format that is there, with the id that only Atom tells."""
    for name in (site.name, *site.formerly):
        for kind in _formats(site):
            page = get(f"{name}.{kind}")
            if page is None:
                continue
            feed = read(read_published, page, kind)
            if kind == "json" and "atom" in site.feed.formats and (page := get(f"{name}.atom")):
                return replace(feed, id=read(read_published, page, "atom").id)
            return feed
    return None


def _formats(site: Site) -> Iterator[FeedFormat]:
    """Yield the formats in the order in which they are asked for: the site's own first."""
    yield from (kind for kind in _BEST_FIRST if kind in site.feed.formats)
    yield from (kind for kind in _BEST_FIRST if kind not in site.feed.formats)
