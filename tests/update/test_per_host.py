"""Tasks side by side: what runs with what, and how it ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial

import pytest

from feedmaker.update.per_host import run_by_host

LIMIT = 10  # seconds, for what must not take that long


def test_everything_that_was_asked_comes_back_once() -> None:
    tasks = [(f"host{n % 7}", partial(int, n)) for n in range(100)]
    assert sorted(run_by_host(tasks, 4)) == list(range(100))


def test_the_same_task_twice_is_done_twice() -> None:
    def one() -> int:
        return 1

    assert list(run_by_host([("a", one), ("a", one)], 2)) == [1, 1]


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(run_by_host([], 4)) == []


def test_hosts_are_worked_on_side_by_side() -> None:
    all_there = threading.Barrier(4)
    tasks = [(f"host{n}", partial(all_there.wait, LIMIT)) for n in range(4)]
    assert sorted(run_by_host(tasks, 4)) == [0, 1, 2, 3]


def test_there_are_never_more_at_work_than_allowed() -> None:
    assert _most_at_once([f"host{n}" for n in range(30)], workers=3) <= 3


def test_one_host_has_one_task_at_a_time() -> None:
    assert _most_at_once(["host"] * 30, workers=8) == 1


def _most_at_once(hosts: list[str], *, workers: int) -> int:
    lock = threading.Lock()
    now = most = 0

    def task() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        for _ in range(50):
            os.sched_yield()
        with lock:
            now -= 1

    list(run_by_host([(host, task) for host in hosts], workers))
    return most


def test_the_sites_of_a_slow_host_keep_one_thread_and_no_more() -> None:
    released = threading.Event()
    tasks: list[tuple[str, Callable[[], bool]]] = []
    tasks += [("slow", partial(released.wait, LIMIT)) for _ in range(5)]
    tasks += [(f"host{n}", lambda: False) for n in range(20)]
    outcomes = run_by_host(tasks, 2)
    assert [next(outcomes) for _ in range(20)] == [False] * 20
    released.set()
    assert list(outcomes) == [True] * 5


def test_what_a_task_raises_is_raised_to_who_asked_and_nothing_more_begins() -> None:
    begun = []

    def task(number: int) -> int:
        begun.append(number)
        if number == 3:
            raise OSError("the disk is full")
        return number

    outcomes = run_by_host([("host", partial(task, n)) for n in range(10)], 4)
    with pytest.raises(OSError, match="the disk is full"):
        list(outcomes)
    for thread in threading.enumerate():
        if thread.name.startswith("site-"):
            thread.join(LIMIT)
    assert begun[:4] == [0, 1, 2, 3]
    assert len(begun) < 10


def test_who_stops_listening_stops_the_work() -> None:
    asked = threading.Semaphore(0)
    begun = []

    def task(number: int) -> None:
        begun.append(number)
        asked.acquire(timeout=LIMIT)

    outcomes = run_by_host([("host", partial(task, n)) for n in range(10)], 1)
    asked.release()
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    asked.release(10)
    for thread in threading.enumerate():
        if thread.name.startswith("site-"):
            thread.join(LIMIT)
    assert len(begun) <= 2
