"""What stands about a date: the year or month that heads it, or what it calls its date.

Which is that of a change, or the last day for something, told by its class, its own words or
those in front of it, for pages that show several days of a story, none marked up as what it is.
The date itself is read elsewhere, and so is a text that holds both (`dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.falling import short_order
from feedmaker.dates.parse import parse_date, read_date, says_updated
from feedmaker.dates.years import YEAR, in_plain_digits
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.model import Locale, SiteDate
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of

_YEAR = re.compile(YEAR)
SHORT_YEAR = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}/\d{1,2}/\d\d|\d\d\.\d\d\.\d\d|\d\d-\d\d-\d\d)(?![\d/.-])"
)
"""Days whose year has two digits."""

ANY_YEAR = re.compile(f"{_YEAR.pattern}|{SHORT_YEAR.pattern}")
_DAY_ONLY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|日)?")
_LIKE_FIRST = 5  # items that are asked whether a list shows years at all
_UPDATED = re.compile(r"(?i)updated|modified")
_PUBLISHED = re.compile(r"(?i)publi|posted|created")
_LONGEST = 80  # characters; what is longer in front of a date is no label
_HIGHEST = 2  # ancestors in front of which a label may stand
_TITLES = "a[href], h1, h2, h3, h4, h5, h6"


_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "summary", "button"})
_OF_HEADS = re.compile(r"(?i)year|month|jahr|monat|annee|mois|mes|ano|anno|rok|head")
_OF_YEAR = re.compile(r"[^\d]*(?:19|20)\d\d(?:\s?年\s?\d\d?\s?月|[-/.](?:0?[1-9]|1[0-2])|\D*)")
_ALONE = re.compile(r"(?:19|20)\d\d(?:\s?年(?:\s?\d\d?\s?月)?|[-/.](?:0?[1-9]|1[0-2]))?")
_NUMBERED = re.compile(r"(?:19|20)\d\d([-/.])\d\d?")
_MAY_HEAD = ", ".join(
    (*sorted(_HEADS), *(f"[class*={name} i]" for name in ("year", "month", "jahr", "head")))
)
_LONGEST_HEAD = 30  # characters
_MOST_WORDS = 3  # of "Archive of 2025"
_NEAR = 2  # elements around a heading, in one of which the items that it heads stand


def headed_locales(
    document: Document, items: Sequence[LexborNode], locale: Locale
) -> list[tuple[Locale, str]]:
    """Return for each item how a day without its year is read, and the month that heads it.

    "2024" above items that show "26 Nov", "March 2024" above those that show "26": headings tell
    it if, beside a month, they have the same words, as "Archive 2024" and "Archive 2023" do.
    """
    if all(_shows_year(item) for item in items[:_LIKE_FIRST]):
        return [(locale, "")] * len(items)
    heads = _year_heads(document.tree.body, items)
    told = {head: (_year_of(head), _has_month(head, locale)) for head in set(heads) - {""}}
    words = {_YEAR.sub("", head).strip() for head, (_, month) in told.items() if not month}
    if not told or len(words) > 1:
        return [(locale, "")] * len(items)
    pairs = zip(heads, items, strict=True)
    days = [(told[head][0], _in_parts(item)) for head, item in pairs if head]
    locale = replace(locale, day_order=short_order(days) or locale.day_order)
    return [
        (_until(locale, told[head][0]), head if told[head][1] else "") if head else (locale, "")
        for head in heads
    ]


def _shows_year(item: LexborNode) -> bool:
    marked = item.css_first("[datetime]") is not None
    return marked or bool(ANY_YEAR.search(text_of(item)))


def _in_parts(item: LexborNode) -> str:
    """Return the words of an item, those of one element apart from those of the next."""
    nodes = item.traverse(include_text=True)
    return in_plain_digits(" ".join(node.text_content or "" for node in nodes if node.is_text_node))


def _year_of(head: str) -> int:
    match = re.search(r"(?:19|20)\d\d", head)
    return int(match[0]) if match else 0


def _has_month(head: str, locale: Locale) -> bool:
    try:
        found = _parsed(_with_day("15", head), locale)
    except (TwoWaysDateError, UnreadableDateError):
        return False
    return found.moment.day == int("15") and found.moment.year == _year_of(head)


def _parsed(text: str, locale: Locale) -> SiteDate:
    return parse_date(text, language=locale.language, zone=locale.zone, now=locale.now)


def _until(locale: Locale, year: int) -> Locale:
    """Return the locale in which a day without its year is of this one, or of those before."""
    today = locale.now.astimezone(locale.zone).date()
    end = date(year, 12, 30)  # the day after it is the last
    return replace(locale, latest=end) if end < today else replace(locale, latest=today)


def day_below(item: LexborNode, locale: Locale, month: str) -> SiteDate | None:
    """Return the day whose number stands first in an item, before all links: "26", of a month."""
    for node in item.traverse(include_text=True):
        if node.tag == "a" and node.mem_id != item.mem_id:
            return None
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if text and (match := _DAY_ONLY.fullmatch(text)):
            try:
                return read_date(_with_day(match[1], month), locale, told="words")
            except (TwoWaysDateError, UnreadableDateError):
                return None
    return None


def _year_heads(body: LexborNode | None, items: Sequence[LexborNode]) -> list[str]:
    """Return the heading above each item that names a year but no day, "March 2024"; "" if none.

    One that no name or tag says to be a heading is known by the list that it begins.
    """
    heads: list[tuple[str, int, set[int]]] = []
    found: dict[int, str] = {}
    wanted = {item.mem_id for item in items}
    kind = _kind_above(items[0]) if items else None
    # Most pages have no such heading; then there is no need to go through them
    if body is None or not (kind or any(map(_year_head, body.css(_MAY_HEAD)))):
        return ["" for _ in items]
    for node in body.traverse():
        if node.mem_id in wanted:
            above = set(_upwards(node))
            found[node.mem_id] = next(
                (
                    text
                    for text, own, scope in reversed(heads[-_NEAR:])
                    if own not in above and not above.isdisjoint(scope)
                ),
                "",
            )
        elif (text := _year_head(node, kind)) and wanted.isdisjoint(around := _upwards(node)):
            heads.append((text, node.mem_id, {*around[:_NEAR], *_rows_of(node, text)}))
    return [found.get(item.mem_id, "") for item in items]


_Kind = tuple[str | None, str]


def _kind_of(node: LexborNode) -> _Kind:
    return node.tag, node.attributes.get("class") or ""


def _kind_above(item: LexborNode) -> _Kind | None:
    """Return tag and class of the bare year that stands right above a list, whatever it is."""
    place: LexborNode | None = item
    for _ in range(_NEAR + 1):
        if place is None:
            return None
        before = _beside(place, "prev")
        inner = before
        while inner is not None and not _year_alone(inner):
            inner = inner.child if inner.child is None or inner.child.is_element_node else None
        if inner is not None:
            return _kind_of(inner)
        if before is not None:
            return None
        place = place.parent
    return None


def _beside(node: LexborNode, side: str) -> LexborNode | None:
    """Return the element before a node or behind it."""
    beside: LexborNode | None = getattr(node, side)
    while beside is not None and not beside.is_element_node:
        beside = getattr(beside, side)
    return beside


def _year_alone(node: LexborNode) -> str:
    """Return the year, or its month, that is all an element holds; "" if there is more."""
    only = node.child
    if only is None or only.next is not None or not only.is_text_node:
        return ""
    text = in_plain_digits((only.text_content or "").strip())
    return text if _ALONE.fullmatch(text) else ""


def _rows_of(node: LexborNode, text: str) -> Iterator[int]:
    """Yield what holds the rows of a list one of which has but a heading, like those below it."""
    row = node.parent
    for _ in range(_NEAR + 1):
        if row is None or row.parent is None or row.text().split() != text.split():
            return
        behind = _beside(row, "next")
        if behind is not None and _kind_of(row) == _kind_of(behind):
            yield row.parent.mem_id
        row = row.parent


def _with_day(day: str, head: str) -> str:
    """Return a day's number and the month that heads it as a date."""
    if numbered := _NUMBERED.fullmatch(head):
        return f"{head}{numbered[1]}{day}"
    return f"{head}{day}日" if "月" in head else f"{day} {head}"


def _year_head(node: LexborNode, kind: _Kind | None = None) -> str:
    """Return the words of a heading of a year or a month, or of a bare one of a kind; or ""."""
    if kind is not None and node.tag == kind[0] and _kind_of(node) == kind:
        return _year_alone(node)
    if node.tag not in _HEADS and not _OF_HEADS.search(node.attributes.get("class") or ""):
        return ""
    if not _OF_YEAR.fullmatch(
        in_plain_digits(" ".join((node.text() or "").split())[: _LONGEST_HEAD + 1])
    ):
        return ""  # asked first: `text_of` of a page's head takes a hundred times as long
    text = in_plain_digits(" ".join(text_of(node).split()))
    short = len(text) <= _LONGEST_HEAD and len(text.split()) <= _MOST_WORDS
    return text if short and _OF_YEAR.fullmatch(text) else ""


def _upwards(node: LexborNode) -> list[int]:
    around: list[int] = []
    above = node.parent
    while above is not None:
        around.append(above.mem_id)
        above = above.parent
    return around


def is_updated(node: LexborNode, language: str) -> bool:
    """Tell whether a node holds the day of a change rather than that of publication."""
    named = node.parent if node.is_text_node else node
    said = named.attributes if named is not None else {}
    about = f"{said.get('class') or ''} {said.get('itemprop') or ''}"
    if _UPDATED.search(about) or _PUBLISHED.search(about):
        return not _PUBLISHED.search(about)
    own = (node.text_content if node.is_text_node else text_of(node)) or ""
    words = f"{_in_front(node)} {own}"
    return len(words) <= 2 * _LONGEST and says_updated(words, language)


def is_deadline(node: LexborNode) -> bool:
    """Tell whether a node, an element or a text, holds the last day for something."""
    own = (node.text_content if node.is_text_node else text_of(node)) or ""
    before = _in_front(node)
    if any(map(str.isdigit, before)):  # it has a date of its own, and labels none
        before = ""
    return len(own) <= _LONGEST and says_deadline(f"{before} {own}".strip())


def _is_title(node: LexborNode) -> bool:
    """Tell whether a node is, or holds, a link or a heading: "Storm closes road" is no label."""
    return node.is_element_node and (node.css_first(_TITLES) is not None)


def _in_front(node: LexborNode) -> str:
    """Return the words right before a node, if they may be a label."""
    place: LexborNode | None = node
    for _ in range(_HIGHEST):
        if place is None:
            break
        before = place.prev
        while before is not None:
            text = (before.text_content if before.is_text_node else text_of(before)) or ""
            if text.strip():
                return text.strip() if len(text) <= _LONGEST and not _is_title(before) else ""
            before = before.prev
        place = place.parent
    return ""
