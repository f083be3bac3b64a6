"""A page -> the same in pieces for people to look at, with what was weighed and left out marked.

Of the page's own markup only the kinds of its elements come along, and its texts as texts: no
attribute, no script, no style, no address. For `article --explain` alone; what it looks like is for
`terminal.reasons_page`, and why it was chosen so for `reasons`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypedDict

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import summed
from feedmaker.extract.content.choose import Choice, choose, take_out, taken
from feedmaker.extract.content.reasons import Reasons, candidates_of, reasons_of
from feedmaker.extract.content.words import words_of
from feedmaker.page.document import Document

TEXT, END = "", "/"
"""The kinds of pieces that begin no element."""
PLACE = "p0"
"""The mark of the element that the site's articles stand in, where the content was sought there."""
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
    by spaces: `c0` is the candidate that was taken, `l0` the first that was left out, `t0` the
    first line that the site's lesson left out, `p0` the place where its articles stand."""


class View:
    """The page as it was before anything left its tree."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pieces: list[list[str]] = []
        self._at: dict[int, int] = {}  # the places of elements, by node
        self._behind: dict[int, int] = {}  # for each of these places, that behind its last piece
        self._gone: set[int] = set()  # places of elements that have left the tree
        self._cuts: dict[int, list[tuple[int, int, str]]] = {}  # of text pieces: from, to, mark
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

    def enter(self, node: LexborNode, document: Document) -> None:
        """Go on with a document that shows nothing but one of the elements, and mark that."""
        self.mark(node, PLACE)
        body = document.tree.body
        inner = body.traverse() if body is not None else iter(())
        next(inner, None)
        known = [at for one in node.traverse() if (at := self._at.get(one.mem_id)) is not None]
        again = [one for one in inner if one.is_element_node and one.tag not in _UNSHOWN]
        kinds = [self._pieces[at][0] for at in known]
        alike = kinds == [one.tag for one in again]  # else nothing but the place is marked
        self._at = {one.mem_id: at for one, at in zip(again, known, strict=alike) if alike}
        self._document = document

    def mark_lines(self, texts: Sequence[str]) -> None:
        """Mark the lines with these texts in what was taken: an element, or the pieces of text."""
        letters, starts = self._letters()
        position = 0
        for number, text in enumerate(texts):
            wanted = "".join(text.split())
            found = letters.find(wanted, position) if wanted else -1
            found = letters.find(wanted) if wanted and found < 0 else found
            if found < 0:
                continue
            position = found + len(wanted)
            whole = (
                at
                for at, behind in self._behind.items()
                if starts[at] == found and starts[behind] == position
            )
            if (at := min(whole, default=None)) is not None:
                self._mark(at, f"t{number}")
            else:
                self._cut(starts, found, position, f"t{number}")

    def _cut(self, starts: Sequence[int], first: int, end: int, mark: str) -> None:
        """Note which letters of which pieces of text a line is made of."""
        for at, (before, behind) in enumerate(pairwise(starts)):
            if before < behind and before < end and behind > first:
                cut = max(first, before) - before, min(end, behind) - before, mark
                self._cuts.setdefault(at, []).append(cut)

    def _letters(self) -> tuple[str, list[int]]:
        """Return the letters of what was taken, and how many of them stand before each piece."""
        letters: list[str] = []
        starts, size, open_until, shut_until = [0], 0, 0, 0
        for at, (kind, told) in enumerate(self._pieces):
            marks = told.split() if kind not in (TEXT, END) else []
            if "c0" in marks:
                open_until = max(open_until, self._behind[at])
            if any(mark.startswith("l") for mark in marks):
                shut_until = max(shut_until, self._behind[at])
            if kind == TEXT and shut_until <= at < open_until:
                letters.append("".join(told.split()))
                size += len(letters[-1])
            starts.append(size)
        return "".join(letters), starts

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
        return tuple(
            piece
            for at, (kind, told) in enumerate(self._pieces)
            for piece in (_cut_up(told, self._cuts[at]) if at in self._cuts else ((kind, told),))
        )


def _cut_up(text: str, cuts: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text whose letters from and to stand in marked lines."""
    letters = [at for at, sign in enumerate(text) if not sign.isspace()]
    end = 0
    for first, behind, mark in sorted(cuts):
        start, stop = letters[first], letters[behind - 1] + 1
        if start < end:  # two lines with the same words: marked once
            continue
        yield from ((TEXT, text[end:start]), ("span", mark), (TEXT, text[start:stop]), (END, ""))
        end = stop
    yield TEXT, text[end:]


def framed(document: Document, view: View, taught: Sequence[str] = ()) -> Framed | None:
    """Return the page with what is weighed when its content is found; None if none is.

    `taught` are the texts of lines that the site's lesson left out of it. What of the page is
    none of its article leaves the document's tree.
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
    view.mark_lines(taught)
    return {"reasons": reasons, "left": tuple(view.left), "pieces": view.pieces()}
