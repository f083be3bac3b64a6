"""One feed file as a feed reader takes it: what a reader would stumble over.

Pure, and a stage for the sandbox: a file may have been changed by anybody. Which files there
are, and whether they are as feedmaker left them, is not known here.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from feedmaker.model import FeedFormat


def feed_faults(body: bytes, kind: FeedFormat) -> tuple[str, ...]:
    """Return what is wrong with a feed, in words for people; nothing if all is well."""
    return _json_faults(body) if kind == "json" else _xml_faults(body)


def _xml_faults(body: bytes) -> tuple[str, ...]:
    import feedparser
    from lxml import etree

    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return (f"is not well-formed XML (line {error.lineno})",)
    feed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        return ("is XML, but no feed",)
    if feed.bozo:
        return (f"a feed reader stumbles over it: {type(feed.bozo_exception).__name__}",)
    return _entry_faults(
        [
            (one.get("id"), one.get("title"), one.get("published") or one.get("updated"))
            for one in feed.entries
        ]
    )


def _json_faults(body: bytes) -> tuple[str, ...]:
    try:
        feed: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ("is no valid JSON",)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        return ("is JSON, but no feed",)
    fields = ("id", "title", "date_published")
    return _entry_faults(
        [
            tuple(one.get(name) if isinstance(one, dict) else None for name in fields)
            for one in items
        ]
    )


def _entry_faults(entries: list[tuple[Any, ...]]) -> tuple[str, ...]:
    faults = []
    for at, name in enumerate(("id", "title", "date")):
        if missing := sum(not entry[at] for entry in entries):
            faults.append(f"has {missing} of {len(entries)} entries without {name}")
    ids = [entry[0] for entry in entries if entry[0]]
    if len(set(map(str, ids))) < len(ids):
        faults.append("has two entries with one id")
    return tuple(faults)
