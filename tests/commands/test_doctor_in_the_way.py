"""`feedmaker doctor` and `build`: what lies where feedmaker's own files and folders should lie.

Each test breaks one thing of a set-up that was built. What else a doctor finds: test_doctor.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from served import Origin
from shell import Home


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    home = Home(tmp_path, origin)
    home.healthy()
    assert home.run("build").status == 0
    return home


def findings(home: Home) -> dict[str, dict[str, str]]:
    """What is not well, by its id; the network is not asked."""
    ran = home.run("doctor", "--json", "--offline")
    return {one["id"]: one for one in ran.json()["lines"] if one["level"] != "ok"}


@pytest.mark.parametrize("name", ["lock", "control"])
def test_a_folder_in_place_of_a_file_of_the_state_is_named(home: Home, name: str) -> None:
    path = home.path / ".feedmaker" / name
    path.unlink(missing_ok=True)
    path.mkdir()
    row = findings(home)[f"folders.state.{name}"]
    assert row["level"] == "wrong"
    assert row["what"].startswith(f".feedmaker/{name} is ")
    assert row["to_do"].startswith(f"move it away: mv .feedmaker/{name} ")


def test_a_build_says_which_folder_is_in_the_way_of_its_lock(home: Home) -> None:
    lock = home.path / ".feedmaker/lock"
    lock.unlink()
    lock.mkdir()
    ran = home.run("build")
    assert ran.status == 1
    assert f"{lock} is a folder, and has to be a file of feedmaker's: move it away" in ran.err


def test_settings_that_are_a_folder_are_named_and_not_passed_over(home: Home) -> None:
    (home.path / "feedmaker.toml").mkdir()
    row = findings(home)["settings.fault"]
    assert row["what"] == (
        "feedmaker.toml: is a folder, and should be a file: move it away, and put the file there"
    )
    ran = home.run("build")
    assert (ran.status, "feedmaker.toml: is a folder" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "id_", "option"), [("public", "out", "--out"), (".feedmaker", "state", "--state")]
)
def test_a_link_to_nowhere_is_named_with_where_it_leads(
    home: Home, name: str, id_: str, option: str
) -> None:
    shutil.rmtree(home.path / name)
    (home.path / name).symlink_to("/nowhere/feeds")
    row = findings(home)[f"folders.{id_}"]
    assert row["what"] == f"{name} is a link to /nowhere/feeds, which is not there"
    assert row["to_do"].startswith("make /nowhere/feeds, or remove the link")
    ran = home.run("build")
    assert ran.status == 1
    assert f"{home.path / name} is no folder: move it away, or name another with {option}" in (
        ran.err
    )


def test_a_copied_set_up_is_said_in_one_line_and_builds_on(home: Home) -> None:
    there = home.path / "there"
    for name in ("sites", "public", ".feedmaker"):
        shutil.copytree(home.path / name, there / name, copy_function=shutil.copyfile)
    for file in (there / ".feedmaker").iterdir():
        file.chmod(0o600)
    (there / ".feedmaker").chmod(0o700)
    copy = Home(there, home.origin)
    told = {id_: row for id_, row in findings(copy).items() if id_.startswith("feeds.")}
    assert [*told] == ["feeds.copied"]
    assert told["feeds.copied"]["level"] == "look"
    before = {file.name: file.stat().st_ino for file in (there / "public").iterdir()}
    assert copy.run("build").status == 0
    assert {file.name: file.stat().st_ino for file in (there / "public").iterdir()} == before
    assert "feeds.copied" not in findings(copy)


def test_what_was_changed_in_a_copied_set_up_is_named_all_the_same(home: Home) -> None:
    for file in (home.path / "public").iterdir():
        file.write_bytes(file.read_bytes() + (b" " if file.name == "kabar.rss" else b""))
    told = findings(home)
    assert told["feeds.changed"]["what"] == "somebody else changed kabar.rss"
    assert "feeds.copied" in told


@pytest.mark.parametrize("body", [None, b"", b"no database" * 500])
def test_where_the_state_is_lost_no_line_recommends_a_build_that_shows_stories_twice(
    home: Home, body: bytes | None
) -> None:
    file = home.path / ".feedmaker/feedmaker.sqlite"
    if body is None:
        shutil.rmtree(file.parent)
    else:
        file.write_bytes(body)
    ran = home.run("doctor", "--offline")
    assert ran.status == 1
    assert "feedmaker restore" in ran.out
    assert "feedmaker build" not in ran.out
    assert "first build" not in ran.out
