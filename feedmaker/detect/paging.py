"""Pages of one site -> the selectors of the links to their next pages, and to all on one page.

Told by where links lead: to the page's own address with a two, or with "all". The words on
them are not looked at, so any language will do. Which pages are compared, others choose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import is_kind
from feedmaker.detect.names import is_made_up
from feedmaker.page.document import Document
from feedmaker.urls import absolute

_Judge = Callable[[str, str], bool]  # of a page's address and a link's

_MOST_LINKS = 3000
_PAGE = r"(?:p|pg|pag(?:e|ed|ina|ing|enum(?:ber)?)?|seite|hal(?:aman)?|strana|sida)"
_NUMBERED = re.compile(rf"(?i){_PAGE}")
_SECOND = re.compile(rf"(?i)[/_-](?:{_PAGE}[/_-]?)?2")
_ALL = re.compile(
    rf"(?i)(?:{_PAGE}|view|show)=all|(?:single-?page|(?:show|view)-?all)=(?:1|true|yes|)"
)
_ALL_PATH = re.compile(rf"(?i)/(?:{_PAGE}[/-])?all|/(?:single-?page|all-pages|komplettansicht)")
_ENDING = re.compile(r"(?:\.\w{2,5}|/)?$")


def find_next(documents: Sequence[Document]) -> str:
    """Return the selector; "" if no page has a next one, or no name finds its link alone."""
    return _find(documents, is_second_page)


def find_whole(documents: Sequence[Document]) -> str:
    """Return the same for the links to all of an article on one page."""
    return _find(documents, is_whole_page)


def _find(documents: Sequence[Document], is_meant: _Judge) -> str:
    found: Counter[str] = Counter()
    for document in documents:
        meant = [node for node in _links(document) if _leads(document, node, is_meant)]
        found.update({name for node in meant for name in _names(node)})
    fitting = [n for n in found if all(_finds_alone(n, one, is_meant) for one in documents)]
    return min(fitting, key=lambda name: (-found[name], "[" not in name, len(name)), default="")


def _finds_alone(name: str, document: Document, is_meant: _Judge) -> bool:
    """Tell whether what it finds on a page, if anything, leads where it should."""
    nodes = document.tree.css(name)[:_MOST_LINKS]
    return all(_leads(document, node, is_meant) for node in nodes)


def _links(document: Document) -> list[LexborNode]:
    return document.tree.css("a[href]")[:_MOST_LINKS]


def _leads(document: Document, node: LexborNode, is_meant: _Judge) -> bool:
    link = absolute(node.attributes.get("href") or "", document.base)
    return bool(link) and is_meant(document.url, link)


def is_whole_page(url: str, link: str) -> bool:
    """Tell whether a link is an address's own, with a word that says "all" of it."""
    own, other = urlsplit(url), urlsplit(link)
    if own.netloc != other.netloc:
        return False
    if own.path.rstrip("/") == other.path.rstrip("/"):
        known = parse_qsl(own.query, keep_blank_values=True)
        more = [p for p in parse_qsl(other.query, keep_blank_values=True) if p not in known]
        return len(more) == 1 and bool(_ALL.fullmatch("=".join(more[0])))
    added = other.path.rstrip("/").removeprefix(own.path.rstrip("/"))
    return own.query == other.query and bool(_ALL_PATH.fullmatch(added))


def is_second_page(url: str, link: str) -> bool:
    """Tell whether a link is an address's own, with a two for the second page."""
    own, other = urlsplit(url), urlsplit(link)
    if own.netloc != other.netloc:
        return False
    if own.path.rstrip("/") == other.path.rstrip("/"):
        known = parse_qsl(own.query)
        more = [pair for pair in parse_qsl(other.query) if pair not in known]
        return len(more) == 1 and more[0][1] == "2" and bool(_NUMBERED.fullmatch(more[0][0]))
    if own.query != other.query:
        return False
    stem, ending = _parted(own.path)
    longer, same_ending = _parted(other.path)
    if not longer.startswith(stem) or ending.strip("/") != same_ending.strip("/"):
        return False
    return bool(_SECOND.fullmatch(longer[len(stem) :]))


def _parted(path: str) -> tuple[str, str]:
    ending = _ENDING.search(path)
    assert ending  # it may be empty
    return path[: ending.start()], ending[0]


def _names(node: LexborNode) -> Iterator[str]:
    """Give the selectors that a person would write for a link, by itself or by what it is in."""
    if "next" in (node.attributes.get("rel") or "").lower().split():
        yield "a[rel~=next]"
    for kind in _kinds(node):
        yield f"a.{kind}"
    if node.parent is not None:
        for kind in _kinds(node.parent):
            yield f".{kind} > a"


def _kinds(node: LexborNode) -> Iterator[str]:
    for kind in (node.attributes.get("class") or "").split()[:8]:
        if is_kind(kind) and not is_made_up(kind):
            yield kind
