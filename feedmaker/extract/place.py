"""Where on the page a site's articles stand: what was found elsewhere may not be the article.

A place is an element's name with its lasting classes and id, a mark in the site's lesson
(`lesson`) like those of its blocks. It has a say only where the content that was found is
quite another than what stands there, and only if the page has one such place. How content is found
stays inner to `content`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedmaker.extract.boilerplate import look_of
from feedmaker.extract.lesson import PLACE
from feedmaker.page.document import Document

_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:\.#?[A-Za-z_][\w-]*)+", re.ASCII)
"""Looks that a selector says without escapes."""
_HOLDS = 0.7
"""So much of a content's text stands in the element that is its place; what stands beside it is
a lead."""
_ALIKE = 0.7
"""F1 of words. Where both are so much alike, what was found is believed: an article may have more
than what stands at the place, as a picture above it."""


def place_mark(content: str) -> tuple[str, ...]:
    """Return the mark of the element that holds a content, a lead aside, if it has a look."""
    body = LexborHTMLParser(content).body
    held = {} if body is None else {node: _length(node) for node in body.iter(include_text=True)}
    node = max(held, key=lambda one: held[one], default=None)
    if node is None or not node.is_element_node or held[node] < _HOLDS * sum(held.values()):
        return ()
    look = look_of(node)
    return (PLACE + look,) if _PLAIN.fullmatch(look) else ()


def find_at_place(document: Document, taught: Collection[str]) -> str:
    """Return the raw HTML of the article's content, as `find_content` does.

    `taught` is what the site has taught: where its articles stand is among it.
    """
    from feedmaker.extract.content import find_content  # not asked for where rules find it

    held = _held(document, taught)
    there = only(held[1], document.url) if held else None
    found = find_content(document)
    at_place = find_content(there) if there else ""
    return at_place if held and _is_taken(at_place, found, held[1]) else found


def place_taken(document: Document, taught: Collection[str]) -> tuple[str, int] | None:
    """Return the mark of the place at which `find_at_place` takes the content, though more is found
    elsewhere, and how many words that has; None where it takes what is found.
    """
    from feedmaker.extract.content import find_content

    held = _held(document, taught)
    if held is None:
        return None
    there = only(held[1], document.url)
    found, at_place = find_content(document), find_content(there)
    taken = _is_taken(at_place, found, held[1])
    return (held[0], _words(found).total()) if taken else None


def held_at(document: Document, mark: str) -> LexborNode | None:
    """Return the one element that stands at a place; None if not just one does."""
    held = _held(document, (mark,))
    return held[1] if held else None


def only(node: LexborNode, url: str) -> Document:
    """Return a page that shows nothing but this element."""
    return Document(f"<!doctype html><body>{node.html or ''}", url)


def _held(document: Document, taught: Collection[str]) -> tuple[str, LexborNode] | None:
    """Return the one element that stands at a taught place with its mark; None if not just one."""
    held = [
        (mark, node)
        for mark in taught
        if mark.startswith(PLACE)
        for node in document.tree.css(_selector(mark.removeprefix(PLACE)))
    ]
    return held[0] if len(held) == 1 else None


def _is_taken(at_place: str, found: str, place: LexborNode) -> bool:
    """Tell whether the content at a place is another than what is found, and the better one.

    It is not where what is found stands there too and is longer: a gallery, of which less is seen
    without the page around it.
    """
    if not at_place:
        return False
    theirs, ours = _words(at_place), _words(found)
    if 2 * (theirs & ours).total() >= _ALIKE * (theirs.total() + ours.total()):
        return False
    if ours.total() <= theirs.total():
        return True
    return (_words(place.html or "") & ours).total() < _HOLDS * ours.total()


def _selector(look: str) -> str:
    tag, *names = look.split(".")
    return tag + "".join(
        f'[id="{name[1:]}"]' if name.startswith("#") else f'[class~="{name}"]' for name in names
    )


def _length(node: LexborNode) -> int:
    return len((node.text() if node.is_element_node else node.text_content) or "")


def _words(html: str) -> Counter[str]:
    body = LexborHTMLParser(html).body
    return Counter((body.text(separator=" ") if body is not None else "").split())
