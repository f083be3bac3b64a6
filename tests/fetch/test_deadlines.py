"""How long a request may take, and how it is stopped."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from time import monotonic

import pytest
from asking import DRIPS, PLAIN, MakeWeb, get, in_background
from served import Answer, Asked, Origin

from feedmaker.errors import RefusedError, StoppedError, UnreachableError
from feedmaker.fetch.web import Limits, Web

# --- Deadlines -------------------------------------------------------------


@pytest.mark.parametrize("kind", DRIPS)
def test_the_whole_request_has_one_deadline(web: Web, origin: Origin, kind: str) -> None:
    url = origin.raw("/", DRIPS[kind])
    started = monotonic()
    with pytest.raises(UnreachableError, match=r"no whole answer within 0\.3 s"):
        get(web, url, replace(PLAIN, timeout=0.3))
    assert monotonic() - started > 0.25


def test_all_hops_share_one_deadline(web: Web, origin: Origin) -> None:
    def slow(asked: Asked) -> Answer:
        threading.Event().wait(0.2)
        return Answer("", 302, {"Location": asked.path + "x"})

    for path in ("/", "/x", "/xx", "/xxx"):
        origin.route(path, slow)
    with pytest.raises(UnreachableError, match=r"within 0\.5 s"):
        get(web, origin.url("/"), replace(PLAIN, timeout=0.5))
    assert origin.hits("/xxx") == 0


def test_silence_has_a_shorter_limit(make_web: MakeWeb, origin: Origin) -> None:
    url = origin.raw("/", DRIPS["silence"])
    with pytest.raises(UnreachableError, match=r"no answer for 0\.2 s"):
        get(make_web(limits=Limits(read=0.2)), url)


def test_a_resolver_that_hangs_cannot_hold_a_request(make_web: MakeWeb) -> None:
    hang = threading.Event()
    web = make_web(resolve=lambda *_: hang.wait(60))
    with pytest.raises(UnreachableError, match=r"within 0\.3 s"):
        get(web, "http://example.org/", replace(PLAIN, timeout=0.3))
    hang.set()


def test_a_name_without_an_address_says_so(make_web: MakeWeb) -> None:
    def unknown(*_: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(UnreachableError, match=r"no-such\.example does not resolve: Name"):
        get(make_web(resolve=unknown), "http://no-such.example/")
    with pytest.raises(UnreachableError, match="has no address"):
        get(make_web(resolve=lambda *_: []), "http://no-such.example/")


def test_a_resolver_that_breaks_is_no_hang(make_web: MakeWeb) -> None:
    too_long = "a" * 64
    with pytest.raises(RefusedError, match="no valid host name"):
        get(make_web(), f"http://{too_long}.example/")


# --- Stopping --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["silence", "silence in the body", "headers", "body"])
def test_stop_ends_a_request_under_way(web: Web, origin: Origin, kind: str) -> None:
    under_way = threading.Event()

    def talk(sock: socket.socket) -> None:
        under_way.set()
        DRIPS[kind](sock)

    thread, ends = in_background(lambda: get(web, origin.raw("/", talk)))
    assert under_way.wait(60)
    web.stop()
    thread.join(60)
    assert isinstance(ends[0], StoppedError)


def test_an_answer_cut_off_by_stop_is_not_taken_for_one(web: Web, origin: Origin) -> None:
    under_way = threading.Event()

    def talk(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 404 Not Found\r\nX: y\r\n")
        under_way.set()
        sock.recv(1)

    thread, ends = in_background(lambda: get(web, origin.raw("/", talk)))
    assert under_way.wait(60)
    web.stop()
    thread.join(60)
    assert isinstance(ends[0], StoppedError)


def test_stop_ends_a_wait_for_a_host(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web()
    url = origin.page("/")
    get(web, url)
    thread, ends = in_background(lambda: get(web, url, replace(PLAIN, delay=3600)))
    web.stop()
    thread.join(60)
    assert isinstance(ends[0], StoppedError)
    assert origin.hits("/") == 1


def test_stop_ends_a_wait_for_a_name(make_web: MakeWeb) -> None:
    asked, hang = threading.Event(), threading.Event()

    def resolve(*_: object) -> list[object]:
        asked.set()
        hang.wait(60)
        return []

    web = make_web(resolve=resolve)
    thread, ends = in_background(lambda: get(web, "http://example.org/"))
    assert asked.wait(60)
    web.stop()
    thread.join(60)
    hang.set()
    assert isinstance(ends[0], StoppedError)


def test_nothing_is_asked_after_stop(web: Web, origin: Origin) -> None:
    web.stop()
    with pytest.raises(StoppedError):
        get(web, origin.page("/"))
    assert not origin.requests
