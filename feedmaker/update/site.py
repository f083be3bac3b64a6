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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feedmaker import __version__
from feedmaker.entries import identity, lifecycle, precedence, schedule
from feedmaker.entries.filter import keeps_item
from feedmaker.entries.lifecycle import SHOWN
from feedmaker.errors import FeedmakerError, FetchError, ReadError
from feedmaker.health import problems as health
from feedmaker.model import (
    EntryChange,
    Listing,
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
from feedmaker.urls import alias


def update_site(site: Site, ports: RunPorts, *, now: datetime, reread: int = 0) -> Report:
    """Bring what the store holds of a site up to date; return how it went.

    `reread` is how many stored entries have their articles read again. Raises
    FetchError or ReadError if no listing could be read; then what was remembered
    stands. One article's failure is that entry's, and the others go on.
    """
    state = begin(site, ports.store.site_state(site.name), now)
    locale = Locale(site.language or state.about.language, schedule.zone_of(site.timezone), now)
    runs = _read_listings(site, state, locale, ports)
    freed = _freed_by_filter(site, state, ports.store, now)
    state = _learn(site, state, runs)
    noted = _note(site, state, runs, freed, locale, ports.store)
    opened = read_due(site, state, noted.ids, reread, locale, ports)
    to_come = ports.store.count_due(site.name, now) if opened.asked else 0
    report = _report(site, state, runs, noted, opened, to_come)
    state, hints = _hint(site, state, runs, opened)
    report = replace(report, problems=(*hints, *report.problems))
    nothing_new = report.unchanged and not opened.asked
    ports.store.save_site_state(site.name, ended(state, report, now), at_leisure=nothing_new)
    return report


def attempt(site: Site, ports: RunPorts, *, now: datetime, reread: int = 0) -> Report:
    """Run `update_site`; a site that could not be read gives a failed report, and is remembered."""
    try:
        return update_site(site, ports, now=now, reread=reread)
    except (FetchError, ReadError) as error:
        state = begin(site, ports.store.site_state(site.name), now)
        wait = error.retry_after if isinstance(error, FetchError) else None
        return fail(site, ports, health.failure(error, state), now=now, retry_after=wait)
    finally:
        ports.fetch.forget(site.urls[0].url)


def fail(
    site: Site,
    ports: RunPorts,
    problem: Problem,
    *,
    now: datetime,
    retry_after: float | None = None,
) -> Report:
    """Remember a run that ended early, so that the next one waits; return its report."""
    state = begin(site, ports.store.site_state(site.name), now)
    if retry_after:
        state = replace(state, retry=now + timedelta(seconds=retry_after))
    report = Report(site.name, failed=True, problems=(problem,))
    ports.store.save_site_state(site.name, ended(state, report, now))
    return report


def begin(site: Site, state: SiteState | None, now: datetime) -> SiteState:
    """Return the memory to start a run from; validators of other rules or parsers are dropped.

    They are the listings': rules for other hosts read no listing.
    """
    state = state or SiteState(feed_id=identity.feed_id(site.urls[0].url))
    rules_fingerprint = fingerprint_of(
        site.urls, site.listing, site.article, site.request, site.language, __version__
    )
    if state.rules_fingerprint != rules_fingerprint:
        state = replace(state, rules_fingerprint=rules_fingerprint, validators=())
    return replace(state, started=now)


def ended(state: SiteState, report: Report, now: datetime) -> SiteState:
    """Return the memory after a run, failed or not."""
    line = health.line(report)
    if report.failed:
        failures = state.failures + 1
        return replace(state, failures=failures, problems=report.problems, summary=line)
    return replace(
        state, succeeded=now, failures=0, retry=None, problems=report.problems, summary=line
    )


# --- The listing ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the listings of one run told."""

    new: int = 0
    published: int = 0  # of these, at once
    changed: int = 0
    undated: int = 0
    ids: frozenset[str] = frozenset()  # of all items on the pages read


def _read_listings(
    site: Site, state: SiteState, locale: Locale, ports: RunPorts
) -> tuple[ListingRun, ...]:
    """Return each listing's run; raises the first failure if none could be read."""
    validators = dict(state.validators)
    runs: list[ListingRun] = []
    failures: list[FeedmakerError] = []

    def old_news(listing: Listing) -> bool:
        return not _look_up(site, state, listing.teasers, locale, ports.store).new

    for address in site.urls:
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
                validators=validators.get(address.url, Validators()),
                old_news=old_news,
            )
        except (FetchError, ReadError) as error:
            failures.append(error)
        else:
            runs.append(run)
    if not runs:
        raise failures[0]
    problems = tuple(health.failure(error, state) for error in failures)
    return (replace(runs[0], problems=(*runs[0].problems, *problems)), *runs[1:])


def _learn(site: Site, state: SiteState, runs: Sequence[ListingRun]) -> SiteState:
    """Return the memory with what the listing pages said of themselves, and their validators."""
    state = replace(state, filter_fingerprint=fingerprint_of(site.filter))
    fresh = [run for run in runs if not run.unchanged]
    if not fresh:
        return state
    validators = dict(state.validators) | {run.address.url: run.validators for run in fresh}
    return replace(
        state,
        about=fresh[0].about if fresh[0].address == site.urls[0] else state.about,
        found=None if site.listing.item else fresh[0].rules,
        validators=tuple(sorted(validators.items())),
        items=sum(page.matched for run in fresh for page in run.pages) or state.items,
    )


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
    freed: Sequence[StoredEntry],
    locale: Locale,
    store: Store,
) -> _Noted:
    """Remember what the listings told: new entries, changed words, aliases; in one transaction."""
    teasers = tuple(teaser for run in runs for teaser in _limited(site, run))
    seen = _look_up(site, state, teasers, locale, store)
    new = [lifecycle.first_state(known, site, locale.now) for known in seen.new]
    entries = with_unique_updated(site, [*new, *seen.changed, *freed], store)
    if not entries and not seen.aliases and all(run.unchanged for run in runs):
        return _Noted()
    changes = [EntryChange(known, shows=known.state in SHOWN) for known in entries]
    store.save_listing(site.name, state, changes, seen.aliases)
    return _Noted(
        new=sum(known.state != "hidden" for known in new),
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


def _freed_by_filter(
    site: Site, state: SiteState, store: Store, now: datetime
) -> list[StoredEntry]:
    """Return the entries that an edit of the filter lets through."""
    if state.filter_fingerprint == fingerprint_of(site.filter):
        return []
    filtered = store.in_state(site.name, "filtered")
    held = [lifecycle.held_again(known, site, now) for known in filtered]
    return [known for known in held if known.state != "filtered"]


# --- The report ------------------------------------------------------------------


def _report(
    site: Site,
    state: SiteState,
    runs: Sequence[ListingRun],
    noted: _Noted,
    opened: Opened,
    to_come: int,
) -> Report:
    pages = [page for run in runs for page in run.pages]
    return Report(
        site=site.name,
        new=noted.published + opened.published,
        changed=noted.changed + opened.changed,
        to_come=to_come,
        opened=opened.asked,
        whole=opened.whole,
        undated=noted.undated + opened.undated,
        unchanged=not pages,
        problems=(
            *(problem for run in runs for problem in run.problems),
            *health.listing_problems(pages, state),
            *health.article_problems(opened.misses, opened.asked),
            *opened.problems,
        ),
    )


def _hint(
    site: Site, state: SiteState, runs: Sequence[ListingRun], opened: Opened
) -> tuple[SiteState, tuple[Problem, ...]]:
    """Return what is said once about a site, and the memory of having said it."""
    teasers = [teaser for run in runs for teaser in run.teasers()]
    zoneless = opened.zoneless or any(
        health.names_no_offset(teaser.by_rule, teaser.by_itself) for teaser in teasers
    )
    if site.timezone or not zoneless or health.NO_ZONE in state.hints_given:
        return state, ()
    hint = health.zone_hint(site.language or state.about.language)
    return replace(state, hints_given=(*state.hints_given, health.NO_ZONE)), (hint,)
