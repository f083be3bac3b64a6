"""Titles that are one part of a line: before a break, or beside a day or a number.

Each is told by an XPath rule, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from statistics import mean

from selectolax.lexbor import LexborNode

from feedmaker.detect.days_beside import is_day
from feedmaker.detect.elements import ElementInfo, says_only_day
from feedmaker.detect.links import is_number
from feedmaker.detect.titles.worth import ENOUGH, OFTEN, SURELY, quality
from feedmaker.model import Rule
from feedmaker.page.rule_engine import INLINE, text_of

_SIGNS = (" - ", " – ", " — ", ": ", " | ", " · ")  # between a day and the name behind it
_FIRST = ("- ", "– ", "— ", ": ", "| ", "· ")  # between a number and the name behind it
_NAMED = 0.5  # worth of "Smith v. Weir"
_TWO = 2  # texts of a link: a name and a day
_BRACKETS = "()[]-–—|·:, \xa0"  # around a day beside a name
_LONGEST = 150  # characters of a name; what is longer is the text itself


def before_break(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles that stand first in their links, above a smaller text.

    `<a>The title<br><small>What it is about</small></a>`: words of the link's own, then a break or
    a block, then elements. What a break alone parts are the lines of one title.
    """
    said = [_first_line(link.node) for link, _ in pairs]
    if len({*said}) < len(said) or mean(map(quality, said)) < SURELY:
        return ()
    if all(link is item for link, item in pairs):
        return _as_xpath("string(text()[normalize-space()][1])")
    firsts = (item.node.css_first("a[href]") for _, item in pairs)
    if any(
        first is None or first.mem_id != link.node.mem_id
        for first, (link, _) in zip(firsts, pairs, strict=True)
    ):
        return ()
    return _as_xpath("string(.//a[@href][1]/text()[normalize-space()][1])")


def _first_line(link: LexborNode) -> str:
    """Return the words that open a link, if a break or a block and then elements come behind."""
    said, broken, more = "", False, False
    for node in link.iter(include_text=True):
        words = (
            text_of(node) if node.is_element_node else " ".join((node.text_content or "").split())
        )
        broken = broken or (bool(said) and node.is_element_node and node.tag not in INLINE)
        if words and node.is_text_node:
            if said:
                return ""  # the title's next line
            said = words
        elif words:
            if not broken:
                return ""
            more = True
    return said if more else ""


def behind_day(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for names that stand in a line behind links that are days.

    `<li><a href=…>3 May 2026</a> - Repair of the weir</li>`: all by one sign, and all another name.
    """
    lines = [(text_of(link.node), text_of(item.node)) for link, item in pairs if item is not link]
    if len(lines) < len(pairs) or not all(says_only_day(day) for day, _ in lines):
        return ()
    for sign in _SIGNS:
        names = [
            line.removeprefix(day + sign) for day, line in lines if line.startswith(day + sign)
        ]
        told = len(names) == len(lines) and len({*names}) >= OFTEN * len(names)
        if told and mean(map(quality, names)) >= SURELY and max(map(len, names)) <= _LONGEST:
            return _as_xpath(f"substring-after(normalize-space(.), '{sign}')")
    return ()


def behind_number(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for names that stand right behind links that are but numbers.

    `<li><a href=…>26-311</a> Smith v. Jones (3 May 2026)</li>`: all other names, and what stands
    behind them in brackets is none of it, where all have such.
    """
    said: list[str] = []
    for link, item in pairs:
        first = item.node.css_first("a[href]") if item is not link else None
        number = first is not None and first.mem_id == link.node.mem_id and text_of(link.node)
        behind = link.node.next
        if not number or not is_number(number) or behind is None or not behind.is_text_node:
            return ()
        said.append(" ".join((behind.text_content or "").split()))
    bracketed = all(name.find("(") > 0 for name in said)
    said = [name.partition("(")[0].strip() for name in said] if bracketed else said
    sign = next((sign for sign in _FIRST if all(name.startswith(sign) for name in said)), "")
    names = [name.removeprefix(sign) for name in said]
    told = len({*names}) >= OFTEN * len(names) and max(map(len, names)) <= _LONGEST
    if not told or mean(map(quality, names)) < _NAMED:
        return ()
    select = "(.//a[@href])[1]/following-sibling::text()[1]"
    select = f"substring-before({select}, '(')" if bracketed else select
    select = f"substring-after({select}, '{sign}')" if sign else select
    return _as_xpath(f"normalize-space({select})")


def beside_line(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for names that share their links with a day in the line below, or above.

    `<a><b>Regular Meeting</b><br>5/19/2026</a>`: two texts, and the day none of an element that
    could be left out by itself. Some links of the list may be the name alone.
    """
    names, turns = dict[str, str](), set[bool]()  # names by address: a list may be there twice
    for link, item in pairs:
        first = link.node if link is item else item.node.css_first("a[href]")
        lines = [*_texts(link.node)]
        if first is None or first.mem_id != link.node.mem_id or not 1 <= len(lines) <= _TWO:
            return ()
        days = [_is_day(text_of(line).strip(_BRACKETS)) for line in lines]
        if len(lines) == _TWO:
            if all(days) or not any(days) or _is_apart(lines[days.index(True)], lines):
                return ()
            turns.add(days[0])
        address = link.node.attributes.get("href") or ""
        names[address] = text_of(lines[days.index(False)]) if False in days else ""
    said = names.values()
    if len(turns) != 1 or len({*said}) < ENOUGH * len(said) or mean(map(quality, said)) < SURELY:
        return ()
    inside = "." if all(link is item for link, item in pairs) else ".//a[@href][1]"
    turn = "last()" if turns.pop() else "1"
    return _as_xpath(f"string(({inside}//text()[normalize-space()])[{turn}])")


def _is_day(text: str) -> bool:
    return says_only_day(text) or is_day(text)


def _texts(link: LexborNode) -> Iterator[LexborNode]:
    """Give the texts of a link; three are enough to tell that it isn't a name and a day."""
    nodes = (one for one in link.traverse(include_text=True) if one.is_text_node)
    return islice((one for one in nodes if (one.text_content or "").strip()), _TWO + 1)


def _is_apart(day: LexborNode, lines: list[LexborNode]) -> bool:
    """Tell whether a day stands in an element of its own: it is no part of the title then."""
    around = day.parent
    if around is None:
        return True
    own = text_of(around)
    return not all(text_of(line) in own for line in lines)


def _as_xpath(select: str) -> tuple[Rule, ...]:
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
