"""Who an item of a list says that wrote it: names behind "by" only, whatever stands around them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from feedmaker.extract.byline import names_of_item


def names(html: str) -> tuple[str, ...]:
    item = LexborHTMLParser(f"<article>{html}</article>").css_first("article")
    assert item is not None
    return names_of_item(item)


@pytest.mark.parametrize(
    "html",
    [
        "<div class=meta>by Ann Ellis | 12 May 2026</div>",
        "<div class=meta>12 May 2026 by Ann Ellis</div>",
        "<div class=meta><time>12 May 2026</time> · By Ann Ellis · 3 comments</div>",
        "<p class=entry-meta>Posted by <a href=/a>Ann Ellis</a> on 12 May</p>",
        "<p class=post-info>3 hours ago by Ann Ellis</p>",
        "<span class=byline>Von Ann Ellis</span>",
        "<span class=submitted>Submitted by Ann Ellis, 12 May 2026</span>",
        "<p class=meta>by Ann Ellis - May 12, 2026</p>",
        "<p class=meta>por Ann Ellis en Noticias</p>",
        "<a rel=author href=/ann>Ann Ellis</a>",
    ],
)
def test_a_name_that_is_said_is_the_author(html: str) -> None:
    assert names(f"<h2><a href=/1>The ferry</a></h2>{html}") == ("Ann Ellis",)


def test_several_are_told_apart() -> None:
    said = names("<div class=meta>12 May 2026 | by Ann Ellis and Bo Falk</div>")
    assert said == ("Ann Ellis", "Bo Falk")


@pytest.mark.parametrize(
    "html",
    [
        "<div class=meta>12 May 2026 | Harbour</div>",
        "<div class=meta>12 May 2026 | by the old pier</div>",
        "<div class=meta>Photo by Ann Ellis</div>",
        "<div class=meta>12 May 2026 by admin</div>",
        "<div class=author>Ann Ellis</div>",  # may be of a quotation, a book
        "<p>By Ann Ellis</p>",  # of a text
        "<h2 class=title>By Ship To Norway</h2>",
    ],
)
def test_what_says_no_author_gives_none(html: str) -> None:
    assert names(html) == ()
