"""Pages whose list goes through several parts: boxes beside a front page's sections, larger stories.

Of the boxes some hold stories and others none; games and films are set as stories are.
"""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, TOPICS, items, links

from feedmaker.detect.elements import ElementInfo, read_places
from feedmaker.detect.links import Link, read_links
from feedmaker.detect.selectors import Picker
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import link_of

STORY = "<a class=story href=/press/{n}/{n}-it-was-so-and-so><b>{title} {n}</b>{when}</a>"
WHEN = "<i class=time>{n} October 2026</i>"
COLUMN = "<div class=sidebar>{boxes}</div>"


def box(first: int, when: str = WHEN, name: str = "box", many: int = 3) -> str:
    """A box of so many stories, with a heading that leads to all of the section."""
    rows = "".join(
        STORY.format(n=n, title=TITLES[n % 9], when=when.format(n=n))
        for n in range(first, first + many)
    )
    return f"<div class='{name}'><h3><a href=/section/{first}>Part {first}</a></h3>{rows}</div>"


def page(column: str, sections: int = 4) -> str:
    """Twelve stories in so many boxes, and what stands beside them."""
    many = 12 // sections
    boxes = "".join(box(10 + n * many, many=many) for n in range(sections))
    return f"{MENU}<div class=main>{boxes}</div>{column}"


def test_boxes_beside_the_sections_with_stories_of_the_same_kind_are_sections() -> None:
    column = COLUMN.format(boxes=box(1, many=2) + box(3) + box(1, when="4096 times read"))
    assert len(links(page(column))) == 12 + 5


def test_boxes_beside_the_sections_that_are_of_another_kind_are_none() -> None:
    others = (
        COLUMN.format(boxes=box(1, when="4096 times read")),
        COLUMN.format(boxes=box(1, name="box most-read")),
        COLUMN.format(boxes=box(1).replace("class=story", "class=tip")),
        COLUMN.format(boxes=box(1).replace("/press/", "/tip/of/")),
        f"<nav>{box(1)}</nav>",
    )
    for other in others:
        assert len(links(page(other))) == 12, other


def test_a_box_beside_one_list_is_of_other_stories() -> None:
    assert len(links(page(COLUMN.format(boxes=box(1)), sections=1))) == 12


def test_a_topic_before_the_title_in_one_heading_is_no_story() -> None:
    post = (
        "<h2 class=head><a href=/category/{topic}/><i>{topic}</i></a><br>"
        "<a href=/{topic}/{n}-a-story>{title}</a></h2><p>What was said about it at length.</p>"
    )
    told = enumerate(zip(TOPICS[:5], TITLES, strict=False))
    html = "".join(post.format(n=n, topic=topic, title=title) for n, (topic, title) in told)
    stories = [f"/{topic}/{n}-a-story" for n, topic in enumerate(TOPICS[:5])]
    assert links(MENU + html) == [f"https://www.example.org{path}" for path in stories]


def test_the_heading_below_each_box_that_leads_to_all_of_its_kind_is_no_line_of_it() -> None:
    line = "<a class=series href=/series/{part}_{n}>The {topic} {part}</a><br>"
    box = "<div class=box><div class=left>{lines}<a href=/all/{part}><h4>View all</h4></a></div></div>"
    html = ""
    for part in ("shows", "sports", "plays", "films"):
        lines = (line.format(part=part, n=n, topic=topic) for n, topic in enumerate(TOPICS))
        html += box.format(part=part, lines="".join(lines))
    found = links(f"<div>{html}</div>")
    assert len(found) == 4 * len(TOPICS)
    assert all("/series/" in url for url in found)


def test_a_film_elsewhere_above_a_story_is_not_the_story() -> None:
    row = "<tr><td><a href=/news/{n}-a-story>{title}</a></td></tr>"
    film = (
        "<tr><td><a href=https://films.example/77><img src=/f.jpg "
        "alt='A boat at the quay of the old town'></a><br>"
        "<a href=/news/film-of-the-boat>The film of the boat</a> <a href=https://films.example/77>"
        "<img src=/film.png alt='A film comes with this story.'></a> It is shown at school.</td></tr>"
    )
    found = links(f"<table>{film}{items(row)}</table>")
    assert found == [f"{PAGE}film-of-the-boat", *STORIES]


@pytest.mark.parametrize(
    "name",
    [
        "<span class=line><b>{topic} Works</b></span> <span class=line>{what}</span>",
        "<span>{topic} Works <span class=appendix>{what}</span></span>",
    ],
)
def test_lines_alike_in_a_link_and_a_note_on_its_words_are_one_title(name: str) -> None:
    card = (
        "<li><a href=/{n}-ware><img src=/{n}.jpg><span class=flag>New</span></a>"
        "<p><a class=name href=/{n}-ware>{name}</a></p><p>€ 9,00</p></li>"
    )
    said = [(topic, f"Oar of good wood from beside the {topic}") for topic in TOPICS]
    named = [name.format(topic=topic, what=what) for topic, what in said]
    made = "".join(card.format(n=n, name=one) for n, one in enumerate(named))
    html, url = f"{MENU}<ul>{made}</ul>", "https://www.example.org/"
    found = run(html, url, rules_of(html, url))
    assert [title for title, _ in found.values()] == [f"{t} Works {what}" for t, what in said]


TOPICAL = (
    "<article><div><a href=/lake>Lake</a></div><h3><a href=/news/{n}-a-story>{title}</a></h3>"
    "<p>It was said at the pier that it is so.</p></article>"
)
PLAIN = "<article><h3><a href=/news/{n}-a-story>{title}</a></h3><p>So it is said.</p></article>"


def test_stories_shown_once_more_below_a_topic_do_not_hide_the_new_ones_beside_them() -> None:
    again = items(TOPICAL, TITLES[:6])
    new = "".join(
        TOPICAL.format(n=n, title=f"What the {TOPICS[n - 90]} is for in winter") for n in (90, 91)
    )
    html = f"{MENU}<div class=latest>{again}{new}</div><div class=box>{items(PLAIN)}</div>"
    document = Document(html, PAGE)
    places = read_places(document)
    all_links = read_links(document, places)
    box = next(place for place in places if "box" in place.classes)
    chosen = [
        link
        for link in all_links
        if link.place.in_heading and (link.place.at > box.at or "/9" in link.url)
    ]
    picked = Picker(places, all_links, chosen).pick([*map(_article, chosen)])
    found = {link_of(node) for node in document.tree.css(f"{picked.selector} h3 a")}
    assert found == {f"/news/{n}-a-story" for n in (*range(len(TITLES)), 90, 91)}


def _article(link: Link) -> ElementInfo:
    return next(up for up in link.place.upwards() if up.tag == "article")


TRENDING = (
    "<div class='story trending-story'><img src=/{n}.jpg><span class=topic><a href=/lake>Lake</a></span>"
    "<div class=below><i>{day} May 2024</i><div class=title><a href=/news/{n}-a-story>{title}</a></div>"
    "</div></div>"
)
LARGE = TRENDING.replace("class=below", "class='below over'").replace(" trending-story", " large")


def test_larger_stories_called_trending_as_those_of_the_list_itself_are_stories_of_it() -> None:
    large = items(LARGE, TITLES[:2]).replace("/news/", "/news/9")
    way_on = "<div class=title><a href=/latest>Show all that is going on in the town</a></div>"
    html = f"{MENU}<main>{items(TRENDING)}<section class=trending>{{}}</section></main>"
    assert len(links(html.format(large))) == len(TITLES) + 2
    assert links(html.format(way_on)) == STORIES
    for other in (large.replace("May 2024", ""), large.replace("title", "'title popular'")):
        assert links(html.format(other)) == STORIES, other


SHOT = (
    "<div class='entry {turn} shot'><h3><a href=/news/{n}-a-story><img src=/{n}.jpg>"
    "<b>{title}</b></a> by <a class=author href=/author/ann>Ann</a></h3><i>{day} May 2024</i></div>"
)
TEXT = (
    "<div class='entry text'><div class=part><h3><a href=/news/90-a-story>A hand</a> by <a "
    "class=author href=/author/ann>Ann</a></h3><i>2 May 2024</i> <a href=/news/90-a-story#c>2</a></div></div>"
)


def test_an_entry_set_as_text_among_those_set_as_pictures_is_one_of_them() -> None:
    html = f"<div>{items(SHOT, TITLES[:3])}{TEXT}{items(SHOT, TITLES[3:]).replace('/news/', '/news/5')}</div>"
    html = html.replace("even", "top").replace("odd", "end")
    assert f"{PAGE}90-a-story" in links(html)
    for other in (
        TEXT.replace("2 May 2024", ""),
        TEXT.replace("h3>", "b>"),
        TEXT.replace("entry ", ""),
    ):
        assert f"{PAGE}90-a-story" not in links(html.replace(TEXT, other)), other


LINE = (
    "<div><div><img src=/{n}.jpg><br><span class=small><a href='/story.php?part=front&amp;id=8{n}'>"
    "{title}</a></span><br><i>So it is said.</i></div></div>"
)
FIRST = (
    "<div><img src=/90.jpg><b><span class=large><a href='/story.php?part=front&amp;id=890'>What was "
    "found below the pier</a></span></b><br>{more}<a href='/story.php?part=front&amp;id=890'>all</a></div>"
)


def test_a_story_in_bold_before_the_first_of_a_list_without_headings_is_one_of_it() -> None:
    html = f"{MENU}<div id=left>{{}}{items(LINE)}</div>"
    first = "https://www.example.org/story.php?part=front&id=890"
    assert first in links(html.format(FIRST.format(more="")))
    others = (
        FIRST.format(more="<a href='/story.php?part=front&amp;id=891'>What else is new in it</a>"),
        FIRST.format(more="").replace("b>", "u>"),
        FIRST.format(more="").replace("part=front", "advert"),
    )
    for other in others:
        assert first not in links(html.format(other)), other


OF_DAY = "<div class=story><h3><a href={to}>{title}</a></h3><p>It was so.</p></div>"


def test_games_set_as_stories_are_none_where_those_have_their_day_in_the_address() -> None:
    def section(to: str) -> str:
        names = ("Crosses", "Dots", "Rows")
        return "".join(OF_DAY.format(to=to + name.lower(), title=name) for name in names)

    river = items(OF_DAY.replace("{to}", "/2024/05/0{day}/{n}-a-story"))
    html = f"{MENU}<main><section>{river}</section><section>{{}}</section></main>"
    assert len(links(html.format(section("/games/")))) == len(TITLES)
    assert len(links(html.format(section("/2024/05/09/")))) == len(TITLES) + 3


def columns(name: str, text: str = "{name} {n}") -> str:
    """Stories of a front page with pictures, and below them columns: who writes, and the title."""
    story = "<li><img src=/{n}.jpg><h4><a href=/town/read/2026101{n}/{n}-was-at-the-pier-again>{title}</a></h4></li>"
    column = (
        "<div id=column><div id=face><img src=/f{n}.jpg></div><div id=said><div id=by>"
        f"<a href=/{name}/{{n}}>{text}</a></div><div id=what>"
        "<a href=/views/read/2026101{n}/{n}-views-of-the-old-pier>On {title}</a></div></div></div>"
    )
    rows = "".join(story.format(n=n, title=TITLES[n]) for n in range(8))
    views = ""
    for topic, some in (("money", (0, 1, 2)), ("sport", (3,)), ("views", (4, 5, 6, 7))):
        few = "".join(column.format(n=n, title=TITLES[n], name=("Ann", "Tom")[n % 2]) for n in some)
        views += f"<div class='box of-{topic}'><div>{topic}</div><div>{few}</div></div>"
    return f"{MENU}<main><ul class=river>{rows}</ul>{views}</main>"


def test_columns_below_the_names_of_those_who_write_them_are_stories() -> None:
    html, home = columns("section"), "https://news.example/"
    found = run(html, home, rules_of(html, home))
    assert len(found) == 16
    assert all("/read/" in url for url in found)


@pytest.mark.parametrize("to", ["https://sister.example/2026/05/{n}-of-it", "/notes/{n}-of-it"])
@pytest.mark.parametrize(("every", "many"), [(2, 4), (3, 3), (8, 0)])
def test_cards_in_turns_with_a_list_are_of_it_and_an_advert_is_not(
    to: str, every: int, many: int
) -> None:
    """Those of a sister paper have no day, another class more and a smaller heading."""
    card = "<div class=post><h2><a href=/news/{n}-a-story>{title}</a></h2>{n} May 2026</div>"
    other = f"<div class='post by-link'><h3><a href={to}>What else is said of it</a></h3></div>"
    cards = (
        card.format(n=n, title=title) + (other.format(n=n) if n % every == 1 else "")
        for n, title in enumerate(TITLES)
    )
    found = links(f"{MENU}<main><div>{''.join(cards)}</div></main>")
    assert set(STORIES) <= set(found)
    assert len(found) == len(STORIES) + many
