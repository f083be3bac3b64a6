"""Why a run ended early, as people read it."""

from __future__ import annotations

import pytest

from feedmaker.errors import FeedmakerError, NoMatchError, ReadError, UnreachableError
from feedmaker.health.problems import failure
from feedmaker.model import SiteState

URL = "https://harbour.example/"


@pytest.mark.parametrize(
    ("error", "items", "told"),
    [
        (NoMatchError(URL, rule="listing.item"), 0, "`listing.item` matches 0"),
        (NoMatchError(URL, rule="listing.item"), 9, "`listing.item` matches 0 of formerly 9"),
        (NoMatchError(URL, rule="listing.within", selector="ul"), 0, "`listing.within` matches 0 (ul)"),
        (ReadError(URL, "no title", rule="article.title"), 9, "no title"),
        (UnreachableError(URL, "no answer"), 9, "no answer"),
        (FeedmakerError("a surprise"), 9, "a surprise"),
    ],
)  # fmt: skip
def test_a_failure_names_the_rule_and_its_counts(
    error: FeedmakerError, items: int, told: str
) -> None:
    assert failure(error, SiteState("urn:x", items=items)).what == told
