"""A front page whose rows are boards -> the thread that each shows as its latest.

A row of a forum's front page is headed by a board's name, which stays as it is for years; what is
new is a thread in it, in a part of the row that has its day, as has whoever wrote last. What its
name says of the board, how many threads it has, tells such a row from that of a story, or of a
thread. Which rows are the page's main list, `detect.variants` says; they may be sections of boards.
What stands beside them in a box of the latest threads of all boards is of the list as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from statistics import median
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import PHRASE
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import is_called_by_date
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_NEARLY_ALL = 0.8  # of the rows: a new board has no threads
_FEW = 0.3  # of the rows: that have a day elsewhere; of the threads: that say their board's name
_HALF = 0.5  # of a box of threads: that boards show as well
_UNLIKE = 0.7  # of what the threads are called: one may be the latest of two boards
_CUT = 0.1  # of the titles: so many are cut short where a column is narrow
_FEWEST_CUT = 2
_MOST_TRIED = 8  # groups
_SHORT = 3  # words beside a count: "Topics: 1,204"
_COUNT = re.compile(r"\D*\d[\d., \u00a0]*[km]?\D*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Latest:
    """A link in the part of a board's row that has a day."""

    link: Link
    part: ElementInfo
    board: Link
    row: ElementInfo


def latest_of_boards(groups: Sequence[Group], chosen: Group) -> list[Group]:
    """Return the latest thread of each of the rows that are boards, and the box of all latest ones.

    What was chosen, if no row is a board.
    """
    every = sorted(
        (link for links in chosen.beside.values() for link in links),
        key=lambda link: link.place.at,
    )
    longest: list[_Latest] = []
    for rows in islice(_may_be_boards(groups, chosen), _MOST_TRIED):
        columns = [column for column in _columns(rows, every) if _are_threads(column)]
        best = max(columns, key=_length, default=[])
        if len(best) > len(longest) and _have_days_alone(best, rows.places):
            longest = best
    if not longest:
        return [chosen]
    latest = chosen.part([one.link for one in longest], [one.row for one in longest])
    return [latest, *islice(_boxes(groups, latest), 1)]


def _may_be_boards(groups: Sequence[Group], chosen: Group) -> Iterator[Group]:
    """Give what was chosen, and then what has its rows in those, as boards are below sections."""
    yield chosen
    if median(link.words for link in chosen.links) >= PHRASE:
        return  # those are no names
    starts = sorted(item.at for item in chosen.items)
    ends = {item.at: item.end for item in chosen.items}
    own = {link.alias for link in chosen.links}
    for group in groups:
        if len(group.links) <= len(starts) or median(link.words for link in group.links) >= PHRASE:
            continue
        if any(link.alias in own for link in group.links):
            continue
        over = [starts[max(bisect_right(starts, item.at) - 1, 0)] for item in group.items]
        pairs = zip(over, group.items, strict=True)
        inside = {at for at, item in pairs if at < item.at < ends[at]}
        if len(inside) >= _NEARLY_ALL * len(starts):
            yield group


def _boxes(groups: Sequence[Group], latest: Group) -> Iterator[Group]:
    """Give the lists beside the boards that show threads, half of them the latest of a board.

    The others are the latest but one: those of a board that more is written in.
    """
    starts = [row.at for row in latest.items]
    ends = [*accumulate((row.end for row in latest.items), max)]
    shown = {link.alias for link in latest.links}
    said = set[str].intersection(*map(_words_of, latest.links))
    for group in groups:
        again = sum(link.alias in shown for link in group.links)
        if again < max(FEWEST, _HALF * len(group.links)):
            continue
        before = [bisect_right(starts, link.place.at) for link in group.links]
        pairs = zip(before, group.links, strict=True)
        if any(n and link.place.at < ends[n - 1] for n, link in pairs):
            continue
        if all(said <= _words_of(link) for link in group.links):
            yield group


def _columns(rows: Group, every: list[Link]) -> list[list[_Latest]]:
    """Return the links that stand alike in the rows' parts that have a day, once for each row."""
    ats = [link.place.at for link in every]
    boards = {link.alias for link in rows.links}
    columns: dict[Hashable, list[_Latest]] = defaultdict(list)
    for board, row in zip(rows.links, rows.items, strict=True):
        found: dict[Hashable, _Latest] = {}
        for link in every[bisect_right(ats, row.at) : bisect_right(ats, row.end - 1)]:
            if link.alias in boards or not link.words or link.away or link.file:
                continue
            part, stands = _part_of(link, row, board)
            if part is not None and (part.dated or part.is_date) and not is_called_by_date(link):
                found.setdefault(stands, _Latest(link, part, board, row))
        for stands, one in found.items():
            columns[stands].append(one)
    fewest = max(FEWEST, _NEARLY_ALL * len(rows.links))
    return [column for column in columns.values() if len(column) >= fewest]


def _part_of(link: Link, row: ElementInfo, board: Link) -> tuple[ElementInfo | None, Hashable]:
    """Return the largest part of a row that has a link but not the board's, and where it stands.

    None if that is but the link.
    """
    part, stands = None, list[tuple[str, int]]()
    for up in link.place.upwards():
        if up is row or up.at <= board.place.at < up.end:
            break
        part = up
        stands.append((up.tag, up.nth))  # rows are called otherwise in turns, and so are cells
    return None if part is link.place else part, tuple(stands)


def _length(column: list[_Latest]) -> float:
    return median(len(one.link.title) for one in column)


def _are_threads(column: list[_Latest]) -> bool:
    """Tell whether links are called what threads are, each unlike the others and its board.

    What says a row's own name again is the answer to the thread that the row is of: "Re: ...".
    """
    links, boards = [one.link for one in column], [one.board for one in column]
    cut = _are_cut(links)
    if median(link.words for link in links) < PHRASE and not cut:
        return False
    if median(link.words for link in boards) >= PHRASE and not (cut and _lead_apart(boards, links)):
        return False
    if len({folded(link.title) for link in links}) < _UNLIKE * len(links):
        return False
    again = sum(folded(one.board.title) in folded(one.link.title) for one in column)
    return again <= _FEW * len(column)


def _are_cut(links: list[Link]) -> bool:
    """Tell whether titles are cut short, as where a column is narrow; nobody's name is."""
    cut = sum(link.title.endswith(("...", "…")) for link in links)
    return cut >= max(_FEWEST_CUT, _CUT * len(links))


def _lead_apart(boards: list[Link], links: list[Link]) -> bool:
    """Tell whether what the addresses of all boards say is said by none of some links.

    Of threads, the links would lead to what was said last.
    """
    if _are_cut(boards):
        return False
    said_by_all = set[str].intersection(*map(_words_of, boards))
    return bool(said_by_all.difference(*map(_words_of, links)))


def _words_of(link: Link) -> set[str]:
    return {*_WORD.findall(urlsplit(link.url).path)}


def _have_days_alone(column: list[_Latest], places: list[ElementInfo]) -> bool:
    """Tell whether rows have counts, and but few of them a day, beside their latest threads."""
    beside = [_beside(one, places) for one in column]
    if sum(counted for _, counted in beside) < _NEARLY_ALL * len(column):
        return False
    return sum(dated for dated, _ in beside) <= _FEW * len(column)


def _beside(one: _Latest, places: list[ElementInfo]) -> tuple[bool, bool]:
    """Tell whether a row has a day, and a count, beside its latest thread.

    A year that the board is called by is no day.
    """
    dated = counted = False
    part, name = one.part, one.board.place
    called = name.dated or name.is_date
    for place in places[one.row.at + 1 : one.row.end]:
        if part.at <= place.at < part.end or place.at < part.at < place.end:
            continue
        of_name = name.at <= place.at < name.end or place.at < name.at < place.end
        dated |= (place.dated or place.is_date) and not (called and of_name)
        counted = counted or _is_count(place)
    return dated, counted


def _is_count(place: ElementInfo) -> bool:
    if place.tag == "a" or place.priced or not 0 < place.words <= _SHORT:
        return False
    return bool(_COUNT.fullmatch(text_of(place.node)))
