"""Article pages give the parts, and parts the articles, that tests/data/article states."""

from __future__ import annotations

import pytest
from stated import URL, Case, cases, locale_of, page_of, site_of, stated

from feedmaker.errors import IsFeedError
from feedmaker.extract.article import join, read_article, read_part
from feedmaker.model import Article, Part, Validators
from feedmaker.text import TELLING, text_fingerprint

ALL = cases("article")
PARTS = {name: case for name, case in ALL.items() if "page" in case}
JOINED = {name: case for name, case in ALL.items() if "pages" in case}
SEEN = Validators('"7"')


def part(rules: str, html: str, url: str = URL) -> Part:
    site = site_of(rules)
    assert site.article is not None
    return read_part(page_of(html, url), site.article, locale_of(site))


def read(rules: str, html: str) -> Article | Part:
    site = site_of(rules)
    assert site.article is not None
    return read_article(
        page_of(html), site.article, locale_of(site), title="Ferry", validators=SEEN
    )


@pytest.mark.parametrize("case", PARTS.values(), ids=PARTS)
def test_a_page_gives(case: Case) -> None:
    found = stated(part(case["rules"], case["page"], case.get("url", URL)))
    assert found == {"url": URL, "base": case.get("url", URL), **case["part"]}


@pytest.mark.parametrize("case", JOINED.values(), ids=JOINED)
def test_pages_make(case: Case) -> None:
    parts = [
        part(case["rules"], html, f"{URL}ferry?page={number}" if number > 1 else f"{URL}ferry")
        for number, html in enumerate(case["pages"], 1)
    ]
    found = stated(join(parts, title=case.get("title", ""), validators=SEEN))
    assert found.pop("validators") == {"etag": '"7"'}
    fingerprint = found.pop("text_fingerprint", "")
    assert found == {"url": f"{URL}ferry", "pages": len(parts), **case["article"]}
    assert fingerprint == text_fingerprint(case["article"].get("content", ""), least=TELLING)


def test_a_page_that_holds_all_is_an_article() -> None:
    found = read("article:\n  content: p\n  next: a\n", "<h2>Ferry</h2><p>It sails.")
    assert isinstance(found, Article)
    assert (found.content, found.pages, found.validators) == ("<p>It sails.</p>", 1, SEEN)


def test_the_entrys_title_is_not_repeated_in_an_article_of_one_page() -> None:
    found = read("article:\n  content: div\n", "<div><h2>Ferry</h2><p>It sails.</div>")
    assert isinstance(found, Article)
    assert found.content == "<p>It sails.</p>"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("The ferry sails again | The Gazette", "The ferry sails again"),
        ("The ferry sails again - The Gazette", "The ferry sails again"),
        ("The ferry sails again: not today", "The ferry sails again: not today"),
        ("The ferry sails again – and this time it is for ever, says the captain", ""),
        ("The ferry sails again-st the wind", ""),
    ],
)
def test_a_name_that_a_page_puts_behind_the_listed_title_is_no_part_of_it(
    page: str, told: str
) -> None:
    one = part("article:\n  content: p\n", f"<title>{page}</title><p>At noon.")
    found = join([one], title="The ferry sails again", validators=SEEN)
    assert found.by_page.title == (told or page)


@pytest.mark.parametrize("key", ["next", "single_page"])
def test_a_page_that_leads_to_more_is_a_part(key: str) -> None:
    found = read(f"article:\n  content: p\n  {key}: a\n", "<p>It sails.</p><a href=?page=2>on</a>")
    assert isinstance(found, Part)
    assert found.content == "<p>It sails.</p>"
    assert (found.next or found.single_page) == f"{URL}?page=2"


def test_a_feed_is_no_article() -> None:
    with pytest.raises(IsFeedError):
        part("", "<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>")


def test_an_opening_is_short_and_ends_with_a_mark() -> None:
    parts = [part("article:\n  content: div\n", f"<div>{'<p>High water at noon.</p>' * 500}</div>")]
    opening = join(parts, title="", validators=SEEN).opening
    assert opening.startswith("High water at noon. High")
    assert 250 < len(opening) <= 300
    assert opening.endswith("…")


def test_content_keeps_the_direction_that_its_page_states() -> None:
    found = read("article:\n  content: p\n", "<html dir=rtl><body><main><p>سلام")
    assert isinstance(found, Article)
    assert found.content == '<div dir="rtl"><p>سلام</p></div>'


def test_content_that_is_found_keeps_the_direction_of_its_body() -> None:
    words = "".join(f"<p>The ferry sails at {hour} from the old pier.</p>" for hour in range(9))
    found = read("article:\n  remove: i\n", f"<body dir=rtl>{words}")
    assert isinstance(found, Article)
    assert found.content.startswith('<div dir="rtl">')


def test_text_that_a_switch_elsewhere_opens_is_part_of_the_content() -> None:
    page = "<div class=t><p>It sails.<p id=x hidden>At noon.</div><button aria-controls=x>Read more</button>"
    found = read("article:\n  content: .t\n", page)
    assert isinstance(found, Article)
    assert "At noon." in found.content
