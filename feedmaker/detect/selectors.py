"""Elements that belong together -> the short CSS selector that finds them again.

Only tags, ids and classes with their order (`a > b`, `a b`), `:not()` and `:has()`,
as a person would write them; no positions. Which elements belong together is decided
in `listing`; what stands in an item is found in `fields`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.links import Link
from feedmaker.detect.names import is_layout, is_made_up, names_of

_MOST_KINDS = 4  # selectors for items that have no name in common
_SEEN = 60  # items whose names are looked at
_HIGHEST = 8  # elements above an item that may tell it from others like it
_OUTER = 40  # names of elements above items that are tried
_ENDS = ("last", "first")
_TURNS = 3  # `:not()` and `:has()` of one selector
_GOOD = 0.99  # of a score: nothing longer is tried
_MOST_TRIED = 4_000
# What a selector costs: of two that find the same, a person writes the shorter one
_COST = 0.004
_COST_OF_TAG = 0.0015
_COST_OF_BARE = 0.006  # a tag that says nothing of the items, and stands elsewhere tomorrow
_COST_OF_MADE_UP = 0.012
_PLAIN = 0.0055  # what a part costs at most that is neither bare nor made up
_COST_OF_DULL = 0.003  # a tag that any page is full of
_COST_OF_LAYOUT = 0.001
_TELLING_TAGS = frozenset({"article", "details", "dt", "dd"})
_CELLS = ("td + td", "td + td + td")
_HOLDERS = frozenset({"main", "table", "dl", "ol"})
_DULL_TAGS = frozenset({"div", "span", "ul", "tbody", "td", "form", "center", "font", "body"})


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector and what it finds, by place in the page."""

    text: str
    found: frozenset[int]
    cost: float
    parts: int = 1
    within: str = ""  # its first part, if that is one element of the page
    item: str = ""  # the rest, then


@dataclass(frozen=True, slots=True)
class Picked:
    """What finds the items: `selector` by itself; or, in the one element `within`, `item`."""

    selector: str
    amiss: float  # items that it misses, and elements that it finds beside them
    within: str = ""
    item: str = ""


class Picker:
    """Tries selectors on a page against the items that they should find."""

    def __init__(
        self,
        places: list[ElementInfo],
        links: list[Link],
        chosen: list[Link],
        within: ElementInfo | None = None,
        harm: list[float] | None = None,
    ) -> None:
        """Take the page, all its links, those that lead to its stories, and where they stand.

        `harm` says for each element what is lost if it is taken though it is no item; without
        it, the links tell.
        """
        self._places = places
        self._harm = harm or _harm(places, links, chosen)
        self._named: dict[str, set[int]] = {}
        self._tried = 0
        self._held: dict[int, list[int]] = {}
        inside = places if within is None else places[within.at + 1 : within.end]
        for place in inside:
            if place.parent is not None:
                self._held.setdefault(place.parent.at, []).append(place.at)
            for name in names_of(place):
                self._named.setdefault(name, set()).add(place.at)
        beside = [pair for held in self._held.values() for pair in pairwise(held)]
        cells = self._named.get("td", set())
        for name in _CELLS:
            cells = {at for first, at in beside if first in cells and places[at].tag == "td"}
            self._named[name] = cells
        self._below = cache(self._find_below)
        self._children = cache(self._find_children)

    def pick(self, items: list[ElementInfo]) -> Picked:
        """Return the selector, or a few with commas between, that gives the items."""
        left, found = list(items), set[int]()
        chosen: list[Selector] = []
        wanted = {item.at for item in items}
        while left and len(chosen) < _MOST_KINDS:
            best = self._best(left, wanted)
            gain = (best.found & wanted) - found
            if not gain or (chosen and self._weight(best, wanted) > len(gain)):
                break
            chosen.append(best)
            found |= best.found
            left = [item for item in left if item.at not in found]
        if len(chosen) > 1 and len(found & wanted) == len(wanted):
            chosen = [one for one in chosen if not self._spare(one, chosen, wanted)] or chosen
        gone = wanted - found
        wrong = sum(self._harm[at] for at in found - wanted)
        joined, amiss = ", ".join(one.text for one in chosen), len(gone) + wrong
        if amiss and (by_turns := self._by_turns(items, wanted)):
            return Picked(by_turns, 0)
        if len(chosen) == 1 and chosen[0].within and self._stands_alone(chosen[0]):
            return Picked(joined, amiss, chosen[0].within, chosen[0].item)
        return Picked(joined, amiss)

    def _by_turns(self, items: list[ElementInfo], wanted: set[int]) -> str:
        """Return the classes that the items have by turns, if no other element has them."""
        found, chosen = set[int](), list[str]()
        for item in items:
            if item.at in found:
                continue
            own = (f".{kind}" for kind in item.classes if not is_made_up(kind))
            name = max(own, key=lambda o: len(self._named[o] & wanted), default="")
            if not name or len(chosen) == _MOST_KINDS or self._named[name] - wanted:
                return ""
            found |= self._named[name]
            chosen.append(name)
        return ", ".join(chosen)

    def _stands_alone(self, one: Selector) -> bool:
        """Tell whether `item` finds in `within` what the whole selector does.

        `div > p` in an element finds its own children as well, if it is a `div` itself.
        """
        first, *rest = one.item.split(" ")
        holders = self._named.get(one.within, set()) if rest else set()
        return not any(
            first.partition(":")[0] in names_of(above)
            for at in holders
            for above in self._places[at].upwards()
        )

    def _spare(self, one: Selector, chosen: list[Selector], wanted: set[int]) -> bool:
        others = set().union(*(o.found for o in chosen if o is not one)) if chosen else set()
        return (one.found & wanted) <= others

    def _weight(self, one: Selector, wanted: set[int]) -> float:
        return sum(self._harm[at] for at in one.found - wanted)

    def _score(self, one: Selector, left: set[int], wanted: set[int]) -> float:
        """Return F1 of what is found, less what the selector costs."""
        hits = len(one.found & left)
        if not hits:
            return -1.0
        wrong = self._weight(one, wanted)
        return 2 * hits / (hits + wrong + len(left)) - one.cost

    def _best(self, items: list[ElementInfo], wanted: set[int]) -> Selector:
        left = {item.at for item in items}
        self._tried = 0
        best, best_score = Selector(items[0].tag, frozenset(), 0), -2.0
        near: list[tuple[float, Selector]] = []
        for one in self._candidates(items):
            score = self._score(one, left, wanted)
            near.append((score, one))
            if score > best_score:
                best, best_score = one, score
            self._tried += 1
            if self._tried > _MOST_TRIED:
                break
            if best_score >= _GOOD - one.cost and best.cost <= best.parts * _PLAIN:
                break
        near.sort(key=lambda pair: -pair[0])
        for _, one in near[:4]:
            narrowed = self._narrowed(one, items, left, wanted)
            if (score := self._score(narrowed, left, wanted)) > best_score:
                best, best_score = narrowed, score
        return best

    def _candidates(self, items: list[ElementInfo]) -> Iterator[Selector]:
        """Give selectors for the items, shorter ones first."""
        sample = items[:: max(1, len(items) // _SEEN)]
        own = _common(sample, lambda item: [item], 12)
        simple = [self._simple(name) for name in own]
        alone = [replace(one, cost=_cost_alone(one)) for one in simple]
        yield from sorted(alone, key=lambda one: one.cost)
        outer = [
            self._simple(name)
            for name in _common(sample, lambda i: list(i.upwards())[1 : _HIGHEST + 1], _OUTER)
        ]
        outer.sort(key=lambda one: one.cost)
        middle = [
            self._simple(name)
            for name in _common(sample, lambda i: [i.parent] if i.parent else [], 8)
        ]
        for one in outer:
            for inner in simple:
                yield self._within(one, inner)
        for mid in middle:
            yield from (self._child(mid, inner) for inner in simple)
        for one in outer:
            for mid in middle:
                for joined in (self._within(one, mid), self._child(one, mid)):
                    if joined.found:
                        yield from (self._child(joined, inner) for inner in simple)
        yield from self._chains(items[0])

    def _chains(self, item: ElementInfo) -> Iterator[Selector]:
        """Give `#a > b > c > item` from each element above that has a name of its own."""
        above = list(item.upwards())
        for height in range(2, min(len(above), _HIGHEST)):
            for name in names_of(above[height]):
                one = self._simple(name)
                for place in reversed(above[:height]):
                    one = self._child(one, self._simple(place.tag))
                yield one

    def _narrowed(
        self, one: Selector, items: list[ElementInfo], left: set[int], wanted: set[int]
    ) -> Selector:
        """Return the selector without what it finds beside the items, if that can be said."""
        for _ in range(_TURNS):
            wrong = [self._places[at] for at in one.found - wanted if self._harm[at]][:200]
            if not wrong:
                break
            before = self._score(one, left, wanted)
            told = items if _held(items, wrong) else [i for i in items if i.at in one.found]
            tried = [*self._without(one, items, wrong), *self._having(one, told)]
            better = max(tried, key=lambda o: self._score(o, left, wanted), default=one)
            if self._score(better, left, wanted) <= before:
                break
            one = better
        return one

    def _without(
        self, one: Selector, items: list[ElementInfo], wrong: list[ElementInfo]
    ) -> Iterator[Selector]:
        theirs = Counter(name for place in wrong for name in names_of(place) if "." in name[:1])
        for name, _ in theirs.most_common(12):
            yield self._made(one, f":not({name})", one.found - self._named[name])
        for end in _ENDS:  # mostly but a place among others; of no item, it is what leads on
            if any(_is_named(place, end) for place in wrong):
                ends = {at for at in one.found if _is_named(self._places[at], end)}
                if ends.isdisjoint(item.at for item in items):
                    yield self._made(one, f":not(.{end})", one.found - ends)
        above = Counter(
            name
            for place in wrong
            for name in dict.fromkeys(
                n for up in list(place.upwards())[1 : _HIGHEST + 1] for n in names_of(up)
            )
        )
        ours = {n for item in items for up in list(item.upwards())[1:] for n in names_of(up)}
        for name, _ in above.most_common(40):
            if name not in ours:
                below = self._below(name)
                yield self._made(one, f":not({name} *)", one.found - below)

    def _having(self, one: Selector, items: list[ElementInfo]) -> Iterator[Selector]:
        inside = Counter(
            name
            for item in items[:_SEEN]
            for name in dict.fromkeys(
                n for place in self._places[item.at + 1 : item.end][:80] for n in names_of(place)
            )
        )
        telling = [n for n, times in inside.items() if times >= min(len(items), _SEEN)]
        telling.sort(key=lambda n: (n not in HEADINGS and n != "time", len(n)))
        rows = _CELLS if all(item.tag == "tr" for item in items) else ()  # with fewer it heads some
        for name in [*telling[:15], *rows]:
            yield self._made(one, f":has({name})", self._holding(self._named[name], one.found))
        for name in HEADINGS & {*telling}:  # those beside it have titles that lead nowhere
            led = self._below(name) & self._named.get("a", set())
            yield self._made(one, f":has({name} a)", self._holding(led, one.found))
        if rows and (held := self._holding(self._named.get("tr", ()), one.found)):
            yield self._made(one, ":not(:has(tr))", one.found - held)  # rows for the layout

    def _holding(self, inner: Iterable[int], found: Iterable[int]) -> set[int]:
        """Return which elements hold one of the inner ones."""
        starts = sorted(inner)
        return {
            at
            for at in found
            if bisect_left(starts, self._places[at].end) > bisect_right(starts, at)
        }

    def _made(self, one: Selector, added: str, found: Iterable[int]) -> Selector:
        item = one.item + added if one.within else ""
        cost = one.cost + 1.5 * _COST
        return Selector(one.text + added, frozenset(found), cost, one.parts + 1, one.within, item)

    def _simple(self, name: str) -> Selector:
        return Selector(name, frozenset(self._named.get(name, ())), _cost(name))

    def _within(self, outer: Selector, inner: Selector) -> Selector:
        found = inner.found & self._below(outer.text, outer.found)
        text, cost = f"{outer.text} {inner.text}", outer.cost + inner.cost
        parts = outer.parts + inner.parts
        if len(outer.found) == 1 and (outer.text[0] in ".#" or outer.text in _HOLDERS):
            return Selector(text, found, cost, parts, outer.text, inner.text)
        return Selector(text, found, cost, parts)

    def _child(self, outer: Selector, inner: Selector) -> Selector:
        found = inner.found & self._children(outer.text, outer.found)
        text, parts = f"{outer.text} > {inner.text}", outer.parts + inner.parts
        item = f"{outer.item} > {inner.text}" if outer.within else ""
        return Selector(text, found, outer.cost + inner.cost, parts, outer.within, item)

    def _find_below(self, name: str, found: frozenset[int] | None = None) -> frozenset[int]:
        starts = self._named.get(name, set()) if found is None else found
        below = set[int]()
        reached = 0
        for at in sorted(starts):
            end = self._places[at].end
            if end > reached:
                below.update(range(max(at + 1, reached), end))
                reached = end
        return frozenset(below)

    def _find_children(self, name: str, found: frozenset[int]) -> frozenset[int]:  # noqa: ARG002 - the cache's key
        return frozenset(at for parent in found for at in self._held.get(parent, ()))


def _is_named(place: ElementInfo, kind: str) -> bool:
    """Tell whether an element has a class, be it one that says but where it stands."""
    return kind in (place.node.attributes.get("class") or "").split()


def _held(items: list[ElementInfo], rows: list[ElementInfo]) -> bool:
    """Tell whether a row holds items, so that it gives one of their stories at least."""
    starts = sorted(item.at for item in items)
    return any(bisect_right(starts, row.at) < bisect_left(starts, row.end) for row in rows)


def _cost(name: str) -> float:
    """Return what a name costs: of two that find the same, a person writes the more telling one."""
    tag, mark, kind = name.rpartition("#" if name[0] == "#" else ".")
    cost = _COST + (_COST_OF_TAG if tag or not mark else 0)
    if not mark:
        return cost + (_COST_OF_DULL if name in _DULL_TAGS else 0)
    if is_made_up(kind):
        return cost + _COST_OF_MADE_UP
    return cost + (_COST_OF_LAYOUT if is_layout(kind) else 0)


def _cost_alone(one: Selector) -> float:
    """Return what a name costs that stands alone: a bare tag may stand elsewhere tomorrow."""
    bare = "." not in one.text and one.text[0] != "#" and one.text not in _TELLING_TAGS
    return one.cost + (_COST_OF_BARE if bare else 0)


def _common(
    items: list[ElementInfo], of: Callable[[ElementInfo], list[ElementInfo]], most: int
) -> list[str]:
    """Return the names that most of the items answer to, or the elements that `of` gives."""
    seen: Counter[str] = Counter()
    for item in items:
        seen.update(dict.fromkeys(n for place in of(item) for n in names_of(place)).keys())
    return [name for name, _ in seen.most_common(most)]


def _harm(places: list[ElementInfo], links: list[Link], chosen: list[Link]) -> list[float]:
    """Return for each place what is lost if it is taken for an item though it is none."""
    wanted = {link.alias for link in chosen}
    harm = [0.0] * len(places)
    for anchor in reversed(places):
        if anchor.tag == "a" and not harm[anchor.at]:
            for place in anchor.upwards():  # a button or a way to sort, and no story
                harm[place.at] = 0.3
    for link in reversed(links):
        for place in link.place.upwards():
            harm[place.at] = 0.1 if link.alias in wanted else 1.0
    ways = {way for link in chosen if (way := _way(link.place))}
    for link in reversed(links):  # a topic may stand above the title, that leads to a story again
        if _way(link.place) in ways:
            for place in link.place.upwards():
                harm[place.at] = 0.1 if link.alias in wanted else 1.0
    held = Counter[int]()
    for link in chosen:
        for place in link.place.upwards():
            held[place.at] += 1
    for at, times in held.items():
        if times > 1:
            harm[at] = max(harm[at], 0.5)
    return harm


def _way(place: ElementInfo) -> tuple[str, tuple[str, ...], bool, tuple[str, ...]] | None:
    """Return by what a story's link is told from others beside it; None if by nothing."""
    above = place.parent.classes if place.parent is not None else ()
    told = place.classes or place.in_heading or above
    return (place.tag, place.classes, place.in_heading, above) if told else None
