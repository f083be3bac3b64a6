"""A picture that leads elsewhere, above a story's link -> that link, as the others are words.

A film on another site is shown so above the news about it; without the picture, the news would
have been the first link of its row, as it is in the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.links import Link

_MOST = 0.7  # of a list's links that are words, if one of a picture is none of it


def worded(usable: Sequence[Link], links: list[Link], items: list[ElementInfo]) -> list[Link]:
    """Return the links of a list, each that is but a picture and leads away by its item's own.

    That is the only one with words there. `usable` are the page's links in its order.
    """
    if sum(link.place.words > 0 for link in links) < _MOST * len(links):
        return links
    starts = [link.place.at for link in usable]
    taken = {link.alias for link in links}
    found = []
    for link, item in zip(links, items, strict=True):
        others: dict[str, Link] = {}
        if link.away and not link.place.words:
            inside = usable[bisect_left(starts, item.at) : bisect_left(starts, item.end)]
            others = {one.alias: one for one in inside if one.place.words}
        alone = len(others) == 1 and not others.keys() & taken
        found.append(next(iter(others.values())) if alone else link)
    return found
