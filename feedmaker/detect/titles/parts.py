"""The parts of an item that have words of their own, and the one that names most items best.

Each is told by a selector that finds it in its item. What no element holds by itself, a line of
a text or the row beside the item, is the matter of `other_places`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.names import is_made_up, names_of
from feedmaker.detect.titles.worth import (
    ENOUGH,
    LABEL,
    MOST_WORDS,
    PLAIN,
    is_title_name,
    worth_of,
)
from feedmaker.page.rule_engine import INLINE, text_of

_MOST_PARTS = 40  # of one item
_MOST_TRIED = 40
_DEEPEST_PART = 4  # elements of an item that hold a part told by where it stands
_SEVERAL = 2  # links in a part that is no title
_FEWEST_CELLS = 2  # of a row whose cells are not called so
_OF_ITS_TAG = 0.7  # worth of a card's part that only its tag tells: the first such is the title
_CLASS = re.compile(r"[A-Za-z][\w-]*", re.ASCII)  # that a selector says as it is
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item that has words of its own."""

    place: ElementInfo
    text: str
    order: int


def parts_of(
    places: list[ElementInfo], holder: ElementInfo, most_links: int = _SEVERAL - 1
) -> Iterator[Part]:
    """Give the parts of an item that have words of their own, in page order."""
    below: Counter[int] = Counter()
    links: Counter[int] = Counter()
    inside = places[holder.at + 1 : holder.end]
    for place in inside:
        if place.parent is not None:
            below[place.parent.at] += place.words
        if place.tag == "a":
            links.update(above.at for above in place.upwards())
    order = 0
    for place in inside:
        if (
            (place.words > below[place.at] or _is_whole_title(places, place))
            and not _in_another(place, holder)
            and links[place.at] <= most_links
        ):
            yield Part(place, text_of(place.node), order)
            order += 1
            if order == _MOST_PARTS:
                break


def _is_whole_title(places: list[ElementInfo], place: ElementInfo) -> bool:
    """Tell whether an element is called a title, whose words stand in lines of one paragraph."""
    called = any(map(is_title_name, place.classes))
    if not called or not 0 < place.words <= MOST_WORDS or LABEL.match(text_of(place.node)):
        return False
    return all(inner.tag in INLINE for inner in places[place.at + 1 : place.end])


def _in_another(place: ElementInfo, holder: ElementInfo) -> bool:
    """Tell whether a part stands in a sentence: a word in bold, a link in a text."""
    parent = place.parent
    own = parent is not None and parent is not holder and parent.tag in {"p", "h1", "h2", "h3"}
    return own and parent is not None and parent.words > 2 * place.words


def best_part(
    places: list[ElementInfo],
    holders: list[ElementInfo],
    pairs: list[tuple[ElementInfo, ElementInfo]],
    most_links: int = _SEVERAL - 1,
) -> tuple[str, float]:
    """Return the selector of the part of the holders that names the items best, and its worth.

    "" and 0 if no part that most have names anything; pairs are each item's link and the item.
    What holds more than `most_links` is a line of links, where it isn't a text with links in it.
    """
    seen: Counter[str] = Counter()
    orders: dict[str, int] = {}
    outer = set[int]()  # what holds a whole link, or several parts, has more words than its title
    for holder in holders:
        outer.update(above.node.mem_id for above in holder.upwards())
        parts = [*parts_of(places, holder, most_links)]
        outer.update(_holding_several(parts, holder))
        for part in parts:
            for name in _names(part.place, holder):
                seen[name] += 1
                orders[name] = min(orders.get(name, part.order), part.order)
    common = [name for name, times in seen.items() if times >= ENOUGH * len(holders)]
    common.sort(key=lambda name: (orders[name], len(name)))
    cards = all(holder.tag == "a" for holder in holders)
    best, best_worth = "", 0.0
    for name in common[:_MOST_TRIED]:
        texts = []
        for _, item in pairs:
            node = first_inside(item, name)
            texts.append(text_of(node) if node and node.mem_id not in outer else "")
        if name in PLAIN and cards and _is_only_one(name, pairs):
            worth = min(worth_of(f"a > {name}", texts), _OF_ITS_TAG)
        else:
            worth = worth_of(name, texts)
        worth -= 0.03 * min(orders[name], 5) + 0.001 * len(name)
        if worth > best_worth:
            best, best_worth = name, worth
    return best, best_worth


def _is_only_one(tag: str, pairs: list[tuple[ElementInfo, ElementInfo]]) -> bool:
    """Tell whether no item has two elements of a tag."""
    return all(len(item.node.css(tag)) < _SEVERAL for _, item in pairs)


def _holding_several(parts: list[Part], holder: ElementInfo) -> Iterator[int]:
    """Give what holds more than one of an item's parts, and is none of them."""
    own = {part.place.at for part in parts}
    held = Counter[int]()
    for part in parts:
        for above in part.place.upwards():
            if above is holder:
                break
            held[above.at] += above.at not in own
            if held[above.at] == _SEVERAL:
                yield above.node.mem_id


def first_inside(item: ElementInfo, selector: str) -> LexborNode | None:
    """Return the first node in an item as rules find it: never the item itself."""
    node = item.node.css_first(selector)
    if node is None or node.mem_id != item.node.mem_id:
        return node
    return next((one for one in item.node.css(selector) if one.mem_id != node.mem_id), None)


def _names(place: ElementInfo, holder: ElementInfo) -> Iterator[str]:
    """Give selectors by which a part may be found in its item."""
    said = place.node.attributes.get("itemprop") or ""
    if said in {"headline", "name"}:
        yield f"[itemprop={said}]"
    names = [name for name in names_of(place) if name[:1] != "#"]
    yield from names
    cell = next((up for up in place.upwards() if up is holder or up.tag in _CELLS), holder)
    if cell is not holder and (cell is place or cell.words == place.words):
        yield f"{cell.tag}:nth-of-type({cell.nth})"
    elif place.parent is holder and _in_row(place):
        turn = f"{place.tag}.{place.classes[0]}:nth-of-type({place.nth})"
        yield from (turn, f"{holder.tag} > {turn}")
    chain = place.tag
    for above in place.upwards():
        if above is place:
            continue
        if above is holder:
            break
        chain = f"{above.tag} > {chain}"
        if above.parent is holder or above.parent is None:
            break
        yield from (f"{name} {place.tag}" for name in names_of(above) if name[:1] == ".")
    if chain != place.tag:
        yield chain
    if names == [place.tag] and place.parent is holder and place.tag in INLINE:
        yield f"{place.tag}:last-of-type"  # the author's own name may be bold as well
        if "class" not in place.node.attributes:  # what stands beside the title is called something
            yield f"{place.tag}:not([class])"
    if names == [place.tag]:  # no class of it is known: only where it stands can tell it
        if place.parent is holder and place.tag not in _CELLS:
            yield from _behind(place)
        yield from _standing(place, holder)


def _behind(place: ElementInfo) -> Iterator[str]:
    """Give selectors of a part by the element before it: ".date + div"."""
    before = place.node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    kinds = (before.attributes.get("class") or "").split() if before is not None else []
    told = (kind for kind in kinds if _CLASS.fullmatch(kind) and not is_made_up(kind))
    yield from (f".{kind} + {place.tag}" for kind in told)


def _in_row(place: ElementInfo) -> bool:
    """Tell whether an element is one of several called alike side by side, as cells are."""
    node = place.node
    said = place.classes and node.attributes.get("class")
    before, behind = node.prev, node.next
    alike = 1
    while alike < _FEWEST_CELLS and (before is not None or behind is not None):
        if before is not None:
            same = before.tag == node.tag and before.attributes.get("class") == said
            alike += same
            before = before.prev if same or before.is_text_node else None
        if behind is not None:
            same = behind.tag == node.tag and behind.attributes.get("class") == said
            alike += same
            behind = behind.next if same or behind.is_text_node else None
    return bool(said) and alike >= _FEWEST_CELLS


def _standing(place: ElementInfo, holder: ElementInfo) -> Iterator[str]:
    """Give selectors by where a part stands in its item, counted from either side.

    From the last too, as what stands before it may be left out: a label that only some have.
    """
    if place.parent is holder and place.tag in _CELLS:
        return  # its row counts it
    steps = [f"{up.tag}:nth-of-type({up.nth})" for up in _inside(place, holder)][::-1]
    above = " > ".join(steps[:-1]) or holder.tag
    if len(steps) < _DEEPEST_PART + 1:
        yield f"{above} > {steps[-1]}"
        if place.parent is not None and place.end == place.parent.end:
            yield f"{above} > {place.tag}:last-child"
        yield f"{above} > {place.tag}:nth-last-of-type({_nth_last(place.node)})"


def _inside(place: ElementInfo, holder: ElementInfo) -> Iterator[ElementInfo]:
    """Give an element and those around it, up to its item."""
    for up in place.upwards():
        if up is holder:
            return
        yield up


def _nth_last(node: LexborNode) -> int:
    """Return the turn of an element among those of its tag beside it, counted from the last."""
    turn, beside = 1, node.next
    while beside is not None and turn < _MOST_PARTS:
        turn += beside.tag == node.tag
        beside = beside.next
    return turn
