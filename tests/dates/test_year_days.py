"""A day and a month in numbers below the years that head them: which of them is the month."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from feedmaker.dates.year_days import day_and_month, days_below_years, order_below_years

# There is no 13th month, and 5/6 stands above 4/7
FALLING = [(2024, (5, 13)), (2024, (5, 6)), (2024, (4, 7)), (2023, (12, 1))]
RISING = [(2024, (6, 4)), (2024, (12, 5)), (2024, (8, 11)), (2023, (1, 2))]


def test_two_numbers_alone_may_be_a_day_and_a_month() -> None:
    assert day_and_month(" 5/26 ") == (5, 26)
    assert day_and_month("26.11.") == (26, 11)
    assert day_and_month("03-11:") == (3, 11)
    assert day_and_month("5/26/24") is None
    assert day_and_month("3-1 win") is None


@pytest.mark.parametrize("language", ["en", "de", "zh", ""])
def test_days_that_fall_below_each_year_tell_the_order(language: str) -> None:
    order, days = days_below_years(FALLING, language, UTC)
    assert order == "MDY"
    assert days[1:] == [date(2024, 5, 6), date(2024, 4, 7), date(2023, 12, 1)]


def test_days_that_rise_below_each_year_tell_it_as_well() -> None:
    order, days = days_below_years(RISING, "en", UTC)
    assert order == "DMY"
    assert days == [date(2024, 4, 6), date(2024, 5, 12), date(2024, 11, 8), date(2023, 2, 1)]


def test_what_goes_up_and_down_either_way_is_no_day() -> None:
    scores = [(2024, (3, 1)), (2024, (2, 2)), (2024, (1, 4)), (2024, (4, 1)), (2024, (1, 3))]
    assert days_below_years(scores, "en", UTC) == ("", [])
    assert days_below_years([(2024, (2, 31)), *FALLING], "en", UTC) == ("", [])


def test_where_both_ways_fall_the_language_tells_and_few_days_tell_nothing() -> None:
    both = [(2024, (4, 3)), (2023, (3, 2)), (2022, (2, 1))]
    assert days_below_years(both, "de", UTC)[1][0] == date(2024, 3, 4)
    assert days_below_years(both, "zh", UTC)[1][0] == date(2024, 4, 3)
    assert days_below_years(both, "", UTC) == ("", [])
    assert days_below_years(FALLING[:2], "en", UTC) == ("", [])


def test_days_among_words_that_rise_or_fall_below_years_tell_the_order() -> None:
    headed = [(2023, "01-05 Snow"), (2023, "02-03 Ice"), (2023, "02-09 Thaw"), (2022, "01-07 Sun")]
    assert order_below_years(headed) == "MDY"
    assert order_below_years(headed[::-1]) == "MDY"
    assert order_below_years(headed[:2]) == ""
    assert order_below_years([*headed, (2022, "13-01 Winter")]) == "DMY"
