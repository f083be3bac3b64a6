"""Everything that is remembered: whole values in, whole values out.

The store decides nothing and no SQL leaves it. One transaction for a listing,
one for each article as it arrives: a kill at any moment leaves the state before
or after it (`database`). Values are kept as `codec` writes them; what is asked
for by is a column beside them. Any thread may use it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, cast

from feedmaker import codec
from feedmaker.errors import StorageError, WireError
from feedmaker.model import Article, EntryState, HostNote, Matches, Site, SiteState, StoredEntry
from feedmaker.store.sqlite import FILE, WAY_OUT, Database

if TYPE_CHECKING:
    from sqlite3 import Connection  # noqa: TID251 - only its name

T = TypeVar("T")

_DUE = "site = ? AND due IS NOT NULL AND (due <= ? OR seen > ?)"
"""What was seen in the future was seen by a clock that ran wrong: it is due whatever it says."""

_LEISURE = 400
"""Memories that wait to be written, at most."""


class Store:
    """The state folder, held by this process alone until `close`.

    Raises AnotherRunError if another process holds it, StorageError if it can't
    be used. `read_only` takes no lock and makes nothing: for `status`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, busy_seconds: float = 10) -> None:
        self._file = Database(folder, read_only=read_only, busy_seconds=busy_seconds)
        self._lock = threading.RLock()
        self._states: dict[str, SiteState] = {}  # as in the file; nobody else writes to that
        self._unwritten: dict[str, SiteState] = {}  # but these

    def close(self) -> None:
        """Let go of the state; the store can't be used any more. Raises StorageError."""
        with self._lock:
            try:
                self.flush()
            finally:
                self._unwritten.clear()
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- sites

    @staticmethod
    def unpack(config: bytes) -> Site:
        """Return the Site that `configs` gave as bytes; most of them are never looked at."""
        return _read(Site, config)

    def names(self) -> list[str]:
        """Return the names of all sites that have a memory, sorted."""
        rows = self._file.all("SELECT name FROM site WHERE memory IS NOT NULL ORDER BY name")
        return [row[0] for row in rows]

    def configs(self) -> dict[str, tuple[str, bytes]]:
        """Return the site files last found good: name -> digest, Site as `codec` writes it."""
        rows = self._file.all("SELECT name, digest, config FROM site WHERE config IS NOT NULL")
        return {name: (digest, config) for name, digest, config in rows}

    def save_config(self, name: str, site: Site, digest: str) -> None:
        """Remember a site file that was found good, under its name."""
        with self._change() as db:
            db.execute(
                "INSERT INTO site (name, digest, config) VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET digest = excluded.digest, config = excluded.config",
                (name, digest, codec.dumps(site)),
            )

    def site_states(self) -> dict[str, SiteState]:
        """Return what is remembered of each site that ever ran."""
        rows = self._file.all("SELECT name, memory FROM site WHERE memory IS NOT NULL")
        found = {name: self._states.get(name) or _read(SiteState, blob) for name, blob in rows}
        found |= self._unwritten
        if self._file.is_ours:
            self._states |= found
        return found

    def site_state(self, name: str) -> SiteState | None:
        """Return what is remembered of one site; None: it never ran."""
        if name in self._states:
            return self._states[name]
        rows = self._file.all("SELECT memory FROM site WHERE name = ? AND memory IS NOT NULL", name)
        return _read(SiteState, rows[0][0]) if rows else None

    def save_site_state(self, name: str, state: SiteState, *, at_leisure: bool = False) -> None:
        """Remember a site's new state.

        `at_leisure`: with the next change, `flush` or `close`, for a run that found
        nothing new. A kill before that forgets only that it ran.
        """
        if not at_leisure:
            self.save_listing(name, state, (), ())
            return
        with self._lock:
            self._states[name] = self._unwritten[name] = state
            full = len(self._unwritten) >= _LEISURE
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
        self._states.pop(old, None)
        return True

    def forget(self, name: str) -> bool:
        """Forget a site and all its entries; return whether it was known."""
        with self._change() as db:
            known = db.execute("DELETE FROM site WHERE name = ?", (name,)).rowcount > 0
        self._states.pop(name, None)
        return known

    # --- entries

    def recall(self, site: str, ids: Iterable[str], aliases: Iterable[str]) -> Matches:
        """Return the entries that have one of the ids, or to which one of the aliases leads."""
        led: dict[str, set[str]] = {}
        for alias, id_ in self._file.many(
            "SELECT alias, id FROM alias WHERE site = ? AND alias IN", site, aliases
        ):
            led.setdefault(alias, set()).add(id_)
        wanted = set(ids).union(*led.values())
        rows = self._file.many("SELECT id, known FROM entry WHERE site = ? AND id IN", site, wanted)
        entries = {id_: _read(StoredEntry, blob) for id_, blob in rows}
        return Matches(entries, {alias: frozenset(found) for alias, found in led.items()})

    def due(self, site: str, now: datetime, most: int) -> list[StoredEntry]:
        """Return entries that deserve a request now, last seen first, at most so many."""
        query = f"SELECT known FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        order = " ORDER BY seen DESC, position LIMIT ?"
        rows = self._file.all(query + order, site, now.timestamp(), now.timestamp(), most)
        return [_read(StoredEntry, row[0]) for row in rows]

    def count_due(self, site: str, now: datetime) -> int:
        """Return how many entries deserve a request now."""
        query = f"SELECT count(*) FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        rows = self._file.all(query, site, now.timestamp(), now.timestamp())
        return cast("int", rows[0][0])

    def in_state(self, site: str, state: EntryState) -> list[StoredEntry]:
        """Return the entries in one state, last seen first."""
        rows = self._file.all(
            "SELECT known FROM entry WHERE site = ? AND state = ? ORDER BY seen DESC, position",
            site,
            state,
        )
        return [_read(StoredEntry, row[0]) for row in rows]

    def published(self, site: str) -> Iterator[tuple[StoredEntry, Article | None]]:
        """Yield the entries that a feed may hold with their articles, last seen first."""
        offset = 0
        while rows := self._file.all(
            "SELECT known, article FROM entry LEFT JOIN article ON entry = key"
            " WHERE site = ? AND state IN ('read', 'failed')"
            " ORDER BY seen DESC, position LIMIT 50 OFFSET ?",
            site,
            offset,
        ):
            for known, article in rows:
                yield (
                    _read(StoredEntry, known),
                    _read(Article, article) if article else None,
                )
            offset += len(rows)

    def shown(self) -> dict[str, tuple[int, datetime]]:
        """Return, of each site with entries for its feed, how many and the newest `published`."""
        rows = self._file.all(
            "SELECT site, count(*), max(published) FROM entry"
            " WHERE state IN ('read', 'failed') GROUP BY site"
        )
        return {name: (count, datetime.fromtimestamp(at, UTC)) for name, count, at in rows}

    def article(self, site: str, id_: str) -> Article | None:
        """Return what was read of an entry's article; None: nothing yet."""
        rows = self._file.all(
            "SELECT article FROM article JOIN entry ON entry = key WHERE site = ? AND id = ?",
            site,
            id_,
        )
        return _read(Article, rows[0][0]) if rows else None

    def same_text(self, site: str, text_fingerprint: str) -> list[tuple[StoredEntry, Article]]:
        """Return the entries whose text has this fingerprint; none for the empty one."""
        if not text_fingerprint:
            return []
        rows = self._file.all(
            "SELECT known, article FROM entry JOIN article ON entry = key"
            " WHERE site = ? AND text_print = ? AND text_print <> ''",
            site,
            text_fingerprint,
        )
        return [(_read(StoredEntry, k), _read(Article, a)) for k, a in rows]

    def updated_times(
        self, site: str, since: datetime, until: datetime
    ) -> list[tuple[str, datetime]]:
        """Return which of a site's entries, by id, were updated when in a span; times in UTC."""
        rows = self._file.all(
            "SELECT id, updated FROM entry WHERE site = ? AND updated BETWEEN ? AND ?",
            site,
            since.timestamp(),
            until.timestamp(),
        )
        return [(id_, datetime.fromtimestamp(updated, UTC)) for id_, updated in rows]

    def save_listing(
        self,
        site: str,
        state: SiteState,
        entries: Sequence[tuple[StoredEntry, Article | None]],
        aliases: Sequence[tuple[str, str]],
    ) -> None:
        """Remember a listing whole: the site's state, new and changed entries, aliases."""
        with self._change() as db:
            _put_site_state(db, site, state)
            for known, article in entries:
                _put_entry(db, site, known, article)
            db.executemany(
                "INSERT OR IGNORE INTO alias (site, alias, id) VALUES (?, ?, ?)",
                [(site, alias, id_) for alias, id_ in aliases],
            )
        self._states[site] = state

    def save_article(
        self,
        site: str,
        state: SiteState,
        known: StoredEntry,
        article: Article | None,
        aliases: Iterable[str] = (),
    ) -> None:
        """Remember one article as it arrived; None leaves the one that is there."""
        self.save_listing(site, state, [(known, article)], [(a, known.id) for a in aliases])

    def drop_entry(self, site: str, state: SiteState, id_: str, instead: str) -> None:
        """Forget an entry that turned out to be another one; its aliases lead there now."""
        with self._change() as db:
            _put_site_state(db, site, state)
            db.execute("DELETE FROM entry WHERE site = ? AND id = ?", (site, id_))
            db.execute(
                "UPDATE OR REPLACE alias SET id = ? WHERE site = ? AND id = ?", (instead, site, id_)
            )
            # So that it is known by its own id when it is seen again
            db.execute(
                "INSERT OR IGNORE INTO alias (site, alias, id) VALUES (?, ?, ?)",
                (site, id_, instead),
            )
        self._states[site] = state

    # --- outputs and hosts

    def outputs(self) -> dict[str, tuple[str, int, int]]:
        """Return the files published: name -> fingerprint, size in bytes, mtime in nanoseconds."""
        rows = self._file.all("SELECT name, print, size, mtime FROM output")
        return {name: (fingerprint, size, mtime) for name, fingerprint, size, mtime in rows}

    def save_output(self, name: str, fingerprint: str, size: int, mtime: int) -> None:
        """Remember what a file was made from, after it was published."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO output (name, print, size, mtime) VALUES (?, ?, ?, ?)",
                (name, fingerprint, size, mtime),
            )

    def forget_output(self, name: str) -> None:
        """Forget a file that was taken away."""
        with self._change() as db:
            db.execute("DELETE FROM output WHERE name = ?", (name,))

    def recall_host(self, origin: str) -> HostNote | None:
        """Return what is remembered of an origin, (scheme, host, port) in one text."""
        rows = self._file.all("SELECT note FROM host WHERE origin = ?", origin)
        return _read(HostNote, rows[0][0]) if rows else None

    def save_host(self, origin: str, note: HostNote) -> None:
        """Remember an origin's robots.txt and what it asked us to wait."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO host (origin, note) VALUES (?, ?)",
                (origin, codec.dumps(note)),
            )

    # --- below: the only way to change anything

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        with self._lock:
            with self._file.change() as db:
                for name, state in self._unwritten.items():
                    _put_site_state(db, name, state)
                yield db
            self._unwritten.clear()


def _put_site_state(db: Connection, name: str, state: SiteState) -> None:
    db.execute(
        "INSERT INTO site (name, memory) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET memory = excluded.memory",
        (name, codec.dumps(state)),
    )


def _put_entry(db: Connection, site: str, known: StoredEntry, article: Article | None) -> None:
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
            known.first_seen.timestamp(),
            known.position,
            known.published.timestamp(),
            known.updated.timestamp(),
            known.state,
            known.due.timestamp() if known.due else None,
            known.text_fingerprint,
            codec.dumps(known),
        ),
    ).fetchone()[0]
    if article is not None:
        db.execute(
            "INSERT OR REPLACE INTO article (entry, article) VALUES (?, ?)",
            (key, codec.dumps(article)),
        )


def _read(kind: type[T], written: bytes) -> T:
    try:
        value = codec.loads(written)
    except WireError as error:
        raise StorageError(FILE, f"damaged: {error}; {WAY_OUT}") from error
    if not isinstance(value, kind):
        problem = f"damaged: a {type(value).__name__} where a {kind.__name__} should be"
        raise StorageError(FILE, f"{problem}; {WAY_OUT}")
    return value
