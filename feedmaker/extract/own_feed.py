"""A listing page -> the address of the feed that its own site offers for it, if it names one.

Only named to people; whether it holds full texts, nobody knows before it is read, and
whether it is to be read (`source: feed`), its owner says.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedmaker.page.document import Document
from feedmaker.urls import absolute

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/rss")
_MAY_BE_FEED = re.compile(r"(?:application|text)/(?:xml|json)")
_CALLED_FEED = re.compile(r"(?i)(?<![a-z])(?:rss|atom|(?:json)?feeds?)(?![a-z])")
_COMMENTS = re.compile(
    r"(?i)\bcomments\b|/comment[/.]|commentaires|komentar|kommentare?\b|comentarios|comentários"
    r"|\bcommenti\b|reacties|отзыв"
)
_OWN_SCHEME = re.compile(r"(?i)^feed:(?=https?:)|^feed:(?=//)")
_MOST = 50


def own_feed(document: Document) -> str:
    """Return the feed that belongs to this page, rather than one of all the site; "" if none.

    Feeds of comments are not meant.
    """
    found = []
    here = document.url.partition("#")[0]
    for node in document.tree.css("link[rel~=alternate i][href]")[:_MOST]:
        said = node.attributes
        kind = (said.get("type") or "").partition(";")[0].strip().lower()
        url = absolute(_OWN_SCHEME.sub("", (said.get("href") or "").strip()), document.base)
        about = f"{said.get('title') or ''} {urlsplit(url).path}?{urlsplit(url).query}"
        is_feed = _FEED_TYPE.fullmatch(kind) or (
            _MAY_BE_FEED.fullmatch(kind) and _CALLED_FEED.search(about)
        )
        if url and url != here and is_feed and not _COMMENTS.search(about):
            found.append(url)
    stem = here.partition("?")[0].rstrip("/")
    below = (url for url in found if url.startswith(stem) and url[len(stem) :][:1] in "/.?-")
    return next(below, found[0] if found else "")
