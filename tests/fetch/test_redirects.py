"""Which redirects are followed, and how far."""

from __future__ import annotations

import gzip
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from asking import PLAIN, MakeWeb, get
from served import Origin

from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch.web import Web


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


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("data:text/html,<article>SECRET</article>", "a `data:` address"),
        ("javascript:SECRET()", "a `javascript:` address"),
        ("http://user:SECRET@harbour.example/", "a `http:` address"),
        ("//[SECRET", "a broken address"),
    ],
)
def test_what_such_a_redirect_carries_is_not_repeated(
    web: Web, origin: Origin, to: str, told: str
) -> None:
    with pytest.raises(RefusedError, match=f"no address that can be asked .{told}.") as caught:
        get(web, origin.redirect("/", to))
    assert "SECRET" not in str(caught.value)


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
