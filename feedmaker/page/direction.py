"""Which way the text of a node runs, where an element around it says so.

A part that is cut out of a page written from right to left has to say itself what the
page's `<html dir=rtl>` said for it.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_DIRECTIONS = ("ltr", "rtl", "auto")


def with_direction(node: LexborNode, html: str, *, inner: bool = False) -> str:
    """Return the HTML of a node with the direction that it inherits, if that is right to left.

    `inner`: the HTML is of what is in the node, and does not say what the node itself states.
    """
    around = node if inner else node.parent
    if not html.strip() or (not inner and _stated(node)):
        return html
    while around is not None:
        if stated := _stated(around):
            return f'<div dir="rtl">{html}</div>' if stated == "rtl" else html
        around = around.parent
    return html


def _stated(node: LexborNode) -> str:
    if not node.is_element_node:
        return ""
    stated = (node.attributes.get("dir") or "").strip().lower()
    return stated if stated in _DIRECTIONS else ""
