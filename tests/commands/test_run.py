"""`feedmaker run` as a process: signals, the lock, the address, the log."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from time import monotonic

import pytest
from newsroom import RULES, listing, story
from running import LIMIT, Process
from served import Origin

from feedmaker.commands.run import run

RUN = "from feedmaker.arguments import read_options; from feedmaker.commands.run import run;"
HASTY = RUN + "run(read_options(['run']), grace=0.2, longest_end=0.5)"
PATIENT = RUN + f"run(read_options(['run']), grace={3 * LIMIT}, longest_end={4 * LIMIT})"
"""A daemon that waits longer than we do: it ends in time only if nothing holds it up."""


@dataclass
class Home:
    """A folder with one site of the test origin."""

    path: Path
    origin: Origin
    started: list[Process] = field(default_factory=list)

    def save(self, name: str = "kabar", more: str = "") -> None:
        (self.path / "sites").mkdir(exist_ok=True)
        text = RULES.format(url=self.origin.url("/")) + more
        (self.path / "sites" / f"{name}.yaml").write_text(text, "utf-8")

    def put_up(self) -> None:
        self.origin.page("/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
        self.origin.page("/1", story("Satu", "Isi cerita nomor satu. "))
        self.save()

    def start(self, *arguments: str, **env: str) -> Process:
        return self.start_program("-m", "feedmaker", "run", *arguments, **env)

    def start_patient(self) -> Process:
        return self.start_program("-c", PATIENT)

    def start_program(self, *program: str, **env: str) -> Process:
        own = {"FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8", "FEEDMAKER_MIN_INTERVAL": "0s"}
        self.started.append(Process(self.path, program, own | env))
        return self.started[-1]

    def left(self) -> list[str]:
        """What a tidy end leaves beside the site files."""
        folders = (self.path / "public", self.path / ".feedmaker")
        return sorted(file.name for folder in folders for file in folder.iterdir())


FEEDS = ["kabar.rss", "kabar.atom", "kabar.json", "index.html", "feeds.opml", ".nojekyll"]
TIDY = sorted([*FEEDS, "feedmaker.sqlite", "lock"])


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Iterator[Home]:
    made = Home(tmp_path, origin)
    yield made
    for process in made.started:
        process.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_tidily(home: Home, number: signal.Signals) -> None:
    home.put_up()
    daemon = home.start_patient()
    daemon.until_said("site=kabar new=1 ")
    assert daemon.children()  # the sandbox
    assert daemon.end(number) == 0
    assert (home.left(), daemon.children()) == (TIDY, [])
    assert daemon.lines[-1].endswith("feedmaker has ended")


def test_a_request_that_hangs_does_not_delay_the_end(home: Home) -> None:
    asked, over = threading.Event(), threading.Event()

    def hang(sock: socket.socket) -> None:
        asked.set()
        over.wait(10 * LIMIT)

    home.put_up()
    home.origin.raw("/", hang)
    daemon = home.start_patient()
    assert asked.wait(LIMIT)
    status = daemon.end()
    over.set()
    assert status == 0
    assert daemon.lines[-1].endswith("feedmaker has ended")


def test_a_page_that_takes_long_to_read_does_not_delay_the_end(home: Home) -> None:
    home.put_up()
    home.origin.page("/", "<div>" * 200_000)
    daemon = home.start_patient()
    deadline = monotonic() + LIMIT
    pause = threading.Event()
    while not any(_cpu_seconds(child) > 1 for child in daemon.children()):
        assert monotonic() < deadline, daemon.lines
        pause.wait(0.02)
    assert (daemon.end(), daemon.children()) == (0, [])
    assert not [line for line in daemon.lines if "error" in line]


def _cpu_seconds(pid: int) -> float:
    try:
        rest = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(rest[11]) + int(rest[12])) / os.sysconf("SC_CLK_TCK")


def test_a_second_signal_ends_it_at_once(home: Home) -> None:
    daemon, holder = _stuck(home, "-c", PATIENT)
    with closing(holder):
        daemon.send(signal.SIGTERM)
        while _handles(daemon.popen.pid, signal.SIGTERM):
            assert daemon.popen.poll() is None
        assert daemon.end(signal.SIGTERM) == -signal.SIGTERM
    daemon.until_childless()


def test_even_a_thread_that_can_not_be_stopped_does_not_hold_it_up(home: Home) -> None:
    daemon, holder = _stuck(home, "-c", HASTY)
    with closing(holder):
        status = daemon.end(signal.SIGTERM)
    assert status == 0
    daemon.until_childless()
    assert "something hangs" in daemon.lines[-1]


def test_it_ends_before_those_who_wait_ten_seconds_kill_it() -> None:
    stated = signature(run).parameters
    assert stated["grace"].default < stated["longest_end"].default < 10


def _stuck(home: Home, *program: str) -> tuple[Process, sqlite3.Connection]:
    """Return a daemon whose run waits for a database that somebody else has locked."""
    asked, locked = threading.Event(), threading.Event()
    home.put_up()

    def talk(sock: socket.socket) -> None:
        asked.set()
        locked.wait(LIMIT)
        body = story("Satu", "Isi cerita. ").encode()
        sock.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)

    home.origin.raw("/1", talk)
    daemon = home.start_program(*program)
    assert asked.wait(LIMIT)
    holder = sqlite3.connect(home.path / ".feedmaker" / "feedmaker.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    locked.set()
    deadline = monotonic() + LIMIT
    pause = threading.Event()
    while home.origin.requests[-1].path != "/1" or not daemon.children():
        assert monotonic() < deadline
        pause.wait(0.02)
    return daemon, holder


def _handles(pid: int, number: signal.Signals) -> bool:
    """Whether the process still has a handler of its own for the signal."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    caught = next(line.split()[1] for line in lines if line.startswith("SigCgt"))
    return bool(int(caught, 16) >> (number - 1) & 1)


def test_a_second_daemon_on_the_same_state_ends_with_3_and_names_the_first(home: Home) -> None:
    home.put_up()
    first = home.start()
    first.until_said("site=kabar")
    second = home.start()
    assert second.wait() == 3
    assert f"pid {first.popen.pid}" in "\n".join(second.lines)
    assert first.end() == 0


def test_after_kill_9_the_next_start_works_and_sweeps_up(home: Home) -> None:
    home.put_up()
    first = home.start()
    first.until_said("site=kabar new=1 ")
    first.send(signal.SIGKILL)
    first.wait()
    (home.path / "public" / ".feedmaker-7-kabar.rss.new").write_text("half")
    (home.path / "public" / "kabar.rss").unlink()
    second = home.start()
    second.until_said("feedmaker runs")
    assert second.end() == 0
    assert home.left() == TIDY


# --- the folder over HTTP


def test_the_folder_is_served_and_its_address_stands_in_the_feeds(home: Home) -> None:
    home.put_up()
    daemon = home.start("--serve", "127.0.0.1:0")
    address = daemon.until_said("serving http").split()[-1]
    daemon.until_said("site=kabar new=1 ")
    feed = _get_until(f"{address}kabar.atom", "Satu")
    assert f'href="{address}kabar.atom"' in feed
    assert "Kabar" in _get_until(address, "Kabar")
    assert daemon.end() == 0
    assert not [line for line in daemon.lines if "base_url" in line]


def test_a_stated_base_url_wins_over_the_address_that_is_served(home: Home) -> None:
    home.put_up()
    (home.path / "feedmaker.toml").write_text('base_url = "https://feeds.example/"')
    daemon = home.start("--serve", "127.0.0.1:0")
    address = daemon.until_said("serving http").split()[-1]
    feed = _get_until(f"{address}kabar.atom", "Satu")
    assert 'href="https://feeds.example/kabar.atom"' in feed


def test_an_address_that_means_all_of_ours_names_no_feed(home: Home) -> None:
    home.put_up()
    daemon = home.start("--serve", "0.0.0.0:0")
    daemon.until_said("base_url")
    port = daemon.until_said("serving http").rstrip("/").rpartition(":")[2]
    feed = _get_until(f"http://127.0.0.1:{port}/kabar.atom", "Satu")
    assert 'rel="self"' not in feed


def _get_until(url: str, word: str) -> str:
    deadline = monotonic() + LIMIT
    pause = threading.Event()
    while True:
        try:
            with urllib.request.urlopen(url, timeout=LIMIT) as answer:
                text: str = answer.read().decode()
        except OSError:
            text = ""
        if word in text:
            return text
        assert monotonic() < deadline, text
        pause.wait(0.02)


def test_a_taken_port_is_a_clear_error(home: Home) -> None:
    home.put_up()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        daemon = home.start("--serve", address)
        assert daemon.wait() == 2
    (line,) = daemon.lines
    assert address in line
    assert "in use" in line


@pytest.mark.parametrize("address", ["8000", "no-such-host.invalid:8000", "127.0.0.1:99999"])
def test_what_is_no_address_of_ours_is_a_clear_error(home: Home, address: str) -> None:
    home.put_up()
    daemon = home.start("--serve", address)
    assert daemon.wait() == 2
    (line,) = daemon.lines
    assert address in line


def test_without_a_folder_of_site_files_nothing_is_made(home: Home) -> None:
    daemon = home.start()
    assert daemon.wait() == 2
    assert list(home.path.iterdir()) == []


# --- the log


def test_the_log_can_be_json_lines(home: Home) -> None:
    home.put_up()
    daemon = home.start(FEEDMAKER_LOG_FORMAT="json")
    daemon.until_said('"new": 1')
    daemon.end()
    lines = [json.loads(line) for line in daemon.lines]
    assert all({"time", "level"} <= line.keys() for line in lines)
    (run,) = [line for line in lines if line.get("new")]
    assert (run["site"], run["new"], run["level"]) == ("kabar", 1, "info")


def test_whoever_reads_the_log_may_go_away(home: Home) -> None:
    home.put_up()
    script = f"{sys.executable} -m feedmaker run 2>&1 | head -1"
    env = os.environ | {"FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8", "FEEDMAKER_MIN_INTERVAL": "0s"}
    with subprocess.Popen(
        ["bash", "-c", script], cwd=home.path, env=env, start_new_session=True
    ) as shell:
        deadline = monotonic() + LIMIT
        pause = threading.Event()
        lock = home.path / ".feedmaker" / "lock"
        while "Satu" not in _read(home.path / "public" / "kabar.rss"):
            assert monotonic() < deadline
            pause.wait(0.02)
        os.kill(int(lock.read_text()), signal.SIGTERM)
        assert shell.wait(LIMIT) == 0


def _read(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""
