"""Days around the items of a list: above some of them, or of all in a list set otherwise than most.

`above` finds the days that head one item or several, as in a chronicle,
`of_parts` looks at each kind of items by itself, `one_day` at the only day, which heads them all.
"""

from __future__ import annotations

from feedmaker.detect.days.above import day_above
from feedmaker.detect.days.of_parts import days_of_parts
from feedmaker.detect.days.one_day import one_day

__all__ = ["day_above", "days_of_parts", "one_day"]
