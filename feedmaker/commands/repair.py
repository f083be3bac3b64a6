"""`feedmaker new NAME --repair`: the rules of a site's list found again, as a patch of its file.

What the store remembers is only read. The file is changed with --yes alone, and only by rules that
are sure; how they are found and judged is `update.repair`'s, how the text changes
`detect.site_patch`'s.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from feedmaker.config.folder import DEFAULTS
from feedmaker.config.settings import Settings
from feedmaker.config.site import read_defaults, read_site
from feedmaker.detect.site_patch import as_patch, with_rules
from feedmaker.errors import ConfigError, Fault, StorageError
from feedmaker.model import Site, StoredEntry
from feedmaker.store.store import Store
from feedmaker.terminal.inspect import open_inspection
from feedmaker.terminal.screen import count, say
from feedmaker.update.first_look import Look
from feedmaker.update.kept_pages import KeptPages
from feedmaker.update.repair import Repair, changed_rules, heal, remembered
from feedmaker.wiring import check_remembered, chosen, has_state, near_path, read_sites, settings_of

_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def run(options: Namespace) -> int:
    """Show the patch, and with --yes apply it; return the exit status."""
    settings = settings_of(options)
    name = _check(options, settings)
    site, known, counting = _remembered(name, settings)
    options.site, options.html, options.saved_url = name, None, None
    with open_inspection(options) as inspection:
        fetch = KeptPages(inspection.fetch)
        look = Look(site.urls[0].url, fetch, inspection.read, inspection.locale, inspection.request)
        repair = heal(site, known, counting, look)
    file = settings.sites / f"{name}.yaml"
    for line in _found(near_path(file), site, repair):
        say(line)
    if repair.rules == site.listing:
        return 0
    return _propose(name, file, site, repair, settings, apply=options.yes)


def _check(options: Namespace, settings: Settings) -> str:
    """Return the site's name; raises ConfigError where there is nothing that could be repaired."""
    folder = read_sites(settings, None, all_hosts=False)
    if not options.url:
        what = "--repair wants a site's name: `feedmaker new NAME --repair`"
        raise ConfigError((Fault("feedmaker new", 0, 0, "", what),))
    if "://" in options.url:
        what = (
            "--repair wants a site's name: `feedmaker new NAME --repair`; without it, a URL is new"
        )
        raise ConfigError((Fault(options.url, 0, 0, "", what),))
    if options.item or options.other or options.listing or options.name:
        what = "--repair goes by what is remembered: no --item, --not, --listing or --name with it"
        raise ConfigError((Fault("feedmaker new", 0, 0, "", what),))
    (name,) = chosen([options.url], folder)
    if name in folder.faults:
        raise folder.faults[name]
    site, file = folder.sites[name], str(near_path(settings.sites / f"{name}.yaml"))
    what = ""
    if site.listing.source != "html":
        what = "its list is a feed, and has no rules"
    elif not site.listing.item:
        what = "it states no rules for its list: those are found anew by themselves"
    elif site.listing.item_is_entry:
        what = "its items lead nowhere (`link: false`), so none is known by its link"
    if what:
        raise ConfigError((Fault(file, 0, 0, "", f"nothing to repair: {what}"),))
    return name


def _remembered(
    name: str, settings: Settings
) -> tuple[Site, list[StoredEntry], tuple[tuple[str, str], ...]]:
    """Return the site, its entries last seen, and the parameters that tell its pages apart."""
    folder = read_sites(settings, None, all_hosts=False)
    if not has_state(settings):
        what = "nothing is remembered of it: it never ran"
        raise ConfigError((Fault(name, 0, 0, "", what),))
    with Store(settings.state, read_only=True) as store:
        check_remembered([name], store, folder)
        state = store.site_state(name)
        known = remembered(store, name)
    return folder.sites[name], known, state.counting if state else ()


def _found(file: Path, site: Site, repair: Repair) -> Iterator[str]:
    stories = count(repair.found, "story", "stories")
    if repair.rules == site.listing:
        yield f"{file}: nothing to repair: its rules find {stories}, {repair.known} of them known"
    else:
        yield f"{file}: its rules find {count(repair.before, 'story', 'stories')} now"
        yield f"healed, they find {stories}, {repair.known} of them known"
    for rule in repair.silent:
        yield f"  `{rule}` gives nothing on all of them, and could not be found again"
    for doubt in repair.doubts:
        yield f"  {doubt}"


def _propose(
    name: str, file: Path, site: Site, repair: Repair, settings: Settings, *, apply: bool
) -> int:
    """Show the patch, and apply it if that is asked for and sure; return the exit status."""
    body = file.read_bytes()
    old = body.decode("utf-8")
    rules = changed_rules(site.listing, repair.rules)
    new = with_rules(old, rules)
    if new is None or not _means(name, new, repair, settings):
        say("\nThe file is written so that it can't be changed by itself. These rules do it:")
        say("listing:")
        for key, rule in rules.items():
            say(f"  {key}: {rule}" if rule else f"  # no {key}")
        return int(apply)
    say()
    for line in as_patch(old, new, str(near_path(file))):
        say(line)
    say()
    if apply and not repair.doubts:
        _replace(file, body, new)
        say(f"{near_path(file)} is changed. Next:\n  feedmaker build {name}")
        return 0
    if repair.doubts:
        say("This is only a suggestion, for what is said above: change the file yourself if it is")
        say(f"right, and see what it gives:\n  feedmaker listing --site {name}")
        return int(apply)
    say(f"To change the file so:\n  feedmaker new {name} --repair --yes")
    return 0


def _means(name: str, text: str, repair: Repair, settings: Settings) -> bool:
    """Tell whether a file with this text has the healed rules."""
    below = settings.sites / DEFAULTS
    under = read_defaults(below.read_bytes(), file=str(below)) if below.is_file() else None
    secrets = settings.secrets.get(name, frozenset())
    try:
        site = read_site(name, text.encode(), file=name, defaults=under, secrets=secrets)
    except ConfigError:
        return False
    return not changed_rules(site.listing, repair.rules)


def _replace(file: Path, old: bytes, new: str) -> None:
    """Write the file whole, if it is as it was read; never through a link. Raises StorageError."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        info = file.lstat()
        if stat.S_ISLNK(info.st_mode):
            raise StorageError(str(near_path(file)), "is a link: change the file that it leads to")
        if file.read_bytes() != old:
            raise StorageError(str(near_path(file)), "was changed just now: look at it, then again")
        with os.fdopen(os.open(draft, _MAKE, stat.S_IMODE(info.st_mode)), "wb") as out:
            try:
                out.write(new.encode())
                out.flush()
                os.fsync(out.fileno())
                draft.replace(file)
            except BaseException:
                draft.unlink(missing_ok=True)  # half a file would stand in the way
                raise
    except OSError as error:
        raise StorageError(str(near_path(file)), error.strerror or str(error)) from error
