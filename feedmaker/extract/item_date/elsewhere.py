"""The days that a page shows of its list's stories in another place, as a slider or a side box.

A list that shows "20 Mar", or nothing, has them where the page shows "March 20th, 2018" beside a
link to the same story: whole days count, and those without a year come from the last one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.dates.year_days import years_before
from feedmaker.errors import TwoWaysDateError
from feedmaker.extract.item_date.lines import shows_year
from feedmaker.extract.item_date.shown import shown_date
from feedmaker.model import Locale, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document
from feedmaker.urls import absolute

_LIKE_FIRST = 5  # items that are asked whether a list shows years at all
_SEVERAL = 3  # days of one year that a list shows without it; fewer may be another year's
_MOST_SHOWN = 60  # links elsewhere that are looked at: a page of thousands costs no more
_MOST_ABOVE = 4  # elements around a link that may hold its story's day
_DEEPEST = 12  # elements around a link within its item
_LONGEST_CARD = 600  # characters
_NAME = 20  # characters of a link that may name another story


def days_elsewhere(
    document: Document,
    urls: Sequence[str],
    items: Sequence[LexborNode],
    dates: Sequence[SiteDate | None],
    locales: Sequence[Locale],
) -> list[SiteDate | None]:
    """Return the dates of a list's items, with the days that the page shows of them elsewhere.

    Where it shows of several the day and the month that the list does, all of one earlier year, so
    are the others': such a page was kept, or its list is old.
    """
    if all(shows_year(item) for item in items[:_LIKE_FIRST]):
        return [*dates]
    shown = _shown_elsewhere(document, urls, items, locales[0])
    if not shown:
        return [*dates]
    same = [
        (date, shown[url])
        for url, date in zip(urls, dates, strict=True)
        if date and url in shown and _is_of_day(date, shown[url])
    ]
    back = {date.moment.year - day.moment.year for date, day in same}
    years = back.pop() if len(back) == 1 and len(same) >= _SEVERAL else 0
    return [
        (years_before(date, years) if years else date) if date else shown.get(url)
        for url, date in zip(urls, dates, strict=True)
    ]


def _shown_elsewhere(
    document: Document, urls: Sequence[str], items: Sequence[LexborNode], locale: Locale
) -> dict[str, SiteDate]:
    """Return the first whole day beside a link to a story that stands in none of the items."""
    asked, within = set(urls), {item.mem_id for item in items}
    found: dict[str, SiteDate] = {}
    looked_at = 0
    for link in document.tree.css("a[href]"):
        url = absolute(link.attributes.get("href") or "", document.base)
        if url not in asked or url in found or _is_in(link, within):
            continue
        if looked_at == _MOST_SHOWN:
            break
        looked_at += 1
        if day := _day_beside(link, locale):
            found[url] = day
    return found


def _day_beside(link: LexborNode, locale: Locale) -> SiteDate | None:
    """Return the day in the smallest element around a link that has one, and no other story."""
    title = run.text_of(link)
    for card in _around(link):
        if not shows_year(card):
            continue
        try:
            return shown_date(card, locale, title)
        except TwoWaysDateError:
            return None
    return None


def _around(link: LexborNode) -> Iterator[LexborNode]:
    href = link.attributes.get("href")
    above = link.parent
    for _ in range(_MOST_ABOVE):
        if above is None or above.tag == "body" or len(run.text_of(above)) > _LONGEST_CARD:
            return
        others = (one for one in above.css("a[href]") if one.attributes.get("href") != href)
        if any(len(run.text_of(one)) >= _NAME for one in others):
            return
        yield above
        above = above.parent


def _is_in(node: LexborNode, items: Collection[int]) -> bool:
    above: LexborNode | None = node
    for _ in range(_DEEPEST):
        if above is None or above.mem_id in items:
            break
        above = above.parent
    return above is not None and above.mem_id in items


def _is_of_day(date: SiteDate, day: SiteDate) -> bool:
    one, other = date.moment, day.moment
    return (one.month, one.day) == (other.month, other.day) and one.year > other.year
