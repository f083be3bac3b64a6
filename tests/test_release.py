"""`make release`: the same commit gives the same files, and nothing half ready is released."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from feedmaker import __version__

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="a release is made of a git checkout, and this is none"
)
CHANGES = f"""# Changelog

## Unreleased

## {__version__} - 2024-04-29

### Added
- Feeds of the coast.

## 0.0.1 - 2024-01-01

### Added
- Older things.
"""


def git(place: Path, *command: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", place, *who, *command], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    place = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place))
    for file in (".ci/release", "pyproject.toml", "feedmaker/__init__.py"):
        (place / file).write_bytes((ROOT / file).read_bytes())
    (place / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "A release", "--allow-empty")
    return place


def release(place: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(place / ".ci" / "release")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_the_same_commit_gives_the_same_files(checkout: Path) -> None:
    sums = []
    for _ in range(2):
        done = release(checkout)
        assert done.returncode == 0, done.stderr
        sums.append((checkout / "dist" / "SHA256SUMS").read_text("utf-8"))
    assert sums[0] == sums[1]
    told = dict(line.split("  ")[::-1] for line in sums[0].splitlines())
    assert set(told) == {
        f"feedmaker-{__version__}-py3-none-any.whl",
        f"feedmaker-{__version__}.tar.gz",
        "NOTES.md",
        "requirements.lock",
    }
    for name, digest in told.items():
        body = (checkout / "dist" / name).read_bytes()
        assert hashlib.sha256(body).hexdigest() == digest
    notes = (checkout / "dist" / "NOTES.md").read_text("utf-8")
    assert notes == f"# feedmaker {__version__}\n\n## Added\n- Feeds of the coast.\n"
    with ZipFile(checkout / "dist" / f"feedmaker-{__version__}-py3-none-any.whl") as wheel:
        assert "feedmaker/output/templates/index.css" in wheel.namelist()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (CHANGES.replace(f"{__version__} -", "9.9.9 -"), "no section of"),
        (CHANGES.replace(" - 2024-04-29", ""), "with its date"),
    ],
)
def test_a_version_that_the_changelog_does_not_date_is_not_released(
    checkout: Path, changes: str, why: str
) -> None:
    (checkout / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    git(checkout, "commit", "--quiet", "--all", "--message", "Not ready")
    done = release(checkout)
    assert (done.returncode, why in done.stderr) == (1, True)
    assert not (checkout / "dist").exists()


def test_what_no_commit_holds_is_not_released(checkout: Path) -> None:
    (checkout / "feedmaker" / "draft.py").write_text('"""Draft."""\n', encoding="utf-8")
    done = release(checkout)
    assert (done.returncode, "no commit holds" in done.stderr) == (1, True)
