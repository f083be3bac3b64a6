"""Files in the output folder: whole or not at all, and only our own.

A reader, a web server or a sync tool may look at any moment, and the machine
may stop at any moment; each finds the old file or the new one. A file whose
bytes would not change is not touched, so readers keep getting their 304.

Every step goes through a descriptor of the folder and follows no symbolic link
below it: whoever can write there can't lead feedmaker anywhere else.
"""

from __future__ import annotations

import os
import re
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from feedmaker.errors import StorageError

_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,63}/)?[a-z0-9][a-z0-9-]*(?:\.[a-z]+)+|\.nojekyll")
_DRAFT = re.compile(r"\.feedmaker-[0-9]+-[a-z0-9.-]+\.new")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not hold us up
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Published:
    """A published file, as it stands: enough to tell later whether somebody else changed it."""

    changed: bool  # False: the same bytes stood there, and nothing was written
    size: int  # bytes
    mtime_ns: int


def publish(folder: Path, name: str, body: bytes) -> Published:
    """Put body at name below folder, with mode 0644, whole or not at all.

    `name` is a plain file name, or one in one folder of its own ("news/page.html");
    folders are made where they are missing. Raises StorageError if the disk
    refuses (full, read-only, a folder in the way): the old file then stands and
    no draft is left. Raises ValueError for any other name.
    """
    own, last = _parts(name)
    with _refusals(folder / name):
        folder.mkdir(parents=True, exist_ok=True)
        with _holder(folder, own, make=True) as where:
            if standing := _standing(where, last, body):
                return _published(standing, changed=False)
            return _published(_replace(where, last, body), changed=True)


def unpublish(folder: Path, name: str) -> bool:
    """Remove the file at name below folder; return whether there was one.

    Raises StorageError if the disk refuses, ValueError for a name that `publish` would refuse.
    """
    own, last = _parts(name)
    with _refusals(folder / name):
        try:
            with _holder(folder, own, make=False) as where:
                os.unlink(last, dir_fd=where)
                os.fsync(where)
        except FileNotFoundError:
            return False
    return True


def sweep(folder: Path) -> int:
    """Remove drafts that a crash left in folder or in a folder in it; return how many.

    For the start of a run, when nobody publishes. Raises StorageError.
    """
    removed = 0
    with _refusals(folder):
        for place, inner, files in os.walk(folder):
            if Path(place) != folder:
                inner.clear()  # ours are one deep
            for draft in filter(_DRAFT.fullmatch, files):
                Path(place, draft).unlink()
                removed += 1
    return removed


def _parts(name: str) -> tuple[str, str]:
    """Return the folder of its own that name stands in, or "", and the file's name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for a published file: {name!r}")
    own, _, last = name.rpartition("/")
    return own, last


def _published(state: os.stat_result, *, changed: bool) -> Published:
    return Published(changed=changed, size=state.st_size, mtime_ns=state.st_mtime_ns)


@contextmanager
def _holder(folder: Path, own: str, *, make: bool) -> Iterator[int]:
    """Give an open descriptor of folder, or of the folder own in it."""
    with _opened(folder, _FOLDER) as outer:
        if not own:
            yield outer
            return
        if make:
            with suppress(FileExistsError):
                os.mkdir(own, dir_fd=outer)
        with _opened(own, _FOLDER | os.O_NOFOLLOW, outer) as inner:
            yield inner


@contextmanager
def _opened(path: Path | str, flags: int, inside: int | None = None) -> Iterator[int]:
    descriptor = os.open(path, flags, dir_fd=inside)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except (
        FileExistsError
    ) as error:  # of mkdir: a file or a link to nowhere lies where a folder goes
        what = f"{error.filename} is no folder: move it away, or name another with --out"
        raise StorageError(str(path), what) from error
    except OSError as error:
        raise StorageError(str(path), error.strerror or str(error)) from error


def _standing(where: int, name: str, body: bytes) -> os.stat_result | None:
    """Return the state of the file at name if it is a regular one with these bytes."""
    try:
        descriptor = os.open(name, _LOOK, dir_fd=where)
    except OSError:  # none there, a link, or not ours to read: written anew
        return None
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        same = stat.S_ISREG(state.st_mode) and state.st_size == len(body) and file.read() == body
    return state if same else None


def _replace(where: int, name: str, body: bytes) -> os.stat_result:
    """Put a new file in the place of the old one; return its state."""
    draft = f".feedmaker-{threading.get_native_id()}-{name.lstrip('.')}.new"
    with suppress(FileNotFoundError):
        os.unlink(draft, dir_fd=where)  # left by a crash
    try:
        state = _write(where, draft, body)
        os.replace(draft, name, src_dir_fd=where, dst_dir_fd=where)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft, dir_fd=where)
        raise
    os.fsync(where)  # else a power cut may undo the rename
    return state


def _write(where: int, name: str, body: bytes) -> os.stat_result:
    """Write a new file and bring it to the disk; return its state."""
    descriptor = os.open(name, _MAKE, 0o600, dir_fd=where)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
        file.flush()
        os.fchmod(descriptor, 0o644)
        os.fsync(descriptor)
        return os.fstat(descriptor)
