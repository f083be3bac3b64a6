"""Days beside the items of a list that is set otherwise than most: of several kinds, or of one day.

`of_parts` looks at each kind of items by itself, `one_day` at the only day, which heads them all.
"""

from __future__ import annotations

from feedmaker.detect.days.of_parts import days_of_parts
from feedmaker.detect.days.one_day import one_day

__all__ = ["days_of_parts", "one_day"]
