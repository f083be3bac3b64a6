"""The folder over HTTP, for readers at home; a static host does the same for the world.

Serves only the files that feedmaker publishes, by name: no listing, no path
below, no redirect, nothing of a request in an answer. Who is slow to ask or to
listen is let go after a while, and there are at most so many at once.
"""

from __future__ import annotations

import io
import os
import re
import socket
import stat
import threading
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from time import monotonic
from typing import Any

_FILE = re.compile(r"/(?:index\.html|feeds\.opml|[a-z0-9][a-z0-9-]{0,63}\.(?:rss|atom|json))?")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_OWN_STYLE = f"{_NOTHING}; style-src 'unsafe-inline'"  # index.html names its own by hash

_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not hold us up
_BLOCK = 1 << 16  # bytes
_LONGEST = 1 << 18  # bytes of a request; http.server refuses a line of 64 KiB by itself
_MOST = 100
"""Connections at once."""

_PATIENCE = 10.0
"""Seconds for a whole request to come, and for each block of the answer to go."""


class FolderServer(ThreadingHTTPServer):
    """Serves one folder, from `start` to `stop`."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_port = False  # or a second server could take the same address
    request_queue_size = 64

    def __init__(
        self,
        folder: Path,
        host: str,
        port: int,
        *,
        patience: float = _PATIENCE,
        most: int = _MOST,
    ) -> None:
        """Bind the address; port 0 takes a free one. Raises OSError."""
        self.folder = folder
        self.patience = patience
        self._places = threading.BoundedSemaphore(most)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        self.address_family, address = found[0][0], found[0][4]
        super().__init__(address[:2], _Handler)  # type: ignore[arg-type]  # (host, port)

    def server_bind(self) -> None:
        """Bind, without the look-up of our own name in the DNS that HTTPServer adds."""
        TCPServer.server_bind(self)

    @property
    def url(self) -> str:
        """The address of the folder, with a trailing slash."""
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if self.address_family == socket.AF_INET6 else str(host)
        return f"http://{name}:{port}/"

    def start(self) -> None:
        """Serve in a thread of its own."""
        threading.Thread(target=self.serve_forever, name="serve", daemon=True).start()

    def stop(self) -> None:
        """Answer no more and free the address."""
        self.shutdown()
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give the client a thread, if there is a place for it; else let it go."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one client, and free its place."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Inlet(io.RawIOBase):
    """A client's bytes, as far as one request goes: within its time, and not too many."""

    def __init__(self, sock: socket.socket, patience: float) -> None:
        self._socket = sock
        self._patience = patience
        self.begin()

    def begin(self) -> None:
        """Wait for a new request from now on."""
        self._deadline = monotonic() + self._patience
        self._left = _LONGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some; raises TimeoutError, with which http.server lets the client go."""
        left = self._deadline - monotonic()
        if left <= 0 or self._left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        size = self._socket.recv_into(buffer)
        self._left -= size
        return size


class _Handler(BaseHTTPRequestHandler):
    server: FolderServer
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self._inlet = _Inlet(self.connection, self.server.patience)
        self.rfile = io.BufferedReader(self._inlet)

    def handle_one_request(self) -> None:
        self._inlet.begin()
        super().handle_one_request()

    def do_GET(self) -> None:
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request
        name = self._name()
        try:
            file = self._open(name) if name else None
        except OSError:
            file = None
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with file:
            self._send(name, file)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _name(self) -> str:
        """Return the name of the file that is asked for; "" if there can't be one."""
        path = self.path.partition("?")[0]
        return path[1:] or "index.html" if _FILE.fullmatch(path) else ""

    def _open(self, name: str) -> io.FileIO | None:
        """Return the file as it is now; it stays whole if another takes its place meanwhile."""
        file = io.FileIO(os.open(self.server.folder / name, _LOOK))
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file
        file.close()
        return None

    def _send(self, name: str, file: io.FileIO) -> None:
        found = os.fstat(file.fileno())
        etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        fresh = self._is_fresh(etag, int(found.st_mtime))
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", formatdate(int(found.st_mtime), usegmt=True))
        self.send_header("Cache-Control", "no-cache")  # keep it, and ask whether it still holds
        self._send_policy(_OWN_STYLE if name == "index.html" else _NOTHING)
        if not fresh:
            self.send_header("Content-Type", _TYPES[Path(name).suffix])
            self.send_header("Content-Length", str(found.st_size))
        self._end_headers()
        if fresh or self.command == "HEAD":
            return
        left = found.st_size
        while left and (block := file.read(min(left, _BLOCK))):
            self.connection.settimeout(self.server.patience)
            self.wfile.write(block)
            left -= len(block)

    def _is_fresh(self, etag: str, mtime: int) -> bool:
        """Tell whether the client has this already (RFC 9110 §13.2.2)."""
        if asked := self.headers.get("If-None-Match"):
            tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
            return etag in tags or "*" in tags
        if since := self.headers.get("If-Modified-Since"):
            try:
                return mtime <= parsedate_to_datetime(since).timestamp()
            except (TypeError, ValueError, OverflowError):
                return False
        return False

    def send_error(self, code: int, *_: object) -> None:
        """Say what is wrong in plain text, and nothing of what was asked."""
        if code == HTTPStatus.NOT_IMPLEMENTED:  # http.server's word for any other method
            code = HTTPStatus.METHOD_NOT_ALLOWED
        text = f"{HTTPStatus(code).phrase}\n".encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self._send_policy(_NOTHING)
        if code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if code != HTTPStatus.NOT_FOUND:
            self.close_connection = True
        self._end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def _send_policy(self, policy: str) -> None:
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")

    def _end_headers(self) -> None:
        if self.close_connection:
            self.send_header("Connection", "close")
        self.connection.settimeout(self.server.patience)
        self.end_headers()

    def version_string(self) -> str:
        return "feedmaker"

    def log_message(self, *_: object) -> None:
        """Readers ask often; the log is for what a person should see."""


def read_address(text: str) -> tuple[str, int]:
    """Return host and port of HOST:PORT, as `127.0.0.1:8000` or `[::1]:8000`; raises ValueError."""
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:.%]+)\]|([^][:\s]*)):([0-9]{1,5})", text)
    if found is None or int(found[3]) > 65535:
        raise ValueError("is not HOST:PORT, as `127.0.0.1:8000` or `[::1]:8000`")
    return found[1] or found[2] or "127.0.0.1", int(found[3])
