"""The zone of a site's land: guessed only where one fits."""

from __future__ import annotations

from datetime import datetime

import pytest

from feedmaker.dates.home_zone import guess_zone


@pytest.mark.parametrize(
    ("language", "host", "moments", "zone"),
    [
        ("en-GB", "paper.example", [], "Europe/London"),
        ("", "www.paper.jp", [], "Asia/Tokyo"),
        ("", "www.paper.co.uk", [], "Europe/London"),
        ("de", "zeitung.de", [], "Europe/Berlin"),  # the other one is the same
        ("en-US", "paper.example", [], ""),  # several
        ("id", "www.paper.co.id", ["2024-04-29T07:55:00+07:00"], "Asia/Jakarta"),
        ("en-US", "paper.example", ["2024-01-29T07:55:00-10:00"], ""),  # Adak, or Honolulu
        ("en", "paper.io", [], ""),  # anyone's
        ("", "127.0.0.1", [], ""),
        ("en-GB", "paper.example", ["2024-04-29T07:55:00+09:00"], ""),  # not that land's
    ],
)
def test_a_zone_is_guessed_where_the_land_has_one_that_fits(
    language: str, host: str, moments: list[str], zone: str
) -> None:
    guessed, why = guess_zone(language, host, map(datetime.fromisoformat, moments))
    assert guessed == zone
    assert bool(why) == bool(zone)
