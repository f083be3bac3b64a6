"""How a file of an older feedmaker is brought up to date, and what is noted of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from feedmaker.errors import StorageError
from feedmaker.store import sqlite
from feedmaker.store.migrations import MIGRATIONS, script
from feedmaker.store.store import Store

FILE = "feedmaker.sqlite"


def steps(folder: Path) -> list[tuple[int, str, float | None]]:
    with sqlite3.connect(folder / FILE) as db:
        rows = db.execute("SELECT number, name, applied FROM migration ORDER BY number").fetchall()
    db.close()
    return rows


def test_a_new_file_notes_every_step_with_its_time(tmp_path: Path) -> None:
    Store(tmp_path).close()
    noted = steps(tmp_path)
    assert [(number, name) for number, name, _ in noted] == [
        (number, step.name) for number, step in enumerate(MIGRATIONS, 1)
    ]
    written = (tmp_path / FILE).stat().st_mtime
    assert all(at is not None and abs(at - written) < 60 for *_, at in noted)
    Store(tmp_path).close()
    assert steps(tmp_path) == noted  # and none of them twice


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_steps_taken_before_any_was_noted_have_no_time(tmp_path: Path, version: int) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        for number in range(1, version + 1):
            db.executescript(script(number, since=0))
        if version < 4:
            assert (
                db.execute("SELECT name FROM sqlite_master WHERE name='migration'").fetchall() == []
            )
    db.close()
    Store(tmp_path).close()
    assert [at is None for *_, at in steps(tmp_path)] == [
        number <= version for number in range(1, len(MIGRATIONS) + 1)
    ]


def test_a_step_that_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.executescript(script(1, since=0) + ";CREATE TABLE shown (site TEXT)")
    db.close()
    with pytest.raises(StorageError, match="shown"):
        Store(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)  # the step before that is whole
        assert (
            db.execute("SELECT name FROM sqlite_master WHERE name='entry_shown'").fetchall() == []
        )
    db.close()


def test_an_sqlite_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LEAST", (99, 1, 0))
    with pytest.raises(StorageError, match=r"needs SQLite 99\.1\.0 or newer; this is 3"):
        Store(tmp_path)
