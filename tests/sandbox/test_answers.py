"""What a child says that a hostile page has taken over; each answer comes through a real child.

That one waits for ever afterwards, so where its answer is believed it says that it can't go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import sandbox_stages as stages
from test_codec import ERRORS

from feedmaker import codec
from feedmaker.clean.plain_text import plain_text, text_alone
from feedmaker.errors import FeedmakerError, PageTooHardError, ReadError, StageError
from feedmaker.extract.article import join, read_article, read_part
from feedmaker.extract.field_sources import content_reasons
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Article, Enclosure, Fields, Listing, SafeHtml, SiteDate, Teaser
from feedmaker.sandbox.answers import believed
from feedmaker.sandbox.pool import Sandbox

ADDRESS = "https://harbour.example/tide"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    packages = ("feedmaker", "sandbox_stages")
    with Sandbox(workers=1, wall_seconds=60.0, packages=packages) as sandbox:
        yield sandbox


def frame(value: object, error: object = None, seconds: object = 0.1, fit: object = False) -> bytes:
    return framed(codec.dumps((value, error, seconds, fit)))


def framed(answer: bytes) -> bytes:
    return len(answer).to_bytes(8, "big") + answer


def article(**fields: object) -> bytes:
    """A frame with an article whose fields hold anything, as `codec` itself would not write it."""
    spelled = {"is": "Article", "url": ADDRESS} | fields
    return framed(json.dumps([spelled, None, 0.1, True]).encode())


def html(content: str) -> bytes:
    return frame(Article(ADDRESS, content=SafeHtml(content)))


GOOD = Article(
    ADDRESS,
    SafeHtml('<p>Low <a href="https://harbour.example/" title="1 < 2">tide</a><br></p>'),
    "rule",
    by_rule=Fields("Ebbe", SiteDate(datetime.fromisoformat("2024-04-29T08:00+07:00"))),
    by_page=Fields(authors=("Ana Vale",), enclosures=(Enclosure(ADDRESS, "audio/mpeg", 7),)),
)


def test_a_true_answer_passes_whole(sandbox: Sandbox) -> None:
    assert sandbox.call(stages.read_forged, frame(GOOD)) == GOOD
    listing = Listing(
        ADDRESS, (Teaser("7", ADDRESS, content=SafeHtml("<p>x</p>")),), misses=(("a", 1),)
    )
    assert sandbox.call(stages.list_forged, frame(listing)) == listing
    assert sandbox.call(stages.list_forged, frame(None)) is None
    assert sandbox.call(stages.table_forged, frame({"x": (1, "a")})) == {"x": (1, "a")}


FORGED = {
    "another value of ours": frame(Listing(ADDRESS, ())),
    "nothing": frame(None),
    "a text": frame("Article"),
    "a list as address": article(url=["https://harbour.example/"]),
    "a number as content": article(content=7),
    "null as fields": article(by_rule=None),
    "a word that is none of the choices": article(content_by="somebody"),
    "a truth as number": article(pages=True),
    "a text as tuple": article(misses="abc"),
    "another value within": article(by_page={"is": "Teaser", "id": "7", "url": ADDRESS}),
    "a number among authors": article(by_page={"is": "Fields", "authors": ["Ana", 7]}),
    "a text as enclosure": article(by_page={"is": "Fields", "enclosures": [ADDRESS]}),
    "a moment without zone": frame(
        Article(ADDRESS, by_page=Fields(date=SiteDate(datetime(2024, 4, 29)))),
    ),
    "a source of dates that there is none of": frame(
        Article(
            ADDRESS,
            by_page=Fields(
                date=SiteDate(datetime(2024, 4, 29, tzinfo=UTC), told=cast("Any", "<b>"))
            ),
        ),
    ),
    "a script": html("<p>Low tide</p><script>alert(1)</script>"),
    "a handler": html('<img src="https://harbour.example/1.png" onerror="alert(1)">'),
    "a link that runs": html('<a href="javascript:alert(1)">tide</a>'),
    "a link that runs, written otherwise": html('<a href="java&#115;cript:alert(1)">tide</a>'),
    "a link that leads nowhere": html('<a href="/tide">tide</a>'),
    "a frame": html('<iframe src="https://harbour.example/"></iframe>'),
    "a drawing": html("<svg><p>tide</p></svg>"),
    "a tag in a tag": html("<scr<p>ipt>alert(1)</scr<p>ipt>"),
    "a tag that does not end": html("<p>tide</p><img src=x"),
    "a quote that does not end": html('<p title="tide><script>alert(1)</script>'),
    "a comment": html("<!-- tide -->"),
    "an error beside a value": frame(GOOD, ERRORS[3]),
    "an error as value": frame(ERRORS[3]),
    "no number as time": frame(GOOD, seconds=float("nan")),
    "a time before the start": frame(GOOD, seconds=-1.0),
    "half an answer": framed(b"[null,null]"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_forged_answer_fails_its_page_alone(sandbox: Sandbox, forged: bytes) -> None:
    with pytest.raises(PageTooHardError, match="no answer that makes sense"):
        sandbox.call(stages.read_forged, forged)
    assert sandbox.call(stages.echo, 7) == 7


@pytest.mark.parametrize(
    "value", [{"x": (1, "c")}, {"x": (1,)}, {"x": "1a"}, [1], {"x": (1, "a", "b")}], ids=repr
)
def test_what_holds_other_things_than_promised_is_refused(sandbox: Sandbox, value: object) -> None:
    with pytest.raises(PageTooHardError, match="no answer that makes sense"):
        sandbox.call(stages.table_forged, frame(value))


def reasons(**changed: object) -> dict[str, object]:
    judge = {"name": "fast", "words": 7, "alike": 1.0, "votes": 0.0, "believed": True} | changed
    return {"judges": (judge,), "posts": 0, "candidates": ()}


@pytest.mark.parametrize(
    "told",
    [reasons(words="7"), reasons(more=1), reasons() | {"more": 1}, {"posts": 0}, (7,)],
    ids=["a text", "a name more inside", "a name more", "a name less", "a tuple"],
)
def test_a_table_of_named_values_has_these_names_and_their_kinds(told: object) -> None:
    assert believed(((reasons(), None), None, 0.1, True), content_reasons)[0] == (reasons(), None)
    with pytest.raises(FeedmakerError, match="not what"):
        believed(((told, None), None, 0.1, True), content_reasons)


def test_unsafe_html_in_a_listing_is_refused(sandbox: Sandbox) -> None:
    teaser = Teaser("7", ADDRESS, content=SafeHtml("<style>p{}</style>"))
    with pytest.raises(PageTooHardError, match="no answer that makes sense"):
        sandbox.call(stages.list_forged, frame(Listing(ADDRESS, (teaser,))))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_only_errors_that_a_page_can_cause_come_back(
    sandbox: Sandbox, error: FeedmakerError
) -> None:
    with pytest.raises(FeedmakerError) as caught:
        sandbox.call(stages.read_forged, frame(None, error))
    if isinstance(error, (ReadError, StageError)):
        assert type(caught.value) is type(error)
        assert vars(caught.value) == vars(error)
    else:
        assert type(caught.value) is PageTooHardError
        assert "no answer that makes sense" in str(caught.value)


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"url": ADDRESS, "problem": "x", "rule": "", "selector": ["p"]},
        {"url": ADDRESS, "problem": "x", "rule": "", "selector": "", "__class__": "x"},
    ],
    ids=["none", "a list", "one more"],
)
@pytest.mark.parametrize("args", [["x"], [7]], ids=repr)
def test_an_error_with_other_fields_than_its_own_is_refused(
    sandbox: Sandbox, state: dict[str, object], args: list[object]
) -> None:
    forged = {"is": "NoMatchError", "args": args, "state": state}
    with pytest.raises(PageTooHardError, match="no answer that makes sense"):
        sandbox.call(stages.read_forged, framed(json.dumps([None, forged, 0.1, True]).encode()))


def test_a_stage_that_does_not_say_what_it_returns_is_a_bug(sandbox: Sandbox) -> None:
    with pytest.raises(StageError, match=r"promise_nothing: .*answer can't be checked"):
        sandbox.call(stages.promise_nothing, 7)


@pytest.mark.parametrize(
    "stage",
    [
        read_article,
        read_part,
        join,
        read_listing,
        find_rules,
        plain_text,
        text_alone,
        content_reasons,
    ],
    ids=lambda stage: stage.__name__,
)
def test_what_each_of_our_stages_returns_can_be_checked(stage: Callable[..., object]) -> None:
    with pytest.raises(FeedmakerError, match="not what"):
        believed((object(), None, 0.1, True), stage)
