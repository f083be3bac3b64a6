"""What stands in place of a page is known by its signs, and good pages show none."""

from __future__ import annotations

import pytest
from stated import URL, Case, cases, page_of

from feedmaker.health.page_signs import SIGNS, find_sign, is_scanty
from feedmaker.page.document import read_document

CASES = cases("signs")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_page_is_seen_as(case: Case) -> None:
    url: str = case.get("url", URL)
    document = read_document(page_of(case["page"], url))
    asked: str = case.get("asked", url)
    sign = find_sign(document, asked)
    assert (sign.kind if sign else None) == case.get("seen")
    plain = find_sign(document, asked, plain_only=True)
    assert (plain is not None) is case.get("plain", False)


def test_every_sign_has_pages_that_show_it() -> None:
    assert {case.get("seen") for case in CASES.values()} - {None} == {sign.kind for sign in SIGNS}


@pytest.mark.parametrize(
    ("html", "scanty"),
    [
        ("", True),
        ("<p>One word, two.</p>", True),
        ("<p>" + "word " * 25 + "</p>", False),
        ("<p>港の渡し船は月曜日に一時間遅れて島に着いた。潮が低かった。</p>", False),
        ("<figure><img src=/a.jpg></figure>", False),
    ],
)
def test_few_words_and_no_picture_are_scanty(html: str, scanty: bool) -> None:
    assert is_scanty(html) is scanty
