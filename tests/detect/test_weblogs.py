"""Weblogs whose entries stand on the page whole, with links to what they tell of in their texts."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.elements import read_places
from feedmaker.detect.links import read_links
from feedmaker.detect.selectors import Picker
from feedmaker.page.document import Document

PAGE = "https://www.example.org/"
TITLES = [
    "Ferry lanes are closed",
    "A weir is voted for once more",
    "The garden above a tunnel",
    "Timber",
    "The library opens its roof",
    "School of lanterns moves in",
]
MENU = "<ul><li><a href=/home>Home</a><li><a href=/about>About</a><li><a href=/help>Help</a></ul>"
TEXT = (
    "<p>What was seen <a href=https://river{n}.example/way/{n}>on the way</a> is told by those who"
    " stood <a href=https://forge.example/{n}2>behind the bridge</a> at dawn and saw it all.</p>"
    "<p>More is known <a href=https://tower{n}.example/{n}>of the towers</a> in the north, and"
    " <a href=https://quay.example/stones/{n}>of the stones</a> that they were built with.</p>"
)
OLD = "".join(
    f"<li><a href=https://{name}.example/>The weblog of {name}</a>"
    for name in ("harbour", "orchard", "lantern", "meadow", "quarry", "market", "island", "forest")
)


def address(n: int) -> str:
    return f"2026/10/{TITLES[n].lower().replace(' ', '-')}"


def page(entry: str, beside: str = "") -> str:
    """Return a weblog of such entries, with another's weblogs and its own newest at its side."""
    entries = "".join(
        entry.format(
            n=n, url=f"/{address(n)}", title=title, day=f"October 2{n}, 2026", text=TEXT
        ).replace("{n}", str(n))
        for n, title in enumerate(TITLES)
    )
    side = f"<div id=side><h2>Others</h2><ul>{OLD}</ul><h2>Newest</h2><ul>{beside}</ul></div>"
    return f"<html lang=en><body>{MENU}<div id=main>{entries}</div>{side}"


NEWEST = "".join(f"<li><a href=/{address(n)}>{TITLES[n]}</a>" for n in range(3))


@pytest.mark.parametrize("beside", ["", NEWEST])
@pytest.mark.parametrize(
    "entry",
    [
        (
            "<h2>{day}</h2><h3>{title}</h3>{text}<p class=posted>By Ann at <a href={url}>0{n}:15 PM"
            "</a> | <a href={url}#c>Comments ({n})</a> | <a href={url}#t>TrackBack (0)</a></p>"
        ),
        (
            "<div class=entry><h3>{title} <a href={url} title=Permalink>#</a></h3>{text}"
            "<div class=meta>{day}</div></div>"
        ),
        "<div class=entry><h3>{title} <a href={url}>¶</a></h3>{text}<p>{day}</p></div>",
        (
            "<div class=day><h2><a href=/202610{n}>2026-10-2{n}</a></h2><div>"
            "<h3 class=title><a href={url}><span>_</span></a> {title}</h3>{text}</div></div>"
        ),
    ],
    ids=["hours", "mark", "unnamed mark", "days"],
)
def test_entries_whose_titles_lead_nowhere_are_found_by_what_leads_to_them(
    entry: str, beside: str
) -> None:
    html = page(entry, beside)
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"{PAGE}{address(n)}" for n in range(len(TITLES))]
    assert [*found.values()] == [(title, f"2026-10-2{n}") for n, title in enumerate(TITLES)]


def test_entries_without_a_title_are_found_by_their_days_and_not_by_what_they_tell_of() -> None:
    html = page(
        "<div class=post>{text}<div class=foot><a href={url}>{day}</a>"
        " <a href={url}#notes>1{n} notes</a></div></div>",
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"{PAGE}{address(n)}" for n in range(len(TITLES))]
    assert [day for _, day in found.values()] == [f"2026-10-2{n}" for n in range(len(TITLES))]


@pytest.mark.parametrize("name", ["<a name=e{n}></a>", "<a id=e{n}></a>\n"])
@pytest.mark.parametrize("title", ["<a href='#e{n}'>{title}</a>", "{title}"])
def test_entries_below_an_anchor_of_theirs_are_at_that(name: str, title: str) -> None:
    html = page(f"{name}<h3>{title}</h3><p class=date>{{day}}</p>{{text}}", NEWEST)
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"{PAGE}#e{n}" for n in range(len(TITLES))]
    assert [*found.values()] == [(title, f"2026-10-2{n}") for n, title in enumerate(TITLES)]


def test_headings_with_their_texts_in_one_holder_are_found_before_a_box_of_the_newest() -> None:
    told = "We are glad to tell that lamps are lit at dusk, and that all of the oars are dry again."
    entries = "".join(
        f"<h2><a href=/news/oars-1.{n}>OARS 1.{n}</a></h2><span>2012-02-1{n} - (1 min read)</span>{told * 3}"
        "<hr>"
        for n in range(4, 0, -1)
    )
    newest = "".join(
        f"<div class=news-latest-item><h3><a href=/news/oars-3.{n}>OARS 3.{n} is out</a></h3><p>2021-05-1{n}"
        "</p></div>"
        for n in range(4, 0, -1)
    )
    html = (
        f"{MENU}<article><h1>News</h1><ul>{entries}</ul></article><div><h2>News</h2>{newest}</div>"
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found.values()] == [(f"OARS 1.{n}", f"2012-02-1{n}") for n in range(4, 0, -1)]


def test_entries_whose_titles_lead_to_them_are_told_from_those_whose_titles_lead_nowhere() -> None:
    entry = (
        "<div class=post><h2>{title}</h2><p><a href=https://files.example/{n}.mp3>It</a></p></div>"
    )
    new = "".join(entry.format(n=n, title=f"The ninth wave, part {n}") for n in range(9))
    old = "".join(
        entry.format(n=n, title=f"<a href=/{address(n)}>{TITLES[n]}</a>") for n in range(6)
    )
    document = Document(f"<div>{new}{old}</div>", PAGE)
    places = read_places(document)
    links = read_links(document, places)
    wanted = [link for link in links if not link.away]
    items = [next(up for up in link.place.upwards() if up.tag == "div") for link in wanted]
    assert Picker(places, links, wanted).pick(items).selector == ".post:has(h2 a)"
