"""A page's blocks -> those that no judge need read: empty ones, and lists of links off the text.

Judges look at each element some ten times, most of them in menus and empty boxes. What is
spared them here changes little of what they say; what is the article's is for them to tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block
from feedmaker.extract.content.verdicts import Verdict

_LINKS = 0.95
"""Share of words in links: hardly anything else is in the block."""
_FRAMES = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre"})
"""What gives its place to something else, or shows it as it stands."""


def find_needless(
    blocks: Sequence[Block], told: Sequence[float], signals: Verdict
) -> list[LexborNode]:
    """Return the outermost blocks without words, and those of links before and behind the text.

    `told` is what each block tells by itself, `signals` where the text seems to stand by that.
    A block with something in it that is likely the article's is never one of them.
    """
    likely = [told[block.at] > 0 for block in blocks]
    linked = [block.linked for block in blocks]
    for block in reversed(blocks):
        if (parent := block.parent) is not None:
            linked[parent.at] += linked[block.at]
            likely[parent.at] = likely[parent.at] or likely[block.at]
    first, last = _text_of(blocks, signals)
    found: list[LexborNode] = []
    end = 1  # the body itself is read
    for block in blocks:
        if block.at < end or block.tag in _FRAMES:
            continue
        off_the_text = block.end <= first or block.at > last
        of_links = off_the_text and linked[block.at] >= _LINKS * block.total
        if not block.total or (of_links and not likely[block.at]):
            found.append(block.node)
            end = block.end
    return found


def _text_of(blocks: Sequence[Block], signals: Verdict) -> tuple[int, int]:
    """Return the first and the last place of the text, with the box around its own."""
    text = [at for at, words in enumerate(signals.agreed) if words]
    if not text:
        return 0, 0
    box = blocks[text[0]]
    while box.end <= text[-1] and box.parent is not None:
        box = box.parent
    if box.parent is not None and box.parent.at:
        box = box.parent  # an index beside a manual's text may be of it
    return (box.at, box.end - 1) if box.at else (text[0], text[-1])
