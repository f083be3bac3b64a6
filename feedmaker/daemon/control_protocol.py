"""The words between a command and the running daemon: a line of JSON there, a line back.

Whatever is no request of ours is refused, and names are never taken for paths. Who may
speak at all, and how the two meet at a socket, stands in `control` and `control_client`.
"""

from __future__ import annotations

import json
import os
import re
import socket
import struct
from time import monotonic
from typing import cast

from feedmaker import __version__, codec
from feedmaker.config.settings import Settings
from feedmaker.daemon.errands import Answer, Request
from feedmaker.errors import WireError

SOCKET = "control"
"""The socket's name in the state folder."""

LONGEST_REQUEST = 64 * 1024
LONGEST_ANSWER = 64 * 1024 * 1024
"""Bytes; reports of some ten thousand sites."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")  # neither a path nor anything that needs escapes
_SHAPE = {
    "version": str,
    "command": str,
    "names": list,
    "reread": int,
    "accept": bool,
    "sites": str,
    "out": str,
    "state": str,
}
_FOLDERS = ("sites", "out", "state")
_RESTART = "restart that, so that both are the same version"


class RefusedRequestError(Exception):
    """A request that is not done, for a reason in plain words."""


def write_request(request: Request, settings: Settings) -> bytes:
    """Return the line that asks for this."""
    said = {
        "version": __version__,
        "command": request.command,
        "names": list(request.names),
        "reread": request.reread,
        "accept": request.accept,
        **_folders(settings),
    }
    return json.dumps(said).encode() + b"\n"


def read_request(line: bytes, settings: Settings) -> Request:
    """Return what a line asks for; raises RefusedRequestError, for other folders than ours, too."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedRequestError("this is no request: a line of JSON is wanted") from error
    if not isinstance(said, dict):
        raise RefusedRequestError("this is no request: a JSON object is wanted")
    if said.get("version") != __version__:
        raise RefusedRequestError(f"the running feedmaker is version {__version__}: {_RESTART}")
    if said.keys() != _SHAPE.keys() or any(type(said[k]) is not kind for k, kind in _SHAPE.items()):
        raise RefusedRequestError("this is no request: unknown, missing or wrong fields")
    for key, ours in _folders(settings).items():
        if said[key] != ours:
            raise RefusedRequestError(
                f"the running feedmaker works with another folder: `{key}` is {ours} there,"
                f" {said[key]} here"
            )
    return _request(said)


def is_name(text: str) -> bool:
    """Tell whether a site can be called so; nothing else goes over the wire."""
    return bool(_NAME.fullmatch(text))


def _request(said: dict[str, object]) -> Request:
    names, reread = cast("list[object]", said["names"]), cast("int", said["reread"])
    for name in names:
        if not isinstance(name, str) or not is_name(name):
            raise RefusedRequestError(f"{json.dumps(name)[:80]} is no name of a site")
    if said["command"] not in {"build", "remove"}:
        raise RefusedRequestError("there is no such command")
    if said["command"] == "remove" and (not names or reread or said["accept"]):
        raise RefusedRequestError("`remove` wants names, and nothing else")
    if reread < -1:
        raise RefusedRequestError("`reread` is a number of articles, or -1")
    return Request(
        "build" if said["command"] == "build" else "remove",
        tuple(dict.fromkeys(cast("list[str]", names))),
        reread,
        bool(said["accept"]),
    )


def write_answer(answer: Answer) -> bytes:
    """Return the line that answers."""
    return codec.dumps(answer) + b"\n"


def read_answer(line: bytes) -> Answer:
    """Return what a line answers; raises WireError if it is none."""
    answer = codec.loads(line)
    if not isinstance(answer, dict):
        raise WireError("the running feedmaker gave no answer that we know")
    return answer


def receive_line(connection: socket.socket, most: int, seconds: float | None) -> bytes:
    """Return a line with its end, or what came before the other side was done.

    Raises TimeoutError after so long in all, RefusedRequestError for more than so many bytes.
    """
    deadline = None if seconds is None else monotonic() + seconds
    received = bytearray()
    while b"\n" not in received[-65536:]:
        if deadline is not None:
            left = deadline - monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
        some = connection.recv(65536)
        if not some:
            break
        received += some
        if len(received) > most:
            raise RefusedRequestError(f"that is more than {most // 1024} KB")
    return bytes(received)


def is_ours(connection: socket.socket) -> bool:
    """Tell whether the process at the other end has the same user as we; the kernel says so."""
    _, uid, _ = struct.unpack(
        "3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    )
    return bool(uid == os.geteuid())


def _folders(settings: Settings) -> dict[str, str]:
    """Return the folders without symbolic links, so that both sides name them alike."""
    return {key: os.path.realpath(getattr(settings, key)) for key in _FOLDERS}
