"""Every cause of a problem has one piece of advice, and every failure a cause."""

from __future__ import annotations

import pytest

from feedmaker.errors import (
    FeedmakerError,
    IsFeedError,
    NoMatchError,
    RefusedError,
    StageError,
    StandInError,
    UnreachableError,
)
from feedmaker.health.advice import ADVICE, advice, cause_of, cause_of_article
from feedmaker.health.page_signs import SIGNS

URL = "https://harbour.example/"


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (NoMatchError(URL, rule="listing.item", selector=".story"), "list"),
        (NoMatchError(URL, rule="listing.item", selector="none stated, none found"), "rules"),
        (NoMatchError(URL, rule="article.content", selector=".body"), "rules"),
        (IsFeedError(URL), "feed"),
        (RefusedError(URL, "no", status=403), "refused"),
        (RefusedError(URL, "no", status=401), "login"),
        (RefusedError(URL, "no", status=404), "gone"),
        (RefusedError(URL, "no", status=403, cause="captcha"), "captcha"),
        (RefusedError(URL, "no", cause="robots"), "robots"),
        (RefusedError(URL, "the answer is too large"), "no answer"),
        (RefusedError(URL, "it redirects to no address that can be asked: ''"), "no answer"),
        (UnreachableError(URL, "no", cause="no tls"), "no tls"),
        (UnreachableError(URL, "no answer in time"), "unreachable"),
        (UnreachableError(URL, "no", cause="tls"), "tls"),
        (UnreachableError(URL, "no", status=503), "unreachable"),
        (UnreachableError(URL, "no", status=503, retry_after=60.0), "put off"),
        (UnreachableError(URL, "no", status=429), "busy"),  # and no moment is named
        (StageError("x", "y"), ""),
        *((StandInError(URL, "", sign=sign.kind, passes=True), sign.kind) for sign in SIGNS),
    ],
)
def test_a_failure_has_a_cause_with_advice(error: FeedmakerError, cause: str) -> None:
    assert cause_of(error) == cause
    assert cause in ADVICE


def test_no_two_causes_have_the_same_advice() -> None:
    assert len({advice(cause, "harbour") for cause in ADVICE}) >= len(ADVICE) - 1
    assert "{" not in "".join(advice(cause, "harbour") for cause in ADVICE if cause != "robots")


def test_an_unknown_cause_has_the_usual_first_step() -> None:
    assert advice("of a newer feedmaker", "harbour").startswith("feedmaker check harbour --live")


def test_nobody_is_told_to_remove_a_site_because_of_one_article() -> None:
    for error in (
        RefusedError(URL, "no", status=410),
        StandInError(URL, "", sign="missing", passes=False),
    ):
        told = advice(cause_of_article(error), "harbour")
        assert "remove" not in told
        assert "`url`" not in told
    assert cause_of_article(RefusedError(URL, "no", status=403)) == "refused"
