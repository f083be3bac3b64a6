"""Which part of a card names its story, where no class says it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Locale, Page

PAGE = "https://www.example.org/news"
TITLES = [
    "Ferry lanes are closed at night",
    "Council votes on the weir",
    "A garden above the old tunnel",
    "Timber from the north pier",
    "The library opens its roof",
    "School of lanterns moves in",
]
LABELS = ["Harbour", "Politics", "Nature", "Trade", "Culture", "Schools"]
NAMES = ["Ann Ellis", "Omar Khan", "Li Wei", "Eva Novak", "Tom Berg", "Mia Rossi"]
TEXT = "What the town has known since {n} years is told here once again at some length."


def titles_of(card: str) -> list[str]:
    """Return the titles that are found on a page of such cards."""
    cards = (
        card.format(
            n=n,
            url=f"/story/{title.lower().replace(' ', '-')}",
            title=title,
            label=LABELS[n],
            name=NAMES[n],
            text=TEXT.format(n=n),
            optional=f"<div>{LABELS[n]}</div>" if n % 2 else "",
        )
        for n, title in enumerate(TITLES)
    )
    menu = "<nav><a href=/>Home</a> <a href=/about>About us</a></nav>"
    html = f"<html lang=en><body>{menu}<main><h1>News</h1><div>{''.join(cards)}</div></main>"
    page = Page(PAGE, PAGE, html.encode(), "text/html; charset=utf-8")
    rules = find_rules(page)
    assert rules is not None
    found = read_listing(page, rules, Locale("en", UTC, datetime(2026, 11, 30, tzinfo=UTC)))
    return [one.by_rule.title or one.by_itself.title for one in found.teasers]


@pytest.mark.parametrize(
    "card",
    [
        "<a class=c href={url}><div>{label}</div><div>{title}</div><div>{text}</div></a>",
        "<a class=c href={url}><div>{title}</div><div>By {name}</div><div>3 May 2026</div></a>",
        "<a class=c href={url}><div>{optional}<div>{title}</div><div>{name}</div></div></a>",
        "<a class=c href={url}>{optional}<div>{title}</div><div>{name}</div></a>",
        "<a class=c href={url}><span>1{n}:34</span><span>{title}</span><span>{n}45 views</span></a>",
        "<a class=c href={url}><p>{title}</p><p>{text}</p></a>",
        "<a class=c href={url}>{title}<br><small>{text}</small></a>",
        "<a class=c href={url}><i class=r>{label}</i><b class=r>{title}</b><b class=r>{text}</b></a>",
        "<div class=c><div>{n} May 2026</div><div>{title}</div><a href={url}>Learn more</a></div>",
        "<div class=c><img src=/{n}.jpg><div>{label}</div><div>{title}</div><a href={url}>$ {n}</a></div>",
        "<div class=c><p class=r>{name}</p><a href={url}><p class=r>{title}</p><p class=r>{text}</p></a></div>",
        "<li><a href={url}>1{n} May 2026</a> - {title}</li>",
        "<div class=c><a href={url} aria-label='{title}'></a><p>{text}</p></div>",
    ],
)
def test_a_card_is_called_by_the_part_that_names_its_story(card: str) -> None:
    assert titles_of(card) == TITLES


@pytest.mark.parametrize(
    ("card", "begins"),
    [
        ("<div class=c><a href={url}>{title}<br>and what comes then</a></div>", "Ferry lanes"),
        ("<li><a href={url}>1{n} May 2026</a> - paper</li>", "10 May 2026"),
        ("<div class=c><a href={url}>{title} <b>New</b></a><p>{text}</p></div>", "Ferry lanes"),
    ],
)
def test_a_line_that_is_all_of_a_title_stays_whole(card: str, begins: str) -> None:
    assert titles_of(card)[0].startswith(begins)
