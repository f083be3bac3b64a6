"""A page -> whether its article ends at a wall: the beginning is shown, the rest is paid for.

Said only where little of an article was found, and a line of the page says it. Then the text is
hardly more than a teaser; or an element made for a wall, or what the page marks for machines, says
so too: both alone stand on whole articles. What becomes of such an article is told elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedmaker.health.shown import is_hidden, lines_below, words_below
from feedmaker.health.sign_words import OF_SOMETHING_ELSE, WALL_WORDS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

TEASER = 250
"""Words. An article of which so many were found is whole, or was worth its reader's while."""
_HARDLY_MORE = 100
"""Words. Below so few, the words of a wall tell it alone."""

_LONGEST_LINE = 200
"""Letters. A wall says it in a line; a story on paywalls runs on."""
_WALL = ", ".join(
    f"[{key}*={name} i]"
    for key in ("class", "id")
    for name in ("paywall", "pay-wall", "regwall", "subscriber-wall", "premium-wall", "piano-offer")
)
_AROUND = frozenset({"nav", "header", "footer", "dialog"})
_LOCKED = re.compile(r'(?i)"isAccessibleForFree"\s*:\s*"?(?:false|no)\b')
_TIER = (
    "meta[property='article:content_tier'][content=locked i],"
    " meta[name='article:content_tier'][content=locked i]"
)


def is_teaser(tree: LexborHTMLParser, words: int) -> bool:
    """Tell whether so many words of an article are all that its page shows before a wall."""
    if words >= TEASER or not _is_said(tree):
        return False
    return words < _HARDLY_MORE or _is_built(tree) or _is_marked(tree)


def _is_said(tree: LexborHTMLParser) -> bool:
    return any(
        re.search(WALL_WORDS, line) and not re.search(OF_SOMETHING_ELSE, line)
        for line in lines_below(tree.body, _AROUND)
        if len(line) <= _LONGEST_LINE
    )


def _is_built(tree: LexborHTMLParser) -> bool:
    return any(
        node.tag not in ("html", "body", "script", "style")
        and not is_hidden(node)
        and bool(words_below(node))
        for node in tree.css(_WALL)[:20]
    )


def _is_marked(tree: LexborHTMLParser) -> bool:
    if tree.css_first(_TIER) is not None:
        return True
    scripts = tree.css('script[type="application/ld+json"]')[:20]
    return any(_LOCKED.search(script.text() or "") for script in scripts)
