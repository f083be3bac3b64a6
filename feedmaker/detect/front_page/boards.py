"""A front page whose rows are boards -> the thread that each shows as its latest.

A row of a forum's front page is headed by a board's name, which stays as it is for years; what is
new is a thread in it, in a part of the row that has its day. What its name says of the board, how
many threads it has, tells such a row from that of a story. Which rows are the page's main list,
`detect.variants` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from statistics import median

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import PHRASE
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import is_called_by_date
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_NEARLY_ALL = 0.8  # of the rows: a new board has no threads
_MOST_AGAIN = 0.3  # of the threads: that say their board's name
_MOST_TRIED = 8  # groups
_SHORT = 3  # words beside a count: "Topics: 1,204"
_COUNT = re.compile(r"\D*\d[\d., \u00a0]*[km]?\D*", re.IGNORECASE)


def latest_of_boards(groups: Iterable[Group], chosen: Group) -> Group:
    """Return the latest thread of each of the rows that are boards; what was chosen, if none is."""
    rows = {item.at: link for link, item in zip(chosen.links, chosen.items, strict=True)}
    if median(link.words for link in chosen.links) >= PHRASE:
        return chosen  # those are no names
    for group in islice(_may_be_latest(groups, rows), _MOST_TRIED):
        found = list[tuple[Link, ElementInfo]]()
        for link, row in zip(group.links, group.items, strict=True):
            part = _latest_part(link, row, rows[row.at], group.places)
            if part is not None:
                found.append((link, part))
        if len(found) >= _NEARLY_ALL * len(rows):
            return group.part([link for link, _ in found], [part for _, part in found])
    return chosen


def _may_be_latest(groups: Iterable[Group], rows: Mapping[int, Link]) -> Iterator[Group]:
    """Give the groups of links in nearly all rows that say more than their names, or dates.

    What says the row's own name again is the answer to the thread that the row is of: "Re: ...".
    """
    boards = {link.alias for link in rows.values()}
    for group in groups:
        if len(group.links) < max(FEWEST, _NEARLY_ALL * len(rows)):
            continue
        if not all(item.at in rows for item in group.items):
            continue
        if median(link.words for link in group.links) < PHRASE:
            continue
        if any(k.alias in boards or k.away or k.file or is_called_by_date(k) for k in group.links):
            continue
        names = [folded(rows[item.at].title) for item in group.items]
        again = sum(n in folded(k.title) for n, k in zip(names, group.links, strict=True))
        if again <= _MOST_AGAIN * len(names):
            yield group


def _latest_part(
    link: Link, row: ElementInfo, board: Link, places: list[ElementInfo]
) -> ElementInfo | None:
    """Return the part of a row that has its latest thread; None if it is not that of a board.

    All that the row has of days stands there, and a count stands beside it.
    """
    part = None
    for up in link.place.upwards():
        if up is row or up.at <= board.place.at < up.end:
            break
        part = up
    if part is None or not (part.dated or part.is_date) or part is link.place:
        return None
    beside = [
        place
        for place in places[row.at + 1 : row.end]
        if not (part.at <= place.at < part.end or place.at < part.at < place.end)
    ]
    if any(place.dated or place.is_date for place in beside):
        return None
    return part if any(_is_count(place) for place in beside) else None


def _is_count(place: ElementInfo) -> bool:
    if place.tag == "a" or place.priced or not 0 < place.words <= _SHORT:
        return False
    return bool(_COUNT.fullmatch(text_of(place.node)))
