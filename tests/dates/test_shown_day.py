"""The day that a page shows beside a moment it marks up, and what dates with dots tell of others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.dates.parse import parse_date
from feedmaker.dates.shown_day import as_shown, is_of_other_day
from feedmaker.extract.listing import read_listing
from feedmaker.model import ListingRules, Locale, Page, Rule

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)
URL = "https://www.example.org/"
ITEM = (Rule(text="li", engine="css", select="li"),)


def days(*shown: str, language: str = "en") -> list[str]:
    """Return the day of each item of a list."""
    rows = "".join(
        f"<li><a href=/story-{n}>The ferry {n} sails</a> {one}" for n, one in enumerate(shown)
    )
    page = Page(URL, URL, f"<ul>{rows}</ul>".encode(), "text/html; charset=utf-8")
    found = read_listing(page, ListingRules(item=ITEM), Locale(language, UTC, NOW)).teasers
    dates = [teaser.by_itself.date for teaser in found]
    return [date.moment.date().isoformat() if date else "" for date in dates]


@pytest.mark.parametrize(
    ("stamp", "shown", "told"),
    [
        ("2014-12-05T01:30:20+00:00", "4 Diciembre 2014", "2014-12-04T23:30:20-02:00"),
        ("2014-12-11T01:40:13Z", "10/12/2014", "2014-12-10T23:40:13-02:00"),
        ("2014-12-31T23:40:13Z", "2015年1月1日", "2015-01-01T00:40:13+01:00"),
        ("2014-12-05T01:30:20Z", "5 Diciembre 2014", "2014-12-05T01:30:20Z"),
        ("2014-12-05T01:30:20Z", "3 hours ago", "2014-12-05T01:30:20Z"),
        ("2014-12-05T01:30:20Z", "10 December 2014", "2014-12-05T01:30:20Z"),
        ("2014-12-05T23:30:20Z", "4 December 2014", "2014-12-05T23:30:20Z"),  # in no zone
        ("2014-12-05T01:30:20+02:00", "4 December 2014", "2014-12-05T01:30:20+02:00"),
        ("0001-01-01T00:00:00Z", "31 December 2014", "0001-01-01T00:00:00Z"),
        ("no moment", "4 December 2014", "no moment"),
    ],
)
def test_a_moment_is_told_in_hours_that_have_the_day_shown(
    stamp: str, shown: str, told: str
) -> None:
    assert as_shown(stamp, shown) == told


def test_the_moment_itself_stays_where_its_day_is_told_as_shown() -> None:
    told = datetime.fromisoformat(as_shown("2014-12-05T01:30:20+00:00", "4 December 2014"))
    assert told == datetime(2014, 12, 5, 1, 30, 20, tzinfo=UTC)


def test_a_day_that_no_zone_has_is_another_one() -> None:
    assert is_of_other_day("2008-06-30T14:36:49+00:00", "August 27, 2007")
    assert not is_of_other_day("2008-06-30T14:36:49+00:00", "1 July 2008")
    assert not is_of_other_day("2008-06-30T14:36:49+00:00", "2 years ago")
    assert not is_of_other_day("soon", "August 27, 2007")


def test_of_a_moment_called_updated_the_day_shown_counts() -> None:
    mark = '<time class="{}" datetime="2008-06-30T14:36:49+00:00">August 27, 2007</time>'
    assert days(mark.format("entry-date updated"), mark.format("entry-date")) == [
        "2007-08-27",
        "2008-06-30",
    ]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (("10.31.15", "10.4.15", "9.2.15"), ["2015-10-31", "2015-10-04", "2015-09-02"]),
        (("31.10.2015", "4.10.2015", "2.9.2015"), ["2015-10-31", "2015-10-04", "2015-09-02"]),
        (("1.4.15", "1.3.12", "1.2.10"), ["", "", ""]),  # versions
    ],
)
def test_dates_with_dots_order_one_another(shown: tuple[str, ...], told: list[str]) -> None:
    assert days(*(f"<i class=date>{one}</i>" for one in shown)) == told


@pytest.mark.parametrize(
    ("leaf", "day"),
    [
        ("<p><b>25</b><i>2020-07</i></p>", "2020-07-25"),
        ("<p><i>2020.07</i><b>25</b></p>", "2020-07-25"),
        ("<p><b>07-25</b><i>2020</i></p>", "2020-07-25"),
        ("<p><b>25</b><i>2020-17</i></p>", ""),
    ],
)
def test_a_leaf_whose_month_is_a_number_is_read(leaf: str, day: str) -> None:
    assert days(leaf, language="zh") == [day]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("par arnaud » Mar 28 Aoû 2012 21:27", "fr", "2012-08-28"),
        ("Uploaded 08-13 2012, Size 1.84 GiB", "en", "2012-08-13"),
    ],
)
def test_what_sites_write_otherwise_than_cldr_is_read(text: str, language: str, day: str) -> None:
    found = parse_date(text, language=language, zone=UTC, now=NOW)
    assert found.moment.date().isoformat() == day


def test_a_moment_kept_in_an_old_mark_up_is_told_on_the_day_that_is_shown() -> None:
    kept = "<abbr class=published title=2013-01-18T20:30:00Z>{}</abbr>"
    assert days(kept.format("19.01.2013 00:30"), language="ru") == ["2013-01-19"]
    assert days(f"<p class=date>{kept.format('19.01.2013')}</p>", language="ru") == ["2013-01-19"]
    assert days(kept.format("00:30"), language="ru") == ["2013-01-18"]
