"""One line of what `feedmaker doctor` finds: how it stands, and what to do about it.

Values only. How lines are printed is the command's; what they say, each judgement's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "look", "wrong"]
"""look: works, but somebody should know; wrong: feeds suffer from it, now or soon."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one thing. Text for people, one line each."""

    id: str  # "folders.state": its group and what was looked at; programs rely on it
    level: Level
    what: str
    to_do: str = ""  # empty where all is well
    about: str = ""  # the site, file or host that it is about, where there are many

    @property
    def group(self) -> str:
        return self.id.partition(".")[0]


def fine(id_: str, what: str, *, about: str = "") -> Line:
    return Line(id_, "ok", what, about=about)


def look(id_: str, what: str, to_do: str, *, about: str = "") -> Line:
    return Line(id_, "look", what, to_do, about)


def wrong(id_: str, what: str, to_do: str, *, about: str = "") -> Line:
    return Line(id_, "wrong", what, to_do, about)


def count(number: int, what: str) -> str:
    """Return "1 file", "2 files"."""
    return f"{number} {what}{'s' * (number != 1)}"


def some(names: Sequence[str], most: int = 3) -> str:
    """Return the first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
