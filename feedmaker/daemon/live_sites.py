"""Files, network, store and folder of a running daemon; files may change at any time.

What the daemon does with them, and when, stands in `daemon` and `scheduler`.
"""

from __future__ import annotations

import logging  # noqa: TID251 - part of the daemon, a shell
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import timedelta

from feedmaker.config.folder import SiteFolder
from feedmaker.config.secrets import ENVIRONMENT
from feedmaker.config.settings import Settings
from feedmaker.daemon.log import Fields
from feedmaker.entries.identity import unseen
from feedmaker.errors import ConfigError, Fault
from feedmaker.fetch.web import Web
from feedmaker.model import Problem, Report, Site, SiteState
from feedmaker.output.publish import (
    INDEX_FILES,
    forget_site,
    lost_files,
    publish_feeds,
    publish_index,
    spoilt_files,
)
from feedmaker.sandbox.pool import Sandbox
from feedmaker.store.store import Store
from feedmaker.store.takeover import absent_sites, take_over
from feedmaker.update import site as update
from feedmaker.update.ports import Fetch, RunPorts
from feedmaker.wiring import (
    Clock,
    Removed,
    check_remembered,
    chosen,
    folder_of,
    longest_delays,
    public_faults,
    read_sites,
    site_file,
)

log = logging.getLogger("feedmaker")

_RELOADED = ("base_url", "intro", "min_interval", "public_health", "secrets", "title")
"""Settings that can change while we run: nothing that is open was made with them."""

_AT_ONCE = 300
"""Files whose size and time a look compares, in turn; one that is gone is seen by any look."""


class SiteFiles:
    """The site files; one that an edit broke is held to as it was before."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Read them all; raises ConfigError as `read_sites`."""
        self._settings = settings
        self._store = store
        self._mark: frozenset[tuple[str, int, int, int]] | None = self._look()
        self.folder = read_sites(settings, store)
        self.sites: dict[str, Site] = dict(self.folder.sites)
        self._tell(SiteFolder())

    def look_anew(self, settings: Settings) -> None:
        """Read all of them at the next `reload`, touched or not, by these settings."""
        self._settings = settings
        self._mark = None

    def reload(self) -> bool:
        """Read the files again if any was touched; return whether anything is different."""
        mark = self._look()
        if mark == self._mark:
            return False
        self._mark = mark
        old = self.folder
        try:
            self.folder = read_sites(self._settings, self._store)
        except ConfigError as error:  # the folder is gone, or `_defaults.yaml` is faulty
            log.error(Fields(error=str(error)))  # noqa: TRY400 - foreseen
            return False
        self._tell(old)
        faulty = self.sites.keys() & self.folder.faults.keys()
        self.sites = self.folder.sites | {name: self.sites[name] for name in faulty}
        return True

    def _tell(self, old: SiteFolder) -> None:
        """Log what is wrong with the files, unless it was wrong before."""
        for name, error in self.folder.faults.items():
            if str(error) != str(old.faults.get(name, "")):
                for fault in error.faults:
                    log.error(Fields(site=name, fault=str(fault)))
        for name, faults in self.folder.warnings.items():
            for fault in faults:
                log.warning(Fields(site=name, fault=str(fault)))

    def _look(self) -> frozenset[tuple[str, int, int, int]]:
        """Return what tells that a file was saved, replaced, added or removed."""
        marks = []
        for folder in (self._settings.sites, self._settings.sites / "_hosts"):
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.name.endswith(".yaml"):
                            at = entry.stat()
                            marks.append((entry.path, at.st_ino, at.st_mtime_ns, at.st_size))
            except OSError:  # not there, or a file went while we looked: seen at the next look
                continue
        return frozenset(marks)


class LiveSites:
    """What the daemon works with: site files, network, sandbox, store and folder."""

    def __init__(
        self,
        files: SiteFiles,
        settings: Settings,
        store: Store,
        fetch: Fetch,
        box: Sandbox,
        clock: Clock,
        *,
        read_settings: Callable[[], Settings] | None = None,
    ) -> None:
        """`read_settings` gives them as they are now; raises ConfigError."""
        self._settings = settings
        self._read_settings = read_settings or (lambda: settings)
        self._files = files
        self._store = store
        self._web = fetch if isinstance(fetch, Web) else None
        self._box = box
        self._clock = clock
        self._ports = RunPorts(fetch, box.call, store, files.folder.hosts)
        self._put = folder_of(settings)
        self._outputs = store.outputs()
        self._faults: Mapping[str, str] = {}
        self._sites: dict[str, Site] = {}  # retired ones too
        self._retired: frozenset[str] = frozenset()
        self._owners: dict[str, str] = {}  # a feed's name -> the site's, which may be newer
        self._unseen: list[str] = []  # files that wait for their turn to be compared

    def run_site(self, site: Site, reread: int = 0) -> Report:
        again = site.feed.entries if reread < 0 else reread
        return update.attempt(site, self._ports, now=self._clock.now(), reread=again)

    def record_bug(self, site: Site, problem: Problem) -> Report:
        return update.fail(site, self._ports, problem, now=self._clock.now())

    def site_state(self, name: str) -> SiteState | None:
        return self._store.site_state(name)

    def accept(self, site: Site) -> None:
        update.accept_lists(site, self._store)

    def number(self) -> int:
        return len(self._files.folder.sites) + len(self._files.folder.faults)

    def named(self, names: tuple[str, ...]) -> tuple[list[str], dict[str, ConfigError]]:
        folder = self._files.folder
        asked = chosen(names, folder)
        return (
            [name for name in asked if name in folder.sites],
            {
                name: _seen_from_anywhere(folder.faults[name])
                for name in asked
                if name in folder.faults
            },
        )

    def check_remembered(self, names: tuple[str, ...]) -> None:
        check_remembered(names, self._store, self._files.folder)

    def remove(self, names: tuple[str, ...]) -> list[Removed]:
        folder = self._files.folder
        stay = [site for name, site in self._files.sites.items() if name not in names]
        gone: list[Removed] = []
        try:
            for name in names:
                files = forget_site(name, stay, self._store, self._put, self._outputs)
                gone.append((name, files, site_file(name, folder, self._settings)))
                log.info(Fields(site=name, removed=files))
        finally:  # what is still there is a new site, from now on
            for name in names:
                self._sites.pop(name, None)
            self._files.look_anew(self._settings)
        return gone

    def reload_settings(self) -> timedelta | None:
        self._files.look_anew(self._settings)
        try:
            now = self._read_settings()
        except ConfigError as error:
            for fault in error.faults:
                log.error(Fields(fault=str(fault), settings="stay as they were"))  # noqa: TRY400 - foreseen
            return None
        for one in fields(Settings):
            if getattr(now, one.name) != getattr(self._settings, one.name):
                when = "now" if one.name in _RELOADED else "after a restart"
                log.info(Fields(setting=one.name, changed=when))
        self._settings = replace(self._settings, **{name: getattr(now, name) for name in _RELOADED})
        self._put = folder_of(self._settings)
        self._files.look_anew(self._settings)
        return timedelta(seconds=self._settings.min_interval)

    def poll_files(self) -> Mapping[str, Site] | None:
        self._store.flush()
        return self._files.sites if self._files.reload() else None

    def adopt(self) -> Iterable[str]:
        before, folder = self._sites, self._files.folder
        live = self._files.sites
        take_over(live, self._store, faulty=folder.faults)
        absent = absent_sites(live, self._store)
        self._sites = live | absent
        self._retired = frozenset(absent) - folder.faults.keys()
        self._owners = {
            feed: name for name, site in self._sites.items() for feed in (name, *site.formerly)
        }
        self._faults = public_faults(folder)
        self._ports = replace(self._ports, hosts=folder.hosts)
        if self._web:
            self._web.delays = longest_delays(live)
            self._web.host_requests = folder.hosts.request
        return sorted(name for name in self._sites if self._sites[name] != before.get(name))

    def poll_folder(self) -> tuple[set[str], bool]:
        if not self._unseen:
            self._unseen = list(self._outputs)
        turn, self._unseen = self._unseen[:_AT_ONCE], self._unseen[_AT_ONCE:]
        files = lost_files(self._put, self._outputs)
        files |= spoilt_files(turn, self._put, self._outputs)
        feeds = {file.rpartition(".")[0] for file in files.difference(INDEX_FILES)}
        sites = {self._owners[feed] for feed in feeds & self._owners.keys()}
        return sites, not files.isdisjoint(INDEX_FILES)

    def publish(self, name: str) -> None:
        if site := self._sites.get(name):
            state = self._store.site_state(name) or unseen(site)
            publish_feeds(site, state, self._store, self._put, self._outputs)

    def publish_index(self) -> None:
        publish_index(
            self._sites,
            self._retired,
            self._store.site_states(),
            self._faults,
            self._store,
            self._put,
            self._outputs,
        )

    def stop(self) -> None:
        if self._web:
            self._web.stop()
        self._box.close()


def _seen_from_anywhere(error: ConfigError) -> ConfigError:
    """Return the faults of a file with its absolute path; the environment has none."""

    def named(fault: Fault) -> Fault:
        path = os.path.abspath(fault.file)  # noqa: PTH100 - a link stays one
        return fault if fault.file == ENVIRONMENT else replace(fault, file=path)

    return ConfigError(tuple(map(named, error.faults)))
