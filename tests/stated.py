"""Cases that are data: a page, the keys of a site file, and what a stage makes of them.

A case file (TOML) holds `[[case]]`s. `why` is the fact, `rules` what stands in the site
file below its `url`. A stage's value is stated as `stated` writes it.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from feedmaker.config.site import read_site
from feedmaker.model import Enclosure, Locale, Miss, Page, Site, SiteDate

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "https://www.gazette.example/news/"

Case = dict[str, Any]

_NOT_STATED = ("text_version", "marks")
"""What tells nothing of the page: by which feedmaker, and what other pages may teach of it."""


def cases(folder: str) -> dict[str, Case]:
    """Return the cases of tests/data/FOLDER, each under its file and its fact."""
    found: dict[str, Case] = {}
    for file in sorted((Path(__file__).parent / "data" / folder).glob("*.toml")):
        for case in tomllib.loads(file.read_text("utf-8"))["case"]:
            name = f"{file.stem}: {case['why']}"
            assert name not in found
            found[name] = case
    assert found
    return found


def site_of(rules: str) -> Site:
    return read_site("gazette", f"url: {URL}\n{rules}".encode(), file="gazette.yaml")


def locale_of(site: Site) -> Locale:
    return Locale(site.language, ZoneInfo(site.timezone or "UTC"), NOW)


def page_of(html: str, url: str = URL) -> Page:
    return Page(url, url, html.encode(), content_type="text/html; charset=utf-8")


def stated(value: object) -> Any:
    """Return a value as a case states it; what is empty is left out.

    Dates as in dates.toml: a day, or a moment, with "?" where the zone was assumed. Media
    files and misses are one text each.
    """
    if isinstance(value, SiteDate):
        if value.day_only:
            return value.moment.date().isoformat()
        return value.moment.isoformat() + ("" if value.offset_known else "?")
    if isinstance(value, Enclosure):
        return f"{value.url} {value.type}".strip()
    if isinstance(value, Miss):
        return f"{value.rule} ({value.selector}) {value.why}".strip()
    if isinstance(value, tuple):
        return [stated(one) for one in value]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _NOT_STATED]
        every = {name: stated(getattr(value, name)) for name in names}
        return {name: one for name, one in every.items() if one not in ("", None, [], {}, 0)}
    return value
