"""A real web origin on loopback for the tests (fixtures `origin` and `other_origin`).

    origin.page("/news", "<h1>…</h1>", headers={"ETag": '"1"'})   # and 304 when asked with it
    origin.redirect("/old", "/new")
    origin.route("/form", lambda request: Answer(request.body))   # computed
    origin.raw("/broken", b"HTTP/1.1 200 OK\\r\\n")                 # sent as it is, then closed
    origin.raw("/drip", talk)                                     # talk(socket), then closed
    origin.url("/news"), origin.hits("/news"), origin.requests

What isn't there answers 404, /robots.txt too unless a test states one.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str  # with its query
    headers: Message
    body: bytes
    time: float  # monotonic
    peer: tuple[str, int]  # the client's end: equal for requests on one connection


@dataclass(frozen=True, slots=True)
class Answer:
    body: str | bytes = ""
    status: int = 200
    headers: Headers = ()
    content_type: str = "text/html; charset=utf-8"


Route = Callable[[Asked], Answer]
Talk = Callable[[socket.socket], object]


@dataclass
class Origin:
    """A server with scripted routes. Paths are matched whole first, then without their query."""

    port: int = 0
    scheme: str = "http"
    host: str = "127.0.0.1"
    requests: list[Asked] = field(default_factory=list)
    _routes: dict[str, Route] = field(default_factory=dict)
    _talks: dict[str, Talk] = field(default_factory=dict)

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def page(
        self,
        path: str,
        body: str | bytes = "",
        *,
        status: int = 200,
        headers: Headers = (),
        content_type: str = "text/html; charset=utf-8",
    ) -> str:
        """Answer so from now on, with 304 where the page's own validators come back; return the URL."""
        answer = Answer(body, status, headers, content_type)
        return self.route(path, lambda asked: _conditional(asked, answer))

    def redirect(self, path: str, to: str, *, status: int = 302, headers: Headers = ()) -> str:
        return self.page(path, "moved", status=status, headers=[*_pairs(headers), ("Location", to)])

    def route(self, path: str, route: Route) -> str:
        self._routes[path] = route
        return self.url(path)

    def raw(self, path: str, talk: bytes | Talk) -> str:
        """Send these bytes, or let talk(socket) do it, and hang up."""
        self._talks[path] = talk if callable(talk) else lambda sock: sock.sendall(talk)
        return self.url(path)

    def robots(self, text: str) -> None:
        self.page("/robots.txt", text, content_type="text/plain")

    def hits(self, path: str) -> int:
        return sum(asked.path == path for asked in self.requests)

    def last(self, path: str) -> Asked:
        return next(asked for asked in reversed(self.requests) if asked.path == path)

    def connections(self) -> int:
        return len({asked.peer for asked in self.requests})

    def answer(self, asked: Asked) -> Answer | Talk:
        """Return what to say to a request, or who talks to its socket."""
        self.requests.append(asked)
        bare = asked.path.partition("?")[0]
        for path in (asked.path, bare):
            if talk := self._talks.get(path):
                return talk
            if route := self._routes.get(path):
                return route(asked)
        return Answer("not here", 404)


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return list(headers.items()) if isinstance(headers, Mapping) else list(headers)


def _conditional(asked: Asked, answer: Answer) -> Answer:
    stated = {name.lower(): value for name, value in _pairs(answer.headers)}
    etag, modified = asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]
    same = etag == stated.get("etag") if etag else modified == stated.get("last-modified")
    if (etag or modified) and same:
        return Answer("", 304, answer.headers)
    return answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, self.headers, body, monotonic(), self.client_address)
        answer = self.server.origin.answer(asked)
        if callable(answer):
            self.close_connection = True
            answer(self.connection)
            return
        data = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response_only(answer.status)
        for name, value in _pairs(answer.headers):
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if answer.status != 304:
            self.wfile.write(data)

    do_GET = do_POST = handle_any  # noqa: N815  the names that http.server looks for

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, origin: Origin) -> None:
        super().__init__((origin.host, 0), _Handler)
        self.origin = origin
        self.open: set[socket.socket] = set()
        origin.port = self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self.open.discard(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that hangs up on a broken answer is what the tests are about."""

    def hang_up(self) -> None:
        for sock in tuple(self.open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def serving(tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Origin]:
    """Yield an origin that answers as long as the generator lives."""
    origin = Origin(scheme="https" if tls else "http", host=host)
    with _Server(origin) as server:
        if tls:
            server.socket = tls.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield origin
        server.shutdown()
        thread.join()
        server.hang_up()
