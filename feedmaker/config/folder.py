"""The folder of site files: which there are, which are good, which must be read again.

A file whose digest is remembered as good is neither parsed nor validated: so a
run without news costs no YAML, no pydantic and no selector engine. Only this
module touches these files; what stands in one is `site`'s to say.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from feedmaker import __version__
from feedmaker.config.diagnostics import near, new_fault
from feedmaker.config.values import name_problem
from feedmaker.errors import ConfigError, Fault
from feedmaker.model import ArticleRules, Site

if TYPE_CHECKING:
    from feedmaker.config.site import Checked
    from feedmaker.config.yaml_text import Node

DEFAULTS = "_defaults.yaml"
HOSTS = "_hosts"

_ENOUGH = 1024 * 1024  # bytes; more than a site file may have, so that it is seen to be too large
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}")

Remembered = Callable[[str, str], Site | None]
"""(name, digest) -> the site that a file of this digest was found to be; None: not known."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """What a folder of site files holds."""

    sites: dict[str, Site] = field(default_factory=dict)  # the good ones, sorted by name
    digests: dict[str, str] = field(default_factory=dict)  # of the good ones
    fresh: frozenset[str] = frozenset()  # validated now, to be remembered under their digests
    faults: dict[str, ConfigError] = field(default_factory=dict)  # by the site's or the file's name
    warnings: dict[str, tuple[Fault, ...]] = field(default_factory=dict)  # of the fresh ones
    hosts: dict[str, ArticleRules] = field(default_factory=dict)


def read_folder(
    folder: Path,
    *,
    remembered: Remembered = lambda _name, _digest: None,
    secrets: Mapping[str, frozenset[str]] | None = None,
) -> SiteFolder:
    """Return the sites of a folder, and every faulty file's faults.

    `secrets` are the names of environment variables that the operator lists for
    each site. Raises ConfigError if there is no such folder, or if
    `_defaults.yaml` is faulty.
    """
    listed = secrets or {}
    names = _file_names(folder)
    base = _read(str(folder / DEFAULTS)) if DEFAULTS in names else None
    faults: dict[str, ConfigError] = {}
    sites: dict[str, Site] = {}
    digests: dict[str, str] = {}
    stale: dict[str, tuple[str, bytes]] = {}
    for name, path in _site_files(folder, names, faults):
        try:
            body = _read(path)
        except ConfigError as error:
            faults[name] = error
            continue
        digests[name] = _digest(body, base, listed.get(name, frozenset()))
        if (site := remembered(name, digests[name])) is not None:
            sites[name] = site
        else:
            stale[name] = path, body
    warnings: dict[str, tuple[Fault, ...]] = {}
    if stale or not sites:
        under = _defaults(base, str(folder / DEFAULTS))
        for name, (path, body) in stale.items():
            try:
                checked = _check(name, path, body, under, listed.get(name, frozenset()))
            except ConfigError as error:
                faults[name] = error
            else:
                sites[name], warnings[name] = checked.site, checked.warnings
    hosts = _read_hosts(folder, names, faults)
    for name, quarrel in _quarrels(sites, faults, folder):
        faults[name] = quarrel
        del sites[name]
    return SiteFolder(
        sites=dict(sorted(sites.items())),
        digests={name: digests[name] for name in sorted(sites)},
        fresh=frozenset(stale.keys() & sites.keys()),
        faults=dict(sorted(faults.items())),
        warnings={name: some for name, some in sorted(warnings.items()) if some and name in sites},
        hosts=hosts,
    )


def _file_names(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))  # noqa: PTH208  a Path for each of 1000 files takes longer
    except FileNotFoundError:
        problem = "there is no such folder of site files"
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    raise ConfigError((new_fault(str(folder), 0, 0, (), problem),))


def _site_files(
    folder: Path, names: set[str], faults: dict[str, ConfigError]
) -> Iterator[tuple[str, str]]:
    """Yield each site's name and the path of its file; notes files that can't be one."""
    for file in sorted(names):
        stem, dot, kind = file.rpartition(".")
        if kind not in {"yaml", "yml"} or not dot or file.startswith((".", "#")):
            continue  # an editor's copy, or no site file at all
        problem = name_problem(stem)
        if kind == "yml":
            problem = f"is not read: rename it to `{stem}.yaml`"
        elif file == DEFAULTS:
            continue
        elif stem.startswith("_"):
            problem = f"is not read{near(file, [DEFAULTS])}"
        elif stem != stem.lower() and f"{stem.lower()}.yaml" in names:
            problem = f"differs only in its case from `{stem.lower()}.yaml`"
        if not problem:
            yield stem, os.path.join(folder, file)  # noqa: PTH118  as above
            continue
        taken = kind == "yml" and f"{stem}.yaml" in names
        _note(faults, file if taken else stem, folder / file, problem)


def _read_hosts(
    folder: Path, names: set[str], faults: dict[str, ConfigError]
) -> dict[str, ArticleRules]:
    """Return the rules of `_hosts/HOST.yaml` by host; notes faulty files as `_hosts/HOST`."""
    if HOSTS not in names:
        return {}
    hosts: dict[str, ArticleRules] = {}
    for path in sorted((folder / HOSTS).glob("[!.#]*.yaml")):
        from feedmaker.config.site import (
            read_host,  # YAML and pydantic: only for those who have such
        )

        name = f"{HOSTS}/{path.stem}"
        if not _HOST.fullmatch(path.stem):
            _note(faults, name, path, f"`{path.stem}` is no name of a host")
            continue
        try:
            hosts[path.stem] = read_host(_read(str(path)), file=str(path))
        except ConfigError as error:
            faults[name] = error
    return hosts


def _note(faults: dict[str, ConfigError], name: str, path: Path, problem: str) -> None:
    faults[name] = ConfigError((new_fault(str(path), 0, 0, (), problem),))


def _read(path: str) -> bytes:
    """Return a file's bytes. Raises ConfigError; a pipe or device is not waited for."""
    try:
        # Plain calls of the system: with a thousand files half the time was spent in `open`.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if stat.S_ISREG(os.fstat(number).st_mode):
                return os.read(number, _ENOUGH)
            problem = "is no file"
        finally:
            os.close(number)
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    raise ConfigError((new_fault(path, 0, 0, (), problem),))


def _digest(body: bytes, base: bytes | None, secrets: Iterable[str]) -> str:
    """Return a fingerprint of all that decides what a file means."""
    state = hashlib.sha256(__version__.encode())
    for part in (body, b"" if base is None else base, " ".join(sorted(secrets)).encode()):
        state.update(b"%d:" % len(part) + part)
    return state.hexdigest()


def _defaults(base: bytes | None, file: str) -> Node | None:
    if base is None:
        return None
    from feedmaker.config.site import (
        read_defaults,  # YAML and pydantic: only for what is not remembered
    )

    return read_defaults(base, file=file)


def _check(
    name: str, path: str, body: bytes, under: Node | None, secrets: frozenset[str]
) -> Checked:
    from feedmaker.config.site import check_site  # as above

    return check_site(name, body, file=path, defaults=under, secrets=secrets)


def _quarrels(
    sites: Mapping[str, Site], faults: Mapping[str, ConfigError], folder: Path
) -> list[tuple[str, ConfigError]]:
    """Return the sites whose `formerly` names another site, or what another one claims too.

    A faulty file is another site as much as a good one: its feed stands, and its
    entries wait until it is mended.
    """
    claimed: dict[str, str] = {}
    errors: list[tuple[str, ConfigError]] = []
    for name in sorted(sites):
        for old in sites[name].formerly:
            problem = ""
            if old in sites or old in faults:
                file = Path(faults[old].faults[0].file).name if old in faults else f"{old}.yaml"
                problem = f"`{old}` is a site of its own: {file} is still there"
            elif claimed.setdefault(old, name) != name:
                problem = f"`{old}` is claimed by {claimed[old]}.yaml too"
            if problem:
                fault = new_fault(str(folder / f"{name}.yaml"), 0, 0, ("formerly",), problem)
                errors.append((name, ConfigError((fault,))))
                break
    return errors
