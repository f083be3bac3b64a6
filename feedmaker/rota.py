"""Which site runs when: APScheduler's jobs, one a site, and the lines of sites at each host.

How a run went decides when the next one is (`schedule`), so the end of each run
names its job's next time. Sites run in the scheduler's threads, one at a time at
each host; those that wait for their host hold no thread.
"""

from __future__ import annotations

import logging  # noqa: TID251 - part of the daemon, a shell
import random
import threading
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from feedmaker import schedule
from feedmaker.errors import StorageError
from feedmaker.logs import Fields
from feedmaker.model import Memory, Site
from feedmaker.urls import host

if TYPE_CHECKING:
    from apscheduler.events import JobExecutionEvent
    from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger("feedmaker")

_STEP = 1 / 16
"""Seconds between the starts of sites that are due at once; a few start within a second."""

_SPREAD = 60.0
"""Seconds over which they are spread at most."""

_NET = timedelta(days=1)
"""A job whose next time got lost, which must not happen, comes up again after so long."""

_AFTER_TROUBLE = timedelta(minutes=1)
"""Until the next run at least, when the last one could not be remembered."""


class Rota:
    """Sites and when they run next; from `start` to `end`."""

    def __init__(
        self,
        sites: Mapping[str, Site],
        run: Callable[[Site], object],
        *,
        memory: Callable[[str], Memory | None],
        has_run: Callable[[str], object],
        now: Callable[[], datetime],
        workers: int,
        least: timedelta,
    ) -> None:
        """`run` and `has_run` are called in the scheduler's threads, the latter with a name.

        `memory` may raise StorageError; `least` is the operator's shortest interval.
        """
        self._sites = sites
        self._run = run
        self._memory = memory
        self._tell = has_run
        self._now = now
        self._least = least
        self._ended = False
        self._lock = threading.Lock()  # guards what follows, and `_sites`
        self._idle = threading.Condition(self._lock)
        self._running: dict[str, tuple[Site, datetime]] = {}  # with the time of the start
        self._lines: dict[str, deque[str]] = {}  # by host; the first one runs or is called
        self._scheduler = _make_scheduler(workers)

    def start(self) -> None:
        """Begin to run sites; those that are due now start one after another."""
        from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED

        self._scheduler.add_listener(self._after_job, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.start()
        self.plan_all()

    def plan_all(self) -> None:
        """Plan every site that neither runs nor waits for its host."""
        with self._lock:
            now, late = self._now(), 0
            step = min(_STEP, _SPREAD / max(len(self._sites), 1))
            busy = {*self._running, *(name for line in self._lines.values() for name in line)}
            for name in sorted(self._sites.keys() - busy):
                planned = self._planned(self._sites[name])
                if planned is None or planned <= now:
                    planned = now + timedelta(seconds=step * late)
                    late += 1
                self._plan(name, planned)

    def replace(self, sites: Mapping[str, Site]) -> bool:
        """Let no other sites start from now on; `replan` has to follow.

        Return False, with nothing done, while one runs that another is to take
        over from: it must not write under its old name once that has happened.
        """
        with self._lock:
            if any(old in self._running for site in sites.values() for old in site.formerly):
                return False
            self._sites = sites
            return True

    def replan(self, before: Mapping[str, Site]) -> None:
        """Plan the sites that are new or edited, drop those that are gone; none is disturbed."""
        with self._lock:
            for name in sorted(before.keys() | self._sites.keys()):
                if before.get(name) != self._sites.get(name):
                    self._replan(name, before.get(name), self._sites.get(name))

    def end(self) -> None:
        """Start nothing more."""
        self._ended = True
        self._scheduler.shutdown(wait=False)

    def wait(self, seconds: float) -> None:
        """Return when nothing runs any more, or after so long."""
        with self._idle:
            self._idle.wait_for(lambda: not self._running, timeout=seconds)

    # --- planning; the lock is held

    def _plan(self, name: str, when: datetime) -> None:
        # The scheduler reads the machine's clock; ours may be a told one.
        there = datetime.now(UTC) + (when - self._now())  # noqa: TID251
        self._scheduler.add_job(
            self._work,
            "interval",
            days=_NET.days,
            next_run_time=there,
            args=(name,),
            id=name,
            name=name,
            replace_existing=True,
        )

    def _recall(self, name: str) -> Memory | None:
        try:
            return self._memory(name)
        except StorageError:
            return None  # then it runs, which tells of the trouble

    def _planned(self, site: Site) -> datetime | None:
        """Return when a site is due by what is remembered; None: now, as far as that tells."""
        memory = self._recall(site.name)
        if memory is None or (memory.started and memory.started > self._now()):
            return None  # never ran, or the clock was set back
        zone = schedule.zone_of(site.timezone)
        planned = schedule.next_run(memory, site.every, zone, least=self._least)
        if planned is None or memory.started is None or site.every.span is None:
            return planned
        jitter = min((planned - memory.started).total_seconds() * 0.05, 60.0)
        return planned + timedelta(seconds=random.uniform(0, jitter))

    def _planned_after(self, ran: Site, began: datetime) -> datetime:
        """Return the next time of a site that ran, given as it was then."""
        site = self._sites[ran.name]
        memory = self._recall(site.name)
        if memory is None or memory.started is None or memory.started < began:
            return began + max(self._least, _AFTER_TROUBLE)
        soonest = began + self._least
        if _reads(site) != _reads(ran):  # edited meanwhile
            return max(soonest, memory.retry or soonest)
        return max(soonest, self._planned(site) or soonest)

    def _replan(self, name: str, old: Site | None, new: Site | None) -> None:
        runs = name in self._running
        if not runs:
            self._withdraw(name)
        if new is None:
            if self._scheduler.get_job(name):
                self._scheduler.remove_job(name)
            log.info(Fields(site=name, file="gone; its feeds stay"))
            return
        log.info(Fields(site=name, file="changed" if old else "new"))
        if not runs:  # else it is planned at its end
            memory = self._recall(name)
            if old and memory and memory.started and _reads(old) != _reads(new):
                soonest = memory.started + self._least
                self._plan(name, max(self._now(), soonest, memory.retry or soonest))
            else:
                self._plan(name, self._planned(new) or self._now())

    def _hand_over(self, at: str) -> None:
        """Take the first out of a host's line and call the next."""
        line = self._lines[at]
        line.popleft()
        if line:
            self._plan(line[0], self._now())
        else:
            del self._lines[at]

    def _withdraw(self, name: str) -> None:
        """Take a site that does not run out of all lines."""
        for at, line in list(self._lines.items()):
            if line[0] == name:
                self._hand_over(at)
            elif name in line:
                line.remove(name)

    # --- running; in the scheduler's threads

    def _work(self, name: str) -> None:
        """Run one site, unless another one is at its host: that one's end will call it."""
        with self._lock:
            site = self._sites.get(name)
            if site is None or self._ended:
                return
            line = self._lines.setdefault(_host(site), deque())
            if name not in line:
                line.append(name)
            if line[0] != name:
                return
            self._running[name] = site, self._now()
        self._run(site)

    def _after_job(self, event: JobExecutionEvent) -> None:
        """Plan the next run of a site, and call who waits for its host.

        Called when the scheduler has let go of the job: planned earlier, it could
        come up while it still counts as running, and would be refused.
        """
        name: str = event.job_id
        with self._lock:
            ran = self._running.pop(name, None)
            if ran is None:
                return  # it only took its place in the line
            if not self._ended:
                self._hand_over(_host(ran[0]))
                if name in self._sites:
                    self._plan(name, self._planned_after(*ran))
            self._tell(name)
            self._idle.notify_all()


def _make_scheduler(workers: int) -> BackgroundScheduler:
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    return BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(workers)},
        # Without a grace time a run that is late because all threads are busy is
        # done late; APScheduler's own second of grace would drop it.
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )


def _host(site: Site) -> str:
    return host(site.urls[0].url)


def _reads(site: Site) -> tuple[object, ...]:
    """Return what decides what a run reads; an edit there makes the site run at once."""
    return site.urls, site.listing, site.article, site.request, site.filter, site.language
