"""Feed -> bytes, in each format.

A feed file is a projection of the store: the bytes follow from the `Feed`
alone, never from the clock, the machine or its locale. Every `Feed` can be
rendered (`conform` sees to that). Which entries there are, and in which order,
is decided in `feed`; nothing is left out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from feedmaker.model import Feed, FeedFormat
from feedmaker.output.atom import atom
from feedmaker.output.conform import Content, conformed
from feedmaker.output.json_feed import json_feed
from feedmaker.output.rss import rss

_WRITERS: dict[FeedFormat, Callable[[Feed], bytes]] = {"rss": rss, "atom": atom, "json": json_feed}


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
