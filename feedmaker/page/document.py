"""Bytes of a page -> HTML5 tree.

What a browser does before anything is shown: find the charset (`charset`), parse with
HTML5's rules (XHTML served as such with XML's, `xhtml`), open what the page declares as
shadow roots (`shadow`), settle the base address. What the page means is read elsewhere
(`listing`, `metadata`, `article`). Runs in the sandbox only: these bytes are foreign.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedmaker import urls
from feedmaker.errors import IsFeedError, ReadError, SentOnError
from feedmaker.page.charset import decode
from feedmaker.page.refresh import refresh_target
from feedmaker.page.shadow import open_shadow_roots
from feedmaker.page.xhtml import as_html

if TYPE_CHECKING:
    from lxml.etree import _Element

    from feedmaker.model import Page

_FEED_START = re.compile(
    r"(?is)\A\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*){0,20}<(?:rss|feed|rdf:rdf)[\s>]"
)
_JSON_FEED = re.compile(r'\A\s*\{(?=.{0,2000}"https?:\\?/\\?/jsonfeed\.org\\?/version)', re.DOTALL)
_HTML_TYPES = re.compile(
    r"(?i)text/(?:html|plain|xml|x-server-parsed-html)|application/(?:xhtml\+xml|xml)|unknown/unknown"
)
_XML_TYPES = frozenset(("application/xhtml+xml", "application/xml", "text/xml"))
_MARK = "data-feedmaker-mark"


class Document:
    """A parsed page: its HTML5 tree, its own address and the base of its links."""

    def __init__(self, html: str, url: str) -> None:
        self.url = url  # final address, absolute
        self.tree = LexborHTMLParser(html)
        open_shadow_roots(self.tree)

    @cached_property
    def base(self) -> str:
        """What relative addresses count from: the first `<base href>`, else the page's address."""
        node = self.tree.css_first("base[href]")
        return (
            (urls.absolute(node.attributes["href"] or "", self.url) or self.url)
            if node
            else self.url
        )

    @property
    def root(self) -> LexborNode:
        """The `<html>` element."""
        root = self.tree.root
        if root is None:
            raise ReadError(self.url, "the page is empty")
        return root

    def named(self, fragment: str) -> LexborNode | None:
        """Return the element that a fragment names (WHATWG HTML §7.4.6.4), percent-decoded."""
        return self._names.get(fragment)

    @cached_property
    def _names(self) -> dict[str, LexborNode]:
        names: dict[str, LexborNode] = {}
        for key in ("id", "name"):
            for node in self.tree.css("[id]" if key == "id" else "a[name]"):
                names.setdefault(node.attributes.get(key) or "", node)
        return names

    @cached_property
    def twin(self) -> Twin:
        """The same tree for XPath; made only when a rule asks for it, about 10 ms a page."""
        return Twin(self.root)


class Twin:
    """An lxml tree of the same elements, and the way from either tree to the other.

    lxml reads lexbor's own serialisation, so that XPath and CSS see one HTML5
    tree. Every element carries its number across as an attribute for that
    moment; so no guess about positions is needed where lxml's parser differs.
    """

    def __init__(self, root: LexborNode) -> None:
        from lxml import etree  # 20 ms, only for XPath rules

        self._nodes = [node for node in root.traverse() if node.is_element_node]
        for number, node in enumerate(self._nodes):
            node.attrs[_MARK] = str(number)
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
        tree = etree.fromstring((root.html or "").encode("utf-8", "replace"), parser)
        self.root: _Element = tree
        self._elements: dict[int, _Element] = {}
        self._numbers: dict[_Element, int] = {}
        for element in tree.iter(etree.Element):
            if (mark := element.get(_MARK)) is not None:
                del element.attrib[_MARK]
                self._elements[int(mark)] = element
                self._numbers[element] = int(mark)
        self._by_node = {node.mem_id: number for number, node in enumerate(self._nodes)}
        for node in self._nodes:
            del node.attrs[_MARK]

    def element(self, node: LexborNode) -> _Element | None:
        """Return the element that stands for a node of the page's tree.

        None if lxml left it out: it reads no page on below some 2,000 elements in one another.
        """
        return self._elements.get(self._by_node[node.mem_id])

    def knows(self, element: object) -> bool:
        """Tell whether it is an element of the page, and not a comment or one that lxml added."""
        return element in self._numbers

    def node(self, element: _Element) -> LexborNode:
        """Return the node that stands for an element of this tree."""
        return self._nodes[self._numbers[element]]


def read_document(page: Page) -> Document:
    """Return the page as a tree.

    Raises IsFeedError if it is a feed, ReadError if it is no HTML at all, SentOnError
    if it is there to send its readers on, and that may be followed.
    """
    kind = page.content_type.partition(";")[0].strip()
    text = decode(page.body, page.content_type, page.encoding)
    if _FEED_START.match(text) or _JSON_FEED.match(text):
        raise IsFeedError(page.final_url)
    if kind and not _HTML_TYPES.fullmatch(kind) and not kind.lower().startswith("text/"):
        raise ReadError(page.final_url, f"not a page of HTML but {kind[:80]}")
    if "\0" in text[:1024] and text[:1024].count("\0") > 8:
        raise ReadError(page.final_url, "not a page of HTML but binary data")
    if kind.lower() in _XML_TYPES or (not kind and text.startswith("<?xml")):
        text = as_html(text)
    document = Document(text, page.final_url)
    if page.refresh and (target := _sent_on(document)):
        raise SentOnError(page.final_url, target)
    return document


def _sent_on(document: Document) -> str:
    """Return the address that the page sends on to, absolute; "" also if that is its own."""
    stated = refresh_target(document.tree)
    target = urls.absolute(stated, document.base) if stated else ""
    own = urls.absolute(document.url, "")
    return target if target.partition("#")[0] != own.partition("#")[0] else ""
