"""A listing page -> the address of the feed that its own site offers for it, if it names one.

Only named; whether it holds full texts, nobody knows before it is read, and whether it is
to be read (`source: feed`), its owner says.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedmaker.model import Page
from feedmaker.page.document import Document, read_document
from feedmaker.page.shown_text import shown_text
from feedmaker.urls import absolute, same_site

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/rss")
_MAY_BE_FEED = re.compile(r"(?:application|text)/(?:xml|json)")
_CALLED_FEED = re.compile(r"(?i)(?<![a-z])(?:rss|atom|(?:json)?feeds?)(?![a-z])")
_COMMENTS = re.compile(
    r"(?i)\bcomments\b|/comment[/.]|commentaires|komentar|kommentare?\b|comentarios|comentários"
    r"|\bcommenti\b|reacties|отзыв"
)
_OWN_SCHEME = re.compile(r"(?i)^feed:(?=https?:)|^feed:(?=//)")
_LEADS_TO_FEED = re.compile(
    r"(?i)(?:/(?:rss|atom|feed)s?/?|\.(?:rss|atom)|/(?:rss|atom|feed|index)\.xml|/feed\.json)"
)
_SHORT = 40  # characters of a link that says what it is, and tells no story
_MOST = 50
_MOST_LINKS = 3000
_MOST_OFFERED = 4
_USUAL = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")


def own_feed(document: Document) -> str:
    """Return the feed that belongs to this page, rather than one of all the site; "" if none.

    Feeds of comments are not meant.
    """
    return next(iter(_named(document)), "")


def _named(document: Document) -> list[str]:
    """Return the feeds that a page's head names, one that belongs to the page itself first."""
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
    return sorted(
        found, key=lambda url: not (url.startswith(stem) and url[len(stem) :][:1] in "/.?-")
    )


def offered_feeds(page: Page) -> tuple[str, ...]:
    """Return the feeds that a page names or links to, its own first; a few, each once.

    A link may well lead to a page that lists feeds. Raises IsFeedError if this is one itself,
    ReadError and SentOnError as `read_document` does.
    """
    document = read_document(page)
    found = dict.fromkeys(_named(document))
    for node in document.tree.css("a[href]")[:_MOST_LINKS]:
        said = node.attributes
        url = absolute(_OWN_SCHEME.sub("", (said.get("href") or "").strip()), document.base)
        path = urlsplit(url).path
        words = " ".join(filter(None, (shown_text(node), said.get("title"), path)))
        if not url or url == document.url or _COMMENTS.search(words):
            continue
        says_so = _CALLED_FEED.search(shown_text(node) or said.get("title") or "")
        named = says_so and len(shown_text(node)) <= _SHORT and same_site(url, document.url)
        if named or _LEADS_TO_FEED.fullmatch(path[path.rfind("/", 0, -1) :]):
            found.setdefault(url)
    return tuple(found)[:_MOST_OFFERED]


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return the addresses at which sites mostly have feeds, below this page's first; a few."""
    stem = url.partition("#")[0].partition("?")[0].rstrip("/")
    below = [] if stem == absolute("/", url).rstrip("/") else [f"{stem}/feed"]
    return (*below, *(absolute(path, url) for path in _USUAL))[:_MOST_OFFERED]
