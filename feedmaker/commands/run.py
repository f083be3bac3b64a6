"""`feedmaker run`: the daemon, and with --serve the folder over HTTP; from arguments to its end.

What the daemon does meanwhile stands in `daemon`.
"""

from __future__ import annotations

import logging  # noqa: TID251 - a shell
import os
import signal
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from queue import SimpleQueue

from feedmaker.config.settings import Settings
from feedmaker.daemon.control import Control
from feedmaker.daemon.daemon import Daemon, News
from feedmaker.daemon.http_server import FolderServer, read_address
from feedmaker.daemon.live_sites import LiveSites, SiteFiles
from feedmaker.daemon.log import log_to_stderr
from feedmaker.daemon.service_manager import ServiceManager
from feedmaker.errors import AnotherRunError, ConfigError, Fault
from feedmaker.output.atomic_files import sweep
from feedmaker.store.store import Store
from feedmaker.wiring import (
    clock_of,
    open_fetch,
    open_sandbox,
    open_store,
    settings_of,
)

log = logging.getLogger("feedmaker")


def run(options: Namespace, *, grace: float = 7.0, longest_end: float = 9.0) -> int:
    """Work until SIGTERM or SIGINT; a second signal ends at once.

    Seconds from a signal on: `grace` for what runs, `longest_end` to the end at most.
    """
    news = News()
    _end_on_signals(news, longest_end)
    signal.signal(signal.SIGHUP, lambda _number, _frame: news.reload())
    settings, clock = settings_of(options), clock_of(options)
    log_to_stderr("json" if settings.log_format == "json" else "text")
    with _open_alone(settings) as store, _serve(options.serve, settings) as served:
        settings = _named_by(served, settings)
        sweep(settings.out)
        files = SiteFiles(settings, store)
        with (
            open_fetch(options, settings, store, files.sites, clock, files.folder.hosts) as fetch,
            open_sandbox() as box,
        ):
            live = LiveSites(
                files,
                settings,
                store,
                fetch,
                box,
                clock,
                read_settings=lambda: _named_by(served, settings_of(options)),
            )
            _say_hello(files, settings)
            daemon = Daemon(
                files.sites,
                live,
                news,
                now=clock.now,
                workers=settings.workers,
                least=timedelta(seconds=settings.min_interval),
                grace=grace,
                manager=ServiceManager(os.environ, os.getpid()),
            )
            with Control(settings, news.put):
                daemon.run(publish_first=live.adopt())
    log.info("feedmaker has ended")
    return 0


def _open_alone(settings: Settings) -> Store:
    """Return the state; raises AnotherRunError with what to do, as two daemons are never wanted."""
    try:
        return open_store(settings)
    except AnotherRunError as running:
        what = "leave that at work, or end it first: `feedmaker build NAME` reaches a daemon"
        raise AnotherRunError(running.path, running.pid, what) from None


def _say_hello(files: SiteFiles, settings: Settings) -> None:
    count = len(files.sites)
    log.info("feedmaker runs %d site%s; feeds: %s", count, "s" * (count != 1), settings.out)
    if not settings.base_url:
        log.info("set `base_url` to where the folder is served, so that feeds name themselves")


@contextmanager
def _serve(address: str | None, settings: Settings) -> Iterator[str]:
    """Serve the folder meanwhile, if asked to; give the address for feeds to name themselves by."""
    if not address:
        yield ""
        return
    server = _bind(address, settings.out)
    server.start()
    log.info("serving %s", server.url)
    try:
        yield _public(server)
    finally:
        server.stop()


def _named_by(served: str, settings: Settings) -> Settings:
    """Return the settings, with the address that we serve where they state none."""
    return settings if settings.base_url else replace(settings, base_url=served)


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
