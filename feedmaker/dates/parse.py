"""The date that a site's text names: a ladder from what machines write to what people do.

    1. `format`, where the site file states one                          strptime.py
    2. ISO 8601 and RFC 3339, epoch numbers                              here
    3. names, numbers, "2 hours ago" in the site's language and in
       English, which makes RFC 5322 one of them                         absolute.py, relative.py
    4. the same in the languages that know the text's words, if they agree
    5. dateparser, where the words are a date's but could not be joined

Pure: no clock, no machine locale. What a bare day means, and which date wins, is for `entries`.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedmaker.dates.absolute import read_relative, read_text
from feedmaker.dates.calendars import clock_time, real_day
from feedmaker.dates.day_order import AmbiguousError
from feedmaker.dates.strptime import read_format
from feedmaker.dates.words import Piece, Words, cut, other_languages, plain, tags_of, words_of
from feedmaker.dates.zones import offset, placed
from feedmaker.errors import TwoWaysDateError, UnlikelyDateError, UnreadableDateError
from feedmaker.model import DateSource, Locale, SiteDate

LONGEST = 100  # characters; a longer text is no date, and would cost time
_MOST_PIECES = 12  # of "Sat., 29 Nov., 14:05"
_DAY_IN_SIGNS = re.compile(
    r"(?:\d{1,2}\. ?\d{1,2}\.|\d{1,2}[/.]\d{1,2} ?[(（][^\W\d_]{1,3}[)）])"
    r"(?:,? \d\d[:.]\d\d(?: Uhr)?)?"
)
_DAY_OF_YEAR = re.compile(r"\d\d[-/.]\d\d\.?\s?[:：]?")
_AHEAD = timedelta(hours=24)
_FIRST_YEAR = 1990  # no story on the web is older; what names an earlier day, speaks of it
_YEAR_2100 = 4_102_444_800  # seconds since 1970

_ISO = re.compile(
    r"""
    (?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|(?P<month2>\d\d)(?P<day2>\d\d))
    (?:
        (?:[Tt]|[ ]{1,2})(?P<hour>\d\d):?(?P<minute>\d\d)
        (?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,12}))?)?
        [ ]?(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?)?
    )?
    (?:\[[\w/+-]{1,40}\])?
    """,
    re.VERBOSE | re.ASCII,
)
_DATEPARSER_TAGS = {"no": "nb"}
_OUR_YEARS = ("1900", "2100")  # others are of another calendar, or of none
_NUMBER = re.compile(r"(\d{9,14})(?:\.\d{1,9})?", re.ASCII)


def parse_date(
    text: str,
    *,
    language: str,
    zone: tzinfo,
    now: datetime,
    format: str = "",  # noqa: A002  (the site file's word)
    order: str = "",
    latest: date | None = None,
) -> SiteDate:
    """Return the moment that a site's text names, in the offset it names.

    `zone` counts only where the text names none. Relative dates count back from `now` (aware):
    hours and less give a moment, days and more a day. `language` is a BCP 47 tag, "" where it is
    not known; then names and orders that differ between languages are refused. A text that does
    not fit `format` (strptime's codes) is still read if it is ISO 8601 or a relative date. `order`
    is how the site's other dates order day and month ("DMY", "MDY"), "" where they don't tell. A
    day without its year is the last such until `latest`, or until today.
    Raises UnreadableDateError; TwoWaysDateError if the text names one day or another.
    Formats: RFC 3339 §5.6, RFC 5322 §3.3, tests/data/dates.toml.
    """
    text = " ".join(text.split())
    if not 0 < len(text) <= LONGEST:
        raise UnreadableDateError(text[:LONGEST], "it is too long for one" if text else "")
    try:
        # Cut again: some single letters stand for whole sentences.
        found = _climb(plain(text)[:LONGEST], language, zone, now, format, order, latest)
    except AmbiguousError as error:
        raise TwoWaysDateError(text, str(error)) from error
    if found is None or _is_epoch(found):
        raise UnreadableDateError(text)
    return found


def _is_epoch(date: SiteDate) -> bool:
    """Return whether this is the start of 1970: a missing date in disguise."""
    start = (date.moment.year, date.moment.month, date.moment.day) == (1970, 1, 1) and date.day_only
    return start or date.moment.timestamp() == 0


def read_date(
    text: str,
    locale: Locale,
    *,
    told: DateSource,
    format: str = "",  # noqa: A002
) -> SiteDate:
    """Return the date of a story that a site's text names, as `parse_date` does.

    `told` says where the text stands. Raises UnreadableDateError as that does, UnlikelyDateError
    if it is before 1990 or more than 24 hours ahead: then the text speaks of another day.
    """
    found = parse_date(
        text,
        language=locale.language,
        zone=locale.zone,
        now=locale.now,
        format=format,
        order=locale.day_order,
        latest=locale.latest,
    )
    if found.moment - locale.now > _AHEAD:
        raise UnlikelyDateError(text, f"{found.moment.isoformat()} lies ahead")
    if found.moment.year < _FIRST_YEAR:
        raise UnlikelyDateError(text, f"{found.moment.date()} is before {_FIRST_YEAR}")
    return replace(found, told=told)


def is_day_alone(text: str, language: str) -> bool:
    """Return whether a text is a day without a year and nothing else: "29 Nov", "3 hours ago".

    "5 min" and "12 years old" are none, nor is "4.5" or an hour alone.
    """
    if _DAY_IN_SIGNS.fullmatch(text):
        return True
    pieces = cut(plain(" ".join(text.split())[:LONGEST]), words_of(language))
    words = [piece for piece in pieces if piece.kind == "word"]
    known = {kind for piece in words for kind in _kinds(piece)}
    if not all(map(_kinds, words)) or len(pieces) > _MOST_PIECES:
        return False
    numbers = sum(piece.kind not in ("word", "sign") for piece in pieces)
    of_signs = numbers > 1 and ({"m", "D"} <= known or "b" in known)  # 11月20日, 20 tháng 11
    return "A" in known or "R" in known or ("M" in known and numbers > 0) or of_signs


def is_month_alone(text: str, language: str) -> bool:
    """Return whether a text is the name of a month and nothing else: "June", "juin"."""
    pieces = cut(plain(" ".join(text.split())[:LONGEST]), words_of(language))
    return len(pieces) == 1 and pieces[0].kind == "word" and "M" in _kinds(pieces[0])


def is_day_of_year(text: str) -> bool:
    """Return whether a text is a day and a month in numbers, as they stand below their year.

    "03-21", "21.03." or "03/21:"; elsewhere it could be a score or a part of something.
    """
    return bool(_DAY_OF_YEAR.fullmatch(text.strip()))


def _kinds(piece: Piece) -> set[str]:
    """Return what a word of a day without a year may mean, of what it means."""
    return {code[0] for code in piece.codes if code != "Rn"} & set("MWFPUNARQmDHNb")


def says_updated(text: str, language: str) -> bool:
    """Return whether a text calls its date that of a change, and none that of publication."""
    return _labels(text, language) == {"u"}


def says_published(text: str, language: str) -> bool:
    """Return whether a text calls its date that of publication, and none that of a change."""
    return _labels(text, language) == {"p"}


def _labels(text: str, language: str) -> set[str]:
    pieces = cut(plain(" ".join(text.split())[:LONGEST]), words_of(language))
    return {label for piece in pieces if (label := piece.code("Q"))}


def guess_zone_hint(language: str) -> str:
    """Return the IANA zone where most pages in a BCP 47 language are written; "" if unsure."""
    from feedmaker.dates.cldr import ZONES

    base, regional = tags_of(language)
    return ZONES.get(regional, "") or ("" if regional != base else ZONES.get(base, ""))


def _climb(
    text: str,
    language: str,
    zone: tzinfo,
    now: datetime,
    format: str,  # noqa: A002
    order: str,
    latest: date | None,
) -> SiteDate | None:
    words = words_of(language) if format else None
    if words and (found := read_format(text, format, words, zone=zone, now=now)):
        return found
    if text[:4].isdecimal():
        match = _ISO.fullmatch(text)
        if match and _OUR_YEARS[0] <= match["year"] <= _OUR_YEARS[1]:
            return _read_iso(match, zone)
        if not format and (match := _NUMBER.fullmatch(text)):
            return _read_number(match[1], zone)
    if words:
        return read_relative(text, words, zone=zone, now=now)
    words = words_of(language)  # not before: most pages' dates are ISO, and need no table
    return (
        read_text(text, words, zone=zone, now=now, order=order, latest=latest)
        or _read_in_other_languages(text, words, zone, now, latest)
        or _read_with_dateparser(text, words, zone, now)
    )


# --- What machines write ---------------------------------------------------


def _read_iso(match: re.Match[str], zone: tzinfo) -> SiteDate | None:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"] or "1"
    date = real_day(int(match["year"]), int(month), int(day))
    if date is None:
        return None
    if match["hour"] is None:
        return placed(date, None, None, zone)
    clock = clock_time(
        int(match["hour"]),
        int(match["minute"]),
        int(match["second"] or 0),
        int((match["fraction"] or "0")[:6].ljust(6, "0")),
    )
    named: tzinfo | None = UTC
    if match["sign"]:
        named = offset(match["sign"], int(match["hours"]), int(match["minutes"] or 0))
        if named is None:
            return None
    return placed(date, clock, named if match["zone"] else None, zone) if clock else None


def _read_number(digits: str, zone: tzinfo) -> SiteDate | None:
    """Return the moment of epoch seconds, epoch milliseconds, or YYYYMMDDhhmm[ss]."""
    if len(digits) in (12, 14):
        date = real_day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        clock = clock_time(int(digits[8:10]), int(digits[10:12]), int(digits[12:] or 0))
        if date and clock:
            return placed(date, clock, None, zone)
    if len(digits) in (11, 14) or digits[0] == "0":
        return None
    seconds = int(digits) if len(digits) < 11 else int(digits) / 1000
    return SiteDate(datetime.fromtimestamp(seconds, UTC)) if seconds < _YEAR_2100 else None


# --- What the site's language does not explain ------------------------------


def _read_in_other_languages(
    text: str, words: Words, zone: tzinfo, now: datetime, latest: date | None
) -> SiteDate | None:
    """Return the date as languages other than the site's read it.

    Raises AmbiguousError where they differ.
    """
    found: dict[str, SiteDate] = {}
    for other in other_languages(text, words)[:8]:
        if day := read_text(text, words_of(other), zone=zone, now=now, latest=latest):
            found[other] = day
    if len(set(found.values())) > 1:
        known = ", ".join(f"{day.moment:%Y-%m-%d} in {other}" for other, day in found.items())
        raise AmbiguousError(f"it is {known}: set `language`")
    return next(iter(found.values()), None)


def _read_with_dateparser(text: str, words: Words, zone: tzinfo, now: datetime) -> SiteDate | None:
    """Return what dateparser makes of a text with a number and a word of dates in a known language.

    Without these two it would take prices and counts of comments for days.
    """
    pieces = cut(text, words)
    if not words.language or not any(piece.kind == "number" for piece in pieces):
        return None
    if not any(code[0] in "MWA" for piece in pieces for code in piece.codes):
        return None
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": now.astimezone(zone).replace(tzinfo=None),
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
    }
    with warnings.catch_warnings():
        # Its own use of strptime; nothing that a site file could mend.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"dateparser\.")
        try:
            found = DateDataParser(
                languages=[_DATEPARSER_TAGS.get(words.language, words.language)], settings=settings
            ).get_date_data(text)
        except (ValueError, OverflowError):  # a language it lacks, a year out of range
            return None
    moment = found.date_obj
    if moment is None or found.period not in ("day", "time"):
        return None
    if not real_day(moment.year, moment.month, moment.day):
        return None
    clock = moment.time() if found.period == "time" else None
    return placed(moment.date(), clock, moment.tzinfo, zone)
