"""Who is at work at each host, and who waits there: one at a time, first come first served.

Nobody is held up in here and nothing is locked: whoever has lines says when one
begins and ends, under a lock of its own. How long a host is left alone between two
requests is for `fetch`.
"""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class HostLines(Generic[T]):
    """The lines at all hosts, told apart by their name."""

    def __init__(self) -> None:
        self._at_work: dict[str, T] = {}
        self._lines: dict[str, deque[T]] = {}  # none is empty

    @property
    def at_work(self) -> list[T]:
        """Those that have begun and not ended."""
        return list(self._at_work.values())

    @property
    def waiting(self) -> list[T]:
        """Those that stand in a line."""
        return [one for line in self._lines.values() for one in line]

    def begin(self, host: str, one: T) -> bool:
        """Let one go to work; return False, with nothing done, while another is at work there."""
        if host in self._at_work:
            return False
        self._at_work[host] = one
        return True

    def end(self, host: str) -> None:
        """Let go of the host; who is next is not called by itself."""
        del self._at_work[host]

    def wait(self, host: str, one: T) -> None:
        """Put one at the end of its host's line."""
        self._lines.setdefault(host, deque()).append(one)

    def withdraw(self, host: str, one: T) -> None:
        """Take one out of its host's line, if it stands there."""
        if one in self._lines.get(host, ()):
            self._lines[host].remove(one)
            self._drop_if_empty(host)

    def call(self, host: str) -> T | None:
        """Take the first out of a host's line; None: nobody waits, or the host is not free."""
        if host in self._at_work or host not in self._lines:
            return None
        first = self._lines[host].popleft()
        self._drop_if_empty(host)
        return first

    def call_any(self) -> tuple[str, T] | None:
        """Take the first out of the first line whose host is free; None: there is no such line."""
        for host in self._lines:
            if (first := self.call(host)) is not None:
                return host, first
        return None

    def _drop_if_empty(self, host: str) -> None:
        if not self._lines[host]:
            del self._lines[host]
