"""A root's blocks -> cells of a table that lays out the page, and counters, which are no text.

Pages may be made of tables within tables, and then a menu is a cell beside the text. What is
named as a box, or stands at the text's end, goes in `leftovers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, children
from feedmaker.extract.content.words import words_of

_MEDIA = "img, picture, video, audio, iframe, object, embed"
_CELLS = frozenset({"td", "th"})
_MOST = 0.5
"""The cells that go have a smaller share of the root's words: else they are what it is about."""
_WAYS = 0.3
"""So much of the root's words the ways to other pages have at most, each box of them."""
_ALL = 0.9
_HOLDERS = frozenset({"div", "section", "aside", "nav"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROWS = _HOLDERS | {"table", "tbody", "ul", "ol"}
_FEWEST = 3
_TITLE = 6
"""Words. What a row of cards is called has no more."""
_TITLED = 3
"""Words of a card's own title at least ..."""
_CARD = 60
"""... and of all of the card at most."""
_PICTURED = "img, picture, h2, h3, h4, h5, h6"
_MOST_LINKS = 50
COUNTER = re.compile(r"(?:\d{1,3}\s*)(?:/|of|von|sur|de|di|из)\s*(\d{1,3})")
_LONGEST_COUNTER = 20


def columns_beside(blocks: Sequence[Block], root: Block, told: Sequence[float]) -> Sequence[Block]:
    """Return the cells of a layout that tell of no text, beside or around those that do."""
    within = root.inside()
    tables = [blocks[at] for at in within if blocks[at].tag == "table"]
    holding = {outer.at for one in tables if (outer := _table_of(one.parent)) is not None}
    if not holding:
        return ()
    likely = [at for at in within if told[at] > 0]
    if not likely:
        return ()
    found: list[Block] = []
    for cell in (blocks[at] for at in within if blocks[at].tag in _CELLS):
        table = _table_of(cell)
        if (
            not cell.total
            or table is None
            or table.at not in holding
            or (found and cell.at < found[-1].end)
            or any(at in cell.inside() for at in likely)
            or (cell.node.css_first(_MEDIA) is not None and not _is_of_links(blocks, cell))
        ):
            continue
        row = cell.parent
        beside = row is not None and any(at in row.inside() for at in likely)
        if beside or cell.at < likely[0] or cell.at > likely[-1]:
            found.append(cell)
    return found if sum(cell.total for cell in found) < _MOST * root.total else ()


def _is_of_links(blocks: Sequence[Block], cell: Block) -> bool:
    """Tell whether most words of a cell are links: then a picture in it is the column's."""
    return 2 * sum(blocks[at].linked for at in cell.inside()) > cell.total


def _table_of(block: Block | None) -> Block | None:
    while block is not None and block.tag != "table":
        block = block.parent
    return block


def counters(blocks: Sequence[Block], root: Block) -> Iterator[Block]:
    """Yield the lines that only count a text's pictures: "1 / 12", "2 / 12"."""
    found: list[tuple[Block, str]] = []
    for at in root.inside():
        block = blocks[at]
        if 0 < len(block.words) == block.total <= 3 and block.words[0].isdecimal():
            text = " ".join((block.node.text() or "").split())
            if len(text) <= _LONGEST_COUNTER and (match := COUNTER.fullmatch(text)):
                found.append((block, match[1]))
    ends = Counter(end for _, end in found)
    for block, end in found:
        if ends[end] > 1:
            yield block


def ways_on(blocks: Sequence[Block], root: Block, told: Sequence[float]) -> Iterator[Block]:
    """Yield the boxes behind the text that hold nothing but a heading and links to other pages."""
    at = root.end
    while at > root.at and (told[at - 1] <= 0 or blocks[at - 1].tag in _HEADINGS):
        at -= 1
    if not any(blocks[one].tag in _HEADINGS for one in range(at, root.end)):
        return
    # Sums of all before each, so that of boxes in boxes nothing is counted again and again
    behind = blocks[at : root.end]
    linked = [0, *accumulate(block.linked for block in behind)]
    headed = [0, *accumulate(len(b.words) if b.tag in _HEADINGS else 0 for b in behind)]
    first = at
    while at < root.end:
        block = blocks[at]
        heading = headed[block.end - first] - headed[at - first]
        if (
            heading
            and block.tag in _HOLDERS
            and block.total < _WAYS * root.total
            and linked[block.end - first] - linked[at - first] >= _ALL * (block.total - heading) > 0
            and leads_away(block.node)
        ):
            yield block
            at = block.end
        else:
            at += 1


def cards_behind(blocks: Sequence[Block], root: Block, told: Sequence[float]) -> Sequence[Block]:
    """Return the rows of cards behind the text: a title that leads elsewhere, and a line about it.

    A row is cards alone, three of one kind or more, and no text stands behind it.
    """
    rows: list[Block] = []
    at = root.at + 1
    while at < root.end:
        row = blocks[at]
        if row.tag in _ROWS and row.total and _are_cards(blocks, row):
            rows.append(row)
            at = row.end
        else:
            at += 1
    if not rows:
        return ()
    inside = {at for row in rows for at in row.inside()}
    last = max((at for at in root.inside() if told[at] > 0 and at not in inside), default=root.end)
    found = [row for row in rows if row.at > last]
    return found if sum(row.total for row in found) < _MOST * root.total else ()


def _are_cards(blocks: Sequence[Block], row: Block) -> bool:
    cards = [one for one in children(blocks, row) if one.total]
    if (
        cards
        and cards[0].total <= _TITLE
        and not any(blocks[at].linked for at in cards[0].inside())
    ):
        cards = cards[1:]  # what the row is called
    if len(cards) < _FEWEST or len({one.tag for one in cards}) > 1:
        return False
    return all(_is_card(blocks, one) for one in cards)


def _is_card(blocks: Sequence[Block], card: Block) -> bool:
    """Tell whether a box opens with a title that leads elsewhere, with one line or two below.

    The items of a list without pictures or headings may be the text's sources, and a row of more
    cells than one is of a table.
    """
    if card.total > _CARD or (card.total == len(card.words) and not card.linked):
        return False
    if card.tag == "li" and card.node.css_first(_PICTURED) is None:
        return False
    if card.tag == "tr" and sum(one.tag in _CELLS for one in children(blocks, card)) > 1:
        return False
    link = card.node.css_first("a[href]")
    if link is None or "#" in (link.attributes.get("href") or "#"):
        return False
    title = words_of(link.text(separator=" ") or "")
    shown = words_of(card.node.text(separator=" ")[: 8 * _CARD])
    return len(title) >= _TITLED and shown[: len(title)] == title and len(title) < card.total


def leads_away(node: LexborNode) -> bool:
    """Tell whether most links in a box lead to other pages."""
    links = [link.attributes.get("href") or "" for link in node.css("a[href]")[:_MOST_LINKS]]
    return 2 * sum("#" in link for link in links) < len(links)
