"""What every command that works on sites needs, opened together and closed together.

Here the shell reads the clock, the environment and the settings; everything
below gets them as arguments.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedmaker.errors import ConfigError, Fault
from feedmaker.model import Site
from feedmaker.placeholders import fill_secrets
from feedmaker.projection import Folder
from feedmaker.settings import Settings, read_settings
from feedmaker.sitefolder import SiteFolder, read_folder
from feedmaker.store import Store
from feedmaker.update import World

if TYPE_CHECKING:
    from feedmaker.reading import Fetch
    from feedmaker.sandbox import Sandbox


@dataclass(slots=True)
class Clock:
    """The time of a run: the machine's, or one that is told."""

    told: datetime | None = None

    def now(self) -> datetime:
        """Return the time, aware, UTC."""
        return self.told or datetime.now(UTC)  # noqa: TID251 - a shell reads the clock


def settings_of(options: Namespace, **defaults: str) -> Settings:
    """Return the operator's settings; raises ConfigError. `defaults` stand in for options."""
    names = ("sites", "out", "state", "config")
    given = {name: getattr(options, name, None) or defaults.get(name) for name in names}
    given["base_url"] = getattr(options, "base_url", None) or defaults.get("base_url")
    return read_settings(given, os.environ, Path.cwd())


def read_sites(settings: Settings, store: Store | None) -> SiteFolder:
    """Return the site files; what was found good before is not validated again.

    Raises ConfigError for a folder that is not there and for `_defaults.yaml`.
    """
    kept = store.configs() if store else {}

    def remembered(name: str, digest: str) -> Site | None:
        known, config = kept.get(name, ("", b""))
        return Store.unpack(config) if config and known == digest else None

    folder = read_folder(settings.sites, remembered=remembered, secrets=settings.secrets)
    if store:
        for name in sorted(folder.fresh):
            store.keep_config(name, folder.sites[name], folder.digests[name])
    return _with_secrets(folder)


def _with_secrets(folder: SiteFolder) -> SiteFolder:
    """Return the sites with their secrets from the environment; never kept, never shown."""
    sites, faults = {}, dict(folder.faults)
    for name, site in folder.sites.items():
        try:
            request = fill_secrets(site.request, os.environ)
        except ConfigError as error:
            faults[name] = error
        else:
            sites[name] = site if request == site.request else replace(site, request=request)
    return replace(folder, sites=sites, faults=faults)


def read_site_file(path: Path, settings: Settings) -> Site:
    """Return the site of one file, wherever it is; raises ConfigError."""
    from feedmaker.config import read_site

    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError((Fault(str(path), 0, 0, "", str(error.strerror)),)) from error
    secrets = settings.secrets.get(path.stem, frozenset())
    return read_site(path.stem, body, file=str(path), secrets=secrets)


def chosen(names: list[str], folder: SiteFolder) -> list[str]:
    """Return the names asked for, all if none is; raises ConfigError for an unknown one."""
    known = {*folder.sites, *folder.faults}
    faults = []
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            faults.append(Fault(f"{name}.yaml", 0, 0, "", f"there is no such site{hint}"))
    if faults:
        raise ConfigError(tuple(faults))
    return list(dict.fromkeys(names)) or sorted(known)


@contextmanager
def open_world(
    options: Namespace, settings: Settings, store: Store, folder: SiteFolder, clock: Clock
) -> Iterator[World]:
    """Give the network (or a replay) and the sandbox, and let go of them."""
    with open_fetch(options, settings, store, folder.sites, clock) as fetch, open_sandbox() as box:
        yield World(fetch, box.call, store, folder.hosts)


@contextmanager
def open_fetch(
    options: Namespace,
    settings: Settings,
    store: Store | None,
    sites: Mapping[str, Site],
    clock: Clock,
) -> Iterator[Fetch]:
    """Give the network, or saved pages with --replay; sets the clock that those ask for."""
    if replay := getattr(options, "replay", None):
        from feedmaker.replay import Replay

        pages = Replay(Path(replay))
        clock.told = clock.told or pages.now
        yield pages
        return
    from feedmaker.fetch import Web, user_agent

    web = Web(
        user_agent=user_agent(settings.contact),
        now=clock.now,
        hosts=store,
        allow_private=settings.allow_private,
        proxy=settings.proxy,
        min_delay=settings.min_delay,
        delays=longest_delays(sites),
    )
    try:
        yield web
    finally:
        web.close()


def longest_delays(sites: Mapping[str, Site]) -> dict[str, float]:
    """Return each host's pause in seconds: the longest of its sites' counts."""
    from feedmaker.urls import host

    delays: dict[str, float] = {}
    for site in sites.values():
        for address in site.urls:
            name = host(address.url)
            delays[name] = max(delays.get(name, 0.0), site.request.delay)
    return delays


@contextmanager
def open_sandbox() -> Iterator[Sandbox]:
    """Give the sandbox; its first child starts with the first page to be read."""
    from feedmaker.sandbox import Sandbox

    with Sandbox(workers=min(2, os.cpu_count() or 1)) as box:
        yield box


def clock_of(options: Namespace) -> Clock:
    """Return the clock that --now sets; raises ConfigError if it is no RFC 3339 time."""
    text = getattr(options, "now", None)
    if not text:
        return Clock()
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        told = None
    if told is None or told.tzinfo is None:
        raise ConfigError((Fault("--now", 0, 0, "", f"{text!r} is no time with an offset"),))
    return Clock(told.astimezone(UTC))


def folder_of(settings: Settings) -> Folder:
    """Return where feeds are put."""
    return Folder(settings.out, settings.base_url)


def on_terminal() -> bool:
    """Tell whether a person looks at what we print."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
