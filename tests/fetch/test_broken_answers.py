"""Answers that are packed, broken or cut off, and connections that drop."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Callable
from dataclasses import replace

import brotli
import pytest
from asking import CHUNKED, PLAIN, MakeWeb, get, head
from served import Origin

from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch.web import Limits, Web
from feedmaker.model import Validators

# --- Broken transport ------------------------------------------------------

RAW_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)
PACKED = {
    "gzip": gzip.compress(b"page"),
    "x-gzip": gzip.compress(b"page"),
    "GZIP": gzip.compress(b"pa") + gzip.compress(b"ge"),
    "deflate": zlib.compress(b"page"),
    "Deflate": RAW_DEFLATE.compress(b"page") + RAW_DEFLATE.flush(),
    "br": brotli.compress(b"page"),
    "identity": b"page",
    "identity, gzip": gzip.compress(b"page"),
}


@pytest.mark.parametrize("coding", PACKED)
def test_what_was_offered_and_brotli_is_unpacked(web: Web, origin: Origin, coding: str) -> None:
    url = origin.page("/", PACKED[coding], headers={"Content-Encoding": coding})
    assert get(web, url).body == b"page"


@pytest.mark.parametrize(
    "coding", ["zstd", "gzip, br", "gzip, gzip", "gzip,deflate", ", ".join(["gzip"] * 60)]
)
def test_what_cannot_be_read_is_refused(web: Web, origin: Origin, coding: str) -> None:
    url = origin.page("/", gzip.compress(b"page"), headers={"Content-Encoding": coding})
    with pytest.raises(RefusedError, match="packed"):
        get(web, url)


@pytest.mark.parametrize(
    "body",
    [b"<p>plain", gzip.compress(b"page" * 99)[:-9], gzip.compress(b"page") + b"garbage" * 50],
    ids=["plain", "cut", "garbage"],
)
def test_bad_gzip_is_an_error(web: Web, origin: Origin, body: bytes) -> None:
    url = origin.page("/", body, headers={"Content-Encoding": "gzip"})
    with pytest.raises(UnreachableError, match=r"unpacked|broke off"):
        get(web, url)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>plain",
        brotli.compress(bytes(range(256)) * 999)[:-9],
        brotli.compress(b"page") + b"garbage" * 50,
    ],
    ids=["plain", "cut", "garbage"],
)
def test_bad_brotli_is_an_error(web: Web, origin: Origin, body: bytes) -> None:
    url = origin.page("/", body, headers={"Content-Encoding": "br"})
    with pytest.raises(UnreachableError, match=r"unpacked|broke off"):
        get(web, url)


@pytest.mark.parametrize(
    "answer",
    [
        head("Content-Length: 100", body=b"<p>half"),
        head("Content-Length: 7", "Content-Length: 9", body=b"<p>half"),
        head("Content-Length: 7, 9", body=b"<p>half"),
        head("Transfer-Encoding: gzip, chunked", body=b"7\r\n<p>half\r\n0\r\n\r\n"),
        CHUNKED + b"7\r\n<p>half\r\n",
        CHUNKED + b"9\r\n<p>half",
        CHUNKED + b"ZZZ\r\n<p>half\r\n",
        b"HELLO THERE\r\n\r\n<p>half",
        b"HTTP/7.0 200 OK\r\n\r\n<p>half",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n<p>half",
        head("X-Name: a\0b", "Content-Length: 7", body=b"<p>half"),
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + head(body=b"<p>half"),
    ],
)
def test_a_broken_answer_is_never_a_page(web: Web, origin: Origin, answer: bytes) -> None:
    url = origin.raw("/", answer)
    with pytest.raises(UnreachableError):
        get(web, url)
    assert origin.hits("/") == 1


def test_what_is_glued_behind_an_answer_is_no_answer(web: Web, origin: Origin) -> None:
    glued = head("Content-Length: 3", body=b"one") + head("Content-Length: 4", body=b"evil")
    origin.raw("/one", glued)
    origin.page("/two", "two")
    assert get(web, origin.url("/one")).body == b"one"
    assert get(web, origin.url("/two")).body == b"two"


# --- Dropped connections ---------------------------------------------------


def drop_first(origin: Origin, first: Callable[[socket.socket], object]) -> str:
    def talk(sock: socket.socket) -> None:
        if origin.hits("/") == 1:
            first(sock)
        else:
            sock.sendall(head("Content-Length: 5", body=b"again"))

    return origin.raw("/", talk)


def reset(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    sock.close()


def reset_in_body(sock: socket.socket) -> None:
    sock.sendall(head("Content-Length: 900", body=b"<p>half"))
    reset(sock)


@pytest.mark.parametrize("drop", [lambda _: None, reset, reset_in_body])
def test_a_dropped_request_gets_one_second_try(
    make_web: MakeWeb, origin: Origin, drop: Callable[[socket.socket], object]
) -> None:
    web = make_web(limits=Limits(retry_pause=0))
    assert get(web, drop_first(origin, drop)).body == b"again"
    assert origin.hits("/") == 2


def test_the_second_try_comes_after_a_pause_and_there_is_no_third(
    make_web: MakeWeb, origin: Origin
) -> None:
    url = origin.raw("/", b"")
    with pytest.raises(UnreachableError, match="closed the connection"):
        get(make_web(limits=Limits(retry_pause=0.1)), url)
    first, second = (asked.time for asked in origin.requests)
    assert second - first >= 0.1


def test_a_dropped_form_is_not_sent_again(make_web: MakeWeb, origin: Origin) -> None:
    request = replace(PLAIN, method="POST", body="a=1")
    with pytest.raises(UnreachableError, match="closed the connection"):
        make_web()(origin.raw("/", b""), request, site_url=origin.url(), listing=True)
    assert origin.hits("/") == 1


def test_connections_are_kept_and_used_again(web: Web, origin: Origin) -> None:
    url = origin.page("/", "x", headers={"ETag": '"1"'})
    for _ in range(3):
        get(web, url)
        get(web, url, validators=Validators('"1"'))
    assert origin.connections() == 1


def test_nobody_listens(web: Web) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        with pytest.raises(
            UnreachableError, match=r"no connection to 127\.0\.0\.1: Connection refused"
        ):
            get(web, url)
