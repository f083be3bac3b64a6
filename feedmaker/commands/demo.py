"""`feedmaker demo`: the main job on a small site that comes with feedmaker, twice.

It runs the same commands that people do; the site itself is `demo_site`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from feedmaker.commands.build import build
from feedmaker.config.settings import Settings
from feedmaker.daemon.http_server import FolderServer, read_address
from feedmaker.demo_site.server import DemoSite
from feedmaker.errors import ConfigError, Fault
from feedmaker.terminal.screen import count, say
from feedmaker.wiring import Clock, near_path, settings_of

_FOLDER = "feedmaker-demo"
_ADDRESS = "127.0.0.1:8000"


def run(options: Namespace) -> int:
    """Build the demo's feeds, build them again, and with --serve keep them to be looked at."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as state, DemoSite() as site:
        settings = _settings(options, state)
        server = _bind(options.serve, settings.out) if options.serve else None
        address = server.url if server else f"http://{_ADDRESS}/"
        settings = replace(settings, base_url=address)
        files = _write_site_files(site, settings.sites)
        say("Two sites that have no feeds, served from here for the demo:")
        for file in files.values():
            say(f"  {near_path(file)} reads {_listing(file)}")
        say("\nThe first run reads them:")
        status = _build(settings)
        say(f"  {_asked(site)}")
        say("\nThe second run, a moment later, finds no news:")
        before = _marks(settings.out)
        site.requests.clear()
        site.not_modified.clear()
        status = status or _build(settings)
        written = sum(before.get(file) != mark for file, mark in _marks(settings.out).items())
        say(f"  {_asked(site)}; {count(written, 'file')} written")
        say(f"\nThe feeds, for any reader: {near_path(settings.out)}/")
        for feed in sorted(settings.out.glob("*.*")):
            if feed.stem in files:
                say(f"  {feed.name}")
        if server:
            _serve(server)
        else:
            say(f"\nA page that lists them: {(settings.out / 'index.html').as_uri()}")
            say(f"To see all with their pictures: {_command()} demo --serve {_ADDRESS}")
    return status


def _command() -> str:
    """Return how feedmaker was called, as a person here would write it."""
    called = Path(sys.argv[0])
    return called.name if shutil.which(called.name) == str(called) else str(near_path(called))


def _settings(options: Namespace, state: str) -> Settings:
    """Return settings for this run: its own folders, and leave to ask this machine."""
    folders = {name: f"{_FOLDER}/{name}" for name in ("sites", "out")}
    stated = settings_of(options, **folders, state=state)
    return replace(stated, min_interval=0.0, allow_private=("127.0.0.0/8",))


def _write_site_files(site: DemoSite, folder: Path) -> dict[str, Path]:
    """Write the demo's site files; raises ConfigError for a folder that holds others."""
    texts = site.site_files()
    others = [file.name for file in folder.glob("*.yaml") if file.stem not in texts]
    if others:
        what = f"holds files of yours ({min(others)}); the demo wants a folder of its own"
        raise ConfigError((Fault(str(folder), 0, 0, "", what),))
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.yaml" for name in texts}
    for name, file in files.items():
        file.write_text(texts[name], encoding="utf-8")
    return files


def _listing(file: Path) -> str:
    """Return the address that a site file of the demo reads, for people."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(line.removeprefix("url: ") for line in lines if line.startswith("url: "))


def _build(settings: Settings) -> int:
    asked = Namespace(
        names=[],
        force=True,
        reread=0,
        accept=False,
        strict=True,
        json=False,
        replay=None,
        now=None,
        debug=False,
    )
    return build(asked, settings, Clock())


def _asked(site: DemoSite) -> str:
    """Return how much was asked of the site, in words."""
    listings, articles = site.requests["listing"], site.requests["article"]
    same = site.not_modified["listing"]
    unchanged = f" ({same} unchanged: 304)" if same else ""
    return (
        f"asked for {count(listings, 'listing page')}{unchanged}"
        f" and {count(articles, 'article page')}"
    )


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        file.name: (found.st_ino, found.st_mtime_ns)
        for file in folder.iterdir()
        if (found := file.stat())
    }


def _bind(address: str, folder: Path) -> FolderServer:
    try:
        return FolderServer(folder, *read_address(address))
    except (ValueError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError((Fault(f"--serve {address}", 0, 0, "", why),)) from error


def _serve(server: FolderServer) -> None:
    try:
        server.start()
        say(f"\nLook at {server.url} (Ctrl-C ends)")  # whoever reads this may already press it
        threading.Event().wait()
    except KeyboardInterrupt:
        say()
    finally:
        server.stop()
