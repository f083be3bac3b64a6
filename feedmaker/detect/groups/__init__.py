"""Links of a page that stand alike, each with the element that is its story's.

`groups` puts them together. Where a page has too few of them to tell anything by, `few` finds those
that are surely its stories. Which group is the page's list, `detect.listing` says.
"""

from __future__ import annotations

from feedmaker.detect.groups.few import few_stories, may_be_beside
from feedmaker.detect.groups.groups import FEWEST, Group, find_groups, items_of

__all__ = ["FEWEST", "Group", "few_stories", "find_groups", "items_of", "may_be_beside"]
