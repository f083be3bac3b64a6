"""What stands below the headings of a list that has no other elements for its stories.

`<h2><a>A title</a></h2> <span>3 May 2026</span> Its text. <hr>`, all in one holder: what a story
has is what comes before the next heading, in elements or in none.
"""

from __future__ import annotations

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.groups.groups import Group


def words_below(group: Group) -> int:
    """Return how many words a group of headings has, with what follows each; 0 if it is another."""
    holder = _holder(group)
    if holder is None:
        return 0
    before = group.places[holder.at : group.items[0].at]
    return holder.words - sum(place.words for place in before if place.parent is holder)


def dated_below(group: Group) -> float:
    """Return for how many headings a date is shown in the element right below."""
    holder = _holder(group)
    below = (group.places[item.end] for item in group.items if item.end < len(group.places))
    return sum(one.dated and one.parent is holder for one in below if holder) / len(group.items)


def _holder(group: Group) -> ElementInfo | None:
    """Return what holds a group of headings, and the text behind each; else None.

    If there are links behind each, those may be the stories, and the headings lead elsewhere.
    """
    holder = group.items[0].parent
    if any(item.tag not in HEADINGS or item.parent is not holder for item in group.items):
        return None
    ends = [*(item.at for item in group.items[1:]), holder.end if holder else 0]
    spans = zip(group.items, ends, strict=True)
    linked = sum(any(p.tag == "a" for p in group.places[item.end : end]) for item, end in spans)
    return holder if linked < len(group.items) else None
