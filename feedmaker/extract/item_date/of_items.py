"""The items of a list as they were read -> the same, with the dates that all together tell."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborNode

from feedmaker.dates.address import days_by_address, years_by_address
from feedmaker.extract.item_date.elsewhere import days_elsewhere
from feedmaker.extract.item_date.of_list import days_by_order, days_of_list, years_by_order
from feedmaker.extract.item_date.of_titles import days_by_titles
from feedmaker.extract.item_identity import Item
from feedmaker.model import Locale, Rules, SiteDate
from feedmaker.page.document import Document


def dated_together(
    document: Document,
    rules: Rules,
    found: list[Item],
    nodes: list[LexborNode],
    locales: list[Locale],
) -> list[Item]:
    """Return a list's items, with the dates that they have beside one another.

    `rules` are those of the date; `nodes` and `locales` are those of the items, one for each.
    """
    if not found:
        return found
    urls = [one.teaser.url for one in found]
    if rules:
        days = [one.teaser.by_rule.date for one in found]
        told = years_by_order(document, rules, nodes, days, locales)
        told = years_by_address(urls, told)
        found = [_dated(one, date) for one, date in zip(found, told, strict=True)]
    told = days_by_address(urls, [*map(_date_of, found)], locales[0])
    told = days_elsewhere(document, urls, nodes, told, locales)
    told = days_by_titles([one.words for one in found], urls, told, locales)
    found = [_dated(one, date) for one, date in zip(found, told, strict=True)]
    return _with_days_of_list(document, found, nodes, locales)


def _with_days_of_list(
    document: Document, found: list[Item], nodes: list[LexborNode], locales: list[Locale]
) -> list[Item]:
    """Date the items that show no whole day by what else tells it of them, or of all."""
    dates = [*map(_date_of, found)]
    if all(dates):
        return found
    urls = [one.teaser.url for one, date in zip(found, dates, strict=True) if date is None]
    days = days_of_list(document, urls, replace(locales[0], latest=None))
    dates = [date or days.get(one.teaser.url) for one, date in zip(found, dates, strict=True)]
    dates = days_by_order(nodes, [one.words for one in found], dates, locales)
    return [_dated(one, date, anew=True) for one, date in zip(found, dates, strict=True)]


def _date_of(one: Item) -> SiteDate | None:
    return one.teaser.by_rule.date or one.teaser.by_itself.date


def _dated(one: Item, date: SiteDate | None, *, anew: bool = False) -> Item:
    """Return the item with a date; without one, `anew` takes away what no rule gave."""
    teaser = one.teaser
    kept = date is None and (teaser.by_rule.date or not anew)
    if kept or date == _date_of(one):
        return one
    if teaser.by_rule.date:
        return replace(one, teaser=replace(teaser, by_rule=replace(teaser.by_rule, date=date)))
    return replace(one, teaser=replace(teaser, by_itself=replace(teaser.by_itself, date=date)))
