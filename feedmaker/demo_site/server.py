"""Serves the demo's site on 127.0.0.1, as real sites do: ETag, Last-Modified, and 304.

with DemoSite() as site:
    site.origin             # http://127.0.0.1:40813
    site.site_files()       # {"slack-water": "url: http://127.0.0.1:40813/notes…", …}
    site.requests           # Counter({"article": 20, "listing": 3})
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC
from email.message import Message
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from feedmaker.demo_site.pages import FOLDER, Resource, make_site


class DemoSite:
    """The demo's site, served from a thread of its own while the `with` block lasts."""

    def __init__(self, port: int = 0) -> None:
        """Bind the port on 127.0.0.1; 0 takes a free one. Raises OSError."""
        self.resources = make_site()
        self.requests: Counter[str] = Counter()
        """Answers so far by kind: listing, article, picture, style, and missing (a 404)."""
        self.not_modified: Counter[str] = Counter()
        """Of these, the ones without a body."""
        self._counting = threading.Lock()
        self._server = _Server(self, port)

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, name="demo site", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a trailing slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def site_files(self) -> dict[str, str]:
        """Return the site files that read this site: name -> YAML."""
        return {
            file.stem: file.read_text(encoding="utf-8").replace("{origin}", self.origin)
            for file in sorted((FOLDER / "sites").glob("*.yaml"))
        }

    def count(self, kind: str, *, unchanged: bool) -> None:
        """Note one answer."""
        with self._counting:
            self.requests[kind] += 1
            if unchanged:
                self.not_modified[kind] += 1

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.05)


class _Server(ThreadingHTTPServer):
    def __init__(self, site: DemoSite, port: int) -> None:
        self.site = site
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    timeout = 30

    def do_GET(self) -> None:
        site = self.server.site
        resource = site.resources.get(self.path.partition("?utm_")[0])
        if resource is None:
            site.count("missing", unchanged=False)
            self._answer(HTTPStatus.NOT_FOUND, b"Tidak ada.\n", {"Content-Type": "text/plain"})
            return
        validators = _validators(resource)
        unchanged = _still_holds(self.headers, validators)
        site.count(resource.kind, unchanged=unchanged)
        if unchanged:
            self._answer(HTTPStatus.NOT_MODIFIED, None, validators)
        else:
            headers = {"Content-Type": resource.media_type, **validators}
            self._answer(HTTPStatus.OK, resource.body, headers)

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def _answer(self, status: HTTPStatus, body: bytes | None, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the demo's own lines are what people look at."""


def _validators(resource: Resource) -> dict[str, str]:
    return {
        "ETag": f'"{sha256(resource.body).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(resource.modified.astimezone(UTC), usegmt=True),
    }


def _still_holds(asked: Message, validators: dict[str, str]) -> bool:
    """Tell whether the answer may be a 304; an ETag decides alone (RFC 9110 §13.2.2)."""
    if (etag := asked["If-None-Match"]) is not None:
        return etag == validators["ETag"]
    return asked["If-Modified-Since"] == validators["Last-Modified"]
