"""A page's blocks -> the box of a comic, where a picture is the article and words are few.

Known by the name that such boxes bear everywhere. The line below the picture belongs to it, the
way to the other numbers doesn't. Pictures within a text are no business of this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from feedmaker.extract.content.blocks import Block, outermost

_MOST = 40
"""Words. A page that has more of them is a text with a picture."""
_COMIC = re.compile(
    r"(?i)^(?:(?:the|single|main|webcomic|web)?[-_]?|[a-z]{1,4}-)(?:comic|strip|webcomic)(?:[-_]?(?:image|img|strip|body|container|page))?$"
)
_SURELY = re.compile(r"(?i)(?:web)?comic(?:[-_]?(?:image|img|body|container|page|wrap))?")
_SILENT = 12
"""Words of a picture's box: what leads to the comic before and the one after."""
_PLEA = re.compile(
    r"(?i)(?:^|[-_])(?:patrons?|patreon|donat(?:e|ions?)|support(?:ers?)?|sponsors?|stores?|shop"
    r"|newsletter|subscribe|masthead|copyright)(?:$|[-_])"
)
"""What the site asks for below its comics."""
_LONGEST_NAMES = 200
_PICTURES = "img, picture"


def find_comic(blocks: Sequence[Block], wanted: float) -> Block | None:
    """Return the block around the page's comic; None if there is none, or several.

    `wanted` words were found by the judges; those around a box that stands in nothing are
    for them to tell.
    """
    if wanted >= _MOST:
        return None
    boxes: list[Block] = []
    for block in blocks[1:]:
        if not _names_one(_COMIC, _names(block)) or block.node.css_first(_PICTURES) is None:
            continue
        if not boxes or block.at >= boxes[-1].end:
            boxes.append(block)
    if len(boxes) != 1:
        return None
    around = boxes[0].parent
    if around is not None and around.at:
        return around
    return boxes[0] if wanted == 0 else None


def picture_before(blocks: Sequence[Block], root: Block) -> Block | None:
    """Return the box of a comic's picture that stands before a text about it; None if none does.

    It is named for nothing else, and hardly says a word: a menu of comics says more.
    """
    boxes = [
        block
        for block in blocks[1 : root.at]
        if block.end <= root.at
        and block.total <= _SILENT
        and block.said
        and _names_one(_SURELY, _names(block))
        and block.node.css_first(_PICTURES) is not None
    ]
    found = outermost(boxes)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=2048)  # a page has few names, and uses them a hundred times
def _names_one(pattern: re.Pattern[str], names: str) -> bool:
    return any(map(pattern.fullmatch, names.split()))


def told_of(comic: Block, blocks: Sequence[Block]) -> set[int]:
    """Return the places of the blocks around a comic that are no way to others, and no plea."""
    found: set[int] = set()
    behind = 0
    for at in comic.inside():
        block = blocks[at]
        if at >= behind and at != comic.at and any(map(_PLEA.search, _names(block).split())):
            behind = block.end
        elif at >= behind and block.linked * 2 <= len(block.words):
            found.add(at)
    return found


def ways_in(comic: Block, blocks: Sequence[Block]) -> set[int]:
    """Return the places in a picture's box of what has words and no picture: the ways to others."""
    return {
        at
        for at in comic.inside()[1:]
        if blocks[at].total and blocks[at].node.css_first(_PICTURES) is None
    }


def _names(block: Block) -> str:
    said = block.said
    return f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]
