"""What the tests of `feedmaker.fetch.web` share: one way to ask, and origins that dawdle."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from feedmaker.fetch.web import UNCONDITIONAL, Web
from feedmaker.model import HostNote, Page, RequestSettings, Validators

MakeWeb = Callable[..., Web]

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLAIN = RequestSettings(delay=0, robots=False)
"""A site's settings where politeness is not what is tested."""


def get(
    web: Web, url: str, request: RequestSettings = PLAIN, validators: Validators = UNCONDITIONAL
) -> Page:
    return web(url, request, site_url=url, validators=validators)


def head(*lines: str, body: bytes = b"") -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *lines, "", "")).encode() + body


class Hosts:
    """What a store remembers of hosts."""

    def __init__(self) -> None:
        self.notes: dict[str, HostNote] = {}

    def recall_host(self, origin: str) -> HostNote | None:
        return self.notes.get(origin)

    def save_host(self, origin: str, note: HostNote) -> None:
        self.notes[origin] = note


def in_background(call: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    ends: list[object] = []

    def run() -> None:
        try:
            ends.append(call())
        except Exception as error:  # noqa: BLE001  told to the test
            ends.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, ends


CHUNKED = head("Transfer-Encoding: chunked")


def drip(*, first: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def talk(sock: socket.socket) -> None:
        gone = threading.Event()
        with suppress(OSError):
            sock.sendall(first)
            while not gone.wait(0.02):
                sock.sendall(drop)

    return talk


DRIPS = {
    "body": drip(first=head("Content-Length: 9000"), drop=b"x"),
    "chunks": drip(first=CHUNKED, drop=b"1\r\nx\r\n"),
    "headers": drip(first=b"HTTP/1.1 200 OK\r\n", drop=b"X: y\r\n"),
    "one header": drip(first=b"HTTP/1.1 200 OK\r\nX: ", drop=b"y"),
    "status line": drip(first=b"HTTP/1.1 200 ", drop=b"O"),
    "interim 100": drip(first=b"", drop=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": lambda sock: sock.recv(1),
    "silence in the body": lambda sock: (sock.sendall(head("Content-Length: 9")), sock.recv(1)),
    "trailers": drip(first=CHUNKED + b"0\r\n", drop=b"X: y\r\n"),
}
