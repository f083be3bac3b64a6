"""A page served as XHTML is read with XML's rules, and matched like any other."""

from __future__ import annotations

import pytest

from feedmaker.model import Page
from feedmaker.page.document import Document, read_document

URL = "https://www.example.org/news/"
XMLNS = 'xmlns="http://www.w3.org/1999/xhtml"'


def read(text: str, kind: str = "application/xhtml+xml") -> Document:
    return read_document(Page(URL, URL, text.encode(), content_type=kind))


def texts(document: Document, selector: str) -> list[str]:
    return [node.text() for node in document.tree.css(selector)]


def body(inner: str, head: str = "", doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<html {XMLNS}><head>{head}</head><body>{inner}</body></html>'


@pytest.mark.parametrize("closed", ["script", "title", "iframe", "style", "textarea", "noscript"])
def test_a_closed_element_does_not_swallow_the_page(closed: str) -> None:
    assert texts(read(body(f"<{closed}/><p>Ferry</p>", f"<{closed}/>")), "body > p") == ["Ferry"]


@pytest.mark.parametrize("fault", ["<a href='/?a=1&b=2'>Tide</a>", "Tide<br>"])
def test_not_even_where_the_page_is_not_well_formed(fault: str) -> None:
    page = body(f'<script src="/a.js"/><p>Ferry</p>{fault}', "<title/>")
    assert texts(read(page), "body > p") == ["Ferry"]


@pytest.mark.parametrize("kind", ["application/xhtml+xml; charset=utf-8", "text/xml", ""])
def test_a_type_of_xml_or_the_prolog_alone_makes_it_xhtml(kind: str) -> None:
    assert texts(read(body("<div/><div>Ferry</div>"), kind), "body > div") == ["", "Ferry"]


def test_served_as_html_it_is_html() -> None:
    assert texts(read(body("<div/><p>Ferry</p>"), "text/html"), "div > p") == ["Ferry"]


def test_named_characters_are_known_without_a_dtd() -> None:
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    )
    page = body("<p>caf&eacute;&nbsp;&lt;b&gt;<![CDATA[ &nbsp;]]></p>", doctype=doctype)
    assert texts(read(page), "p") == ["café\xa0<b> &nbsp;"]


def test_namespaces_are_gone_so_that_rules_match() -> None:
    page = (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body><h:p xml:lang="de">Fähre</h:p>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
        '<a x:href="/a"/></svg></h:body></h:html>'
    )
    document = read(page)
    assert texts(document, "html > body > p[lang=de]") == ["Fähre"]
    assert [node.text for node in document.twin.root.findall(".//p")] == ["Fähre"]
    assert [node.attributes for node in document.tree.css("svg a")] == [{"x:href": "/a"}]


def test_a_script_keeps_its_words_and_ends_where_it_ended() -> None:
    page = body('<p>Ferry</p><script>if (1 &lt; 2) "&lt;/script&gt;&lt;p&gt;"</script>')
    document = read(page)
    assert texts(document, "script") == ['if (1 < 2) "<\\/script><p>"']
    assert texts(document, "p") == ["Ferry"]


@pytest.mark.parametrize(
    "page",
    [
        body("<p>Ferry & barge</p><br>"),
        "<!doctype html><p>Ferry & barge",
        body("<p>Ferry & barge &unknown;</p>"),
        body("<p>Ferry & barge</p>" + "<b>" * 300 + "</b>" * 300),
    ],
    ids=["ampersand", "html", "entity", "deep"],
)
def test_what_is_not_well_formed_is_read_as_html(page: str) -> None:
    assert "Ferry & barge" in texts(read(page), "p")[0]


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY a "&b;"><!ENTITY b "&a;">']
)
def test_nothing_is_fetched_and_nothing_grows(entity: str) -> None:
    page = body("<p>Ferry &a;</p>", doctype=f"<!DOCTYPE html [{entity}]>")
    assert texts(read(page), "p") == ["Ferry &a;"]


def test_entities_of_the_page_that_multiply_are_refused() -> None:
    tens = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE html [<!ENTITY e0 "ha">{tens}]>'
    assert len(texts(read(body("<p>&e8;</p>", doctype=doctype)), "p")[0]) < 100
