"""A page -> what others take for its article's text: one function for each judge.

A judge's text is only compared with the page's own; its HTML loses captions, tables and
frames. Each is imported when it is asked first. Who is believed is told in `choose`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from feedmaker.extract.jsonld import Graph
from feedmaker.page.document import Document

if TYPE_CHECKING:
    from lxml.etree import HTMLParser
    from lxml.html import HtmlElement

_NEEDLESS = "data-needless"
_INLINE = ("hi", "ref", "del")
"""As trafilatura names what parts no words."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BODY = "articleBody"
_MOST_SCRIPTS = 50
_READINGS = re.compile(r"(?is)<(rt|rp|rtc)\b[^>]*>[^<]{0,200}</\1\s*>")
_NO_XML = bytes({*range(32)} - set(b"\t\n\r"))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


class Handed:
    """A page as it is handed to the judges, who leave it as it is.

    Who reads its tree is spared the `needless` nodes; the document keeps them.
    """

    def __init__(self, document: Document, needless: Sequence[LexborNode] = ()) -> None:
        for node in needless:
            node.attrs[_NEEDLESS] = ""
        self.html = without_readings(document.root.html or "")
        for node in needless:
            del node.attrs[_NEEDLESS]

    @cached_property
    def tree(self) -> HtmlElement | None:
        """The tree that the judges of one family would each make; None if there is none."""
        from lxml import etree

        try:
            root = etree.fromstring(_xml_bytes(self.html), _parser())
        except (etree.LxmlError, ValueError):
            return None
        for node in root.findall(f".//*[@{_NEEDLESS}]"):
            _drop(node)
        for node in list(root.iter("script", "style", "link", "meta")):
            if node.tag != "script" or node.get("type") != "application/ld+json":
                _drop(node)
        return root if len(root) else None


def _xml_bytes(html: str) -> bytes:
    """Return HTML in UTF-8 without what no XML may hold, which lxml would not write again."""
    written = html.encode("utf-8", "ignore").translate(None, _NO_XML)
    for one in _NO_CHARACTERS:
        written = written.replace(one, b"")
    return written


def _drop(node: HtmlElement) -> None:
    """Take out what no judge of the family reads, though each would copy it and look through it.

    Between two texts it is emptied instead: what parts words for them has to stay.
    """
    tail, before = node.tail, node.getprevious()
    said = node.getparent().text if before is None else before.tail
    if (tail and tail.strip()) or (said and said.strip()):
        node.clear()
        node.tail = tail
    else:
        node.drop_tree()


@lru_cache(maxsize=1)
def _parser() -> HTMLParser:
    """Return the parser that trafilatura uses, but that all elements are of one class.

    It asks for no other, and lxml would call Python for each node's class: a tenth of the cost.
    """
    from lxml import etree, html

    parser = etree.HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    kinds = etree.ElementDefaultClassLookup(
        element=html.HtmlElement,
        comment=html.HtmlComment,
        pi=html.HtmlProcessingInstruction,
        entity=html.HtmlEntity,
    )
    parser.set_element_class_lookup(kinds)
    return parser


def without_readings(html: str) -> str:
    """Return HTML without the readings of ruby, which would part the words they belong to."""
    return _READINGS.sub("", html) if "<ruby" in html else html


def told_by_the_page(document: Document) -> str:
    """Return the article's text as the page's JSON-LD gives it; "" if it gives none."""
    scripts = document.tree.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]
    blocks = [block for block in (script.text() for script in scripts) if _BODY in block]
    graph = Graph(blocks)
    texts = (text for thing in graph.about(lambda _: False) for text in graph.texts(thing, _BODY))
    return _TAG.sub(" ", next(texts, ""))


def judge_fast(page: Handed) -> str:
    """Return the text that trafilatura finds at first sight."""
    return _extracted(page, fast=True)


def judge_precision(page: Handed) -> str:
    """Return the text that trafilatura finds when it has to be careful."""
    return _extracted(page, favor_precision=True)


def judge_default(page: Handed) -> str:
    """Return the text that trafilatura finds when it asks its own fallbacks, too."""
    return _extracted(page)


def _extracted(page: Handed, *, fast: bool = False, favor_precision: bool = False) -> str:
    from lxml.etree import strip_tags
    from trafilatura import bare_extraction  # 40 MiB and 0.2 s, only for pages without a rule

    if page.tree is None:
        return ""
    found = bare_extraction(
        page.tree,
        fast=fast,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        output_format="txt",  # any but Python's: that one is written out at once
    )
    body = getattr(found, "body", None)
    if body is None:
        return ""
    # Only words are compared: to write them out in order would take a tenth of the whole
    strip_tags(body, *_INLINE)
    return " ".join(body.itertext())


def judge_resiliparse(page: Handed) -> str:
    """Return the text that resiliparse finds; "" where it is not installed.

    It has wheels for glibc only, and so is an extra: without it there is one vote less.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ModuleNotFoundError:
        return ""
    return extract_plain_text(page.html, main_content=True, alt_texts=False, comments=False) or ""
