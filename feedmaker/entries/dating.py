"""When an entry was published, of what its site says: UTC, to the second. Pure.

How a date is read stands in `dates`; which source's date wins, in `precedence`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from feedmaker.model import SiteDate

SECOND = timedelta(seconds=1)
_ROUGHLY = timedelta(hours=1)


def moment(date: SiteDate | None, *, seen: datetime, position: int, zone: tzinfo) -> datetime:
    """Return when an entry was published, UTC, to the second.

    Without a date: first sight less a second per position, so that the page's
    order stands. A bare day that is the day of first sight gets that time too;
    any other day is midnight in the site's zone.
    """
    fallback = whole_second(seen - position * SECOND)
    if date is None:
        return fallback
    if not date.day_only:
        return whole_second(date.moment)
    day = date.moment.date()
    if day == seen.astimezone(zone).date():
        return fallback
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def same_date(one: SiteDate, other: SiteDate) -> bool:
    """Tell whether two stated dates agree, as far as both say; "3 hours ago" is not exact."""
    if one.day_only or other.day_only:
        return one.moment.date() == other.moment.date()
    return abs(one.moment - other.moment) <= _ROUGHLY


def stands_before(date: SiteDate | None, when: datetime, zone: tzinfo) -> bool | None:
    """Tell whether a stated date lies before a moment or after it; None: it does not tell.

    A bare day lies before or after another day in the site's zone, not within its own.
    """
    if date is None:
        return None
    if date.day_only:
        day, other = date.moment.date(), when.astimezone(zone).date()
        return None if day == other else day < other
    stated, when = whole_second(date.moment), whole_second(when)
    return None if stated == when else stated < when


def whole_second(time_: datetime) -> datetime:
    """Return the moment in UTC, to the second: what feeds can say."""
    return time_.astimezone(UTC).replace(microsecond=0)


def unique_updated(updated: datetime, taken: Iterable[datetime]) -> datetime:
    """Return the moment, later by as many seconds as no other entry has it.

    Readers and validators tell entries apart by it (RFC 4287 §4.2.15 asks for
    significant changes; two equal ones look like one).
    """
    others = set(taken)
    while updated in others:
        updated += SECOND
    return updated
