"""`feedmaker new NAME --repair`: rules of a site that miss, found again, as a patch of its file.

What the store remembers is only read. The file is changed with --yes alone, and only by rules that
are sure; how they are found and judged is `update.repair`'s, and `update.article_repair`'s, how the
text changes `detect.site_patch`'s.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from feedmaker.config.folder import DEFAULTS
from feedmaker.config.settings import Settings
from feedmaker.config.site import read_defaults, read_site
from feedmaker.detect.site_patch import as_patch, states, with_rules
from feedmaker.errors import ConfigError, Fault, FetchError, ReadError, StorageError
from feedmaker.model import ArticleRules, ListingRules, Site, StoredEntry
from feedmaker.store.store import Store
from feedmaker.terminal.inspect import open_inspection
from feedmaker.terminal.screen import complain, count, in_words, say
from feedmaker.update.article_repair import (
    ArticleRepair,
    Stories,
    changed_article,
    has_article_rules,
    heal_articles,
    stored_stories,
)
from feedmaker.update.first_look import Look
from feedmaker.update.healing import has_list_rules
from feedmaker.update.kept_pages import KeptPages
from feedmaker.update.repair import Repair, changed_rules, heal, remembered
from feedmaker.wiring import check_remembered, chosen, has_state, near_path, read_sites, settings_of

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class _Change:
    """Other rules for one part of the site file, with why they are not sure."""

    owner: str  # the key of the part: listing, article
    means: ListingRules | ArticleRules
    rules: dict[str, str]  # that are other ones, by key; "": it falls away
    doubts: tuple[str, ...]


def run(options: Namespace) -> int:
    """Show the patch, and with --yes apply it; return the exit status."""
    settings = settings_of(options)
    name = _check(options, settings)
    site, known, stories, counting = _remembered(name, settings)
    options.site, options.html, options.saved_url = name, None, None
    file = settings.sites / f"{name}.yaml"
    failed = False
    changes: list[_Change] = []
    with open_inspection(options) as inspection:
        fetch = KeptPages(inspection.fetch)
        look = Look(site.urls[0].url, fetch, inspection.read, inspection.locale, inspection.request)
        if has_list_rules(site):
            try:
                repair = heal(site, known, counting, look)
            except (FetchError, ReadError) as error:
                if not stories:
                    raise
                failed = True  # its articles may be found all the same
                complain(f"{near_path(file)}: {in_words(error)}")
            else:
                _say_all(_of_list(near_path(file), site, repair))
                rules = changed_rules(site.listing, repair.rules)
                changes.append(_Change("listing", repair.rules, rules, repair.doubts))
        if stories:
            articles = heal_articles(site, stories, look)
            _say_all(_of_articles(near_path(file), site, articles))
            rules = changed_article(site.article, articles.rules)
            changes.append(_Change("article", articles.rules, rules, articles.doubts))
    changes = [one for one in changes if one.rules]
    if not changes:
        return int(failed)
    status = _propose(site, file, changes, settings, apply=options.yes)
    return status or int(failed)


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
    if has_article_rules(site):
        return name  # whatever its list is
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
) -> tuple[Site, list[StoredEntry], Stories, tuple[tuple[str, str], ...]]:
    """Return the site, its entries last seen, some articles, and what tells its pages apart."""
    folder = read_sites(settings, None, all_hosts=False)
    if not has_state(settings):
        what = "nothing is remembered of it: it never ran"
        raise ConfigError((Fault(name, 0, 0, "", what),))
    with Store(settings.state, read_only=True) as store:
        check_remembered([name], store, folder)
        state = store.site_state(name)
        site = folder.sites[name]
        known = remembered(store, name)
        stories = stored_stories(store, site) if has_article_rules(site) else ()
    if not stories and not has_list_rules(site):
        what = "nothing to repair by: no story's text is remembered of which its rules are"
        raise ConfigError((Fault(name, 0, 0, "", what),))
    return site, known, stories, state.counting if state else ()


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _of_list(file: Path, site: Site, repair: Repair) -> Iterator[str]:
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


def _of_articles(file: Path, site: Site, repair: ArticleRepair) -> Iterator[str]:
    stories = count(repair.opened, "story", "stories")
    if not repair.missed:
        yield f"{file}: nothing to repair in its rules for articles: tried on {stories}"
        return
    named = ", ".join(f"`article.{key}`" for key in repair.missed)
    verb = "gives" if len(repair.missed) == 1 else "give"
    yield f"{file}: tried on {stories} that it knows: {named} {verb} nothing that was there before"
    if repair.rules != site.article and repair.compared:
        yield f"healed, the text that is stored is found on {repair.compared} of {repair.opened}"
    if changed_article(site.article, repair.rules).get("content") == "":
        yield "  `article.content` is not needed: the text is found as well without it"
    for key in repair.silent:
        yield f"  `article.{key}` could not be found again"
    for doubt in repair.doubts:
        yield f"  {doubt}"


def _propose(
    site: Site, file: Path, changes: Sequence[_Change], settings: Settings, *, apply: bool
) -> int:
    """Show the patch, and apply what of it is sure if that is asked for; return the exit status."""
    body = file.read_bytes()
    old = body.decode("utf-8")
    new = _changed(site, old, changes, settings)
    if new is None:
        say(f"\n{_why_not(old, changes, near_path(file))}")
        for change in changes:
            say(f"{change.owner}:")
            for key, rule in change.rules.items():
                say(f"  {key}: {rule}" if rule else f"  # no {key}")
        return int(apply)
    say()
    _say_all(as_patch(old, new, str(near_path(file))))
    say()
    sure = [one for one in changes if not one.doubts]
    written = _changed(site, old, sure, settings) if sure else None
    if apply and written is not None:
        _replace(file, body, written)
        _say_next(site.name, near_path(file), sure)
    if len(sure) < len(changes):
        what = "This" if not sure else "The part that is doubted above"
        say(f"{what} is only a suggestion, for what is said above: change the file yourself")
        say(f"if it is right, and see what it gives:\n  feedmaker listing --site {site.name}")
        if apply or not sure:
            return int(apply)
    if not apply:
        say(f"To change the file so:\n  feedmaker new {site.name} --repair --yes")
    return 0


def _why_not(text: str, changes: Iterable[_Change], file: Path) -> str:
    """Return why the rules of a file can't be changed, and what its owner may do."""
    if all(states(text, change.owner) for change in changes):
        what = "is written so that it can't be changed by itself. These rules do it"
        return f"{file} {what}; write them there:"
    what = f"The rules stand in {file.with_name(DEFAULTS)}, which is for all sites and stays as it"
    return f"{what} is.\nWritten into {file}, these go before them:"


def _say_next(name: str, file: Path, written: Sequence[_Change]) -> None:
    again = " --reread" if written[-1].owner == "article" else ""
    say(f"{file} is changed. Next:\n  feedmaker build {name}{again}")


def _changed(site: Site, old: str, changes: Iterable[_Change], settings: Settings) -> str | None:
    """Return the file's text with other rules; None if that can't be done, or means another."""
    new: str | None = old
    wanted = site
    for change in changes:
        new = with_rules(new, change.rules, change.owner) if new is not None else None
        wanted = _with(wanted, change.means)
    return new if new is not None and _means(wanted, new, settings) else None


def _with(site: Site, means: ListingRules | ArticleRules) -> Site:
    if isinstance(means, ListingRules):
        return replace(site, listing=means)
    return replace(site, article=means)


def _means(wanted: Site, text: str, settings: Settings) -> bool:
    """Tell whether a file with this text has the rules that are wanted."""
    below, name = settings.sites / DEFAULTS, wanted.name
    under = read_defaults(below.read_bytes(), file=str(below)) if below.is_file() else None
    secrets = settings.secrets.get(name, frozenset())
    try:
        site = read_site(name, text.encode(), file=name, defaults=under, secrets=secrets)
    except ConfigError:
        return False
    other = changed_rules(site.listing, wanted.listing)
    return not other and not changed_article(site.article, wanted.article)


def _replace(file: Path, old: bytes, new: str) -> None:
    """Write the file whole, if it is as it was read; never through a link. Raises StorageError."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        info = file.lstat()
        if stat.S_ISLNK(info.st_mode):
            raise StorageError(str(near_path(file)), "is a link: change the file that it leads to")
        if not info.st_mode & _WRITABLE:
            what = f"nobody may write to it; `chmod u+w {near_path(file)}` allows that, then again"
            raise StorageError(str(near_path(file)), what)
        if file.read_bytes() != old:
            raise StorageError(str(near_path(file)), "was changed just now: look at it, then again")
        with os.fdopen(os.open(draft, _MAKE, stat.S_IMODE(info.st_mode)), "wb") as out:
            try:
                with suppress(PermissionError):  # root alone can let it stay its owner's
                    os.fchown(out.fileno(), info.st_uid, info.st_gid)
                os.fchmod(out.fileno(), stat.S_IMODE(info.st_mode))  # whatever the umask is
                out.write(new.encode())
                out.flush()
                os.fsync(out.fileno())
                draft.replace(file)
            except BaseException:
                draft.unlink(missing_ok=True)  # half a file would stand in the way
                raise
    except OSError as error:
        raise StorageError(str(near_path(file)), error.strerror or str(error)) from error
