"""A register of meetings: days below headings of years, each with its papers behind it.

Its links say "Minutes" again and again, or but "January 9", so that no group of them looks like
a list; and it goes through as many tables, or folds, as there are years. What tells it is that each
part is headed by one year, the next one by the year before or after, and that a day stands in
nearly each link there, or in front of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from feedmaker.dates.parse import is_month_alone
from feedmaker.detect.days_beside import A_DAY
from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.year_heads import (
    FEWEST_YEARS,
    ROUND_DAY,
    language_of,
    says_day,
    year_heads,
)
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.detect.names import around
from feedmaker.detect.signals import dated

_MOST_DAYS = 3_000  # of a page
_NEAR = 8  # elements from a day to its paper
_SEVERAL = 2  # entries of a year, mostly
_MOSTLY = 0.4  # share of the links: a meeting may have two papers
_MOST = 0.8  # share of the entries that a list must lack to be none of them
_MANY_MORE = 10  # entries for each of a list with days of its own: that stands beside the register
_LONGEST = 60  # characters of a text with a day


def register_of(usable: Sequence[Link], chosen: Group) -> list[Link]:
    """Return the entries of the page's register, if they are more than a list that was chosen.

    Of several papers behind one day it's the first. [] if there is none, or the list is of what is
    dated otherwise, or has nearly all of them already.
    """
    entries = _read_register(usable, chosen.places)
    ours = {link.alias for link in chosen.links}
    shared = sum(link.alias in ours for link in entries)
    other = not shared and len(entries) < _MANY_MORE * len(ours)
    if len(entries) <= len(ours) or (other and chosen.share(dated) > _MOST):
        return []
    return entries if shared < _MOST * len(entries) else []


def _read_register(usable: Sequence[Link], places: list[ElementInfo]) -> list[Link]:
    links = [link for link in usable if not link.place.chrome]
    starts = [link.place.at for link in links]
    kinds = year_heads(places, starts)
    named = _with_days(links, places) if kinds else set[int]()
    found = (_entries(links, starts, named, places, heads) for heads in kinds)
    return max(found, key=len, default=[])


def _with_days(links: list[Link], places: list[ElementInfo]) -> set[int]:
    """Return where the links stand that are a day, or the first behind one.

    A month leads to the paper of its one meeting if that is a file, else to all that was then.
    """
    language = language_of(places)
    known = {place.node.mem_id: place.at for place in places}
    named = {link.place.at: link for link in links}
    papers = (link for link in links if link.file)
    found = {link.place.at for link in papers if is_month_alone(link.title, language)}
    at, day, inside, end = 0, -1, -1, -1
    for text, mem_id in texts_of(places):
        if text is None:
            at = known.get(mem_id, at)
            if at in named:
                inside, end = at, places[at].end
                if day >= 0 and at - day <= _NEAR:
                    found.add(at)
                day = -1
        elif says_day(text, language):
            if inside <= at < end:
                found.add(inside)
            else:
                day = at
            if len(found) > _MOST_DAYS:
                break
    return found


def texts_of(places: list[ElementInfo]) -> Iterator[tuple[str | None, int]]:
    """Give the page's texts that may be days, each with the id of the element that it is in.

    Between them stand None and the id of each element, in page order.
    """
    for node in places[0].node.traverse(include_text=True):
        if node.is_element_node:
            yield None, node.mem_id
        elif node.is_text_node:
            text = (node.text_content or "").strip(ROUND_DAY)
            if len(text) <= _LONGEST and A_DAY.search(text):
                yield text, node.parent.mem_id if node.parent is not None else 0


def _row_of(link: Link) -> str | int:
    """Return what tells a link's meeting from others: all papers in a table's row are of one."""
    row = next((up.at for up in link.place.upwards() if up.tag == "tr"), None)
    return link.alias if row is None else row


def _entries(
    links: list[Link],
    starts: list[int],
    named: set[int],
    places: list[ElementInfo],
    heads: list[ElementInfo],
) -> list[Link]:
    """Return the links below headings that are days or stand behind them, if most do."""
    holder = around(heads) or places[0]
    kind = heads[0].tag, heads[0].classes
    alike = [p.at for p in places[heads[0].at : holder.end] if (p.tag, p.classes) == kind]
    ends = dict(pairwise([*alike, holder.end]))
    once: dict[str, Link] = {}
    held = set[str | int]()
    years = 0
    for head in heads:
        below = links[bisect_left(starts, head.end) : bisect_left(starts, ends[head.at])]
        held |= {_row_of(link) for link in below}
        own = [link for link in below if link.place.at in named]
        years += bool(own)
        for link in own:
            once.setdefault(link.alias, link)
    enough = years >= FEWEST_YEARS and len(once) >= max(_SEVERAL * years, _MOSTLY * len(held))
    return [*once.values()] if enough else []
