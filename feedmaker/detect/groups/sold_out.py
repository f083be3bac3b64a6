"""Goods that are sold out: among those of a shop's shelf, and without the price that each has."""

from __future__ import annotations

from collections.abc import Hashable

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups.groups import Group
from feedmaker.detect.links import Link

_FEW = 0.5  # of the goods with a price: a shelf of which more are sold out shows no prices


def adds_sold_out(shelf: Group, wider: Group) -> bool:
    """Tell whether all that a wider group adds to goods with prices are some that have none.

    Those stand beside the goods, with a picture, and a name that is set as theirs are. What else
    they show or are called (`sold-out`) may be another: nobody puts them into the basket.
    """
    if not all(item.priced for item in shelf.items):
        return False
    own = {link.alias for link in shelf.links}
    pairs = zip(wider.links, wider.items, strict=True)
    added = [(link, item) for link, item in pairs if link.alias not in own]
    if len(added) > _FEW * len(shelf.links):
        return False
    kinds = {_set(*pair) for pair in zip(shelf.links, shelf.items, strict=True)}
    return all(
        item.pictured and not item.priced and _set(link, item) in kinds for link, item in added
    )


def _set(link: Link, item: ElementInfo) -> Hashable:
    """Return in what an item stands, and how its link stands in it."""
    inner = []
    for place in link.place.upwards():
        if place is item:
            break
        inner.append((place.tag, place.classes))
    return item.parent and item.parent.at, item.tag, link.away, *inner
