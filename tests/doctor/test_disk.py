"""Room and kinds of disks, from what a system may say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedmaker.doctor.disk import Disk, disk_of, judge_disk, judge_state_disk, kind_of

MIB = 1 << 20
MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:20 / /tmp rw,nosuid - tmpfs tmpfs rw
24 22 0:40 / /srv/my\\040feeds rw shared:9 - nfs4 box:/feeds rw,vers=4.2
25 24 8:2 / /srv/my\\040feeds rw - xfs /dev/sdb1 rw
"""


def levels(disk: Disk) -> dict[str, str]:
    return {line.id: line.level for line in judge_disk(disk)}


@pytest.mark.parametrize(
    ("disk", "told"),
    [
        (Disk("out", 5_000 * MIB), {"disk.room": "ok"}),
        (Disk("out", 300 * MIB), {"disk.room": "look"}),
        (Disk("out", 0), {"disk.room": "wrong"}),
        (Disk("out", 5_000 * MIB, files=1_500), {"disk.room": "ok", "disk.files": "look"}),
        (Disk("out", 5_000 * MIB, files=0), {"disk.room": "ok", "disk.files": "wrong"}),
        (Disk("out", 5_000 * MIB, files=None), {"disk.room": "ok"}),
        (
            Disk("out", 5_000 * MIB, read_only=True),
            {"disk.read_only": "wrong", "disk.room": "ok"},
        ),
    ],
)
def test_a_full_disk_and_a_read_only_one_are_named(disk: Disk, told: dict[str, str]) -> None:
    assert levels(disk) == told


@pytest.mark.parametrize(("kind", "hit"), [("nfs4", 1), ("tmpfs", 1), ("ext4", 0), ("", 0)])
def test_a_state_on_a_network_or_in_memory_wants_a_look(kind: str, hit: int) -> None:
    assert len([*judge_state_disk(Disk("state", 0, kind=kind))]) == hit


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", "ext4"),
        ("/tmp/a", "tmpfs"),
        ("/tmpfile", "ext4"),
        ("/srv/my feeds/state", "xfs"),  # mounted over the other
    ],
)
def test_the_nearest_mount_tells_the_kind(place: str, kind: str) -> None:
    assert kind_of(Path(place), MOUNTS) == kind


def test_a_folder_that_is_not_there_yet_has_the_disk_it_would_lie_on(tmp_path: Path) -> None:
    device, disk = disk_of(tmp_path / "a/b", "b")
    assert device == tmp_path.stat().st_dev
    assert (disk.path, disk.free > 0) == ("b", True)
