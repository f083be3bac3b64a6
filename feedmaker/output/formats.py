"""What the formats of feeds share: their media types and where a feed's own file is served.

Which formats there are, `model.FEED_FORMATS` says; how each is written, its own file.
"""

from __future__ import annotations

from feedmaker.model import Feed, FeedFormat

_MEDIA_TYPES: dict[FeedFormat, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def media_type(format: FeedFormat) -> str:  # noqa: A002 - the trade's word
    """Return the media type a feed file is served with."""
    return _MEDIA_TYPES[format]


def address(feed: Feed, ending: FeedFormat) -> str:
    """Return where the feed's own file is served; "" if that is not known."""
    return f"{feed.base_url}{feed.name}.{ending}" if feed.base_url else ""
