"""How sure dates are, in a few words beside them: what told each, and what nothing told of it.

Values in, words and counts out, for `listing`, `article` and `check --live`. What makes a date
unsure is decided where it is read (`dates`), which of several wins in `entries.precedence`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from feedmaker.config.diagnostics import shown
from feedmaker.health.problems import two_ways_hint
from feedmaker.model import SiteDate

_DOUBTS = {"order": "day and month guessed", "zone": "no zone told, read as UTC"}


def doubts(date: SiteDate | None, *, zone_stated: bool) -> list[str]:
    """Return what nothing tells of a date: the `order` of its day and month, its `zone`.

    `zone_stated` says that the site file has a `timezone`.
    """
    if date is None:
        return []
    zoneless = not (zone_stated or date.offset_known or date.day_only)
    return ["order"] * bool(date.guessed) + ["zone"] * zoneless


def marks(found: Iterable[object]) -> str:
    """Return the doubts of a date as they stand behind it; "" if there are none."""
    return "".join(f"  [{_DOUBTS[str(doubt)]}]" for doubt in found)


def counted(dates: Iterable[SiteDate | None], *, zone_stated: bool) -> dict[str, dict[str, int]]:
    """Return how many dates which source told, and how many have which doubt."""
    known = [date for date in dates if date is not None]
    told: Counter[str] = Counter(date.told for date in known)
    unsure = Counter(one for date in known for one in doubts(date, zone_stated=zone_stated))
    return {"told": dict(told), "doubts": dict(unsure)}


def date_lines(
    dates: Sequence[SiteDate | None], *, zone_stated: bool, unread: str = ""
) -> Iterator[str]:
    """Yield a line on how sure dates are, if there is more to say than that rules gave them.

    Where one can be read in two ways, another says what decides; `unread` is one that was not
    read for that.
    """
    found = counted(dates, zone_stated=zone_stated)
    parts = []
    if found["told"].keys() - {"rule"}:
        parts.append("told by " + ", ".join(f"{one} ({n})" for one, n in found["told"].items()))
    parts += [f"{_DOUBTS[one]} ({n})" for one, n in found["doubts"].items()]
    if parts:
        yield f"  {'':10} {'; '.join(parts)}"
    yield from _two_ways(dates, unread)


def doubt_lines(
    dates: Sequence[SiteDate | None], *, zone_stated: bool, unread: str = ""
) -> Iterator[str]:
    """Yield lines on what nothing tells of dates, as `date_lines`, and not on who told them."""
    found = counted(dates, zone_stated=zone_stated)["doubts"]
    if found:
        what = "; ".join(f"{_DOUBTS[one]} ({n})" for one, n in found.items())
        yield f"  {'date':10} {what}{': `timezone` can say which' if 'zone' in found else ''}"
    yield from _two_ways(dates, unread)


def _two_ways(dates: Sequence[SiteDate | None], unread: str) -> Iterator[str]:
    guessed = next((date for date in dates if date and date.guessed), None)
    if hint := two_ways_hint(guessed, unread):
        yield f"  {'':10} {shown(hint.what)}"
