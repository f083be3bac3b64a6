"""The titles of a list's items: which part of each is it, where the links' words are none.

`title_rule` decides, `worth` judges texts, `parts` reads the parts of an item, `other_places` and
`in_lines` what no element holds by itself, `plain_cells` the column of a table without links;
`other_headings` tells of headings that are no title.
"""

from __future__ import annotations

from feedmaker.detect.titles.other_headings import headings_are_days, labels_above
from feedmaker.detect.titles.other_places import heading_above, named_days
from feedmaker.detect.titles.plain_cells import plain_column
from feedmaker.detect.titles.title_rule import title_rule
from feedmaker.detect.titles.worth import is_title_name

__all__ = [
    "heading_above",
    "headings_are_days",
    "is_title_name",
    "labels_above",
    "named_days",
    "plain_column",
    "title_rule",
]
