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

from feedmaker.errors import ConfigError, Fault, FeedmakerError, StoppedError
from feedmaker.model import (
    FieldRules,
    ListingRules,
    ListingUrl,
    Page,
    RequestSettings,
    SiteDate,
    Teaser,
    Validators,
)
from feedmaker.page.field_rules import as_written
from feedmaker.terminal.date_view import counted, date_lines, doubts
from feedmaker.terminal.inspect import (
    Inspection,
    address_of,
    is_file,
    iso,
    open_inspection,
    run_batch,
    standard_input,
)
from feedmaker.terminal.listing_view import Look, dropped_by, lines
from feedmaker.terminal.screen import clear, complain, count
from feedmaker.update.crawl import ListingRun, read_listing
from feedmaker.update.ports import Fetch
from feedmaker.wiring import chosen, near_path, read_sites, settings_of

KEYS = {"authors": "author", "categories": "category", "enclosures": "enclosure"}
"""Fields whose key in a site file is another word."""

_POLL = 0.3  # seconds between looks at a watched file
_QUOTED = tuple("#[]{}&*!|>'\"%@`,-?: ")
"""What a plain value of YAML can't begin with, or can't everywhere."""


def run(options: Namespace) -> int:
    """Print what the listing gives; with --watch, again on each save of the site file."""
    if options.watch:
        return _watch(options)
    with open_inspection(options) as inspection:
        if options.batch:
            return run_batch(standard_input(), inspection, _answer)
        found = _read(_listing_url(options, inspection), inspection)
        if options.json:
            print(json.dumps(_as_json(found, inspection), ensure_ascii=False, indent=1))
        else:
            _print(found, inspection)
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
    return {"items": [_item(teaser) for teaser in found.teasers()]}


def _item(teaser: Teaser) -> dict[str, object]:
    title = teaser.by_rule.title or teaser.by_itself.title
    return {"url": teaser.url, "title": title or None, "date": iso(_date_of(teaser))}


def _date_of(teaser: Teaser) -> SiteDate | None:
    return teaser.by_rule.date or teaser.by_itself.date


# --- Which rule gave what ---------------------------------------------------


def written_rules(rules: ListingRules) -> dict[str, str]:
    """Return the rules as a site file would state them, those that are stated."""
    stated = {"within": rules.within, "item": rules.item, "link": rules.link, "id": rules.id}
    stated |= {name: getattr(rules.fields, name) for name in FieldRules.__dataclass_fields__}
    stated["next"] = rules.next
    return {name: as_written(rule) for name, rule in stated.items() if rule}


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
    return [_date_of(teaser) for teaser in found.teasers()]


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


def as_site_file(url: str, rules: ListingRules) -> str:
    """Return a site file, ready to be saved, with these rules for its listing."""
    stated = (f"  {key}: {_yaml(rule)}" for key, rule in written_rules(rules).items())
    return "\n".join([f"url: {_yaml(url)}", "listing:", *stated])


def _yaml(value: str) -> str:
    if value.startswith(_QUOTED) or value.endswith(":") or ": " in value or " #" in value:
        return "'" + value.replace("'", "''") + "'"
    return value


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
    item = {"id": teaser.id, **_item(teaser)}
    date = _date_of(teaser)
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


def _print(found: ListingRun, inspection: Inspection, before: Look | None = None) -> Look:
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
        print("\nThe rules were found automatically. As a site file, sites/NAME.yaml:\n")
        print(as_site_file(found.address.url, found.rules))
    return look


def _what_goes_first(found: ListingRun, inspection: Inspection) -> Iterator[str]:
    """Yield a note if a feed may have other words than those that are shown here."""
    by_itself = any(counts["itself"] for counts in given_by(found).values())
    if by_itself and inspection.site and inspection.site.article is not None:
        yield "  In the feed, what an article says of itself goes before what its item shows;"
        yield "  `feedmaker check NAME --live` tells which of them wins."


# --- Watching ---------------------------------------------------------------


class _Kept:
    """A `Fetch` that asks for each address once: rules are edited, the site is not asked again."""

    def __init__(self) -> None:
        self.ask: Fetch | None = None
        self._pages: dict[tuple[str, RequestSettings, int], Page] = {}

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = Validators(),  # noqa: ARG002 - a Fetch takes it
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        """Return the page; raises FetchError."""
        asked = url, request, sent_by.hops if sent_by else -1
        page = self._pages.get(asked)
        if page is None:
            assert self.ask is not None
            page = self.ask(url, request, site_url=site_url, listing=listing, sent_by=sent_by)
            self._pages[asked] = page
        return page

    def forget(self, site_url: str) -> None:
        """Keep what there is."""


def _watch(options: Namespace) -> int:
    """Repeat on each save of the site file, with the pages as they came first; Ctrl-C ends."""
    file, kept = _watched_file(options), _Kept()
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


def _look(options: Namespace, kept: _Kept, before: Look | None) -> Look | None:
    """Print what the rules give now; a look that fails leaves the last good one to compare with."""
    try:
        with open_inspection(options) as inspection:
            kept.ask, inspection.fetch = inspection.fetch, kept
            found = _read(_listing_url(options, inspection), inspection)
            return _print(found, inspection, before)
    except StoppedError:
        raise
    except FeedmakerError as error:
        complain(str(error))
        return before


def _watched_file(options: Namespace) -> Path:
    if not options.site:
        what = "which file? Name the site: --site NAME|FILE"
        raise ConfigError((Fault("--watch", 0, 0, "", what),))
    if is_file(options.site):
        return Path(options.site)
    settings = settings_of(options)
    (name,) = chosen([options.site], read_sites(settings, None, all_hosts=False))
    return settings.sites / f"{name}.yaml"


def _mark(file: Path) -> tuple[int, int]:
    """Return what tells that a file was saved; an editor may take it away for a moment."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
