"""Where a list has its newest item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedmaker.entries.order import has_newest_last
from feedmaker.model import Fields, SiteDate, Teaser

NOON = datetime(2024, 4, 29, 12, 0, tzinfo=UTC)


def dated(*days: int | None) -> list[Teaser]:
    dates = [None if day is None else SiteDate(NOON + timedelta(days=day)) for day in days]
    return [Teaser(f"{n}", f"https://h.test/x{n}", Fields(date=d)) for n, d in enumerate(dates)]


def titled(*titles: str) -> list[Teaser]:
    return [Teaser(title, "https://h.test/story", Fields(title=title)) for title in titles]


def linked(*paths: str) -> list[Teaser]:
    return [Teaser(path, f"https://h1.test{path}") for path in paths]


@pytest.mark.parametrize(
    ("items", "last"),
    [
        (dated(1, 2, 3), True),
        (dated(1, 1, 3), True),
        (dated(3, 2, 1), False),
        (dated(1, 3, 2), False),
        (dated(2, 2, 2), False),
        (dated(1, 2), False),  # too few to tell
        (dated(1, None, 3, 4), False),
        (titled("Chapter 1", "Chapter 2: Rope", "chapter 3"), True),
        (titled("Chapter 3", "Chapter 2", "Chapter 1"), False),
        (titled("Chapter 1", "Chapter 2", "Part 3"), False),
        (titled("1. Rope", "2. Tar", "3. Salt"), False),  # a chart
        (titled("Rope", "Tar", "Salt"), False),
        (titled("Chapter 1", "Chapter 5", "Chapter 9"), False),
        (linked("/1", "/2", "/3"), True),
        (linked("/strip/7/", "/strip/8/", "/strip/9/"), True),
        (linked("/strip/9/", "/strip/8/", "/strip/7/"), False),
        (linked("/a", "/b", "/c"), False),
        ([], False),
    ],
)
def test_the_newest_item_is_found_last_only_where_that_is_sure(
    items: list[Teaser], *, last: bool
) -> None:
    assert has_newest_last(items, "found") is last
    assert has_newest_last(items, "newest_last")
    assert not has_newest_last(items, "newest_first")
