"""Items whose only way to their story is a call at their end, or that are one link as a whole."""

from __future__ import annotations

from itertools import chain

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.elements import read_places
from feedmaker.detect.groups import find_groups
from feedmaker.detect.links import read_links
from feedmaker.page.document import Document
from feedmaker.text import folded

PAGE = "https://www.example.org/notes/"
NAMES = (
    "The ferry sails again to Mill",
    "Bakers want the old bridge back",
    "A museum of ropes opens in May",
    "Nobody counts the harbour's cats",
    "School choir sings for the tram",
    "Two gardens share one long wall",
)
SUMMARY = (
    "Some words tell what was said in the town hall on the evening before, and what was"
    " answered by those who came, of whom there were many more than chairs in the room."
)


def story(n: int) -> str:
    return f"{PAGE}2024/0{n + 1}/story-of-the-day/"


def found(item: str) -> dict[str, str]:
    """Return what the rules for a page of such items give: titles by addresses."""
    items = "".join(
        item.format(n=n, name=name, url=story(n), text=SUMMARY) for n, name in enumerate(NAMES)
    )
    html = f"<html><body><main>{items}</main></body></html>"
    return {url: title for url, (title, _) in run(html, PAGE, rules_of(html, PAGE)).items()}


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            "<article class=post><h2>{name}</h2><p>{text}</p><ul><li>"
            "<a href='{url}index.html#thread'>Comments</a></ul><a href={url}>Read more</a></article>",
            id="comments",
        ),
        pytest.param(
            "<div class=box><article><a href=/mailto/{n}{n}{n}>E-mail</a><h2>{name}</h2>"
            "<p>{text}</p></article><a href={url}>Read more</a></div>",
            id="a thing to do before",
        ),
    ],
)
def test_the_call_at_an_items_end_leads_to_its_story(item: str) -> None:
    assert list(found(item).values()) == list(NAMES)
    assert all("thread" not in url and "mailto" not in url for url in found(item))


def test_calls_that_lead_to_other_sites_are_named_by_the_lines_above_them() -> None:
    way = "".join(f"<li><a href=/way/{n}>Find office {n}</a>" for n in range(5))
    items = "".join(
        f"<div class=box><p>{name}</p><a href=https://away.example/{n}-story-of-day>Read more</a></div>"
        for n, name in enumerate(NAMES)
    )
    html = f"<html><body><ul>{way}</ul><main>{items}</main></body></html>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://away.example/{n}-story-of-day" for n in range(len(NAMES))]


def test_a_title_below_no_heading_is_found_though_one_text_has_headings() -> None:
    text = "<div class=body><h4>On the first day</h4>{text}</div>"
    items = [
        f"<div class=blog-item><b class=blog-item-title>{name}</b>{text if n == 3 else ''}"
        f"<i class=blog-meta>Harbour office</i><a href={story(n)}>Read more</a></div>"
        for n, name in enumerate(NAMES)
    ]
    html = f"<html><body><main>{''.join(items)}</main></body></html>"
    titles = [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()]
    assert titles == list(NAMES)


def test_the_part_of_a_card_without_a_name_is_the_title_beside_one_that_has_one() -> None:
    item = (
        "<li><a href={url}><span>{name}</span><span class=meta>(1 April, R. Q. Maddox)</span></a>"
    )
    assert list(found(item).values()) == list(NAMES)


def test_a_card_whose_first_heading_is_a_price_is_called_by_the_second() -> None:
    item = (
        "<li><a href={url}><h4 class=price>$12{n}.95</h4><h4>{name}</h4><p>Black, 12 m, oak</p></a>"
    )
    assert list(found(item).values()) == list(NAMES)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("<a href={url}><div>{name}</div><div>{text}</div></a>", id="the item itself"),
        pytest.param("<div><a href={url}><p>{name}</p><p>{text}</p></a></div>", id="in the item"),
    ],
)
def test_of_a_cards_parts_without_names_the_one_that_reads_like_a_title_is_it(item: str) -> None:
    assert list(found(item).values()) == list(NAMES)


def test_a_card_whose_heading_is_its_day_is_called_by_what_reads_like_a_title() -> None:
    item = (
        "<div class=day><a href={url}><h2>Wednesday, November {n}, 2006</h2><h3>{name}</h3>"
        "<div>{text}</div></a></div>"
    )
    assert list(found(item).values()) == list(NAMES)


def test_links_of_replies_are_named_by_the_title_and_not_by_the_text_that_is_a_link_too() -> None:
    html = "".join(
        f"<div class=post><div class=subject><a href={story(n)}>{name}</a></div><div class=text>"
        f"<a class=teaser href={story(n)}>{SUMMARY}</a> <a href={story(n)}>7{n}</a></div></div>"
        for n, name in enumerate(NAMES)
    )
    document = Document(html, PAGE)
    places = read_places(document)
    groups = find_groups(read_links(document, places), places, PAGE)
    assert {*chain.from_iterable(group.titles for group in groups)} == {*map(folded, NAMES)}


def test_a_short_name_that_the_markup_says_to_be_one_is_the_title() -> None:
    item = (
        "<div class=card><a itemprop=name href={url}>Bow R3{n}0p</a>"
        "<div class=card-text>A light boat with sails, {n} oars, two lamps, a bell</div></div>"
    )
    assert list(found(item).values()) == [f"Bow R3{n}0p" for n in range(len(NAMES))]


@pytest.mark.parametrize(
    "last",
    [
        "by ann, {} November 2026",
        "Last post by Ann Ellis on November {}, 2026 4:10 pm",
        "{} November 2026 by ann",
        "Latest reply: {}.11.2026, Ann Ellis",
    ],
)
def test_the_link_to_what_was_said_last_is_no_thread_though_it_has_more_words(last: str) -> None:
    item = (
        "<div class=row><p><a href={url}>Ropes of pier {n}</a></p><p>{n} replies</p>"
        f"<p><a href={{url}}#last>{last.format('1{n}')}</a></p></div>"
    )
    assert list(found(item).values()) == [f"Ropes of pier {n}" for n in range(len(NAMES))]
