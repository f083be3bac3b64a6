"""A page -> the same in pieces for people to look at, with what was weighed and left out marked.

Of the page's own markup only the kinds of its elements come along, and its texts as texts: no
attribute, no script, no style, no address. For `article --explain` alone; what it looks like is for
`terminal.reasons_page`, and why it was chosen so for `reasons`.
"""

from __future__ import annotations

from typing import TypedDict

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import summed
from feedmaker.extract.content.choose import Choice, choose, take_out, taken
from feedmaker.extract.content.reasons import Reasons, candidates_of, reasons_of
from feedmaker.extract.content.words import words_of
from feedmaker.page.document import Document

TEXT, END = "", "/"
"""The kinds of pieces that begin no element."""
STAGE = "stage"
"""The mark of the element that the blocks were read from: no other `<noscript>` was."""

_UNSHOWN = frozenset({"script", "style", "template", "head", "svg", "math", "select", "iframe"})
_EMPTY = frozenset({"br", "hr", "img", "wbr", "input", "embed", "source", "track", "area", "col"})


class LeftOut(TypedDict):
    """A part of the page that is not in the article, though it might have been."""

    why: str  # `rule`, `switch`, `over` (the page), or `unlike` what is believed
    words: int
    agreed: int  # of them, those of the text that is believed
    linked: int  # of them, links


class Framed(TypedDict):
    """A page with what was weighed of it."""

    reasons: Reasons
    left: tuple[LeftOut, ...]
    pieces: tuple[tuple[str, str], ...]
    """In page order (TEXT, its text), (END, ""), or the kind of an element with its marks, parted
    by spaces: `c0` is the candidate that was taken, `l0` the first that was left out."""


class View:
    """The page as it was before anything left its tree."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pieces: list[list[str]] = []
        self._at: dict[int, int] = {}  # the places of elements, by node
        self._behind: dict[int, int] = {}  # for each of these places, that behind its last piece
        self._gone: set[int] = set()  # places of elements that have left the tree
        self.left: list[LeftOut] = []
        if document.tree.body is not None:
            self._read(document.tree.body)

    def _read(self, body: LexborNode) -> None:
        # An explicit stack: foreign trees may be deeper than Python's.
        waiting: list[LexborNode | int | None] = [body]
        while waiting:
            node = waiting.pop()
            if isinstance(node, int):
                self._pieces.append([END, ""])
                self._behind[node] = len(self._pieces)
                continue
            if node is None:
                continue
            if node.mem_id != body.mem_id:
                waiting.append(node.next)
            if node.is_text_node:
                self._pieces.append([TEXT, node.text_content or ""])
            elif node.is_element_node and (tag := node.tag or "") not in _UNSHOWN:
                at = len(self._pieces)
                self._at[node.mem_id] = at
                if tag in _EMPTY:
                    self._add_empty(tag, node)
                    self._behind[at] = len(self._pieces)
                else:
                    self._pieces.append([tag, ""])
                    waiting += [at, node.first_child]

    def _add_empty(self, tag: str, node: LexborNode) -> None:
        self._pieces.append([tag, ""])
        if tag == "img" and (alt := node.attributes.get("alt")):
            self._pieces.append([TEXT, alt])
        self._pieces.append([END, ""])

    def mark(self, node: LexborNode, mark: str) -> None:
        """Mark an element that still stands in the tree."""
        if (at := self._at.get(node.mem_id)) is not None:
            self._mark(at, mark)

    def _mark(self, at: int, mark: str) -> None:
        self._pieces[at][1] = f"{self._pieces[at][1]} {mark}".strip()

    def note_gone(self, why: str, choice: Choice | None = None) -> None:
        """Mark the elements that have left the tree since last time, the outermost of them."""
        root = self._document.tree.body
        there = {node.mem_id for node in root.traverse()} if root is not None else set()
        agreed, linked = {}, {}
        if choice:
            links = summed(choice.blocks, lambda block: block.linked)
            for block in choice.blocks:
                agreed[block.node.mem_id] = choice.agreed[block.at]
                linked[block.node.mem_id] = links[block.at]
        end = 0
        for node, at in self._at.items():  # in page order
            if node in there or at in self._gone:
                continue
            self._gone.add(at)
            if at < end:
                continue
            end = self._behind[at]
            if words := self._words(at, end):
                self._mark(at, f"l{len(self.left)}")
                told = round(agreed.get(node, 0)), round(linked.get(node, 0))
                self.left.append({"why": why, "words": words, "agreed": told[0], "linked": told[1]})

    def _words(self, at: int, end: int) -> int:
        return sum(len(words_of(text)) for tag, text in self._pieces[at:end] if tag == TEXT)

    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Return the page with its marks."""
        return tuple((tag, text) for tag, text in self._pieces)


def framed(document: Document, view: View) -> Framed | None:
    """Return the page with what is weighed when its content is found; None if none is.

    What of the page is none of its article leaves the document's tree.
    """
    choice = choose(document)
    view.note_gone("over")
    if choice is None or not choice.wanted:
        return None
    reasons = reasons_of(choice)
    view.mark(choice.stage, STAGE)
    candidates = candidates_of(choice)
    for n, block in enumerate(candidates):
        view.mark(block.node, f"c{n}")
    parts, left_out = taken(choice, document)
    for part in parts:
        if not part.at <= candidates[0].at < part.end:  # it stands beside it
            view.mark(part.node, "c0")
    take_out(choice, parts, left_out)
    view.note_gone("unlike", choice)
    return {"reasons": reasons, "left": tuple(view.left), "pieces": view.pieces()}
