"""A page's tree -> what of it readers are shown: words, lines, and whether an element is hidden.

For telling what a page is (`page_signs`, `paywall`), so up to a limit, and without the page's style
sheets. The words of an article, and those that a feed gets, are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# A letter is a word where words aren't spaced (kana, Han, Hangul, Thai).
WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+")
MOST = 400
"""Words that are counted; no stand-in says more."""

_COPY = 60
"""Words. So many in a `noscript` are a copy of the page's text, not a note on scripts."""

_UNSEEN = frozenset({"script", "style", "template", "head", "svg", "math", "object", "iframe"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "em", "font", "i", "mark", "small", "span", "strong", "sup", "u"}
)
_MOST_NODES = 50_000
_LONGEST_TEXT = 2000  # letters of one node; a line that tells something is shorter
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


def words_below(root: LexborNode | None) -> list[str]:
    """Return the words that are shown below a node, `MOST` at most."""
    words: list[str] = []
    # An explicit stack: foreign trees may be deeper than Python's.
    waiting = [root.first_child] if root is not None else []
    while waiting and len(words) < MOST:
        node = waiting.pop()
        if node is None:
            continue
        waiting.append(node.next)
        if node.is_text_node:
            words += WORD.findall((node.text_content or "")[:20_000])
        elif node.tag == "noscript":
            copy = (node.text() or "").split()
            words += copy[:MOST] if len(copy) >= _COPY else ()
        elif node.is_element_node and node.tag not in _UNSEEN and "hidden" not in node.attributes:
            waiting.append(node.first_child)
    return words


def lines_below(root: LexborNode | None, leaving_out: frozenset[str]) -> Iterator[str]:
    """Yield the lines that are shown below a node, whatever stands inline on one of them.

    What is hidden, what is laid over the page, and elements of the tags to be left out are passed
    over.
    """
    line: list[str] = []
    unread = leaving_out | _UNSEEN | {"noscript"}
    ends_line = None
    waiting = [root.first_child] if root is not None else []
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        node = waiting.pop()
        if node is ends_line:
            yield from _told(line)
            continue
        if node.next is not None:
            waiting.append(node.next)
        if node.is_text_node:
            line.append((node.text_content or "")[:_LONGEST_TEXT])
        elif node.is_element_node and node.tag not in unread and not _is_apart(node):
            if node.tag not in _INLINE:
                yield from _told(line)
                waiting.append(ends_line)
            if node.first_child is not None:
                waiting.append(node.first_child)
    yield from _told(line)


def _is_apart(node: LexborNode) -> bool:
    said = node.attributes
    return _hides(node) or "dialog" in (said.get("role") or "").lower() or "aria-modal" in said


def _told(line: list[str]) -> Iterator[str]:
    if text := " ".join("".join(line).split()):
        yield text
    line.clear()


def is_hidden(node: LexborNode | None) -> bool:
    while node is not None and node.is_element_node:
        if node.tag == "noscript" or _hides(node):
            return True
        node = node.parent
    return False


def _hides(node: LexborNode) -> bool:
    said = node.attributes
    return "hidden" in said or bool(_HIDDEN.search(said.get("style") or ""))


def stands_in(node: LexborNode | None, tags: frozenset[str]) -> bool:
    while node is not None:
        if node.tag in tags:
            return True
        node = node.parent
    return False
