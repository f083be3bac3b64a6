"""The rows of a table that is called by who meets, where each meeting's page is but "Details".

A calendar names a council again and again, by a link to the council's own page, so that those links
look like titles; but each row is a meeting, and what leads to it says the same in all of them. An
exchange names the company of each notice so, whose title is plain text and whose paper "PDF".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.titles import plain_column
from feedmaker.text import folded

_AGAIN = 3  # rows for each of those who meet
_MOST = 0.8  # share of the rows that have a page: some are yet to come
_SOME_AGAIN = 1.2  # notices for each of those whose they are
_SIZE = re.compile(r"\(?[\d.,]+\s?[kmg]i?b\b\)?")  # of a file


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


def notices(usable: Sequence[Link], chosen: Group) -> list[tuple[Link, ElementInfo]]:
    """Return the paper of each row, with the row, if the list is of those whose papers they are.

    Each row has a day, and in plain text what it is about, below a head that says so; or else the
    same name stands in several rows, which so is no name of a row. [] if it is another list.
    """
    if any(item.tag != "tr" for item in chosen.items):
        return []
    columns = Counter(_column(link.place) for link in chosen.links)
    own = columns.most_common(1)[0][0]
    tables = {item.parent.at for item in chosen.items if item.parent}
    names: dict[int, Link] = {}
    alike: dict[str, dict[int, tuple[Link, ElementInfo]]] = {}
    for link in usable:
        around = (up for up in link.place.upwards() if up.parent and up.parent.at in tables)
        row = next(around, None)
        if row is None or row.tag != "tr" or not row.dated:
            continue
        if _column(link.place) == own:
            names.setdefault(row.at, link)
        elif link.title:
            said = _SIZE.sub("", folded(link.title))
            alike.setdefault(said, {}).setdefault(row.at, (link, row))
    papers = [*max(alike.values(), key=len, default={}).values()]
    aliases = {link.alias for link, _ in papers}
    if len(papers) < max(FEWEST, _MOST * len(names)) or len(aliases) < len(papers):
        return []
    column, told = plain_column([row for _, row in papers])
    again = len(names) >= _SOME_AGAIN * len({link.alias for link in names.values()})
    # What has a number is a paper's own: "KTL-2026-0112"
    numbers = sum(any(map(str.isdigit, link.title)) for link in names.values())
    sure = again or (told and numbers <= len(names) / 2)
    return papers if column and column != own and names and sure else []


def _column(place: ElementInfo) -> int:
    """Return the turn of the cell that a link stands in; 0 if it stands in none."""
    return next((up.nth for up in place.upwards() if up.tag == "td"), 0)
