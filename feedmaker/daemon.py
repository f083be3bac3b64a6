"""The daemon: runs each site when it is due, for years.

APScheduler holds one job a site and calls it at the time that `schedule` names;
after each run the job is given its next time, because that depends on how the
run went. A changed, new or removed site file is seen within seconds, and what
is running is not disturbed. A run that is late is done once, however late
(`misfire_grace_time=None`: the default of 1 s drops runs when the pool is full).
"""

from __future__ import annotations

import logging  # noqa: TID251 - the daemon is a shell
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic

from feedmaker import health, schedule
from feedmaker.errors import FeedmakerError, StoppedError, StorageError
from feedmaker.model import Report, Site
from feedmaker.projection import Folder, Outputs, publish_feeds
from feedmaker.store import Store

log = logging.getLogger("feedmaker")

_LOOK = 2.0
"""Seconds between looks at the site files and at whether the index is stale."""

_SPREAD = 60.0
"""Seconds over which the sites that are due at the start are spread."""

_SHORTEST_STEP = 0.5
"""Seconds between two starts while there are few."""


@dataclass(slots=True)
class Daemon:
    """The sites and their next runs. `reload` gives the sites anew, None while nothing changed."""

    sites: dict[str, Site]
    run_site: Callable[[Site], Report]
    reload: Callable[[], Mapping[str, Site] | None]
    publish_index: Callable[[], None]
    store: Store
    put: Folder
    outputs: Outputs
    now: Callable[[], datetime]
    workers: int
    least: timedelta
    look: float = _LOOK
    _stale: threading.Event = field(default_factory=threading.Event)
    _ending: threading.Event = field(default_factory=threading.Event)
    _idle: threading.Condition = field(default_factory=threading.Condition)
    _running: set[str] = field(default_factory=set)

    def run(self, *, stop_requests: Callable[[], None], grace: float = 8.0) -> None:
        """Work until `end` is called; then give what is running `grace` seconds."""
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(self.workers)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        scheduler.start()
        try:
            self._plan_all(scheduler)
            while not self._ending.wait(self.look):
                self._look_around(scheduler)
        finally:
            self._ending.set()
            stop_requests()
            scheduler.shutdown(wait=False)
            with self._idle:
                self._idle.wait_for(lambda: not self._running, timeout=grace)

    def end(self) -> None:
        """Ask the daemon to end; returns at once. For signal handlers."""
        self._ending.set()

    def _plan_all(self, scheduler: object) -> None:
        """Plan each site; those that are due now start one after another, not all at once."""
        now, late = self.now(), 0
        step = min(_SHORTEST_STEP, _SPREAD / max(len(self.sites), 1))
        for name in sorted(self.sites):
            planned = self._planned(name)
            if planned is None or planned <= now:
                planned = now + timedelta(seconds=step * late)
                late += 1
            self._plan(scheduler, name, planned)

    def _planned(self, name: str) -> datetime | None:
        site, memory = self.sites[name], self.store.memory(name)
        if memory is None:
            return None
        if memory.started and memory.started > self.now():
            return None  # the clock was set back
        zone = schedule.zone_of(site.timezone)
        planned = schedule.next_run(memory, site.every, zone, least=self.least)
        if planned is None or memory.started is None or site.every.span is None:
            return planned
        jitter = min((planned - memory.started).total_seconds() * 0.05, 60.0)
        return planned + timedelta(seconds=random.uniform(0, jitter))

    def _plan(self, scheduler: object, name: str, when: datetime) -> None:
        scheduler.add_job(  # type: ignore[attr-defined]  # APScheduler 3 has no types
            self._work,
            "date",
            run_date=when,
            args=(scheduler, name),
            id=name,
            name=name,
            replace_existing=True,
        )

    def _work(self, scheduler: object, name: str) -> None:
        """Run one site and plan its next run; called by the scheduler's pool."""
        site = self.sites.get(name)
        if site is None or self._ending.is_set():
            return
        with self._idle:
            if name in self._running:  # a reload planned it anew while it ran
                return
            self._running.add(name)
        try:
            self._run_one(site)
        except StoppedError:
            pass  # the end has come; the next start goes on from what was remembered
        except StorageError as error:
            log.error("site=%s %s", name, error)  # noqa: TRY400 - the disk's trouble, no bug
        finally:
            with self._idle:
                self._running.discard(name)
                self._idle.notify_all()
            if not self._ending.is_set() and name in self.sites:
                soonest = self.now() + timedelta(seconds=1)
                self._plan(scheduler, name, max(self._next(name), soonest))

    def _next(self, name: str) -> datetime:
        try:
            planned = self._planned(name)
        except StorageError:
            planned = None
        return planned or self.now() + self.least

    def _run_one(self, site: Site) -> None:
        began = monotonic()
        report = self.run_site(site)
        memory = self.store.memory(site.name)
        if memory is not None and publish_feeds(site, memory, self.store, self.put, self.outputs):
            self._stale.set()
        if report.failed or report.problems:
            self._stale.set()
        _log(replace(report, seconds=monotonic() - began))

    def _look_around(self, scheduler: object) -> None:
        """Take up what has changed: the site files, the index."""
        try:
            if (sites := self.reload()) is not None:
                self._take_up(scheduler, sites)
                self._stale.set()
            if self._stale.is_set():
                self._stale.clear()
                self.publish_index()
        except FeedmakerError as error:
            self._stale.set()  # try again at the next look
            log.error("%s", error)  # noqa: TRY400 - foreseen, no traceback

    def _take_up(self, scheduler: object, sites: Mapping[str, Site]) -> None:
        old = self.sites
        self.sites = dict(sites)
        for name in old.keys() - sites.keys():
            if scheduler.get_job(name):  # type: ignore[attr-defined]
                scheduler.remove_job(name)  # type: ignore[attr-defined]
            log.info("site=%s gone: no longer fetched, its feeds stay", name)
        for name, site in sites.items():
            if old.get(name) != site:
                log.info("site=%s %s", name, "changed" if name in old else "new")
                self._plan(scheduler, name, self._planned_after_edit(name, old.get(name)))

    def _planned_after_edit(self, name: str, old: Site | None) -> datetime:
        """Return when an edited site runs: at once where what it reads has changed."""
        site = self.sites[name]
        reads = (site.urls, site.listing, site.article, site.request)
        if old is None or reads != (old.urls, old.listing, old.article, old.request):
            return self.now()
        return self._planned(name) or self.now()


def _log(report: Report) -> None:
    """Write a run's one line; foreign text is cut and its controls are gone."""
    log.log(
        logging.WARNING if report.failed else logging.INFO,
        "site=%s new=%d changed=%d to_come=%d full_text=%d/%d seconds=%.1f%s",
        report.site,
        report.new,
        report.changed,
        report.to_come,
        report.whole,
        report.opened,
        report.seconds,
        f" failed: {_plain(health.line(report))}" if report.failed else "",
    )
    if not report.failed:
        for problem in report.problems:
            log.warning("site=%s %s %s", report.site, _plain(problem.what), _plain(problem.url))


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[:500])
