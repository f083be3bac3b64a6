"""Run the cases of public bug reports that lie beside the checkout, and hold the kinds that must.

    python tests/judge_cases.py ../shared FEEDMAKER

Ends with 1, and the cases' names, if one of a kind in `HELD` falls. Other kinds are only
counted. Without the cases it says so in one line: they are no part of the project. How a case is
judged is the judge's business; what of it must hold, and that it was asked at all, is ours.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

HELD = {"identity", "links", "listing", "order", "paging", "http", "xml", "site file", "dates"}


def main(shared: Path, feedmaker: Path) -> int:
    """Judge, and say what fell; return the exit status."""
    judge = shared / "eval/reports/judge.py"
    if not judge.is_file():
        print(f"judge: skipped, there is no {judge}")
        return 0
    kinds = {
        file.parent.name: str(tomllib.loads(file.read_text("utf-8"))["kind"])
        for file in sorted(judge.parent.glob("*/expect.toml"))
    }
    done = subprocess.run(
        [sys.executable, judge.resolve(), feedmaker.absolute()],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if not re.search(rf"^\d+ of {len(kinds)} hold$", done.stdout, re.MULTILINE):
        print(f"judge: it broke off\n{done.stdout}")
        return 1
    fell = {
        name: line for line in done.stdout.splitlines() if (name := line.partition(":")[0]) in kinds
    }
    faults = [line for name, line in fell.items() if kinds[name] in HELD]
    held = sum(kind in HELD for kind in kinds.values())
    print(f"judge: {held - len(faults)} of {held} cases hold that must{_others(kinds, fell)}")
    print("".join(f"  {line}\n" for line in faults), end="")
    return 1 if faults else 0


def _others(kinds: dict[str, str], fell: dict[str, str]) -> str:
    there = Counter(kind for kind in kinds.values() if kind not in HELD)
    lost = Counter(kinds[name] for name in fell)
    told = [f"{kind} {number - lost[kind]}/{number}" for kind, number in sorted(there.items())]
    return f"; of other kinds: {', '.join(told)}" if told else ""


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
