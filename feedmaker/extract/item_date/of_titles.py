"""The days that the titles of a list name, where nearly all of them do.

What one title speaks of may be another story's day. But where nearly all of a list name one, as
"Minutes - March 20, 2018 - 7 am" and "Judgment I SA 317/26 of 2026-06-23" do, those are their own.
A month that a title names has its day where the address holds the digits of one in it:
"October 2017", files/10192017.pdf.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.parse import LONGEST, read_date
from feedmaker.errors import UnreadableDateError
from feedmaker.extract.item_date.lines import ANY_YEAR
from feedmaker.model import Locale, SiteDate

_SEVERAL = 5  # titles; fewer may speak of days by chance
_ENOUGH = 3  # months in titles beside days of theirs in addresses
_NEARLY_ALL = 0.9
_DIGITS = re.compile(
    r"(?<!\d)(?:\d{8}|\d{6}|\d\d?([-_.])\d\d?\1(?:20)?\d\d|20\d\d([-_.])\d\d?\2\d\d?)(?!\d)",
    re.ASCII,
)


def days_by_titles(
    titles: Sequence[str],
    urls: Sequence[str],
    dates: Sequence[SiteDate | None],
    locales: Sequence[Locale],
) -> list[SiteDate | None]:
    """Return the dates of a list's items, with the days that nearly all of their titles name.

    What most items show beside their titles is kept: the day on which each was put up.
    """
    if sum(bool(ANY_YEAR.search(title)) for title in titles) < max(
        _ENOUGH, _NEARLY_ALL * len(titles)
    ):
        return [*dates]
    plain = [" ".join(title.split()) for title in titles]
    named = [_named(title, locale) for title, locale in zip(plain, locales, strict=True)]
    days = [
        one if one and _says_day(title, one) else None
        for title, one in zip(plain, named, strict=True)
    ]
    sure = sum(day is not None for day in days) >= max(_SEVERAL, _NEARLY_ALL * len(titles))
    if not sure:
        return _days_of_months(urls, named, days, dates)
    kept = sum(date is not None for date in dates) * 2 > len(dates)
    return [
        date if date and (kept or day is None) else day
        for date, day in zip(dates, days, strict=True)
    ]


def _named(title: str, locale: Locale) -> SiteDate | None:
    if len(title) > LONGEST or says_deadline(title):
        return None
    try:
        return read_date(title, locale, told="words")
    except UnreadableDateError:  # none, or two ways to read it, or it lies ahead
        return None


def _says_day(title: str, named: SiteDate) -> bool:
    """Tell whether a title names the day itself, and not its month alone."""
    moment = named.moment
    numbers = [int(number) for number in re.findall(r"\d{1,4}", title)]
    return moment.day in numbers and moment.year % 100 in {number % 100 for number in numbers}


def _days_of_months(
    urls: Sequence[str],
    named: Sequence[SiteDate | None],
    days: Sequence[SiteDate | None],
    dates: Sequence[SiteDate | None],
) -> list[SiteDate | None]:
    """Return the dates with the days in addresses that lie in the months that titles name."""
    months = [None if day else month for day, month in zip(days, named, strict=True)]
    found = [
        _day_in(url, month) if month and (date is None or date == month) else None
        for url, month, date in zip(urls, months, dates, strict=True)
    ]
    if sum(day is not None for day in found) < _ENOUGH:
        return [*dates]
    return [day or date for day, date in zip(found, dates, strict=True)]


def _day_in(url: str, month: SiteDate) -> SiteDate | None:
    """Return the one day of a month that the digits in an address's last part may be."""
    name = urlsplit(url).path.rpartition("/")[2]
    written = {
        "".join(number.zfill(2) for number in re.findall(r"\d+", match[0]))
        for match in _DIGITS.finditer(name)
    }
    year, number = f"{month.moment.year}", f"{month.moment.month:02}"
    days = [
        day
        for day in range(1, monthrange(int(year), int(number))[1] + 1)
        if not written.isdisjoint(_ways(year, number, f"{day:02}"))
    ]
    if len(days) != 1:
        return None
    return replace(month, moment=month.moment.replace(day=days[0]), told="address")


def _ways(year: str, month: str, day: str) -> Iterator[str]:
    """Yield the digits in which a day may be written."""
    for short in (year, year[2:]):
        yield from (month + day + short, day + month + short, short + month + day)
