"""Dates as people write them, found between other words.

A text is cut into pieces (`words`), each piece becomes one letter, and a date is a
pattern of letters: "Senin, 29 April 2024 | 07:55 WIB" is "W,1M4|Tw", and "1M4" is a day, a month's
name and a year. So one small grammar serves all languages. Letters:

    1 number of one or two digits · 4 year · 9 other number · n numeric date · T 07:55 · t 07.55
    M month · X month or weekday ("mar") · W weekday · P am or pm · f filler
    Y m D H N S what follows its number (年月日 h min s) · b month before its number · E era
    - glued dash · ~ free dash · w other word · other signs stand for themselves, or |

The patterns repeat single classes only, and boundedly: linear on any text. The first date of the
most complete kind wins: with a year, "ago", without a year, "yesterday", a month, a weekday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from feedmaker.dates.calendars import (
    clock_time,
    is_year,
    last_such_day,
    local_day,
    persian_day,
    real_day,
)
from feedmaker.dates.relative import read_ago
from feedmaker.dates.words import Piece, Words, cut
from feedmaker.dates.zones import fixed, placed, read_zone
from feedmaker.model import SiteDate

_DAY_MONTH = r"[.,'f]{0,3}[-/]?f{0,2}"  # between a day and a month's name
_MONTH_DAY = r"[.'f]{0,2}[-/]?f?"
_YEAR = r"[.,'f()]{0,5}[-/]?[.,'f()]{0,4}"  # next to a year


@cache
def _compiled(*texts: str) -> tuple[re.Pattern[str], ...]:
    # When first reached, not on import: most texts are done on the first rung.
    return tuple(map(re.compile, texts))


# The groups y, m, d, e (an era) are one letter each. Of rows with one beginning the first wins.
_WITH_YEAR = (
    rf"(?P<d>1){_DAY_MONTH}(?P<m>[MX]){_YEAR}(?P<y>4)",
    rf"(?P<m>[MX]){_MONTH_DAY}(?P<d>1)f?{_YEAR}(?P<y>4)",
    rf"(?P<m>[MX]){_MONTH_DAY}(?P<d>1)[,f]{{0,2}}TP?w?(?P<y>4)",
    rf"(?P<y>4){_YEAR}(?P<m>[MX]){_MONTH_DAY}(?P<d>1)",
    rf"(?P<y>4){_YEAR}(?P<d>1){_DAY_MONTH}(?P<m>[MX])",
    r"(?P<n>n)",
)
_WITH_YEAR_MARKED = (
    r"(?P<e>E)?(?P<y>[149])Y,?(?P<m>1)m,?f?(?P<d>1)",
    r"(?P<y>4)[.f~]{0,2}(?P<m>1)-?m[.f]{0,2}(?P<d>1)",
    r"(?P<d>1)[f,]{0,2}b(?P<m>1)[f,~]{0,2}(?P<y>4)",
    rf"(?P<d>1)[-.f]?(?P<m>1)-?m{_YEAR}(?P<y>4)",
    r"b(?P<m>1)[f,]{0,2}(?P<d>1)[f,]{1,2}(?P<y>4)",
    rf"(?P<y>4){_YEAR}b(?P<m>1)f{{0,3}}(?P<d>1)",
)
# A year of two digits: with an apostrophe, glued, or with nothing behind it that it could count.
_SHORT = r"(?:'(?P<a>1)|(?<=[-/])(?P<b>1)|(?P<y>1)(?=[,.|~()]?(?:[TP]|$)|[|~)]))"
_WITH_SHORT_YEAR = (
    rf"(?P<d>1){_DAY_MONTH}(?P<m>[MX])[.,f]{{0,3}}[-/]?{_SHORT}",
    rf"(?P<m>[MX]){_MONTH_DAY}(?P<d>1)[.,f]{{1,3}}[-/]?{_SHORT}",
    rf"(?P<d>1)[f,]{{0,2}}b(?P<m>1)[f,]{{0,2}}{_SHORT}",
)
_WITHOUT_YEAR = (
    rf"(?P<d>1){_DAY_MONTH}(?P<m>[MX])(?!{_YEAR}4)",
    rf"(?P<m>[MX]){_MONTH_DAY}(?P<d>1)(?![HN:])(?!{_YEAR}4)",
    r"(?P<m>1)m,?(?P<d>1)D",
    r"(?P<d>1)f?b(?P<m>1)",
)
_MONTH_ONLY = (
    rf"(?<!1)(?<!1[.f,'/-])(?P<m>[MX]){_YEAR}(?P<y>4)",  # not of a 31 February
    rf"(?P<y>4){_YEAR}(?P<m>[MX])(?!{_MONTH_DAY}1)",
    r"(?P<y>4)Y(?P<m>1)m(?!1)",
    r"b(?P<m>1)[f,]{0,2}(?P<y>4)",
)

# t: 07:55 or 07.55 · h, n, s: its parts, each with its mark · k: the hour before am or pm · p, q
_MARKED_TIME = r"(?P<h>1)H(?P<n>1)?N?(?:(?P<s>1)S)?|(?P<k>1)(?=\.?P)"
_TIME_NEXT = (
    r"D?[,.~|\-fW()'/]{0,6}"
    rf"(?P<p>P)?f?(?:(?P<t>[Tt])H?|{_MARKED_TIME})\.?(?P<q>P)?"
)
_TIME_BEFORE = (
    rf"(?P<p>P)?f?(?:(?P<t>T|t(?=H))H?|{_MARKED_TIME})\.?(?P<q>P)?w?[,.~|\-fWw()]{{0,5}}$"
)
_TIME_LATER = r"[^nMX4T]{0,14}?(?P<p>P)?f?(?P<t>T)\.?(?P<q>P)?"
_LONE_WEEKDAY = r"[f,.|~]{0,6}(?P<w>[WX])[f,.|~]{0,6}(?=$|[PTt1])"
_LONE_NUMBERS = r"\D{0,20}?(\d\d?)([./-])(\d\d?)\.?(?:[\s,|]{1,3}(\d\d?):(\d\d)(?::\d\d)?)?"
_VERSIONS = {"version", "ver", "v", "release", "build", "firmware", "ios", "android", "ubuntu"}


class AmbiguousError(ValueError):
    """The text names a date that depends on the language, which is not known."""


class _Text(NamedTuple):
    """A text cut once, for all rungs."""

    plain: str
    pieces: list[Piece]
    shape: str
    words: Words
    zone: tzinfo
    now: datetime
    today: date  # in the zone


def read_text(text: str, words: Words, *, zone: tzinfo, now: datetime) -> SiteDate | None:
    """Return the date in a plain text; None if there is none. Raises AmbiguousError."""
    cut_text = _cut(text, words, zone, now)
    return (
        _day_in(cut_text, _WITH_YEAR)
        or (_day_in(cut_text, _WITH_YEAR_MARKED) if set(cut_text.shape) & {"m", "b"} else None)
        or _day_in(cut_text, _WITH_SHORT_YEAR)
        or read_ago(cut_text.pieces, zone=zone, now=now)
        or _day_in(cut_text, _WITHOUT_YEAR)
        or _day_by_name(cut_text)
        or _day_in(cut_text, _MONTH_ONLY)
        or _lone_numbers(cut_text)
        or _lone_weekday(cut_text)
    )


def read_relative(text: str, words: Words, *, zone: tzinfo, now: datetime) -> SiteDate | None:
    """Return what "2 hours ago" or "yesterday, 07:30" names; None if the text holds no such."""
    cut_text = _cut(text, words, zone, now)
    return read_ago(cut_text.pieces, zone=zone, now=now) or _day_by_name(cut_text)


def _cut(text: str, words: Words, zone: tzinfo, now: datetime) -> _Text:
    pieces = cut(text, words)
    today = now.astimezone(zone).date()
    return _Text(text, pieces, _shape(pieces, words), words, zone, now, today)


# --- Days ------------------------------------------------------------------


def _day_in(text: _Text, patterns: tuple[str, ...]) -> SiteDate | None:
    for match in _by_place(patterns, text.shape):
        if day := _day_of(text, _groups(text, match), match.start()):
            clock, named_zone = _time_near(text, match.start(), match.end())
            if patterns is _MONTH_ONLY:
                clock = None
            return placed(day, clock, named_zone, text.zone)
    return None


def _by_place(patterns: tuple[str, ...], shape: str) -> Iterator[re.Match[str]]:
    """Yield matches from left to right, one for each place."""
    rows = _compiled(*patterns)
    start = 0
    while matches := [match for row in rows if (match := row.search(shape, start))]:
        first = min(matches, key=re.Match.start)
        yield first
        start = first.start() + 1


def _groups(text: _Text, match: re.Match[str]) -> dict[str, Piece]:
    return {name: text.pieces[match.start(name)] for name, hit in match.groupdict().items() if hit}


def _day_of(text: _Text, groups: dict[str, Piece], at: int) -> date | None:
    if "n" in groups:
        return _numeric_day(text, groups["n"], at)
    language = text.words.language
    day = int(groups["d"].text) if "d" in groups else 1
    year = groups.get("y") or groups.get("a") or groups.get("b")
    if (persian := groups["m"].code("J")) and year:
        return persian_day(int(year.text), int(persian), day)
    month = int(groups["m"].code("M") or (groups["m"].text if groups["m"].kind == "number" else 0))
    if year is None:
        return last_such_day(month, day, text.today)
    if "e" in groups:
        return real_day(int(groups["e"].code("E")) + int(year.text), month, day)
    return local_day(int(year.text), month, day, language, short=len(year.text) < 3)


def _numeric_day(text: _Text, piece: Piece, at: int) -> date | None:
    """Return the day of 29/04/2024 and the like, in the language's order if that gives a day."""
    a, b, c = re.findall(r"\d+", piece.text)
    language, order = text.words.language, text.words.order
    if len(a) > 2:
        return local_day(int(a), int(b), int(c), language) if len(a) == 4 and len(c) < 3 else None
    if len(c) == 3 or (len(c) == 1 and (order not in ("YMD", "YDM") or len(a) < 2)):
        return None
    short, dotted = len(c) < 3, "." in piece.text
    if short and dotted and _is_version(text, at, digits=len(a) + len(b)):
        return None
    first, second, year = int(a), int(b), int(c)
    if (
        short
        and order in ("YMD", "YDM")
        and (found := local_day(first, second, year, language, short=True))
    ):
        return found
    if not order and "/" in piece.text and first != second and max(first, second) < 13:
        raise AmbiguousError(f"{first}/{second} can be read both ways: set `language`")
    if second > 12 or (_month_first(order, dotted=dotted) and first < 13):
        first, second = second, first
    return local_day(year, second, first, language, short=short)


def _month_first(order: str, *, dotted: bool) -> bool:
    # Dots are written day first even where slashes are not.
    return order == "YMD" or (order == "MDY" and not dotted)


def _is_version(text: _Text, at: int, digits: int) -> bool:
    """Return whether 1.12.24 rather is a version. English has no dates with dots of its own."""
    if at > 0 and text.pieces[at - 1].text.lower() in _VERSIONS:
        return True
    return digits < 4 and text.words.language in ("", "en")


def _lone_numbers(text: _Text) -> SiteDate | None:
    """Return the day of a whole "29.04." or "04-29 07:55"."""
    match = re.fullmatch(_LONE_NUMBERS, text.plain)
    if not match or not text.words.order:
        return None
    a, sign, b, hour, minute = match.groups()
    if not hour and len(a) + len(b) < 4:
        return None  # "4/5", "24/7"
    first, second = int(a), int(b)
    if second > 12 or (_month_first(text.words.order, dotted=sign == ".") and first < 13):
        first, second = second, first
    day = last_such_day(second, first, text.today)
    clock = clock_time(int(hour), int(minute)) if hour else None
    return placed(day, clock, None, text.zone) if day else None


def _day_by_name(text: _Text) -> SiteDate | None:
    """Return the day of "today" and "yesterday", or `now` for "just now"."""
    for at, piece in enumerate(text.pieces):
        back = piece.code("R")
        if back == "n":
            lone = sum(other.kind != "sign" for other in text.pieces) == 1
            if lone or " " in text.plain[piece.start : piece.end]:  # "now" alone; not in "buy now"
                return SiteDate(fixed(text.now.astimezone(text.zone)))
        elif back:
            clock, named_zone = _time_near(text, at, at + 1)
            return placed(text.today - timedelta(days=int(back)), clock, named_zone, text.zone)
    return None


def _lone_weekday(text: _Text) -> SiteDate | None:
    """Return the last such day, of a text that holds nothing else but a time."""
    match = re.match(_LONE_WEEKDAY, text.shape)
    if not match:
        return None
    clock, named_zone = _time_near(text, match.start(), match.end())
    if clock is None and match.end() < len(text.shape):
        return None
    back = (text.today.weekday() - int(text.pieces[match.start("w")].code("W"))) % 7
    found = placed(text.today - timedelta(days=back), clock, named_zone, text.zone)
    if found.moment > text.now:
        found = placed(text.today - timedelta(days=back + 7), clock, named_zone, text.zone)
    return found


# --- Times of day ----------------------------------------------------------


def _time_near(text: _Text, start: int, end: int) -> tuple[time | None, tzinfo | None]:
    """Return the time of day that belongs to the date at those letters, and the zone behind it."""
    inside = text.shape.find("T", start, end)
    next_to, before, later = _compiled(_TIME_NEXT, _TIME_BEFORE, _TIME_LATER)
    for match in (
        next_to.match(text.shape, inside if inside >= 0 else end),
        before.search(text.shape, 0, start),
        later.match(text.shape, end),
    ):
        if match and (clock := _time_of(_groups(text, match))):
            last = max(match.end(name) for name, letter in match.groupdict().items() if letter) - 1
            while text.shape[last + 1 : last + 2] in ("H", "N"):
                last += 1
            return clock, read_zone(text.plain, text.pieces[last].end, text.words)
    return None, None


def _time_of(groups: dict[str, Piece]) -> time | None:
    period = (groups.get("q") or groups.get("p") or _NOTHING).code("P")
    if whole := groups.get("t"):
        hour, minute, *second = map(int, re.findall(r"\d+", whole.text)[:3])
        return clock_time(hour, minute, *second, period=period)
    hour = int((groups.get("h") or groups["k"]).text)
    minutes = groups["n"].text if "n" in groups else ""
    if len(minutes) < 2:  # "14 Uhr, 5 Kommentare"
        return clock_time(hour, 0, period=period)
    seconds = int(groups["s"].text) if "s" in groups else 0
    return clock_time(hour, int(minutes), seconds, period=period)


_NOTHING = Piece("sign", "", 0, 0)


# --- Letters ---------------------------------------------------------------

_KINDS = {"date": "n", "time": "T", "dotted": "t"}


def _shape(pieces: list[Piece], words: Words) -> str:
    letters = []
    before = ""
    for at, piece in enumerate(pieces):
        kind = piece.kind
        if kind == "word":
            letter = "w"
            if piece.codes:
                after = pieces[at + 1].kind if at + 1 < len(pieces) else ""
                letter = _word_letter(piece.codes, before, after)
        elif kind == "number":
            letter = _number_letter(piece.text, words.language)
        elif kind != "sign":
            letter = _KINDS[kind]
        elif piece.text == "-":
            glued = 0 < at < len(pieces) - 1 and pieces[at - 1].end == piece.start
            letter = "-" if glued and pieces[at + 1].start == piece.end else "~"
        else:
            letter = piece.text if piece.text in ".,'/():" else "|"
        letters.append(letter)
        if letter != "-":
            before = kind
    return "".join(letters)


def _number_letter(number: str, language: str) -> str:
    if not number.isdecimal():
        return "|"  # 1.5
    if len(number) == 4 and is_year(int(number), language):
        return "4"
    return "1" if len(number) < 3 else "9"


def _word_letter(codes: tuple[str, ...], before: str, after: str) -> str:
    kinds = {code[0] for code in codes}
    if "M" in kinds or "J" in kinds:
        return "X" if "W" in kinds else "M"
    if before == "number":
        for marker in "YmDHNS":
            if marker in kinds:
                return marker
    if "b" in kinds and after == "number":
        return "b"
    return next((letter for kind, letter in zip("EPWF", "EPWf", strict=True) if kind in kinds), "w")
