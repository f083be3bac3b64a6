"""Which site runs when: APScheduler's jobs, one a site, and the lines of sites at each host.

How a run went decides when the next one is (`schedule`), so after each run its
job gets its next time. Sites run in the scheduler's threads, one at a time at
each host; those that wait for their host hold no thread.

A job can't be given a time while it counts as running: the scheduler would
refuse it when it comes up, or write its own time over ours. So a thread of ours
follows the scheduler's events, which come when it has let go of a job.
"""

from __future__ import annotations

import logging  # noqa: TID251 - part of the daemon, a shell
import random
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import TYPE_CHECKING

from feedmaker.daemon.log import Fields
from feedmaker.entries import schedule
from feedmaker.errors import StorageError
from feedmaker.model import Site, SiteState
from feedmaker.update.host_lines import HostLines
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


class SiteScheduler:
    """Sites and when they run next; from `start` to `end`."""

    def __init__(
        self,
        sites: Mapping[str, Site],
        run: Callable[[Site], object],
        *,
        state: Callable[[str], SiteState | None],
        has_run: Callable[[str], object],
        now: Callable[[], datetime],
        workers: int,
        least: timedelta,
    ) -> None:
        """`run` and `has_run` are called in the scheduler's threads, the latter with a name.

        `state` may raise StorageError; `least` is the operator's shortest interval.
        """
        self._sites = sites
        self._run = run
        self._memory = state
        self._tell = has_run
        self._now = now
        self._least = least
        self._ended = False
        self._lock = threading.Lock()  # guards what follows, and `_sites`
        self._idle = threading.Condition(self._lock)
        self._lines = HostLines[str]()  # sites that run, and that came up meanwhile
        self._asked: dict[str, list[Callable[[Site], bool]]] = {}  # what a turn is to hold
        self._scheduler = _make_scheduler(workers)
        self._events: SimpleQueue[JobExecutionEvent | None] = SimpleQueue()
        self._follower = threading.Thread(target=self._follow, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begin to run sites; those that are due now start one after another."""
        from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED

        self._scheduler.add_listener(self._events.put, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._follower.start()
        self._scheduler.start()
        self.plan_all()

    def ask(self, name: str, run: Callable[[Site], bool]) -> bool:
        """Give a site a turn as soon as its host is free, for `run` in place of its own.

        `run` tells whether the site ran. Return False, with nothing done, if there is
        no such site. If it is dropped before its turn, that never comes.
        """
        with self._lock:
            if name not in self._sites:
                return False
            self._asked.setdefault(name, []).append(run)
            if name not in {*self._lines.at_work, *self._lines.waiting}:
                self._plan(name, self._now())
            return True

    def while_idle(self, names: tuple[str, ...], do: Callable[[], object]) -> bool:
        """Do something while none of these sites runs, and plan them anew after it.

        Nothing begins or ends meanwhile. Return False, with nothing done, if one runs.
        """
        with self._lock:
            if not {*names}.isdisjoint(self._lines.at_work):
                return False
            do()
            for name in names:
                if name in self._sites and name not in self._lines.waiting:
                    self._plan(name, self._now())
            return True

    def set_least(self, least: timedelta) -> None:
        """Hold to another shortest interval from now on."""
        with self._lock:
            self._least = least

    def plan_all(self) -> None:
        """Plan every site that neither runs nor waits for its host."""
        with self._lock:
            now, late = self._now(), 0
            step = min(_STEP, _SPREAD / max(len(self._sites), 1))
            for name in sorted(self._sites.keys() - {*self._lines.at_work, *self._lines.waiting}):
                planned = self._planned(self._sites[name])
                if planned is None or planned <= now or name in self._asked:
                    planned = now + timedelta(seconds=step * late)
                    late += 1
                self._plan(name, planned)

    def replace(self, sites: Mapping[str, Site]) -> bool:
        """Let no other sites start from now on; `replan` has to follow.

        Return False, with nothing done, while one runs that another is to take
        over from: it must not write under its old name once that has happened.
        """
        with self._lock:
            running = self._lines.at_work
            if any(old in running for site in sites.values() for old in site.formerly):
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
        if not self._ended:
            self._ended = True
            self._scheduler.shutdown(wait=False)

    def wait(self, seconds: float) -> None:
        """Return when nothing runs any more, or after so long."""
        with self._idle:
            self._idle.wait_for(lambda: not self._lines.at_work, timeout=seconds)
        self._events.put(None)

    # --- planning; the lock is held

    def _plan(self, name: str, when: datetime) -> None:
        # The scheduler reads the machine's clock; ours may be a told one. It is read last: if
        # we are held up between the two, the site comes late and not before its time.
        ahead = when - self._now()
        there = datetime.now(UTC) + ahead  # noqa: TID251
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

    def _recall(self, name: str) -> SiteState | None:
        try:
            return self._memory(name)
        except StorageError:
            return None  # then it runs, which tells of the trouble

    def _planned(self, site: Site) -> datetime | None:
        """Return when a site is due by what is remembered; None: now, as far as that tells."""
        state = self._recall(site.name)
        if state is None or (state.started and state.started > self._now()):
            return None  # never ran, or the clock was set back
        zone = schedule.zone_of(site.timezone)
        planned = schedule.next_run(state, site.every, zone, least=self._least)
        if planned is None or state.started is None or site.every.span is None:
            return planned
        jitter = min((planned - state.started).total_seconds() * 0.05, 60.0)
        return planned + timedelta(seconds=random.uniform(0, jitter))

    def _next_turn(self, site: Site, ran: Site, began: datetime | None) -> datetime:
        """Return when a site comes up next after a turn; `began`: when it ran in it, if it did."""
        if site.name in self._asked:  # meanwhile
            return self._now()
        if began is None:
            return self._planned(site) or self._now()
        return self._planned_after(ran, began)

    def _planned_after(self, ran: Site, began: datetime) -> datetime:
        """Return the next time of a site that ran, given as it was then."""
        site = self._sites[ran.name]
        state = self._recall(site.name)
        began = min(began, self._now())  # the clock was set back since
        if state is None or state.started is None or state.started < began:
            return began + max(self._least, _AFTER_TROUBLE)
        soonest = began + self._least
        if _reads(site) != _reads(ran):  # edited meanwhile
            return max(soonest, state.retry or soonest)
        return max(soonest, self._planned(site) or soonest)

    def _replan(self, name: str, old: Site | None, new: Site | None) -> None:
        if old:
            self._withdraw(name, _host(old))
        if new is None:
            self._asked.pop(name, None)
            if self._scheduler.get_job(name):
                self._scheduler.remove_job(name)
            log.info(Fields(site=name, file="gone; its feeds stay"))
            return
        log.info(Fields(site=name, file="changed" if old else "new"))
        if name in self._lines.at_work:
            return  # planned at its end
        if name in self._asked:
            self._plan(name, self._now())
            return
        state = self._recall(name)
        if old and state and state.started and _reads(old) != _reads(new):
            soonest = state.started + self._least
            self._plan(name, max(self._now(), soonest, state.retry or soonest))
        else:
            self._plan(name, self._planned(new) or self._now())

    def _withdraw(self, name: str, at: str) -> None:
        """Let a site wait for its host no more; if it was called already, call the next."""
        self._lines.withdraw(at, name)
        self._call_next(at)

    def _call_next(self, at: str) -> None:
        """Call the first who waits for a host, if that is free."""
        if name := self._lines.call(at):
            self._plan(name, self._now())

    # --- running; in the scheduler's threads

    def _work(self, name: str) -> tuple[Site, datetime | None] | None:
        """Run one site; return it as it was, and when it began. None: its host is busy.

        It did not begin if somebody asked for it who then could not have it.
        """
        with self._lock:
            site = self._sites.get(name)
            if site is None or self._ended or not self._lines.begin(_host(site), name):
                return None
            began = self._now()
            asked = self._asked.pop(name, [])
        ran = not asked
        try:
            for run in asked:
                ran |= run(site)
            if not asked:
                self._run(site)
        finally:
            self._tell(name)
            with self._lock:
                self._lines.end(_host(site))
                self._idle.notify_all()
        return site, began if ran else None

    # --- after a run; in the thread that follows the scheduler

    def _follow(self) -> None:
        while (event := self._events.get()) is not None:
            try:
                with self._lock:
                    if not self._ended:
                        self._after(event)
            except Exception:
                log.exception(Fields(site=event.job_id, error="a bug in feedmaker: not planned"))

    def _after(self, event: JobExecutionEvent) -> None:
        """Plan the next run of a site that ran, or let it wait for its host; the lock is held."""
        site = self._sites.get(event.job_id)
        if event.retval is not None:
            ran, began = event.retval
            if site is not None:
                self._plan(site.name, self._next_turn(site, ran, began))
            self._call_next(_host(ran))
        elif event.exception is not None and site is not None:  # a bug; the scheduler logs it
            self._plan(site.name, self._now() + max(self._least, _AFTER_TROUBLE))
            self._call_next(_host(site))
        elif site is not None:
            if site.name not in self._lines.waiting:
                self._lines.wait(_host(site), site.name)
            self._call_next(_host(site))


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
