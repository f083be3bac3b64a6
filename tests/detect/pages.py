"""The hand-made listing pages, what each should give, and how well an answer matches that."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import ListingRules, Locale, Page
from feedmaker.urls import canonical

FOLDER = Path(__file__).parents[1] / "data/detect/pages"
NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))
NOW = datetime(2026, 11, 29, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A page with the items that it should give: address -> (title, date or "")."""

    name: str
    url: str
    html: str
    items: dict[str, tuple[str, str]]
    also: frozenset[str]  # stories beside the list: neither asked for nor wrong

    def score(self, found: dict[str, tuple[str, str]], gone: frozenset[str] = frozenset()) -> float:
        """Return F1 of the addresses."""
        wanted = self.items.keys() - gone
        hits = len(found.keys() & wanted)
        return 2 * hits / (len(found.keys() - self.also) + len(wanted))


@cache
def read_made(name: str) -> Made:
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    html = (FOLDER / f"{name}.html").read_text("utf-8")
    items = {key(one["url"]): (one["title"], one.get("date", "")) for one in told["item"]}
    return Made(name, told["url"], html, items, frozenset(map(key, told.get("also", ()))))


def key(url: str) -> str:
    return unquote(canonical(url))


def page_of(html: str, url: str) -> Page:
    return Page(url, url, html.encode(), "text/html; charset=utf-8")


@cache
def rules_of(html: str, url: str) -> ListingRules:
    rules = find_rules(page_of(html, url))
    assert rules is not None, "no list is found"
    return rules


def run(html: str, url: str, rules: ListingRules) -> dict[str, tuple[str, str]]:
    """Return what rules give: address -> (title, date or "")."""
    found = {}
    for teaser in read_listing(page_of(html, url), rules, Locale("", UTC, NOW)).teasers:
        date = teaser.by_rule.date or teaser.by_itself.date
        title = teaser.by_rule.title or teaser.by_itself.title
        found[key(teaser.url)] = title, date.moment.date().isoformat() if date else ""
    return found
