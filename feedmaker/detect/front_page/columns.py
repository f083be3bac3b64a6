"""Boxes in the column beside a front page's sections that hold stories as those do.

A sidebar has menus, what is liked most, and what is new. Where all stories of several sections are
named and dated alike, and have addresses that are made alike, what is all that beside them is more.
"""

from __future__ import annotations

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import address_kind, chrome_around, made_kinds
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import dated

_BOXES = 3  # of a list, from which the page is one of sections
_COLUMN = frozenset({"aside", "sidebar", "widget", "widgets"})


def in_columns(links: list[Link], chosen: Group, taken: set[str]) -> list[tuple[Link, ElementInfo]]:
    """Return the stories in boxes beside the list, each with the element that is its item."""
    one = chosen.items[0]
    boxes = {item.parent.at: item.parent for item in chosen.items if item.parent is not None}
    if len(boxes) < _BOXES or not one.classes or chosen.share(dated) < 1:
        return []
    if {(item.tag, item.classes) for item in chosen.items} != {(one.tag, one.classes)}:
        return []
    names = {(box.tag, name) for box in boxes.values() for name in box.classes}
    ways = {link.place.depth - item.depth for link, item in _pairs(chosen)}
    made = made_kinds(chosen)
    found: dict[str, tuple[Link, ElementInfo]] = {}
    for link in links:
        if not link.place.chrome or link.alias in taken or address_kind(link.url) not in made:
            continue
        item = next((up for up in link.place.upwards() if up.classes == one.classes), None)
        if item is None or item.parent is None or item.tag != one.tag or not dated(link, item):
            continue
        alike = link.place.depth - item.depth in ways and not link.place.carousel
        boxed = any((item.parent.tag, name) in names for name in item.parent.classes)
        if alike and boxed and chrome_around(link.place) <= _COLUMN:
            found.setdefault(link.alias, (link, item))
    return [*found.values()]


def _pairs(group: Group) -> list[tuple[Link, ElementInfo]]:
    return list(zip(group.links, group.items, strict=True))
