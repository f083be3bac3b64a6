"""What was expected of a site's pages, and what came -> each difference, field by field.

Pure. Which entry is which is told by id, then link, then title, so that a field that
moved is told as that field, and not as one entry gone and another one there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from feedmaker.records.outcome import Fields, Outcome, Value
from feedmaker.toml_text import quoted

_SAME_BY = ("id", "link", "title")
_SHOWN = 160  # characters of a text
_BEFORE = 40  # of these before the first that differs
_MOST_LINES = 12  # of a long value, that are shown
_MOST_COMPARED = 400  # lines on each side; comparing takes the square of it

Kind = Literal["changed", "missing", "added", "order"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected."""

    where: str  # "entry 3 (https://…)", "feed", or empty: the run
    field: str
    expected: Value | None  # None: nothing was to be there
    got: Value | None
    kind: Kind = "changed"


def differences(expected: Outcome, got: Outcome) -> tuple[Difference, ...]:
    """Return what is not as expected, the run first, then the feed, then its entries in order."""
    return (*_of_run(expected, got), *_of_entries(expected.entries, got.entries or ()))


def _of_run(expected: Outcome, got: Outcome) -> Iterator[Difference]:
    if expected.failed not in {None, got.failed}:
        said = {True: "failed", False: "worked", None: ""}
        yield Difference("", "run", said[expected.failed], said[got.failed])
    if expected.problems not in {None, got.problems}:
        yield Difference("", "problems", expected.problems, got.problems)
    yield from _of_fields("feed", expected.feed, got.feed)


def _of_fields(where: str, expected: Fields, got: Fields) -> Iterator[Difference]:
    for name, value in expected.items():
        if got.get(name) != value:
            yield Difference(where, name, value, got.get(name))


def _of_entries(expected: Sequence[Fields] | None, got: Sequence[Fields]) -> Iterator[Difference]:
    if expected is None:
        return
    same = _paired(expected, got)
    for at, entry in enumerate(expected):
        where = f"entry {at + 1}"
        if at not in same:
            yield Difference(where, "entry", _named(entry), None, "missing")
            continue
        link = entry.get("link") or got[same[at]].get("link")
        yield from _of_fields(f"{where} ({link})" if link else where, entry, got[same[at]])
    for at, entry in enumerate(got):
        if at not in same.values():
            yield Difference(f"entry {at + 1}", "entry", None, _named(entry), "added")
    # Of those on both sides alone: what came or went in between moves no other one
    came = sorted(same.values())
    for (at, now), place in zip(sorted(same.items()), came, strict=True):
        if now != place:
            there = f"entry {at + 1}"
            yield Difference(there, "order", _named(expected[at]), _named(got[place]), "order")
            return


def _paired(expected: Sequence[Fields], got: Sequence[Fields]) -> dict[int, int]:
    """Return which expected entry is which of those that came, by their positions from 0."""
    same: dict[int, int] = {}
    for name in _SAME_BY:
        free: dict[Value, list[int]] = {}
        for at, entry in enumerate(got):
            if at not in same.values() and entry.get(name):
                free.setdefault(entry[name], []).append(at)
        for at, entry in enumerate(expected):
            if at not in same and (found := free.get(entry.get(name, ""))):
                same[at] = found.pop(0)
    # An entry of which neither is stated is the next one that nobody else is
    left = (at for at in range(len(got)) if at not in {*same.values()})
    for at, entry in enumerate(expected):
        if at not in same and not any(entry.get(name) for name in _SAME_BY):
            if (found_at := next(left, None)) is None:
                break
            same[at] = found_at
    return same


def _named(entry: Fields) -> str:
    """Return what a person knows an entry by."""
    return " ".join(str(entry[name]) for name in ("title", "link") if entry.get(name)) or "?"


# --- In words -------------------------------------------------------------------


def in_words(one: Difference) -> list[str]:
    """Return the lines that tell of a difference; fit for a terminal whatever the page held."""
    if one.kind == "missing":
        return [f"{one.where}: missing: {_shown(one.expected)}"]
    if one.kind == "added":
        return [f"{one.where}: not expected: {_shown(one.got)}"]
    if one.kind == "order":
        return [f"{one.where}: order: expected {_shown(one.expected)} got {_shown(one.got)}"]
    head = ": ".join(filter(None, (one.where, one.field)))
    sides = (one.expected, one.got)
    if any(isinstance(side, tuple) and len(side) > 1 for side in sides):
        return [f"{head}:", *(f"  {line}" for line in _list_lines(*map(_as_list, sides)))]
    expected, got = (side[0] if isinstance(side, tuple) and side else side for side in sides)
    return [f"{head}: expected {_shown(expected, got)} got {_shown(got, expected)}"]


def as_json(one: Difference) -> Mapping[str, object]:
    """Return a difference for programs."""
    return {
        "where": one.where,
        "field": one.field,
        "kind": one.kind,
        "expected": one.expected,
        "got": one.got,
    }


def _as_list(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _shown(value: Value | None, other: Value | None = None) -> str:
    """Return a text in quotes, no longer than it can be read, from where it differs."""
    if not value:
        return "nothing"
    text = value if isinstance(value, str) else ", ".join(value)
    if len(text) <= _SHOWN:
        return quoted(text)
    begin = 0
    if isinstance(other, str):
        begin = max(_alike(text, other) - _BEFORE, 0)
    end = begin + _SHOWN
    return f"{'…' * (begin > 0)}{quoted(text[begin:end])}{'…' * (end < len(text))}"


def _list_lines(expected: tuple[str, ...], got: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines that differ: `-` as expected, `+` as it came."""
    lines = list(_changed_lines(expected, got))
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"… and {len(lines) - _MOST_LINES} more lines"


def _changed_lines(expected: tuple[str, ...], got: tuple[str, ...]) -> Iterator[str]:
    begin = _alike(expected, got)
    old, new = expected[begin : begin + _MOST_COMPARED], got[begin : begin + _MOST_COMPARED]
    for _, a, b, c, d in (
        code for code in SequenceMatcher(None, old, new, False).get_opcodes() if code[0] != "equal"
    ):
        for at in range(max(b - a, d - c)):
            was = old[a + at] if a + at < b else None
            now = new[c + at] if c + at < d else None
            if was is not None:
                yield f"- line {begin + a + at + 1}: {_shown(was, now) if was else quoted('')}"
            if now is not None:
                yield f"+ line {begin + c + at + 1}: {_shown(now, was) if now else quoted('')}"
    if len(expected) != len(got) and old == new:  # both are longer than what was compared
        yield f"- {len(expected)} lines"
        yield f"+ {len(got)} lines"


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return for how many characters, or lines, two begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
