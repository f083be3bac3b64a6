"""`feedmaker listing`: what a listing page gives, and which rule gave each field.

Stores and publishes nothing; what is read is read as in a run (`update.crawl`).
"""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from feedmaker.detect.site_file import listing_text, written_rules
from feedmaker.errors import ConfigError, Fault, FeedmakerError, ReadError, StoppedError
from feedmaker.health.advice import cause_of
from feedmaker.model import (
    FieldRules,
    ListingRules,
    ListingUrl,
    SiteDate,
    Teaser,
)
from feedmaker.terminal.date_view import counted, date_lines, doubts
from feedmaker.terminal.inspect import (
    Inspection,
    address_of,
    is_file,
    open_inspection,
    run_batch,
    standard_input,
)
from feedmaker.terminal.listing_view import Look, date_of, dropped_by, item_told, lines
from feedmaker.terminal.screen import clear, complain, count, in_words
from feedmaker.update.crawl import ListingRun, read_listing
from feedmaker.update.healing import to_repair
from feedmaker.update.kept_pages import KeptPages
from feedmaker.wiring import chosen, near_path, read_sites, settings_of

KEYS = {"authors": "author", "categories": "category", "enclosures": "enclosure"}
"""Fields whose key in a site file is another word."""

_POLL = 0.3  # seconds between looks at a watched file


def run(options: Namespace) -> int:
    """Print what the listing gives; with --watch, again on each save of the site file."""
    if options.watch:
        return _watch(options)
    with open_inspection(options) as inspection:
        if options.batch:
            return run_batch(standard_input(), inspection, _answer)
        address = _listing_url(options, inspection)
        try:
            found = _read(address, inspection)
        except ReadError as error:
            if not (to_do := _to_do(error, options, inspection)):
                raise
            complain(f"feedmaker: {in_words(error)}")
            complain(to_do)
            return 1
        if options.json:
            print(json.dumps(_as_json(found, inspection), ensure_ascii=False, indent=1))
        else:
            _print(found, inspection, _site_file(options))
    return 0


def _listing_url(options: Namespace, inspection: Inspection) -> ListingUrl:
    """Return the address that is looked at, with its category where the site gives it one."""
    url = address_of(options, inspection.site)
    own = inspection.site.urls if inspection.site else ()
    return next((address for address in own if address.url == url), ListingUrl(url))


def _read(address: ListingUrl, inspection: Inspection) -> ListingRun:
    return read_listing(
        address,
        inspection.site.listing if inspection.site else ListingRules(),
        inspection.locale,
        fetch=inspection.fetch,
        read=inspection.read,
        request=inspection.request,
        site_url=address.url,
    )


def _answer(url: str, inspection: Inspection) -> dict[str, object]:
    found = _read(ListingUrl(url), inspection)
    return {"items": [item_told(teaser) for teaser in found.teasers()]}


# --- Which rule gave what ---------------------------------------------------


def given_by(found: ListingRun) -> dict[str, Counter[str]]:
    """Return for each field how many items have it by rule, and how many by themselves."""
    given: dict[str, Counter[str]] = {}
    for teaser in found.teasers():
        for source in ("rule", "itself"):
            fields = getattr(teaser, f"by_{source}")
            for name in fields.__dataclass_fields__:
                if getattr(fields, name):
                    given.setdefault(KEYS.get(name, name), Counter())[source] += 1
        if teaser.content:
            given.setdefault("content", Counter())["rule"] += 1
    return given


def dates_of(found: ListingRun) -> list[SiteDate | None]:
    """Return the date of each item, as the listing tells it."""
    return [date_of(teaser) for teaser in found.teasers()]


def field_lines(found: ListingRun, *, zone_stated: bool) -> Iterator[str]:
    """Yield a line for each field and rule: on how many items, and by what; one on the dates."""
    is_feed = found.rules.source == "feed"
    unruled = "as the feed says it" if is_feed else "of the whole item or address"
    itself = "as the feed says of all" if is_feed else "as the item shows it"
    total, rules, given = len(found.teasers()), written_rules(found.rules), given_by(found)
    for key in ("within", "item", "link", "id"):
        if key in rules:
            yield f"  {key:10} {rules[key]}"
    for key in FieldRules.__dataclass_fields__:
        counts = given.get(key, Counter())
        parts = []
        if counts["rule"]:
            by = f"by `{rules[key]}`" if key in rules else unruled
            parts.append(f"{counts['rule']}/{total} {by}")
        elif key in rules:
            parts.append(f"0/{total} by `{rules[key]}`: this rule gives nothing")
        if counts["itself"]:
            parts.append(f"{counts['itself']}/{total} {itself}")
        if parts:
            yield f"  {key:10} {', '.join(parts)}"
        if key == "date":
            unread = next((page.two_ways for page in found.pages if page.two_ways), "")
            yield from date_lines(dates_of(found), zone_stated=zone_stated, unread=unread)


# --- Output -----------------------------------------------------------------


def _as_json(found: ListingRun, inspection: Inspection) -> dict[str, object]:
    return {
        "url": found.address.url,
        "items": [_full_item(teaser, inspection) for teaser in found.teasers()],
        "pages": len(found.pages),
        "rules": written_rules(found.rules),
        "given": {name: dict(counts) for name, counts in given_by(found).items()},
        "dates": counted(dates_of(found), zone_stated=inspection.zone_stated),
        "problems": [problem.what for problem in found.problems],
    }


def _full_item(teaser: Teaser, inspection: Inspection) -> dict[str, object]:
    item = {"id": teaser.id, **item_told(teaser)}
    date = date_of(teaser)
    item["date_told"] = (date and date.told) or None
    item["date_doubts"] = doubts(date, zone_stated=inspection.zone_stated)
    if inspection.site:
        item["dropped"] = dropped_by(teaser, inspection.site, inspection.locale.now) or None
    for name in ("summary", "image", "authors", "categories"):
        if value := getattr(teaser.by_rule, name) or getattr(teaser.by_itself, name):
            item[name] = value
    if teaser.content:
        item["content"] = teaser.content
    return item


def _site_file(options: Namespace) -> Path:
    """Return the path of the site file that is meant, or to be made, as a person would write it."""
    if options.site and is_file(options.site):
        return Path(options.site)
    return near_path(settings_of(options).sites) / f"{options.site or 'NAME'}.yaml"


def _print(
    found: ListingRun, inspection: Inspection, file: Path, before: Look | None = None
) -> Look:
    """Print what was found, marked where it differs from the look before; return this look."""
    items = {teaser.id: _full_item(teaser, inspection) for teaser in found.teasers()}
    dropped = sum(bool(item.get("dropped")) for item in items.values())
    total = f"{count(len(items), 'item')} on {count(len(found.pages), 'page')}"
    total += f", {dropped} of them dropped by the filter" if dropped else ""
    problems = [f"  {problem.what}" for problem in found.problems]
    look = Look(
        items,
        [
            total,
            *field_lines(found, zone_stated=inspection.zone_stated),
            *_what_goes_first(found, inspection),
            *problems,
        ],
    )
    for line in lines(look, before):
        print(line)
    stated = inspection.site and inspection.site.listing.item
    if not stated and found.rules.item:
        print(f"\nThe rules were found automatically. As a site file, {file}:\n")
        print(listing_text(found.address.url, found.rules))
    return look


def _what_goes_first(found: ListingRun, inspection: Inspection) -> Iterator[str]:
    """Yield a note if a feed may have other words than those that are shown here."""
    by_itself = any(counts["itself"] for counts in given_by(found).values())
    if by_itself and inspection.site and inspection.site.article is not None:
        yield "  In the feed, what an article says of itself goes before what its item shows;"
        yield "  `feedmaker check NAME --live` tells which of them wins."


# --- Watching ---------------------------------------------------------------


def _watch(options: Namespace) -> int:
    """Repeat on each save of the site file, with the pages as they came first; Ctrl-C ends."""
    file, kept = _watched_file(options), KeptPages()
    seen: tuple[int, int] | None = None
    look: Look | None = None
    try:
        while True:
            mark = _mark(file)
            if mark != seen:
                seen = mark
                clear()
                print(f"--- {near_path(file)}", flush=True)
                look = _look(options, kept, look)
                print("--- waiting for the next save (Ctrl-C ends)", flush=True)
            time.sleep(_POLL)
    except KeyboardInterrupt:
        return 0


def _look(options: Namespace, kept: KeptPages, before: Look | None) -> Look | None:
    """Print what the rules give now; a look that fails leaves the last good one to compare with."""
    try:
        with open_inspection(options) as inspection:
            kept.ask, inspection.fetch = inspection.fetch, kept
            found = _read(_listing_url(options, inspection), inspection)
            return _print(found, inspection, _site_file(options), before)
    except StoppedError:
        raise
    except FeedmakerError as error:
        complain(in_words(error))
        return before


def _to_do(error: ReadError, options: Namespace, inspection: Inspection) -> str:
    """Return what to do where the rules of a site's list miss; "" if nothing is known to help."""
    site = inspection.site
    named = site is not None and not is_file(options.site) and not options.html
    to_do = to_repair(site, cause_of(error)) if site and named else ""
    return f"to do: {to_do}" if to_do else ""


def _watched_file(options: Namespace) -> Path:
    if not options.site:
        what = "which file? Name the site: --site NAME|FILE"
        raise ConfigError((Fault("--watch", 0, 0, "", what),))
    if not is_file(options.site):
        chosen([options.site], read_sites(settings_of(options), None, all_hosts=False))
    return _site_file(options)


def _mark(file: Path) -> tuple[int, int]:
    """Return what tells that a file was saved; an editor may take it away for a moment."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
