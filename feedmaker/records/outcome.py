"""What comes of a site's pages, as values, and `expected.toml`, which keeps it.

Each field stands on a line of its own, so that a person can read it, and compare two
versions of it. A line that is deleted is not compared. How it is compared stands in
`compare`, how it is made in `offline`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.toml_text import array, quoted

EXPECTED = "expected.toml"

FEED_FIELDS = ("title", "link", "language", "description", "image")
ENTRY_FIELDS = (
    "title",
    "link",
    "id",
    "date",
    "authors",
    "categories",
    "summary",
    "image",
    "enclosures",
    "language",
    "content",
)
_LISTS = frozenset({"authors", "categories", "enclosures", "content"})
_TOP = ("failed", "problems", "feed", "entries")
_MOST = 64 << 20  # bytes; 250 entries of 250 KB
_HEAD = (
    "# What should come of the pages saved here: `feedmaker test` compares it.\n"
    "# A line that you delete is not compared; a value that you edit is what you expect.\n"
)

Value = str | tuple[str, ...]
Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a site's pages, or should; what is None, or no key, is not compared."""

    failed: bool | None = None  # the listing could not be read
    problems: tuple[str, ...] | None = None  # as a run tells them
    feed: Fields = field(default_factory=dict)
    entries: tuple[Fields, ...] | None = None  # in the feed's order


def as_toml(outcome: Outcome) -> str:
    """Return the file's text."""
    return "\n".join(_lines(outcome)) + "\n"


def leave_out(outcome: Outcome, like: Outcome) -> Outcome:
    """Return an outcome without what another one, edited by a person, doesn't compare."""
    fields = {name for entry in like.entries or () for name in entry}
    entries = outcome.entries
    if fields and entries is not None:
        entries = tuple({n: v for n, v in one.items() if n in fields} for one in entries)
    return Outcome(
        failed=None if like.failed is None else outcome.failed,
        problems=None if like.problems is None else outcome.problems,
        feed={name: value for name, value in outcome.feed.items() if name in like.feed},
        entries=None if like.entries is None else entries,
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    yield _HEAD
    if outcome.failed is not None:
        yield f"failed = {str(outcome.failed).lower()}"
    if outcome.problems is not None:
        yield f"problems = {array(outcome.problems)}"
    if outcome.entries == ():
        yield "entries = []"
    if outcome.feed:
        yield "\n[feed]"
        yield from _field_lines(outcome.feed, FEED_FIELDS)
    for entry in outcome.entries or ():
        yield "\n[[entries]]"
        yield from _field_lines(entry, ENTRY_FIELDS)


def _field_lines(fields: Fields, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name in fields:
            value = fields[name]
            yield f"{name} = {quoted(value) if isinstance(value, str) else array(value)}"


def write_expected(folder: Path, outcome: Outcome) -> None:
    """Put `expected.toml` into a record, whole or not at all; raises StorageError."""
    draft = folder / f".{EXPECTED}.new"
    try:
        with suppress(FileNotFoundError):
            draft.unlink()  # left by a crash
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(as_toml(outcome))
        draft.replace(folder / EXPECTED)
    except OSError as error:
        raise StorageError(str(folder / EXPECTED), error.strerror or str(error)) from error


def read_expected(folder: Path) -> Outcome:
    """Return what a record expects; raises ConfigError with all faults of the file."""
    path = folder / EXPECTED
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            body = file.read(_MOST + 1)
        if len(body) > _MOST:
            raise ConfigError((Fault(str(path), 0, 0, "", "is too large to be one of ours"),))
        table = tomllib.loads(body.decode("utf-8"))
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
        if isinstance(error, FileNotFoundError):
            problem = f"is not there; `feedmaker test {folder.name} --update` writes it"
        raise ConfigError((Fault(str(path), 0, 0, "", problem),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError((Fault(str(path), 0, 0, "", str(error)),)) from error
    return _Reader(str(path)).outcome(table)


class _Reader:
    """Takes the values of one file, and notes its faults."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Fault] = []

    def outcome(self, table: dict[str, object]) -> Outcome:
        self._only(table, _TOP, "")
        failed, problems, entries = (table.get(n) for n in ("failed", "problems", "entries"))
        if failed is not None and not isinstance(failed, bool):
            self._fault("failed", "must be true or false")
        rows: tuple[Fields, ...] | None = None
        if isinstance(entries, list):
            rows = tuple(
                self._fields(row, ENTRY_FIELDS, f"entries[{at}]")
                for at, row in enumerate(entries, 1)
            )
        elif entries is not None:
            self._fault("entries", "must be tables, each under [[entries]]")
        made = Outcome(
            failed=failed if isinstance(failed, bool) else None,
            problems=None if problems is None else self._texts(problems, "problems"),
            feed=self._fields(table.get("feed", {}), FEED_FIELDS, "feed"),
            entries=rows,
        )
        if self._faults:
            raise ConfigError(tuple(self._faults))
        return made

    def _fields(self, stated: object, names: tuple[str, ...], path: str) -> Fields:
        if not isinstance(stated, dict):
            self._fault(path, "must be a table")
            return {}
        self._only(stated, names, path)
        found: dict[str, Value] = {}
        for name in names:
            if name not in stated:
                continue
            if name in _LISTS:
                found[name] = self._texts(stated[name], f"{path}.{name}")
            elif isinstance(stated[name], str):
                found[name] = stated[name]
            else:
                self._fault(f"{path}.{name}", "must be a text in quotes")
        return found

    def _texts(self, stated: object, path: str) -> tuple[str, ...]:
        if isinstance(stated, list) and all(isinstance(one, str) for one in stated):
            return tuple(stated)
        self._fault(path, 'must be a list of texts, as ["one", "two"]')
        return ()

    def _only(self, table: Mapping[str, object], names: tuple[str, ...], path: str) -> None:
        for name in sorted(table.keys() - {*names}):
            where = f"{path}.{name}" if path else name
            self._fault(where, f"unknown key; known are {', '.join(names)}")

    def _fault(self, path: str, problem: str) -> None:
        self._faults.append(Fault(self._file, 0, 0, path, problem))
