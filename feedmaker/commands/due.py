"""Which sites a `build` fetches now, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedmaker.entries import schedule
from feedmaker.model import Memory, Site
from feedmaker.terminal.screen import span


@dataclass(frozen=True, slots=True)
class Waiting:
    """A site that is not fetched now."""

    site: str
    until: datetime | None  # its next run at the earliest, UTC
    why: str = ""  # it was asked for, and still may not be; empty: it is not due


def sort_due(
    sites: Iterable[Site],
    memories: Mapping[str, Memory],
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
        memory = memories.get(site.name)
        zone = schedule.zone_of(site.timezone)
        if memory is None:
            due.append(site)
        elif asked:
            if schedule.may_run(memory, now, least=least):
                due.append(site)
            else:
                waiting.append(_held(site.name, memory, now, least))
        elif schedule.is_due(memory, site.every, zone, now, least=least):
            due.append(site)
        else:
            until = schedule.next_run(memory, site.every, zone, least=least)
            waiting.append(Waiting(site.name, until))
    return due, waiting


def _held(name: str, memory: Memory, now: datetime, least: timedelta) -> Waiting:
    if memory.retry and now < memory.retry:
        return Waiting(name, memory.retry, "its server asked us to wait (Retry-After)")
    why = f"was asked less than {span(least)} ago (min_interval)"
    return Waiting(name, memory.started and memory.started + least, why)
