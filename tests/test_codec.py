from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedmaker import codec, errors, model
from feedmaker.errors import Fault, FeedmakerError, WireError
from feedmaker.model import Article, Fields, Page, SiteState, StoredEntry, Teaser, Validators

STAYS = {"Matches"}  # passes from the store to `identity`, in one process
VALUES = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__name__ not in STAYS
]
ERRORS = [
    errors.ConfigError((Fault("harbour.yaml", 3, 5, "listing.item", "unknown key"),)),
    errors.UnreachableError("https://harbour.example/", "no answer", status=503, retry_after=60.0),
    errors.RefusedError("https://harbour.example/", "not found", status=404),
    errors.NoMatchError("https://harbour.example/", rule="listing.item", selector=".item"),
    errors.IsFeedError("https://harbour.example/feed"),
    errors.SentOnError("https://harbour.example/", "https://harbour.example/news"),
    errors.StandInError("https://harbour.example/", "a captcha", sign="captcha", passes=True),
    errors.UnreadableDateError("the day after the fair"),
    errors.UnlikelyDateError("8 May 1945", "1945-05-08 is before 1990"),
    errors.TwoWaysDateError("3/4/2024", "3/4 can be read both ways: set `language`"),
    errors.PageTooHardError("", "reading the page took more than 5 s of CPU"),
    errors.StageError("feedmaker.extract.listing.read_listing", "Traceback …\nKeyError: 'x'\n"),
    errors.StoppedError("the run is ending"),
    errors.StorageError("/srv/state", "the disk is full"),
    errors.AnotherRunError("/srv/state", 4711),
    errors.UnansweredError(4711),
]

st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_value_of_the_model_comes_back_equal(kind: type) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(value=st.from_type(kind))
    def comes_back(value: object) -> None:
        assert codec.loads(codec.dumps(value)) == value

    comes_back()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_comes_back_with_its_text_and_fields(error: FeedmakerError) -> None:
    back = codec.loads(codec.dumps(error))
    assert type(back) is type(error)
    assert isinstance(back, FeedmakerError)
    assert str(back) == str(error)
    assert vars(back) == vars(error)


def test_every_error_is_tried() -> None:
    leaves = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, FeedmakerError) and not kind.__subclasses__()
    }
    assert leaves - {type(error) for error in ERRORS} == {WireError}


@pytest.mark.parametrize(
    "plain",
    [None, True, 7, 2**70, 1.5, "", "Bürgermeister \ud800\0", (), ((1,), "b"), {"a": (1, 2)}],
    ids=ascii,
)
def test_plain_values_come_back_as_they_were(plain: object) -> None:
    back = codec.loads(codec.dumps(plain))
    assert back == plain
    assert type(back) is type(plain)


def test_a_list_comes_back_as_a_tuple() -> None:
    assert codec.loads(codec.dumps([[1], []])) == ((1,), ())


@pytest.mark.parametrize(
    "zone", [None, UTC, timezone(timedelta(hours=7)), ZoneInfo("Europe/Berlin")], ids=str
)
@pytest.mark.parametrize("fold", [0, 1])
def test_a_moment_keeps_its_own_zone(zone: timezone | ZoneInfo | None, fold: int) -> None:
    moment = datetime(2024, 10, 27, 2, 30, 0, 5, tzinfo=zone, fold=fold)  # twice in Berlin
    back = codec.loads(codec.dumps(moment))
    assert isinstance(back, datetime)
    assert str(back.tzinfo) == str(zone)
    assert back.isoformat() == moment.isoformat()


def test_what_holds_its_default_takes_no_room() -> None:
    assert codec.dumps(Teaser("7", "https://harbour.example/7")) == (
        b'{"is":"Teaser","id":"7","url":"https://harbour.example/7"}'
    )


def test_a_value_from_before_a_field_was_added_gets_its_default() -> None:
    assert codec.loads(b'{"is": "Page", "url": "a", "final_url": "b"}') == Page("a", "b")


def test_a_field_that_is_gone_is_dropped_from_what_was_kept() -> None:
    kept = b'{"is": "Validators", "etag": "1", "weight": 3}'
    assert codec.loads(kept) == Validators(etag="1")


def test_what_was_kept_under_older_names_is_read_under_the_new_ones() -> None:
    moment = b'{"is": "datetime", "at": "2024-04-29T00:55:00+00:00"}'
    entry = codec.loads(
        b'{"is": "Known", "id": "7", "url": "u", "seen": %b, "position": 0, "published": %b,'
        b' "updated": %b, "teaser": {"is": "Teaser", "id": "7", "url": "u", "text_print": "t"},'
        b' "state": "failed", "why": "no answer", "text_print": "p"}' % (moment, moment, moment)
    )
    then = datetime(2024, 4, 29, 0, 55, tzinfo=UTC)
    assert entry == StoredEntry(
        id="7",
        url="u",
        first_seen=then,
        position=0,
        published=then,
        updated=then,
        teaser=Teaser("7", "u", text_fingerprint="t"),
        state="failed",
        last_error="no answer",
        text_fingerprint="p",
    )
    assert codec.loads(
        b'{"is": "Memory", "feed_id": "f", "rules_print": "r", "filter_print": "k",'
        b' "told": ["zone"], "line": "2 new"}'
    ) == SiteState(
        "f",
        rules_fingerprint="r",
        choices_fingerprint="k",
        hints_given=("zone",),
        summary="2 new",
    )
    article = b'{"is": "Article", "url": "u", "text_print": "p"}'
    assert codec.loads(article) == Article("u", text_fingerprint="p")


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"\xff",
        b'{"is": "Page", "url": "a"}',
        b'{"is": "os.mkdir", "path": "taken"}',
        b'{"is": ["Page"]}',
        b'{"is": null}',
        b'{"is": "ZoneInfo", "key": "../../etc/passwd"}',
        b'{"is": "ZoneInfo", "key": "/etc/passwd"}',
        b'{"is": "NoMatchError", "args": 3, "state": {}}',
        b'{"is": "datetime", "at": "yesterday"}',
        b"[" * 100_000,
        b"9" * 10_000,
    ],
    ids=lambda written: written[:30],
)
def test_other_bytes_are_refused_by_name(written: bytes) -> None:
    with pytest.raises(WireError):
        codec.loads(written)


@given(st.text(alphabet='{}[]:,"0aeirs \\u', max_size=60))
def test_any_bytes_give_a_value_or_the_named_error(written: str) -> None:
    with suppress(WireError):
        codec.loads(written.encode())


@given(at=st.integers(min_value=0), byte=st.integers(0, 255))
def test_damaged_bytes_give_a_value_or_the_named_error(at: int, byte: int) -> None:
    written = bytearray(codec.dumps((Fields(title="High tide", authors=("Ana Vale",)), ERRORS[0])))
    written[at % len(written)] = byte
    with suppress(WireError):
        codec.loads(written)


@pytest.mark.parametrize(
    "stranger",
    [object(), {1}, {(): 1}, re.compile("a"), time(7, 55), print, Teaser, ValueError("x")],
    ids=lambda stranger: type(stranger).__name__,
)
def test_what_could_not_come_back_is_not_written(stranger: object) -> None:
    with pytest.raises(WireError):
        codec.dumps((1, stranger))


def test_an_error_of_another_family_is_not_written() -> None:
    class OwnError(FeedmakerError):
        pass

    with pytest.raises(WireError):
        codec.dumps(OwnError("made elsewhere"))


def test_a_value_without_end_is_not_written() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(WireError):
        codec.dumps(deep)
