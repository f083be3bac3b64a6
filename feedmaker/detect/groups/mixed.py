"""How far a group of links is two lists in one: some have dates or prices, say, and some not.

A list is of one kind. What lacks something here and there is one list all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups.groups import Group


def mixed(share: float) -> float:
    """Return how far from all or none a share is, from 0 to 1."""
    return 4 * share * (1 - share)


def two_lists(group: Group) -> float:
    """Return how surely a group is two lists, from 0 to 1: one with dates, say, one without.

    Where some of one list lack them, they lack here and there, and not all in one place.
    """
    kinds: dict[int, list[ElementInfo]] = defaultdict(list)
    for item in group.items:
        kinds[item.path].append(item)
    several = [kind for kind in kinds.values() if len(kind) > 1]
    if len(several) < 2:
        return 0.0
    told = (_apart(several, has) for has in (_has_date, _has_price, _has_picture))
    return max(told) * sum(map(len, several)) / len(group.items)


def kinds_unpriced(group: Group) -> float:
    """Return how mixed a group is of kinds that have prices, and others that have none.

    Within a kind some are free, or sold out; and a story here or there is of some money.
    """
    every = Counter(item.path for item in group.items)
    told = Counter(item.path for item in group.items if item.priced)
    return mixed(group.share(lambda _, item: 2 * told[item.path] >= every[item.path]))


def two_scripts(group: Group) -> float:
    """Return how mixed a group is whose addresses name two scripts, from 0 to 1.

    The boards of a forum, say, stand above its threads in rows of the same kind. What is shown of
    things of two kinds (`/concert/view?id=2`, `/party/view?id=3`) is one list of both.
    """
    if any("?" not in link.url for link in group.links):
        return 0.0
    scripts = Counter(link.url.partition("?")[0] for link in group.links)
    # Each story's own address, with the way that one came, or one script in two folders
    if len(scripts) > 2 or len({script.rpartition("/")[2] for script in scripts}) == 1:
        return 0.0
    return mixed(scripts.most_common(1)[0][1] / len(group.links))


def _apart(kinds: list[list[ElementInfo]], has: Callable[[ElementInfo], bool]) -> float:
    """Return how evenly kinds are parted into those that have something, and others after them."""
    all_of = [item.at for kind in kinds if all(map(has, kind)) for item in kind]
    none_of = [item.at for kind in kinds if not any(map(has, kind)) for item in kind]
    if not all_of or not none_of:
        return 0.0
    if min(all_of) < max(none_of) and min(none_of) < max(all_of):
        return 0.0  # they stand among each other
    clear = len(all_of) + len(none_of)
    return clear / sum(map(len, kinds)) * mixed(len(all_of) / clear)


def _has_date(item: ElementInfo) -> bool:
    return item.dated


def _has_price(item: ElementInfo) -> bool:
    return item.priced


def _has_picture(item: ElementInfo) -> bool:
    return item.pictured
