"""Everything that is remembered, in one SQLite file: whole values in, whole values out.

The store decides nothing and no SQL leaves it. One transaction for a listing,
one for each article as it arrives: a kill at any moment leaves the state before
or after it (WAL, synchronous=FULL). Values are kept as `wire` writes them; what
is asked for by is a column beside them.

Used from many threads: one connection writes, behind a lock, because SQLite has
one writer anyway; each thread reads by one of its own, so that nobody who reads
waits for a disk that is being synced.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3  # noqa: TID251 - this is the one place that keeps things
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar, cast

from feedmaker import wire
from feedmaker.errors import AnotherRunError, StorageError, WireError
from feedmaker.model import Article, EntryState, HostNote, Known, Memory, Recalled, Site

T = TypeVar("T")

_MIGRATIONS = (
    """
    CREATE TABLE site (
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL DEFAULT '',   -- of the site file last found good
        config BLOB,                       -- the Site it made
        memory BLOB                        -- Memory; NULL before the first run
    ) WITHOUT ROWID;
    CREATE TABLE entry (
        key INTEGER PRIMARY KEY,
        site TEXT NOT NULL REFERENCES site ON UPDATE CASCADE ON DELETE CASCADE,
        id TEXT NOT NULL,
        seen REAL NOT NULL,                -- all times: seconds since 1970, UTC
        position INTEGER NOT NULL,
        published REAL NOT NULL,
        updated REAL NOT NULL,
        state TEXT NOT NULL,
        due REAL,
        text_print TEXT NOT NULL,
        known BLOB NOT NULL,
        UNIQUE (site, id)
    );
    CREATE INDEX entry_window ON entry (site, seen DESC, position);
    CREATE INDEX entry_due ON entry (site, due) WHERE due IS NOT NULL;
    CREATE INDEX entry_text ON entry (site, text_print) WHERE text_print <> '';
    CREATE TABLE article (
        entry INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
        article BLOB NOT NULL
    );
    CREATE TABLE alias (
        site TEXT NOT NULL REFERENCES site ON UPDATE CASCADE ON DELETE CASCADE,
        alias TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (site, alias, id)
    ) WITHOUT ROWID;
    CREATE TABLE output (
        name TEXT PRIMARY KEY,             -- of the file below the output folder
        print TEXT NOT NULL,               -- of what it was made from
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL             -- nanoseconds
    ) WITHOUT ROWID;
    CREATE TABLE host (origin TEXT PRIMARY KEY, note BLOB NOT NULL) WITHOUT ROWID;
    """,
)
"""Each entry brings the schema from its index to the next version; never edit one, add one."""

_DUE = "site = ? AND due IS NOT NULL AND (due <= ? OR seen > ?)"
"""What was seen in the future was seen by a clock that ran wrong: it is due whatever it says."""

_MANY = 400
"""Values in one `IN (…)`; SQLite's own limit is higher, but old builds stop at 999."""


@dataclass(frozen=True, slots=True)
class _Reader:
    connection: sqlite3.Connection
    lock: threading.Lock


class Store:
    """The state folder, held by this process alone until `close`.

    Raises AnotherRunError if another process holds it, StorageError if it can't
    be used. `read_only` takes no lock and makes nothing: for `status`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, busy_seconds: float = 10) -> None:
        self._path = folder / "feedmaker.sqlite"
        self._lock = threading.RLock()
        self._readers = threading.local()
        self._open_readers: list[_Reader] = []
        self._closed = False
        self._memories: dict[str, Memory] = {}  # as in the file; nobody else writes to that
        self._unwritten: dict[str, Memory] = {}  # but these
        self._busy_seconds = busy_seconds
        self._claim = -1
        try:
            if not read_only:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._claim = _claim(folder / "lock")
            self._db = self._open(read_only=read_only)
        except (OSError, sqlite3.Error) as error:
            self._release()
            raise StorageError(str(self._path), _plain(error)) from error
        except BaseException:
            self._release()
            raise

    def _open(self, *, read_only: bool) -> sqlite3.Connection:
        db = self._connect("ro" if read_only else "rwc")
        db.execute("PRAGMA foreign_keys=ON")
        version = cast("int", db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(_MIGRATIONS):
            db.close()
            raise StorageError(
                str(self._path),
                f"written by a newer feedmaker: schema {version}, not {len(_MIGRATIONS)}",
            )
        if not read_only:
            self._path.chmod(0o600)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            for number in range(version, len(_MIGRATIONS)):
                # executescript commits on its own: so the whole migration is one script
                db.executescript(
                    f"BEGIN IMMEDIATE;{_MIGRATIONS[number]};PRAGMA user_version={number + 1};COMMIT"
                )
        return db

    def _connect(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )

    def close(self) -> None:
        """Let go of the state; the store can't be used any more. Raises StorageError."""
        with self._lock:
            if self._closed:
                return
            try:
                self.flush()
            finally:
                self._let_go()

    def _let_go(self) -> None:
        with self._lock:
            self._closed = True
            for reader in self._open_readers:
                with reader.lock:  # closing under a query of another thread would crash us
                    reader.connection.close()
            self._db.close()
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _release(self) -> None:
        if self._claim >= 0:
            os.close(self._claim)
            self._claim = -1

    # --- sites

    @staticmethod
    def unpack(config: bytes) -> Site:
        """Return the Site that `configs` gave as bytes; most of them are never looked at."""
        return _read(Site, config)

    def names(self) -> list[str]:
        """Return the names of all sites that have a memory, sorted."""
        rows = self._all("SELECT name FROM site WHERE memory IS NOT NULL ORDER BY name")
        return [row[0] for row in rows]

    def configs(self) -> dict[str, tuple[str, bytes]]:
        """Return the site files last found good: name -> digest, Site as `wire` writes it."""
        rows = self._all("SELECT name, digest, config FROM site WHERE config IS NOT NULL")
        return {name: (digest, config) for name, digest, config in rows}

    def keep_config(self, name: str, site: Site, digest: str) -> None:
        """Remember a site file that was found good, under its name."""
        with self._change() as db:
            db.execute(
                "INSERT INTO site (name, digest, config) VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET digest = excluded.digest, config = excluded.config",
                (name, digest, wire.dumps(site)),
            )

    def memories(self) -> dict[str, Memory]:
        """Return what is remembered of each site that ever ran."""
        rows = self._all("SELECT name, memory FROM site WHERE memory IS NOT NULL")
        found = {name: self._memories.get(name) or _read(Memory, blob) for name, blob in rows}
        found |= self._unwritten
        if self._claim >= 0:
            self._memories |= found
        return found

    def memory(self, name: str) -> Memory | None:
        """Return what is remembered of one site; None: it never ran."""
        if name in self._memories:
            return self._memories[name]
        rows = self._all("SELECT memory FROM site WHERE name = ? AND memory IS NOT NULL", name)
        return _read(Memory, rows[0][0]) if rows else None

    def keep_memory(self, name: str, memory: Memory, *, at_leisure: bool = False) -> None:
        """Remember a site's new state.

        `at_leisure`: with the next change, `flush` or `close`, for a run that found
        nothing new. A kill before that forgets only that it ran.
        """
        if not at_leisure:
            self.keep_listing(name, memory, (), ())
            return
        with self._lock:
            self._memories[name] = self._unwritten[name] = memory
            full = len(self._unwritten) >= _MANY
        if full:
            self.flush()

    def flush(self) -> None:
        """Write what was to be remembered at leisure."""
        with self._lock:
            if self._unwritten:
                with self._change():
                    pass  # each change takes it along

    def rename(self, old: str, new: str) -> bool:
        """Take over the entries of a site under its new name; return whether there was anything."""
        with self._change() as db:
            if not db.execute(
                "SELECT 1 FROM site WHERE name = ? AND memory IS NOT NULL", (old,)
            ).fetchone():
                return False
            if db.execute(
                "SELECT 1 FROM site WHERE name = ? AND memory IS NOT NULL", (new,)
            ).fetchone():
                return False
            db.execute("DELETE FROM site WHERE name = ?", (new,))
            db.execute("UPDATE site SET name = ?, digest = '' WHERE name = ?", (new, old))
        self._memories.pop(old, None)
        return True

    def forget(self, name: str) -> bool:
        """Forget a site and all its entries; return whether it was known."""
        with self._change() as db:
            known = db.execute("DELETE FROM site WHERE name = ?", (name,)).rowcount > 0
        self._memories.pop(name, None)
        return known

    # --- entries

    def recall(self, site: str, ids: Iterable[str], aliases: Iterable[str]) -> Recalled:
        """Return the entries that have one of the ids, or to which one of the aliases leads."""
        led: dict[str, set[str]] = {}
        for alias, id_ in self._many(
            "SELECT alias, id FROM alias WHERE site = ? AND alias IN", site, aliases
        ):
            led.setdefault(alias, set()).add(id_)
        wanted = set(ids).union(*led.values())
        rows = self._many("SELECT id, known FROM entry WHERE site = ? AND id IN", site, wanted)
        entries = {id_: _read(Known, blob) for id_, blob in rows}
        return Recalled(entries, {alias: frozenset(found) for alias, found in led.items()})

    def due(self, site: str, now: datetime, most: int) -> list[Known]:
        """Return entries that deserve a request now, last seen first, at most so many."""
        query = f"SELECT known FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        order = " ORDER BY seen DESC, position LIMIT ?"
        rows = self._all(query + order, site, now.timestamp(), now.timestamp(), most)
        return [_read(Known, row[0]) for row in rows]

    def count_due(self, site: str, now: datetime) -> int:
        """Return how many entries deserve a request now."""
        query = f"SELECT count(*) FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        rows = self._all(query, site, now.timestamp(), now.timestamp())
        return cast("int", rows[0][0])

    def in_state(self, site: str, state: EntryState) -> list[Known]:
        """Return the entries in one state, last seen first."""
        rows = self._all(
            "SELECT known FROM entry WHERE site = ? AND state = ? ORDER BY seen DESC, position",
            site,
            state,
        )
        return [_read(Known, row[0]) for row in rows]

    def published(self, site: str) -> Iterator[tuple[Known, Article | None]]:
        """Yield the entries that a feed may hold with their articles, last seen first."""
        offset = 0
        while rows := self._all(
            "SELECT known, article FROM entry LEFT JOIN article ON entry = key"
            " WHERE site = ? AND state IN ('read', 'failed')"
            " ORDER BY seen DESC, position LIMIT 50 OFFSET ?",
            site,
            offset,
        ):
            for known, article in rows:
                yield (
                    _read(Known, known),
                    _read(Article, article) if article else None,
                )
            offset += len(rows)

    def shown(self) -> dict[str, tuple[int, datetime]]:
        """Return, of each site with entries for its feed, how many and the newest `published`."""
        rows = self._all(
            "SELECT site, count(*), max(published) FROM entry"
            " WHERE state IN ('read', 'failed') GROUP BY site"
        )
        return {name: (count, datetime.fromtimestamp(at, UTC)) for name, count, at in rows}

    def article(self, site: str, id_: str) -> Article | None:
        """Return what was read of an entry's article; None: nothing yet."""
        rows = self._all(
            "SELECT article FROM article JOIN entry ON entry = key WHERE site = ? AND id = ?",
            site,
            id_,
        )
        return _read(Article, rows[0][0]) if rows else None

    def same_text(self, site: str, text_print: str) -> list[tuple[Known, Article]]:
        """Return the entries whose text has this fingerprint; none for the empty one."""
        if not text_print:
            return []
        rows = self._all(
            "SELECT known, article FROM entry JOIN article ON entry = key"
            " WHERE site = ? AND text_print = ? AND text_print <> ''",
            site,
            text_print,
        )
        return [(_read(Known, k), _read(Article, a)) for k, a in rows]

    def updated_times(
        self, site: str, since: datetime, until: datetime
    ) -> list[tuple[str, datetime]]:
        """Return which of a site's entries, by id, were updated when in a span; times in UTC."""
        rows = self._all(
            "SELECT id, updated FROM entry WHERE site = ? AND updated BETWEEN ? AND ?",
            site,
            since.timestamp(),
            until.timestamp(),
        )
        return [(id_, datetime.fromtimestamp(updated, UTC)) for id_, updated in rows]

    def keep_listing(
        self,
        site: str,
        memory: Memory,
        entries: Sequence[tuple[Known, Article | None]],
        aliases: Sequence[tuple[str, str]],
    ) -> None:
        """Remember a listing whole: the site's state, new and changed entries, aliases."""
        with self._change() as db:
            _put_memory(db, site, memory)
            for known, article in entries:
                _put_entry(db, site, known, article)
            db.executemany(
                "INSERT OR IGNORE INTO alias (site, alias, id) VALUES (?, ?, ?)",
                [(site, alias, id_) for alias, id_ in aliases],
            )
        self._memories[site] = memory

    def keep_article(
        self,
        site: str,
        memory: Memory,
        known: Known,
        article: Article | None,
        aliases: Iterable[str] = (),
    ) -> None:
        """Remember one article as it arrived; None leaves the one that is there."""
        self.keep_listing(site, memory, [(known, article)], [(a, known.id) for a in aliases])

    def drop_entry(self, site: str, memory: Memory, id_: str, instead: str) -> None:
        """Forget an entry that turned out to be another one; its aliases lead there now."""
        with self._change() as db:
            _put_memory(db, site, memory)
            db.execute("DELETE FROM entry WHERE site = ? AND id = ?", (site, id_))
            db.execute(
                "UPDATE OR REPLACE alias SET id = ? WHERE site = ? AND id = ?", (instead, site, id_)
            )
            # So that it is known by its own id when it is seen again
            db.execute(
                "INSERT OR IGNORE INTO alias (site, alias, id) VALUES (?, ?, ?)",
                (site, id_, instead),
            )
        self._memories[site] = memory

    # --- outputs and hosts

    def outputs(self) -> dict[str, tuple[str, int, int]]:
        """Return the files published: name -> fingerprint, size in bytes, mtime in nanoseconds."""
        rows = self._all("SELECT name, print, size, mtime FROM output")
        return {name: (print_, size, mtime) for name, print_, size, mtime in rows}

    def keep_output(self, name: str, print_: str, size: int, mtime: int) -> None:
        """Remember what a file was made from, after it was published."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO output (name, print, size, mtime) VALUES (?, ?, ?, ?)",
                (name, print_, size, mtime),
            )

    def forget_output(self, name: str) -> None:
        """Forget a file that was taken away."""
        with self._change() as db:
            db.execute("DELETE FROM output WHERE name = ?", (name,))

    def recall_host(self, origin: str) -> HostNote | None:
        """Return what is remembered of an origin, (scheme, host, port) in one text."""
        rows = self._all("SELECT note FROM host WHERE origin = ?", origin)
        return _read(HostNote, rows[0][0]) if rows else None

    def keep_host(self, origin: str, note: HostNote) -> None:
        """Remember an origin's robots.txt and what it asked us to wait."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO host (origin, note) VALUES (?, ?)",
                (origin, wire.dumps(note)),
            )

    # --- below: the only ways to the file

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    for name, memory in self._unwritten.items():
                        _put_memory(self._db, name, memory)
                    yield self._db
                except BaseException:
                    self._db.execute("ROLLBACK")
                    raise
                self._db.execute("COMMIT")
                self._unwritten.clear()
            except sqlite3.Error as error:
                if self._db.in_transaction:  # a COMMIT that failed, on a full disk say
                    self._db.execute("ROLLBACK")
                raise StorageError(str(self._path), _plain(error)) from error

    def _all(self, query: str, *values: str | float) -> list[tuple]:  # type: ignore[type-arg]
        # Nobody writes just now: then the writer's connection reads as well as any
        if self._lock.acquire(blocking=False):
            try:
                return self._ask(self._db, query, values)
            finally:
                self._lock.release()
        reader = self._reader()
        with reader.lock:
            return self._ask(reader.connection, query, values)

    def _ask(
        self, db: sqlite3.Connection, query: str, values: tuple[str | float, ...]
    ) -> list[tuple]:  # type: ignore[type-arg]
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

    def _many(self, query: str, site: str, wanted: Iterable[str]) -> Iterator[tuple]:  # type: ignore[type-arg]
        values = list(wanted)
        for start in range(0, len(values), _MANY):
            some = values[start : start + _MANY]
            yield from self._all(f"{query} ({','.join('?' * len(some))})", site, *some)


def _put_memory(db: sqlite3.Connection, name: str, memory: Memory) -> None:
    db.execute(
        "INSERT INTO site (name, memory) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET memory = excluded.memory",
        (name, wire.dumps(memory)),
    )


def _put_entry(db: sqlite3.Connection, site: str, known: Known, article: Article | None) -> None:
    key = db.execute(
        "INSERT INTO entry"
        " (site, id, seen, position, published, updated, state, due, text_print, known)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO UPDATE SET"
        " published = excluded.published, updated = excluded.updated, state = excluded.state,"
        " due = excluded.due,"
        " text_print = excluded.text_print, known = excluded.known RETURNING key",
        (
            site,
            known.id,
            known.seen.timestamp(),
            known.position,
            known.published.timestamp(),
            known.updated.timestamp(),
            known.state,
            known.due.timestamp() if known.due else None,
            known.text_print,
            wire.dumps(known),
        ),
    ).fetchone()[0]
    if article is not None:
        db.execute(
            "INSERT OR REPLACE INTO article (entry, article) VALUES (?, ?)",
            (key, wire.dumps(article)),
        )


def _read(kind: type[T], written: bytes) -> T:
    try:
        value = wire.loads(written)
    except WireError as error:
        raise StorageError("feedmaker.sqlite", f"damaged: {error}") from error
    if not isinstance(value, kind):
        problem = f"damaged: a {type(value).__name__} where a {kind.__name__} should be"
        raise StorageError("feedmaker.sqlite", problem)
    return value


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


def _plain(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text or type(error).__name__
