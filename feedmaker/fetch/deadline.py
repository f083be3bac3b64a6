"""One request's time and size: asked before every single wait on its socket.

Whose turn it is at a host stands in `throttle`.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from time import monotonic

from feedmaker.errors import RefusedError, StoppedError, UnreachableError

STOPPED = "feedmaker is stopping"


class Deadline:
    """One request under way: until when it may last and how much it may bring.

    Times are seconds, `at` by the monotonic clock, `size` bytes of head
    and body as they come over the wire.
    """

    __slots__ = ("_cut", "_over", "_size", "_socket", "at", "read", "url")

    def __init__(
        self, url: str, *, timeout: float, left: float, read: float = 0.0, size: int = 0
    ) -> None:
        """`left` is what remains of `timeout` for this request, `read` the longest silence."""
        self.url = url
        self.at = monotonic() + left
        self.read = read
        self._size = size
        self._over = f"no whole answer within {timeout:g} s"
        self._socket: socket.socket | None = None
        self._cut = False

    def remaining(self, most: float) -> float:
        """Return how long the next wait may last.

        Raises UnreachableError when the time is up, StoppedError after `cut`.
        """
        if self._cut:
            raise StoppedError(STOPPED)
        left = self.at - monotonic()
        if left <= 0:
            raise UnreachableError(self.url, self._over)
        return min(left, most)

    def timed_out(self, silence: str) -> UnreachableError:
        """Return the error for a wait that brought nothing: `silence`, unless all time is up."""
        late = monotonic() >= self.at
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
        """End the request from another thread: its socket wakes, its next `remaining` raises."""
        self._cut = True
        if sock := self._socket:
            # Of the plain class: ssl's own shutdown takes the TLS state from under the reader.
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
