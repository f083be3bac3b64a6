"""Which short texts of a page say a day, and which but a day, before anything knows of what."""

from __future__ import annotations

import re

from feedmaker.dates.years import YEAR

_DATE_TEXT = re.compile(
    rf"(?i){YEAR}|(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b|\b\d{{1,2}}:\d\d\b"
    r"|\d\s?(?:min(?!\w*[\s-]*read)|hour|day|week|month|jam|menit|hari|stunde|tage|heure|jour|hora|día|小时|分)"
)
_DATE_LIMIT = 60  # characters of a text that is a date and no sentence
_LONGEST_LINE = 100  # characters of a line with a date
_FULL_DAY = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b"
    r"|\b\d{1,2}\.?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d\d\b"
    r"|\b[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
)
# Of who wrote last in a thread: "by ann, 20 November 2026 10:15", "Last reply: 20 May 2026, Ann"
_BY = r"(?:by|von|par|por|door|di|da|av|af):? "
_LAST = r"(?:(?:last|latest|letzter) (?:post|reply|answer|beitrag|antwort)[: ]+)"
_WHO = r"[^\W\d]\S{0,29}(?: \S{1,30})?"
_WHEN = rf"(?:(?:on|am|le|el) )?(?:{_FULL_DAY.pattern})[\W\d]*(?:[ap]\.?m\.?|uhr)?\W*"
_SIGNED_DAY = re.compile(
    rf"(?i){_LAST}?{_BY}{_WHO}\W{{1,3}}{_WHEN}|{_LAST}?{_WHEN}{_BY}{_WHO}|{_LAST}{_WHEN}{_WHO}"
)
_AGE = re.compile(  # "2 years, 2 months ago", "vor 3 Stunden", "3天前"
    r"(?i)(?:vor|il y a|hace|há) \d{1,3} [^\W\d_]+(?:,? (?:und |et |y |e )?\d{1,3} [^\W\d_]+)?"
    r"|\d{1,3} [^\W\d_]+(?:,? (?:and )?\d{1,3} [^\W\d_]+)?"
    r" (?:ago|geleden|fa|atrás|sedan|siden|(?:yang )?lalu|назад|temu)"
    r"|\d{1,3}\s?(?:分钟?|時間|小时|日|天|週間?|周|个月|[ヶかカ]月|年)前"
)
_HOUR = re.compile(r"\b\d{1,2}[:.h]\d\d(?:min)?\b")
_NAME = re.compile(r"[^\W\d_]{3,}")  # a word that is no number, no "PM"
_LONG_NAME = re.compile(r"[^\W\d_]{4}")  # no "Tue", no "Uhr"
_NAME_IN_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{7}")  # no label: 最后更新时间
_RELEASE = re.compile(r"\bv\d+\.\d|\b\d+\.\d+\.\d+")
_NAMES_DAY = 2  # words beside a day that name it, where nothing else does
_MOST_WITH_DAY = 2  # words beside a day that say nothing of what is on then


def is_date_text(text: str) -> bool:
    """Tell whether a short text holds what looks like a date."""
    return len(text) <= _DATE_LIMIT and bool(_DATE_TEXT.search(text))


def tells_day(text: str) -> bool:
    """Tell whether a text names a day whole, as lines of dates do, and hardly any title."""
    return len(text) <= _LONGEST_LINE and bool(_FULL_DAY.search(text))


def says_only_day(text: str) -> bool:
    """Tell whether a text is a day, or days with hours and a word: "3 May 2026, posted 4:10 PM".

    A release with its day has a name: "v2.12.0 (2026-05-03)".
    """
    beside = _FULL_DAY.sub(" ", text)
    named = _NAME_IN_SIGNS.search(beside) or _RELEASE.search(beside)
    return tells_day(text) and not named and len(_NAME.findall(beside)) <= _MOST_WITH_DAY


def names_day(text: str) -> bool:
    """Tell whether a line with a day says what was on then: "April 3, 2026, Regular Meeting"."""
    return tells_day(text) and len(_LONG_NAME.findall(_FULL_DAY.sub(" ", text))) >= _NAMES_DAY


def is_moment(text: str) -> bool:
    """Tell whether a text is a day with its hour, and no name: "Tue May 14, 2024 9:41 am".

    Or with who wrote then, or how long ago that was: such a link leads to a thread's last post.
    """
    if len(text) <= _LONGEST_LINE and (_SIGNED_DAY.fullmatch(text) or _AGE.fullmatch(text)):
        return True
    hour = _HOUR.search(text) is not None and is_date_text(text)
    return hour and not _LONG_NAME.search(_FULL_DAY.sub(" ", text))


def without_moment(text: str) -> str:
    """Return a text without its day and its hour, "26-02-2015 10:31 Ann"; as it is if not both."""
    hour = _HOUR.search(text)
    return _HOUR.sub(" ", _FULL_DAY.sub(" ", text)) if hour and tells_day(text) else text
