"""What systemd, or another service manager, is told of us: datagrams as sd_notify(3) says.

Without NOTIFY_SOCKET nobody wants to know, and nothing is sent. When what is said is
the daemon's matter; nothing is decided here but when a sign of life is due.
"""

from __future__ import annotations

import logging  # noqa: TID251 - part of the daemon, a shell
import socket
from collections.abc import Mapping
from math import inf
from time import monotonic, monotonic_ns

from feedmaker.daemon.log import Fields

log = logging.getLogger("feedmaker")

_PATIENCE = 1.0
"""Seconds to wait for a service manager whose queue is full."""


class ServiceManager:
    """Whoever started us and wants to hear; signs of life are sent by the daemon's own thread."""

    def __init__(self, environ: Mapping[str, str], pid: int) -> None:
        """Take from the environment where it listens, and how often it wants a sign of life."""
        self._address = _address(environ.get("NOTIFY_SOCKET", ""))
        self._every = _signs_of_life(environ, pid) if self._address else inf
        self._next = monotonic() if self._every < inf else inf

    def ready(self, status: str) -> None:
        """Tell that we work, or work again after `reloading`, and at what, in a line."""
        self._send(f"READY=1\nSTATUS={status}")

    def say(self, status: str) -> None:
        """Tell at what we work now."""
        self._send(f"STATUS={status}")

    def reloading(self) -> None:
        """Tell that the settings are being read anew; `ready` has to follow."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Tell that the end has begun."""
        self._send("STOPPING=1")

    def show_life(self) -> None:
        """Tell that we do not hang, where that is wanted and it is time for it."""
        if monotonic() >= self._next:
            self._next = monotonic() + self._every
            self._send("WATCHDOG=1")

    def until_next(self) -> float:
        """Return the seconds until `show_life` has something to do; infinite if never."""
        return max(self._next - monotonic(), 0.0)

    def _send(self, text: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as ours:
                ours.settimeout(_PATIENCE)
                ours.sendto(text.encode(), self._address)
        except OSError as error:
            log.warning(Fields(error=f"NOTIFY_SOCKET: {error.strerror or error}"))


def _address(stated: str) -> str:
    """Return the address as the kernel wants it; "" for none, and for kinds that are not ours."""
    if stated.startswith("@"):
        return "\0" + stated[1:]
    return stated if stated.startswith("/") else ""


def _signs_of_life(environ: Mapping[str, str], pid: int) -> float:
    """Return the seconds between two signs of life: half of what is allowed; infinite for none."""
    allowed, whose = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if whose not in {"", str(pid)} or not (allowed.isascii() and allowed.isdigit()):
        return inf
    return int(allowed) / 2e6 or inf
