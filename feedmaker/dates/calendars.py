"""Days and times of day from the numbers that texts give, or None where there is no such day.

Years from 1900 to 2100 are a site's; others are no date. Persian pages count in the solar
calendar of Iran, Thai pages in years of the Buddha, Taiwan's in those of its republic. Which of
the numbers is what, others know.
"""

from __future__ import annotations

from datetime import date, time, timedelta, tzinfo
from typing import Literal

Calendar = Literal["gregorian", "persian", "buddhist", "minguo", "unknown"]

_CALENDARS: dict[str, Calendar] = {"fa": "persian", "ps": "persian", "th": "buddhist"}
_CALENDARS_OF_ZONES: dict[str, Calendar] = {"Asia/Taipei": "minguo"}
_OUR_PERSIAN_YEARS = range(1375, 1435)  # of the web; the moon's years are past them since 2013
_PERSIAN_LEAPS = {1, 5, 9, 13, 17, 22, 26, 30}  # of each 33 years; right from 1178 to 1633


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar_of(tag: str, zone: tzinfo) -> Calendar:
    """Return the calendar of pages in a language (a tag as the tables spell it) and a zone."""
    language, _, region = tag.partition("-")
    if language in _CALENDARS:
        return _CALENDARS[language]
    if language == "zh":  # a year of three digits is no other's
        return "minguo" if region in ("", "tw") else "gregorian"
    if language:
        return "gregorian"
    return _CALENDARS_OF_ZONES.get(getattr(zone, "key", ""), "unknown")


def local_day(
    year: int, month: int, day: int, calendar: Calendar, *, short: bool = False
) -> date | None:
    """Return the day in a calendar; Gregorian years are read on all pages.

    `short`: the year has two digits.
    """
    if short:
        buddhist = calendar == "buddhist" and year > 43  # 2567 is 2024, 67 is left of it
        return real_day(year + 1957 if buddhist else full_year(year), month, day)
    if calendar == "persian" and 1300 <= year < 1500:
        return persian_day(year, month, day)
    if calendar == "unknown" and year in _OUR_PERSIAN_YEARS:
        return persian_day(year, month, day)
    if calendar == "minguo" and 0 < year < 190:
        return real_day(year + 1911, month, day)
    return real_day(year - 543 if calendar == "buddhist" and year > 2400 else year, month, day)


def is_year(number: int, calendar: Calendar) -> bool:
    """Return whether a number of four digits can be a year in that calendar."""
    return (
        1900 <= number <= 2100
        or (calendar == "persian" and 1300 <= number < 1500)
        or (calendar == "buddhist" and 2443 <= number < 2643)
    )


def full_year(short: int) -> int:
    """Return the year of two digits, as POSIX reads them."""
    return short + (1900 if short > 68 else 2000)


def persian_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of one in the solar Hijri calendar."""
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= 31 - (month > 6)):
        return None
    if (month, day) == (12, 30) and year % 33 not in _PERSIAN_LEAPS:
        return None
    leaps = sum(past % 33 in _PERSIAN_LEAPS for past in range(1300, year))
    passed = 365 * (year - 1300) + leaps + 31 * (month - 1) - max(0, month - 7) + day - 1
    return date(1921, 3, 21) + timedelta(days=passed)


def persian_year(number: int) -> int:
    """Return the year of two digits or four."""
    return number if number > 99 else number + (1400 if number < 50 else 1300)


def last_persian_day(month: int, day: int, today: date) -> date | None:
    """Return the latest such day of a Persian month that is not after tomorrow."""
    for year in range(today.year - 620, today.year - 630, -1):
        found = persian_day(year, month, day)
        if found and found <= today + timedelta(days=1):
            return found
    return None


def last_such_day(month: int, day: int, today: date) -> date | None:
    """Return the latest such day that is not after tomorrow: the year of a date that names none."""
    for year in range(today.year + 1, today.year - 9, -1):  # up to 8 for a 29 February
        found = real_day(year, month, day)
        if found and found <= today + timedelta(days=1):
            return found
    return None


def clock_time(
    hour: int, minute: int, second: int = 0, micro: int = 0, *, period: str = ""
) -> time | None:
    """Return the time of day. `period` is a P code's rest (`words`).

    A leap second is read as the one before it.
    """
    if hour == 12 and period in ("a", "n", "z"):
        hour = 0
    elif (
        (period == "p" and hour < 12)
        or (period == "d" and hour < 6)
        or (period == "f" and hour < 10)
        or (period == "n" and 6 <= hour < 12)
    ):
        hour += 12
    if hour > 23 or minute > 59 or second > 60:
        return None
    return time(hour, minute, min(second, 59), micro)
