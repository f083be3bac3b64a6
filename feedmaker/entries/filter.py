"""What a site's `filter` keeps.

Asked twice: with the link and title of a listing's item, to spare a request;
and with everything known of an entry when its feed is made, so that an edit of
the filter acts at once on what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from feedmaker.patterns import compiled

if TYPE_CHECKING:
    from feedmaker.model import Filter, FilterField

_EARLY = frozenset({"url", "title"})


def keeps_item(wanted: Filter, url: str, title: str) -> bool:
    """Tell whether an item may be kept, as far as its link and title decide it."""
    values: dict[FilterField, Sequence[str]] = {"url": (url,), "title": (title,)}
    if any(field in _EARLY and _matches(field, p, values) for field, p in wanted.exclude):
        return False
    if any(field not in _EARLY for field, _ in wanted.include):
        return True
    return not wanted.include or any(_matches(f, p, values) for f, p in wanted.include)


def keeps_entry(wanted: Filter, values: Mapping[FilterField, Sequence[str]]) -> bool:
    """Tell whether an entry is kept: any include matches, or none is stated; no exclude does."""
    if any(_matches(field, pattern, values) for field, pattern in wanted.exclude):
        return False
    return not wanted.include or any(_matches(f, p, values) for f, p in wanted.include)


def _matches(field: FilterField, pattern: str, values: Mapping[FilterField, Sequence[str]]) -> bool:
    found = compiled(pattern)
    return any(found.search(value) for value in values[field])
