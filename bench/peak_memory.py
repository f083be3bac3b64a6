"""Peak memory of a command: the sum of PSS over its process tree, in MiB, sampled while it runs.

    python bench/peak_memory.py -- feedmaker build --force

PSS shares a page's size among the processes that map it, so libraries count once.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_PAUSE = 0.02  # seconds between samples


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += tree(int(child))
    return found


def pss(pid: int) -> int:
    """A process's PSS in kB; 0 once it is gone."""
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def main(command: list[str]) -> int:
    """Run the command, print its peak, return its exit status."""
    process = subprocess.Popen(command)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(pss, tree(process.pid))))
        time.sleep(_PAUSE)
    print(f"peak PSS of the process tree: {peak / 1024:.0f} MiB", file=sys.stderr)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main([argument for argument in sys.argv[1:] if argument != "--"]))
