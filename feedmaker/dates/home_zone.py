"""What a site says of its land -> the zone in which its dates are meant, with the reason.

A guess for a person to look at, so it is only made where one zone fits. Dates that name their
offset check it. How a date is read in a zone is not told here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

_LANDS_OF = {"uk": "gb"}
_ANYONES = {"io", "co", "tv", "me", "ai", "fm", "ly", "to", "cc", "eu", "gg", "sh", "is", "am"}
"""Domains of lands that are taken by sites from anywhere."""


def guess_zone(language: str, host: str, moments: Iterable[datetime]) -> tuple[str, str]:
    """Return an IANA zone and why it is meant; ("", "") where the land has several, or is unknown.

    `moments` are dates of the site in the offsets that it names, if it names any: of the
    land's zones only those count that had these offsets then. Those that agree are one.
    """
    domain = host.rpartition(".")[2].lower()
    region = next((part.lower() for part in language.split("-")[1:] if len(part) == 2), "")
    if region:
        land, why = region, f"the language's land, {language}"
    elif domain not in _ANYONES and len(domain) == 2:
        land, why = _LANDS_OF.get(domain, domain), f"the land of .{domain}"
    else:
        return "", ""
    named = [moment for moment in moments if moment.utcoffset()]
    zones = [zone for zone in _zones(land) if _fits(zone, named)]
    if zones and len({_offsets(zone) for zone in zones}) == 1:
        told = " and the offset of its dates" if named else ""
        return zones[0], f"guessed: {why}{told}"
    return "", ""


def _zones(land: str) -> list[str]:
    """Return the zones of a land, that of most people first where the table can say so."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [row[2] for row in rows if row[0].lower() == land]


def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    """Return what tells a zone from another today: where it stands in January and in July."""
    return tuple(datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


def _fits(zone: str, moments: Iterable[datetime]) -> bool:
    return all(at.astimezone(ZoneInfo(zone)).utcoffset() == at.utcoffset() for at in moments)
