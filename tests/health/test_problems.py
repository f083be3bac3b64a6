"""What a run says of a site's health, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.errors import FeedmakerError, NoMatchError, ReadError, UnreachableError
from feedmaker.health.problems import (
    article_problems,
    failure,
    line,
    names_no_offset,
    zone_hint,
)
from feedmaker.model import Fields, Miss, Problem, Report, SiteDate

URL = "https://harbour.example/"
NOON = datetime(2024, 4, 29, 12, 0, tzinfo=UTC)


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
    assert failure(error, items).what == told


def test_a_failure_leads_to_its_rule_its_selector_and_its_page() -> None:
    gone = NoMatchError(URL, rule="listing.item", selector="li")
    assert failure(gone) == Problem(
        "`listing.item` matches 0 (li)", "listing.item", "li", URL, "list"
    )
    down = UnreachableError(URL, "no answer")
    assert failure(down) == Problem("no answer", url=URL, cause="unreachable")


@pytest.mark.parametrize("rule", ["article.content", "article.next", "article.single_page"])
def test_an_article_rule_that_costs_text_is_told_of_a_single_article(rule: str) -> None:
    what = f"`{rule}` gives nothing on 1 of 5 articles (.body)"
    assert article_problems([Miss(rule, ".body")], 5) == (
        Problem(what, rule, ".body", cause="rules"),
    )


def test_another_article_rule_is_told_where_no_article_had_it() -> None:
    misses = [Miss("article.tags", ".tag"), Miss("article.author", ".by", "no name in '-'")] * 2
    assert article_problems(misses, 3) == ()
    assert [problem.what for problem in article_problems(misses, 2)] == [
        "`article.author` gives nothing on 2 of 2 articles (no name in '-')",
        "`article.tags` gives nothing on 2 of 2 articles (.tag)",
    ]
    assert article_problems([], 0) == ()


@pytest.mark.parametrize(
    ("date", "matters"),
    [
        (None, False),
        (SiteDate(NOON), False),
        (SiteDate(NOON, offset_known=False), True),
        (SiteDate(NOON, offset_known=False, day_only=True), False),
        (SiteDate(NOON, day_only=True), False),
    ],
)
def test_the_zone_matters_where_any_date_with_a_time_names_no_offset(
    date: SiteDate | None, *, matters: bool
) -> None:
    assert names_no_offset(Fields(date=date)) is matters
    assert names_no_offset(Fields(), Fields(date=date), Fields(date=SiteDate(NOON))) is matters


def test_the_advice_on_the_zone_guesses_only_where_the_language_tells_it() -> None:
    sure, unsure = zone_hint("id"), zone_hint("")
    assert sure.rule == unsure.rule == "timezone"
    assert sure.what.endswith("read as UTC; perhaps `timezone: Asia/Jakarta`")
    assert unsure.what.endswith("read as UTC")


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (Report("a"), "0 new"),
        (Report("a", unchanged=True), "unchanged"),
        (Report("a", unchanged=True, new=2), "2 new"),  # left over from an earlier run
        (Report("a", unchanged=True, to_come=3), "0 new, 3 to come"),
        (Report("a", new=2, to_come=3), "2 new, 3 to come"),
        (Report("a", unchanged=True, changed=1), "unchanged  1 changed"),
        (
            Report("a", new=3, changed=1, opened=3, whole=2, undated=1, seconds=2.4),
            "3 new  1 changed  full text 2/3  1 without date  2 s",
        ),
        (Report("a", failed=True, new=3), "failed"),
        (Report("a", failed=True, problems=(Problem("down"), Problem("x"))), "down"),
        (Report("a", problems=(Problem("down"),)), "0 new"),
    ],
)
def test_a_run_is_told_in_one_line(report: Report, told: str) -> None:
    assert line(report) == told
