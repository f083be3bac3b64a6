"""Which link of a card leads to its story, and which part names it, where no class says it."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.links import is_number

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


def shop(goods: str) -> dict[str, tuple[str, str]]:
    """Return what is found on a page with topics in tiles above, and a deep menu."""
    menu = "".join(
        f"<li><a href=/{top}>{top}</a><ul>"
        + "".join(
            f"<li><a href=/{top}/{n}>{label} and {top}</a></li>" for n, label in enumerate(LABELS)
        )
        + "</ul></li>"
        for top in ("Boats", "Ropes", "Lamps", "Maps", "Oars")
    )
    tiles = "".join(
        f"<div class=cat><a href=/c/{n}><img src=/{n}.jpg alt=''><h3>{label} and more</h3></a></div>"
        for n, label in enumerate(LABELS)
    )
    url = "https://www.example.org/list/"
    html = (
        f"<html lang=en><body><header><nav><ul class=menu>{menu}</ul></nav></header>"
        f"<div class=cats>{tiles}</div><section><h2>New</h2>{goods}</section>"
        f"<footer><p>{TEXT.format(n=3) * 6}</p></footer>"
    )
    return run(html, url, rules_of(html, url))


def test_a_picture_s_link_is_called_by_the_words_beside_it() -> None:
    good = (
        "<div class=tile><a href=/goods/{n}-{slug}><img src=/{n}.jpg alt=''></a><p>{name}</p></div>"
    )
    goods = (good.format(n=n, slug=slug_of(name), name=name) for n, name in enumerate(NAMES))
    html = (
        f"<html lang=en><body><nav>{MENU}</nav><main><h1>All</h1><div>{''.join(goods)}</div></main>"
    )
    assert [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()] == NAMES


@pytest.mark.parametrize(
    "card",
    [
        "<li><a href={url}>26-31{n}</a> {title} (1{n} May 2026)</li>",
        "<li>1{n} May 2026: <a href={url}>No. 3{n}/26</a>: {title}</li>",
        "<li><a href={url}>#3{n}4</a> {title} <small>by <a href=/u/{n}>{name}</a></small></li>",
        "<p><a href={url}>A-26-{n}</a> - {title}</p>",
    ],
)
def test_a_link_that_is_a_number_is_called_by_what_stands_behind_it(card: str) -> None:
    assert found_on(card) == {slug_of(title): title for title in TITLES}


@pytest.mark.parametrize("text", ["26-311", "#14", "No. 17/2026", "A-26-3", "S26A0311"])
def test_numbers_of_dockets_and_issues_are_but_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["1893", "2026", "3 May 2026", "v. Weir", "Harbour 26-311", ""])
def test_years_days_and_names_are_not(text: str) -> None:
    assert not is_number(text)


def test_files_to_take_away_are_called_by_their_names() -> None:
    names = [f"harbour-1.{n}.0.tar.gz" for n in range(9, 0, -1)]
    rows = "".join(
        f"<tr><td><a href=/files/{name}>{name}</a></td><td>2026-05-1{n}</td><td>1.{n}M</td></tr>"
        for n, name in enumerate(names)
    )
    assert [title for title, _ in shop(f"<table>{rows}</table>").values()] == names


def test_papers_of_days_are_a_list_though_all_are_called_alike() -> None:
    rows = "".join(
        f"<tr><td>{n % 9 + 1} May 2026</td><td>Regular Meeting</td><td><a href=/agenda/{n}.pdf>Agenda</a></td>"
        f"<td><a href=/minutes/{n}.pdf>Minutes</a></td></tr>"
        for n in range(28, 4, -1)
    )
    found = shop(f"<table>{rows}</table>")
    assert {url for url in found if "agenda" in url} == {
        f"https://www.example.org/agenda/{n}.pdf" for n in range(28, 4, -1)
    }


@pytest.mark.parametrize("frame", ["<h4>{}</h4>", "<p>{}</p>", "<div>{}<p>More of it.</p></div>"])
@pytest.mark.parametrize("behind", ["", " <a href={url}#said>2 comments</a>"])
@pytest.mark.parametrize(("folder", "every"), [("tag", 2), ("tag", 5), ("matter", 2)])
def test_the_topic_before_some_of_the_titles_is_no_story(
    frame: str, behind: str, folder: str, every: int
) -> None:
    """A topic that is named once is one by its folder's name, or by the others in that folder."""
    days = [f"/2026/05/{n:02}/{slug_of(title)}" for n, title in enumerate(TITLES * 2, 1)]
    topics = (n % 3 if n % 4 else 0 for n in range(len(days)))
    rows = (
        (f"<a href=/{folder}/t{topic}>{LABELS[topic]}</a>: " if n % every == 0 else "")
        + f"<a href={url}>{title}</a>{behind.format(url=url)}"
        for n, (topic, url, title) in enumerate(zip(topics, days, TITLES * 2, strict=True))
    )
    html = f"<html lang=en><body>{MENU}<div>{''.join(map(frame.format, rows))}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == TITLES * 2
