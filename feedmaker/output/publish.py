"""The store -> the folder: every feed, the index, the OPML; written only where something changed.

The store is the truth and a file its projection. A file is made again when the
fingerprint of what it is made from differs from the one kept after it was last
published, or when it is missing or not as we left it. So a crash between
store and folder heals in the next run, and a run without news renders nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from feedmaker.errors import StorageError
from feedmaker.model import FEED_FORMATS, About, Site, SiteState
from feedmaker.output.atomic_files import publish, unpublish
from feedmaker.store.store import Store
from feedmaker.text import fingerprint_of

RENDERER = 3
"""Moves when the same entries give other bytes, so that every feed is made again."""

BEHIND = "This feed could not be brought up to date lately."
"""What the index says of a site in trouble: no address, no header, nothing of its file."""

INDEX_FILES = ("index.html", "feeds.opml", ".nojekyll")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where feeds are put, and under which address the world sees them."""

    path: Path
    base_url: str  # with a trailing slash; empty: not known
    tells_health: bool = False  # the index says what is wrong with a site, in full
    title: str = "feedmaker"  # of the index and the OPML list
    intro: str = ""  # plain text on the index


Outputs = dict[str, tuple[str, int, int]]
"""Files as we left them: name -> fingerprint, size in bytes, mtime in nanoseconds."""


def publish_feeds(
    site: Site, state: SiteState, store: Store, folder: Folder, outputs: Outputs
) -> int:
    """Write a site's feed files, under its name and its older ones; return how many changed.

    `outputs` is brought up to date. Raises StorageError.
    """
    written = 0
    for name in (site.name, *site.formerly):
        fingerprint = _feed_fingerprint(site, state, name, folder)
        unwanted = [f"{name}.{kind}" for kind in FEED_FORMATS if kind not in site.feed.formats]
        retract_feeds(unwanted, store, folder, outputs)
        stale = [
            kind
            for kind in site.feed.formats
            if not _stands(folder, f"{name}.{kind}", fingerprint, outputs)
        ]
        if not stale:
            continue
        from feedmaker.output.feed import make_feed  # with feedgen: only where there is news
        from feedmaker.output.render import render_all

        entries = store.published(site.name)
        feed = make_feed(site, state, entries, name=name, base_url=folder.base_url)
        for kind, body in render_all(feed, stale, content=site.feed.content):
            written += _put(folder, f"{name}.{kind}", body, fingerprint, store, outputs)
    return written


def retract_feeds(names: Iterable[str], store: Store, folder: Folder, outputs: Outputs) -> int:
    """Take away files that we wrote; return how many. Others' files are never touched."""
    gone = 0
    for file in names:
        if file in outputs:
            gone += unpublish(folder.path, file)
            store.forget_output(file)
            del outputs[file]
    return gone


def forget_site(
    name: str, others: Iterable[Site], store: Store, folder: Folder, outputs: Outputs
) -> int:
    """Forget a site with its entries, and take its files away; return how many went.

    `others` are the sites that stay: files under an older name that is theirs now stay too.
    """
    configs = store.configs()
    old = Store.unpack(configs[name][1]).formerly if name in configs else ()
    taken = {own for site in others for own in (site.name, *site.formerly)} | set(store.names())
    names = [name, *(other for other in old if other not in taken)]
    store.forget(name)
    return retract_feeds(
        [f"{one}.{kind}" for one in names for kind in FEED_FORMATS], store, folder, outputs
    )


def lost_files(folder: Folder, outputs: Outputs) -> set[str]:
    """Return which of our files are gone from the folder, or a link or folder in their place.

    One listing of the folder, without a look at any file. Raises StorageError.
    """
    if not outputs:
        return set()
    try:
        with os.scandir(folder.path) as entries:
            return outputs.keys() - {
                entry.name for entry in entries if entry.is_file(follow_symlinks=False)
            }
    except FileNotFoundError:
        return set(outputs)
    except OSError as error:
        raise StorageError(str(folder.path), error.strerror or str(error)) from error


def spoilt_files(files: Iterable[str], folder: Folder, outputs: Outputs) -> set[str]:
    """Return which of these files are ours and not as we left them."""
    return {file for file in files if file in outputs and not _is_as_left(folder, file, outputs)}


def copied_files(spoilt: Iterable[str], folder: Folder, outputs: Outputs) -> set[str]:
    """Return which of these are as large as we left them, and only their times are others'."""
    found = set()
    for file in spoilt:
        with suppress(OSError):
            at = os.lstat(folder.path / file)
            if stat.S_ISREG(at.st_mode) and at.st_size == outputs[file][1]:
                found.add(file)
    return found


def publish_index(
    sites: Mapping[str, Site],
    retired: frozenset[str],
    states: Mapping[str, SiteState],
    problems: Mapping[str, str],
    store: Store,
    folder: Folder,
    outputs: Outputs,
) -> int:
    """Write index.html, feeds.opml and .nojekyll; return how many changed.

    `problems` are the faults of site files, which have no memory of their own. What they
    say is the operator's; the world reads one plain sentence, unless the folder tells more.
    """
    told = {name: _trouble(states.get(name), problems.get(name, "")) for name in sites}
    if not folder.tells_health:
        told = {name: trouble and BEHIND for name, trouble in told.items()}
    fingerprint = fingerprint_of(
        RENDERER,
        (folder.base_url, folder.title, folder.intro),
        [
            (_about_site(site, states.get(name)), name in retired, told[name])
            for name, site in sorted(sites.items())
        ],
    )
    if all(_stands(folder, file, fingerprint, outputs) for file in INDEX_FILES):
        return 0
    from feedmaker.output.index import IndexRow, render_index, render_opml

    rows, shown = [], store.shown()
    for name, site in sorted(sites.items()):
        about = states[name].about if name in states else About()
        entries, newest = shown.get(name, (0, None))
        rows.append(
            IndexRow(
                name=name,
                title=site.title or about.title or name,
                url=about.home or site.urls[0].url,
                description=site.description or about.description,
                formats=site.feed.formats,
                newest=newest,
                entries=entries,
                tags=site.tags,
                problem=told[name],
                retired=name in retired,
                language=site.language or about.language,
            )
        )
    bodies = (
        render_index(rows, title=folder.title, intro=folder.intro, base_url=folder.base_url),
        render_opml(rows, title=folder.title, base_url=folder.base_url),
        b"",
    )
    return sum(
        _put(folder, file, body, fingerprint, store, outputs)
        for file, body in zip(INDEX_FILES, bodies, strict=True)
    )


def _about_site(site: Site, state: SiteState | None) -> tuple[object, ...]:
    """Return all that a site's index row and feeds are made from, but for its entries."""
    return (
        site.name,
        site.urls[0],
        site.title,
        site.description,
        site.language,
        site.image,
        site.tags,
        site.filter,
        site.feed,
        site.every.span,
        (state.feed_id, state.about, state.version) if state else None,
    )


def _feed_fingerprint(site: Site, state: SiteState, name: str, folder: Folder) -> str:
    return fingerprint_of(RENDERER, name, folder.base_url, _about_site(site, state), state.common)


def _trouble(state: SiteState | None, fault: str) -> str:
    """Return why a site's feed is not kept up, "" if it is; without counts or times that move."""
    if fault:
        return fault
    failing = state is not None and state.failures and state.problems
    return state.problems[0].what if state and failing else ""


def _stands(folder: Folder, file: str, fingerprint: str, outputs: Outputs) -> bool:
    """Tell whether a file is there as we left it, and made from what we would make it from."""
    made_from = outputs[file][0] if file in outputs else None
    return made_from == fingerprint and _is_as_left(folder, file, outputs)


def _is_as_left(folder: Folder, file: str, outputs: Outputs) -> bool:
    try:
        found = os.lstat(folder.path / file)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == outputs[file][1:] and stat.S_ISREG(found.st_mode)


def _put(
    folder: Folder, file: str, body: bytes, fingerprint: str, store: Store, outputs: Outputs
) -> int:
    put = publish(folder.path, file, body)
    store.save_output(file, fingerprint, put.size, put.mtime_ns)
    outputs[file] = (fingerprint, put.size, put.mtime_ns)
    return int(put.changed)
