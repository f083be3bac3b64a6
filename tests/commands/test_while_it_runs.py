"""`build NAME`, `remove NAME` and `status` beside a running `feedmaker run`; real processes."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import RULES, listing, story
from running import LIMIT, Process
from served import Answer, Asked, Origin
from shell import Home

from feedmaker.store.store import Store


class Beside(Home):
    """A folder in which a daemon runs."""

    daemon: Process

    def start(self, **env: str) -> Process:
        self.daemon = Process(
            self.path, ("-m", "feedmaker", "run"), self.environment() | {"TZ": "UTC"} | env
        )
        return self.daemon

    def hold(self, path: str) -> tuple[threading.Event, threading.Event]:
        """Let who asks for the page wait; return when it is asked, and what lets go of it."""
        asked, go_on = threading.Event(), threading.Event()
        page = self.origin._routes[path]

        def talk(sock: socket.socket) -> None:
            asked.set()
            go_on.wait(LIMIT)
            self.origin._talks.pop(path, None)
            body = page(self.origin.requests[-1]).body
            data = body.encode() if isinstance(body, str) else body
            sock.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + data)

        self.origin.raw(path, talk)
        return asked, go_on


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Iterator[Beside]:
    made = Beside(tmp_path, origin)
    yield made
    if hasattr(made, "daemon"):
        made.daemon.close()


def add_story(home: Home, name: str = "kabar") -> None:
    home.origin.page("/new", story("Baru", "Isi yang baru sekali. "))
    home.origin.page(f"/{name}", listing(("/new", "Baru", "30 April 2024 | 09:00 WIB")))


def test_build_name_is_done_by_the_daemon_and_says_how_it_went(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    add_story(home)
    ran = home.process("build", "kabar")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "1 site, 1 new; the feeds are in public")
    assert ran.out.startswith("kabar  1 new")
    assert f"asking the running feedmaker (pid {home.daemon.popen.pid})" in ran.err
    assert home.feed()["items"][0]["title"] == "Baru"
    home.daemon.until_said("site=kabar new=1 ")
    assert "Kabar" in (home.path / "public" / "index.html").read_text("utf-8")


def test_json_is_as_build_alone_gives_it(home: Beside) -> None:
    home.healthy("kabar")
    alone = home.process("build", "kabar", "--json").json()
    home.start().until_said("site=kabar|feedmaker runs")
    add_story(home)
    ran = home.process("build", "sites/kabar.yaml", "--json")
    told = ran.json()
    assert told.keys() == alone.keys()
    assert told["sites"][0].keys() == alone["sites"][0].keys()
    assert (told["sites"][0]["site"], told["sites"][0]["new"]) == ("kabar", 1)
    assert ran.err == ""


def test_force_is_all_sites_and_reread_reads_their_articles_again(home: Beside) -> None:
    home.healthy("kabar")
    home.healthy("koran")
    home.start().until_said("site=kabar new=3 ")
    home.daemon.until_said("site=koran new=3 ")
    home.origin.requests.clear()
    ran = home.process("build", "--force", "--reread=2", "--json")
    assert [site["site"] for site in ran.json()["sites"]] == ["kabar", "koran"]
    assert [site["opened"] for site in ran.json()["sites"]] == [2, 2]
    home.origin.requests.clear()
    ran = home.process("build", "kabar", "--reread", "--json")
    assert ran.json()["sites"][0]["opened"] == 3
    assert {asked.path for asked in home.origin.requests} >= {"/kabar/1", "/kabar/2", "/kabar/3"}


def test_an_edit_that_was_saved_just_before_counts(home: Beside) -> None:
    file = home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    home.healthy("koran")
    ran = home.process("build", "koran", "--json")
    assert ran.json()["sites"][0]["new"] == 3
    file.write_text(file.read_text("utf-8") + "listign: {}\n", "utf-8")
    ran = home.process("build", "kabar")
    assert (ran.status, "listign" in ran.out) == (1, True)
    assert "their last feeds stand; what to do" in ran.out
    file.unlink()
    ran = home.process("build", "kabar")
    assert (ran.status, ran.err.splitlines()[-1]) == (
        2,
        "kabar: there is no such site; there are koran",
    )


def test_what_protects_the_server_holds_for_the_daemon_too(home: Beside) -> None:
    home.env["FEEDMAKER_MIN_INTERVAL"] = "1h"
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    home.origin.requests.clear()
    ran = home.process("build", "kabar")
    assert ran.status == 0
    assert "kabar was asked less than 60 min ago (min_interval); again" in ran.out
    assert home.origin.requests == []


def test_a_list_that_shrank_is_accepted_through_the_daemon(home: Beside) -> None:
    rows = [(f"/s/{n}", f"Cerita {n}", "29 April 2024 | 09:00 WIB") for n in range(20)]
    home.origin.page("/kabar", listing(*rows))
    home.site(
        "kabar",
        RULES.split("article:")[0] + "article: false\nrequest: {{delay: 0s}}\n",
    )
    home.start().until_said("site=kabar new=20 ")
    home.origin.page("/kabar", listing(*rows[:2]))
    assert "of formerly 20" in home.process("build", "kabar").out
    assert "of formerly 20" not in home.process("build", "kabar", "--accept").out


def test_a_site_never_runs_twice_at_once(home: Beside) -> None:
    home.healthy("kabar")
    page = home.origin._routes["/kabar"]
    asked, go_on = threading.Event(), threading.Event()
    at_once: list[int] = []
    here: set[int] = set()

    def route(request: Asked) -> Answer:
        here.add(id(request))
        at_once.append(len(here))
        asked.set()
        go_on.wait(LIMIT)
        here.discard(id(request))
        return page(request)

    home.origin.route("/kabar", route)
    home.start()
    assert asked.wait(LIMIT)
    with home.spawn("build", "kabar") as first, home.spawn("build", "kabar") as second:
        for build in (first, second):
            assert build.stderr is not None
            assert "asking" in build.stderr.readline()
        go_on.set()
        first.communicate(timeout=LIMIT)
        second.communicate(timeout=LIMIT)
    assert at_once == [1, 1, 1]
    assert (first.returncode, second.returncode) == (0, 0)


def test_remove_forgets_a_retired_site_and_takes_its_files(home: Beside) -> None:
    home.healthy("kabar")
    file = home.healthy("koran")
    home.start().until_said("site=koran new=3 ")
    home.daemon.until_said("site=kabar new=3 ")
    file.unlink()
    home.daemon.until_said("site=koran .*gone")
    ran = home.process("remove", "koran")
    assert (ran.status, ran.out) == (0, "koran  forgotten, 3 files removed\n")
    names = {f.name for f in (home.path / "public").iterdir()}
    assert {n for n in names if n.startswith("koran")} == set()
    assert "kabar.rss" in names
    home.daemon.end()
    with Store(home.path / ".feedmaker", read_only=True) as store:
        assert store.names() == ["kabar"]
    assert "koran" not in (home.path / "public" / "feeds.opml").read_text("utf-8")


def test_remove_waits_for_the_end_of_a_run_and_a_site_whose_file_stays_begins_anew(
    home: Beside,
) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    asked, go_on = home.hold("/kabar")
    with home.spawn("build", "kabar") as build:
        assert asked.wait(LIMIT)
        with home.spawn("remove", "kabar") as remove:
            assert remove.stderr is not None
            assert "asking" in remove.stderr.readline()
            go_on.set()
            out, _ = remove.communicate(timeout=LIMIT)
        build.communicate(timeout=LIMIT)
    first, second = out.splitlines()
    assert first == "kabar  forgotten, 3 files removed"
    assert second.startswith("  sites/kabar.yaml is still there: the daemon starts it anew")
    home.daemon.until_said("site=kabar removed=3")
    runs = [line for line in home.daemon.lines if "seconds=" in line or "removed=" in line]
    assert ["removed=" in line for line in runs[:3]] == [False, False, True]
    assert home.process("build", "kabar").status == 0
    assert len(home.feed()["items"]) == 3


@pytest.mark.parametrize("command", ["build", "remove"])
def test_an_unknown_site_is_told_as_without_a_daemon(home: Beside, command: str) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process(command, "kabra")
    assert ran.status == 2
    assert "kabra: there is no such site (did you mean `kabar`?)" in ran.err.replace(
        "; did", " (did"
    )


@pytest.mark.parametrize("command", ["build", "remove"])
def test_what_no_site_can_be_called_is_told_as_without_a_daemon(home: Beside, command: str) -> None:
    names = ["../kabar", "/etc/passwd", "Kabar", "_hosts", "Kaca", "a b"]
    home.healthy("kabar")
    assert home.process("build", "kabar").status == 0
    alone = {name: home.process(command, name) for name in names}
    home.start().until_said("feedmaker runs")
    beside = {name: home.process(command, name) for name in names}
    assert beside == alone
    assert {name: ran.status for name, ran in beside.items()} == dict.fromkeys(names, 2)
    assert [n for n in names if f"{n}: there is no such site" not in beside[n].err] == []


def test_a_file_of_a_name_that_no_site_can_have_says_so(home: Beside) -> None:
    home.healthy("kabar")
    home.healthy("Koran")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process("build", "Koran")
    assert ran.status == 2
    assert "sites/Koran.yaml: `Koran` is no name for a feed" in ran.err


def test_faults_name_files_as_seen_from_where_one_asks(home: Beside) -> None:
    home.healthy("kabar")
    (home.path / "sites" / "koran.yaml").write_text("url: 7\n", "utf-8")
    (home.path / "feedmaker.toml").write_text('base_url = "https://feeds.example/"\n', "utf-8")
    inside = Beside(home.path / "sites", home.origin)
    alone = inside.process("build", "koran")
    home.start().until_said("site=kabar new=3 ")
    ran = inside.process("build", "koran")
    assert (ran.status, ran.out) == (alone.status, alone.out)
    assert ran.out.startswith("koran  failed: koran.yaml:1:1: url: ")
    assert "sites/koran.yaml:1:1: url: " in home.process("build", "koran").out


def test_faults_of_host_files_are_named_as_seen_from_where_one_asks(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    hosts = home.path / "sites" / "_hosts"
    hosts.mkdir()
    (hosts / "localhost.yaml").write_text("contnet: .isi\n", "utf-8")
    (hosts / "Bad!.yaml").write_text("content: .isi\n", "utf-8")
    inside = Beside(home.path / "sites", home.origin)
    (home.path / "feedmaker.toml").touch()
    ran = inside.process("build", "--force")
    home.daemon.end()
    alone = inside.process("build", "--force")
    assert [line for line in ran.out.splitlines() if "_hosts" in line] == [
        line for line in alone.out.splitlines() if "_hosts" in line
    ]
    assert "failed: _hosts/localhost.yaml:1:1: contnet: unknown key" in ran.out
    assert "failed: _hosts/Bad!.yaml: " in ran.out


def test_a_secret_that_is_not_set_is_said_as_without_a_daemon(home: Beside) -> None:
    secret = "request: {{delay: 0s, headers: {{X-Key: '${{FEEDMAKER_SECRET_KEY}}'}}}}"
    home.healthy("kabar", RULES.replace("request: {{delay: 0s}}", secret))
    (home.path / "feedmaker.toml").write_text('[secrets]\nkabar = ["FEEDMAKER_SECRET_KEY"]\n')
    inside = Beside(home.path / "sites", home.origin)
    alone = inside.process("build", "kabar")
    home.start().until_said("site=kabar fault=")
    ran = inside.process("build", "kabar")
    assert (ran.status, ran.out.splitlines()[0]) == (alone.status, alone.out.splitlines()[0])
    assert ran.out.startswith("kabar  failed: environment: request.headers: ")


def test_status_can_be_asked_meanwhile(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    (row,) = home.process("status", "--json").json()["sites"]
    assert (row["site"], row["state"], row["entries"]) == ("kabar", "fine", 3)


def test_build_of_what_is_due_is_refused_with_what_to_type(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process("build")
    assert ran.status == 3
    assert "fetches what is due by itself; for a site now: feedmaker build NAME" in ran.err


def test_a_second_daemon_says_what_to_do(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process("run")
    assert ran.status == 3
    assert f"(pid {home.daemon.popen.pid}); leave that at work, or end it first" in ran.err


@pytest.mark.parametrize("option", ["--debug", "--now=2026-11-23T08:00:00Z", "--replay=."])
def test_what_can_not_be_passed_on_is_refused_in_a_line(home: Beside, option: str) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process("build", "kabar", option)
    assert ran.status == 3
    assert f"{option.partition('=')[0]} can't be passed on to it" in ran.err
    assert ran.err.count("\n") == 1


def test_other_folders_than_the_daemons_are_refused(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    ran = home.process("build", "kabar", "--out", "elsewhere")
    assert ran.status == 3
    assert f"`out` is {home.path}/public there, {home.path}/elsewhere here" in ran.err
    assert not (home.path / "elsewhere").exists()


def test_a_build_that_holds_the_lock_takes_no_requests(home: Beside) -> None:
    home.healthy("kabar")
    with Store(home.path / ".feedmaker"):
        ran = home.process("build", "kabar")
    assert ran.status == 3
    assert "it takes no requests (only `feedmaker run` does)" in ran.err


def test_ctrl_c_leaves_the_daemon_at_work(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    add_story(home)
    asked, go_on = home.hold("/kabar")
    with home.spawn("build", "kabar") as build:
        assert asked.wait(LIMIT)
        build.send_signal(signal.SIGINT)
        _, err = build.communicate(timeout=LIMIT)
    assert build.returncode == 130
    assert "goes on with it" in err
    go_on.set()
    home.daemon.until_said("site=kabar new=1 ")


@pytest.mark.parametrize(
    ("number", "status", "said"),
    [
        (signal.SIGTERM, 1, "feedmaker was ended"),
        (signal.SIGKILL, 1, "ended before it answered"),
    ],
)
def test_a_daemon_that_ends_meanwhile_is_told(
    home: Beside, number: signal.Signals, status: int, said: str
) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    asked, go_on = home.hold("/kabar")
    with home.spawn("build", "kabar") as build:
        assert asked.wait(LIMIT)
        home.daemon.send(number)
        out, err = build.communicate(timeout=LIMIT)
    go_on.set()
    assert build.returncode == status
    assert said in out + err
    assert home.daemon.wait() in {0, -signal.SIGKILL}


# --- SIGHUP


def test_sighup_takes_up_settings_and_says_which_need_a_restart(home: Beside) -> None:
    home.healthy("kabar")
    home.start().until_said("site=kabar new=3 ")
    toml = home.path / "feedmaker.toml"
    good = (
        'base_url = "https://feeds.example/"\ntitle = "Pelabuhan"\nworkers = 3\nmin_delay = "1s"\n'
    )
    toml.write_text(good)
    os.kill(home.daemon.popen.pid, signal.SIGHUP)
    home.daemon.until_said("setting=base_url changed=now")
    home.daemon.until_said('setting=workers changed="after a restart"')
    home.daemon.until_said('setting=min_delay changed="after a restart"')
    assert home.process("build", "kabar").status == 0  # done after the reload
    assert home.feed()["feed_url"] == "https://feeds.example/kabar.json"
    assert "<title>Pelabuhan</title>" in (home.path / "public" / "feeds.opml").read_text("utf-8")
    toml.write_text("base_url = 7\n")
    os.kill(home.daemon.popen.pid, signal.SIGHUP)
    home.daemon.until_said('settings="stay as they were"')
    toml.write_text(good)
    assert home.process("build", "kabar").status == 0
    assert home.feed()["feed_url"] == "https://feeds.example/kabar.json"
    assert home.daemon.end() == 0


def test_sighup_lets_a_site_use_a_secret_that_was_not_its_own_before(home: Beside) -> None:
    secret = "request: {{delay: 0s, headers: {{X-Key: '${{FEEDMAKER_SECRET_KEY}}'}}}}"
    home.healthy("kabar", RULES.replace("request: {{delay: 0s}}", secret))
    home.start(FEEDMAKER_SECRET_KEY="abc").until_said("site=kabar fault=")
    (home.path / "feedmaker.toml").write_text('[secrets]\nkabar = ["FEEDMAKER_SECRET_KEY"]\n')
    os.kill(home.daemon.popen.pid, signal.SIGHUP)
    home.daemon.until_said("site=kabar new=3 ")
    assert home.origin.last("/kabar").headers["X-Key"] == "abc"
