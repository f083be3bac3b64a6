"""`feedmaker new`: from an address to a site file that works.

It looks for feeds that exist, finds the list and what its stories' pages need, writes
`sites/NAME.yaml`, and shows what will stand in the feed. What is asked and read there,
`update.first_look` does; what the file says, `detect.draft` decides.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import webbrowser
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from feedmaker.addresses import is_in_own_network
from feedmaker.config.settings import Settings
from feedmaker.config.site import read_site
from feedmaker.detect.draft import draft, other_names, site_name
from feedmaker.detect.site_file import site_text
from feedmaker.entries.precedence import title_of
from feedmaker.errors import (
    ConfigError,
    Fault,
    FetchError,
    NoMatchError,
    ReadError,
    StoppedError,
    StorageError,
)
from feedmaker.model import ListingRules, Site
from feedmaker.terminal.inspect import (
    Inspection,
    address_of,
    open_inspection,
    standard_input,
)
from feedmaker.terminal.new_view import date_of, story_line, told
from feedmaker.terminal.screen import complain, count, say
from feedmaker.terminal.steps import ask_address, ask_name, can_ask, choose
from feedmaker.text import folded
from feedmaker.update.crawl import ListingRun
from feedmaker.update.first_look import (
    FEED,
    Found,
    Look,
    OwnFeed,
    find_feeds,
    judged,
    list_by_example,
    opened,
    read_feeds,
    shares_stories,
)
from feedmaker.update.kept_pages import KeptPages
from feedmaker.urls import document_alias
from feedmaker.wiring import near_path, settings_of

_OPENED = 4  # stories, for what their pages have in common
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def run(options: Namespace) -> int:
    """Write the site file, unless the site's own feed does as well; return the exit status."""
    if options.repair:
        from feedmaker.commands import repair  # with the store, which no new site needs

        return repair.run(options)
    if options.yes:
        what = "--yes is for a repair: `feedmaker new NAME --repair --yes`"
        raise ConfigError((Fault("feedmaker new", 0, 0, "", what),))
    options.site = options.html = options.saved_url = None
    if options.batch:
        from feedmaker.terminal.new_batch import run_new_batch

        with open_inspection(options) as inspection:
            return run_new_batch(standard_input(), inspection)
    settings = settings_of(options)
    try:
        name, status = _make(options, settings)
    except (KeyboardInterrupt, StoppedError):
        raise KeyboardInterrupt("no site file is written") from None
    return _open(name, options, settings) if name and options.open else status


def _make(options: Namespace, settings: Settings) -> tuple[str, int]:
    """Return the name of the site whose file was written, "" if none was; and the exit status."""
    asking = not options.url and can_ask()
    if asking:
        options.url = ask_address()
    url = address_of(options, None)
    name = options.name or site_name(url)
    if not (options.name or options.force or options.item or options.listing):
        _check_unknown(settings, url)
    if name and not asking:
        _check_free(settings, name, url, force=options.force)
    with open_inspection(options) as inspection:
        look = _reached(url, inspection, settings, options) if asking else _look(url, inspection)
        url = look.url

        def find() -> Found | None:
            at = _sent_on(look)
            return _by_example(at, options) or _find(at, anyway=options.anyway)

        try:
            found = choose(find, options, story_line) if asking else find()
        except (FetchError, ReadError) as error:
            if "`request" not in str(error):
                raise
            complain(f"feedmaker: {error}\n")
            for line in _by_hand(url, name or "NAME", str(error)):
                complain(line)
            return "", 1
        if found is None:
            return "", 0
        name = name or site_name(url, found.run.about.title) or "site"
        if asking:
            name = ask_name(name, partial(_check_free, settings, url=url, force=options.force))
        _check_free(settings, name, url, force=options.force)
        site, notes = _draft(name, found)
        if options.listing:
            notes["listing.within"] = "as --listing says"
        text = site_text(site, notes)
        file = settings.sites / f"{name}.yaml"
        site = read_site(name, text.encode(), file=str(near_path(file)))
        _write(file, text, force=options.force)
    for line in told(near_path(file), found, zone_stated=bool(site.timezone)):
        say(line)
    if options.open:
        return name, 0
    say("\nNext:")
    say(f"  feedmaker build {name}")
    say(f"  feedmaker listing --site {name} --watch     # and edit {near_path(file)} beside it")
    if not options.item and found.rules.source == "html":
        say("\nAre these the wrong stories? Then name one of the right ones,")
        say('and with --not "Its title" one that should not be there:')
        say(f'  feedmaker new {shlex.quote(url)} --name {name} --force --item "Its title"')
    return name, 0


def _reached(url: str, inspection: Inspection, settings: Settings, options: Namespace) -> Look:
    """Return a look at an address that can be had; for one that can't, a person is asked again."""
    while True:
        look = _look(url, inspection)
        try:
            look.page(url, listing=True)
        except StoppedError:
            raise
        except FetchError as error:
            if "`request" in str(error):
                return look  # it is told how to ask in another way
            complain(str(error))
        else:
            return look
        options.url = url = ask_address()
        if not options.name:
            _check_unknown(settings, url)


def _look(url: str, inspection: Inspection) -> Look:
    say(f"Looking at {url}")
    request = inspection.request
    if is_in_own_network(url):
        request = replace(request, delay=0.0)  # nobody else's machine needs a rest
    fetch = KeptPages(inspection.fetch)
    return Look(url, fetch, inspection.read, inspection.locale, request)


def _sent_on(look: Look) -> Look:
    """Return a look at where the address leads; another spelling of it is taken for good."""
    final = look.page(look.url, listing=True).final_url
    if final == look.url:
        return look
    if document_alias(final) != document_alias(look.url):
        say(f"  its readers are sent on to {final}; if it is always so, name that instead")
        return look
    say(f"  its readers are sent on to {final}, which the site file will name")
    return replace(look, url=final)


def _by_hand(url: str, name: str, error: str) -> Iterator[str]:
    """Yield how to ask the site in another way, where it has no file yet that could say so."""
    told = re.search("`(request: [^`]+)`", error)
    yield f"No site file is written. To ask in that way, write sites/{name}.yaml yourself:"
    yield f"  url: {url}"
    yield f"  {told[1]}" if told else "  request: {…}     # what is said above"
    yield f"and see what it gives: feedmaker listing --site {name}"


# --- What there is -----------------------------------------------------------


def _find(look: Look, *, anyway: bool) -> Found | None:
    """Return what the feed is made from; None where the site's own feed has full texts."""
    named = find_feeds(look)
    if look.url in named:
        given = look.listing(look.url, FEED)
        listing: ListingRun | ReadError = given
        feed: OwnFeed | None = judged(look, given)
    else:
        listing = _listing(look)
        feed = _own_feed(look, named, listing)
    if isinstance(listing, ReadError) and feed is None:
        raise _without_list(look, listing)
    if feed and feed.full and not anyway:
        for line in _of_full_feed(look, feed):
            say(line)
        return None
    run = _taken(listing, feed)
    return _opened(look, run)


def _by_example(look: Look, options: Namespace) -> Found | None:
    """Return what the page gives by what was said of its list; None if nothing was said."""
    if not (options.item or options.other or options.listing):
        return None
    if options.listing:
        stated = f"url: {look.url}\nlisting: {{item: {json.dumps(options.listing)}}}\n"
        read_site("new", stated.encode(), file="--listing")  # raises for what is no selector
    said = (options.item, options.other, options.listing)
    run = list_by_example(look, *said, alone=options.refused)
    for title in options.other:
        if any(folded(title) in folded(title_of(teaser, None)) for teaser in run.teasers()):
            what = f"“{title}” stands in the same list, and no rule for the list tells it apart"
            how = "write the file without --not, and `filter: {exclude: {title: …}}` into it"
            raise ReadError(look.url, f"{what}: {how}")
    return _opened(look, run)


def _taken(listing: ListingRun | ReadError, feed: OwnFeed | None) -> ListingRun:
    """Return what the feed is made from: the page, unless there is more in the site's own feed."""
    page = listing if isinstance(listing, ListingRun) and listing.rules.source == "html" else None
    if page and (feed is None or feed.full):
        say(f"  leaving aside its feed, {feed.url}" if feed else "  no feed of its own")
        return page
    assert feed  # else the page's error was raised
    in_feed, on_page = feed.words
    what = "with full texts" if feed.full else f"of summaries ({in_feed} of {on_page} words)"
    say(f"  a feed {what}: {feed.url}")
    return feed.run


def _listing(look: Look) -> ListingRun | ReadError:
    try:
        return look.listing(look.url, ListingRules())
    except ReadError as error:
        return error


def _own_feed(look: Look, named: Sequence[str], listing: ListingRun | ReadError) -> OwnFeed | None:
    """Return the site's feed of these stories, rather one of full texts than of summaries.

    One that holds none of the page's stories is another list's.
    """
    from feedmaker.extract.own_feed import usual_feeds

    best: OwnFeed | None = None
    for run in read_feeds(look, named or usual_feeds(look.url)):
        if isinstance(listing, ListingRun) and not shares_stories(run, listing):
            say(f"  a feed, but of other stories than this page's: {run.address.url}")
            continue
        feed = judged(look, run)
        if feed.full or not named:
            return feed
        best = best or feed
    return best


def _without_list(look: Look, error: ReadError) -> ReadError:
    if not isinstance(error, NoMatchError):
        return error  # it says what stands there instead, and what to do
    what = (
        "no list of stories was found on this page. Is it the one that lists them? If so, name"
        f' one: feedmaker new {shlex.quote(look.url)} --item "Title of one story"'
    )
    return ReadError(look.url, what)


def _of_full_feed(look: Look, feed: OwnFeed) -> Iterator[str]:
    in_feed, on_page = feed.words
    beside = f"; the story's page has {on_page}" if on_page else ""
    yield f"  a feed with full texts ({in_feed} words in a story{beside})"
    yield ""
    yield f"Subscribe to it as it is: {feed.url}"
    yield f"To make one from the page all the same: feedmaker new {shlex.quote(look.url)} --anyway"


def _opened(look: Look, run: ListingRun) -> Found:
    some, total = run.teasers()[:_OPENED], len(run.teasers())
    say(f"  {count(total, 'story', 'stories')} listed; opening {len(some)} of them")
    return opened(look, run, some)


def _draft(name: str, found: Found) -> tuple[Site, dict[str, str]]:
    opened = [date_of(story) for story in found.stories]
    later = [t.by_rule.date or t.by_itself.date for t in found.run.teasers()[len(opened) :]]
    language = next((s.article.language for s in found.stories if s.article), "")
    return draft(
        name,
        found.run.address.url,
        found.run.about,
        found.rules,
        found.article,
        [*opened, *later],
        language,
    )


# --- The file ----------------------------------------------------------------


def _check_free(settings: Settings, name: str, url: str, *, force: bool) -> None:
    """Raise ConfigError if the file is there already, or can't be called so."""
    file = settings.sites / f"{name}.yaml"
    read_site(name, b"url: https://www.example.org/", file=str(near_path(file)))
    if os.path.lexists(file) and not force:
        what = f"is there already: {_instead(settings, file, name, url)}, or --force replaces it"
        raise ConfigError((Fault(str(file), 0, 0, "", what),))


def _check_unknown(settings: Settings, url: str) -> None:
    """Raise ConfigError if a site's file states the address: a second feed of it wants a name."""
    for file in sorted(settings.sites.glob("[!._]*.yaml")):
        if document_alias(url) in map(document_alias, _urls_of(file)):
            second = next(_free(settings, file.stem, url))
            what = (
                f"makes a feed of this address already: `feedmaker build {file.stem}`; for a second"
                f" one give it a name: `feedmaker new {shlex.quote(url)} --name {second}`"
            )
            raise ConfigError((Fault(str(file), 0, 0, "", what),))


def _urls_of(file: Path) -> list[str]:
    """Return the addresses that a site's file states; none if it has faults."""
    try:
        return [at.url for at in read_site(file.stem, file.read_bytes(), file=file.name).urls]
    except (ConfigError, OSError):
        return []


def _free(settings: Settings, name: str, url: str) -> Iterator[str]:
    return (one for one in other_names(name, url) if not _is_there(settings, one))


def _instead(settings: Settings, file: Path, name: str, url: str) -> str:
    """Return what may have been meant where a site's file is there already."""
    if document_alias(url) in map(document_alias, _urls_of(file)):
        return f"`feedmaker build {name}` makes its feed"
    return f"`feedmaker new {shlex.quote(url)} --name {next(_free(settings, name, url))}`"


def _is_there(settings: Settings, name: str) -> bool:
    return os.path.lexists(settings.sites / f"{name}.yaml")


def _write(file: Path, text: str, *, force: bool) -> None:
    """Write the file whole, never through a link; raises StorageError."""
    draft_file = file.with_name(f".{file.name}.{os.getpid()}.new") if force else file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(draft_file, _MAKE, 0o666), "w", encoding="utf-8") as out:
            try:
                out.write(text)
                out.flush()
                if force:
                    draft_file.replace(file)
            except BaseException:
                draft_file.unlink(missing_ok=True)  # half a file would stand in the way
                raise
    except OSError as error:
        raise StorageError(str(near_path(file)), error.strerror or str(error)) from error


def _open(name: str, options: Namespace, settings: Settings) -> int:
    """Build the feed and show the page that lists it."""
    from feedmaker.commands import build

    say()
    asked = {"names": [name], "force": False, "reread": 0, "accept": False, "strict": True}
    status = build.run(Namespace(**{**vars(options), **asked, "json": False, "command": "build"}))
    index = (settings.out / "index.html").resolve()
    if index.is_file() and not webbrowser.open(index.as_uri()):
        say(f"\nNo browser could be opened: {index.as_uri()}")
    return status
