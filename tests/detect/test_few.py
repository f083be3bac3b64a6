"""Pages with few stories: found where the page says so beyond doubt, and no menu or box instead."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.listing import find_listing
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import link_of, select_nodes

PAGE = "https://www.example.org/topics/harbour/"
MENU = (
    "<nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a><li><a href=/c>About us</a></ul></nav>"
)
TOPICS = (
    "<p>" + " ".join(f"<a href=/t/{t}>{t}</a>" for t in ("sea", "town", "bread", "tea")) + "</p>"
)
SIDEBAR = (
    "<aside><ul>"
    + "".join(f"<li><a href=/old/{n}>An older story of the quay, number {n}</a>" for n in range(4))
    + "</ul></aside>"
)
ARTICLE = (
    "<article><h2><a href=/s/{n}>The ferry sails again on day {n}</a></h2>"
    "<time datetime=2024-05-0{n}>{n} May</time><p>Some words of it.</p></article>"
)
ROW = (
    "<section class=archive-item><b>202{n}</b><ul><li class=post-item><i class=post-date>05-0{n}</i>"
    "<a class=post-title href=/s/{n}>The ferry sails again on day {n}</a></ul></section>"
)
CARD = (
    "<div class='post-entry card'><h2 class=post-entry__title>The ferry sails on day {n}</h2>"
    "<div><a href=/d/{n} class=button>2024-05-0{n}</a> <a href=/c/tea class=button>Tea</a>"
    "<a href=/t/{n} class=button>rain {n}</a></div><a href=/s/{n}>The ferry sails on day {n}</a></div>"
)


def found(html: str, later: str = "", url: str = PAGE) -> list[str] | None:
    """Return where the rules of a page lead, run on the page as it is later."""
    rules = find_listing(Document(html, url))
    if rules is None:
        return None
    page = Document(later or html, url)
    inside = [*select_nodes(page, rules.within)] if rules.within else [page.root]
    items = [item for at in inside for item in select_nodes(page, rules.item, at)]
    nodes = [next(iter(select_nodes(page, rules.link, one)), one) for one in items]
    return [link_of(node) or "" for node in nodes]


def page(template: str, count: int, more: str = "") -> str:
    stories = "".join(template.format(n=n) for n in range(1, count + 1))
    return f"{MENU}<main><h1>Harbour</h1>{stories}{more}</main>{SIDEBAR}"


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("story", [ARTICLE, ROW, CARD])
def test_one_story_or_two_are_found_where_each_says_so_with_its_day(story: str, count: int) -> None:
    for more in ("", TOPICS):
        assert found(page(story, count, more)) == [f"/s/{n}" for n in range(1, count + 1)]


@pytest.mark.parametrize("story", [ARTICLE, ROW, CARD])
def test_what_was_found_by_one_story_finds_those_that_come(story: str) -> None:
    assert found(page(story, 1), later=page(story, 5)) == [f"/s/{n}" for n in range(1, 6)]


def test_rows_that_share_a_year_later_are_all_found() -> None:
    row = (
        "<li class=post-item><i class=post-date>05-09</i><a class=post-title href=/s/9>One more</a>"
    )
    later = page(ROW, 2).replace("</ul></section>", f"{row}</ul></section>", 1)
    assert found(page(ROW, 2), later) == ["/s/1", "/s/9", "/s/2"]


def test_a_story_without_a_day_or_name_is_none() -> None:
    undated = "<article><h2><a href=/s/{n}>The ferry sails again</a></h2></article>"
    unnamed = ARTICLE.replace("article", "div")
    for story in (undated, unnamed):
        assert "/s/1" not in (found(page(story, 1)) or [])


def test_stories_below_an_article_are_not_its_pages_list() -> None:
    text = "<p>" + "The boat came late, and nobody was there to see it. " * 8 + "</p>"
    assert "/s/1" not in (found(page(ARTICLE, 1, text)) or [])
    told = "<head><meta property=og:type content=article></head><body>"
    assert "/s/1" not in (found(told + page(ARTICLE, 1)) or [])


def test_goods_with_pictures_are_not_lost_to_the_only_story_below_them() -> None:
    goods = "".join(f"<div><img src=/{n}.jpg><a href=/g/{n}>Kettle {n}</a></div>" for n in range(9))
    shown = found(page(ARTICLE, 1, f"<section>{goods}</section>")) or []
    assert {f"/g/{n}" for n in range(9)} <= {*shown}


KEPT = "<a rel=bookmark href=/2006/11/{day}/of-the-harbour-{n}/index.html>Of the harbour {n}</a>"
NEWEST = (
    "<h2>Newest</h2><table>"
    + "".join(
        f"<tr><td><a rel=bookmark href=/2013/0{n}/11/what-is-new-here-{n}/>What is new in the harbour {n}</a>"
        f"<td>March {n}, 2013</tr>"
        for n in range(1, 6)
    )
    + "</table>"
)


@pytest.mark.parametrize("address", ["/2006/11/", "/2006/11/index.html"])
@pytest.mark.parametrize("story", ["<h3>{}</h3>", "<dl class=post><dt>{}</dt><dd>Words.</dd></dl>"])
def test_a_month_has_the_few_stories_below_its_address_though_newer_ones_are_a_list(
    story: str, address: str
) -> None:
    """Its first story is set in another way than those behind it; its days and pages are none."""
    first, *others = (KEPT.format(n=n, day=24 - n) for n in range(3))
    stories = f"<h3>{first}</h3><p>Words of it.</p>{''.join(map(story.format, others))}"
    beside = "<a href=/2006/11/07/>7</a> <a href=/2006/11/page/2/ rel=bookmark>Older ones</a>"
    html = f"{MENU}<div id=main>{stories}{beside}</div><div id=sub>{NEWEST}</div>"
    month = [f"/2006/11/{24 - n}/of-the-harbour-{n}/index.html" for n in range(3)]
    assert found(html, url=f"https://www.example.org{address}") == month
    assert (found(html) or [""])[0].startswith("/2013/")


def test_the_best_posts_of_all_years_are_not_the_list_of_a_month_that_has_one_of_them() -> None:
    best = "".join(
        f"<li><a href=/{2012 - n}/0{n % 9 + 1}/what-was-best-in-the-harbour-{n}/>"
        f"{2012 - n}-0{n % 9 + 1}: What was best in the harbour {n}</a></li>"
        for n in range(12)
    )
    month = [f"/2006/07/of-the-harbour-{n}/" for n in range(3)]
    posts = "".join(
        f"<h2>July {28 - n}, 2006</h2><div class=entry><h3><a href={post}>Of the harbour {n}</a>"
        f"</h3><p>{'Words of it. ' * 9}</p></div>"
        for n, post in enumerate(month)
    )
    one = f"<li><a href={month[1]}>2006-07: Of the harbour 1</a></li>"
    html = f"{MENU}<div id=main>{posts}</div><div id=best><h2>Best</h2><ul>{best}{one}</ul></div>"
    assert found(html, url="https://www.example.org/2006/07/index.html") == month


def short_list_beside(box: str, text: str) -> list[str]:
    """Return the addresses that are found on a page of four stories with days and a longer box."""
    stories = "".join(
        f"<div class=item><h3><a href=/harbour/a-story-of-the-day-{n}>{name} in the morning wind</a></h3>"
        f"<span>{n + 1} May 2024</span><p>{text}</p></div>"
        for n, name in enumerate(("Ferry sails", "Bakers protest", "Ropes shown", "Cats counted"))
    )
    html = f"<html><body><div id=main>{stories}</div><ul id=ads>{box}</ul></body></html>"
    return list(run(html, PAGE, rules_of(html, PAGE)))


BOX = "".join(
    f"<li><a href=/boats/{n}-an-old-boat>{name} with sails and a new mast, £{n}00</a>"
    for n, name in enumerate(
        ("Gull", "Tern", "Loon", "Crake", "Swift", "Heron", "Egret", "Rail"), 2
    )
)


def test_a_short_list_with_days_and_more_words_is_taken_before_a_longer_box() -> None:
    found = short_list_beside(
        BOX, "What was said of it in the town hall was not all that is known."
    )
    assert len(found) == 4
    assert all("/harbour/" in url for url in found)


def test_a_slider_with_fewer_words_than_the_river_is_not_taken_before_it() -> None:
    found = short_list_beside(BOX, "Soon.")
    assert len(found) == 8


def test_a_short_list_with_more_words_is_not_taken_before_a_longer_one_in_headings() -> None:
    headed = BOX.replace("<li>", "<li><h2>").replace("</a>", "</a></h2>")
    found = short_list_beside(
        headed, "What was said of it in the town hall was not all that is known."
    )
    assert len(found) == 8


def test_a_list_that_is_named_as_one_item_is_no_story_though_its_stories_only_call() -> None:
    row = (
        "<li><span><a href=/{n}/ferry><img src=/{n}.jpg></a><div class=text><a href=/{n}/ferry>"
        "<h4>{title}</h4></a><p>It was seen from below the bridge, with all its lamps alight.</p>"
        " <a class=readmore href=/{n}/ferry>Read more »</a></div></span></li>"
    )
    titles = ["Tea", "Oars of old", "5 May 2013", "3 June 2014", "A lamp", "The long way", "Ropes"]
    rows = "".join(row.format(n=n, title=title) for n, title in enumerate(titles, 1))
    html = f"{MENU}<h1>Ferries</h1><div><ul class=front-item-list>{rows}</ul></div>"
    assert found(html) == [f"/{n}/ferry" for n in range(1, 8)]
