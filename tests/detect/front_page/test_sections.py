"""Front pages of several sections: which of these are found beside the main list."""

from __future__ import annotations

import json
import re

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, TITLES, TOPICS, links

from feedmaker.detect.elements import read_places
from feedmaker.detect.links.link_rule import link_selector
from feedmaker.page.document import Document

WHEN = "<time datetime=2026-10-{n}>{n} October 2026</time>"
LINE = (
    "<article class=line><h4><a href=/news/{n}-a-story>{title} {n}</a></h4>" + WHEN + "</article>"
)
LARGE = (
    "<div class=large><a class=picture href={to}><img src=/p.jpg></a><div><h3><a href={to}>{title}</a></h3>"
    "<p>So it was said at the pier.</p>" + WHEN + "</div></div>"
)
NAMES = ("town", "coast", "sport", "arts")
LARGE_ONES = [f"{PAGE}{n}9-the-first-of-the-section" for n in range(1, 5)]


def sections(leads: list[str], when: bool = True) -> str:
    """Four sections, each of a story shown larger, which leads so, and three lines."""
    made = ""
    for n, (name, lead) in enumerate(zip(NAMES, leads, strict=True), 1):
        large = LARGE.format(to=lead, n=20 + n, title=f"What came first in the {name} of old")
        if not when:
            large = large.replace(WHEN.format(n=20 + n), "")
        lines = "".join(LINE.format(n=10 * n // 2 + k, title=TITLES[n + k]) for k in range(3))
        made += f"<section class=part><h2>{name}</h2><div>{large}</div><ul><li>{lines}</li></ul></section>"
    return f"{MENU}<main>{made}</main>"


def test_the_larger_stories_of_sections_are_found_beside_the_lines_below_them() -> None:
    found = links(sections(LARGE_ONES))
    assert len(found) == 16
    assert set(found) >= {*LARGE_ONES}


def test_larger_stories_that_stand_in_the_list_as_well_are_found_once() -> None:
    again = f"{PAGE}5-a-story"
    found = links(sections([again, *LARGE_ONES[1:]]))
    assert len(found) == 15
    assert set(found) >= {*LARGE_ONES[1:]}


def test_what_heads_sections_and_has_no_day_is_none_of_a_list_with_days() -> None:
    assert not {*LARGE_ONES} & {*links(sections(LARGE_ONES, when=False))}


def test_a_word_beside_the_lines_of_sections_is_none_of_their_stories() -> None:
    to = [f"{PAGE}{n}9-all-of-the-section" for n in range(1, 5)]
    page = sections(LARGE_ONES)
    for n, address in enumerate(to):
        more = f"<a class=more href={address}>And so on and on in part {n}</a>"
        page = page.replace("</li></ul></section>", f"</li></ul>{more}</SECTION>", 1)
    assert {*LARGE_ONES} <= {*links(page)}
    assert not {*to} & {*links(page)}


def by_day(sections: tuple[str, ...], tag: str, label: str = "") -> str:
    """Stories with the day in their addresses, each in a section, and headings of one size."""
    rows = (
        f"<div class=the-{tag}>{label}<{tag}><a href=/2026/10/16/{to}/{n}-was-at-the-{tag}.html>"
        f"{TITLES[n % 9]} {n}</a></{tag}><p>So it was said at the pier.</p></div>"
        for n, to in enumerate(sections)
    )
    return f"<div class=of-{tag}>{''.join(rows)}</div>"


def test_stories_by_day_are_found_above_a_list_through_however_many_sections_they_lead() -> None:
    river = by_day(("town", "land", "arts") * 6, "h6")
    above = by_day(("town/south", "world/coast", "wires/land/old"), "h3")
    assert len(links(f"{MENU}<main>{above}{river}</main>")) == 21


def test_larger_headings_are_found_by_the_rule_of_a_long_list_with_small_ones() -> None:
    label = "<a href=/topics/of-the-town>Town</a>"
    river = by_day(("town", "land", "arts") * 15, "h6", label)
    above = by_day(("town", "world", "arts", "land"), "h3") + by_day(("town", "arts") * 2, "h2")
    html = f"{MENU}<main>{above}{river}</main>"
    assert len(run(html, PAGE, rules_of(html, PAGE))) == 53


def test_lines_without_headings_are_found_between_the_list_and_another_as_good() -> None:
    river, first = by_day(("town", "land", "arts") * 4, "h6"), by_day(("town", "land") * 4, "h3")
    plain = "".join(
        f"<li><a href=/2026/10/15/views/the-view-from-the-pier-{n}.html>{TITLES[n]} now</a></li>"
        for n in range(5)
    )
    lines = f"<ul class=views>{plain}</ul>"
    assert len(links(f"{MENU}<main>{first}{lines}{river}</main>")) == 25
    assert len(links(f"{MENU}<main>{first}{river}{lines}</main>")) == 20


def portal(name: str, films: int, theatres: int = 3) -> str:
    """Lines of four sections, the films of each theatre, and what a part so named holds."""
    line = "<li><a href=/{to}/{n}-lines-of-the-day>{title}</a></li>"
    parts = "".join(
        f"<div><h2><a href=/{to}/>{to}</a></h2><ul>"
        + "".join(line.format(to=to, n=n, title=TITLES[k + n][:30]) for n in range(3))
        + "</ul></div>"
        for k, to in enumerate(NAMES)
    )
    film = "<li><h4><a href=/films/the-film-of-{n}-{n}-boats>The film of {n} boats</a></h4><span class=time>{n}:30</span></li>"
    shown = f"<ul class=films>{''.join(film.format(n=n) for n in range(10, 10 + films))}</ul>"
    row = "<li><div><a href=/liked/{n}-it-is-liked-by-all>{title} {n}</a></div></li>"
    liked = "".join(row.format(n=n, title=TITLES[n % 9]) for n in range(20))
    return f"{MENU}<div class=parts>{parts}</div>{shown * theatres}<div class={name}><ul>{liked}</ul></div>"


def test_films_that_each_theatre_lists_again_are_not_the_list_of_a_portal() -> None:
    once, again = links(portal("most", 9, theatres=1)), links(portal("most", 9))
    assert all("/films/" in address for address in once)
    assert len(again) == 12
    assert all("lines-of-the-day" in address for address in again)


def test_a_part_that_is_called_most_is_none_of_the_page_s_own_lists() -> None:
    found = links(portal("most", 3))
    assert all("lines-of-the-day" in address for address in found)
    assert any("/liked/" in address for address in links(portal("most-new", 3)))


def boxes(lines: int = 3, name: str = "box") -> str:
    """A list with days, and below it four boxes of a section: a story with a picture, and lines."""
    row = (
        "<div class=item><h2><a href=/news/{n}-a-story-of-old.html>{title}</a></h2>"
        + WHEN
        + "</div>"
    )
    river = "".join(row.format(n=10 + n, title=TITLES[n % 9]) for n in range(12))
    made = ""
    for k, to in enumerate(NAMES):
        first = f"/news/{k}50-came-first-of-all.html"
        below = "".join(
            f"<li><a href=/news/{k}{n}-below-it-is-this.html>{TITLES[n]} {k}</a></li>"
            for n in range(lines)
        )
        made += (
            f"<div class={name}><p><a href=/{to}>{to}</a></p><ul><div><h6><a href={first}>"
            f"<img src=/p.jpg></a><a href={first}>What came first in the {to} of old</a></h6></div>"
            f"{below}</ul></div>"
        )
    return f"{MENU}<main><div class=river>{river}</div><div class=boxes>{made}</div></main>"


def test_boxes_of_sections_below_a_list_with_days_have_stories_as_well() -> None:
    html = boxes()
    found = run(html, PAGE, rules_of(html, PAGE))
    assert len(found) == 28
    assert all(title for title, _ in found.values())


def test_boxes_that_stand_beside_the_page_are_no_sections() -> None:
    assert len(links(boxes(name="sidebar"))) == 12


def cards(*, known: bool, opinion: str = "") -> str:
    """Stories in three rows, and below them six cards: a headed story with a picture, and lines.

    The first of one card is `known`: shown above as well.
    """
    to = "/2026/{section}/10/{n}/what-was-said-of-it-by-all"
    post = "<article class=post><header><h2><a href={to}>{title} {n}</a></h2></header></article>"
    river = "".join(
        post.format(to=to.format(section="news/stories", n=10 + n), n=n, title=TITLES[n % 9])
        for n in range(9)
    )
    made = ""
    for k in range(6):
        section = (*NAMES, "people-of-old-times", "land")[k]
        first = to.format(section=section if k or not known else "news/stories", n=10 + k)
        below = "".join(
            f"<li class=line><h4><a href={to.format(section=section, n=10 + k)}-{n}>The {topic} in part {k}</a></h4></li>"
            for n, topic in enumerate(TOPICS[:4])
        )
        made += (
            f"<div class=card><figure><a href={first}><img src=/p.jpg></a></figure><ul><li class=line><h3>"
            f"<a href={first}>{TITLES[k]} and {k} more</a></h3></li>{below}</ul></div>"
        )
    return f"{MENU}<main><div class=river>{river}</div>{opinion}<div class=deck>{made}</div></main>"


def test_lines_are_found_in_cards_of_which_one_begins_with_what_stands_above() -> None:
    assert len(links(cards(known=False))) == 9 + 6 + 24
    assert len(links(cards(known=True))) == 9 + 5 + 24


def test_letters_beside_a_story_that_stands_alone_are_stories() -> None:
    letters = "".join(
        f"<div class=letter><h4><a href=/2026/views/letters/10/1{n}/i-beg-to-differ-from-it>"
        f"{TITLES[n]}, I say</a></h4></div>"
        for n in range(3)
    )
    alone = (
        "<div class=half><article class=post><header><h2><a href=/2026/views/10/11/what-we-think-of-it-all>"
        "What we think of the old pier</a></h2></header></article></div>"
    )
    page = cards(
        known=True, opinion=f"<div class=views>{alone}<div class=half>{letters}</div></div>"
    )
    found = links(page)
    assert sum("/letters/" in address for address in found) == 3
    assert sum("what-we-think" in address for address in found) == 1


def test_stories_below_the_name_of_their_section_are_found_by_their_own_headings() -> None:
    cell = (
        "<td class=inside><h6 class=part><a href=/pages/{part}/index.html>{part} »</a></h6>"
        "<div class=photo><a href={to}><img src=/p.jpg></a></div><h6><a href={to}>{title}</a></h6></td>"
    )
    cells = "".join(
        cell.format(
            part=part, to=f"/2026/10/16/{part}/{part}-was-said.html", title=f"{TITLES[n]} {n}"
        )
        for n, part in enumerate(NAMES)
    )
    row = (
        "<li class=row><a class=small href=/2026/10/16/{n}-was-on.html><img src=/p.jpg></a>"
        "<{tag}><a href=/2026/10/16/{n}-was-on.html>{title} {n}</a></{tag}></li>"
    )
    river = "".join(
        row.format(n=n, tag=("h3", "h5", "p")[n % 3], title=TITLES[n % 9]) for n in range(18)
    )
    html = f"{MENU}<main><table><tr>{cells}</tr></table><ul>{river}</ul></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert len(found) == 18 + 4
    assert not any("/pages/" in address for address in found)
    # The list shows them as well, with other addresses: their titles are said twice
    assert all(title.startswith("The ") for title, _ in found.values()), found


def top(name: str, to: str, many: int = 7) -> str:
    """Stories in a part of that name, which lead so, above twelve others."""
    story = "<div class=story><h4><a href={to}>{title} {n}</a></h4><p>{said}</p></div>"
    said = "So it was said at the pier by all who were there."
    above = "".join(
        story.format(to=to.format(n=70 + n), title=TITLES[n], n=70 + n, said=said)
        for n in range(many)
    )
    river = "".join(
        f"<li class=row><h3><a href=/town/{n}-was-at-the-old-pier/story-{n}>The {TOPICS[n % 9]} of old {n}</a></h3></li>"
        for n in range(12)
    )
    return f"{MENU}<main><div class={name}>{above}</div><ul>{river}</ul></main>"


def test_stories_at_the_top_are_found_though_they_are_called_a_promotion() -> None:
    to = "/town/{n}-was-at-the-old-pier/story-{n}"
    assert len(links(top("promo", to))) == 12 + 7
    assert len(links(top("promo", "/offers/of/{n}"))) == 12
    assert len(links(top("sponsored", to))) == 12


def test_stories_of_a_section_whose_name_is_of_several_words_are_found_above() -> None:
    assert len(links(top("lead", "/odd-but-true/{n}-was-at-the-old-pier/story-{n}", 3))) == 12 + 3


def numbered(lines: list[int]) -> str:
    """Return a section of cards, numbered 4999 and down, with lines of other numbers below."""
    cards = "".join(
        f"<div class=card><h3><a href=/news/{4999 - n}/what-is-new>{title}</a></h3><p>{title}, they say,"
        f" and that is all.</p><span>{n + 1} hours ago</span></div>"
        for n, title in enumerate(TITLES)
    )
    below = "".join(
        f"<div class=line><a href=/news/{n}/more-of-it>What else is new in town number {n}</a></div>"
        for n in lines
    )
    return f"{MENU}<main><h2>Hot</h2>{cards}<div class=more>{below}</div></main>"


def test_lines_that_go_on_in_the_order_of_their_numbers_are_of_the_section() -> None:
    assert len(links(numbered([4900, 4898, 4897, 4893]))) == len(TITLES) + 4
    assert len(links(numbered([4900, 4898, 4994, 4893]))) == len(TITLES)


def test_a_part_with_pages_to_turn_is_no_row_of_pages() -> None:
    """So builders of front pages name the sections whose further stories a click brings."""
    row = "<div class=row><h3><a href=/news/{n}-a-story>{title}</a></h3>" + WHEN + "</div>"
    slides = "".join(
        f"<div class=top><h3><a href=/news/7{n}-on-top>{title} on top</a></h3></div>"
        for n, title in enumerate(TITLES[:3])
    )
    parts = "".join(
        f"<div class='part part_with_{name}_pagination'><h2>{name}</h2><div>"
        + "".join(row.format(n=10 * k + n, title=f"{TITLES[k + n]} in {name}") for n in (1, 2, 3))
        + "</div></div>"
        for k, name in enumerate(NAMES, 1)
    )
    found = links(f"{MENU}<main><div>{slides}</div>{parts}</main>")
    assert {*found} >= {f"{PAGE}{10 * k + n}-a-story" for k in (1, 2, 3, 4) for n in (1, 2, 3)}


def test_stories_that_fold_open_to_their_pictures_are_no_menu() -> None:
    entry = "<li><a href=/news/{n}-a-story>{title}</a><ul><li><a href={to}><img></a></ul>"

    def branches(to: str) -> int:
        made = (entry.format(n=n, title=title, to=to.format(n=n)) for n, title in enumerate(TITLES))
        return sum(
            place.branch for place in read_places(Document(f"<ul>{''.join(made)}</ul>", PAGE))
        )

    assert branches("/news/{n}-a-story") == 0
    assert branches("/news/{n}-a-story/all") == len(TITLES)


@pytest.mark.parametrize(("part", "shown"), [("2026/10/{n}", True), ("news/{n}", False)])
def test_larger_stories_whose_addresses_have_the_day_need_show_none(part: str, shown: bool) -> None:
    large = "<div class=large><h3><a href=/{to}/on-top>{title} on top</a></h3></div>"
    row = "<div class=row><h4><a href=/{to}/a-story>{title}</a></h4>" + WHEN + "</div>"
    tops = "".join(
        large.format(to=part.format(n=20 + n), title=title) for n, title in enumerate(TITLES[:4])
    )
    rows = "".join(
        row.format(to=part.format(n=10 + n), n=10 + n, title=title)
        for n, title in enumerate(TITLES)
    )
    found = links(f"{MENU}<main><div>{tops}</div><div>{rows}</div></main>")
    assert len(found) == len(TITLES) + (4 if shown else 0)


def related(base: str) -> str:
    """Six sections, each of a story and lines called related, each below a folder of its own."""
    made = ""
    for n, name in enumerate((*NAMES, "land", "world")):
        to = base.format(name=name)
        lines = "".join(
            f"<li><a href={to}/{title.replace(' ', '-')}/story-{n}{k}0001>{title} {n}{k}</a>"
            for k, title in enumerate(TITLES[n : n + 3])
        )
        made += (
            f"<article class=part><h2><a href={to}/what-came-first-of-all/story-{n}70001>"
            f"{TITLES[n]} leads here</a></h2><p>So it was said.</p><ul class=related>{lines}"
            f"<li class=more><a href={to}>And more of our {name} news</a></ul></article>"
        )
    return f"{MENU}<main>{made}</main>"


def test_related_lines_that_each_have_a_folder_of_their_own_are_of_the_section_around_it() -> None:
    found = links(related("/{name}"))
    assert len(found) == 24
    assert all("/story-" in address for address in found)  # none leads to the section itself
    assert len(links(related("/news"))) == 6


def told(lines: int) -> str:
    """Cards and two boxes of lines, of which the page's own data names the cards and so many."""
    cards = [f"{PAGE}{title.replace(' ', '-')}/73500{n}" for n, title in enumerate(TITLES[:8])]
    below = [f"{PAGE}a-line-below-the-cards-of-the-day-{n}/73400{n}" for n in range(8)]
    made = "".join(
        f"<article class=card><a href={to}><img src=/p{n}.jpg></a><h2><a href={to}>{TITLES[n]}"
        "</a></h2></article>"
        for n, to in enumerate(cards)
    )
    rows = [
        f"<li class=line><a href={to}>And the {TITLES[n][4:14]} {n} of old</a><span>Gazette</span>"
        for n, to in enumerate(below)
    ]
    for box in (rows[:4], rows[4:]):
        made += f"<article class=card><div class=box><ul>{''.join(box)}</ul></div></article>"
    named = [{"@type": "ListItem", "url": to} for to in cards + below[:lines]]
    data = json.dumps({"@type": "ItemList", "itemListElement": named})
    return f"<script type=application/ld+json>{data}</script>{MENU}<main>{made}</main>"


def test_lines_that_the_page_s_own_data_names_as_it_does_the_list_are_stories_as_well() -> None:
    assert len(links(told(8))) == 16
    assert len(links(told(4))) == 8
    assert len(links(told(0))) == 8


def _cards(name: str, first: int, many: int, tag: str, picture: bool = True) -> str:
    image = "<img src=/p.jpg>" if picture else ""
    made = "".join(
        f"<{tag} class={name}-card>{image}<b><a href=/story/{n}00{n}/{TITLES[n % 9].lower().replace(' ', '-')}>"
        f"{TITLES[n % 9]} for the {n}th time</a></b></{tag}>"
        for n in range(first, first + many)
    )
    return f"<div class=box><p>{name}</p><div>{made}</div></div>"


def _front(beside: str) -> str:
    river = "".join(
        f"<article><h2><a href=/story/{n}00{n}/the-river-rose-in-the-night>The river rose in the night of the {n}th</a></h2>"
        f"<time datetime=2026-10-{n}>{n} October</time><img src=/p.jpg><p>So it was said.</p></article>"
        for n in range(10, 18)
    )
    return f"{MENU}<main>{river}</main>{beside}"


def test_sections_set_otherwise_are_told_by_the_addresses_of_their_stories() -> None:
    beside = _cards("sport", 20, 4, "div") + _cards("arts", 30, 4, "section")
    beside += _cards("Lo más destacado", 60, 4, "p")
    read = _cards("Most read", 40, 5, "span") + _cards("bare", 50, 5, "i", picture=False)
    page = _front(beside + read)
    found = {int(link.split("/")[4][:2]) for link in links(page, "https://www.example.org/")}
    assert found == {*range(10, 18), *range(20, 24), *range(30, 34), *range(60, 64)}
    inner = {int(link.split("/")[4][:2]) for link in links(page, "https://www.example.org/news/")}
    assert inner == {*range(10, 18)}


def _bands(head: str) -> str:
    return "".join(
        f"<div class=band><a href=/story/{n}00{n}/the-harbour-of-old><img src=/p.jpg><div><h4>{head}</h4>"
        f"<h2>What the harbour of old was for, part {n}</h2><p>The boats lay there for years.</p></div></a></div>"
        for n in range(30, 33)
    )


def test_cards_that_say_who_writes_above_their_titles_are_stories_and_no_reviews() -> None:
    def found(head: str) -> set[int]:
        page = re.sub(r"/story/(\d\d)00\d\d/[\w-]+", r"/town/15\1", _front(_bands(head)))
        return {int(link[-2:]) for link in links(page, "https://www.example.org/")}

    assert found("Column - Ann Ellis") == {*range(10, 18), *range(30, 33)}
    assert found("Column") == {*range(10, 18), *range(30, 33)}


def test_larger_cards_of_sections_that_are_links_whole_are_found_beside_smaller_ones() -> None:
    def card(kind: str, n: int) -> str:
        return (
            f"<a class='card {kind}' href=/story/{n}-the-river-rose/><img src=/p.jpg><div>"
            + WHEN.format(n=n)
            + f"<h3>The river rose in the night of the {n}th</h3><p>So it was said.</p></div></a>"
        )

    parts = "".join(
        f"<section><h2>{name}</h2><div class=grid>{card('wide', 10 + at)}<div class=side>"
        f"{card('mini', 20 + 2 * at)}{card('mini', 21 + 2 * at)}</div></div></section>"
        for at, name in enumerate(NAMES)
    )
    found = links(f"{MENU}<main><section>{parts}</section></main>", "https://www.example.org/")
    assert len(found) == 3 * len(NAMES)


def test_the_page_that_a_script_is_asked_for_tells_a_story_from_a_section() -> None:
    def found(menu: str) -> int:
        page = _front(_cards("sport", 20, 4, "div"))
        for n in (*range(10, 18), *range(20, 24)):
            page = re.sub(rf"/story/{n}00{n}/[\w-]+", f"/index.php?show=story&amp;id={n}4{n}", page)
        names = "".join(
            f"<li><a href=/index.php?show={menu}&amp;id={n}>Part {n}</a>" for n in (48, 49)
        )
        return len(links(f"<ul class=nav>{names}</ul>{page}", "https://www.example.org/"))

    assert found("section") == 12
    assert found("story") == 8


def test_a_number_that_begins_with_a_day_tells_a_story_in_any_folder() -> None:
    def found(number: str) -> int:
        page = _front(_cards("sport", 20, 4, "div"))
        for n in (*range(10, 18), *range(20, 24)):
            to = f"/{'town' if n < 20 else 'sport'}/{number.format(n=n)}.html"
            page = re.sub(rf"/story/{n}00{n}/[\w-]+", to, page)
        return len(links(page, "https://www.example.org/"))

    assert found("202610{n}-441{n}") == 12
    assert found("prs202610{n}_441{n}") == 12
    assert found("{n}441{n}") == 8  # which of those are pages of the menu, nothing tells


def test_the_rest_of_large_stories_is_taken_where_most_of_them_stand_in_the_list() -> None:
    def found(name: str, tag: str = "h2") -> int:
        made = "".join(
            f"<div class=slide><{tag}><a href=/story/{n}00{n}/the-river-rose-in-the-night>"
            f"The river rose in the night of the {n}th</a></{tag}></div>"
            for n in range(14, 20)
        )
        slider = f"<div class=box><p>{name}</p><div class=slider>{made}</div></div>"
        return len(links(_front(slider), "https://www.example.org/"))

    assert found("Today") == 10
    assert found("Most read") == 8
    assert found("Today", tag="b") == 8


def test_a_box_of_most_read_that_is_set_as_sections_are_is_none_of_the_list() -> None:
    def box(name: str, numbers: range, price: str = "") -> str:
        cards = "".join(
            f"<div class=card><h2><a href=/2026/10/{n}/the-river-rose/>The river rose in the night of"
            f" the {n}th</a></h2>{price}</div>"
            for n in numbers
        )
        kind = "grid best" if "ost " in name else "grid"
        return f"<section class='{kind}'><p>{name}</p><div class=cards>{cards}</div></section>"

    def found(name: str, more: str = "", price: str = "") -> list[str]:
        page = MENU + box("Town", range(10, 16), price) + box(name, range(20, 23), price)
        page += box("Sport", range(24, 30), price)
        return links(page + more, "https://www.example.org/")

    assert len(found("Today's most popular")) == 12
    assert len(found("Today at the coast")) == 15
    assert len(found("Most popular", price="<b>12 €</b>")) == 15  # goods
    lead = "<div class=top><a href=/2026/10/21/the-river-rose/>The river rose</a></div>"
    assert "https://www.example.org/2026/10/21/the-river-rose/" in found("Most read", lead)
    for many in range(2, 5):  # all of the list
        page = MENU + "".join(box("Most read", range(10 * n, 10 * n + 4)) for n in range(1, many))
        assert len(links(page, "https://www.example.org/")) == 4 * (many - 1)


def test_comments_of_stories_are_no_pages_of_the_menu() -> None:
    page = _front(_cards("sport", 20, 4, "div"))
    count = "<div class=sidebar><a href=/story/{n}00{n}/the-river-rose-in-the-night#c>3 comments</a></div>"
    counts = "".join(count.format(n=n) for n in range(10, 18))
    assert len(links(page + counts, "https://www.example.org/")) == 12


def test_a_picture_s_link_before_the_title_s_is_as_good_where_other_items_have_but_one() -> None:
    title, other = (
        "<a href=/{n}-a-story>{n} a title</a>",
        "<a href=/people/{n}><img src=/{n}.jpg></a>",
    )
    picture = other.replace("people/{n}", "{n}-a-story")
    cards = (picture + title,) * 8 + (picture.replace("</a>", "{n} a title</a>"),) * 8
    made = "".join(f"<li>{card.format(n=n)}</li>" for n, card in enumerate((*cards, other + title)))
    places = read_places(Document(f"<ul>{made}</ul>", PAGE))
    titles = [place for place in places if place.tag == "a" and place.words]
    pairs = [(link, next(up for up in link.upwards() if up.tag == "li")) for link in titles]
    assert link_selector(places, pairs) == ""


def test_the_latest_comments_above_a_list_are_none_of_its_stories() -> None:
    row = "<div class=row><a href=/node/{n}>{title}</a><p>So it was said.</p><i>{n} October 2026</i></div>"
    rows = "".join(row.format(n=n, title=title) for n, title in enumerate(TITLES, 11))
    block = "<li><b><a href={{to}}/{n}84#c-{n}84>Re: what the {topic} says of it</a></b><i>{n} October 2026</i></li>"
    latest = "".join(block.format(n=n, topic=topic) for n, topic in enumerate(TOPICS[:3], 1))
    page = f"{MENU}<ul class=latest>{latest}</ul><main>{rows}</main>"
    assert len(links(page.replace("{to}", "/comment"))) == len(TITLES)
    assert len(links(page.replace("{to}", "/node"))) == len(TITLES) + 3


@pytest.mark.parametrize(("first", "found"), [(4380, 24), (2100, 6)])
def test_lines_from_long_ago_below_the_stories_are_of_the_same_matter_and_no_sections(
    first: int, found: int
) -> None:
    made = ""
    text = "<p>So it was said at the pier of the old town, where all of them had come.</p>"
    for n in range(6):
        lines = "".join(
            f"<a class=line href=/article/{first + 10 * n + k}-what-the-{topic}-said>What the {topic} said</a>"
            for k, topic in enumerate(TOPICS[:3])
        )
        to = f"/article/45{n}0-what-came-first-in-part-{n}"
        made += f"<div class=part><h2><a href={to}>What came first in part {n} of the town</a></h2>{text}{lines}</div>"
    page = f"{MENU}<main>{made}</main>"
    assert len(links(page, "https://www.example.org/")) == found
