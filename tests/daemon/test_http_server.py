"""The folder over HTTP, asked by a plain client and by raw sockets that misbehave."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from time import monotonic

import pytest

from feedmaker.daemon.http_server import FolderServer, read_address
from feedmaker.output.atomic_files import publish

PATIENCE = 0.3


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FolderServer]:
    folder = tmp_path / "public"
    for name, body in (
        ("index.html", b"<!doctype html><title>Feeds</title>"),
        ("news.rss", b"<rss/>"),
        ("news.atom", b"<feed/>"),
        ("news.json", b"{}"),
        ("feeds.opml", b"<opml/>"),
        (".nojekyll", b""),
    ):
        publish(folder, name, body)
    (tmp_path / "secret.rss").write_bytes(b"outside")
    made = FolderServer(folder, "127.0.0.1", 0, patience=PATIENCE)
    made.start()
    yield made
    made.stop()


def ask(
    server: FolderServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, HTTPMessage, bytes]:
    connection = HTTPConnection(*server.server_address[:2], timeout=60)  # type: ignore[arg-type]
    with closing(connection):
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def say(server: FolderServer, request: bytes) -> bytes:
    """Send these bytes and return all that comes until the server hangs up."""
    with socket.create_connection(server.server_address[:2], timeout=60) as sock:  # type: ignore[arg-type]
        try:
            sock.sendall(request)
            return b"".join(iter(lambda: sock.recv(65536), b""))
        except ConnectionError:
            return b""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/news.rss", "application/rss+xml; charset=utf-8"),
        ("/news.atom", "application/atom+xml; charset=utf-8"),
        ("/news.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/news.rss?from=reader", "application/rss+xml; charset=utf-8"),
    ],
)
def test_each_file_has_its_media_type(server: FolderServer, path: str, kind: str) -> None:
    status, headers, body = ask(server, path)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert len(body) == int(headers["Content-Length"]) > 0


def test_no_page_may_do_anything_and_only_the_index_has_style(server: FolderServer) -> None:
    for path in ("/", "/news.rss", "/none.rss"):
        _, headers, _ = ask(server, path)
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; base-uri 'none'")
        assert "script" not in policy
        assert ("style-src" in policy) is (path == "/")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_server_names_no_version(server: FolderServer) -> None:
    assert ask(server, "/")[1]["Server"] == "feedmaker"


def test_a_reader_that_has_a_feed_gets_304_until_it_changes(server: FolderServer) -> None:
    _, first, _ = ask(server, "/news.atom")
    for headers in (
        {"If_None_Match": first["ETag"]},
        {"If_None_Match": f'"other", W/{first["ETag"]}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": first["Last-Modified"]},
    ):
        status, again, body = ask(server, "/news.atom", **headers)
        assert (status, body, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Content-Type"] is None
    publish(server.folder, "news.atom", b"<feed>news</feed>")
    status, changed, body = ask(server, "/news.atom", If_None_Match=first["ETag"])
    assert (status, body) == (200, b"<feed>news</feed>")
    assert changed["ETag"] != first["ETag"]


def test_an_etag_wins_over_a_date_and_a_date_that_is_none_is_passed_over(
    server: FolderServer,
) -> None:
    modified = ask(server, "/news.rss")[1]["Last-Modified"]
    asked = {"If_None_Match": '"old"', "If_Modified_Since": modified}
    assert ask(server, "/news.rss", **asked)[0] == 200
    assert ask(server, "/news.rss", If_Modified_Since="yesterday")[0] == 200


def test_head_gives_the_same_headers_and_no_body(server: FolderServer) -> None:
    _, got, _ = ask(server, "/news.rss")
    status, head, body = ask(server, "/news.rss", "HEAD")
    assert (status, body) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Last-Modified"):
        assert head[name] == got[name]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.rss",
        "/..%2fsecret.rss",
        "/%2e%2e/secret.rss",
        "/news.rss/..",
        "/./news.rss",
        "/news%2erss",
        "/news.rss%00",
        "/NEWS.RSS",
        "/.nojekyll",
        "/.feedmaker-1-news.rss.new",
        "/.well-known/security.txt",
        "/news",
        "/news/",
        "/none.rss",
        "/feedmaker.sqlite",
        "//evil.example/",
        "/\\evil.example",
        "http://evil.example/news.rss",
        "*",
    ],
)
def test_anything_else_is_not_there(server: FolderServer, path: str) -> None:
    answer = say(server, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 404 ")
    assert b"Location" not in head
    assert body == b"Not Found\n"


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /news.rss\x00 HTTP/1.1\r\n\r\n",
        b"GET /<script>alert(1)</script> HTTP/1.1\r\n\r\n",
        b"GET / / / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
        b"\r\n\r\n",
        b"<script>alert(1)</script>\r\n\r\n",
    ],
)
def test_a_broken_request_gets_an_error_that_repeats_nothing_of_it(
    server: FolderServer, request_: bytes
) -> None:
    answer = say(server, request_)
    assert b" 200 " not in answer[:40]
    assert b"script" not in answer
    assert b"aaaa" not in answer
    assert ask(server, "/news.rss")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_only_get_and_head_are_allowed(server: FolderServer, method: str) -> None:
    status, headers, _ = ask(server, "/news.rss", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_a_request_hidden_in_the_body_of_another_is_not_answered(server: FolderServer) -> None:
    hidden = b"GET /news.json HTTP/1.1\r\nHost: x\r\n\r\n"
    head = b"GET /news.rss HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(hidden)
    answer = say(server, head + hidden)
    assert answer.count(b"HTTP/1.1 ") == 1


def test_several_requests_go_over_one_connection(server: FolderServer) -> None:
    connection = HTTPConnection(*server.server_address[:2], timeout=60)  # type: ignore[arg-type]
    with closing(connection):
        for path, status in (("/news.rss", 200), ("/none.rss", 404), ("/news.json", 200)):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
            assert connection.sock is not None


def test_a_client_that_drips_its_headers_is_let_go_in_time(server: FolderServer) -> None:
    with socket.create_connection(server.server_address[:2], timeout=60) as sock:  # type: ignore[arg-type]
        began = monotonic()
        sock.sendall(b"GET / HTTP/1.1\r\n")
        sock.settimeout(PATIENCE / 10)
        while monotonic() - began < 60:
            try:
                sock.sendall(b"X: y\r\n")
                if sock.recv(100) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("it may drip on and on")


def test_a_client_that_does_not_listen_is_let_go(server: FolderServer) -> None:
    publish(server.folder, "big.rss", b"x" * 8_000_000)
    sock = socket.socket()
    with closing(sock):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(server.server_address[:2])
        sock.sendall(b"GET /big.rss HTTP/1.1\r\nHost: x\r\n\r\n")
        sock.settimeout(60)
        assert sock.recv(1) == b"H"
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(60)
                assert not thread.is_alive()
        got = 1
        try:
            while block := sock.recv(65536):
                got += len(block)
        except ConnectionError:
            pass
        assert got < 8_000_000


def test_a_slow_but_steady_client_gets_a_big_feed_whole(server: FolderServer) -> None:
    publish(server.folder, "big.rss", b"x" * 3_000_000)
    assert len(ask(server, "/big.rss")[2]) == 3_000_000


def test_more_clients_than_there_are_places_are_let_go_and_the_places_come_back(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "news.rss", b"<rss/>")
    server = FolderServer(tmp_path, "127.0.0.1", 0, patience=10, most=3)
    server.start()
    try:
        idle = [socket.create_connection(server.server_address[:2]) for _ in range(3)]  # type: ignore[arg-type]
        with socket.create_connection(server.server_address[:2], timeout=60) as late:  # type: ignore[arg-type]
            assert late.recv(100) == b""
        for sock in idle:
            sock.close()
        deadline = monotonic() + 60
        while monotonic() < deadline:
            try:
                assert ask(server, "/news.rss")[0] == 200
                break
            except OSError:
                continue
        else:
            pytest.fail("the places did not come back")
    finally:
        server.stop()


def test_readers_see_whole_files_while_they_are_published(server: FolderServer) -> None:
    bodies = [letter * size for letter, size in ((b"a", 400_000), (b"b", 90_000), (b"c", 7))]
    publish(server.folder, "news.rss", bodies[0])
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for body in bodies:
                publish(server.folder, "news.rss", body)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = {ask(server, "/news.rss")[2] for _ in range(60)}
    finally:
        stop.set()
        writer.join()
    assert seen <= set(bodies)


def test_what_is_no_plain_file_is_not_served(server: FolderServer, tmp_path: Path) -> None:
    (server.folder / "link.rss").symlink_to(tmp_path / "secret.rss")
    (server.folder / "folder.rss").mkdir()
    os.mkfifo(server.folder / "pipe.rss")
    for path in ("/link.rss", "/folder.rss", "/pipe.rss"):
        assert ask(server, path)[0] == 404


def test_a_taken_port_is_an_error(server: FolderServer, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        FolderServer(tmp_path, "127.0.0.1", server.server_address[1])


def test_the_folder_is_served_over_ipv6_too(tmp_path: Path) -> None:
    publish(tmp_path, "news.rss", b"<rss/>")
    try:
        server = FolderServer(tmp_path, "::1", 0)
    except OSError:
        pytest.skip("this machine has no IPv6")
    server.start()
    try:
        assert server.url == f"http://[::1]:{server.server_address[1]}/"
        assert ask(server, "/news.rss")[0] == 200
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("[::1]:8000", ("::1", 8000)),
        ("localhost:0", ("localhost", 0)),
        (":8000", ("127.0.0.1", 8000)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_an_address_is_host_and_port(text: str, address: tuple[str, int]) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["8000", "", "host", "::1:8000", "host:70000", "host:-1", "h h:1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="HOST:PORT"):
        read_address(text)
