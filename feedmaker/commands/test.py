"""`feedmaker test`: the recorded sites built offline, and each field that is not as expected.

For an edit of a site file, and for the CI of a folder of them: no network, no state, no
secrets, no feed published. What was recorded and how stands in `record`.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from feedmaker.config.diagnostics import near, shown
from feedmaker.config.folder import SiteFolder
from feedmaker.errors import ConfigError, Fault, FeedmakerError, StoppedError, StorageError
from feedmaker.records.compare import Difference, as_json, differences, in_words
from feedmaker.records.folders import recorded, records_of
from feedmaker.records.offline import build_offline, read_sites_offline
from feedmaker.records.outcome import (
    EXPECTED,
    Outcome,
    leave_out,
    read_expected,
    write_expected,
)
from feedmaker.terminal.screen import count, say
from feedmaker.update.ports import Read
from feedmaker.wiring import chosen_names, open_sandbox, seen_from_here, settings_of

_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class _Result:
    """How the test of one record went."""

    site: str
    entries: int = 0
    differences: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()  # URLs that were asked for and are not in the record
    faults: tuple[str, ...] = ()  # why it could not be tested
    updated: bool = False

    @property
    def good(self) -> bool:
        return not (self.faults or self.missing or (self.differences and not self.updated))


def run(options: Namespace) -> int:
    """Test the records; return 1 if anything is not as expected."""
    settings = settings_of(options)
    records = records_of(settings, options.records)
    folder = read_sites_offline(settings)
    known = recorded(records)
    names = _chosen(options.names, known, records)
    with (
        open_sandbox() as box,
        ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool,
    ):
        test = partial(_test, folder=folder, records=records, read=box.call, update=options.update)
        results: list[_Result] = []
        for result in pool.map(test, names):
            results.append(result)
            if not options.json:
                _say(result)
    if options.json:
        say(
            json.dumps(
                {"records": [_as_json(one) for one in results]}, ensure_ascii=False, indent=1
            )
        )
    else:
        _say_end(results, [] if options.names else sorted(folder.sites.keys() - set(known)))
    return int(not all(result.good for result in results))


def _chosen(asked: Sequence[str], known: Sequence[str], records: Path) -> list[str]:
    """Return the records asked for, all if none is; raises ConfigError where there is none."""
    names = chosen_names(asked)
    if faults := [
        Fault(
            name, 0, 0, "", f"has no record{near(name, known)}; `feedmaker record {name}` makes one"
        )
        for name in names
        if name not in known
    ]:
        raise ConfigError(tuple(faults))
    if not known:  # or a CI would be content with a folder that it doesn't find
        what = "holds no record; `feedmaker record NAME` makes one"
        raise ConfigError((Fault(str(records), 0, 0, "", what),))
    return names or list(known)


def _test(name: str, *, folder: SiteFolder, records: Path, read: Read, update: bool) -> _Result:
    """Return how one record's test went."""
    record = records / name
    try:
        site = folder.sites.get(name)
        if site is None:
            raise folder.faults.get(name) or _no_file(record, name)
        expected = Outcome() if update and not (record / EXPECTED).exists() else None
        fresh = expected is not None
        expected = expected or read_expected(record)
        built = build_offline(site, record, hosts=folder.hosts, read=read)
        found = differences(expected, built.outcome)
        updated = update and not built.missing and bool(found or fresh)
        if updated:
            write_expected(record, built.outcome if fresh else leave_out(built.outcome, expected))
    except ConfigError as error:
        return _Result(name, faults=tuple(str(seen_from_here(fault)) for fault in error.faults))
    except (StoppedError, StorageError):
        raise
    except FeedmakerError as error:
        return _Result(name, faults=(str(error),))
    entries = len(built.outcome.entries or ())
    return _Result(name, entries, found, built.missing, updated=updated)


def _no_file(record: Path, name: str) -> ConfigError:
    what = f"there is no site file {name}.yaml any more: remove the record, too, or rename it"
    return ConfigError((Fault(str(record), 0, 0, "", what),))


# --- What a person reads -------------------------------------------------------------


def _say(result: _Result) -> None:
    found = count(len(result.differences), "difference")
    entries = count(result.entries, "entry", "entries")
    if result.faults:
        said = "could not be tested"
    elif result.updated:
        said = f"updated  {found}  {entries}" if result.differences else f"written  {entries}"
    elif result.good:
        said = f"as expected  {entries}"
    elif result.differences:
        said = found
    else:
        said = "the record is not whole"
    say(f"{result.site}  {said}")
    for fault in result.faults:
        say(f"  {shown(fault)}")
    for one in result.differences:
        for line in in_words(one):
            say(f"  {line}")
    for url in result.missing:
        say(f"  not in the record: {shown(url)}")
    if result.missing:
        say(f"  (all pages anew: feedmaker record {result.site} --again; a page that is to be")
        say("  missing stands under [failures] in pages.toml)")


def _say_end(results: Sequence[_Result], unrecorded: Sequence[str]) -> None:
    good = sum(result.good for result in results)
    if good == len(results):
        updated = sum(result.updated for result in results)
        said = f"{updated} updated" if updated else "all as expected"
        say(f"{count(len(results), 'record')}, {said}")
    else:
        say(f"{count(len(results), 'record')}, {len(results) - good} not as expected")
        if any(one.differences and not (one.updated or one.missing) for one in results):
            say("if what came is right: feedmaker test NAME --update")
    if unrecorded:
        say(f"without a record: {', '.join(unrecorded)}")


def _as_json(result: _Result) -> dict[str, object]:
    return {
        "site": result.site,
        "as_expected": result.good,
        "updated": result.updated,
        "entries": result.entries,
        "differences": [as_json(one) for one in result.differences],
        "not_in_record": result.missing,
        "faults": result.faults,
    }
