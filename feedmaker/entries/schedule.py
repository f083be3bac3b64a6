"""When a site is due, when a failed one is tried again, and what an article's next date is.

Pure: `now` is an argument. Who waits until then is the `daemon`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from feedmaker.model import Every, Site, SiteState
from feedmaker.text import span

LONGEST_WAIT = timedelta(hours=24)
_GRACE = 0.9  # of the interval: a cron job that comes a little early must not skip every second run
_SHORTEST_GRACE = timedelta(minutes=1)
_FIRST_RETRY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A site that is not fetched now."""

    site: str
    until: datetime | None  # its next run at the earliest, UTC
    why: str = ""  # it was asked for, and still may not be; empty: it is not due


def next_run(state: SiteState, every: Every, zone: tzinfo, *, least: timedelta) -> datetime | None:
    """Return when a site's next run should start, UTC; None: at once, it never ran.

    Failures in a row double the wait, up to a day. `least` is the operator's
    shortest interval. Where the server named a moment (Retry-After), it is that,
    sooner or later. A run that neither failed nor came to its end was cut off: it
    goes on at once. What waits for another host may want a run sooner.
    """
    if state.started is None:
        return state.retry
    planned = _named(state) or _regular(state, state.started, every, zone, least)
    if state.wanted and state.wanted > state.started:
        planned = min(planned, state.wanted)
    return max(planned, state.started + least)


def _named(state: SiteState) -> datetime | None:
    """Return the moment that the server named, if it is still to be kept after the last run."""
    return state.retry if state.retry and state.started and state.retry > state.started else None


def _regular(
    state: SiteState, started: datetime, every: Every, zone: tzinfo, least: timedelta
) -> datetime:
    if state.succeeded != state.started and not state.failures:
        return started + least
    if every.span is not None:
        return started + min(
            every.span * (1 << min(state.failures, 10)), max(LONGEST_WAIT, every.span)
        )
    return _after(every.cron, zone, started)


def is_due(
    state: SiteState, every: Every, zone: tzinfo, now: datetime, *, least: timedelta
) -> bool:
    """Tell whether a one-shot run should fetch the site now.

    An interval counts from the start of the last run, less a tenth but at least
    a minute, because the clock that calls us is never exact. A start that lies
    ahead means that the clock was set back: then the site is due.
    """
    if state.started and state.started > now:
        return True
    planned = next_run(state, every, zone, least=least)
    if planned is None or planned <= now:
        return True
    if state.started is None or every.span is None or planned in {_named(state), state.wanted}:
        return False
    wait = planned - state.started
    slack = max(wait * (1 - _GRACE), _SHORTEST_GRACE)
    return now - state.started >= max(wait - slack, min(wait, least))


def may_run(state: SiteState, now: datetime, *, least: timedelta) -> bool:
    """Tell whether a site may be fetched even when a person asks for it by name."""
    started = state.started
    if started and started > now:  # the clock was set back
        return True
    if state.retry and now < state.retry:
        return False
    return started is None or state.asked_nobody or now - started >= least


def retry_article(tries: int, now: datetime) -> datetime:
    """Return when an article that failed `tries` times before is tried again."""
    return now + _FIRST_RETRY * (1 << min(tries, 6))


def zone_of(name: str) -> tzinfo:
    """Return the zone of a site file; UTC where it states none."""
    return _zone(name or "UTC")


@lru_cache(maxsize=128)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _after(cron: str, zone: tzinfo, moment: datetime) -> datetime:
    """Return the next moment, with its second whole, that a cron line names after this one.

    Where the clock is turned, as Debian's cron: what falls into a gap runs right
    after it, what comes twice runs once, unless it runs every hour or minute.
    """
    from cronsim import CronSim  # only for cron lines

    never = moment + timedelta(days=366)  # which no line that was read says
    return next(CronSim(cron, moment.astimezone(zone)), never)


def sort_due(
    sites: Iterable[Site],
    states: Mapping[str, SiteState],
    now: datetime,
    *,
    least: timedelta,
    asked: bool,
) -> tuple[list[Site], list[Waiting]]:
    """Return the sites to fetch now, and the others.

    `asked`: a person wants them now; then only what protects the server holds:
    `least`, the operator's shortest interval, and Retry-After.
    """
    due: list[Site] = []
    waiting: list[Waiting] = []
    for site in sites:
        state = states.get(site.name)
        zone = zone_of(site.timezone)
        if state is None:
            due.append(site)
        elif asked:
            if may_run(state, now, least=least):
                due.append(site)
            else:
                waiting.append(_held(site.name, state, now, least))
        elif is_due(state, site.every, zone, now, least=least):
            due.append(site)
        else:
            until = next_run(state, site.every, zone, least=least)
            waiting.append(Waiting(site.name, until))
    return due, waiting


def _held(name: str, state: SiteState, now: datetime, least: timedelta) -> Waiting:
    if state.retry and now < state.retry:
        return Waiting(name, state.retry, "its server asked us to wait (Retry-After)")
    why = f"was asked less than {span(least)} ago (min_interval)"
    return Waiting(name, state.started and state.started + least, why)
