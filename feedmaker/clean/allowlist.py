"""What may stand in safe HTML: the table of elements and attributes, and what enforces it.

`sanitise` makes HTML safe, by nh3 and in the sandbox. `is_safe` looks whether what came
out of there is, in time linear in its length, which nh3's is not: so it is fit for outside.

No element that browsers parse by rules of their own (`svg`, `math`, `style`,
`template`, raw text, forms), no `id`, `class`, `name`, `style` or `on…`: every
known way around a sanitiser needs one of them. What else readers show is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3

EVERYWHERE = ("dir", "lang")

_WITHOUT_OWN = (
    "abbr address article aside b bdi bdo blockquote br caption cite code dd dfn div dl dt em"
    " figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i kbd main mark nav p pre q rp rt ruby s"
    " samp section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr"
)

# In the order in which they are written. `srcset` and `poster` come only from
# `images` and `clean`; `controls`, which the W3C feed validator calls a risk,
# is left to readers (docs/adr/0007).
ALLOWED: dict[str, tuple[str, ...]] = dict.fromkeys(_WITHOUT_OWN.split(), ()) | {
    "a": ("href", "title"),
    "abbr": ("title",),
    "audio": ("src", "preload"),
    "col": ("span",),
    "colgroup": ("span",),
    "del": ("datetime",),
    "details": ("open",),
    "img": ("src", "srcset", "alt", "title", "width", "height", "loading", "referrerpolicy"),
    "ins": ("datetime",),
    "li": ("value",),
    "ol": ("start", "type", "reversed"),
    "source": ("src", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "time": ("datetime",),
    "track": ("src", "kind", "srclang", "label"),
    "video": ("src", "poster", "preload", "width", "height"),
}

UNKNOWN = f":not({', '.join(('html', 'head', 'body', *ALLOWED))})"
"""Selects elements that may not stay; what is in them may."""

_SCHEMES = ("http", "https", "mailto", "tel")
_ADDRESSES = frozenset({"href", "src", "poster"})


def sanitise(html: str) -> str:
    """Return the HTML with nothing in it but what the table allows, parsed and written anew."""
    return _cleaner().clean(html)


def is_safe(html: str) -> bool:
    """Tell whether the HTML is such as `sanitise` writes: then it gives that again.

    Each `<` outside of a tag must begin one that the table allows, written whole and in
    quotes; a browser that starts reading where we do then sees the very same tags.
    """
    return "<" not in _tag().sub("", html)


@lru_cache(maxsize=1)
def _tag() -> re.Pattern[str]:
    """Return what matches one tag, opening or closing, that may stand in safe HTML."""
    opening = [name + _attributes(*ALLOWED[name]) for name in ALLOWED if ALLOWED[name]]
    plain = "|".join(name for name in ALLOWED if not ALLOWED[name])
    opening.append(f"(?:{plain}){_attributes()}")
    return re.compile(f"<(?:/(?:{'|'.join(ALLOWED)})|{'|'.join(opening)})>")


def _attributes(*own: str) -> str:
    web = "|".join(name for name in own if name in _ADDRESSES)
    rest = "|".join(name for name in (*own, *EVERYWHERE) if name not in _ADDRESSES)
    forms = [f'(?:{rest})="[^"]*+"']
    if web:
        forms.append(f'(?:{web})="(?:{"|".join(_SCHEMES)}):[^"]*+"')
    return f"(?: (?:{'|'.join(forms)}))*+"


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    import nh3  # 2 ms, only where there is something to clean

    return nh3.Cleaner(
        tags=set(ALLOWED),
        clean_content_tags=set(_NEVER.split()),
        attributes={tag: set(names) for tag, names in ALLOWED.items() if names}
        | {"*": set(EVERYWHERE)},
        url_schemes=set(_SCHEMES),
        url_relative="deny",
        link_rel=None,  # no link has a target, and readers set their own
        strip_comments=True,
    )


_NEVER = (
    "script style template noscript svg math iframe object select textarea title xmp noembed"
    " noframes plaintext"
)
"""What is inside these goes with them, should one ever get as far as the sanitiser."""
