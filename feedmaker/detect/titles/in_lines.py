"""Titles that are one part of a line: before a break in a link, or behind one that is no name.

Each is told by an XPath rule, or none.
"""

from __future__ import annotations

from statistics import mean

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, says_only_day
from feedmaker.detect.links import is_number
from feedmaker.detect.titles.worth import OFTEN, SURELY, quality
from feedmaker.model import Rule
from feedmaker.page.rule_engine import INLINE, text_of

_SIGNS = (" - ", " – ", " — ", ": ", " | ", " · ")  # between a day and the name behind it
_FIRST = ("- ", "– ", "— ", ": ", "| ", "· ")  # between a number and the name behind it
_NAMED = 0.5  # worth of "Smith v. Weir"
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


def _as_xpath(select: str) -> tuple[Rule, ...]:
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
