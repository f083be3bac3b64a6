"""`make` on a machine that lacks what it needs: it says what, and makes nothing.

What its targets do where all is there is told by the tests that they run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"


@pytest.mark.parametrize(
    ("version", "passes"), [("3, 11, 2", False), ("3, 9, 18", False), ("3, 11, 5", True)]
)
def test_a_python_that_is_too_old_is_named_before_anything_is_installed(
    tmp_path: Path, version: str, passes: bool
) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make here")
    shutil.copy(MAKEFILE, tmp_path)
    python = tmp_path / "python"  # says that it is of that version; makes no environment
    python.write_text(
        f"#!/bin/sh\n[ $1 = -m ] && exit 7\n"
        f"exec {sys.executable} -c 'import sys; code = sys.argv[2];"
        f' sys.version_info = ({version}, "final", 0); exec(code)\' "$@"\n'
    )
    python.chmod(0o755)
    done = subprocess.run(
        [make, ".venv/bin/python", f"PYTHON={python}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert not (tmp_path / ".venv").exists()
    told = f"feedmaker needs Python 3.11.5 or newer, and this one is {version.replace(', ', '.')}; "
    assert (told not in done.stderr) == passes
    assert ("-m venv .venv" in done.stdout) == passes
