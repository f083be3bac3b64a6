"""`feedmaker doctor`: set-ups that are broken in one way each, and what it says of them."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from newsroom import RULES
from served import Answer, Asked, Origin
from shell import MORNING, Home

from feedmaker.daemon.http_server import FolderServer
from feedmaker.doctor import disk
from feedmaker.store.migrations import MIGRATIONS
from feedmaker.store.store import Store

TYPES = {
    "html": "text/html; charset=utf-8",
    "opml": "text/x-opml",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    """A site whose feeds were built just now; nobody serves them."""
    home = Home(tmp_path, origin)
    home.healthy()
    assert home.run("build").status == 0
    return home


@pytest.fixture
def served_home(tmp_path: Path, origin: Origin, other_origin: Origin) -> Home:
    """The same, and the other origin serves them at `base_url`, as a good web server does."""
    home = Home(tmp_path, origin, {"FEEDMAKER_BASE_URL": other_origin.url("/feeds/")})
    home.healthy()
    assert home.run("build").status == 0
    put_up(home, other_origin)
    return home


def put_up(home: Home, server: Origin, change: Callable[[Answer], Answer] = lambda a: a) -> None:
    """Serve the folder as it is now."""
    for file in (home.path / "public").glob("*.*"):
        kind = TYPES.get(file.suffix[1:], "")
        answer = Answer(file.read_bytes(), 200, [("ETag", '"1"')], kind)

        def route(_: Asked, answer: Answer = answer) -> Answer:
            return change(answer)

        server.route(f"/feeds/{file.name}", route)


def findings(home: Home, *options: str, status: int | None = None) -> dict[str, dict[str, str]]:
    """What is not well: by its id."""
    ran = home.run("doctor", "--json", *options)
    assert ran.err == ""
    assert ran.status == (status if status is not None else ran.status)
    rows: list[dict[str, str]] = [one for one in ran.json()["lines"] if one["level"] != "ok"]
    assert all(row["to_do"] for row in rows)
    assert ran.status == any(row["level"] == "wrong" for row in rows)
    return {row["id"]: row for row in rows}


def the_one_wrong(home: Home, *options: str) -> dict[str, str]:
    """The only thing that is wrong."""
    (row,) = (one for one in findings(home, *options).values() if one["level"] == "wrong")
    return row


def test_of_a_good_set_up_nothing_is_wrong_and_all_is_looked_at(served_home: Home) -> None:
    ran = served_home.run("doctor", "--json")
    lines = {row["id"]: row for row in ran.json()["lines"]}
    assert [row for row in lines.values() if row["level"] == "wrong"] == []
    assert (ran.status, ran.err) == (0, "")
    well = {id_ for id_, row in lines.items() if row["level"] == "ok"}
    assert well >= {
        "settings.file", "folders.sites", "folders.state", "disk.room", "clock.now", "clock.zones",
        "state.damage", "state.schema", "state.holder", "sites.well", "feeds.valid", "served.same",
        "network.dns", "network.robots", "versions.all",
    }  # fmt: skip
    assert set(lines) == well


def test_it_makes_and_changes_nothing(served_home: Home) -> None:
    def marks() -> dict[str, tuple[int, int]]:
        return {
            str(file): (file.stat().st_mtime_ns, file.stat().st_size)
            for file in served_home.path.rglob("*")
        }

    before = marks()
    served_home.run("doctor")
    assert marks() == before


def test_in_an_empty_folder_it_says_what_to_do_and_makes_nothing(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin)
    assert the_one_wrong(home)["id"] == "folders.sites"
    assert list(tmp_path.iterdir()) == []


def test_it_works_beside_a_running_feedmaker_and_names_it(home: Home) -> None:
    with Store(home.path / ".feedmaker"):
        rows = {row["id"]: row for row in home.run("doctor", "--json").json()["lines"]}
    assert rows["state.holder"]["what"] == f"a feedmaker is at work (process {os.getpid()})"


# --- Folders -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "mode", "id_", "to_do"),
    [
        (".feedmaker", 0o777, "folders.state.mode", "chmod 700 .feedmaker"),
        (
            ".feedmaker/feedmaker.sqlite",
            0o644,
            "folders.state.files",
            "chmod 600 .feedmaker/feedmaker.sqlite",
        ),
        ("sites/kabar.yaml", 0o666, "folders.sites", "chmod -R o-w sites"),
        ("sites", 0o777, "folders.sites", "chmod -R o-w sites"),
        ("public", 0o777, "folders.out.mode", "chmod o-w public"),
    ],
)
def test_what_others_can_write_or_read_is_wrong(
    home: Home, path: str, mode: int, id_: str, to_do: str
) -> None:
    (home.path / path).chmod(mode)
    row = the_one_wrong(home)
    assert (row["id"], row["to_do"]) == (id_, to_do)
    assert path in row["what"]


def test_a_state_that_others_can_look_into_wants_a_look(home: Home) -> None:
    (home.path / ".feedmaker").chmod(0o755)
    assert findings(home, status=0)["folders.state.mode"]["level"] == "look"


def test_a_folder_that_no_web_server_can_read_wants_a_look_until_one_serves_it(
    served_home: Home,
) -> None:
    (served_home.path / "public").chmod(0o700)
    row = findings(served_home, "--offline")["folders.out.readable"]
    assert row["to_do"].startswith("chmod o+rx public")
    assert "folders.out.readable" not in findings(served_home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_files_that_another_user_made_are_named(home: Home) -> None:
    os.chown(home.path / ".feedmaker/feedmaker.sqlite", 4711, -1)
    row = the_one_wrong(home)
    assert row["id"] == "folders.state.files"
    assert "but of 4711: feedmaker.sqlite" in row["what"]
    assert row["to_do"] == "as root: chown -R --reference=.feedmaker .feedmaker"


# --- State -------------------------------------------------------------------


def lose(file: Path) -> None:
    shutil.rmtree(file.parent)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("end", [lose, empty])
def test_a_state_that_is_lost_is_to_be_restored_before_the_next_build(
    home: Home, end: Callable[[Path], object]
) -> None:
    end(home.path / ".feedmaker/feedmaker.sqlite")
    row = the_one_wrong(home)
    assert row["id"] == "state.lost"
    assert row["what"].endswith("feeds of these sites are in public: kabar")
    assert row["to_do"].endswith("feedmaker restore --from public")
    if not (home.path / ".feedmaker").exists():
        assert home.run("restore", "--from", "public").status == 0
        assert home.run("build").status == 0
        assert "state.lost" not in findings(home, status=0)
    for file in (home.path / "public").iterdir():
        file.unlink()
    shutil.rmtree(home.path / ".feedmaker")
    assert "state.lost" not in findings(home, status=0)


def test_a_state_that_is_no_database_says_the_way_out(home: Home) -> None:
    (home.path / ".feedmaker/feedmaker.sqlite").write_bytes(b"no database" * 500)
    row = findings(home)["state.opens"]
    assert row["what"] == ".feedmaker/feedmaker.sqlite: file is not a database"
    assert "put back a backup" in row["to_do"]


def test_a_damaged_state_is_named_and_the_rest_is_looked_at(home: Home) -> None:
    file = home.path / ".feedmaker/feedmaker.sqlite"
    with file.open("r+b") as state:
        state.seek(4096)
        state.write(b"\xff" * 4096 * 4)
    told = findings(home, status=1)
    assert ".feedmaker/feedmaker.sqlite is damaged" in told["state.damage"]["what"]
    assert "put back a backup" in told["state.damage"]["to_do"]


def test_a_state_that_is_no_database_is_named(home: Home) -> None:
    (home.path / ".feedmaker/feedmaker.sqlite").write_bytes(b"nothing of the kind" * 1000)
    told = findings(home, status=1)
    assert "not a database" in str(told)


def test_a_state_of_a_newer_feedmaker_is_named(home: Home) -> None:
    with closing(sqlite3.connect(home.path / ".feedmaker/feedmaker.sqlite")) as db:
        db.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    told = findings(home, status=1)
    assert "is of a newer feedmaker" in told["state.schema"]["what"]
    assert "state.opens" not in told


# --- Sites -------------------------------------------------------------------


def test_a_faulty_site_file_is_named_with_its_place(home: Home) -> None:
    home.site("lain", "url: {url}\nevry: 1h\n")
    row = the_one_wrong(home)
    assert (row["id"], row["about"]) == ("sites.file", "lain")
    assert "sites/lain.yaml:2:1: evry: unknown key" in row["what"]
    assert row["to_do"].endswith("feedmaker check lain")


def test_a_site_that_has_failed_for_long_is_wrong_and_a_new_one_wants_a_look(home: Home) -> None:
    ago = datetime.now(UTC) - timedelta(days=9)
    home.healthy("lama")
    home.run("build", "lama", now=ago.isoformat())
    home.origin.page("/lama", "<p>moved</p>")
    for number in range(11):
        at = ago + timedelta(days=8, hours=number)
        home.run("build", "lama", "--force", now=at.isoformat())
    home.site("baru")
    told = findings(home, status=1)
    assert told["sites.failing"]["level"] == "wrong"
    assert told["sites.failing"]["what"].startswith("lama fails, its last success was 9 days ago")
    repair, _, look = told["sites.failing"]["to_do"].partition("; ")
    assert repair.startswith("feedmaker new lama --repair")
    assert look.startswith("feedmaker check lama --live")
    assert told["sites.new"]["to_do"] == "feedmaker build baru"


def test_where_nothing_ran_for_long_the_missing_cron_job_is_named(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin)
    home.healthy()
    home.run("build", now=MORNING)
    row = the_one_wrong(home)
    assert row["id"] == "sites.idle"
    assert "cron job" in row["to_do"]


def test_a_site_without_a_file_wants_a_look(home: Home) -> None:
    (home.path / "sites/kabar.yaml").unlink()
    assert findings(home, status=0)["sites.retired"]["to_do"].endswith("feedmaker remove kabar")


# --- Clock -------------------------------------------------------------------


def test_a_clock_that_was_set_back_is_named(tmp_path: Path, origin: Origin) -> None:
    home = Home(tmp_path, origin)
    home.healthy()
    ahead = datetime.now(UTC) + timedelta(days=400)
    home.run("build", now=ahead.isoformat())
    row = the_one_wrong(home)
    assert row["id"] == "clock.back"
    assert f"the last run was at {ahead:%Y-%m-%d %H:%M} UTC" in row["what"]


def test_a_clock_that_differs_from_a_servers_is_named(
    served_home: Home, other_origin: Origin
) -> None:
    def late(answer: Answer) -> Answer:
        date = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)
        return Answer(answer.body, 200, [*answer.headers, ("Date", date)], answer.content_type)

    put_up(served_home, other_origin, late)
    row = the_one_wrong(served_home)
    assert (row["id"], row["what"]) == ("clock.servers", "the clock is 3 h behind those of servers")


# --- Feeds -------------------------------------------------------------------


def test_feeds_that_are_gone_are_named(home: Home) -> None:
    (home.path / "public/kabar.rss").unlink()
    row = the_one_wrong(home)
    assert (row["id"], row["to_do"]) == ("feeds.lost", "feedmaker build")
    assert "kabar.rss" in row["what"]


def test_a_folder_that_is_gone_is_named(home: Home) -> None:
    for file in (home.path / "public").iterdir():
        file.unlink()
    (home.path / "public").rmdir()
    assert findings(home, status=1)["folders.out"]["what"] == "public is gone, with the feeds in it"


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("rss", lambda body: body[:-20], "is not well-formed XML (line"),
        ("atom", lambda body: b"<p>hello</p>", "is XML, but no feed"),
        ("json", lambda body: body[:-9], "is no valid JSON"),
        (
            "json",
            lambda body: body.replace(b'"title":"Cerita 1"', b'"x":"y"'),
            "has 1 of 3 entries without title",
        ),
        (
            "rss",
            lambda body: body.replace(b"/kabar/2<", b"/kabar/1<"),
            "has two entries with one id",
        ),
    ],
)
def test_a_feed_that_readers_stumble_over_is_named(
    home: Home, kind: str, change: Callable[[bytes], bytes], fault: str
) -> None:
    file = home.path / f"public/kabar.{kind}"
    file.write_bytes(change(file.read_bytes()))
    told = findings(home, status=1)
    assert told["feeds.changed"]["what"] == f"somebody else changed kabar.{kind}"
    assert told["feeds.valid"]["what"].startswith(f"kabar.{kind} ")
    assert fault in told["feeds.valid"]["what"]


# --- What readers get --------------------------------------------------------


def test_feedmakers_own_server_serves_as_it_should(tmp_path: Path, origin: Origin) -> None:
    home = Home(tmp_path, origin)
    (tmp_path / "public").mkdir()
    server = FolderServer(tmp_path / "public", "127.0.0.1", 0)
    server.start()
    try:
        home.env["FEEDMAKER_BASE_URL"] = server.url
        home.healthy()
        home.run("build")
        told = {row["id"]: row for row in home.run("doctor", "--json").json()["lines"]}
    finally:
        server.stop()
    assert told["served.same"]["what"].endswith("serves what is published (5 files asked for)")
    assert told["clock.servers"]["level"] == "ok"
    assert "served.caching" not in told


def test_an_address_where_nobody_answers_is_named_once(home: Home) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        home.env["FEEDMAKER_BASE_URL"] = f"http://127.0.0.1:{free.getsockname()[1]}/"
        row = the_one_wrong(home)
    assert row["id"] == "served.answers"
    assert "does not answer: " in row["what"]


def test_a_server_that_does_not_have_the_files_is_named(home: Home, other_origin: Origin) -> None:
    home.env["FEEDMAKER_BASE_URL"] = other_origin.url("/elsewhere/")
    told = findings(home, status=1)
    assert "/elsewhere/" in told["served.answers"]["what"]
    assert "404" in told["served.answers"]["what"]


def test_a_wrong_media_type_is_named_with_the_right_one(
    served_home: Home, other_origin: Origin
) -> None:
    def plain(answer: Answer) -> Answer:
        kind = answer.content_type.replace("application/rss+xml", "text/plain")
        return Answer(answer.body, 200, answer.headers, kind)

    put_up(served_home, other_origin, plain)
    row = the_one_wrong(served_home)
    assert (row["id"], row["about"]) == ("served.type", "kabar.rss")
    assert row["to_do"] == "let the web server send .rss as application/rss+xml"


def test_xml_of_any_kind_and_a_charset_are_no_fault(
    served_home: Home, other_origin: Origin
) -> None:
    def xml(answer: Answer) -> Answer:
        kind = answer.content_type.replace("application/atom+xml", "text/xml; charset=utf-8")
        return Answer(answer.body, 200, answer.headers, kind)

    put_up(served_home, other_origin, xml)
    assert findings(served_home, status=0) == {}


def test_something_else_in_place_of_the_feeds_is_named(
    served_home: Home, other_origin: Origin
) -> None:
    put_up(
        served_home,
        other_origin,
        lambda a: Answer("<p>welcome</p>", 200, a.headers, a.content_type),
    )
    assert findings(served_home, status=1)["served.other"]["what"].endswith(
        "answers with something else than the published file"
    )


def test_an_older_version_of_a_file_that_changed_just_now_wants_a_look(
    served_home: Home, other_origin: Origin
) -> None:
    def older(answer: Answer) -> Answer:
        assert isinstance(answer.body, bytes)
        return Answer(answer.body + b"\n", 200, answer.headers, answer.content_type)

    put_up(served_home, other_origin, older)
    assert findings(served_home, status=0)["served.older"]["level"] == "look"


def test_a_server_without_etags_wants_a_look(served_home: Home, other_origin: Origin) -> None:
    put_up(served_home, other_origin, lambda a: Answer(a.body, 200, (), a.content_type))
    row = findings(served_home, status=0)["served.caching"]
    assert row["what"].startswith("without ETag and Last-Modified: ")


def test_an_address_of_the_own_network_is_not_asked_unless_it_is_allowed(
    served_home: Home, other_origin: Origin
) -> None:
    served_home.env["FEEDMAKER_ALLOW_PRIVATE"] = f"127.0.0.1/32:{served_home.origin.port}"
    row = findings(served_home, status=0)["served.private"]
    assert "allow_private = [" in row["what"]
    assert other_origin.requests == []


def test_without_an_address_feeds_lack_their_own(home: Home) -> None:
    assert "base_url = " in findings(home, status=0)["served.base_url"]["to_do"]


# --- What feedmaker gets -----------------------------------------------------


def test_a_name_that_does_not_resolve_is_named(home: Home) -> None:
    home.site("lain", RULES.replace("{url}", "https://no-such-host.invalid/news"))
    row = the_one_wrong(home)
    assert (row["id"], row["about"]) == ("network.dns", "no-such-host.invalid")


def test_a_private_address_is_named(home: Home) -> None:
    home.env["FEEDMAKER_ALLOW_PRIVATE"] = ""
    row = the_one_wrong(home)
    assert row["id"] == "network.private"
    assert "allow_private" in row["to_do"]


def test_a_proxy_that_is_not_there_is_named_without_its_password(home: Home) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        home.env["FEEDMAKER_PROXY"] = f"http://me:pass-word@127.0.0.1:{port}"
        told = findings(home, status=1)
    assert told["network.proxy"]["what"].startswith(f"the proxy 127.0.0.1:{port} can't be reached")
    assert "pass-word" not in str(told)


def test_a_robots_txt_that_forbids_a_listing_is_named(home: Home) -> None:
    home.origin.robots("User-agent: *\nDisallow: /lain\n")
    home.site("lain")
    with closing(sqlite3.connect(home.path / ".feedmaker/feedmaker.sqlite")) as db:
        db.execute("DELETE FROM host")  # as if it had not been asked today
        db.commit()
    row = the_one_wrong(home)
    assert (row["id"], row["about"]) == ("network.robots", "lain")


def test_a_robots_txt_that_was_read_today_is_not_asked_again(home: Home) -> None:
    asked = len(home.origin.requests)
    findings(home)
    assert len(home.origin.requests) == asked


def test_offline_asks_nobody(served_home: Home, other_origin: Origin) -> None:
    findings(served_home, "--offline")
    assert other_origin.requests == []


# --- Settings, bugs, and how it is told --------------------------------------


def test_faults_of_the_settings_are_named_and_all_of_them(home: Home) -> None:
    (home.path / "feedmaker.toml").write_text("sties = 'x'\nworkers = 'many'\n", encoding="utf-8")
    ran = home.run("doctor")
    assert ran.status == 1
    assert "feedmaker.toml:1:1: sties: unknown key `sties`" in ran.out
    assert "feedmaker.toml:2:1: workers: " in ran.out
    assert "Python 3." in ran.out


def test_a_bug_in_one_examination_is_a_line_and_the_others_go_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise KeyError("surprise")

    monkeypatch.setattr(disk, "disk_of", broken)
    row = the_one_wrong(home)
    assert (row["id"], row["what"]) == ("disk.bug", "a bug in feedmaker: KeyError('surprise')")
    with pytest.raises(KeyError):
        home.run("doctor", "--debug")


def test_what_is_wrong_is_read_with_what_to_do_and_sums(home: Home) -> None:
    (home.path / ".feedmaker").chmod(0o777)
    out = home.run("doctor", "--offline").out
    assert "  wrong  everybody on this machine can write to .feedmaker (mode 0777)\n" in out
    assert "         to do: chmod 700 .feedmaker\n" in out
    assert out.splitlines()[-1].startswith("1 thing is wrong, ")


def test_quiet_says_what_is_wrong_and_else_nothing(served_home: Home) -> None:
    ran = served_home.run("doctor", "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    (served_home.path / "public/kabar.rss").unlink()
    assert served_home.run("doctor", "--quiet", "--offline").lines() == [
        "feeds",
        "  wrong  not in the folder any more: kabar.rss",
        "         to do: feedmaker build",
        "1 thing is wrong",
    ]


def test_many_findings_of_one_kind_stay_one_page(home: Home) -> None:
    for number in range(30):
        home.site(f"baru-{number}")
    out = home.run("doctor", "--offline").out
    assert out.count("has never run") == 8
    assert "(and 22 more like these; all of it: feedmaker doctor --json)" in out
    assert len(findings(home, "--offline")) < 30 < len(all_lines(home))


def all_lines(home: Home) -> list[Any]:
    lines: list[Any] = home.run("doctor", "--offline", "--json").json()["lines"]
    return lines


@pytest.mark.parametrize(("lang", "sign"), [("C.UTF-8", "✗"), ("C", "wrong")])
def test_a_terminal_gets_signs_that_it_can_show_and_no_line_is_too_wide(
    home: Home, lang: str, sign: str
) -> None:
    (home.path / ".feedmaker").chmod(0o777)
    told = "".join(on_terminal(home, lang))
    assert f" {sign}" in told
    assert "•" not in told
    assert max(map(len, told.splitlines())) <= 60
    if lang == "C":
        assert told.isascii()


def on_terminal(home: Home, lang: str) -> Iterator[str]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, 0x5414, b"\x18\0\x3c\0\0\0\0\0")  # TIOCSWINSZ: 24 rows, 60 columns
    env = {"TERM": "xterm", "NO_COLOR": "1", "LC_ALL": lang, "COLUMNS": "60"}
    with home.spawn("doctor", "--offline", env=env, stdout=theirs, stderr=theirs):
        os.close(theirs)
        told = b""
        while True:
            try:
                told += os.read(ours, 65536)
            except OSError:  # Linux says so when the last of the other end is closed
                break
    os.close(ours)
    yield told.decode().replace("\r\n", "\n").replace("\x1b[1m", "").replace("\x1b[0m", "")


def test_json_says_the_worst_and_when(home: Home) -> None:
    (home.path / "public/kabar.rss").unlink()
    told = json.loads(home.run("doctor", "--json", "--offline").out)
    assert (told["level"], told["at"][:4]) == ("wrong", f"{datetime.now(UTC):%Y}")
