"""The daemon's socket under attack: real sockets, with a stand-in for what the daemon does.

What commands do by it is told in tests/commands/test_while_it_runs.py.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from running import LIMIT

from feedmaker.config.settings import Settings
from feedmaker.daemon import control_client
from feedmaker.daemon.control import Control
from feedmaker.daemon.control_protocol import write_request
from feedmaker.daemon.errands import Answer, Errand, Request
from feedmaker.errors import AnotherRunError, UnansweredError

RUNNING = AnotherRunError("/state/lock", 7)
HARBOUR = Request("build", ("harbour",))


@dataclass
class House:
    """Folders, and what was asked for in them. Each request is answered by its names."""

    settings: Settings
    asked: list[Request] = field(default_factory=list)

    @property
    def socket(self) -> Path:
        return self.settings.state / "control"

    def take(self, errand: Errand) -> None:
        self.asked.append(errand.request)
        errand.tell({"names": errand.request.names})

    @contextmanager
    def open(
        self, take: Callable[[Errand], object] | None = None, patience: float = LIMIT
    ) -> Iterator[Control]:
        with Control(self.settings, take or self.take, patience=patience) as control:
            yield control

    def ask(self, request: Request = HARBOUR, **options: str) -> Answer:
        said: list[str] = []
        typed = Namespace(**options)
        return control_client.ask_daemon(self.settings, request, typed, RUNNING, say=said.append)

    def say(self, *parts: bytes) -> str:
        """Send these bytes; return what the answer refuses, "" where there is no answer."""
        with connected(self.socket) as client:
            for part in parts:
                try:
                    client.sendall(part)
                except OSError:  # it has heard enough
                    break
            try:
                answer = client.makefile().readline()
            except ConnectionResetError:
                return ""
        return json.loads(answer).get("refused", "answered") if answer else ""

    def line(self, **changes: object) -> bytes:
        said = json.loads(write_request(HARBOUR, self.settings)) | changes
        return json.dumps({k: v for k, v in said.items() if v is not None}).encode() + b"\n"


@contextmanager
def connected(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(LIMIT)
        here = os.open(path.parent, os.O_DIRECTORY)
        try:
            client.connect(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)
        yield client


@pytest.fixture
def house(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> House:
    caplog.set_level(logging.INFO, "feedmaker")
    settings = Settings(tmp_path / "sites", tmp_path / "public", tmp_path / "state")
    settings.state.mkdir(mode=0o700)
    return House(settings)


# --- what goes through


def test_a_request_is_taken_and_its_answer_comes_back(house: House) -> None:
    asked = Request("build", ("harbour", "ferry"), reread=-1, accept=True)
    with house.open():
        assert house.ask(asked) == {"names": ("harbour", "ferry")}
    assert house.asked == [asked]


def test_the_socket_is_for_our_own_user_only_and_gone_at_the_end(house: House) -> None:
    before = os.umask(0)
    try:
        with house.open():
            found = house.socket.lstat()
            assert stat.S_ISSOCK(found.st_mode)
            assert stat.S_IMODE(found.st_mode) == 0o600
        assert os.umask(0) == 0
    finally:
        os.umask(before)
    assert not house.socket.exists()


def test_a_state_folder_with_a_long_path_works_too(house: House) -> None:
    deep = house.settings.state.joinpath(*["a-folder-with-a-long-name"] * 8)
    deep.mkdir(parents=True)
    house.settings = replace(house.settings, state=deep)
    assert len(str(house.socket)) > 108
    with house.open():
        assert house.ask() == {"names": ("harbour",)}


def test_folders_that_a_symbolic_link_leads_to_are_the_same_folders(house: House) -> None:
    with house.open():
        link = house.settings.state.with_name("link")
        link.symlink_to(house.settings.state)
        house.settings = replace(house.settings, state=link)
        assert house.ask() == {"names": ("harbour",)}


def test_many_clients_at_once_each_get_their_own_answer(house: House) -> None:
    all_there = threading.Barrier(40, timeout=LIMIT)

    def take(errand: Errand) -> None:
        all_there.wait()
        house.take(errand)

    answers: dict[str, Answer] = {}

    def ask(name: str) -> None:
        answers[name] = house.ask(Request("build", (name,)))

    with house.open(take):
        clients = [threading.Thread(target=ask, args=(f"site-{n}",)) for n in range(40)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    assert answers == {f"site-{n}": {"names": (f"site-{n}",)} for n in range(40)}


def test_clients_beyond_all_reason_are_told_to_come_again_and_the_others_are_not(
    house: House,
) -> None:
    taken = threading.Semaphore(0)
    errands: list[Errand] = []

    def take(errand: Errand) -> None:
        errands.append(errand)
        taken.release()

    with house.open(take), ExitStack() as stack:
        clients = [stack.enter_context(connected(house.socket)) for _ in range(64)]
        for client in clients:
            client.sendall(house.line())
            assert taken.acquire(timeout=LIMIT)
        assert house.say(house.line()) == "64 others ask it just now: try again in a minute"
        with pytest.raises(AnotherRunError, match="try again in a minute"):
            house.ask()
        for errand in errands:
            errand.tell({})
        for client in clients:
            assert client.makefile().readline() == "{}\n"


# --- what is refused


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"names": ["../../etc/passwd"]}, '"../../etc/passwd" is no name of a site'),
        ({"names": ["/etc/passwd"]}, "is no name of a site"),
        ({"names": ["sites/harbour.yaml"]}, "is no name of a site"),
        ({"names": ["harbour\n"]}, "is no name of a site"),
        ({"names": ["_hosts"]}, "is no name of a site"),
        ({"names": ["a" * 65]}, "is no name of a site"),
        ({"names": [7]}, "is no name of a site"),
        ({"names": [["harbour"]]}, "is no name of a site"),
        ({"names": "harbour"}, "wrong fields"),
        ({"command": "stop"}, "no such command"),
        ({"command": "remove", "names": []}, "wants names"),
        ({"command": "remove", "accept": True}, "wants names, and nothing else"),
        ({"reread": True}, "wrong fields"),
        ({"reread": -2}, "a number of articles"),
        ({"reread": 1.5}, "wrong fields"),
        ({"shell": "rm"}, "unknown, missing or wrong fields"),
        ({"accept": None}, "unknown, missing or wrong fields"),
        ({"version": "0.0.1"}, "restart that"),
        ({"version": None}, "restart that"),
        ({"sites": "/elsewhere"}, "works with another folder: `sites` is"),
        ({"out": "/elsewhere"}, "works with another folder: `out` is"),
        ({"state": "/elsewhere"}, "works with another folder: `state` is"),
    ],
)
def test_what_is_no_request_of_ours_is_refused_with_the_reason(
    house: House, changes: dict[str, object], why: str
) -> None:
    with house.open():
        assert why in house.say(house.line(**changes))
    assert house.asked == []


@pytest.mark.parametrize(
    "line", [b"\n", b"build harbour\n", b"[" * 60_000 + b"\n", b"\xff\xfe\n", b"7\n", b"9" * 9999]
)
def test_what_is_no_json_object_is_refused(house: House, line: bytes) -> None:
    with house.open():
        assert "no request" in house.say(line.rstrip(b"\n") + b"\n")
    assert house.asked == []


def test_two_requests_in_one_are_refused(house: House) -> None:
    with house.open():
        assert "no request" in house.say(house.line() + house.line())
    assert house.asked == []


def test_a_huge_request_is_cut_off_at_64_kb(house: House) -> None:
    sent = [b'{"names": "', *[b"a" * 65536] * 512]
    with house.open():
        assert house.say(*sent) in {"that is more than 64 KB", ""}  # "": it hung up on us
        assert house.ask() == {"names": ("harbour",)}
    assert house.asked == [HARBOUR]


def test_a_slow_request_is_given_up_however_steadily_it_drips(house: House) -> None:
    with house.open(patience=0.3), connected(house.socket) as client:
        client.settimeout(0.05)
        for byte in house.line() * 1000:
            try:
                with suppress(BrokenPipeError):  # it hung up just now: its answer waits
                    client.sendall(bytes([byte]).replace(b"\n", b" "))
                answer = client.recv(65536)
                break
            except TimeoutError:
                continue
        assert "no whole request came within 0.3 s" in json.loads(answer)["refused"]
    assert house.asked == []


def test_the_request_of_another_user_is_not_even_read(house: House) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    house.settings.state.chmod(0o755)
    with house.open():
        house.socket.chmod(0o666)
        line = house.line()
        child = os.fork()
        if not child:
            status = 1
            try:
                os.chdir(house.settings.state)  # while we may
                os.setresuid(65534, 65534, 65534)
                client = socket.socket(socket.AF_UNIX)
                client.connect("control")
                client.settimeout(LIMIT)
                status = 2
                client.sendall(line)
                status = 0 if client.recv(65536) == b"" else 3
            except (BrokenPipeError, ConnectionResetError):
                status = 0 if status == 2 else status
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert house.asked == []


# --- what lies in the socket's place


def test_a_stale_socket_is_removed_by_who_holds_the_lock(house: House) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(house.socket))
    with pytest.raises(AnotherRunError, match="it takes no requests"):
        house.ask()
    assert house.socket.is_socket()  # a client removes nothing
    with house.open():
        assert house.ask() == {"names": ("harbour",)}


def test_a_link_in_the_sockets_place_is_followed_by_nobody(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = replace(house.settings, state=tmp_path / "elsewhere")
    elsewhere.state.mkdir()
    trap = House(elsewhere)
    with trap.open():
        house.socket.symlink_to(trap.socket)
        with pytest.raises(AnotherRunError, match="it takes no requests"):
            house.ask()
        with house.open():
            assert house.socket.is_symlink()
            assert f"{house.socket}: this is no socket of ours; move it away" in caplog.text
        assert trap.socket.is_socket()
    assert trap.asked == []


def test_a_file_in_the_sockets_place_stays_and_the_daemon_works_without(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.socket.write_text("mine")
    with house.open():
        with pytest.raises(AnotherRunError, match="it takes no requests"):
            house.ask()
        assert "no command reaches us" in caplog.text
    assert house.socket.read_text() == "mine"


# --- ends


def test_a_client_that_goes_away_does_not_stop_what_it_asked_for(house: House) -> None:
    taken, gone = threading.Event(), threading.Event()
    errands: list[Errand] = []

    def take(errand: Errand) -> None:
        errands.append(errand)
        taken.set()

    with house.open(take):
        with connected(house.socket) as client:
            client.sendall(house.line())
            assert taken.wait(LIMIT)
        gone.set()
        assert not errands[0].answer.done()
        errands[0].tell({"a": "b" * 1_000_000})
    assert errands[0].answer.result() == {"a": "b" * 1_000_000}


def test_who_still_waits_at_the_end_is_told_of_it(house: House) -> None:
    taken = threading.Event()
    said: list[str] = []

    def ask() -> None:
        try:
            house.ask()
        except AnotherRunError as error:
            said.append(error.hint)

    with house.open(lambda _: taken.set()):
        client = threading.Thread(target=ask)
        client.start()
        assert taken.wait(LIMIT)
    client.join()
    assert said == ["the running feedmaker has ended; what it had read is kept"]


def test_a_daemon_that_dies_is_a_clear_error(house: House) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(house.socket))
        server.listen()

        def die() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)

        thread = threading.Thread(target=die)
        thread.start()
        with pytest.raises(UnansweredError, match=r"\(pid 7\) ended before it answered"):
            house.ask()
        thread.join()


@pytest.mark.parametrize("option", ["replay", "now", "debug"])
def test_options_for_this_process_alone_are_not_passed_on(house: House, option: str) -> None:
    with house.open(), pytest.raises(AnotherRunError, match=f"--{option} can't be passed on"):
        house.ask(HARBOUR, **{option: "x"})
    assert house.asked == []
