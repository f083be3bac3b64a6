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

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.parse import (
    LONGEST,
    is_day_alone,
    read_date,
    says_published,
)
from feedmaker.dates.years import YEAR
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.date_label import is_deadline, is_updated, label_of
from feedmaker.extract.item_date.lines import (
    ANY_YEAR,
    NAMED,
    SHORT_DAY,
    Around,
    from_added,
    in_sentence,
    is_sentence,
    leaves,
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
_MONTH_AND_DAY = re.compile(r"\d{1,2}\W{0,3}[^\W\d_]{3,12}\W?|[^\W\d_]{3,12}\W{0,3}\d{1,2}\W?")
_MOMENT = re.compile(r"20\d\d([-/])\d{1,2}\1\d{1,2}(?:[T ]\d{1,2}:\d\d|$)")  # Discuz: "2020-7-30"
_HEADS_TITLE = re.compile(
    rf"\W?({NAMED})(?:\s+[-–—|]|[\]):|]|,?\s)\s*\S|.*(?:[(\[]|\s[-–—|] )({NAMED})[)\]]?$"
    r"|.*, (\d\d?[./]\d\d?[./]\d{4})$"
)
_BEHIND_COLON = re.compile(rf"(?:\S+\s+){{2,}}\S+:\s+({NAMED})")  # with less it is the day's label
_OPENING = re.compile(r"\[([^\[\]]{8,40})\] ?\w")  # "[3 May 2026] The ferry …"
_TITLE_IS_DAY = re.compile(rf"({NAMED})\.?")
_FRESH = timedelta(days=7)  # so long a title's own date is believed, if nothing else tells one
_LABEL = re.compile(  # of a day with its year: "Posted on: May 3, 2026"
    r"(?:[^\d:]{3,30}:|[^\W\d_]+(?: [^\W\d_]+)??)\s(?=\d|[^\W\d_]{3,12}\W{1,2}\d)"
)


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
    for leaf, _ in leaves(item):
        if (locale.latest or _YEAR.search(leaf) or "'" in leaf) and (date := read(leaf, "words")):
            return date
    named = folded(title)
    around = Around(item)
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
            if len(text) < 8 and not SHORT_DAY.search(text):
                text = around.words(node, text)  # no day alone, but "9, 2026" behind its month
            text = around.with_day_before(node, text)
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
                bare = bare or read(text, "words") or read(around.words(node, text), "words")
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
    for node in item.css("span, time, div, p, small, td, em, b, i"):
        for name, value in node.attributes.items():
            if (
                name.startswith("data-")
                and not run.OF_END.search(name)
                and _MOMENT.match(value or "")
            ):
                yield value or ""


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


def _is_marked_up(node: LexborNode) -> bool:
    """Tell whether a node's date is written for machines, and not only shown."""
    said = node.attributes
    return "datetime" in said or "itemprop" in said or (node.tag == "abbr" and "title" in said)


def _dated(item: LexborNode, language: str) -> Iterator[LexborNode]:
    """Yield the elements that should hold an item's date, those of a change behind the others.

    So are those that are shown but on small screens: forums tell there of the last answer alone.
    """

    def published_first(nodes: list[LexborNode]) -> list[LexborNode]:
        if len(nodes) < 2:  # as mostly; then nothing has to be read in front of it
            return nodes
        return sorted(nodes, key=lambda k: (is_updated(k, language), _is_unseen(k, item)))

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
