"""One request at a time to a host, with a pause between two; `stop` ends every wait at once.

Hosts are told apart by the name that the caller gives; how long a pause is, is
the caller's choice (`politeness`, `web`).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from feedmaker.errors import StoppedError
from feedmaker.fetch.deadline import STOPPED, Deadline

_MANY_HOSTS = 1000
_LONG_AGO = 3600.0  # seconds; nobody waits for a host that long


class HostThrottle:
    """Whose turn it is at which host. For many threads; hosts are told apart by their name."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}  # infinite: a request is under way
        self._change = threading.Condition()  # reentrant, so `stop` may come from a signal
        self._room = _MANY_HOSTS
        self._deadlines: set[Deadline] = set()
        self._stopped = False

    @contextmanager
    def hold(self, host: str, pause: float, *, counts: bool = True) -> Iterator[None]:
        """Hold the host while in the block, entered `pause` seconds after the last one's end.

        With `counts` off, what is done in the block makes nobody wait afterwards.
        Raises StoppedError once stopped.
        """
        with self._change:
            while True:
                self._refuse_if_stopped()
                last = self._free_at.get(host, -math.inf)
                wait = last + pause - monotonic()
                if wait <= 0:
                    break
                self._change.wait(None if wait == math.inf else wait)
            self._free_at[host] = math.inf
        try:
            yield
        finally:
            with self._change:
                if len(self._free_at) > self._room:
                    self._forget()
                self._free_at[host] = monotonic() if counts else last
                self._change.notify_all()

    def pause(self, seconds: float) -> None:
        """Wait; raises StoppedError as soon as stopped."""
        with self._change:
            self._change.wait_for(lambda: self._stopped, seconds)
            self._refuse_if_stopped()

    @contextmanager
    def ended_by_stop(self, deadline: Deadline) -> Iterator[Deadline]:
        """Make the request end when `stop` comes while in the block."""
        self._deadlines.add(deadline)  # a set's add and discard are atomic
        try:
            self._refuse_if_stopped()
            yield deadline
        finally:
            self._deadlines.discard(deadline)

    def stop(self) -> None:
        """End all waits and all requests under way, and let nothing start any more."""
        with self._change:
            self._stopped = True
            self._change.notify_all()
        for deadline in tuple(self._deadlines):
            deadline.cut()

    def _refuse_if_stopped(self) -> None:
        if self._stopped:
            raise StoppedError(STOPPED)

    def _forget(self) -> None:
        past = monotonic() - _LONG_AGO
        self._free_at = {name: at for name, at in self._free_at.items() if at > past}
        self._room = max(_MANY_HOSTS, 2 * len(self._free_at))  # so that this stays rare
