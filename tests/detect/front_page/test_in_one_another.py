"""Links in one another's elements, as pages have them that close no element, or mean harm."""

from __future__ import annotations

from time import process_time

import pytest

from feedmaker.detect.listing import find_listing
from feedmaker.page.document import Document

PAGE = "https://www.example.org/news/"


def nested(opening: str, times: int) -> Document:
    link = "<a href=/news/{n}-ferry>The ferry number {n} sails on</a>"
    html = "".join(f"{opening}{link}".format(n=n) for n in range(times))
    return Document(f"<html><body>{html}</body></html>", PAGE)


def test_links_at_many_depths_are_looked_through() -> None:
    assert find_listing(nested("<font size={n}><p>", 30)) is not None


@pytest.mark.parametrize("opening", ["<section><h2>Part {n}</h2>", "<dl><dt>"])
def test_the_rest_of_the_page_is_not_read_for_each_of_them(opening: str) -> None:
    started = process_time()
    find_listing(nested(opening, 5000))
    assert process_time() - started < 5
