"""A list of smaller stories without dates -> whether it goes on where the main one has ended.

Such a list is of the front page's own river, or the lines that a section has below its stories.
Lists that look as good as the main one, with all that it has, are the matter of `blocks`, as are
the lines that stand in the items of a list, and not beside them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby, islice, pairwise
from statistics import median

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.front_page.addresses import (
    PHRASE,
    address_kind,
    is_aside,
    is_of_others,
    made_kinds,
    number_in,
)
from feedmaker.detect.front_page.beside import Held
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import in_heading
from feedmaker.page.rule_engine import text_of

_NEAR = 30  # elements between a list's last story and the lines below it
_MOST = 0.9  # share of the addresses that are made alike
_SECTIONS = 3  # of a front page, at least, that have a name, stories and lines below them
_LINES = 3  # below a section's stories, at least
_NAME = 4  # words of a section's name, at most
_FAR = 60  # elements between a section's last story and its lines, or before its name
_HIGHEST = 8  # elements around a line, one of which is the section
_ABOVE = 2  # elements that hold a section's stories and no others before them: one has its name
_MOST_FOUND = 12  # groups of lines
_AROUND = 3  # elements by which lines are known that stand as others do

Row = tuple[Link, ElementInfo]
Kind = tuple[tuple[str, tuple[str, ...]], ...]


def goes_on(one: Group, other: Group) -> bool:
    """Tell whether a list without dates is the rest of one that has them.

    Its items are called alike, and have headings and addresses that are made alike; and they are
    more, while what is liked most, or goes with a story, is short.
    """
    longer = len(other.links) > len(one.links) and bool(one.items[0].classes)
    if not longer or any(group.share(in_heading) < 1 for group in (one, other)):
        return False
    made = made_kinds(one)
    alike = sum(address_kind(link.url) in made for link in other.links)
    return alike > _MOST * len(other.links)


def run_on(groups: Iterable[Group], lists: Sequence[Group]) -> list[Group]:
    """Return the lines below the stories of a section that go on in the order of their numbers.

    They stand right behind a story that is taken, side by side, below no heading of their own; each
    has a number in its address that is less than that of the one before. "Most read" has no order.
    """
    held = Held(lists)
    made = made_kinds(lists[0])
    more: list[Group] = []
    for group in groups:
        new = held.new_in(group)
        if new is None or len(new.links) < FEWEST or median(new.lengths) < PHRASE:
            continue
        if len({item.parent for item in new.items}) > 1 or any(map(is_aside, new.links)):
            continue
        if any(address_kind(k.url) not in made for k in new.links):
            continue
        start = new.items[0].at
        taken = (link for alias in held.taken for link in new.beside.get(alias, ()))
        last = max((k for k in taken if k.place.at < start), key=_stands, default=None)
        if last is None or not _falls([last.url, *(link.url for link in new.links)]):
            continue
        between = new.places[last.place.end : start]
        if len(between) > _NEAR or any(p.tag in HEADINGS and p.words for p in between):
            continue
        more.append(new)
        held.add(new)
    return more


def lines_of_sections(groups: Sequence[Group], lists: Sequence[Group]) -> list[Group]:
    """Return the lines that sections have below the stories of theirs which are taken.

    Each section is a box of its own, with its stories and their lines below its name. That tells
    its lines from those on the same matter as a story, though a class may call them "related"; the
    last of them may lead to the section itself. One section may be set elsewhere on the page.
    """
    sections = _Sections(lists)
    several = (lines for group in groups if (lines := sections.lines_in(group, _SECTIONS)))
    found = [*islice(several, _MOST_FOUND)]
    if found:
        single = (lines for group in groups if (lines := sections.lines_in(group, 1)))
        found += islice(single, _MOST_FOUND)
    return found


class _Sections:
    """The named boxes of a front page: which of their stories and of their lines are taken."""

    def __init__(self, lists: Sequence[Group]) -> None:
        self._held, self._made = Held(lists), made_kinds(lists[0])
        self._stories = sorted(link.place.at for group in lists for link in group.links)
        self._names = set[str]()
        self._kinds = set[Kind]()

    def lines_in(self, group: Group, fewest: int) -> Group | None:
        """Return the new lines of a group below the stories of so many sections; None if none.

        Those of fewer than are taken for sections stand as others did that were.
        """
        new = self._held.new_in(group)
        if new is None or median(new.lengths) < PHRASE:
            return None
        pairs = zip(new.links, new.items, strict=True)
        blocks = [[*some] for _, some in groupby(pairs, lambda row: row[1].parent)]
        blocks = [self._without_way_on(block) for block in blocks]
        if len(blocks) < fewest or min(map(len, blocks)) < _LINES:
            return None
        rows = [row for block in blocks for row in block]
        if not all(self._is_story(link) for link, _ in rows):
            return None
        kinds = {_kind(item) for _, item in rows}
        if fewest < _SECTIONS and not kinds <= self._kinds:
            return None
        names = [self._name_above(block[0][1], new.places) for block in blocks]
        if not all(names) or len({*names}) < len(names) or self._names & {*names}:
            return None
        lines = new.part([link for link, _ in rows], [item for _, item in rows])
        self._held.add(lines)
        self._names |= {*names}
        self._kinds |= kinds
        return lines

    def _without_way_on(self, block: list[Row]) -> list[Row]:
        return block if address_kind(block[-1][0].url) in self._made else block[:-1]

    def _is_story(self, link: Link) -> bool:
        if link.away or link.place.carousel or is_of_others(link.url):
            return False
        return address_kind(link.url) in self._made

    def _name_above(self, line: ElementInfo, places: Sequence[ElementInfo]) -> str:
        """Return the name of the box that holds a line below stories; "" if there is none."""
        before = bisect_left(self._stories, line.at)
        last = self._stories[before - 1] if before else -1
        box = next((up for up in islice(line.upwards(), _HIGHEST) if up.at < last), None)
        if box is None or box.chrome:
            return ""
        first = self._stories[bisect_left(self._stories, box.at)]
        apart = line.at - last > _FAR or any(map(_is_heading, places[last : line.at]))
        if apart:
            return ""
        for around in islice(box.upwards(), _ABOVE):
            if self._stories[bisect_left(self._stories, around.at)] != first:
                break
            if name := _name_in(places[around.at : min(first, around.at + _FAR)], first):
                return name
        return ""


def _name_in(above: Sequence[ElementInfo], first: int) -> str:
    """Return the name of a section in what stands above its first story; "" if there is none."""
    name = next((place for place in above if _is_heading(place)), None)
    if name is None or name.end > first:
        name = _link_at_head(above, first)
    return text_of(name.node) if name is not None and name.words <= _NAME else ""


def _is_heading(place: ElementInfo) -> bool:
    return place.tag in HEADINGS and place.words > 0


def _link_at_head(above: Sequence[ElementInfo], first: int) -> ElementInfo | None:
    """Return the link that all words above a section's first story are of, as its name is."""
    named = next((place for place in above if place.tag == "a" and place.words), None)
    if named is None:
        return None
    before = (one for one in above if one.at < named.at and one.end <= first)
    alone = all(one.words == (named.words if one.end >= named.end else 0) for one in before)
    return named if alone else None


def _kind(item: ElementInfo) -> Kind:
    """Return how an item is called, and what it stands in."""
    return tuple((up.tag, up.classes) for up in islice(item.upwards(), _AROUND))


def _stands(link: Link) -> int:
    return link.place.at


def _falls(urls: Sequence[str]) -> bool:
    """Tell whether the last number in each address is less than that in the one before."""
    numbers = [number for url in urls if (number := number_in(url)) is not None]
    return len(numbers) == len(urls) and all(a > b for a, b in pairwise(numbers))
