"""What may stand in safe HTML: the table of elements and attributes, and nh3 to enforce it.

No element that browsers parse by rules of their own (`svg`, `math`, `style`,
`template`, raw text, forms), no `id`, `class`, `name`, `style` or `on…`: every
known way around a sanitiser needs one of them. What else readers show is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import set_attributes

if TYPE_CHECKING:
    import nh3

_EVERYWHERE = ("dir", "lang")

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
        for name in (*ALLOWED.get(node.tag or "", ()), *_EVERYWHERE):
            value = attributes.get(name, None if name not in attributes else "")
            if name in _FLAGS and name in attributes:
                kept[name] = ""
            elif value is not None and _fits(name, value):
                kept[name] = value[:_LONGEST_TEXT] if name in {"title", "alt"} else value
        if list(attributes.items()) != list(kept.items()):
            set_attributes(node, kept)


def sanitise(html: str) -> str:
    """Return the HTML with nothing in it but what the table allows, parsed and written anew."""
    return _cleaner().clean(html)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    import nh3  # 2 ms, only where there is something to clean

    return nh3.Cleaner(
        tags=set(ALLOWED),
        clean_content_tags=set(_NEVER.split()),
        attributes={tag: set(names) for tag, names in ALLOWED.items() if names}
        | {"*": set(_EVERYWHERE)},
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
        link_rel=None,  # no link has a target, and readers set their own
        strip_comments=True,
    )


_NEVER = (
    "script style template noscript svg math iframe object select textarea title xmp noembed"
    " noframes plaintext"
)
"""What is inside these goes with them, should one ever get as far as the sanitiser."""


def _fits(name: str, value: str) -> bool:
    form = _FORMS.get(name)
    return form is None or bool(form.fullmatch(value))
