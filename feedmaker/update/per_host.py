"""Runs tasks side by side, those of one host one after another.

A host's tasks belong to one thread, so a slow host keeps one thread busy and
no more. Plain threads: what they do is wait for the network and the sandbox.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

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
    lines: dict[str, list[Callable[[], R]]] = {}
    for host, call in tasks:
        lines.setdefault(host, []).append(call)
    waiting = iter(sorted(lines.values(), key=len, reverse=True))  # the longest takes longest
    turn = threading.Lock()
    done: queue.SimpleQueue[R | _Broken] = queue.SimpleQueue()
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            with turn:
                line = next(waiting, None)
            if line is None:
                return
            for call in line:
                if over.is_set():
                    return
                try:
                    done.put(call())
                except BaseException as error:  # noqa: BLE001 - raised again below
                    over.set()
                    done.put(_Broken(error))

    most, started, left = min(workers, len(lines)), 0, sum(map(len, lines.values()))
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
