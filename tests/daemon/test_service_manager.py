"""What a service manager hears of us: real datagrams, at a path and at an abstract address."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from math import inf
from pathlib import Path
from time import monotonic, monotonic_ns

import pytest
from running import LIMIT, Process
from served import Origin
from shell import Home

from feedmaker.daemon.service_manager import ServiceManager


@pytest.fixture(params=["path", "abstract"])
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    """A socket that a service manager listens at, and what it says in NOTIFY_SOCKET."""
    path = str(tmp_path / "notify")
    name = path if request.param == "path" else f"@{path}"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.settimeout(LIMIT)
        listening.bind(name.replace("@", "\0"))
        yield listening, name


def heard(ear: socket.socket) -> dict[str, str]:
    return dict(line.split("=", 1) for line in ear.recv(4096).decode().split("\n"))


def test_what_is_said_has_the_documented_words(ear: tuple[socket.socket, str]) -> None:
    listening, name = ear
    manager = ServiceManager({"NOTIFY_SOCKET": name}, 1)
    manager.ready("3 sites")
    assert heard(listening) == {"READY": "1", "STATUS": "3 sites"}
    before = monotonic_ns() // 1000
    manager.reloading()
    said = heard(listening)
    assert said["RELOADING"] == "1"
    assert before <= int(said["MONOTONIC_USEC"]) <= monotonic_ns() // 1000
    manager.stopping()
    assert heard(listening) == {"STOPPING": "1"}
    manager.show_life()  # nobody wants one
    manager.say("4 sites")
    assert heard(listening) == {"STATUS": "4 sites"}


def test_a_sign_of_life_is_due_at_half_of_what_is_allowed(ear: tuple[socket.socket, str]) -> None:
    listening, name = ear
    environ = {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7"}
    manager = ServiceManager(environ, 7)
    assert manager.until_next() == 0
    manager.show_life()
    manager.show_life()
    manager.stopping()
    assert heard(listening) == {"WATCHDOG": "1"}
    assert heard(listening) == {"STOPPING": "1"}
    assert 29 < manager.until_next() <= 30


@pytest.mark.parametrize(
    "environ",
    [
        {"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "8"},
        {"WATCHDOG_USEC": "soon"},
        {"WATCHDOG_USEC": "0"},
        {"WATCHDOG_USEC": "\u0663"},
        {},
    ],
)
def test_signs_of_life_that_nobody_wants_of_us_are_never_due(environ: dict[str, str]) -> None:
    assert ServiceManager({"NOTIFY_SOCKET": "/n", **environ}, 7).until_next() == inf


@pytest.mark.parametrize("name", ["", "vsock:2:1234", "notify"])
def test_without_an_address_that_we_know_nothing_is_done(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "1"}, 7)
    assert manager.until_next() == inf
    manager.ready("0 sites")
    assert caplog.text == ""


def test_a_service_manager_that_is_gone_is_told_in_the_log_and_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "feedmaker")
    ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "gone")}, 7).ready("0 sites")
    assert "NOTIFY_SOCKET: No such file" in caplog.text


def test_a_daemon_tells_when_it_works_when_it_reloads_and_when_it_ends(
    ear: tuple[socket.socket, str], tmp_path: Path, origin: Origin
) -> None:
    listening, name = ear
    home = Home(tmp_path, origin)
    home.healthy("kabar")
    env = home.environment() | {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "60000000"}
    daemon = Process(tmp_path, ("-m", "feedmaker", "run"), env)
    try:
        assert heard(listening) == {"READY": "1", "STATUS": "1 site"}
        assert (tmp_path / ".feedmaker" / "control").is_socket()
        assert heard(listening) == {"WATCHDOG": "1"}
        home.healthy("koran")
        os.kill(daemon.popen.pid, signal.SIGHUP)
        after = until_heard(listening, "RELOADING", "READY")
        assert [word for word in after if word in {"RELOADING", "READY"}] == ["RELOADING", "READY"]
        daemon.until_said("site=koran new=3 ")
        assert daemon.end() == 0
        assert "STOPPING" in until_heard(listening, "STOPPING")
    finally:
        daemon.close()


def until_heard(listening: socket.socket, *words: str) -> list[str]:
    """Return the first word of all that is said, until these have come."""
    said: list[str] = []
    deadline = monotonic() + LIMIT
    while not {*words} <= {*said}:
        assert monotonic() < deadline, said
        said.append(next(iter(heard(listening))))
    return said


def test_a_daemon_whose_loop_hangs_gives_no_sign_of_life_until_it_goes_on(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin)
    home.healthy("kabar")
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(LIMIT)
        env = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "100000"}
        daemon = Process(tmp_path, ("-m", "feedmaker", "run"), home.environment() | env)
        try:
            daemon.until_said("site=kabar new=3 ")
            said = until_heard(listening, "READY", "WATCHDOG")
            while said.count("WATCHDOG") < 3:
                said += heard(listening)
            state = tmp_path / ".feedmaker" / "feedmaker.sqlite"
            with closing(sqlite3.connect(state, isolation_level=None)) as holder:
                holder.execute("BEGIN IMMEDIATE")  # whoever publishes waits for us now
                (tmp_path / "public" / "kabar.rss").unlink()
                listening.settimeout(1)
                with pytest.raises(TimeoutError):
                    until_heard(listening, "nothing")
                listening.settimeout(LIMIT)
                holder.execute("ROLLBACK")
            assert until_heard(listening, "WATCHDOG")
            assert daemon.end() == 0
        finally:
            daemon.close()
