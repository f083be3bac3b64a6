"""Days that a short text tells only where the whole list falls: "14:05", "28.11", "5h", "Fri 9:20".

Alone they may be lengths, prices, numbers of parts or the day of an event. Which texts an item
shows, and whether all of a list do, is for `extract`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from feedmaker.dates.parse import is_day_alone, read_date
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.model import Locale, SiteDate

ENOUGH = 3  # days that fall before the next is told by their order
_HOUR = re.compile(r"((?:[01]?\d|2[0-3]):[0-5]\d)(?:\s?(?:Uhr|h|hs))?")
_DAY = re.compile(r"\d\d[./-]\d\d(?:,? \d\d:\d\d)?")
_AGO = re.compile(r"\d{1,2}\s?(?:min|m|h|d|w)")
_WEEKDAY = re.compile(r"[^\W\d]{2,12}\.?,? \d{1,2}:\d\d(?: [AaPp]\.?[Mm]\.?)?")


def falls(moments: Sequence[datetime]) -> bool:
    """Tell whether moments never rise from one to the next, and are enough to tell."""
    return len(moments) >= ENOUGH and all(a >= b for a, b in pairwise(moments))


def weak_day(text: str, locale: Locale) -> SiteDate | None:
    """Return the moment that a whole text would mean in a list that falls; None if it is none."""
    if match := _HOUR.fullmatch(text):
        if locale.latest:  # below a year's heading it is an hour of any day
            return None
        text = f"{locale.now.astimezone(locale.zone):%Y-%m-%d} {match[1]:0>5}"
    elif _AGO.fullmatch(text):
        text = f"{text} ago"
    elif not _DAY.fullmatch(text) and not (
        _WEEKDAY.fullmatch(text) or is_day_alone(text, locale.language)
    ):
        return None
    try:
        found = read_date(text, locale, told="words")
    except (TwoWaysDateError, UnreadableDateError):
        return None
    return found if found.moment <= locale.now or found.day_only else None
