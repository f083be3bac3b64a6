"""The folder of site files: which there are, which are good, which must be read again.

A file whose digest is remembered as good is neither parsed nor validated: so a
run without news costs no YAML, no pydantic and no selector engine. Only this
module touches these files; what stands in one is `site`'s to say.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from feedmaker import __version__
from feedmaker.config.diagnostics import near, new_fault
from feedmaker.config.files import file_error, read_file
from feedmaker.config.hosts import HOSTS, GoodFiles, HostFiles
from feedmaker.config.values import name_problem
from feedmaker.errors import ConfigError, Fault
from feedmaker.model import Site

if TYPE_CHECKING:
    from feedmaker.config.site import Checked
    from feedmaker.config.yaml_text import Node

DEFAULTS = "_defaults.yaml"

Remembered = Callable[[str, str], Site | None]
"""(name, digest) -> the site that a file of this digest was found to be; None: not known."""

RememberedHosts = Callable[[str], GoodFiles]
"""What host files mean (`HostFiles.meaning`) -> those that were found good under it."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """What a folder of site files holds."""

    sites: dict[str, Site] = field(default_factory=dict)  # the good ones, sorted by name
    digests: dict[str, str] = field(default_factory=dict)  # of the good ones
    fresh: frozenset[str] = frozenset()  # validated now, to be remembered under their digests
    faults: dict[str, ConfigError] = field(default_factory=dict)  # by the site's or the file's name
    warnings: dict[str, tuple[Fault, ...]] = field(default_factory=dict)  # of the fresh ones
    hosts: HostFiles = field(default_factory=HostFiles)  # each is read when it is needed
    good_hosts: GoodFiles = field(default_factory=dict)  # to be remembered


def read_folder(
    folder: Path,
    *,
    remembered: Remembered = lambda _name, _digest: None,
    secrets: Mapping[str, frozenset[str]] | None = None,
    environ: Mapping[str, str] | None = None,
    good_hosts: RememberedHosts | None = lambda _meaning: {},
) -> SiteFolder:
    """Return the sites of a folder, and every faulty file's faults.

    `secrets` are the names of environment variables that the operator lists for
    each site and `_hosts/HOST`, `environ` has the values of the hosts'. Without
    `good_hosts` the faults of host files are left out. Raises ConfigError if there
    is no such folder, or if `_defaults.yaml` is faulty.
    """
    listed = secrets or {}
    names = _file_names(folder)
    base = read_file(str(folder / DEFAULTS)) if DEFAULTS in names else None
    faults: dict[str, ConfigError] = {}
    sites: dict[str, Site] = {}
    digests: dict[str, str] = {}
    stale: dict[str, tuple[str, bytes]] = {}
    for name, path in _site_files(folder, names, faults):
        try:
            body = read_file(path)
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
    hosts = HostFiles(folder / HOSTS if HOSTS in names else None, secrets=listed, environ=environ)
    good: GoodFiles = {}
    if good_hosts is not None:
        more, good = hosts.faults(good_hosts(hosts.meaning))
        faults |= more
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
        good_hosts=good,
    )


def _file_names(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))  # noqa: PTH208  a Path for each of 1000 files takes longer
    except FileNotFoundError:
        problem = "there is no such folder of site files"
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    raise file_error(str(folder), problem)


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


def _note(faults: dict[str, ConfigError], name: str, path: Path, problem: str) -> None:
    faults[name] = file_error(str(path), problem)


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
