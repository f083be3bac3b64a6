"""Text of a page becomes a tree as in a browser."""

from __future__ import annotations

import pytest

from feedmaker.errors import IsFeedError, ReadError
from feedmaker.model import Page
from feedmaker.page.document import Document, read_document

URL = "https://www.example.org/news/"


def page(body: bytes, content_type: str = "text/html") -> Page:
    return Page(URL, URL, body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>',
        b'<?xml version="1.0"?><!-- made by x --><?xml-stylesheet href="a"?><feed xmlns="x"/>',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
def test_a_feed_is_called_a_feed(body: bytes) -> None:
    with pytest.raises(IsFeedError, match="this is a feed"):
        read_document(page(body, "text/html"))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_is_an_error_that_names_its_type(kind: str) -> None:
    with pytest.raises(ReadError, match=kind):
        read_document(page(b"x", kind))


def test_the_base_element_counts_and_the_page_address_without_one() -> None:
    assert Document("<base href='/sub/'><p>x", URL).base == "https://www.example.org/sub/"
    assert Document("<base href='javascript:1'><p>x", URL).base == URL
    assert Document("<p>x", URL).base == URL


def test_xpath_sees_the_same_html5_tree_as_css() -> None:
    document = read_document(page(b"<table><tr><td id=c>x<td>y</table><a href=1><div>z</div></a>"))
    (cell,) = document.twin.root.xpath("//tbody/tr/td[@id='c']")
    (node,) = document.tree.css("#c")
    (block,) = document.tree.css("a > div")
    assert document.twin.node(cell).mem_id == node.mem_id
    twin = document.twin.element(block)
    assert twin is not None
    assert twin.text == "z"
    assert "feedmaker" not in (document.tree.html or "")
