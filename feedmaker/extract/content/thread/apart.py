"""Posts that hold the answers to them -> each post by itself.

Where answers stand in what they answer, the box beside them is the post. Which blocks are
posts is told in `threads`, and what in them was written by people in `posts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from feedmaker.extract.content.blocks import Block, children, kind_of, outermost

_NEARLY_ALL = 0.8
"""Of the words that stand in the posts: so many stand in the boxes, if they are the posts."""
_DEEPEST = 5


def set_apart(blocks: Sequence[Block], members: Sequence[Block]) -> list[Block]:
    """Return posts in page order of which none holds another: the outermost, if it can't be told.

    `members` are in page order.
    """
    if all(after.at >= block.end for block, after in pairwise(members)):
        return list(members)
    outer = outermost(members)
    places = {block.at for block in members}
    found = [list(_boxes(blocks, block, places)) for block in members]
    kinds = Counter(kind_of(box) for boxes in found if (box := _fullest(boxes)) is not None)
    if not kinds:
        return outer
    kind = max(kinds, key=lambda each: kinds[each])
    boxes = [next((box for box in each if kind_of(box) == kind), None) for each in found]
    posts = [box for box in boxes if box is not None and box.total]
    if sum(box.total for box in posts) < _NEARLY_ALL * sum(block.total for block in outer):
        return outer
    return posts


def _boxes(blocks: Sequence[Block], member: Block, places: set[int]) -> Iterator[Block]:
    """Yield what stands in a post beside the answers to it."""
    inner = [child for child in children(blocks, member) if child.total]
    for _ in range(_DEEPEST):
        if len(inner) != 1 or places.isdisjoint(inner[0].inside()):
            break
        inner = [child for child in children(blocks, inner[0]) if child.total]
    for child in inner:
        if places.isdisjoint(child.inside()):
            yield child


def _fullest(boxes: Sequence[Block]) -> Block | None:
    return max(boxes, key=lambda box: box.total, default=None)
