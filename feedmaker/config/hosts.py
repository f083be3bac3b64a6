"""`_hosts/HOST.yaml`: how articles on a host are read and asked for, whichever site links there.

There may be thousands, of which a run needs few. So a file is read when an article on
its host is, and never for a host to which nobody links; `faults` looks only at those
that changed since they were found good. What stands in a file is `site`'s to say.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from feedmaker import __version__
from feedmaker.config.files import file_error, read_file
from feedmaker.config.secrets import fill_secrets
from feedmaker.errors import ConfigError
from feedmaker.model import ArticleRules, HostSettings, RequestSettings

HOSTS = "_hosts"

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}")

GoodFiles = Mapping[str, tuple[str, str]]
"""Host -> what its file looked like from outside (inode, size, times), and a digest of it."""


def host_problem(name: str) -> str:
    """Return what is wrong with the name of a host's file, "" if nothing is."""
    return "" if _HOST.fullmatch(name) else f"`{name}` is no name of a host"


class HostFiles(Mapping[str, ArticleRules]):
    """The files of one folder, read when they are needed; for many threads.

    A mapping from any host to the article rules that hold there. Whoever walks through
    it gets the good files' own hosts, and has all files read.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        secrets: Mapping[str, frozenset[str]] | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """List the files of `folder`, which need not be there.

        `secrets` are the names that the operator lists for each `_hosts/HOST`, `environ`
        has their values.
        """
        self._folder = "" if folder is None else str(folder)
        self._environ = environ or {}
        self._secrets = {
            name.removeprefix(f"{HOSTS}/"): names
            for name, names in (secrets or {}).items()
            if name.startswith(f"{HOSTS}/")
        }
        self._outside, self._misnamed = _listed(self._folder) if folder else ({}, {})
        self._settings: dict[str, HostSettings | ConfigError] = {}

    # --- What holds at a host

    def at(self, host: str) -> HostSettings | None:
        """Return what the operator says of a host, secrets filled in; None: nothing.

        The file of its own name counts, then that of its name without `www.`, then the
        nearest above it with `subdomains: true`. Raises ConfigError if that file is faulty.
        """
        if not self._outside:
            return None
        host = host.rstrip(".")
        for name in (host, host.removeprefix("www.")):
            if name in self._outside:
                return self._read(name)
        while host := host.partition(".")[2]:
            if host in self._outside and (settings := self._read(host)).subdomains:
                return settings
        return None

    def request(self, host: str) -> RequestSettings | None:
        """Return how a host is asked, besides what its site says; None: as any other.

        Nothing of a faulty file counts: who reads all of them tells its faults.
        """
        settings = self._good(host)
        return settings.request if settings else None

    def __getitem__(self, host: str) -> ArticleRules:
        if settings := self._good(host):
            return settings.article
        raise KeyError(host)

    def __iter__(self) -> Iterator[str]:
        return (name for name in sorted(self._outside) if self._good(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _good(self, host: str) -> HostSettings | None:
        try:
            return self.at(host)
        except ConfigError:
            return None

    def _read(self, name: str) -> HostSettings:
        known = self._settings.get(name)
        if known is None:
            try:
                known = self._parsed(name, read_file(self._path(name)))
            except ConfigError as error:
                known = error
            self._settings[name] = known
        if isinstance(known, ConfigError):
            raise known
        return known

    def _parsed(self, name: str, body: bytes) -> HostSettings:
        from feedmaker.config.site import read_host  # YAML and pydantic: only where one is needed

        listed = self._secrets.get(name, frozenset())
        settings = read_host(body, file=self._path(name), host=name, secrets=listed)
        return replace(settings, request=fill_secrets(settings.request, self._environ))

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}.yaml"

    # --- What is wrong with them

    @property
    def meaning(self) -> str:
        """A fingerprint of all that decides what a file means, besides its bytes."""
        listed = [f"{name}={' '.join(sorted(of))}" for name, of in sorted(self._secrets.items())]
        return hashlib.sha256("\n".join((__version__, *listed)).encode()).hexdigest()

    def faults(self, good: GoodFiles) -> tuple[dict[str, ConfigError], GoodFiles]:
        """Return the faulty files by `_hosts/HOST`, and the good ones, to be remembered.

        Those that are known to be `good` under the same `meaning` are not read again,
        but for those with secrets: whether these are set is known only now.
        """
        faults = {f"{HOSTS}/{name}": error for name, error in self._misnamed.items()}
        found: dict[str, tuple[str, str]] = {}
        for name, outside in self._outside.items():
            known = good.get(name)
            if known and known[0] == outside and name not in self._secrets:
                found[name] = known
                continue
            try:
                body = read_file(self._path(name))
                digest = hashlib.sha256(body).hexdigest()
                if not known or known[1] != digest or name in self._secrets:
                    self._settings[name] = self._parsed(name, body)
            except ConfigError as error:
                faults[f"{HOSTS}/{name}"] = self._settings[name] = error
            else:
                found[name] = outside, digest
        return faults, found


def _listed(folder: str) -> tuple[dict[str, str], dict[str, ConfigError]]:
    """Return what the file of each host looks like from outside, and whose name is wrong."""
    outside: dict[str, str] = {}
    misnamed: dict[str, ConfigError] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name, dot, kind = entry.name.rpartition(".")
                if kind != "yaml" or not dot or entry.name.startswith((".", "#")):
                    continue  # an editor's copy, or no such file at all
                if problem := host_problem(name):
                    misnamed[name] = file_error(entry.path, problem)
                else:
                    outside[name] = _from_outside(entry)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        misnamed["*"] = file_error(folder, f"can't be read: {error.strerror}")
    return outside, misnamed


def _from_outside(entry: os.DirEntry[str]) -> str:
    try:
        at = entry.stat()
    except OSError:  # a link to nowhere: its fault is told when it is read
        return ""
    # The time of the last change can't be set by hand: a copy with its old date is seen.
    return f"{at.st_ino} {at.st_size} {at.st_mtime_ns} {at.st_ctime_ns}"
