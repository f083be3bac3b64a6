"""A marked-up moment, told in hours of the site that shows another day beside it.

Publishing systems write the moment in UTC and the day in the site's own zone, so that what was
put up in the evening has tomorrow's date. Which day the text names is told by its numbers alone:
of a moment only the day before and the day after come into question.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from feedmaker.dates.years import YEAR

_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|\+00:?00)", re.ASCII)
_YEAR = re.compile(YEAR)
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_LONGEST = 60  # characters that show a day and no more
_WEST, _EAST = 12, 14  # hours that a zone is from UTC
_NAMED = re.compile(r"[^\W\d_]{3,}|[月월]")  # a month that is no number, or is marked as one


def as_shown(stamp: str, shown: str) -> str:
    """Return an ISO 8601 moment in UTC so that its day is the one of the text shown for it.

    The moment stays; its offset becomes the fewest whole hours that lead to that day, as nothing
    tells more. What is no such moment, and one whose text names its day, another, or none, comes
    back as it is.
    """
    if not _shows_day(shown) or not _IN_UTC.fullmatch(stamp):
        return stamp
    try:
        moment = datetime.fromisoformat(stamp).astimezone(UTC)
        beside = [_at_end_of_day_before(moment), _at_start_of_day_after(moment)]
    except (OverflowError, ValueError):
        return stamp
    if _names(shown, moment):
        return stamp
    named = [other for other in beside if other and _names(shown, other)]
    return named[0].isoformat() if len(named) == 1 else stamp


def is_of_other_day(stamp: str, shown: str) -> bool:
    """Tell whether a text shows a day with its year that is further from an ISO 8601 moment.

    Neither its own day in any zone, then; not told of what is no such moment.
    """
    try:
        moment = datetime.fromisoformat(stamp)
        days = [moment + timedelta(days=apart) for apart in (-1, 0, 1)]
    except (OverflowError, ValueError):
        return False
    return _shows_day(shown) and not any(_names(shown, day) for day in days)


def _shows_day(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_YEAR.search(text)) and bool(_DAY.search(text))


def _at_end_of_day_before(moment: datetime) -> datetime | None:
    hours = moment.hour + 1
    return moment.astimezone(timezone(-timedelta(hours=hours))) if hours <= _WEST else None


def _at_start_of_day_after(moment: datetime) -> datetime | None:
    hours = 24 - moment.hour
    return moment.astimezone(timezone(timedelta(hours=hours))) if hours <= _EAST else None


def _names(shown: str, moment: datetime) -> bool:
    """Tell whether a text has the numbers of a moment's day; of its month where no word can."""
    numbers = Counter(int(number) for number in re.findall(r"\d{1,4}", shown, re.ASCII))
    needed = Counter([moment.year, moment.day])
    if not _NAMED.search(shown):
        needed[moment.month] += 1
    return needed <= numbers
