"""Over TLS, and through the operator's proxy."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from asking import DRIPS, PLAIN, MakeWeb, get, in_background
from served import Origin

from feedmaker.errors import RefusedError, StoppedError, UnreachableError
from feedmaker.fetch.web import Web

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


def test_a_server_without_tls_is_told_with_the_address_that_works(web: Web, origin: Origin) -> None:
    url = origin.page("/news", "plain")
    with pytest.raises(UnreachableError, match="answers without TLS: try ") as caught:
        get(web, url.replace("http:", "https:"))
    assert caught.value.cause == "no tls"
    assert get(web, caught.value.problem.rpartition(" ")[2]).body == b"plain"


def test_behind_a_redirect_the_address_without_tls_is_the_one_that_it_led_to(
    web: Web, origin: Origin
) -> None:
    secure = origin.url("/there").replace("http:", "https:")
    with pytest.raises(UnreachableError) as caught:
        get(web, origin.redirect("/here", secure))
    assert caught.value.problem.endswith(f"try {origin.url('/there')}")


def test_a_proxy_without_tls_is_told_as_the_one_that_is_meant(
    make_web: MakeWeb, origin: Origin
) -> None:
    web = make_web(proxy=origin.url("").replace("http:", "https:"))
    with pytest.raises(UnreachableError, match=r"the proxy answers without TLS: .* http://"):
        get(web, "http://127.0.0.1:9/")


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
