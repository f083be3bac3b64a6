"""Fragments name the parts of a page that tests/data/named_part states."""

from __future__ import annotations

import re

import pytest
from stated import Case, cases, page_of

from feedmaker.page.document import read_document
from feedmaker.page.named_part import find_part, html_of_part

ALL = cases("named_part")


def part(html: str, fragment: str) -> str:
    found = find_part(read_document(page_of(f"<!doctype html>{html}")), fragment)
    return "" if found is None else re.sub(r"\s+", " ", html_of_part(found)).strip()


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_a_fragment_names(case: Case) -> None:
    assert part(case["page"], case["fragment"]) == case["part"]


@pytest.mark.parametrize("fragment", ["n1", "n4000"])
def test_a_long_and_deep_page_takes_no_time_to_speak_of(fragment: str) -> None:
    posts = "".join(f"<a name=n{n}></a><h3>{n}</h3><p>Ferry {n}." for n in range(1, 4001))
    html = f"<h1>Board</h1><p>All of them.{'<div>' * 300}{posts}"
    assert part(html, fragment).startswith(f"<h3>{fragment[1:]}</h3><p>Ferry")
