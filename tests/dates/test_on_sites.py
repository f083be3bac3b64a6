"""Dates as sites write them, each with its zone: `on_sites` in tests/data/dates.toml."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feedmaker.dates.parse import parse_date
from feedmaker.errors import UnreadableDateError
from feedmaker.model import SiteDate

NOW = "2026-11-23T08:00:00Z"
TABLE = tomllib.loads((Path(__file__).parents[1] / "data/dates.toml").read_text("utf-8"))
CASES = [(*case, NOW)[:5] for group in TABLE["on_sites"].values() for case in group]


def written(date: SiteDate, zone: ZoneInfo) -> str:
    if date.day_only:
        local = date.moment.astimezone(zone)
        assert (local.hour, local.minute) == (0, 0)
        return local.date().isoformat()
    return date.moment.isoformat() + ("" if date.offset_known else "?")


@pytest.mark.parametrize(
    ("text", "language", "area", "expected", "now"),
    CASES,
    ids=[f"{text}-{language}-{area}" for text, language, area, *_ in CASES],
)
def test_what_a_site_writes_names_the_date_of_the_table(
    text: str, language: str, area: str, expected: str, now: str
) -> None:
    zone = ZoneInfo(area)

    def read() -> SiteDate:
        return parse_date(
            text, language=language, zone=zone, now=datetime.fromisoformat(now).astimezone(UTC)
        )

    if expected.startswith("!"):
        with pytest.raises(UnreadableDateError, match=re.escape(expected[1:])):
            read()
    else:
        assert written(read(), zone) == expected
