"""A checklist as a person reads it: groups of lines with a sign each, and sums at the end.

On a terminal with colours, wrapped to its width; elsewhere one plain line each, to be
searched. What is on the list, and how bad it is, others say.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

from feedmaker.config.diagnostics import shown
from feedmaker.terminal.screen import mute, on_terminal, say

Row = tuple[str, str, str, str, str]
"""Group, level ("ok", "look", "wrong"), what, what to do, and the kind of finding."""

_SIGNS = {"ok": "✓", "look": "!", "wrong": "✗"}
_COLOURS = {"ok": "green", "look": "yellow", "wrong": "red"}
_ALIKE = 8
"""Findings of one kind that are shown: it is to stay one page."""


def say_checklist(rows: Sequence[Row], *, whole: str, quiet: bool) -> None:
    """Print them; `whole` is the command that shows all where some are left out.

    `quiet`: nothing at all if there are no rows.
    """
    if not rows and quiet:
        return
    cut, left_out = _cut(rows)
    if on_terminal():
        _say_coloured(cut)
    else:
        for row in _with_groups(cut):
            if isinstance(row, str):
                say(row)
                continue
            _, level, what, to_do, _ = row
            say(f"  {level:<5}  {shown(what)}")
            if to_do:
                say(f"         to do: {shown(to_do)}")
    if left_out:
        say(f"(and {left_out} more like these; all of it: {whole})")
    say(_sums(rows))


def _cut(rows: Sequence[Row]) -> tuple[list[Row], int]:
    counted: Counter[tuple[str, str]] = Counter()
    kept = []
    for row in rows:
        counted[row[1], row[4]] += 1
        if counted[row[1], row[4]] <= _ALIKE:
            kept.append(row)
    return kept, len(rows) - len(kept)


def _with_groups(rows: Sequence[Row]) -> Iterator[Row | str]:
    """Yield the rows, and before each group its name."""
    last = ""
    for row in rows:
        if row[0] != last:
            last = row[0]
            yield last
        yield row


def _sums(rows: Sequence[Row]) -> str:
    sums = Counter(level for _, level, *_ in rows)
    words = []
    if wrong := sums["wrong"]:
        words.append(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong")
    if look := sums["look"]:
        words.append(f"{look} {'wants' if look == 1 else 'want'} a look")
    words.append(f"{sums['ok']} well" if words else f"all {sums['ok']} well")
    return ", ".join(words if sums["ok"] else words[:-1])


def _say_coloured(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    signs = _SIGNS if _knows_signs() else {level: level for level in _SIGNS}
    console = Console(highlight=False)
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    width = max(map(len, signs.values()))
    groups: list[Table | Text] = []
    for row in _with_groups(rows):
        if isinstance(row, str):
            groups.append(Text(row, "bold"))
            table = Table.grid(padding=(0, 1))
            table.add_column(no_wrap=True, min_width=width + 1)
            table.add_column(overflow="fold")
            groups.append(table)
            continue
        _, level, what, to_do, _ = row
        table.add_row(Text(f" {signs[level]}", _COLOURS[level]), Text(shown(what)))
        if to_do:
            table.add_row("", Text(f"→ {shown(to_do)}" if _knows_signs() else f"-> {shown(to_do)}"))
    try:
        for group in groups:
            console.print(group)
    except OSError:
        mute()


def _knows_signs() -> bool:
    """Tell whether the terminal shows more than ASCII, as its user's locale says (locale(7))."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    said = next((name for name in names if name), "")
    return "utf" in said.lower() and os.environ.get("TERM") != "linux"
