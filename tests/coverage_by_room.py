"""Read `coverage json` from stdin: a table by room, and a floor for the pure ones.

    coverage json -o - | python tests/coverage_by_room.py

A room is a folder of feedmaker, or a file at its top. Its share is coverage's own
with branches: lines and branches that ran, of all there are. Pure rooms only turn
values into values, so nothing excuses a branch that no test takes; in the others,
some answer only to a broken disk or a full memory.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

FLOOR = 95
PURE = {"page", "extract", "detect", "dates", "clean", "entries", "health", "model"}
PURE_FILES = {"codec.py", "urls.py", "text.py"}
PURE_OUTPUT = {"feed.py", "conform.py", "render.py"}


@dataclass
class Room:
    """What ran of it, and what no test reaches."""

    lines: int = 0
    lines_run: int = 0
    branches: int = 0
    branches_run: int = 0
    missing: list[str] = field(default_factory=list)

    def add(self, name: str, file: Any) -> None:
        told = file["summary"]
        self.lines += told["num_statements"]
        self.lines_run += told["covered_lines"]
        self.branches += told["num_branches"]
        self.branches_run += told["covered_branches"]
        lines = [str(line) for line in file["missing_lines"]]
        # A negative line is a way out of the block that starts there.
        ways = [f"{a}->{b}" if b > 0 else f"{a}->exit" for a, b in file["missing_branches"]]
        if lines or ways:
            self.missing.append(f"{name}: {' '.join(lines + ways)}")

    @property
    def share(self) -> float:
        there = self.lines + self.branches
        return 100 * (self.lines_run + self.branches_run) / there if there else 100.0


def room_of(name: PurePath) -> str:
    """Return the room of a file; `name` counts from feedmaker/."""
    room = name.parts[0]
    if room == "output":
        return "output, pure" if name.name in PURE_OUTPUT else "output, rest"
    return room


def is_pure(room: str) -> bool:
    return room in PURE | PURE_FILES or room == "output, pure"


def main() -> int:
    rooms: dict[str, Room] = defaultdict(Room)
    for path, file in json.load(sys.stdin)["files"].items():
        file_name = PurePath(path.rpartition("feedmaker/")[2])
        rooms[room_of(file_name)].add(str(file_name), file)
    absent = [room for room in (*PURE, *PURE_FILES, "output, pure") if room not in rooms]
    below = [room for room in sorted(rooms) if is_pure(room) and rooms[room].share < FLOOR]
    print(f"{'room':<16}{'lines':>14}{'branches':>14}{'share':>9}")
    for name, room in sorted(rooms.items(), key=lambda pair: (not is_pure(pair[0]), pair[0])):
        lines, ways = f"{room.lines_run}/{room.lines}", f"{room.branches_run}/{room.branches}"
        floor = f"  (floor {FLOOR} %)" if is_pure(name) else ""
        print(f"{name:<16}{lines:>14}{ways:>14}{room.share:>7.1f} %{floor}")
    for name in below:
        print(f"\n{name} is below {FLOOR} %; no test reaches", *rooms[name].missing, sep="\n  ")
    if absent:
        print("\nnot measured:", *absent)
    return 1 if below or absent else 0


if __name__ == "__main__":
    sys.exit(main())
