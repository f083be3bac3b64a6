"""Days beside some kinds of a list's items, where others have none, and a day that heads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Locale, Page

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)
URL = "https://www.example.org/"
WORDS = [
    "ferry",
    "harbour",
    "lighthouse",
    "market",
    "orchard",
    "quarry",
    "railway",
    "school",
    "theatre",
    "viaduct",
]
DAYS = [f"2026-10-{20 - n:02}" for n in range(10)]


def found_days(body: str) -> list[str]:
    """Return the days of the stories found on a page, "" where one has none."""
    page = Page(URL, URL, f"<body>{body}</body>".encode(), "text/html; charset=utf-8")
    rules = find_rules(page)
    assert rules is not None
    teasers = read_listing(page, rules, Locale("en", UTC, NOW)).teasers
    days = [one.by_rule.date or one.by_itself.date for one in teasers]
    return [day.moment.date().isoformat() if day else "" for day in days]


def _title(word: str, kind: str) -> str:
    return (
        f"<a href=/{kind}/{word}-of-the-town-is-open-again>The {word} of the town is open again</a>"
    )


@pytest.mark.parametrize("before", [True, False])
def test_news_with_days_beside_them_keep_these_next_to_notices_without(before: bool) -> None:
    news = [
        f"<p>{day}</p>{story}" if before else f"{story}<p>{day}</p>"
        for word, day in zip(WORDS[:6], DAYS, strict=False)
        for story in [f"<div class=story><h3>{_title(word, 'news')}</h3><p>All came.</p></div>"]
    ]
    notices = [f"<li><h3>{_title(word, 'notices')}</h3></li>" for word in WORDS[6:]]
    found = found_days(
        f"<main><div>{''.join(news)}</div><ul class=notices>{''.join(notices)}</ul></main>"
    )
    assert found == [*DAYS[:6], *[""] * 4]


def test_days_within_other_items_are_not_those_of_items_without() -> None:
    news = [
        f"<article class=lead><h2>{_title(word, 'news')}</h2><p>Held {day}.</p></article>"
        for word, day in zip(WORDS[:4], DAYS, strict=False)
    ]
    more = [f"<h2 class=more>{_title(word, 'news')}</h2>" for word in WORDS[4:]]
    found = found_days(f"<main>{''.join(map(''.join, zip(news, more, strict=False)))}</main>")
    assert not {*found[1::2]} & {*DAYS}


LINES = "".join(f"<li>{_title(word, 'news')} and all are welcome</li>" for word in WORDS)


def test_the_only_day_that_heads_a_list_is_that_of_its_items() -> None:
    found = found_days(f"<h1>Archive</h1><h2>October 20, 2026</h2><ul>{LINES}</ul>")
    assert found == ["2026-10-20"] * len(WORDS)


def test_the_day_of_reading_is_none_that_heads_a_list() -> None:
    found = found_days(f"<p>October 20, 2026</p><h1>News</h1><ul>{LINES}</ul>")
    assert found == [""] * len(WORDS)
