"""Whole articles on the skeletons of real systems: what a reader of the feed should see.

A case is a folder of tests/data/article: the pages, hand-made with invented
text; `case.toml`, which says what it shows; and the HTML expected, exactly.
No rules are given: everything is found.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feedmaker.commands.article import given
from feedmaker.model import Article, ArticleRules, Locale, RequestSettings
from feedmaker.reading import read_article
from feedmaker.replay import Replay
from feedmaker.sandbox import Sandbox

CASES = Path(__file__).parent / "data" / "article"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
POINTS = {3: "further pages", 4: "media", 6: "cleaning", 7: "withheld"}
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    point: int  # of POINTS
    system: str  # on whose skeleton
    shows: str
    url: str
    expected: dict[str, Any]
    html: str
    listing_title: str = ""


def read_case(name: str) -> Case:
    folder = CASES / name
    told = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    html = (folder / "expected.html").read_text("utf-8").rstrip("\n")
    return Case(html=html, **({"expected": {}} | told))


def read(name: str, case: Case, box: Sandbox) -> Article:
    article = read_article(
        case.url,
        ArticleRules(),
        Locale("", UTC, NOW),
        fetch=Replay(CASES / name),
        read=box.call,
        request=RequestSettings(),
        site_url=case.url,
        title=case.listing_title,
    )
    assert article is not None
    return article


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_sees_the_article_and_only_that(name: str, box: Sandbox) -> None:
    case = read_case(name)
    article = read(name, case, box)
    assert article.content.splitlines() == case.html.splitlines(), case.shows
    values = {one.name: one.value for one in given(article)}
    told = values | {"pages": article.pages, "language": article.language}
    wanted = dict(case.expected)
    why = wanted.pop("withheld", "")
    assert why in article.withheld
    assert bool(why) == bool(article.withheld)
    assert {key: told.get(key) for key in wanted} == wanted


def test_forty_cases_stand_for_many_systems() -> None:
    cases = [read_case(name) for name in NAMES]
    points = Counter(case.point for case in cases)
    assert set(points) == set(POINTS)
    assert min(points.values()) >= 6
    assert len(cases) >= 40
    assert len({case.system for case in cases}) >= 12
