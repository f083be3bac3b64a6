"""A rule of a site file gives the values that tests/data/selectors.toml states."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from feedmaker.config.rule_syntax import read_rules
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import (
    date_of,
    link_of,
    media_of,
    outermost,
    read_values,
    select_all,
    text_of,
)

PAGE = """<!doctype html><div class=list><ul>
<li id=one class=item data-id=a1><h2 class=title><a href=/1>First story</a></h2>
 <p class=date>1 May 2024</p></li>
<li id=two class=item data-id=b2><h2 class=title><a href=/2>Second story</a></h2>
 <p class=date>2 May 2024</p></li></ul>
<p class=noisy>seen<script>no()</script><style>no{}</style></p>
<div class=mixed>Break<b>ing</b>: <p>big<br>news</p>here<span> now</span></div>
<noscript><img src=/real.jpg></noscript><table><tr><td>cell</table></div>"""

CASES = tomllib.loads((Path(__file__).parents[1] / "data/selectors.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_rule_gives(case: dict[str, object]) -> None:
    document = Document(PAGE, "https://www.example.org/")
    at = document.tree.css_first(str(case["at"])) if "at" in case else None
    rules = read_rules(case["rule"])
    found = [value for value, _ in read_values(document, rules, text_of, at)]
    assert found == case["values"]


def test_the_page_is_as_before_after_self_was_asked_for() -> None:
    document = Document(PAGE, "https://www.example.org/")
    before = document.tree.html
    list(read_values(document, read_rules(":self > h2"), text_of, document.tree.css_first("#one")))
    assert document.tree.html == before


def test_nested_nodes_count_once() -> None:
    document = Document("<div class=x><p><i class=x>a</i></p></div><b class=x>c</b>", "http://h/")
    assert [n.tag for n in outermost(document.tree.css(".x"))] == ["div", "b"]
    assert [n.tag for n in select_all(document, (*read_rules("i"), *read_rules(".x")))] == [
        "div",
        "b",
    ]


def first(html: str, *selectors: str) -> list[LexborNode]:
    """The first node of each selector on a page of its own."""
    tree = Document(html, "http://h/").tree
    return [tree.css(selector)[0] for selector in selectors]


def test_a_date_is_read_from_the_attribute_before_the_words() -> None:
    html = "<p><time datetime=2024-05-01>yesterday</time></p><i>2 May</i>"
    time, around, words = first(html, "time", "p", "i")
    assert date_of(time) == "2024-05-01"
    assert date_of(around) == "2024-05-01"
    assert date_of(words) == "2 May"


def test_a_number_below_a_tooltip_is_the_moment_on_the_day_that_the_tooltip_shows() -> None:
    note = "<p><a title='22:30 - 14 Oct 2026'><i data-time=1792038600>2 h</i></a></p>"
    assert date_of(*first(note, "p")) == "2026-10-14T23:30:00-05:00"


def test_a_link_is_the_nodes_own_or_its_first() -> None:
    nodes = first("<a href=/1>x</a><p><i>-</i><a href=/2>x</a></p><b>none</b>", "a", "p", "b")
    assert [link_of(node) for node in nodes] == ["/1", "/2", ""]


def test_text_of_a_very_deep_tree_is_read() -> None:
    (body,) = first("<b>" * 5000 + "x", "body")
    assert text_of(body) == "x"


def test_a_long_text_may_end_behind_what_is_enough() -> None:
    deep, short = first("<p>" + "<b>one " * 5000 + "</p><i>two <b>three</b></i>", "p", "i")
    assert text_of(deep, 6) == "one one one"
    assert text_of(short, 8) == "two three"


def test_xpath_has_no_value_at_what_lxml_leaves_out() -> None:
    html = "<div>" * 3000 + "<a href=/1>x</a>" + "</div>" * 3000 + "<p><a href=/2>y</a>"
    document = Document(html, "https://www.example.org/")
    rules = read_rules("xpath:self::a")
    found = [[*read_values(document, rules, text_of, at)] for at in document.tree.css("a")]
    assert found == [[], []]


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<b src=/a.mp3 href=/b>", "/a.mp3"),
        ("<b href=/a.mp3>", "/a.mp3"),
        ("<b data-src=/a.mp3>", "/a.mp3"),
        ("<b content=/a.mp3>", "/a.mp3"),
        ("<b><audio><source src=/a.mp3></audio></b>", "/a.mp3"),
        ("<b><a href=/a.mp3>listen</a></b>", "/a.mp3"),
        ("<b><audio src=''></audio></b>", ""),
        ("<b>listen</b>", ""),
    ],
)
def test_a_media_file_is_named_by_the_node_or_by_one_within_it(html: str, address: str) -> None:
    (node,) = first(html, "b")
    assert media_of(node) == address
