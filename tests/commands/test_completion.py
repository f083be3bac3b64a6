"""`feedmaker completion`: what Tab gives, asked of a real shell where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from feedmaker.cli import main
from feedmaker.commands.completion import SHELLS


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_it_can_read(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, capsys)
    assert "_feedmaker_sites" in text
    assert "listing" in text
    if (program := shutil.which(shell)) is None:
        pytest.skip(f"there is no {shell} here to read it")
    file = tmp_path / "script"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([program, "-n", file], capture_output=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("feedmaker sta", {"status"}),
        ("feedmaker build ha", {"harbour", "halyard"}),
        ("feedmaker build --rer", {"--reread"}),
        ("feedmaker remove k", {"kelp"}),
        ("feedmaker listing --site ke", {"kelp"}),
        ("feedmaker completion f", {"fish"}),
        ("feedmaker run --sites si", {"sites"}),
    ],
)
def test_tab_knows_commands_options_and_sites(
    typed: str, offered: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (tmp_path / "script").write_text(script("bash", capsys), encoding="utf-8")
    sites = tmp_path / "sites"
    sites.mkdir()
    for name in ("harbour", "halyard", "kelp", "_defaults"):
        (sites / f"{name}.yaml").touch()
    words = typed.split()
    quoted = " ".join(f"'{word}'" for word in words)
    asked = (
        f"source ./script; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1};"
        " $(complete -p feedmaker | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
        " printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        [bash, "--norc", "-c", asked],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )
    assert {line.strip().rstrip("/") for line in done.stdout.splitlines()} == offered, done.stderr
