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
from dataclasses import replace
from datetime import datetime
from functools import partial

from feedmaker import __version__
from feedmaker.entries import identity, precedence, restored, schedule
from feedmaker.errors import FetchError, ReadError
from feedmaker.health import listings as listing_health
from feedmaker.health import problems as health
from feedmaker.model import (
    Locale,
    Problem,
    Report,
    Site,
    SiteState,
    Validators,
)
from feedmaker.store.store import Store
from feedmaker.text import fingerprint_of
from feedmaker.update.articles import Opened, learn_common, read_due
from feedmaker.update.crawl import ListingRun
from feedmaker.update.listings import (
    Noted,
    Readings,
    failure,
    learn,
    note,
    reached_by_edit,
    read_listings,
)
from feedmaker.update.ports import RunPorts
from feedmaker.urls import host, origin

_NONE = Validators()

_MOST_MOMENTS = 20
"""At which runs are planned for what waits; what waits longer comes with any run after that."""


def update_site(site: Site, ports: RunPorts, *, now: datetime, reread: int = 0) -> Report:
    """Bring what the store holds of a site up to date; return how it went.

    `reread` is how many stored entries have their articles read again. Raises
    FetchError or ReadError if no listing could be read; then what was remembered
    stands. One article's failure is that entry's, and the others go on.
    """
    state = begin(site, ports.store.site_state(site.name), now)
    language, zone = site.language or state.about.language, schedule.zone_of(site.timezone)
    locale = Locale(language, zone, now, state.day_order)
    if site.repair == "auto":
        from feedmaker.update.healing import read_or_heal  # few sites ask for it

        site, state, readings = read_or_heal(site, state, locale, ports)
    else:
        readings = read_listings(site, state, locale, ports)
    runs = readings.runs
    edited = reached_by_edit(site, state, ports.store, now)
    state = learn(site, state, runs)
    noted = note(site, state, runs, edited, locale, ports.store)
    state = restored.after_listings(state, noted.listed.unread)
    if state.day_order != locale.day_order:
        locale = replace(locale, day_order=state.day_order)
    opened = read_due(
        site, noted.listed, reread, locale, ports, home=state.about.home, lesson=state.lesson
    )
    if opened.asked:
        common = learn_common(site, state, opened, ports.store)
        state = replace(state, common=common, lesson=opened.lesson)
    state = _planned(site, state, readings, opened, now)
    to_come = ports.store.count_due(site.name, now) if opened.asked else 0
    report = _report(site, state, readings, noted, opened, to_come, now)
    state, hints = _hint(site, state, runs, opened)
    if hints:
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
        unasked = isinstance(error, FetchError) and error.unasked
        return fail(site, ports, failure(error, state), now=now, asked_nobody=unasked)
    finally:
        ports.fetch.forget(site.urls[0].url)


def fail(
    site: Site, ports: RunPorts, problem: Problem, *, now: datetime, asked_nobody: bool = False
) -> Report:
    """Remember a run that ended early, so that the next one waits; return its report."""
    state = begin(site, ports.store.site_state(site.name), now)
    state = replace(state, asked_nobody=asked_nobody)
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
        site.urls,
        site.listing,
        site.article,
        site.request,
        site.language,
        site.repair,
        __version__,
    )
    if state.rules_fingerprint != rules_fingerprint:
        stated = {address.url for address in site.urls}
        rules = fingerprint_of(site.listing)
        still = tuple(p for p in state.problems if p not in health.lost_content(state.problems))
        state = replace(state, healed=None, problems=still)
        kept = [
            replace(listing_health.after_edit(one, rules), validators=_NONE)
            for one in state.listings
            if one.url in stated
        ]
        state = replace(state, rules_fingerprint=rules_fingerprint, listings=tuple(kept))
    return replace(state, started=now, asked_nobody=False)


def ended(state: SiteState, report: Report, now: datetime) -> SiteState:
    """Return the memory after a run, failed or not.

    That a rule gave no content stays said until articles are read again, or the file is edited.
    """
    silent = () if report.opened else health.lost_content(state.problems)
    problems = (*report.problems, *silent)
    told = partial(replace, state, problems=problems, summary=health.line(report))
    if report.failed:
        return told(failures=state.failures + 1)
    if report.waits:
        return told()
    return told(succeeded=now, failures=0, put_off_since=None)


# --- What comes next -----------------------------------------------------------


def _planned(
    site: Site,
    state: SiteState,
    readings: Readings,
    opened: Opened,
    now: datetime,
) -> SiteState:
    """Return the memory with the moments that servers named: when to ask again, and not before."""
    resting = {one.origin: one.until for one in opened.put_off}
    at_home = [resting[place] for one in site.urls if (place := origin(one.url)) in resting]
    moments = {*state.wanted_later, *(one.due for one in opened.put_off if one.due)}
    if state.wanted:
        moments.add(state.wanted)
    retry = min(at_home) if len(at_home) == len(site.urls) else None
    if readings.put_off:
        moments.add(now + readings.put_off)
        retry = retry if readings.runs else now + readings.put_off
    wanted = sorted(moment for moment in moments if moment > now)[:_MOST_MOMENTS]
    return replace(
        state,
        retry=retry,
        wanted=wanted[0] if wanted else None,
        wanted_later=tuple(wanted[1:]),
        put_off_since=state.put_off_since or (None if readings.runs else now),
    )


# --- The report ------------------------------------------------------------------


def _report(
    site: Site,
    state: SiteState,
    readings: Readings,
    noted: Noted,
    opened: Opened,
    to_come: int,
    now: datetime,
) -> Report:
    pages = [page for run in readings.runs for page in run.pages]
    waits = None if readings.runs else state.retry
    since = state.put_off_since
    if readings.refusal:
        return Report(site.name, failed=True, problems=(readings.refusal,))
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
            *((health.healed(state.healed, site.name),) if state.healed else ()),
            *(problem for run in readings.runs for problem in run.problems),
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


def _is_zoneless(runs: Sequence[ListingRun]) -> bool:
    teasers = (teaser for run in runs for teaser in run.items())
    return any(health.names_no_offset(one.by_rule, one.by_itself) for one in teasers)


def _two_ways(site: Site, runs: Sequence[ListingRun], opened: Opened) -> Problem | None:
    """Return what to say of dates that can be read in two ways, as far as a feed shows them.

    Where articles are opened, the listing's dates are not the last word.
    """
    if opened.two_ways:
        return opened.two_ways
    if site.article is not None and not opened.undated:
        return None
    for run in runs:
        unread = next((page.two_ways for page in run.pages if page.two_ways), "")
        dates = (precedence.pick("date", teaser, None) for teaser in run.items())
        guessed = next((date for date in dates if date and date.guessed), None)
        if hint := health.two_ways_hint(None if site.article else guessed, unread):
            return hint
    return None


def _hint(
    site: Site, state: SiteState, runs: Sequence[ListingRun], opened: Opened
) -> tuple[SiteState, tuple[Problem, ...]]:
    """Return what is said once about a site, and the memory of having said it."""
    hints: list[Problem] = []
    to_say = not site.timezone and health.NO_ZONE not in state.hints_given
    if to_say and (opened.zoneless or _is_zoneless(runs)):
        hints.append(health.zone_hint(site.language or state.about.language))
    if health.TWO_WAYS not in state.hints_given and (hint := _two_ways(site, runs, opened)):
        hints.append(hint)
    if own := next((run.pages[0].own_feed for run in runs if run.pages), ""):
        hints.append(health.own_feed_hint(own))
    new = tuple(hint for hint in hints if hint.cause not in state.hints_given)
    if not new:
        return state, ()
    given = (*state.hints_given, *(hint.cause for hint in new))
    return replace(state, hints_given=given), new
