"""The other rows of a list's tables, whose titles are set in other elements than most.

Pages that are written by hand have a paragraph around one title and a font around the next, so
that their links don't stand alike. Rows that are named as the list's are the matter of `headlines`.
"""

from __future__ import annotations

from collections import Counter

from feedmaker.detect.elements import ElementInfo, children
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import stated

_MOST = 0.9  # share of the items from which all are said to have something

# Of a row: its cells, the one with the link, those with a day
_Shape = tuple[int, int, tuple[int, ...]]


def rows_of_table(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return what stands in rows of the list's tables that have its columns, each with its row.

    The day stands in a column of its own, in the same one as the list's, and the title in the
    same as theirs; no other story stands there.
    """
    tables = {item.parent.at if item.parent else -1 for item in chosen.items}
    if any(item.tag != "tr" for item in chosen.items):
        return []
    pairs = zip(chosen.links, chosen.items, strict=True)
    shapes = Counter(_shape(link, row, chosen.places) for link, row in pairs)
    shape, times = shapes.most_common(1)[0]
    if times < _MOST * len(chosen.items) or not shape[2]:
        return []
    held = {item.at for item in chosen.items}
    found: dict[int, dict[str, tuple[Link, ElementInfo]]] = {}
    for link in links:
        within = (up for up in link.place.upwards() if up.parent and up.parent.at in tables)
        row = next(within, None)
        if row is None or row.tag != "tr" or row.at in held or not link.title:
            continue
        if _shape(link, row, chosen.places) == shape:
            found.setdefault(row.at, {}).setdefault(link.alias, (link, row))
    alone = [next(iter(some.values())) for some in found.values() if len(some) == 1]
    new = [(link, row) for link, row in alone if link.alias not in taken and not link.away]
    return [pair for pair in new if stated(*pair)] if chosen.share(stated) > _MOST else new


def _shape(link: Link, row: ElementInfo, places: list[ElementInfo]) -> _Shape:
    cells = list(children(places, row))
    own = next((n for n, cell in enumerate(cells) if cell.at <= link.place.at < cell.end), -1)
    dated = (n for n, cell in enumerate(cells) if n != own and (cell.dated or cell.is_date))
    return len(cells), own, tuple(dated)
