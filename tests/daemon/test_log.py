"""The log: one event, one line, whatever foreign text is in it and whoever reads it or not."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedmaker.daemon.log import Fields, JsonLine, Lines, TextLine

MOMENT = 1_700_000_000.5


def record(said: object, *arguments: object, error: Exception | None = None) -> logging.LogRecord:
    made = logging.LogRecord("feedmaker", logging.INFO, "", 0, said, arguments, None)
    made.created = MOMENT
    made.exc_info = (type(error), error, None) if error else None
    return made


def test_a_line_says_when_and_how_bad_and_then_key_and_value() -> None:
    line = TextLine().format(record(Fields(site="kabar", new=3, seconds=2.4)))
    assert line == "2023-11-14T22:13:20Z INFO site=kabar new=3 seconds=2.4"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("kabar", "kabar"),
        ("no connection", '"no connection"'),
        ('say "hi"', r'"say \"hi\""'),
        ("a=b", '"a=b"'),
        ("", '""'),
        ("Überblick", "Überblick"),
    ],
)
def test_a_value_that_could_be_misread_is_quoted(value: str, written: str) -> None:
    assert str(Fields(why=value)) == f"why={written}"


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\nsite=b", "a\r\x00b", "a\u202eb\u2028c\x85d"])
@pytest.mark.parametrize("form", [TextLine(), JsonLine()])
def test_no_control_of_a_foreign_text_reaches_the_terminal(
    text: str, form: logging.Formatter
) -> None:
    for line in (
        form.format(record(Fields(error=text))),
        form.format(record("site says %s", text)),
    ):
        assert line.isprintable()


def test_a_long_foreign_text_is_cut() -> None:
    assert len(TextLine().format(record(Fields(error="x" * 100_000)))) < 600


def test_json_lines_carry_the_same_fields_with_their_types() -> None:
    line = JsonLine().format(record(Fields(site="kabar", new=3, error='a "b"')))
    assert json.loads(line) == {
        "time": "2023-11-14T22:13:20Z",
        "level": "info",
        "site": "kabar",
        "new": 3,
        "error": 'a "b"',
    }


def test_a_traceback_can_not_pass_for_events() -> None:
    error = ValueError("first\n2023-11-14T22:13:20Z INFO site=false new=1")
    lines = TextLine().format(record(Fields(site="kabar"), error=error)).split("\n")
    assert lines[0].endswith("INFO site=kabar")
    assert len(lines) > 1
    assert all(line.startswith("    ") for line in lines[1:])
    assert json.loads(JsonLine().format(record("x", error=error)))["traceback"][0].startswith(
        "ValueError: first"
    )


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    yield read, write
    for end in (read, write):
        try:
            os.close(end)
        except OSError:
            continue


def lines_to(descriptor: int) -> Lines:
    handler = Lines(descriptor)
    handler.setFormatter(TextLine())
    return handler


def test_a_full_pipe_blocks_nobody_and_what_was_lost_is_counted(pipe: tuple[int, int]) -> None:
    read, write = pipe
    handler = lines_to(write)
    for number in range(5000):
        handler.emit(record("line %d %s", number, "x" * 100))
    first = os.read(read, 1 << 20).decode().splitlines()
    handler.emit(record("again"))
    lost, again = os.read(read, 1 << 20).decode().splitlines()
    assert lost == f"{5000 - len(first)} lines before this one were lost"
    assert again.endswith("INFO again")
    assert first[-1].endswith("x" * 100)


def test_a_reader_that_is_gone_does_no_harm(pipe: tuple[int, int]) -> None:
    read, write = pipe
    handler = lines_to(write)
    os.close(read)
    handler.emit(record("to nobody"))


def test_a_file_on_a_full_disk_does_no_harm() -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("this machine has no /dev/full")
    with device.open("wb", buffering=0) as full:
        lines_to(full.fileno()).emit(record("to nowhere"))


def test_a_closed_standard_error_does_no_harm() -> None:
    code = (
        "import logging, sys; from feedmaker.daemon.log import log_to_stderr; assert sys.stderr is None;"
        " log_to_stderr('text'); logging.getLogger('feedmaker').error('x'); sys.exit(7)"
    )
    command = ["sh", "-c", 'exec "$0" "$@" 2>&-', sys.executable, "-c", code]
    assert subprocess.run(command, check=False).returncode == 7
