"""A class or id -> whether a person would write it in a selector, or a program made it up.

Names drawn by lot change with the site's next build, and names of looks tell nothing of what an
element is. Judged by the letters alone: where a name stands on a page, others ask.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HASHED = re.compile(
    r"(?i)(?:css|sc|jsx?|styled|emotion|svelte)-.*|.*[a-z]\d+[a-z].*|.*\d[a-z]+\d.*"
)
_COMPONENT = re.compile(r"(?:[A-Z][a-z]+){2,}-[A-Za-z]{5,7}")  # its name, and one drawn by lot
_SHORT = re.compile(r"[A-Za-z]{5,7}")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_VOWEL = re.compile(r"(?i)[aeiouy]")
_UNSAYABLE = re.compile(r"q(?!u)|[jqvwx][bcdfgjkmpqvxz]|z[bcdfgjkmpqvx]|[bcdfghjkmpqvwxz]{4}")
"""Letters side by side as in no word, but in names that were drawn by lot."""
_LOOKS = re.compile(
    r"(?i)(?:.*[-_])?(?:\d+|\d*x[sl]|sm|md|lg)|[wh]-(?:full|auto|screen|px)"
    r"|(?:flex|grid|text|font|bg|border|rounded|space|items|justify|transition|animate|shadow)(?:-.*)?"
    r"|block|inline(?:-block)?|hidden|relative|absolute|(?:no-)?underline|italic|bold|uppercase"
    r"|cfx?|clear(?:fix)?|(?:row|cols?|grid|span|pull|offset|mb|mt)[-_]?\d*|[mpfw][abhlrtvxy]?\d"
    r"|[mp][blrtxy]?-\w{1,4}|padding|margin|box-?shadow"
)
_NOTHING = re.compile(r"(?i)undefined|null|none|nan|true|false|\[object")  # a template's slip
_SCRAMBLED = re.compile(r".*(?:__|-|_)(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d|\w*[a-z][A-Z]\w)\w{5,}")
_LAYOUT = re.compile(
    r"(?i)(?:.*[-_])?(?:container|wrap(?:per)?|inner|outer|contents?|left|right|center|main|page"
    r"|col(?:umn)?|block|box|body|site|area|clear|last|first)"
)


def is_layout(name: str) -> bool:
    """Tell whether a name says where on a page an element lies, and not what it is."""
    return bool(_LAYOUT.fullmatch(name))


@lru_cache(maxsize=4_000)
def is_made_up(name: str) -> bool:
    """Tell whether a class or id looks like a program's, and changes with its next version.

    Or tells only how something looks (`px-3`), which says nothing of what it is.
    """
    if any(kind.fullmatch(name) for kind in (_HASHED, _SCRAMBLED, _LOOKS, _COMPONENT, _NOTHING)):
        return True
    if not _SHORT.fullmatch(name):
        return False
    if name.islower():
        return bool(_UNSAYABLE.search(name))
    parts = _CAMEL.findall(name)
    return not all(len(part) > 2 and _VOWEL.search(part) for part in parts)
