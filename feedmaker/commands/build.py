"""`feedmaker build`: one pass over the sites that are due; the folder is whole at its end."""

from __future__ import annotations

import json
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from feedmaker import health, schedule, update
from feedmaker.errors import FeedmakerError, StoppedError, StorageError
from feedmaker.model import Memory, Problem, Report, Site
from feedmaker.projection import Folder, Outputs, publish_feeds, publish_index
from feedmaker.settings import Settings
from feedmaker.sitefolder import SiteFolder
from feedmaker.store import Store
from feedmaker.urls import host
from feedmaker.workers import run_by_host
from feedmaker.workplace import (
    Clock,
    chosen,
    clock_of,
    folder_of,
    on_terminal,
    open_world,
    read_sites,
    settings_of,
)


def run(options: Namespace) -> int:
    """Fetch what is due, write every feed, say how it went; return the exit status."""
    return build(options, settings_of(options), clock_of(options))


def build(options: Namespace, settings: Settings, clock: Clock) -> int:
    """Do so with settings that are read already."""
    with Store(settings.state) as store:
        folder = read_sites(settings, store)
        names = chosen(options.names, folder)
        with open_world(options, settings, store, folder, clock) as world:
            now = clock.now()
            take_over(folder.sites, store)
            due = due_sites(options, names, folder, store, settings, now)
            reports = [failed_file(name, folder) for name in names if name in folder.faults]
            outputs = store.outputs()
            put = folder_of(settings)
            with _progress(len(due), options) as tell:
                for report in _update(due, world, put, outputs, settings, clock, options.reread):
                    reports.append(report)
                    tell(report)
            publish_all(folder, store, put, outputs)
    reports.sort(key=lambda report: report.site)
    _summarise(reports, options, settings)
    return _status(reports, due, strict=options.strict)


def take_over(sites: Mapping[str, Site], store: Store) -> None:
    """Give each renamed site what was remembered under its older names."""
    for site in sites.values():
        for old in site.formerly:
            if old not in sites:
                store.rename(old, site.name)


def due_sites(
    options: Namespace,
    names: list[str],
    folder: SiteFolder,
    store: Store,
    settings: Settings,
    now: datetime,
) -> list[Site]:
    """Return the sites to fetch now: those named, those due, or with --force all that may be."""
    memories = store.memories()
    least = timedelta(seconds=settings.min_interval)
    asked_for = bool(options.names) or options.force or bool(options.reread)
    due = []
    for name in names:
        site = folder.sites.get(name)
        if site is None:
            continue
        memory = memories.get(name)
        if (
            memory is None
            or (asked_for and (options.replay or schedule.may_run(memory, now, least=least)))
            or (
                not asked_for
                and schedule.is_due(
                    memory, site.every, schedule.zone_of(site.timezone), now, least=least
                )
            )
        ):
            due.append(site)
    return due


def failed_file(name: str, folder: SiteFolder) -> Report:
    """Return the report of a site whose file has faults."""
    faults = folder.faults[name].faults
    return Report(name, failed=True, problems=tuple(Problem(str(fault)) for fault in faults))


def _update(
    due: list[Site],
    world: update.World,
    put: Folder,
    outputs: Outputs,
    settings: Settings,
    clock: Clock,
    reread: int,
) -> Iterator[Report]:
    def one(site: Site) -> Report:
        began = monotonic()
        count = site.feed.entries if reread < 0 else reread
        report = update_one(site, world, now=clock.now(), reread=count)
        memory = world.store.memory(site.name)
        if memory is not None and not report.failed:
            publish_feeds(site, memory, world.store, put, outputs)
        return replace(report, seconds=monotonic() - began)

    tasks = ((host(site.urls[0].url), partial(one, site)) for site in due)
    yield from run_by_host(tasks, settings.workers)


def update_one(site: Site, world: update.World, *, now: datetime, reread: int = 0) -> Report:
    """Run one site; even a bug is that site's failure, and the others go on."""
    try:
        return update.attempt(site, world, now=now, reread=reread)
    except (StoppedError, StorageError):
        raise
    except Exception as error:  # noqa: BLE001 - told with its traceback, as this site's failure
        text = str(error) if isinstance(error, FeedmakerError) else repr(error)
        trace = getattr(error, "traceback", "") or traceback.format_exc()
        print(f"{site.name}: {trace}", file=sys.stderr)
        return Report(site.name, failed=True, problems=(Problem(f"a bug in feedmaker: {text}"),))


def publish_all(folder: SiteFolder, store: Store, put: Folder, outputs: Outputs) -> None:
    """Write every site's feeds from the store, whether it was due or not, and the index."""
    memories = store.memories()
    sites = dict(folder.sites)
    for name, (_, config) in store.configs().items():
        if name not in sites and name in memories:
            sites[name] = Store.unpack(config)  # faulty now, or retired
    for name, site in sites.items():
        publish_feeds(site, memories.get(name) or _unseen(site), store, put, outputs)
    faults = {name: str(error.faults[0]) for name, error in folder.faults.items()}
    retired = frozenset(sites) - folder.sites.keys() - folder.faults.keys()
    publish_index(sites, retired, memories, faults, store, put, outputs)


def _unseen(site: Site) -> Memory:
    """Return the memory of a site that never ran: its feed is there, and empty."""
    from feedmaker.merge import feed_id

    return Memory(feed_id=feed_id(site.urls[0].url))


@contextmanager
def _progress(total: int, options: Namespace) -> Iterator[Callable[[Report], None]]:
    """Give a way to tell each site's end: a bar on a terminal, else a line each."""
    if options.json:
        yield lambda _: None
        return
    if not on_terminal():
        yield _print_line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("sites", total=total)

        def tell(report: Report) -> None:
            bar.update(task, advance=1, description=report.site)

        yield tell


def _print_line(report: Report) -> None:
    print(f"{report.site}  {health.line(report)}", flush=True)


def _summarise(reports: list[Report], options: Namespace, settings: Settings) -> None:
    if options.json:
        print(json.dumps({"sites": [asdict(report) for report in reports]}, ensure_ascii=False))
        return
    from feedmaker.commands.summary import print_summary, step_summary

    print_summary(reports, settings)
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(step_summary(reports))


def _status(reports: list[Report], due: list[Site], *, strict: bool) -> int:
    failed = sum(report.failed for report in reports)
    none_worked = bool(due or failed) and failed == len(reports)
    return int(none_worked or (strict and failed > 0))
