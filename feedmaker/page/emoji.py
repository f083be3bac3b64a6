"""An emoji that a page draws as a picture -> the characters that the picture stands for.

Blog systems put `<img class="emoji" alt="😉">` in a text. Such a picture is a word of its
sentence, in titles as in the body. Judged by markup alone; pictures proper are for `images`.
"""

from __future__ import annotations

import re
import unicodedata

from selectolax.lexbor import LexborNode

_LONGEST = 24
"""Characters of an alt text; a family of four with skin tones has 15."""

_LARGEST = 100
"""Pixels on a side; a larger picture is one to look at, whatever its alt text is."""

_SAYS_SO = re.compile(r"(?i)emoji|emoticon|smil(?:ey|ie)")


def emoji_of(node: LexborNode) -> str:
    """Return the emoji that an `<img>` stands for within its text; "" if it is a picture."""
    alt = _alt(node)
    if not alt or not any(_is_coloured(c) for c in alt):
        return ""
    return alt if not _is_large(node) or _says_so(node) else ""


def smiley_of(node: LexborNode) -> str:
    """Return the emoji, or the marks (`:-)`) that an `<img>` draws; "" if it is a picture."""
    return emoji_of(node) or (_alt(node) if _says_so(node) else "")


def _alt(node: LexborNode) -> str:
    alt = (node.attributes.get("alt") or "").strip()
    return alt if len(alt) <= _LONGEST and not any(c.isalpha() or c.isspace() for c in alt) else ""


def _says_so(node: LexborNode) -> bool:
    said = node.attributes
    return bool(_SAYS_SO.search(f"{said.get('class') or ''} {(said.get('src') or '')[:2048]}"))


def _is_coloured(char: str) -> bool:
    # U+FE0F asks for a character's coloured form, U+20E3 makes a key of a digit
    return unicodedata.category(char) == "So" or char in "\ufe0f\u20e3"


def _is_large(node: LexborNode) -> bool:
    sizes = ((node.attributes.get(name) or "").removesuffix("px") for name in ("width", "height"))
    return any(size.isdecimal() and int(size[:6]) > _LARGEST for size in sizes)
