"""Links of a page that stand alike, each with the element that is its story's.

`groups` puts them together. Where a page has too few of them to tell anything by, `few` finds those
that are surely its stories, and `inner` a list in a few boxes that look like one. `list_name` tells
what the words above a group call it, `mixed` whether it is two lists in one, `short_lists` whether
a short one is the page's and a longer one a box, `sold_out` whether one adds but goods without a
price, and `surroundings` which of its names head a box beside it. Which group is the page's list,
`detect.listing` says.
"""

from __future__ import annotations

from feedmaker.detect.groups.below_headings import dated_below, words_below
from feedmaker.detect.groups.few import few_stories, may_be_beside
from feedmaker.detect.groups.groups import FEWEST, Group, find_groups, items_of
from feedmaker.detect.groups.inner import inner_first
from feedmaker.detect.groups.list_name import called_news
from feedmaker.detect.groups.mixed import kinds_unpriced, mixed, two_lists, two_scripts
from feedmaker.detect.groups.short_lists import fewness, short_first, whole_first
from feedmaker.detect.groups.sold_out import adds_sold_out
from feedmaker.detect.groups.surroundings import without_surroundings

__all__ = [
    "FEWEST",
    "Group",
    "adds_sold_out",
    "called_news",
    "dated_below",
    "few_stories",
    "fewness",
    "find_groups",
    "inner_first",
    "items_of",
    "kinds_unpriced",
    "may_be_beside",
    "mixed",
    "short_first",
    "two_lists",
    "two_scripts",
    "whole_first",
    "without_surroundings",
    "words_below",
]
