"""What kinds of elements there are for `part_search`, by their tags and names alone.

Which hold a whole thing, which stand at its head, which end a page; and when two names are of
one kind. Where a part begins and ends is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from feedmaker.page.layout import Layout, is_frame

WHOLE = frozenset({"html", "body", "main"})
ITEMS = frozenset({"li", "article", "section", "details", "dd"})
"""Elements that hold the whole of one thing."""
LABELS = frozenset({"header", "hgroup", "summary", "legend", "caption", "figcaption", "dt", "th"})
"""Elements that stand at the head of a thing, for it."""
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "em", "font", "hr", "i"),
        *("img", "input", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
TERMS = frozenset({"dt", "dd"})
CELLS = frozenset({"dt", "td", "th"})
"""Elements that stand for the row or the group that they open."""
SMALL = frozenset({"li", "tr", "td", "th", "dt", "dd"})
"""Elements that are a part of something, even where they are all that a page shows."""
LINES = frozenset({"p", "div", "tr", "blockquote"})
"""Elements that hold one thing, or the first line of it."""
SOLID = "ul, ol, dl, pre, table, blockquote, figure, img, picture, video, audio, iframe"
SHORT = 80
"""Characters beside a heading, such as a date or "edit"; more is a text of its own."""
_END = re.compile(
    r"(?i)(?:^|[-_\s])(?:foot|footer|pager|pagination|paging|comments|sidebar|nav|navbar"
    r"|navigation|copyright)(?:$|[-_\s])"
)
_BEFORE_NUMBER = re.compile(r"\D*(?=\d)")


def first_shown(layout: Layout, nodes: Iterator[LexborNode]) -> Iterator[LexborNode]:
    """Yield the first of the nodes that shows something; a rule does."""
    for node in nodes:
        if node.tag == "hr" or layout.shown(node):
            yield node
            return


def siblings(node: LexborNode, *, after: bool) -> Iterator[LexborNode]:
    one = node.next if after else node.prev
    while one is not None:
        yield one
        one = one.next if after else one.prev


def holds_some(node: LexborNode, selector: str) -> bool:
    return any(one.mem_id != node.mem_id for one in node.css(selector))  # it finds itself, too


def stem_of(name: str) -> str | None:
    """Return what stands before the number in a name; None: there is none."""
    found = _BEFORE_NUMBER.match(name)
    return found[0] if found else None


def path_of(node: LexborNode) -> tuple[str, ...]:
    tags = []
    at: LexborNode | None = node
    while at is not None:
        tags.append(at.tag or "")
        at = at.parent
    return tuple(tags)


def ends_page(node: LexborNode) -> bool:
    if not node.is_element_node:
        return False
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return is_frame(node) or _END.search(named) is not None


def name_of(node: LexborNode) -> str:
    """Return the name by which a fragment finds an element: its id, else a link's name."""
    named = node.attributes.get("id") or ""
    return named or (node.attributes.get("name") or "" if node.tag == "a" else "")
