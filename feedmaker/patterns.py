"""RE2 patterns, compiled once: the linear engine, so that no pattern can burn the processor.

They were checked when the site file was read (`config.patterns`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re2.Pattern[str]:
    """Return the pattern, ready to search with."""
    import re2  # only where a site file has one

    return re2.compile(pattern)
