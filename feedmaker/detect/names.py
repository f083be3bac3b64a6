"""What an element is called: the names that a selector may say, and whether a person would.

Names drawn by lot change with the site's next build, and names of looks tell nothing of what an
element is: so much is judged by the letters alone. Which of them find a list, `selectors` tries.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from feedmaker.detect.elements import ElementInfo

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
    return bool(_LOOKS.fullmatch(name) or _NOTHING.fullmatch(name)) or is_drawn(name)


@lru_cache(maxsize=4_000)
def is_drawn(name: str) -> bool:
    """Tell whether a class or id looks drawn by lot, as a program's are (`css-1q7gurd`)."""
    if any(kind.fullmatch(name) for kind in (_HASHED, _SCRAMBLED, _COMPONENT)):
        return True
    if not _SHORT.fullmatch(name):
        return False
    if name.islower():
        return bool(_UNSAYABLE.search(name))
    parts = _CAMEL.findall(name)
    return not all(len(part) > 2 and _VOWEL.search(part) for part in parts)


def names_of(place: ElementInfo) -> list[str]:
    """Return the simple selectors that an element answers to, the most telling first."""
    own_id = [f"#{place.id}"] if place.id else []
    classes = [f".{kind}" for kind in place.classes]
    return [*own_id, *classes, *(place.tag + kind for kind in classes), place.tag]


def around(items: list[ElementInfo]) -> ElementInfo | None:
    """Return the innermost element that holds all the items; None if that is the body."""
    first, last = items[0].at, max(item.end for item in items)
    for place in items[0].upwards():
        if place.at < first and place.end >= last:
            return place if place.parent is not None else None
    return None


def path_to(place: ElementInfo, places: list[ElementInfo]) -> str:
    """Return a selector that finds this one element: names where they do, else its place."""
    named = Counter(name for other in places for name in names_of(other))
    steps: list[str] = []
    for one in place.upwards():
        own = next((name for name in names_of(one) if named[name] == 1), "")
        if own:
            return " > ".join([own, *reversed(steps)])
        steps.append(f"{one.tag}:nth-of-type({one.nth})" if one.parent else one.tag)
    return " > ".join(reversed(steps))
