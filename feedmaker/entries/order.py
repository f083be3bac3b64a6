"""Whether a list has its newest item at the end, told from the dates or numbers of its items.

Only where that is sure: a list that is taken for one that grows at its end loses its
newest items to the limit if it is none. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from feedmaker.entries.precedence import title_of
from feedmaker.model import ListOrder, Teaser

_ENOUGH = 3
"""Items that have to agree."""

_NUMBER = re.compile(r"\d{1,9}")


def has_newest_last(teasers: Sequence[Teaser], stated: ListOrder) -> bool:
    """Tell whether the newest item stands last; `stated` is the site file's word."""
    if stated != "found":
        return stated == "newest_last"
    dates = [date for one in teasers if (date := one.by_rule.date or one.by_itself.date)]
    if dates:
        moments = [date.moment for date in dates]
        rising = all(a <= b for a, b in pairwise(moments)) and moments[0] < moments[-1]
        return rising and len(dates) == len(teasers) >= _ENOUGH
    return any(_counts_up(teasers, told) for told in (_title, _link))


def _counts_up(teasers: Sequence[Teaser], told: Callable[[Teaser], str]) -> bool:
    """Tell whether each item has the next number, in the same place after the same words."""
    if len(teasers) < _ENOUGH:
        return False
    found = [(text, _NUMBER.search(text)) for text in map(told, teasers)]
    numbers = [int(number[0]) for _, number in found if number]
    before = {text[: number.start()] for text, number in found if number}
    one_by_one = all(b == a + 1 for a, b in pairwise(numbers))
    # "1. …", "2. …" may be a chart: a number says how new it is only if it names something
    return len(numbers) == len(teasers) and one_by_one and len(before) == 1 and before != {""}


def _title(teaser: Teaser) -> str:
    return title_of(teaser, None).casefold()


def _link(teaser: Teaser) -> str:
    return teaser.url.partition("://")[2].partition("/")[2].join("//")
