"""A record -> one WARC file (ISO 28500), for the tools of web archives, by `warcio`.

It holds answers alone: no request, no cookie, no header that a record doesn't keep. The
way back, from a WARC to a record, is not ours.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import feedmaker
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.fetch.replay import Replay, SavedAnswer

_NO_WARCIO = "needs warcio, which is not installed: pip install 'feedmaker[warc]'"


def need_warcio() -> None:
    """Raise ConfigError, with what to type, where warcio is not installed."""
    try:
        import warcio  # noqa: F401  an extra: hardly anybody needs it
    except ImportError as error:
        raise ConfigError((Fault("--warc", 0, 0, "", _NO_WARCIO),)) from error


def write_warc(record: Path, target: Path) -> int:
    """Write a record into a new file, packed; return how many answers it holds.

    Failures without an answer (no connection, a page too large) have no place in it.
    Raises ConfigError if the file is there already, StorageError if it can't be written.
    """
    need_warcio()
    pages = Replay(record)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        number = os.open(target, flags, 0o600)
    except FileExistsError as error:
        what = "is there already: name another file, or move it away"
        raise ConfigError((Fault(str(target), 0, 0, "--warc", what),)) from error
    except OSError as error:
        raise StorageError(str(target), error.strerror or str(error)) from error
    try:
        with os.fdopen(number, "wb") as file:
            return _write(file, pages.answers(), pages.now, target.name)
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StorageError(str(target), error.strerror or str(error)) from error
        raise


def _write(
    file: io.BufferedWriter, answers: Iterator[SavedAnswer], now: datetime | None, name: str
) -> int:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file, gzip=True)
    software = {"software": f"feedmaker/{feedmaker.__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, software))
    taken = {"WARC-Date": now.strftime("%Y-%m-%dT%H:%M:%SZ")} if now else {}
    count = 0
    for answer in answers:
        line = f"{answer.status} {_phrase(answer.status)}".strip()
        head = StatusAndHeaders(line, list(answer.headers), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                answer.url,
                "response",
                payload=io.BytesIO(answer.body),
                length=len(answer.body),
                http_headers=head,
                warc_headers_dict=dict(taken),
            )
        )
        count += 1
    return count


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
