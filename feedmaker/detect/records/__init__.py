"""Lists of what an office or a repository has on record, which look less like a list than others.

`papers` stand below the days of meetings, `headed_papers` in lines below that of their meeting's,
`boxed_papers` in a box of each meeting, with names of their own, `commits` in one table with
branches and tags. Those of `front_page` that are registers have headings of years.
"""

from __future__ import annotations

from feedmaker.detect.records.boxed_papers import boxed_papers
from feedmaker.detect.records.commits import commits
from feedmaker.detect.records.headed_papers import headed_papers, named_by_head
from feedmaker.detect.records.papers import papers

__all__ = ["boxed_papers", "commits", "headed_papers", "named_by_head", "papers"]
