"""`feedmaker settings`: what holds, who said so, and that it is right when pasted."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from feedmaker.cli import main
from feedmaker.config.settings import read_settings

STATED = """base_url = "https://feeds.test/"
proxy = "http://someone:pass-word@proxy.lan:3128"
allow_private = ["10.0.0.5/32:80,90"]
min_interval = "2m"
title = "Feeds of the coast"
intro = '''
Ferries, fish and \"weather\".

All in one place.'''

[secrets]
"_hosts/guest.test" = ["FEEDMAKER_SECRET_B", "FEEDMAKER_SECRET_A"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith(("FEEDMAKER_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    (tmp_path / "feedmaker.toml").write_text(STATED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what the command prints."""

    def tell(*arguments: str) -> str:
        assert main(["settings", *arguments]) == 0
        return capsys.readouterr().out

    return tell


def test_each_setting_is_shown_with_who_gave_it(
    folder: Path, told: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDMAKER_WORKERS", "4")
    shown = told("--out", "elsewhere").splitlines()
    lines = dict(line.split(" = ", 1) for line in shown if line[0] != "#")
    said = {name: line.rpartition("  # ")[2] for name, line in lines.items()}
    assert said["base_url"] == "feedmaker.toml:1"
    assert said["intro"] == "feedmaker.toml:6"
    assert said["secrets"] == "feedmaker.toml:11"
    assert said["workers"] == "FEEDMAKER_WORKERS"
    assert said["out"] == "--out"
    assert said["state"] == "by default"
    assert f'"{folder}/elsewhere"' in lines["out"]
    assert shown[-2:] == [
        "# not set: contact",
        "# the settings file is feedmaker.toml",
    ]


def test_the_lines_are_a_settings_file_that_says_the_same(
    folder: Path, told: Callable[..., str]
) -> None:
    before = read_settings({}, {}, folder)
    pasted = told().replace(":...@", ":pass-word@")
    (folder / "feedmaker.toml").write_text(pasted, "utf-8")
    assert read_settings({}, {}, folder) == before
    assert set(tomllib.loads(pasted)) >= {"intro", "secrets", "workers"}


def test_a_password_is_never_shown(told: Callable[..., str]) -> None:
    assert "pass-word" not in told() + told("--json")


def test_programs_get_them_as_json(folder: Path, told: Callable[..., str]) -> None:
    shown = json.loads(told("--json"))
    assert shown["file"] == str(folder / "feedmaker.toml")
    assert shown["settings"]["min_interval"] == {
        "value": "120s",
        "source": f"{folder}/feedmaker.toml:4",
    }
    assert shown["settings"]["workers"] == {"value": 16, "source": None}


def test_without_a_file_the_place_where_one_would_count_is_named(
    folder: Path, told: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "feedmaker.toml").unlink()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_REPOSITORY", "Coast/feeds")
    shown = told()
    assert "# the settings file is feedmaker.toml, which is not there" in shown
    line = next(line for line in shown.splitlines() if line.startswith("base_url"))
    assert line.startswith('base_url = "https://coast.github.io/feeds/"')
    assert line.endswith("  # GitHub Actions")
