"""The link to a listing's next page: found where something says so, and left alone elsewhere."""

from __future__ import annotations

import pytest

from feedmaker.config.rule_syntax import read_rule_text
from feedmaker.detect.listing import find_listing
from feedmaker.page.document import Document
from feedmaker.page.field_rules import read_link

PAGE = "https://www.example.org/news/"
ITEMS = "".join(
    f"<li><a href=/news/{n}-a-story>The old ferry number {n} sails again this spring</a></li>"
    for n in range(8)
)

PAGERS = {
    "rel": "<p><a href=/about-page rel=me>Next</a> <a rel=next href='?page={n}'>Go</a></p>",
    "words": "<p>{back}<a href=/news/page/{n}>Older posts</a></p>",
    "marks": "<p>{back}<a href=/news/page/{n}>« Older Posts »</a></p>",
    "german": "<p>{back}<a href=/news/seite-{n}>Nächste Seite</a></p>",
    "chinese": "<p>{back}<a href=/news/index_{n}.html>下一页</a></p>",
    "arrow": "<p>{back}<a href='?p={n}'>»</a></p>",
    "label": "<p>{back}<a href='?p={n}' aria-label='Next page'><svg></svg></a></p>",
    "icon": "<p>{back}<a class='pager-next' href='?p={n}'><i></i></a></p>",
    "class": "<ul><li>{back}</li><li class=next><a href='?start={n}0'>Next</a></li></ul>",
    "numbers": "<ul><li class=active><a href=#>{own}</a></li><li><a href='?p={n}'>{n}</a></li></ul>",
    "current": "<nav>{before}<span aria-current=page>{own}</span> <a href='?p={n}'>{n}</a></nav>",
    "bare": "<nav class=pages>{before}<b>{own}</b> <a href='?p={n}'>{n}</a></nav>",
}


def page(pager: str, own: int) -> str:
    back = "<a href=/news/page/back7>Newer</a> " if own > 1 else ""
    before = f"<a href='?p={own - 1}'>{own - 1}</a> " if own > 1 else ""
    filled = pager.format(n=own + 1, own=own, back=back, before=before)
    return f"<main><ul>{ITEMS}</ul>{filled}</main>"


def following(html: str) -> str:
    document = Document(html, PAGE)
    rules = find_listing(document)
    assert rules is not None
    return read_link(document, rules.next)


@pytest.mark.parametrize("pager", PAGERS.values(), ids=PAGERS)
def test_the_rule_finds_the_next_page_and_the_one_after_it(pager: str) -> None:
    rules = find_listing(Document(page(pager, 1), PAGE))
    assert rules is not None
    (rule,) = rules.next
    assert read_rule_text(rule.text) == rule
    for own in (1, 2):
        link = read_link(Document(page(pager, own), PAGE), rules.next)
        assert str(own + 1) in link.removeprefix("https://www.example.org")


@pytest.mark.parametrize(
    "pager",
    [
        "<a href=#2>Next</a>",
        "<a href=/contact>Next</a>",
        "<a href='https://else.example/page/2'>Next</a>",
        "<a href='?p=2'>2</a> <a href='?p=3'>3</a>",
        "<a href='/news/page/2'>Newer posts</a>",
        "<a href='?slide=2'>Next</a> <a href='?photo=2'>Next</a>",
        "<link rel=next href='https://else.example/page/2'>",
        "<a href=/news/ rel=next>Next</a>",
    ],
)
def test_what_may_not_be_the_next_page_gets_no_rule(pager: str) -> None:
    assert following(f"<main><ul>{ITEMS}</ul><p>{pager}</p></main>") == ""


def test_a_story_that_is_called_next_is_not_the_next_page() -> None:
    story = "<li><a href=/news/9-page>Next</a></li>"
    assert following(f"<main><ul>{ITEMS}{story}</ul></main>") == ""
