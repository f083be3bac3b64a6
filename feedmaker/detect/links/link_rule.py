"""The links of a list's items -> the selector that finds each in its item.

The first that tells the link of the most items wins; which elements are the items, and what else
stands in them, is found elsewhere (`detect.fields`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from urllib.parse import urlsplit

from feedmaker.detect.elements import HEADINGS, ElementInfo, children
from feedmaker.detect.names import names_of
from feedmaker.page.rule_engine import text_of

_MOST_TRIED = 60  # selectors for one rule
_MOST_SIZES = 4  # of headings that the items may have
_MOST_LABELS = 3  # links of an item that are passed over by what they stand in
_NEAR = 3  # elements from the link up whose place among others may tell it
_FOLDER = re.compile(r"(?<=/)([a-z][a-z_-]+)(?=/)", re.IGNORECASE)
_ENOUGH = 0.6  # share of the items in which a field must stand

Pairs = list[tuple[ElementInfo, ElementInfo]]
"""Links, each with its item."""


def link_selector(places: list[ElementInfo], pairs: Pairs) -> str:
    """Return how to find the link in its item; "" where it is the item or the first link there."""
    inner = [(link, item) for link, item in pairs if link is not item]
    if len(inner) < _ENOUGH * len(pairs):
        return ""
    called = (dict.fromkeys(_link_names(places, link, item)) for link, item in inner)
    names = Counter(name for one in called for name in one)
    first = _hits("a[href]", inner)
    tried = [(_hits(selector, inner), selector) for selector, _ in names.most_common(_MOST_TRIED)]
    best_hits, best = max(tried, key=lambda one: one[0], default=(0, ""))
    if max(best_hits, first) < len(inner) and (sizes := _headings(inner)):
        best_hits, best = max(
            (best_hits, best), (_hits(sizes, inner), sizes), key=lambda one: one[0]
        )
    several = [selector for hits, selector in tried if hits]
    for _ in range(_MOST_SIZES - 1):  # items of several kinds, each with headings of its own size
        if max(best_hits, first) == len(inner):
            break
        joined = (f"{best}, {other}" for other in several if other not in best.split(", "))
        hits, longer = max(((_hits(one, inner), one) for one in joined), default=(0, ""))
        if hits <= best_hits:
            break
        best_hits, best = hits, longer
    if max(best_hits, first) < len(inner):
        without = _without_labels(places, inner, best if best_hits >= first else "a")
        best_hits, best = max((best_hits, best), without, key=lambda one: one[0])
    if best_hits < len(inner):  # a picture is linked in front of some: what it leads to counts
        alike = _hits("a[href]", inner, alike=True)
        if alike == len(inner) or alike > _hits(best or "a[href]", inner, alike=True):
            return ""
    return best if best_hits > first else ""


def _without_labels(places: list[ElementInfo], pairs: Pairs, selector: str) -> tuple[int, str]:
    """Return the selector without links that stand in what is named otherwise, and its hits.

    So the section's name stands above the title of some items, as a heading of its own, and a
    picture between them.
    """
    if "," in selector or selector.endswith("]"):
        return 0, ""
    best = _hits(selector, pairs, alike=True), _hits(selector, pairs), selector
    for _ in range(_MOST_LABELS):
        names = Counter(name for pair in pairs for name in _named_before(places, *pair, best[2]))
        usual = [name for name, n in names.most_common(_MOST_SIZES) if n > 1 or name[0] != "#"]
        tried = (f"{best[2]}:not({name} *)" for name in usual)
        counted = ((_hits(one, pairs, alike=True), _hits(one, pairs), one) for one in tried)
        better = max(counted, default=best, key=lambda one: one[:2])
        if better[:2] <= best[:2]:
            break
        best = better
    return best[1:]


def _named_before(
    places: list[ElementInfo], link: ElementInfo, item: ElementInfo, selector: str
) -> list[str]:
    """Return the names of what another link stands in that a selector finds before an item's."""
    node = item.node.css_first(selector)
    first = node.mem_id if node is not None else 0
    before = places[item.at + 1 : link.at]
    other = next((one for one in before if one.node.mem_id == first), None)
    if other is None:
        return []
    around = {up.at for up in link.upwards()}
    own = takewhile(lambda up: up.at not in around, other.upwards())
    parts = [up for up in own if up is not other]
    ids = [f"#{up.id}" for up in parts if up.id]  # of all items alike, at times
    return [*(f".{kind}" for up in parts for kind in up.classes), *ids]


def _headings(pairs: Pairs) -> str:
    """Return what finds a link in a heading, where links stand in those of several sizes."""
    sizes = {up.tag for link, _ in pairs for up in link.upwards() if up.tag in HEADINGS}
    return ", ".join(f"{size} a" for size in sorted(sizes)) if len(sizes) > 1 else ""


def _hits(selector: str, pairs: Pairs, *, alike: bool = False) -> int:
    """Count the items in which the selector's first node is the link, or one as good.

    That is `alike`: a link without words that leads to the same address.
    """
    found = ((item.node.css_first(selector), link.node) for link, item in pairs)
    return sum(
        node is not None
        and (
            node.mem_id == link.mem_id
            or (
                alike
                and not text_of(node)
                and node.attributes.get("href") == link.attributes.get("href")
            )
        )
        for node, link in found
    )


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
        if link.parent is not None and link.parent is not item:
            yield from (f"{name} > a" for name in names_of(link.parent))  # a label has its own
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
            yield from _names_after(places, place, before, inner)
        if any(place.words for place in before) and _is_last(places, link):
            yield "a:last-of-type"  # behind a topic that not all items have
        yield from _addresses_passed(link, before)


def _is_last(places: list[ElementInfo], link: ElementInfo) -> bool:
    parent = link.parent
    return parent is not None and not any(
        one.tag == "a" for one in children(places, parent) if one.at > link.at
    )


def _addresses_passed(link: ElementInfo, passed: list[ElementInfo]) -> Iterator[str]:
    """Give selectors that tell a link by the folders of topics, in which its own address isn't."""
    own = link.node.attributes.get("href") or ""
    for one in passed[:_MOST_LABELS]:
        path = urlsplit(one.node.attributes.get("href") or "").path
        for folder in _FOLDER.findall(path)[:_MOST_LABELS]:
            if f"/{folder}/" not in own:
                yield f'a:not([href*="/{folder}/"])'


def _names_after(
    places: list[ElementInfo], place: ElementInfo, passed: list[ElementInfo], inner: str
) -> Iterator[str]:
    """Give selectors that tell a part of an item by what stands beside it and holds other links."""
    if place.parent is None:
        return
    beside = [one for one in children(places, place.parent) if one.at < place.at]
    for one in beside:
        if one.tag == place.tag and any(one.at <= link.at < one.end for link in passed):
            others = (kind for kind in one.classes if kind not in place.classes)
            yield from (f"{place.tag}:not(.{kind}){inner}" for kind in others)
            if one.pictured and not place.pictured:
                yield f"{place.tag}:not(:has(img)){inner}"
    if beside and beside[-1].tag != place.tag:
        yield from (f"{name} + {place.tag}{inner}" for name in names_of(beside[-1]))
