"""What is cut out of a page from right to left says so itself."""

from __future__ import annotations

import pytest

from feedmaker.page.direction import with_direction
from feedmaker.page.document import Document

WRAPPED = '<div dir="rtl"><i>x</i></div>'


@pytest.mark.parametrize(
    ("page", "html"),
    [
        ("<html dir=rtl><main><b id=at>", WRAPPED),
        ("<body DIR=RTL><b id=at>", WRAPPED),
        ("<main dir=rtl><b id=at>", WRAPPED),
        ("<html dir=rtl><main dir=ltr><b id=at>", "<i>x</i>"),
        ("<html dir=ltr><b id=at>", "<i>x</i>"),
        ("<html dir=rtl><b id=at dir=ltr>", "<i>x</i>"),
        ("<html dir=rtl><main dir=nonsense><b id=at>", WRAPPED),
        ("<b id=at>", "<i>x</i>"),
    ],
)
def test_the_direction_around_a_part_is_kept(page: str, html: str) -> None:
    (node,) = Document(page, "http://h/").tree.css("#at")
    assert with_direction(node, "<i>x</i>") == html


def test_what_is_in_a_node_does_not_say_what_the_node_states() -> None:
    body = Document("<body dir=rtl><i>x</i>", "http://h/").tree.body
    assert body is not None
    assert with_direction(body, "<i>x</i>") == "<i>x</i>"
    assert with_direction(body, "<i>x</i>", inner=True) == WRAPPED
    assert with_direction(body, " ", inner=True) == " "
