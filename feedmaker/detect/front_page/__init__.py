"""What a front page shows beside its main list, and is of its stories as well.

`blocks` are lists of their own: other sections, columns set above; `sections` are told by their
addresses alone; one is `continued` by stories that are shown smaller. `headlines` are single
stories, shown larger, and `called` those under a heading that is no link; `table_rows` have the
columns of the list's, and what is `set_otherwise` stands as its links do. `openings` are jobs,
beside those who offer them, `meetings` stand beside those who meet, `registers` have their days
below headings of years, and `boards` have threads. `rankings` and `most_read` are what was read
most, and `kickers` the topics above titles, which are left out; `worded` are links below a picture
that leads elsewhere. Which list is the main one, `detect.listing` says before.
"""

from __future__ import annotations

from feedmaker.detect.front_page.addresses import chrome_around, leads_beside
from feedmaker.detect.front_page.blocks import as_good, below_leads, of_sections, set_before
from feedmaker.detect.front_page.boards import latest_of_boards
from feedmaker.detect.front_page.called import called_leads
from feedmaker.detect.front_page.columns import in_columns
from feedmaker.detect.front_page.continued import goes_on, lines_of_sections, run_on
from feedmaker.detect.front_page.headlines import (
    entries_between,
    entries_in_turns,
    first_lines,
    headlines,
    lead_before,
    leads,
    rows_between,
)
from feedmaker.detect.front_page.kickers import without_kickers
from feedmaker.detect.front_page.meetings import meetings, notices
from feedmaker.detect.front_page.most_read import without_most_read
from feedmaker.detect.front_page.openings import marked, openings
from feedmaker.detect.front_page.rankings import without_rankings
from feedmaker.detect.front_page.registers import register_of
from feedmaker.detect.front_page.sections import below_names, other_sections, without_games
from feedmaker.detect.front_page.set_otherwise import set_otherwise
from feedmaker.detect.front_page.table_rows import rows_of_table
from feedmaker.detect.front_page.worded import worded
from feedmaker.detect.front_page.year_heads import day_below_year, named_by_day

__all__ = [
    "as_good",
    "below_leads",
    "below_names",
    "called_leads",
    "chrome_around",
    "day_below_year",
    "entries_between",
    "entries_in_turns",
    "first_lines",
    "goes_on",
    "headlines",
    "in_columns",
    "latest_of_boards",
    "lead_before",
    "leads",
    "leads_beside",
    "lines_of_sections",
    "marked",
    "meetings",
    "named_by_day",
    "notices",
    "of_sections",
    "openings",
    "other_sections",
    "register_of",
    "rows_between",
    "rows_of_table",
    "run_on",
    "set_before",
    "set_otherwise",
    "without_games",
    "without_kickers",
    "without_most_read",
    "without_rankings",
    "worded",
]
