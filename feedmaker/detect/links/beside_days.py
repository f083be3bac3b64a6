"""Links beside a line with but a day, where breaks alone part the entries.

"May 3, 2026<br><a>The weir is mended</a><br>Open to all. <a>Register</a><br><br>": one paragraph
holds many such entries, or all of a month, and no element holds one of them. Or the day stands
below each title, or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, says_only_day
from feedmaker.detect.links.links import Link
from feedmaker.detect.names import around, path_to
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_FEWEST = 3  # entries that make a list
_IN_ONE = 2  # entries in each holder: others are parted by their elements
_LONGEST_DAY = 60  # characters
_MOST_BREAKS = 4  # between a day and its title
_MOST_FORMS = 3  # of entries
_NO_DAY = "?"
_SIGNS = " \t\r\n\xa0-–—|:•·»()[],"
_INLINE = frozenset({"b", "strong", "i", "em", "span", "font", "u", "time", "small", "big"})
_YEAR = re.compile(r"\d{4}")
_HAS_YEAR = (
    f"node()[1]/self::text()[string-length(normalize-space()) < {_LONGEST_DAY}]"
    "[contains(translate(., '123456789', '000000000'), '0000')]"
)
_ABOVE, _BELOW = "preceding", "following"


def beside_days(usable: Sequence[Link], chosen: Sequence[Link]) -> list[Link]:
    """Return the link beside each day that is a line, or opens or ends one, of some holders.

    The `chosen` stand in those. [] if each holder has but one such day, or if days head several
    titles.
    """
    named = [link for link in usable if link.words and not link.place.chrome]
    above = _of_days(named, _ABOVE)
    below = _of_days(named, _BELOW)  # but for the last of a holder, if they stand above it
    found = below if len(below) > len(above) else above
    holders = {_holder(link).at for link in found.values()}
    if len(found) < max(_FEWEST, _IN_ONE * len(holders)):
        return []
    if not all(any(up.at in holders for up in link.place.upwards()) for link in chosen):
        return []
    others = (k for k in named if k.alias not in found and _holder(k).at in holders)
    lines = {folded(link.title) for link in others if _fills_line(_whole(link.place.node))}
    return [] if 2 * len(lines) > len(found) else [*found.values()]


def _of_days(links: Sequence[Link], axis: str) -> dict[str, Link]:
    """Return the links with a day on one side, by where they lead."""
    found: dict[str, Link] = {}
    for link in links:
        if _has_day(link.place.node, axis):
            found.setdefault(link.alias, link)
    return found


def _holder(link: Link) -> ElementInfo:
    """Return the element that holds a link's line."""
    whole = _whole(link.place.node)
    place = link.place
    while place.parent is not None and place.node.mem_id != whole.mem_id:
        place = place.parent
    return place.parent or place


def _whole(node: LexborNode) -> LexborNode:
    """Return a link with the elements around it that begin with it: those of its type."""
    whole = node
    while (parent := whole.parent) is not None and parent.tag in _INLINE:
        if _said_next(whole, _ABOVE) is not None:
            break
        whole = parent
    return whole


def _next(node: LexborNode, axis: str) -> LexborNode | None:
    return node.prev if axis == _ABOVE else node.next


def _said_next(node: LexborNode, axis: str) -> LexborNode | None:
    """Return the nearest break, element or text on one side that is more than signs."""
    beside = _next(node, axis)
    while beside is not None and not beside.is_element_node:
        if beside.is_text_node and (beside.text_content or "").strip(_SIGNS):
            break
        beside = _next(beside, axis)
    return beside


def _has_day(node: LexborNode, axis: str) -> bool:
    """Tell whether what is next to a link is a day, that fills its line or the rest of the link's.

    One below the link's line may have more between: who speaks.
    """
    whole = _whole(node)
    line, end = _line_beside(whole, axis)
    if axis == _BELOW and line and not says_only_day(line):
        line = ""
    if axis == _BELOW and not _opens_line(whole):
        return False
    breaks = 0
    while not line and end is not None and end.tag == "br" and breaks < _MOST_BREAKS:
        line, end = _line_beside(end, axis)
        breaks += 1
    return bool(line) and says_only_day(line)


def _opens_line(node: LexborNode) -> bool:
    before = _said_next(node, _ABOVE)
    return before is None or before.tag == "br"


def _fills_line(node: LexborNode) -> bool:
    """Tell whether nothing else stands in a link's line."""
    after = _said_next(node, _BELOW)
    return _opens_line(node) and (after is None or after.tag == "br")


def _line_beside(node: LexborNode, axis: str) -> tuple[str, LexborNode | None]:
    """Return what a line says on one side of a node, and what ends it there.

    "" if it has only signs. A link is no part of such a line: no day is said beside it.
    """
    said = ""
    beside = _next(node, axis)
    while beside is not None and len(said) <= _LONGEST_DAY:
        part = ""
        if beside.is_text_node:
            part = " ".join(f"<{beside.text_content or ''}>".split())[1:-1]
        elif beside.tag in _INLINE and beside.css_first("a, br") is None:
            part = f" {text_of(beside)} "
        elif beside.is_element_node:
            break
        said = f"{part}{said}" if axis == _ABOVE else f"{said}{part}"
        beside = _next(beside, axis)
    line = " ".join(said.split()).strip(_SIGNS)
    ends = beside is None or beside.tag not in _INLINE | {"a"}
    return line if ends or not line else _NO_DAY, beside


def lines_beside_days(
    places: list[ElementInfo], all_links: Sequence[Link], items: Sequence[ElementInfo]
) -> tuple[str, str]:
    """Return where items stand that are links beside days, and what finds them; "" if none does.

    Each is called by what stands next to it: `b + br + a`, or a text with a year.
    """
    if any(item.tag != "a" for item in items):
        return "", ""
    holder = around(sorted(items, key=lambda one: one.at))
    inside = [k.place for k in all_links if holder is None or holder.at < k.place.at < holder.end]
    within = path_to(holder, places) if holder is not None else ""
    own = {item.at for item in items}
    for called, written in (
        (_behind, "{}"),
        (lambda node: _day_by(node, _ABOVE), "xpath:.//a[{}]"),
        (lambda node: _day_by(node, _BELOW), "xpath:.//a[{}]"),
    ):
        forms = {called(item.node) for item in items}
        if "" in forms or len(forms) > _MOST_FORMS:
            continue
        if {place.at for place in inside if called(place.node) in forms} == own:
            joint = ", " if called is _behind else " or "
            return within, written.format(joint.join(sorted(forms)))
    return "", ""


def _behind(node: LexborNode) -> str:
    """Return the CSS of a link behind the nearest element that is no break; "" if none is."""
    whole, steps = _whole(node), node.tag or ""
    up: LexborNode | None = node
    while up is not None and up.mem_id != whole.mem_id:
        up = up.parent
        steps = f"{up.tag if up is not None else ''} > {steps}"
    beside, breaks = whole.prev, 0
    while beside is not None and breaks <= _MOST_BREAKS:
        if beside.is_element_node:
            steps = f"{beside.tag} + {steps}"
            if beside.tag != "br":
                return steps if beside.tag in _INLINE else ""
            breaks += 1
        beside = beside.prev
    return ""


def _day_by(node: LexborNode, axis: str) -> str:
    """Return the XPath steps from a link to the element or the text that is its day; "" if none."""
    whole, steps = _whole(node), ""
    up: LexborNode | None = node
    while up is not None and up.mem_id != whole.mem_id:
        up, steps = up.parent, f"{steps}../"
    beside, breaks = _next(whole, axis), 0
    while beside is not None and breaks <= _MOST_BREAKS:
        text = beside.text_content or "" if beside.is_text_node else ""
        if len(" ".join(text.split())) < _LONGEST_DAY and _YEAR.search(text):
            return f"{steps}{axis}-sibling::{_HAS_YEAR}"
        if beside.tag == "br":
            steps = f"{steps}{axis}-sibling::*[1]/self::br/"
            breaks += 1
        elif beside.is_element_node:
            own = f"{steps}{axis}-sibling::*[1]/self::{beside.tag}"
            return own if beside.tag in _INLINE else ""
        elif not beside.is_text_node:
            break
        beside = _next(beside, axis)
    return ""
