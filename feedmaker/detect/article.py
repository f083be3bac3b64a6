"""Some article pages of one site -> the rules that their content needs beside being found.

What repeats inside the content from page to page (share bars, boxes on the author, forms for
a newsletter) is furniture, not text. What the content is, is found elsewhere and comes in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import HEADINGS, ElementInfo, is_chrome, read_places
from feedmaker.detect.names import is_made_up, names_of
from feedmaker.page.document import Document
from feedmaker.text import folded

_OFTEN = 0.6  # share of the pages on which furniture stands
_LARGEST = 0.3  # of the content's words: what is more is rather text
_LEAST_WORDS = 25  # of a content that tells anything
_MOST = 5  # selectors to remove; a site that needs more needs a `content` rule
_HOLDS = 0.8  # of the found words, that a selector of the content must hold
_MOSTLY = 0.5  # of the words of a box: what must be links, or the same on most pages
_WORD = re.compile(r"\w+")
_ANY_PART = re.compile(r"(?i)(?:^|[-_])(?:widgets?|banner)(?:$|[-_])")
"""What builders of pages call any part, and a story's own head: no furniture by this alone."""

_Said = tuple[str, tuple[str, ...]]
"""A text, and the pictures that stand with it."""


def find_removable(contents: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return selectors of what repeats in the pages' contents, the first on the page first.

    `contents` is raw HTML as it was found, `texts` what is left of each when it is clean:
    what is gone from there by itself needs no rule. () where fewer than two pages tell.
    """
    pages = [read_places(Document(html, "")) for html in contents]
    held = [folded(text) for text in texts]
    pages = [places for places in pages if places and places[0].words >= _LEAST_WORDS]
    if len(pages) < 2:
        return ()
    said, named = _said_often(pages, held), _named_often(pages, held)
    repeated = [_furniture(places, said, named) for places in pages]
    chosen: list[str] = []
    for places, marked in zip(pages, repeated, strict=True):
        covered = 0
        for place in places:
            if place.at < covered or place.at not in marked:
                continue
            name = _telling_name(place, pages, repeated)
            if name:
                covered = place.end
                if name not in chosen:
                    chosen.append(name)
    return tuple(chosen[:_MOST])


def find_content_rule(documents: Sequence[Document], contents: Sequence[str]) -> str:
    """Return the selector of the content, where what was found differs from page to page.

    "" where it stands in an element of the same name on all pages, as on most sites, and
    where no name stands once on each page around nearly all that was found there.
    """
    roots = [_root(html) for html in contents]
    kinds = [set(_names(root) or [root.tag]) if root else set[str]() for root in roots]
    if len(documents) < 3 or set.intersection(*kinds):
        return ""
    often = Counter(name for root in roots if root for name in _names(root))
    for name, times in often.most_common():
        if times >= 2 and all(map(_is_around, [name] * len(documents), documents, contents)):
            return name
    return ""


def _is_around(name: str, document: Document, content: str) -> bool:
    nodes = document.tree.css(name)
    if len(nodes) != 1:
        return False
    there = Counter(_WORD.findall(nodes[0].text() or ""))
    found = Counter(_WORD.findall(Document(content, "").root.text() or ""))
    enough = sum(there.values()) >= _LEAST_WORDS
    return enough and (found & there).total() >= _HOLDS * found.total()


def _root(html: str) -> ElementInfo | None:
    places = read_places(Document(html, ""))
    if len(places) < 2 or places[0].words < _LEAST_WORDS:
        return None
    first = places[1]
    return first if first.end == places[0].end else None


def _named(places: list[ElementInfo]) -> Iterator[tuple[ElementInfo, str]]:
    """Give the elements that may be furniture, each with its text."""
    most = _LARGEST * places[0].words
    for place in places[1:]:
        if 0 < place.words <= most and not any(up.tag in HEADINGS for up in place.upwards()):
            yield place, " ".join((place.node.text() or "").split())


def _said_often(pages: list[list[ElementInfo]], held: list[str]) -> set[_Said]:
    """Return what stands on most pages, as `_said`, and is left there when they are clean."""
    seen: dict[_Said, set[int]] = defaultdict(set)
    for number, places in enumerate(pages):
        for place, text in _named(places):
            seen[_said(place, text)].add(number)
    least = max(2, _OFTEN * len(pages))
    often = (said for said, where in seen.items() if len(where) >= least)
    return {said for said in often if sum(folded(said[0]) in left for left in held) >= 2}


def _said(place: ElementInfo, text: str) -> _Said:
    """Return what an element says and shows: a story's picture is its own, whoever took it."""
    if not place.pictured:
        return text, ()
    pictures = (node.attributes for node in place.node.css("img, source"))
    names = ("src", "srcset", "data-src", "data-srcset")
    return text, tuple(one.get(name) or "" for one in pictures for name in names)


def _named_often(pages: list[list[ElementInfo]], held: list[str]) -> set[str]:
    """Return the names of furniture (share, related, newsletter) that stand on most pages.

    A name that any part may have tells only where what stands there looks like it, too.
    """
    least = max(2, _OFTEN * len(pages))
    seen: dict[str, dict[int, list[ElementInfo]]] = defaultdict(lambda: defaultdict(list))
    for number, places in enumerate(pages):
        for place, text in _named(places):
            above = place.parent
            begins = place.chrome and not (above and above.chrome)
            if begins and any(folded(text) in left for left in held):
                for name in _names(place):
                    seen[name][number].append(place)
    return {
        name
        for name, on in seen.items()
        if len(on) >= least and (_says_so(name) or _looks_so([*on.values()], least))
    }


def says_furniture(html: str, text: str) -> bool:
    """Tell whether a content holds something, in none of a text, that calls itself furniture."""
    had = folded(text)
    return any(
        (place.chrome or any(map(_says_so, _names(place))))
        and folded(place.node.text() or "") not in had
        for place in read_places(Document(html, ""))
    )


def _says_so(name: str) -> bool:
    """Tell whether a name says of itself that what has it is furniture."""
    return is_chrome(name[1:]) and not _ANY_PART.search(name)


def _looks_so(on: list[list[ElementInfo]], least: float) -> bool:
    """Tell whether boxes of several pages are mostly links, or say mostly the same each time."""
    words = [[Counter(_words_of(place)) for place in places] for places in on]
    times = Counter(word for boxes in words for word in set[str]().union(*boxes))
    for places, boxes in zip(on, words, strict=True):
        for place, box in zip(places, boxes, strict=True):
            linked = sum(len(_words_of(link)) for link in _links_in(place))
            same = sum(many for word, many in box.items() if times[word] >= least)
            if max(linked, same) < _MOSTLY * box.total():
                return False
    return True


def _words_of(place: ElementInfo | LexborNode) -> list[str]:
    node = place.node if isinstance(place, ElementInfo) else place
    return _WORD.findall(folded(node.text() or ""))


def _links_in(place: ElementInfo) -> list[LexborNode]:
    return [place.node] if place.tag == "a" else place.node.css("a[href]")


def _furniture(places: list[ElementInfo], said: set[_Said], named: set[str]) -> set[int]:
    return {
        place.at
        for place, text in _named(places)
        if _said(place, text) in said or any(name in named for name in _names(place))
    }


def _telling_name(
    place: ElementInfo, pages: list[list[ElementInfo]], repeated: list[set[int]]
) -> str:
    """Return the shortest name that finds furniture alone on all pages; "" if there is none.

    On one page alone it would tell nothing of the next one.
    """
    for name in sorted(_names(place), key=lambda one: (one[:1] not in "#.", len(one))):
        on = [
            [
                other.at in marked or _stands_in(other, marked)
                for other in places
                if name in names_of(other)
            ]
            for places, marked in zip(pages, repeated, strict=True)
        ]
        if sum(map(bool, on)) >= 2 and all(map(all, on)):
            return name
    return ""


def _stands_in(place: ElementInfo, marked: set[int]) -> bool:
    return any(above.at in marked for above in place.upwards())


def _names(place: ElementInfo) -> list[str]:
    """Return the names that a person would write: no bare tag, nothing that a program made up."""
    names = [name for name in names_of(place) if name != place.tag and name[0] in "#."]
    return [name for name in names if not is_made_up(name[1:])]
