"""Entries that breaks alone part: a line with but a day, a title, and what else is said."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

PAGE = "https://www.example.org/events/"
TITLES = [
    "Goose on the towpath",
    "The weir is mended at last",
    "A lamp for the mill",
    "Notes from the ferry",
    "Old maps of the harbour",
    "Who painted the gate",
]
MENU = (
    "<ul><li><a href=/home>Home</a><li><a href=/about>About us</a><li><a href=/help>Help</a></ul>"
)
REGISTER = "<br>Open to all. <a href=/forms/{n}>Register</a><br><br>"


@pytest.mark.parametrize("day", ["{n} May 2026", "<b>May {n}, 2026, 6:00 PM</b>"])
@pytest.mark.parametrize("title", ["<a href={to}>{title}</a>", "<i><a href={to}>{title}</a></i>"])
@pytest.mark.parametrize("line", ["{day}<br>{title}", "{day}: {title}", "{title}<br>{day}"])
@pytest.mark.parametrize("behind", [REGISTER, "<br><br>"])
@pytest.mark.parametrize("holders", [1, 2])
def test_titles_beside_days_are_the_entries_of_a_paragraph(
    day: str, title: str, line: str, behind: str, holders: int
) -> None:
    entries = [
        line.format(
            day=day.format(n=20 - n), title=title.format(to=f"/events/t{n}.htm", title=TITLES[n])
        )
        + behind.format(n=n)
        for n in range(6)
    ]
    size = 6 // holders
    months = (
        f"<div class=month><h3>Part {n}</h3><p>{''.join(entries[n : n + size])}</p></div>"
        for n in range(0, 6, size)
    )
    html = f"<html lang=en><body>{MENU}<h1>Events</h1>{''.join(months)}"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found.values()] == [(TITLES[n], f"2026-05-{20 - n}") for n in range(6)]


def test_a_day_that_heads_several_titles_is_not_only_the_first_one_s() -> None:
    lines = "".join(
        (f"<b>{20 - n} May 2026</b><br>" if n % 2 == 0 else "")
        + f"<a href=/events/t{n}.htm>{title}</a><br>"
        for n, title in enumerate(TITLES)
    )
    html = f"<html lang=en><body>{MENU}<h1>Events</h1><p>{lines}</p>"
    assert [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()] == TITLES
