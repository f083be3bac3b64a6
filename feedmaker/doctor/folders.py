"""The folders and files of a set-up: are they there, whose are they, who may read and write them.

Judged by the bits of their modes and by their owners, not by trying, so that root sees what
others would meet. What their contents are worth is looked at elsewhere.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from feedmaker.doctor.line import Line, count, fine, look, some, wrong
from feedmaker.owners import user_name

_OTHERS_WRITE = 0o002
_ANY_OTHERS = 0o077
_OTHERS_READ = 0o005


@dataclass(frozen=True, slots=True)
class Seen:
    """A folder or file as it was found."""

    path: str  # as a person here would write it
    there: bool
    is_folder: bool = False
    mode: int = 0  # permission bits alone
    owner: str = ""  # the user's name, or number
    mine: bool = True  # the owner is who asks
    writable: bool = True  # by who asks, as the system says
    is_socket: bool = False
    leads: str = ""  # where a link leads that is itself in the way: to nothing


def see(path: Path, shown: Path | str = "", *, follow: bool = True) -> Seen:
    """Return how a path is found; raises OSError only where not even that can be told."""
    name = str(shown or path)
    try:
        found = path.stat() if follow else path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Seen(name, there=False, leads=str(path.readlink()) if path.is_symlink() else "")
    return Seen(
        name,
        there=True,
        is_folder=stat.S_ISDIR(found.st_mode),
        mode=stat.S_IMODE(found.st_mode),
        owner=user_name(found.st_uid),
        mine=found.st_uid == os.geteuid(),
        writable=os.access(path, os.W_OK),
        is_socket=stat.S_ISSOCK(found.st_mode),
    )


def see_files(folder: Path) -> list[Seen]:
    """Return the files right in a folder, sorted by name; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(one.name for one in entries if one.is_file(follow_symlinks=False))
    except (FileNotFoundError, NotADirectoryError, PermissionError):  # the last: said of it above
        return []
    return [see(folder / name, name, follow=False) for name in names]


def see_parents(folder: Path) -> list[Seen]:
    """Return the folders above one, the nearest first."""
    return [see(parent) for parent in folder.resolve().parents]


# --- Judgements --------------------------------------------------------------


def judge_sites(folder: Seen, files: Sequence[Seen], settings: Seen) -> Iterator[Line]:
    """Say how the site files and feedmaker.toml lie: whoever writes there decides what is asked."""
    at = "folders.sites"
    if not folder.there or not folder.is_folder:
        yield wrong(
            at,
            f"{folder.path}: there is no such folder of site files",
            "make it, or name yours with --sites or in feedmaker.toml; or go to the right folder",
        )
        return
    loose = [one for one in (folder, *files, settings) if one.there and one.mode & _OTHERS_WRITE]
    if loose:
        names = [one.path for one in loose]
        yield wrong(
            at,
            f"everybody on this machine can write to {some(names)}",
            f"chmod -R o-w {folder.path}" + (f" {settings.path}" if settings in loose else ""),
        )
    else:
        yield fine(at, f"{folder.path}: the site files are written by you alone")


def _in_the_way(at: str, folder: Seen, option: str) -> Line | None:
    """Return what lies where the folder is to be, if something does."""
    if folder.leads:
        what = f"{folder.path} is a link to {folder.leads}, which is not there"
        to_do = f"make {folder.leads}, or remove the link, or name another folder with {option}"
        return wrong(at, what, to_do)
    if folder.there and not folder.is_folder:
        to_do = f"move that file away, or name another folder with {option}"
        return wrong(at, f"{folder.path} is no folder", to_do)
    return None


def _open_to_all(at: str, folder: Seen, cure: str) -> Line:
    what = f"everybody on this machine can write to {folder.path} (mode {folder.mode:04o})"
    return wrong(f"{at}.mode", what, f"{cure} {folder.path}")


def judge_state(
    folder: Seen,
    files: Sequence[Seen],
    *,
    as_root: bool,
    is_lost: bool = False,
    lock: Seen | None = None,
    control: Seen | None = None,
) -> Iterator[Line]:
    """Say how the folder of what is remembered lies: it is for its owner alone.

    `is_lost`: there was a state, which is said elsewhere. `lock` and `control` are what lies in
    the folder under these names.
    """
    at = "folders.state"
    if line := _in_the_way(at, folder, "--state"):
        yield line
        return
    if not folder.there:
        if not is_lost:
            what = f"{folder.path} is not there: nothing is remembered"
            yield look(at, what, "the first build makes it")
        return
    troubles = [*_owner(at, folder, files, as_root=as_root)]
    if lock and lock.is_folder:
        what = f"{lock.path} is a folder, where feedmaker keeps a file of its own: nothing can run"
        troubles.append(wrong(f"{at}.lock", what, f"move it away: mv {lock.path} {lock.path}.old"))
    if control and control.there and not control.is_socket:
        what = f"{control.path} is in the way of `feedmaker run`, which no command can reach then"
        to_do = f"move it away: mv {control.path} {control.path}.old; then start the run again"
        troubles.append(wrong(f"{at}.control", what, to_do))
    if folder.mode & _OTHERS_WRITE:
        troubles.append(_open_to_all(at, folder, "chmod 700"))
    elif folder.mode & _ANY_OTHERS:
        troubles.append(
            look(
                f"{at}.mode",
                f"others can look into {folder.path} (mode {folder.mode:04o})",
                f"chmod 700 {folder.path}",
            )
        )
    if loose := [one for one in files if one.mode & _ANY_OTHERS and ".sqlite" in one.path]:
        names = [f"{folder.path}/{one.path}" for one in loose]
        troubles.append(
            wrong(
                f"{at}.files", f"others can read {some(names)}", f"chmod 600 {' '.join(names[:3])}"
            )
        )
    yield from troubles or [fine(at, f"{folder.path}: the state is yours alone")]


def judge_out(
    folder: Seen,
    files: Sequence[Seen],
    parents: Iterable[Seen],
    *,
    as_root: bool,
    published: bool,
) -> Iterator[Line]:
    """Say how the published folder lies: feedmaker writes there, a web server reads."""
    at = "folders.out"
    if line := _in_the_way(at, folder, "--out"):
        yield line
        return
    if not folder.there:
        if published:
            yield wrong(at, f"{folder.path} is gone, with the feeds in it", "feedmaker build")
        else:
            yield look(at, f"{folder.path} is not there: nothing is published", "feedmaker build")
        return
    troubles = [*_owner(at, folder, files, as_root=as_root)]
    if folder.mode & _OTHERS_WRITE:
        troubles.append(_open_to_all(at, folder, "chmod o-w"))
    troubles += _readable(folder, files, parents)
    yield from troubles or [fine(at, f"{folder.path}: yours to write, for others to read")]


READABLE = "folders.out.readable"
"""Of no interest where the address shows that the files are read."""


def _readable(folder: Seen, files: Sequence[Seen], parents: Iterable[Seen]) -> Iterator[Line]:
    if folder.mode & _OTHERS_READ != _OTHERS_READ:
        what = f"a web server of another user can't read {folder.path} (mode {folder.mode:04o})"
        yield look(READABLE, what, f"chmod o+rx {folder.path}, if one shall serve it")
    elif shut := next((one for one in parents if not one.mode & 0o001), None):
        what = f"a web server of another user can't get to {folder.path}: {shut.path} is shut"
        to_do = f"chmod o+x {shut.path}, or put the feeds elsewhere (`out`), if one shall serve it"
        yield look(READABLE, what, to_do)
    if hidden := [one.path for one in files if not one.mode & 0o004]:
        names = " ".join(f"{folder.path}/{name}" for name in hidden[:3])
        yield look(READABLE, f"others can't read {some(hidden)}", f"chmod o+r {names}")


def _owner(at: str, folder: Seen, files: Sequence[Seen], *, as_root: bool) -> Iterator[Line]:
    if not folder.mine and as_root:
        yield look(
            f"{at}.owner",
            f"{folder.path} belongs to {folder.owner}, and you are root",
            f"run feedmaker as {folder.owner}; what root makes there, {folder.owner} can't write",
        )
    elif not folder.mine:
        yield wrong(
            f"{at}.owner",
            f"{folder.path} belongs to {folder.owner}, not to you",
            f"run feedmaker as {folder.owner}, or: chown -R $(id -u) {folder.path}",
        )
    elif not folder.writable:
        yield wrong(
            f"{at}.writable",
            f"you can't write to {folder.path} (mode {folder.mode:04o})",
            f"chmod u+w {folder.path}; if that is refused, see whether its disk is read-only",
        )
    if others := [one for one in files if one.owner != folder.owner]:
        names, owners = [one.path for one in others], sorted({one.owner for one in others})
        yield wrong(
            f"{at}.files",
            f"{count(len(others), 'file')} in {folder.path} not of {folder.owner}, but of"
            f" {some(owners)}: {some(names)}",
            f"as root: chown -R --reference={folder.path} {folder.path}",
        )
