"""Shelves of goods, whose names show years, praise and ways to other shelves."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, TOPICS, links


def test_rows_of_goods_are_one_list_whether_a_year_stands_in_their_names_or_not() -> None:
    good = (
        "<div><a href=/{n}.html><img src=/{n}.jpg></a><a href=/{n}.html>{title}</a>$1{n}.99</div>"
    )

    def row(at: int, words: str) -> str:
        names = [f"{words} {topic}" for topic in TOPICS]
        made = "".join(good.format(n=700 + at + n, title=name) for n, name in enumerate(names))
        return f"<div class=row><h3>{words}</h3><div><div>{made}</div></div></div>"

    years = row(0, "Winners of the long race 2015 at the")
    others = [row(20 * n, f"The {word} shirt of the") for n, word in enumerate(["red", "blue"], 1)]
    found = links(f"{MENU}<main>{years}{''.join(others)}</main>", "https://www.example.org/")
    assert len(found) == 3 * len(TOPICS)


def test_goods_that_can_be_had_later_stand_in_one_list_with_those_that_can_be_had_now() -> None:
    good = (
        "<li class=item><i>{mark}</i><h2 class=name><a href=/{n}-of-wood.html>{title}</a></h2>"
        "<b class=price>{n},99 €</b>{day}<button>See it</button></li>"
    )

    def shelf(name: str, at: int, words: str, mark: str, day: str = "") -> str:
        named = [(at + n, f"The {topic} {words}") for n, topic in enumerate(TOPICS[:6])]
        made = [good.format(n=n, title=title, mark=mark, day=day) for n, title in named]
        return f"<div id={name}><ul class=grid>{''.join(made)}</ul></div>"

    later = "<p class=date>Out on: <span>2 January 2015</span></p>"
    html = f"{shelf('wares', 20, 'box', 'New')}{shelf('orders', 40, 'of the old town in a box', 'Soon', later)}"
    assert len(links(f"{MENU}<main>{html}</main>", "https://www.example.org/")) == 12


OFFER = (
    "<div class=slide><a href=/product/{n}/{slug}><img src=/{n}.jpg></a>"
    "<span class=headline><a href=/product/{n}/{slug}>{name}</a></span>"
    "<span class=name><a href=/product/{n}/{slug}>What all who were there at the {topic} do like "
    "and praise so much</a></span><p>{price}</p>"
    "<div class=more><a class=button href=/product/{n}/{slug}>See it</a></div></div>"
)


def offers() -> str:
    named = [(f"{topic} oars of two woods", topic) for topic in TOPICS[:4]]
    return "".join(
        OFFER.format(
            n=61 + n,
            slug=name.replace(" ", "-"),
            name=name.capitalize(),
            topic=topic,
            price=f"${n}0.99" * (n > 0),
        )
        for n, (name, topic) in enumerate(named)
    )


def test_the_words_that_its_address_is_made_of_name_a_product_and_no_praise_of_it() -> None:
    url = "https://www.example.org/"
    html = f"{MENU}<main>{offers()}</main>"
    found = run(html, url, rules_of(html, url))
    assert [title for title, _ in found.values()] == [
        f"{topic.capitalize()} oars of two woods" for topic in TOPICS[:4]
    ]


def test_ways_to_shelves_beside_goods_are_none_of_them() -> None:
    ways = "".join(
        f"<div class={way}-wrap><a class=button href=/{way}>{words}</a></div>"
        for way, words in (("boutiques", "Enter the whole collection"), ("all", "Browse them all"))
    )
    found = links(f"{MENU}<main>{offers()}<div>{ways}</div></main>", "https://www.example.org/")
    assert len(found) == 4


HOUSE = (
    "<a class='card house' href=/house/{slug}-k{n}x8><img src=/{n}.jpg alt='{alt}'><h2 class=sub-title>{town}"
    "</h2><b>{n} 250 000 kr</b><h3 class=title>{name}</h3><i>{n}5 m²</i><h3 class=title>Villa</h3></a>"
)


@pytest.mark.parametrize("pictured", [True, False])
def test_a_card_is_named_by_the_heading_that_its_picture_or_its_address_says(
    pictured: bool,
) -> None:
    """The one above it is the town, which is said again and again, or what kind a thing is."""
    names = [f"Östra {topic} {n}{n}" for n, topic in enumerate(TOPICS, 1)]
    html = "".join(
        HOUSE.format(
            n=n,
            town=("Aldby", "Nordsund", "Vik")[n % 3],
            name=name,
            alt=name if pictured else "",
            slug="id" if pictured else name.replace("Ö", "o").replace(" ", "-"),
        )
        for n, name in enumerate(names, 1)
    )
    html = f"<html lang=sv><body>{MENU}<main>{html}</main>"
    url = "https://www.example.org/for-sale"
    assert [title for title, _ in run(html, url, rules_of(html, url)).values()] == names


def test_the_town_above_a_card_stays_its_name_where_nothing_says_the_other() -> None:
    """What stands below it may be a price, or a slogan."""
    html = "".join(
        HOUSE.format(n=n, town=f"Aldby {n % 3}", name=f"from {n}95 kr", alt="", slug="id")
        for n in range(1, 10)
    )
    html = f"<html lang=sv><body>{MENU}<main>{html}</main>"
    url = "https://www.example.org/for-sale"
    titles = [title for title, _ in run(html, url, rules_of(html, url)).values()]
    assert titles == [f"Aldby {n % 3}" for n in range(1, 10)]


def test_the_goods_of_a_page_stand_in_its_folder_and_the_reads_above_do_not() -> None:
    """So they are told on the second page of a deep shelf, where reads have headings and days."""
    good = (
        "<div class=cell><a href=/care/shaving/wax/{n}/{title}.pro><img src=/{n}.jpg></a>"
        "<a href=/care/shaving/wax/{n}/{title}.pro>{title} wax of honey</a><p>{n} stars</p></div>"
    )
    read = (
        "<div class=area><h2><a href=/news/{n}-how-it-is>Why the {topic} is so good for all</a></h2>"
        "<time>{n}.11.2024</time></div>"
    )
    reads = "".join(read.format(n=n, topic=topic) for n, topic in enumerate(TOPICS[:3], 1))
    kinds = [f"{word}-{topic}" for word in ("red", "blue") for topic in TOPICS]
    goods = "".join(good.format(n=n + 40, title=kind) for n, kind in enumerate(kinds))
    html = f"{MENU}<main><div>{reads}</div><div>{goods}</div></main>"
    found = links(html, "https://www.example.org/care/shaving/wax/page-2.htm")
    assert len(found) == len(kinds)
    assert all("/wax/" in link for link in found)


def test_columns_with_a_picture_each_are_no_goods_beside_the_shelves_in_them() -> None:
    good = (
        "<li><b>\n    <sup>$</sup>9\n  </b><i class=product_title><a href=/products/{n}-{topic}>"
        "The {topic} lamp of oak</a></i></li>"
    )

    def column(kind: str, at: int, text: str) -> str:
        rows = "".join(good.format(n=at + n, topic=topic) for n, topic in enumerate(TOPICS))
        picture = f"<p><a href=/products/{at}-sale><img alt='Sale {at}' src=/{at}.png></a></p>"
        return f"<div class='column {kind}'>{picture}{text}<div class=sidebar><ul>{rows}</ul></div></div>"

    words = "<p>All that can be had here is made by hand, and by no one else in the town.</p>"
    columns = "".join(column("single", at, words) for at in (20, 40, 60))
    found = links(f"{MENU}<div class=container>{columns}</div>", "https://www.example.org/")
    assert len(found) == 3 * len(TOPICS)
    assert not any(url.endswith("-sale") for url in found)
