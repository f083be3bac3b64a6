"""Lists of several kinds, taken as one: news with their days above them, and notices with none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedmaker.detect.days_beside import day_in_line, day_in_next, day_in_row_above, with_class
from feedmaker.detect.elements import ElementInfo
from feedmaker.model import Rule, Rules

_Pairs = list[tuple[ElementInfo, ElementInfo]]  # links and their items
_Kind = tuple[str, ...]  # steps of XPath that all items of a kind pass, and no others

_FEWEST = 3  # items of a kind: the days beside fewer may be another list's
_MOST = 40  # of a kind that are looked at
_MOST_KINDS = 6
_SEVERAL = 2
_BESIDE = ("preceding-sibling::", "following-sibling::")


def days_of_parts(
    places: list[ElementInfo], every: _Pairs, says_days: Callable[[_Pairs], bool]
) -> Rules:
    """Return rules for the days right beside the items of some kinds, each for its own kind alone.

    A kind has a tag, or a class too, or stands in elements of a tag and a class, as no other does.
    What stands further away may be an item's of another kind. `says_days` tells whether items show
    days themselves.
    """
    pairs = sorted(every, key=lambda pair: pair[1].at)
    for kind_of in (_tag, _class, _holder):
        kinds: dict[_Kind, _Pairs] = {}
        for pair in pairs:
            kinds.setdefault(kind_of(pair[1]), []).append(pair)
        if len(kinds) < _SEVERAL:
            continue
        large = sorted(kinds, key=lambda kind: -len(kinds[kind]))[:_MOST_KINDS]
        found: list[Rule] = []
        for kind in large:
            part = kinds[kind][:_MOST]
            if len(part) >= _FEWEST and not says_days(part):
                found.extend(_of_kind(kind, places, [item for _, item in part]))
        if found:
            return tuple(found)
    return ()


def _tag(item: ElementInfo) -> _Kind:
    return (f"self::{item.tag}",)


def _class(item: ElementInfo) -> _Kind:
    return (f"self::{_called(item)}",)


def _holder(item: ElementInfo) -> _Kind:
    holder = item.parent
    return (*_class(item), f"parent::{_called(holder)}") if holder is not None else _class(item)


def _called(place: ElementInfo) -> str:
    if place.classes:
        return with_class(place.tag, place.classes[0])
    return place.tag if place.node.attributes.get("class") else f"{place.tag}[not(@class)]"


def _of_kind(kind: _Kind, places: list[ElementInfo], items: list[ElementInfo]) -> Iterator[Rule]:
    """Give the rule, if there is one, for days that stand beside items of a kind."""
    select = day_in_line(items) or day_in_next(places, items) or day_in_row_above(places, items)
    if select.startswith(_BESIDE):
        own, *holder = kind
        select = f"{own}{''.join(f'[{one}]' for one in holder)}/{select}"
        yield Rule(text=f"xpath:{select}", engine="xpath", select=select)
