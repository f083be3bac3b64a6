"""The date that one item of a list shows without a rule.

Marked-up moments first, then classes that speak of dates, then bare text that holds a year, that
of a line which says "Posted" before the others: they may be the days of meetings. What
the title or a sentence speaks of is another story's day, unless it was just now; the last day for
something is none of its days. Rules are read elsewhere (`field_rules`), what other items tell in
`of_list`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.parse import (
    LONGEST,
    is_day_alone,
    is_day_of_year,
    read_date,
    says_published,
)
from feedmaker.dates.year_days import day_of_week
from feedmaker.dates.years import YEAR
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.date_label import is_deadline, is_updated, label_of
from feedmaker.extract.item_date.lines import (
    ANY_YEAR,
    NAMED,
    SHORT,
    SHORT_YEAR,
    around,
    from_added,
    in_sentence,
    is_sentence,
    line_of,
    says_of_story,
    typed_day,
)
from feedmaker.model import DateSource, Locale, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.page.shown_text import is_hidden
from feedmaker.text import folded

_PUBLISHED = (
    "[itemprop=datePublished], abbr.published, time[pubdate], .dt-published,"
    " [class*=published i], time[class*=publi i], time[class*=created i]"
)
_MARKED = "time, relative-time, time-ago, local-time, abbr.updated"
_STAMPED = (
    "[data-time], [data-timestamp], [data-ts], [data-utime], [data-epoch], [data-unixtime],"
    " [data-date], [data-pubdate], [data-published], [data-publish-date], [data-created]"
)
_DATE_LIKE = re.compile(  # a state that all items have is none: `status-publish`
    r"(?i)date|time|(?<!status-)publi|posted|tanggal|fecha|datum"
)
_CHANGED = re.compile(r"(?i)^(?!.*publi).*(?:^|[\s_-])updated(?:$|[\s_-])")
_YEAR = re.compile(YEAR)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.?|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MONTH_AND_DAY = re.compile(r"\d{1,2}\W{0,3}[^\W\d_]{3,12}\W?|[^\W\d_]{3,12}\W{0,3}\d{1,2}\W?")
_PARTS = 3  # of a day that stand first in an item: day, month, year
_MOST_OF_LEAF = 4  # spaces in "Mon 29 Nov 2026"
_MOMENT = re.compile(r"20\d\d([-/])\d{1,2}\1\d{1,2}(?:[T ]\d{1,2}:\d\d|$)")  # Discuz: "2020-7-30"
_LATELY = timedelta(days=100)  # so long a day without its year is surely the last such day
_MOST_OF_ROW = 60  # elements and texts from a `dd` back to its `dt`
_WORD_ALONE = 12  # characters of a word for a day
_BARS = re.compile(r"\s+[|·•–—]\s+|^[|·•–—\s]+|[|·•–—\s]+$")
_PUT_UP = re.compile(r"(?i)^(?:added|listed|reduced|uploaded|shared|aired|released)(?: on)?:? ")
_HEADS_TITLE = re.compile(
    rf"\W?({NAMED})(?:\s+[-–—|]|[\]):|]|,?\s)\s*\S|.*(?:[(\[]|\s[-–—|] )({NAMED})[)\]]?$"
    r"|.*, (\d\d?[./]\d\d?[./]\d{4})$"
)
_BEHIND_COLON = re.compile(rf"(?:\S+\s+){{2,}}\S+:\s+({NAMED})")  # with less it is the day's label
_OPENING = re.compile(r"\[([^\[\]]{8,40})\] ?\w")  # "[3 May 2026] The ferry …"
_TITLE_IS_DAY = re.compile(rf"({NAMED})\.?")
_BEFORE_TITLE = " -–—|·:："  # between a day and the name behind it
_FRESH = timedelta(days=7)  # so long a title's own date is believed, if nothing else tells one
_LABEL = re.compile(  # of a day with its year: "Posted on: May 3, 2026"
    r"(?:[^\d:]{3,30}:|[^\W\d_]+(?: [^\W\d_]+)??)\s(?=\d|[^\W\d_]{3,12}\W{1,2}\d)"
)
_DAY_ONLY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|日)?")


def day_below(item: LexborNode, locale: Locale, month: str) -> SiteDate | None:
    """Return the day of a month whose number an item shows: "26" first, before all links.

    Or, wherever it stands, "Tuesday 26", if that day of the month was a Tuesday.
    """
    before_links = True
    for node in item.traverse(include_text=True):
        if node.tag == "a" and node.mem_id != item.mem_id:
            before_links = False
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if not text:
            continue
        alone = _DAY_ONLY.fullmatch(text) if before_links else None
        of_week = None if alone else day_of_week(text, locale.language)
        number = alone[1] if alone else of_week[0] if of_week else ""
        try:
            day = read_date(with_day(number, month), locale, told="words") if number else None
        except (TwoWaysDateError, UnreadableDateError):
            day = None
        if alone or (day and of_week and day.moment.weekday() == of_week[1]):
            return day
    return None


def shown_date(item: LexborNode, locale: Locale, title: str) -> SiteDate | None:
    """Return the date of an item, whose title is known; None if it shows none.

    Raises TwoWaysDateError if one that can't be told from another is all that it shows.
    """
    two_ways: list[TwoWaysDateError] = []

    def read(text: str, told: DateSource) -> SiteDate | None:
        if not text:
            return None
        try:
            return read_date(text, locale, told=told)
        except TwoWaysDateError as error:
            two_ways.append(error)
        except UnreadableDateError:
            pass
        return None

    changed: list[str] = []
    for node in _dated(item, locale.language):
        plain = node.tag not in ("abbr", "time") and not _is_marked_up(node)
        if plain and _CHANGED.search(node.attributes.get("class") or ""):
            changed.append(run.date_of(node))
        elif date := read(run.date_of(node), "metadata" if _is_marked_up(node) else "words"):
            return _with_year(item, run.date_of(node), date, read)
    for leaf in _leaves(item):
        if (locale.latest or _YEAR.search(leaf) or "'" in leaf) and (date := read(leaf, "words")):
            return date
    named = folded(title)
    bare: SiteDate | None = None
    lines: set[int] = set()
    later: list[str] = []
    unseen: list[str] = []
    for node in item.traverse(include_text=True):
        text = (node.text_content or "").strip() if node.is_text_node else ""
        text = from_added(text)
        if len(text) > 100 and not bare and (typed := typed_day(text)):
            bare = read(typed, "words")
        opening = _OPENING.match(text)
        if opening and ANY_YEAR.search(opening[1]) and folded(text) not in named:
            bare = bare or (None if says_deadline(opening[1]) else read(opening[1], "words"))
        named_so = len(text) > 100 and folded(text) == named and _HEADS_TITLE.match(text)
        if (4 <= len(text) <= 100 or named_so) and ANY_YEAR.search(text):
            line = from_added(line_of(node, lines))
            if line and says_of_story(line, locale.language) and (date := read(line, "words")):
                return date
            if len(text) < 8 and not SHORT_YEAR.search(text):
                text = around(node, text)  # no day alone, but "9, 2026" behind its month
            if text and folded(text) in named and _HEADS_TITLE.match(text):
                later.append(text)
            elif not text or is_deadline(node):
                continue
            elif _is_of_title(node, text, named) or is_sentence(text) or in_sentence(node):
                later.append(text)
            elif _is_unseen(node, item):
                unseen.append(text)
            elif is_updated(node, locale.language):
                changed.append(text)
            else:
                bare = bare or read(text, "words") or read(around(node, text), "words")
    if bare:
        return bare
    for text in (_kept(item), *_tooltips(item, locale.language)):
        if date := read(text, "metadata"):
            return date
    for text in changed + unseen:
        if date := read(text, "words"):
            return date
    for text in later:
        whole = _TITLE_IS_DAY.fullmatch(text) if folded(text) == named else None
        at_end = whole or _HEADS_TITLE.match(text) or _behind_colon(text)
        if at_end and (date := read(at_end[at_end.lastindex or 0], "words")):
            return date
        if (date := read(text, "words")) and locale.now - date.moment <= _FRESH:
            return date
    if two_ways:
        raise two_ways[0]
    return None


def _behind_colon(text: str) -> re.Match[str] | None:
    """Return the day that ends a title behind its colon: "Speaker opens harbour: 3 May 2026"."""
    return None if says_deadline(text) else _BEHIND_COLON.fullmatch(text)


def _with_year(
    item: LexborNode, text: str, date: SiteDate, read: Callable[[str, DateSource], SiteDate | None]
) -> SiteDate:
    """Return the day that a line of an item says with its year, if that is the one without it."""
    if not _MONTH_AND_DAY.fullmatch(text.strip()):
        return date
    for node in item.traverse(include_text=True):
        line = (node.text_content or "").strip() if node.is_text_node else ""
        if len(line) <= LONGEST and _YEAR.search(line) and (whole := read(line, "words")):
            same = (whole.moment.month, whole.moment.day) == (date.moment.month, date.moment.day)
            if same:
                return whole
    return date


def _kept(item: LexborNode) -> str:
    """Return the moment that an item itself keeps in a `data-` attribute; "" if none."""
    stamp = run.stamp_of(item)
    return "" if stamp == (item.attributes.get("title") or "").strip() else stamp


def _tooltips(item: LexborNode, language: str) -> Iterator[str]:
    """Yield the tooltips that are a day with its year, alone or behind "Published"."""
    for node in item.css("[title]"):
        stamp = run.stamp_of(node)
        moment = _MOMENT.match(stamp) and (node.tag != "a" or ":" in stamp)
        if day := stamp if moment else _day_in(stamp, language):
            yield day
    for node in item.css("[data-value], [data-iso], [data-utc], [data-when], [data-moment]"):
        yield from (
            value or ""
            for name, value in node.attributes.items()
            if name.startswith("data-") and _MOMENT.match(value or "")
        )


def _day_in(tooltip: str, language: str) -> str:
    """Return the day that a tooltip is, alone or behind a label; "" if it says more."""
    label = _LABEL.match(tooltip)
    if label is None or not says_published(label[0], language):
        return tooltip if is_day_alone(tooltip, language) else ""
    day = tooltip[label.end() :]
    alone = _MOMENT.match(day) or _TITLE_IS_DAY.fullmatch(day) or is_day_alone(day, language)
    return day if alone else ""


def _is_of_title(node: LexborNode, text: str, title: str) -> bool:
    """Tell whether an item's title, folded, has a text, unless that is a day with its own label.

    "Decided: 3 May 2026" is no part of "District Court, 3 May 2026: Ferry lanes".
    """
    label = folded(label_of(node)) if _TITLE_IS_DAY.fullmatch(text) else ""
    return folded(text) in title and (not label or label in title)


def _leaves(item: LexborNode) -> Iterator[str]:
    """Yield what reads like a calendar's leaf: a day's number in a part of its own, and more."""
    for node in item.traverse(include_text=True):
        if not node.is_text_node or not _DAY.fullmatch((node.text_content or "").strip()):
            continue
        part = node.parent
        leaf = part.parent if part is not None and part.mem_id != item.mem_id else None
        if part is None or leaf is None:
            continue
        parts = leaf.iter()  # side by side, or in columns
        if leaf.mem_id == item.mem_id:  # as day, month and year that nothing else is around
            parts = iter(list(parts)[:_PARTS])
        text = " ".join(filter(None, map(run.text_of, parts)))
        alone = _DAY.fullmatch(run.text_of(part)) and text.count(" ") <= _MOST_OF_LEAF
        if alone and len(text) <= SHORT and not is_deadline(leaf):
            yield text


def recent_day(item: LexborNode, locale: Locale, title: str) -> SiteDate | None:
    """Return the day that an item shows without its year: "29 Nov", "3 hours ago"; None if none.

    It counts from today, so what has a year, were it but the item's address, is believed first.
    """
    days = _days_alone(item, locale, title)
    return next((date for date, sure, node in days if sure and not is_deadline(node)), None)


def shows_other_day(item: LexborNode, locale: Locale, title: str) -> bool:
    """Tell whether an item shows a day without its year, and none that is surely of late."""
    sure = [sure for _, sure, _ in _days_alone(item, locale, title)]
    return bool(sure) and not any(sure)


def _days_alone(
    item: LexborNode, locale: Locale, title: str
) -> Iterator[tuple[SiteDate, bool, LexborNode]]:
    """Yield the days that an item shows without their year, whether each is surely of late, where.

    Below a year, or days that fall, what its `dt` shows counts as well.
    "12 December", seen in November, is hardly last year's: an event's, a closing date.
    """
    named = folded(title)
    row = _row_head(item) if locale.latest is not None else None
    for node in chain(*(one.traverse(include_text=True) for one in (item, row) if one)):
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if title and text.endswith(title):  # "4 June - Rain", of the name "Rain"
            text = text.removesuffix(title).rstrip(_BEFORE_TITLE)
        if not 3 <= len(text) <= SHORT:
            continue
        known = _tooltip(node)
        for part in filter(None, _BARS.split(_PUT_UP.sub("", text))):
            if len(part) > _WORD_ALONE and not any(map(str.isdigit, part)):
                continue  # no "yesterday" either
            below_year = locale.latest is not None and is_day_of_year(part)
            day = below_year or is_day_alone(part, locale.language)
            if not day or folded(part) in named:
                continue
            try:
                date = read_date(known or part, locale, told="words")
            except (TwoWaysDateError, UnreadableDateError):
                continue
            yield date, bool(known) or _is_late(date, locale), node


def _row_head(item: LexborNode) -> LexborNode | None:
    """Return the `dt` of an item that is a `dd`, and may be one of several below it."""
    place = item if item.tag == "dd" else None
    for _ in range(_MOST_OF_ROW):
        if place is None or place.tag == "dt":
            break
        place = place.prev
    return place if place is not None and place.tag == "dt" else None


def _is_late(date: SiteDate, locale: Locale) -> bool:
    if (latest := locale.latest) is not None:
        day = date.moment.date()
        return day.year == latest.year or timedelta() <= latest - day <= _LATELY
    return locale.now - date.moment <= _LATELY


def _tooltip(node: LexborNode) -> str:
    """Return the moment that the element of a text keeps beside "3 hours ago"; "" if none."""
    return run.stamp_of(node.parent) if node.parent is not None else ""


def _is_marked_up(node: LexborNode) -> bool:
    """Tell whether a node's date is written for machines, and not only shown."""
    said = node.attributes
    return "datetime" in said or "itemprop" in said or (node.tag == "abbr" and "title" in said)


def _dated(item: LexborNode, language: str) -> Iterator[LexborNode]:
    """Yield the elements that should hold an item's date, those of a change behind the others."""

    def published_first(nodes: list[LexborNode]) -> list[LexborNode]:
        if len(nodes) < 2:  # as mostly; then nothing has to be read in front of it
            return nodes
        return sorted(nodes, key=lambda node: is_updated(node, language))

    yield from item.css(_PUBLISHED)
    yield from published_first(item.css(_MARKED))
    yield from (node for node in item.css(_STAMPED) if run.stamp_of(node))
    classed = item.css("[class]")
    by_class = [
        one
        for one in classed
        if _DATE_LIKE.search(one.attributes.get("class") or "") and not is_deadline(one)
    ]
    yield from published_first(by_class)


def _is_unseen(node: LexborNode, item: LexborNode) -> bool:
    """Tell whether a part of an item that is not shown holds a node: a twin for small screens."""
    above = node.parent
    while above is not None and above.mem_id != item.mem_id:
        if is_hidden(above):
            return True
        above = above.parent
    return False


def with_day(day: str, head: str) -> str:
    """Return the words of a day below the month that heads it, in the order of their language."""
    return f"{head}{day}日" if "月" in head else f"{day} {head}"
