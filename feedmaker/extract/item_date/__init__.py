"""The date of an item of a listing without a rule: what it shows, and what its list tells.

`shown` reads one item, `lines` what stands around a day in it; `of_list` what all of them together
say: in which order a day and a month stand, which year heads them, which days fall from item to
item, and `issue` which day the bulletin has whose contents it is. `of_items` gives each item its
date of those.
"""

from __future__ import annotations

from feedmaker.extract.item_date.alone import day_below, recent_day
from feedmaker.extract.item_date.of_items import dated_together
from feedmaker.extract.item_date.of_list import Headed, headed_locales, order_told
from feedmaker.extract.item_date.shown import shown_date

__all__ = [
    "Headed",
    "dated_together",
    "day_below",
    "headed_locales",
    "order_told",
    "recent_day",
    "shown_date",
]
