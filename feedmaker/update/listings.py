"""The listings of a site in one run: read, learned from, and noted in one transaction.

What one address gives stands in `crawl`, what an item is in `entries`; when the run
ends and what is said of it, in `site`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from feedmaker.entries import identity, lifecycle, precedence, recognition, restored
from feedmaker.entries.filter import keeps_item
from feedmaker.entries.lifecycle import SHOWN
from feedmaker.entries.order import has_newest_last
from feedmaker.entries.same_story import Listed, found_again
from feedmaker.errors import FeedmakerError, FetchError, ReadError, put_off
from feedmaker.health import listings as listing_health
from feedmaker.health import problems as health
from feedmaker.model import (
    Article,
    EntryChange,
    Listing,
    ListingMemory,
    Locale,
    Problem,
    Restored,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
    Validators,
)
from feedmaker.store.store import Store
from feedmaker.text import fingerprint_of
from feedmaker.update.articles import with_unique_updated
from feedmaker.update.crawl import ListingRun, read_listing
from feedmaker.update.ports import RunPorts
from feedmaker.urls import alias, document_alias

_A_DAY = timedelta(days=1)


def failure(error: FeedmakerError, state: SiteState) -> Problem:
    """Return why a listing could not be read, with how long it was before."""
    url = error.url if isinstance(error, FetchError | ReadError) else ""
    return health.failure(error, listing_health.formerly(state.listings, url))


class Readings(NamedTuple):
    """How the listings of one run were read."""

    runs: tuple[ListingRun, ...]
    put_off: timedelta | None = None  # for so long a server wants to be left alone
    refusal: Problem | None = None  # it said so just now, and nothing was read


class Noted(NamedTuple):
    """What the listings of one run told."""

    listed: Listed
    published: int = 0  # at once, for the first time
    changed: int = 0
    undated: int = 0


def read_listings(site: Site, state: SiteState, locale: Locale, ports: RunPorts) -> Readings:
    """Return each listing's run.

    Raises the first failure if none could be read, unless all were put off.
    """
    known = {one.url: one for one in state.listings}
    has_more = bool(site.listing.next or site.listing.next_url)
    runs: list[ListingRun] = []
    failures: list[FeedmakerError] = []

    def old_news(listing: Listing) -> bool:
        if has_newest_last(listing.teasers, site.listing.order):
            return False  # what is new stands on the last page
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
                # Of such a list the first page never changes
                validators=Validators() if memory.newest_last and has_more else memory.validators,
                broken=memory.broken,
                counting=state.counting,
                old_news=old_news,
            )
        except (FetchError, ReadError) as error:
            failures.append(error)
        else:
            runs.append(run)
    waits = [*map(put_off, failures), *(run.put_off for run in runs)]
    wait = min((one for one in waits if one), default=None)
    if runs:
        if failures:
            problems = tuple(failure(error, state) for error in failures)
            runs[0] = replace(runs[0], problems=(*runs[0].problems, *problems))
        return Readings(tuple(runs), wait)
    unasked = all(isinstance(why, FetchError) and why.unasked for why in failures)
    for why in failures:
        if put_off(why) is None:
            if isinstance(why, FetchError):
                why.unasked = unasked  # what is raised stands for all of them
            raise why
    told = next((why for why in failures if isinstance(why, FetchError) and why.status), None)
    return Readings((), wait, failure(told, state) if told else None)


def learn(site: Site, state: SiteState, runs: Sequence[ListingRun]) -> SiteState:
    """Return the memory with what the listing pages said of themselves, and of their listings."""
    counting = {pair for run in runs for page in run.pages for pair in page.counting}
    state = replace(
        state,
        choices_fingerprint=_choices(site),
        listings=_remember_listings(site, state, runs),
        counting=tuple(sorted({*state.counting, *counting})) if counting else state.counting,
    )
    fresh = [run for run in runs if not run.unchanged]
    if not fresh:
        return state
    told = next((page.day_order for run in fresh for page in run.pages if page.day_order), "")
    return replace(
        state,
        about=fresh[0].about if fresh[0].address == site.urls[0] else state.about,
        found=None if site.listing.item else fresh[0].rules,
        day_order=told or state.day_order,
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
            changed = memory.broken != run.broken
            listings[url] = replace(memory, broken=run.broken) if changed else memory
        else:
            listings[url] = listing_health.after_reading(
                memory,
                run.pages,
                rules_fingerprint=fingerprint_of(site.listing),
                validators=run.validators,
                broken=run.broken,
                newest_last=has_newest_last(run.items(), site.listing.order),
            )
    return tuple(listings.values())


def _look_up(
    site: Site, state: SiteState, teasers: Sequence[Teaser], locale: Locale, store: Store
) -> identity.ListingDiff:
    ids = {identity.entry_id(teaser, state.feed_id) for teaser in teasers}
    aliases = {alias(teaser.url, state.counting) for teaser in teasers}
    documents = {document_alias(teaser.url) for teaser in teasers}
    former = {id_ for teaser in teasers for id_ in recognition.former_ids(teaser)}
    recalled = store.recall(site.name, ids | former, ids | aliases | documents)
    return identity.apply_listing(
        teasers,
        recalled,
        feed=state.feed_id,
        zone=locale.zone,
        now=locale.now,
        counting=state.counting,
        listings=site.urls,
        listing_alone=site.article is None,
    )


def note(
    site: Site,
    state: SiteState,
    runs: Sequence[ListingRun],
    edited: Sequence[tuple[StoredEntry, StoredEntry]],
    locale: Locale,
    store: Store,
) -> Noted:
    """Remember what the listings told: new entries, changed words, aliases; in one transaction."""
    silent = all(run.unchanged and not run.pages for run in runs)
    if silent and not edited:
        return Noted(Listed(unread=_unread(site, runs)))
    teasers = tuple(teaser for run in runs for teaser in _limited(site, run))
    seen = _look_up(site, state, teasers, locale, store)
    taken = {teaser.id for teaser in teasers}
    beyond = tuple(one for run in runs for one in run.items() if one.id not in taken)
    more = _look_up(site, state, beyond, locale, store).ids if beyond else frozenset()
    listed = Listed(seen.ids | more, _unread(site, runs))
    if site.article is None and not listed.unread:
        seen = _found_again(site, listed, seen, store)
    new = [lifecycle.first_state(known, site, locale.now) for known in seen.new]
    if state.restored:
        below = _below_known(site, state, state.restored, runs, locale, store)
        new = [restored.told_apart(one, state.restored, below, locale) for one in new]
    reached = [after for _, after in edited]
    entries = with_unique_updated(site, [*new, *seen.changed, *seen.made_anew, *reached], store)
    if not entries and not seen.aliases and all(run.unchanged for run in runs):
        return Noted(listed)
    changed = _seen_to_change(site, seen.changed, store)
    changes = [EntryChange(known, shows=known.state in SHOWN) for known in entries]
    store.save_listing(site.name, state, changes, seen.aliases)
    new += [after for before, after in edited if before.state not in SHOWN]
    return Noted(
        listed,
        published=sum(known.state in SHOWN for known in new),
        changed=changed,
        undated=sum(known.state in SHOWN and not known.dated for known in new),
    )


def _seen_to_change(site: Site, changed: Sequence[StoredEntry], store: Store) -> int:
    """Return how many entries readers will see changed: those that look otherwise now."""
    shown = [after for after in changed if after.state in SHOWN]
    before = store.recall(site.name, (one.id for one in shown), ()).entries if shown else {}
    return sum(
        _as_shown(after, article) != _as_shown(before[after.id], article)
        for after in shown
        for article in (store.article(site.name, after.id),)
    )


def _as_shown(known: StoredEntry, article: Article | None) -> tuple[object, ...]:
    return known.url, known.updated, *precedence.shown_words(known.teaser, article)


def _below_known(
    site: Site,
    state: SiteState,
    since: Restored,
    runs: Sequence[ListingRun],
    locale: Locale,
    store: Store,
) -> frozenset[str]:
    """Return the ids of new items below a known one on listings not read since a restore."""
    below: set[str] = set()
    for run in runs:
        if run.address.url in since.unread:
            seen = _look_up(site, state, _limited(site, run), locale, store)
            if (first := seen.foremost) is not None:
                below.update(new.id for new in seen.new if new.position > first)
    return frozenset(below)


def _unread(site: Site, runs: Sequence[ListingRun]) -> frozenset[str]:
    """Return the addresses of the listings that may hold more than was read now."""
    whole = {run.address.url for run in runs if not run.unchanged and not run.broken}
    return frozenset(address.url for address in site.urls if address.url not in whole)


def _found_again(
    site: Site, listed: Listed, seen: identity.ListingDiff, store: Store
) -> identity.ListingDiff:
    """Return what was seen on whole listings, without items that only moved."""
    dates = [new.published for new in seen.new if new.dated]
    if not dates:
        return seen
    known = store.shown_between(site.name, min(dates) - _A_DAY, max(dates) + _A_DAY)
    return found_again(seen, known, listed)


def _limited(site: Site, run: ListingRun) -> tuple[Teaser, ...]:
    """Return a listing's teasers, newest first, up to its limit, which counts what is kept."""
    kept, left = [], site.listing.limit
    teasers = run.teasers()
    if has_newest_last(teasers, site.listing.order):
        teasers = teasers[::-1]
    for teaser in teasers:
        if left <= 0:
            break
        kept.append(teaser)
        left -= keeps_item(site.filter, teaser.url, precedence.title_of(teaser, None))
    return tuple(kept)


def reached_by_edit(
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
    return fingerprint_of(site.filter, site.article and site.article.failed)
