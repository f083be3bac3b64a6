"""`feedmaker doctor`: one page of what is right and wrong with this set-up, each with what to do.

Opens all there is to look at, read-only, and hands it to the rooms of `doctor`, which judge.
It works beside a running daemon, makes nothing, ends within half a minute; a bug in one
examination is a line of its own.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from feedmaker import __version__
from feedmaker.config.folder import SiteFolder
from feedmaker.config.hosts import HostFiles
from feedmaker.config.settings import Settings
from feedmaker.doctor import clock as clocks
from feedmaker.doctor import disk, feeds, folders, network, served, sites, state, versions
from feedmaker.doctor.feed_file import feed_faults
from feedmaker.doctor.line import Line, fine, wrong
from feedmaker.doctor.side_by_side import side_by_side
from feedmaker.errors import ConfigError, FeedmakerError, StorageError
from feedmaker.fetch import probe
from feedmaker.model import HostNote, Page, RequestSettings, SiteState
from feedmaker.output.publish import Outputs
from feedmaker.owners import way_in
from feedmaker.store import checkup
from feedmaker.store.store import Store
from feedmaker.terminal.checklist import say_checklist
from feedmaker.update.ports import Fetch
from feedmaker.wiring import (
    Clock,
    clock_of,
    near_path,
    open_fetch,
    open_sandbox,
    read_sites,
    seen_from_here,
    sourced_settings_of,
)

FAILED = 1

_NETWORK_SECONDS = 12.0
_STATE_SECONDS = 5.0
_FEEDS_SECONDS = 8.0
_ASK = RequestSettings(timeout=8.0, delay=0.0, robots=False)
_ROBOTS_KEPT = timedelta(days=1)

_TITLES = {"served": "what readers get", "network": "what feedmaker gets"}

_BUG = "please report it, with what `feedmaker doctor --debug` shows"


@dataclass(slots=True)
class _SetUp:
    """What is looked at, as far as it could be opened."""

    options: Namespace
    clock: Clock
    settings: Settings
    file: Path  # the feedmaker.toml that counts; it need not be there
    folder: SiteFolder = field(default_factory=SiteFolder)
    states: Mapping[str, SiteState] = field(default_factory=dict)
    outputs: Outputs = field(default_factory=dict)
    newest: tuple[str, ...] = ()  # sites by their newest entry
    notes: Mapping[str, HostNote] = field(default_factory=dict)  # of origins that sites ask
    is_lost: bool = False  # what was remembered, or it can't be read
    heard: list[tuple[datetime, str]] = field(default_factory=list)  # when by our clock, by theirs


def run(options: Namespace) -> int:
    """Print the page; status 1 if something is wrong."""
    clock = clock_of(options)
    lines = list(_look_at_all(options, clock))
    bad = any(line.level == "wrong" for line in lines)
    if options.quiet:
        lines = [line for line in lines if line.level == "wrong"]
    if options.json:
        print(json.dumps(_as_json(lines, clock.now()), ensure_ascii=False, indent=1))
    else:
        say_checklist(
            [
                (_TITLES.get(line.group, line.group), line.level, line.what, line.to_do, line.id)
                for line in lines
            ],
            whole="feedmaker doctor --json",
            quiet=options.quiet,
        )
    return FAILED if bad else 0


def _as_json(lines: Iterable[Line], now: datetime) -> dict[str, object]:
    rows = [
        {"id": one.id, "level": one.level, "about": one.about, "what": one.what, "to_do": one.to_do}
        for one in lines
    ]
    levels = {row["level"] for row in rows}
    worst = next((level for level in ("wrong", "look") if level in levels), "ok")
    return {
        "level": worst,
        "at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "feedmaker": __version__,
        "lines": rows,
    }


def _look_at_all(options: Namespace, clock: Clock) -> Iterator[Line]:
    """Yield the lines of all examinations, group by group."""
    try:
        sourced = sourced_settings_of(options)
    except ConfigError as error:
        for fault in error.faults:
            what = str(seen_from_here(fault))
            yield wrong("settings.fault", what, "mend it: nothing works before", about=fault.file)
        yield from _examined("versions", options, partial(_versions, clock))
        return
    setup = _SetUp(options, clock, sourced.settings, sourced.file)
    examined = partial(_examined, options=options)
    yield from examined("settings", look=partial(_settings, setup))
    opened = examined("sites", look=partial(_open_sites, setup))
    unread = examined("state", look=partial(_open_state, setup))
    file = examined("state", look=partial(_state, setup))
    asked = [] if options.offline else examined("network", look=partial(_network, setup))
    is_read = any(line.id == "served.same" for line in asked)
    for line in examined("folders", look=partial(_folders, setup)):
        if not (is_read and line.id == folders.READABLE):
            yield line
    yield from examined("disk", look=partial(_disks, setup))
    yield from examined("clock", look=partial(_clock, setup))
    yield from file
    if not any(line.level == "wrong" for line in file):
        yield from unread
    yield from opened or examined("sites", look=partial(_sites, setup))
    yield from examined("feeds", look=partial(_feeds, setup))
    yield from sorted(asked, key=lambda line: line.group, reverse=True)  # served, network
    yield from examined("versions", look=partial(_versions, clock))


def _examined(group: str, options: Namespace, look: Callable[[], Iterable[Line]]) -> list[Line]:
    """Return what one examination finds; whatever goes wrong in it is a line and no end."""
    try:
        return [*look()]
    except ConfigError as error:
        faults = [str(seen_from_here(fault)) for fault in error.faults]
        return [wrong(f"{group}.fault", what, "mend it: nothing works before") for what in faults]
    except (FeedmakerError, OSError) as error:
        what = f"could not be looked at: {error}"
        return [wrong(f"{group}.unseen", what, "see to that first, and ask again")]
    except Exception as error:
        if options.debug:
            raise
        return [wrong(f"{group}.bug", f"a bug in feedmaker: {error!r}", _BUG)]


# --- What is opened ----------------------------------------------------------


def _settings(setup: _SetUp) -> Iterator[Line]:
    if setup.file.is_file():
        yield fine("settings.file", f"{near_path(setup.file)} is without faults")
    else:
        yield fine("settings.file", f"there is no {near_path(setup.file)}, and need not be one")


def _open_sites(setup: _SetUp) -> Iterator[Line]:
    if setup.settings.sites.is_dir():  # else `folders` says so
        setup.folder = read_sites(setup.settings, None)
    yield from ()


def _open_state(setup: _SetUp) -> Iterator[Line]:
    folder = setup.settings.state
    try:
        if not (folder / checkup.NAME).exists():
            return
        with closing(Store(folder, read_only=True)) as store:
            setup.states = store.site_states()
            setup.outputs = store.outputs()
            newest = sorted(store.shown().items(), key=lambda one: one[1][1], reverse=True)
            setup.newest = tuple(name for name, _ in newest)
            wanted = network.robots_wanted(setup.folder.sites.values())
            found = {place: store.recall_host(place) for place in wanted}
            setup.notes = {place: note for place, note in found.items() if note}
    except (FeedmakerError, OSError) as error:
        setup.is_lost = True
        yield state.unreadable(str(error))


# --- Examinations ------------------------------------------------------------


def _folders(setup: _SetUp) -> Iterator[Line]:
    settings, as_root = setup.settings, os.geteuid() == 0
    near = {path: near_path(path) for path in (settings.sites, settings.out, settings.state)}
    site_files = [
        replace(one, path=f"{near[settings.sites]}/{one.path}")
        for one in folders.see_files(settings.sites)
    ]
    yield from folders.judge_sites(
        folders.see(settings.sites, near[settings.sites]),
        site_files,
        folders.see(setup.file, near_path(setup.file)),
    )
    yield from folders.judge_state(
        folders.see(settings.state, near[settings.state]),
        folders.see_files(settings.state),
        as_root=as_root,
        is_lost=setup.is_lost,
        lock=folders.see(settings.state / "lock", near[settings.state] / "lock", follow=False),
        control=folders.see(
            settings.state / "control", near[settings.state] / "control", follow=False
        ),
    )
    yield from folders.judge_out(
        folders.see(settings.out, near[settings.out]),
        folders.see_files(settings.out),
        folders.see_parents(settings.out),
        as_root=as_root,
        published=bool(setup.outputs),
    )


def _disks(setup: _SetUp) -> Iterator[Line]:
    seen = set()
    for folder in (setup.settings.state, setup.settings.out):
        device, found = disk.disk_of(folder, near_path(folder))
        if device not in seen:
            yield from disk.judge_disk(found)
        if folder == setup.settings.state:
            yield from disk.judge_state_disk(found)
        seen.add(device)


def _clock(setup: _SetUp) -> Iterator[Line]:
    runs = [state.started for state in setup.states.values() if state.started]
    yield from clocks.judge_clock(setup.clock.now(), max(runs, default=None))
    yield from clocks.judge_servers(setup.heard)
    zones = {site.timezone for site in setup.folder.sites.values() if site.timezone}
    # Any zone with rules, so that it is said before a site file names the first one.
    yield from clocks.judge_zones(clocks.missing_zones(sorted({"Asia/Jakarta", *zones})))


def _state(setup: _SetUp) -> Iterator[Line]:
    folder, out = setup.settings.state, setup.settings.out
    file = str(near_path(folder / checkup.NAME))
    try:
        found = checkup.check_up(folder, seconds=_STATE_SECONDS)
    except StorageError as error:
        setup.is_lost = True
        yield state.unreadable(f"{file}: {error.problem}", way_in(folder, (checkup.NAME, "lock")))
        return
    if not found or not found.version:  # nothing was ever kept in it
        there = [n for n in setup.folder.sites if any(out.glob(f"{n}.*[nms]"))]  # json, atom, rss
        if there:
            setup.is_lost = True
            yield state.lost(file, there, str(near_path(out)))
            return
    if found:
        yield from state.judge_state(found, file)


def _sites(setup: _SetUp) -> Iterator[Line]:
    faults = {
        name: str(seen_from_here(error.faults[0])) for name, error in setup.folder.faults.items()
    }
    least = timedelta(seconds=setup.settings.min_interval)
    known = sites.Sites(setup.folder.sites, faults, setup.states, least)
    if setup.settings.sites.is_dir():
        yield from sites.judge_sites(known, setup.clock.now(), is_lost=setup.is_lost)


def _feeds(setup: _SetUp) -> Iterator[Line]:
    out = setup.settings.out
    lost, spoilt, copied = feeds.lost_and_spoilt(out, setup.outputs)
    names = [name for name in feeds.feed_names(setup.outputs) if name not in lost]
    with open_sandbox() as box:
        faults = feeds.faults_of(
            sorted(names, key=lambda name: name not in spoilt),
            out,
            lambda body, kind: box.call(feed_faults, body, kind),
            seconds=_FEEDS_SECONDS,
        )
    yield from feeds.judge_feeds(
        lost, spoilt, faults, len(names), copied=bool(copied), is_lost=setup.is_lost
    )


def _versions(clock: Clock) -> Iterator[Line]:
    found = versions.versions(checkup.SQLITE)
    yield from versions.judge_versions(found, clock.now().date(), old_sqlite=checkup.SQLITE_IS_OLD)


# --- What asks the network ---------------------------------------------------


def _network(setup: _SetUp) -> Iterator[Line]:
    """Ask all that is to be asked at once, and judge what came in time."""
    settings = setup.settings
    hosts = network.hosts_of(setup.folder.sites.values())
    wanted = network.robots_wanted(setup.folder.sites.values())
    texts: dict[str, str | Exception] = _robots_of_today(setup)
    files = served.files_to_ask(setup.outputs, setup.newest) if settings.base_url else []
    with open_fetch(setup.options, settings, None, {}, setup.clock, HostFiles()) as fetch:
        jobs: dict[tuple[str, str], Callable[[], object]] = {}
        if files:
            jobs["served", ""] = partial(_ask_base, setup, fetch, files)
        if settings.proxy:
            jobs["proxy", ""] = partial(probe.reach, settings.proxy)
        jobs |= {("name", name): partial(probe.look_up, name, url) for name, url in hosts.items()}
        jobs |= {
            ("robots", place): partial(_ask_robots, setup, fetch, place, its[0].request.user_agent)
            for place, its in wanted.items()
            if place not in texts
        }
        found = side_by_side(jobs, seconds=_NETWORK_SECONDS)
    yield from served.judge_address(settings.base_url)
    if files:
        answers = found.get(("served", ""))
        if isinstance(answers, Exception):
            raise answers
        ages = _ages(setup)
        yield from served.judge_served(settings.base_url, answers, ages)  # type: ignore[arg-type]
    if settings.proxy:
        answer = found.get(("proxy", ""))
        problem = answer if isinstance(answer, Exception) else None
        yield from network.judge_proxy(settings.proxy, problem, asked=("proxy", "") in found)
    names = {name: one for (kind, name), one in found.items() if kind == "name"}
    yield from network.judge_names(hosts, names, settings.allow_private)  # type: ignore[arg-type]
    silent = {name for name in hosts if not isinstance(names.get(name), tuple)}
    texts |= {place: one for (kind, place), one in found.items() if kind == "robots"}  # type: ignore[misc]
    yield from network.judge_robots(wanted, texts, frozenset(silent))


def _robots_of_today(setup: _SetUp) -> dict[str, str | Exception]:
    now = setup.clock.now()
    return {
        place: note.robots
        for place, note in setup.notes.items()
        if note.robots_at and abs(now - note.robots_at) < _ROBOTS_KEPT
    }


def _ask_robots(setup: _SetUp, fetch: Fetch, place: str, user_agent: str) -> str:
    request = replace(_ASK, user_agent=user_agent)
    url = f"{place}/robots.txt"
    return network.kept_text(lambda: _ask(setup, fetch, url, request, f"{place}/").body)


def _ask_base(setup: _SetUp, fetch: Fetch, files: list[str]) -> dict[str, served.Answer]:
    base_url, out = setup.settings.base_url, setup.settings.out
    return served.ask_all(
        files,
        lambda name: _ask(setup, fetch, urljoin(base_url, name), _ASK, base_url),
        lambda name: feeds.file_body(out, name),
    )


def _ask(setup: _SetUp, fetch: Fetch, url: str, request: RequestSettings, site_url: str) -> Page:
    page = fetch(url, request, site_url=site_url)
    if page.date:
        setup.heard.append((setup.clock.now(), page.date))
    return page


def _ages(setup: _SetUp) -> dict[str, float]:
    """Return for how many seconds each file has been what it is."""
    now = setup.clock.now().timestamp()
    return {name: now - mtime / 1e9 for name, (_, _, mtime) in setup.outputs.items()}
