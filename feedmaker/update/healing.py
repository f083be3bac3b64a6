"""A site with `repair: auto` whose list's rules miss -> its run by healed ones, if they are sure.

What was healed stays in the site's state for the runs to come, until the file's own rules work
again or the file is edited; the file itself is left alone. How rules are healed, and when they are
sure, `repair` says; it is imported where it is needed only, and most runs need nothing of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from feedmaker.errors import FetchError, ReadError, StoppedError
from feedmaker.health import problems as health
from feedmaker.health.advice import REPAIR
from feedmaker.model import Healed, Locale, Problem, Site, SiteState
from feedmaker.update.kept_pages import KeptPages
from feedmaker.update.listings import Readings, failure, read_listings
from feedmaker.update.ports import RunPorts
from feedmaker.urls import domain


class _Tried(NamedTuple):
    """How the listings were read by some rules: what came, or why nothing did."""

    readings: Readings | None
    error: FetchError | ReadError | None = None
    miss: Problem | None = None  # what the rules did not find
    dateless: Problem | None = None  # that no item has a date by them any more

    @property
    def asks_again(self) -> bool:
        """Whether a listing was not read, as it is what it was."""
        return self.readings is not None and any(run.unchanged for run in self.readings.runs)


def has_list_rules(site: Site) -> bool:
    """Tell whether a site states rules for its list that stories known by their links can heal."""
    rules = site.listing
    return rules.source == "html" and bool(rules.item) and not rules.item_is_entry


def to_repair(site: Site, cause: str) -> str:
    """Return what to do where a site's list misses: a repair, unless its owner wants none of it."""
    wanted = cause == "list" and site.repair != "never" and has_list_rules(site)
    return REPAIR.format(site=site.name) if wanted else ""


def read_or_heal(
    site: Site, state: SiteState, locale: Locale, ports: RunPorts
) -> tuple[Site, SiteState, Readings]:
    """Return how the listings were read, and the site and memory that this belongs to.

    The site has healed rules where its own miss and it wants that. Raises as `read_listings`.
    """
    if site.repair != "auto" or not has_list_rules(site):
        return site, state, read_listings(site, state, locale, ports)
    ports = replace(ports, fetch=KeptPages(ports.fetch, failures=True))
    own = _try(site, state, locale, ports)
    wrong = own.miss or own.dateless
    if own.readings and not wrong and not (state.healed and own.asks_again):
        return site, replace(state, healed=None), own.readings
    if own.error and not own.miss:
        raise own.error  # the site can't be had, whatever the rules
    if state.healed:
        former = replace(site, listing=state.healed.rules)
        again = _try(former, state, locale, ports)
        if again.readings and _is_better(again, own) and _stays(again.readings, state.healed):
            return former, state, again.readings
    if wrong and (healed := _healed(site, state, wrong, locale, ports)):
        other = replace(site, listing=healed.rules)
        anew = _try(other, state, locale, ports)
        if anew.readings and _is_better(anew, own) and _stays(anew.readings, healed):
            return other, replace(state, healed=healed), anew.readings
    if own.readings is None:
        assert own.error is not None
        raise own.error
    return site, replace(state, healed=None if wrong else state.healed), own.readings


def _try(site: Site, state: SiteState, locale: Locale, ports: RunPorts) -> _Tried:
    try:
        readings = read_listings(site, state, locale, ports)
    except (FetchError, ReadError) as error:
        return _Tried(None, error, health.list_miss((failure(error, state),), ()))
    problems = [one for run in readings.runs for one in run.problems]
    pages = [page for run in readings.runs for page in run.pages]
    return _Tried(
        readings, miss=health.list_miss(problems, pages), dateless=health.date_miss(pages)
    )


def _is_better(tried: _Tried, own: _Tried) -> bool:
    """Tell whether rules find what the file's own don't: the stories, else their dates."""
    return not tried.miss and not (tried.dateless and not own.miss)


def _stays(readings: Readings, healed: Healed) -> bool:
    """Tell whether all stories lead where they led when the rules were healed."""
    return all(domain(one.url) in healed.domains for run in readings.runs for one in run.items())


def _healed(
    site: Site, state: SiteState, miss: Problem, locale: Locale, ports: RunPorts
) -> Healed | None:
    """Return rules that find the known stories again; None if there are none that are sure."""
    from feedmaker.update.first_look import Look
    from feedmaker.update.repair import SURE, domains_of, heal, remembered

    known = remembered(ports.store, site.name)
    dated = sum(one.teaser.by_rule.date is not None for one in known)
    if miss.rule == "listing.date" and dated < SURE:
        return None  # it never gave any
    look = Look(site.urls[0].url, ports.fetch, ports.read, locale, site.request)
    try:
        repair = heal(site, known, state.counting, look)
    except StoppedError:
        raise
    except (FetchError, ReadError):
        return None
    if repair.doubts or repair.rules == site.listing:
        return None
    return Healed(repair.rules, locale.now, tuple(sorted(domains_of(site, known))), miss)
