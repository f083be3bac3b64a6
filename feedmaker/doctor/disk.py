"""The disks under the state and the feeds: room, files left, what kind they are.

By what the system tells of them; nothing is written to see whether it works. Whose the
folders are is the matter of `folders`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from feedmaker.doctor.line import Line, fine, look, wrong

_MIB = 1 << 20
_TOO_LITTLE = 64 * _MIB  # a build with news writes each feed beside its old one, and the state
_LITTLE = 512 * _MIB
_TOO_FEW = 100
_FEW = 2_000
_REMOTE = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph"))
_FLEETING = frozenset(("tmpfs", "ramfs"))
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Disk:
    """The file system under a folder."""

    path: str  # of the folder, as a person here would write it
    free: int  # bytes, for who is not root
    files: int | None = None  # that can still be made; None: no such limit
    read_only: bool = False
    kind: str = ""  # as the system calls it, "ext4"; empty: not known


def disk_of(folder: Path, shown: Path | str) -> tuple[int, Disk]:
    """Return the number of the device under a folder, which need not be there yet, and the disk."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    found = os.statvfs(place)
    kind = kind_of(place.resolve(), _MOUNTS.read_text("utf-8") if _MOUNTS.exists() else "")
    disk = Disk(
        path=str(shown),
        free=found.f_bavail * found.f_frsize,
        files=found.f_favail if found.f_files else None,
        read_only=bool(found.f_flag & os.ST_RDONLY),
        kind=kind,
    )
    return place.stat().st_dev, disk


def kind_of(place: Path, mounts: str) -> str:
    """Return the kind of file system at a place, by the text of /proc/self/mountinfo (proc(5))."""
    kind, nearest = "", -1
    for line in mounts.splitlines():
        mount, _, source = line.partition(" - ")
        words = mount.split()
        if len(words) < 5 or not source:
            continue
        # Blanks in a name are written as octal numbers.
        at = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), words[4]))
        if place.is_relative_to(at) and len(at.parts) >= nearest:  # the last one lies on top
            kind, nearest = source.split()[0], len(at.parts)
    return kind


def judge_disk(disk: Disk) -> Iterator[Line]:
    """Say whether there is room for what feedmaker writes."""
    room = f"{disk.free / _MIB:,.0f} MiB"
    full = f"make room on the disk of {disk.path}: until then no feed is brought up to date"
    if disk.read_only:
        yield wrong(
            "disk.read_only",
            f"the disk of {disk.path} is read-only",
            "mount it for writing; if it became so by itself, see `dmesg` for faults of the disk",
        )
    if disk.free < _TOO_LITTLE:
        yield wrong("disk.room", f"the disk of {disk.path} is full: {room} left", full)
    elif disk.free < _LITTLE:
        yield look("disk.room", f"the disk of {disk.path} is nearly full: {room} left", full)
    else:
        yield fine("disk.room", f"{room} of room for {disk.path}")
    if disk.files is not None and disk.files < _FEW:
        say = wrong if disk.files < _TOO_FEW else look
        yield say(
            "disk.files",
            f"the disk of {disk.path} can hold only {disk.files} more files (inodes)",
            "find the folder with very many small files on it, and clear that",
        )


def judge_state_disk(disk: Disk) -> Iterator[Line]:
    """Say whether the disk is one on which SQLite's file keeps what is written."""
    if disk.kind in _REMOTE:
        yield look(
            "disk.kind",
            f"the state, {disk.path}, lies on a network disk ({disk.kind}), where SQLite's locks"
            " may fail",
            "keep the state on a disk of this machine (`state`); the feeds may stay there",
        )
    if disk.kind in _FLEETING:
        yield look(
            "disk.kind",
            f"the state, {disk.path}, lies in memory ({disk.kind}): a restart of the machine"
            " forgets all",
            "keep the state on a disk (`state`)",
        )
