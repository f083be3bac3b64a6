"""What boards and courts keep: meetings below their years, and the papers of each day."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, TITLES, TOPICS, links

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
    assert not any("/do/" in url for url in found)


def test_all_papers_in_lines_below_their_meeting_are_entries_named_by_it() -> None:
    """An empty link, left from what was there before, names no paper of another meeting."""
    head = "<div class=panel><h4><a href='#of{year}'>Harbour Board of the old town {year}</a></h4>"
    html = meetings(PAPERS, head, "<div class=body>{rows}</div></div>")
    last = "/n/2019-3.pdf>Minutes</a>"
    html = html.replace(last, f"{last}<a href=/n/2018-5.pdf></a>")
    found = run(html, PAGE, rules_of(html, PAGE))
    assert sorted(date for _, date in found.values()) == sorted([*days(), *days()])
    assert not any("/do/" in url for url in found)
    first, second = f"Monday, March 5, {YEARS[1]} - Meeting", "Minutes"
    assert found["https://www.example.org/m/2018-5.pdf"] == (first, "2018-03-05")
    assert found["https://www.example.org/n/2018-5.pdf"] == (f"{first} - {second}", "2018-03-05")


LINE = "Board {month} {day}, {year} <a href=/m/{year}-{day}.pdf>Agenda<br></a>"
ALONE = "<h5>Board {month} {day}, {year} <a href=/m/{year}-{day}.pdf>Agenda</a></h5>"


def test_papers_in_lines_are_named_by_all_of_the_line_though_some_lines_have_an_element() -> None:
    html = meetings(LINE, "<p><b>{year} Meetings</b></p>", "<p>{rows}</p>")
    older = "".join(ALONE.format(month=m, day=n, year=2015) for n, m in enumerate(MONTHS[:4]))
    html = html.replace("</div>", f"<p><b>2015 Meetings</b></p>{older}</div>")
    found = run(html, PAGE, rules_of(html, PAGE))
    titles = [title for title, _ in found.values()]
    assert titles[0] == "Board January 3, 2019 Agenda"
    assert titles[-1] == "Board April 3, 2015 Agenda"
    assert len(titles) == len(YEARS) * len(MONTHS) + 4


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
    row, head = "<p><a href=/m/{year}-{day}.pdf>{month} {day}</a></p>", "<h3>In {year}</h3>"
    html = meetings(row, head, years=(2019, 2022, 2011))
    assert all("/do/" in url for url in run(html, PAGE, rules_of(html, PAGE)))


MEETINGS = [f"{month} {n + 3}" for n, month in enumerate(MONTHS[:6])]
KINDS = ("Agenda", "Minutes", "Audio")


def board(head: str, paper: str, end: str = "", kinds: tuple[str, ...] = KINDS) -> str:
    """A board's meetings, the papers of each behind its day or below it, and links beside them."""
    menu = "".join(f"<li class=card><a href=/do/{n}-{n}-it>{t}</a></li>" for n, t in BEFORE)
    rows = "".join(
        head.format(day=day)
        + "".join(paper.format(n=n, kind=kind, at=kind[:2].lower()) for kind in kinds)
        + end
        for n, day in enumerate(MEETINGS)
    )
    return f"<html lang=en><body><ul class=menu>{menu}</ul><div class=main>{rows}</div>"


def test_papers_below_the_days_of_meetings_are_the_list() -> None:
    """Each has an element of its own, and a picture before the next day is none."""
    html = board(
        "<div class=space><a href=/video/{day}><img alt=Video></a><i>Monday, {day}, 2026</i></div><div>",
        "<div class=file><a href=/m/{n}-{at}.pdf>{kind} of it</a></div><div class=clear></div>",
        "</div>",
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [date for _, date in found.values()] == [
        f"2026-{n + 1:02}-{n + 3:02}" for n in range(len(MEETINGS)) for _ in KINDS
    ]
    assert all("/m/" in url for url in found)
    assert [title for title, _ in found.values()][:3] == [
        "Agenda of it",
        "Minutes of it",
        "Audio of it",
    ]


def test_the_first_paper_in_the_line_of_a_day_is_that_of_its_meeting() -> None:
    html = board("{day} ", "<a href=/m/{n}-{at}.html>{kind}</a> ")
    found = run(html, PAGE, rules_of(html, PAGE))
    assert list(found) == [f"https://www.example.org/m/{n}-ag.html" for n in range(len(MEETINGS))]
    assert [title for title, _ in found.values()] == [f"{day} Agenda" for day in MEETINGS]


def test_papers_stay_the_list_beside_more_services_and_a_day_in_the_head_of_the_page() -> None:
    """One of them is called as no other, and what is behind today's date is none of them."""
    html = board("<p>{day}</p>", "<a href=/m/{n}-{at}.pdf>{kind}</a>", kinds=KINDS[:1])
    html = html.replace("/m/2-ag.pdf>Agenda", "/m/2-ag.pdf>Notes of it")
    head = "<div>July 5, 2026 <a href=/in>Search</a> <a href=/out>All results</a></div>"
    found = run(page := html.replace("<ul", f"{head}<ul", 1), PAGE, rules_of(page, PAGE))
    assert list(found) == [f"https://www.example.org/m/{n}-ag.pdf" for n in range(len(MEETINGS))]


@pytest.mark.parametrize(
    ("head", "paper"),
    [
        ("<p>{day} houses</p>", "<a href=/m/{n}-{at}.html>{kind}</a>"),
        ("<p>{day}</p>" + "<i>and</i>" * 9, "<a href=/m/{n}-{at}.html>{kind}</a>"),
    ],
)
def test_links_behind_no_day_or_far_from_it_are_no_papers(head: str, paper: str) -> None:
    assert not any("/m/" in url for url in links(board(head, paper)))


def test_file_numbers_with_a_year_are_no_dates_and_tenders_are_found_by_them() -> None:
    numbers = ("V-07/2013", "2013/00871", "A-12/2013", "2013/00915", "OB-44/2013", "2013/0047")
    tender = (
        "<tr><td>File <span><a href=/act/{n}7/->{number}</a></span></td><td>0{day}-01-2014 15:45</td></tr>"
        "<tr><td colspan=2>Object <span>{title}</span></td></tr><tr><td colspan=2>Works</td></tr>"
    )
    rows = "".join(
        tender.format(n=n, number=number, day=n + 1, title=TITLES[n])
        for n, number in enumerate(numbers)
    )
    notice = "<li><a href=/n/{n}>{title} is open</a> <span>[December {day}, 2013]</span></li>"
    news = "".join(notice.format(n=n, day=n + 1, title=TOPICS[n]) for n in range(3))
    html = f"{MENU}<div class=news><ul>{news}</ul></div><table class=open>{rows}</table>"
    assert [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()] == [*numbers]


@pytest.mark.parametrize(
    ("head", "to", "many"),
    [
        ("<p><b>{month} 4, 2020</b></p><p>At the harbour hall</p>", "{n}-new.pdf", 6),
        ("<p><b>{month} 4, 2020</b></p>", "{n}-new/", 0),
        ("<p>See also</p>", "{n}-new.pdf", 0),
    ],
)
def test_papers_in_lists_below_other_days_go_on_those_in_lines(
    head: str, to: str, many: int
) -> None:
    """The latest meetings have theirs in lists; what is no file or below no day is none."""
    html = meetings(PAPERS.replace("{year} - Meeting", "{year}"), "", "{rows}")
    row = (
        f"{head}<ul><li><a href=/m/{to}>Plan</a></li><li><b><a href=/n/{to}>Talk</a></b></li></ul>"
    )
    new = "".join(row.format(n=n, month=month) for n, month in enumerate(MONTHS[:3]))
    html = html.replace("<p>", f"{new}<p>", 1)
    found = [*run(html, PAGE, rules_of(html, PAGE))]
    assert sum("new" in url for url in found) == many
    assert len(found) == many + 2 * len(YEARS) * len(MONTHS)


NOTICES = [f"Notice of the {topic} that is to be mended" for topic in TOPICS]
WHOSE = "<td><a href=/company/{whose}>Harbour {whose} Limited</a></td>"
NOTICE = f"{WHOSE}<td>{{name}}</td><td>{{n}} May 2026</td><td><a href=/files/{{n}}.pdf>PDF</a></td>"
LINKED = NOTICE.replace("{name}", "<a href=/of/{n}>{name}</a>")


@pytest.mark.parametrize(
    ("heads", "names"),
    [("Company<th>Title<th>Date<th>", 9), ("Firma<th>Betreff<th>Datum<th>", 9), ("", 4)],
)
@pytest.mark.parametrize("paper", ["<a href=/files/{n}.pdf>PDF</a>", "<a href=/f/{n}>View</a>"])
def test_notices_are_called_by_what_they_are_about_and_not_by_whose_they_are(
    heads: str, names: int, paper: str
) -> None:
    """That is known by the column's head, or as the same name stands in several rows."""
    row = NOTICE.replace("<a href=/files/{n}.pdf>PDF</a>", paper)
    assert list(found_in(row, heads, names).values()) == NOTICES


def test_a_table_of_what_has_names_and_descriptions_leads_to_what_is_named() -> None:
    found = found_in(NOTICE, "Name<th>What it is<th>Changed<th>", len(NOTICES))
    assert all("/company/" in url for url in found)
    heads = "Company<th>Title<th>Date<th>"
    assert all("/of/" in url for url in found_in(LINKED, heads, len(NOTICES)))


def found_in(row: str, heads: str, names: int) -> dict[str, str]:
    """Return the titles by address on a page with a table of such rows."""
    rows = "".join(
        f"<tr>{row.format(n=n, name=name, whose=TOPICS[n % names])}</tr>"
        for n, name in enumerate(NOTICES, 1)
    )
    head = f"<tr><th>{heads}</tr>" if heads else ""
    html = f"<html lang=en><body>{MENU}<table>{head}{rows}</table>"
    return {url: title for url, (title, _) in run(html, PAGE, rules_of(html, PAGE)).items()}


def test_papers_of_a_parliament_are_called_by_the_words_above_their_numbers() -> None:
    row = (
        "<tr><td>{n}</td><td><p><b>{title}</b></p> Answer to no. 3{n} <a href='/doc?id=16/86{n}'>"
        " Drucksache 16/86{n}</a> 1{n}.04.2015 2 p. <span>{course}</span></td></tr>"
    )
    course = "<br><a href=/course?id={n}&amp;order=new>Course of it</a>"
    rows = "".join(
        row.format(n=n, title=title, course=course.format(n=n) if n != 3 else "")
        for n, title in enumerate(TITLES)
    )
    html = f"<html lang=de><body>{MENU}<form><table>{rows}</table></form>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://www.example.org/doc?id=16/86{n}" for n in range(len(TITLES))]
    assert [title for title, _ in found.values()] == TITLES
