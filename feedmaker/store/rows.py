"""Values <-> rows: how one value is written within a transaction, and read again.

Which values make one transaction is `store`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from feedmaker import codec
from feedmaker.errors import StorageError, WireError
from feedmaker.model import Article, EntryChange, SiteState, StoredEntry
from feedmaker.store.sqlite import FILE, WAY_OUT

if TYPE_CHECKING:
    from sqlite3 import Connection  # noqa: TID251 - only its name

T = TypeVar("T")


def put_site_state(db: Connection, name: str, state: SiteState) -> None:
    """Store what is remembered of a site; a version that is higher already stays."""
    db.execute(
        "INSERT INTO site (name, memory, version) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET memory = excluded.memory, version = max(version, excluded.version)",
        (name, codec.dumps(replace(state, version=0)), state.version),
    )


def put_entries(db: Connection, site: str, changes: Sequence[EntryChange]) -> int:
    """Store the entries; return the site's new version, 0 if it did not move."""
    for change in changes:
        _put_entry(db, site, change.entry, change.article)
        put_aliases(db, site, [(alias, change.entry.id) for alias in change.aliases])
    if not any(change.shows for change in changes):
        return 0
    return _move_version(db, site)


def _move_version(db: Connection, site: str) -> int:
    moved = "UPDATE site SET version = version + 1 WHERE name = ? RETURNING version"
    return cast("int", db.execute(moved, (site,)).fetchone()[0])


def rename_site(db: Connection, old: str, new: str) -> int | None:
    """Let a site go on under its new name; None: nothing is remembered of the old one.

    What the new name has already stays as it is, and gets what it lacks; then its
    version is returned, else 0.
    """
    remembered = "SELECT 1 FROM site WHERE name = ? AND memory IS NOT NULL"
    if not db.execute(remembered, (old,)).fetchone():
        return None
    db.execute("DELETE FROM shown WHERE site IN (?, ?)", (old, new))  # counted anew
    if not db.execute(remembered, (new,)).fetchone():
        db.execute("DELETE FROM site WHERE name = ?", (new,))
        db.execute("UPDATE site SET name = ?, digest = '' WHERE name = ?", (new, old))
        return 0
    db.execute("UPDATE OR IGNORE entry SET site = ? WHERE site = ?", (new, old))
    db.execute("UPDATE OR IGNORE alias SET site = ? WHERE site = ?", (new, old))
    db.execute("DELETE FROM site WHERE name = ?", (old,))
    return _move_version(db, new)


def put_aliases(db: Connection, site: str, aliases: Iterable[tuple[str, str]]) -> None:
    """Store (alias, id) pairs."""
    db.executemany(
        "INSERT OR IGNORE INTO alias (site, alias, id) VALUES (?, ?, ?)",
        [(site, alias, id_) for alias, id_ in aliases],
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


def read_state(written: bytes, version: int) -> SiteState:
    """Return what is remembered of a site, with the version that the store moved."""
    state = read_value(SiteState, written)
    return replace(state, version=max(state.version, version))


def read_value(kind: type[T], written: bytes) -> T:
    """Return a value of this kind that `codec` wrote; raises StorageError if it is none."""
    try:
        value = codec.loads(written)
    except WireError as error:
        raise StorageError(FILE, f"damaged: {error}; {WAY_OUT}") from error
    if not isinstance(value, kind):
        problem = f"damaged: a {type(value).__name__} where a {kind.__name__} should be"
        raise StorageError(FILE, f"{problem}; {WAY_OUT}")
    return value
