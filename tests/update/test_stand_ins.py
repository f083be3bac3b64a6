"""Whole runs in which something else stands at an address in place of its page."""

from __future__ import annotations

import pytest
from newsroom import RULES, Newsroom, listing, story

CHECK = "<title>Just a moment...</title><p>Checking your connection.</p><script src=/x.js></script>"
LOGIN = "<h1>Masuk</h1><form><input type=password name=pw></form>"
COUNTED = RULES.replace("{{item:", "{{next: {{url: '/hal/{{n}}', from: 2}}, pages: 4, item:")
COUNTED = COUNTED.replace("article: {{content: .body, title: h1, author: .by}}", "article: false")
APP = "<div id=root></div><script src=/app.js></script>"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (CHECK, "captcha"),
        (LOGIN, "log in"),
        (APP, "drawn by scripts"),
        ("<h1>Cookies</h1><form><button>OK</button></form>", "consent"),
        ("", "the answer is empty"),
    ],
)
def test_a_listing_that_is_something_else_makes_nothing_and_says_what_it_is(
    newsroom: Newsroom, page: str, said: str
) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page("/", page)
    report = newsroom.run(hours=1)
    (problem,) = report.problems
    assert report.failed
    assert problem.what.startswith("`listing.item` matches 0 of formerly 3 (.item): ")
    assert said in problem.what
    assert problem.rule == "listing.item"
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_a_listing_without_rules_that_is_something_else_makes_nothing(newsroom: Newsroom) -> None:
    partners = "".join(f"<li><a href=/partner-{n}>Partner number {n}</a></li>" for n in range(9))
    page = f"<h1>Cookies first</h1><form><button>OK</button></form><ul>{partners}</ul>"
    newsroom.origin.page("/", page)
    newsroom.edit("url: {url}\narticle: false\nrequest: {{delay: 0s}}\n")
    report = newsroom.run()
    assert report.failed
    assert "consent" in report.problems[0].what


@pytest.mark.parametrize(("third", "problems"), [("", 0), (CHECK, 1)])
def test_counting_up_an_empty_page_is_the_end_but_a_check_for_robots_is_none(
    newsroom: Newsroom, third: str, problems: int
) -> None:
    newsroom.edit(COUNTED)
    newsroom.origin.page("/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
    newsroom.origin.page("/hal/2", listing(("/2", "Dua", "29 April 2024 | 09:20 WIB")))
    newsroom.origin.page("/hal/3", third)
    assert len(newsroom.run().problems) == problems
    assert newsroom.titles() == ["Satu", "Dua"]


@pytest.mark.parametrize("page", [CHECK, LOGIN, ""])
def test_an_article_that_is_something_else_is_tried_again(newsroom: Newsroom, page: str) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/1", page)
    report = newsroom.run()
    assert newsroom.titles() == ["Dua", "Tiga"]
    (problem,) = report.problems
    assert problem.url == newsroom.origin.url("/1")
    newsroom.origin.page("/1", story("Satu", "Isi cerita nomor 1. "))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]
    assert "Isi cerita nomor 1." in newsroom.feed().entries[0].content


def test_an_article_that_stays_something_else_never_becomes_the_entrys_text(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", "content: body"))
    newsroom.origin.page("/1", CHECK)
    for _ in range(9):
        newsroom.run(hours=1)
    first = newsroom.feed().entries[0]
    assert first.title == "Satu"
    assert "Checking" not in first.content + first.summary


def test_an_article_that_scripts_draw_is_not_tried_again(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/1", APP)
    (problem,) = newsroom.run().problems
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/1") == 1
    # What its owner may do is not for the feed's readers.
    assert "look for a feed" in problem.what
    content = newsroom.feed().entries[0].content
    assert "drawn by scripts" in content
    assert "look for a feed" not in content


@pytest.mark.parametrize("rules", [RULES, RULES.replace("{{content: .body, ", "{{")])
def test_the_beginning_of_an_article_before_a_wall_is_not_taken_for_it(
    newsroom: Newsroom, rules: str
) -> None:
    newsroom.three_stories()
    newsroom.edit(rules)
    begins = f"<div class=body><p>{'Feri itu terlambat satu jam karena air surut. ' * 5}</p></div>"
    wall = "<p>Artikel ini khusus untuk pelanggan.</p>"
    newsroom.origin.page("/1", f"<html lang=id><h1>Satu</h1>{begins}{wall}")
    (problem,) = newsroom.run().problems
    assert "for those who pay" in problem.what
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/1") == 1
    first = newsroom.feed().entries[0]
    assert first.title == "Satu"
    assert "terlambat" not in first.content + first.summary
    assert "only the beginning" in first.content


def test_articles_before_a_wall_can_be_left_out(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("{{content: .body", "{{failed: skip, content: .body"))
    wall = "<div class=body><p>Feri itu terlambat.</p><p>Subscribe to continue reading</p></div>"
    newsroom.origin.page("/1", f"<h1>Satu</h1>{wall}")
    newsroom.run()
    assert newsroom.titles() == ["Dua", "Tiga"]


def test_a_second_look_at_something_else_leaves_the_text(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page("/1", CHECK)
    newsroom.run(hours=1, reread=1)
    assert "Isi cerita nomor 1." in newsroom.feed().entries[0].content


def test_a_feed_that_the_page_names_is_told_once(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    link = "<link rel=alternate type=application/rss+xml href=/rss>"
    item = ("/1", "Satu", "29 April 2024 | 09:30 WIB")
    newsroom.origin.page("/", link + listing(item))
    (problem,) = newsroom.run().problems
    assert newsroom.origin.url("/rss") in problem.what
    newsroom.origin.page("/", link + listing(item, ("/2", "Dua", "29 April 2024 | 09:40 WIB")))
    assert newsroom.run(hours=1).problems == ()
