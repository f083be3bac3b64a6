"""Which number of a list's dates is the day, told by how they follow one another."""

from __future__ import annotations

import pytest

from feedmaker.dates.day_order import told_order


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        ("10/7/2026 10/7/2026 10/6/2026 10/5/2026 10/4/2026", "MDY"),
        ("07/10/2026 06/10/2026 06/10/2026 05/10/2026 04/10/2026", "DMY"),
        ("2/12/2026 10/7/2026 10/7/2026 10/6/2026 10/5/2026 10/4/2026", ""),
        ("10/7/2026 10/6/2026 10/5/2026 10/4/2026", ""),  # what comes on each tenth
        ("1/7/2026 1/7/2026 1/6/2026 1/5/2026 1/4/2026", ""),  # issues, each of two parts
        ("10/4/2026 10/7/2026 10/7/2026 10/5/2026 10/6/2026 10/3/2026", ""),
        ("10/7/2026 10/7/2026 10/6/2026", ""),
        ("10/7/2026 10/7/2026 10/6/2025 10/5/2026 10/4/2026", ""),
        ("10/7/2026 10/7/2026 10/6/2026 10/5/2026 10/4/2026 14/3/2026", "DMY"),
    ],
)
def test_dates_that_fall_through_one_month_tell_which_number_is_it(shown: str, order: str) -> None:
    assert told_order(shown.split()) == order


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        ("26.10.28 26.10.16 26.10.03 26.09.23 26.09.14", "YMD."),
        ("28.10.26 16.10.26 03.10.26 23.09.26 14.09.26", "DMY."),
        ("28.10.24 16.10.26 03.10.25 23.09.23 14.09.26", "DMY."),
    ],
)
def test_dates_with_dots_that_fall_by_their_years_begin_with_them(shown: str, order: str) -> None:
    assert told_order(shown.split()) == order
