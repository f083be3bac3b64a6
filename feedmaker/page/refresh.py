"""A page's `<meta http-equiv=refresh>` -> the address that it sends its readers to at once.

As browsers read it (WHATWG HTML §4.2.5.3, "shared declarative refresh steps"). Whether it
is followed is the site file's word, and the matter of whoever fetches.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_REFRESH = re.compile(
    r"[ \t\n\f\r]*(?P<seconds>[0-9]{1,9}|(?=\.))[0-9.]*(?![^ \t\n\f\r;,])"
    r"[ \t\n\f\r]*[;,]?[ \t\n\f\r]*(?P<rest>.*)",
    re.DOTALL,
)
_NAME = re.compile(r"(?i)url[ \t\n\f\r]*=[ \t\n\f\r]*")


def refresh_target(tree: LexborHTMLParser) -> str:
    """Return the address, as written, to which the page sends on without a delay; or "".

    The first refresh in the head counts; one inside `noscript` is for others.
    """
    for node in tree.head.iter() if tree.head is not None else ():
        if node.tag != "meta" or not _is_refresh(node.attributes.get("http-equiv")):
            continue
        if found := _REFRESH.match(node.attributes.get("content") or ""):
            return "" if int(found["seconds"] or 0) else _address(found["rest"])
    return ""


def _is_refresh(name: str | None) -> bool:
    return name is not None and name.lower() == "refresh"


def _address(text: str) -> str:
    if name := _NAME.match(text):
        text = text[name.end() :]
    if text[:1] in {"'", '"'}:
        text = text[1:].partition(text[0])[0]
    return text.strip()
