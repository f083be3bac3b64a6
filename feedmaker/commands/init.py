"""`feedmaker init`: a ready folder for one of the ways to run feedmaker.

What is in it, `scaffold` says. Here it is written: no file is overwritten, and nothing is put
where a symbolic link leads. Asks no network, and needs no settings.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from feedmaker import __version__
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.scaffold.ways import PLAIN, WAYS, Words, texts_of
from feedmaker.terminal.screen import say
from feedmaker.wiring import near_path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_README = "README.md"
_UNQUOTED = re.compile(r"[\w/.,:@+-]+")  # what nginx and Caddy read as one word


def run(options: Namespace) -> int:
    """Write what is not there yet, and say what to type next."""
    way = WAYS.get(options.way, PLAIN)
    target = Path.cwd() / options.dir
    _make(target)
    target = target.resolve()
    texts = texts_of(way, _words(target))
    readme = _README
    if os.path.lexists(target / _README) and _text_of(target / _README) != texts.get(_README):
        readme = f"README-{options.way}.md"  # else nobody would be told how it goes on
    for known, text in texts.items():
        name = readme if known == _README else known
        note = "" if _write(target, name, text) else _stays(target / name, text)
        say(f"{near_path(target / name)}{note}")
    say("\nNext:")
    if target != Path.cwd().resolve():
        say(f"  cd {shlex.quote(str(near_path(target)))}")
    typed = "feedmaker" if shutil.which("feedmaker") else shlex.quote(_command())
    for step in way.next_steps:
        line = step.replace(_README.ljust(len(readme)), readme)  # what is said of it stays
        say(f"  {typed}{line.removeprefix('feedmaker')}" if _is_ours(line) else f"  {line}")
    return 0


def _is_ours(line: str) -> bool:
    return line.startswith("feedmaker ")


def _stays(file: Path, text: str) -> str:
    """Say of a file that was there whether it is what would have been written."""
    there = _text_of(file)
    if file.name == ".gitignore":  # without these lines git would take the state, cookies and all
        known = {line.strip("/ ") for line in there.splitlines()}
        rest = [
            line for line in text.splitlines() if line[0] == "/" and line.strip("/") not in known
        ]
        differs = f"; add to it: {'  '.join(rest)}" if rest else ""
    else:
        differs = "" if there == text else " (in a new folder it differs)"
    return f"  was there already, and stays{differs}"


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _words(target: Path) -> Words:
    public = str(target / "public")
    if not _UNQUOTED.fullmatch(public):
        public = '"' + public.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Words(
        folder=_for_cron(str(target)),
        feedmaker=_for_cron(_command()),
        install=_origin() or f"./feedmaker-{__version__}-py3-none-any.whl",
        public=public,
    )


def _for_cron(path: str) -> str:
    return shlex.quote(path).replace("%", r"\%")  # else cron ends the line there


def _command() -> str:
    """Return the path of the command that cron, which has a short PATH, finds us by."""
    beside = Path(sys.executable).with_name("feedmaker")
    return str(beside) if beside.is_file() else shutil.which("feedmaker") or "feedmaker"


def _origin() -> str:
    """Return the address that pip installed us from, as it wants it; "" if from elsewhere.

    pip notes it in a file of ours (PEP 610), without passwords. Wheels and repositories on
    this machine are of no use on another.
    """
    try:
        noted = json.loads(distribution("feedmaker").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    url, vcs = noted.get("url", ""), noted.get("vcs_info", {})
    if urlsplit(url).scheme != "https" or not re.fullmatch(r"[!-~]+", url) or '"' in url:
        return ""
    if not vcs:
        return str(url)
    return f"{vcs['vcs']}+{url}@{vcs.get('requested_revision') or vcs['commit_id']}"


def _make(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        at = next(one for one in (target, *target.parents) if one.exists())
        what = "is a file: name a folder, new or your own"
        raise ConfigError((Fault(str(near_path(at)), 0, 0, "", what),)) from None
    except OSError as error:
        raise StorageError(str(target), error.strerror or str(error)) from error


def _write(target: Path, name: str, text: str) -> bool:
    """Write a new file below target; return False, and do nothing, if the name is taken."""
    path = PurePosixPath(name)
    try:
        with _opened(target, path.parent.parts) as folder:
            try:
                descriptor = os.open(path.name, _NEW, 0o666, dir_fd=folder)  # less the umask
            except FileExistsError:
                return False
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(text)
            except BaseException:
                os.unlink(path.name, dir_fd=folder)  # half a file would stay for ever
                raise
            return True
    except NotADirectoryError:
        place = str(near_path(target / path.parent))
        what = "is no folder, or a link to one elsewhere: move it away, or name another folder"
        raise ConfigError((Fault(place, 0, 0, "", what),)) from None
    except OSError as error:
        raise StorageError(str(target / name), error.strerror or str(error)) from error


@contextmanager
def _opened(target: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Give an open descriptor of the folder below target; folders that are missing are made."""
    descriptor = os.open(target, _FOLDER)
    try:
        for part in parts:
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=descriptor)
            inner = os.open(part, _FOLDER, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)
