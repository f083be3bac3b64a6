"""Each site: is its file good, did it run, did that succeed, and how long ago.

Pure: what is remembered and `now` come as values. Why a site fails is told by its own problems,
and what to do about each by `health.advice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedmaker.doctor.line import Line, count, fine, look, some, wrong
from feedmaker.entries import schedule
from feedmaker.health.advice import advice
from feedmaker.health.listings import shrunk
from feedmaker.model import Site, SiteState
from feedmaker.text import span

_PATIENCE = timedelta(days=2)
_TOO_LONG = timedelta(days=7)
_INTERVALS = 3
_MANY_FAILURES = 10
_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sites:
    """All that is known of the sites."""

    good: Mapping[str, Site]
    faults: Mapping[str, str]  # of files that are none: the first fault of each
    states: Mapping[str, SiteState]
    least: timedelta  # the operator's shortest interval


def judge_sites(sites: Sites, now: datetime, *, is_lost: bool = False) -> Iterator[Line]:
    """Say what wants a look; `now` is aware.

    `is_lost`: what was remembered can't be read, so that no site is known to have never run.
    """
    if not sites.good and not sites.faults:
        yield look(
            "sites.none",
            "there are no site files yet",
            "write one, or let feedmaker find its rules: feedmaker listing URL",
        )
    for name, fault in sorted(sites.faults.items()):
        yield wrong(
            "sites.file", f"{name}: {fault}", f"mend the file: feedmaker check {name}", about=name
        )
    if is_lost:
        return
    yield from _nobody_runs(sites, now)
    troubles: list[Line] = []
    for name, site in sorted(sites.good.items()):
        troubles += _judge_site(site, sites.states.get(name), now)
    yield from troubles
    troubled = {line.about for line in troubles}
    if well := [name for name in sites.good if name not in troubled]:
        yield fine("sites.well", f"{count(len(well), 'site')} without problems")
    known = sites.good.keys() | sites.faults.keys()
    if retired := sorted(sites.states.keys() - known):
        yield look(
            "sites.retired",
            f"{count(len(retired), 'site')} without a file, whose feeds stay: {some(retired)}",
            f"put the file back, or forget it: feedmaker remove {retired[0]}",
        )


def _nobody_runs(sites: Sites, now: datetime) -> Iterator[Line]:
    """Tell where every site is overdue: then it is not the sites' fault."""
    overdue, newest = 0, None
    for name, site in sites.good.items():
        state = sites.states.get(name)
        if state is None or state.started is None:
            continue
        newest = max(newest or state.started, state.started)
        overdue += _overdue(site, state, now, sites.least)
    ran = sum(bool(state.started) for name, state in sites.states.items() if name in sites.good)
    if newest and ran and overdue == ran:
        yield wrong(
            "sites.idle",
            f"no site has run for {span(now - newest)}, though all are due",
            "see whether `feedmaker run` is at work, or the cron job or timer with"
            " `feedmaker build`, and what its log says",
        )


def _overdue(site: Site, state: SiteState, now: datetime, least: timedelta) -> bool:
    due = schedule.next_run(state, site.every, schedule.zone_of(site.timezone), least=least)
    return due is not None and now - due > max(_LATE, (due - (state.started or due)) * 2)


def _judge_site(site: Site, state: SiteState | None, now: datetime) -> Iterator[Line]:
    name = site.name
    if state is None or state.started is None:
        yield look("sites.new", f"{name} has never run", f"feedmaker build {name}", about=name)
        return
    if state.failures:
        yield _failing(site, state, now)
    elif state.put_off_since and now - state.put_off_since > _PATIENCE:
        yield look(
            "sites.put_off",
            f"{name}: its server has asked to be left alone for {span(now - state.put_off_since)}",
            advice("put off", name),
            about=name,
        )
    elif shrunk(state.listings):
        yield look(
            "sites.shrunk",
            f"{name}: its list has lost most of its items",
            advice("shrunk", name),
            about=name,
        )
    elif state.problems:
        more = count(len(state.problems), "problem")
        yield look(
            "sites.problems",
            f"{name}: {more}, as: {state.problems[0].what}",
            "feedmaker status --problems says what to do about each",
            about=name,
        )


def _failing(site: Site, state: SiteState, now: datetime) -> Line:
    name, problem = site.name, state.problems[0] if state.problems else None
    why = f": {problem.what}" if problem else ""
    to_do = advice(problem.cause if problem else "", name)
    if state.succeeded is None:
        what = f"{name} has never succeeded{why}"
        return wrong("sites.failing", what, to_do, about=name)
    age = now - state.succeeded
    what = f"{name} fails, its last success was {span(age)} ago{why}"
    bad = age > _TOO_LONG or state.failures >= _MANY_FAILURES
    patience = max(_PATIENCE, (site.every.span or timedelta()) * _INTERVALS)
    return (wrong if bad and age > patience else look)("sites.failing", what, to_do, about=name)
