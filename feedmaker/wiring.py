"""What every command that works on sites needs, opened together and closed together.

Here the shell reads the clock, the environment and the settings; everything
below gets them as arguments.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from feedmaker.config.folder import SiteFolder, read_folder
from feedmaker.config.hosts import HOSTS, GoodFiles, HostFiles
from feedmaker.config.secrets import fill_secrets
from feedmaker.config.settings import Settings, Sourced, read_sourced
from feedmaker.entries.schedule import zone_of
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.model import Locale, Problem, Report, Site, SiteState
from feedmaker.output.publish import Folder
from feedmaker.store.store import Store
from feedmaker.update.ports import RunPorts

if TYPE_CHECKING:
    from feedmaker.sandbox.pool import Sandbox
    from feedmaker.update.ports import Fetch

_MANY = 12
"""Names of sites that a message lists."""


Removed: TypeAlias = tuple[str, int, str]
"""A site that was forgotten, how many files of it went, and its site file, if that is there."""


@dataclass(slots=True)
class Clock:
    """The time of a run: the machine's, or one that is told."""

    told: datetime | None = None

    def now(self) -> datetime:
        """Return the time, aware, UTC."""
        return self.told or datetime.now(UTC)  # noqa: TID251 - a shell reads the clock


def settings_of(options: Namespace, **defaults: str) -> Settings:
    """Return the operator's settings; raises ConfigError. `defaults` stand in for options."""
    return sourced_settings_of(options, **defaults).settings


def sourced_settings_of(options: Namespace, **defaults: str) -> Sourced:
    """Return the same, and where each came from."""
    names = ("sites", "out", "state", "config")
    given = {name: getattr(options, name, None) or defaults.get(name) for name in names}
    given["base_url"] = getattr(options, "base_url", None) or defaults.get("base_url")
    return read_sourced(given, os.environ, Path.cwd())


def open_store(settings: Settings) -> Store:
    """Return the state, ours alone; raises ConfigError where there are no site files to work on.

    So that a command in the wrong folder makes nothing there.
    """
    need_sites(settings)
    return Store(settings.state)


def has_state(settings: Settings) -> bool:
    """Tell whether a state is there, or we may not even look: then opening it says what to do."""
    try:
        (settings.state / "feedmaker.sqlite").stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError:
        return True
    return True


def need_sites(settings: Settings) -> None:
    """Raise ConfigError, with what to do, if the folder of site files isn't there."""
    if not settings.sites.is_dir():
        what = (
            "there is no such folder of site files: make it, or name yours with --sites"
            " (`feedmaker demo` shows one at work)"
        )
        raise ConfigError((Fault(f"{settings.sites}", 0, 0, "", what),))


def near_path(path: Path | str) -> Path:
    """Return a path as a person here would write it: relative where it lies below."""
    here = Path.cwd()
    path = Path(path)
    return path.relative_to(here) if path.is_relative_to(here) else path


def seen_from_here(fault: Fault) -> Fault:
    """Return a fault with its file's path as a person here would write it."""
    return replace(fault, file=str(near_path(fault.file)))


def read_sites(settings: Settings, store: Store | None, *, all_hosts: bool = True) -> SiteFolder:
    """Return the site files; what was found good before is not validated again.

    Without `all_hosts`, a host's file is looked at only where it is used. Raises
    ConfigError for a folder that is not there and for `_defaults.yaml`.
    """
    kept = store.configs() if store else {}
    then, good = store.host_files() if store else ("", {})

    def remembered(name: str, digest: str) -> Site | None:
        known, config = kept.get(name, ("", b""))
        return Store.unpack(config) if config and known == digest else None

    def good_hosts(meaning: str) -> GoodFiles:
        return good if meaning == then else {}

    need_sites(settings)
    folder = read_folder(
        near_path(settings.sites),  # so that faults name `sites/x.yaml:3:5`
        remembered=remembered,
        secrets=settings.secrets,
        environ=os.environ,
        good_hosts=good_hosts if all_hosts else None,
    )
    if store:
        for name in sorted(folder.fresh):
            store.save_config(name, folder.sites[name], folder.digests[name])
        meaning = folder.hosts.meaning
        if folder.good_hosts != good_hosts(meaning):
            store.save_host_files(meaning, folder.good_hosts)
    return _with_secrets(folder)


def host_files(settings: Settings) -> HostFiles:
    """Return the rules for hosts, where no site is wanted; there may be no site files at all."""
    folder = near_path(settings.sites) / HOSTS
    return HostFiles(folder, secrets=settings.secrets, environ=os.environ)


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


def public_faults(folder: SiteFolder) -> dict[str, str]:
    """Return each faulty site's first fault as the ports may see it: with no path of ours."""
    first = {name: error.faults[0] for name, error in folder.faults.items()}
    return {n: str(replace(fault, file=Path(fault.file).name)) for n, fault in first.items()}


def failed_file(name: str, error: ConfigError) -> Report:
    """Return the report of a site whose file has faults."""
    problems = tuple(Problem(str(seen_from_here(fault))) for fault in error.faults)
    return Report(name, failed=True, problems=problems)


def read_site_file(path: Path, settings: Settings) -> Site:
    """Return the site of one file, wherever it is; raises ConfigError."""
    from feedmaker.config.site import read_site

    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError((Fault(str(path), 0, 0, "", str(error.strerror)),)) from error
    secrets = settings.secrets.get(path.stem, frozenset())
    return read_site(path.stem, body, file=str(path), secrets=secrets)


def chosen(names: Sequence[str], folder: SiteFolder) -> list[str]:
    """Return the sites asked for, all if none is; raises ConfigError for unknown ones."""
    known = {*folder.sites, *folder.faults}
    asked = chosen_names(names)
    if unknown := [name for name in asked if name not in known]:
        raise ConfigError(tuple(no_such_site(name, known) for name in unknown))
    return asked or sorted(known)


def chosen_names(names: Sequence[str]) -> list[str]:
    """Return the names, once each; a site file's path, as a shell completes it, is its name."""
    return list(dict.fromkeys(Path(n).stem if n.endswith(".yaml") else n for n in names))


def no_such_site(name: str, known: Iterable[str]) -> Fault:
    """Return the fault of asking for a site that isn't there, with what may be meant."""
    from feedmaker.config.diagnostics import near

    known = sorted(known)
    there = near(name, known) or (f"; there are {', '.join(known[:_MANY])}" if known else "")
    more = ", …" if there.startswith(";") and len(known) > _MANY else ""
    return Fault(name, 0, 0, "", f"there is no such site{there}{more}")


def site_file(name: str, folder: SiteFolder, settings: Settings) -> str:
    """Return the path of a site's file, faulty or not; "" if there is none."""
    there = name in folder.sites or name in folder.faults
    return str(settings.sites / f"{name}.yaml") if there else ""


def check_remembered(names: Iterable[str], store: Store, folder: SiteFolder) -> None:
    """Raise ConfigError if nothing is remembered of one of these sites."""
    known = set(store.names())
    unknown = [name for name in names if name not in known]
    never = Fault("", 0, 0, "", "nothing is remembered of it: it never ran")
    if unknown:
        there = folder.sites.keys() | folder.faults.keys()
        raise ConfigError(
            tuple(
                replace(never, file=name) if name in there else no_such_site(name, known)
                for name in unknown
            )
        )


@contextmanager
def open_ports(
    options: Namespace, settings: Settings, store: Store, folder: SiteFolder, clock: Clock
) -> Iterator[RunPorts]:
    """Give the network (or a replay) and the sandbox, and let go of them."""
    with (
        open_fetch(options, settings, store, folder.sites, clock, folder.hosts) as fetch,
        open_sandbox() as box,
    ):
        yield RunPorts(fetch, box.call, store, folder.hosts)


@contextmanager
def open_fetch(
    options: Namespace,
    settings: Settings,
    store: Store | None,
    sites: Mapping[str, Site],
    clock: Clock,
    hosts: HostFiles,
) -> Iterator[Fetch]:
    """Give the network, or saved pages with --replay; sets the clock that those ask for."""
    if replay := getattr(options, "replay", None):
        from feedmaker.fetch.replay import Replay

        pages = Replay(Path(replay))
        clock.told = clock.told or pages.now
        yield pages
        return
    from feedmaker.fetch.web import Web, user_agent

    web = Web(
        user_agent=user_agent(settings.contact),
        now=clock.now,
        hosts=store,
        allow_private=settings.allow_private,
        proxy=settings.proxy,
        min_delay=settings.min_delay,
        delays=longest_delays(sites),
        host_requests=hosts.request,
    )
    try:
        yield web
    finally:
        web.stop()  # a thread that still asks would outlive us
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
    from feedmaker.sandbox.pool import Sandbox

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
        what = f"`{text}` is no time with an offset, as 2026-11-23T08:00:00Z"
        raise ConfigError((Fault("--now", 0, 0, "", what),))
    return Clock(told.astimezone(UTC))


def locale_of(site: Site | None, settings: Settings, now: datetime) -> Locale:
    """Return how a run would read the dates of a site now: with what it remembers of the site.

    Takes no lock, and changes nothing.
    """
    if site is None:
        return Locale("", zone_of(""), now)
    state = remembered(site, settings)
    language = site.language or (state.about.language if state else "")
    return Locale(language, zone_of(site.timezone), now, state.day_order if state else "")


def remembered(site: Site, settings: Settings) -> SiteState | None:
    """Return what is remembered of a site, if that is of one of its listings."""
    if not (settings.state / "feedmaker.sqlite").exists():
        return None
    try:
        with Store(settings.state, read_only=True) as store:
            state = store.site_state(site.name)
    except StorageError:
        return None  # a damaged state is for `doctor`; a page can be looked at without
    own = {address.url for address in site.urls}
    return state if state and any(one.url in own for one in state.listings) else None


def folder_of(settings: Settings) -> Folder:
    """Return where feeds are put."""
    return Folder(
        settings.out,
        settings.base_url,
        settings.public_health,
        settings.title,
        settings.intro,
    )
