"""Which link of a card leads to its story, and which part names it, where no class says it."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

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
MENU = "<ul><li><a href=/home>Home</a><li><a href=/about>About</a><li><a href=/help>Help</a></ul>"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
SIDE = "".join(f"<li><a href=/2026/{n:02}>{month} 2026</a>" for n, month in enumerate(MONTHS, 1))


def found_on(card: str) -> dict[str, str]:
    """Return the titles by address that are found on a page of such cards, with other lists."""
    cards = (
        card.format(
            n=n,
            url=f"/story/{slug_of(title)}",
            title=title,
            label=LABELS[n],
            name=NAMES[n],
            text=TEXT.format(n=n),
            optional=f"<div>{LABELS[n]}</div>" if n % 2 else "",
        )
        for n, title in enumerate(TITLES)
    )
    list_ = f"<div><h1>News</h1><div>{''.join(cards)}</div></div>"
    html = f"<html lang=en><body>{MENU}{list_}<ul>{SIDE}</ul>"
    found = run(html, PAGE, rules_of(html, PAGE))
    return {url.rpartition("/")[2]: title for url, (title, _) in found.items()}


def slug_of(title: str) -> str:
    return title.lower().replace(" ", "-")


@pytest.mark.parametrize(
    "card",
    [
        "<div class=c><a href=/u/{n}>{name}</a><a href={url}>{title}</a><p>Of {n} years.</p></div>",
        "<div class=c><a href=/by/{n}>{name}</a><br><a href={url}>{title}</a><img src=/{n}></div>",
        "<div class=c><p><a href=/by/{n}>{name}</a></p><p><a href={url}>{title}</a></p></div>",
        "<p><a href={url}>1{n} May 2026</a> - {title}</p>",
        "<p><a href={url}>1{n} May 2026</a>: {title}</p>",
    ],
)
def test_a_card_leads_to_its_story(card: str) -> None:
    assert [*found_on(card)] == [*map(slug_of, TITLES)]


def test_a_column_of_a_grid_is_not_all_of_it() -> None:
    cells = "<div class=c><a href={url}>{title}</a><a href={url}-again>{title} again</a></div>"
    both = [path for title in TITLES for path in (slug_of(title), f"{slug_of(title)}-again")]
    assert [*found_on(cells)] == both


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
        "<div class=c><a href=#p{n}><b>{title}</b></a><p><a href={url}>{text}</a></p></div>",
        "<div class=c><button>{title}</button><p><a href={url}>{text}</a></p></div>",
        "<details class=c><summary>{title}</summary><p><a href={url}>{text}</a></p></details>",
        "<div class=c><h3>{title}</h3><p><a href={url}>{text}</a></p></div>",
        "<div class=c><p><a href={url} title='Read {title}'>{text}</a></p></div>",
        "<div class=c><p><a href={url} title='Lire : {title}'>{text}</a></p></div>",
        "<div class=c><p><a href={url} title='{title}'>{text}</a></p></div>",
        "<li><a href={url}><div><b>{title}</b><br>5/1{n}/2026</div></a></li>",
        "<li><a href={url}><strong>{title}</strong> (May 1{n}, 2026)</a></li>",
        "<li><a href={url}>{title}<br>5/1{n}/2026</a></li>",
        "<li><a href={url}>{title}<br>5/1{n}/26</a></li>",
        "<li><a href={url}>2026年5月1{n}日<br>{title}</a></li>",
        "<li><a href={url}>May 1{n}, 2026<br><b>{title}</b></a></li>",
    ],
)
def test_a_card_is_called_by_the_part_that_names_its_story(card: str) -> None:
    assert [*found_on(card).values()] == TITLES


@pytest.mark.parametrize(
    ("card", "begins"),
    [
        ("<div class=c><a href={url}>{title}<br>and what comes then</a></div>", "Ferry lanes"),
        ("<div class=c><a href={url}>{title} <b>New</b></a><p>{text}</p></div>", "Ferry lanes"),
        ("<div class=c><b>{name}</b><p><a href={url}>{text}</a></p></div>", "What the town"),
        ("<div class=c><b>{label}</b><p><a href={url}>{text}</a></p></div>", "What the town"),
    ],
)
def test_a_line_that_is_all_of_a_title_stays_whole(card: str, begins: str) -> None:
    assert next(iter(found_on(card).values())).startswith(begins)
