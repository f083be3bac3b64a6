"""`feedmaker demo`: the main job on a small site that comes with feedmaker, twice."""

from __future__ import annotations

import tempfile
import threading
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from feedmaker.commands.build import build
from feedmaker.demo_site.server import DemoSite
from feedmaker.errors import ConfigError, Fault
from feedmaker.serve import FolderServer, read_address
from feedmaker.settings import Settings
from feedmaker.workplace import Clock, settings_of

_FOLDER = "feedmaker-demo"
_ADDRESS = "127.0.0.1:8000"


def run(options: Namespace) -> int:
    """Build the demo's feeds, build them again, and with --serve keep them to be looked at."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as state, DemoSite() as site:
        settings = _settings(options, state)
        settings.sites.mkdir(parents=True, exist_ok=True)
        for name, text in site.site_files().items():
            (settings.sites / f"{name}.yaml").write_text(text, encoding="utf-8")
        print(f"A newspaper and a blog without feeds: {site.origin}/berita {site.origin}/notes")
        print(f"Their site files: {settings.sites}\n\nFirst run")
        status = _build(settings)
        print(f"  {_asked(site)}\n\nSecond run, a moment later")
        before = _marks(settings.out)
        site.requests.clear()
        site.not_modified.clear()
        status = status or _build(settings)
        written = sum(before.get(file) != mark for file, mark in _marks(settings.out).items())
        print(f"  {_asked(site)}; {written} files written\n")
        print(f"Your feeds: {settings.out / 'index.html'}")
        for file in sorted(settings.out.glob("*.atom")):
            print(f"            {file}")
        if options.serve:
            _serve(options.serve, settings.out)
        else:
            print(f"To see them with their pictures: feedmaker demo --serve {_ADDRESS}")
    return status


def _settings(options: Namespace, state: str) -> Settings:
    """Return settings for this run: its own folders, and leave to ask this machine."""
    folders = {name: f"{_FOLDER}/{name}" for name in ("sites", "out")}
    stated = settings_of(options, **folders, state=state)
    base_url = f"http://{options.serve or _ADDRESS}/"
    return replace(stated, base_url=base_url, min_interval=0.0, allow_private=("127.0.0.0/8",))


def _build(settings: Settings) -> int:
    asked = Namespace(
        names=[], force=True, reread=0, strict=True, json=False, replay=None, now=None
    )
    return build(asked, settings, Clock())


def _asked(site: DemoSite) -> str:
    """Return how much was asked of the site, in words."""
    listings, articles = site.requests["listing"], site.requests["article"]
    same = site.not_modified["listing"]
    unchanged = f", {same} of them unchanged (304)" if same else ""
    return f"asked for {listings} listing pages{unchanged} and {articles} article pages"


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        file.name: (found.st_ino, found.st_mtime_ns)
        for file in folder.iterdir()
        if (found := file.stat())
    }


def _serve(address: str, folder: Path) -> None:
    try:
        server = FolderServer(folder, *read_address(address))
    except (ValueError, OSError) as error:
        raise ConfigError((Fault("--serve", 0, 0, "", str(error)),)) from error
    server.start()
    print(f"Look at {server.url} (Ctrl-C ends)", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        server.stop()
