"""feedmaker.fetch.web against a real origin."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from served import Answer, Asked, Origin

import feedmaker
from feedmaker.errors import ConfigError, RefusedError, StoppedError, UnreachableError
from feedmaker.fetch.web import UNCONDITIONAL, Limits, Web, user_agent
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


# --- Answers ---------------------------------------------------------------


def test_a_page_comes_with_its_type_and_validators(web: Web, origin: Origin) -> None:
    modified = "Sat, 10 Jan 2026 12:00:00 GMT"
    url = origin.page("/", "<p>Hé", headers={"ETag": '"1"', "Last-Modified": modified})
    page = get(web, url, replace(PLAIN, encoding="utf-8"))
    assert page == Page(
        url=url,
        final_url=url,
        body="<p>Hé".encode(),
        content_type="text/html; charset=utf-8",
        encoding="utf-8",
        validators=Validators('"1"', modified),
        length=6,
    )


@pytest.mark.parametrize(
    "validators", [Validators('"1"'), Validators("", "Sat, 10 Jan 2026 12:00:00 GMT")]
)
def test_a_page_that_has_not_changed_is_told_as_unchanged(
    web: Web, origin: Origin, validators: Validators
) -> None:
    modified = "Sat, 10 Jan 2026 12:00:00 GMT"
    url = origin.page("/", "x", headers={"ETag": '"1"', "Last-Modified": modified})
    page = get(web, url, validators=validators)
    assert page.unchanged
    assert page.validators == validators
    assert not get(web, url, validators=Validators('"0"')).unchanged


def test_a_304_that_was_not_asked_for_is_an_error(web: Web, origin: Origin) -> None:
    url = origin.page("/", status=304)
    with pytest.raises(UnreachableError, match="304"):
        get(web, url)


@pytest.mark.parametrize("etag", ['"' + "a" * 511 + '"', '"a b"', '"é"', '"\x7f"'])
def test_a_long_or_unclean_etag_is_not_kept(web: Web, origin: Origin, etag: str) -> None:
    url = origin.page("/", "x", headers={"ETag": etag})
    assert get(web, url).validators == Validators()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 999])
def test_some_answers_are_final(web: Web, origin: Origin, status: int) -> None:
    url = origin.page("/", status=status)
    with pytest.raises(RefusedError, match=str(status)) as caught:
        get(web, url)
    assert (caught.value.status, caught.value.url) == (status, url)


@pytest.mark.parametrize("status", [204, 206, 408, 425, 429, 500, 502, 503, 599])
def test_some_answers_may_get_better(web: Web, origin: Origin, status: int) -> None:
    url = origin.page("/", status=status)
    with pytest.raises(UnreachableError, match=str(status)) as caught:
        get(web, url)
    assert caught.value.status == status


def test_of_a_media_file_only_the_head_is_read(make_web: MakeWeb, origin: Origin) -> None:
    url = origin.raw("/a.mp3", head("Content-Type: audio/mpeg", f"Content-Length: {10**9}"))
    page = get(make_web(), url)
    assert (page.body, page.content_type, page.length) == (b"", "audio/mpeg", 10**9)


# --- What is sent ----------------------------------------------------------


def test_a_request_names_feedmaker_and_offers_only_what_it_reads(web: Web, origin: Origin) -> None:
    url = origin.page("/")
    get(web, url)
    headers = origin.last("/").headers
    assert headers["User-Agent"] == "feedmaker/test"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert headers["Cookie"] is None
    assert headers["Referer"] is None


def test_the_default_user_agent_names_version_and_contact() -> None:
    assert (
        user_agent("mail@example.org") == f"feedmaker/{feedmaker.__version__} (+mail@example.org)"
    )
    assert user_agent() == f"feedmaker/{feedmaker.__version__}"


def test_a_site_may_not_widen_the_offered_codings(web: Web, origin: Origin) -> None:
    url = origin.page("/")
    get(web, url, replace(PLAIN, headers=(("accept-encoding", "br"), ("Accept", "text/plain"))))
    headers = origin.last("/").headers
    assert headers.get_all("Accept-Encoding") == ["gzip, deflate"]
    assert headers.get_all("Accept") == ["text/plain"]


def test_headers_and_cookies_of_the_site_file_go_to_its_origin_only(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    request = replace(PLAIN, headers=(("X-Key", "k"),), cookies=(("consent", "yes"), ("a", "b")))
    other = other_origin.page("/article")
    web(origin.page("/"), request, site_url=origin.url())
    web(other, request, site_url=origin.url())
    assert origin.last("/").headers["X-Key"] == "k"
    assert origin.last("/").headers["Cookie"] == "consent=yes; a=b"
    assert other_origin.last("/article").headers["X-Key"] is None
    assert other_origin.last("/article").headers["Cookie"] is None


def test_a_redirect_to_another_origin_drops_them_and_one_back_gets_them_again(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    request = replace(PLAIN, headers=(("X-Key", "k"),), cookies=(("consent", "yes"),))
    origin.page("/back", "x")
    other_origin.redirect("/away", origin.url("/back"))
    web(origin.redirect("/", other_origin.url("/away")), request, site_url=origin.url())
    assert other_origin.last("/away").headers["X-Key"] is None
    assert other_origin.last("/away").headers["Cookie"] is None
    assert origin.last("/back").headers["X-Key"] == "k"
    assert origin.last("/back").headers["Cookie"] == "consent=yes"


@pytest.mark.parametrize(
    ("request_", "type_", "body"),
    [
        (
            replace(PLAIN, method="POST", form=(("q", "a b"),)),
            "application/x-www-form-urlencoded",
            b"q=a+b",
        ),
        (replace(PLAIN, method="POST", body="a=1"), "application/x-www-form-urlencoded", b"a=1"),
        (
            replace(PLAIN, method="POST", body='{"a": "é"}'),
            "application/json",
            '{"a": "é"}'.encode(),
        ),
        (
            replace(PLAIN, method="POST", body="<q/>", headers=(("content-type", "text/xml"),)),
            "text/xml",
            b"<q/>",
        ),
    ],
)
def test_a_listing_may_be_posted_for(
    web: Web, origin: Origin, request_: RequestSettings, type_: str, body: bytes
) -> None:
    url = origin.page("/", headers={"ETag": '"1"'})
    web(url, request_, site_url=url, listing=True, validators=Validators('"1"'))
    asked = origin.last("/")
    assert (asked.method, asked.headers["Content-Type"], asked.body) == ("POST", type_, body)
    assert asked.headers["If-None-Match"] is None


def test_an_article_is_never_posted_for(web: Web, origin: Origin) -> None:
    url = origin.page("/a")
    web(url, replace(PLAIN, method="POST", form=(("q", "1"),)), site_url=url)
    assert (origin.last("/a").method, origin.last("/a").body) == ("GET", b"")


def test_a_form_does_not_follow_a_redirect(web: Web, origin: Origin, other_origin: Origin) -> None:
    form = replace(PLAIN, method="POST", form=(("q", "secret"),))
    origin.page("/found", "x")
    web(origin.redirect("/", "/found"), form, site_url=origin.url(), listing=True)
    assert (origin.last("/found").method, origin.last("/found").body) == ("GET", b"")
    origin.page("/kept", "x")
    web(origin.redirect("/", "/kept", status=307), form, site_url=origin.url(), listing=True)
    assert (origin.last("/kept").method, origin.last("/kept").body) == ("POST", b"q=secret")
    elsewhere = origin.redirect("/", other_origin.url("/x"), status=307)
    with pytest.raises(RefusedError, match="form"):
        web(elsewhere, form, site_url=origin.url(), listing=True)
    assert not other_origin.requests


def test_a_header_that_cannot_be_written_is_refused(web: Web, origin: Origin) -> None:
    with pytest.raises(RefusedError, match="can't be asked"):
        get(web, origin.page("/"), replace(PLAIN, headers=(("X-Name", "a\r\nX-Other: b"),)))
    assert not origin.requests


# --- Cookies ---------------------------------------------------------------


def test_a_cookie_lives_for_one_run_at_its_own_origin(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    origin.page("/", headers={"Set-Cookie": "seen=1; Path=/"})
    other_origin.page("/x")
    site = origin.url()
    for url in (origin.url(), origin.url("/"), other_origin.url("/x")):
        web(url, PLAIN, site_url=site)
    assert origin.last("/").headers["Cookie"] == "seen=1"
    assert other_origin.last("/x").headers["Cookie"] is None
    web(origin.url("/"), PLAIN, site_url=other_origin.url())
    assert origin.last("/").headers["Cookie"] is None, "another site's run"
    web.forget(site)
    web(origin.url("/"), PLAIN, site_url=site)
    assert origin.last("/").headers["Cookie"] is None, "a later run"


def test_a_wall_that_sets_a_cookie_and_sends_back_is_passed(web: Web, origin: Origin) -> None:
    def wall(asked: Asked) -> Answer:
        if asked.headers["Cookie"]:
            return Answer("inside")
        return Answer("", 302, [("Set-Cookie", "ok=1"), ("Location", "/wall")])

    assert get(web, origin.route("/wall", wall)).body == b"inside"


def test_a_flood_of_cookies_is_not_carried(web: Web, origin: Origin) -> None:
    flood = [("Set-Cookie", f"c{n}={'v' * 4000}") for n in range(20)]
    url = origin.page("/", headers=[*flood, ("Set-Cookie", "super=1; Domain=com")])
    request = replace(PLAIN, cookies=(("own", "1"),))
    for _ in range(2):
        web(url, request, site_url=url)
    assert origin.last("/").headers["Cookie"] == "own=1"


# --- Redirects -------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_chain_of_five_is_followed(web: Web, origin: Origin, status: int) -> None:
    for hop in range(5):
        origin.redirect(f"/{hop}", f"{hop + 1}#part", status=status)
    origin.page("/5", "there")
    page = get(web, origin.url("/0"))
    assert (page.body, page.url, page.final_url) == (b"there", origin.url("/0"), origin.url("/5"))


def test_a_chain_of_six_is_not(web: Web, origin: Origin) -> None:
    for hop in range(6):
        origin.redirect(f"/{hop}", f"/{hop + 1}")
    with pytest.raises(RefusedError, match="more than 5 redirects"):
        get(web, origin.url("/0"))
    assert origin.hits("/6") == 0


def test_a_circle_ends_at_once(web: Web, origin: Origin) -> None:
    origin.redirect("/a", "/b")
    origin.redirect("/b", "/a#again")
    with pytest.raises(RefusedError, match="circle"):
        get(web, origin.url("/a"))
    assert len(origin.requests) == 2


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("", UnreachableError),
        ("   ", UnreachableError),
        ("file:///etc/passwd", RefusedError),
        ("data:text/html,x", RefusedError),
        ("ftp://127.0.0.1/x", RefusedError),
        ("gopher://127.0.0.1:70/x", RefusedError),
        ("http+unix://%2Fvar%2Frun%2Fx.sock/", RefusedError),
        ("http://user@127.0.0.1/", RefusedError),
        ("http://[::1", RefusedError),
        ("http://", RefusedError),
        ("/" + "a" * 5000, RefusedError),
    ],
)
def test_a_redirect_to_no_web_address_is_an_error(
    web: Web, origin: Origin, location: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match="redirects"):
        get(web, origin.redirect("/", location))


def test_a_redirect_may_be_written_in_utf8(web: Web, origin: Origin) -> None:
    origin.page("/%C3%A9", "there")
    assert get(web, origin.redirect("/", "/é".encode().decode("latin-1"))).body == b"there"


def test_what_was_asked_may_hold_a_fragment(web: Web, origin: Origin) -> None:
    url = origin.page("/", "x") + "#news"
    page = get(web, url)
    assert (page.url, page.final_url) == (url, origin.url("/"))


def test_the_body_of_a_redirect_is_neither_read_nor_unpacked(web: Web, origin: Origin) -> None:
    sent = 0

    def talk(sock: socket.socket) -> None:
        nonlocal sent
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Encoding: gzip\r\n\r\n")
        block = gzip.compress(b"0" * (1 << 20))
        with suppress(OSError):
            for _ in range(50_000):
                sock.sendall(block)
                sent += 1

    origin.page("/there", "x")
    assert get(web, origin.raw("/", talk)).body == b"x"
    assert sent < 50_000


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_https_does_not_fall_back_to_http_unless_the_site_is_plain(
    make_web: MakeWeb, origin: Origin, tls_origin: Origin, certificate: Path, scheme: str
) -> None:
    origin.page("/plain", "x")
    tls_origin.redirect("/", origin.url("/plain"))
    web = make_web(certificates=str(certificate))
    site = f"{scheme}://site.example/"
    if scheme == "http":
        assert web(tls_origin.url("/"), PLAIN, site_url=site).body == b"x"
    else:
        with pytest.raises(RefusedError, match="from https to plain http"):
            web(tls_origin.url("/"), PLAIN, site_url=site)
        assert not origin.requests


# --- Limits ----------------------------------------------------------------

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


def test_a_bomb_is_not_unpacked(web: Web, origin: Origin) -> None:
    bomb = gzip.compress(b"0" * (64 << 20), 1)
    url = origin.page("/", bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    with pytest.raises(RefusedError, match="too large, unpacked"):
        get(web, url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 << 20


# --- Broken transport ------------------------------------------------------

RAW_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)
PACKED = {
    "gzip": gzip.compress(b"page"),
    "x-gzip": gzip.compress(b"page"),
    "GZIP": gzip.compress(b"pa") + gzip.compress(b"ge"),
    "deflate": zlib.compress(b"page"),
    "Deflate": RAW_DEFLATE.compress(b"page") + RAW_DEFLATE.flush(),
    "identity": b"page",
    "identity, gzip": gzip.compress(b"page"),
}


@pytest.mark.parametrize("coding", PACKED)
def test_what_was_offered_is_unpacked(web: Web, origin: Origin, coding: str) -> None:
    url = origin.page("/", PACKED[coding], headers={"Content-Encoding": coding})
    assert get(web, url).body == b"page"


@pytest.mark.parametrize(
    "coding", ["br", "zstd", "gzip, gzip", "gzip,deflate", ", ".join(["gzip"] * 60)]
)
def test_what_was_not_offered_is_refused(web: Web, origin: Origin, coding: str) -> None:
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


CHUNKED = head("Transfer-Encoding: chunked")


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


# --- Deadlines -------------------------------------------------------------


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


# --- Retry-After -----------------------------------------------------------


class SiteState:
    """What a store remembers of hosts."""

    def __init__(self) -> None:
        self.notes: dict[str, HostNote] = {}

    def recall_host(self, origin: str) -> HostNote | None:
        return self.notes.get(origin)

    def save_host(self, origin: str, note: HostNote) -> None:
        self.notes[origin] = note


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 60),
        ("315360000", 86_400),
        ("9" * 12, 86_400),
        ("Mon, 23 Nov 2026 08:01:30 GMT", 90),
        ("Mon, 23 Nov 2026 08:01:30 -0000", 90),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 60),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("٣٠٠", None),
    ],
)
def test_retry_after_is_held_to_a_minute_and_a_day(
    web: Web, origin: Origin, said: str, seconds: float | None
) -> None:
    said = said.encode().decode("latin-1")
    url = origin.page("/", status=503, headers={"Retry-After": said})
    with pytest.raises(UnreachableError) as caught:
        get(web, url)
    assert caught.value.retry_after == seconds


def test_a_host_that_wants_to_be_left_alone_is_left_alone(
    make_web: MakeWeb, origin: Origin, other_origin: Origin
) -> None:
    clock = [NOW]
    state = SiteState()
    settings = {"hosts": state, "now": lambda: clock[0]}
    origin.page("/busy", status=429, headers={"Retry-After": "120"})
    origin.page("/", "x")
    web = make_web(**settings)
    with pytest.raises(UnreachableError):
        get(web, origin.url("/busy"))
    for asking in (web, make_web(**settings)):  # at once, and after a restart
        with pytest.raises(
            UnreachableError, match=r"until 2026-11-23 08:02:00 UTC \(Retry-After\)"
        ) as caught:
            get(asking, origin.url("/"))
        assert caught.value.retry_after == 120
    assert origin.hits("/") == 0
    assert get(web, other_origin.page("/", "other")).body == b"other"
    clock[0] += timedelta(seconds=121)
    assert get(web, origin.url("/")).body == b"x"


def test_a_clock_set_back_for_years_does_not_lock_a_host_out(
    make_web: MakeWeb, origin: Origin
) -> None:
    state = SiteState()
    state.save_host(origin.url(""), HostNote(retry_at=NOW + timedelta(days=700)))
    assert get(make_web(hosts=state), origin.page("/", "x")).body == b"x"


# --- robots.txt ------------------------------------------------------------

OBEDIENT = RequestSettings(delay=0)


def test_robots_txt_is_asked_once_per_origin_and_day(make_web: MakeWeb, origin: Origin) -> None:
    clock = [NOW]
    state = SiteState()
    settings = {"hosts": state, "now": lambda: clock[0]}
    origin.robots("User-agent: *\nDisallow: /private/\n")
    url = origin.page("/", "x")
    web = make_web(**settings)
    get(web, url, OBEDIENT)
    get(web, url, OBEDIENT)
    get(make_web(**settings), url, OBEDIENT)
    assert origin.hits("/robots.txt") == 1
    clock[0] += timedelta(days=1)
    get(web, url, OBEDIENT)
    assert origin.hits("/robots.txt") == 2


def test_what_robots_txt_forbids_is_not_asked_and_the_setting_is_named(
    web: Web, origin: Origin
) -> None:
    origin.robots("User-agent: *\nDisallow: /private/\n")
    url = origin.page("/private/a", "x")
    with pytest.raises(RefusedError, match=r"robots\.txt forbids it.*robots: false"):
        get(web, url, OBEDIENT)
    assert origin.hits("/private/a") == 0
    assert get(web, url).body == b"x"


def test_a_redirect_into_a_forbidden_place_ends_there(web: Web, origin: Origin) -> None:
    origin.robots("User-agent: feedmaker\nDisallow: /private/\n")
    origin.page("/private/a", "x")
    with pytest.raises(RefusedError, match="robots"):
        get(web, origin.redirect("/", "/private/a"), OBEDIENT)
    assert origin.hits("/private/a") == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_missing_robots_txt_allows_all(web: Web, origin: Origin, status: int) -> None:
    origin.page("/robots.txt", status=status)
    assert get(web, origin.page("/", "x"), OBEDIENT).body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_read_now_forbids_all_for_now(
    make_web: MakeWeb, origin: Origin, status: int
) -> None:
    state = SiteState()
    web = make_web(hosts=state)
    origin.page("/robots.txt", status=status)
    url = origin.page("/", "x")
    with pytest.raises(
        UnreachableError, match=rf"robots\.txt can't be read.*{status}.*robots: false"
    ) as caught:
        get(web, url, OBEDIENT)
    assert (caught.value.url, origin.hits("/"), state.notes) == (url, 0, {})
    origin.robots("")
    assert get(web, url, OBEDIENT).body == b"x"


def test_an_older_copy_stands_in_for_an_unreadable_robots_txt(
    make_web: MakeWeb, origin: Origin
) -> None:
    state = SiteState()
    place = origin.url("")
    old = HostNote("User-agent: *\nDisallow: /private/", NOW - timedelta(days=2))
    state.save_host(place, old)
    origin.page("/robots.txt", status=500)
    web = make_web(hosts=state)
    assert get(web, origin.page("/", "x"), OBEDIENT).body == b"x"
    with pytest.raises(RefusedError):
        get(web, origin.url("/private/a"), OBEDIENT)
    assert origin.hits("/robots.txt") == 1
    assert state.notes[place] == replace(old, robots_at=NOW - timedelta(hours=23))


def test_the_site_files_headers_do_not_go_to_robots_txt(web: Web, origin: Origin) -> None:
    request = replace(OBEDIENT, headers=(("X-Key", "k"),), cookies=(("a", "b"),), user_agent="mine")
    get(web, origin.page("/"), request)
    headers = origin.last("/robots.txt").headers
    assert (headers["X-Key"], headers["Cookie"], headers["User-Agent"]) == (None, None, "mine")
    assert origin.connections() == 2 or origin.hits("/robots.txt") == 1


def test_many_threads_ask_for_robots_txt_once(web: Web, origin: Origin) -> None:
    url = origin.page("/", "x")
    threads = [in_background(lambda: get(web, url, OBEDIENT))[0] for _ in range(8)]
    for thread in threads:
        thread.join(60)
    assert (origin.hits("/robots.txt"), origin.hits("/")) == (1, 8)


# --- Politeness ------------------------------------------------------------


def gaps(origin: Origin) -> list[float]:
    times = [asked.time for asked in origin.requests if asked.path != "/robots.txt"]
    return [after - before for before, after in pairwise(times)]


@pytest.mark.parametrize("longest", ["delay", "delays", "min_delay", "crawl-delay"])
def test_the_longest_pause_counts(make_web: MakeWeb, origin: Origin, longest: str) -> None:
    origin.robots("User-agent: *\nCrawl-delay: 0.2\n" if longest == "crawl-delay" else "")
    web = make_web(
        min_delay=0.2 if longest == "min_delay" else 0,
        delays={"127.0.0.1": 0.2} if longest == "delays" else {},
    )
    request = RequestSettings(delay=0.2 if longest == "delay" else 0)
    url = origin.page("/")
    get(web, url, request)
    get(web, url, request)
    get(web, url, request)
    assert all(0.2 <= gap < 20 for gap in gaps(origin))


def test_the_first_request_waits_for_nothing_and_robots_txt_costs_no_pause(
    make_web: MakeWeb, origin: Origin
) -> None:
    origin.robots("User-agent: *\nCrawl-delay: 3600\n")
    thread, ends = in_background(
        lambda: get(make_web(min_delay=3600), origin.page("/"), RequestSettings(delay=3600))
    )
    thread.join(60)
    assert len(ends) == 1
    assert (origin.hits("/robots.txt"), origin.hits("/")) == (1, 1)


def test_delays_may_be_set_later(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web()
    url = origin.page("/")
    get(web, url)
    web.delays = {"127.0.0.1": 0.2}
    get(web, url)
    assert gaps(origin)[0] >= 0.2


def test_the_pause_is_counted_from_the_end_of_the_last_request(
    make_web: MakeWeb, origin: Origin
) -> None:
    def slow(_: Asked) -> Answer:
        threading.Event().wait(0.2)
        return Answer("x")

    web = make_web(min_delay=0.1)
    url = origin.route("/", slow)
    get(web, url)
    get(web, url)
    assert gaps(origin)[0] >= 0.3


def test_a_host_has_one_request_at_a_time_whatever_the_port(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    most, now, lock = 0, 0, threading.Lock()

    def slow(_: Asked) -> Answer:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.02)
        with lock:
            now -= 1
        return Answer("x")

    urls = [origin.route("/", slow), other_origin.route("/", slow)] * 3
    threads = [in_background(lambda url=url: get(web, url))[0] for url in urls]  # type: ignore[misc]
    for thread in threads:
        thread.join(60)
    assert (most, origin.hits("/"), other_origin.hits("/")) == (1, 3, 3)


def test_waiting_for_a_turn_costs_no_time_of_the_request(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web(min_delay=0.4)
    url = origin.page("/", "x")
    get(web, url)
    assert get(web, url, replace(PLAIN, timeout=0.3)).body == b"x"


# --- TLS -------------------------------------------------------------------


def test_tls_works_and_reads_the_certificates_once(
    make_web: MakeWeb, tls_origin: Origin, certificate: Path
) -> None:
    web = make_web(certificates=str(certificate))
    url = tls_origin.page("/", "x", headers={"Connection": "close"})
    assert [get(web, url).body for _ in range(2)] == [b"x", b"x"]
    assert tls_origin.connections() == 2


def test_an_unknown_certificate_is_refused_in_plain_words(web: Web, tls_origin: Origin) -> None:
    with pytest.raises(UnreachableError, match="certificate is not valid: self-signed certificate"):
        get(web, tls_origin.page("/"))
    assert not tls_origin.requests


def test_a_certificate_of_another_host_is_refused(
    make_web: MakeWeb, tls_origin: Origin, certificate: Path
) -> None:
    def resolve(_: str, port: int, *__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    web = make_web(certificates=str(certificate), resolve=resolve)
    with pytest.raises(UnreachableError, match="certificate is not valid: Hostname mismatch"):
        get(web, f"https://example.org:{tls_origin.port}/")


def test_plain_text_where_tls_is_spoken_is_an_error(web: Web, origin: Origin) -> None:
    with pytest.raises(UnreachableError, match="TLS"):
        get(web, origin.url("/").replace("http:", "https:"))


def test_a_drip_over_tls_meets_the_deadline_and_stop(
    make_web: MakeWeb, tls_origin: Origin, certificate: Path
) -> None:
    web = make_web(certificates=str(certificate))
    url = tls_origin.raw("/", DRIPS["headers"])
    with pytest.raises(UnreachableError, match=r"within 0\.3 s"):
        get(web, url, replace(PLAIN, timeout=0.3))
    under_way = threading.Event()

    def talk(sock: socket.socket) -> None:
        under_way.set()
        DRIPS["silence"](sock)

    tls_origin.raw("/", talk)
    thread, ends = in_background(lambda: get(web, url))
    assert under_way.wait(60)
    web.stop()
    thread.join(60)
    assert isinstance(ends[0], StoppedError)


# --- Proxy -----------------------------------------------------------------


def test_the_operators_proxy_gets_the_whole_address(make_web: MakeWeb, origin: Origin) -> None:
    def resolve(_: str, port: int, *__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.216.34", port))]

    origin.page("http://example.org/news", "through")
    web = make_web(proxy=origin.url(""), allow_private=(), resolve=resolve)
    assert get(web, "http://example.org/news").body == b"through"


def test_a_proxy_is_no_way_into_the_own_network(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web(proxy=origin.url(""), allow_private=())
    with pytest.raises(RefusedError, match="not a public address"):
        get(web, "http://127.0.0.2/")
    assert not origin.requests


def test_https_goes_through_a_tunnel_of_the_proxy(
    make_web: MakeWeb, tls_origin: Origin, certificate: Path
) -> None:
    seen: list[bytes] = []

    def proxy(listener: socket.socket) -> None:
        client, _ = listener.accept()
        seen.append(client.recv(4096))
        with client, socket.create_connection(("127.0.0.1", tls_origin.port)) as server:
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=pump, args=(server, client), daemon=True)
            back.start()
            pump(client, server)
            back.join(60)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=proxy, args=(listener,), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        web = make_web(proxy=address, certificates=str(certificate))
        assert get(web, tls_origin.page("/", "x")).body == b"x"
        web.close()
        thread.join(60)
    assert seen[0].startswith(b"CONNECT 127.0.0.1:%d " % tls_origin.port)


def pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)


# --- Settings --------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("proxy", "socks5://127.0.0.1"),
        ("proxy", "127.0.0.1:8080"),
        ("allow_private", ["10.0.0.0/33"]),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(make_web: MakeWeb, key: str, value: object) -> None:
    with pytest.raises(ConfigError, match=f"^settings: {key}: "):
        make_web(**{key: value})


def test_neither_environment_nor_netrc_has_a_say(
    make_web: MakeWeb, origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(netrc))
    assert get(make_web(), origin.page("/", "x")).body == b"x"
    assert origin.last("/").headers["Authorization"] is None


def test_no_other_module_asks_the_network() -> None:
    folder = Path(feedmaker.__file__).parent
    serves = {folder / "daemon" / "http_server.py", folder / "commands" / "demo.py"}
    asks = re.compile(
        r"^\s*(?:import|from)\s+(?:requests|urllib3|urllib\.request|http\.client|httpx|aiohttp"
        r"|pycurl|ftplib|smtplib|telnetlib|asyncio)\b|socket\.socket\(|create_connection|urlopen",
        re.MULTILINE,
    )
    files = [
        file
        for file in folder.rglob("*.py")
        if file.parent != folder / "fetch" and file not in serves  # the other end
    ]
    assert files
    assert [file.name for file in files if asks.search(file.read_text(encoding="utf-8"))] == []
