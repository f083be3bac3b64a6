"""How well a list's rules are healed after a site has changed its page.

    python bench/repair.py ../shared/data/listings [--known 0.5] [--only REGEX]

The rules that are found on each saved page are the old ones. Then, all over the page, the classes
of its items, of the element that holds them and of one field are renamed, and what holds the items
gets one element more. The old rules are healed with a share of the stories known, and F1 is that of
the healed rules' links on the changed page against the old ones' on the page as it was.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from lxml import html as lxml_html
from lxml.html import HtmlElement
from mutate_listings import f1, items_of, key
from saved_pages import listings, page_of

from feedmaker.errors import FeedmakerError
from feedmaker.extract.by_example import heal_listing
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import ListingRules, Locale, Teaser
from feedmaker.page.document import Document

LOCALE = Locale("", UTC, datetime(2026, 11, 29, tzinfo=UTC))


def names(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def redesign(root: HtmlElement, items: list[HtmlElement]) -> None:
    """Rename the classes of items, container and one field, and wrap what the container holds."""
    holders = Counter(p for item in items if (p := item.getparent()) is not None)
    inside = Counter(n for item in items for e in item.iterdescendants("*") for n in names(e))
    old = {name for element in [*items, *holders] for name in names(element)}
    old |= {name for name, _ in inside.most_common(1)}
    for element in root.iter("*"):
        if kept := names(element):
            element.set("class", " ".join(f"new-{n}" if n in old else n for n in kept))
    for holder in holders:
        if holder.get("id"):
            holder.set("id", f"new-{holder.get('id')}")
    container = holders.most_common(1)[0][0] if holders else None
    if container is not None and container.tag in {"div", "section", "main", "article", "body"}:
        around = lxml_html.Element("div")
        around.text, container.text = container.text, None
        around.extend(list(container))
        container.append(around)
    elif container is not None and container.getparent() is not None:
        around, tail = lxml_html.Element("div"), container.tail
        container.tail = None
        container.getparent().replace(container, around)
        around.append(container)
        around.tail = tail


def links(html: str, url: str, rules: ListingRules) -> tuple[Teaser, ...]:
    try:
        return read_listing(page_of(html, url), rules, LOCALE).teasers
    except FeedmakerError:
        return ()


def try_page(page: dict[str, Any], html: str, share: float) -> dict[str, float] | None:
    """Return what came of a page; None where no old rules are to be had."""
    url = page["url"]
    twin = lxml_html.fromstring(Document(html, url).root.html or "")
    clean = "<!DOCTYPE html>" + lxml_html.tostring(twin, encoding="unicode")
    rules = find_rules(page_of(clean, url))
    if rules is None:
        return None
    before = links(clean, url, rules)
    core = {key(teaser.url) for teaser in before}
    redesign(twin, list(items_of(twin, Document(html, url).base, core).values()))
    changed = "<!DOCTYPE html>" + lxml_html.tostring(twin, encoding="unicode")
    every = round(1 / share)
    started = process_time()
    healed, _ = heal_listing(page_of(changed, url), rules, before[::every], LOCALE)
    seconds = process_time() - started
    after = links(changed, url, healed) if healed else ()
    had = {key(t.url): t for t in before}
    same = [t for t in after if (o := had.get(key(t.url))) and t.by_rule == o.by_rule]
    return {
        "old": f1({key(t.url) for t in links(changed, url, rules)}, core, set()),
        "healed": f1({key(t.url) for t in after}, core, set()),
        "fields": len(same) / max(1, len(before)),
        "kept": float(healed == rules),
        "seconds": seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--known", type=float, default=0.5, help="share of the stories known")
    parser.add_argument("--only", default="", help="regular expression on page ids")
    options = parser.parse_args()
    scores: dict[str, dict[str, float]] = {}
    for page, html in listings(options.folder, options.only):
        if (told := try_page(page, html, options.known)) is not None:
            scores[page["id"]] = told
    for name, one in sorted(scores.items(), key=lambda pair: pair[1]["healed"]):
        if one["healed"] < 0.95:
            print(f"{one['healed']:.2f} (old rules: {one['old']:.2f})  {name}")
    total = len(scores)
    good = sum(one["healed"] >= 0.95 for one in scores.values())
    wrong = sum(one["healed"] < 0.5 for one in scores.values())
    broke = sum(one["old"] < 0.95 for one in scores.values())
    same = sum(one["fields"] for one in scores.values()) / total
    print(f"{total} pages, the old rules fail on {broke} of them")
    share = f"{good} ({good / total:.0%})"
    print(f"healed: F1 >= .95 on {share}, < .5 on {wrong}; fields as before {same:.3f}")
    print(f"seconds: most {max(one['seconds'] for one in scores.values()):.2f}")


if __name__ == "__main__":
    main()
