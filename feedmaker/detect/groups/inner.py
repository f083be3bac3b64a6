"""A few boxes of a page that are no stories, but columns that hold the list of them."""

from __future__ import annotations

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups.groups import Group
from feedmaker.detect.links import Link

_MOST_COLUMNS = 4  # of a page
_IN_COLUMN = 3  # links of a list in each of them
_ALIKE = 0.5  # of the best score: what the list in them must have


def inner_first(scored: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
    """Return the groups with one first that stands in the best one's items, if these are columns.

    A few boxes that hold several times as many links of another list are no stories, unless they
    have headings or days: the texts of a young weblog's have links.
    """
    best, outer = scored[0]
    if len(outer.links) > _MOST_COLUMNS or outer.share(_says_story):
        return scored
    own = {link.alias for link in outer.links}
    for at, (score, group) in enumerate(scored):
        if score < _ALIKE * best:
            break
        if len(group.links) < _IN_COLUMN * len(outer.links) or own & {k.alias for k in group.links}:
            continue
        held = (any(i.at < k.place.at < i.end for i in outer.items) for k in group.links)
        if all(held):
            return scored[at:]
    return scored


def _says_story(link: Link, item: ElementInfo) -> bool:
    return link.place.in_heading or link.place.headed or item.dated
