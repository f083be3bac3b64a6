"""Which sites a `build` fetches now, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedmaker.entries import schedule
from feedmaker.model import Site, SiteState
from feedmaker.terminal.screen import span


@dataclass(frozen=True, slots=True)
class Waiting:
    """A site that is not fetched now."""

    site: str
    until: datetime | None  # its next run at the earliest, UTC
    why: str = ""  # it was asked for, and still may not be; empty: it is not due


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
        zone = schedule.zone_of(site.timezone)
        if state is None:
            due.append(site)
        elif asked:
            if schedule.may_run(state, now, least=least):
                due.append(site)
            else:
                waiting.append(_held(site.name, state, now, least))
        elif schedule.is_due(state, site.every, zone, now, least=least):
            due.append(site)
        else:
            until = schedule.next_run(state, site.every, zone, least=least)
            waiting.append(Waiting(site.name, until))
    return due, waiting


def _held(name: str, state: SiteState, now: datetime, least: timedelta) -> Waiting:
    if state.retry and now < state.retry:
        return Waiting(name, state.retry, "its server asked us to wait (Retry-After)")
    why = f"was asked less than {span(least)} ago (min_interval)"
    return Waiting(name, state.started and state.started + least, why)
