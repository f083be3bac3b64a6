"""`feedmaker record`: a site's pages saved once, with what comes of them, to be tested against.

Sites are run with an empty memory, side by side; the state and the published feeds are not touched.
What is expected is what the saved pages give offline, so a record holds from the start.
"""

from __future__ import annotations

import json
import os
import tempfile
from argparse import Namespace
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from feedmaker.config.diagnostics import shown
from feedmaker.config.folder import SiteFolder
from feedmaker.config.settings import Settings
from feedmaker.errors import ConfigError, Fault
from feedmaker.fetch.record import Recorder
from feedmaker.model import Report, Site
from feedmaker.records.folders import draft_of, put_in_place, recorded, records_of
from feedmaker.records.offline import Built, build_offline
from feedmaker.records.outcome import write_expected
from feedmaker.records.warc import need_warcio, write_warc
from feedmaker.store.store import Store
from feedmaker.terminal.screen import complain, count, say
from feedmaker.update.healing import to_repair
from feedmaker.update.per_host import run_by_host
from feedmaker.update.ports import RunPorts
from feedmaker.update.site import attempt
from feedmaker.urls import host, origin
from feedmaker.wiring import (
    Clock,
    chosen,
    has_state,
    near_path,
    open_fetch,
    open_sandbox,
    read_sites,
    settings_of,
)

_LEAST_SECRET = 4
"""Characters; a shorter one stands in any page by chance."""


def run(options: Namespace) -> int:
    """Record the sites; return 1 if one could not be read, and was not to be kept so."""
    settings = settings_of(options)
    records = records_of(settings, options.records)
    folder = read_sites(settings, None)
    names = chosen(options.names, folder)
    if options.warc:
        need_warcio()
        if len(names) > 1:
            what = "is one file for one site: name one"
            raise ConfigError((Fault(f"--warc {options.warc}", 0, 0, "", what),))
    there = [] if options.again else [name for name in names if name in recorded(records)]
    if there and not options.warc:
        raise ConfigError(tuple(_is_there(records / name, name) for name in there))
    wanted = [name for name in names if name not in there]
    if faults := [
        f for name in wanted if name in folder.faults for f in folder.faults[name].faults
    ]:
        raise ConfigError(tuple(faults))
    made = []
    for one in _in_order(wanted, _recorded(wanted, folder, records, settings, options)):
        made.append(one)
        if not options.json:
            _tell(one, options)
    all_kept = all(one.kept for one in made)
    if options.warc and all_kept:
        answers = write_warc(records / names[0], Path(options.warc))
        if not options.json:
            say(f"{names[0]}  {count(answers, 'answer')} in {options.warc}")
    if options.json:
        say(json.dumps({"records": [asdict(one) for one in made]}, ensure_ascii=False, indent=1))
    return int(not all_kept)


@dataclass(frozen=True, slots=True)
class _Made:
    """How the record of a site went; `--json` prints it as it is."""

    site: str
    kept: bool
    failed: bool
    pages: int
    entries: int
    folder: str  # as a person here would write it
    problems: tuple[str, ...]
    missing: tuple[str, ...]  # addresses that are asked for offline alone
    to_do: str = ""  # where the rules of its list miss


def _is_there(record: Path, name: str) -> Fault:
    what = (
        f"is there already; `feedmaker record {name} --again` replaces it, and"
        f" `feedmaker test {name} --update` keeps its pages"
    )
    return Fault(str(record), 0, 0, "", what)


def _recorded(
    names: Sequence[str],
    folder: SiteFolder,
    records: Path,
    settings: Settings,
    options: Namespace,
) -> Iterator[_Made]:
    """Yield how each site's record went, as they end; those of one host run one after another.

    Records are put into their places here, not where sites run: a run that is stopped has all of
    one or none.
    """
    if not names:
        return
    sites = {name: folder.sites[name] for name in names}
    with (
        draft_of(records) as drafts,
        _empty_store(sites.values(), settings) as store,
        open_fetch(options, settings, store, sites, Clock(), folder.hosts) as fetch,
        open_sandbox() as box,
    ):
        ports = RunPorts(fetch, box.call, store, folder.hosts)
        tasks = [
            (host(site.urls[0].url), partial(_record, site, ports, drafts / name, settings))
            for name, site in sites.items()
        ]
        for site, report, pages, built in run_by_host(tasks, settings.workers):
            outcome, draft, record = built.outcome, drafts / site.name, records / site.name
            if keep := bool(options.failing or not outcome.failed):
                write_expected(draft, outcome)
                put_in_place(draft, record)
            yield _Made(
                site.name,
                kept=keep,
                failed=bool(outcome.failed),
                pages=pages,
                entries=len(outcome.entries or ()),
                folder=str(near_path(record.resolve())),
                problems=tuple(outcome.problems or ()),
                missing=tuple(built.missing),
                to_do=next(filter(None, (to_repair(site, p.cause) for p in report.problems)), ""),
            )


def _record(
    site: Site, ports: RunPorts, draft: Path, settings: Settings
) -> tuple[Site, Report, int, Built]:
    """Save a site's pages; return the run, how many pages there are, and what comes offline."""
    now = Clock().now().replace(microsecond=0)
    draft.mkdir(mode=0o700)
    recorder = Recorder(ports.fetch, draft, secrets=_secrets(site.name, settings))
    report = attempt(site, replace(ports, fetch=recorder), now=now)
    pages = recorder.finish(now)
    return site, report, pages, build_offline(site, draft, hosts=ports.hosts, read=ports.read)


def _in_order(names: Iterable[str], made: Iterable[_Made]) -> Iterator[_Made]:
    """Yield what is made in the order of the names, each as soon as those before it are there."""
    there: dict[str, _Made] = {}
    left = deque(names)
    for one in made:
        there[one.site] = one
        while left and left[0] in there:
            yield there.pop(left.popleft())


def _tell(made: _Made, options: Namespace) -> None:
    """Say how it went, to a person."""
    if not made.kept:
        why = "; ".join(made.problems) or "nothing could be read"
        typed = f"feedmaker record {made.site} --failing{' --again' * options.again}"
        complain(f"{made.site}: failed: {shown(why)}")
        if made.to_do:
            complain(f"{made.site}: to do: {made.to_do}")
        complain(f"{made.site}: not recorded; to keep it as it is: {typed}")
        return
    failed = "as failing: " if made.failed else ""
    say(
        f"{made.site}  recorded {failed}{count(made.pages, 'page')},"
        f" {count(made.entries, 'entry', 'entries')}, in {made.folder}"
    )
    for problem in made.problems:
        say(f"  {shown(problem)}")
    for url in made.missing:
        say(f"  {shown(url)} was not asked for, and is asked for offline")


@contextmanager
def _empty_store(sites: Iterable[Site], settings: Settings) -> Iterator[Store]:
    """Give a memory of nothing but what the sites' hosts asked of us: that still holds."""
    places = {origin(address.url) for site in sites for address in site.urls}
    notes = {}
    if has_state(settings):
        with Store(settings.state, read_only=True) as real:
            notes = {place: note for place in places if (note := real.recall_host(place))}
    with (
        tempfile.TemporaryDirectory(prefix="feedmaker-record-") as folder,
        Store(Path(folder, "state")) as store,
    ):
        for place, note in notes.items():
            store.save_host(place, note)
        yield store


def _secrets(name: str, settings: Settings) -> list[str]:
    """Return the values that are sent for a site, or to a host on its way."""
    listed = {
        secret
        for owner, names in settings.secrets.items()
        if owner == name or owner.startswith("_hosts/")
        for secret in names
    }
    values = (os.environ.get(secret, "").strip() for secret in sorted(listed))
    return [value for value in values if len(value) >= _LEAST_SECRET]
