"""A block -> what it tells by itself of being the article's: named numbers, each with a reason.

The weights are set by hand, and know no site. What others say of the page is not asked here
(`judges`), and one block alone decides nothing (`choose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import mul

from feedmaker.extract.content.blocks import Block
from feedmaker.page.shown_text import hides

WEIGHTS = {
    "length": (0.06, "for each word up to 50: what people write runs on, labels don't"),
    "links": (-3.0, "share of words that are links: lists of what else there is"),
    "prose": (0.6, "a <p>, a <pre> or a <blockquote>: made for text"),
    "beside": (-2.5, "in <nav>, <footer>, <aside> or <form>, which stand beside a text"),
    "named beside": (-2.0, "in an element that is called a comment, a sidebar, a teaser ..."),
    "named text": (0.8, "in an element that is called a text, or <article>, or <main>"),
    "hidden": (-2.0, "hidden by its own markup, or by what is around it"),
}
_WEIGHTS = tuple(weight for weight, _ in WEIGHTS.values())
_BIAS = -0.9
"""What all signals together must outweigh."""
_LONG = 50

_PROSE = frozenset({"p", "pre", "blockquote"})
_BESIDE = frozenset({"nav", "footer", "aside", "form"})
_TEXT = frozenset({"article", "main"})
# Grouped by first letters, and names are folded before: a pattern that says `(?i)`, or begins
# with any of forty letters, takes six times as long.
_NAMED_BESIDE = re.compile(
    r"\bads?\b|a(?:dvert|uthor-?(?:box|bio|info))|b(?:anner|readcrumb)|c(?:omment|ookie|onsent|opyright)"
    r"|disqus|footer|login|\bmenu|mo(?:st-?read|dal)|n(?:ewsletter|av(?:bar|igation))|outbrain"
    r"|p(?:romo|op(?:ular|up))|re(?:lated|commend)|s(?:idebar|ubscri|har(?:e|ing)|ocial|ponsor|ignup)"
    r"|t(?:easer|aboola)|widget"
)
_NAMED_TEXT = re.compile(
    r"(?:article|story|post|entry|page|main|news|blog)[-_]*(?:body|content|text)|\bprose\b|markdown-body"
    r"|\bstory\b"
)
_LONGEST_NAMES = 400


@lru_cache(maxsize=4096)  # a page has few names, and uses them a hundred times
def _told_by(names: str) -> tuple[bool, bool]:
    names = names.casefold()
    return _NAMED_BESIDE.search(names) is not None, _NAMED_TEXT.search(names) is not None


def told_by_themselves(blocks: Sequence[Block]) -> list[float]:
    """Return what the signals of each block add up to; above 0: it is likely the article's."""
    return [_BIAS + sum(map(mul, _WEIGHTS, one)) if one else 0.0 for one in _values(blocks)]


def shares(blocks: Sequence[Block]) -> Iterator[dict[str, float]]:
    """Yield what each signal adds for each block, weighed; {} for one without words of its own."""
    for values in _values(blocks):
        yield dict(zip(WEIGHTS, map(mul, _WEIGHTS, values), strict=False))


def _values(blocks: Sequence[Block]) -> Iterator[tuple[float, ...]]:
    """Yield the signals of each block in the order of WEIGHTS; () without words of its own."""
    around: list[tuple[bool, bool, bool, bool]] = []
    most = blocks[0].total / 2
    for block in blocks:
        beside, named, text, hidden = (
            around[block.parent.at] if block.parent is not None else (False, False, False, False)
        )
        if block.at:
            said = block.said
            if said:
                names = f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]
                of_beside, of_text = _told_by(names) if len(names) > 1 else (False, False)
                # An element around most of the page is called after all that is in it
                if of_beside and block.total < most:
                    named = True
                text = text or of_text
                hidden = hidden or hides(said)
            beside = beside or (block.tag in _BESIDE and block.total < most)
            text = text or block.tag in _TEXT
        around.append((beside, named, text, hidden))
        if not (count := len(block.words)):
            yield ()
            continue
        prose = block.tag in _PROSE
        yield min(count, _LONG), block.linked / count, prose, beside, named, text, hidden
