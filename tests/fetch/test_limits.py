"""How much of an answer is taken, packed and unpacked."""

from __future__ import annotations

import gzip
import socket
import tracemalloc
from contextlib import suppress
from dataclasses import replace

import brotli
import pytest
from asking import PLAIN, MakeWeb, get, head
from served import Origin

from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch.web import Limits, Web

SMALL = Limits(raw=20_000, decoded=50_000, retry_pause=0)


def endless(sock: socket.socket, first: bytes) -> None:
    with suppress(OSError):
        sock.sendall(first)
        for _ in range(10_000):
            sock.sendall(b"x" * 10_000)


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 20001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 " + b"O" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 4000 + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 2000,
    ],
)
def test_an_endless_answer_is_cut_in_all_its_parts(
    make_web: MakeWeb, origin: Origin, first: bytes
) -> None:
    url = origin.raw("/", lambda sock: endless(sock, first))
    with pytest.raises((RefusedError, UnreachableError), match=r"too large|broken|broke off"):
        get(make_web(limits=SMALL), url)


def test_a_body_that_is_said_to_be_too_large_is_not_waited_for(web: Web, origin: Origin) -> None:
    def talk(sock: socket.socket) -> None:
        sock.sendall(head(f"Content-Length: {10**13}"))
        sock.recv(1)

    with pytest.raises(RefusedError, match="too large"):
        get(web, origin.raw("/", talk), replace(PLAIN, timeout=2))


def test_an_endless_answer_costs_no_memory(make_web: MakeWeb, origin: Origin) -> None:
    chunk = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
    url = origin.raw("/", lambda sock: endless(sock, chunk))
    web = make_web(limits=replace(SMALL, raw=1_000_000))
    tracemalloc.start()
    with pytest.raises(RefusedError):
        get(web, url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_page_of_exactly_the_limit_is_taken(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web(limits=SMALL)
    url = origin.page("/", gzip.compress(b"x" * 50_000), headers={"Content-Encoding": "gzip"})
    assert len(get(web, url).body) == 50_000
    url = origin.page("/", gzip.compress(b"x" * 50_001), headers={"Content-Encoding": "gzip"})
    with pytest.raises(RefusedError, match="too large, unpacked"):
        get(web, url)


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_is_not_unpacked(web: Web, origin: Origin, coding: str) -> None:
    zeros = b"0" * (64 << 20)
    bomb = gzip.compress(zeros, 1) if coding == "gzip" else brotli.compress(zeros, quality=1)
    url = origin.page("/", bomb, headers={"Content-Encoding": coding})
    tracemalloc.start()
    with pytest.raises(RefusedError, match="too large, unpacked"):
        get(web, url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 << 20
