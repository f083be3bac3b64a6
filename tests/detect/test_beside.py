"""What stands beside the text by its name, and what is a part of each row though it is so named."""

from __future__ import annotations

import pytest
from detect.test_listing import PAGE, STORIES, TITLES, TOPICS, items, links

from feedmaker.detect.elements import read_places
from feedmaker.page.document import Document

FORUM = (
    "<tr><td class=row1><span class=mainmenu><a class=mainmenu href=/news/{n}-a-story>{title}</a></span>"
    "<td><span class=name><a href=/u/{n}>{title}</a></span><td>{day}.03.2005 - 11:41</tr>"
)
PROMOTED = (
    "<li class=css-1q{day}urd><div class=css-1x{day}k><img src=/i/{n}.jpg></div><div class=promo-text>"
    "<h3 class=css-{day}b1k><a href=/news/{n}-a-story>{title}</a></h3></div></li>"
)
TOLD = [f"{topic.capitalize()} opens" for topic in TOPICS]


def test_a_topic_called_a_menu_in_each_row_with_a_day_is_no_menu() -> None:
    assert links(f"<table>{items(FORUM, TOLD)}</table>") == STORIES


def test_stories_called_promotions_beside_their_pictures_are_no_adverts() -> None:
    """Their classes are drawn by lot, another for each: what they have in common is the rest."""
    topics = "".join(
        f"<section><h2><a href=/t/{t}>All of {t} today</a></h2></section>" for t in TOPICS
    )
    assert links(f"<main><ul>{items(PROMOTED)}</ul>{topics}</main>") == STORIES


@pytest.mark.parametrize("beside", ["", "<img src=/i/{n}.png>"])
def test_the_entries_of_a_menu_have_no_day_and_stay_a_menu(beside: str) -> None:
    entry = f"<li>{beside}<span class=menu-text><a href=/t/{{n}}-all-of-it>All of it: {{title}}</a></span></li>"
    river = items("<p><a href=/news/{n}-a-story>{title}</a></p>", TOLD)
    assert links(f"<div><ul>{items(entry)}</ul></div><div>{river}</div>") == STORIES


@pytest.mark.parametrize("name", ["mainmenuarea", "menu-wrapper", "navContainer"])
def test_a_menu_is_one_however_the_name_of_its_area_is_spelled(name: str) -> None:
    """Its drops have a heading each, and the same words in all; goods in them have prices."""
    drop = (
        "<div class=drop><b class=heading>Shop more of what is for the {title}</b><ul>"
        "<li><a href=/find?n={n}+{day}5>On sale</a></ul><i>$1{n}.99</i></div>"
    )
    good = "<div class=good><a href=/news/{n}-a-story>{title}</a><b>$2{n}.99</b></div>"
    html = f"<div id={name}>{items(drop)}</div><div class=grid>{items(good, TOLD)}</div>"
    assert links(html) == STORIES


CARDS = "<div class='{name}'><h3><a href=/news/{{n}}-a-story>{{title}}</a></h3><i>{{day}} May 2024</i></div>"
LONGER = (
    "<p><a href=/t/{n}-all-of-it>All that was ever said of it, in one long list: {title}</a></p>"
)


@pytest.mark.parametrize("name", ["widget", "related-item", "post promo-box", "menu-item"])
def test_the_items_of_a_long_list_are_no_chrome_whatever_they_are_called(name: str) -> None:
    river = items(CARDS.format(name=name), TOLD)
    assert links(f"<div>{river}</div><div>{items(LONGER, TITLES[:4])}</div>") == STORIES


def test_what_is_called_a_menu_and_has_most_words_and_several_days_is_the_list() -> None:
    row = "<li><a href=/news/{n}-a-story>{title}</a> <span class=date>{day} May 2024</span></li>"
    page = f"<div class=main-menu><ul>{items(row)}</ul></div><ul>{items(LONGER, TOLD[:4])}</ul>"
    assert links(page) == STORIES


def test_few_related_stories_below_a_list_stay_beside_it() -> None:
    row = "<p><a href=/news/{n}-a-story>{title}</a></p>"
    related = items(CARDS.format(name="related-item").replace("/news/", "/r/"), TITLES[:4])
    text = "<div>" + "Much is said of it here, and more will be. " * 12 + "</div>"
    assert links(f"<div>{items(row)}</div>{text}<section>{related}</section>") == STORIES


def stands_beside(last: str, to: str = "", body: str = "body") -> bool:
    """Tell whether of four sections the last, so called and so built, is taken for chrome."""
    row = "<li><h4><a href=/news/{n}-a-story{to}>{title}</a></h4><p>So it was said.</p></li>"
    page = ""
    for at, name in enumerate(("land-front", "sport-front", "arts-front", last)):
        rows = "".join(
            row.format(n=n, title=TITLES[n], to=to if name == last else "")
            for n in range(at * 2, at * 2 + 2)
        )
        called = body if name == last else "body"
        page += (
            f"<div class={name}><div class=head>So called</div><ul class={called}>{rows}</ul></div>"
        )
    headings = [p for p in read_places(Document(page, PAGE)) if p.tag == "h4"]
    assert not any(heading.chrome for heading in headings[:-2])
    return headings[-1].chrome


def test_a_section_called_comment_that_is_built_as_others_are_is_one() -> None:
    assert not stands_beside("comment-front")
    assert not stands_beside("social-front")


def test_what_is_called_comment_and_is_built_otherwise_stays_beside() -> None:
    assert stands_beside("popular-front")
    assert stands_beside("comment-other")
    assert stands_beside("comment-front", to="#comment-7")
    assert stands_beside("comment-front", body="said")


def test_sections_of_a_front_page_that_are_all_widgets_are_its_main_part() -> None:
    story = (
        "<div class=small><h4><a href=/2024/05/0{day}/{n}-a-story>{title}</a></h4>"
        "<i class=date>{day} May 2024</i></div>"
    )
    stories = items(story).split("</div>")
    sections = [
        f"<div class='widget recent_entries'><h3 class=widget-title>Part {n}</h3><div>"
        f"{'</div>'.join([*stories[n * 3 : n * 3 + 3], ''])}</div></div>"
        for n in range(3)
    ]
    box = "<ul id=ticker>" + "".join(
        f"<li><a href=/2024/05/01/{n}-what-is-said>What is said of the {topic} in all the streets today</a></li>"
        for n, topic in enumerate(TOPICS[:5])
    )
    found = links(f"<div>{box}</ul></div><div class=grid>{''.join(sections)}</div>")
    assert len([url for url in found if url.endswith("-a-story")]) == len(TITLES)
