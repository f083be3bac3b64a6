"""A block -> what it tells by itself of being the article's: named numbers, each with a reason.

The weights are set by hand, and know no site. What others say of the page is not asked here
(`judges`), and one block alone decides nothing (`choose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from feedmaker.extract.content.blocks import Block
from feedmaker.page.shown_text import is_hidden

WEIGHTS = {
    "length": (0.06, "for each word up to 50: what people write runs on, labels don't"),
    "links": (-3.0, "share of words that are links: lists of what else there is"),
    "prose": (0.6, "a <p>, a <pre> or a <blockquote>: made for text"),
    "beside": (-2.5, "in <nav>, <footer>, <aside> or <form>, which stand beside a text"),
    "named beside": (-2.0, "in an element that is called a comment, a sidebar, a teaser ..."),
    "named text": (0.8, "in an element that is called a text, or <article>, or <main>"),
    "hidden": (-2.0, "hidden by its own markup, or by what is around it"),
}
_BIAS = -0.9
"""What all signals together must outweigh."""
_LONG = 50

_PROSE = frozenset({"p", "pre", "blockquote"})
_BESIDE = frozenset({"nav", "footer", "aside", "form"})
_TEXT = frozenset({"article", "main"})
_NAMED_BESIDE = re.compile(
    r"(?i)comment|disqus|sidebar|related|recommend|promo|newsletter|subscri|cookie|consent|banner"
    r"|breadcrumb|share|sharing|social|footer|teaser|most-?read|popular|advert|sponsor|widget|\bads?\b"
    r"|\bmenu|navbar|navigation|login|signup|modal|popup|author-?(?:box|bio|info)|copyright|outbrain|taboola"
)
_NAMED_TEXT = re.compile(
    r"(?i)(?:article|story|post|entry|page|main|news|blog)[-_]*(?:body|content|text)|\bprose\b|markdown-body"
    r"|articlebody|\bstory\b"
)
_LONGEST_NAMES = 400


@lru_cache(maxsize=4096)  # a page has few names, and uses them a hundred times
def _told_by(names: str) -> tuple[bool, bool]:
    return _NAMED_BESIDE.search(names) is not None, _NAMED_TEXT.search(names) is not None


def told_by_themselves(blocks: Sequence[Block]) -> list[float]:
    """Return what the signals of each block add up to; above 0: it is likely the article's."""
    return [_BIAS + sum(one.values()) if one else 0.0 for one in shares(blocks)]


def shares(blocks: Sequence[Block]) -> Iterator[dict[str, float]]:
    """Yield what each signal adds for each block, weighed; {} for one without words of its own."""
    around: list[tuple[bool, bool, bool, bool]] = []
    for block in blocks:
        beside, named, text, hidden = (
            around[block.parent.at] if block.parent is not None else (False, False, False, False)
        )
        if block.at:
            said = block.node.attributes
            if said:
                names = f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]
                of_beside, of_text = _told_by(names) if len(names) > 1 else (False, False)
                # An element around most of the page is called after all that is in it
                if of_beside and block.total < blocks[0].total / 2:
                    named = True
                text = text or of_text
                hidden = hidden or is_hidden(block.node)
            beside = beside or (block.tag in _BESIDE and block.total < blocks[0].total / 2)
            text = text or block.tag in _TEXT
        around.append((beside, named, text, hidden))
        count = len(block.words)
        if not count:
            yield {}
            continue
        values = {
            "length": min(count, _LONG),
            "links": block.linked / count,
            "prose": block.tag in _PROSE,
            "beside": beside,
            "named beside": named,
            "named text": text,
            "hidden": hidden,
        }
        yield {name: WEIGHTS[name][0] * value for name, value in values.items()}
