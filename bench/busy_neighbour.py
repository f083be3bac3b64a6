"""Run a command on a busy machine, several times: what waits impatiently fails there.

    python bench/busy_neighbour.py --times 5 --seeds -- .venv/bin/python -m pytest -n auto

Meanwhile processes compute in busy loops, and others write to a temporary folder and sync at
once. `--seeds` adds another seed of pytest-randomly to the command each time. Ends with 1, and
the names of the tests that failed, if one run did.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

_BLOCK = 256 * 1024
_LARGEST = 64 * _BLOCK


def compute() -> None:
    """Keep a core busy for ever."""
    while True:
        pass


def write(file: Path) -> None:
    """Keep the disk busy for ever."""
    with file.open("wb", buffering=0) as out:
        while True:
            out.write(os.urandom(_BLOCK))
            os.fsync(out.fileno())
            if out.tell() >= _LARGEST:
                out.seek(0)


@contextmanager
def load(loops: int, writers: int) -> Iterator[None]:
    """Keep the machine busy within the block."""
    start = get_context("fork").Process
    with tempfile.TemporaryDirectory(prefix="busy-neighbour-") as folder:
        files = [Path(folder) / str(number) for number in range(writers)]
        neighbours = [start(target=compute, daemon=True) for _ in range(loops)]
        neighbours += [start(target=write, args=(file,), daemon=True) for file in files]
        for neighbour in neighbours:
            neighbour.start()
        try:
            yield
        finally:
            for neighbour in neighbours:
                neighbour.kill()
            for neighbour in neighbours:
                neighbour.join()


def run(command: list[str]) -> tuple[int, list[str]]:
    """Run a command, showing what it says; return its status and the tests that it says failed."""
    failed = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            if found := re.match(r"(?:FAILED|ERROR) (\S.*?)(?: - |$)", line):
                failed.append(found[1])
    return child.returncode, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=5, help="runs of the command (5)")
    parser.add_argument("--loops", type=int, default=10, help="processes that compute (10)")
    parser.add_argument("--writers", type=int, default=2, help="processes that write (2)")
    parser.add_argument("--seeds", action="store_true", help="add a seed of pytest-randomly")
    parser.add_argument("command", nargs="+", help="after --")
    told = parser.parse_args()
    failures: Counter[str] = Counter()
    bad = 0
    with load(told.loops, told.writers):
        for number in range(1, told.times + 1):
            seed = [f"--randomly-seed={number}"] if told.seeds else []
            began = monotonic()
            status, failed = run([*told.command, *seed])
            failures.update(failed)
            bad += status != 0
            print(f"run {number}: status {status}, {monotonic() - began:.0f} s", flush=True)
    print(f"{bad} of {told.times} runs failed")
    for test, count in failures.most_common():
        print(f"{count:3} {test}")
    return int(bad > 0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the load ends with us
    sys.exit(main())
