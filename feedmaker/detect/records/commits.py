"""The log of a repository's summary, which stands in one table with its branches and tags.

Each part of that table has its own heads, and rows that lead to commits, refs or archives. By their
days and titles any of them could be the list; what is new there are the commits, and those have
addresses that name one by its checksum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link

_COMMIT = re.compile(
    r"(?i)[/?&;=](?:commit|changeset|revision|rev|check-?in|info)s?\b[^#]{0,40}?(?<![0-9a-z])"
    r"(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12}|[0-9a-f]{10})(?![0-9a-z])"
)
_CHECKSUM = re.compile(r"(?i)[0-9a-f]{7,64}")


def commits(usable: Sequence[Link], chosen: Group) -> list[tuple[Link, ElementInfo]]:
    """Return the commits of the table that a list stands in, each with its row.

    [] if the list is of commits alone, or of something else than the other parts of their table.
    """
    if all(map(_is_commit, chosen.links)):
        return []
    table, *others = {_around(link, "table").at for link in chosen.links}
    if others or not table:
        return []
    rows: dict[int, tuple[Link, ElementInfo]] = {}
    for link in usable:
        row = _around(link, "tr") if _is_commit(link) else None
        if row is not None and row.tag == "tr" and _around(link, "table").at == table:
            rows.setdefault(row.at, (link, row))
    own = {link.alias for link, _ in rows.values() if not _CHECKSUM.fullmatch(link.title)}
    return [*rows.values()] if len(own) == len(rows) >= FEWEST else []


def _around(link: Link, tag: str) -> ElementInfo:
    """Return the innermost element of a tag around a link; the body if there is none."""
    place = link.place
    for place in link.place.upwards():
        if place.tag == tag:
            break
    return place


def _is_commit(link: Link) -> bool:
    where = urlsplit(link.url)
    return bool(link.words) and bool(_COMMIT.search(f"{where.path}?{where.query}"))
