"""The program: how one site comes from its listing to entries in the store.

    fetch -> listing -> identity.apply_listing -> store    the listing, in one transaction
          -> what the store holds due
          -> fetch -> article -> identity.apply_article -> store    each article, in its own

Each step calls one stage with values and gets values back. The ports comes in
as arguments: `fetch` asks the network, `read` runs a stage on foreign bytes in
the sandbox, `store` remembers, `now` is the time of the whole run. What the
store holds becomes feeds in `output.publish`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feedmaker import __version__
from feedmaker.entries import identity, lifecycle, precedence, schedule
from feedmaker.entries.filter import keeps_item
from feedmaker.entries.lifecycle import SHOWN
from feedmaker.errors import FeedmakerError, FetchError, ReadError, put_off
from feedmaker.health import listings as listing_health
from feedmaker.health import problems as health
from feedmaker.model import (
    EntryChange,
    Listing,
    ListingMemory,
    Locale,
    Problem,
    Report,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
    Validators,
)
from feedmaker.store.store import Store
from feedmaker.text import fingerprint_of
from feedmaker.update.articles import Opened, read_due, with_unique_updated
from feedmaker.update.crawl import ListingRun, read_listing
from feedmaker.update.ports import RunPorts
from feedmaker.urls import alias, host, origin

_NONE = Validators()


def update_site(site: Site, ports: RunPorts, *, now: datetime, reread: int = 0) -> Report:
    """Bring what the store holds of a site up to date; return how it went.

    `reread` is how many stored entries have their articles read again. Raises
    FetchError or ReadError if no listing could be read; then what was remembered
    stands. One article's failure is that entry's, and the others go on.
    """
    state = begin(site, ports.store.site_state(site.name), now)
    locale = Locale(site.language or state.about.language, schedule.zone_of(site.timezone), now)
    runs, wait = _read_listings(site, state, locale, ports)
    edited = _reached_by_edit(site, state, ports.store, now)
    state = _learn(site, state, runs)
    noted = _note(site, state, runs, edited, locale, ports.store)
    opened = read_due(site, noted.ids, reread, locale, ports)
    state = _planned(site, state, runs, wait, opened, now)
    to_come = ports.store.count_due(site.name, now) if opened.asked else 0
    report = _report(site, state, runs, noted, opened, to_come, now)
    state, hints = _hint(site, state, runs, opened)
    report = replace(report, problems=(*hints, *report.problems))
    nothing_new = report.unchanged and not opened.asked and not report.waits
    ports.store.save_site_state(site.name, ended(state, report, now), at_leisure=nothing_new)
    return report


def attempt(site: Site, ports: RunPorts, *, now: datetime, reread: int = 0) -> Report:
    """Run `update_site`; a site that could not be read gives a failed report, and is remembered."""
    try:
        return update_site(site, ports, now=now, reread=reread)
    except (FetchError, ReadError) as error:
        state = begin(site, ports.store.site_state(site.name), now)
        return fail(site, ports, _failure(error, state), now=now)
    finally:
        ports.fetch.forget(site.urls[0].url)


def fail(site: Site, ports: RunPorts, problem: Problem, *, now: datetime) -> Report:
    """Remember a run that ended early, so that the next one waits; return its report."""
    state = begin(site, ports.store.site_state(site.name), now)
    report = Report(site.name, failed=True, problems=(problem,))
    ports.store.save_site_state(site.name, ended(state, report, now))
    return report


def accept_lists(site: Site, store: Store) -> None:
    """Take a site's lists for whole, however much they shrank, and forget what was said of them."""
    if (state := store.site_state(site.name)) is None:
        return
    said = listing_health.listing_problems(state.listings)
    listings = listing_health.accept(state.listings)
    still = listing_health.listing_problems(listings)
    problems = tuple(one for one in state.problems if one not in said or one in still)
    store.save_site_state(site.name, replace(state, listings=listings, problems=problems))


def begin(site: Site, state: SiteState | None, now: datetime) -> SiteState:
    """Return the memory to start a run from; validators of other rules or parsers are dropped.

    They are the listings': rules for other hosts read no listing. What is remembered
    of addresses that the site file states no more is dropped, too.
    """
    state = state or SiteState(feed_id=identity.feed_id(site.urls[0].url))
    rules_fingerprint = fingerprint_of(
        site.urls, site.listing, site.article, site.request, site.language, __version__
    )
    if state.rules_fingerprint != rules_fingerprint:
        stated = {address.url for address in site.urls}
        kept = [replace(one, validators=_NONE) for one in state.listings if one.url in stated]
        state = replace(state, rules_fingerprint=rules_fingerprint, listings=tuple(kept))
    return replace(state, started=now)


def ended(state: SiteState, report: Report, now: datetime) -> SiteState:
    """Return the memory after a run, failed or not."""
    state = replace(state, problems=report.problems, summary=health.line(report))
    if report.failed:
        return replace(state, failures=state.failures + 1)
    if report.waits:
        return state
    return replace(state, succeeded=now, failures=0, put_off_since=None)


# --- The listing ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the listings of one run told."""

    published: int = 0  # at once, for the first time
    changed: int = 0
    undated: int = 0
    ids: frozenset[str] = frozenset()  # of all items on the pages read


def _read_listings(
    site: Site, state: SiteState, locale: Locale, ports: RunPorts
) -> tuple[tuple[ListingRun, ...], timedelta | None]:
    """Return each listing's run, and for how long a server wants to be left alone.

    Raises the first failure if none could be read, unless all were only put off.
    """
    known = {one.url: one for one in state.listings}
    runs: list[ListingRun] = []
    failures: list[FeedmakerError] = []

    def old_news(listing: Listing) -> bool:
        return not _look_up(site, state, listing.teasers, locale, ports.store).new

    for address in site.urls:
        memory = known.get(address.url, ListingMemory(address.url))
        try:
            run = read_listing(
                address,
                site.listing,
                locale,
                fetch=ports.fetch,
                read=ports.read,
                request=site.request,
                site_url=site.urls[0].url,
                found=state.found,
                validators=memory.validators,
                broken=memory.broken,
                old_news=old_news,
            )
        except (FetchError, ReadError) as error:
            failures.append(error)
        else:
            runs.append(run)
    waits = [*map(put_off, failures), *(run.put_off for run in runs)]
    wait = min((one for one in waits if one), default=None)
    if runs:
        problems = tuple(_failure(error, state) for error in failures)
        return (replace(runs[0], problems=(*runs[0].problems, *problems)), *runs[1:]), wait
    for failure in failures:
        if put_off(failure) is None:
            raise failure
    return (), wait


def _learn(site: Site, state: SiteState, runs: Sequence[ListingRun]) -> SiteState:
    """Return the memory with what the listing pages said of themselves, and of their listings."""
    state = replace(
        state,
        choices_fingerprint=_choices(site),
        listings=_remember_listings(site, state, runs),
    )
    fresh = [run for run in runs if not run.unchanged]
    if not fresh:
        return state
    return replace(
        state,
        about=fresh[0].about if fresh[0].address == site.urls[0] else state.about,
        found=None if site.listing.item else fresh[0].rules,
    )


def _remember_listings(
    site: Site, state: SiteState, runs: Sequence[ListingRun]
) -> tuple[ListingMemory, ...]:
    """Return the memory of the site's listings after a run of them."""
    listings = {one.url: one for one in state.listings}
    for run in runs:
        url = run.address.url
        memory = listings.get(url, ListingMemory(url))
        if run.unchanged:
            listings[url] = replace(memory, broken=run.broken)
        else:
            listings[url] = listing_health.after_reading(
                memory,
                run.pages,
                rules_fingerprint=fingerprint_of(site.listing),
                validators=run.validators,
                broken=run.broken,
            )
    return tuple(listings.values())


def _failure(error: FeedmakerError, state: SiteState) -> Problem:
    url = error.url if isinstance(error, FetchError | ReadError) else ""
    return health.failure(error, listing_health.formerly(state.listings, url))


def _look_up(
    site: Site, state: SiteState, teasers: Sequence[Teaser], locale: Locale, store: Store
) -> identity.ListingDiff:
    ids = {identity.entry_id(teaser, state.feed_id) for teaser in teasers}
    recalled = store.recall(site.name, ids, ids | {alias(teaser.url) for teaser in teasers})
    return identity.apply_listing(
        teasers,
        recalled,
        feed=state.feed_id,
        zone=locale.zone,
        now=locale.now,
        listing_alone=site.article is None,
    )


def _note(
    site: Site,
    state: SiteState,
    runs: Sequence[ListingRun],
    edited: Sequence[tuple[StoredEntry, StoredEntry]],
    locale: Locale,
    store: Store,
) -> _Noted:
    """Remember what the listings told: new entries, changed words, aliases; in one transaction."""
    teasers = tuple(teaser for run in runs for teaser in _limited(site, run))
    seen = _look_up(site, state, teasers, locale, store)
    new = [lifecycle.first_state(known, site, locale.now) for known in seen.new]
    reached = [after for _, after in edited]
    entries = with_unique_updated(site, [*new, *seen.changed, *reached], store)
    if not entries and not seen.aliases and all(run.unchanged for run in runs):
        return _Noted()
    changes = [EntryChange(known, shows=known.state in SHOWN) for known in entries]
    store.save_listing(site.name, state, changes, seen.aliases)
    new += [after for before, after in edited if before.state not in SHOWN]
    return _Noted(
        published=sum(known.state in SHOWN for known in new),
        changed=sum(known.state in SHOWN for known in seen.changed),
        undated=sum(known.state in SHOWN and not known.dated for known in new),
        ids=seen.ids,
    )


def _limited(site: Site, run: ListingRun) -> tuple[Teaser, ...]:
    """Return a listing's teasers up to its limit, which counts what the filter keeps."""
    kept, left = [], site.listing.limit
    for teaser in run.teasers():
        if left <= 0:
            break
        kept.append(teaser)
        left -= keeps_item(site.filter, teaser.url, precedence.title_of(teaser, None))
    return tuple(kept)


def _reached_by_edit(
    site: Site, state: SiteState, store: Store, now: datetime
) -> list[tuple[StoredEntry, StoredEntry]]:
    """Return the entries that an edit of the site file treats otherwise, before and after."""
    if state.choices_fingerprint == _choices(site):
        return []
    pairs = (
        (known, lifecycle.after_edit(known, site, now)) for known in store.unsettled(site.name)
    )
    return [(before, after) for before, after in pairs if after != before]


def _choices(site: Site) -> str:
    return fingerprint_of(site.filter, site.article is None)


def _planned(
    site: Site,
    state: SiteState,
    runs: Sequence[ListingRun],
    wait: timedelta | None,
    opened: Opened,
    now: datetime,
) -> SiteState:
    """Return the memory with the moments that servers named: when to ask again, and not before."""
    resting = {one.origin: one.until for one in opened.put_off}
    at_home = [resting[place] for one in site.urls if (place := origin(one.url)) in resting]
    moments = [one.due for one in opened.put_off]
    if state.wanted and state.wanted > now:
        moments.append(state.wanted)
    retry = min(at_home) if len(at_home) == len(site.urls) else None
    if wait:
        moments.append(now + wait)
        retry = retry if runs else now + wait
    return replace(
        state,
        retry=retry,
        wanted=min(moments, default=None),
        put_off_since=state.put_off_since or (None if runs else now),
    )


# --- The report ------------------------------------------------------------------


def _report(
    site: Site,
    state: SiteState,
    runs: Sequence[ListingRun],
    noted: _Noted,
    opened: Opened,
    to_come: int,
    now: datetime,
) -> Report:
    pages = [page for run in runs for page in run.pages]
    waits = None if runs else state.retry
    since = state.put_off_since
    if waits and since and now - since > schedule.LONGEST_WAIT:
        return Report(site.name, failed=True, problems=(health.put_off_too_long(since, waits),))
    return Report(
        site=site.name,
        new=noted.published + opened.published,
        changed=noted.changed + opened.changed,
        to_come=to_come,
        opened=opened.asked,
        whole=opened.whole,
        undated=noted.undated + opened.undated,
        unchanged=not pages,
        waits=waits,
        problems=(
            *(problem for run in runs for problem in run.problems),
            *listing_health.listing_problems(state.listings),
            *health.article_problems(opened.misses, opened.asked),
            *opened.problems,
            *_waiting(opened),
        ),
    )


def _waiting(opened: Opened) -> Iterator[Problem]:
    """Yield, of each host that put articles off, until when and how many."""
    counted = Counter((one.origin, one.until) for one in opened.put_off)
    for (place, until), count in counted.items():
        yield health.put_off(host(place), until, count)


def _hint(
    site: Site, state: SiteState, runs: Sequence[ListingRun], opened: Opened
) -> tuple[SiteState, tuple[Problem, ...]]:
    """Return what is said once about a site, and the memory of having said it."""
    hints: list[Problem] = []
    teasers = [teaser for run in runs for teaser in run.teasers()]
    zoneless = opened.zoneless or any(
        health.names_no_offset(teaser.by_rule, teaser.by_itself) for teaser in teasers
    )
    if zoneless and not site.timezone and health.NO_ZONE not in state.hints_given:
        hints.append(health.zone_hint(site.language or state.about.language))
    if own := next((run.pages[0].own_feed for run in runs if run.pages), ""):
        hints.append(health.own_feed_hint(own))
    new = tuple(hint for hint in hints if hint.cause not in state.hints_given)
    given = (*state.hints_given, *(hint.cause for hint in new))
    return replace(state, hints_given=given), new
