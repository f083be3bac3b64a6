"""Which number of 03/04/2024 is the day: told by the date, its neighbours, its land or language.

In this order, the first that tells: a number over twelve; the weekday beside it; the dates around
it, now or at an earlier reading (`order` of the text); the land, where its language has a way to
write dates there; the language alone; that one of the days lies ahead. Where nothing tells,
slashes are refused: a wrong month is worse than none. What the day is then, `absolute` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta, tzinfo
from functools import cache
from itertools import pairwise

from feedmaker.dates.calendars import Calendar, local_day, real_day
from feedmaker.dates.letters import Shaped
from feedmaker.dates.words import Words, plain

_NUMERIC = re.compile(
    r"(?<![\d.,:/+$#-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d]|[.,:/-]\d)", re.ASCII
)
_VERSIONS = {"version", "ver", "v", "release", "build", "firmware", "ios", "android", "ubuntu"}

_SEVERAL = 3  # numbers that differ while the first is one and the same; dates with dots
_SEVERAL_DAYS = 4  # of one month, by which dates fall
_SEVERAL_YEARS = 5  # dates that fall by chance hardly ever


class AmbiguousError(ValueError):
    """The text names a date that depends on the language, which is not known."""


def told_order(texts: Iterable[str]) -> str:
    """Return how a page's numeric dates order their parts: "DMY", "MDY", "YMD"; "": not told.

    They tell it where one of the numbers is no month. Dates with dots are nearly always day first
    and tell nothing of slashes: where a page has no others, several tell it of such alone, which is
    "DMY.", "MDY." and "YMD.". Dates that differ tell nothing. That one way to read lies ahead tells
    nothing either: lists of events hold such. Where the first number stays and a last one of two
    digits changes, the year comes first, as where days fall from one to the next if read so, and in
    no other way; that is said where it surely does. Where dates fall through one month with several
    on a day, the month is the number that stays.
    """
    told, told_by_dots = set(), set()
    dates: list[tuple[int, int, int]] = []
    dotted: dict[tuple[str, str, str], None] = {}  # in their order
    firsts, lasts = set[str](), set[str]()
    for text in texts:
        for first, sign, second, last in _NUMERIC.findall(plain(text)):
            if sign == ".":
                dotted[first, second, last] = None
                if max(int(first), int(second)) > 12:
                    told_by_dots.add("DMY." if int(first) > 12 else "MDY.")
            if sign != "." and (int(first) > 12) != (int(second) > 12):
                told.add("DMY" if int(first) > 12 else "MDY")
                firsts.add(first)
                lasts.add(last)
            if sign != ".":
                dates.append((int(first), int(second), int(last)))
    if not dates:
        parts = [(int(a), int(b), int(c)) for a, b, c in dotted]
        lasts = {last for _, _, last in dotted if _is_short(last)}
        if _fall_by_year_first(parts) or (told_by_dots == {"DMY."} and _stays(parts, lasts)):
            return "YMD."
        return told_by_dots.pop() if len(told_by_dots) == 1 and len(dotted) >= _SEVERAL else ""
    if _fall_by_year_first(dates):
        return "YMD"
    if len(firsts) < len(lasts) and all(map(_is_short, lasts)):
        return "YMD" if told == {"DMY"} and _stays([(int(one),) for one in firsts], lasts) else ""
    if not told:
        return _order_in_one_month(dates)
    return told.pop() if len(told) == 1 else ""


def _stays(dates: Sequence[tuple[int, ...]], lasts: set[str]) -> bool:
    """Tell whether the first number of dates is always the same, and several last ones are days."""
    days = len(lasts) >= _SEVERAL and all(0 < int(last) <= 31 for last in lasts)
    return days and len({first for first, *_ in dates}) == 1


def _order_in_one_month(dates: Sequence[tuple[int, int, int]]) -> str:
    """Return the order of dates that fall through one month and are no others by chance.

    "10/7, 10/7, 10/6, 10/5, 10/4" are days of October: what comes once a month hardly comes twice
    then, but on its first day.
    """
    parts = [list(part) for part in zip(*dates, strict=True)]
    if len(set(dates)) in (1, len(dates)) or len(set(parts[2])) > 1:
        return ""
    for month, days, order in ((parts[0], parts[1], "MDY"), (parts[1], parts[0], "DMY")):
        if len(set(month)) == 1 < month[0] and len(set(days)) >= _SEVERAL_DAYS:
            rises = sum(a < b for a, b in pairwise(days))
            return order if rises <= 1 and max(*days, *month) <= 12 else ""
    return ""


def _fall_by_year_first(dates: Sequence[tuple[int, int, int]]) -> bool:
    """Tell whether dates of short numbers fall if the first is the year, and hardly otherwise.

    One story may be set above the others for longer than its day.
    """
    by_year = _rises(dates)
    if len(set(dates)) < _SEVERAL_YEARS or by_year is None or by_year > 1:
        return False
    others = (_rises([(c, b, a) for a, b, c in dates]), _rises([(c, a, b) for a, b, c in dates]))
    return all(rises is None or rises >= by_year + 2 for rises in others)


def _rises(days: Sequence[tuple[int, int, int]]) -> int | None:
    """Return how often a day of year, month and day is later than the one before; None: no days."""
    if not all(year < 100 and 0 < month <= 12 and 0 < day <= 31 for year, month, day in days):
        return None
    return sum(a < b for a, b in pairwise(days))


def told_of(order: str, *, dotted: bool) -> str:
    """Return what `told_order` says of dates with dots, or of the others; "" if nothing."""
    return order.removesuffix(".") if order.endswith(".") == dotted else ""


def _is_short(year: str) -> bool:
    return len(year) < len("2026")


def order_of(words: Words, zone: tzinfo) -> str:
    """Return the order of numeric dates in a language where that zone counts; "": unknown."""
    from feedmaker.dates.cldr import ORDERS

    if words.tag != words.language or words.language not in ("", "en"):
        return words.order  # the region, or a language of few lands, tells it
    land = _lands().get(getattr(zone, "key", ""), "")
    if not land:
        return words.order
    return ORDERS.get(f"en-{land}") or (ORDERS["en"] if land in _MONTH_FIRST_LANDS else "DMY")


_MONTH_FIRST_LANDS = {"us", "ph", "pr", "gu", "vi", "as", "mp", "um"}


@cache
def _lands() -> dict[str, str]:
    """Return the land of each IANA zone that has one."""
    from feedmaker.dates.cldr import LANDS

    return {zone: land for land, zones in LANDS.items() for zone in zones.split()}


def numeric_day(text: Shaped, at: int, era: int = 0) -> tuple[date | None, bool]:
    """Return the day of 29/04/2024 and the like, and whether its order of day and month is a guess.

    `era` is the year before the first it counts. Raises AmbiguousError.
    """
    piece = text.pieces[at]
    a, b, c = re.findall(r"\d+", piece.text)
    calendar = text.calendar
    if era:
        fits = len(c) < 3 and len(a) < 4
        return real_day(era + int(a), int(b), int(c)) if fits else None, False
    if len(a) > 2:
        fits = len(c) < 3 and (len(a) != 3 or calendar == "minguo")
        return local_day(int(a), int(b), int(c), calendar) if fits else None, False
    order = text.words.order
    if len(c) == 3 or (len(c) == 1 and (order not in ("YMD", "YDM") or len(a) < 2)):
        return None, False
    short, dotted = len(c) < 3, "." in piece.text
    told = told_of(text.order, dotted=dotted)
    if short and dotted and not told and _is_version(text, at, digits=len(a) + len(b)):
        return None, False
    first, second, year = int(a), int(b), int(c)
    if (
        short
        and ("YMD" in (told, order) or (told or order) == "YDM")
        and (found := local_day(first, second, year, calendar, short=True))
    ):
        return found, False
    month_first, guessed = _is_month_first(
        text, first, second, year, calendar, dotted=dotted, short=short
    )
    if month_first:
        first, second = second, first
    return local_day(year, second, first, calendar, short=short), guessed


def _is_month_first(
    text: Shaped,
    first: int,
    second: int,
    year: int,
    calendar: Calendar,
    *,
    dotted: bool,
    short: bool,
) -> tuple[bool, bool]:
    """Return whether the month stands before the day, and whether that is a guess."""
    if first > 12 or second > 12 or first == second:
        return second > 12, False
    day_first = local_day(year, second, first, calendar, short=short)
    month_first = local_day(year, first, second, calendar, short=short)
    if day_first and month_first and (weekdays := _weekdays(text)):
        fits = day_first.weekday() in weekdays, month_first.weekday() in weekdays
        if fits[0] != fits[1]:
            return fits[1], False
    if told := told_of(text.order, dotted=dotted):
        return told == "MDY", False
    order = order_of(text.words, text.zone)
    if not order and not dotted and "-" not in text.plain:
        latest = text.today + timedelta(days=1)
        ahead = [bool(day and day > latest) for day in (day_first, month_first)]
        if any(ahead) and not all(ahead):
            return ahead[0], True
        raise AmbiguousError(f"{first}/{second} can be read both ways: set `language`")
    return is_month_first(order, dotted=dotted), is_guess(text, dotted=dotted)


def is_guess(text: Shaped, *, dotted: bool) -> bool:
    """Return whether only the language of a numeric date orders it, and that is no one's way.

    English alone is such: of its lands some write the day first.
    """
    if dotted or told_of(text.order, dotted=False):
        return False
    words = text.words
    if words.tag != words.language or words.language not in ("", "en"):
        return False
    return getattr(text.zone, "key", "") not in _lands()


def _weekdays(text: Shaped) -> set[int]:
    return {
        int(code)
        for piece, letter in zip(text.pieces, text.shape, strict=True)
        if letter in "WX" and (code := piece.code("W"))
    }


def is_month_first(order: str, *, dotted: bool) -> bool:
    """Return whether the month stands before the day; dots mean day first where slashes don't."""
    return order == "YMD" or (order == "MDY" and not dotted)


def _is_version(text: Shaped, at: int, digits: int) -> bool:
    """Return whether 1.12.24 rather is a version. English has no dates with dots of its own."""
    if at > 0 and text.pieces[at - 1].text.lower() in _VERSIONS:
        return True
    return digits < 4 and text.words.language in ("", "en")
