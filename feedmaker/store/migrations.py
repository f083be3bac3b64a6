"""How the state's schema came to be: named steps, and when each was taken in a file.

Only what they do to the schema stands here; the file is opened, and they are taken,
by `sqlite`. A step is never edited once it is released: another is added.
"""

from __future__ import annotations

from typing import NamedTuple


class Migration(NamedTuple):
    """One step from a version of the schema to the next."""

    name: str
    sql: str


MIGRATIONS = (
    Migration(
        "sites, entries, articles",
        """
        CREATE TABLE site (
            name TEXT PRIMARY KEY,
            digest TEXT NOT NULL DEFAULT '',   -- of the site file last found good
            config BLOB,                       -- the Site it made
            memory BLOB                        -- SiteState; NULL before the first run
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
    ),
    Migration(
        "a version of what a site's feeds show",  # was in `memory`, and is still read there
        "ALTER TABLE site ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    ),
    Migration(
        "what the index says of each site",  # so that nobody counts all entries for it
        """
        CREATE INDEX entry_shown ON entry (site, published, state)
            WHERE state IN ('read', 'failed');
        CREATE TABLE shown (
            site TEXT PRIMARY KEY REFERENCES site ON UPDATE CASCADE ON DELETE CASCADE,
            entries INTEGER NOT NULL,
            newest REAL                        -- `published` of the newest; NULL without entries
        ) WITHOUT ROWID;
        INSERT INTO shown SELECT site, count(*), max(published) FROM entry
            WHERE state IN ('read', 'failed') GROUP BY site;
        """,
    ),
    Migration(
        "when each step was taken",
        """
        CREATE TABLE migration (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            applied REAL                       -- NULL: before this was noted
        );
        """,
    ),
)
"""Each brings the schema from its index to the next version."""

_NOTED_FROM = 4
"""The step that makes the table in which all are noted."""


def script(number: int, *, since: int) -> str:
    """Return the SQL that takes a step and notes it, as one transaction.

    `number` counts from 1; `since` is the version that the file had when it was opened:
    steps up to there were taken at a time that nobody knows.
    """
    noted = range(1 if number == _NOTED_FROM else number, number + 1)
    notes = [
        "INSERT INTO migration VALUES"  # noqa: S608 - our own names
        f" ({one}, {_quoted(MIGRATIONS[one - 1].name)}, {_NOW if one > since else 'NULL'})"
        for one in noted
        if number >= _NOTED_FROM
    ]
    steps = (MIGRATIONS[number - 1].sql, *notes, f"PRAGMA user_version={number}")
    return ";".join(("BEGIN IMMEDIATE", *steps, "COMMIT"))


_NOW = "(julianday('now') - 2440587.5) * 86400"
"""Seconds since 1970, UTC, by SQLite's own clock."""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
