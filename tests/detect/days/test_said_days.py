"""Which links say but when something was said, and so name no thread."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.elements import is_moment

PAGE = "https://www.example.org/forum/general/"
TITLES = [
    "14th release",
    "Sails",
    "Why ropes?",
    "Loading of boats",
    "First steps",
    "Oars and lamps",
]


@pytest.mark.parametrize(
    "text",
    [
        "2 years, 2 months ago",
        "vor 3 Stunden",
        "il y a 2 jours",
        "hace 3 días",
        "3 dagen geleden",
        "5 месяцев назад",
        "3天前",
        "2時間前",
    ],
)
def test_how_long_ago_something_was_is_a_moment(text: str) -> None:
    assert is_moment(text)


@pytest.mark.parametrize(
    "text", ["2 boats ago lamps were lit", "Vor 30 Jahren am Hafen", "12 days"]
)
def test_titles_and_spans_are_none(text: str) -> None:
    assert not is_moment(text)


def test_a_topic_is_at_its_own_address_and_not_at_that_of_its_last_answer() -> None:
    row = (
        "<ul class='topic hentry'><li class=title><a href=/t/{n}-a-topic>{title}</a>"
        "<p>Started by: <a href=/u/{n}>Ann</a></p></li><li>2</li><li>{n}</li>"
        "<li class=fresh><a href='/t/{n}-a-topic/#post-{n}' title='Reply To: {title}'>2 years, {n} months"
        " ago</a></li></ul>"
    )
    rows = "".join(row.format(n=n, title=title) for n, title in enumerate(TITLES, 2))
    html = f"<html lang=en><body><div>{rows}</div>"
    assert [*run(html, PAGE, rules_of(html, PAGE))] == [
        f"https://www.example.org/t/{n}-a-topic" for n in range(2, 8)
    ]
