"""What lexbor would misread in a CSS selector, or can't read; and what to write instead.

Lexbor forgives much in silence: an unclosed bracket, `:hover` (which never
matches on a page at rest), nonsense inside `:is()`, any namespace. A selector
that means something else than its writer thinks is worse than one that fails;
so it is taken apart here, and every part must stand alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from feedmaker.config.diagnostics import near

LONGEST = 500
"""Characters of one selector."""

_AT_REST = (
    "any-link checked disabled empty first-child first-of-type has is last-child last-of-type "
    "lexbor-contains link not nth-child nth-last-child nth-last-of-type nth-of-type "
    "only-child only-of-type optional read-only read-write required root where"
)
STATIC = frozenset(_AT_REST.split())
"""Pseudo-classes that say something of a page at rest, and that lexbor reads right."""

_INSTEAD = {
    "attr": "an attribute stands at the end: `a @href`",
    "contains": 'write `:lexbor-contains("…")`',
    "-abx-contains": 'write `:lexbor-contains("…")`',
    "icontains": 'write `:lexbor-contains("…" i)`',
    "enabled": "lexbor takes every element for enabled; write `:not(:disabled)`",
    "eq": "count with `:nth-child(…)`, or take the first match, which most keys do by themselves",
    "first": "most keys take the first match by themselves; or write `:first-child`",
    "lang": "write `[lang|=…]`",
    "last": "write `:last-child` or `:last-of-type`",
    "matches": "write `:is(…)`",
    "scope": "the item itself is `:self`",
    "self": "it can only stand at the beginning",
    "text": "the text is taken by itself",
    "visible": "a page at rest shows nothing; write what the element has, or leave it out",
}
_ELSEWHERE = (  # in browsers or elsewhere, and without meaning here
    "active after autofill before blank current default defined dir first-letter first-line "
    "focus focus-visible focus-within fullscreen future hover host in-range "
    "indeterminate invalid local-link out-of-range past paused placeholder-shown playing "
    "target target-within user-invalid user-valid valid visited -webkit-any -moz-any any"
)
_FOREIGN = frozenset(_ELSEWHERE.split())
KNOWN = STATIC | _INSTEAD.keys() | _FOREIGN
"""Names after a colon by which a text is known to be CSS."""

_TOKEN = re.compile(
    r"""
      (?P<escape>\\[0-9A-Fa-f]{1,6}[ ]?|\\.)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<comment>/\*.*?\*/)
    | (?P<endless>["'\\]|/\*)
    | (?P<element>::[-\w]*)
    | :(?P<call>[-\w]+)\(
    | :(?P<pseudo>[-\w]+)
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<comma>,)
    | (?P<space>(?:\*|[-\w]+)?\|(?!=))
    """,
    re.VERBOSE | re.DOTALL,
)
_NTH_OF = re.compile(r"(?is).*?\bof\s+(?P<selector>.+)")
_LISTS = frozenset({"is", "where", "not", "has"})
_BARE_ATTRIBUTE = re.compile(r"[\w-]+[~|^$*]?=.*", re.DOTALL)
_LOOSE_VALUE = re.compile(r"\[\s*([\w-]+)\s*([~|^$*]?=)\s*([^\s\"'\]]+)\s*\]")


def selector_problem(selector: str, *, relative: bool = False) -> str:
    """Return what is wrong with a selector, or "" if lexbor reads it as a browser would.

    `relative`: its parts may begin with a combinator, as inside `:has()`.
    """
    if len(selector) > LONGEST:
        return f"a selector is longer than {LONGEST} characters"
    open_: list[tuple[str, str, int]] = []  # what closes it, whose bracket, where it begins
    inside: list[tuple[str, str]] = []
    begins = [0]
    ends: list[int] = []
    for token in _TOKEN.finditer(selector):
        kind, text = token.lastgroup or "", token[0]
        if kind == "endless":
            return f"`{text}` is never closed"
        if kind in {"open", "call"}:
            open_.append(("]" if text == "[" else ")", token["call"] or "", token.end()))
        elif kind == "close":
            if not open_ or open_[-1][0] != text:
                return f"`{text}` closes nothing"
            _, name, start = open_.pop()
            if not open_ and name:
                inside.append((name.lower(), selector[start : token.start()]))
        elif not open_:
            if kind == "comma":
                ends.append(token.start())
                begins.append(token.end())
            elif problem := _token_problem(kind, text):
                return problem
    if open_:
        return f"`{'[' if open_[-1][0] == ']' else '('}` is never closed"
    parts = [selector[a:b] for a, b in zip(begins, [*ends, len(selector)], strict=True)]
    return next(filter(None, (_call_problem(name, within) for name, within in inside)), "") or next(
        filter(None, (_part_problem(part, relative=relative) for part in parts)), ""
    )


def _token_problem(kind: str, text: str) -> str:
    """Return what is wrong with a token that stands outside all brackets."""
    if kind == "element":
        hint = _INSTEAD.get(text[2:].lower(), "elements only")
        return f"`{text}` selects no element of the page: {hint}"
    if kind == "pseudo":
        return _pseudo_problem(text[1:].lower())
    if kind == "space" and text != "*|":
        return f"`{text}`: namespaces and `||` are not read; write the name alone"
    return ""


def _pseudo_problem(name: str) -> str:
    if name in STATIC:
        return ""
    if name in _INSTEAD:
        return f"`:{name}` can't be used: {_INSTEAD[name]}"
    if name in _FOREIGN:
        return f"`:{name}` never matches on a page at rest"
    return f"`:{name}` is unknown{near(name, STATIC)}"


def _call_problem(name: str, within: str) -> str:
    """Return what is wrong with `:name(within)`."""
    if problem := _pseudo_problem(name):
        return problem
    if name in _LISTS:
        return selector_problem(within, relative=name == "has")
    if name.startswith("nth-") and (found := _NTH_OF.fullmatch(within)):
        return selector_problem(found["selector"])
    return ""


def _part_problem(part: str, *, relative: bool) -> str:
    """Return what is wrong with one part of a selector list."""
    bare = part.strip()
    if bare[:1] in {">", "+", "~"}:
        if not relative:
            return f"begins with `{bare[0]}`: write `:self {bare}` if the item is meant"
        bare = f"x {bare}"
    if _reads(bare):
        return ""
    if not bare:
        return "an empty selector, or a comma too many"
    if _BARE_ATTRIBUTE.fullmatch(bare):
        return f'`{bare}` is no selector; for an attribute write `"[{bare}]"`, with the quotes'
    if loose := _LOOSE_VALUE.search(bare):
        mended = f'[{loose[1]}{loose[2]}"{loose[3]}"]'
        if _reads(bare.replace(loose[0], mended)):
            return f"`{loose[0]}`: the value wants quotes, `{mended}`"
    return f"`{bare}` is no selector that can be read"


def _reads(selector: str) -> bool:
    try:
        _blank().css(selector)
    except SelectolaxError:
        return False
    return True


@lru_cache(maxsize=1)
def _blank() -> LexborHTMLParser:
    return LexborHTMLParser("<p>")
