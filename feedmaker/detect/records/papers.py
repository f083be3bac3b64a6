"""The papers of meetings, each day's behind it or below it, where they are called the same again.

"Agenda", "Minutes", "Audio": no group of such links looks like a list, so that a menu was taken, or
what stands at the page's foot. What tells them is that each of their words is said below several
days. Registers, whose days stand below years, are the matter of `registers`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.registers import texts_of
from feedmaker.detect.front_page.year_heads import language_of, says_day
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import dated, in_chrome, in_heading, stated
from feedmaker.text import folded

_MOST_TEXTS = 2_000  # of a page that are looked at: short ones with a number
_NEAR = 8  # elements from a day to its paper, or from that to the next one
_MOST = 0.8  # of the papers: a word may be said but once
_SOME = 0.2  # of a list's links: with more of something it is a list of its own


def papers(usable: Sequence[Link], chosen: Group) -> list[Link]:
    """Return the papers of the page's meetings, if what was chosen is but links beside them.

    All of each day, if they stand in elements of their own; in a line with it, the first. [] if
    there are none, or the list has days, headings or the papers of most days itself.
    """
    if any(chosen.share(has) > _SOME for has in (dated, in_heading, stated)):
        return []
    days = _below_days(usable, chosen.places)
    found = _alike(days)
    ours = {link.alias for link in chosen.links}
    shared = sum(any(link.alias in ours for link in own) for own in found)
    once = {link.alias: link for own in found for link in own}
    filed = all(link.file for link in once.values())  # menus of a town's services are longer
    beside = filed or chosen.share(in_chrome) == 1 or len(once) > len(ours)
    return [*once.values()] if beside and len(found) >= FEWEST and 2 * shared < len(found) else []


def _alike(days: list[list[Link]]) -> list[list[Link]]:
    """Return for each day its papers, if most are called as those of other days.

    What is behind a day in the page's head, or below the last meeting, is none of theirs. Between
    them a file is one that is called as no other, too.
    """
    times = Counter(word for own in days for word in {folded(link.title) for link in own})

    def again(link: Link) -> bool:
        return times[folded(link.title)] > 1

    told = [at for at, own in enumerate(days) if any(map(again, own))]
    if not told:
        return []
    meetings = days[told[0] : told[-1] + 1]
    every = [link for own in meetings for link in own]
    if sum(map(again, every)) < _MOST * len(every):
        return []
    named = ([link for link in own if again(link) or link.file] for own in meetings)
    return [own for own in named if own]


def _below_days(usable: Sequence[Link], places: list[ElementInfo]) -> list[list[Link]]:
    """Return for each day of the page the links behind it, near it and one another."""
    language = language_of(places)
    known = {place.node.mem_id: place.at for place in places}
    links = {link.place.at: link for link in usable if link.place.words and not link.place.chrome}
    found: defaultdict[int, list[Link]] = defaultdict(list)
    at = last = -1
    day = line = looked_at = 0
    end = max(links, default=-1)
    inside = range(0)  # the elements of the last link: a day that it says heads no others
    for text, mem_id in texts_of(places):
        if text is not None:
            looked_at += 1
            if looked_at > _MOST_TEXTS:
                break
            if known.get(mem_id, -1) not in inside and says_day(text, language):
                day, last, line = day + 1, at, mem_id
            continue
        at = known.get(mem_id, at)
        if (link := links.get(at)) is None:
            continue
        inside = range(at, link.place.end)
        if day and at - last <= _NEAR:
            last = at
            if not (found.get(day) and _is_in(link, line)):
                found[day].append(link)
        if at == end:
            break
    return [*found.values()]


def _is_in(link: Link, mem_id: int) -> bool:
    """Tell whether an element holds a link itself, in no other."""
    parent = link.place.parent
    return parent is not None and parent.node.mem_id == mem_id
