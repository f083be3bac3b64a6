"""The days that head the items of a list, one or several each, outside all of them."""

from __future__ import annotations

from feedmaker.detect.days_beside import (
    HEADS,
    MOST_OF_DATE,
    NEARLY_ALL,
    is_day,
    names_a_day,
    with_class,
)
from feedmaker.detect.elements import ElementInfo
from feedmaker.page.rule_engine import text_of

_ENOUGH = 0.6  # share of the items that have a day above them


def day_above(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return where the day stands that heads one item or several, as in a chronicle.

    There are several such days, all outside the items, and nothing else is called alike. What
    stands in another list, above all of them, as news beside the chronicle do, has no such day.
    """
    inside = {at for item in items for at in range(item.at, item.end)}
    kinds: dict[tuple[str, str], list[ElementInfo]] = {}
    for place in places[1 : items[-1].at]:
        if place.words and place.at not in inside and place.end <= items[-1].at:
            for name in [*place.classes, ""] if place.tag in HEADS else place.classes:
                kinds.setdefault((place.tag, name), []).append(place)
    for (tag, name), heads in kinds.items():
        is_head = _heads_day if tag in HEADS else is_day
        if heads[-1].words > 2 * MOST_OF_DATE or not is_head(text_of(heads[-1].node)):
            continue
        above = [next((h for h in reversed(heads) if h.end <= i.at), None) for i in items]
        lists = {i.parent for i, head in zip(items, above, strict=True) if head is not None}
        below = [head for i, head in zip(items, above, strict=True) if i.parent in lists]
        told = [head for head in below if head is not None and is_head(text_of(head.node))]
        several = len({text_of(head.node) for head in told}) > 1
        enough = max(NEARLY_ALL * len(below), _ENOUGH * len(items))
        if several and len(told) >= enough:
            return f"preceding::{with_class(tag, name)}[1]"
    return ""


def _heads_day(text: str) -> bool:
    """Tell whether a heading is a day, or names one: "March 12, 2026 | Closed session"."""
    return is_day(text) or names_a_day(text)
