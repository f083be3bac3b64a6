"""`feedmaker check`: every fault of the site files; with --live, what their rules give now."""

from __future__ import annotations

import json
from argparse import Namespace

from feedmaker import update
from feedmaker.commands.listing import given_by, written_rules
from feedmaker.errors import FeedmakerError
from feedmaker.model import Locale, Site
from feedmaker.reading import Fetch, Read, read_article, read_listing
from feedmaker.schedule import zone_of
from feedmaker.workplace import (
    Clock,
    chosen,
    clock_of,
    open_fetch,
    open_sandbox,
    read_sites,
    settings_of,
)

_OPENED = 3
"""Articles that --live opens of each site."""


def run(options: Namespace) -> int:
    """Print the faults, and with --live the counts; return 1 if there is any fault."""
    settings, clock = settings_of(options), clock_of(options)
    folder = read_sites(settings, None)
    names = chosen(options.names, folder)
    faults = [
        fault for name in names if name in folder.faults for fault in folder.faults[name].faults
    ]
    live: dict[str, dict[str, object]] = {}
    if options.live:
        good = {name: folder.sites[name] for name in names if name in folder.sites}
        with open_fetch(options, settings, None, good, clock) as fetch, open_sandbox() as box:
            for name, site in good.items():
                live[name] = _look(site, fetch, box.call, folder.hosts, clock)
                if not options.json:
                    _print_live(name, live[name])
    bad = bool(faults) or any("failed" in found for found in live.values())
    if options.json:
        rows = [
            {
                "file": f.file,
                "line": f.line,
                "column": f.column,
                "path": f.path,
                "problem": f.problem,
            }
            for f in faults
        ]
        print(json.dumps({"faults": rows, "live": live}, ensure_ascii=False, indent=1))
        return int(bad)
    for fault in faults:
        print(fault)
    for warning in (fault for name in names for fault in folder.warnings.get(name, ())):
        print(f"{warning} (warning)")
    good_files = sum(name in folder.sites for name in names)
    print(f"{good_files} of {len(names)} site files are good")
    return int(bad)


def _look(
    site: Site, fetch: Fetch, read: Read, hosts: update.Hosts, clock: Clock
) -> dict[str, object]:
    """Return what a site's rules give now: counts per field, and of a few articles."""
    locale = Locale(site.language, zone_of(site.timezone), clock.now())
    address = site.urls[0]
    try:
        found = read_listing(
            address,
            site.listing,
            locale,
            fetch=fetch,
            read=read,
            request=site.request,
            site_url=address.url,
            old_news=lambda _: True,
        )
    except FeedmakerError as error:
        return {"failed": str(error)}
    teasers = found.teasers()
    told: dict[str, object] = {
        "items": len(teasers),
        "listing": {name: sum(counts.values()) for name, counts in given_by(found).items()},
        "rules": written_rules(found.rules),
    }
    if site.article is None:
        return told
    articles: list[str] = []
    for teaser in teasers[:_OPENED]:
        try:
            article = read_article(
                teaser.url,
                update.rules_for(teaser.url, site, hosts),
                locale,
                fetch=fetch,
                read=read,
                request=site.request,
                site_url=address.url,
            )
        except FeedmakerError as error:
            articles.append(f"{teaser.url}: {error}")
            continue
        if article is not None:
            missed = ", ".join(miss.rule for miss in article.misses)
            by = article.content_by or "nothing"
            articles.append(
                f"{teaser.url}: content by {by}" + (f", missed {missed}" if missed else "")
            )
    return {**told, "articles": articles}


def _print_live(name: str, found: dict[str, object]) -> None:
    if "failed" in found:
        print(f"{name}: {found['failed']}")
        return
    print(f"{name}: {found['items']} items")
    counts = found["listing"]
    for field, count in sorted(counts.items()) if isinstance(counts, dict) else ():
        print(f"  {field:10} {count}/{found['items']}")
    articles = found.get("articles")
    for line in articles if isinstance(articles, list) else ():
        print(f"  {line}")
