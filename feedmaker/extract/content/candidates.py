"""What of a page's tree can be taken for the article: a subtree, less the blocks foreign to it.

An article that is spread over siblings is what their parent holds without what stands before,
behind and between them and hardly agrees. Which words should agree is told in `choose`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, summed
from feedmaker.extract.content.words import words_of
from feedmaker.page.direction import with_direction

_HARDLY = 0.3
"""A block with a smaller share of agreeing words is not of the article ..."""
_MOSTLY = 0.5
"""... even with a picture in it, if more than this share of its words are links."""

_MENU = 3
"""Links that fill a cell ..."""
_TEXT = 40
"""... beside so many words: the menu of a page that is laid out as a table."""
_AS_WELL = 1.5
"""So many times what one line agrees all agree around it: then it is one of several."""

# What judges leave out of good articles: blocks that are or hold these stay.
_MEDIA = "img, picture, figure, table, pre, blockquote, video, audio, iframe, object, embed"
_KEPT = frozenset(
    {"figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | {"pre", "blockquote"}
)
_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_HEADING = ", ".join(sorted(_HEADINGS))
_FEW_LINKS = 0.3
_NOTE = 120
"""Words of a note that stands between two parts of a text."""
_TELLS = 20
"""Words of a line that says what the code below it is ..."""
_MOST_TELL = 2
"""... and of such lines: a heading, and the line."""
_ENDS = (".", "!", "?", ":", "。", ".)", "…", "”")
_LINE = 10
"""Words of a line that agrees by no chance."""


def best_subtree(blocks: Sequence[Block], agreed: Sequence[float], wanted: float) -> Block:
    """Return the block whose words agree best, by F1.

    `agreed` are the agreeing words of each block with all in it; of `wanted` words no block
    has more: one that repeats the text does not agree twice.
    """
    best = max(blocks, key=lambda b: agreement(b, agreed, wanted))
    if is_of_the_head(blocks, best):
        others = (
            block
            for block in blocks
            if agreed[block.at]
            and not block.at <= best.at < block.end
            and not is_of_the_head(blocks, block)
        )
        best = max(others, key=lambda b: agreement(b, agreed, wanted), default=best)
    around = best.parent
    # A line that holds no other is the article only if those beside it don't agree as well:
    # judges pass over lines that they have read before.
    if len(best.inside()) == 1 and around and agreed[around.at] > _AS_WELL * agreed[best.at]:
        return around
    return best


def is_of_the_head(blocks: Sequence[Block], block: Block) -> bool:
    """Tell whether a block is in the page's own head, or is it: beside a menu, before any title.

    What a site says of itself there may be longer than a short note.
    """
    around: Block | None = block
    while around is not None and around.tag != "header":
        around = around.parent
    if around is None or around.parent is None or around.node.css_first("h1") is not None:
        return False
    return around.parent.tag == "body" or any(blocks[at].tag == "nav" for at in around.inside())


def agreement(block: Block, agreed: Sequence[float], wanted: float) -> float:
    """Return half the F1 of a block's words and those that are wanted."""
    return min(agreed[block.at], wanted) / (block.total + wanted)


def take(
    blocks: Sequence[Block],
    root: Block,
    agreed: Sequence[float],
    stage: LexborNode,
    left_out: Collection[int] = (),
    *,
    is_text: bool = True,
) -> str:
    """Return the raw HTML of a subtree without its foreign blocks, which leave the tree.

    `stage` is the node that the blocks were read from; `left_out` are places of blocks that
    are surely foreign. `is_text` is False where the subtree is no running text, but posts.
    """
    midst = _midst(blocks, root, agreed) if is_text else range(0)
    linked = summed(blocks, lambda block: block.linked)
    inside = {root.at}
    for at in root.inside()[1:]:  # in page order, so a parent comes before what it holds
        block = blocks[at]
        if block.parent is not None and block.parent.at in inside:
            foreign = _is_foreign(block, agreed[at], linked[at])
            if foreign and at in midst:
                foreign = not _is_of_the_text(blocks, block, agreed, linked[at])
            if at in left_out or foreign:
                block.node.decompose()
            else:
                inside.add(at)
    inner = root.node.mem_id == stage.mem_id
    html = (root.node.inner_html if inner else root.node.html) or ""
    return with_direction(root.node, html, inner=inner)


def _is_foreign(block: Block, agreed: float, linked: float) -> bool:
    if not block.total:
        return False
    if _is_the_sites(block, linked):
        return True
    if agreed > _HARDLY * block.total:
        return False
    if linked > _MOSTLY * block.total:
        return True
    return block.tag not in _KEPT and block.node.css_first(_MEDIA) is None


def _midst(blocks: Sequence[Block], root: Block, agreed: Sequence[float]) -> range:
    """Return the places in a subtree between the first and the last line that surely agree."""
    sure = [
        at
        for at in root.inside()
        if len(blocks[at].words) >= _LINE and agreed[at] > _MOSTLY * blocks[at].total
    ]
    return range(sure[0], sure[-1]) if sure else range(0)


def _is_of_the_text(
    blocks: Sequence[Block], block: Block, agreed: Sequence[float], linked: float
) -> bool:
    """Tell whether a block in the midst of a text is its heading or list, which judges pass over.

    A heading is one of something: what follows it has to agree.
    """
    heading = block.tag in _HEADINGS or (
        block.tag == "header" and block.node.css_first(_HEADING) is not None
    )
    if linked > _FEW_LINKS * block.total and not (heading and _leads_nowhere_else(block)):
        return False
    if block.parent is not None and block.parent.tag == "blockquote":
        return True  # what is quoted stays with who is
    if _is_code(block) or _tells_of_code(blocks, block):
        return True
    if not heading:
        return block.tag in _LISTS or _is_note(blocks, block, agreed)
    end, around = block.end, block.parent
    # A heading's own box, or one that also tells who wrote what follows, and when
    if around is not None and (around.end == end or around.tag == "header"):
        end, around = around.end, around.parent
    if end >= len(blocks):
        return False
    after = blocks[end]
    return after.parent is around and agreed[after.at] > _HARDLY * after.total


def _is_code(block: Block) -> bool:
    if block.tag == "pre":
        return True
    code = block.node.css_first("code") if 0 < len(block.words) == block.total else None
    return code is not None and len(words_of(code.text() or "")) == block.total


def _tells_of_code(blocks: Sequence[Block], block: Block) -> bool:
    """Tell whether code follows right behind a heading or a short line, or such a line with it."""
    at, lines = block.at, 0
    while at < len(blocks) and not _is_code(blocks[at]):
        one = blocks[at]
        if one.words:
            lines += 1
            if lines > _MOST_TELL or len(one.words) > _TELLS or one.end > at + 1:
                return False
            if one.tag != "p" and one.tag not in _HEADINGS:
                return False
        at += 1
    return lines > 0 and at < len(blocks)


def _is_note(blocks: Sequence[Block], block: Block, agreed: Sequence[float]) -> bool:
    """Tell whether a block is a note in a text: what stands right before and behind agrees.

    It holds sentences: what sends the reader elsewhere ends with a link, and what stands
    below a picture with a name.
    """
    around = block.parent
    if around is None or block.total != len(block.words) or not _LINE <= block.total <= _NOTE:
        return False
    if block.end >= around.end:
        return False
    before = blocks[block.at - 1]
    while before.parent is not None and before.parent is not around:
        before = before.parent
    return (
        before.parent is around
        and all(agreed[one.at] > _MOSTLY * one.total > 0 for one in (before, blocks[block.end]))
        and (block.node.text() or "").rstrip().endswith(_ENDS)
    )


def _leads_nowhere_else(heading: Block) -> bool:
    """Tell whether all links in a heading are to parts of its own page: itself, or the top."""
    links = heading.node.css("a[href]")
    return all((link.attributes.get("href") or "").startswith("#") for link in links)


def _is_the_sites(block: Block, linked: float) -> bool:
    """Tell whether a block is a menu or the page's own foot, which judges take for a short text."""
    if block.tag == "nav":
        return linked > _MOSTLY * block.total
    if block.tag == "td" and block.parent is not None:
        beside = block.parent.total - block.total
        return linked == block.total and beside >= _TEXT and len(block.node.css("a")) >= _MENU
    return block.tag == "footer" and block.parent is not None and block.parent.tag == "body"
