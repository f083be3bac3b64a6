"""The date that an item of a list shows, among the other days and numbers that stand in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import ListingRules, Locale, Page, Rule

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)
PAGE = "https://www.example.org/news"


def date_in(inner: str, language: str, url: str = "/ferry") -> str:
    """Return the day that a list's only item shows."""
    html = f"<ul><li><a href={url}>The ferry sails again</a> {inner}</li></ul>"
    page = Page(PAGE, PAGE, html.encode(), "text/html; charset=utf-8")
    rules = ListingRules(item=(Rule(text="li", engine="css", select="li"),))
    (teaser,) = read_listing(page, rules, Locale(language, UTC, NOW)).teasers
    date = teaser.by_itself.date
    return date.moment.date().isoformat() if date else ""


@pytest.mark.parametrize(
    ("inner", "language", "day"),
    [
        ("<p>3 comments | 29 Nov</p>", "en", "2026-11-29"),
        ("<p><a href=#c>7 Kommentare</a> | 27.11.</p>", "de", "2026-11-27"),
        ("<p>Gestern, 18:30</p>", "de", "2026-11-28"),
        ("<i>1.200 weergaven</i><i>2 dagen geleden</i>", "nl", "2026-11-27"),
        ("<p><b>川辺新聞</b> <b>11/28(土) 14:05</b></p>", "ja", "2026-11-28"),
        ("<p>5 min</p><p>4 hrs ago</p>", "en", "2026-11-29"),
        ("<p>11月28日(土) 9時40分</p>", "ja", "2026-11-28"),
        ("<p>한빛일보 <em>11월 26일</em></p>", "ko", "2026-11-26"),
        ("<p>Added yesterday</p>", "en", "2026-11-28"),
        ("<p>yesterday | Politics</p>", "en", "2026-11-28"),
        # Not a day: how long it is read, an age, a price, a length, a call
        ("<p>5 min read</p><p>12 years old</p><p>4.50</p><p>12:34</p><p>Now</p>", "en", ""),
        ("<p>12 Dec</p>", "en", ""),  # last year's, or that of an event
        ("<p>Ends:</p><p>30 Nov</p>", "en", ""),
    ],
)
def test_a_line_that_is_a_day_without_its_year_dates_an_item(
    inner: str, language: str, day: str
) -> None:
    assert date_in(inner, language) == day


@pytest.mark.parametrize(
    ("inner", "language", "day"),
    [
        ("<p><b> 24-May-22</b><b> 2min</b></p>", "en", "2022-05-24"),
        ("<p><b> 12-Ago-23</b><b> 5min</b></p>", "en", "2023-08-12"),
        ("<p>Ann Miller, 3 Sept. ’24</p>", "en", "2024-09-03"),
        ("<p>24-pack-22</p><p>Model 12-mar-22-x</p><p>10 cups '24</p>", "en", ""),
    ],
)
def test_a_short_year_behind_a_months_name_is_a_year(inner: str, language: str, day: str) -> None:
    assert date_in(inner, language) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Since <b>3 May 2026</b> there is a new boat that sails to the old mill <b>daily</b>", ""),
        ("Ann Miller on <b>3 May 2026</b> in News and Boats of the Old Mill", "2026-05-03"),
        ("<b>3 May 2026</b> there is a new boat that sails to the old mill daily", "2026-05-03"),
        ("von Ann am <i>3. Mai 2026</i>, 7 Kommentare", "2026-05-03"),
    ],
)
def test_a_day_set_off_in_a_sentence_is_what_that_speaks_of(line: str, day: str) -> None:
    assert date_in(f"<p>{line}</p>", "") == day


def test_the_state_of_an_item_is_no_name_of_its_date() -> None:
    assert date_in("<p class='boat status-publish'>Red oar, rated 0 out of 5</p>", "en") == ""
    assert date_in("<p class=published>29 Nov</p>", "en") == "2026-11-29"


def test_what_has_a_year_is_believed_before_what_counts_from_today() -> None:
    assert date_in("<p>3 hours ago</p>", "en", "/2025/03/04/ferry") == "2025-03-04"
    assert date_in("<p>2 days ago</p><p>Port, 4 March 2025</p>", "en") == "2025-03-04"


@pytest.mark.parametrize(
    "inner",
    [
        "<i class=time title='14/10/2026 08:30'>2 hours ago</i>",
        "<i class=time data-time=1791966600000>2 hours ago</i>",
        "<i data-timestamp=1791966600>2 hours ago</i>",
        "<p class=date><i title='Rabu, 14 Okt 2026 08:30'>2 hours ago</i></p>",
        "<i class=date data-created=2026-10-14T08:30:00Z>2 hours ago</i>",
        "<relative-time datetime=2026-10-14T08:30:00Z>2 hours ago</relative-time>",
        "<i title='2026-10-14 08:30:00 -0500'>2 hours ago</i>",
        "<p class=posted-time>asked <i title='2026-10-14 08:30:00Z'>2 hours ago</i></p>",
    ],
)
def test_the_moment_that_is_kept_beside_the_words_is_believed_first(inner: str) -> None:
    assert date_in(inner, "en") == "2026-10-14"


@pytest.mark.parametrize(
    "inner",
    [
        "<i class=time data-end-time=1791966600>2 days ago</i>",
        "<i class=time data-time=3600 title='by Ann'>2 days ago</i>",
        "<i class=date data-time=1791966600>27 November 2026</i>",
    ],
)
def test_another_number_beside_the_words_is_no_date(inner: str) -> None:
    assert date_in(inner, "en") == "2026-11-27"


def test_the_label_in_front_tells_a_change_from_publication() -> None:
    rows = "<dl><dt>Last updated:<dd>28 November 2026<dt>First published:<dd>4 May 2026</dl>"
    assert date_in(rows, "en") == "2026-05-04"
    assert date_in("<dl><dt>Last updated:<dd>28 November 2026</dl>", "en") == "2026-11-28"


def test_the_day_on_which_a_thing_was_added_comes_before_that_of_its_release() -> None:
    line = (
        "<p><b>Released:</b>&nbsp;December 12, 2013&nbsp;|&nbsp;Added:&nbsp;May 04, 2026 | Seen: 75"
    )
    assert date_in(line, "en") == "2026-05-04"
    assert date_in("<p>December 12, 2013 | Added: twice", "en") == "2013-12-12"


def test_a_leaf_with_its_parts_beside_each_other_comes_before_a_line_with_a_year() -> None:
    leaf = "<p><b>9</b><b>November</b><b>2026</b></p>"
    assert date_in(f"{leaf}<p>Seen on 11 October 2026</p>", "en") == "2026-11-09"
    assert date_in("<p><b>12</b> <b>boats sail, as they did in 2025</b></p>", "en") == ""
    assert date_in("<p>Λήξη υποβολής: 28/11/2026</p>", "el") == ""


@pytest.mark.parametrize("inner", ["<b>28/11/26</b>", "<p>Sat, 28/11/26 — 5 min</p>"])
def test_a_year_of_two_digits_behind_slashes_is_one(inner: str) -> None:
    assert date_in(inner, "en-GB") == "2026-11-28"


def test_the_november_of_romanian_pages_is_read() -> None:
    assert date_in("<p>Ana Pop, 28 noi. 2026, 14:05</p>", "ro") == "2026-11-28"


@pytest.mark.parametrize(
    ("shown", "language", "day"),
    [
        ("2026年11月20日", "ja", "2026-11-20"),
        ("发布于2026年11月20日", "zh", "2026-11-20"),
        ("20.11.2026г.", "bg", "2026-11-20"),
        ("٢٠ نوفمبر ٢٠٢٦", "ar", "2026-11-20"),
        ("२० नवंबर २०२६", "hi", "2026-11-20"),
        ("২০ নভেম্বর ২০২৬", "bn", "2026-11-20"),
        ("۱ آذر ۱۴۰۵", "fa", "2026-11-22"),
        ("1405/09/01", "fa", "2026-11-22"),
        ("20/11/2569", "th", "2026-11-20"),
        ("๒๐ พ.ย. ๒๕๖๙", "th", "2026-11-20"),
        ("115-11-20", "zh-TW", "2026-11-20"),
        ("令和8年11月20日", "ja", "2026-11-20"),
        # No years: a version, an address of a machine, a price, a count
        ("113.11.20.4", "zh-TW", ""),
        ("2569 บาท", "th", ""),
        ("1405", "fa", ""),
        ("x2026y", "en", ""),
    ],
)
def test_a_bare_date_is_seen_in_any_digits_and_calendars(
    shown: str, language: str, day: str
) -> None:
    assert date_in(f"<span>{shown}</span>", language) == day


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_where_the_first_number_stays_and_the_last_changes_the_year_comes_first(
    language: str,
) -> None:
    rows = "".join(
        f"<li><a href=/{n}>The ferry sails {n}</a> <i>24-03-{n}</i></li>" for n in (14, 12, 11)
    )
    page = Page(PAGE, PAGE, f"<ul>{rows}</ul>".encode(), "text/html; charset=utf-8")
    rules = ListingRules(item=(Rule(text="li", engine="css", select="li"),))
    found = read_listing(page, rules, Locale(language, UTC, NOW)).teasers
    days = [one.by_itself.date.moment.day for one in found if one.by_itself.date]
    assert days == [14, 12, 11]


def test_a_twin_for_small_screens_that_is_not_shown_comes_last() -> None:
    last = "<p style='display: none'>Last post by Ann, 28 Nov 2026</p>"
    assert date_in(f"{last}<p>Ola, 3 Nov 2026, 10:22</p><p>28 Nov 2026</p>", "en") == "2026-11-03"
    assert date_in(last.replace("Last post by Ann, ", ""), "en") == "2026-11-28"


@pytest.mark.parametrize(
    "inner",
    [
        "<b><abbr title=November>Nov</abbr> 28, 2026</b>",
        "<b><abbr title=November>Nov</abbr> 9, 2026</b>",
        "<h3><b>28 <i>November</i> 2026</b></h3>",
    ],
)
def test_a_day_is_read_whole_whose_month_has_an_element_of_its_own(inner: str) -> None:
    assert date_in(inner, "en") == ("2026-11-09" if "9, " in inner else "2026-11-28")


def test_a_year_in_another_line_makes_no_day_of_what_stands_around_it() -> None:
    assert date_in("<p>28 boats <b>in 2026</b></p>", "en") == ""
    assert date_in("<div>No. <b>9, 2026</b></div>", "en") == ""


def test_two_moments_in_the_tooltips_of_one_line_tell_none() -> None:
    two = "<p class=time><i title='2026-10-14'>Port</i> <i title='2026-11-02'>3 days ago</i></p>"
    assert date_in(two, "en") == "2026-11-26"


@pytest.mark.parametrize(
    ("inner", "language", "day"),
    [
        ("<p>Jueves 20 de agosto de 2026 | 08:06 hs.</p>", "es", "2026-08-20"),
        ("<p>J Harb Res. 2026 Aug 20;12(3):101-110. doi: 10.1000/1.</p>", "en", "2026-08-20"),
        ("<p>The pier burnt on 20 August 2020 and was built anew.</p>", "en", ""),
    ],
)
def test_a_line_of_numbers_and_few_words_is_no_sentence(
    inner: str, language: str, day: str
) -> None:
    assert date_in(inner, language) == day


def test_a_title_in_front_of_a_date_does_not_make_it_a_last_day() -> None:
    rules = ListingRules(item=(Rule(text="li", engine="css", select="li"),))
    html = "<ul><li><h3><a href=/a>Storm closes the coast road</a></h3><p>%s</p></ul>"
    for shown in ("19 Oct 2026 | Town", "3 hours ago | Town"):
        page = Page(PAGE, PAGE, (html % shown).encode(), "text/html; charset=utf-8")
        (teaser,) = read_listing(page, rules, Locale("en", UTC, NOW)).teasers
        assert teaser.by_itself.date


def days_in(body: str, language: str = "en") -> list[str]:
    """Return the days of the items of a list, which are its `li`."""
    page = Page(PAGE, PAGE, body.encode(), "text/html; charset=utf-8")
    rules = ListingRules(item=(Rule(text="li", engine="css", select="li"),))
    dates = [
        one.by_rule.date or one.by_itself.date
        for one in read_listing(page, rules, Locale(language, UTC, NOW)).teasers
    ]
    return [date.moment.date().isoformat() if date else "" for date in dates]


@pytest.mark.parametrize(
    "item",
    [
        "<li data-date=2026-10-14><a href=/a>The ferry</a>",
        "<li data-published=1791966600><a href=/a>The ferry</a>",
        "<li><a href=/a>The ferry</a><i data-pubdate=2026-10-14></i>",
        "<li><a href=/a>The ferry</a><i title='Wednesday, October 14, 2026 at 8:30 AM'>of late</i>",
    ],
)
def test_a_day_that_only_an_attribute_keeps_dates_an_item(item: str) -> None:
    assert days_in(f"<ul>{item}</ul>") == ["2026-10-14"]


def test_a_tooltip_that_says_more_than_a_day_dates_no_item() -> None:
    assert days_in("<ul><li><a href=/a title='Concert on 5 May 2026'>Concert</a></ul>") == [""]


def test_the_pages_data_dates_the_stories_that_show_no_date_by_their_addresses() -> None:
    data = (
        '{"@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":['
        '{"@type":"ListItem","item":{"@type":"NewsArticle","url":"/a","datePublished":"2026-10-14"}},'
        '{"@type":"ListItem","item":{"@type":"NewsArticle","url":"/b","datePublished":"soon"}},'
        '{"@type":"ListItem","item":{"url":"https://www.example.org/c","datePublished":"2026-10-12"}}]}}'
    )
    body = (
        f'<script type="application/ld+json">{data}</script><ul><li><a href=/a>The ferry</a>'
        "<li><a href=/b>The pier</a><li><a href=/c>The mill</a> <i class=date>3 May 2026</i></ul>"
    )
    assert days_in(body) == ["2026-10-14", "", "2026-05-03"]


@pytest.mark.parametrize(
    ("paths", "days"),
    [
        (("20261014-a", "20261012-b", "20260930-c"), ["2026-10-14", "2026-10-12", "2026-09-30"]),
        (("t20261014_1.html", "t20261012_2.html", "t20260930_3.html"), ["2026-10-14"]),
        (("cnt/abc20261014_1", "cnt/abc20261012_2", "cnt/abc20260930_3"), ["2026-10-14"]),
        (("2026/oct/14/a", "2026/oct/12/b", "2026/sep/30/c"), ["2026-10-14"]),
        (("2026/city/10/14/a", "2026/city/sea/10/12/b", "2026/art/09/30/c"), ["2026-10-14"]),
        (("2026/issue/10/14/a", "2026/issue/10/13/b", "2026/issue/09/64/c"), [""]),  # of pages
        (("20261014-a", "20261399-b", "20260930-c"), [""]),  # numbers of the site's
        (("20261014-a", "20261014-b", "20261014-c"), [""]),  # of one page, or a counter
    ],
)
def test_glued_days_in_addresses_count_where_the_whole_list_has_them(
    paths: tuple[str, ...], days: list[str]
) -> None:
    items = "".join(f"<li><a href=/news/{path}>The ferry {path[-1:]}</a>" for path in paths)
    assert days_in(f"<ul>{items}</ul>")[: len(days)] == days


def test_a_month_beside_whole_days_in_the_addresses_of_a_list_is_no_day() -> None:
    october = [("2026/10/14/a", "October 2026"), ("2026/10/02/b", "October 2026")]
    rows = [*october, ("2026/09/30/c", "September 2026")]
    items = "".join(f"<li><a href=/{path}/>The ferry</a> ({month})" for path, month in rows)
    assert days_in(f"<ul>{items}</ul>") == ["2026-10-14", "2026-10-02", "2026-09-30"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<li><i class=date>11-14</i> {}", "<li><i class=date>12-24</i> {}"),
        ("<li><i>14 Nov</i> {}", "<li><i>24 Dec</i> {}"),
        ("<li>{} <b><i>14</i><i>Nov</i></b>", "<li>{} <b><i>24</i><i>Dec</i></b>"),
    ],
)
def test_the_year_above_items_is_that_of_their_days(first: str, second: str) -> None:
    lists = "".join(
        f"<section><h2>{head}</h2><ul>{item.format(f'<a href=/{head[-4:]}>The ferry</a>')}</ul></section>"
        for head, item in (("News 2026", first), ("News 2025", second), ("News 2024", first))
    )
    assert days_in(lists) == ["2026-11-14", "2025-12-24", "2024-11-14"]


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ("March 2026", "February 2026")),
        ("de", ("März 2026", "Februar 2026")),
        ("ja", ("2026年3月", "2026年2月")),
    ],
)
def test_the_month_above_items_completes_the_number_of_their_day(
    language: str, heads: tuple[str, str]
) -> None:
    lists = "".join(
        f"<h3>{head}</h3><ul><li><b>{day}</b><i>Fri</i> <a href=/{day}>The ferry waits</a></ul>"
        for head, day in zip(heads, (28, 6), strict=True)
    )
    assert days_in(lists, language) == ["2026-03-28", "2026-02-06"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Neither a tag nor a name says that it is a heading, but that it begins the list
        ("<p class=big>2025</p>", "<p class=big>2024</p>"),
        ("<div><span>2025年</span></div>", "<div><span>2024年</span></div>"),
        ("<h4>\u0662\u0660\u0662\u0665</h4>", "<h4>\u0662\u0660\u0662\u0664</h4>"),
        ("<h2>2025-03</h2>", "<h2>2024-12</h2>"),
    ],
)
@pytest.mark.parametrize("item", ["<li><time>{}</time> {}</li>", "<li>{} &nbsp; {}</li>"])
def test_a_bare_year_above_items_is_that_of_their_days(item: str, first: str, second: str) -> None:
    link = "<a href=/{}>The ferry waits</a>"
    days = ((first, "03-28"), ("", "03-09"), (second, "12-31"), ("", "12-03"))
    rows = "".join(f"{head}{item.format(day, link.format(day))}" for head, day in days)
    told = ["2025-03-28", "2025-03-09", "2024-12-31", "2024-12-03"]
    assert days_in(rows, "de") == told


def test_a_year_in_a_row_of_its_own_heads_the_rows_below() -> None:
    row = "<li class=row><div><i></i></div><div>{}</div></li>"
    days = ("<b class=year>2025</b>", "{10-30}", "{08-21}", "<b class=year>2024</b>", "{11-26}")
    link = re.compile(r"\{(.*)\}")
    rows = (row.format(link.sub(r"\1 &nbsp; <a href=/\1>The ferry</a>", day)) for day in days)
    assert days_in(f"<ul>{''.join(rows)}</ul>") == ["2025-10-30", "2025-08-21", "2024-11-26"]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        # A number over twelve tells it of all, or that they fall in one way only
        (("08-03", "04-13", "02-01"), ["2025-08-03", "2025-04-13", "2025-02-01"]),
        (("13-08", "03-05", "02-02"), ["2025-08-13", "2025-05-03", "2025-02-02"]),
        (("09-04", "08-11", "03-05"), ["2025-09-04", "2025-08-11", "2025-03-05"]),
        (("04-09", "11-08", "05-03"), ["2025-09-04", "2025-08-11", "2025-03-05"]),
        # Both ways fall, or none: the language's own
        (("09-09", "08-08", "03-03"), ["2025-09-09", "2025-08-08", "2025-03-03"]),
        (("09-04", "03-05"), ["2025-04-09", "2025-05-03"]),
        (("04-02", "02-04", "03-12"), ["2025-02-04", "2025-04-02", "2025-12-03"]),
    ],
)
def test_days_below_a_year_tell_their_order(days: tuple[str, ...], told: list[str]) -> None:
    items = "".join(f"<li><time>{day}</time><a href=/{day}>The ferry</a></li>" for day in days)
    assert days_in(f"<h2>2025</h2><ul>{items}</ul>", "de") == told


def test_hours_below_a_year_are_none_of_today() -> None:
    hours = ("14:05", "13:20", "12:00", "09:10", "08:30")
    items = "".join(f"<li>{hour} <a href=/{hour[:2]}>The ferry</a></li>" for hour in hours)
    assert days_in(f"<h2>2025</h2><ul>{items}</ul>") == [""] * 5


def test_a_year_elsewhere_on_the_page_takes_no_heading_its_items() -> None:
    items = "<ul><li><time>27 Nov</time> <a href=/a>The ferry</a></ul>"
    assert days_in(f"<h2>2020</h2>{items}<p>© <span>2020</span></p>") == ["2020-11-27"]


def test_a_year_that_begins_no_list_heads_none() -> None:
    items = "<ul><li><time>27 Nov</time> <a href=/a>The ferry</a></ul>"
    for beside in (f"<p>2019</p><p>Our boats</p>{items}", f"<p>since 2019</p>{items}"):
        assert days_in(beside) == ["2026-11-27"]


def test_a_number_behind_the_link_is_no_day_of_the_month_above() -> None:
    assert days_in("<h3>March 2026</h3><ul><li><a href=/a>The ferry</a> <i>12</i></ul>") == [""]


def test_headings_of_other_things_tell_no_year() -> None:
    item = "<ul><li><a href=/%s>The ferry</a> <i>27 Nov</i></ul>"
    aside = f"<div><div><div><h3>2019</h3></div></div></div>{item % 'a'}"
    titles = f"<h3>Budget 2024</h3>{item % 'a'}<h3>Wedding 2023</h3>{item % 'b'}"
    assert days_in(aside) == ["2026-11-27"]
    assert days_in(titles) == ["2026-11-27"] * 2


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("March 14, 2026", "2026-03-14"),
        ("March 14, 2026, Regular Meeting", "2026-03-14"),
        ("Meeting 61 - March 14th, 2026", "2026-03-14"),
        ("14.10.2026 - The ferry closes", "2026-10-14"),
        ("[2026-10-14] The ferry", "2026-10-14"),
        ("14 October 2026: the ferry", "2026-10-14"),
        ("Version 2.3.1 (2026-10-14)", "2026-10-14"),
        ("The harbour has a ferry: 14 October 2026", "2026-10-14"),
        ("Closing date of the ferry: 14 October 2026", ""),
        ("Ferry day: 14 October 2026", ""),
        ("What 14 October 2025 was like", ""),
    ],
)
def test_a_day_set_apart_in_front_of_a_title_or_behind_it_is_the_storys(
    title: str, day: str
) -> None:
    assert days_in(f"<ul><li><a href=/a>{title}</a></ul>") == [day]


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Story by Ann Ellis Date: 14/10/2026 The ferry", "2026-10-14"),
        ("Date: 14 October 2026 The ferry", "2026-10-14"),
        ("Opening Date: 14/10/2026 The ferry", ""),
        ("Story by Ann Ellis Date: 14/10/2026 Place: the ferry", ""),
        ("The ferry has Date: 14/10/2026 The ferry", ""),
    ],
)
def test_a_day_that_its_writer_typed_above_a_story_opens_the_teaser(opening: str, day: str) -> None:
    teaser = f"{opening} of the old harbour goes at seven from now on, {'as it said ' * 5}"
    assert days_in(f"<ul><li><a href=/a>The old ferry</a><p>{teaser}</p></ul>") == [day]


def test_a_first_number_that_stays_while_the_last_changes_is_the_year() -> None:
    days = ("26/11/28", "26/11/18", "26/10/30", "26/10/06")
    items = "".join(f"<li>[{day}] <a href=/{day}>The ferry</a>" for day in days)
    assert days_in(f"<ul>{items}</ul>") == ["2026-11-28", "2026-11-18", "2026-10-30", "2026-10-06"]


def test_a_first_number_by_which_days_fall_is_the_year() -> None:
    def told(*days: str) -> list[str]:
        items = "".join(f"<li>[{day}] <a href=/{n}>The ferry</a>" for n, day in enumerate(days))
        return days_in(f"<ul>{items}</ul>")

    fall = ("26/08/14", "26/03/22", "24/05/30", "23/12/12", "23/06/18", "22/11/05")
    years_first = ["20" + day.replace("/", "-") for day in ("18/11/14", *fall)]
    assert told("18/11/14", *fall) == years_first  # the first is set above the others
    # They fall as well if the day is first; or are too few
    assert told("28/11/26", "25/11/26", "24/10/26", "21/10/26", "15/10/26")[0] == "2026-11-28"
    assert told(*fall[:2], *fall[3:5])[0] == "2014-08-26"


def shown(*texts: str) -> str:
    """Return a list whose items show these texts behind their links."""
    items = (f"<li><a href=/{n}>The ferry</a> <i>{text}</i>" for n, text in enumerate(texts))
    return f"<ul>{''.join(items)}</ul>"


def test_days_long_ago_without_their_year_count_where_the_list_falls_to_them() -> None:
    falling = ("29 Nov", "14 Oct", "3 Sep", "19 Jul", "2 May", "11 Feb", "20 Dec")
    assert days_in(shown(*falling)) == [
        *("2026-11-29", "2026-10-14", "2026-09-03", "2026-07-19", "2026-05-02", "2026-02-11"),
        "2025-12-20",
    ]
    rising = days_in(shown("14 Oct", "3 Nov", "29 Nov", "12 Dec"))
    assert rising == ["2026-10-14", "2026-11-03", "2026-11-29", ""]


def test_days_of_late_among_more_that_were_long_ago_are_so_by_chance() -> None:
    meetings = ("January 25", "February 14", "June 2", "October 17", "November 14")
    assert days_in(shown(*meetings)) == [""] * 5
    pinned = days_in(shown("June 2", "November 14", "November 27", "October 17"))
    assert pinned == ["", "2026-11-14", "2026-11-27", "2026-10-17"]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("14:05", "13:10", "13:10", "09:30", "07:02"), ["2026-11-29"] * 5),
        (("14:05", "09:30", "28 Nov"), ["2026-11-29", "2026-11-29", "2026-11-28"]),
        (("09:30", "13:10", "14:05", "14:30", "14:45"), [""] * 5),  # a programme
        (("23:05", "13:10", "13:05", "09:30", "07:02"), [""] * 5),  # not yet
        (("14:05", "09:30", "07:02"), [""] * 3),  # by chance
        (("14:05", "<b>3:10</b> 28 Nov"), ["", "2026-11-28"]),  # lengths
    ],
)
def test_hours_alone_that_fall_are_todays(texts: tuple[str, ...], days: list[str]) -> None:
    assert days_in(shown(*texts)) == days


@pytest.mark.parametrize(
    ("texts", "language", "days"),
    [
        (("14:05", "28.11", "27.11", "14.10", "03.10"), "pl", ["29", "28", "27", "14", "03"]),
        (("1h", "8h", "20h", "2d", "3d", "1w"), "en", ["29", "29", "28", "27", "26", "22"]),
        (("Today 9:40 AM", "Yesterday 9 AM", "Friday 8:20 AM"), "en", ["29", "28", "27"]),
        (("5 min", "5 min", "5 min", "5 min", "5 min"), "en", [""] * 5),  # how long they are read
        (("4.50", "12.10", "3.20", "11.11", "7.05"), "de", [""] * 5),  # prices
    ],
)
def test_short_forms_of_days_count_where_all_of_a_list_fall(
    texts: tuple[str, ...], language: str, days: list[str]
) -> None:
    assert [day[-2:] for day in days_in(shown(*texts), language)] == days


@pytest.mark.parametrize(
    "item",
    [
        "<li><i>14</i><i>OUT</i><i>2026</i> <h3><a href=/a>Porto</a></h3>",
        "<li><p><b>14</b> <i>out.</i> <i>'26</i></p><a href=/a>Porto</a>",
        "<li><a href=/a>Porto</a> <i data-value=2026-10-14T08:30:00Z></i>",
        "<li><a href=/a>Porto</a> <i class=updated>2026-11-20T08:30:00Z</i><b>14/10/2026</b>",
        "<li><a href=/a>Porto</a> <dl><dt>Effective<dd>20 Nov 2026<dt>Published<dd>14 Oct 2026</dl>",
    ],
)
def test_a_days_parts_and_twins_are_told_apart(item: str) -> None:
    assert days_in(f"<ul>{item}</ul>", "pt") == ["2026-10-14"]


def test_a_button_that_opens_a_year_heads_its_days() -> None:
    parts = "".join(
        f"<div><button><b>{year}</b></button><div><ul><li>14 Oct <a href=/{year}>Port</a></ul></div></div>"
        for year in (2026, 2025)
    )
    assert days_in(parts) == ["2026-10-14", "2025-10-14"]


@pytest.mark.parametrize("title", ["The ferry - October 14, 2026", "October 14, 2026 The ferry"])
def test_a_day_in_words_at_the_edge_of_a_title_is_the_storys(title: str) -> None:
    assert days_in(f"<ul><li><a href=/a>{title}</a></ul>") == ["2026-10-14"]


@pytest.mark.parametrize(
    ("inner", "day"),
    [
        ("<h4><b><i>Nov</i> 26, 2026</b> — Posted <i>Nov</i> 19, 2026 4:57 PM</h4>", "2026-11-19"),
        ("<p>26 Nov 2026, 6:30 PM</p><p>Posted 19 Nov 2026</p>", "2026-11-19"),
        ("<p><b>Nov 26, 2026</b> — Amended Nov 19, 2026 4:57 PM</p>", "2026-11-19"),
        ("<p><b>Nov 19, 2026</b> — Amended Nov 26, 2026 4:57 PM</p>", "2026-11-19"),
        ("<p>26 Nov 2026</p><p>Ann Miller, who posted this in the club</p>", "2026-11-26"),
    ],
)
def test_of_two_days_the_one_that_says_posted_is_the_storys(inner: str, day: str) -> None:
    assert date_in(inner, "en") == day


def test_a_labelled_day_is_an_items_own_though_its_title_names_it_as_well() -> None:
    rows = "".join(
        f"<li><h3><a href=/{n}>District Court, {n}.11.2026 - 2 ME {n}/26 - Ferry lanes, appeal</a></h3>"
        f"<p><span><span class=label-document-date>Decided:</span></span> {n}.11.2026</p></li>"
        for n in range(10, 14)
    )
    page = Page(PAGE, PAGE, f"<html lang=de><main><ul>{rows}</ul></main>".encode(), "text/html")
    rules = find_rules(page)
    assert rules is not None
    assert not rules.fields.date
    found = read_listing(page, rules, Locale("de", UTC, NOW)).teasers
    assert [one.by_itself.date and one.by_itself.date.moment.day for one in found] == [
        *range(10, 14)
    ]
