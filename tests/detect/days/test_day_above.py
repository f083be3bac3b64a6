"""Days that a heading names among other words, above what it heads."""

from __future__ import annotations

import pytest
from detect.test_dates_beside import moments

PAPERS = ("Agenda", "Board book", "Minutes")


@pytest.mark.parametrize(
    "head", ["{day} | Closed session", "Regular meeting of the school board, {day}"]
)
def test_a_day_among_the_words_of_a_heading_dates_the_papers_below_it(head: str) -> None:
    days = {f"March {day}, 2026": f"2026-03-{day}T00:00" for day in (19, 17, 12, 10)}
    html = "".join(
        f"<h3>{head.format(day=day)}</h3>"
        + "".join(f"<p><a href=/view/{n}{m}0{n}>{name}</a></p>" for m, name in enumerate(PAPERS))
        for n, day in enumerate(days)
    )
    told = moments(f"<html lang=en><body>{html}")
    assert told == [day for day in days.values() for _ in PAPERS]
