"""What stands in a list's items -> the rules for link, title and date.

A field's rule is left out where the item shows it by itself (the link's text is the
title). Which elements are the items, and their own selector, are found elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import heads_deadlines, says_deadline
from feedmaker.dates.parse import says_published, says_updated
from feedmaker.detect.days import day_above, days_of_parts, one_day
from feedmaker.detect.days_beside import (
    A_DAY,
    MOST_OF_DATE,
    MOST_OF_DAY,
    NEARLY_ALL,
    WITH_YEAR,
    day_above_list,
    day_at_end,
    day_behind_break,
    day_in_line,
    day_in_next,
    day_in_row_above,
    element_before,
    is_day,
    tell_whole_day,
    with_class,
)
from feedmaker.detect.elements import (
    DATE_NAME,
    ElementInfo,
    children,
    says_only_day,
)
from feedmaker.detect.front_page import day_below_year, named_by_day
from feedmaker.detect.links.link_rule import Pairs, link_selector
from feedmaker.detect.records import named_by_head
from feedmaker.detect.titles import headings_are_days, labels_above, named_days, title_rule
from feedmaker.model import FieldRules, Rule, Rules
from feedmaker.page.rule_engine import date_of, text_of
from feedmaker.page.shown_text import is_hidden

_SAMPLE = 40  # items on which a rule within items is tried
_OF_A_KIND = 3  # items behind the sample that are tried as well
_ENOUGH = 0.6  # share of the items in which a field must stand

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th)?")

_HOUR = re.compile(r"(?i)\d{1,2}[:.]\d\d(?:\s?(?:uhr|[ap]\.?m\.?|h))?")
_HOUR_BEHIND = re.compile(rf"(?i)[^,]{{2,20}}, {_HOUR.pattern.removeprefix('(?i)')}")
_PUBLISHED = re.compile(
    r"(?i)publi[ck]|pubbl|veröffentlich|posted|опубл|公開|发布|發布|掲載|등록"
    r"|^(?:date )?(?:issued|released|decided|entered|of issue)\b|^decision date|parution"
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_CHANGED = re.compile(r"(?i)modifi|updated")
_NAME = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3  # words beside a year that is no date without a day
_AROUND = 4  # elements, a date's own among them
_BY_CHANCE = 0.1  # of the items: so many may show a number that only looks like a year
_SEVERAL = 2  # columns of days, from which one must be told


def find_fields(
    places: list[ElementInfo], links: list[ElementInfo], items: list[ElementInfo]
) -> tuple[Rules, FieldRules]:
    """Return how the link is found in its item, and the rules for the fields."""
    every = list(zip(links, items, strict=True))
    pairs = every[:_SAMPLE]
    looked_at = [*pairs, *_of_other_kinds(every)]
    link = link_selector(places, looked_at)
    title, date = named_by_head(pairs)
    if title:
        return as_rule(link), FieldRules(title=title, date=date)
    title = title_rule(places, pairs)
    if not title and (
        headings_are_days(places, pairs) or (link and labels_above(places, looked_at))
    ):
        title = as_rule(link or "a[href]")
    title = title or named_by_day(places, looked_at)
    # A list is taken before those that are added to it, though these may stand above it
    shown = sorted(pairs, key=lambda pair: pair[1].at)
    date = _date_rule(places, shown, sorted(items, key=lambda item: item.at))
    if not date and title and title == named_days(pairs):
        date = title  # that an item's name tells its day is no chance there
    date = date or day_below_year(places, pairs) or days_of_parts(places, every, _say_days)
    return as_rule(link), FieldRules(title=title, date=date)


def _of_other_kinds(every: Pairs) -> Pairs:
    """Return some of the links behind the sample that stand otherwise than those in it.

    A front page's larger stories come behind those of its list, and have larger headings.
    """
    seen = Counter(link.path for link, _ in every[:_SAMPLE])
    others: Pairs = []
    for link, item in every[_SAMPLE:]:
        seen[link.path] += 1
        if seen[link.path] <= _OF_A_KIND and len(others) < _SAMPLE:
            others.append((link, item))
    return others


def _date_rule(places: list[ElementInfo], pairs: Pairs, items: list[ElementInfo]) -> Rules:
    selector = _date_column(places, pairs) or _date_selector(places, pairs)
    if not selector or _hours_only(selector, pairs):
        return _date_beside(places, pairs, items) or as_rule(selector)
    if _without_year(selector, pairs):
        if beside := _headed_day(places, pairs) or _date_beside(places, pairs, items):
            return beside
        if tell_whole_day([item for _, item in pairs]):
            return ()
    return as_rule(selector)


def _date_column(places: list[ElementInfo], pairs: Pairs) -> str:
    """Return the column of a table whose head alone says "published", where several hold days."""
    rows = [item for _, item in pairs if item.tag == "tr"]
    if len(rows) < len(pairs) or rows[0].parent is None:
        return ""
    days = Counter(
        n
        for row in rows
        for n, cell in enumerate(_cells(places, row), 1)
        if is_day(text_of(cell.node))
    )
    columns = {n for n, times in days.items() if times >= _ENOUGH * len(rows)}
    table = next((up for up in rows[0].upwards() if up.tag == "table"), None)
    head = (
        next((p for p in places[table.at : rows[0].at] if p.tag == "tr"), None) if table else None
    )
    if len(columns) < _SEVERAL or head is None:
        return ""
    language = _language(places[0].node)
    heads = [text_of(cell.node) for cell in _cells(places, head)]
    named = [
        (n, text)
        for n, text in enumerate(heads, 1)
        if n in columns
        and not (says_updated(text, language) or heads_deadlines(text[:MOST_OF_DAY]))
    ]
    told = [n for n, text in named if says_published(text, language) or _PUBLISHED.search(text)]
    sure = told if told or len(named) > 1 else [n for n, _ in named]
    return f"td:nth-of-type({sure[0]})" if len(sure) == 1 else ""


def _cells(places: list[ElementInfo], row: ElementInfo) -> list[ElementInfo]:
    """Return the cells of a row; forms put hidden fields between them."""
    return [one for one in children(places, row) if one.tag in {"td", "th"}]


def _language(body: LexborNode) -> str:
    root = body.parent
    return (root.attributes.get("lang") or "") if root is not None else ""


def _hours_only(selector: str, pairs: Pairs) -> bool:
    """Tell whether what calls itself a date is but the hour, on all items."""
    nodes = [item.node.css_first(selector) for _, item in pairs]
    return all(node is None or _HOUR.fullmatch(date_of(node).strip()) for node in nodes)


def _without_year(selector: str, pairs: Pairs) -> bool:
    """Tell whether what calls itself a date names a year on no item: "Today, 22:12"."""
    nodes = [item.node.css_first(selector) for _, item in pairs]
    return not any(node is not None and WITH_YEAR.search(date_of(node)) for node in nodes)


def as_rule(selector: str) -> Rules:
    """Return a selector, or an XPath behind `xpath:`, as a key's rules; () if there is none."""
    if selector.startswith("xpath:"):
        return (Rule(text=selector, engine="xpath", select=selector.removeprefix("xpath:")),)
    return (Rule(text=selector, engine="css", select=selector),) if selector else ()


def _date_selector(places: list[ElementInfo], pairs: Pairs) -> str:
    """Return where most items have what calls itself a date, and is not empty."""
    seen: Counter[str] = Counter()
    for _, item in pairs:
        dates = [
            place
            for place in places[item.at + 1 : item.end]
            if place.is_date and date_of(place.node) and not _is_other(text_of(place.node))
        ]
        seen.update({name: None for place in dates for name in _date_names(place)}.keys())
        if not dates:
            parted = [p for p in places[item.at + 1 : item.end] if _is_parted_date(places, p)]
            seen.update({f".{kind}": None for place in parted for kind in place.classes}.keys())
    common = (name for name, times in seen.most_common() if times >= _ENOUGH * len(pairs))
    told = [
        name
        for name in common
        if not (_after_deadline(name, pairs) or _is_change(places, name, pairs))
    ]
    return next((name for name in told if not _days_in_parts(name, told, pairs)), "")


def _days_in_parts(selector: str, others: list[str], pairs: Pairs) -> bool:
    """Tell whether what is found in most items is several days, glued, and one is a date's element.

    "oct062015 6 October 2015 15 October 2015": as it is drawn, as it is read, as it was changed.
    """

    def parted(item: ElementInfo) -> bool:
        node = item.node.css_first(selector)
        if node is None or len(_YEARS.findall(text_of(node))) < _SEVERAL:
            return False
        inner = (node.css_first(other) for other in others if other != selector)
        return any(one is not None and says_only_day(text_of(one)) for one in inner)

    return sum(parted(item) for _, item in pairs) >= _ENOUGH * len(pairs)


def _is_other(text: str) -> bool:
    """Tell whether what calls itself a date is the last day for something, or but its label."""
    return text.endswith((":", "：")) or says_deadline(text[:MOST_OF_DAY])


def _is_change(places: list[ElementInfo], selector: str, pairs: Pairs) -> bool:
    """Tell whether what is found first in an item is the day of a change, one of several."""
    language = _language(places[0].node)

    def changed(item: ElementInfo) -> bool:
        first, *others = item.node.css(selector) or [item.node]
        said = f"{first.attributes.get('class') or ''} {first.attributes.get('itemprop') or ''}"
        named = _CHANGED.search(said) and not _PUBLISHED.search(said)
        before = first.prev.text_content or "" if first.prev is not None else ""
        told = len(before) <= MOST_OF_DAY and says_updated(before, language)
        unseen = _is_hidden(first) and not all(map(_is_hidden, others))  # but on small screens
        return bool(others and (named or told or unseen))

    return sum(changed(item) for _, item in pairs) > _BY_CHANCE * len(pairs)


def _is_hidden(node: LexborNode) -> bool:
    """Tell whether a node's own markup hides it, or that of what stands close around it."""
    around: LexborNode | None = node
    for _ in range(_AROUND):
        if around is not None and is_hidden(around):
            return True
        around = around.parent if around is not None else None
    return False


def _after_deadline(selector: str, pairs: Pairs) -> bool:
    """Tell whether what is found first in an item has "Closing date" in front, here and there."""
    before = (_before(item.node.css_first(selector)) for _, item in pairs)
    return sum(map(says_deadline, before)) > _BY_CHANCE * len(pairs)


def _before(node: LexborNode | None) -> str:
    """Return the words of the element in front of a node, if they are a label and no date."""
    beside = element_before(node) if node is not None else None
    text = text_of(beside) if beside is not None else ""
    return text if len(text) <= MOST_OF_DAY and not any(map(str.isdigit, text)) else ""


def _is_parted_date(places: list[ElementInfo], place: ElementInfo) -> bool:
    """Tell whether an element is a date like a calendar's leaf: the day stands in a part alone."""
    if not place.dated or place.words > MOST_OF_DATE:
        return False
    parts = list(children(places, place))
    days = [part for part in parts if _DAY.fullmatch(text_of(part.node))]
    rest = [part for part in parts if part.dated and part not in days]
    return len(days) == 1 and len(rest) == 1 and not A_DAY.search(text_of(rest[0].node))


def _date_names(place: ElementInfo) -> list[str]:
    if place.tag == "time":
        return ["time"]
    return [f".{kind}" for kind in place.classes if DATE_NAME.search(kind)]


def _date_beside(places: list[ElementInfo], pairs: Pairs, items: list[ElementInfo]) -> Rules:
    """Return the rule for dates that stand beside the items, and in none of them."""
    if _say_days(pairs):
        return ()
    some = [item for _, item in pairs]
    select = (
        _day_in_row(places, some)
        or day_in_line(some)
        or day_behind_break(some)
        or day_in_next(places, some)
        or day_at_end(places, items)
    )
    return as_rule(f"xpath:{select}") if select else _headed_day(places, pairs)


def _headed_day(places: list[ElementInfo], pairs: Pairs) -> Rules:
    """Return the rule for the days that head the items, which show no year themselves."""
    items = [item for _, item in pairs]
    if _say_days(pairs):
        return ()
    select = day_above(places, items) or day_in_row_above(places, items)
    select = select or day_above_list(items) or one_day(items)
    if not select:
        return day_below_year(places, pairs)
    return as_rule(f"xpath:{_with_hour(select, places, items)}")


def _say_days(pairs: Pairs) -> bool:
    return sum(_says_day(link, item) for link, item in pairs) > _BY_CHANCE * len(pairs)


def _says_day(link: ElementInfo, item: ElementInfo) -> bool:
    """Tell whether an item shows a year beside its link, and so its own date."""
    if not item.dated or item is link:
        return False
    of_link = text_of(link.node)
    texts = (n.text_content or "" for n in item.node.traverse(include_text=True) if n.is_text_node)
    return any(len(t) <= MOST_OF_DAY and _may_be_day(t) and t.strip() not in of_link for t in texts)


def _may_be_day(text: str) -> bool:
    """Tell whether a short text has a year, and is no part of a sentence: "as in 2014, but"."""
    if not WITH_YEAR.search(text):
        return False
    beside = WITH_YEAR.sub(" ", text)
    return any(map(str.isdigit, beside)) or len(_NAME.findall(beside)) < _SENTENCE


def _day_in_row(places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return where the date stands in the `dt` of items that are a `dd`, and show none."""
    if any(item.tag != "dd" or item.dated for item in items):
        return ""
    dated = sum(
        place.tag == "dt" and place.dated
        for item in items
        if item.parent is not None
        for place in places[item.parent.at : item.at]
        if place.parent is item.parent
    )
    return "preceding-sibling::dt[1]" if dated >= _ENOUGH * len(items) else ""


# --- Above the items of a day -------------------------------------------------


def _with_hour(day: str, places: list[ElementInfo], items: list[ElementInfo]) -> str:
    """Return the day with the hour behind it that nearly every item shows, as tickers do."""
    seen: Counter[tuple[str, str, bool]] = Counter()
    for item in items:
        for place in places[item.at + 1 : item.end]:
            text = text_of(place.node).strip() if place.words else ""
            if alone := _HOUR.fullmatch(text) or _HOUR_BEHIND.fullmatch(text):
                behind = alone.re is _HOUR_BEHIND
                names = ((place.tag, kind, behind) for kind in (*place.classes, ""))
                seen.update({one: None for one in names if _is_first(place, item, *one[:2])}.keys())
    for (tag, kind, behind), times in seen.items():
        if times >= NEARLY_ALL * len(items):
            hour = f".//{with_class(tag, kind)}"
            hour = f"substring-after({hour}, ', ')" if behind else hour
            return f"concat({day}, ' ', {hour})"
    return day


def _is_first(place: ElementInfo, item: ElementInfo, tag: str, kind: str) -> bool:
    first = item.node.css_first(f"{tag}.{kind}" if kind else tag)
    return first is not None and first.mem_id == place.node.mem_id
