"""Names of something else that stand as a list's links do: the heading of a box above the list.

Such a link has no item of its own: all that stands around it, up to the list, seems to be that, and
so the stories of the box are in it, whose addresses go on from that of the box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups.groups import FEWEST, Group
from feedmaker.detect.links import Link

_SHORTER = 3  # times the words of a name that is no title beside the list's
_SEVERAL = 2  # stories of a box


def without_surroundings(group: Group) -> Group:
    """Return a group without short names that stand alone, over links that lead below theirs."""
    least = median(group.lengths) / _SHORTER
    kinds = Counter(item.path for item in group.items)
    alone = [
        (link, item)
        for link, item, words in zip(group.links, group.items, group.lengths, strict=True)
        if words < least and kinds[item.path] == 1
    ][:FEWEST]  # a list has hardly more boxes around it
    beside = [link for links in group.beside.values() for link in links] if alone else []
    names = {link.alias for link, item in alone if _heads(link, item, beside)}
    kept = [at for at, link in enumerate(group.links) if link.alias not in names]
    if not names or len(kept) < FEWEST:
        return group
    return group.part([group.links[at] for at in kept], [group.items[at] for at in kept])


def _heads(name: Link, item: ElementInfo, links: Iterable[Link]) -> bool:
    """Tell whether an item holds several links to what is below the address of its name."""
    ends = tuple(f"{name.url.rstrip('/')}{sign}" for sign in ("/", "?", "&"))
    below = {
        link.alias
        for link in links
        if item.at <= link.place.at < item.end and link.url.startswith(ends)
    }
    return len(below - {name.alias}) >= _SEVERAL
