"""One element of a page, with what finding a list needs to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from selectolax.lexbor import LexborNode

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Named(Enum):
    """How far the names of an element say that it stands beside the page's text."""

    NOT = "not at all"
    LOOSELY = "by one that some builders of pages give to any part"
    FOR_ROWS = "by one that each row may have for what leads on: its menu, its promotion"
    SURELY = "beyond doubt"


@dataclass(slots=True, eq=False)
class ElementInfo:
    """An element, and what stands in it; `at` and `end` bound all that it holds, in page order."""

    node: LexborNode
    at: int
    parent: ElementInfo | None
    tag: str
    id: str
    classes: tuple[str, ...]  # of its kind; those of state or number left out
    depth: int  # below the body
    path: int  # equal where tags and classes are, all the way up
    chrome: bool  # stands in navigation, a sidebar, a footer
    carousel: bool  # stands in a row that turns, or of videos
    in_heading: bool
    story: bool  # is named as one
    entry: bool  # says in a way that machines read that it is an entry
    nth: int = 1  # among the elements of its tag beside it
    end: int = 0
    words: int = 0
    is_date: bool = False  # says so by its tag or its class
    dated: bool = False  # is a date, or holds one
    on_day: bool = False  # is a day without its year, or holds one
    row_dated: bool = False  # is a `dd` below a `dt` that is a date
    headed: bool = False  # holds a heading
    pictured: bool = False  # holds a picture
    priced: bool = False  # holds a price
    named: Named = Named.NOT  # if it is chrome by its name alone
    branch: bool = False  # is a list's entry that leads somewhere, with a list below it

    def upwards(self) -> Iterator[ElementInfo]:
        """Give the place itself, then what it stands in, up to the body."""
        place: ElementInfo | None = self
        while place is not None:
            yield place
            place = place.parent


def heading_of(item: ElementInfo, places: list[ElementInfo]) -> ElementInfo | None:
    """Return the first heading with words in an item."""
    if not item.headed:
        return None
    inside = places[item.at : item.end]
    return next((place for place in inside if place.tag in HEADINGS and place.words), None)


def children(places: list[ElementInfo], holder: ElementInfo) -> Iterator[ElementInfo]:
    """Yield the elements that stand in one and in no other within it, in page order."""
    at = holder.at + 1
    while at < holder.end:
        yield places[at]
        at = places[at].end
