"""Dates that stand beside others, or beside their items: which of them is the story's own."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest
from detect.pages import page_of, rules_of
from detect.test_evidence import PROMISED, SLACK

from feedmaker.dates.deadlines import says_deadline
from feedmaker.detect.elements import says_only_day
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Locale

NOW = datetime(2026, 11, 29, 22, tzinfo=UTC)
URL = "https://www.example.org/news"


def moments(html: str) -> list[str]:
    rules = rules_of(html, URL)
    found = read_listing(page_of(html, URL), rules, Locale("", UTC, NOW)).teasers
    dates = [one.by_rule.date or one.by_itself.date for one in found]
    return [date.moment.strftime("%Y-%m-%dT%H:%M") if date else "" for date in dates]


def test_below_a_day_the_hour_of_each_item_is_read_with_it() -> None:
    day = "".join(
        f"<h3>{day}. November 2026</h3><ul>"
        + "".join(
            f'<li class=n><span class=h>{hour}:05</span> <a href="/n/{day}{hour}-the-ferry-waits">'
            f"The ferry waits for {day} times {hour} guests</a></li>"
            for hour in (19, 14, 11)
        )
        + "</ul>"
        for day in (28, 27)
    )
    assert moments(f"<html lang=de><body>{day}") == [
        f"2026-11-{day}T{hour}:05" for day in (28, 27) for hour in (19, 14, 11)
    ]


def test_a_number_that_looks_like_a_year_is_no_date_of_one_item() -> None:
    day = "".join(
        f"<h3 class=day>{day} November 2026</h3><ul>"
        + "".join(
            f'<li class=n><a href="/n/{day}{n}-the-ferry-waits">The ferry waits for {day} and {n}'
            f" guests</a> <i>{2003 if n == day == 28 else 100 + n}</i></li>"
            for n in range(24, 32)
        )
        + "</ul>"
        for day in (28, 27)
    )
    assert moments(f"<html lang=en><body>{day}") == [
        f"2026-11-{day}T00:00" for day in (28, 27) for _ in range(8)
    ]


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        (("Date of decision", "Published"), 1),
        (("Publication date", "Date of decision"), 0),
        (("Issued", "Last updated"), 0),
        (("Hearing", "Filed"), 1),
        (("Bid opening", "Date of issue"), 1),
        (("Ende", "Beginn"), 1),
        (("Échéance", "Date de parution"), 1),
        (("Fecha de fin", "Fecha de inicio"), 1),
    ],
)
def test_of_two_columns_of_days_the_published_one_is_it(
    heads: tuple[str, str], column: int
) -> None:
    days = [(f"{n:02d}/10/2026", f"{n + 13:02d}/11/2026") for n in range(14, 2, -1)]
    rows = "".join(
        f'<tr><td><a href="/rulings/{n}">The board on the height of the weir {n}</a></td>'
        f"<td>{a}</td><td>{b}</td></tr>"
        for n, (a, b) in enumerate(days)
    )
    head = f"<tr><th>Matter</th><th>{heads[0]}</th><th>{heads[1]}</th></tr>"
    html = f"<html lang=en><body><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    wanted = [datetime.strptime(day[column], "%d/%m/%Y").replace(tzinfo=UTC) for day in days]
    assert moments(html) == [day.strftime("%Y-%m-%dT%H:%M") for day in wanted]


def test_the_last_day_to_apply_is_not_when_an_item_was_published() -> None:
    rows = "".join(
        f'<li class=job><h3><a href="/jobs/{n}-keeper-of-the-lock">Keeper of the lock {n}</a></h3>'
        f"<p>Apply by: {n} November 2026</p><p>Published on {n - 9} November 2026</p></li>"
        for n in range(28, 18, -1)
    )
    assert moments(f"<html lang=en><body><ul>{rows}</ul>") == [
        f"2026-11-{n - 9:02d}T00:00" for n in range(28, 18, -1)
    ]


def test_of_two_days_called_alike_the_one_labelled_closing_date_is_not_it() -> None:
    rows = "".join(
        f'<li class=job><h3><a href="/jobs/{n}-keeper-of-the-lock">Keeper of the lock {n}</a></h3>'
        f"<dl><dt>Closing date</dt><dd class=date>{n} November 2026</dd>"
        f"<dt>Posted</dt><dd class=date>{n - 9} November 2026</dd></dl></li>"
        for n in range(28, 18, -1)
    )
    assert moments(f"<html lang=en><body><ul>{rows}</ul>") == [
        f"2026-11-{n - 9:02d}T00:00" for n in range(28, 18, -1)
    ]


def test_a_day_that_is_drawn_in_parts_and_said_again_for_readers_is_the_latter() -> None:
    items = "".join(
        f'<div class=hentry><p class=meta-date><a href="/n/{day}-the-ferry-waits"><span>out</span>'
        f"<span>{day}</span><span>2026</span><span class=published>{day} de outubro de 2026</span>"
        f"<span class=updated>1 de novembro de 2026</span></a></p><h3><a href='/n/{day}-the-ferry-waits'>"
        f"The ferry waits for {day} guests</a></h3><p>It waits at the pier.</p></div>"
        for day in range(26, 18, -1)
    )
    assert moments(f"<html lang=pt><body>{items}") == [
        f"2026-10-{day}T00:00" for day in range(26, 18, -1)
    ]


def test_what_calls_itself_a_date_and_is_the_last_day_gets_no_rule() -> None:
    rows = "".join(
        f'<li class=show><h3><a href="/shows/{n}-boats-of-paper">Boats of paper, part {n}</a></h3>'
        f'<p class="date">Until {n} January 2027</p></li>'
        for n in range(28, 18, -1)
    )
    assert not rules_of(f"<html lang=en><body><ul>{rows}</ul>", URL).fields.date


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Closing date: 3 May 2026", True),
        ("Bewerbungsfrist: 10.12.2026", True),
        ("Do 10 stycznia 2027", True),
        ("Do 15.01.2027", True),  # a Friday
        ("Do, 14.01.2027", False),
        ("do 14 januari 2027", False),
        ("応募締切:2026年12月1日", True),
        ("Erschienen am 14.11.2026", False),
        ("Senast uppdaterad 3 maj 2026", False),
        ("1. bis 3. Mai 2026", False),
        ("Doprava, 3 maja 2026", False),
    ],
)
def test_a_text_says_in_its_language_that_its_day_is_the_last(text: str, is_one: bool) -> None:
    assert says_deadline(text) == is_one


def test_of_two_times_in_an_item_the_first_is_passed_over_if_it_is_a_change() -> None:
    items = "".join(
        f'<article class=post><h2><a href="/n/{day}-the-ferry-waits">The ferry waits for {day} guests'
        f"</a></h2><p>Last updated <time class=modified datetime=2026-11-{day + 2}>x</time>, first"
        f" published <time datetime=2026-11-{day}>y</time></p></article>"
        for day in range(26, 18, -1)
    )
    assert moments(f"<html lang=en><body>{items}") == [
        f"2026-11-{day}T00:00" for day in range(26, 18, -1)
    ]


def test_of_a_courts_columns_the_day_of_the_decision_counts() -> None:
    rows = "".join(
        f'<tr><td>24-{day}</td><td><a href="/o/{day}-ferry-company">The ferry company against the pier'
        f" {day}</a></td><td>05/{day}/2026</td><td>09/{day}/2026</td><td>11/{day}/2026</td></tr>"
        for day in range(26, 18, -1)
    )
    head = "<tr><th>No.</th><th>Case</th><th>Filed</th><th>Argued</th><th>Decided</th></tr>"
    assert moments(f"<html lang=en><body><table>{head}{rows}</table>") == [
        f"2026-11-{day}T00:00" for day in range(26, 18, -1)
    ]


@pytest.mark.parametrize("day", ["03-1{n}", "03/1{n}", "03-1{n}:", "1{n}.03.", "{n}月12日"])
@pytest.mark.parametrize("heading", ["{y}", "{y} 年", "{y} ({n})", "{y}年（{n}篇）"])
def test_a_day_and_a_month_in_numbers_are_of_the_year_that_heads_them(
    day: str, heading: str
) -> None:
    item = f"<li>{day} <a href=/n/{{y}}{{n}}-the-ferry-waits>The ferry waits for {{n}} of us</a>"
    html = "".join(
        f"<h3>{heading}</h3><ul>".format(y=year, n=year - 2010)
        + "".join(item.format(n=n, y=year) for n in (8, 5, 3))
        + "</ul>"
        for year in (2021, 2020)
    )
    found = [one[:4] for one in moments(f"<html lang=de><body>{html}")]
    assert found == ["2021"] * 3 + ["2020"] * 3


def test_a_month_in_numbers_heads_its_days() -> None:
    html = "".join(
        f"<h3>2021-0{month}</h3><ul>"
        + "".join(
            f"<li><span class=date>0{month}-1{n}</span> <a href=/n/{month}{n}-the-ferry-waits>"
            f"The ferry waits for {month} times {n} guests</a>"
            for n in (8, 5, 2)
        )
        + "</ul>"
        for month in (5, 4)
    )
    assert moments(f"<html lang=zh><body>{html}") == [
        f"2021-0{month}-1{n}T00:00" for month in (5, 4) for n in (8, 5, 2)
    ]


def test_numbers_below_no_year_are_no_days() -> None:
    html = "".join(
        f"<li>03-1{n} <a href=/n/{n}-the-ferry-waits>The ferry waits for {n} guests</a>"
        for n in range(8)
    )
    assert moments(f"<html lang=zh><body><ul>{html}</ul>") == [""] * 8


YEARS = {
    "paragraphs": "<p class=h5>{y}</p>",
    "rows": "<div class=row>{y}年</div>",
    "strong": "<p><strong>{y}</strong></p>",
    "beside": "</section><section><div><span>{y}</span></div>",
}


@pytest.mark.parametrize("kind", YEARS)
def test_a_year_that_stands_alone_heads_the_days_below_it(kind: str) -> None:
    row = (
        "<div class=row><a href=/n/{y}{n}-the-ferry-waits>The ferry waits for {n} of us</a>"
        " <span>1{n} Nov</span></div>"
    )
    html = "".join(
        YEARS[kind].format(y=year) + "".join(row.format(n=n, y=year) for n in (8, 5, 3))
        for year in (2024, 2023, 2021)
    )
    assert moments(f"<html lang=en><body><main><h1>Archive</h1><section>{html}</section>") == [
        f"{year}-11-1{n}T00:00" for year in (2024, 2023, 2021) for n in (8, 5, 3)
    ]


@pytest.mark.parametrize("each", [1, 2])
def test_below_a_year_the_day_of_a_row_without_one_stands_at_its_head(each: int) -> None:
    row = "<dd><a href=/n/{n}{k}-the-ferry-waits>The ferry waits for {n} and {k} of us</a></dd>"

    def found(heading: str) -> list[str]:
        rows = "".join(
            f"<dt>{month} 0{n}</dt>\n" + "\n".join(row.format(n=n, k=k) for k in range(each))
            for month, n in (("Dec", 9), ("Sep", 8), ("Jun", 7), ("Jun", 5), ("Jan", 3))
        )
        return moments(f"<html lang=en><body><main><h2>{heading}</h2><dl>{rows}</dl></main>")

    days = ("12-09", "09-08", "06-07", "06-05", "01-03")
    expected = [f"2011-{day}T00:00" for day in days for _ in range(each)]
    assert found("<a href=/archives/>Archives</a> &rsaquo; 2011") == expected
    assert not any(found("Archives"))


def test_years_to_choose_from_head_nothing() -> None:
    rows = "".join(
        f"<li><a href=/n/{n}-the-ferry-waits>The ferry waits for {n} of us</a> <span>1{n} Nov</span>"
        for n in range(8, 0, -1)
    )
    years = "".join(f"<span>{year}</span> " for year in (2026, 2025, 2024))
    found = moments(f"<html lang=en><body><main><div>{years}</div><ul>{rows}</ul></main>")
    assert found == [f"2026-11-1{n}T00:00" for n in range(8, 0, -1)]


@pytest.mark.parametrize(
    "line",
    [
        "{n}. <b><a href=/n/{n}-the-ferry-waits>{title}</a></b>\n   - by Ann @ 2026-11-{day} 09:28 UTC [9%]\n\n",
        "Ann wrote on {day} November 2026: <b><a href=/n/{n}-the-ferry-waits>{title}</a></b>\n\n",
    ],
)
def test_a_day_among_the_words_beside_each_item_is_its_own(line: str) -> None:
    lines = "".join(
        line.format(n=n, day=28 - n, title=f"The ferry waits for the {name} of the town")
        for n, name in enumerate(("band", "baker", "doctor", "mayor", "smith", "miller"))
    )
    found = moments(f"<html lang=en><body><pre>{lines}</pre>")
    assert [day[:10] for day in found] == [f"2026-11-{28 - n}" for n in range(6)]


def test_days_with_short_years_head_the_items_below_them() -> None:
    days = "".join(
        f"<h2>11/{day}/26: </h2><dl><dt><a href=/n/{day}-the-ferry-waits><i class=time>07:1{n}</i>"
        f" The ferry waits for {day} guests</a></dt><dd>All of them are late.</dd></dl>"
        for n, day in enumerate((28, 24, 17, 12, 3))
    )
    found = moments(f"<html lang=en><body><h2>More</h2>{days}")
    assert [day[:10] for day in found] == [f"2026-11-{d:02}" for d in (28, 24, 17, 12, 3)]


def test_the_moment_of_a_tooltip_dates_a_row_that_says_its_age_alone() -> None:
    rows = "".join(
        f"<tr><td><a href=/n/{n}-the-ferry-waits>The ferry waits for {n} guests</a></td><td>Ann</td>"
        f"<td><i title='2024-07-{n} 23:29:54 +0000'>2 years</i></td></tr>"
        for n in range(28, 20, -1)
    )
    found = moments(f"<html lang=en><body><table>{rows}</table>")
    assert [day[:10] for day in found] == [f"2024-07-{n}" for n in range(28, 20, -1)]


def test_the_moment_of_a_tooltip_in_the_row_below_dates_an_item() -> None:
    rows = "".join(
        f"<tr class=top><td>{n}.</td><td><a href=/n/{n}-the-ferry-waits>The ferry waits for {n} guests"
        f"</a></td></tr><tr><td colspan=2><p>{n} points by Ann <i class=when"
        f" title='2026-11-{30 - n}T09:52:00 1780048320'><a href=/talk/{n}>{n} hours ago</a></i></td></tr>"
        for n in range(3, 20)
    )
    found = moments(f"<html lang=en><body><table>{rows}</table>")
    assert found == [f"2026-11-{30 - n}T09:52" for n in range(3, 20)]


def test_a_day_in_the_line_below_each_item_is_its_own_and_no_head_of_the_next() -> None:
    lines = "".join(
        f"<div class=top><a href=/n/{n}-the-ferry-waits>The ferry waits for the {name} of the town</a></div>"
        f"<div class=told><a href=/by/ann>Ann</a> [<i class=when>Sat, {28 - n} Nov 2026 06:59:34 +0000</i>"
        " (06:59)]</div><div>All of them are late, and none of them was seen at the quay today.</div>"
        for n, name in enumerate(("band", "baker", "doctor", "mayor", "smith", "miller") * 4)
    )
    found = moments(f"<html lang=en><body>{lines}")
    assert [day[:10] for day in found] == [f"2026-11-{28 - n:02}" for n in range(24)]


@pytest.mark.parametrize(
    ("around", "day", "story"),
    [
        ("table", "<tr><td colspan=2>{}</td></tr>", "<tr><td>Ann</td><td>{}</td></tr>"),
        ("ul", "<li>{}</li>", "<li>{}</li>"),
        ("div", "<p>{}</p>", "<div class=one>{}</div>"),
        ("div", "<p>{}</p>", "<section><div class=one>{}</div></section>"),
    ],
)
def test_days_without_a_name_head_the_stories_beside_them(
    around: str, day: str, story: str
) -> None:
    names = ("band", "baker", "doctor", "mayor", "smith", "miller")
    rows = "".join(
        day.format(f"{28 - n} November 2026")
        + "".join(
            story.format(f"<a href=/n/{n}{name}-waits>The ferry waits for the {name} of {n}</a>")
            for name in names[: 1 + n % 2]
        )
        for n in range(8)
    )
    found = moments(f"<html lang=en><body><p>Some words</p><{around}>{rows}</{around}>")
    days = [f"2026-11-{28 - n}" for n in range(8) for _ in range(1 + n % 2)]
    assert [one[:10] for one in found] == days


def test_days_above_single_items_are_theirs_and_not_those_of_the_items_before() -> None:
    lines = "".join(
        f"<div class=when>{28 - n} Nov 2026</div>"
        f"<div class=top><a href=/n/{n}-the-ferry-waits>The ferry waits for the {name} of the town</a></div>"
        for n, name in enumerate(("band", "baker", "doctor", "mayor", "smith", "miller") * 4)
    )
    found = moments(f"<html lang=en><body>{lines}")
    assert [day[:10] for day in found] == [f"2026-11-{28 - n:02}" for n in range(24)]


def test_a_smaller_heading_without_a_name_below_each_story_tells_its_day() -> None:
    lines = "".join(
        f"<a href=/n/{n}-the-ferry-waits><h1>The ferry waits for {n} guests</h1></a>"
        f"<h4>Posted by: The Team of the Old Ferry on November {28 - n}, 2026 at 3:57 PM</h4><hr>"
        for n in range(1, 9)
    )
    found = moments(f"<html lang=en><body><main><h1>Archive</h1>{lines}</main>")
    assert [day[:10] for day in found] == [f"2026-11-{28 - n}" for n in range(1, 9)]


@pytest.mark.parametrize("head", ["<p><b>{day}</b></p>", "<div>{day}</div>", "<h3>{day}</h3>"])
def test_a_meeting_with_its_day_heads_the_list_of_its_papers(head: str) -> None:
    papers = ("Agenda of the meeting", "Minutes of the meeting", "Report to the board")
    lists = "".join(
        head.format(day=f"October {n}, 2026 - Meeting of the Board")
        + "<ul>"
        + "".join(f"<li><a href=/p/{n}-{k}.pdf>{paper}</a></li>" for k, paper in enumerate(papers))
        + "</ul>"
        for n in range(20, 12, -1)
    )
    found = moments(f"<html lang=en><body><main><h2>Meetings</h2>{lists}</main>")
    assert [day[:10] for day in found] == [f"2026-10-{n}" for n in range(20, 12, -1) for _ in "abc"]


def test_a_day_is_the_text_of_the_entry_that_holds_its_items() -> None:
    entries = "".join(
        f"<li>{n}. October 2026<ul>"
        + "".join(
            f"<li><a href=/n/{n}{k}>The ferry waits for the {k}</a></li>"
            for k in ("band", "baker", "mayor")[: n % 4]
        )
        + "</ul></li>"
        for n in (27, 26, 23, 22, 19)
    )
    wanted = [f"2026-10-{n}T00:00" for n in (27, 26, 23, 22, 19) for _ in range(n % 4)]
    assert moments(f"<html lang=de><body><ul>{entries}</ul>") == wanted


def test_hidden_fields_between_cells_are_no_columns_and_the_end_is_not_the_day() -> None:
    rows = "".join(
        f"<tr><input type=hidden value={n}><td><a href=/c/{n}>C-{n}</a></td><td>Repair of the boat of"
        f" pier {n}</td><td>10/{n}/2025</td><td>10/{n}/2026</td></tr>"
        for n in range(28, 18, -1)
    )
    head = "<tr><td>Number</td><td>Name</td><td>Begin Date</td><td>End Date</td></tr>"
    found = moments(f"<html lang=en><body><table>{head}{rows}</table>")
    assert [day[:10] for day in found] == [f"2025-10-{n}" for n in range(28, 18, -1)]


def test_rows_of_days_head_a_table_though_news_without_days_stand_above_it() -> None:
    row = "<tr{kind}>{more}<td><a class=top href=/{to}-waits>The ferry waits for {to} guests</a></td></tr>"
    news = "".join(row.format(kind="", more="", to=f"tv/{n}") for n in range(4))
    shows = "<td><a href=/shows/{n}/><img src=/i.png alt=Show></a></td>"
    days = "".join(
        f"<tr class=day><td colspan=2>Added on: <b>{day}, November, 2026</b></td></tr>"
        + "".join(
            row.format(kind=" class=row", more=shows.format(n=n), to=f"ep/{day}{n}")
            for n in range(10)
        )
        for day in (28, 27, 26)
    )
    table = f"<table class=side>{news}</table><table class=list>{days}</table>"
    found = moments(f"<html lang=en><body>{table}")
    assert len(found) == 34
    assert found[-30:] == [f"2026-11-{day}T00:00" for day in (28, 27, 26) for _ in range(10)]
    assert not any(found[:-30])


def stories(many: int, line: str) -> list[str]:
    """Return stories of several paragraphs, each with `line`, which may name a `day`."""
    return [
        f"<h2 class=top><a href=/n/{n}-the-ferry-waits>The ferry waits for its {n} guests</a></h2>"
        + "<p>All of them are late, and none of them was seen at the quay today.</p>" * (4 + n % 3)
        + line.format(n=n, day=f"{28 - n % 28} {('November', 'October')[n // 28]} 2026")
        for n in range(many)
    ]


@pytest.mark.parametrize("many", [6, 24, 50])
def test_a_day_that_ends_each_story_is_its_own_and_no_head_of_the_next(many: int) -> None:
    told = stories(many, "<p class=told><a href=/n/{n}-the-ferry-waits>{day}</a></p>")
    found = moments(f"<html lang=en><body>{''.join(told)}")
    assert [day[5:10] for day in found] == [
        f"{(11, 10)[n // 28]}-{28 - n % 28:02}" for n in range(many)
    ]


def test_days_that_head_all_stories_but_the_first_end_none() -> None:
    heads = [f"<p class=told>{28 - n % 28} Oct 2026</p>" for n in range(50)]
    told = "".join(map("".join, zip(heads, stories(50, ""), strict=True)))
    html = f"<html lang=en><body>{told.removeprefix(heads[0])}"
    found = moments(html)
    assert "2026-10-27T00:00" not in found[:1]


BADGES = ("9 Sep", "24 Apr", "12 Mar", "7 Jan", "22 Aug", "11 Jul", "8 May", "19 Feb", "30 Dec")


def badges(days: tuple[str, ...]) -> str:
    rows = "".join(
        f"<li class=post><b class=post-date>{day}</b> <a href=/n/{n}-the-ferry-waits>"
        f"The ferry waits for its {n} guests</a></li>"
        for n, day in enumerate(days)
    )
    return f"<html lang=en><body><ul>{rows}</ul>"


def test_days_without_a_year_are_of_the_years_in_which_their_list_falls() -> None:
    wanted = ["2026-09-09", "2026-04-24", "2026-03-12", "2026-01-07"]
    wanted += ["2025-08-22", "2025-07-11", "2025-05-08", "2025-02-19", "2024-12-30"]
    assert moments(badges(BADGES)) == [f"{day}T00:00" for day in wanted]


def test_a_pinned_story_and_a_list_in_no_order_change_no_year() -> None:
    pinned = ("3 Feb", "9 Sep", "24 Apr", "12 Mar", "7 Jan")
    mixed = ("9 Sep", "24 Apr", "12 Mar", "22 Aug", "7 Jan", "11 Jul", "8 May", "19 Oct")
    for days in (pinned, mixed):
        assert {moment[:4] for moment in moments(badges(days))} == {"2026"}


def test_days_that_say_their_year_are_not_moved() -> None:
    days = ("9 Sep 2026", "24 Apr 2026", "12 Mar 2026", "7 Jan 2026", "22 Aug 2026", "11 Jul 2026")
    assert {moment[:4] for moment in moments(badges(days))} == {"2026"}


@pytest.mark.parametrize(
    "head", ["<li>{y}</li>", "<h3>{y}</h3>", "<div><div><b>{y}</b></div></div>"]
)
def test_years_without_end_are_read_in_bounded_time(head: str) -> None:
    rows = "".join(
        head.format(y=2000 + n % 25)
        + f"<li class=p><a href=/n/{n}-the-ferry-waits>The ferry waits for {n} guests</a> 03-21</li>"
        for n in range(5000)
    )
    html = f"<ul>{rows}</ul>"
    start = process_time()
    rules = find_rules(page_of(html, URL))
    if rules is not None:
        read_listing(page_of(html, URL), rules, Locale("", UTC, NOW))
    assert process_time() - start < PROMISED * SLACK


def test_the_day_of_a_tooltip_dates_a_thread_whose_age_is_said_in_an_unknown_language() -> None:
    rows = "".join(
        f"<tr><td><a href=/t/{n}>The ferry waits for {n} guests</a></td><td>Ann <em><span title=2026-9-{n}>"
        f"{n} xyz</span></em></td><td>Ben <span title='2026-10-{n} 21:51'>{n} xyz 21:51</span></td></tr>"
        for n in range(28, 5, -1)
    )
    found = moments(f"<html><body><table>{rows}</table>")
    assert [day[:10] for day in found] == [f"2026-09-{n:02}" for n in range(28, 5, -1)]


def test_a_year_that_a_sentence_speaks_of_is_no_day_of_an_item_below_its_own() -> None:
    days = "".join(
        f"<p class=day>2026-11-{n}</p><div class=note><h2><a href='/n/{n}-weir'>TheWeirAtNight{n}</a></h2>"
        f"<p>The gate was <b>painted as in {1990 + n}, but</b> the lock was not, and it shows.</p></div>"
        for n in range(28, 18, -1)
    )
    assert moments(f"<html lang=en><body><div>{days}</div>") == [
        f"2026-11-{n}T00:00" for n in range(28, 18, -1)
    ]


@pytest.mark.parametrize(("label", "shown"), [("", True), ("Apply by ", False)])
def test_a_day_in_brackets_that_opens_a_story_s_text_is_its_own(label: str, *, shown: bool) -> None:
    rows = "".join(
        f"<li><h2><a href='/n/{n}-weir'>The weir at night, part {n}</a></h2><p><a href='/n/{n}-weir'>"
        f"[{label}{n} de novembro de 2026] The keeper of the lock has shown on 5 and 6/11 once more how"
        " it is done, and many came to see the gates, the boats and the fish of the river.</a></p></li>"
        for n in range(28, 18, -1)
    )
    wanted = [f"2026-11-{n}T00:00" if shown else "" for n in range(28, 18, -1)]
    assert moments(f"<html lang=pt><body><ul>{rows}</ul>") == wanted


def test_a_leaf_without_its_year_has_that_of_the_line_that_says_its_day_again() -> None:
    rows = "".join(
        f"<div class=one><div class=date><b>Oct</b><i>{day}</i></div>"
        f"<h3><a href=/n/{day}-the-ferry-waits>The ferry waits for {day} guests of 2016</a></h3>"
        f"<p>Posted by Ann Miller of the Harbour Office on {day} October 2014 04:11 AM</p></div>"
        for day in (29, 24, 21, 18, 16)
    )
    found = moments(f"<html lang=en><body>{rows}")
    assert [one[:10] for one in found] == [f"2014-10-{day}" for day in (29, 24, 21, 18, 16)]


@pytest.mark.parametrize(
    "text", ["2026-11-28 - 港口的渡船今天又开始运行了", "渡船はなぜ止まったのか (2026-11-28)"]
)
def test_a_day_beside_a_title_without_spaces_is_not_all_that_is_said(text: str) -> None:
    assert not says_only_day(text)


@pytest.mark.parametrize(
    "text", ["发布时间：2026-11-28", "2026-11-28 最后更新时间", "3 May 2026, posted"]
)
def test_a_label_beside_a_day_is_no_name(text: str) -> None:
    assert says_only_day(text)


@pytest.mark.parametrize("many", [6, 1])
def test_rows_of_one_and_the_same_day_head_the_items_but_a_single_one_does_not(many: int) -> None:
    boats = [
        f"<article><h2><a href=/n/{n}-the-boat>The boat of its {n} guests</a></h2>"
        "<p>It waits at the quay.</p></article>"
        for n in range(12, 6, -1)
    ]
    day = "<p>21 September 2026</p>"
    rows = "".join((day if n < many else "") + boat for n, boat in enumerate(boats))
    wanted = "2026-09-21T00:00" if many > 1 else ""
    assert moments(f"<html lang=en><body><div>{rows}</div>") == [wanted] * len(boats)


@pytest.mark.parametrize("row", ["<p>{day}</p>{item}", "{item}<p>{day}</p>"])
@pytest.mark.parametrize("own", ["<b class=date></b>", "<b class=date>{n}</b>"])
def test_what_is_named_as_a_date_and_says_none_hides_no_day_beside_the_item(
    row: str, own: str
) -> None:
    item = (
        "<div class=post>{own}<h2><a href=/n/{n}-the-boat>The boat of its {n} guests</a></h2>"
        "<p>It waits at the quay.</p></div>"
    )
    rows = "".join(
        row.format(day=f"{n} November 2026", item=item.format(n=n, own=own.format(n=n)))
        for n in range(28, 18, -1)
    )
    assert moments(f"<html lang=en><body><div>{rows}</div>") == [
        f"2026-11-{n}T00:00" for n in range(28, 18, -1)
    ]
