"""A page's blocks and its article's root -> what stands in the root and is not the article's.

Judges take boxes, and lines at the end, that stand in a text for the text's own. Known
by names and signals; where there would be too much of them, they are what the page is about.
What the judges leave out themselves goes in `candidates`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from feedmaker.extract.content.blocks import Block, summed
from feedmaker.extract.content.candidates import is_of_the_head
from feedmaker.extract.content.laid_out import (
    cards_behind,
    columns_beside,
    counters,
    leads_away,
    ways_on,
)

_BOX = re.compile(
    r"(?i)(?:^|[-_])(?:newsletter|subscri(?:be|ption)|related|recommend(?:ed|ations)|most-?read|comments?"
    r"|read-?(?:also|next)|outbrain|taboola|disclaimer|disclosure|copy-?right|(?:photo-?)?credits?"
    r"|author-?(?:box|bio|info)|authors?|contributors?|bio|sign-?up)(?:$|[-_])"
)
_ASKS_FIRST = re.compile(r"(?i)(?:^|[-_])(?:opt-?in|content-?blocker|embed-?privacy)(?:$|[-_])")
"""What stands in a video's or post's stead until the reader agrees that it is fetched."""
_SHOWN_ITSELF = "iframe, video, audio, blockquote"
_OF_TOPICS = re.compile(r"(?i)^(?:tag|category|topic)-")
"""Blogs write the topics of a post into its class: one about newsletters is no newsletter's."""
_HOLDERS = frozenset({"div", "section", "aside", "form", "ul", "ol", "li"})
_NAMED = _HOLDERS | {"p"}
_SHOWN_WITH = frozenset({"figure", "figcaption"})
"""Whose picture this is stays beside it."""
_LONGEST_NAMES = 400
_PART = 0.2
"""A box has a smaller share of the root's words ..."""
_MOST = 0.6
"""... and all together no bigger share of what agrees: comments may be longer than a text."""
_ASIDES = 0.8
"""An aside whose words agree more than this is one that belongs to the text: a note, a quote."""
_FEW_LINKS = 0.3

_TAIL = 0.1
"""What is cut off the end has no bigger share of the root's words."""
_UNLIKELY = -0.5
_SHORT = 25
"""Words of a line of the tail."""
_CUT = frozenset({"p", "div", "section", "h2", "h3", "h4", "h5", "h6"})
_CUT_IF_LINKED = frozenset({"li", "dd", "dt"})

_MENU = 30
"""Words of a menu that stands before the text ..."""
_MENUS = 0.3
"""... and all of them have a smaller share of the root's words: else they are a list of links."""
_HEAD = 10
"""Words. A line before the text is shorter: title, name, date."""
_NO_MENU = "h1, table"

_MEDIA = "img, picture, video, audio, iframe, object, embed"


def find_leftovers(
    blocks: Sequence[Block],
    root: Block,
    told: Sequence[float],
    agreed: Sequence[float],
) -> set[int]:
    """Return the places of the blocks in the root to be left out.

    `agreed` are the agreeing words of each block with all in it.
    """
    boxes = list(_boxes(blocks, root, agreed))
    if sum(agreed[box.at] for box in boxes) > _MOST * agreed[root.at]:
        boxes = []
    tail = list(_tail(blocks, root, told))
    if sum(line.total for line in tail) > _TAIL * root.total:
        tail = []
    menus = list(_menus(blocks, root))
    if sum(menu.total for menu in menus) > _MENUS * root.total:
        menus = []
    apart = [
        *columns_beside(blocks, root, told),
        *counters(blocks, root),
        *ways_on(blocks, root, told),
        *cards_behind(blocks, root, told),
    ]
    heads = [
        block
        for block in (blocks[at] for at in root.inside() if blocks[at].tag == "header")
        if block.node.css_first("nav") is not None and is_of_the_head(blocks, block)
    ]
    return {block.at for block in (*boxes, *tail, *menus, *apart, *heads)}


def _menus(blocks: Sequence[Block], root: Block) -> Iterator[Block]:
    """Yield what stands before the text and mostly leads to other pages: a book's chapters, say.

    A table of contents leads to parts of the same page, and stays.
    """
    linked = summed(blocks, lambda block: block.linked)
    at = root.at + 1
    while at < root.end:
        block = blocks[at]
        if block.total >= _MENU and 2 * linked[at] > block.total and _leads_away(block):
            yield block
            at = block.end
        elif len(block.words) < _HEAD:
            at += 1
        else:
            return


def _leads_away(block: Block) -> bool:
    if block.tag not in _HOLDERS or block.node.css_first(_NO_MENU) is not None:
        return False
    return leads_away(block.node)


def _boxes(blocks: Sequence[Block], root: Block, agreed: Sequence[float]) -> Iterator[Block]:
    linked = summed(blocks, lambda block: block.linked)
    at = root.at + 1
    while at < root.end:
        block = blocks[at]
        if 0 < block.total < _PART * root.total and (
            _is_named_box(block)
            or (block.tag == "aside" and _stands_apart(block, agreed[at], linked[at]))
        ):
            yield block
            at = block.end
        else:
            at += 1


def _is_named_box(block: Block) -> bool:
    if block.tag not in _NAMED or (block.parent and block.parent.tag in _SHOWN_WITH):
        return False
    names = (block.said.get("class") or "")[:_LONGEST_NAMES].split()
    if any(map(_ASKS_FIRST.search, names)):
        return block.node.css_first(_SHOWN_ITSELF) is None
    return any(_BOX.search(name) and not _OF_TOPICS.match(name) for name in names)


def _stands_apart(block: Block, agreed: float, linked: float) -> bool:
    return agreed < _ASIDES * block.total or linked > _FEW_LINKS * block.total


def _tail(blocks: Sequence[Block], root: Block, told: Sequence[float]) -> Iterator[Block]:
    """Yield the last lines, from the end, as long as they are short and unlikely."""
    lines = list(_unlikely_at_the_end(blocks, root, told))
    places = {line.at for line in lines}
    for line in lines:
        if _is_of_a_row(blocks, root, line, places):
            return
        yield line


def _unlikely_at_the_end(
    blocks: Sequence[Block], root: Block, told: Sequence[float]
) -> Iterator[Block]:
    for at in reversed(root.inside()[1:]):
        block = blocks[at]
        if not block.words:
            continue
        unlikely = told[at] < _UNLIKELY and len(block.words) < _SHORT
        cut = block.tag in _CUT or (
            block.tag in _CUT_IF_LINKED and 2 * block.linked > len(block.words)
        )
        if not (unlikely and cut and block.end == at + 1) or block.node.css_first(_MEDIA):
            return
        yield block


def _is_of_a_row(blocks: Sequence[Block], root: Block, line: Block, tail: Collection[int]) -> bool:
    """Tell whether a line is an item whose like before it stays, or a piece of such a one."""
    one, around = line, line.parent
    while around is not None and one is not root:
        broken = any(blocks[at].words and at not in tail for at in one.inside())
        if broken or one.tag in _CUT_IF_LINKED:
            before = (blocks[at] for at in range(around.at + 1, one.at))
            alike = (b for b in before if b.parent is around and _look(b) == _look(one))
            if any(blocks[at].words and at not in tail for b in alike for at in b.inside()):
                return True
        one, around = around, around.parent
    return False


def _look(block: Block) -> tuple[str, str | None]:
    return block.tag, block.said.get("class")
