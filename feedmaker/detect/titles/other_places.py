"""Titles that no element of an item holds by itself: in a tooltip, a line, quotation marks.

Or in the row beside the item (`dt` and `dd`). Each is told by an XPath rule, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from statistics import mean

from feedmaker.detect.days_beside import with_class
from feedmaker.detect.elements import HEADINGS, ElementInfo, is_date_text, names_day, says_only_day
from feedmaker.detect.titles.parts import Part, first_inside, parts_of
from feedmaker.detect.titles.worth import (
    ENOUGH,
    LABEL,
    OFTEN,
    SURELY,
    is_title_name,
    quality,
    worth_of,
)
from feedmaker.model import Rule
from feedmaker.page.invitations import without_permanent
from feedmaker.page.rule_engine import text_of

_QUOTES = tuple(
    (start, f"{stop}{end}") for start, end in ('""', "“”", "„“", "«»") for stop in (",", ".", "")
)
_LONGEST_QUOTE = 300  # characters
_PHRASE = 4  # words of a tooltip that names one thing alone
_CUT = ("…", "...", "[…]", "[...]")
_SOME_CUT = 0.2  # of the titles, so that the tooltips are read for all
_MOST_CELLS = 12  # of a row
_NAMED = 0.5  # worth of a name of two words
_CELL = re.compile(r"td:nth-of-type\((\d+)\)")


def tooltips(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> tuple[Rule, ...]:
    """Return the rule for the titles that links' tooltips have whole, if a part cuts some off.

    All of them may begin with the same call: "Read more: ".
    """
    cut, calls = 0, set[str]()
    for link, item in pairs:
        first = item.node.css_first("a[title]") if item is not link else link.node
        whole = " ".join((link.node.attributes.get("title") or "").split())
        if first is None or not whole or first.attributes.get("title") != whole:
            return ()
        node = first_inside(item, part)
        text = text_of(node) if node is not None else ""
        start = text.rstrip(".…[] ")
        if not start or start not in whole:
            return ()
        call, _, rest = whole.partition(start)
        calls.add(call)
        cut += bool(rest) and text.endswith(_CUT)
    if cut < _SOME_CUT * len(pairs) or len(calls) > 1:
        return ()
    is_link = pairs[0][0] is pairs[0][1]
    if (call := calls.pop()) and "'" not in call:
        select = f"substring-after({'.' if is_link else './/a'}/@title, '{call}')"
        return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    selector = ":self" if is_link else "a[title]"
    return (Rule(text=f"{selector} @title", engine="css", select=selector, attribute="title"),)


def told_unseen(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles that but the links' tooltips say, where the links are the items.

    "Minutes" is called "Minutes of the Harbour Board, May 2026", and each by another name.
    """
    said = [text_of(link.node) if link is item else "" for link, item in pairs]
    names = [" ".join((link.node.attributes.get("title") or "").split()) for link, _ in pairs]
    whole = all(len(name) > len(text) > 0 for name, text in zip(names, said, strict=True))
    phrases = sum(len(name.split()) >= _PHRASE for name in names)
    if not whole or len({*names}) < len(names) or phrases < OFTEN * len(names):
        return ()
    if all(without_permanent(name) != name for name in names):
        return ()  # the item's title is found so by itself, or in a heading
    return (Rule(text=":self @title", engine="css", select=":self", attribute="title"),)


def called_unseen(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for what links without a word are called all the same, each another thing."""
    if any(text_of(link.node) for link, _ in pairs):
        return ()
    for name in ("title", "aria-label"):
        said = [" ".join((link.node.attributes.get(name) or "").split()) for link, _ in pairs]
        if len({*said}) < len(said) or mean(map(quality, said)) < SURELY:
            continue
        select = ":self" if all(link is item for link, item in pairs) else f"a[{name}]"
        firsts = (item.node.css_first(f"a[{name}]") for _, item in pairs)
        nodes = [link.node for link, _ in pairs]
        if all(one and one.mem_id == node.mem_id for one, node in zip(firsts, nodes, strict=True)):
            return (Rule(text=f"{select} @{name}", engine="css", select=select, attribute=name),)
    return ()


def first_lines(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> tuple[Rule, ...]:
    """Return the rule for titles that are the first line of a row's cell, if some have more."""
    cell = _CELL.fullmatch(part)
    if cell is None or any(item.tag != "tr" for _, item in pairs):
        return ()
    more = 0
    for _, item in pairs:
        node = item.node.css_first(part)
        if node is None or node.parent is None or node.parent.mem_id != item.node.mem_id:
            return ()
        said = (n for n in node.iter(include_text=True) if n.tag == "br" or text_of(n).strip())
        first, second = next(said, None), next(said, None)
        if first is None or not first.is_text_node or (second and second.tag != "br"):
            return ()
        more += next(said, None) is not None
    if more < _SOME_CUT * len(pairs):
        return ()
    select = f"string(td[{cell[1]}]/text()[normalize-space()][1])"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def named_days(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles that are a day with a name, the first line of rows that have it.

    "April 3, 2026, Regular Meeting" stands before its agenda and its minutes.
    """
    said = set[str]()
    rows = all(item.tag == "tr" for _, item in pairs)
    for link, item in pairs:
        cell = item.node.css_first("td") if rows else item.node
        line = cell.first_child if cell is not None and item is not link else None
        while line is not None and not (rows or (line.is_text_node and text_of(line))):
            line = line.first_child if text_of(line) and not line.is_text_node else line.next
        if line is not None and line.is_text_node and names_day(line.text_content or ""):
            said.add(text_of(line))
    if len(said) < OFTEN * len(pairs):
        return ()
    text = "td[1]/text()[normalize-space()]" if rows else "(.//text()[normalize-space()])"
    select = f"normalize-space({text}[1])" if not rows else f"string({text}[1])"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def first_cells(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles that are a link in the rows' first cell, said again and again.

    "Town Council" has a page of its own, and each row the details of a meeting.
    """
    cells = [item.node.css_first("td") if item.tag == "tr" else None for _, item in pairs]
    said = [text_of(a) for cell in cells if cell and (a := cell.css_first("a[href]"))]
    if len(said) < OFTEN * len(pairs) or mean(map(quality, said)) < SURELY or len({*said}) == 1:
        return ()
    return (Rule(text="td:nth-of-type(1)", engine="css", select="td:nth-of-type(1)"),)


def named_cells(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles in a cell that names whose papers a row has, as other rows do.

    "Harbour Board" stands beside the day of each of its meetings; the files have icons for links.
    Of several such cells it is the one that says most: the town hall is but where they meet.
    """
    columns: dict[int, list[str]] = {}
    for _, item in pairs:
        cells = (cell for cell in item.node.iter() if item.tag == "tr" and cell.tag == "td")
        for turn, cell in enumerate(islice(cells, _MOST_CELLS), 1):
            columns.setdefault(turn, []).append("" if cell.css_first("a") else text_of(cell))
    best, most = 0, 1
    for turn, texts in columns.items():
        said = [text for text in texts if text and not is_date_text(text)]
        worth = mean(map(quality, said)) if len(said) >= OFTEN * len(pairs) else 0
        if worth >= _NAMED and len({*said}) > most:
            best, most = turn, len({*said})
    if not best:
        return ()
    select = f"td:nth-of-type({best})"
    return (Rule(text=select, engine="css", select=select),)


def quoted(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles in quotation marks, as lists of papers have them in plain text."""
    lines = [text_of(item.node) for _, item in pairs]
    for start, end in _QUOTES:
        said = [line.partition(start)[2].partition(end)[0] for line in lines if end in line]
        if len(said) < OFTEN * len(lines) or len(set(said)) < len(said):
            continue
        if mean(map(quality, said)) >= SURELY and max(map(len, said)) <= _LONGEST_QUOTE:
            select = f"substring-before(substring-after(., '{start}'), '{end}')"
            return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    return ()


def heading_above(places: list[ElementInfo], items: list[ElementInfo]) -> tuple[Rule, ...]:
    """Return the rule for titles in the heading that stands before each item, behind the last one.

    So in old diaries, whose entries have no element of their own: the item is the line below a
    text. Each has one heading of its own, none the same, and no link or day in it.
    """
    if any(item.headed or item.in_heading for item in items):
        return ()
    start, found = 0, dict[str, list[str]]()
    for item in items:
        above: dict[str, ElementInfo] = {}
        for place in places[start : item.at]:
            if place.words and (heads := _heads(place)):
                above[heads] = place
        for tag, place in above.items():
            linked = any(
                inner.node.attributes.get("href") for inner in places[place.at : place.end]
            )
            text = text_of(place.node)
            if place.end <= item.at and not linked and not says_only_day(text):
                found.setdefault(tag, []).append(text)
        start = item.end
    for tag, texts in found.items():
        if len(texts) == len(items) and len(set(texts)) >= OFTEN * len(texts):
            select = f"preceding::{tag}[1]"
            return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    return ()


def _heads(place: ElementInfo) -> str:
    """Return how XPath calls an element that may head what follows it; "" if it may not.

    Before headings had names, the words that a link leads to were put into an `a name`.
    """
    if place.tag in HEADINGS:
        return place.tag
    if named := next(filter(is_title_name, place.classes), ""):
        return with_class(place.tag, named)
    return "a[@name]" if place.tag == "a" and place.node.attributes.get("name") else ""


def row_beside(places: list[ElementInfo], items: list[ElementInfo], own: float) -> tuple[Rule, ...]:
    """Return the rule for titles in the `dd` of an item that is a `dt`, if they are better."""
    if any(item.tag != "dt" for item in items):
        return ()
    rows = [row for item in items if (row := _next_row(places, item)) is not None]
    if len(rows) < ENOUGH * len(items):
        return ()
    seen: dict[str, list[str]] = {}
    for row in rows:
        for part in [Part(row, text_of(row.node), 0), *parts_of(places, row)]:
            for step in dict.fromkeys(_steps(part.place, row)):
                seen.setdefault(step, []).append(part.text)
    tried = [
        (worth_of(step, texts), step) for step, texts in seen.items() if len(texts) >= len(rows)
    ]
    worth, step = max(tried, key=lambda pair: (pair[0], -len(pair[1])), default=(0.0, ""))
    if worth <= own:
        return ()
    select = f"following-sibling::dd[1]{step}"
    labels = {label[0] if (label := LABEL.match(t)) else "" for t in seen[step]}
    if len(labels) == 1 and (label_text := labels.pop()):
        select = f"substring-after({select}, '{label_text}')"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def _next_row(places: list[ElementInfo], item: ElementInfo) -> ElementInfo | None:
    row = places[item.end] if item.end < len(places) else None
    return row if row is not None and row.parent is item.parent and row.tag == "dd" else None


def _steps(place: ElementInfo, row: ElementInfo) -> Iterator[str]:
    if place is row:
        yield ""
    for kind in place.classes:
        yield f"//{place.tag}[contains(@class, '{kind}')]"
    if place.tag in HEADINGS:
        yield f"//{place.tag}"
