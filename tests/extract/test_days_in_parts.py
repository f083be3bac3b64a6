"""Days of items in parts of their own, and such that stand beside other words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from feedmaker.extract.listing import read_listing
from feedmaker.model import FieldRules, ListingRules, Locale, Page, Rule

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PAGE = "https://www.example.org/news"
DAYS = [date(2026, 10, 28) - timedelta(days=11 * n) for n in range(6)]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def days_of(items: Sequence[str], language: str = "en") -> list[str]:
    """Return the days of a list's items, "" where one has none."""
    html = f"<html lang={language}><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    page = Page(PAGE, PAGE, html.encode(), "text/html; charset=utf-8")
    item = Rule(text="li", engine="css", select="li")
    rules = ListingRules(item=(item,), fields=FieldRules())
    teasers = read_listing(page, rules, Locale(language, UTC, NOW)).teasers
    dates = [one.by_rule.date or one.by_itself.date for one in teasers]
    return [day.moment.date().isoformat() if day else "" for day in dates]


def shown(form: str, day: date) -> str:
    return form.format(
        day=day.day, month=MONTHS[day.month - 1], year=day.year, short=f"{day:%y}", iso=day
    )


@pytest.mark.parametrize("place", ["<div>{}</div>", "{}", "<p><a href=/c>News</a> {}</p>"])
@pytest.mark.parametrize(
    "form",
    [
        "<span>{month}</span> <span>{day},</span> <span>{year}</span>",
        "{month} <b>{day}</b> {year}",
        "{day}<sup>th</sup> {month} {year}",
        "{month} <!-- -->{day}, {year}",
        "{month} {day} '{short}",
        '<span data-moment-date="{iso}T10:00:00Z">lately</span>',
    ],
)
def test_a_day_may_be_in_parts_of_its_own(form: str, place: str) -> None:
    days = [place.format(shown(form, day)) for day in DAYS]
    items = [f"<a href=/{n}>The ferry is late again</a> {day}" for n, day in enumerate(days)]
    assert days_of(items) == [day.isoformat() for day in DAYS]


def test_a_month_beside_the_number_of_an_issue_is_no_day() -> None:
    items = [f"<a href=/{n}>The harbour</a> <i>Issue {n}</i> <i>May 202{n}</i>" for n in range(5)]
    assert days_of(items) == [f"202{n}-05-01" for n in range(5)]


def test_years_that_are_no_days_cost_an_item_of_many_little() -> None:
    """Each is looked around for the rest of its day; were all, that would be a square."""
    item = "<a href=/1>The harbour</a> <div>" + "2026 boats<br>" * 20_000 + "</div>"
    assert days_of([item]) == [""]


@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("{day} {month} by Ann", "en"),
        ("Posted {month} {day} by Ann", "en"),
        ("By Ann Ellis / {month} {day}", "en"),
        ("<b>{day}</b> <i>{month}</i>", "en"),
        ("{day} tháng {number}", "vi"),
        ("{day}. {number}.", "cs"),
        ("{number}/{day}({weekday})", "ja"),
        ("{number:02}-{day:02} 14:30", "zh"),
    ],
)
def test_a_day_without_its_year_may_stand_beside_little_else(form: str, language: str) -> None:
    days = [date(2026, 11, 28) - timedelta(days=4 * n) for n in range(6)]
    items = [
        f"<a href=/{n}>The ferry</a> <div>{_without_year(form, day)}</div>"
        for n, day in enumerate(days)
    ]
    assert days_of(items, language) == [day.isoformat() for day in days]


def _without_year(form: str, day: date) -> str:
    weekday = "月火水木金土日"[day.weekday()]
    month = MONTHS[day.month - 1]
    return form.format(day=day.day, month=month, number=day.month, weekday=weekday)


@pytest.mark.parametrize("form", ["about {n} hours ago", "{n} hours ago by Ann", "{n}h ago"])
def test_an_hour_ago_may_be_about_one_and_say_who_wrote(form: str) -> None:
    items = [f"<a href=/{n}>The ferry</a> <i>{form.format(n=n)}</i>" for n in (2, 3, 5, 20)]
    assert days_of(items) == ["2026-11-30"] * 3 + ["2026-11-29"]


@pytest.mark.parametrize("said", ["2 hours ago", "28 Nov"])
def test_a_row_of_a_list_of_terms_may_have_its_day_without_the_year_in_its_head(said: str) -> None:
    html = f"<dl><dt>{said}</dt><dd><a href=/1>The ferry</a></dd></dl>"
    page = Page(PAGE, PAGE, html.encode(), "text/html; charset=utf-8")
    rules = ListingRules(item=(Rule(text="dd", engine="css", select="dd"),), fields=FieldRules())
    (teaser,) = read_listing(page, rules, Locale("en", UTC, NOW)).teasers
    assert teaser.by_itself.date is not None


def test_short_dates_of_a_land_that_writes_the_year_first_begin_with_it() -> None:
    items = [f"<a href=/{n}>배가 늦다</a> <i>2{n}.05.1{n}</i>" for n in (6, 3, 5, 1)]
    assert days_of(items, "ko") == [f"202{n}-05-1{n}" for n in (6, 3, 5, 1)]


def test_a_thursday_is_no_last_day_for_something() -> None:
    """ "Do" is what Poles say for "until"."""
    days = [date(2026, 11, 26) - timedelta(days=7 * n) for n in range(5)]
    items = [f"<a href=/{n}>Die Fähre</a> <i>Do, {day:%d.%m.%Y}</i>" for n, day in enumerate(days)]
    assert days_of(items, "de") == [day.isoformat() for day in days]
