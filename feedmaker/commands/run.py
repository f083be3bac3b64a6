"""`feedmaker run`: the daemon, and with --serve the folder over HTTP."""

from __future__ import annotations

import logging  # noqa: TID251 - a shell
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from feedmaker.commands.build import publish_all, take_over, update_one
from feedmaker.daemon import Daemon, log
from feedmaker.errors import ConfigError, Fault, FeedmakerError
from feedmaker.model import Report, Site
from feedmaker.serve import FolderServer, read_address
from feedmaker.settings import Settings
from feedmaker.sitefolder import SiteFolder
from feedmaker.store import Store
from feedmaker.update import World
from feedmaker.workplace import (
    clock_of,
    folder_of,
    longest_delays,
    open_world,
    read_sites,
    settings_of,
)


def run(options: Namespace) -> int:
    """Work until SIGTERM or SIGINT; a second signal ends at once."""
    settings, clock = settings_of(options), clock_of(options)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    with Store(settings.state) as store, _serve(options, settings) as address:
        if address:
            settings = settings_of(options, base_url=address)
        shelf = _Shelf(settings, store)
        with open_world(options, settings, store, shelf.folder, clock) as world:
            outputs, put = store.outputs(), folder_of(settings)

            def run_site(site: Site) -> Report:
                now_world = World(world.fetch, world.read, store, shelf.folder.hosts)
                return update_one(site, now_world, now=clock.now())

            def reload() -> Mapping[str, Site] | None:
                if not shelf.reload():
                    return None
                if hasattr(world.fetch, "delays"):
                    world.fetch.delays = longest_delays(shelf.sites)
                return shelf.sites

            daemon = Daemon(
                sites=dict(shelf.sites),
                run_site=run_site,
                reload=reload,
                publish_index=lambda: publish_all(shelf.folder, store, put, outputs),
                store=store,
                put=put,
                outputs=outputs,
                now=clock.now,
                workers=settings.workers,
                least=timedelta(seconds=settings.min_interval),
            )
            _on_signals(daemon)
            publish_all(shelf.folder, store, put, outputs)
            log.info("feedmaker runs %d sites; feeds are in %s", len(shelf.sites), settings.out)
            daemon.run(stop_requests=getattr(world.fetch, "stop", lambda: None))
    log.info("feedmaker has ended")
    return 0


class _Shelf:
    """The site files as they are; a file that was broken by an edit keeps its last good version."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._mark = self._look()
        self.folder: SiteFolder = read_sites(settings, store)
        self.sites: dict[str, Site] = {}
        self._take(self.folder)

    def reload(self) -> bool:
        """Read the files again if any changed; return whether they did."""
        mark = self._look()
        if mark == self._mark:
            return False
        try:
            folder = read_sites(self._settings, self._store)
        except FeedmakerError as error:
            log.error("%s", error)
            self._mark = mark
            return False
        self._mark = mark
        self._take(folder)
        return True

    def _take(self, folder: SiteFolder) -> None:
        last_good = {name: config for name, (_, config) in self._store.configs().items()}
        sites = dict(folder.sites)
        for name, error in folder.faults.items():
            log.error("%s", error)
            if name in last_good:
                sites[name] = Store.unpack(last_good[name])
        self.folder, self.sites = folder, sites
        take_over(sites, self._store)

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        """Return what tells that a file was saved: names, times, sizes."""
        marks = []
        for path in sorted(self._settings.sites.rglob("*.yaml")):
            try:
                found = path.stat()
            except OSError:
                continue
            marks.append((str(path), found.st_mtime_ns, found.st_size))
        return tuple(marks)


@contextmanager
def _serve(options: Namespace, settings: Settings) -> Iterator[str]:
    """Serve the folder while the daemon runs; gives its address, "" without --serve."""
    if not options.serve:
        yield ""
        return
    try:
        host, port = read_address(options.serve)
        settings.out.mkdir(parents=True, exist_ok=True)
        server = FolderServer(settings.out, host, port)
    except (ValueError, OSError) as error:
        raise ConfigError((Fault("--serve", 0, 0, "", str(error)),)) from error
    server.start()
    log.info("serving %s", server.url)
    try:
        yield server.url
    finally:
        server.stop()


def _on_signals(daemon: Daemon) -> None:
    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # a second one ends at once
        daemon.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
