"""Runs tasks side by side, those of one host one after another.

A slow host keeps one thread busy and no more. Plain threads: what they do is wait
for the network and the sandbox. What the tasks do is not known here.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from feedmaker.update.host_lines import HostLines

R = TypeVar("R")

_STALL = 0.05
"""Seconds without an end, after which one more thread may help: the others wait.

Where hosts answer at once, more threads than one only get in one another's way.
"""


@dataclass(frozen=True, slots=True)
class _Broken:
    error: BaseException


def run_by_host(tasks: Iterable[tuple[str, Callable[[], R]]], workers: int) -> Iterator[R]:
    """Yield what the tasks, (host, call), return, as it comes; at most so many run at once.

    Raises what a task raises. Then, and when the caller stops listening, what
    has begun goes on by itself and nothing more begins.
    """
    calls = list(tasks)
    hosts = Counter(host for host, _ in calls)
    lines = HostLines[Callable[[], R]]()
    for host, call in sorted(calls, key=lambda task: -hosts[task[0]]):  # the longest takes longest
        lines.wait(host, call)
    turn = threading.Lock()
    done: queue.SimpleQueue[R | _Broken] = queue.SimpleQueue()
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            with turn:
                if (task := lines.call_any()) is None:
                    return
                host, call = task
                lines.begin(host, call)
            try:
                done.put(call())
            except BaseException as error:  # noqa: BLE001 - raised again below
                over.set()
                done.put(_Broken(error))
            with turn:
                lines.end(host)

    most, started, left = min(workers, len(hosts)), 0, len(calls)
    try:
        while left:
            try:
                outcome = done.get(timeout=_STALL * bool(started) if started < most else None)
            except queue.Empty:
                started += _start(work, started)
                continue
            left -= 1
            if isinstance(outcome, _Broken):
                raise outcome.error
            yield outcome
    finally:
        over.set()


def _start(work: Callable[[], None], number: int) -> int:
    threading.Thread(target=work, name=f"site-{number}", daemon=True).start()
    return 1
