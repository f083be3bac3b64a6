"""Run the cases of public bug reports that lie beside the checkout, and hold the cases that must.

    python tests/judge_cases.py ../shared FEEDMAKER

Ends with 1, and the cases' names, if one falls; but those that wait for a feature are only
counted. Without the cases it says so in one line: they are no part of the project. How a case is
judged is the judge's business; what of it must hold, and that it was asked at all, is ours.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

WAITING = frozenset(("078", "126"))
"""Cases, by their numbers, of what feedmaker can't do yet: players and embeds."""


def main(shared: Path, feedmaker: Path) -> int:
    """Judge, and say what fell; return the exit status."""
    judge = shared / "eval/reports/judge.py"
    if not judge.is_file():
        print(f"judge: skipped, there is no {judge}")
        return 0
    cases = [file.parent.name for file in sorted(judge.parent.glob("*/expect.toml"))]
    done = subprocess.run(
        [sys.executable, judge.resolve(), feedmaker.absolute()],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if not re.search(rf"^\d+ of {len(cases)} hold$", done.stdout, re.MULTILINE):
        print(f"judge: it broke off\n{done.stdout}")
        return 1
    fell = {
        name: line for line in done.stdout.splitlines() if (name := line.partition(":")[0]) in cases
    }
    faults = [line for name, line in fell.items() if name[:3] not in WAITING]
    must = sum(name[:3] not in WAITING for name in cases)
    print(f"judge: {must - len(faults)} of {must} cases hold that must; {_waiting(cases, fell)}")
    print("".join(f"  {line}\n" for line in faults), end="")
    return 1 if faults else 0


def _waiting(cases: Collection[str], fell: Collection[str]) -> str:
    waiting = [name for name in cases if name[:3] in WAITING]
    return f"{sum(name not in fell for name in waiting)} of {len(waiting)} that wait for a feature"


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
