"""Runs tasks side by side, those of one host one after another.

A site that waits for its turn at a host holds no thread, so one slow host does
not keep the others' sites waiting. Plain threads: what they do is wait for the
network and for the sandbox.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

R = TypeVar("R")


class Outcome(Generic[R]):
    """What a task returned, or what it raised."""

    def __init__(self, result: R | None, error: BaseException | None) -> None:
        self._result = result
        self.error = error

    def get(self) -> R:
        """Return the result, or raise what the task raised."""
        if self.error is not None:
            raise self.error
        return self._result  # type: ignore[return-value]  # no error, so there is one


def run_by_host(tasks: Iterable[tuple[str, Callable[[], R]]], workers: int) -> Iterator[Outcome[R]]:
    """Yield the tasks' outcomes as they come; tasks are (host, call), at most so many at once."""
    lines: dict[str, deque[Callable[[], R]]] = {}
    for host, call in tasks:
        lines.setdefault(host, deque()).append(call)
    total = sum(map(len, lines.values()))
    ready: queue.SimpleQueue[deque[Callable[[], R]] | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[Outcome[R]] = queue.SimpleQueue()
    for line in lines.values():
        ready.put(line)

    def work() -> None:
        while (line := ready.get()) is not None:
            call = line.popleft()
            try:
                outcome = Outcome(call(), None)
            except BaseException as error:  # noqa: BLE001 - handed to the caller as it is
                outcome = Outcome(None, error)
            if line:
                ready.put(line)
            done.put(outcome)

    threads = [
        threading.Thread(target=work, name=f"site-{number}", daemon=True)
        for number in range(min(workers, len(lines)))
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in range(total):
            yield done.get()
    finally:
        for _ in threads:
            ready.put(None)
