"""What no set-up of the tests can show: other clocks and Pythons, silence, large states."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from feedmaker.doctor.clock import judge_clock, judge_servers, judge_zones, missing_zones
from feedmaker.doctor.network import judge_names, judge_proxy
from feedmaker.doctor.served import Answer, judge_address, judge_served
from feedmaker.doctor.side_by_side import side_by_side
from feedmaker.doctor.state import judge_state
from feedmaker.doctor.versions import judge_versions, versions
from feedmaker.model import Page, Validators
from feedmaker.store.checkup import NEWEST, Checkup, check_up, holder_of
from feedmaker.store.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_clock_without_a_battery_is_named() -> None:
    (line,) = judge_clock(datetime(1970, 1, 1, tzinfo=UTC), None)
    assert (line.id, line.level) == ("clock.year", "wrong")


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ([], []),
        (["no date"], []),
        (["Mon, 23 Nov 2026 08:00:30 GMT"], ["ok"]),
        (["Mon, 23 Nov 2026 08:05:00 GMT"], ["look"]),
        (["Mon, 23 Nov 2026 05:00:00 GMT"], ["wrong"]),
        # One out of a cache, and one that is fresh
        (["Mon, 23 Nov 2026 05:00:00 GMT", "Mon, 23 Nov 2026 08:00:00 GMT"], ["ok"]),
    ],
)
def test_the_nearest_of_the_servers_clocks_counts(theirs: list[str], told: list[str]) -> None:
    lines = judge_servers([(NOW, text) for text in theirs])
    assert [line.level for line in lines] == told


def test_a_time_zone_that_is_not_there_is_named() -> None:
    missing = missing_zones(["Asia/Jakarta", "Asia/Nowhere"])
    (line,) = judge_zones(missing)
    assert line.what == "this machine does not know the time zone Asia/Nowhere"


@pytest.mark.parametrize(
    ("today", "python", "told"),
    [
        (date(2026, 11, 23), "3.11.7", False),
        (date(2027, 6, 1), "3.11.7", True),
        (date(2029, 1, 1), "3.12.0", True),
        (date(2029, 1, 1), "3.99.0", False),
    ],
)
def test_a_python_that_is_soon_without_fixes_wants_a_look(
    today: date, python: str, told: bool
) -> None:
    lines = judge_versions({"Python": python, "SQLite": "3.40.1"}, today)
    assert any(line.id == "versions.python" for line in lines) == told


def test_an_old_sqlite_and_a_missing_library_are_wrong() -> None:
    found = {**versions("3.31.0"), "lxml": "missing"}
    lines = {line.id: line for line in judge_versions(found, NOW.date(), old_sqlite=True)}
    assert lines["versions.sqlite"].what == "SQLite 3.31.0 is too old for feedmaker"
    assert lines["versions.missing"].what == "not installed: lxml"


def test_what_hangs_is_left_behind_and_the_others_answer() -> None:
    never, started = threading.Event(), monotonic()
    jobs: dict[str, Callable[[], object]] = {"a": lambda: "fine", "b": never.wait}
    try:
        done = side_by_side(jobs, seconds=0.3)
    finally:
        never.set()
    assert done == {"a": "fine"}
    assert monotonic() - started < 5


def test_more_silence_than_threads_ends_in_time_too() -> None:
    never = threading.Event()
    try:
        done = side_by_side(dict.fromkeys(range(100), never.wait), seconds=0.2)
    finally:
        never.set()
    assert done == {}


def test_silence_is_named_wherever_it_is() -> None:
    (line,) = judge_names({"a.example": "https://a.example/"}, {}, ())
    assert line.what == "no answer in time of what address they have: a.example"
    (line,) = judge_proxy("http://proxy.lan:3128", None, asked=False)
    assert line.what == "the proxy proxy.lan:3128 does not answer"
    (line,) = judge_served("https://feeds.example/", None, {})
    assert line.what == "https://feeds.example/ does not answer: no answer in time"


@pytest.mark.parametrize(("age", "level"), [(60, "look"), (7200, "wrong")])
def test_what_is_served_may_lag_for_an_hour(age: float, level: str) -> None:
    page = Page(
        "https://feeds.example/a.rss",
        "https://feeds.example/a.rss",
        b"<link>a.rss</link>",
        "text/xml",
        validators=Validators('"1"'),
    )
    answers = {"a.rss": Answer(page, frozenset([b"<link>a.rss</link> and more"]))}
    (line,) = judge_served("https://feeds.example/", answers, {"a.rss": age})
    assert (line.id, line.level) == ("served.older", level)


@pytest.mark.parametrize(
    ("base_url", "told"),
    [
        ("", ["served.base_url"]),
        ("http://feeds.example/", ["served.https"]),
        ("https://feeds.example/", []),
        ("http://192.168.1.10/", []),
        ("http://nas.local/", []),
    ],
)
def test_a_public_address_should_be_encrypted(base_url: str, told: list[str]) -> None:
    assert [line.id for line in judge_address(base_url)] == told


def test_a_redirect_names_the_address_to_state() -> None:
    page = Page(
        "http://feeds.example/a.rss",
        "https://feeds.example/a.rss",
        b"a.rss",
        "text/xml",
        validators=Validators('"1"'),
    )
    answers = {"a.rss": Answer(page, frozenset([page.body]))}
    lines = {one.id: one for one in judge_served("http://feeds.example/", answers, {})}
    assert lines["served.moved"].what.endswith("on to https://feeds.example/a.rss")
    assert lines["served.same"].level == "ok"


def test_a_bug_in_a_job_comes_out_where_its_answer_is_read() -> None:
    hosts = {"a.example": "https://a.example/"}
    with pytest.raises(KeyError):
        [*judge_names(hosts, {"a.example": KeyError("surprise")}, ())]


@pytest.mark.parametrize(
    ("found", "id_", "level"),
    [
        (Checkup(5 << 30, NEWEST, None, "", True, None), "state.size", "look"),
        (Checkup(1, NEWEST - 1, NOW, "", True, None), "state.schema", "look"),
        (Checkup(1, NEWEST + 1, NOW, "", True, None), "state.schema", "wrong"),
        (Checkup(1, NEWEST, NOW, "row 1 missing", True, None), "state.damage", "wrong"),
    ],
)
def test_a_states_troubles_are_named(found: Checkup, id_: str, level: str) -> None:
    assert {line.id: line.level for line in judge_state(found, "x")}[id_] == level


def test_the_state_tells_who_holds_it_and_when_its_schema_came(tmp_path: Path) -> None:
    assert check_up(tmp_path, seconds=5) is None
    with Store(tmp_path):
        assert holder_of(tmp_path) == os.getpid()
    assert holder_of(tmp_path) is None
    found = check_up(tmp_path, seconds=5)
    assert found is not None
    assert (found.version, found.damage, found.whole) == (NEWEST, "", True)
    assert found.since is not None
    assert abs(found.since - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_check_for_which_there_is_no_time_says_so(tmp_path: Path) -> None:
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / "feedmaker.sqlite") as db:
        db.execute("CREATE TABLE padding AS SELECT 1 AS one")
        for _ in range(17):
            db.execute("INSERT INTO padding SELECT * FROM padding")
        db.execute("CREATE INDEX padded ON padding (one)")
    db.close()
    found = check_up(tmp_path, seconds=-1)
    assert found is not None
    assert (found.damage, found.whole) == ("", False)
