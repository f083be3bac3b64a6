"""What a host wants of us: to be left alone for a while, robots.txt, a pace. Remembered by origin.

Asks nobody itself: how a robots.txt is read comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch import robots
from feedmaker.fetch.response import LONGEST_WAIT
from feedmaker.fetch.throttle import HostThrottle
from feedmaker.model import HostNote
from feedmaker.urls import host, origin

_ROBOTS_KEPT = timedelta(days=1)
_ROBOTS_AGAIN = timedelta(hours=1)  # after a failure, when an older copy stands in
_MOST_NOTES = 10_000


class HostMemory(Protocol):
    """Where notes are kept from run to run; the store is one. For many threads."""

    def recall_host(self, origin: str) -> HostNote | None: ...
    def save_host(self, origin: str, note: HostNote) -> None: ...


class Politeness:
    """What is known of each origin, for many threads. `url` is the address that errors name."""

    def __init__(
        self, *, now: Callable[[], datetime], hosts: HostMemory | None, throttle: HostThrottle
    ) -> None:
        """`now` is aware. Without `hosts`, notes last as long as this object."""
        self._now = now
        self._hosts = hosts
        self._throttle = throttle
        self._notes: dict[str, HostNote] = {}

    def refuse_while_waiting(self, at: str, url: str) -> None:
        """Raise UnreachableError if the address's origin wants to be left alone (Retry-After)."""
        until = self._note(origin(at)).retry_at
        if until is None:
            return
        left = (until - self._now()).total_seconds()
        if 0 < left <= LONGEST_WAIT:  # more: the clock was set back
            moment = f"{until:%Y-%m-%d %H:%M:%S} UTC"
            problem = f"{host(at)} asked to be left alone until {moment} (Retry-After)"
            raise UnreachableError(url, problem, retry_after=left, rests=origin(at))

    def leave_alone(self, at: str, seconds: float) -> None:
        """Remember that the address's origin is not to be asked for so long."""
        self._keep(origin(at), retry_at=self._now() + timedelta(seconds=seconds))

    def obey_robots(self, at: str, url: str, read: Callable[[str], bytes]) -> float:
        """Return the seconds that robots.txt wants between requests; asked once per origin and day.

        Raises RefusedError if it forbids the address. `read` gets its URL and
        gives its bytes; RefusedError there means that there is none.
        """
        rules = self._rules(origin(at), url, read)
        if not robots.allows(rules, at):
            raise RefusedError(
                url,
                "robots.txt forbids it to feedmaker;"
                " `request: {robots: false}` in the site file overrides that",
                cause="robots",
            )
        return robots.crawl_delay(rules)

    def _rules(self, place: str, url: str, read: Callable[[str], bytes]) -> str:
        if self._fresh(note := self._note(place)):
            return note.robots
        # One asks; the others wait for what it learns.
        with self._throttle.hold(f"robots.txt of {place}", 0.0):
            if self._fresh(note := self._note(place)):
                return note.robots
            read_at = self._now()
            try:
                text = robots.keep(read(f"{place}/robots.txt"))
            except RefusedError as error:
                if error.unasked:
                    return ""  # nor will the page be asked for; another day it may be allowed
                text = ""  # RFC 9309 §2.3.1.3: none there, or none to be had
            except UnreachableError as error:
                # RFC 9309 §2.3.1.4: what can't be read now forbids all for now,
                # unless there is an older copy, and the host did not ask to be left alone.
                if note.robots_at is None or error.rests == place:
                    raise _without_robots(error, url) from error
                text, read_at = note.robots, read_at - _ROBOTS_KEPT + _ROBOTS_AGAIN
            self._keep(place, robots=text, robots_at=read_at)
            return text

    def _fresh(self, note: HostNote) -> bool:
        return note.robots_at is not None and abs(self._now() - note.robots_at) < _ROBOTS_KEPT

    def _note(self, place: str) -> HostNote:
        if (note := self._notes.get(place)) is None:
            note = (
                self._hosts.recall_host(place) if self._hosts is not None else None
            ) or HostNote()
            if len(self._notes) >= _MOST_NOTES:
                self._notes.clear()
            self._notes[place] = note
        return note

    def _keep(
        self,
        place: str,
        *,
        robots: str | None = None,
        robots_at: datetime | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        old = self._note(place)
        note = HostNote(
            robots=old.robots if robots is None else robots,
            robots_at=robots_at or old.robots_at,
            retry_at=retry_at or old.retry_at,
        )
        self._notes[place] = note
        if self._hosts is not None:
            self._hosts.save_host(place, note)


def _without_robots(error: UnreachableError, url: str) -> UnreachableError:
    problem = error.problem
    if error.status is not None and error.retry_after is not None:
        problem = f"{problem} for robots.txt"  # to do without that is no way out: the host rests
    elif error.status is not None:  # else no answer at all: then it is not about robots.txt
        problem = f"robots.txt can't be read ({problem});"
        problem += " `request: {robots: false}` in the site file does without"
    return UnreachableError(
        url,
        problem,
        status=error.status,
        retry_after=error.retry_after,
        rests=error.rests,
        unasked=error.unasked,
    )
