"""How a run went, and what a person should look at.

Values only: they are put into words in `health`, and shown in `terminal`.
"""

from dataclasses import dataclass
from datetime import datetime

from feedmaker.model.value import Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Problem(Value):
    """Something about a site that a person should look at."""

    what: str  # one plain line
    rule: str = ""  # dotted key of the site file
    selector: str = ""
    url: str = ""
    cause: str = ""  # one of those in `health.advice`; empty: there is nothing to advise


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Report(Value):
    """How one run of one site went."""

    site: str
    failed: bool = False  # the run ended early; the last feed stands
    new: int = 0
    changed: int = 0
    to_come: int = 0  # waiting for a later run
    opened: int = 0  # articles asked for in this run
    whole: int = 0  # of these, with their full text
    undated: int = 0
    unchanged: bool = False  # every listing answered 304
    waits: datetime | None = None  # its server told us not to ask before, UTC: nothing was read
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
