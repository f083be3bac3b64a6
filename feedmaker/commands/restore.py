"""`feedmaker restore`: rebuild a state that was lost from the feeds that were published.

Where the feeds are, and what is told of them, stands here; what a site gets from its feed, in
`update.restore`. Nothing is fetched from the sites themselves, and nothing is published.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from feedmaker.config.folder import SiteFolder
from feedmaker.config.settings import Settings
from feedmaker.errors import (
    ConfigError,
    Fault,
    FetchError,
    ReadError,
    RefusedError,
    StageError,
    UnreachableError,
)
from feedmaker.model import Page, RequestSettings
from feedmaker.store.store import Store
from feedmaker.store.takeover import take_over
from feedmaker.terminal import screen
from feedmaker.terminal.screen import count
from feedmaker.update.ports import Fetch
from feedmaker.update.restore import Get, restore_site
from feedmaker.urls import absolute
from feedmaker.wiring import (
    Clock,
    near_path,
    open_fetch,
    open_sandbox,
    open_store,
    read_sites,
    settings_of,
)

_LARGEST = 10 << 20
"""Bytes of a feed file, as of a page from the network."""

_OURS = RequestSettings(robots=False, delay=0.0)
"""How the feeds are asked for: as their readers do it."""


def run(options: Namespace) -> int:
    """Rebuild the state, say for each site how many entries it got; return the exit status."""
    settings = settings_of(options)
    source = options.source or settings.base_url
    where = _where(source)
    with open_store(settings) as store:
        _need_empty(store, settings, force=options.force)
        folder = read_sites(settings, store)
        take_over(folder.sites, store, faulty=folder.faults)
        clock = Clock()
        with _open(where, options, settings, store, folder, clock) as get, open_sandbox() as box:
            found, failed = 0, len(folder.faults)
            for name in sorted(folder.faults):
                screen.complain(
                    f"{name}: its site file has a fault: {folder.faults[name].faults[0]}"
                )
            for name, site in sorted(folder.sites.items()):
                try:
                    number = restore_site(site, get, box.call, store, clock.now())
                except (FetchError, ReadError, StageError) as error:
                    failed += 1
                    screen.complain(f"{name}: its feed can't be read: {error}")
                else:
                    found += number is not None
                    screen.say(f"{name}  {_told(number)}")
    _say_end(source, found, failed)
    return int(failed > 0)


def _told(number: int | None) -> str:
    if number is None:
        return "no feed there: it starts anew"
    return f"{number} {'entry' if number == 1 else 'entries'} restored"


def _say_end(source: str, found: int, failed: int) -> None:
    if failed:
        what = f"{count(failed, 'site')} not restored: the next build would publish"
        screen.complain(f"{what} again what readers know; mend that, then restore with --force")
    elif not found:
        screen.say(f"nothing to restore: no feed of these sites is in {source}")
    else:
        screen.say(f"{count(found, 'site')} restored from {source}; now: feedmaker build")


def _need_empty(store: Store, settings: Settings, *, force: bool) -> None:
    """Raise ConfigError if something is remembered already, and that was not expected."""
    if not force and (names := store.names()):
        what = (
            f"{count(len(names), 'site')} remembered here already: restoring is for an empty state"
            " (with --force, entries that are known stay as they are, and only unknown ones come)"
        )
        raise ConfigError((Fault(str(near_path(settings.state)), 0, 0, "", what),))


def _where(source: str) -> str | Path:
    """Return a base URL with its slash at the end, or a folder; raises ConfigError."""
    if not source:
        what = "where are the feeds? Name their folder or its address, or set `base_url`"
        raise ConfigError((Fault("--from", 0, 0, "", what),))
    if "://" in source:
        if not (url := absolute(source, "")) or "?" in url or "#" in url:
            what = f"`{source}` is no http or https address of a folder"
            raise ConfigError((Fault("--from", 0, 0, "", what),))
        return url if url.endswith("/") else f"{url}/"
    folder = Path(source)
    if not folder.is_dir():
        what = f"there is no folder `{source}`: name that in which the feeds are, or its address"
        raise ConfigError((Fault("--from", 0, 0, "", what),))
    return folder


@contextmanager
def _open(
    where: str | Path,
    options: Namespace,
    settings: Settings,
    store: Store,
    folder: SiteFolder,
    clock: Clock,
) -> Iterator[Get]:
    """Give the way to the published files."""
    if isinstance(where, Path):
        yield partial(_from_folder, where)
        return
    with open_fetch(options, settings, store, {}, clock, folder.hosts) as fetch:
        yield partial(_from_network, where, fetch)


def _from_network(base: str, fetch: Fetch, name: str) -> Page | None:
    url = f"{base}{name}"
    try:
        page = fetch(url, _OURS, site_url=base)
    except RefusedError as error:
        if error.status in {404, 410}:
            return None
        raise
    if not page.body:
        kind = page.content_type or "nothing"
        raise UnreachableError(url, f"the answer is empty, or no feed by its type ({kind})")
    return page


def _from_folder(folder: Path, name: str) -> Page | None:
    """Return a feed file; not one that a link names, nor what is no file."""
    path = folder / name
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        what = "it is a link" if path.is_symlink() else error.strerror or "it can't be opened"
        raise UnreachableError(str(path), what) from error
    with open(number, "rb") as file:  # noqa: PTH123 - opened already
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise UnreachableError(str(path), "it is no file")
        body = file.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise UnreachableError(str(path), f"more than {_LARGEST >> 20} MiB")
    return Page(str(path), str(path), body)
