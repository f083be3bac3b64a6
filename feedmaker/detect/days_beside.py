"""Items of a list that show no day themselves -> where their days stand beside them.

In the same line, between two breaks, or in what follows an item: a title's line, then who wrote it
and when. Days within items, and days that head several of them, are the matter of `fields`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.years import SHORT_YEAR, YEAR
from feedmaker.detect.elements import (
    HEADINGS,
    ElementInfo,
    children,
    heading_of,
    says_only_day,
    tells_day,
)
from feedmaker.page.rule_engine import stamp_of, text_of

_DAY_IN_SIGNS = re.compile(r"\d月\s*\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d")
_SHORT_DAY = re.compile(SHORT_YEAR + ":?")
_MONTH_IN_NUMBERS = re.compile(r"(?:19|20)\d\d[./-]\d\d?|\d\d?[./-](?:19|20)\d\d")
_MOST_NEXT = 3  # elements behind an item that may be of it
_MOST_ELEMENTS = 50_000  # of a page; each item has all that follow it looked through
_MOST_PARTS = 4  # elements of a day: a link, the day, the month, the year
_MOSTLY = 0.9  # of the items: others are of another kind
_MOST_AROUND = 3  # elements around an item, above which its day may stand
_LONGEST_LINE = 80  # characters of a line with a day that is no sentence
_BETWEEN = " \t\r\n\xa0-–—|:•·»()[]"
_LINE_ENDS = frozenset({"br", "a", "hr", "p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4"})
_OF_LINES = frozenset({"b", "strong", "i", "em", "span", "font", "u"})
HEADS = HEADINGS | {"dt", "th"}
MOST_OF_DATE = 6  # words: day of the week, day, month, year, and the hour
A_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
WITH_YEAR = re.compile(YEAR)
MOST_OF_DAY = 40  # characters
NEARLY_ALL = 0.95  # of the items: what stands beside the others would be another's day


def is_day(text: str) -> bool:
    """Tell whether a text is a day with its year, and little else."""
    whole = text.strip()
    if _SHORT_DAY.fullmatch(whole):
        return True
    if len(whole) > MOST_OF_DAY or len(whole.split()) > MOST_OF_DATE or not WITH_YEAR.search(whole):
        return False
    if _MONTH_IN_NUMBERS.fullmatch(whole):
        return False
    return bool(A_DAY.search(WITH_YEAR.sub(" ", whole))) or bool(_DAY_IN_SIGNS.search(whole))


def tell_whole_day(items: list[ElementInfo]) -> bool:
    """Tell whether nearly all items hold a line that says a day with its year, and no deadline."""
    told = 0
    for item in items:
        nodes = (one for one in item.node.traverse(include_text=True) if one.is_text_node)
        told += any(names_a_day(node.text_content or "") for node in nodes)
    return told >= NEARLY_ALL * len(items)


def day_in_line(items: list[ElementInfo]) -> str:
    """Return where the text or the element next to most items is their day.

    One between two items stands next to both: the first or the last item has but its own.
    """
    found: Counter[str] = Counter()
    for item in items:
        for axis in ("preceding", "following"):
            kind, text = _next_to(item.node, axis)
            if kind and is_day(text.strip(_BETWEEN)):
                found[f"{axis}-sibling::{kind}"] += 1
    for counted in (found, _lines_with_day(items)):
        for select, times in counted.most_common(1):
            if times >= NEARLY_ALL * len(items):
                return select
    return ""


def _lines_with_day(items: list[ElementInfo]) -> Counter[str]:
    """Return where the texts next to the items name a day among other words, and how often.

    One between two items stands next to both: the first or the last item has but its own.
    """
    found: Counter[str] = Counter()
    for item in items:
        for axis in ("following", "preceding"):
            kind, text = _next_to(item.node, axis)
            if kind.startswith("text") and names_a_day(text):
                found[f"{axis}-sibling::{kind}"] += 1
    return found


def names_a_day(text: str) -> bool:
    """Tell whether a line's words name a day, as behind who wrote: "by Ann @ 2026-11-29 9:28"."""
    words = " ".join(text.split())
    return len(words) <= _LONGEST_LINE and tells_day(words) and not says_deadline(words)


def day_behind_break(items: list[ElementInfo]) -> str:
    """Return where the line above or below that of most items is their day, and says nothing else.

    Breaks part these lines. One between two items stands next to both: the first or the last item
    has but its own.
    """
    found: Counter[str] = Counter()
    for item in items:
        level, whole = 0, item.node
        while (parent := whole.parent) is not None and parent.tag in _OF_LINES:
            level, whole = level + 1, parent
        for axis in ("preceding", "following"):
            kind, text = _next_to(whole, axis, breaks=_MOST_NEXT)
            if kind and says_only_day(" ".join(text.split())):
                found[f"{'../' * level}{axis}-sibling::{kind}"] += 1
    for select, times in found.most_common(1):
        if times >= NEARLY_ALL * len(items):
            return select
    return ""


def _next_to(node: LexborNode, axis: str, breaks: int = 0) -> tuple[str, str]:
    """Return how XPath calls what is next to a node in its line, and its words; "": nothing is.

    It may stand behind as many breaks as told.
    """
    beside = node
    while True:
        following = beside.prev if axis == "preceding" else beside.next
        if following is None or (
            following.tag in _LINE_ENDS and (following.tag != "br" or not breaks)
        ):
            return "", ""
        breaks -= following.tag == "br"
        beside = following
        if beside.is_text_node and (beside.text_content or "").strip(_BETWEEN):
            return "text()[normalize-space()][1]", beside.text_content or ""
        if beside.is_element_node and (text := text_of(beside, _LONGEST_LINE)):
            return f"{beside.tag}[1]", text


def element_before(node: LexborNode) -> LexborNode | None:
    """Return the element in front of a node, whatever texts stand between; None if it is first."""
    beside = node.prev
    while beside is not None and not beside.is_element_node:
        beside = beside.prev
    return beside


def day_in_next(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return where the day stands in what follows most items: a title's line, then who and when.

    No heading is meant but one that is smaller than the item's own, nor what stands above the first
    of the items as well: it heads the next.
    """
    found: Counter[tuple[int, str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for item in items:
        beside = places[item.end] if item.end < len(places) else None
        number = 1
        while beside is not None and beside.parent is item.parent and number <= _MOST_NEXT:
            heads = beside.tag in HEADS and not _is_smaller(beside, item, places)
            if heads or any(beside.at <= one.at < beside.end for one in items):
                break
            kinds = {(p.tag, p.classes[0]) for p in _days_in(places, beside) if p.classes}
            if not kinds and names_a_day(text_of(beside.node, _LONGEST_LINE)):
                kinds = {("*", "")}
            found.update((number, *kind) for kind in kinds)
            for one in kinds:
                first.setdefault(one, item.at)
            beside = places[beside.end] if beside.end < len(places) else None
            number += 1
    for (number, tag, kind), times in found.most_common(1):
        if times < _MOSTLY * len(items):
            break
        if not kind:
            before = element_before(items[0].node)
            heads = before is not None and names_a_day(text_of(before, _LONGEST_LINE))
            return "" if heads else f"following-sibling::*[{number}]"
        above = (p for p in places[: first[tag, kind]] if p.tag == tag and kind in p.classes)
        if not any(map(_says_moment, above)):
            inside = f"descendant-or-self::{with_class(tag, kind)}"
            return f"following-sibling::*[{number}]/{inside}"
    return ""


def _is_smaller(beside: ElementInfo, item: ElementInfo, places: list[ElementInfo]) -> bool:
    """Tell whether an element is a heading of a lower level than an item's: a line below it."""
    own = heading_of(item, places)
    return own is not None and beside.tag in HEADINGS and own.tag < beside.tag


def day_in_row_above(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return where the day stands beside the items that heads one or several, and has no name.

    It is the nearest such row of a tag above nearly each item, or above what holds it: the row of
    one cell among others, the line without a link, or whatever else has the tag. One row alone may
    be today's; several that say the same day are the items'.
    """
    for level in range(_MOST_AROUND):
        holders = [holder for item in items if (holder := _around(item, level))]
        if len(holders) < len(items):
            return ""
        above: dict[str, list[int]] = {}
        for parent in {
            holder.parent.at: holder.parent for holder in holders if holder.parent
        }.values():
            for form, row in _days_above(places, parent, {holder.at for holder in holders}):
                above.setdefault(form, []).append(row)
        for form, rows in above.items():
            if (
                len(rows) >= NEARLY_ALL * len({holder.at for holder in holders})
                and len({*rows}) > 1
            ):
                return f"{'../' * level}preceding-sibling::{form}[1]"
    return ""


def _around(item: ElementInfo, level: int) -> ElementInfo | None:
    place: ElementInfo | None = item
    for _ in range(level):
        place = place.parent if place is not None else None
    return place


def _days_above(
    places: list[ElementInfo], parent: ElementInfo, holders: set[int]
) -> Iterator[tuple[str, int]]:
    """Yield for each holder among the children of an element each form of a day above it, where."""
    last: dict[str, int] = {}
    for place in children(places, parent):
        if place.at in holders:
            yield from ((form, day) for form, day in last.items() if day)
        day = 0
        if place.at not in holders and place.words <= 2 * MOST_OF_DATE:
            day = place.at if is_day(text_of(place.node)) else 0
        last[place.tag] = day
        if place.tag == "tr" and sum(1 for _ in children(places, place)) == 1:
            last["tr[count(*)=1]"] = day
        if place.node.css_first("a") is None:
            last[f"{place.tag}[not(.//a)]"] = day


def day_above_list(items: list[ElementInfo]) -> str:
    """Return where the day stands right above the list of a few items: "May 3, 2026 - Meeting".

    Several such lines head lists of one item or more each, and nearly all items stand below one.
    A line may be an element, or the text of the entry that the list is in.
    """
    said: dict[int, str] = {}  # once for each element: one of many words may stand above all items
    for level in range(1, _MOST_AROUND + 1):
        heads: dict[str, list[str]] = {"*": [], "text()[normalize-space()]": []}
        for item in items:
            holder = item.node
            for _ in range(level):
                holder = holder.parent or holder
            for above, told in zip(_right_before(holder), heads.values(), strict=True):
                if above is None:
                    continue
                if above.mem_id not in said:
                    said[above.mem_id] = text_of(above, _LONGEST_LINE)
                if names_a_day(said[above.mem_id]):
                    told.append(said[above.mem_id])
        for kind, told in heads.items():
            if len(told) >= NEARLY_ALL * len(items) and len({*told}) > 1:
                return f"{'../' * level}preceding-sibling::{kind}[1]"
    return ""


def _right_before(node: LexborNode) -> tuple[LexborNode | None, LexborNode | None]:
    """Return the element in front of a node, and the text there if no element is nearer."""
    beside = node.prev
    while beside is not None and not beside.is_element_node:
        if beside.is_text_node and (beside.text_content or "").strip():
            return element_before(node), beside
        beside = beside.prev
    return beside, None


def day_at_end(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return where the day stands that ends each story, behind the text below its title.

    Each item has one of its kind before the next item, and none stands above the first of them:
    that would head the next one.
    """
    if len(places) > _MOST_ELEMENTS or any(a.end > b.at for a, b in pairwise(items)):
        return ""
    counted: Counter[tuple[str, str]] = Counter()
    for item, after in pairwise(items):
        between = Counter(_kinds_of_days(places[item.end : after.at]))
        counted.update(kind for kind, times in between.items() if times == 1)
    last = [*dict.fromkeys(_kinds_of_days(places[items[-1].end :]))]
    for kind, times in counted.most_common():
        if times < NEARLY_ALL * (len(items) - 1) or kind not in last:
            continue
        above = _kinds_of_days(places[: items[0].at])
        return "" if kind in above else f"following::{with_class(*kind)}[1]"
    return ""


def _kinds_of_days(places: list[ElementInfo]) -> Iterator[tuple[str, str]]:
    """Yield the tag and the class, the first one, of the elements that are a day and no more."""
    for place in places:
        small = place.words <= 2 * MOST_OF_DATE and place.end - place.at <= _MOST_PARTS
        if small and place.dated and place.classes and is_day(text_of(place.node)):
            yield place.tag, place.classes[0]


def _days_in(places: list[ElementInfo], holder: ElementInfo) -> list[ElementInfo]:
    """Return the elements within another one that are a day and little else, or it itself.

    Or keep its moment beside their words: "18 hours ago".
    """
    return [
        place
        for place in places[holder.at : holder.end]
        if place.dated and place.words <= 2 * MOST_OF_DATE and _says_moment(place)
    ]


def _says_moment(place: ElementInfo) -> bool:
    return is_day(text_of(place.node, MOST_OF_DAY)) or bool(stamp_of(place.node))


def with_class(tag: str, kind: str) -> str:
    if not kind:
        return tag
    return f"{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')]"
