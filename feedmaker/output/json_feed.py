"""Feed -> JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

The same feed gives the same bytes. What a feed may not hold is gone before (`conform`).
"""

from __future__ import annotations

import json
from datetime import datetime

from feedmaker.model import Enclosure, Entry, Feed
from feedmaker.output.formats import address


def json_feed(feed: Feed) -> bytes:
    """Return the file, UTF-8, members in the order of the specification."""
    top: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": address(feed, "json"),
        "description": feed.description,
        "icon": feed.image,
        "authors": [{"name": feed.title}],
        "language": feed.language,
    }
    written = {key: value for key, value in top.items() if value}
    written["items"] = [_item(entry) for entry in feed.entries]
    body = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    # No byte of it looks like markup, whoever may guess at what the file is.
    return body.replace("<", "\\u003c").encode() + b"\n"


def _item(entry: Entry) -> dict[str, object]:
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
        "attachments": [_attachment(enclosure) for enclosure in entry.enclosures],
    }
    return {key: value for key, value in item.items() if value}


def _attachment(enclosure: Enclosure) -> dict[str, object]:
    attachment: dict[str, object] = {"url": enclosure.url, "mime_type": enclosure.type}
    if enclosure.length:
        attachment["size_in_bytes"] = enclosure.length
    return attachment


def _rfc_3339(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
