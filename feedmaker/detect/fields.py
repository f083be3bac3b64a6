"""What stands in a list's items -> the rules for link, title and date.

A field's rule is left out where the item shows it by itself (the link's text is the
title). Which elements are the items, and their own selector, are found elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from feedmaker.detect.elements import DATE_NAME, ElementInfo
from feedmaker.detect.selectors import names_of
from feedmaker.detect.titles import title_rule
from feedmaker.model import FieldRules, Rule, Rules
from feedmaker.page.rule_engine import text_of

_SAMPLE = 40  # items on which a rule within items is tried
_MOST_TRIED = 60  # selectors for one rule
_NEAR = 3  # elements from the link up whose place among others may tell it
_ENOUGH = 0.6  # share of the items in which a field must stand

_MOST_OF_DATE = 6  # words: day of the week, day, month, year, and the hour
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th)?")
_A_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")

_Pairs = list[tuple[ElementInfo, ElementInfo]]
"""Links, each with its item."""


def find_fields(
    places: list[ElementInfo], links: list[ElementInfo], items: list[ElementInfo]
) -> tuple[Rules, FieldRules]:
    """Return how the link is found in its item, and the rules for the fields."""
    pairs = list(zip(links, items, strict=True))[:_SAMPLE]
    fields = FieldRules(
        title=title_rule(places, pairs),
        date=as_rule(_date_selector(places, pairs)) or _date_beside(places, pairs),
    )
    return as_rule(_link_selector(places, pairs)), fields


def as_rule(selector: str) -> Rules:
    """Return a selector as the rules of a key; () if there is none."""
    return (Rule(text=selector, engine="css", select=selector),) if selector else ()


def _link_selector(places: list[ElementInfo], pairs: _Pairs) -> str:
    """Return how to find the link in its item; "" where it is the item or the first link there."""
    inner = [(link, item) for link, item in pairs if link is not item]
    if len(inner) < _ENOUGH * len(pairs):
        return ""
    names = Counter(name for link, item in inner for name in _link_names(places, link, item))
    best, best_hits = "", _hits("a[href]", inner)
    for selector, _ in names.most_common(_MOST_TRIED):
        hits = _hits(selector, inner)
        if hits > best_hits:
            best, best_hits = selector, hits
    return best


def _hits(selector: str, pairs: _Pairs) -> int:
    """Count the items in which the selector's first node is the link."""
    found = ((item.node.css_first(selector), link.node) for link, item in pairs)
    return sum(node is not None and node.mem_id == link.mem_id for node, link in found)


def _link_names(places: list[ElementInfo], link: ElementInfo, item: ElementInfo) -> Iterator[str]:
    """Give selectors that may tell the link from the others in its item."""
    yield from (f"a.{kind}" for kind in link.classes)
    for place in link.upwards():
        if place is item:
            break
        if place is not link:
            yield from (f"{name} a" for name in names_of(place))
    before = [place for place in places[item.at + 1 : link.at] if place.tag == "a"]
    for place in before:
        yield from (f"a:not(.{kind})" for kind in place.classes if kind not in link.classes)
    if before:
        passed = [kind for place in before for kind in place.classes if kind not in link.classes]
        for place in list(link.upwards())[1:]:
            if place is item:
                break
            yield from (f"{n} a:not(.{kind})" for n in names_of(place) for kind in passed)
        yield from (
            f"a[{name}]" for name in ("target", "title", "rel") if link.node.attributes.get(name)
        )
        for place in list(link.upwards())[:_NEAR]:
            if place is item:
                break
            inner = "" if place is link else " a"
            yield f"{place.tag}:nth-of-type({place.nth}){inner}"
            if place.nth > 1:
                yield f"{place.tag} + {place.tag}{inner}"


def _date_selector(places: list[ElementInfo], pairs: _Pairs) -> str:
    """Return where most items have what calls itself a date."""
    seen: Counter[str] = Counter()
    for _, item in pairs:
        dates = [place for place in places[item.at + 1 : item.end] if place.is_date]
        seen.update({name: None for place in dates for name in _date_names(place)}.keys())
        if not dates:
            parted = [p for p in places[item.at + 1 : item.end] if _is_parted_date(places, p)]
            seen.update({f".{kind}": None for place in parted for kind in place.classes}.keys())
    return next((n for n, times in seen.most_common() if times >= _ENOUGH * len(pairs)), "")


def _is_parted_date(places: list[ElementInfo], place: ElementInfo) -> bool:
    """Tell whether an element is a date like a calendar's leaf: the day stands in a part alone."""
    if not place.dated or place.words > _MOST_OF_DATE:
        return False
    parts = []
    at = place.at + 1
    while at < place.end:
        parts.append(places[at])
        at = places[at].end
    days = [part for part in parts if _DAY.fullmatch(text_of(part.node))]
    rest = [part for part in parts if part.dated and part not in days]
    return len(days) == 1 and len(rest) == 1 and not _A_DAY.search(text_of(rest[0].node))


def _date_names(place: ElementInfo) -> list[str]:
    if place.tag == "time":
        return ["time"]
    return [f".{kind}" for kind in place.classes if DATE_NAME.search(kind)]


def _date_beside(places: list[ElementInfo], pairs: _Pairs) -> Rules:
    """Return the rule for dates in the `dt` of items that are a `dd`, and show none."""
    items = [item for _, item in pairs]
    if any(item.tag != "dd" or item.dated for item in items):
        return ()
    dated = sum(
        place.tag == "dt" and place.dated
        for item in items
        if item.parent is not None
        for place in places[item.parent.at : item.at]
        if place.parent is item.parent
    )
    if dated < _ENOUGH * len(items):
        return ()
    select = "preceding-sibling::dt[1]"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
