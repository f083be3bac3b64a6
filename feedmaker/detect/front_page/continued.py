"""A list of smaller stories without dates -> whether it goes on where the main one has ended.

Such a list is of the front page's own river, or the lines that a section has below its stories.
Lists that look as good as the main one, with all that it has, are the matter of `blocks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from feedmaker.detect.elements import HEADINGS
from feedmaker.detect.front_page.addresses import (
    PHRASE,
    address_kind,
    is_aside,
    made_kinds,
    number_in,
)
from feedmaker.detect.front_page.beside import Held
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import in_heading

_NEAR = 30  # elements between a list's last story and the lines below it
_MOST = 0.9  # share of the addresses that are made alike


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


def _stands(link: Link) -> int:
    return link.place.at


def _falls(urls: Sequence[str]) -> bool:
    """Tell whether the last number in each address is less than that in the one before."""
    numbers = [number for url in urls if (number := number_in(url)) is not None]
    return len(numbers) == len(urls) and all(a > b for a, b in pairwise(numbers))
