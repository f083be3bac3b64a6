"""The socket by which commands reach the running daemon; who may speak, and for how long.

It lies in the state folder and is ours while the state's lock is held, so whatever lies
there before us is stale. What is asked for is done by the daemon (`errands`); each client
waits for it in a thread of its own.
"""

from __future__ import annotations

import logging  # noqa: TID251 - part of the daemon, a shell
import os
import socket
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Self

from feedmaker.config.settings import Settings
from feedmaker.daemon.control_protocol import (
    LONGEST_REQUEST,
    SOCKET,
    RefusedRequestError,
    is_ours,
    read_request,
    receive_line,
    write_answer,
)
from feedmaker.daemon.errands import Answer, Errand
from feedmaker.daemon.log import Fields

log = logging.getLogger("feedmaker")

_MOST_CLIENTS = 64
"""At once; each holds a thread while it waits."""

_PATIENCE = 5.0
"""Seconds for a request to come, and for its answer to be taken."""

_LAST_WORDS = 1.0
"""Seconds at the end for those who still wait to be told of it."""

_ENDED: Answer = {"refused": "the running feedmaker has ended; what it had read is kept"}


_CROWDED: Answer = {"refused": f"{_MOST_CLIENTS} others ask it just now: try again in a minute"}


class Control:
    """The socket, from `with` to its end; without one, the daemon works all the same."""

    def __init__(
        self, settings: Settings, ask: Callable[[Errand], object], *, patience: float = _PATIENCE
    ) -> None:
        """`ask` is called by many threads, and returns at once. The state's lock has to be held."""
        self._settings = settings
        self._ask = ask
        self._patience = patience
        self._folder = -1
        self._server: socket.socket | None = None
        self._lock = threading.Lock()  # guards what follows
        self._clients: set[threading.Thread] = set()
        self._open: list[Errand] = []
        self._has_ended = False

    def __enter__(self) -> Self:
        try:
            self._folder = os.open(self._settings.state, os.O_DIRECTORY | os.O_CLOEXEC)
            self._server = _bind(self._folder)
        except OSError as error:
            path = self._settings.state / SOCKET
            why = f"{path}: {error.strerror or error}"
            log.warning(Fields(error=why, means="no command reaches us while we run"))
        else:
            threading.Thread(target=self._accept, name="control", daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        with self._lock:
            self._has_ended = True
            clients, unanswered = list(self._clients), list(self._open)
        if self._server:
            with suppress(OSError):
                os.unlink(SOCKET, dir_fd=self._folder)
            with suppress(OSError):
                self._server.shutdown(socket.SHUT_RDWR)  # wakes who accepts
            self._server.close()
        if self._folder >= 0:
            os.close(self._folder)
        for errand in unanswered:
            errand.tell(_ENDED)
        until = monotonic() + _LAST_WORDS
        for client in clients:
            client.join(max(until - monotonic(), 0))

    def _accept(self) -> None:
        assert self._server is not None
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError as error:
                if self._has_ended:
                    return
                log.warning(Fields(error=f"control: {error.strerror or error}"))
                threading.Event().wait(1)  # no descriptors are left, say
                continue
            self._welcome(connection)

    def _welcome(self, connection: socket.socket) -> None:
        """Let a client speak in a thread of its own, unless there are too many, or it ends."""
        client = threading.Thread(target=self._serve, args=(connection,), daemon=True)
        with self._lock:
            if self._has_ended or len(self._clients) >= _MOST_CLIENTS:
                connection.settimeout(0)
                with connection, suppress(OSError):
                    connection.sendall(write_answer(_ENDED if self._has_ended else _CROWDED))
                return
            self._clients.add(client)
        client.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, suppress(OSError):  # whoever goes away, goes
                if not is_ours(connection):
                    return
                connection.settimeout(self._patience)
                answer = self._answer(connection)
                connection.settimeout(self._patience)
                connection.sendall(write_answer(answer))
        finally:
            with self._lock:
                self._clients.discard(threading.current_thread())

    def _answer(self, connection: socket.socket) -> Answer:
        try:
            line = receive_line(connection, LONGEST_REQUEST, self._patience)
            errand = Errand(read_request(line, self._settings))
        except TimeoutError:
            return {"refused": f"no whole request came within {self._patience:g} s"}
        except RefusedRequestError as problem:
            return {"refused": str(problem)}
        with self._lock:
            if self._has_ended:
                return _ENDED
            self._open.append(errand)
        try:
            self._ask(errand)
            return errand.answer.result()
        finally:
            with self._lock:
                self._open.remove(errand)


def _bind(folder: int) -> socket.socket:
    """Return a socket that listens in this folder, for our own user only.

    By way of the folder's descriptor, because a socket's whole path may have 107 bytes only,
    and because whoever moves the folder meanwhile shall not lead us elsewhere. A stale socket is
    removed; anything else of its name is not ours to remove.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(os.stat(SOCKET, dir_fd=folder, follow_symlinks=False).st_mode):
            raise OSError(0, "this is no socket of ours; move it away, and start again")
        os.unlink(SOCKET, dir_fd=folder)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    before = os.umask(0o177)
    try:
        server.bind(f"/proc/self/fd/{folder}/{SOCKET}")
        server.listen(_MOST_CLIENTS)
    except OSError:
        server.close()
        raise
    finally:
        os.umask(before)
    return server
