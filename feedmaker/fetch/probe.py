"""Is it there at all: a name's addresses, and whether the operator's proxy takes a connection.

No page is asked for, and nothing is sent. Whether an address may be connected to, `ssrf_guard`
says; what an answer means for a set-up, the asker.
"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from feedmaker.fetch.ssrf_guard import Resolver

_CONNECT = 5.0  # seconds


def look_up(name: str, url: str, resolve: Resolver = socket.getaddrinfo) -> tuple[str, ...]:
    """Return the addresses of a host, each once; raises OSError, UnicodeError. It may hang."""
    port = urlsplit(url).port or 0
    found = resolve(name, port, 0, socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]).partition("%")[0] for *_, place in found))


def reach(proxy: str) -> None:
    """Connect to the operator's proxy, and hang up; raises OSError."""
    parts = urlsplit(proxy)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    socket.create_connection((parts.hostname or "", port), timeout=_CONNECT).close()
