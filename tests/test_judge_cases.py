"""`make check` holds the judged cases: it ends with the names of those that fell, never in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge_cases import main


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of cases with a judge of our own; what it prints stands in `says`."""
    reports = tmp_path / "shared/eval/reports"
    for name, kind in (("001-moved", "identity"), ("002-paths", "links"), ("078-films", "players")):
        (reports / name).mkdir(parents=True)
        (reports / name / "expect.toml").write_text(f'kind = "{kind}"\n')
    (reports / "judge.py").write_text(
        "import pathlib, sys\n"
        "assert pathlib.Path(sys.argv[1]).is_absolute()\n"
        "print(pathlib.Path(__file__).with_name('says').read_text(), end='')\n"
    )
    return tmp_path / "shared"


def judged(shared: Path, says: str) -> int:
    (shared / "eval/reports/says").write_text(says)
    return main(shared, Path("feedmaker"))


def test_all_is_well_if_only_cases_that_wait_fall(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judged(shared, "078-films: date 00:00, not 12:00\n2 of 3 hold\n") == 0
    assert capsys.readouterr().out == (
        "judge: 2 of 2 cases hold that must; 0 of 1 that wait for a feature\n"
    )


def test_a_case_that_must_hold_is_named_where_it_falls(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judged(shared, "001-moved: rss: 2 entries\n078-films: x\n1 of 3 hold\n") == 1
    said = capsys.readouterr().out
    assert "judge: 1 of 2 cases hold that must" in said
    assert "001-moved: rss: 2 entries" in said
    assert "078-films" not in said


def test_a_judge_that_breaks_off_is_no_pass(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judged(shared, "") == 1
    assert judged(shared, "0 of 0 hold\n") == 1
    assert "broke off" in capsys.readouterr().out


def test_without_the_cases_one_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path, Path("feedmaker")) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
