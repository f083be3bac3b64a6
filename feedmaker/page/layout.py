"""Where the elements of a tree begin and end, and how much a page shows within each.

One walk over the tree; then "does it hold that?", "does anything stand before it?" and "is
it all of the page?" are comparisons of numbers, however deep or long a foreign page is.
Knows nothing of fragments or articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_UNREAD = frozenset({"script", "style", "template", "noscript", "title"})
_MEDIA = frozenset({"img", "audio", "video", "iframe", "object", "embed", "math"})
_MEDIUM = 200
"""Characters that a picture or a film counts as much as."""
_FRAME = frozenset({"nav", "footer"})
_FRAME_ROLES = frozenset({"navigation", "contentinfo", "search", "banner"})
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, where it begins, and its level: 1 is the highest."""

    at: int
    node: LexborNode
    level: int


class Layout:
    """Positions and amounts below one element; what is not below it can't be asked for."""

    def __init__(self, root: LexborNode) -> None:
        self.elements: list[LexborNode] = []  # page order, root first
        self.headings: list[Heading] = []
        self._spans: dict[int, tuple[int, int]] = {}
        self._shown = [0]  # characters shown before each position
        self._of_page = [0]  # and those outside the page's frame
        self._walk(root)

    def __contains__(self, node: LexborNode) -> bool:
        return node.mem_id in self._spans

    def start(self, node: LexborNode) -> int:
        """Return the position at which a node begins."""
        return self._spans[node.mem_id][0]

    def end(self, node: LexborNode) -> int:
        """Return the position behind all that a node holds."""
        return self._spans[node.mem_id][1]

    def shown(self, node: LexborNode) -> int:
        """Return how many characters a node shows; a picture counts as some words."""
        return self.shown_between(*self._spans[node.mem_id])

    def shown_between(self, start: int, end: int) -> int:
        """Return how many characters are shown between two positions."""
        return self._shown[end] - self._shown[start]

    def shows_page(self, start: int, end: int) -> bool:
        """Tell whether nothing but the page's frame (its head, menus, foot) stands outside."""
        total = self._of_page[-1]
        return bool(total) and self._of_page[end] - self._of_page[start] == total

    def _walk(self, root: LexborNode) -> None:
        # An explicit stack: foreign trees may be deeper than Python's.
        waiting: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
        while waiting:
            node, in_frame, is_left = waiting.pop()
            here = len(self._shown) - 1
            if is_left:
                self._spans[node.mem_id] = self._spans[node.mem_id][0], here
                continue
            self._spans[node.mem_id] = here, here + 1
            amount = 0
            if node.is_text_node:
                amount = len("".join((node.text_content or "").split()))
            elif node.is_element_node and node.tag not in _UNREAD:
                amount = _MEDIUM if node.tag in _MEDIA else 0
                in_frame = in_frame or _is_frame(node)
                self.elements.append(node)
                if level := level_of(node):
                    self.headings.append(Heading(here, node, level))
                waiting.append((node, in_frame, True))
                child = node.last_child
                while child is not None:
                    waiting.append((child, in_frame, False))
                    child = child.prev
            self._shown.append(self._shown[-1] + amount)
            self._of_page.append(self._of_page[-1] + (0 if in_frame else amount))


def level_of(node: LexborNode) -> int:
    """Return a heading's level, 1 to 6; 0: it is no heading."""
    if found := _HEADING.fullmatch(node.tag or ""):
        return int(found[1])
    if node.attributes.get("role") == "heading":
        level = node.attributes.get("aria-level") or ""
        return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
    return 0


def is_frame(node: LexborNode) -> bool:
    """Tell whether an element is of the page's frame by its name or role: a menu, a foot."""
    return node.tag in _FRAME or node.attributes.get("role") in _FRAME_ROLES


def _is_frame(node: LexborNode) -> bool:
    if node.tag == "header":  # the page's own head, or an item's, or the one with the title
        return node.parent is not None and node.parent.tag == "body" and not node.css_first("h1")
    return node.tag == "aside" or is_frame(node)
