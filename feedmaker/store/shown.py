"""What the index says of each site: how many entries its feed may hold, and the newest's time.

Kept beside the site (table `shown`), so that nobody counts all entries for it: a change
forgets its site's count, and the next who asks counts that site again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedmaker.store.sqlite import Database

if TYPE_CHECKING:
    from sqlite3 import Connection  # noqa: TID251 - only its name

_COUNT = "count(*), max(published) FROM entry WHERE state IN ('read', 'failed')"


class Shown:
    """The counts; changes are made within the store's transactions."""

    def __init__(self) -> None:
        self._forgotten: set[str] = set()  # sites without a row; maybe not all of them

    def forget(self, db: Connection, site: str) -> None:
        """Forget a site's count, as its entries change; the first time is enough."""
        if site not in self._forgotten:
            db.execute("DELETE FROM shown WHERE site = ?", (site,))
            self._forgotten.add(site)

    def undo(self) -> None:
        """Take it that a transaction was undone: what it forgot is remembered again."""
        self._forgotten.clear()

    def missing(self, file: Database) -> list[str]:
        """Return the sites whose entries are to be counted."""
        rows = file.all("SELECT name FROM site WHERE name NOT IN (SELECT site FROM shown)")
        return [row[0] for row in rows]

    def count(self, db: Connection, sites: Iterable[str]) -> None:
        """Count the entries of these sites, and keep that."""
        for site in sites:
            query = f"INSERT OR REPLACE INTO shown SELECT ?, {_COUNT} AND site = ?"
            db.execute(query, (site, site))
            self._forgotten.discard(site)

    def read(self, file: Database) -> dict[str, tuple[int, datetime]]:
        """Return each counted site's count and newest `published`; none that has no entries."""
        return _told(file.all("SELECT site, entries, newest FROM shown WHERE entries > 0"))

    def read_only(self, file: Database) -> dict[str, tuple[int, datetime]]:
        """Return the same of all sites, and change nothing: some are counted for it."""
        query = f"SELECT site, {_COUNT} AND site = ? GROUP BY site"
        counted = [row for site in self.missing(file) for row in file.all(query, site)]
        return self.read(file) | _told(counted)


def _told(rows: Iterable[tuple[str, int, float]]) -> dict[str, tuple[int, datetime]]:
    return {name: (count, datetime.fromtimestamp(at, UTC)) for name, count, at in rows}
