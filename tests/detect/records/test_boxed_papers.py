"""Papers in a box for each meeting, below its day: with names of their own, or the same again."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

URL = "https://www.example.org/meetings/"
WORDS = [
    "weir",
    "quay",
    "dune",
    "heath",
    "moor",
    "creek",
    "pier",
    "lantern",
    "orchard",
    "tunnel",
    "roof",
    "bridge",
]
KINDS = ("Report on the {}", "Presentation about the {}", "Letter from users of the {}")
TOLD = ("2026-11-18", "2026-11-04", "2026-10-21", "2026-10-07")
DAYS = ("18 November 2026", "4 November 2026", "21 October 2026", "7 October 2026")
BOXES = {
    "lines": ("<div class=box><h3>{head}</h3><p>{papers}</p></div>", "<br>"),
    "paragraphs": ("<section><h2>{head}</h2><p>{papers}</p></section>", "</p><p>"),
    "one line": ("<li class=box><b>{head}</b><p>{papers}</p></li>", " | "),
    "cells": ("<table><tr><th>{head}</th></tr><tr><td>{papers}</td></tr></table>", "<br>"),
    "list": ("<article><h3>{head}</h3><ul><li>{papers}</li></ul></article>", "</li><li>"),
}
IN_LINES = BOXES["lines"][0]


def page_of(box: str, between: str, names: list[list[str]], head: str = "{}", end: str = "") -> str:
    parts = [
        box.format(
            head=head.format(day),
            papers=between.join(
                f"<a href=/papers/{n}/{at}{end}>{name}</a>" for at, name in enumerate(own)
            ),
        )
        for n, (day, own) in enumerate(zip(DAYS, names, strict=True))
    ]
    return f"<html lang=en><body><main><h1>Meetings</h1>{''.join(parts)}</main>"


def found_on(page: str) -> list[tuple[str, str]]:
    """Return titles and days of what is found."""
    return [*run(page, URL, rules_of(page, URL)).values()]


def own_names() -> list[list[str]]:
    return [[kind.format(WORDS[3 * n + at]) for at, kind in enumerate(KINDS)] for n in range(4)]


def same_names(*names: str) -> list[list[str]]:
    return [[*names] for _ in DAYS]


@pytest.mark.parametrize("end", [".pdf", ""])
@pytest.mark.parametrize("form", BOXES)
def test_each_paper_in_the_box_of_a_day_is_an_entry_of_that_day(form: str, end: str) -> None:
    page = page_of(*BOXES[form], own_names(), end=end)
    wanted = zip(own_names(), TOLD, strict=True)
    assert found_on(page) == [(name, day) for own, day in wanted for name in own]


def test_one_paper_of_each_box_may_be_called_the_same() -> None:
    names = [["Agenda", f"Draft minutes of {n + 3} May", *own] for n, own in enumerate(own_names())]
    page = page_of(IN_LINES, "<br>", names, "Council, {}", ".pdf")
    assert len(found_on(page)) == 20


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (same_names("Agenda", "Minutes", "Audio"), ""),
        (own_names(), "<p>All who came were told of what is to be done, and by whom.</p>" * 4),
    ],
)
def test_boxes_stay_entries_where_papers_are_called_the_same_or_much_else_is_said(
    names: list[list[str]], text: str
) -> None:
    box = IN_LINES.replace("</h3>", f"</h3>{text}")
    page = page_of(box, "<br>", names, "Town council meeting, {}", ".pdf")
    assert len(found_on(page)) == len(DAYS)


@pytest.mark.parametrize("by", ["/people/{}", "/notes/people-{}"])
def test_whoever_wrote_a_story_is_none(by: str) -> None:
    parts = [
        f"<div class=box><b>{day}</b><p><a href=/notes/{n}>The {WORDS[n]} of the town is open</a> "
        f"by <a href={by.format(WORDS[n])}>Ann {WORDS[n + 4]}</a></p></div>"
        for n, day in enumerate(DAYS)
    ]
    page = f"<html lang=en><body><main><h1>Notes</h1>{''.join(parts)}</main>"
    assert len(found_on(page)) == len(DAYS)
