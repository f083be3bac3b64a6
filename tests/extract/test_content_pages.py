"""What is taken of whole pages without a rule: threads, documentation, galleries and others.

The pages are data, on the skeletons of systems that are in use. How judges vote and what a
block tells is tested in `test_content`; what is fit for a feed of what was taken, in `clean`.
"""

from __future__ import annotations

import pytest
from stated import Case, cases

from feedmaker.extract.content import find_content
from feedmaker.page.document import Document

PAGES = cases("content")
PAGE = "https://www.example.org/t/71"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(reason=case["open"], strict=True)] if "open" in case else [],
        )
        for name, case in PAGES.items()
    ],
)
def test_what_belongs_to_a_page_is_taken_in_order_and_nothing_else(case: Case) -> None:
    found = find_content(Document(case["page"], PAGE))
    at = 0
    for text in case["taken"]:
        assert text in found[at:]
        at = found.index(text, at) + len(text)
    for text in case["left"]:
        assert text not in found
