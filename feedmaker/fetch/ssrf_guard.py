"""Which addresses may be connected to, and connections that connect to no other.

The check stands where the socket is made: the host's name is resolved, every
address it has is checked, and the very address that was checked is connected
to. So redirects, links, odd spellings of an address and a name that changes
between check and use all meet the same table. What belongs to one request
(its deadline and size) is enforced where its bytes come in: see `_Meter`.
"""

from __future__ import annotations

import io
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from certifi import where
from requests.adapters import HTTPAdapter  # noqa: TID251  the connections under web.py
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from feedmaker.addresses import Address, is_public
from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch.deadline import Deadline

Target = tuple[socket.AddressFamily, tuple[Any, ...]]  # what a socket connects to
Resolver = Callable[..., Sequence[tuple[Any, Any, int, str, tuple[Any, ...]]]]
"""Called and answering like socket.getaddrinfo(host, port, family, type)."""

_WEB_PORTS = frozenset((80, 443))
_PRIVATE = "not a public address"
_LOOK_AGAIN = 0.2  # seconds; a resolver can't be woken, so the waiter looks whether it should go on
_POOLS = 100  # hosts whose connection is kept open; each costs a descriptor


@dataclass(frozen=True, slots=True)
class Allowed:
    """A part of the operator's own network that may be scraped."""

    network: IPv4Network | IPv6Network
    ports: range = range(0)  # empty: any that could be a web server's


def parse_allowed(text: str) -> Allowed:
    """Return an `allow_private` entry: `10.0.0.0/8`, `10.0.0.5/32:8080`, `[fd00::/8]:8000-8099`.

    A bare address stands for itself. Raises ValueError, whose text says what is wrong.
    """
    text = text.strip()
    if text.startswith("["):
        place, end, rest = text[1:].partition("]")
        place += "" if end else "["  # no address, so that it is said to be none
        mark, ports = rest[:1], rest[1:]
    elif text.count(":") == 1:
        place, mark, ports = text.partition(":")
    else:
        place, mark, ports = text, "", ""
    network = ip_network(place)
    if not mark:
        return Allowed(network)
    found = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", ports) if mark == ":" else None
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last < 65536:
        raise ValueError(f"{text!r} names no port and no range of ports, like 8000-8099")
    return Allowed(network, range(first, last + 1))


def _as_allowed(address: Address, port: int) -> str:
    """Return an `allow_private` entry for an address as `check` sees it, with its port if any."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    network = str(ip_network(address))
    if port:
        return f"[{network}]:{port}" if address.version == 6 else f"{network}:{port}"
    return network


class Guard:
    """Opens sockets for requests: resolves, checks, connects. For many threads."""

    def __init__(
        self,
        allow_private: Iterable[str] = (),
        *,
        resolve: Resolver = socket.getaddrinfo,
        connect: float = 5.0,
        certificates: str = "",
    ) -> None:
        """`connect`: seconds for one address. `certificates`: a PEM file instead of certifi's."""
        self._entries = tuple(allow_private)
        self._allowed = tuple(map(parse_allowed, self._entries))
        self._resolve = resolve
        self._connect = connect
        self._certificates = certificates
        self._tls: ssl.SSLContext | None = None
        self._lock = threading.Lock()
        self._request = threading.local()

    @contextmanager
    def request(self, deadline: Deadline, own_port: int | None) -> Iterator[None]:
        """Make the connections of this thread belong to one request while in the block.

        `own_port`: the one in the site's own URL, which may be any.
        """
        self._request.deadline, self._request.own_port = deadline, own_port
        try:
            yield
        finally:
            del self._request.deadline

    @property
    def deadline(self) -> Deadline:
        """The request that this thread is making."""
        deadline: Deadline = self._request.deadline
        return deadline

    def check(self, address: Address, port: int, own_port: int | None = None) -> str:
        """Return why this address may not be connected to; empty: it may."""
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        entries = [entry for entry in self._allowed if address in entry.network]
        if any(port in entry.ports for entry in entries):
            return ""
        if not is_public(address) and all(entry.ports for entry in entries):
            return f"{address} is {_PRIVATE}"
        if port < 1024 and port not in _WEB_PORTS and port != own_port:
            return f"port {port} is no web server's"
        return ""

    def targets(self, host: str, port: int, *, exempt: bool = False) -> list[Target]:
        """Return what the host's name stands for, all of it checked unless `exempt`.

        Raises RefusedError if a single address may not be connected to, and
        UnreachableError if the name has none.
        """
        deadline = self.deadline
        found, refused = [], {}
        for family, _, _, _, place in self._look_up(host, port, deadline):
            address = ip_address(str(place[0]).partition("%")[0])
            problem = "" if exempt else self.check(address, port, self._request.own_port)
            if problem:
                refused[address] = problem
            found.append((family, place))
        if refused:
            address, problem = next(iter(refused.items()))
            shown = "" if host == str(address) else f"{host} leads to a forbidden place: "
            private = [one for one, why in refused.items() if why.endswith(_PRIVATE)]
            hint = f"; {self._line_to_paste(private, port)}" if private else ""
            what = shown + problem + hint
            raise RefusedError(deadline.url, what, cause="address", unasked=True)
        if not found:
            what = f"the name {host} has no address"
            raise UnreachableError(deadline.url, what, unasked=True)
        return found

    def _line_to_paste(self, addresses: Iterable[Address], port: int) -> str:
        """Return how the operator allows these addresses too, if they are the operator's own."""
        # No wider than it must be: other services of the machine are not for pages to reach.
        more = (_as_allowed(one, 0 if port in _WEB_PORTS else port) for one in addresses)
        line = f"allow_private = {json.dumps(list(dict.fromkeys((*self._entries, *more))))}"
        place = "in place of the one in" if self._entries else "at the top of"
        return f"if it is yours, write `{line}` {place} feedmaker.toml"

    def open(self, host: str, port: int, *, exempt: bool) -> socket.socket:
        """Return a socket connected to the host; raises FetchError."""
        deadline = self.deadline
        problem = ""
        for family, place in self.targets(host, port, exempt=exempt):
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(deadline.remaining(self._connect))
                deadline.holds(sock)
                sock.connect(place)
                deadline.remaining(self._connect)
            except TimeoutError:
                sock.close()
                problem = f"{host} does not answer"
            except OSError as error:
                sock.close()
                problem = f"no connection to {host}: {error.strerror or error}"
            except BaseException:
                sock.close()
                raise
            else:
                return sock
        deadline.remaining(self._connect)
        raise UnreachableError(deadline.url, problem)

    def tls(self) -> ssl.SSLContext:
        """Return the one TLS context: reading the certificates costs 10 ms, too much each time."""
        with self._lock:
            if self._tls is None:
                self._tls = create_urllib3_context()
                self._tls.load_verify_locations(self._certificates or where())
            return self._tls

    def _look_up(
        self, host: str, port: int, deadline: Deadline
    ) -> Sequence[tuple[Any, Any, int, str, tuple[Any, ...]]]:
        try:
            address = ip_address(host)
        except ValueError:
            return self._ask_resolver(host, port, deadline)
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        return [(family, socket.SOCK_STREAM, 0, "", (host, port))]

    def _ask_resolver(
        self, host: str, port: int, deadline: Deadline
    ) -> Sequence[tuple[Any, Any, int, str, tuple[Any, ...]]]:
        # In a thread of its own: a resolver that hangs can't be interrupted, only left behind.
        answers: list[Sequence[tuple[Any, Any, int, str, tuple[Any, ...]]]] = []
        problems: list[OSError | UnicodeError] = []

        def ask() -> None:
            try:
                answers.append(self._resolve(host, port, 0, socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                problems.append(error)

        thread = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
        thread.start()
        while not answers and not problems:
            thread.join(deadline.remaining(_LOOK_AGAIN))
            if not thread.is_alive() and not answers and not problems:
                raise UnreachableError(deadline.url, f"the name {host} could not be looked up")
        if answers:
            return answers[0]
        problem = problems[0]
        if isinstance(problem, UnicodeError):
            raise RefusedError(deadline.url, f"{host} is no valid host name") from problem
        reason = problem.strerror or problem
        what = f"the name {host} does not resolve: {reason}"
        raise UnreachableError(deadline.url, what, unasked=True) from problem


# --- Connections -----------------------------------------------------------


class GuardedAdapter(HTTPAdapter):
    """The connections of requests, with every socket opened by the guard.

    Used without a Session: what that adds (cookies, environment, .netrc,
    redirects whose bodies it decodes) is what we must not have.
    """

    def __init__(self, guard: Guard) -> None:
        self._pools = _guarded_pools(guard)
        super().__init__(pool_connections=_POOLS, pool_maxsize=1)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **named)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing: the guard's one TLS context verifies."""


def _guarded_pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(_Guarded, HTTPConnection):
        own_guard = guard

    class Tls(_Guarded, HTTPSConnection):
        own_guard = guard

        def connect(self) -> None:
            self.ssl_context = guard.tls()
            try:
                super().connect()
            except TimeoutError as error:
                raise guard.deadline.timed_out(f"{self.host} answers nothing to TLS") from error

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls

    return {"http": PlainPool, "https": TlsPool}


class _Guarded(HTTPConnection):
    own_guard: Guard

    def _new_conn(self) -> socket.socket:
        # The operator's proxy may stand anywhere; `web` has checked the URL's own host.
        return self.own_guard.open(self._dns_host, self.port, exempt=self.proxy is not None)

    def response_class(self, sock: socket.socket, **named: Any) -> HTTPResponse:  # type: ignore[override]
        return HTTPResponse(_Inlet(sock, self.own_guard.deadline), **named)  # type: ignore[arg-type]


class _Inlet:
    """As much of a socket as HTTPResponse uses: something to read from."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Meter(self._socket, self._deadline))


class _Meter(io.RawIOBase):
    """A socket's bytes, one wait at a time, with the deadline and the size looked at in each.

    A socket's own timeout holds for one wait only, so a drip of headers or a
    flood of interim answers never meets it (RFC 9110 §15.2 allows any number);
    and http.client reads without end where a chunk says that it is -1 long.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline
        self._raw = sock.makefile("rb", buffering=0)
        deadline.holds(sock)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        deadline = self._deadline
        self._socket.settimeout(deadline.remaining(deadline.read))
        try:
            size = self._raw.readinto(buffer) or 0
        except TimeoutError as error:
            raise deadline.timed_out(f"no answer for {deadline.read:g} s") from error
        deadline.remaining(deadline.read)
        deadline.count(size)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()
