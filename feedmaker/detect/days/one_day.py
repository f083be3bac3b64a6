"""The only day on a page that heads its whole list: the stories of one day, in an archive say."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from feedmaker.detect.days_beside import HEADS, element_before, is_day
from feedmaker.detect.elements import ElementInfo
from feedmaker.page.rule_engine import text_of

_FEWEST = 3  # items below it
_BY_CHANCE = 0.1  # of them: so many may show a number that only looks like a day
_MOST_AROUND = 2  # elements around the items, above which it may stand


def one_day(items: list[ElementInfo]) -> str:
    """Return where the heading stands that is a day, and above all items, right above the first.

    They show no day themselves, and no other heading stands among them.
    """
    dated = sum(item.dated or item.on_day for item in items)
    if len(items) < _FEWEST or dated > _BY_CHANCE * len(items):
        return ""
    holders = [item.node for item in items]
    for level in range(_MOST_AROUND + 1):
        parents = [holder.parent for holder in holders]
        first, *others = parents
        if first is None or any(one is None or one.mem_id != first.mem_id for one in others):
            holders = [one for one in parents if one is not None]
            continue
        head = element_before(holders[0])
        if head is not None and head.tag in HEADS and is_day(text_of(head)):
            alone = not _has_other(head)
            return f"{'../' * level}preceding-sibling::{head.tag}[1]" if alone else ""
        holders = [one for one in parents if one is not None]
    return ""


def _has_other(head: LexborNode) -> bool:
    """Tell whether a heading of the same tag stands behind one, in the same element."""
    beside = head.next
    while beside is not None:
        if beside.tag == head.tag:
            return True
        beside = beside.next
    return False
