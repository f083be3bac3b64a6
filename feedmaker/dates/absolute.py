"""Dates as people write them, found between other words.

A text is cut into pieces (`words`), each piece becomes one letter, and a date is a
pattern of letters: "Senin, 29 April 2024 | 07:55 WIB" is "W,1M4|Tw", and "1M4" is a day, a month's
name and a year. So one small grammar serves all languages. Letters:

    1 number of one or two digits · 4 year · 9 other number · n numeric date · T 07:55 · t 07.55
    M month · X month or weekday ("mar") · W weekday · P am or pm · O noon or midnight · f filler
    Y m D H N S what follows its number (年月日 h min s) · b month before its number · E era
    - glued dash · ~ free dash · w other word · other signs stand for themselves, or |

The patterns repeat single classes only, and boundedly: linear on any text. The first date of the
most complete kind wins: with a year, "ago", without a year, "yesterday", a month, a weekday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from feedmaker.dates.calendars import (
    clock_time,
    last_persian_day,
    last_such_day,
    local_day,
    persian_day,
    persian_year,
    real_day,
)
from feedmaker.dates.day_order import (
    AmbiguousError,
    is_guess,
    is_month_first,
    numeric_day,
    order_of,
    told_of,
)
from feedmaker.dates.labels import labelled_parts
from feedmaker.dates.letters import Shaped, compiled, shaped
from feedmaker.dates.relative import read_ago
from feedmaker.dates.times import time_near
from feedmaker.dates.words import Piece, Words
from feedmaker.dates.zones import fixed, placed
from feedmaker.model import SiteDate

_DAY_MONTH = r"[.,'f]{0,3}[-/]?f{0,2}"  # between a day and a month's name
_MONTH_DAY = r"[.'f]{0,2}[-/]?f?"
_YEAR = r"[.,'f()]{0,5}[-/]?[.,'f()]{0,4}"  # next to a year

# A day, of "12-14 March" the first; a month's name, but not the Tuesday of "mar 10 nov".
_D = r"(?P<d>1)(?:\.?-1(?!-))?"
_M = rf"(?P<m>M|X(?![.,]?f?1{_DAY_MONTH}M))"

# The groups y, m, d, e (an era), r (the last month of a range) are one letter each. Of rows with
# one beginning the first wins.
_WITH_YEAR = (
    rf"{_D}{_DAY_MONTH}{_M}{_YEAR}(?P<y>4)",
    rf"{_M}{_MONTH_DAY}{_D}f?{_YEAR}(?P<y>4)",
    rf"{_M}{_MONTH_DAY}(?P<d>1)[,f]{{0,2}}TP?w?(?P<y>4)",
    rf"(?P<y>4){_YEAR}{_M}{_MONTH_DAY}(?P<d>1)",
    rf"(?P<y>4){_YEAR}(?P<d>1){_DAY_MONTH}{_M}",
    rf"(?P<d>1){_DAY_MONTH}{_M}[-~]1{_DAY_MONTH}(?P<r>M){_YEAR}(?P<y>4)",
    rf"{_M}{_MONTH_DAY}(?P<d>1)[-~](?P<r>M){_MONTH_DAY}1{_YEAR}(?P<y>4)",
    r"(?P<e>E)?(?P<n>n)",
    rf"{_M},(?P<d>1)f?{_YEAR}(?P<y>4)",  # "February, 3 2014"
)
_WITH_YEAR_MARKED = (
    r"(?P<e>E)?(?P<y>[149])Y,?(?P<m>1)m,?f?(?P<d>1)",
    r"(?P<y>4)[.f~]{0,2}(?P<m>1)-?m[.f]{0,2}(?P<d>1)",
    r"(?P<d>1)[f,]{0,2}b(?P<m>1)[f,~]{0,2}(?P<y>4)",
    rf"(?P<d>1)[-.f]?(?P<m>1)-?m{_YEAR}(?P<y>4)",
    r"b(?P<m>1)[f,]{0,2}(?P<d>1)[f,]{1,2}(?P<y>4)",
    rf"(?P<y>4){_YEAR}b(?P<m>1)f{{0,3}}(?P<d>1)",
)
# A day or a year set apart from the rest, as on a calendar's leaf: "25 2020-07", "07-25 2020".
_SET_APART = (
    r"^(?P<d>1)(?P<y>4)[-/.](?P<m>1)$",
    r"^(?P<y>4)[-/.](?P<m>1)(?P<d>1)$",
    r"(?<![-/.149])(?P<m>1)-(?P<d>1)(?P<y>4)(?=$|[,|])",
)
# A year of two digits: with an apostrophe, glued, or with nothing behind it that it could count;
# "12 PM" is an hour, unless one stands behind it.
_NO_HOUR = r"(?!\.?[PO](?!f?(?:[Tt]|1[HN])))"
_SHORT = (
    rf"(?:'(?P<a>1)|(?<=[-/])(?P<b>1){_NO_HOUR}"
    rf"|(?P<y>1){_NO_HOUR}(?=[,.|~()]?(?:[TP]|$)|[|~)]))"
)
_WITH_SHORT_YEAR = (
    rf"(?P<d>1){_DAY_MONTH}{_M}[.,f]{{0,3}}[-/]?{_SHORT}",
    rf"{_M}{_MONTH_DAY}(?P<d>1)(?:[.,f]{{1,3}}[-/]?{_SHORT}|'(?P<c>1))",
    rf"(?P<d>1)[f,]{{0,2}}b(?P<m>1)[f,]{{0,2}}{_SHORT}",
)
_WITHOUT_YEAR = (
    rf"{_D}{_DAY_MONTH}{_M}(?!{_YEAR}4)",
    rf"{_M}{_MONTH_DAY}(?P<d>1)(?![HN:])(?!{_YEAR}4)",
    r"(?P<m>1)m,?(?P<d>1)D",
    r"(?P<d>1)f?b(?P<m>1)",
)
_MONTH_ONLY = (
    rf"(?<!1)(?<!1[.f,'/w-])(?P<m>[MX]){_YEAR}(?P<y>4)",  # not of a 31 February
    rf"(?P<y>4){_YEAR}(?P<m>[MX])(?!{_MONTH_DAY}1)",
    r"(?P<y>4)Y(?P<m>1)m(?!1)",
    r"b(?P<m>1)[f,]{0,2}(?P<y>4)",
)

_LONE_WEEKDAY = r"[f,.|~]{0,6}(?P<w>[WX])[f,.|~]{0,6}(?=$|[PTt1])"
_LONE_NUMBERS = (
    r"\D{0,20}?(\d\d?)(\.\ (?=\d\d?\.)|[./-])(\d\d?)\.?(?:\s?\([^\W\d_]{1,3}\))?"
    r"(?:[\s,|]{1,3}(\d\d?):(\d\d)(?::\d\d)?)?\s?:?"
)


def read_text(
    text: str,
    words: Words,
    *,
    zone: tzinfo,
    now: datetime,
    order: str = "",
    latest: date | None = None,
) -> SiteDate | None:
    """Return the date in a plain text; None if there is none. Raises AmbiguousError.

    Of several dates it is the one called published, else one that is not called updated, unless
    the change came before it: then it is no story's but a meeting's, of which a paper tells. A day
    without its year is the last such until `latest`, which is today where None.
    """
    whole = shaped(text, words, zone, now, order, latest)
    parts = labelled_parts(whole)
    for n, (label, part) in enumerate(parts):
        if found := _read(part):
            changed = [part for _, part in parts[n + 1 :]] if not label else []
            return next(filter(None, (_change_before(found, part) for part in changed)), found)
    return _read(whole)


def _change_before(date: SiteDate, part: Shaped) -> SiteDate | None:
    """Return the date of a part that tells of a change, if that came on a day before another."""
    try:
        changed = _read(part)
    except AmbiguousError:
        return None
    return changed if changed and changed.moment.date() < date.moment.date() else None


def _read(text: Shaped) -> SiteDate | None:
    return (
        _day_in(text, _WITH_YEAR)
        or (_day_in(text, _WITH_YEAR_MARKED) if set(text.shape) & {"m", "b"} else None)
        or _day_in(text, _WITH_SHORT_YEAR)
        or _day_in(text, _SET_APART)
        or read_ago(text.pieces, zone=text.zone, now=text.now)
        or _day_in(text, _WITHOUT_YEAR)
        or _day_by_name(text)
        or _day_in(text, _MONTH_ONLY)
        or _lone_numbers(text)
        or _lone_weekday(text)
    )


def read_relative(text: str, words: Words, *, zone: tzinfo, now: datetime) -> SiteDate | None:
    """Return what "2 hours ago" or "yesterday, 07:30" names; None if the text holds no such."""
    whole = shaped(text, words, zone, now)
    return read_ago(whole.pieces, zone=zone, now=now) or _day_by_name(whole)


# --- Days ------------------------------------------------------------------


def _day_in(text: Shaped, patterns: tuple[str, ...]) -> SiteDate | None:
    for match in _by_place(patterns, text.shape):
        groups = text.named(match)
        guessed = ""
        if "n" in groups:
            era = int(groups["e"].code("E")) if "e" in groups else 0
            day, is_guessed = numeric_day(text, match.start() + bool(era), era)
            guessed = groups["n"].text if is_guessed else ""
        else:
            day = _day_of(text, groups)
        if day:
            clock, named_zone = time_near(text, match.start(), match.end())
            if patterns is _MONTH_ONLY:
                clock = None
            found = placed(day, clock, named_zone, text.zone)
            return replace(found, guessed=guessed) if guessed else found
    return None


def _by_place(patterns: tuple[str, ...], shape: str) -> Iterator[re.Match[str]]:
    """Yield matches from left to right, one for each place."""
    rows = compiled(*patterns)
    start = 0
    while matches := [match for row in rows if (match := row.search(shape, start))]:
        first = min(matches, key=re.Match.start)
        yield first
        start = first.start() + 1


def _day_of(text: Shaped, groups: dict[str, Piece]) -> date | None:
    era = int(groups["e"].code("E")) if "e" in groups else 0
    day = int(groups["d"].text) if "d" in groups else 1
    year = next(filter(None, map(groups.get, "yabc")), None)
    if year and not era and len(year.text) == 1:
        return None  # "12 March 5 comments"
    if persian := groups["m"].code("J"):
        if year is None:
            return last_persian_day(int(persian), day, text.today)
        return persian_day(persian_year(int(year.text)), int(persian), day)
    month = int(groups["m"].code("M") or (groups["m"].text if groups["m"].kind == "number" else 0))
    if year is None:
        return last_such_day(month, day, text.latest)
    if era:
        return real_day(era + int(year.text), month, day)
    crossed = "r" in groups and int(groups["r"].code("M") or 12) < month  # a range over New Year
    number = int(year.text) - crossed
    return local_day(number, month, day, text.calendar, short=len(year.text) < 3)


def _lone_numbers(text: Shaped) -> SiteDate | None:
    """Return the day of a whole "29.04.", "04-29 07:55" or "4/29(月) 07:55"."""
    match = re.fullmatch(_LONE_NUMBERS, text.plain)
    if not match or not (text.order or text.words.order):
        return None
    a, sign, b, hour, minute = match.groups()
    ended = sign[0] == "." and text.plain.rstrip().endswith(".")  # "8.10.", "8. 10."
    least = (2 if text.words.order == "DMY" else 3) if ended else 4
    if set(text.shape) & {"W", "X"}:  # "11/7(土)"
        least = 2
    if not hour and len(a) + len(b) < least:
        return None  # "4/5", "24/7"
    first, second = int(a), int(b)
    dotted = sign[0] == "."
    order = told_of(text.order, dotted=dotted) or order_of(text.words, text.zone)
    unsure = first < 13 and second < 13 and first != second and is_guess(text, dotted=dotted)
    month_first = told_of(text.order, dotted=dotted) == "MDY" or is_month_first(
        order, dotted=dotted
    )
    if second > 12 or (month_first and first < 13):
        first, second = second, first
    day = last_such_day(second, first, text.latest)
    clock = clock_time(int(hour), int(minute)) if hour else None
    if not day:
        return None
    found = placed(day, clock, None, text.zone)
    return replace(found, guessed=f"{a}{sign}{b}") if unsure else found


def _day_by_name(text: Shaped) -> SiteDate | None:
    """Return the day of "today" and "yesterday", or `now` for "just now"."""
    for at, piece in enumerate(text.pieces):
        back = piece.code("R")
        if back == "n":
            lone = sum(other.kind != "sign" for other in text.pieces) == 1
            if lone or " " in text.plain[piece.start : piece.end]:  # "now" alone; not in "buy now"
                return SiteDate(fixed(text.now.astimezone(text.zone)))
        elif back:
            clock, named_zone = time_near(text, at, at + 1)
            return placed(text.today - timedelta(days=int(back)), clock, named_zone, text.zone)
    return None


def _lone_weekday(text: Shaped) -> SiteDate | None:
    """Return the last such day, of a text that holds nothing else but a time."""
    match = re.match(_LONE_WEEKDAY, text.shape)
    if not match:
        return None
    clock, named_zone = time_near(text, match.start(), match.end())
    if clock is None and match.end() < len(text.shape):
        return None
    back = (text.today.weekday() - int(text.pieces[match.start("w")].code("W"))) % 7
    found = placed(text.today - timedelta(days=back), clock, named_zone, text.zone)
    if found.moment > text.now:
        found = placed(text.today - timedelta(days=back + 7), clock, named_zone, text.zone)
    return found
