"""The house: rooms that stay small, files that say what they are for, doors that are kept shut."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

import feedmaker

CODE = Path(feedmaker.__file__).parent
TESTS = Path(__file__).parent
GENERATED = {"dates/cldr.py"}
OPEN = {
    "commands",
    "demo_site",
    "doctor",
    "entries",
    "health",
    "model",
    "page",
    "terminal",
    "update",
}
"""Folders all of whose files are for others."""

MODULES = sorted(CODE.rglob("*.py"))
FOLDERS = sorted(file.parent.name for file in CODE.glob("*/__init__.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(CODE))


def lines_of(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_file_holds_one_idea_and_says_which(file: Path) -> None:
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    assert len(said.split()) >= 15, (
        "a module's docstring says its job and what does not belong here"
    )
    assert name_of(file) in GENERATED or lines_of(file) <= 400


def test_no_folder_is_too_full_to_be_looked_through() -> None:
    full = {str(f): n for f in CODE.rglob("*") if f.is_dir() and (n := len([*f.glob("*.py")])) > 20}
    assert full == {}


def test_no_test_file_is_too_long_to_be_read() -> None:
    long = {str(f): n for f in TESTS.rglob("*.py") if (n := lines_of(f)) >= 600}
    assert long == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_folder_does_not_name_is_shut_by_a_contract(folder: str) -> None:
    rules = TESTS.parent / "pyproject.toml"
    contracts = tomllib.loads(rules.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    shut = {
        name.rpartition(".")[2]
        for contract in contracts
        if contract["type"] == "protected"
        and contract["allowed_importers"] == [f"feedmaker.{folder}"]
        for name in contract["protected_modules"]
    }
    said = ast.get_docstring(ast.parse((CODE / folder / "__init__.py").read_text("utf-8"))) or ""
    named = set(re.findall(r"`(\w+)`", said))
    files = {file.stem for file in (CODE / folder).glob("*.py")} - {"__init__"}
    if folder in OPEN:
        assert shut == set()
    else:
        assert named & files == files - shut
