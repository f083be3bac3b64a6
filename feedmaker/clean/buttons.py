"""The buttons of an article's body: what one shows stays, what one only does goes.

A word of a sentence may be a button (a glossary opens), and so may a picture (it grows).
"Share", "Copy" and "Read more" are nothing to read.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import is_blank, is_block

_FOLDING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_PICTURES = "img, amp-img, picture, video, audio"
_EXPLAINS = re.compile(r"(?i)glossar|tooltip|definition|annotat|(?:^|[-_\s])term(?:$|[-_\s])")
_ENDS_SENTENCE = re.compile(r"[.!?:。！？؟।…][\s\"'”’»)\]]*$")
_ICON = re.compile(r"(?i)\.(?:svg|ico)$|icon|sprite")
_SMALLEST = 64
"""Pixels on a side; a smaller picture on a button is its icon."""


def show_buttons(root: LexborNode) -> None:
    """Leave what a button shows where it is part of what is read; take the others out."""
    for node in root.css("button"):
        if node.parent is None:
            continue
        # A heading that folds the text below it is one
        if node.parent.tag in _FOLDING or _holds_picture(node) or _is_of_sentence(node):
            node.unwrap(delete_empty=True)
        else:
            node.decompose()


def _holds_picture(button: LexborNode) -> bool:
    return any(not _is_icon(node) for node in button.css(_PICTURES))


def _is_icon(node: LexborNode) -> bool:
    said = node.attributes
    if _ICON.search(urlsplit((said.get("src") or "")[:2048]).path):
        return True
    sizes = ((said.get(name) or "").removesuffix("px") for name in ("width", "height"))
    return any(size.isdecimal() and int(size[:6]) < _SMALLEST for size in sizes)


def _is_of_sentence(button: LexborNode) -> bool:
    """Tell whether the words of a button go on, in its line, what stands before or behind it."""
    label = (button.text() or "").strip()
    at = button
    while (around := at.parent) is not None and not is_block(around) and around.tag != "body":
        if _beside(at, forward=False) or _beside(at, forward=True):
            break
        at = around
    before, after = _beside(at, forward=False), _beside(at, forward=True)
    if not label or not (before or after):
        return False
    if _EXPLAINS.search(button.attributes.get("class") or ""):
        return True
    starts_anew = not before or bool(_ENDS_SENTENCE.search(before))
    if not after:
        return not starts_anew and not label[0].isupper()
    return not starts_anew or not (after[0].isupper() or after[0].isdigit())


def _beside(node: LexborNode, *, forward: bool) -> str:
    """Return the text next to a node in its line; "" where there is none, or another button."""
    one = node.next if forward else node.prev
    while one is not None:
        if one.is_text_node:
            if not is_blank(text := one.text_content or ""):
                return text.strip()
        elif one.is_element_node:
            if is_block(one) or one.tag in ("br", "button", "input", "select"):
                return ""
            if text := (one.text() or "").strip():
                return text
        one = one.next if forward else one.prev
    return ""
