"""What a person sees: lines, tables, times and paths.

A plain line each where nobody looks on. To print is never a reason to stop:
a reader that has gone away, or a full disk behind `>`, silences us and no more.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal, TextIO

from feedmaker.errors import FeedmakerError, FetchError, put_off
from feedmaker.text import span

_STREAMS = ("stdin", "stdout", "stderr")
_GAP = 2  # between two columns of a table, as rich sets it
_LEAST_WRAPPED = 16  # of the last column, whose words may stand in several lines


def prepare_streams() -> None:
    """Make standard streams that were closed lead nowhere, and the others speak UTF-8.

    Where one is closed, the next file that is opened would take its place: a
    print would then write into the database.
    """
    for name in _STREAMS:
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            descriptor = os.open(os.devnull, os.O_RDWR)  # the lowest free one: its own
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper) and name != "stdin":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def on_terminal() -> bool:
    """Tell whether a person looks at what we print."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def clear() -> None:
    """Empty a terminal's screen; what was on it can still be scrolled back to."""
    if on_terminal():
        with suppress(OSError):
            print("\x1b[H\x1b[2J", end="", flush=True)


def say(line: str = "") -> None:
    """Print a line at once; never fails."""
    try:
        print(line, flush=True)
    except OSError:
        mute()


def mute() -> None:
    """Let what is printed from now on, and what waits to be, lead nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def complain(text: str) -> None:
    """Print what went wrong on standard error; never fails."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def in_words(error: FeedmakerError) -> str:
    """Return what an error says, with how long the server wants to be left alone, if it said so."""
    wait = put_off(error)
    if wait is None or not isinstance(error, FetchError) or error.status is None:
        return str(error)
    return f"{error}, and asks to be left alone for {span(wait)} (Retry-After); try again then"


def say_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: frozenset[str] = frozenset(),
    bad: frozenset[str] = frozenset(),
    spare: Sequence[str] = (),
    whole: str = "",
) -> None:
    """Print a table under its heads.

    Columns whose heads are in `numbers` stand to the right; rows whose first
    cell is in `bad` are red on a terminal. On one that is too narrow the columns in `spare`
    are left out, the first first, and a line says so, with the command that shows the `whole`.
    """
    if on_terminal():
        _say_rich_table(heads, rows, numbers, bad, spare, whole)
        return
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        cells = [
            cell.rjust(width) if head in numbers else cell.ljust(width)
            for cell, width, head in zip(row, widths, heads, strict=True)
        ]
        say("  ".join(cells).rstrip())


def _say_rich_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: frozenset[str],
    bad: frozenset[str],
    spare: Sequence[str],
    whole: str,
) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    columns = dict(zip(heads, zip(*rows, strict=True), strict=True))
    left_out: list[str] = []

    def width(head: str) -> int:
        widest = max(map(cell_len, (head, *columns[head])))
        return min(widest, _LEAST_WRAPPED) if head == heads[-1] else widest

    def fits() -> bool:
        return sum(map(width, columns)) + _GAP * (len(columns) - 1) <= console.width

    for head in (head for head in spare if head in columns):
        if fits():
            break
        del columns[head]
        left_out.append(head)
    table = Table(box=None, pad_edge=False, header_style="bold")
    fitting = fits()  # else cells are broken into lines, so that nothing is lost
    for head in columns:
        justify: Literal["left", "right"] = "right" if head in numbers else "left"
        no_wrap = fitting and head != heads[-1]
        table.add_column(head, justify=justify, overflow="fold", no_wrap=no_wrap)
    for names, *cells in zip(rows, *columns.values(), strict=True):
        style = "red" if names[0] in bad else ""
        table.add_row(*(Text(cell, style) for cell in cells))
    try:
        console.print(table)
    except OSError:
        mute()
    if left_out:
        more = f"; all of it: {whole}" if whole else ""
        say(f"(too narrow for: {', '.join(head for head in heads if head in left_out)}{more})")


def count(number: int, what: str, several: str = "") -> str:
    """Return "1 file", "2 files"; `several` where an s is not enough: "2 entries"."""
    return f"{number} {what if number == 1 else several or f'{what}s'}"


def when(moment: datetime | None, now: datetime) -> str:
    """Return a moment as a person takes it in: how far off on a terminal, else to the minute."""
    if moment is None:
        return "-"
    if on_terminal():
        return f"in {span(moment - now)}" if moment > now else f"{span(now - moment)} ago"
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
