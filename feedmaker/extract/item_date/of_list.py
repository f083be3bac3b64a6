"""What the dates of a whole list tell of those of single items.

Which number is the day, the year or month that heads some of them, days without a year and hours
that fall from item to item, and what the page's data or the addresses say of all. What one item
shows is read in `shown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from selectolax.lexbor import LexborNode

from feedmaker.dates.address import address_days
from feedmaker.dates.day_order import told_order
from feedmaker.dates.falling import ENOUGH, falls, weak_day
from feedmaker.dates.parse import parse_date, read_date
from feedmaker.dates.year_days import day_and_month, days_below_years, order_below_years
from feedmaker.dates.years import YEAR, in_plain_digits
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.date_label import year_heads
from feedmaker.extract.item_date.alone import recent_day, shows_other_day, with_day
from feedmaker.extract.item_date.issue import day_of_issue
from feedmaker.extract.item_date.lines import SHORT, shows_year
from feedmaker.extract.jsonld import stated_days
from feedmaker.model import Locale, Rules, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document
from feedmaker.urls import absolute, document_alias

_LIKE_FIRST = 5  # items that are asked whether a list shows years at all
_MANY = 5  # hours that fall by chance in no list
_MOST_ITEMS = 200  # whose dates are asked for the order of day and month


def order_told(document: Document, rules: Rules, items: Iterable[LexborNode]) -> str:
    """Return how the dates of a list order day and month: "DMY", "MDY", "YMD"; "": not told."""

    def texts() -> Iterator[str]:
        for item, _ in zip(items, range(_MOST_ITEMS), strict=False):
            if rules:
                values = run.read_values(document, rules, run.date_of, item)
                yield from (text for text, rule in values if not rule.format)
            else:
                yield run.text_of(item)

    return told_order(texts())


@dataclass(frozen=True, slots=True)
class Headed:
    """What stands above an item and tells of its day, "" and None where nothing does."""

    locale: Locale  # in which a day without its year is read
    month: str = ""  # with its year
    day: SiteDate | None = None  # of a day and a month in numbers, below their year


def headed_locales(document: Document, items: Sequence[LexborNode], locale: Locale) -> list[Headed]:
    """Return for each item what heads it.

    "2024" above items that show "26 Nov", "March 2024" above those that show "26": headings tell
    it if, beside a month, they have the same words, as "Archive 2024" and "Archive 2023" do.
    """
    if all(shows_year(item) for item in items[:_LIKE_FIRST]):
        return [Headed(locale)] * len(items)
    heads = year_heads(document.tree.body, items)
    told = {head: (_year_of(head), _has_month(head, locale)) for head in set(heads) - {""}}
    words = {re.sub(YEAR, "", head).strip() for head, (_, month) in told.items() if not month}
    if not told or len(words) > 1:
        return [Headed(locale)] * len(items)
    pairs = zip(heads, items, strict=True)
    days = [(told[head][0], _in_parts(item)) for head, item in pairs if head]
    locale = replace(locale, day_order=order_below_years(days) or locale.day_order)
    headed = [
        Headed(_until(locale, told[head][0]), head if told[head][1] else "")
        if head
        else Headed(locale)
        for head in heads
    ]
    return _with_days(headed, items, [told[head][0] if head else 0 for head in heads])


def _with_days(
    headed: list[Headed], items: Sequence[LexborNode], years: Sequence[int]
) -> list[Headed]:
    """Return what heads the items, with their days where all below years show but numbers."""
    shown: dict[int, tuple[int, tuple[int, int]]] = {}
    for at, (one, item, year) in enumerate(zip(headed, items, years, strict=True)):
        if not year:  # the row of a heading itself, or what stands above the first one
            continue
        numbers = None if one.month else _day_and_month(item)
        if numbers is None:
            return headed
        shown[at] = year, numbers
    language, zone = headed[0].locale.language, headed[0].locale.zone
    order, days = days_below_years([*shown.values()], language, zone)
    dated = list(headed)
    for at, day in zip(shown, days, strict=False):
        own = headed[at].locale
        locale = replace(own, day_order=order or own.day_order)
        dated[at] = Headed(locale, day=_on(day, locale))
    return dated


def _on(day: date, locale: Locale) -> SiteDate | None:
    try:
        return read_date(day.isoformat(), locale, told="words")
    except UnreadableDateError:  # it lies ahead
        return None


def _day_and_month(item: LexborNode) -> tuple[int, int] | None:
    """Return the first two numbers that stand alone in an item, as a day and a month do."""
    for node in item.traverse(include_text=True):
        if node.is_text_node and (numbers := day_and_month(node.text_content or "")):
            return numbers
    return None


def _in_parts(item: LexborNode) -> str:
    """Return the words of an item, those of one element apart from those of the next."""
    nodes = item.traverse(include_text=True)
    return in_plain_digits(" ".join(node.text_content or "" for node in nodes if node.is_text_node))


def _year_of(head: str) -> int:
    match = re.search(r"(?:19|20)\d\d", head)
    return int(match[0]) if match else 0


def _has_month(head: str, locale: Locale) -> bool:
    try:
        found = _parsed(with_day("15", head), locale)
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


def days_by_order(
    items: Sequence[LexborNode],
    titles: Sequence[str],
    dates: Sequence[SiteDate | None],
    locales: Sequence[Locale],
) -> list[SiteDate | None]:
    """Return the dates of a list's items, with those that their order tells.

    Where all before it falls from day to day, "11 Jan" is the last one before the item above, and
    hours alone, which fall too, are today's: with nothing above them, or but such. What is of
    late by chance has no date: days without a year, most of which were long ago. Each of
    `locales` is that of an item, with the year that heads it.
    """
    told = list(dates)
    if None in dates and any(map(_weak, items[:_LIKE_FIRST], locales)):
        rows = zip(items, dates, locales, strict=True)
        weak = [known or _weak(item, locale) for item, known, locale in rows]
        sure = any(dates) or any(locale.latest for locale in locales)
        moments = [one.moment for one in weak if one]
        if (
            len(set(moments)) >= ENOUGH
            and len(moments) == len(weak) >= (ENOUGH if sure else _MANY)
            and falls(moments)
        ):
            return weak
    for n, known in enumerate(told):
        last = told[n - 1] if n else None
        if known is None and last and falls([one.moment for one in told[:n] if one]):
            until = replace(locales[n], latest=last.moment.date())
            told[n] = recent_day(items[n], until, titles[n])
    chance = _late_by_chance(items, titles, told, locales)
    return [None if n in chance else date for n, date in enumerate(told)]


def _late_by_chance(
    items: Sequence[LexborNode],
    titles: Sequence[str],
    dates: Sequence[SiteDate | None],
    locales: Sequence[Locale],
) -> set[int]:
    """Return which dates of a list are days without a year that are of late by chance.

    Where more items have a day that was long ago, if it was, the list is no news: its days are
    those of meetings, of any year. What else a list tells of its days is known by now.
    """
    rows = list(zip(items, locales, titles, strict=True))
    others = sum(dates[n] is None and shows_other_day(*row) for n, row in enumerate(rows))
    if not others:
        return set()
    late = {n for n, row in enumerate(rows) if dates[n] and dates[n] == recent_day(*row)}
    return late if len(late) < others else set()


def years_by_order(
    document: Document,
    rules: Rules,
    items: Sequence[LexborNode],
    dates: Sequence[SiteDate | None],
    locales: Sequence[Locale],
) -> Sequence[SiteDate | None]:
    """Return the dates of a list's items by its rules, with the years that their order tells.

    "22 Aug" below "7 Jan" is of the year before, where days without a year fall but for that. A
    list that goes up and down is in no order, and what stands first may be pinned there.
    """
    known = [date.moment for date in dates if date]
    if len(known) < len(dates) or all(a >= b for a, b in pairwise(known)):
        return dates
    if sum(a < b for a, b in pairwise(known)) * ENOUGH > len(known) or not falls(known[:ENOUGH]):
        return dates
    told = list(dates)
    for n in range(ENOUGH, len(told)):
        last, own = told[n - 1], told[n]
        if last is None or own is None or own.moment <= last.moment:
            continue
        until = replace(locales[n], latest=last.moment.date())
        text = next(
            (text for text, _ in run.read_values(document, rules, run.date_of, items[n])), ""
        )
        try:
            told[n] = again = read_date(text, until, told=own.told)
        except (TwoWaysDateError, UnreadableDateError):
            return dates
        if again.moment > last.moment or locales[n].latest:
            return dates  # it says its year
    return told


def _weak(item: LexborNode, locale: Locale) -> SiteDate | None:
    texts = (
        (n.text_content or "").strip() for n in item.traverse(include_text=True) if n.is_text_node
    )
    found = (weak_day(text, locale) for text in texts if 2 <= len(text) <= SHORT)
    return next((date for date in found if date), None)


def days_of_list(document: Document, urls: Sequence[str], locale: Locale) -> dict[str, SiteDate]:
    """Return the dates of a list's undated stories that its page tells of all of them.

    Its data do, or their addresses, or the number and the day of the issue that they are of.
    """
    asked = {document_alias(url): url for url in urls}
    found: dict[str, SiteDate] = {}
    scripts = document.tree.css('script[type="application/ld+json"]')
    for address, day in stated_days(script.text() or "" for script in scripts):
        url = asked.get(document_alias(absolute(address, document.base)))
        try:
            if url and url not in found:
                found[url] = read_date(day, locale, told="metadata")
        except UnreadableDateError:
            continue
    if told := found or address_days(urls, locale):
        return told
    issue = day_of_issue(document, locale)
    return dict.fromkeys(urls, issue) if issue else {}
