"""A page's blocks -> what is told in a gallery: pictures in a row, and a text below each.

Judges pass over what stands below pictures, and take what else there is: teasers of other
galleries. Pictures within a text are no business of this module, nor is a comic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, kind_of, outermost
from feedmaker.extract.content.laid_out import COUNTER

_FEWEST = 3
"""Pictures in a row, each with words below it."""
_TOLD = 8
"""Words below each, on average: fewer say whose picture it is."""
_MISSED = 0.5
"""Of those words the judges took less than this share: else all is well."""
_LONGEST_COUNT = 20
_PICTURE = "img, picture"


@dataclass(frozen=True, slots=True)
class Gallery:
    """Which blocks of a page are a gallery's; by their places."""

    kept: frozenset[int]  # blocks whose own words count: below the pictures, and before them
    left_out: frozenset[int]  # blocks behind the last picture
    counts: tuple[LexborNode, ...]  # in the lines below the pictures: "1 / 12"


def find_gallery(blocks: Sequence[Block], agreed: Sequence[float]) -> Gallery | None:
    """Return the page's gallery; None if it has none, or the judges took it.

    `agreed` says of each block how many of all its words a judge took. What is told below the
    pictures must be more than all that he took elsewhere: an article may have a row of pictures.
    """
    figures = [b for b in blocks if b.tag == "figure" and b.total and _is_told(blocks, b)]
    if len(figures) < _FEWEST:
        return None
    around, most = Counter(map(_row, figures)).most_common(1)[0]
    row = [figure for figure in figures if _row(figure) == around]
    told = sum(figure.total for figure in row)
    taken = sum(agreed[figure.at] for figure in row)
    if most < _FEWEST or told < _TOLD * most or taken >= _MISSED * told:
        return None
    if told <= agreed[0] - taken:
        return None
    first, last = row[0].at, row[-1].end
    kept = {at for figure in row for at in _caption(blocks, figure).inside()}
    kept |= {at for at in range(first) if agreed[at] == blocks[at].total and blocks[at].words}
    behind = [block for block in blocks[last:] if block.total]
    left_out = frozenset(block.at for block in outermost(behind))
    return Gallery(frozenset(kept), left_out, _counts_in(row))


def find_counts(blocks: Sequence[Block]) -> tuple[LexborNode, ...]:
    """Return what only counts the pictures of a row, in the lines below them: "1 / 12"."""
    figures = [b for b in blocks if b.tag == "figure" and b.total]
    return _counts_in(figures) if len(figures) >= _FEWEST else ()


def _counts_in(figures: Sequence[Block]) -> tuple[LexborNode, ...]:
    return tuple(n for figure in figures for n in figure.node.css("span") if _counts(n))


def _counts(node: LexborNode) -> bool:
    return COUNTER.fullmatch((node.text() or "")[:_LONGEST_COUNT].strip()) is not None


def _is_told(blocks: Sequence[Block], figure: Block) -> bool:
    linked = sum(blocks[at].linked for at in figure.inside())
    return 2 * linked < figure.total and figure.node.css_first(_PICTURE) is not None


def _caption(blocks: Sequence[Block], figure: Block) -> Block:
    """Return what is told below a picture: buttons may stand beside it."""
    return next((blocks[at] for at in figure.inside() if blocks[at].tag == "figcaption"), figure)


def _row(figure: Block) -> object:
    """Return what the pictures of one row share: the box around them, or around their boxes."""
    box, at = figure.parent, figure
    while box is not None and box.total == figure.total and box.parent is not None:
        box, at = box.parent, box  # alone in its box, however many there are around it
    if box is not None and box.tag == "li" and box.parent is not None:
        box, at = box.parent, box
    return kind_of(figure), kind_of(at), box.at if box is not None else 0
