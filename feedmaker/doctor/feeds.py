"""The published files: all there, as feedmaker left them, and right for feed readers.

Looks into the folder and the store's note of it; what one file holds is read in the sandbox by
`feed_file`. What the world gets of them over the network is the matter of `served`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import cast

from feedmaker.doctor.line import Line, count, fine, look, some, wrong
from feedmaker.errors import FeedmakerError
from feedmaker.model import FEED_FORMATS, FeedFormat
from feedmaker.output.publish import Folder, Outputs, copied_files, lost_files, spoilt_files

ReadFeed = Callable[[bytes, FeedFormat], tuple[str, ...]]

_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_LARGEST = 32 << 20  # bytes


def file_body(folder: Path, name: str) -> bytes | None:
    """Return a published file's bytes; None if it is no plain file of a sane size, or not there."""
    try:
        descriptor = os.open(folder / name, _LOOK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return None
        return file.read(_LARGEST)


def faults_of(
    names: Iterable[str], folder: Path, read: ReadFeed, *, seconds: float
) -> dict[str, tuple[str, ...]]:
    """Return what is wrong with each feed file, for as many as there is time for."""
    until = monotonic() + seconds
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        if monotonic() > until:
            break
        body = file_body(folder, name)
        if body is None:
            found[name] = ("can't be read",)
            continue
        try:
            found[name] = read(body, cast("FeedFormat", name.rpartition(".")[2]))
        except FeedmakerError as error:
            found[name] = (f"can't be read: {error}",)
    return found


def feed_names(outputs: Iterable[str]) -> list[str]:
    """Return which of the published files are feeds, sorted."""
    return sorted(name for name in outputs if name.rpartition(".")[2] in FEED_FORMATS)


def lost_and_spoilt(folder: Path, outputs: Outputs) -> tuple[list[str], list[str], list[str]]:
    """Return which of our files are gone, are not as we left them, and were only copied; sorted.

    Copied: not one file has the time that we left it with, and these have their size.
    Raises StorageError.
    """
    place = Folder(folder, "")
    lost = lost_files(place, outputs)
    there = outputs.keys() - lost
    spoilt = spoilt_files(there, place, outputs)
    copied = copied_files(spoilt, place, outputs) if spoilt == there else set()
    return sorted(lost), sorted(spoilt - copied), sorted(copied)


def judge_feeds(
    lost: Sequence[str],
    spoilt: Sequence[str],
    faults: Mapping[str, Sequence[str]],
    feeds: int,
    *,
    copied: bool = False,
    is_lost: bool = False,
) -> Iterator[Line]:
    """Say how the folder stands; `faults` holds the feeds that were looked at, of so many.

    `copied`: the times of all are others', the sizes are not; `is_lost`: what was published
    is not known any more, which is said elsewhere.
    """
    if copied:
        yield look(
            "feeds.copied",
            "no published file has the time that feedmaker left it with: the folder was copied",
            "nothing, if that was you: the next build leaves what is right as it is",
        )
    if lost:
        yield wrong("feeds.lost", f"not in the folder any more: {some(lost)}", "feedmaker build")
    if spoilt:
        yield wrong(
            "feeds.changed",
            f"somebody else changed {some(spoilt)}",
            "find out what writes there besides feedmaker; `feedmaker build` writes them again",
        )
    bad = {name: found for name, found in faults.items() if found}
    for name, found in bad.items():
        again = "feedmaker build" if name in spoilt else "please report it, with the file"
        yield wrong("feeds.valid", f"{name} {'; '.join(found)}", again, about=name)
    if faults and not bad:
        rest = f" of {feeds}, for more there was no time" if len(faults) < feeds else ""
        verb = "is" if len(faults) == 1 else "are"
        yield fine("feeds.valid", f"{count(len(faults), 'feed file')}{rest} {verb} valid")
    elif not feeds and not is_lost:
        yield look("feeds.none", "no feed is published yet", "feedmaker build")
