"""XHTML served as such -> the same page as HTML.

In XML `<script/>` ends where it stands; HTML's parser would read the rest of the
page as its text. So the page is read as XML, and written again in the words of
HTML: without namespaces and prefixes of its own, so that one rule matches a page
either way. Which pages are XHTML is said by their type, in `document`.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_HTML_KNOWS = frozenset(
    ("", _XHTML, "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML")
)
"""Namespaces whose names HTML's parser reads without their prefix."""

_EMPTY = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")
_RAW = frozenset(("script", "style"))  # HTML knows no references in them
_UNPARSED = frozenset(["iframe", "noembed", "noframes", "plaintext", "xmp"])
"""HTML reads their content as text, or never sees their end; browsers show none of it."""

_CLOSED = re.compile(
    r"<(?P<name>script|style|title|textarea|iframe|noscript|template)"
    r"(?P<rest>(?:\s[^<>]{0,2000})?)/>"
)
"""Elements that XML ends where they stand, and behind which HTML would lose the page."""

_ENTITY = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31};)", re.DOTALL
)
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


def as_html(text: str) -> str:
    """Return a page of XHTML as HTML; what is not well-formed stays, but for closed scripts."""
    return _rewritten(text) or _CLOSED.sub(r"<\g<name>\g<rest>></\g<name>>", text)


def _rewritten(text: str) -> str:
    """Return well-formed XHTML as HTML; "" if it is none."""
    from lxml import etree  # 20 ms, only for such pages

    # XHTML's named characters stand in a DTD that nobody fetches.
    body = _ENTITY.sub(_character, text.lstrip()).encode("utf-8", "replace")
    parser = etree.XMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return ""
    name = etree.QName(root)
    if name.localname != "html" or name.namespace not in (None, _XHTML):
        return ""
    return "<!DOCTYPE html>" + _written(root)


def _character(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None or name in _OF_XML or name not in html5:
        return found[0]
    return html.escape(html5[name])


def _written(root: _Element) -> str:
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element, element.tag)
        if event == "start":
            stated = "".join(
                f' {_name(element, key)}="{html.escape(value)}"'
                for key, value in element.attrib.items()
            )
            parts.append(f"<{name}{stated}>{_text(name, element.text)}")
            continue
        if not _EMPTY.fullmatch(name):
            parts.append(f"</{name}>")
        above = element.getparent()
        if above is not None:
            parts.append(_text(_name(above, above.tag), element.tail))
    return "".join(parts)


def _name(element: _Element, stated: str) -> str:
    """Return the name of an element or of its attribute as HTML writes it."""
    namespace, _, local = stated.removeprefix("{").rpartition("}")
    if f"{{{namespace}}}" == _XML:
        return local if local == "lang" else f"xml:{local}"
    if namespace in _HTML_KNOWS:
        return local
    prefix = next((short for short, long in element.nsmap.items() if long == namespace), None)
    return f"{prefix}:{local}" if prefix else local


def _text(name: str, text: str | None) -> str:
    if not text or name in _UNPARSED:
        return ""
    if name in _RAW:
        return text.replace("</", "<\\/")  # means the same in scripts and JSON
    return html.escape(text, quote=False)
