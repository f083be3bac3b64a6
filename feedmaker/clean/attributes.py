"""What attributes the elements of safe HTML keep, and what may stand in them.

Which attributes there are is the table's matter (`allowlist`). Works on lexbor's tree.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from feedmaker.clean.allowlist import ALLOWED, EVERYWHERE
from feedmaker.clean.dom import set_attributes

_LONGEST_TEXT = 2000
"""Characters of a `title` or `alt`."""

_NUMBER = re.compile(r"-?\d{1,5}")
_FORMS: dict[str, re.Pattern[str]] = {
    "dir": re.compile(r"(?i)ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z0-9-]{1,35}"),
    "datetime": re.compile(r"[0-9A-Za-z:.+\- ]{1,60}"),
    "scope": re.compile(r"(?i)(?:row|col)(?:group)?"),
    "kind": re.compile(r"(?i)subtitles|captions|descriptions|chapters|metadata"),
    "srclang": re.compile(r"[A-Za-z0-9-]{1,35}"),
    "type": re.compile(r"[1aAiI]|(?:audio|video|application)/[\w.+-]+(?:;[^<>]{0,100})?"),
    "preload": re.compile("none"),
    "open": re.compile(""),
    "reversed": re.compile(""),
} | dict.fromkeys(("span", "value", "start", "colspan", "rowspan", "width", "height"), _NUMBER)
_FLAGS = frozenset({"open", "reversed"})


def keep_allowed_attributes(root: LexborNode) -> None:
    """Leave each element only its allowed attributes, in the table's order, as far as they fit."""
    for node in root.css("*"):
        attributes = node.attributes
        if not attributes:
            continue
        kept: dict[str, str] = {}
        for name in (*ALLOWED.get(node.tag or "", ()), *EVERYWHERE):
            value = attributes.get(name, None if name not in attributes else "")
            if name in _FLAGS and name in attributes:
                kept[name] = ""
            elif value is not None and _fits(name, value):
                kept[name] = value[:_LONGEST_TEXT] if name in {"title", "alt"} else value
        if list(attributes.items()) != list(kept.items()):
            set_attributes(node, kept)


def _fits(name: str, value: str) -> bool:
    form = _FORMS.get(name)
    return form is None or bool(form.fullmatch(value))
