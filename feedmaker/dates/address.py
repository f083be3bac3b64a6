"""The day that a story's own address names: /2024/04/29/ferry, /news/2024-04-29-ferry.

Asked only where neither rule nor page tells a date. A month alone is no day, digits without signs
between them are mostly a number of the site's, two numbers behind a section's name may be a
volume's, and a day behind a name that of a meeting: they are passed over, but where all of a list
have such in one form (/20240429/ferry, /202404/t20240429_17.html, /24/0429/ferry,
/ferry-2024-04-29, /minutes_april-29-2024.pdf, ?date=20240429). Where the year comes last, or has
two digits, the list tells which number is the month. In folders (/29/04/2024/ferry) those are
surely days.

Beside what a list shows, addresses tell which year that is of, that a page with "5 hours ago" was
kept for years, and the day where it shows but a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from statistics import median_low
from urllib.parse import urlsplit

from feedmaker.dates.falling import falls
from feedmaker.dates.parse import read_date
from feedmaker.dates.year_days import years_before
from feedmaker.errors import UnreadableDateError
from feedmaker.model import Locale, SiteDate

_NAMED = re.compile(r"/((?:19|20)\d\d)([/-])(\d\d?)\2(\d\d?)(?=[/_.-]|$)", re.ASCII)

_FOLDERS = re.compile(r"/(\d\d)/(\d\d)/(20\d\d)(?=/)", re.ASCII)
_LAST_MONTH = 12
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = f"(?i:({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?)"  # or whole
_TH = "(?:st|nd|rd|th)?"
_YEAR = r"(?<!\d)(20\d\d)"
_BEHIND = r"(?!\d)"
# Each with the orders that its three numbers may have, likely ones first.
_FORMS = (
    (rf"{_YEAR}([/_.-])(\d\d?)\2(\d\d?){_BEHIND}", "YMD"),
    (rf"{_YEAR}(\d\d)(\d\d)(?:\d{{4}}|\d{{6}})?{_BEHIND}", "YMD"),  # with an hour, or without
    (rf"{_YEAR}/(\d\d)(\d\d)(?=/)", "YMD"),
    (rf"{_YEAR}(\d\d)/(\d\d)(?=/)", "YMD"),
    (rf"{_YEAR}-(\d\d)/(\d\d)(?=/)", "YMD"),
    (rf"{_YEAR}[/_-]?{_MONTH}[/_-]?(\d\d?){_BEHIND}", "YMD"),
    (rf"(?<!\d)(\d\d?){_TH}[/_-]?{_MONTH}[/_-]?(20\d\d){_BEHIND}", "DMY"),
    (rf"(?<![A-Za-z]){_MONTH}[/_-]?(\d\d?){_TH}[/_,-]{{0,2}}(20\d\d){_BEHIND}", "MDY"),
    (rf"{_YEAR}(?:/[A-Za-z][^/]*){{1,3}}/(\d\d)/(\d\d)(?=/)", "YMD"),
    (rf"(?<!\d)(\d\d?)([/_.-])(\d\d?)\2(20\d\d){_BEHIND}", "DMY MDY"),
    (rf"(?<!\d)(\d\d)(\d\d)(20\d\d){_BEHIND}", "DMY MDY"),
    (r"/(\d\d)/(\d\d)(\d\d)(?=/)", "YMD"),  # a short year: /24/0429/
    (rf"(?<!\d)(\d\d)([/_.-])(\d\d)\2(\d\d){_BEHIND}", "YMD DMY MDY"),
    (rf"(?<!\d)(\d\d)(\d\d)(\d\d){_BEHIND}", "YMD DMY MDY"),
    (rf"{_YEAR}(\d\d)(\d\d)(?=\d{{3}})", "YMD"),  # with the story's own number
)
_STAMP = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:\d{4}|\d{6})?(?!\d)", re.ASCII)
_OF_MONTH = re.compile(r"/(20\d\d)/(\d\d)(?=/)", re.ASCII)
_ZONES = timedelta(days=1)  # between the days of one moment in two zones
_SEVERAL = 3  # addresses; fewer may hold a number that only looks like a day
_NO_CHANCE = 5  # days that fall by chance hardly ever
_NEARLY_ALL = 0.9
_LATELY = timedelta(days=60)  # "5 weeks ago"; what is older shows its day
_WEEK = timedelta(days=7)
_KEPT = 7  # days that all stories seem to be newer than their addresses: a page of another day


def address_date(url: str, locale: Locale) -> SiteDate | None:
    """Return the day that an address names; None if it names none on which a story can be new."""
    days = {match.group(1, 3, 4) for match in _NAMED.finditer(urlsplit(url).path)}
    if len(days) != 1:
        return None
    year, month, day = days.pop()
    return _day(year, month, day, locale)


def address_days(urls: Sequence[str], locale: Locale) -> dict[str, SiteDate]:
    """Return the days that the addresses of a list's undated items hold in a way that may be none.

    {} if not nearly all of one make do, or all the same: then they are numbers of the site's, or of
    one page, but for folders of days, which a newspaper's stories of one day may have, and others
    not.
    """
    urls = [*dict.fromkeys(urls)]  # a front page shows a story twice
    alike: dict[str, list[str]] = {}
    for url in urls:
        alike.setdefault(_make_of(url), []).append(url)
    told: dict[str, SiteDate] = {}
    for some in (urls, *alike.values()) if len(alike) > 1 else (urls,):
        told = {**_days_in_one_form(some, locale), **told}
        if len(told) == len(urls):
            break
    return told or _days_of_folders(urls, locale)


def _make_of(url: str) -> str:
    """Return the folders of an address, words as one sign each and numbers by their length."""
    folders = urlsplit(url).path.rpartition("/")[0]
    return re.sub(r"[^/\d][^/]*", "w", re.sub(r"\d", "0", folders))


def years_by_address(
    urls: Sequence[str], dates: Sequence[SiteDate | None]
) -> list[SiteDate | None]:
    """Return the dates that a list shows, with the years that its stories' addresses name.

    "4 Dec" on a page that was kept for years is not the last such day where the addresses have a
    day each, `/item/20151204102047-floods`, or a month, and nearly all the one that is shown, of
    another year.
    """
    pairs = list(zip(urls, dates, strict=True))
    told = [_in_year_of(url, date) if date else None for url, date in pairs]
    shown = sum(date is not None for date in dates)
    if sum(date is not None for date in told) < max(_SEVERAL, _NEARLY_ALL * shown):
        return [*dates]
    back = {
        old.moment.year - new.moment.year
        for old, new in zip(dates, told, strict=True)
        if old and new
    }
    years = min(back) if len(back) == 1 else 0
    return [new or (old and years_before(old, years)) for old, new in zip(dates, told, strict=True)]


def days_by_address(
    urls: Sequence[str], dates: Sequence[SiteDate | None], locale: Locale
) -> list[SiteDate | None]:
    """Return the dates of a list with the days of its addresses, where these must be right.

    A list that shows "May 2024" shows no day: where all of its dates are a month's first, and the
    addresses have days of the same months, those are they. A list with "5 hours ago" counts from
    the day on which its page was made: where nearly all addresses have a day, of several, and all
    are so many days before the one that is shown, the page was kept for as long. So it was for the
    stories that show such hours above others, which show the days of their addresses.

    Where a list links to many sites, it is enough that some name one day, each in its own way.
    """
    named = [
        address_date(url, locale) if date else None for url, date in zip(urls, dates, strict=True)
    ]
    rows = list(zip(dates, named, strict=True))
    both = [(date, day) for date, day in rows if date and day]
    shown = [date for date in dates if date]
    if len(both) < max(_SEVERAL, _NEARLY_ALL * len(shown)) or len({day for _, day in both}) == 1:
        return _by_several_sites(urls, dates, locale)
    if all(date.day_only and date.moment.day == 1 for date in shown):
        same = sum(_is_of_month(date, day) for date, day in both)
        if same < _NEARLY_ALL * len(both):
            return [*dates]
        return [day if d and day and _is_of_month(d, day) else d for d, day in rows]
    if sum(_is_near(date, day) for date, day in both) * 2 >= len(both):
        return [day if d and day and _is_of_late(d, day, locale) else d for d, day in rows]
    kept = _kept(both, locale)
    return [day or (date and _earlier(date, kept)) for date, day in rows] if kept else [*dates]


def _by_several_sites(
    urls: Sequence[str], dates: Sequence[SiteDate | None], locale: Locale
) -> list[SiteDate | None]:
    """Return the dates of a list of the last days, as they were on the day that addresses name.

    Addresses of several makes with another day than the one shown, and all with the same, are no
    chance: the page was kept since then.
    """
    shown = [date for date in dates if date]
    if len(shown) < _NO_CHANCE or any(locale.now - one.moment > _WEEK for one in shown):
        return [*dates]
    pairs = zip(urls, dates, strict=True)
    named = [_stamped(url, locale) if date else None for url, date in pairs]
    makes = {_make_of(url) for url, day in zip(urls, named, strict=True) if day}
    both = [(date, day) for date, day in zip(dates, named, strict=True) if date and day]
    kept = _kept(both, locale) if len(both) >= _NO_CHANCE and len(makes) >= _SEVERAL else None
    if kept is None:
        return [*dates]
    rows = zip(dates, named, strict=True)
    return [day or (date and _earlier(date, kept)) for date, day in rows]


def _stamped(url: str, locale: Locale) -> SiteDate | None:
    match = _STAMP.search(urlsplit(url).path)
    return _day(match[1], match[2], match[3], locale) if match else None


def _is_of_month(one: SiteDate, other: SiteDate) -> bool:
    return (one.moment.year, one.moment.month) == (other.moment.year, other.moment.month)


def _is_near(date: SiteDate, day: SiteDate) -> bool:
    return abs(date.moment.date() - day.moment.date()) <= _ZONES


def _is_of_late(date: SiteDate, day: SiteDate, locale: Locale) -> bool:
    """Tell whether a date may be counted from today, and its story's address is of long before."""
    days = date.moment.date() - day.moment.date()
    return days.days > _KEPT and locale.now - date.moment <= _LATELY


def _kept(named: Sequence[tuple[SiteDate, SiteDate]], locale: Locale) -> timedelta | None:
    """Return for how long a page was kept whose dates count from now, by their addresses' days.

    None if not: "2 weeks ago" may be nearly three, so that old stories' days agree less exactly.
    """
    today = locale.now.astimezone(locale.zone).date()
    if today - max(date.moment.date() for date, _ in named) > _ZONES:
        return None
    apart = [(date.moment.date() - day.moment.date(), date.moment.date()) for date, day in named]
    kept = median_low(days for days, _ in apart)
    alike = sum(abs(days - kept) <= max(_ZONES, today - shown) for days, shown in apart)
    return kept if alike >= _NEARLY_ALL * len(named) and kept.days > _KEPT else None


def _earlier(date: SiteDate, kept: timedelta) -> SiteDate:
    return replace(date, moment=date.moment - kept)


def _in_year_of(url: str, shown: SiteDate) -> SiteDate | None:
    """Return a date in the earlier year that an address names beside the same day and month.

    Where it names no day, as those of very many weblogs, the month is enough: `/2018/03/ferry/`.
    """
    path = urlsplit(url).path
    match = _STAMP.search(path) or _OF_MONTH.search(path)
    if match is None:
        return None
    year, month, *rest = map(int, match.groups())
    try:
        moment = shown.moment.replace(year=year)
        first, last = (date(year, month, rest[0]),) * 2 if rest else _month(year, month)
    except ValueError:  # no such day
        return None
    near = first - _ZONES <= moment.date() <= last + _ZONES
    return replace(shown, moment=moment) if near and moment < shown.moment else None


def _month(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _days_in_one_form(urls: Sequence[str], locale: Locale) -> dict[str, SiteDate]:
    """Return the days that nearly all of some addresses have in one form; {} if there is none."""
    if len(urls) < _SEVERAL:
        return {}
    least = max(_SEVERAL, _NEARLY_ALL * len(urls))
    texts = {url: "?".join(urlsplit(url)[2:4]) for url in urls}  # the path and the query
    for form, orders in _forms():
        found = {url: match for url, text in texts.items() if (match := form.search(text))}
        if len(found) < least:
            continue
        numbers = {url: _three_numbers(match) for url, match in found.items()}
        read = [_days_by_order(numbers, order, locale) for order in orders]
        likely = [days for days in read if len(days) >= least and len({*days.values()}) > 1]
        if len(likely) > 1:  # that by which they fall
            likely = [days for days in likely if _fall([one.moment for one in days.values()])]
        if len(likely) == 1:
            return likely[0]
    return {}


@cache
def _forms() -> list[tuple[re.Pattern[str], list[str]]]:
    """Return the forms compiled; only once they are asked for, as most lists show their days."""
    return [(re.compile(form, re.ASCII), orders.split()) for form, orders in _FORMS]


def _fall(moments: Sequence[datetime]) -> bool:
    return falls(moments) and len({*moments}) >= _NO_CHANCE


def _three_numbers(match: re.Match[str]) -> tuple[str, str, str]:
    """Return the numbers of a day in an address, a month's name as its number."""
    parts = (part.lower() for part in match.groups() if part and part.isalnum())
    first, second, third = (
        f"{_MONTHS.index(part) + 1}" if part in _MONTHS else part for part in parts
    )
    return first, second, third


def _days_by_order(
    numbers: Mapping[str, tuple[str, str, str]], order: str, locale: Locale
) -> dict[str, SiteDate]:
    """Return the days of three numbers in an order, "DMY"; without what can be no story's."""
    days: dict[str, SiteDate] = {}
    for url, three in numbers.items():
        part = dict(zip(order, three, strict=True))
        year = part["Y"] if len(part["Y"]) == len("2024") else f"20{part['Y']}"
        if day := _day(year, part["M"], part["D"], locale):
            days[url] = day
    return days


def _ordered(numbers: Mapping[str, tuple[str, str, str]], locale: Locale) -> dict[str, SiteDate]:
    """Return the days of two numbers and a year, if a number over twelve tells the month."""
    month_first = any(int(second) > _LAST_MONTH for _, second, _ in numbers.values())
    if month_first == any(int(first) > _LAST_MONTH for first, _, _ in numbers.values()):
        return {}
    days = {
        url: _day(year, first, second, locale) if month_first else _day(year, second, first, locale)
        for url, (first, second, year) in numbers.items()
    }
    return {url: date for url, date in days.items() if date}


def _days_of_folders(urls: Sequence[str], locale: Locale) -> dict[str, SiteDate]:
    """Return the days of several addresses, whose order their numbers tell or the language."""
    parts = {url: match for url in urls if (match := _FOLDERS.search(urlsplit(url).path))}
    if len(parts) < _SEVERAL:
        return {}
    numbers = {url: (match[1], match[2], match[3]) for url, match in parts.items()}
    if any(int(number) > _LAST_MONTH for one in numbers.values() for number in one[:2]):
        return _ordered(numbers, locale)
    try:
        days = {u: read_date("/".join(n), locale, told="address") for u, n in numbers.items()}
    except UnreadableDateError:
        return {}
    return {} if any(date.guessed for date in days.values()) else days


def _day(year: str, month: str, day: str, locale: Locale) -> SiteDate | None:
    """Return the day that these numbers name; None if it is none on which a story can be new."""
    try:
        return read_date(f"{year}-{month:0>2}-{day:0>2}", locale, told="address")
    except UnreadableDateError:
        return None
