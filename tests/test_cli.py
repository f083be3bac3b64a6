"""The command line's manners: exit statuses, messages that say what to do, streams, --json."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from served import Origin
from shell import MORNING, Home, Ran

from feedmaker.store.store import Store

COMMANDS = [
    "init",
    "build",
    "run",
    "check",
    "listing",
    "article",
    "status",
    "demo",
    "restore",
    "settings",
    "backup",
    "completion",
    "record",
    "test",
    "remove",
    "schema",
]


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def on_terminal(home: Home, *arguments: str, **env: str) -> Ran:
    """Run a command whose output is a terminal; the output is without its colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, 0x5414, b"\x18\0\x64\0\0\0\0\0")  # TIOCSWINSZ: 24 rows, 100 columns
    term = {"TERM": "xterm-256color", **env}
    with home.spawn(*arguments, env=term, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        told = bytearray()
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # Linux says so when the last of the other end is closed
                break
            if not more:
                break
            told += more
    os.close(ours)
    return Ran(child.returncode, told.decode().replace("\r\n", "\n"), "")


# --- Wrong usage: exit 2, one line that helps -------------------------------


def test_feedmaker_alone_shows_its_commands_and_is_wrong_usage(home: Home) -> None:
    ran = home.run()
    assert ran.status == 2
    assert all(command in ran.err for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_the_common_options(home: Home, command: str) -> None:
    ran = home.run(command, "--help")
    assert ran.status == 0
    places = ("--sites DIR", "--out DIR", "--state DIR", "--config FILE")
    for option in ("--debug", *(() if command in {"init", "completion", "schema"} else places)):
        assert option in ran.out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("bulid", "there is no command `bulid` (did you mean `build`?)"),
        ("--sites sites build", "first: feedmaker build --sites sites"),
        ("--force build kabar", "first: feedmaker build --force kabar"),
        ("--sites build check --json", "first: feedmaker check --sites build --json"),
        ("--out=public --debug status", "first: feedmaker status --out=public --debug"),
        ("--forse build", "unknown argument `--forse` (did you mean `--force`?)"),
        ("--sites sites", "it comes first: feedmaker COMMAND --sites sites"),
        ("--sites sites bulid", "there is no command `bulid` (did you mean `build`?)"),
        ("--serve 127.0.0.1:8000 run", "first: feedmaker run --serve 127.0.0.1:8000"),
        ("https://a.example/", "to make a feed of it: feedmaker new https://a.example/"),
        ("https://a.example/ article", "comes first: feedmaker article https://a.example/"),
        ("kompas build --force", "comes first: feedmaker build kompas --force"),
        ("bulid --help", "there is no command `bulid`"),
        ("build --forse", "unknown argument `--forse` (did you mean `--force`?)"),
        ("build --for", "unknown argument `--for`"),
        ("build kabar --reread=0", "`0` is no number from 1"),
        ("build --reread kabar", "put names first"),
        ("build --reread", "feedmaker build NAME --reread"),
        ("build kabra", "kabra: there is no such site (did you mean `kabar`?)"),
        ("check zzz", "zzz: there is no such site; there are kabar"),
        ("remove", "the following arguments are required: NAME"),
        ("remove kabra", "kabra: there is no such site"),
        ("remove kabar", "kabar: nothing is remembered of it"),
        ("build --now noon", "--now: `noon` is no time with an offset"),
        ("listing", "feedmaker listing https://"),
        ("article", "feedmaker article https://"),
        ("listing --html a.html", "--url https://"),
        ("listing www.example.org/news", "did you mean https://www.example.org/news?"),
        ("listing file:///etc/passwd", "is no http or https address"),
        ("listing --watch", "--site NAME|FILE"),
        ("listing https://a.example/ --site kabra", "did you mean `kabar`?"),
        ("listing https://a.example/ --site kabra.yaml", "No such file"),
        ("demo --serve nonsense", "--serve nonsense"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_to_type(home: Home, typed: str, told: str) -> None:
    home.site("kabar")
    ran = home.run(*typed.split())
    assert ran.status == 2
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", ["build", "check", "status", "remove x"])
def test_without_a_folder_of_site_files_nothing_is_made(home: Home, command: str) -> None:
    ran = home.run(*command.split())
    assert ran.status == 2
    assert ran.err.startswith("sites: there is no such folder of site files")
    assert "feedmaker demo" in ran.err
    assert list(home.path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("feedmaker.toml", "sties = 'x'", "feedmaker.toml:1:1: sties: unknown key `sties`"),
        ("sites/_defaults.yaml", "evry: 2h", "sites/_defaults.yaml:1:1: evry: unknown key"),
    ],
)
def test_a_fault_of_the_operators_files_is_status_2_with_its_place(
    home: Home, file: str, text: str, told: str
) -> None:
    home.site("kabar")
    (home.path / file).write_text(text, encoding="utf-8")
    for command in ("build", "check", "status"):
        ran = home.run(command)
        assert ran.status == 2
        assert ran.err.startswith(told)


# --- Other ends --------------------------------------------------------------


def test_a_second_feedmaker_on_the_same_state_is_status_3_and_names_the_first(home: Home) -> None:
    home.healthy()
    with Store(home.path / ".feedmaker"):
        ran = home.run("build")
    assert ran.status == 3
    assert f"pid {os.getpid()}" in ran.err


def test_a_broken_state_is_status_1_and_no_traceback(home: Home) -> None:
    home.healthy()
    (home.path / ".feedmaker").write_text("not a folder", encoding="utf-8")
    ran = home.run("build")
    assert ran.status == 1
    assert ran.err.startswith("feedmaker: ")
    assert "Traceback" not in ran.err


def test_a_bug_is_one_line_without_debug_and_a_traceback_with_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> int:
        raise KeyError("surprise")

    monkeypatch.setattr("feedmaker.commands.schema.run", broken)
    ran = home.run("schema")
    assert ran.status == 1
    told = "feedmaker: a bug in feedmaker, please report it: KeyError('surprise')"
    assert ran.err == f"{told} (--debug shows where)\n"
    with pytest.raises(KeyError):
        home.run("schema", "--debug")


def test_a_bug_in_one_site_fails_that_site_and_the_others_go_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from feedmaker.entries import identity

    real = identity.apply_listing

    def broken(teasers: tuple[object, ...], *rest: object, **more: object) -> object:
        if any("/rusak/" in str(teaser) for teaser in teasers):
            raise ZeroDivisionError("a bug")
        return real(teasers, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(identity, "apply_listing", broken)
    home.healthy("kabar")
    home.healthy("rusak")
    ran = home.run("build", now=MORNING)
    assert ran.status == 0
    assert "rusak  failed: a bug in feedmaker" in ran.out
    assert "Traceback" not in ran.err
    assert len(home.feed("kabar")["items"]) == 3
    assert "Traceback" in home.run("build", "--force", "--debug", now=MORNING).err


# --- Streams -----------------------------------------------------------------


def test_a_reader_of_our_output_that_goes_away_does_not_stop_a_build(home: Home) -> None:
    for number in range(4):
        home.healthy(f"kabar-{number}")
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs, home.spawn("build", stdout=theirs) as child:
        _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")
    assert all(len(home.feed(f"kabar-{number}")["items"]) == 3 for number in range(4))


@pytest.mark.parametrize("command", ["status", "schema", "check"])
def test_a_reader_that_has_seen_enough_ends_a_command_in_silence(home: Home, command: str) -> None:
    home.healthy()
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs, home.spawn(command, stdout=theirs) as child:
        _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")


def test_closed_standard_streams_are_no_place_for_the_database(home: Home) -> None:
    home.healthy()
    script = f'exec "{sys.executable}" -m feedmaker build <&- >&- 2>&-'
    done = subprocess.run(
        ["sh", "-c", script], cwd=home.path, env=home.environment(), check=False, timeout=60
    )
    assert done.returncode == 0
    assert len(home.feed()["items"]) == 3
    assert home.run("status").status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_our_output_does_not_stop_a_build(home: Home) -> None:
    home.healthy()
    with Path("/dev/full").open("w") as full, home.spawn("build", stdout=full) as child:
        _, err = child.communicate(timeout=60)
    assert (child.returncode, "Traceback" in err) == (0, False)
    assert len(home.feed()["items"]) == 3


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_the_machines_locale_changes_no_letter(home: Home, locale: str) -> None:
    home.healthy()
    home.origin.page(
        "/utf", "<title>x</title><main><h2><a href='/a'>東京の灯台 “satu”</a></h2></main>"
    )
    home.site("jepang", "url: {origin}/utf\nlisting: {{item: h2}}\n")
    ran = home.process("listing", "--site", "jepang", env={"LC_ALL": locale, "LANG": locale})
    assert ran.status == 0
    assert "東京の灯台 “satu”" in ran.out


def test_ctrl_c_ends_a_build_at_once_and_keeps_what_was_read(home: Home) -> None:
    home.healthy("kabar")
    home.healthy("lambat")
    asked, release = threading.Event(), threading.Event()

    def wait(_: socket.socket) -> None:
        asked.set()
        release.wait(600)

    home.origin.raw("/lambat/3", wait)
    with home.spawn("build") as child:
        assert asked.wait(60)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    release.set()
    assert child.returncode == 130
    assert err == "feedmaker: stopped; what was read is kept\n"
    assert home.run("build").status == 0


# --- A terminal --------------------------------------------------------------


def test_a_terminal_gets_a_bar_and_a_table(home: Home) -> None:
    home.healthy()
    home.site("rusak", "url: {url}\nrequest: {{delay: 0s}}\n")
    ran = on_terminal(home, "build")
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", ran.out)
    assert ran.status == 0
    assert "0/2" in text
    assert re.search(r"site +new +full text +seconds", text)
    assert re.search(r"kabar +3 +3/3 +\d+", text)
    assert "rusak:\n  failed: the server answers 404" in text


def test_without_colour_where_the_reader_says_so(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    home.site("rusak", "evry: 1h")
    assert re.search(r"\x1b\[[0-9;]*31m", on_terminal(home, "status").out)
    assert not re.search(r"\x1b\[[0-9;]*3\dm", on_terminal(home, "status", NO_COLOR="1").out)
    assert "\x1b" not in on_terminal(home, "build", TERM="dumb").out


def test_times_are_ages_on_a_terminal_and_moments_elsewhere(home: Home) -> None:
    home.healthy()
    home.run("build")
    assert re.search(r"\d+ s ago", on_terminal(home, "status").out)
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d UTC", home.run("status").out)


def cells(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


@pytest.mark.parametrize("columns", [24, 40, 50, 60, 80, 100])
def test_a_table_loses_no_column_without_a_sign(home: Home, columns: int) -> None:
    home.healthy("kabar-pelabuhan-utara")
    home.run("build")
    out = cells(on_terminal(home, "status", COLUMNS=str(columns)).out)
    table, _, sign = out.partition("(too narrow for: ")
    heads = table.splitlines()[0]
    assert max(map(len, table.splitlines())) <= columns
    for head in ("state", "entries", "last run", "last success", "next run", "how it went"):
        assert (head in sign) or (head in heads) or columns < 40
    assert "3 new" in table
    assert ("…" in table, "--json" in sign) == (False, columns <= 80)
    assert "kabar-pelabuhan-utara" in table or columns < 50  # there it stands in two lines


# --- JSON --------------------------------------------------------------------


def test_json_is_one_value_and_nothing_else(home: Home) -> None:
    home.healthy()
    home.site("rusak", "evry: 1h")
    url = home.origin.url("/kabar")
    for command in ("build", "status", "check", f"listing {url}", f"article {url}/3"):
        ran = home.run(*command.split(), "--json")
        assert ran.err == "", command
        assert isinstance(json.loads(ran.out), dict), command


def test_the_schema_is_json_schema(home: Home) -> None:
    told = home.run("schema").json()
    assert told["$schema"].startswith("https://json-schema.org/")
    assert "listing" in told["properties"]


@pytest.mark.parametrize("command", ["schema", "completion"])
@pytest.mark.parametrize("option", ["--sites", "--out", "--state", "--config"])
def test_what_needs_no_folder_takes_none(home: Home, command: str, option: str) -> None:
    words = ["bash"] if command == "completion" else []
    ran = home.run(command, *words, option, "mine")
    assert (ran.status, ran.out) == (2, "")
    assert f"feedmaker {command}: unknown argument `{option}`" in ran.err


def test_a_light_command_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from feedmaker.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith('feedmaker')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "feedmaker.store.store" not in done.stdout
    assert "feedmaker.update.site" not in done.stdout
