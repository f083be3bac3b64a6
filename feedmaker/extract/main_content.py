"""The content of an article page where no rule gives it, and what else can be guessed.

A first plain version. trafilatura, as it comes, tells well which *text* is the
article's, but its HTML loses pictures' captions, tables and frames. So its text
only judges: the content is the subtree of the page's own tree that agrees best
with it, less the blocks in which hardly a word agrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedmaker.model import Fields
from feedmaker.page.direction import with_direction
from feedmaker.page.document import Document
from feedmaker.page.images import picture_address
from feedmaker.page.shown_text import shown_text
from feedmaker.text import plain_line

_FEWEST = 25
"""Words. What the judge finds less of is no article."""
_RUN = 3
"""Words in a row that must agree: single ones agree everywhere."""
_HARDLY = 0.3
"""A block with a smaller share of agreeing words is not of the article ..."""
_MOSTLY = 0.5
"""... even with a picture in it, if more than this share of its words are links."""

# A letter is a word where words aren't spaced (kana, Han, Hangul, Thai).
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+")
_UNREAD = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "select"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure"  # noqa: SIM905
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()  # forty lines of one name each would read worse
)
# What the judge leaves out of good articles: blocks that are or hold these stay.
_MEDIA = "img, picture, figure, table, pre, blockquote, video, audio, iframe, object, embed"
_KEPT = frozenset(
    {"figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | {"pre", "blockquote"}
)


@dataclass(slots=True)
class _Block:
    """A block element, with the words that stand in it and in no block within."""

    node: LexborNode
    parent: _Block | None
    words: list[str] = field(default_factory=list)
    # Numbers of words, those of the blocks within included once all are counted
    total: int = 0
    linked: int = 0
    agreed: int = 0

    @property
    def is_foreign(self) -> bool:
        if not self.total or self.agreed > _HARDLY * self.total:
            return False
        if self.linked > _MOSTLY * self.total:
            return True
        return self.node.tag not in _KEPT and self.node.css_first(_MEDIA) is None


def find_content(document: Document) -> str:
    """Return the raw HTML of the article's content; "" if the page seems to hold none.

    Takes foreign blocks out of the document's tree: what is read from all of the
    page has to be read before.
    """
    body = document.tree.body
    if body is None:
        return ""
    words = _WORD.findall(_article_text(document))
    if len(words) < _FEWEST:
        return ""
    blocks = _blocks(body)
    _count(blocks, words)
    # F1 of words; a block that repeats the text does not agree twice
    root = max(blocks, key=lambda b: min(b.agreed, len(words)) / (b.total + len(words)))
    _prune(blocks, root)
    inner = root.node is body
    html = (root.node.inner_html if inner else root.node.html) or ""
    return with_direction(root.node, html, inner=inner)


def guess_fields(document: Document, content: str) -> Fields:
    """Return what else can be guessed: the title from what is shown, the content's first picture.

    `content` is raw HTML, as `find_content` gave it; it may be empty.
    """
    titles = [shown_text(node) for tag in ("h1", "title") for node in document.tree.tags(tag)]
    image = ""
    root = LexborHTMLParser(content).root if "<img" in content else None
    if root is not None:
        image = picture_address(root, document.base)
    return Fields(title=next(filter(None, map(plain_line, titles)), ""), image=image)


def _article_text(document: Document) -> str:
    from trafilatura import extract  # 40 MiB and 0.3 s, only for pages without a rule

    html = document.root.html or ""
    text: str | None = extract(html, fast=True, include_comments=False, include_tables=True)
    return text or ""


def _blocks(body: LexborNode) -> list[_Block]:
    """Return the block elements of the body in page order, itself first."""
    found = [_Block(body, None)]
    # An explicit stack: foreign trees may be deeper than Python's.
    waiting: list[tuple[LexborNode | None, _Block, bool]] = [(body.first_child, found[0], False)]
    while waiting:
        node, block, in_link = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, block, in_link))
        if node.is_text_node:
            words = _WORD.findall(node.text_content or "")
            block.words += words
            block.linked += len(words) if in_link else 0
        elif node.is_element_node and node.tag not in _UNREAD:
            if node.tag in _BLOCKS:
                block = _Block(node, block)
                found.append(block)
            waiting.append((node.first_child, block, in_link or node.tag == "a"))
    return found


def _count(blocks: list[_Block], words: list[str]) -> None:
    """Count in each block, those within it included, the words that agree with the judge's."""
    known = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    singles = set(words)
    for block in reversed(blocks):
        own = block.words
        if len(own) < _RUN:
            agreed = sum(word in singles for word in own)
        else:
            agrees = [False] * len(own)
            for at in range(len(own) - _RUN + 1):
                if tuple(own[at : at + _RUN]) in known:
                    agrees[at : at + _RUN] = [True] * _RUN
            agreed = sum(agrees)
        block.agreed += agreed
        block.total += len(own)
        if block.parent is not None:
            block.parent.agreed += block.agreed
            block.parent.total += block.total
            block.parent.linked += block.linked


def _prune(blocks: list[_Block], root: _Block) -> None:
    """Take the foreign blocks below root out of the tree."""
    inside = {id(root)}
    for block in blocks:  # in page order, so a parent comes before what it holds
        if id(block.parent) in inside:
            if block.is_foreign:
                block.node.decompose()
            else:
                inside.add(id(block))
