"""`feedmaker backup FILE`: state, site files, settings, records in one archive; and the way back.

A gzipped tar, for its owner's eyes alone: cookies and notes may stand in it. Secrets of the
environment and the feeds themselves are not in it: those are made anew from the state.
"""

from __future__ import annotations

import gzip
import json
import os
import tarfile
import zlib
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from feedmaker import __version__
from feedmaker.config.settings import FILE as SETTINGS
from feedmaker.config.settings import Settings, Sourced
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.records.folders import is_record_file, record_files, records_of
from feedmaker.store.backup import NAME as STATE
from feedmaker.store.backup import check_state, copy_state
from feedmaker.terminal import screen
from feedmaker.wiring import clock_of, near_path, need_sites, sourced_settings_of

_LABEL = "feedmaker-backup.json"  # the first member: what made it, and when
_SITES, _MEMORY, _RECORDS = "sites", ".feedmaker", "records"
_SITE_FILES = frozenset((".yaml", ".yml"))
_MOST_RECORDS = 64 << 20
"""Bytes of records that go along; more of them would make a nightly copy slow."""

# What a damaged archive may raise, by where the damage lies: headers and numbers of the tar,
# the end, the sums, the packed bytes.
_DAMAGE = (tarfile.TarError, ValueError, EOFError, gzip.BadGzipFile, zlib.error)


def run(options: Namespace) -> int:
    """Make a backup, or with --unpack lay one out in a new folder."""
    file = Path(options.file)
    if options.unpack:
        return _unpack(file, Path(options.unpack))
    sourced = sourced_settings_of(options)
    need_sites(sourced.settings)
    _check_place(file, sourced.settings)
    folder = records_of(sourced.settings, None)
    records = record_files(folder)
    size = sum(path.stat().st_size for path in records)
    fit = records if size <= _MOST_RECORDS else []
    kept = _back_up(
        file, sourced, {path: path.relative_to(folder) for path in fit}, clock_of(options).now()
    )
    names = {path.relative_to(folder).parts[0] for path in fit}
    more = f", {screen.count(len(names), 'record')}" if names else ""
    screen.say(f"{near_path(file)}: the state, {screen.count(kept, 'site file')}{more}")
    if len(fit) < len(records):
        too_much = f"{size >> 20} MiB, more than {_MOST_RECORDS >> 20}"
        screen.say(f"{near_path(folder)} is not in it ({too_much}): copy that folder yourself")
    screen.say(f"to go back: feedmaker backup {near_path(file)} --unpack DIR")
    return 0


def _check_place(file: Path, settings: Settings) -> None:
    """Raise ConfigError if there is no folder for the backup, or one that the world sees."""
    if file.resolve().is_relative_to(settings.out.resolve()):
        raise _fault(
            file, "lies in the folder of the feeds, and would be published: name another place"
        )
    if not file.parent.is_dir():
        raise _fault(file, f"there is no folder `{file.parent}`: make it, or name another place")


def _back_up(file: Path, sourced: Sourced, records: Mapping[Path, Path], now: datetime) -> int:
    """Write the archive, whole or not at all; return how many site files are in it.

    `records` are files of records, each with its place among them.
    """
    settings = sourced.settings
    try:
        with (
            _draft(file) as draft,
            TemporaryDirectory(prefix=".feedmaker-", dir=draft.parent) as folder,
        ):
            copy = Path(folder) / STATE
            copy_state(settings.state, copy)
            with tarfile.open(draft, "w:gz") as archive:
                _add_label(archive, now)
                archive.add(copy, f"{_MEMORY}/{STATE}", filter=_private)
                if sourced.file.is_file():
                    archive.add(sourced.file.resolve(), SETTINGS, filter=_private)
                kept = 0
                for path in _site_files(settings):
                    name = f"{_SITES}/{path.relative_to(settings.sites).as_posix()}"
                    archive.add(path.resolve(), name, filter=_private)
                    kept += 1
                for path, place in records.items():
                    archive.add(path, f"{_RECORDS}/{place.as_posix()}", filter=_private)
    except OSError as error:
        raise StorageError(str(error.filename or file), error.strerror or str(error)) from error
    return kept


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """Give a file beside `file`, 0600, that takes its place at the end; else it is removed."""
    if file.exists() and not _is_backup(file):
        raise _fault(file, "is there already, and is no backup of feedmaker's: name another file")
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    except OSError as error:
        what = f"can't be made in its folder: {error.strerror}; name a file elsewhere"
        raise StorageError(str(file), what) from error
    try:
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _add_label(archive: tarfile.TarFile, now: datetime) -> None:
    made = now.isoformat(timespec="seconds")
    label = json.dumps({"feedmaker": __version__, "made": made}).encode()
    member = tarfile.TarInfo(_LABEL)
    member.size, member.mode = len(label), 0o600
    archive.addfile(member, BytesIO(label))


def _site_files(settings: Settings) -> Iterator[Path]:
    """Yield the site files, those of hosts too; what lies in our other folders is none."""
    ours = {settings.state.resolve(), settings.out.resolve()}
    for here, folders, files in os.walk(settings.sites):
        folders[:] = sorted(
            one for one in folders if one[0] != "." and (Path(here) / one).resolve() not in ours
        )
        for name in sorted(files):
            path = Path(here) / name
            if path.suffix in _SITE_FILES and path.is_file():
                yield path


def _private(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return a member without what tells of the machine and its users."""
    member.mode = 0o600
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


# --- The way back ------------------------------------------------------------------


def _unpack(file: Path, to: Path) -> int:
    """Lay a backup out in a new folder, and say what to type there."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise _fault(to, "is there already: name a folder that is new, or empty")
    if not file.is_file():
        raise _fault(file, "there is no such file")
    if not _is_backup(file):
        raise _fault(file, "is no backup of feedmaker's, or is damaged")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".feedmaker-", dir=to.parent) as folder:
            fresh = Path(folder) / "fresh"
            _lay_out(file, fresh)
            fresh.replace(to)
    except _DAMAGE as error:
        raise _fault(file, f"can't be unpacked: {error}") from error
    except OSError as error:
        raise StorageError(str(error.filename or to), error.strerror or str(error)) from error
    screen.say(f"{near_path(to)}: as it was; look at it: cd {near_path(to)} && feedmaker status")
    for name in _folders_elsewhere(to):
        screen.say(f"its feedmaker.toml names `{name}` elsewhere: move that folder there")
    return 0


def _lay_out(file: Path, to: Path) -> None:
    _check_sum(file)
    to.mkdir(mode=0o700)
    with tarfile.open(file, "r:gz") as archive:
        members = archive.getmembers()
        if strange := next((one for one in members if not _is_ours(one)), None):
            raise _fault(file, f"holds `{strange.name}`, which no backup of feedmaker's does")
        if f"{_MEMORY}/{STATE}" not in {one.name for one in members}:
            raise _fault(file, "holds no state: it is no whole backup of feedmaker's")
        archive.extractall(
            to, members=[one for one in members if one.name != _LABEL], filter="data"
        )
    (to / _SITES).mkdir(exist_ok=True)
    (to / _MEMORY).chmod(0o700)
    check_state(to / _MEMORY / STATE)


def _check_sum(file: Path) -> None:
    """Read to the very end, where the sum stands that tells of a changed byte.

    A tar is over before its gzip is, so who unpacks one never comes there.
    """
    with gzip.open(file) as packed:
        while packed.read(1 << 20):
            pass


def _is_ours(member: tarfile.TarInfo) -> bool:
    """Tell whether a member is one that `_back_up` writes; `filter="data"` looks at the path."""
    path = PurePosixPath(member.name)
    if not member.isreg():
        return False
    if member.name in {_LABEL, SETTINGS, f"{_MEMORY}/{STATE}"}:
        return True
    if path.parts[0] == _RECORDS:
        return is_record_file(PurePosixPath(*path.parts[1:]))
    return path.parts[0] == _SITES and path.suffix in _SITE_FILES


def _is_backup(file: Path) -> bool:
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
    except (*_DAMAGE, OSError):
        return False
    return first is not None and first.name == _LABEL


def _folders_elsewhere(folder: Path) -> list[str]:
    """Return which folders the settings in `folder` name otherwise than they lie there."""
    from feedmaker.config.settings import read_settings

    try:
        settings = read_settings({}, {}, folder.absolute())
    except ConfigError:
        return []
    places = {"sites": settings.sites, "state": settings.state}
    return [
        name
        for name, place in places.items()
        if place != folder.absolute() / {"sites": _SITES, "state": _MEMORY}[name]
    ]


def _fault(file: Path, problem: str) -> ConfigError:
    return ConfigError((Fault(str(file), 0, 0, "", problem),))
