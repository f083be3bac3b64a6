"""`feedmaker build`: one pass over the sites that are due; the folder is whole at its end.

What a run of one site does stands in `update`, which sites are due in `entries.schedule`.
"""

from __future__ import annotations

import json
import os
import traceback
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeAlias, cast

from feedmaker.config.folder import SiteFolder
from feedmaker.config.settings import Settings
from feedmaker.entries.identity import unseen
from feedmaker.entries.schedule import Waiting, sort_due
from feedmaker.errors import (
    AnotherRunError,
    ConfigError,
    Fault,
    FeedmakerError,
    StoppedError,
    StorageError,
)
from feedmaker.model import Problem, Report, Site
from feedmaker.output.atomic_files import sweep
from feedmaker.output.publish import Folder, Outputs, publish_feeds, publish_index
from feedmaker.store.store import Store
from feedmaker.store.takeover import absent_sites, take_over
from feedmaker.terminal import screen, summary
from feedmaker.update import site as update
from feedmaker.update.per_host import run_by_host
from feedmaker.update.ports import RunPorts
from feedmaker.urls import host
from feedmaker.wiring import (
    Clock,
    chosen,
    chosen_names,
    clock_of,
    failed_file,
    folder_of,
    near_path,
    open_ports,
    open_store,
    public_faults,
    read_sites,
    settings_of,
)

_Held: TypeAlias = tuple[str, datetime | None, str]
"""A site that waits, until when, and why."""

_NO_ADDRESS = (
    "hint: feeds should name their own address: set `base_url` in feedmaker.toml to where"
    " the folder is served"
)


def run(options: Namespace) -> int:
    """Fetch what is due, write every feed, say how it went; return the exit status."""
    if options.reread and not (options.names or options.force):
        what = "of which sites? `feedmaker build NAME --reread`, or --force for all"
        raise ConfigError((Fault("--reread", 0, 0, "", what),))
    if options.accept and not options.names:
        what = "whose list shall be taken as it is? `feedmaker build NAME --accept`"
        raise ConfigError((Fault("--accept", 0, 0, "", what),))
    settings, clock = settings_of(options), clock_of(options)
    try:
        return build(options, settings, clock)
    except AnotherRunError as running:
        return _let_build(options, settings, clock, running)


def build(options: Namespace, settings: Settings, clock: Clock) -> int:
    """Do so with settings that are read already."""
    with open_store(settings) as store:
        sweep(settings.out)
        folder = read_sites(settings, store)
        names = chosen(options.names, folder)
        put, outputs = folder_of(settings), store.outputs()
        hint = "" if settings.base_url or outputs else _NO_ADDRESS
        with open_ports(options, settings, store, folder, clock) as ports:
            take_over(folder.sites, store, faulty=folder.faults)
            if options.accept:
                for name in names:
                    if name in folder.sites:
                        update.accept_lists(folder.sites[name], store)
            due, waiting = sort_due(
                [folder.sites[name] for name in names if name in folder.sites],
                store.site_states(),
                clock.now(),
                least=timedelta(seconds=0 if options.replay else settings.min_interval),
                asked=bool(options.names or options.force),
            )
            reports = [
                failed_file(name, folder.faults[name]) for name in names if name in folder.faults
            ]
            with _progress(len(due) + len(reports), options) as tell:
                for report in reports:
                    tell(report)
                for report in _update(due, ports, put, outputs, settings.workers, clock, options):
                    reports.append(report)
                    tell(report)
            publish_all(folder, store, put, outputs)
        shown = _shown(reports, store)
    reports.sort(key=lambda report: report.site)
    sites = len(folder.sites) + len(folder.faults)
    told = partial(_say, options, reports, waiting, sites=sites, out=settings.out, now=clock.now())
    told(shown=shown, hint=hint)
    _append_step_summary(reports)
    return _status(reports, due=len(due), good=len(due) + len(waiting), strict=options.strict)


def _let_build(
    options: Namespace, settings: Settings, clock: Clock, running: AnotherRunError
) -> int:
    """Let the daemon do it that holds the state, and say how it went as if we had."""
    if not (options.names or options.force):
        what = (
            "if that is `feedmaker run`, it fetches what is due by itself;"
            " for a site now: feedmaker build NAME"
        )
        raise AnotherRunError(running.path, running.pid, what)
    from feedmaker.daemon.control_client import ask_daemon
    from feedmaker.daemon.errands import Request

    names = tuple(chosen_names(options.names))
    request = Request("build", names, options.reread, options.accept)
    answer = ask_daemon(settings, request, options, running, say=screen.complain)
    faulty = cast("dict[str, ConfigError]", answer["faulty"])
    reports = [
        *cast("Sequence[Report]", answer["reports"]),
        *(failed_file(name, error) for name, error in faulty.items()),
    ]
    reports.sort(key=lambda report: report.site)
    waiting = [Waiting(*one) for one in cast("Sequence[_Held]", answer["waiting"])]
    sites, due = cast("int", answer["sites"]), cast("int", answer["due"])
    with _progress(len(reports), options) as tell:
        for report in reports:
            tell(report)
    with Store(settings.state, read_only=True) as store:
        shown = _shown(reports, store)
    told = partial(_say, options, reports, waiting, sites=sites, out=settings.out, now=clock.now())
    told(shown=shown)
    _append_step_summary(reports)
    return _status(reports, due=due, good=due + len(waiting), strict=options.strict)


def _update(
    due: Sequence[Site],
    ports: RunPorts,
    put: Folder,
    outputs: Outputs,
    workers: int,
    clock: Clock,
    options: Namespace,
) -> Iterator[Report]:
    def one(site: Site) -> Report:
        began = monotonic()
        report = _run_site(site, ports, clock, options)
        state = ports.store.site_state(site.name)
        # As soon as there is news; the rest is done for all sites at the end
        if state is not None and not report.unchanged and not report.failed:
            publish_feeds(site, state, ports.store, put, outputs)
        return replace(report, seconds=monotonic() - began)

    tasks = ((host(site.urls[0].url), partial(one, site)) for site in due)
    yield from run_by_host(tasks, workers)


def _run_site(site: Site, ports: RunPorts, clock: Clock, options: Namespace) -> Report:
    """Run one site; even a bug is that site's failure, and the others go on."""
    again = site.feed.entries if options.reread < 0 else options.reread
    try:
        return update.attempt(site, ports, now=clock.now(), reread=again)
    except (StoppedError, StorageError):
        raise
    except Exception as error:  # noqa: BLE001 - told as this site's failure
        text = str(error) if isinstance(error, FeedmakerError) else repr(error)
        if options.debug:
            lines = getattr(error, "traceback", "") or traceback.format_exc()
            screen.complain(f"{site.name}: {lines}")
        what = f"a bug in feedmaker, please report it: {text} (--debug shows where)"
        return update.fail(site, ports, Problem(what), now=clock.now())


def publish_all(folder: SiteFolder, store: Store, put: Folder, outputs: Outputs) -> None:
    """Write every site's feeds from the store, whether it was due or not, and the index."""
    states = store.site_states()
    absent = absent_sites(folder.sites, store)
    sites = folder.sites | absent
    for name, site in sites.items():
        publish_feeds(site, states.get(name) or unseen(site), store, put, outputs)
    retired = frozenset(absent) - folder.faults.keys()
    publish_index(sites, retired, states, public_faults(folder), store, put, outputs)


@contextmanager
def _progress(total: int, options: Namespace) -> Iterator[Callable[[Report], None]]:
    """Give a way to tell each site's end: a bar on a terminal, else lines."""
    if options.json:
        yield lambda _: None
        return
    if not screen.on_terminal():
        yield summary.say_report
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("fetching", total=total)

        def tell(report: Report) -> None:
            bar.update(task, advance=1, description=report.site)

        yield tell


def _say(
    options: Namespace,
    reports: Sequence[Report],
    waiting: Sequence[Waiting],
    *,
    sites: int,
    out: Path,
    now: datetime,
    shown: Collection[str],
    hint: str = "",
) -> None:
    if options.json:
        held = [
            {"site": one.site, "until": one.until and one.until.isoformat(), "why": one.why}
            for one in waiting
        ]
        rows = [asdict(one) | {"waits": one.waits and one.waits.isoformat()} for one in reports]
        told = {"sites": rows, "waiting": held, "out": str(out)}
        screen.say(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if screen.on_terminal():
        summary.say_reports(reports)
    summary.say_end(reports, waiting, sites=sites, out=near_path(out), now=now, shown=shown)
    if hint:
        screen.say(hint)


def _shown(reports: Sequence[Report], store: Store) -> Collection[str]:
    """Return the sites in whose feeds something stands, if any report asks for that."""
    return store.shown().keys() if any(report.failed for report in reports) else ()


def _append_step_summary(reports: Sequence[Report]) -> None:
    """Leave the table where GitHub Actions shows it."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or not reports:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(summary.step_summary(reports))
    except OSError as error:
        screen.complain(f"GITHUB_STEP_SUMMARY: {path}: {error.strerror}")


def _status(reports: Sequence[Report], *, due: int, good: int, strict: bool) -> int:
    """Return 1 if no due site could be updated, or with `strict` if any failed.

    When a faulty file's site is due can't be told: it counts where nothing else could be.
    """
    failed = sum(report.failed for report in reports)
    none_worked = failed == len(reports) and bool(due or not good)
    return int(failed > 0 and (strict or none_worked))
