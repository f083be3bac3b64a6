"""Listings of sites that nobody here had seen, rebuilt tag by tag with other words.

Hands that don't know the finder's code drew them, and labelled them; `draw` counts the times. What
was found before is found still: a page's label says how well its links were found (`f1`), and how
many titles and dates were right. What is below 1 is open.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from detect.pages import NOW, key

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Locale, Page, Teaser

FOLDER = Path(__file__).parents[1] / "data/detect/drawn"
LABELS = FOLDER / "labels.jsonl"
DRAWN = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]


def figures(drawn: dict[str, Any], html: bytes) -> tuple[float, int, int]:
    """Return F1 of the links, and how many titles and dates are right."""
    page = Page(drawn["url"], drawn["url"], html, "text/html")
    found: dict[str, Teaser] = {}
    if rules := find_rules(page):
        teasers = read_listing(page, rules, Locale("", UTC, NOW)).teasers
        found = {key(one.url): one for one in teasers}
    wanted = {
        key(url): (day, names)
        for url, title, day, *more in drawn["items"]
        for names in [(title, *more)]
    }
    hits = found.keys() & wanted.keys()
    counted = found.keys() - {key(url) for url in drawn["also"]} | hits
    titles = sum(_folded(_title(found[url])) in map(_folded, wanted[url][1]) for url in hits)
    dates = sum(bool(wanted[url][0]) and _day(found[url]) == wanted[url][0] for url in hits)
    return 2 * len(hits) / (len(counted) + len(wanted)), titles, dates


def _title(teaser: Teaser) -> str:
    return teaser.by_rule.title or teaser.by_itself.title


def _day(teaser: Teaser) -> str:
    date = teaser.by_rule.date or teaser.by_itself.date
    return date.moment.date().isoformat() if date else ""


def _folded(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain.strip(" .:;,-–—|•»›\"'“”‘’")


@pytest.mark.parametrize("drawn", [pytest.param(one, id=one["name"]) for one in DRAWN])
def test_a_page_that_was_drawn_gives_its_stories_still(drawn: dict[str, Any]) -> None:
    html = gzip.decompress((FOLDER / f"{drawn['name']}.html.gz").read_bytes())
    f1, titles, dates = figures(drawn, html)
    assert f1 >= drawn["f1"]
    assert titles >= drawn["titles"]
    assert dates >= drawn["dates"]


# Those on which menus, people or counts of comments were taken as well, or instead.
_NAMELESS = ["trailscouncil", "afwr", "blockforum", "crayfish", "proceedings"]


@pytest.mark.parametrize("name", _NAMELESS)
def test_a_page_gives_its_stories_without_the_names_of_its_elements(name: str) -> None:
    drawn = next(one for one in DRAWN if one["name"] == name)
    html = gzip.decompress((FOLDER / f"{name}.html.gz").read_bytes())
    nameless = re.sub(rb"""\s(?:class|id)=("[^"]*"|'[^']*'|[^\s>"']+)""", b"", html)
    assert figures(drawn, nameless)[0] >= 0.95
