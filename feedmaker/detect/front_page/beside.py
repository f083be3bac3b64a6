"""A group of links as it stands beside a list that was taken before: its new stories, their items.

A group's item is the largest element that holds no other link of it, and so may hold a whole
section: the story at its head and those of the list below. Whether what is new are stories of the
front page, `blocks` says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from statistics import median_low

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups import Group

_REST = 0.5  # of a group: where more is new, little says that it is of the list's kind
_NEW = 0.5  # of a group's links: with fewer it is what the list shows, once more


class Held:
    """The stories of a front page that are taken: where they lead, and their items."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.taken = set[str]()
        self._places = set[int]()
        self._items: list[ElementInfo] = []
        for group in groups:
            self.add(group)

    def add(self, group: Group) -> None:
        """Take the stories of one more group."""
        self.taken |= {link.alias for link in group.links}
        self._places |= {link.place.at for link in group.links}
        self._items = sorted([*self._items, *_low(group)], key=lambda item: item.at)
        self._starts = [item.at for item in self._items]
        self._ends = list(accumulate((item.end for item in self._items), max))

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self._ends[-1]

    def new_in(self, group: Group) -> Group | None:
        """Return a group without the stories that are taken, its items beside theirs.

        None if that is less than half of it, or a story of it stands in an item or has nothing
        of its own around its link; or if it has links that are taken themselves, and not others
        that lead there: then it is the list made wider, which was refused before.
        """
        if any(link.place.at in self._places for link in group.links):
            return None
        new = [at for at, link in enumerate(group.links) if link.alias not in self.taken]
        if not new or len(new) < _NEW * len(group.links):
            return None
        items = list[ElementInfo]()
        for at in new:
            item = self._narrowed(group.links[at].place, group.items[at])
            if item is None:
                return None
            items.append(item)
        return group.part([group.links[at] for at in new], items)

    def rest_of(self, group: Group) -> Group | None:
        """Return the few stories of a group that are not taken, where most of it is.

        None if one stands in an item that is taken, or has nothing of its own around its link.
        """
        new = [at for at, link in enumerate(group.links) if link.alias not in self.taken]
        if not new or len(new) > _REST * len(group.links):
            return None
        items = [self._narrowed(group.links[at].place, group.items[at]) for at in new]
        held = [item for item in items if item is not None]
        if len(held) < len(new):
            return None
        return group.part([group.links[at] for at in new], held)

    def _narrowed(self, link: ElementInfo, item: ElementInfo) -> ElementInfo | None:
        """Return the item, or what of it stands around the link and holds none that is taken."""
        if not self._overlaps(item):
            return item
        inside = None
        for up in link.upwards():
            if up is item or self._overlaps(up):
                break
            inside = up
        return None if inside is link and not link.headed else inside

    def _overlaps(self, place: ElementInfo) -> bool:
        before = bisect_left(self._starts, place.end)
        return before > 0 and self._ends[before - 1] > place.at


def _low(group: Group) -> Iterator[ElementInfo]:
    """Give a group's items, none higher above its link than most of them are.

    A story that stands otherwise than the others has its part of the page for itself, though that
    holds stories of other groups.
    """
    pairs = list(zip(group.links, group.items, strict=True))
    usual = median_low([link.place.depth - item.depth for link, item in pairs])
    for link, item in pairs:
        low = next(islice(link.place.upwards(), usual, None), item)
        yield low if low.depth > item.depth else item
