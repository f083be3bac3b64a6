"""`feedmaker run`: the daemon, and with --serve the folder over HTTP."""

from __future__ import annotations

import logging  # noqa: TID251 - a shell
import os
import signal
import threading
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from queue import SimpleQueue

from feedmaker.config.folder import SiteFolder
from feedmaker.config.settings import Settings
from feedmaker.daemon.daemon import Daemon, News
from feedmaker.daemon.http_server import FolderServer, read_address
from feedmaker.daemon.log import Fields, log_to_stderr
from feedmaker.errors import ConfigError, Fault
from feedmaker.fetch.web import Web
from feedmaker.model import Problem, Report, Site, SiteState
from feedmaker.output.atomic_files import sweep
from feedmaker.output.publish import publish_feeds, publish_index
from feedmaker.sandbox.pool import Sandbox
from feedmaker.store.store import Store
from feedmaker.update import site as update
from feedmaker.update.crawl import Fetch
from feedmaker.update.ports import RunPorts
from feedmaker.wiring import (
    Clock,
    absent_sites,
    clock_of,
    folder_of,
    longest_delays,
    open_fetch,
    open_sandbox,
    open_store,
    public_faults,
    read_sites,
    settings_of,
    take_over,
    unseen,
)

log = logging.getLogger("feedmaker")


def run(options: Namespace, *, grace: float = 7.0, longest_end: float = 9.0) -> int:
    """Work until SIGTERM or SIGINT; a second signal ends at once.

    Seconds from a signal on: `grace` for what runs, `longest_end` to the end at most.
    """
    news = News()
    _end_on_signals(news, longest_end)
    settings, clock = settings_of(options), clock_of(options)
    log_to_stderr("json" if settings.log_format == "json" else "text")
    with open_store(settings) as store, _serve(options.serve, settings) as settings:
        sweep(settings.out)
        files = SiteFiles(settings, store)
        with (
            open_fetch(options, settings, store, files.sites, clock) as fetch,
            open_sandbox() as box,
        ):
            desk = LiveSites(files, settings, store, fetch, box, clock)
            _say_hello(files, settings)
            daemon = Daemon(
                files.sites,
                desk,
                news,
                now=clock.now,
                workers=settings.workers,
                least=timedelta(seconds=settings.min_interval),
                grace=grace,
            )
            daemon.run(publish_first=desk.adopt())
    log.info("feedmaker has ended")
    return 0


class SiteFiles:
    """The site files; one that an edit broke is held to as it was before."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Read them all; raises ConfigError as `read_sites`."""
        self._settings = settings
        self._store = store
        self._mark = self._look()
        self.folder = read_sites(settings, store)
        self.sites: dict[str, Site] = dict(self.folder.sites)
        self._tell(SiteFolder())

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
    ) -> None:
        self._files = files
        self._store = store
        self._web = fetch if isinstance(fetch, Web) else None
        self._box = box
        self._clock = clock
        self._world = RunPorts(fetch, box.call, store, files.folder.hosts)
        self._put = folder_of(settings)
        self._outputs = store.outputs()
        self._faults: Mapping[str, str] = {}
        self._sites: dict[str, Site] = {}  # retired ones too
        self._retired: frozenset[str] = frozenset()

    def run_site(self, site: Site) -> Report:
        return update.attempt(site, self._world, now=self._clock.now())

    def record_bug(self, site: Site, problem: Problem) -> Report:
        return update.fail(site, self._world, problem, now=self._clock.now())

    def site_state(self, name: str) -> SiteState | None:
        return self._store.site_state(name)

    def poll_files(self) -> Mapping[str, Site] | None:
        self._store.flush()
        return self._files.sites if self._files.reload() else None

    def adopt(self) -> Iterable[str]:
        before, folder = self._sites, self._files.folder
        live = self._files.sites
        take_over(live, self._store)
        absent = absent_sites(live, self._store)
        self._sites = live | absent
        self._retired = frozenset(absent) - folder.faults.keys()
        self._faults = public_faults(folder)
        self._world = replace(self._world, hosts=folder.hosts)
        if self._web:
            self._web.delays = longest_delays(live)
        return sorted(name for name in self._sites if self._sites[name] != before.get(name))

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


def _say_hello(files: SiteFiles, settings: Settings) -> None:
    count = len(files.sites)
    log.info("feedmaker runs %d site%s; feeds: %s", count, "s" * (count != 1), settings.out)
    if not settings.base_url:
        log.info("set `base_url` to where the folder is served, so that feeds name themselves")


@contextmanager
def _serve(address: str | None, settings: Settings) -> Iterator[Settings]:
    """Serve the folder meanwhile, if asked to; give the settings, with its address in them."""
    if not address:
        yield settings
        return
    server = _bind(address, settings.out)
    server.start()
    log.info("serving %s", server.url)
    try:
        yield settings if settings.base_url else replace(settings, base_url=_public(server))
    finally:
        server.stop()


def _bind(address: str, folder: Path) -> FolderServer:
    try:
        return FolderServer(folder, *read_address(address))
    except (ValueError, OSError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise ConfigError((Fault(f"--serve {address}", 0, 0, "", problem),)) from error


def _public(server: FolderServer) -> str:
    """Return the address for feeds to name themselves by; "" where we listen on all there are."""
    return "" if ip_address(str(server.server_address[0])).is_unspecified else server.url


def _end_on_signals(news: News, longest_end: float) -> None:
    """Let SIGTERM and SIGINT end the daemon, and a second one the process.

    What hangs so that nothing can end it, on a dead disk say, is left to the
    kernel: a stop at any moment harms nothing that we keep.
    """
    ends = (signal.SIGTERM, signal.SIGINT)
    signalled: SimpleQueue[int] = SimpleQueue()

    def end(number: int, _frame: object) -> None:
        for other in ends:
            signal.signal(other, signal.SIG_DFL)
        news.end()
        signalled.put(number)

    def watch() -> None:
        signalled.get()
        threading.Event().wait(longest_end)
        log.warning("something hangs: feedmaker ends all the same")
        os._exit(0)

    threading.Thread(target=watch, name="end", daemon=True).start()
    for number in ends:
        signal.signal(number, end)
