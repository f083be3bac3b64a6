"""The folder over HTTP, for readers at home; a static host does the same for the world.

Serves only the files that feedmaker publishes, by name; no listing, no path
below, no redirect. Loopback unless the operator says otherwise. Slow clients
are let go after a while, and there are at most so many at once.
"""

from __future__ import annotations

import os
import re
import stat
import threading
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_FILE = re.compile(r"/(?:index\.html|feeds\.opml|[a-z0-9][a-z0-9-]{0,63}\.(?:rss|atom|json))?")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
_MOST = 100
"""Connections at once."""

_PATIENCE = 10.0
"""Seconds that a client may keep us waiting."""


class FolderServer(ThreadingHTTPServer):
    """Serves one folder; started and stopped by `start` and `stop`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, host: str, port: int, *, patience: float = _PATIENCE) -> None:
        """Bind the address; port 0 takes a free one. Raises OSError."""
        self.folder = folder
        self.patience = patience
        self._places = threading.BoundedSemaphore(_MOST)
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the folder, with a trailing slash."""
        host, port = self.server_address[:2]
        name = host.decode() if isinstance(host, bytes) else host
        return f"http://{f'[{name}]' if ':' in name else name}:{port}/"

    def start(self) -> None:
        """Serve in a thread of its own."""
        threading.Thread(target=self.serve_forever, name="serve", daemon=True).start()

    def stop(self) -> None:
        """Answer no more and free the address."""
        self.shutdown()
        self.server_close()

    def process_request(self, request: object, client_address: object) -> None:
        """Give the client a thread, if there is a place for it; else let it go."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)  # type: ignore[arg-type]
            return
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Serve one client, and free its place."""
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: FolderServer
    protocol_version = "HTTP/1.1"
    server_version = "feedmaker"
    sys_version = ""

    def setup(self) -> None:
        self.request.settimeout(self.server.patience)
        super().setup()

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        if not _FILE.fullmatch(path):
            self._refuse()
            return
        name = path[1:] or "index.html"
        try:
            descriptor = os.open(self.server.folder / name, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            self._refuse()
            return
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                self._refuse()
                return
            etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
            fresh = self._is_fresh(etag, int(found.st_mtime))
            self.send_response(304 if fresh else 200)
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", formatdate(int(found.st_mtime), usegmt=True))
            self.send_header("Cache-Control", "no-cache")
            self._send_safety()
            if not fresh:
                self.send_header("Content-Type", _TYPES[Path(name).suffix])
                self.send_header("Content-Length", str(found.st_size))
            self.end_headers()
            if body and not fresh:
                self.wfile.write(file.read(found.st_size))

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

    def _refuse(self) -> None:
        text = b"There is no such feed.\n"
        self.send_response(404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self._send_safety()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def _send_safety(self) -> None:
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what is wrong in plain text, and nothing of what was asked."""
        text = b"This request can't be answered.\n"
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Connection", "close")
        self._send_safety()
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Readers ask often; the log is for what a person should see."""


def read_address(text: str) -> tuple[str, int]:
    """Return host and port of HOST:PORT; raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{text!r} is not HOST:PORT, as 127.0.0.1:8000")
    return host.strip("[]") or "127.0.0.1", int(port)
