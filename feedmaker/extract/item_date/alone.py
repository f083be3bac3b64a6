"""The day that an item shows without its year: "29 Nov", "3 hours ago", "26" below its month.

Such counts from today, from the year that heads it or from the day before it in a list that falls.
What is surely of late is told from what may be an event's day, of any year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import is_day_alone, is_day_of_year, read_date, says_published
from feedmaker.dates.year_days import day_of_week
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.date_label import is_deadline
from feedmaker.extract.item_date.lines import ANY_YEAR, SHORT, leaves
from feedmaker.model import Locale, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.text import folded

_LATELY = timedelta(days=100)  # so long a day without its year is surely the last such day
_MOST_OF_ROW = 60  # elements and texts from a `dd` back to its `dt`
_WORD_ALONE = 12  # characters of a word for a day
_BARS = re.compile(r"\s+[|·•–—/]\s+|^[|·•–—/\s]+|[|·•–—/\s]+$")
_PUT_UP = re.compile(r"(?i)^(?:added|listed|reduced|uploaded|shared|aired|released)(?: on)?:? ")
_ABOUT = re.compile(
    r"(?i)\b(?:about|around|over|almost|nearly|approximately|less than|more than|etwa|rund|ungefähr"
    r"|fast|über|environ|presque|plus de|moins de|circa|ongeveer|cerca de|quase|casi|około|omkring)"
    r"\s+(?=\d|[^\W\d_]{1,5}\s)"
)
_BY = re.compile(r"(?i)\s(?:by|von|par|por|di|da|door|av|af|oleh|przez|od)\s+\S.*$")
_BEFORE_TITLE = " -–—|·:："  # between a day and the name behind it
_DAY_ONLY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|日)?")


def day_below(item: LexborNode, locale: Locale, month: str) -> SiteDate | None:
    """Return the day of a month whose number an item shows: "26" first, before all links.

    Or, wherever it stands, "Tuesday 26", if that day of the month was a Tuesday.
    """
    before_links = True
    for node in item.traverse(include_text=True):
        if node.tag == "a" and node.mem_id != item.mem_id:
            before_links = False
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if not text:
            continue
        alone = _DAY_ONLY.fullmatch(text) if before_links else None
        of_week = None if alone else day_of_week(text, locale.language)
        number = alone[1] if alone else of_week[0] if of_week else ""
        day = _read(with_day(number, month), locale) if number else None
        if alone or (day and of_week and day.moment.weekday() == of_week[1]):
            return day
    return None


def recent_day(item: LexborNode, locale: Locale, title: str) -> SiteDate | None:
    """Return the day that an item shows without its year: "29 Nov", "3 hours ago"; None if none.

    It counts from today, so what has a year, were it but the item's address, is believed first.
    """
    days = _days_alone(item, locale, title)
    return next((date for date, sure, node in days if sure and not is_deadline(node)), None)


def shows_other_day(item: LexborNode, locale: Locale, title: str) -> bool:
    """Tell whether an item shows a day without its year, and none that is surely of late."""
    sure = [sure for _, sure, _ in _days_alone(item, locale, title)]
    return bool(sure) and not any(sure)


def _days_alone(
    item: LexborNode, locale: Locale, title: str
) -> Iterator[tuple[SiteDate, bool, LexborNode]]:
    """Yield the days that an item shows without their year, whether each is surely of late, where.

    What the `dt` of a `dd` shows counts as well. "12 December", seen in November, is hardly last
    year's: an event's, a closing date.
    """
    named = folded(title)
    row = _row_head(item)
    for node in chain(*(one.traverse(include_text=True) for one in (item, row) if one)):
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if title and text.endswith(title):  # "4 June - Rain", of the name "Rain"
            text = text.removesuffix(title).rstrip(_BEFORE_TITLE)
        if not 3 <= len(text) <= SHORT:
            continue
        known = _tooltip(node)
        for part in filter(None, _BARS.split(_PUT_UP.sub("", text))):
            if len(part) > _WORD_ALONE and not any(map(str.isdigit, part)):
                continue  # no "yesterday" either
            below_year = locale.latest is not None and is_day_of_year(part)
            if not (below_year or _is_day(part, locale.language)) or folded(part) in named:
                continue
            if date := _read(known or part, locale):
                yield date, bool(known) or _is_late(date, locale), node
    for text, leaf in leaves(item):
        alone = not ANY_YEAR.search(text) and is_day_alone(text, locale.language)
        if alone and (date := _read(text, locale)):
            yield date, _is_late(date, locale), leaf


def _read(text: str, locale: Locale) -> SiteDate | None:
    try:
        return read_date(text, locale, told="words")
    except (TwoWaysDateError, UnreadableDateError):
        return None


def _is_day(text: str, language: str) -> bool:
    """Tell whether a text is a day without its year, and at most who put the item up on it."""
    said = _BY.sub("", _ABOUT.sub("", text))
    return is_day_alone(said, language) or (
        any(map(str.isdigit, text)) and says_published(text, language)
    )


def _row_head(item: LexborNode) -> LexborNode | None:
    """Return the `dt` of an item that is a `dd`, and may be one of several below it."""
    place = item if item.tag == "dd" else None
    for _ in range(_MOST_OF_ROW):
        if place is None or place.tag == "dt":
            break
        place = place.prev
    return place if place is not None and place.tag == "dt" else None


def _is_late(date: SiteDate, locale: Locale) -> bool:
    if (latest := locale.latest) is not None:
        day = date.moment.date()
        return day.year == latest.year or timedelta() <= latest - day <= _LATELY
    return locale.now - date.moment <= _LATELY


def _tooltip(node: LexborNode) -> str:
    """Return the moment that the element of a text keeps beside "3 hours ago"; "" if none."""
    return run.stamp_of(node.parent) if node.parent is not None else ""


def with_day(day: str, head: str) -> str:
    """Return the words of a day below the month that heads it, in the order of their language."""
    return f"{head}{day}日" if "月" in head else f"{day} {head}"
