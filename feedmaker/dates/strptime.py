"""A date by the site file's own `format`, in strptime's codes with the language's names.

Unlike strptime it knows the names of `language` (and English's), pads no field, and finds the
date between other words.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from feedmaker.dates.calendars import Calendar, calendar_of, clock_time, last_such_day, local_day
from feedmaker.dates.words import Words, cut, plain
from feedmaker.dates.zones import fixed, placed, read_zone
from feedmaker.model import SiteDate

_NAMED = "BAp"
_NAME = r"(\D{1,60}?)"  # its words are looked up afterwards
_ONE = r"(\d{1,2})"
_CODES = {
    "Y": r"(\d{4})", "y": r"(\d{2})", "f": r"(\d{1,9})", "s": r"(\d{9,10})",
    **dict.fromkeys("mdHIMS", _ONE),
    **dict.fromkeys(_NAMED, _NAME),
    "z": r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})",
    "Z": r"([^\W\d_]{1,5}(?:/[\w/+-]{1,30})?)",
}  # fmt: skip
_SAME = {"b": "%B", "h": "%B", "a": "%A", "e": "%d", "k": "%H", "l": "%I"} | {
    "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d", "D": "%m/%d/%y",
}  # fmt: skip
# "%-d" is the C library's way to say: no padding.
_PART = re.compile(r"%[-_0]?(.)|(\s+)|([^%\s]+|%)", re.DOTALL)


def format_fault(format: str) -> str:  # noqa: A002  (the site file's word)
    """Return what is wrong with a format, for people; "" if nothing is."""
    codes = {match[1] for match in _PART.finditer(_spelled_out(format)) if match[1]}
    if unknown := sorted(codes - _CODES.keys() - {"%"}):
        return f"%{unknown[0]} is no code that a date's format knows"
    if not codes & {"m", "B", "s"}:
        return "it names no month (%m, %B or %b)"
    return ""


def read_format(
    text: str,
    format: str,  # noqa: A002  (the site file's word)
    words: Words,
    *,
    zone: tzinfo,
    now: datetime,
) -> SiteDate | None:
    """Return the date of a plain text written in that format; None if it isn't."""
    compiled = _compiled(format)
    match = compiled and compiled[0].search(text)
    if not compiled or not match:
        return None
    fields = {
        code: found
        for codes, found in zip(compiled[1], match.groups(), strict=True)
        for code in codes
    }
    if "s" in fields:
        return SiteDate(fixed(datetime.fromtimestamp(int(fields["s"]), UTC)))
    today = now.astimezone(zone).date()
    day = _day(fields, words, calendar_of(words.tag, zone), today)
    named_zone = None
    for code in "zZ":
        if code in fields:
            at = match.start(compiled[1].index(code) + 1)
            named_zone = read_zone(text, at, words, zone, today)
    clock = None
    if hour := fields.get("H") or fields.get("I"):
        clock = clock_time(
            int(hour),
            int(fields.get("M", 0)),
            int(fields.get("S", 0)),
            int(fields.get("f", "0").ljust(6, "0")[:6]),
            period=_named(fields.get("p", ""), "P", words),
        )
        if clock is None:
            return None
    return placed(day, clock, named_zone, zone) if day else None


def _day(fields: dict[str, str], words: Words, calendar: Calendar, today: date) -> date | None:
    month = int(fields.get("m") or _named(fields.get("B", ""), "M", words) or 0)
    day = int(fields.get("d", 1))
    if "Y" in fields:
        return local_day(int(fields["Y"]), month, day, calendar)
    if "y" in fields:
        return local_day(int(fields["y"]), month, day, calendar, short=True)
    return last_such_day(month, day, today)


def _named(text: str, kind: str, words: Words) -> str:
    return next((code for piece in cut(text, words) if (code := piece.code(kind))), "")


def _spelled_out(format: str) -> str:  # noqa: A002
    return re.sub(r"%[-_0]?([bhaeklTRFD%])", lambda m: _SAME.get(m[1], m[0]), format)


@lru_cache(maxsize=256)
def _compiled(format: str) -> tuple[re.Pattern[str], tuple[str, ...]] | None:  # noqa: A002
    """Return the pattern of a format and the codes of each group; None for a faulty format."""
    if format_fault(format):
        return None
    pattern: list[str] = []
    codes: list[str] = []
    joint = 0  # the pattern's length behind a name, while only spaces and commas follow it
    for match in _PART.finditer(_spelled_out(plain(format))):
        code, space, literal = match.groups()
        if code and code in _NAMED and joint:
            del pattern[joint:]  # names side by side share a group: two would try every border
            codes[-1] += code
        elif code and code != "%":
            pattern.append(_CODES[code])
            codes.append(code)
            joint = len(pattern) if code in _NAMED else 0
        else:
            pattern.append(r"\s*" if space else re.escape(literal or "%"))
            joint = joint if space or not (literal or "%").strip(".,") else 0
    if pattern[-1] == _NAME:
        pattern[-1] = r"(\D{1,60})"
    before = "" if codes[0][0] in _NAMED else r"(?<!\d)"
    after = "" if codes[-1][0] in _NAMED else r"(?!\d)"
    return re.compile(before + "".join(pattern) + after, re.IGNORECASE), tuple(codes)
