"""A listing page -> the address of the feed that its own site offers for it, if it names one.

Only named to people; whether it holds full texts, nobody knows before it is read, and
feedmaker reads no feeds.
"""

from __future__ import annotations

import re

from feedmaker.page.document import Document
from feedmaker.urls import absolute

_FEED_TYPE = re.compile(r"(?i)application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/rss")
_COMMENTS = re.compile(
    r"(?i)comment|komentar|kommentar|comentario|comentário|reacties|отзыв|coment"
)
_MOST = 50


def own_feed(document: Document) -> str:
    """Return the feed that belongs to this page, rather than one of all the site; "" if none.

    Feeds of comments are not meant.
    """
    found = []
    for node in document.tree.css("link[rel~=alternate i][href]")[:_MOST]:
        said = node.attributes
        kind = (said.get("type") or "").partition(";")[0].strip()
        url = absolute(said.get("href") or "", document.base)
        about = f"{said.get('title') or ''} {url}"
        if url and _FEED_TYPE.fullmatch(kind) and not _COMMENTS.search(about):
            found.append(url)
    here = document.url.partition("?")[0].rstrip("/") + "/"
    return next((url for url in found if url.startswith(here)), found[0] if found else "")
