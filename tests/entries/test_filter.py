"""What a filter keeps: early, by link and title; and when the feed is made, by everything."""

from __future__ import annotations

import pytest

from feedmaker.entries.filter import keeps_entry, keeps_item
from feedmaker.model import Filter, FilterField

Patterns = tuple[tuple[FilterField, str], ...]

URL, TITLE = "https://www.kabar.test/olahraga/1", "Kapal baru tiba"
WHOLE: dict[FilterField, tuple[str, ...]] = {
    "url": (URL,),
    "title": (TITLE,),
    "summary": ("Ringkas.",),
    "category": ("Laut", "Niaga"),
    "author": (),
    "date": ("2024-04-29",),
    "content": ("Kapal itu besar.",),
}
SPORT: Patterns = (("url", "/olahraga/"),)
SHIPS: Patterns = (("title", "Kapal"),)
TRAINS: Patterns = (("title", "Kereta"),)
TRADE: Patterns = (("category", "^Niaga$"),)
WEATHER: Patterns = (("category", "^Cuaca$"),)


@pytest.mark.parametrize(
    ("include", "exclude", "early", "late"),
    [
        ((), (), True, True),
        (SPORT, (), True, True),
        (SHIPS, (), True, True),
        (TRAINS, (), False, False),
        ((*TRAINS, *SPORT), (), True, True),  # any include is enough
        ((), SPORT, False, False),
        ((), SHIPS, False, False),
        ((), TRAINS, True, True),
        ((), (*TRAINS, *SPORT), False, False),  # any exclude, too
        (SHIPS, SPORT, False, False),  # and it wins
        # What only the article tells can't be decided early.
        (TRADE, (), True, True),
        (WEATHER, (), True, False),
        ((*TRAINS, *TRADE), (), True, True),
        ((*TRAINS, *WEATHER), (), True, False),
        ((), TRADE, True, False),
        ((), WEATHER, True, True),
        (TRADE, SHIPS, False, False),
        (SHIPS, TRADE, True, False),
        (TRAINS, TRADE, False, False),
        ((("author", "."),), (), True, False),  # a field without a value matches nothing
        ((), (("author", ""),), True, True),
        ((("title", "kapal"),), (), False, False),  # letters count as written
        ((("title", "(?i)^kapal"),), (), True, True),
        ((("title", "baru$"),), (), False, False),
    ],
)
def test_any_include_keeps_and_any_exclude_drops_as_soon_as_it_can_be_told(
    include: Patterns, exclude: Patterns, *, early: bool, late: bool
) -> None:
    wanted = Filter(include, exclude)
    assert keeps_item(wanted, URL, TITLE) is early
    assert keeps_entry(wanted, WHOLE) is late
