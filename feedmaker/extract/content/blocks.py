"""A page's body -> its blocks in page order, with the words that stand in each.

A block is an element that begins and ends lines. It has the words that stand in it and in
no block within. What the words mean, and whose they are, is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.words import words_of

_UNREAD = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "select"})
_READINGS = frozenset({"rt", "rp", "rtc"})
"""Of ruby: they stand between the words that they belong to."""
_NO_ELEMENTS = frozenset({"-comment", ""})
"""As lexbor names comments, and instructions, which have no name."""
_LEFT_OUT = _UNREAD | _READINGS | _NO_ELEMENTS
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption"  # noqa: SIM905
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul".split()  # forty lines of one name each would read worse
)
_PARTING = _BLOCKS | {"br", "img"}


@dataclass(slots=True, eq=False)
class Block:
    """A block element, with the words that stand in it and in no block within."""

    at: int  # its place among the page's blocks
    node: LexborNode
    parent: Block | None
    tag: str
    said: Mapping[str, str | None]  # its attributes, as they were when it was read
    words: list[str] = field(default_factory=list)
    linked: int = 0  # how many of its own words are links
    total: int = 0  # words, those of the blocks within included
    end: int = 0  # the place behind its last block

    def inside(self) -> range:
        """Return the places of this block and of all within it."""
        return range(self.at, self.end)


def read_blocks(body: LexborNode) -> list[Block]:
    """Return the block elements of the body in page order, itself first."""
    block = Block(0, body, None, "body", body.attributes)
    found = [block]
    texts: list[list[str]] = [[]]
    links: list[list[str]] = [[]]
    in_link = False
    # Where to go on behind what is around a node: foreign trees may be deeper than Python's
    # stack. A page has thousands of nodes, so each is asked for as little as will do.
    behind: list[tuple[LexborNode, Block, bool]] = []
    node = body.first_child
    while node is not None or behind:
        if node is None:
            node, block, in_link = behind.pop()
        if node.is_text_node:
            text = node.text_content or ""
            texts[block.at].append(text)
            if in_link:
                links[block.at].append(text)
        elif (tag := node.tag or "") not in _LEFT_OUT:
            if tag in _PARTING:
                texts[block.at].append(" ")
            inner = block
            if tag in _BLOCKS:
                inner = Block(len(found), node, block, tag, node.attributes)
                found.append(inner)
                texts.append([])
                links.append([])
            if (inside := node.first_child) is not None:
                if (after := node.next) is not None:
                    behind.append((after, block, in_link))
                node, block, in_link = inside, inner, in_link or tag == "a"
                continue
        node = node.next
    for block in found:
        # Most blocks only hold others, and most of the rest hold no link.
        if text := "".join(texts[block.at]).strip():
            block.words = words_of(text)
        if links[block.at]:
            block.linked = len(words_of(" ".join(links[block.at])))
    _settle(found)
    return found


def without(blocks: Sequence[Block], gone: Iterable[Block]) -> list[Block]:
    """Return the blocks, numbered anew, without some of them and all that stands in these."""
    places = {at for block in gone for at in block.inside()}
    kept = [block for block in blocks if block.at not in places]
    for at, block in enumerate(kept):
        block.at, block.total, block.end = at, 0, 0
    _settle(kept)
    return kept


def _settle(blocks: Sequence[Block]) -> None:
    for block in reversed(blocks):
        block.total += len(block.words)
        block.end = max(block.end, block.at + 1)
        if (parent := block.parent) is not None:
            parent.total += block.total
            parent.end = max(parent.end, block.end)


def summed(blocks: Sequence[Block], value: Callable[[Block], float]) -> list[float]:
    """Return for each block the sum of a value over it and all blocks within."""
    sums = [value(block) for block in blocks]
    for block in reversed(blocks):
        if block.parent is not None:
            sums[block.parent.at] += sums[block.at]
    return sums


def leave_out(blocks: Sequence[Block], places: Iterable[int]) -> None:
    """Count the words of some blocks no more among those of the blocks around them."""
    for at in places:
        outer = blocks[at].parent
        while outer is not None:
            outer.total -= blocks[at].total
            outer = outer.parent


def children(blocks: Sequence[Block], block: Block) -> Iterator[Block]:
    """Yield the blocks that stand in a block and in no other within it."""
    at = block.at + 1
    while at < block.end:
        yield blocks[at]
        at = blocks[at].end


def outermost(found: Iterable[Block]) -> list[Block]:
    """Return those of some blocks, given in page order, that stand in none of the others."""
    outer: list[Block] = []
    for block in found:
        if not outer or block.at >= outer[-1].end:
            outer.append(block)
    return outer


def kind_of(block: Block) -> tuple[str, str]:
    """Return a block's tag and the first of its classes: what boxes of one sort share."""
    names = (block.said.get("class") or "").split()
    return block.tag, names[0] if names else ""
