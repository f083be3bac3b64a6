"""Bytes of a page -> text -> HTML5 tree.

What a browser does before anything is shown: find the charset (WHATWG encoding
labels), parse with HTML5's rules (XHTML served as such with XML's, `xhtml`), open what
the page declares as shadow roots (`shadow`), settle the base address. What the page
means is read elsewhere (`listing`, `metadata`, `article`). Runs in the sandbox only:
these bytes are foreign.
"""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from typing import TYPE_CHECKING

import webencodings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedmaker import urls
from feedmaker.errors import IsFeedError, ReadError, SentOnError
from feedmaker.page.refresh import refresh_target
from feedmaker.page.shadow import open_shadow_roots
from feedmaker.page.xhtml import as_html

if TYPE_CHECKING:
    from lxml.etree import _Element

    from feedmaker.model import Page

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEADER_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([^\s\"';]+)")
_META_CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})"
)
_XML_CHARSET = re.compile(rb"^<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{1,40})")
_PRESCAN = 4096  # the standard looks at 1024 bytes; real pages put long scripts before the meta
_FEED_START = re.compile(
    r"(?is)\A\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*){0,20}<(?:rss|feed|rdf:rdf)[\s>]"
)
_JSON_FEED = re.compile(r'\A\s*\{(?=.{0,2000}"https?:\\?/\\?/jsonfeed\.org\\?/version)', re.DOTALL)
_HTML_TYPES = re.compile(
    r"(?i)text/(?:html|plain|xml|x-server-parsed-html)|application/(?:xhtml\+xml|xml)|unknown/unknown"
)
_XML_TYPES = frozenset(("application/xhtml+xml", "application/xml", "text/xml"))
_NO_CHANCE = 12  # bytes in multi-byte characters
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

    def element(self, node: LexborNode) -> _Element:
        """Return the element that stands for a node of the page's tree."""
        return self._elements[self._by_node[node.mem_id]]

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


def decode(body: bytes, content_type: str = "", override: str = "") -> str:
    """Return a page's text; bytes that fit no character become U+FFFD.

    Order (WHATWG HTML §13.2.3): the site file's override, BOM, header, meta,
    then UTF-8 if the bytes are that, else a detector. An unknown label is passed
    over; a meta tag is not believed against bytes that can only be UTF-8.
    """
    for bom, name in _BOMS:
        if body.startswith(bom) and not override:
            return body[len(bom) :].decode(name, "replace")
    header = _HEADER_CHARSET.search(content_type)
    labels = [f"cp{override}" if override.isdigit() else override, header[1] if header else ""]
    for pattern in (_META_CHARSET, _XML_CHARSET):
        if found := pattern.search(body[:_PRESCAN]):
            label = found[1].decode("ascii")
            # A meta tag that could be read is not UTF-16 (WHATWG HTML §13.2.3.3)
            labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    if not override and not header and (text := _plain_utf8(body)):
        return text
    for label in labels:
        if label and (encoding := webencodings.lookup(label)) and encoding.name != "replacement":
            text = str(encoding.codec_info.decode(body, "replace")[0])
            return text.removeprefix("\ufeff")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _detect(body)


def _plain_utf8(body: bytes) -> str:
    """Return the text if the bytes can only be UTF-8, whatever a meta tag says; else "".

    Pages that were converted on their way keep the old tag, and hardly any text in
    another encoding is UTF-8 by chance.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if len(body) - len(text) >= _NO_CHANCE else ""


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes  # slow, and seldom reached

    best = from_bytes(body[:100_000]).best()
    return body.decode(best.encoding if best else "windows-1252", "replace")
