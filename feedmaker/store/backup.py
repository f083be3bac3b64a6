"""The state's file copied while others write to it, and a copy looked through.

What else belongs to a backup, and in what it is packed, is the command's.
"""

from __future__ import annotations

import sqlite3  # noqa: TID251 - the file itself, not what is kept in it
from contextlib import closing
from pathlib import Path

from feedmaker.errors import StorageError
from feedmaker.store.sqlite import FILE

NAME = FILE
"""Of the state's file, in the state folder and in a backup."""


def copy_state(folder: Path, to: Path) -> None:
    """Copy the state in `folder` to the file `to`, as of one moment, and check the copy.

    By SQLite's online backup: a daemon goes on meanwhile, and is not held up.
    Raises StorageError where there is no state, or what was copied is damaged.
    """
    if not (folder / FILE).is_file():
        raise StorageError(str(folder / FILE), "is not there: nothing is remembered yet")
    try:
        with closing(_connect(folder / FILE, "ro")) as source, closing(_connect(to, "rwc")) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
    except sqlite3.Error as error:
        raise StorageError(str(folder / FILE), f"can't be copied: {error}") from error
    check_state(to)


def check_state(file: Path) -> None:
    """Raise StorageError if a copy of the state is damaged."""
    try:
        with closing(_connect(file, "ro")) as db:
            said = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
            problem = "" if said == ["ok"] else f"is damaged: {said[0]}"
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'site'").fetchall():
                problem = problem or "is no state of feedmaker"
    except sqlite3.Error as error:
        problem = f"is damaged: {error}"
    if problem:
        raise StorageError(str(file), problem)


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)
