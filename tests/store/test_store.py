"""What is remembered stays, whole, over crashes and versions; real SQLite."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedmaker import codec
from feedmaker.errors import AnotherRunError, StorageError
from feedmaker.model import (
    Article,
    EntryChange,
    HostNote,
    ListingUrl,
    SafeHtml,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.store.rows import read_value
from feedmaker.store.sqlite import Database, Row
from feedmaker.store.store import Store

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
HOLD = """
import pathlib, sys
from feedmaker.store.store import Store
store = Store(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
MEMORY = SiteState("urn:uuid:5f0c", started=NOW)


def entry(number: int, **more: object) -> StoredEntry:
    url = f"https://h.test/{number}"
    known = StoredEntry(url, url, NOW, number, NOW, NOW, Teaser(url, url))
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "state")


def keep(store: Store, *entries: StoredEntry, site: str = "a") -> None:
    store.save_listing(site, MEMORY, [EntryChange(known) for known in entries], [])


def version(store: Store, site: str = "a") -> int:
    state = store.site_state(site)
    assert state
    return state.version


def test_the_version_moves_with_what_a_feed_shows_and_no_old_state_puts_it_back(
    tmp_path: Path,
) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1))
        assert version(store) == 0
        store.save_entry("a", EntryChange(entry(1), shows=True))
        store.save_entry("a", EntryChange(entry(1)))
        store.save_listing("a", MEMORY, [EntryChange(entry(n), shows=True) for n in (1, 2)], [])
        assert version(store) == 2
        store.save_site_state("a", replace(MEMORY, failures=1))
        store.save_site_state("a", replace(MEMORY, failures=2), at_leisure=True)
        assert store.site_states()["a"] == replace(MEMORY, failures=2, version=2)
    with Store(tmp_path) as store:
        assert store.site_states()["a"] == replace(MEMORY, failures=2, version=2)
        store.save_listing("a", MEMORY, [EntryChange(entry(3), shows=True)], [])
        assert version(store) == 3


def test_a_version_that_an_older_feedmaker_kept_goes_on(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1))
    with sqlite3.connect(tmp_path / "feedmaker.sqlite") as db:  # as it was before the column
        db.execute("UPDATE site SET memory = ?", (codec.dumps(replace(MEMORY, version=7)),))
        db.executescript(
            "DROP TABLE migration; DROP TABLE shown; DROP INDEX entry_shown;"
            " ALTER TABLE site DROP COLUMN version;"
            " PRAGMA user_version=1"
        )
    db.close()
    with Store(tmp_path, read_only=True) as store:
        assert version(store) == 7
        assert store.shown() == {}
    with Store(tmp_path) as store:
        assert version(store) == 7
        store.save_listing("a", MEMORY, [EntryChange(entry(1), shows=True)], [])
    with Store(tmp_path) as store:
        assert version(store) == 8


def test_what_was_kept_is_there_after_closing(tmp_path: Path) -> None:
    article = Article("https://h.test/1", SafeHtml("<p>x</p>"))
    with Store(tmp_path) as store:
        keep(store)
        store.save_entry("a", EntryChange(entry(1, state="read"), article, ("h.test/old",)))
        store.save_host("https://h.test:443", HostNote(robots="User-agent: *"))
    with Store(tmp_path) as store:
        assert store.site_states() == {"a": MEMORY}
        assert list(store.published("a")) == [(entry(1, state="read"), article)]
        assert store.recall("a", (), ["h.test/old"]).entries == {
            "https://h.test/1": entry(1, state="read")
        }
        assert store.recall_host("https://h.test:443") == HostNote(robots="User-agent: *")


def test_the_state_is_for_its_owner_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "state"):
        assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "state/feedmaker.sqlite").stat().st_mode & 0o777 == 0o600


def test_due_entries_come_last_seen_first_and_in_page_order(store: Store) -> None:
    older = [entry(n, due=NOW, first_seen=NOW - timedelta(hours=1)) for n in (1, 2)]
    newer = [entry(n, due=NOW) for n in (3, 4)]
    keep(store, *older, *newer, entry(5, due=NOW + timedelta(seconds=1)), entry(6))
    urls = [known.position for known in store.due("a", NOW, 3)]
    assert urls == [3, 4, 1]
    assert store.count_due("a", NOW) == 4
    assert store.due("b", NOW, 3) == []


def test_only_entries_that_may_be_shown_are_published(store: Store) -> None:
    states = ("waiting", "read", "failed", "filtered", "hidden")
    keep(store, *(entry(n, state=state) for n, state in enumerate(states)))
    assert [known.state for known, _ in store.published("a")] == ["read", "failed"]
    assert store.shown() == {"a": (2, NOW)}


def test_how_many_are_shown_follows_every_change(store: Store) -> None:
    keep(store, entry(1, state="read"), entry(2, state="failed"), entry(3))
    keep(store, entry(9, state="read"), site="b")
    later = NOW + timedelta(hours=1)
    store.save_entry("a", EntryChange(entry(3, state="read", published=later)))
    assert store.shown() == {"a": (3, later), "b": (1, NOW)}
    store.drop_entry("a", entry(3).id, instead=entry(1).id)
    assert store.shown()["a"] == (2, NOW)
    keep(store, entry(1, state="filtered"), entry(2, state="hidden"))
    assert store.shown() == {"b": (1, NOW)}
    store.forget("b")
    assert store.shown() == {}


def test_what_an_older_feedmaker_kept_is_shown(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1, state="read"), entry(2, state="failed"), entry(3))
    with sqlite3.connect(tmp_path / "feedmaker.sqlite") as db:  # as it was before the table
        db.executescript(
            "DROP TABLE migration; DROP TABLE shown; DROP INDEX entry_shown; PRAGMA user_version=2"
        )
    db.close()
    for read_only in (True, False):
        with Store(tmp_path, read_only=read_only) as store:
            assert store.shown() == {"a": (2, NOW)}


def test_what_is_shown_is_told_without_looking_at_an_entry(store: Store) -> None:
    keep(store, entry(1, state="read"))
    store.shown()
    asked: list[str] = []
    store._file._writer.set_trace_callback(asked.append)
    store.shown()
    store._file._writer.set_trace_callback(None)
    for query in asked:
        plan = store._file.all(f"EXPLAIN QUERY PLAN {query}")
        assert not any("entry" in step for *_, step in plan)


def test_a_change_that_was_undone_makes_no_count_wrong(store: Store) -> None:
    keep(store, entry(1, state="read"))
    store.shown()
    broken = EntryChange(entry(2, state="read"), aliases=(object(),))  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        store.save_entry("a", broken)
    assert store.shown() == {"a": (1, NOW)}
    keep(store, entry(3, state="read"))
    assert store.shown()["a"][0] == 2


def test_more_entries_than_one_query_are_published_in_order(store: Store) -> None:
    keep(store, *(entry(n, state="read") for n in range(120)))
    assert [known.position for known, _ in store.published("a")] == list(range(120))


def test_what_comes_and_goes_between_two_pages_doubles_and_hides_nothing(store: Store) -> None:
    keep(store, *(entry(n, state="read") for n in range(120)))
    found = store.published("a")
    first = [next(found)[0].position for _ in range(10)]
    later = NOW + timedelta(hours=1)
    keep(store, *(entry(n, state="read", first_seen=later) for n in (200, 201, 202)))
    rest = [next(found)[0].position for _ in range(50)]
    for n in range(20):
        store.drop_entry("a", entry(n).id, instead=entry(119).id)
    rest += [known.position for known, _ in found]
    assert first + rest == list(range(120))


def test_entries_of_one_moment_and_place_are_all_published(store: Store) -> None:
    keep(store, *(entry(n, state="read", position=n // 40) for n in range(120)))
    assert [known.url for known, _ in store.published("a")] == [entry(n).url for n in range(120)]


def test_more_ids_than_sqlite_takes_at_once_are_recalled(store: Store) -> None:
    entries = [entry(n) for n in range(1000)]
    keep(store, *entries)
    assert len(store.recall("a", (known.id for known in entries), ()).entries) == 1000


def test_a_renamed_site_keeps_its_entries(store: Store) -> None:
    keep(store, entry(1, state="read"), site="old")
    assert store.rename("old", "new")
    assert {name: count for name, (count, _) in store.shown().items()} == {"new": 1}
    assert store.site_state("old") is None
    assert not store.rename("old", "new")


def test_a_rename_to_a_site_that_has_a_memory_adds_what_that_lacks(store: Store) -> None:
    keep(store, entry(1, state="read"), entry(2, state="failed"), site="old")
    keep(store, entry(2, state="read"), entry(3, state="read"), site="new")
    before = store.site_states()["new"]
    assert store.rename("old", "new")
    assert {name: count for name, (count, _) in store.shown().items()} == {"new": 3}
    known = {one.id: one.state for one, _ in store.published("new")}
    assert known == {entry(number).id: "read" for number in (1, 2, 3)}
    after = store.site_states()["new"]
    assert after == replace(before, version=after.version)
    assert after.version > before.version
    assert not store.rename("old", "new")


def test_a_forgotten_site_leaves_nothing(store: Store, tmp_path: Path) -> None:
    keep(store)
    store.save_entry("a", EntryChange(entry(1, state="read"), Article("u"), ("x",)))
    assert store.forget("a")
    assert not store.forget("a")
    with sqlite3.connect(tmp_path / "state/feedmaker.sqlite") as db:
        for table in ("site", "entry", "article", "alias"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    db.close()


def test_a_dropped_entrys_addresses_lead_to_the_one_it_is(store: Store) -> None:
    store.save_listing(
        "a", MEMORY, [EntryChange(entry(1)), EntryChange(entry(2))], [("x", entry(2).id)]
    )
    store.drop_entry("a", entry(2).id, instead=entry(1).id)
    assert set(store.recall("a", (), ["x"]).entries) == {entry(1).id}


def test_site_files_found_good_are_kept_with_their_digest(store: Store) -> None:
    site = Site("a", (ListingUrl("https://h.test/"),), title="A")
    store.save_config("a", site, "d1")
    ((digest, packed),) = store.configs().values()
    assert (digest, Store.unpack(packed)) == ("d1", site)
    assert store.names() == []


def test_a_second_process_is_told_the_first_ones_pid(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD,
            str(tmp_path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdin
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(AnotherRunError) as taken:
        Store(tmp_path)
    assert taken.value.pid == holder.pid
    holder.kill()
    holder.wait()
    holder.stdout.close()
    holder.stdin.close()
    Store(tmp_path).close()  # the kernel let go of the lock


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("precious")
    (tmp_path / "lock").symlink_to(tmp_path / "target")
    with pytest.raises(StorageError):
        Store(tmp_path)
    assert (tmp_path / "target").read_text() == "precious"


def test_a_state_of_a_newer_feedmaker_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).close()
    db = sqlite3.connect(tmp_path / "feedmaker.sqlite")
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StorageError, match="newer feedmaker"):
        Store(tmp_path)


def test_a_damaged_state_is_an_error_that_names_the_file_and_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "feedmaker.sqlite").write_bytes(os.urandom(8192))
    with pytest.raises(StorageError, match=r"feedmaker\.sqlite: .*move it away"):
        Store(tmp_path)
    assert (tmp_path / "feedmaker.sqlite").stat().st_size == 8192


def test_a_database_that_stays_locked_is_an_error_within_the_limit(tmp_path: Path) -> None:
    with Store(tmp_path, busy_seconds=0.1) as store:
        other = sqlite3.connect(tmp_path / "feedmaker.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            store.save_site_state("a", MEMORY)
        other.execute("ROLLBACK")
        other.close()
        store.save_site_state("a", MEMORY)


def test_reading_needs_no_lock(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.save_site_state("a", MEMORY)
        with Store(tmp_path, read_only=True) as reader:
            assert reader.names() == ["a"]


def test_a_change_that_fails_halfway_leaves_nothing(store: Store) -> None:
    with pytest.raises(AttributeError):
        store.save_listing("a", MEMORY, [EntryChange(entry(1)), EntryChange(None)], [])  # type: ignore[arg-type]
    assert store.site_state("a") is None
    assert store.recall("a", [entry(1).id], ()).entries == {}


def test_closing_under_threads_that_read_is_an_error_there_and_no_crash(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store, *(entry(n, state="read") for n in range(200)))
    errors: list[Exception] = []
    reading = threading.Barrier(5)

    def read() -> None:
        reading.wait(timeout=10)
        try:
            while True:
                list(store.published("a"))
        except StorageError as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    reading.wait(timeout=10)
    store.close()
    for thread in threads:
        thread.join(timeout=10)
    assert len(errors) == 4


def test_what_is_kept_at_leisure_is_seen_at_once_and_written_with_the_next_change(
    tmp_path: Path,
) -> None:
    later = replace(MEMORY, failures=3)
    with Store(tmp_path) as store:
        store.save_site_state("a", MEMORY)
        store.save_site_state("a", later, at_leisure=True)
        assert store.site_state("a") == store.site_states()["a"] == later
        with Store(tmp_path, read_only=True) as reader:
            assert reader.site_state("a") == MEMORY
        store.save_site_state("b", MEMORY)
        with Store(tmp_path, read_only=True) as reader:
            assert reader.site_state("a") == later
        store.save_site_state("a", MEMORY, at_leisure=True)
    with Store(tmp_path) as store:
        assert store.site_state("a") == MEMORY


def test_the_version_moves_by_an_article_though_no_state_was_read_before(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1))
        store.save_entry("a", EntryChange(entry(1), shows=True))
        assert version(store) == store.site_states()["a"].version == 1


class Crossed(Database):
    """A database in which another thread goes on, if it may, between a query and its use."""

    waiting: Sequence[threading.Thread] = ()

    def cross(self, work: Callable[[], object]) -> None:
        self.other = threading.Thread(target=work)
        self.waiting = [self.other]

    def all(self, query: str, *values: str | float) -> list[Row]:
        rows = super().all(query, *values)
        if "memory" in query and self.waiting:
            self.waiting = ()
            self.other.start()
            self.other.join(0.3)  # a store that lets nobody between makes it wait
        return rows


def crossed(store: Store, work: Callable[[], object], ask: Callable[[], object]) -> None:
    """Ask the store while another thread works, and let both end."""
    file = store._file
    assert isinstance(file, Crossed)
    file.cross(work)
    ask()
    file.other.join()


@pytest.mark.parametrize("work", ["entry", "listing", "leisure", "forget", "rename"])
def test_what_was_read_before_a_change_never_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1))
    monkeypatch.setattr("feedmaker.store.store.Database", Crossed)
    later = replace(MEMORY, failures=3)
    shown = EntryChange(entry(1, state="read"), shows=True)
    works: dict[str, tuple[Callable[[Store], object], SiteState | None]] = {
        "entry": (lambda s: s.save_entry("a", shown), replace(MEMORY, version=1)),
        "listing": (lambda s: s.save_listing("a", later, (), ()), later),
        "leisure": (lambda s: s.save_site_state("a", later, at_leisure=True), later),
        "forget": (lambda s: s.forget("a"), None),
        "rename": (lambda s: s.rename("a", "b"), None),
    }
    change, after = works[work]
    with Store(tmp_path) as store:
        crossed(store, lambda: change(store), store.site_states)
        assert store.site_state("a") == store.site_states().get("a") == after
        assert ("b" in store.site_states()) == (work == "rename")


def test_who_waited_for_a_change_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        keep(store, entry(1))
    monkeypatch.setattr("feedmaker.store.store.Database", Crossed)
    later = replace(MEMORY, failures=3)
    with Store(tmp_path) as store:
        crossed(
            store,
            lambda: store.site_state("a"),
            lambda: store.save_site_state("a", later, at_leisure=True),
        )
        assert store.site_state("a") == later


def test_a_site_forgotten_is_unknown_at_once(store: Store) -> None:
    keep(store, entry(1))
    assert store.site_state("a")
    store.forget("a")
    assert store.site_state("a") is None


def test_what_a_clock_that_ran_ahead_saw_is_due(store: Store) -> None:
    ahead = NOW + timedelta(days=9)
    keep(store, entry(1, due=ahead, first_seen=ahead), entry(2, due=ahead), entry(3))
    assert [known.position for known in store.due("a", NOW, 9)] == [1]
    assert store.count_due("a", NOW) == 1


def test_entries_are_recalled_with_the_aliases_that_lead_to_them(store: Store) -> None:
    store.save_listing(
        "a",
        MEMORY,
        [EntryChange(entry(n)) for n in (1, 2)],
        [("x", entry(1).id), ("x", entry(2).id)],
    )
    found = store.recall("a", (), ["x", "y"])
    assert found.aliases == {"x": {entry(1).id, entry(2).id}}
    assert store.recall("b", [entry(1).id], ["x"]).entries == {}


def test_a_dropped_entry_is_known_by_its_own_id_when_it_is_seen_again(store: Store) -> None:
    keep(store, entry(1), entry(2))
    store.drop_entry("a", entry(2).id, instead=entry(1).id)
    assert set(store.recall("a", [entry(2).id], [entry(2).id]).entries) == {entry(1).id}


def test_an_article_is_found_by_its_entry_and_stays_when_only_the_entry_changes(
    store: Store,
) -> None:
    article = Article("https://h.test/1", SafeHtml("<p>x</p>"))
    keep(store, entry(1), entry(2))
    store.save_entry("a", EntryChange(entry(1), article))
    store.save_entry("a", EntryChange(entry(1, state="read")))
    assert store.article("a", entry(1).id) == article
    assert store.article("a", entry(2).id) is None
    assert store.article("b", entry(1).id) is None


def test_entries_of_one_text_are_found_within_their_site_and_without_text_none(
    store: Store,
) -> None:
    article = Article("https://h.test/1")
    for site, number, text in (("a", 1, "t"), ("a", 2, "u"), ("a", 3, ""), ("b", 4, "t")):
        keep(store, site=site)
        store.save_entry(site, EntryChange(entry(number, text_fingerprint=text), article))
    assert store.same_text("a", "t") == [(entry(1, text_fingerprint="t"), article)]
    assert store.same_text("a", "") == []


def test_updated_times_are_told_of_a_span_with_both_its_ends(store: Store) -> None:
    keep(store, *(entry(n, updated=NOW + timedelta(seconds=n)) for n in range(5)))
    second, fourth = NOW + timedelta(seconds=1), NOW + timedelta(seconds=3)
    assert store.updated_times("a", second, fourth) == [
        (entry(n).id, NOW + timedelta(seconds=n)) for n in (1, 2, 3)
    ]
    assert store.updated_times("b", second, fourth) == []


def test_what_is_filtered_or_due_some_time_is_unsettled_last_seen_first(store: Store) -> None:
    older = entry(0, state="filtered", first_seen=NOW - timedelta(hours=1), due=None)
    later = entry(2, state="failed", due=NOW + timedelta(days=1))
    settled = entry(3, state="read", due=None), entry(4, state="hidden", due=None)
    keep(store, older, later, entry(1, state="filtered", due=None), *settled)
    assert [known.position for known in store.unsettled("a")] == [1, 2, 0]
    assert store.unsettled("b") == []


def test_outputs_are_remembered_as_last_saved_until_they_are_forgotten(store: Store) -> None:
    for size in (1, 2):
        store.save_output("a.rss", "f", size, 10**18 + 1)
    store.save_output("b.rss", "g", 3, 4)
    assert store.outputs() == {"a.rss": ("f", 2, 10**18 + 1), "b.rss": ("g", 3, 4)}
    store.forget_output("a.rss")
    assert store.outputs() == {"b.rss": ("g", 3, 4)}
    assert store.recall_host("https://h.test:443") is None


@pytest.mark.parametrize(
    ("written", "told"), [(b"no value", ""), (codec.dumps(MEMORY), "SiteState")]
)
def test_a_damaged_value_is_an_error_that_names_the_file_and_a_way_out(
    written: bytes, told: str
) -> None:
    with pytest.raises(StorageError, match=rf"feedmaker\.sqlite: damaged: .*{told}.*move it away"):
        read_value(Site, written)
