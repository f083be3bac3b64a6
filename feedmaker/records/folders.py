"""Where records lie, and how one comes into its place: whole, and never over another unasked.

A record is a folder below `records/`, which lies beside the folder of site files, to be
kept with them. What stands in one is for `fetch.record` and `outcome` to say.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from feedmaker.config.settings import Settings
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.fetch.record import PAGES, TABLE
from feedmaker.records.outcome import EXPECTED

FOLDER = "records"


def records_of(settings: Settings, given: str | None) -> Path:
    """Return the folder of records: the one given, else `records` beside the site files.

    Not among the site files, which are read again with each change there. Raises
    ConfigError for one in the published folder: saved pages are other people's.
    """
    folder = Path(given) if given else settings.sites.parent / FOLDER
    if folder.resolve().is_relative_to(settings.out.resolve()):
        what = f"lies in {settings.out}, which is published: name another one with --records"
        raise ConfigError((Fault(str(folder), 0, 0, "", what),))
    return folder


def recorded(folder: Path) -> list[str]:
    """Return the names of the sites that have a record."""
    try:
        found = (one for one in folder.iterdir() if not one.name.startswith("."))  # no draft
        return sorted(one.name for one in found if (one / TABLE).is_file())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError(str(folder), error.strerror or str(error)) from error


def record_files(folder: Path) -> list[Path]:
    """Return the files of all records, sorted; what we did not write, and links, are none."""
    found = []
    for name in recorded(folder):
        for path in sorted((folder / name).glob("*")) + sorted((folder / name / PAGES).glob("*")):
            links = any(
                one.is_symlink()
                for one in (path, *path.parents)
                if one.is_relative_to(folder / name)
            )
            if is_record_file(path.relative_to(folder)) and path.is_file() and not links:
                found.append(path)
    return found


def is_record_file(path: PurePath) -> bool:
    """Tell whether a path below a folder of records is that of a file that a record has."""
    site, *inner = path.parts or ("",)
    if site.startswith(".") or ".." in inner:
        return False
    return inner in ([TABLE], [EXPECTED]) or (len(inner) == 2 and inner[0] == PAGES)


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside a site's record; whatever is left of it at the end is removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".", suffix=".new", dir=folder))
    except OSError as error:
        raise StorageError(str(folder), error.strerror or str(error)) from error
    try:
        yield draft
    finally:
        with suppress(OSError):  # whoever is still at work there finds it gone, and makes nothing
            draft = draft.rename(draft.with_suffix(".old"))
        shutil.rmtree(draft, ignore_errors=True)


def put_in_place(draft: Path, record: Path) -> None:
    """Make a draft the record; the old one is removed once the new one stands.

    Raises StorageError, also where a symbolic link or a file of others stands in its place.
    """
    try:
        if record.is_symlink() or (record.exists() and not (record / TABLE).is_file()):
            raise StorageError(str(record), "is no record of ours, and stays as it is")
        if not record.exists():
            draft.rename(record)
            return
        with draft_of(record.parent) as old:
            os.replace(record, old / record.name)  # noqa: PTH105  a folder, into an empty one
            draft.rename(record)
    except OSError as error:
        raise StorageError(str(record), error.strerror or str(error)) from error
