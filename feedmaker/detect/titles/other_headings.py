"""Headings of an item that are not its title, so that this is what its link says.

A section's name stands above a title, or the day above what happens then: the first heading of an
item is another's there. Titles in a later heading of a card are for `later_headings`.
"""

from __future__ import annotations

from feedmaker.detect.elements import ElementInfo, heading_of, says_only_day
from feedmaker.detect.titles.worth import ENOUGH
from feedmaker.page.rule_engine import text_of

_Pairs = list[tuple[ElementInfo, ElementInfo]]  # links and their items


def labels_above(places: list[ElementInfo], pairs: _Pairs) -> bool:
    """Tell whether some items have a heading of their own above the title's, as a section's link.

    All titles are headings, where items have any, so that the link's words are the whole of them.
    """
    marks = not any(map(str.isalnum, "".join(text_of(link.node) for link, _ in pairs)))
    if marks or any(item.headed and not link.in_heading for link, item in pairs):
        return False
    headings = (
        places[heading.at : heading.end]
        for link, item in pairs
        if (heading := heading_of(item, places)) and not heading.at < link.at < heading.end
    )
    return any(one.tag == "a" for heading in headings for one in heading)


def headings_are_days(places: list[ElementInfo], pairs: _Pairs) -> bool:
    """Tell whether the items' headings say when, and the links beside them what.

    Then "Regular meeting" is the title of several, and no label.
    """
    headings = (heading_of(item, places) for _, item in pairs)
    days = sum(h is not None and says_only_day(text_of(h.node)) for h in headings)
    return days >= ENOUGH * len(pairs) and len({text_of(link.node) for link, _ in pairs}) > 1
