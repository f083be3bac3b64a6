"""The clock and the time zones: is it now what we think it is.

Feeds hold times, and runs are due by them. Other clocks are those of servers that were asked
anyway; no time server is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedmaker.doctor.line import Line, fine, look, some, wrong
from feedmaker.text import span

_SANE = 2026
"""The year in which this was written: an earlier one is that of a machine without a battery."""

_CLOSE = timedelta(minutes=1)
_FAR = timedelta(minutes=10)
_SET = "set the clock, and let it be kept: timedatectl set-ntp true"


def missing_zones(names: Sequence[str]) -> list[str]:
    """Return the time zones of which this machine knows nothing."""
    missing = []
    for name in names:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            missing.append(name)
    return missing


def judge_clock(now: datetime, last_run: datetime | None) -> Iterator[Line]:
    """Say whether the time can be; `last_run` is the newest that is remembered. Aware, UTC."""
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.year < _SANE:
        yield wrong("clock.year", f"the clock says {shown}, and that is past", _SET)
    elif last_run and last_run > now + _CLOSE:
        yield wrong(
            "clock.back",
            f"the clock says {shown}, but the last run was at {last_run:%Y-%m-%d %H:%M} UTC",
            f"see which of the two is right; {_SET}",
        )
    else:
        yield fine("clock.now", f"it is {shown}")


def judge_servers(answers: Sequence[tuple[datetime, str]]) -> Iterator[Line]:
    """Compare with what servers said: when each answer came, by our clock, and its Date header.

    The nearest one counts: an answer out of a cache may be dated when it was put there.
    """
    gaps = []
    for ours, text in answers:
        try:
            theirs = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            continue
        if theirs.tzinfo is not None:
            gaps.append(ours - theirs)
    if not gaps:
        return
    gap = min(gaps, key=abs)
    if abs(gap) <= _CLOSE:
        yield fine("clock.servers", "the clock agrees with that of a server")
        return
    way = "ahead of" if gap > timedelta() else "behind"
    say = wrong if abs(gap) > _FAR else look
    yield say("clock.servers", f"the clock is {span(abs(gap))} {way} those of servers", _SET)


def judge_zones(missing: Sequence[str]) -> Iterator[Line]:
    if missing:
        yield wrong(
            "clock.zones",
            f"this machine does not know the time zone {some(missing)}",
            "install the time zones again: pip install --upgrade tzdata",
        )
    else:
        yield fine("clock.zones", "the time zones are there")
