"""Many waits at once, and an end to all of them: for questions to networks that may be silent.

What is asked, and what an answer means, is others' matter. Threads that still wait at the end
are left behind: a resolver that hangs can't be woken.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from time import monotonic
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

_THREADS = 32


def side_by_side(jobs: Mapping[K, Callable[[], T]], *, seconds: float) -> dict[K, T | Exception]:
    """Return what each job returned or raised; those that did not end in time are not there.

    Bugs are passed on as they are: who reads an answer raises what it did not expect.
    """
    until = monotonic() + seconds
    waiting = deque(jobs.items())
    done: dict[K, T | Exception] = {}
    changed = threading.Condition()

    def work() -> None:
        while monotonic() < until:
            try:
                key, job = waiting.popleft()
            except IndexError:
                return
            result: T | Exception
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - it is the asker's, in the asker's thread
                result = error
            with changed:
                done[key] = result
                changed.notify_all()

    for _ in range(min(_THREADS, len(jobs))):
        threading.Thread(target=work, name="doctor", daemon=True).start()
    with changed:
        changed.wait_for(lambda: len(done) == len(jobs), timeout=max(until - monotonic(), 0))
        return dict(done)
