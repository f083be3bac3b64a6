"""`feedmaker status`: per site the last run, the next, its entries and open problems."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta

from feedmaker import schedule
from feedmaker.commands.listing import written_rules
from feedmaker.model import Memory, Site
from feedmaker.sitefolder import SiteFolder
from feedmaker.store import Store
from feedmaker.workplace import on_terminal, read_sites, settings_of


def run(options: Namespace) -> int:
    """Print each site's state; changes nothing and needs no lock."""
    settings = settings_of(options)
    folder = read_sites(settings, None)
    rows = []
    if (settings.state / "feedmaker.sqlite").exists():
        with Store(settings.state, read_only=True) as store:
            memories = store.memories()
            counts = {name: count for name, (count, _) in store.shown().items()}
    else:
        memories, counts = {}, {}
    least = timedelta(seconds=settings.min_interval)
    for name in sorted({*folder.sites, *folder.faults, *memories}):
        row = _row(name, folder, memories.get(name), counts.get(name, 0), least)
        if row["problems"] or not options.problems:
            rows.append(row)
    if options.json:
        print(json.dumps({"sites": rows}, ensure_ascii=False, indent=1))
    elif options.problems:
        _print_problems(rows)
    else:
        _print_rows(rows)
    return 0


def _row(
    name: str, folder: SiteFolder, memory: Memory | None, entries: int, least: timedelta
) -> dict[str, object]:
    site = folder.sites.get(name)
    problems = [str(fault) for fault in folder.faults[name].faults] if name in folder.faults else []
    if memory:
        problems += [problem.what for problem in memory.problems]
    return {
        "site": name,
        "state": _state(name, folder, memory),
        "last_run": _iso(memory.started if memory else None),
        "last_success": _iso(memory.succeeded if memory else None),
        "next_run": _iso(_next(site, memory, least)),
        "entries": entries,
        "last": memory.line if memory else "",
        "found": written_rules(memory.found) if memory and memory.found else {},
        "problems": problems,
    }


def _state(name: str, folder: SiteFolder, memory: Memory | None) -> str:
    if name in folder.faults:
        return "faulty file"
    if name not in folder.sites:
        return "retired"
    if memory is None or memory.started is None:
        return "new"
    return "failing" if memory.failures else "fine"


def _next(site: Site | None, memory: Memory | None, least: timedelta) -> datetime | None:
    if site is None or memory is None:
        return None
    zone = schedule.zone_of(site.timezone)
    return schedule.next_run(memory, site.every, zone, least=least)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _print_rows(rows: list[dict[str, object]]) -> None:
    heads = ("site", "state", "entries", "last_success", "next_run", "last")
    if on_terminal():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(*(head.replace("_", " ") for head in heads), box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(Text(_cell(row, head)) for head in heads))
        Console().print(table)
    else:
        for row in rows:
            print("  ".join(_cell(row, head) for head in heads))
    for row in rows:
        _print_found(row)
    open_problems = sum(bool(row["problems"]) for row in rows)
    if open_problems:
        print(f"{open_problems} with problems: feedmaker status --problems")


def _print_found(row: dict[str, object]) -> None:
    found = row["found"]
    if isinstance(found, dict) and found:
        rules = ", ".join(f"{key} `{rule}`" for key, rule in found.items())
        print(f"{row['site']}: rules found: {rules}")


def _print_problems(rows: list[dict[str, object]]) -> None:
    if not rows:
        print("no open problems")
    for row in rows:
        problems = row["problems"]
        for problem in problems if isinstance(problems, list) else ():
            print(f"{row['site']}: {problem}")
        if row["state"] == "faulty file":
            print(f"  then: feedmaker check {row['site']}")
        elif row["state"] != "retired":
            print(f"  look: feedmaker check {row['site']} --live")
        else:
            print(f"  if it is no longer wanted: feedmaker remove {row['site']}")


def _cell(row: dict[str, object], head: str) -> str:
    value = row[head]
    return "-" if value is None or value == "" else str(value)
