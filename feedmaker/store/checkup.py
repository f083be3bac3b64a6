"""The state's file as a doctor looks at it: its schema, its health, who holds it.

Reads only, takes no lock and waits for nobody. What is kept in the file is the store's matter;
what is good or bad about what is found here, the asker's.
"""

from __future__ import annotations

import os
import sqlite3  # noqa: TID251 - the file itself, not what is kept in it
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from feedmaker.errors import StorageError
from feedmaker.store.migrations import MIGRATIONS
from feedmaker.store.sqlite import FILE, LEAST, read_only_uri

NAME = FILE
"""Of the state's file, in the state folder."""

NEWEST = len(MIGRATIONS)
"""The version of the schema that this feedmaker writes."""

SQLITE = sqlite3.sqlite_version
SQLITE_IS_OLD = sqlite3.sqlite_version_info < LEAST

_LOCKS = Path("/proc/locks")
_STEPS = 100_000  # of SQLite's machine between two looks at the clock: some milliseconds


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found."""

    size: int  # bytes, of what is not yet moved into the file, too
    version: int  # of the schema
    since: datetime | None  # when the last step was taken, UTC; None: not noted
    damage: str  # SQLite's words; empty: none found
    whole: bool  # all of it was looked through; False: there was no time for that
    holder: int | None  # the process that works on it now


def check_up(folder: Path, *, seconds: float) -> Checkup | None:
    """Return how the state in `folder` is; None: there is none yet. Looks for so long at most.

    Raises StorageError if the file can't be opened at all.
    """
    file = folder / FILE
    try:
        size = sum(one.stat().st_size for one in (file, folder / f"{FILE}-wal") if one.exists())
        if not file.exists():
            return None
        with closing(sqlite3.connect(read_only_uri(file), uri=True)) as db:
            version: int = db.execute("PRAGMA user_version").fetchone()[0]
            since = _since(db)
            damage, whole = _damage(db, seconds)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(str(file), str(error)) from error
    return Checkup(size, version, since, damage, whole, holder_of(folder))


def _since(db: sqlite3.Connection) -> datetime | None:
    try:
        rows = db.execute("SELECT max(applied) FROM migration").fetchall()
    except sqlite3.OperationalError:  # of before steps were noted
        return None
    return datetime.fromtimestamp(rows[0][0], UTC) if rows and rows[0][0] else None


def _damage(db: sqlite3.Connection, seconds: float) -> tuple[str, bool]:
    until = monotonic() + seconds
    db.set_progress_handler(lambda: monotonic() > until, _STEPS)
    try:
        said = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)")]
    except sqlite3.OperationalError as error:
        if monotonic() > until:
            return "", False
        return str(error), True
    except sqlite3.DatabaseError as error:
        return str(error), True
    finally:
        db.set_progress_handler(None, 0)
    return ("" if said == ["ok"] else said[0].splitlines()[-1]), True


def holder_of(folder: Path) -> int | None:
    """Return the process that holds the state; None: nobody does, or it can't be told here.

    From the kernel's list: to try the lock ourselves could turn away who starts just then.
    """
    try:
        number = os.lstat(folder / "lock").st_ino
        lines = _LOCKS.read_text("ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        words = line.split()  # `1: FLOCK ADVISORY WRITE 4711 08:01:393 0 EOF` (proc(5))
        if len(words) > 5 and words[1] == "FLOCK" and words[5].rpartition(":")[2] == str(number):
            return int(words[4])
    return None
