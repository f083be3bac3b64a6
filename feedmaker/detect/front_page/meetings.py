"""The rows of a table that is called by who meets, where each meeting's page is but "Details".

A calendar names a council again and again, by a link to the council's own page, so that those links
look like titles; but each row is a meeting, and what leads to it says the same in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.text import folded

_AGAIN = 3  # rows for each of those who meet
_MOST = 0.8  # share of the rows that have a page: some are yet to come


def meetings(usable: Sequence[Link], chosen: Group) -> list[tuple[Link, ElementInfo]]:
    """Return the link to the page of each row, with the row, if the list is of those who meet.

    [] if it is another list. Of several such links in a row ("Details", "Agenda"), all have
    the one that most rows have, the first of these.
    """
    if any(item.tag != "tr" for item in chosen.items):
        return []
    bodies = {link.alias for link in chosen.links}
    tables = {item.parent.at for item in chosen.items if item.parent}
    named: set[int] = set()
    alike: dict[str, dict[int, tuple[Link, ElementInfo]]] = {}
    for link in usable:
        around = (up for up in link.place.upwards() if up.parent and up.parent.at in tables)
        row = next(around, None)
        if row is None:
            continue
        if link.alias in bodies:
            named.add(row.at)
        elif link.place.words:
            alike.setdefault(folded(link.title), {}).setdefault(row.at, (link, row))
    if len(named) < _AGAIN * len(bodies):
        return []
    most = max(alike.values(), key=len, default={})
    own = {link.alias for link, _ in most.values()}
    enough = len(own) == len(most) and len(named & {*most}) >= _MOST * len(named)
    return [*most.values()] if enough else []
