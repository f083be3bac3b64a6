"""`feedmaker backup`: all that a feed's owner would miss, in one file; and the way back."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import stat
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from served import Origin
from shell import MORNING, Home

from feedmaker.store.store import Store


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    place = tmp_path / "home"
    place.mkdir()
    return Home(place, origin)


@pytest.fixture
def built(home: Home) -> Home:
    home.healthy()
    hosts = home.path / "sites" / "_hosts"
    hosts.mkdir()
    (hosts / "guest.test.yaml").write_text("content: main\n", "utf-8")
    (home.path / "feedmaker.toml").write_text('title = "Coast"\n', "utf-8")
    assert home.run("build", now=MORNING).status == 0
    return home


def names(file: Path) -> list[str]:
    with tarfile.open(file) as archive:
        return archive.getnames()


def test_what_was_backed_up_goes_on_elsewhere_as_if_nothing_had_happened(built: Home) -> None:
    before = {file.name: file.read_bytes() for file in (built.path / "public").iterdir()}
    made = built.run("backup", "../coast.tar.gz")
    assert (made.status, made.err) == (0, "")
    assert made.lines() == [
        "../coast.tar.gz: the state, 2 site files",
        "to go back: feedmaker backup ../coast.tar.gz --unpack DIR",
    ]
    file = built.path.parent / "coast.tar.gz"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names(file) == [
        "feedmaker-backup.json",
        ".feedmaker/feedmaker.sqlite",
        "feedmaker.toml",
        "sites/kabar.yaml",
        "sites/_hosts/guest.test.yaml",
    ]
    shutil.rmtree(built.path)
    built.path.parent.joinpath("elsewhere").mkdir()
    other = Home(built.path.parent / "elsewhere", built.origin)
    back = other.run("backup", "../coast.tar.gz", "--unpack", "feeds")
    assert (back.status, back.err) == (0, "")
    assert back.lines() == ["feeds: as it was; look at it: cd feeds && feedmaker status"]
    there = Home(other.path / "feeds", built.origin)
    assert stat.S_IMODE((there.path / ".feedmaker").stat().st_mode) == 0o700
    asked = len(built.origin.requests)
    again = there.run("build", "--force", "--json", now="2024-04-29T04:00:00Z")
    assert [row["unchanged"] for row in again.json()["sites"]] == [True]
    assert len(built.origin.requests) == asked + 1  # the listing: 304
    after = {file.name: file.read_bytes() for file in (there.path / "public").iterdir()}
    assert after == before


def test_records_go_along_and_hold_where_they_are_laid_out(built: Home) -> None:
    assert built.run("record", "kabar").status == 0
    records = built.path / "records"
    (records / "kabar" / "diary.txt").write_text("mine", "utf-8")
    (records / "kabar" / "pages" / "link.html").symlink_to("/etc/hostname")
    (records / "other").symlink_to(records / "kabar")
    made = built.run("backup", "b.tar.gz")
    assert made.lines()[0] == "b.tar.gz: the state, 2 site files, 1 record"
    kept = {name for name in names(built.path / "b.tar.gz") if name.startswith("records/")}
    assert {name for name in kept if "/pages/" not in name} == {
        "records/kabar/pages.toml",
        "records/kabar/expected.toml",
    }
    assert len(kept) == 2 + 4
    assert built.run("backup", "b.tar.gz", "--unpack", "there").status == 0
    there = Home(built.path / "there", built.origin)
    assert there.run("test").status == 0
    for name in kept:
        assert (there.path / name).read_bytes() == (built.path / name).read_bytes()


def test_records_that_are_too_large_are_left_out_and_that_is_said(built: Home) -> None:
    built.run("record", "kabar")
    with (built.path / "records/kabar/pages/film.bin").open("wb") as large:
        large.truncate(65 << 20)
    made = built.run("backup", "b.tar.gz")
    assert made.lines()[:2] == [
        "b.tar.gz: the state, 2 site files",
        "records is not in it (65 MiB, more than 64): copy that folder yourself",
    ]
    assert not any(name.startswith("records") for name in names(built.path / "b.tar.gz"))


def test_a_daemon_at_work_is_not_held_up_and_what_it_has_written_is_in(built: Home) -> None:
    with Store(built.path / ".feedmaker") as store:
        store.forget("kabar")
        assert built.run("backup", "b.tar.gz").status == 0
        with store._file.change() as db:  # a copy is as of one moment, whatever is under way
            db.execute("INSERT INTO host VALUES ('https://a.test:443', x'00')")
            assert built.run("backup", "c.tar.gz").status == 0
    for file in ("b", "c"):
        built.run("backup", f"{file}.tar.gz", "--unpack", file)
        with Store(built.path / file / ".feedmaker", read_only=True) as copy:
            assert copy.names() == []
            assert copy._file.all("SELECT * FROM host WHERE origin LIKE '%a.test%'") == []


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(built: Home) -> None:
    file = built.path / "b.tar.gz"
    for _ in range(2):
        assert built.run("backup", "b.tar.gz").status == 0
    assert [one.name for one in built.path.iterdir() if one.name.startswith(".b")] == []
    site = (built.path / "sites" / "kabar.yaml").read_bytes()
    refused = built.run("backup", "sites/kabar.yaml")
    assert refused.status == 2
    assert "sites/kabar.yaml: is there already, and is no backup" in refused.err
    assert (built.path / "sites" / "kabar.yaml").read_bytes() == site
    file.unlink()
    file.symlink_to(built.path / "sites" / "kabar.yaml")
    assert built.run("backup", "b.tar.gz").status == 2
    assert (built.path / "sites" / "kabar.yaml").read_bytes() == site


def test_it_is_not_put_where_the_world_could_fetch_it(built: Home) -> None:
    refused = built.run("backup", "public/b.tar.gz")
    said = "lies in the folder of the feeds, and would be published: name another place"
    assert (refused.status, refused.err) == (2, f"public/b.tar.gz: {said}\n")
    assert not (built.path / "public" / "b.tar.gz").exists()


def test_a_folder_that_is_not_there_is_named(built: Home) -> None:
    failed = built.run("backup", "copies/b.tar.gz")
    said = "there is no folder `copies`: make it, or name another place"
    assert (failed.status, failed.err) == (2, f"copies/b.tar.gz: {said}\n")


def test_where_nothing_is_remembered_there_is_nothing_to_keep(home: Home) -> None:
    home.site("kabar")
    failed = home.run("backup", "b.tar.gz")
    assert failed.status == 1
    assert ".feedmaker/feedmaker.sqlite: is not there: nothing is remembered yet" in failed.err
    assert home.files() == {"sites/kabar.yaml"}


def test_it_is_laid_out_in_a_new_folder_only(built: Home) -> None:
    built.run("backup", "b.tar.gz")
    refused = built.run("backup", "b.tar.gz", "--unpack", "sites")
    assert refused.status == 2
    assert "sites: is there already: name a folder that is new, or empty" in refused.err
    (built.path / "empty").mkdir()
    assert built.run("backup", "b.tar.gz", "--unpack", "empty").status == 0
    missing = built.run("backup", "other.tar.gz", "--unpack", "x")
    assert (missing.status, missing.err) == (2, "other.tar.gz: there is no such file\n")


def test_folders_that_the_settings_name_elsewhere_are_told(built: Home) -> None:
    (built.path / "feedmaker.toml").write_text('state = "/var/lib/feedmaker"\n', "utf-8")
    assert built.run("backup", "b.tar.gz", "--state", ".feedmaker").status == 0
    told = built.run("backup", "b.tar.gz", "--unpack", "new").lines()
    assert told[1:] == ["its feedmaker.toml names `state` elsewhere: move that folder there"]


def member(name: str, body: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, io.BytesIO]:
    info = tarfile.TarInfo(name)
    info.size = len(body)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, io.BytesIO(body)


@pytest.mark.parametrize(
    "strange",
    [
        member("../outside.yaml", b"x"),
        member("/etc/outside.yaml", b"x"),
        member("sites/../../outside.yaml", b"x"),
        member("sites/run.sh", b"x"),
        member("sites/link.yaml", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("sites/hard.yaml", type=tarfile.LNKTYPE, linkname="feedmaker.toml"),
        member("sites/pipe.yaml", type=tarfile.FIFOTYPE),
        member(".feedmaker/feedmaker.sqlite", b"no database"),
    ],
    ids=lambda one: f"{one[0].name}-{one[0].type.decode()}",
)
def test_a_file_that_somebody_else_made_lays_nothing_out(
    home: Home, strange: tuple[tarfile.TarInfo, io.BytesIO]
) -> None:
    strange[1].seek(0)
    with tarfile.open(home.path / "b.tar.gz", "w:gz") as archive:
        archive.addfile(*member("feedmaker-backup.json", b"{}"))
        archive.addfile(*strange)
    refused = home.run("backup", "b.tar.gz", "--unpack", "new")
    assert refused.status in {1, 2}
    assert refused.err.count("\n") == 1
    assert "bug" not in refused.err
    assert home.files() == {"b.tar.gz"}
    assert not (home.path.parent / "outside.yaml").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body[: len(body) // 2],
        lambda body: body[:-8] + bytes(8),
        lambda body: b"no archive at all",
        lambda _: b"",
    ],
    ids=["half", "other sum", "no archive", "empty"],
)
def test_a_damaged_backup_is_named_and_lays_nothing_out(
    built: Home, damage: Callable[[bytes], bytes]
) -> None:
    built.run("backup", "b.tar.gz")
    file = built.path / "b.tar.gz"
    file.write_bytes(damage(file.read_bytes()))
    is_refused_as_damaged(built)


def test_damage_is_told_wherever_it_lies(built: Home) -> None:
    """Packed bytes that say something else fail in many ways, by where they lie."""
    built.run("backup", "b.tar.gz")
    file = built.path / "b.tar.gz"
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 100):
        for bad in (bytes(64), bytes([whole[at] ^ 1])):
            damaged = whole[:at] + bad + whole[at + len(bad) :]
            if not says_the_same(damaged, whole):
                file.write_bytes(damaged)
                is_refused_as_damaged(built)


def says_the_same(damaged: bytes, whole: bytes) -> bool:
    """Tell whether what was changed says nothing of what is packed: a time, noughts at the end."""
    try:
        return gzip.decompress(damaged) == gzip.decompress(whole)
    except (OSError, EOFError, zlib.error):
        return False


def test_damage_within_the_tar_is_told_too(built: Home) -> None:
    """The sum of the gzip is right then: somebody packed it again."""
    built.run("backup", "b.tar.gz")
    file = built.path / "b.tar.gz"
    whole = gzip.decompress(file.read_bytes())
    for at in range(512, 2048, 8):
        file.write_bytes(gzip.compress(whole[:at] + b"\xff" * 8 + whole[at + 8 :], 1))
        told = built.run("backup", "b.tar.gz", "--unpack", "new")
        assert "bug" not in told.err
        assert told.status in {1, 2} or not told.err
        assert (built.path / "new").exists() == (told.status == 0)
        shutil.rmtree(built.path / "new", ignore_errors=True)


def test_a_backup_without_a_state_is_none(home: Home) -> None:
    with tarfile.open(home.path / "b.tar.gz", "w:gz") as archive:
        archive.addfile(*member("feedmaker-backup.json", b"{}"))
    is_refused_as_damaged(home)


def is_refused_as_damaged(home: Home) -> None:
    refused = home.run("backup", "b.tar.gz", "--unpack", "new")
    assert refused.status == 2
    assert refused.err.startswith("b.tar.gz: ")
    assert refused.err.count("\n") == 1
    assert not (home.path / "new").exists()


def test_a_disk_that_is_full_leaves_the_older_backup_and_no_draft(built: Home) -> None:
    built.run("backup", "b.tar.gz")
    older = (built.path / "b.tar.gz").read_bytes()
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        " resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384));"
        " from feedmaker.cli import main; sys.exit(main(['backup', 'b.tar.gz']))"
    )
    failed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=built.path,
        env=built.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert failed.returncode == 1, failed.stderr
    assert "feedmaker.sqlite" in failed.stderr
    assert (built.path / "b.tar.gz").read_bytes() == older
    assert [
        one.name for one in built.path.iterdir() if one.name.startswith((".b", ".feedmaker-"))
    ] == []


def test_what_made_it_and_when_stands_in_front(built: Home) -> None:
    built.run("backup", "b.tar.gz")
    with tarfile.open(built.path / "b.tar.gz") as archive:
        label = archive.extractfile("feedmaker-backup.json")
        assert label is not None
        made = datetime.fromisoformat(json.load(label)["made"])
        owners = {(one.uid, one.uname, one.mode) for one in archive.getmembers()}
    assert owners == {(0, "", 0o600)}
    assert abs(made.timestamp() - (built.path / "b.tar.gz").stat().st_mtime) < 60


def test_a_folder_in_which_no_file_can_be_made_is_told_with_the_name_that_was_typed(
    built: Home,
) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc here, in which nobody can make a file")
    ran = built.run("backup", "/proc/coast.tar.gz")
    assert ran.status == 1
    assert ran.err.startswith("feedmaker: /proc/coast.tar.gz: can't be made in its folder: ")
    assert ran.err.endswith("; name a file elsewhere\n")
