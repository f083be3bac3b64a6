"""Everything that is remembered: whole values in, whole values out.

The store decides nothing and no SQL leaves it. One transaction for a listing,
one for each article as it arrives: a kill at any moment leaves the state before
or after it (`sqlite`). Values are kept as `codec` writes them; what is asked
for by is a column beside them. Any thread may use it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from feedmaker import codec
from feedmaker.model import (
    Article,
    EntryChange,
    HostNote,
    Matches,
    Site,
    SiteState,
    StoredEntry,
)
from feedmaker.store.rows import (
    put_aliases,
    put_entries,
    put_site_state,
    read_state,
    read_value,
    rename_site,
)
from feedmaker.store.shown import Shown
from feedmaker.store.sqlite import Database, Row

if TYPE_CHECKING:
    from sqlite3 import Connection  # noqa: TID251 - only its name


_DUE = "site = ? AND due IS NOT NULL AND (due <= ? OR seen > ?)"
"""What was seen in the future was seen by a clock that ran wrong: it is due whatever it says."""

_HOSTS = "_hosts"
"""The row of all host files together; no site can have this name."""

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
        self._shown = Shown()
        self._all_read = False  # whether `_states` holds every site's

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
        return read_value(Site, config)

    def names(self) -> list[str]:
        """Return the names of all sites that have a memory, sorted."""
        rows = self._file.all("SELECT name FROM site WHERE memory IS NOT NULL ORDER BY name")
        return [row[0] for row in rows]

    def configs(self) -> dict[str, tuple[str, bytes]]:
        """Return the site files last found good: name -> digest, Site as `codec` writes it."""
        rows = self._file.all("SELECT name, digest, config FROM site WHERE config IS NOT NULL")
        return {name: (digest, config) for name, digest, config in rows if name != _HOSTS}

    def save_config(self, name: str, site: Site, digest: str) -> None:
        """Remember a site file that was found good, under its name."""
        self._save_found_good(name, site, digest)

    def host_files(self) -> tuple[str, Mapping[str, tuple[str, str]]]:
        """Return the host files last found good: what they meant then, and each with its marks."""
        rows = self._file.all("SELECT digest, config FROM site WHERE name = ?", _HOSTS)
        if not rows:
            return "", {}
        kept: tuple[tuple[str, str, str], ...] = read_value(tuple, rows[0][1])
        return rows[0][0], {host: (outside, digest) for host, outside, digest in kept}

    def save_host_files(self, meaning: str, files: Mapping[str, tuple[str, str]]) -> None:
        """Remember the host files that were found good."""
        self._save_found_good(
            _HOSTS, tuple((host, *marks) for host, marks in files.items()), meaning
        )

    def _save_found_good(self, name: str, value: object, digest: str) -> None:
        with self._change() as db:
            db.execute(
                "INSERT INTO site (name, digest, config) VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET digest = excluded.digest, config = excluded.config",
                (name, digest, codec.dumps(value)),
            )

    def site_states(self) -> dict[str, SiteState]:
        """Return what is remembered of each site that ever ran."""
        with self._lock:  # from the rows to `_states`: else a change between them is put back
            if self._all_read:
                return dict(self._states)
            rows = self._file.all("SELECT name, memory, version FROM site WHERE memory IS NOT NULL")
            found = {
                name: self._states.get(name) or read_state(blob, version)
                for name, blob, version in rows
            }
            found |= self._unwritten
            if self._file.is_ours:
                self._states, self._all_read = dict(found), True
        return found

    def site_state(self, name: str) -> SiteState | None:
        """Return what is remembered of one site; None: it never ran."""
        if state := self._states.get(name):  # without waiting for who writes just now
            return state
        with self._lock:
            if state := self._states.get(name):  # saved by whom we waited for
                return state
            rows = self._file.all(
                "SELECT memory, version FROM site WHERE name = ? AND memory IS NOT NULL", name
            )
            if not rows:
                return None
            state = read_state(*rows[0])
            if self._file.is_ours:
                self._states[name] = state
            return state

    def save_site_state(self, name: str, state: SiteState, *, at_leisure: bool = False) -> None:
        """Remember a site's new state; its `version` is ours and stays.

        `at_leisure`: with the next change, `flush` or `close`, for a run that found
        nothing new. A kill before that forgets only that it ran.
        """
        if not at_leisure:
            self.save_listing(name, state, (), ())
            return
        with self._lock:
            self._states[name] = self._unwritten[name] = self._with_version(name, state)
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
        with self._lock:
            with self._change() as db:
                version = rename_site(db, old, new)
            state, known = self._states.pop(old, None), self._states.get(new)
            if version and known:
                self._states[new] = replace(known, version=version)
            elif version == 0 and state:
                self._states[new] = state
        return version is not None

    def forget(self, name: str) -> bool:
        """Forget a site and all its entries; return whether it was known."""
        with self._lock:
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
        entries = {id_: read_value(StoredEntry, blob) for id_, blob in rows}
        return Matches(entries, {alias: frozenset(found) for alias, found in led.items()})

    def due(self, site: str, now: datetime, most: int) -> list[StoredEntry]:
        """Return entries that deserve a request now, last seen first, at most so many."""
        query = f"SELECT known FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        order = " ORDER BY seen DESC, position LIMIT ?"
        rows = self._file.all(query + order, site, now.timestamp(), now.timestamp(), most)
        return [read_value(StoredEntry, row[0]) for row in rows]

    def count_due(self, site: str, now: datetime) -> int:
        """Return how many entries deserve a request now."""
        query = f"SELECT count(*) FROM entry WHERE {_DUE}"  # noqa: S608 - a constant of ours
        rows = self._file.all(query, site, now.timestamp(), now.timestamp())
        return cast("int", rows[0][0])

    def unsettled(self, site: str) -> list[StoredEntry]:
        """Return the entries that are filtered or deserve a request some time, last seen first."""
        rows = self._file.all(
            "SELECT known FROM entry WHERE site = ? AND (state = 'filtered' OR due IS NOT NULL)"
            " ORDER BY seen DESC, position",
            site,
        )
        return [read_value(StoredEntry, row[0]) for row in rows]

    def shown_between(self, site: str, since: datetime, until: datetime) -> list[StoredEntry]:
        """Return the entries that a feed may hold and that were published in a span."""
        rows = self._file.all(
            "SELECT known FROM entry WHERE site = ? AND published BETWEEN ? AND ?"
            " AND state IN ('read', 'failed') ORDER BY published",
            site,
            since.timestamp(),
            until.timestamp(),
        )
        return [read_value(StoredEntry, row[0]) for row in rows]

    def published(self, site: str) -> Iterator[tuple[StoredEntry, Article | None]]:
        """Yield the entries that a feed may hold with their articles, last seen first."""
        at: Row = (inf, 0, 0)  # the last entry asked for: others may come and go between two pages
        while rows := self._file.all(
            "SELECT seen, position, key, known, article FROM entry LEFT JOIN article ON entry = key"
            " WHERE site = ? AND state IN ('read', 'failed')"
            " AND seen <= ? AND (seen < ? OR (position, key) > (?, ?))"
            " ORDER BY seen DESC, position, key LIMIT 50",
            site,
            at[0],
            *at,
        ):
            at = rows[-1][:3]
            for *_, known, article in rows:
                yield (
                    read_value(StoredEntry, known),
                    read_value(Article, article) if article else None,
                )

    def shown(self) -> dict[str, tuple[int, datetime]]:
        """Return, of each site with entries for its feed, how many and the newest `published`."""
        if not self._file.is_ours:
            return self._shown.read_only(self._file)
        with self._lock:
            if missing := self._shown.missing(self._file):
                with self._change() as db:
                    self._shown.count(db, missing)
        return self._shown.read(self._file)

    def article(self, site: str, id_: str) -> Article | None:
        """Return what was read of an entry's article; None: nothing yet."""
        rows = self._file.all(
            "SELECT article FROM article JOIN entry ON entry = key WHERE site = ? AND id = ?",
            site,
            id_,
        )
        return read_value(Article, rows[0][0]) if rows else None

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
        return [(read_value(StoredEntry, k), read_value(Article, a)) for k, a in rows]

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
        changes: Sequence[EntryChange],
        aliases: Sequence[tuple[str, str]],
    ) -> None:
        """Remember a listing whole: the site's state, new and changed entries, (alias, id)s."""
        with self._lock:
            state = self._with_version(site, state)
            with self._change() as db:
                put_site_state(db, site, state)
                if changes:
                    self._shown.forget(db, site)
                version = put_entries(db, site, changes)
                put_aliases(db, site, aliases)
            self._states[site] = replace(state, version=max(state.version, version))

    def save_entry(self, site: str, change: EntryChange) -> None:
        """Remember one entry, after its article was asked for."""
        with self._lock:
            with self._change() as db:
                self._shown.forget(db, site)
                version = put_entries(db, site, (change,))
            if version and (state := self._states.get(site)):
                self._states[site] = replace(state, version=version)

    def drop_entry(self, site: str, id_: str, instead: str) -> None:
        """Forget an entry that turned out to be another one; its aliases lead there now."""
        with self._change() as db:
            db.execute("DELETE FROM entry WHERE site = ? AND id = ?", (site, id_))
            self._shown.forget(db, site)
            db.execute(
                "UPDATE OR REPLACE alias SET id = ? WHERE site = ? AND id = ?", (instead, site, id_)
            )
            put_aliases(db, site, [(id_, instead)])  # known by its own id when it is seen again

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
        return read_value(HostNote, rows[0][0]) if rows else None

    def save_host(self, origin: str, note: HostNote) -> None:
        """Remember an origin's robots.txt and what it asked us to wait."""
        with self._change() as db:
            db.execute(
                "INSERT OR REPLACE INTO host (origin, note) VALUES (?, ?)",
                (origin, codec.dumps(note)),
            )

    def _with_version(self, name: str, state: SiteState) -> SiteState:
        """Return the state with the version that we know, whatever it was when it was read."""
        known = self.site_state(name)
        return replace(state, version=max(state.version, known.version if known else 0))

    # --- below: the only way to change anything

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        with self._lock:
            try:
                with self._file.change() as db:
                    for name, state in self._unwritten.items():
                        put_site_state(db, name, state)
                    yield db
            except BaseException:
                self._shown.undo()
                raise
            self._unwritten.clear()
