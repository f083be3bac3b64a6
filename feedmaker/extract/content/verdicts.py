"""A judge's text, or what the blocks tell -> a verdict: how much of each block is the article's.

Verdicts are compared here, and mended where all judges err alike. Whose is believed, and who
is asked, is told in `choose`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedmaker.extract.content.blocks import Block, summed
from feedmaker.extract.content.candidates import best_subtree
from feedmaker.extract.content.words import Spoken, words_of

_BETWEEN = -1.0
"""What a block between likely ones tells at least, if it is of the article."""
_LINE = 10
"""Words of a block that hardly agrees by chance ..."""
_SHORT_LINE = 6
"""Words of one around the terms of a manual, which are no menu as other items may be."""
_MOSTLY = 0.6
"""... if more than this share of them do."""
_ITEMS = frozenset({"li", "dd", "dt"})
_FEW_LINKS = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge says of the page: how many words of each block are the article's."""

    agreed: list[int]  # of each block's own words
    words: int  # of the judge's whole text, also those that stand nowhere on the page


def compared(blocks: Sequence[Block], text: str) -> Verdict:
    if not text:
        return Verdict([0] * len(blocks), 0)
    spoken = Spoken(words_of(text))
    # Most blocks only hold others
    agreed = [spoken.agreeing(block.words) if block.words else 0 for block in blocks]
    return Verdict(agreed, spoken.count)


def by_signals(blocks: Sequence[Block], told: Sequence[float]) -> Verdict:
    """Return what the blocks tell by themselves: from the first likely one to the last."""
    likely = [len(b.words) if told[b.at] > 0 else 0 for b in blocks]
    sums = summed(blocks, lambda block: likely[block.at])
    places = [at for at in best_subtree(blocks, sums, sums[0] + 1).inside() if likely[at]]
    agreed = [0] * len(blocks)
    for at in range(places[0], places[-1] + 1) if places else ():
        if told[at] > _BETWEEN:
            agreed[at] = len(blocks[at].words)
    return Verdict(agreed, sum(agreed))


def with_lists(blocks: Sequence[Block], verdict: Verdict, told: Sequence[float]) -> Verdict:
    """Return a verdict with the items of lists in the midst of it, which judges often leave out.

    An item counts if it has few links, and most of what stands around its list agrees.
    """
    sure = [
        b.at
        for b in blocks
        if len(b.words) >= _SHORT_LINE and verdict.agreed[b.at] > _MOSTLY * len(b.words)
    ]
    if not sure:
        return verdict
    long = [at for at in sure if len(blocks[at].words) >= _LINE] or [0]
    midst = range(long[0], long[-1])
    agreed = list(verdict.agreed)
    sums = summed(blocks, lambda block: verdict.agreed[block.at])
    for block in blocks[sure[0] : sure[-1]]:
        around = block.parent and (block.parent.parent or block.parent)
        if (
            block.tag in _ITEMS
            and (block.tag != "li" or block.at in midst)
            and told[block.at] > _BETWEEN
            and block.linked < _FEW_LINKS * len(block.words)
            and around
            and sums[around.at] > around.total / 2
        ):
            agreed[block.at] = len(block.words)
    return Verdict(agreed, verdict.words + sum(agreed) - sum(verdict.agreed))


def alike(one: Verdict, other: Verdict) -> float:
    """Return how much two judges agree on the page's words, by F1."""
    both = sum(one.agreed) + sum(other.agreed)
    return 2 * sum(map(min, one.agreed, other.agreed)) / both if both else 0.0
