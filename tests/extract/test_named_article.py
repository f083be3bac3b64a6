"""Articles of which several stand on one page: each is the part that its fragment names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stated import URL, locale_of, page_of, site_of

from feedmaker.extract.article import read_article
from feedmaker.model import Article, Fields, Validators

SEEN = Validators('"7"')
BOARD = """<!doctype html><html lang=en><head><title>Board 2026</title>
<meta property="og:title" content="Board 2026"><meta property="og:image" content="/board.jpg">
<meta property="article:published_time" content="2026-01-01T00:00:00Z">
<link rel=canonical href="/board/2026"></head><body><h1>Board</h1>
<p class=by>The harbour master</p><p>All that was said in 2026, with the newest words first.
<div class=list>
<div class=e id=n12><h2>Ferry</h2><p class=who>Ada</p><div class=body><p>The ferry <a href=/f>sails</a>
at noon.<p class=ad>Buy!</div></div>
<div class=e id=n11><h2>Pier</h2><p class=who>Bo</p><div class=body><p>The pier is open.
<img src=pier.jpg alt=Pier width=600 height=400></div></div>
</div><a class=more href="?page=2">Older</a></body></html>"""


def read(rules: str, part: str, *, html: str = BOARD, title: str = "Ferry") -> Article:
    site = site_of(f"article: {rules}\n")
    assert site.article is not None
    found = read_article(
        page_of(html), site.article, locale_of(site), title=title, validators=SEEN, part=part
    )
    assert isinstance(found, Article)
    return found


def test_each_entry_of_a_page_gets_its_own_part() -> None:
    first, second = read("{}", "n12"), read("{}", "n11", title="Pier")
    assert "sails" in first.content
    assert "pier" not in first.content
    assert "The pier is open." in second.content
    assert "ferry" not in second.content
    assert (first.content_by, first.url, first.validators) == ("found", f"{URL}#n12", SEEN)


def test_what_the_page_says_of_itself_is_no_entrys() -> None:
    found = read("{}", "n12")
    assert (found.by_rule, found.by_page, found.by_guess) == (Fields(), Fields(), Fields())
    assert (found.canonical, found.language, found.misses) == ("", "en", ())


def test_the_first_picture_of_the_part_is_its_picture() -> None:
    assert read("{}", "n11").by_guess == Fields(image=f"{URL}pier.jpg")


def test_the_entrys_title_is_not_repeated() -> None:
    assert "<h2>" not in read("{}", "n12").content
    assert "<h2>Ferry</h2>" in read("{}", "n12", title="Else").content


@pytest.mark.parametrize("rule", [".body", ".list .body", "xpath: //div[@class='body']"])
def test_the_sites_content_rule_holds_inside_the_part(rule: str) -> None:
    found = read(f'{{content: "{rule}", remove: .ad}}', "n12")
    assert found.content_by == "rule"
    assert (
        found.content
        == f'<p>The ferry <a href="{URL.removesuffix("news/")}f">sails</a>\nat noon.</p>'
    )
    assert found.misses == ()


@pytest.mark.parametrize("rule", [".list", ".e", ".by", "body", "xpath: //h1"])
def test_a_content_rule_for_more_than_the_part_leaves_the_part(rule: str) -> None:
    found = read(f'{{content: "{rule}"}}', "n11", title="Pier")
    assert (found.content_by, found.misses) == ("found", ())
    assert "The pier is open." in found.content
    assert "ferry" not in found.content


@pytest.mark.parametrize("date", ["h1", "xpath: //h1"])
def test_fields_are_read_inside_the_part_alone(date: str) -> None:
    found = read(f'{{title: h2, author: .who, summary: "{date}", category: .by}}', "n11")
    assert found.by_rule == Fields(title="Pier", authors=("Bo",))
    assert found.misses == ()


def test_a_rule_that_gives_nothing_on_the_whole_page_is_a_miss() -> None:
    found = read("{content: .gone, title: .lost, author: .by}", "n11")
    assert [miss.rule for miss in found.misses] == ["article.title", "article.content"]


def test_no_further_page_is_asked_for() -> None:
    assert "sails" in read("{next: a.more, single_page: a.more}", "n12").content


@pytest.mark.parametrize("rule", [".e", ".list"])
def test_what_is_removed_with_all_around_it_has_no_content(rule: str) -> None:
    assert read(f"{{remove: {rule}}}", "n12").content == ""


@pytest.mark.parametrize("part", ["n13", "/news/12", "content", ""])
def test_without_such_a_part_the_listings_words_stand(part: str) -> None:
    html = BOARD.replace("<h1>", "<div id=content><h1>")
    found = read("{title: .gone}", part or "n1", html=html)
    nothing = Article(f"{URL}#{part or 'n1'}", validators=SEEN)
    assert replace(found, text_version=0) == nothing


def test_a_row_stays_a_table_and_a_term_a_list() -> None:
    html = "<h1>Tides</h1><table><tr id=a><td>Noon<td>High<tr id=b><td>Six<td>Low</table>"
    assert "<table>" in read("{}", "b", html=html).content
    html = "<h1>FAQ</h1><dl><dt id=a>When?<dd>At noon.<dt id=b>Where?<dd>Here.</dl>"
    assert read("{}", "b", html=html).content == "<dl><dt>Where?</dt><dd>Here.</dd></dl>"


def test_a_part_without_an_element_of_its_own_is_put_together() -> None:
    html = (
        "<h1>Board</h1><h2 id=a>A</h2><p class=who>Ada</p><p>One.</p><h2 id=b>B</h2><p class=who>Bo"
    )
    found = read("{author: .who, content: 'xpath: //p'}", "a", html=html)
    assert found.content == "<p>Ada</p><p>One.</p>"
    assert found.by_rule.authors == ("Ada",)
