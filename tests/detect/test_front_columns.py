"""Pages whose list goes through several parts: boxes beside a front page's sections, years of meetings.

Of the boxes some hold stories and others none; what stands below years may but count them. Of a
forum's boards each has its latest thread in a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, TOPICS, items, links

STORY = "<a class=story href=/press/{n}/{n}-it-was-so-and-so><b>{title} {n}</b>{when}</a>"
WHEN = "<i class=time>{n} October 2026</i>"
YEARS = (2019, 2018, 2017, 2016)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
BEFORE = [*enumerate(f"What to do about the {word} of a house" for word in "ABCDEFGHIJ")]
TOLD = (
    "{month} {day} <a href=/m/{year}-{day}.pdf title='{month} {year} Harbour Board Minutes'>Minutes"
    "</a><br>{month} 31 <br>"
)
PAPERS = (
    "<p><b>Monday, {month} {day}, {year} - Meeting</b><br><a href=/m/{year}-{day}.pdf>Agenda</a><br>"
    "<a href=/n/{year}-{day}.pdf>Minutes</a></p>"
)
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


def meetings(row: str, head: str, part: str = "{rows}", years: tuple[int, ...] = YEARS) -> str:
    """A register of so many years, each with eight meetings, below a menu with longer words."""
    menu = "".join(f"<li class=item><a href=/do/{n}-{n}-it>{t}</a></li>" for n, t in BEFORE)
    parts = "".join(
        head.format(year=year)
        + part.format(
            rows="".join(row.format(month=m, day=n + 3, year=year) for n, m in enumerate(MONTHS))
        )
        for year in years
    )
    return f"<html lang=en><body><ul>{menu}</ul><div class=main>{parts}</div>"


def days(years: tuple[int, ...] = YEARS) -> list[str]:
    return [f"{year}-{n + 1:02}-{n + 3:02}" for year in years for n in range(len(MONTHS))]


@pytest.mark.parametrize(
    ("row", "head", "part", "title"),
    [
        (
            "<td><a href=/m/{year}/{day}/>{month} {day}</a></td>",
            "<div class=bar>{year} AGENDAS</div>",
            "<table><tr>{rows}</tr></table>",
            "January 3",
        ),
        (
            "{month} {day} <a href=/m/{year}-{day}.pdf>Minutes</a><br>",
            "<h3>Meetings of {year}</h3>",
            "<p>{rows}</p>",
            "January 3 Minutes",
        ),
        (
            PAPERS,
            "<div class=panel><h4><a href='#of{year}'>Harbour Board of the old town {year}</a></h4>",
            "<div class=body>{rows}</div></div>",
            "Monday, January 3, 2019 - Meeting",
        ),
        (
            TOLD,
            "<h3>{year} Schedule</h3>",
            "<table><tr><td>{rows}</td></tr></table>",
            "January 2019 Harbour Board Minutes",
        ),
    ],
)
def test_a_register_of_meetings_is_the_days_below_its_years(
    row: str, head: str, part: str, title: str
) -> None:
    html = meetings(row, head, part)
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [date for _, date in found.values()] == days()
    assert next(iter(found.values()))[0] == title
    assert not any("/do/" in url or "/n/" in url for url in found)


def test_months_below_years_are_no_register() -> None:
    rows = "".join(f"<li><a href=/news/{n}-a-story>{title}</a>" for n, title in enumerate(TITLES))
    archive = meetings("<li><a href=/{year}/{day}/>{month} ({day})</a></li>", "<h3>{year}</h3>")
    archive = archive.partition("</ul>")[2]
    assert len(links(f"<ul class=news>{rows}</ul>{archive}")) == len(TITLES)


@pytest.mark.parametrize(("end", "many"), [(".pdf", 32), ("/", len(TITLES))])
def test_a_month_below_a_year_is_an_entry_if_it_leads_to_a_file(end: str, many: int) -> None:
    rows = "".join(f"<li><a href=/news/{n}-a-story>{title}</a>" for n, title in enumerate(TITLES))
    row, part = "<li><a href=/m/{year}-{day}" + end + ">{month}</a></li>", "<td>{rows}</td>"
    archive = meetings(row, "<h3>{year}</h3>", part).partition("</ul>")[2]
    html = f"<html lang=en><body><ul class=news>{rows}</ul>{archive}"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert len(found) == many
    if many == 32:
        assert [title for title, _ in found.values()][7:9] == ["August 2019", "January 2018"]


def test_a_register_of_rows_of_papers_is_more_than_dated_notices_beside_it() -> None:
    """Each meeting is one entry, though five papers of it are but pictures of files."""
    icons = "<td><a href=/m/{year}-{day}-{n}.pdf><img src=/file.png></a>"
    papers = "".join(icons.replace("{n}", str(n)) for n in range(5))
    row = "<tr><td>{month} {day}{hour}" + papers
    table = "<div class=box><h3>{year}{board}</h3><table>{rows}</table></div>"
    html = "".join(
        table.format(
            year=year,
            board=board,
            rows="".join(
                row.format(month=m, day=n + 3, year=f"{year}{board[1:5]}", hour=hour)
                for n, m in enumerate(MONTHS)
            ),
        )
        for year, board, hour in [
            (2022, "", " 2:00 PM EST"),
            (2022, " Port Meetings", ""),
            *((year, "", "") for year in (2021, 2020)),
            *((year, "", f", {year}") for year in (2019, 2018)),
        ]
    )
    notice = "<p><a href=/n/{n}.pdf>{title} (Date Posted: May {n}, 2021)</a></p>"
    notices = "".join(notice.format(n=n, title=title) for n, title in enumerate(TITLES[:4], 2))
    html = f"<html lang=en><body><div class=main>{html}</div><div id=notices>{notices}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [date[:10] for _, date in found.values()] == days((2022, 2022, 2021, 2020, 2019, 2018))
    assert next(iter(found.values()))[0] == "January 3 2:00 PM EST"


def test_the_first_paper_of_each_line_that_begins_with_a_day_is_an_entry() -> None:
    line = "<br>\n{month} {day}, {year} <a href=/m/{year}-{day}.pdf>Agenda</a> - {more}"
    minutes = "<a href=/n/{year}-{day}.pdf>Minutes</a>"
    told = [
        f"<p>{year}"
        + "".join(
            line.format(month=m, day=n + 3, year=year, more=minutes.format(year=year, day=n + 3))
            for n, m in enumerate(MONTHS)
        )
        + "<br>\nSeptember 12 Agenda - Minutes</p>"
        for year in (2018, 2017)
    ]
    older = "<p><a href=/older/><b>Meetings of the council, 2008 - 2016</b></a></p>"
    html = f"<html lang=en><body>{MENU}<div class=text>{''.join(told)}{older}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [date for _, date in found.values()] == days((2018, 2017))
    assert next(iter(found.values()))[0] == "January 3, 2018 Agenda"
    assert all("/m/" in url for url in found)


def test_years_in_no_order_head_no_register() -> None:
    row, head = "<p>{month} {day} <a href=/m/{year}-{day}.pdf>Minutes</a></p>", "<h3>In {year}</h3>"
    html = meetings(row, head, years=(2019, 2022, 2011))
    assert all("/do/" in url for url in run(html, PAGE, rules_of(html, PAGE)))


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


LAST = (
    "<div class=stats>Threads: {n}1</div><div class=latest><h4>Last post:</h4>"
    "<div>{last}</div><p>0{day}-07-2024, <i>11:1{n} PM</i></p></div>"
)
TO_THREAD = "<a href='/show.php/{n}7-a-thread?goto=new'>{title}</a>"
TO_LAST = (
    "<a href='/show.php/{n}7-a-thread?p=9{n}'><img src=last.png alt='Go to the last post'></a>"
)
LONG_NAMED = "<li class=row><div><h2><a href=/{to}/{n}>Of all {topic}s since 200{n}</a></h2></div>{last}</li>"


def long_named(
    title: Callable[[str], str], last: str, to: str = "boards.php", before: str = ""
) -> list[str]:
    rows = "".join(
        LONG_NAMED.format(
            n=n,
            to=to,
            topic=topic,
            last=LAST.format(n=n, day=n + 1, last=last.format(n=n, title=title(TITLES[n]))),
        )
        for n, topic in enumerate(TOPICS)
    )
    return links(f"{MENU}{before}<ul>{rows}</ul>")


def cut(title: str) -> str:
    return title[:9] + "..."


@pytest.mark.parametrize("last", [TO_THREAD + TO_LAST, TO_LAST + TO_THREAD])
def test_boards_of_long_names_have_latest_threads_if_those_are_cut_short(last: str) -> None:
    threads = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(9)]
    assert long_named(cut, last) == threads


def test_rows_of_threads_are_the_list_whatever_their_last_answers_say() -> None:
    threads = [f"https://www.example.org/boards.php/{n}" for n in range(9)]
    assert long_named(str, TO_THREAD) == threads
    assert long_named(lambda _: "Ann Smith...", TO_THREAD) == threads
    own = [f"https://www.example.org/show.php/{n}" for n in range(9)]
    assert long_named(cut, TO_THREAD, to="show.php") == own


IN_SECTION = (
    "<tr class={row}><td class={row}><strong><a href=/talk/{n}-board>{topic}s</a></strong></td>"
    "<td>{n}1</td><td>{n}99</td><td class=last>{by}<br>{day} May 2024</td></tr>"
)
BY = (
    "by <a href=/who/{n}>{who}</a> in <a href=/talk/{n}-board/{n}4>{title}</a>",
    "<p><b><a href=/talk/{n}-board/{n}4>{title}</a></b></p><p>by <b><a href=/who/{n}>{who}</a></b></p>",
)


@pytest.mark.parametrize("by", BY)
def test_boards_below_the_headings_of_sections_have_latest_threads(by: str) -> None:
    who = ("Ann", "Ben", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida")
    rows = [
        IN_SECTION.format(
            row="odd" if n % 2 else "trow1",
            n=n,
            topic=topic,
            day=n + 1,
            by=by.format(n=n, who=who[n], title=f"Their {topic}" if n % 3 else cut(TITLES[n])),
        )
        for n, topic in enumerate(TOPICS)
    ]
    html = "".join(
        f"<div class=section><h2><a href=/talk/part-{n}-of-all>Room number {n}</a></h2>"
        f"<p>For all who come here at any hour.<table>{''.join(rows[n : n + 2])}</table></div>"
        for n in (0, 2, 4, 6, 8)
    )
    threads = [f"https://www.example.org/talk/{n}-board/{n}4" for n in range(9)]
    assert links(MENU + html) == threads


@pytest.mark.parametrize("to", ["/show.php/{n}7-a-thread?goto=new", "/show.php/{n}7-a-thread?p=9"])
def test_a_box_of_the_latest_threads_beside_boards_is_of_the_list(to: str) -> None:
    """Of threads that no board shows, too; not of what boards don't show at all."""
    box = "".join(
        f"<div class=bit><em>Ann</em><span class=what><a href='{to.format(n=n)}'>{title}</a></span></div>"
        for n, title in enumerate([*TITLES[:5], "What else was said there", "And in the end"], 4)
    )
    boards = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(9)]
    threads = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(11)]
    found = long_named(cut, TO_LAST + TO_THREAD, before=f"<div class=box>{box}</div>")
    assert sorted(found) == sorted(threads if "goto" in to else boards)
