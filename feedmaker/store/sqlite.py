"""The state folder's SQLite file: its schema, its lock, its connections.

What is kept in it and how it is asked for is the store's (`store`). One process
holds the folder at a time; the kernel lets go when that dies, however it dies.
A change is whole or not there, and stays through a power cut (WAL,
synchronous=FULL).

Used from many threads: one connection writes, behind a lock, because SQLite has
one writer anyway; each thread reads by one of its own, so that nobody who reads
waits for a disk that is being synced.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3  # noqa: TID251 - this is the one place that keeps things
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from feedmaker.errors import AnotherRunError, StorageError
from feedmaker.owners import way_in
from feedmaker.store.migrations import MIGRATIONS, script

FILE = "feedmaker.sqlite"
WAY_OUT = "put back a copy of it, or move it away: then all is read anew"

LEAST = (3, 35, 0)
"""The SQLite that we need: UPSERT, and RETURNING (since 3.35, of 2021)."""

Row: TypeAlias = tuple[Any, ...]  # as SQLite has it

_MANY = 400
"""Values in one `IN (…)`; SQLite's own limit is higher, but old builds stop at 999."""


@dataclass(frozen=True, slots=True)
class _Reader:
    connection: sqlite3.Connection
    lock: threading.Lock


class Database:
    """The file, held by this process alone until `close`.

    Raises AnotherRunError if another process holds it, StorageError if it can't
    be used. `read_only` takes no lock and makes nothing.
    """

    def __init__(self, folder: Path, *, read_only: bool, busy_seconds: float) -> None:
        self._path = folder / FILE
        self._busy_seconds = busy_seconds
        self._lock = threading.RLock()
        self._readers = threading.local()
        self._open_readers: list[_Reader] = []
        self._closed = False
        self._claim = -1
        if sqlite3.sqlite_version_info < LEAST:
            least = ".".join(map(str, LEAST))
            raise StorageError(
                str(self._path), f"needs SQLite {least} or newer; this is {sqlite3.sqlite_version}"
            )
        try:
            if not read_only:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._claim = _claim(folder / "lock")
            self._writer = self._open(read_only=read_only)
        except (OSError, sqlite3.Error) as error:
            self._release()
            raise StorageError(str(self._path), _plain(error, folder)) from error
        except BaseException:
            self._release()
            raise

    @property
    def is_ours(self) -> bool:
        """Whether nobody else can write to it."""
        return self._claim >= 0

    def close(self) -> None:
        """Let go of the file; it can't be used any more."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for reader in self._open_readers:
                with reader.lock:  # closing under a query of another thread would crash us
                    reader.connection.close()
            self._writer.close()
            self._release()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction; whatever is raised undoes it."""
        with self._lock:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                except BaseException:
                    self._writer.execute("ROLLBACK")
                    raise
                self._writer.execute("COMMIT")
            except sqlite3.Error as error:
                if self._writer.in_transaction:  # a COMMIT that failed, on a full disk say
                    self._writer.execute("ROLLBACK")
                raise StorageError(str(self._path), _plain(error)) from error

    def all(self, query: str, *values: str | float) -> list[Row]:
        """Return all rows of a query, as of the last transaction."""
        # Nobody writes just now: then the writer's connection reads as well as any
        if self._lock.acquire(blocking=False):
            try:
                return self._ask(self._writer, query, values)
            finally:
                self._lock.release()
        reader = self._reader()
        with reader.lock:
            return self._ask(reader.connection, query, values)

    def many(self, query: str, first: str, wanted: Iterable[str]) -> Iterator[Row]:
        """Yield all rows of a query that ends in `… = ? AND … IN`."""
        values = list(wanted)
        for start in range(0, len(values), _MANY):
            some = values[start : start + _MANY]
            yield from self.all(f"{query} ({','.join('?' * len(some))})", first, *some)

    def _open(self, *, read_only: bool) -> sqlite3.Connection:
        db = self._connect("ro" if read_only else "rwc")
        db.execute("PRAGMA foreign_keys=ON")
        version = cast("int", db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            db.close()
            raise StorageError(
                str(self._path),
                f"written by a newer feedmaker: schema {version}, not {len(MIGRATIONS)}",
            )
        if not read_only:
            self._path.chmod(0o600)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
        elif version < len(MIGRATIONS):  # of an older feedmaker: brought up to date in a copy
            copy = self._connect("memory")
            db.backup(copy)
            db.close()
            db = copy
        for number in range(version + 1, len(MIGRATIONS) + 1):
            # executescript commits on its own: so the whole migration is one script
            db.executescript(script(number, since=version))
        return db

    def _connect(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            read_only_uri(self._path)
            if mode == "ro"
            else f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )

    def _release(self) -> None:
        if self._claim >= 0:
            os.close(self._claim)
            self._claim = -1

    def _ask(
        self, db: sqlite3.Connection, query: str, values: tuple[str | float, ...]
    ) -> list[Row]:
        try:
            return db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StorageError(str(self._path), _plain(error)) from error

    def _reader(self) -> _Reader:
        """Return this thread's own connection for reading; it sees all that is committed."""
        reader: _Reader | None = getattr(self._readers, "own", None)
        if reader is None:
            with self._lock:
                if self._closed:
                    raise StorageError(str(self._path), "closed")
                reader = self._readers.own = _Reader(self._connect("ro"), threading.Lock())
                self._open_readers.append(reader)
        return reader


def read_only_uri(path: Path) -> str:
    """Return the address by which SQLite reads the file, and makes no others beside it.

    Where there is no -wal nobody has it open, and the file alone is the whole truth
    ("immutable"); else SQLite would make a -wal and leave it behind.
    """
    alone = not path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _claim(path: Path) -> int:
    """Return a descriptor that holds the state's lock; the kernel lets go when we die."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.read(descriptor, 20).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise AnotherRunError(str(path), int(text) if text.isdigit() else None) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def _plain(error: Exception, folder: Path | None = None) -> str:
    """Return an error in words; with the folder where it may be that we may not use that."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder, and has to be a file of feedmaker's: move it away"
    if isinstance(error, FileExistsError):
        return f"{error.filename} is no folder: move it away, or name another with --state"
    if getattr(error, "sqlite_errorname", "") in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
        return f"{text}; {WAY_OUT}"
    if folder and (to_do := way_in(folder, (FILE, "lock"))):
        return f"{text}; {to_do}"
    return text or type(error).__name__
