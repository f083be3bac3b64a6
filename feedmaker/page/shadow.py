"""Declarative shadow roots -> the tree that a browser shows.

`<template shadowrootmode>` stands for its parent's insides (WHATWG HTML §4.12.3): they are
shown instead of the parent's own children, and these only where a `<slot>` asks for
them. The tree is changed in place, so that CSS, XPath and the search for content all
see what a reader sees.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ROOTS = "template[shadowrootmode]"
_HOST = re.compile(
    r"article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span"
    r"|(?!(?:annotation-xml|color-profile|font-face(?:-(?:src|uri|format|name))?|missing-glyph)$)"
    r"[a-z][^A-Z\s/>]*-[^A-Z\s/>]*"  # a custom element's name
)
_NEVER_SHOWN = frozenset(("link", "meta", "script", "style", "template", "title"))
"""Children that no slot need ask for: they speak of the page."""

_FILLED = "data-feedmaker-slot"


def open_shadow_roots(tree: LexborHTMLParser) -> None:
    """Put the shadow roots that the page declares in their places."""
    opened = False
    # Each round lays open what stood within the roots of the round before.
    while found := _declared(tree):
        opened = True
        for host, template in found:
            _open(host, template)
    if opened:
        for slot in tree.css(f"slot[{_FILLED}]"):
            slot.unwrap(delete_empty=True)


def _declared(tree: LexborHTMLParser) -> list[tuple[LexborNode, LexborNode]]:
    """Return the hosts and their roots, inner hosts first; other templates are mere templates."""
    found: dict[int, tuple[int, LexborNode, LexborNode]] = {}
    for template in tree.css(_ROOTS):
        host = template.parent
        mode = (template.attributes["shadowrootmode"] or "").lower()
        if (
            host is not None
            and mode in {"open", "closed"}
            and _HOST.fullmatch(host.tag or "")
            and host.mem_id not in found
        ):
            found[host.mem_id] = (_depth(host), host, template)
        else:
            del template.attrs["shadowrootmode"]
    inner_first = sorted(found.values(), key=lambda one: -one[0])
    return [(host, template) for _, host, template in inner_first]


def _depth(node: LexborNode) -> int:
    depth, above = 0, node.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _open(host: LexborNode, template: LexborNode) -> None:
    """Show the root's content in the host, its slots filled with the host's own children."""
    root = template.template_fragments()[0]
    own: dict[str, list[LexborNode]] = {}
    for child in host.iter(include_text=True):
        if child.is_text_node:
            own.setdefault("", []).append(child)
        elif child.is_element_node and child.tag not in _NEVER_SHOWN:
            own.setdefault(child.attributes.get("slot") or "", []).append(child)
    _fill(root, own)
    for unasked in own.values():
        for child in unasked:
            child.decompose()
    for child in list(root.iter(include_text=True)):
        if child.tag == "template" and "shadowrootmode" in child.attributes:
            del child.attrs["shadowrootmode"]  # no element is around it that could be its host
        template.insert_before(child, move=True)
    template.decompose()


def _fill(root: LexborNode, own: dict[str, list[LexborNode]]) -> None:
    """Move the host's children into the first slot of their name; others keep what they hold."""
    gone: set[int] = set()
    named: set[str] = set()
    for slot in root.css("slot"):
        if slot.mem_id in gone:
            continue
        slot.attrs[_FILLED] = ""
        name = slot.attributes.get("name") or ""
        if name in named:
            continue
        named.add(name)
        if children := own.pop(name, None):
            gone.update(inner.mem_id for inner in slot.css("slot"))
            for inner in list(slot.iter(include_text=True)):
                inner.decompose()
            for child in children:
                slot.insert_child(child, move=True)
