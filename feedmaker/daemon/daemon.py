"""The daemon: keeps feeds up to date, for years.

`scheduler` runs the sites. All else is done here, by the one thread that called
`run`: it alone publishes, so that no feed is ever put back by an older one, it does
what is asked of it meanwhile (`errands`), and it looks for changed site files, a clock
that jumped, and the end.
"""

from __future__ import annotations

import logging  # noqa: TID251 - the daemon is a shell
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Protocol

from feedmaker.daemon.errands import Answer, Errand, Errands, Outcome, Sites
from feedmaker.daemon.log import Fields
from feedmaker.daemon.scheduler import SiteScheduler
from feedmaker.daemon.service_manager import ServiceManager
from feedmaker.errors import FeedmakerError, StoppedError, StorageError
from feedmaker.model import Problem, Report, Site

log = logging.getLogger("feedmaker")

_LOOK = 2.0
"""Seconds between looks at the site files and at whether the index is out of date."""

_SHARE = 20
"""Looks take at most such a part of our time, however many sites there are."""

_JUMP = 30.0
"""Seconds by which the clock must be off to have jumped: set anew, or the machine slept."""

_QUIET = 60.0
"""Seconds between two lines about the same trouble with the disk."""


class SiteRunner(Sites, Protocol):
    """What the daemon works with. `run_site`, `record_bug` and `state` are for many threads."""

    def run_site(self, site: Site, reread: int = 0) -> Report:
        """Run one site; raises StoppedError, StorageError; anything else is a bug.

        `reread` is how many stored articles to read again; -1: all in the feed.
        """
        ...

    def record_bug(self, site: Site, problem: Problem) -> Report:
        """Remember that a bug ended the site's run."""
        ...

    def number(self) -> int:
        """Return how many site files there are."""
        ...

    def reload_settings(self) -> timedelta | None:
        """Read the settings anew, and the files at the next look.

        Return the shortest interval, None if there are faults: then all stays as it was.
        """
        ...

    def poll_files(self) -> Mapping[str, Site] | None:
        """Return the sites as their files are now; None while nothing changed."""
        ...

    def adopt(self) -> Iterable[str]:
        """Hold to what `poll_files` gave; return the names whose feeds that may change."""
        ...

    def poll_folder(self) -> tuple[Iterable[str], bool]:
        """Return sites with a feed that is not as we left it, and whether the index is not.

        What is gone is told at once, what is altered within some calls. Raises StorageError.
        """
        ...

    def publish(self, name: str) -> None:
        """Bring a site's feeds up to date with the store."""
        ...

    def publish_index(self) -> None:
        """Bring the index up to date."""
        ...

    def stop(self) -> None:
        """Make runs under way end soon, by StoppedError."""
        ...


class News:
    """What has happened and what is asked for. For many threads and signal handlers."""

    def __init__(self) -> None:
        # Its `put` is reentrant, a Condition's isn't
        self._items: SimpleQueue[str | Errand | Outcome] = SimpleQueue()
        self._reload = False
        self.end_has_come = False

    def put(self, news: str | Errand | Outcome) -> None:
        """Tell that a site of this name has run, or what is asked for, or how that went."""
        self._items.put(news)

    def end(self) -> None:
        """Ask the daemon to end; returns at once."""
        self.end_has_come = True
        self._items.put("")

    def reload(self) -> None:
        """Ask it to read settings and site files anew; returns at once."""
        self._reload = True
        self._items.put("")

    def take_reload(self) -> bool:
        """Return whether that was asked for, once."""
        wanted, self._reload = self._reload, False
        return wanted

    def get(self, seconds: float) -> str | Errand | Outcome | None:
        """Return the next; "" for a look at what is wanted; None if nothing comes for so long."""
        try:
            return self._items.get(timeout=max(seconds, 0))
        except Empty:
            return None


class Daemon:
    """Runs sites and publishes their feeds until the end comes by `news`."""

    def __init__(
        self,
        sites: Mapping[str, Site],
        runner: SiteRunner,
        news: News,
        *,
        now: Callable[[], datetime],
        workers: int,
        least: timedelta,
        poll_files: float = _LOOK,
        grace: float = 7.0,
        manager: ServiceManager | None = None,
    ) -> None:
        """`least` is the operator's shortest interval, `poll_files` and `grace` are seconds.

        `grace` is for what runs when the end has come.
        """
        self._sites = sites
        self._desk = runner
        self._news = news
        self._clock = _Clock(now)
        self._poll_files = poll_files
        self._grace = grace
        self._edited: Mapping[str, Site] | None = None  # files that wait to be taken up
        self._unpublished: dict[str, str] = {}  # because of the disk: what it said
        self._unmakeable: set[str] = set()  # because of a bug; waits for its next news
        self._index_is_old = True
        self._quiet_until: dict[str, float] = {}
        self._manager = manager or ServiceManager({}, 0)
        self._scheduler = SiteScheduler(
            sites,
            self._run_site,
            state=runner.site_state,
            has_run=news.put,
            now=now,
            workers=workers,
            least=least,
        )
        self._errands = Errands(
            runner, self._scheduler, run=self._run_site, tell=news.put, now=now, least=least
        )

    def run(self, publish_first: Iterable[str] = ()) -> None:
        """Work until the end; begin with the feeds of these sites."""
        self._scheduler.start()
        try:
            for name in publish_first:
                self._news.put(name)
            self._manager.ready(self._status())
            self._work()
        finally:
            self._manager.stopping()
            self._wind_up()

    def _work(self) -> None:
        pause = 0.0
        while self._publish_for(pause):
            began = monotonic()
            if self._clock.has_jumped():
                log.warning("the clock was set, or stood still: all sites are planned anew")
                self._scheduler.plan_all()
            self._look_around()
            pause = max(self._poll_files, (monotonic() - began) * _SHARE)

    def _wind_up(self) -> None:
        """Let what runs end, and publish what it left in the store, as far as there is time."""
        deadline = monotonic() + self._grace
        self._scheduler.end()
        self._desk.stop()
        self._scheduler.wait(self._grace)
        while monotonic() < deadline and (news := self._news.get(0)) is not None:
            if isinstance(news, Outcome):
                self._take(news)
            elif isinstance(news, str) and news:
                self._publish(news)
        if self._index_is_old and monotonic() < deadline:
            self._publish_index()
        self._errands.answer(self._frame)

    def _status(self) -> str:
        return f"{len(self._sites)} site{'s' * (len(self._sites) != 1)}"

    # --- in the scheduler's threads

    def _run_site(self, site: Site, reread: int = 0) -> Report:
        """Run a site and tell how it went, whatever happens."""
        began = monotonic()
        try:
            try:
                report = self._desk.run_site(site, reread)
            except (StoppedError, StorageError):
                raise
            except Exception as error:
                log.exception(Fields(site=site.name, error="a bug in feedmaker"))
                text = str(error) if isinstance(error, FeedmakerError) else repr(error)
                report = self._desk.record_bug(site, Problem(f"a bug in feedmaker: {text}"))
            report = replace(report, seconds=monotonic() - began)
            _tell(report)
        except StoppedError:  # the next start goes on from what was remembered
            return Report(site.name, failed=True, problems=(Problem("feedmaker was ended"),))
        except StorageError as error:
            self._complain(error)
            return Report(site.name, failed=True, problems=(Problem(str(error)),))
        return report

    # --- in the thread that called `run`

    def _publish_for(self, seconds: float) -> bool:
        """Publish as runs end, for so long; return whether to go on then."""
        until = monotonic() + seconds
        while not self._news.end_has_come:
            self._manager.show_life()
            if self._news.take_reload():
                self._reload()
            if news := self._news.get(min(until - monotonic(), self._manager.until_next())):
                self._do(news)
            elif monotonic() >= until:
                return True
        return False

    def _do(self, news: str | Errand | Outcome) -> None:
        if isinstance(news, Outcome):
            self._take(news)
        elif isinstance(news, Errand):
            self._poll_site_files()  # who asks has just saved one, as like as not
            self._errands.begin(news)
        else:
            self._publish(news)
        self._go_on()

    def _take(self, outcome: Outcome) -> None:
        self._publish(outcome.site)
        self._errands.has_run(outcome, self._unpublished.get(outcome.site, ""))

    def _go_on(self) -> None:
        """Go on with what is asked of us; nothing is answered before the folder is whole."""
        if self._errands.go_on(self._sites):
            self._index_is_old = True
            self._poll_site_files()  # a site whose file is there still begins anew
        if self._errands.are_to_be_answered:
            if self._index_is_old:
                self._publish_index()
            self._errands.answer(self._frame)

    def _frame(self) -> Answer:
        return {"sites": self._desk.number()}

    def _reload(self) -> None:
        self._manager.reloading()
        least = self._desk.reload_settings()
        if least is not None:
            self._errands.least = least
            self._scheduler.set_least(least)
            self._scheduler.plan_all()
            for name in sorted(self._sites):
                self._news.put(name)
        self._look_around()
        self._manager.ready(self._status())

    def _publish(self, name: str) -> None:
        self._unpublished.pop(name, None)
        self._unmakeable.discard(name)
        self._index_is_old = True
        try:
            self._desk.publish(name)
        except StorageError as error:
            self._unpublished[name] = str(error)
            self._complain(error)
        except Exception:
            self._unmakeable.add(name)
            log.exception(Fields(site=name, error="a bug in feedmaker: its feeds can't be made"))

    def _publish_index(self) -> None:
        try:
            self._desk.publish_index()
            self._index_is_old = False
        except StorageError as error:
            self._complain(error)

    def _look_around(self) -> None:
        """Take up changed site files; publish what the disk refused or somebody took; the index."""
        self._poll_site_files()
        try:
            lost, index_is_lost = self._desk.poll_folder()
            self._index_is_old |= index_is_lost
            for name in sorted({*lost} - self._unpublished.keys() - self._unmakeable):
                self._news.put(name)
        except StorageError as error:
            self._complain(error)
        for name in sorted(self._unpublished):
            self._publish(name)
        if self._index_is_old and not self._news.end_has_come:
            self._publish_index()

    def _poll_site_files(self) -> None:
        try:
            if (edited := self._desk.poll_files()) is not None:
                self._edited = edited
            if self._edited is not None and self._scheduler.replace(self._edited):
                self._take_up(self._edited)
                self._manager.say(self._status())
        except StorageError as error:
            self._complain(error)

    def _take_up(self, sites: Mapping[str, Site]) -> None:
        for name in self._desk.adopt():
            self._news.put(name)
        before, self._sites, self._edited = self._sites, sites, None
        self._index_is_old = True
        self._scheduler.replan(before)

    def _complain(self, error: StorageError) -> None:
        """Log a trouble with the disk, the same one once a minute."""
        now, text = monotonic(), str(error)
        if now >= self._quiet_until.get(text, 0.0):
            self._quiet_until = {said: at for said, at in self._quiet_until.items() if at > now}
            self._quiet_until[text] = now + _QUIET
            log.error(Fields(error=text))


class _Clock:
    """Holds the clock against the monotonic one, which nobody sets and which sleeps with us."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = now(), monotonic()

    def has_jumped(self) -> bool:
        """Tell whether the clock moved otherwise than time has, since the last call."""
        (wall, steady), self._last = self._last, (self._now(), monotonic())
        moved = (self._last[0] - wall).total_seconds()
        return abs(moved - (self._last[1] - steady)) > _JUMP


def _tell(report: Report) -> None:
    """Write a run's line, and one for each problem."""
    if report.failed:
        why = report.problems[0].what if report.problems else "failed"
        log.error(Fields(site=report.site, error=why, seconds=round(report.seconds, 1)))
        return
    if report.waits:
        until = report.waits.isoformat(timespec="seconds")
        log.info(Fields(site=report.site, waits=until, why="Retry-After"))
        return
    log.info(
        Fields(
            site=report.site,
            new=report.new,
            changed=report.changed,
            skipped=report.opened - report.whole,
            to_come=report.to_come,
            seconds=round(report.seconds, 1),
        )
    )
    for problem in report.problems:
        said = {"problem": problem.what, "rule": problem.rule, "url": problem.url}
        log.warning(Fields(site=report.site, **{key: said[key] for key in said if said[key]}))
