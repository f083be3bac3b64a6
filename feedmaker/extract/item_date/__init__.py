"""The date of an item of a listing without a rule: what it shows, and what its list tells.

`shown` reads one item, `lines` what stands around a day in it; `of_list` what all of them together
say: in which order a day and a month stand, which year heads them, which days fall from item to
item. `issue` is the day of a bulletin whose contents the list is.
"""

from __future__ import annotations

from feedmaker.extract.item_date.of_list import (
    Headed,
    days_by_order,
    days_of_list,
    headed_locales,
    order_told,
    years_by_order,
)
from feedmaker.extract.item_date.shown import day_below, recent_day, shown_date

__all__ = [
    "Headed",
    "day_below",
    "days_by_order",
    "days_of_list",
    "headed_locales",
    "order_told",
    "recent_day",
    "shown_date",
    "years_by_order",
]
