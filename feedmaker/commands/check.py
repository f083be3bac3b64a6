"""`feedmaker check`: every fault of the site files; with --live, what their rules give now.

Stores and publishes nothing. What a fault is, `config` says.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial

from feedmaker.commands.listing import KEYS, dates_of, field_lines, given_by
from feedmaker.config.diagnostics import shown
from feedmaker.config.folder import SiteFolder
from feedmaker.detect.site_file import written_rules
from feedmaker.entries import precedence
from feedmaker.entries.common import Common, find_common
from feedmaker.errors import Fault, FeedmakerError, StoppedError
from feedmaker.health import problems as health
from feedmaker.health.advice import cause_of
from feedmaker.model import About, Article, Site, SiteDate, Teaser
from feedmaker.terminal.date_view import counted, date_lines
from feedmaker.terminal.inspect import Inspection
from feedmaker.terminal.screen import count, in_words
from feedmaker.update.articles import rules_for
from feedmaker.update.crawl import ListingRun, read_article, read_listing
from feedmaker.update.healing import to_repair
from feedmaker.wiring import (
    chosen,
    clock_of,
    locale_of,
    open_fetch,
    open_sandbox,
    read_sites,
    settings_of,
)

_OPENED = 3
"""Articles that --live opens of each site."""

_BY: dict[str, str] = {
    "rule": "by rule",
    "listing rule": "by the listing's rule",
    "page": "by the page's metadata",
    "item": "as the listing shows it",
    "guess": "found automatically",
    "shared": "as several pages say it alike",
}


_BY_FEED = {"listing rule": "as the feed says it", "item": "as the feed says of all"}


def run(options: Namespace) -> int:
    """Print the faults, and with --live the counts; return 1 if there is any fault."""
    settings, clock = settings_of(options), clock_of(options)
    folder = read_sites(settings, None)
    names = chosen(options.names, folder)
    good = {name: folder.sites[name] for name in names if name in folder.sites}
    faults = [fault for name in names for fault in _faults(name, folder)]
    warnings = [fault for name in names for fault in folder.warnings.get(name, ())]
    if not options.json:
        _print_faults(faults, warnings, good=len(good), files=len(names))
    live: dict[str, _Live] = {}
    if options.live and good:
        with (
            open_fetch(options, settings, None, good, clock, folder.hosts) as fetch,
            open_sandbox() as box,
        ):
            for name, site in good.items():
                locale = locale_of(site, settings, clock.now())
                inspection = Inspection(site, folder.hosts, fetch, box, locale)
                live[name] = _look(site, inspection)
                if not options.json:
                    _print_live(name, live[name])
    if options.json:
        told = {
            "faults": [asdict(fault) for fault in faults],
            "warnings": [asdict(fault) for fault in warnings],
            "live": {name: _as_json(found) for name, found in live.items()},
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    return int(bool(faults) or any(found.failures for found in live.values()))


def _faults(name: str, folder: SiteFolder) -> tuple[Fault, ...]:
    return folder.faults[name].faults if name in folder.faults else ()


def _print_faults(
    faults: Sequence[Fault], warnings: Sequence[Fault], *, good: int, files: int
) -> None:
    for fault in faults:
        print(fault)
    for fault in warnings:
        print(f"{fault} (warning)")
    if not files:
        print("there are no site files yet; the shortest is one line: url: https://…")
    elif good == files:
        print(f"{count(files, 'site file')}, no fault")
    else:
        print(f"{good} of {count(files, 'site file')} good, {count(len(faults), 'fault')}")


# --- Live --------------------------------------------------------------------


@dataclass(slots=True)
class _Live:
    """What a site's rules gave just now."""

    listings: list[ListingRun] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    teasers: list[Teaser] = field(default_factory=list)  # of these articles, in the same order
    zone_stated: bool = True  # the site file has a `timezone`
    opened: int = 0
    failures: list[str] = field(default_factory=list)  # pages that could not be read
    to_do: str = ""  # where the rules of its list miss


def _look(site: Site, inspection: Inspection) -> _Live:
    """Return what its listings' first pages give, and the first few articles."""
    found = _Live(zone_stated=inspection.zone_stated)
    for address in site.urls:
        try:
            run = read_listing(
                address,
                site.listing,
                inspection.locale,
                fetch=inspection.fetch,
                read=inspection.read,
                request=site.request,
                site_url=site.urls[0].url,
                old_news=lambda _: True,
            )
        except StoppedError:
            raise
        except FeedmakerError as error:
            found.failures.append(in_words(error))
            found.to_do = to_repair(site, cause_of(error)) or found.to_do
        else:
            found.listings.append(run)
    if site.article is not None:
        teasers = [teaser for run in found.listings for teaser in run.teasers()]
        _open(teasers[:_OPENED], site, inspection, found)
    return found


def _open(teasers: Sequence[Teaser], site: Site, inspection: Inspection, found: _Live) -> None:
    home = next((run.about.home for run in found.listings if run.about.home), "")
    for teaser in teasers:
        found.opened += 1
        try:
            article = read_article(
                teaser.url,
                partial(rules_for, site=site, hosts=inspection.hosts, home=home),
                inspection.locale,
                fetch=inspection.fetch,
                read=inspection.read,
                request=site.request,
                site_url=site.urls[0].url,
            )
        except StoppedError:
            raise
        except FeedmakerError as error:
            found.failures.append(in_words(error))
        else:
            if article:
                found.articles.append(article)
                found.teasers.append(teaser)


def _common(found: _Live) -> Common:
    """Return what the articles say alike, or as the first listing does, as far as is seen here."""
    pages = found.listings[0].pages if found.listings else ()
    about = pages[0].about if pages else About()
    return find_common(zip(found.teasers, found.articles, strict=True), about)


def _article_counts(found: _Live) -> dict[str, Counter[str]]:
    """Return for each field on how many articles which source gave it, as in a feed."""
    counts: dict[str, Counter[str]] = {}
    common = _common(found)
    for teaser, article in zip(found.teasers, found.articles, strict=True):
        sources: dict[str, str] = {
            KEYS.get(name, name): source
            for name, source in precedence.winners(teaser, article, common)
        }
        if content := precedence.content_of(teaser, article):
            by_article = "rule" if article.content_by == "rule" else "guess"
            sources["content"] = by_article if content is article.content else "listing rule"
        for key, source in sources.items():
            counts.setdefault(key, Counter())[source] += 1
    return counts


def _article_dates(found: _Live) -> list[SiteDate | None]:
    """Return the date of each article that was opened, as in a feed."""
    pairs = zip(found.teasers, found.articles, strict=True)
    return [precedence.pick("date", teaser, article) for teaser, article in pairs]


def _given_way(found: _Live) -> list[str]:
    """Return the fields in which a page's own word is no one entry's."""
    common = _common(found)
    shared = {
        key
        for article in found.articles
        for key in ("title", "summary", "image")
        if common.has(key, getattr(article.by_page, key))
    }
    return sorted(shared)


def _misses(found: _Live) -> Iterator[str]:
    misses = [miss for article in found.articles for miss in article.misses]
    for problem in health.article_problems(misses, len(found.articles)):
        yield problem.what


def _as_json(found: _Live) -> dict[str, object]:
    return {
        "items": sum(len(run.teasers()) for run in found.listings),
        "listings": [
            {
                "url": run.address.url,
                "items": len(run.teasers()),
                "rules": written_rules(run.rules),
                "given": {name: dict(counts) for name, counts in given_by(run).items()},
                "dates": counted(dates_of(run), zone_stated=found.zone_stated),
            }
            for run in found.listings
        ],
        "articles": {
            "opened": found.opened,
            "given": {name: dict(n) for name, n in _article_counts(found).items()},
            "dates": counted(_article_dates(found), zone_stated=found.zone_stated),
            "common": _given_way(found),
            "misses": list(_misses(found)),
        },
        "failures": found.failures,
    }


def _print_live(name: str, found: _Live) -> None:
    for run in found.listings:
        print(f"\n{name}: {count(len(run.teasers()), 'item')} on {run.address.url}")
        for line in field_lines(run, zone_stated=found.zone_stated):
            print(line)
    if found.articles:
        total = len(found.articles)
        is_feed = any(run.rules.source == "feed" for run in found.listings)
        by = _BY | _BY_FEED if is_feed else _BY
        print(f"{name}: the first {count(total, 'article')}")
        for key, sources in _article_counts(found).items():
            parts = [f"{n}/{total} {by[source]}" for source, n in sources.items()]
            print(f"  {key:10} {', '.join(parts)}")
            if key == "date":
                for line in date_lines(_article_dates(found), zone_stated=found.zone_stated):
                    print(line)
        for key in _given_way(found):
            told = "several pages say the same of themselves, so that it goes behind the others"
            print(f"  {key:10} {told}")
        for line in _misses(found):
            print(f"  {shown(line)}")
    for failure in found.failures:
        print(f"{name}: {shown(failure)}", flush=True)
    if found.to_do:
        print(f"  to do: {found.to_do}")
