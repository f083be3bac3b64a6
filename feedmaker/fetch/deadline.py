"""Waiting: how long one request may take, and when a host may be asked again.

`Deadline` is one request under way: the deadline and the size that hold for all
of it, asked before every single wait on its socket. `HostThrottle` lets one request
at a time to a host, with a pause between two. `stop` ends every wait at once.
"""

from __future__ import annotations

import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from feedmaker.errors import RefusedError, StoppedError, UnreachableError

_STOPPED = "feedmaker is stopping"
_MANY_HOSTS = 1000
_LONG_AGO = 3600.0  # seconds; nobody waits for a host that long


class Deadline:
    """One request under way: until when it may last and how much it may bring.

    Times are seconds, `deadline` by the monotonic clock, `size` bytes of head
    and body as they come over the wire.
    """

    __slots__ = ("_cut", "_over", "_size", "_socket", "deadline", "read", "url")

    def __init__(
        self, url: str, *, timeout: float, left: float, read: float = 0.0, size: int = 0
    ) -> None:
        """`left` is what remains of `timeout` for this request, `read` the longest silence."""
        self.url = url
        self.deadline = monotonic() + left
        self.read = read
        self._size = size
        self._over = f"no whole answer within {timeout:g} s"
        self._socket: socket.socket | None = None
        self._cut = False

    def patience(self, most: float) -> float:
        """Return how long the next wait may last.

        Raises UnreachableError when the time is up, StoppedError after `cut`.
        """
        if self._cut:
            raise StoppedError(_STOPPED)
        left = self.deadline - monotonic()
        if left <= 0:
            raise UnreachableError(self.url, self._over)
        return min(left, most)

    def timed_out(self, silence: str) -> UnreachableError:
        """Return the error for a wait that brought nothing: `silence`, unless all time is up."""
        late = monotonic() >= self.deadline
        return UnreachableError(self.url, self._over if late else silence)

    def count(self, size: int) -> None:
        """Take note of bytes that came; raises RefusedError when they are too many."""
        self._size -= size
        if self._size < 0:
            raise RefusedError(self.url, "the answer is too large")

    def holds(self, sock: socket.socket) -> None:
        """Say which socket carries the request from now on."""
        self._socket = sock

    def cut(self) -> None:
        """End the request from another thread: its socket wakes, its next `patience` raises."""
        self._cut = True
        if sock := self._socket:
            # Of the plain class: ssl's own shutdown takes the TLS state from under the reader.
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class HostThrottle:
    """Whose turn it is at which host. For many threads; hosts are told apart by their name."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}  # infinite: a request is under way
        self._change = threading.Condition()  # reentrant, so `stop` may come from a signal
        self._room = _MANY_HOSTS
        self._watches: set[Deadline] = set()
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
    def watched(self, watch: Deadline) -> Iterator[Deadline]:
        """Make the request end when `stop` comes while in the block."""
        self._watches.add(watch)  # a set's add and discard are atomic
        try:
            self._refuse_if_stopped()
            yield watch
        finally:
            self._watches.discard(watch)

    def stop(self) -> None:
        """End all waits and all requests under way, and let nothing start any more."""
        with self._change:
            self._stopped = True
            self._change.notify_all()
        for watch in tuple(self._watches):
            watch.cut()

    def _refuse_if_stopped(self) -> None:
        if self._stopped:
            raise StoppedError(_STOPPED)

    def _forget(self) -> None:
        past = monotonic() - _LONG_AGO
        self._free_at = {name: at for name, at in self._free_at.items() if at > past}
        self._room = max(_MANY_HOSTS, 2 * len(self._free_at))  # so that this stays rare
