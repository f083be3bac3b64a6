"""The log: one event, one line, as `key=value` or as JSON, on standard error.

Lines carry texts of foreign sites, so they are cut and their controls taken
out. Standard error may be a pipe that nobody reads any more: a daemon must
neither stop nor end for its log, so what can't be written at once is dropped
and counted.
"""

from __future__ import annotations

import json
import logging  # noqa: TID251 - this is what the shells log with
import os
import select
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal

from feedmaker.config.diagnostics import shown

_LONGEST_LINE = 4096
"""Bytes; a pipe that can be written to takes so many at once (PIPE_BUF)."""

_TRACE_LINE = "    "
"""Before each line of a traceback, so that none can pass for an event."""


class Fields(dict[str, object]):
    """What one line says: `log.info(Fields(site="kabar", new=3))`."""

    def __str__(self) -> str:
        return " ".join(f"{key}={_quoted(shown(str(value)))}" for key, value in self.items())


def log_to_stderr(form: Literal["text", "json"]) -> None:
    """Write the log there from now on; to nowhere if standard error is closed."""
    handler: logging.Handler = logging.NullHandler()
    if sys.stderr is not None:
        handler = Lines(sys.stderr.fileno())
        handler.setFormatter(JsonLine() if form == "json" else TextLine())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


class TextLine(logging.Formatter):
    """`2026-11-23T08:00:00Z INFO site=kabar new=3`; a traceback follows on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.msg if isinstance(record.msg, Fields) else shown(record.getMessage())
        line = f"{_time(record)} {record.levelname} {said}"
        return "\n".join([line, *(_TRACE_LINE + shown(row) for row in _trace(record))])


class JsonLine(logging.Formatter):
    """One JSON object: `time`, `level`, then the fields, or `message`; `traceback` is a list."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {"time": _time(record), "level": record.levelname.lower()}
        if isinstance(record.msg, Fields):
            fields = record.msg.items()
            line |= {k: shown(v) if isinstance(v, str) else v for k, v in fields}
        else:
            line["message"] = shown(record.getMessage())
        if trace := _trace(record):
            line["traceback"] = [shown(row) for row in trace]
        return json.dumps(line, ensure_ascii=False, default=str)


class Lines(logging.Handler):
    """Writes lines to a descriptor, each whole or not at all, and never waits."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        for line in self.format(record).split("\n"):
            if self._lost and self._write(f"{self._lost} lines before this one were lost"):
                self._lost = 0
            self._lost += not self._write(line)

    def _write(self, line: str) -> bool:
        encoded = line.encode("utf-8", "replace")[: _LONGEST_LINE - 1] + b"\n"
        try:
            if not select.select([], [self._descriptor], [], 0)[1]:
                return False
            os.write(self._descriptor, encoded)
        except OSError:  # the reader is gone, or the disk is full
            return False
        return True


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(int(record.created), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _trace(record: logging.LogRecord) -> list[str]:
    if record.exc_info is None or record.exc_info[1] is None:
        return []
    return "".join(traceback.format_exception(record.exc_info[1])).splitlines()


def _quoted(text: str) -> str:
    plain = text and not any(mark in text for mark in ' "=\\')
    return text if plain else json.dumps(text, ensure_ascii=False)
