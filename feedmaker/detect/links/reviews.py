"""Boxes of the latest comments or reviews -> a page's links without what somebody thinks of others.

"Ann Ellis - It works well!" leads to the thing that she means, as that's own name does elsewhere. A
page of reviews has little else: what is left out is few beside links that lead to such things.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from feedmaker.detect.links.links import Link

_SAID = re.compile(r"[^\W\d_][\w.' ]{1,29}\s?[-–—:]\s.*[.!…]")  # who, what, a stop
_FEWEST = 3  # links of such a box
_MOSTLY = 0.7  # of its links: one may end without a stop
_OTHERS = 2  # times as many lead there from elsewhere


def without_reviews(links: Sequence[Link]) -> list[Link]:
    """Leave out links that stand alike and say who thinks what, where others lead to the like."""
    alike: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        alike[link.place.path].append(link)
    said = {
        path
        for path, some in alike.items()
        if len(some) >= _FEWEST and sum(map(_is_said, some)) >= _MOSTLY * len(some)
    }
    if not said:
        return [*links]
    others = Counter(_made(link) for link in links if link.place.path not in said and link.words)
    own = Counter(_made(link) for link in links if link.place.path in said)
    if any(others[made] < _OTHERS * times for made, times in own.items()):
        return [*links]
    return [link for link in links if link.place.path not in said]


def _is_said(link: Link) -> bool:
    """Tell whether a link's words are who thinks what; a card with a heading is a story."""
    return not link.place.headed and bool(_SAID.fullmatch(link.title.strip()))


def _made(link: Link) -> str:
    """Return the folder, or the script, that an address is of."""
    script, asked, _ = link.url.partition("?")
    return script if asked else script.rstrip("/").rpartition("/")[0]
