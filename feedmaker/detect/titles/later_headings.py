"""Titles in a later heading of cards, whose first one says where or of what kind a thing is.

A broker's cards have the town above the address of each house: "Aldby" is said again and again.
The heading that names a house is the one that its picture or the card's own address says as well.
"""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.names import names_of
from feedmaker.detect.titles.parts import first_inside
from feedmaker.detect.titles.worth import OFTEN
from feedmaker.model import Rule
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_FEWEST = 6  # cards whose first headings may be compared
_AGAIN = 0.5  # of the first headings: so few are others than those before
_MOST_HEADINGS = 4  # of one card
_FEWEST_WORDS = 2  # that an address has by no chance
_WORD = re.compile(r"[a-z0-9]+")


def later_heading(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> tuple[Rule, ...]:
    """Return the rule for titles in the cards' second heading or a later one; () if in the first.

    The cards are links as a whole. What all first ones say differs in half of them at most.
    """
    if len(pairs) < _FEWEST or not all(link.headed for link, _ in pairs):
        return ()
    rows = [_headings(places, link) for link, _ in pairs]
    shared = min(map(len, rows))
    firsts = {folded(text_of(row[0].node)) for row in rows}
    if len(firsts) > _AGAIN * len(rows):
        return ()
    for turn in range(1, shared):
        ours = [row[turn] for row in rows]
        texts = [text_of(one.node) for one in ours]
        said = sum(_says(link, text) for (link, _), text in zip(pairs, texts, strict=True))
        if len({*map(folded, texts)}) < OFTEN * len(texts) or said < OFTEN * len(texts):
            continue
        for name in (one for one in names_of(ours[0]) if one[:1] != "#"):
            found = [first_inside(item, name) for _, item in pairs]
            same = zip(found, ours, strict=True)
            if all(node and node.mem_id == one.node.mem_id for node, one in same):
                return (Rule(text=name, engine="css", select=name),)
    return ()


def _headings(places: list[ElementInfo], link: ElementInfo) -> list[ElementInfo]:
    inside = places[link.at : link.end]
    return [one for one in inside if one.tag in HEADINGS and one.words][:_MOST_HEADINGS]


def _says(link: ElementInfo, text: str) -> bool:
    """Tell whether a card's picture, or its address, names it by a text."""
    pictures = link.node.css("img[alt]")[:_MOST_HEADINGS]
    if any(folded(one.attributes.get("alt") or "") == folded(text) for one in pictures):
        return True
    words = _words(text)
    path = unquote(urlsplit(link.node.attributes.get("href") or "").path)
    return len(words) >= _FEWEST_WORDS and f"-{'-'.join(words)}-" in f"-{'-'.join(_words(path))}-"


def _words(text: str) -> list[str]:
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)
