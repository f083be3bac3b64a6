"""Boxes of the most commented or shared stories, told by their counts -> a page's links without.

Each row of such a box has one number, and those fall from the first to the last. A list of a
page's own may be sorted so as well: what is left out is little beside others that lead to stories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import address_kind
from feedmaker.detect.links import Link

_FEWEST, _MOST = 5, 10  # rows of such a box
_STEEP = 1.5  # times the last count: numbers of issues and years fall more slowly
_OTHERS = 2  # times as many stories stand elsewhere
_COUNT = re.compile(r"\d{1,3}(?:[., ]\d{3})*|\d+", re.ASCII)
_COUNT_FIRST = re.compile(r"(\d{1,9})\s+[-–—|·]\s", re.ASCII)
_LARGE = 50  # elements of a row that is more than a title and a count


def without_rankings(links: Sequence[Link]) -> list[Link]:
    """Leave out the links in boxes whose counts fall, where as many others are made alike."""
    rows: dict[int, dict[int, ElementInfo]] = {}
    for link in links:
        row = next((up for up in link.place.upwards() if up.tag == "li"), None)
        if row is not None and row.parent is not None:
            rows.setdefault(row.parent.at, {})[row.at] = row
    boxes = {at for at, some in rows.items() if _falls([*some.values()])}
    inside = {k.place.at for k in links if boxes & {up.at for up in k.place.upwards()}}
    if not inside:
        return [*links]
    kinds = Counter(address_kind(k.url) for k in links if k.place.at not in inside)
    own = Counter(address_kind(k.url) for k in links if k.place.at in inside)
    usual = own.most_common(1)[0][0]
    if kinds[usual] < _OTHERS * own[usual]:
        return [*links]
    return [link for link in links if link.place.at not in inside]


def counts_fall(titles: Sequence[str]) -> bool:
    """Tell whether titles begin with numbers that fall: "412 - Tar", "97 - Oars"."""
    heads = [_COUNT_FIRST.match(title) for title in titles]
    counts = [int(head[1]) for head in heads if head]
    falls = len(counts) == len(titles) >= _FEWEST and all(a >= b for a, b in pairwise(counts))
    return falls and counts[0] >= _STEEP * counts[-1]


def _falls(rows: list[ElementInfo]) -> bool:
    if not _FEWEST <= len(rows) <= _MOST or any(row.end - row.at > _LARGE for row in rows):
        return False
    counts = [_count(row) for row in rows]
    falls = all(a >= b > 0 for a, b in pairwise(counts))
    return falls and counts[0] >= _STEEP * counts[-1]


def _count(row: ElementInfo) -> int:
    """Return the number that stands alone in a row; 0 if none does, or several do."""
    nodes = row.node.traverse(include_text=True)
    texts = ((node.text_content or "").strip() for node in nodes if node.is_text_node)
    found = [text for text in texts if _COUNT.fullmatch(text)]
    return int(re.sub(r"\D", "", found[0])) if len(found) == 1 else 0
