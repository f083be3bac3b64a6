"""Elements that belong together -> the short CSS rules that find them again.

Only tags, ids and classes with their order (`a > b`, `a b`), as a person would
write them; no positions. What the rules are for is decided in `listing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from feedmaker.detect.elements import DATE_NAME, ElementInfo
from feedmaker.model import FieldRules, ListingRules, Rule, Rules

_SAMPLE = 40  # items on which a rule within items is tried
_MOST_TRIED = 60  # selectors for one rule
_MOST_KINDS = 4  # selectors for items that have no class in common
_HIGHEST = 8  # elements above an item that may tell it from others like it
_BETTER = 0.01  # by which a longer selector must beat a shorter one
_ENOUGH = 0.6  # share of the items in which a field must stand
_FEWEST_WORDS = 2  # of a title
_TITLE_NAME = re.compile(r"(?i)title|headline|heading|judul")

_Pairs = list[tuple[ElementInfo, ElementInfo]]
"""Links, each with its item."""


def write_rules(
    places: list[ElementInfo], links: list[ElementInfo], items: list[ElementInfo]
) -> ListingRules:
    """Return the rules by which the items, each with its link, are found on such a page.

    `elements` is the whole page in page order. A field's rule is left out where
    the item shows it by itself: the link's text is the title.
    """
    pairs = list(zip(links, items, strict=True))[:_SAMPLE]
    return ListingRules(
        item=_rule(_item_selector(places, items)),
        link=_rule(_link_selector(places, pairs)),
        fields=FieldRules(
            title=_rule(_title_selector(places, pairs)),
            date=_rule(_date_selector(places, pairs)),
        ),
    )


def _rule(selector: str) -> Rules:
    return (Rule(text=selector, engine="css", select=selector),) if selector else ()


# --- Items ------------------------------------------------------------------


def _item_selector(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return the shortest selector that gives the items and as little else as may be."""
    common = [name for name in _names(items[0]) if all(_is_named(item, name) for item in items)]
    kinds: dict[tuple[str, tuple[str, ...]], list[ElementInfo]] = {}
    for item in items:
        kinds.setdefault((item.tag, item.classes), []).append(item)
    if len(kinds) == 1 or any("." in name for name in common):
        return _best_selector(places, items, common)
    biggest = sorted(kinds.values(), key=len, reverse=True)[:_MOST_KINDS]
    best = (_best_selector(places, kind, _names(kind[0])) for kind in biggest)
    return ", ".join(dict.fromkeys(best))


def _best_selector(places: list[ElementInfo], items: list[ElementInfo], names: list[str]) -> str:
    wanted = {item.at for item in items}
    named = {name: [place for place in places if _is_named(place, name)] for name in names}
    best, best_score = "", -1.0
    for tried, (outer, joint, name) in enumerate(_candidates(items[0], names)):
        found = {place.at for place in named[name] if _is_within(place, outer, joint)}
        score = 2 * len(found & wanted) / (len(found) + len(wanted))  # F1
        if score > best_score + _BETTER:
            best, best_score = f"{outer}{joint}{name}", score
        if best_score == 1 or tried >= _MOST_TRIED:
            break
    return best


def _candidates(item: ElementInfo, names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give (outer, joint, name) for selectors of an item, shorter ones first."""
    names = sorted(names, key=lambda name: ("." not in name, len(name)))
    yield from (("", "", name) for name in names)
    for height, above in enumerate(item.upwards()):
        if 0 < height <= _HIGHEST:
            for outer in _names(above):
                yield from ((outer, " > " if height == 1 else " ", name) for name in names)


def _is_within(place: ElementInfo, outer: str, joint: str) -> bool:
    above = list(place.upwards())[1:] if outer else []
    return not outer or any(_is_named(p, outer) for p in (above[:1] if joint == " > " else above))


def _is_named(place: ElementInfo, name: str) -> bool:
    if name.startswith("#"):
        return place.id == name[1:]
    tag, _, kind = name.partition(".")
    return tag in ("", place.tag) and (not kind or kind in place.classes)


def _names(place: ElementInfo) -> list[str]:
    """Return the simple selectors that an element answers to, the most telling first."""
    own_id = [f"#{place.id}"] if place.id else []
    classes = [f".{kind}" for kind in place.classes]
    return [*own_id, *classes, *(place.tag + kind for kind in classes), place.tag]


# --- What stands in an item -------------------------------------------------


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
            yield from (f"{name} a" for name in _names(place))
    for place in places[item.at + 1 : link.at]:
        if place.tag == "a":
            yield from (f"a:not(.{kind})" for kind in place.classes if kind not in link.classes)


def _title_selector(places: list[ElementInfo], pairs: _Pairs) -> str:
    """Return where the title stands, if the links are whole cards; "" where their text is it."""
    cards = [link for link, _ in pairs if not link.headed and link.end - link.at > 2]
    if len(cards) < _ENOUGH * len(pairs):
        return ""
    seen: Counter[str] = Counter()
    for card in cards:
        parts = [
            place
            for place in places[card.at + 1 : card.end]
            if _FEWEST_WORDS <= place.words < card.words and not place.is_date
        ]
        # In page order: where no name tells, the first part without a date is the title
        seen.update({name: None for part in parts for name in _title_names(part)}.keys())
    common = [name for name, times in seen.items() if times >= _ENOUGH * len(cards)]
    return next(iter([name for name in common if _TITLE_NAME.search(name)] or common), "")


def _title_names(part: ElementInfo) -> list[str]:
    names = [f".{kind}" for kind in part.classes]
    return [name for name in names if not part.dated or _TITLE_NAME.search(name)]


def _date_selector(places: list[ElementInfo], pairs: _Pairs) -> str:
    """Return where most items have what calls itself a date."""
    seen: Counter[str] = Counter()
    for _, item in pairs:
        dates = [place for place in places[item.at + 1 : item.end] if place.is_date]
        seen.update({name: None for place in dates for name in _date_names(place)}.keys())
    return next((n for n, times in seen.most_common() if times >= _ENOUGH * len(pairs)), "")


def _date_names(place: ElementInfo) -> list[str]:
    if place.tag == "time":
        return ["time"]
    return [f".{kind}" for kind in place.classes if DATE_NAME.search(kind)]
