"""`feedmaker status`: per site the last run, the next, its entries and open problems.

Reads only: it works beside a running daemon, and makes nothing.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from feedmaker.config.diagnostics import shown
from feedmaker.config.folder import SiteFolder
from feedmaker.detect.site_file import written_rules
from feedmaker.entries import schedule
from feedmaker.health.advice import advice
from feedmaker.health.listings import shrunk
from feedmaker.model import Healed, Site, SiteState
from feedmaker.store.store import Store
from feedmaker.terminal.screen import count, say, say_table, when
from feedmaker.wiring import clock_of, has_state, read_sites, settings_of

_HEADS = ("site", "state", "entries", "last run", "last success", "next run", "how it went")
_SPARE = ("last success", "entries", "last run", "next run")
"""What a narrow terminal does without, the first first."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is known of a site. Times are UTC."""

    site: str
    state: str  # new, fine, healed, waiting, shrunk, failing, faulty file, retired
    entries: int
    last_run: datetime | None
    last_success: datetime | None
    next_run: datetime | None  # None: with the next build; or never, of a retired one
    line: str
    found: dict[str, str]  # rules that were found automatically, by key
    healed: Healed | None  # rules that stand in for those of its file
    repair: bool  # its owner wants to hear of such
    problems: tuple[str, ...]
    causes: tuple[str, ...]  # of these, each once


def run(options: Namespace) -> int:
    """Print each site's state; changes nothing, and needs no lock."""
    settings = settings_of(options)
    folder = read_sites(settings, None)
    states: dict[str, SiteState] = {}
    entries: dict[str, int] = {}
    if has_state(settings):
        with Store(settings.state, read_only=True) as store:
            states = store.site_states()
            entries = {name: number for name, (number, _) in store.shown().items()}
    least = timedelta(seconds=settings.min_interval)
    rows = [
        _row(name, folder, states.get(name), entries.get(name, 0), least)
        for name in sorted({*folder.sites, *folder.faults, *states})
    ]
    if options.problems:
        rows = [row for row in rows if row.problems]
    if options.json:
        print(json.dumps({"sites": [_as_json(row) for row in rows]}, ensure_ascii=False, indent=1))
    elif options.problems:
        _say_problems(rows)
    else:
        _say_rows(rows, clock_of(options).now())
    return 0


def _row(
    name: str, folder: SiteFolder, state: SiteState | None, entries: int, least: timedelta
) -> _Row:
    site = folder.sites.get(name)
    word = _word(name, folder, state)
    problems = [str(fault) for fault in folder.faults[name].faults] if name in folder.faults else []
    causes = ["file"] if problems else []
    if state and word != "retired":
        problems += [
            problem.what + (f" ({problem.url})" if problem.url else "")
            for problem in state.problems
        ]
        causes += [problem.cause for problem in state.problems]
    return _Row(
        site=name,
        state=word,
        entries=entries,
        last_run=state.started if state else None,
        last_success=state.succeeded if state else None,
        next_run=_next(site, state, least),
        line=state.summary if state else "",
        found=written_rules(state.found) if state and state.found and site else {},
        healed=state.healed if state and word not in {"retired", "failing"} else None,
        repair=site is None or site.repair != "never",
        problems=tuple(shown(problem) for problem in problems),
        causes=tuple(dict.fromkeys(causes)),
    )


def _word(name: str, folder: SiteFolder, state: SiteState | None) -> str:
    if name in folder.faults:
        return "faulty file"
    if name not in folder.sites:
        return "retired"
    if state is None or state.started is None:
        return "new"
    if state.failures:
        return "failing"
    if state.put_off_since:
        return "waiting"
    if shrunk(state.listings):
        return "shrunk"
    return "healed" if state.healed else "fine"


def _next(site: Site | None, state: SiteState | None, least: timedelta) -> datetime | None:
    if site is None or state is None:
        return None
    return schedule.next_run(state, site.every, schedule.zone_of(site.timezone), least=least)


def _as_json(row: _Row) -> dict[str, object]:
    return {
        "site": row.site,
        "state": row.state,
        "last_run": _iso(row.last_run),
        "last_success": _iso(row.last_success),
        "next_run": _iso(row.next_run),
        "entries": row.entries,
        "last": row.line,
        "found": row.found,
        "healed": _healed_as_json(row),
        "problems": list(row.problems),
    }


def _healed_as_json(row: _Row) -> dict[str, object] | None:
    """Return which rules stand in for the site file's, since when, and what writes them there."""
    if row.healed is None:
        return None
    return {
        "since": _iso(row.healed.since),
        "rules": written_rules(row.healed.rules),
        "command": f"feedmaker new {row.site} --repair --yes",
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _say_rows(rows: Sequence[_Row], now: datetime) -> None:
    if not rows:
        say("there are no site files yet, and nothing is remembered")
        return
    bad = frozenset(row.site for row in rows if row.state in {"failing", "shrunk", "faulty file"})
    cells = [_cells(row, now) for row in rows]
    say_table(
        _HEADS,
        cells,
        numbers=frozenset({"entries"}),
        bad=bad,
        spare=_SPARE,
        whole="feedmaker status --json",
    )
    found = [row for row in rows if row.found or row.healed]
    if found:
        say()
    for row in found:
        written = written_rules(row.healed.rules) if row.healed else row.found
        rules = "  ".join(f"{key}: {rule}" for key, rule in written.items())
        if row.healed:
            since = when(row.healed.since, now)
            say(f"{row.site}: rules of its list, healed {since}: {rules}")
            say(f"  to write them into its file: feedmaker new {row.site} --repair --yes")
        else:
            say(f"{row.site}: rules found automatically: {rules}")
    for line in _endings(rows):
        say(line)


def _endings(rows: Sequence[_Row]) -> Iterator[str]:
    troubled = sum(bool(row.problems) for row in rows)
    retired = [row.site for row in rows if row.state == "retired"]
    if troubled or retired:
        yield ""
    if troubled:
        yield f"{count(troubled, 'site')} with problems: feedmaker status --problems"
    for name in retired:
        yield (f"{name} has no site file any more; its feeds stay until: feedmaker remove {name}")


def _cells(row: _Row, now: datetime) -> tuple[str, ...]:
    return (
        row.site,
        row.state,
        str(row.entries),
        when(row.last_run, now),
        when(row.last_success, now),
        _when_next(row, now),
        shown(row.line) or "-",
    )


def _when_next(row: _Row, now: datetime) -> str:
    if row.state == "retired":
        return "never"
    if row.state == "faulty file":
        return "once mended"
    if row.next_run is None or row.next_run <= now:
        return "now"
    return when(row.next_run, now)


def _say_problems(rows: Sequence[_Row]) -> None:
    if not rows:
        say("no open problems")
    for row in rows:
        say(f"{row.site} ({row.state})")
        for problem in row.problems:
            say(f"  {problem}")
        for cause in row.causes:
            say(f"  to do: {advice(cause, row.site, repair=row.repair)}")
