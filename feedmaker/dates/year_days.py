"""Days of which a list shows but a day and a month, in numbers below the years that head them.

"5/26", "03-11" or "26.11." alone may be a score or a part of something, and "5/6" two days. Where
each item of a list has one, and below each year they fall or rise, they are days, and tell which
number is the month. Below a month "Tuesday 9" is a day that its weekday bears out. Which items a
year heads, and what they show, is for `extract`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from itertools import groupby, pairwise

from feedmaker.dates.calendars import real_day
from feedmaker.dates.day_order import order_of
from feedmaker.dates.words import fold, words_of
from feedmaker.model import SiteDate

_PAIR = re.compile(r"(\d{1,2})([./-])(\d{1,2})\.?\s?[:：]?", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w./-])(\d\d)[/-](\d\d)(?![\w./-])")
_NAMED = re.compile(
    r"(?:[^\W\d_]{2,10}[.,]? )?\d{1,2}(?:st|nd|rd|th|er|º)?\.?(?: de)? ?([^\W\d_]{3,12})[.,:]?"
    r"|(?:[^\W\d_]{2,10}[.,]? )?([^\W\d_]{3,12})[.,]? ?\d{1,2}(?:st|nd|rd|th)?[.,:]?"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일](?:\s?[(（]?.[)）])?"
)
_OF_WEEKDAY = re.compile(
    r"([^\W\d_]{2,14})\.?,? (?:the )?(\d{1,2})(?:st|nd|rd|th|º)?\.?"
    r"|(\d{1,2})(?:st|nd|rd|th|º)?\.?,? ([^\W\d_]{2,14})\.?"
)
_LONGEST = 60  # characters, with the spaces around
_MONTHS = 12
_FEWEST = 3  # days of a list that tell an order
_ORDERS = ("MDY", "DMY")


def day_and_month(text: str) -> tuple[int, int] | None:
    """Return the two numbers of a text that may be a day and a month, and holds nothing else."""
    match = _PAIR.fullmatch(text.strip())
    return (int(match[1]), int(match[3])) if match else None


def is_day_of_year(text: str, language: str) -> bool:
    """Tell whether a text is a day and a month's name, and nothing else: "26 May", "5月26日"."""
    match = _NAMED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return False
    name = match[1] or match[2]
    meanings = words_of(language).meanings
    return name is None or any(code[0] == "M" for code in meanings.get(fold(name), ()))


def day_of_week(text: str, language: str) -> tuple[str, int] | None:
    """Return the day's number and its weekday, Monday 0, of a text that is these: "Tuesday 9."."""
    match = _OF_WEEKDAY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    name, number = match[1] or match[4], match[2] or match[3]
    codes = words_of(language).meanings.get(fold(name), ())
    return next(((number, int(code[1:])) for code in codes if code[0] == "W"), None)


def order_below_years(headed: Iterable[tuple[int, str]]) -> str:
    """Return how days like "08-03" below years order their parts: "DMY", "MDY"; "": not told.

    Given each item's year and its text, the first such day of which counts. A number over twelve
    tells it, or that the days fall or rise if they are read in the one way, and not in the other.
    """
    found = ((year, _AMONG_WORDS.search(text)) for year, text in headed)
    shown = [(year, (int(match[1]), int(match[2]))) for year, match in found if match]
    over = {
        "DMY" if a > _MONTHS else "MDY" for _, (a, b) in shown if (a > _MONTHS) != (b > _MONTHS)
    }
    if over:
        return over.pop() if len(over) == 1 else ""
    told = [order for order in _ORDERS if _in_order(shown, order)]
    return told[0] if len(told) == 1 and len(shown) >= _FEWEST else ""


def days_below_years(
    shown: Sequence[tuple[int, tuple[int, int]]], language: str, zone: tzinfo
) -> tuple[str, list[date]]:
    """Return how a list orders day and month, and its days; "" and none if nothing tells it.

    `shown` is what the items show from top to bottom, each the year that heads it and two numbers.
    """
    if len({*shown}) < _FEWEST:
        return "", []
    told = {order: days for order in _ORDERS if (days := _in_order(shown, order))}
    order = next(iter(told), "") if len(told) < len(_ORDERS) else ""
    if not order and told:
        usual = order_of(words_of(language), zone)
        order = "MDY" if usual in ("MDY", "YMD") else "DMY" if usual else ""
    return order, told.get(order, [])


def _in_order(shown: Sequence[tuple[int, tuple[int, int]]], order: str) -> list[date]:
    """Return the days as an order reads them; none if they are no days, or go up and down."""
    days: list[date] = []
    for year, (first, second) in shown:
        month, of_month = (first, second) if order == "MDY" else (second, first)
        if (day := real_day(year, month, of_month)) is None:
            return []
        days.append(day)
    years = [list(some) for _, some in groupby(days, key=lambda day: day.year)]
    steps = [pair for some in years for pair in pairwise(some)]
    falls, rises = all(a >= b for a, b in steps), all(a <= b for a, b in steps)
    return days if falls or rises else []


def years_before(date: SiteDate, years: int) -> SiteDate:
    """Return the same day so many years earlier; a leap day stays where it is."""
    try:
        return replace(date, moment=date.moment.replace(year=date.moment.year - years))
    except ValueError:
        return date
