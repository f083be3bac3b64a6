"""`feedmaker listing`: what a listing page gives, and which rule gave each field."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections import Counter
from pathlib import Path

from feedmaker.commands.pages import Desk, address_of, iso, open_desk, run_batch
from feedmaker.errors import FeedmakerError
from feedmaker.fields import as_written
from feedmaker.model import FieldRules, ListingRules, ListingUrl, Teaser
from feedmaker.reading import ListingRun, read_listing

_NAMES = {"authors": "author", "categories": "category", "enclosures": "enclosure"}
_POLL = 0.3  # seconds between looks at a watched file


def run(options: Namespace) -> int:
    """Print what the listing gives; with --watch, again on each save of the site file."""
    if options.watch:
        return _watch(options)
    with open_desk(options) as desk:
        if options.batch:
            return run_batch(desk, _answer)
        found = _read(address_of(options, desk.site), desk)
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0


def _read(address: ListingUrl, desk: Desk) -> ListingRun:
    return read_listing(
        address,
        desk.site.listing if desk.site else ListingRules(),
        desk.locale,
        fetch=desk.fetch,
        read=desk.read,
        request=desk.request,
        site_url=address.url,
    )


def _answer(url: str, desk: Desk) -> dict[str, object]:
    found = _read(ListingUrl(url), desk)
    return {"items": [_item(teaser) for teaser in found.teasers()]}


def _item(teaser: Teaser) -> dict[str, object]:
    date = teaser.by_rule.date or teaser.by_itself.date
    title = teaser.by_rule.title or teaser.by_itself.title
    return {"url": teaser.url, "title": title or None, "date": iso(date)}


def _as_json(found: ListingRun) -> dict[str, object]:
    return {
        "url": found.address.url,
        "items": [_full_item(teaser) for teaser in found.teasers()],
        "pages": len(found.pages),
        "rules": written_rules(found.rules),
        "given": {name: dict(count) for name, count in given_by(found).items()},
        "problems": [problem.what for problem in found.problems],
    }


def _full_item(teaser: Teaser) -> dict[str, object]:
    item = {"id": teaser.id, **_item(teaser)}
    for name in ("summary", "image", "authors", "categories"):
        if value := getattr(teaser.by_rule, name) or getattr(teaser.by_itself, name):
            item[name] = value
    if teaser.content:
        item["content"] = teaser.content
    return item


def written_rules(rules: ListingRules) -> dict[str, str]:
    """Return the rules as a site file would state them, those that are stated."""
    stated = {"within": rules.within, "item": rules.item, "link": rules.link, "id": rules.id}
    stated |= {name: getattr(rules.fields, name) for name in FieldRules.__dataclass_fields__}
    return {name: as_written(rule) for name, rule in stated.items() if rule}


def given_by(found: ListingRun) -> dict[str, Counter[str]]:
    """Return for each field how many items have it by rule, and how many by themselves."""
    given: dict[str, Counter[str]] = {}
    for teaser in found.teasers():
        for source in ("by_rule", "by_itself"):
            fields = getattr(teaser, source)
            for name in fields.__dataclass_fields__:
                if getattr(fields, name):
                    counter = given.setdefault(_NAMES.get(name, name), Counter())
                    counter[source.removeprefix("by_")] += 1
    return given


def _print(found: ListingRun) -> None:
    teasers = found.teasers()
    for number, teaser in enumerate(teasers, 1):
        item = _item(teaser)
        print(f"{number:3}  {item['date'] or '-':25}  {item['title'] or '-'}\n     {item['url']}")
    total, rules = len(teasers), written_rules(found.rules)
    print(f"\n{total} items on {len(found.pages)} page{'s' * (len(found.pages) != 1)}")
    if "item" in rules:
        print(f"  {'item':10} {rules['item']}")
    for name, counts in sorted(given_by(found).items()):
        parts = []
        if counts["rule"]:
            parts.append(f"{counts['rule']}/{total} by `{rules.get(name, 'its address')}`")
        if counts["itself"]:
            parts.append(f"{counts['itself']}/{total} as the item shows it")
        print(f"  {name:10} {', '.join(parts)}")
    for name in rules:
        if name in FieldRules.__dataclass_fields__ and name not in given_by(found):
            print(f"  {name:10} nothing: `{rules[name]}`")
    for problem in found.problems:
        print(f"  {problem.what}")


def _watch(options: Namespace) -> int:
    """Repeat on each save; ends with Ctrl-C."""
    options.watch = False
    seen: float | None = None
    path = Path(options.site or "")
    if not path.is_file():
        from feedmaker.workplace import settings_of

        path = settings_of(options).sites / f"{options.site}.yaml"
    while True:
        saved = path.stat().st_mtime if path.exists() else 0.0
        if saved != seen:
            seen = saved
            print(f"--- {path}")
            try:
                run(options)
            except FeedmakerError as error:
                print(error)
        time.sleep(_POLL)
