"""Which site runs when. Runs are plain functions here; the scheduler and its threads are real."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from feedmaker.daemon.scheduler import _NET, SiteScheduler
from feedmaker.errors import StorageError
from feedmaker.model import Every, ListingRules, ListingUrl, Site, SiteState

LIMIT = 60.0  # seconds, for what must not take that long
HOUR = timedelta(hours=1)
ONCE = Every(timedelta(days=300))


def clock() -> datetime:
    return datetime.now(UTC)


def site(name: str, host: str = "", every: Every = ONCE, **more: object) -> Site:
    url = ListingUrl(f"https://{host or name}.example/")
    return Site(name, (url,), every=every, **more)  # type: ignore[arg-type]


@dataclass
class Work:
    """What runs, and what is remembered of it. A run waits while its site is held."""

    now: Callable[[], datetime] = clock
    least: timedelta = timedelta()
    workers: int = 4
    states: dict[str, SiteState] = field(default_factory=dict)
    began: list[tuple[str, datetime]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)
    overlaps: int = 0
    remembers: bool = True
    store_works: bool = True
    _change: threading.Condition = field(default_factory=threading.Condition)
    _at_work: set[str] = field(default_factory=set)

    def start(self, *sites: Site) -> SiteScheduler:
        self.scheduler = SiteScheduler(
            {s.name: s for s in sites},
            self.run,
            state=self.recall,
            has_run=self.note_end,
            now=self.now,
            workers=self.workers,
            least=self.least,
        )
        self.scheduler.start()
        return self.scheduler

    def recall(self, name: str) -> SiteState | None:
        if not self.store_works:
            raise StorageError("feedmaker.sqlite", "disk I/O error")
        return self.states.get(name) if self.remembers else None

    def run(self, ran: Site) -> None:
        with self._change:
            self.overlaps += ran.name in self._at_work
            self._at_work.add(ran.name)
            now = self.now()
            self.began.append((ran.name, now))
            self.states[ran.name] = SiteState("urn:x", started=now, succeeded=now)
            self._change.notify_all()
        if ran.name in self.held:
            assert self.held[ran.name].wait(LIMIT)
        with self._change:
            self._at_work.discard(ran.name)

    def note_end(self, name: str) -> None:
        with self._change:
            self.ended.append(name)
            self._change.notify_all()

    def hold(self, *names: str) -> None:
        self.held |= {name: threading.Event() for name in names}

    def release(self, *names: str) -> None:
        for name in names:
            self.held.pop(name).set()

    def until(self, what: Callable[[], bool]) -> None:
        with self._change:
            assert self._change.wait_for(what, LIMIT)

    def until_begun(self, *names: str) -> None:
        self.until(lambda: [name for name, _ in self.began][-len(names) :] == list(names))

    def until_ended(self, *names: str) -> None:
        self.until(lambda: sorted(self.ended) == sorted(names))

    def count(self, name: str) -> int:
        return sum(begun == name for begun, _ in self.began)

    def planned(self, name: str) -> timedelta:
        """How far ahead the site's next run is."""
        deadline = clock() + timedelta(seconds=LIMIT)
        while clock() < deadline:
            planned: datetime = self.scheduler._scheduler.get_job(name).next_run_time
            if planned - clock() < 0.99 * _NET:  # else it is being planned just now
                break
        return planned - clock()

    def edit(self, before: Mapping[str, Site], *after: Site) -> None:
        assert self.scheduler.replace({s.name: s for s in after})
        self.scheduler.replan(before)


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.scheduler.end()
    made.release(*list(made.held))
    made.scheduler.wait(LIMIT)


def test_a_few_sites_that_are_due_start_within_a_second(work: Work) -> None:
    work.workers = 16
    work.start(*(site(f"s{n}") for n in range(10)))
    work.until(lambda: len(work.began) == 10)
    times = [moment for _, moment in work.began]
    assert max(times) - min(times) < timedelta(seconds=3)  # 0.6 where nothing holds them up


def test_many_sites_that_are_due_are_spread_over_a_minute(work: Work) -> None:
    work.workers = 1
    work.hold(*(f"s{n:04}" for n in range(2000)))
    work.start(*(site(f"s{n:04}") for n in range(2000)))
    jobs = work.scheduler._scheduler.get_jobs()
    times = sorted(job.next_run_time for job in jobs)
    waiting = [moment for moment in times if moment < clock() + HOUR]
    assert timedelta(seconds=40) < waiting[-1] - waiting[0] < timedelta(seconds=63)
    gaps = [late - early for early, late in pairwise(waiting)]
    assert max(gaps) < timedelta(seconds=3)  # 0.03 where nothing holds the planning up
    work.release(*list(work.held))


def test_there_is_one_job_a_site_that_comes_late_rather_than_never(work: Work) -> None:
    work.start(*(site(f"s{n}") for n in range(3)))
    jobs = work.scheduler._scheduler.get_jobs()
    assert [job.id for job in jobs] == ["s0", "s1", "s2"]
    for job in jobs:
        assert (job.max_instances, job.coalesce, job.misfire_grace_time) == (1, True, None)


def test_a_site_runs_again_after_its_interval(work: Work) -> None:
    work.start(site("a", every=Every(timedelta(seconds=0.1))))
    work.until(lambda: work.count("a") >= 4)
    times = [moment for _, moment in work.began]
    gaps = [late - early for early, late in pairwise(times)]
    assert min(gaps) >= timedelta(seconds=0.1)


def test_sites_of_equal_interval_drift_apart(work: Work) -> None:
    now = clock()
    names = [f"s{n}" for n in range(30)]
    work.states |= {name: SiteState("urn:x", started=now, succeeded=now) for name in names}
    work.start(*(site(name, every=Every(HOUR)) for name in names))
    waits = sorted(work.planned(name) for name in names)
    assert timedelta(minutes=59) < waits[0] <= waits[-1] <= timedelta(minutes=61)
    assert waits[-1] - waits[0] > timedelta(seconds=10)


def test_after_a_restart_a_site_keeps_its_time(work: Work) -> None:
    before = clock() - timedelta(minutes=20)
    work.states["a"] = SiteState("urn:x", started=before, succeeded=before)
    work.start(site("a", every=Every(HOUR)), site("b"))
    work.until_ended("b")
    assert work.count("a") == 0
    assert timedelta(minutes=39) < work.planned("a") < timedelta(minutes=42)


def test_a_failing_site_is_left_alone_ever_longer_and_retry_after_is_kept(work: Work) -> None:
    now = clock()
    work.states["a"] = SiteState("urn:x", started=now, failures=3)
    work.states["b"] = SiteState("urn:x", started=now, succeeded=now, retry=now + 5 * HOUR)
    work.start(site("a", every=Every(HOUR)), site("b", every=Every(HOUR)))
    assert 7.9 * HOUR < work.planned("a") < 8.1 * HOUR
    assert 4.9 * HOUR < work.planned("b") < 5.1 * HOUR


def test_a_cron_site_runs_at_its_instant_in_its_own_zone(work: Work) -> None:
    now = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
    work.now = lambda: now
    work.states["a"] = SiteState("urn:x", started=now, succeeded=now)
    work.start(site("a", every=Every(None, "0 17 * * *"), timezone="Asia/Jakarta"))
    assert 1.99 * HOUR < work.planned("a") <= 2 * HOUR


def test_a_start_that_lies_ahead_means_that_the_clock_was_set_back(work: Work) -> None:
    ahead = clock() + timedelta(days=400)
    work.states["a"] = SiteState("urn:x", started=ahead, succeeded=ahead, retry=ahead)
    work.start(site("a"))
    work.until_ended("a")


def test_a_clock_that_is_set_back_while_a_site_runs_delays_nothing(work: Work) -> None:
    now = clock()
    work.now = lambda: now
    work.hold("a")
    work.start(site("a", every=Every(HOUR)))
    work.until_begun("a")
    now -= timedelta(days=400)
    work.release("a")
    work.until(lambda: work.count("a") == 2)
    work.until_ended("a", "a")
    assert timedelta(minutes=59) < work.planned("a") < timedelta(minutes=62)


def test_a_site_whose_run_left_no_trace_is_not_run_on_and_on(work: Work) -> None:
    work.remembers = False
    work.start(site("a", every=Every(timedelta(seconds=1))))
    work.until_ended("a")
    assert timedelta(seconds=30) < work.planned("a") <= timedelta(minutes=1)


def test_a_store_that_can_not_be_read_stops_no_planning(work: Work) -> None:
    work.store_works = False
    work.start(site("a"))
    work.until_ended("a")
    assert timedelta(seconds=30) < work.planned("a") <= timedelta(minutes=1)


def test_the_sites_of_one_host_run_one_after_another_and_hold_one_thread(work: Work) -> None:
    work.workers = 2
    slow = [f"slow{n}" for n in range(6)]
    fast = [f"fast{n}" for n in range(6)]
    work.hold(*slow)
    work.start(*(site(name, "slow") for name in slow))
    work.until(lambda: len(work.began) == 1)
    work.edit({}, *(site(name, "slow") for name in slow), *(site(name) for name in fast))
    work.until_ended(*fast)
    assert sum(name in slow for name, _ in work.began) == 1
    work.release(*slow)
    work.until_ended(*fast, *slow)


def test_ten_hosts_that_hang_leave_the_others_their_threads(work: Work) -> None:
    work.workers = 16
    silent, healthy = [f"hung{n}" for n in range(10)], [f"ok{n:02}" for n in range(30)]
    work.hold(*silent)
    work.start(*(site(name) for name in (*silent, *healthy)))
    work.until(lambda: len(work.began) > 24)
    first = work.began[0][1]
    due = {name: first + timedelta(seconds=n / 16) for n, name in enumerate([*silent, *healthy])}
    late = [moment - due[name] for name, moment in work.began]
    assert max(late) < timedelta(seconds=15)


def test_a_run_is_never_disturbed_by_another_of_its_own_site(work: Work) -> None:
    work.hold("a")
    old = site("a")
    work.start(old)
    work.until_begun("a")
    edited = replace(old, listing=ListingRules(limit=3))
    work.edit({"a": old}, edited, site("b"))
    work.scheduler.plan_all()
    work.until_ended("b")
    assert work.count("a") == 1
    work.release("a")
    work.until(lambda: work.count("a") == 2)  # edited while it ran: again, with the new rules
    assert work.overlaps == 0


def test_what_a_site_reads_is_read_at_once_after_an_edit_but_not_before_it_may(work: Work) -> None:
    a, b, c = (site(name, every=Every(HOUR)) for name in "abc")
    started = clock() - timedelta(minutes=10)
    work.states |= {n: SiteState("urn:x", started=started, succeeded=started) for n in "abc"}
    work.least = timedelta(minutes=30)
    work.start(a, b, c)
    rules = ListingRules(limit=3)
    work.edit({"a": a, "b": b, "c": c}, replace(a, listing=rules), replace(b, title="B"), c)
    assert timedelta(minutes=19) < work.planned("a") <= timedelta(minutes=20)
    for name in "bc":
        assert work.planned(name) > timedelta(minutes=49)
    work.scheduler._least = timedelta()
    work.edit(work.scheduler._sites, replace(a, listing=rules), b, replace(c, listing=rules))
    work.until_ended("c")


def test_another_interval_counts_at_once(work: Work) -> None:
    a = site("a", every=Every(HOUR))
    started = clock() - timedelta(minutes=10)
    work.states["a"] = SiteState("urn:x", started=started, succeeded=started)
    work.start(a)
    work.edit({"a": a}, replace(a, every=Every(timedelta(minutes=20))))
    assert timedelta(minutes=9) < work.planned("a") < timedelta(minutes=12)


def test_a_site_that_is_gone_while_it_waits_or_runs_does_not_run_again(work: Work) -> None:
    first, second, third = (site(name, "host") for name in ("1st", "2nd", "3rd"))
    work.hold("1st")
    work.start(first, second, third, site("z"))
    work.until_ended("z")
    work.edit({s.name: s for s in (first, second, third, site("z"))}, third)
    assert work.scheduler._scheduler.get_job("1st") is None
    work.release("1st")
    work.until_ended("z", "1st", "3rd")
    assert work.count("2nd") == 0
    assert [job.id for job in work.scheduler._scheduler.get_jobs()] == ["3rd"]


def test_a_site_that_moves_to_another_host_while_it_waits_runs_there(work: Work) -> None:
    first, second, third = (site(name, "host") for name in ("1st", "2nd", "3rd"))
    work.hold("1st")
    work.start(first, second, third, site("z"))
    work.until_ended("z")
    before = {s.name: s for s in (first, second, third, site("z"))}
    work.edit(before, first, site("2nd", "elsewhere"), third)
    work.until_ended("z", "2nd")
    work.release("1st")
    work.until_ended("z", "2nd", "1st", "3rd")


def test_a_site_whose_heir_waits_ends_its_run_first(work: Work) -> None:
    work.hold("old")
    work.start(site("old"))
    work.until_begun("old")
    heir = site("new", formerly=("old",))
    assert not work.scheduler.replace({"new": heir})
    work.release("old")
    work.until_ended("old")
    assert work.scheduler.replace({"new": heir})


def test_after_the_end_nothing_starts_and_what_runs_is_waited_for(work: Work) -> None:
    work.hold("a")
    work.start(site("a"), site("b", "a"))
    work.until_begun("a")
    work.scheduler.end()
    work.scheduler.wait(0.01)
    assert work.ended == []
    work.release("a")
    work.scheduler.wait(LIMIT)
    assert (work.ended, work.count("b")) == (["a"], 0)


def test_a_clock_that_is_told_delays_nothing(work: Work) -> None:
    work.now = lambda: datetime(2001, 1, 1, tzinfo=UTC)
    work.start(site("a", every=Every(HOUR)))
    work.until_ended("a")
    assert work.planned("a") > timedelta(minutes=59)


def test_a_bug_in_what_runs_sites_stops_no_site_for_good(work: Work) -> None:
    work.start(site("a", "host"), site("b", "host"))
    work.until_ended("a", "b")

    def broken(_: Site) -> None:
        raise LookupError("not foreseen")

    work.scheduler._run = broken
    work.edit(work.scheduler._sites, site("c", "host"))
    work.until_ended("a", "b", "c")
    assert timedelta(seconds=30) < work.planned("c") < timedelta(minutes=2)
