"""The papers of meetings that stand in a box each, below its day, and have names of their own.

"Report on the weir", "Presentation by the harbour master": each is an entry. As the first of each
box looks like what the box is about, the boxes were taken for the entries, and the others lost.
Papers that are called the same in each box ("Agenda", "Minutes") are but parts of its entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, tells_day
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.page.rule_engine import INLINE, text_of
from feedmaker.text import folded

_NEARLY_ALL = 0.95  # of the boxes, or of their papers
_SEVERAL = 1.5  # papers of each box
_OWN_NAMES = 0.6  # of the papers: one of each box may be called "Agenda"
_OWN_WORDS = 0.35  # of the papers, whatever days and numbers they have: "Minutes of 3 May"
_MOST_BESIDE = 0.5  # words for each of the papers' own: "PDF", "120 KB"
_FEW_BESIDE = 2  # words for each paper, where their own are few
_LONGEST = 100  # characters of a head
_MOST_NODES = 40  # of a head
_NUMBER = re.compile(r"\d+")


def boxed_papers(usable: Sequence[Link], chosen: Group) -> list[Link]:
    """Return all papers of the boxes that were chosen for their first ones, if they are such.

    [] if the boxes have more words than their heads and papers, if they lead elsewhere as well, or
    if their heads have no day: those are no meetings, but what is about a thing.
    """
    boxes = chosen.items
    if len(boxes) < FEWEST or any(one.end > other.at for one, other in pairwise(boxes)):
        return []
    told = [head for box in boxes if tells_day(head := _head_of(box))]
    if len(told) < _NEARLY_ALL * len(boxes):
        return []
    starts = [link.place.at for link in usable]
    held = [usable[bisect_left(starts, b.at) : bisect_left(starts, b.end)] for b in boxes]
    found = [[*{link.alias: link for link in own if link.title}.values()] for own in held]
    every = [link for own in found for link in own]
    own_all = len({link.alias for link in every}) >= _NEARLY_ALL * len(every)
    if len(every) < _SEVERAL * len(boxes) or not own_all or not _have_names(every):
        return []
    beside = sum(box.words for box in boxes) - sum(len(head.split()) for head in told)
    beside -= sum(link.place.words for link in every)
    words = sum(link.place.words for link in every)
    if beside > max(_MOST_BESIDE * words, _FEW_BESIDE * len(every)):
        return []
    return every if _stand_alike(every) and _are_papers(found, every) else []


def _have_names(papers: list[Link]) -> bool:
    """Tell whether most papers are called as no other, and many so whatever their days are."""
    names = {folded(link.title) for link in papers}
    words = {_NUMBER.sub("", name) for name in names}
    return len(names) >= _OWN_NAMES * len(papers) and len(words) >= _OWN_WORDS * len(papers)


def _head_of(box: ElementInfo) -> str:
    """Return the words that stand before the first link of a box, if they are few."""
    said = ""
    nodes = enumerate(box.node.traverse(include_text=True))
    for at, node in takewhile(lambda one: one[1].tag != "a", nodes):
        if node.is_text_node:
            said += f" {node.text_content or ''}"
        if at > _MOST_NODES or len(said) > 2 * _LONGEST:
            return ""
    return " ".join(said.split())


def _are_papers(found: list[list[Link]], every: list[Link]) -> bool:
    """Tell whether all lead to files; or those of a box to one folder, each from its own line.

    Otherwise one may lead to the story, another to whoever wrote it.
    """
    if sum(link.file for link in every) >= _NEARLY_ALL * len(every):
        return True
    alike = all(len({_folder(link) for link in own}) <= 1 for own in found)
    return alike and all(_begins_line(link.place.node) for link in every)


def _folder(link: Link) -> tuple[str, str]:
    address = urlsplit(link.url)
    first, *more = address.path.strip("/").split("/")
    return address.netloc, first if more or address.query else ""


def _begins_line(node: LexborNode) -> bool:
    """Tell whether nothing is said before a link in its line, or but another link and a sign."""
    place = node
    while True:
        before, sign = place.prev, False
        while before is not None and before.tag != "br":
            said = text_of(before) if before.is_element_node else (before.text_content or "")
            if any(map(str.isalnum, said)):
                break
            sign = sign or bool(said.strip())
            before = before.prev
        if before is not None:
            ends = before.is_element_node and before.tag not in INLINE
            return ends or (before.tag == "a" and sign)
        if place.parent is None or place.parent.tag not in INLINE:
            return True
        place = place.parent


def _stand_alike(every: list[Link]) -> bool:
    """Tell whether nearly all stand in elements of the same tags and classes, and in one column."""
    kinds = Counter(_kind(link.place) for link in every)
    return kinds.most_common(1)[0][1] >= _NEARLY_ALL * len(every)


def _kind(place: ElementInfo) -> Hashable:
    above = [*place.upwards()][1:3]
    cells = [up.nth for up in above if up.tag == "td"]
    return place.depth, place.tag, above[0].tag, above[0].classes, *cells
