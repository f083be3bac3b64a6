"""A command's side of the daemon's socket: ask, wait until it is done, and take the answer.

For commands that found the state's lock held. What the answer means is theirs to say;
what may be asked for at all stands in `control_protocol`.
"""

from __future__ import annotations

import os
import socket
import stat
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress

from feedmaker.config.settings import Settings
from feedmaker.daemon.control_protocol import (
    LONGEST_ANSWER,
    SOCKET,
    RefusedRequestError,
    is_name,
    is_ours,
    read_answer,
    receive_line,
    write_request,
)
from feedmaker.daemon.errands import Answer, Request
from feedmaker.errors import AnotherRunError, ConfigError, FeedmakerError, UnansweredError
from feedmaker.owners import user_name
from feedmaker.wiring import chosen, read_sites

_ALONE = ("replay", "now", "debug")
"""Options that say how this very process is to work."""

_PATIENCE = 5.0
"""Seconds for the daemon to take our request."""


def ask_daemon(
    settings: Settings,
    request: Request,
    options: Namespace,
    running: AnotherRunError,
    *,
    say: Callable[[str], object],
) -> Answer:
    """Return what came of a request, when it is done; `say` tells a person who waits.

    Raises AnotherRunError, with what to do, if who holds the state does not take it; the
    daemon's own error if it could not do it; UnansweredError if it ended meanwhile; ConfigError
    for what can be no site's name.
    """
    for name in _ALONE:
        if getattr(options, name, None):
            what = f"--{name} can't be passed on to it: stop it first, or leave --{name} out"
            raise AnotherRunError(running.path, running.pid, what)
    _refuse_odd_names(request.names, settings)
    with _reach(settings, running) as daemon:
        if not getattr(options, "json", False):
            say(f"asking the running feedmaker{_pid(running)}")
        try:
            daemon.settimeout(_PATIENCE)
            with suppress(BrokenPipeError):  # it may have said why, all the same
                daemon.sendall(write_request(request, settings))
            daemon.settimeout(None)
            line = receive_line(daemon, LONGEST_ANSWER, None)
        except KeyboardInterrupt:
            say(f"the running feedmaker{_pid(running)} goes on with it")
            raise
        except (OSError, RefusedRequestError) as error:
            raise UnansweredError(running.pid) from error
    if not line.endswith(b"\n"):
        raise UnansweredError(running.pid)
    answer = read_answer(line)
    if "refused" in answer:
        raise AnotherRunError(running.path, running.pid, str(answer["refused"]))
    if isinstance(problem := answer.get("error"), FeedmakerError):
        raise problem
    return answer


def _refuse_odd_names(names: Sequence[str], settings: Settings) -> None:
    """Raise ConfigError for what no site can be called, as without a daemon."""
    odd = [name for name in names if not is_name(name)]
    if odd:
        folder = read_sites(settings, None, all_hosts=False)
        chosen(odd, folder)  # raises, unless a file is called so
        raise ConfigError(tuple(fault for name in odd for fault in folder.faults[name].faults))


def _reach(settings: Settings, running: AnotherRunError) -> socket.socket:
    """Return a connection to the daemon of our own user."""
    try:
        # The socket itself is opened first, so that neither a link nor a long path leads astray
        found = os.open(settings.state / SOCKET, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        raise AnotherRunError(running.path, running.pid, _no_daemon()) from None
    daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        if not stat.S_ISSOCK(os.fstat(found).st_mode):
            raise AnotherRunError(running.path, running.pid, _no_daemon())
        daemon.settimeout(_PATIENCE)
        daemon.connect(f"/proc/self/fd/{found}")
        if not is_ours(daemon):
            whose = user_name(os.fstat(found).st_uid)
            what = f"it belongs to {whose}: ask as that user (sudo -u {whose} feedmaker …)"
            raise AnotherRunError(running.path, running.pid, what)
    except OSError as error:
        daemon.close()
        raise AnotherRunError(running.path, running.pid, _no_daemon()) from error
    except BaseException:
        daemon.close()
        raise
    finally:
        os.close(found)
    return daemon


def _no_daemon() -> str:
    return "it takes no requests (only `feedmaker run` does): try again when it has ended"


def _pid(running: AnotherRunError) -> str:
    return f" (pid {running.pid})" if running.pid else ""
