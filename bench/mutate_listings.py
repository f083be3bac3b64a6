"""How well the finder finds listings again after the changes that sites make to their pages.

    python bench/mutate_listings.py ../shared/data/listings [--worst 5] [--only REGEX]

Each saved page is changed in one way at a time, as a new theme, a new build or another day
changes it, and the list is found on the changed page without any rule. The table gives for
each change the mean F1 of the links, the pages below .9 and at 0, and how long finding took.
Items that a change takes away are neither missed nor counted as wrong where their links stand
elsewhere on the page.
"""

# ruff: noqa: ARG001 - every change is called alike

from __future__ import annotations

import argparse
import copy
import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement
from saved_pages import listings, page_of

from feedmaker.errors import FeedmakerError
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Locale
from feedmaker.page.document import Document

NOW = datetime(2026, 11, 29, tzinfo=UTC)
Items = list[HtmlElement]
Change = Callable[[HtmlElement, Items, random.Random], None]
_PAGE = frozenset({"html", "body"})  # no story's own element, were it the only one
_WRAPPABLE = frozenset({"div", "li", "article", "section", "td", "dd", "a", "span", "main"})


def unchanged(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """The page as it is."""


def classes_hashed(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """Each class has a name that tells nothing, as builds make them; ids are as before."""
    for element in root.iter("*"):
        names = (element.get("class") or "").split()
        if names:
            hashed = (hashlib.sha256(n.encode()).hexdigest()[:6] for n in names)
            element.set("class", " ".join(f"css-{name}" for name in hashed))


def no_names(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """No element has a class or an id."""
    for element in root.iter("*"):
        element.attrib.pop("class", None)
        element.attrib.pop("id", None)


def unique_classes(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """Each element has a class that no other one has, beside its own."""
    for n, element in enumerate(root.iter("*")):
        own = hashlib.sha256(str(n).encode()).hexdigest()
        name = "".join(c for c in own if c.isalpha())[:6]
        element.set("class", f"{element.get('class') or ''} x{name}{n}y".strip())


def shuffled(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """The items stand in another order, each beside its old neighbours."""
    for held in beside(items):
        # What stood in an item that was moved before moved with it.
        group = [item for item in held if item.getparent() is not None]
        places = [(item.getparent(), item.getparent().index(item)) for item in group]
        mixed = [copy.deepcopy(item) for item in group]
        chance.shuffle(mixed)
        for (parent, at), item in zip(places, mixed, strict=True):
            parent[at] = item


def some_gone(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """Every fourth item is gone."""
    remove(items[1::4])


def halved(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """Only the first half of the items is there."""
    remove(items[(len(items) + 1) // 2 :])


def repeated(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """The first three items stand there again, after the last one."""
    for item in reversed(items[:3]):
        items[-1].addnext(copy.deepcopy(item))


def advert_between(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """An advert of the items' own tag stands after the second item."""
    text = "Buy the new kettle now and save half of it"
    link = f'<a href="https://ads.example/buy-the-new-kettle-now-17">{text}</a>'
    after = items[min(1, len(items) - 1)]
    advert = lxml_html.fragment_fromstring(f'<div class="advert">{link}</div>')
    if isinstance(after.tag, str):
        if after.tag == "tr":
            cell = advert
            cell.tag = "td"
            advert = lxml_html.Element("tr")
            advert.append(cell)
        elif after.tag != "a":
            advert.tag = after.tag
    after.addnext(advert)


def renamed(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """The class that most elements of the items have has another name."""
    inside = [element for item in items for element in item.iter("*")]
    names = Counter(name for e in inside for name in (e.get("class") or "").split())
    if names:
        old = names.most_common(1)[0][0]
        for element in inside:
            own = (element.get("class") or "").split()
            if old in own:
                element.set("class", " ".join("thing" if n == old else n for n in own))


def wrapped(root: HtmlElement, items: Items, chance: random.Random) -> None:
    """The body, and what each item holds, stand in one element more."""
    for holder in [*items, *root.iter("body")]:
        if holder.tag in _WRAPPABLE or holder.tag == "body":
            around = lxml_html.Element("div" if holder.tag not in {"a", "span"} else "span")
            around.text, holder.text = holder.text, None
            around.extend(list(holder))
            holder.append(around)


CHANGES: tuple[Change, ...] = (
    unchanged,
    classes_hashed,
    no_names,
    unique_classes,
    shuffled,
    some_gone,
    halved,
    repeated,
    advert_between,
    renamed,
    wrapped,
)


def beside(items: Items) -> list[Items]:
    """The items by the element in which they stand."""
    groups: dict[HtmlElement, Items] = {}
    for item in items:
        groups.setdefault(item.getparent(), []).append(item)
    return list(groups.values())


def remove(items: Items) -> None:
    for item in items:
        parent = item.getparent()
        if parent is not None:
            item.drop_tree()


def key(url: str) -> str:
    parts = urlsplit(url.strip())
    host = re.sub(r":(80|443)$", "", parts.netloc.lower().removeprefix("www."))
    path = (
        re.sub(r"/+", "/", unquote(parts.path)).strip().rstrip("/")
    )  # lxml quotes a space at the end
    return host + path + (f"?{unquote(parts.query)}" if parts.query else "")


def links_of(root: HtmlElement, base: str) -> list[tuple[HtmlElement, str]]:
    found = []
    for link in root.iter("a"):
        if href := link.get("href"):
            try:
                found.append((link, key(urljoin(base, href.strip()))))
            except ValueError:
                continue
    return found


def items_of(root: HtmlElement, base: str, core: set[str]) -> dict[str, HtmlElement]:
    """Give each labelled story's element: the largest that holds no other one of them.

    No larger than for most links like it; and of a story that stands there twice, the
    one with the most words, for a menu or a slider may name it as well.
    """
    holds: dict[HtmlElement, set[str]] = {}
    links = [(link, name) for link, name in links_of(root, base) if name in core]
    for link, name in links:
        for above in (link, *link.iterancestors()):
            holds.setdefault(above, set()).add(name)
    chains = []
    for link, name in links:
        around = (link, *link.iterancestors())
        chain = [one for one in around if len(holds[one]) == 1 and one.tag not in _PAGE]
        chains.append((name, (link.tag, link.get("class"), link.getparent().tag), chain))
    usual: dict[tuple[str, str | None, str], Counter[int]] = {}
    for _, kind, chain in chains:
        usual.setdefault(kind, Counter())[len(chain)] += 1
    items: dict[str, HtmlElement] = {}
    for name, kind, chain in chains:
        item = chain[min(usual[kind].most_common(1)[0][0], len(chain)) - 1]
        if name not in items or length(item) > length(items[name]):
            items[name] = item
    return items


def length(element: HtmlElement) -> int:
    return len(" ".join(element.itertext()))


def found_on(html: str, url: str) -> tuple[set[str], float]:
    page = page_of(html, url)
    started = process_time()
    try:
        rules = find_rules(page)
        seconds = process_time() - started
        if rules is None:
            return set(), seconds
        teasers = read_listing(page, rules, Locale("", UTC, NOW)).teasers
    except FeedmakerError:
        return set(), process_time() - started
    return {key(teaser.url) for teaser in teasers}, seconds


def f1(found: set[str], core: set[str], more: set[str]) -> float:
    hits, wrong = len(found & core), len(found - core - more)
    return 2 * hits / (hits + wrong + len(core)) if core else 1.0


def try_page(page: dict[str, Any], html: str, change: Change) -> tuple[float, float]:
    """Return F1 on the changed page, and the seconds that finding took."""
    twin = lxml_html.fromstring(Document(html, page["url"]).root.html or "")
    base = Document(html, page["url"]).base
    labelled = {key(item["url"]) for item in page["items"]}
    core = {key(item["url"]) for item in page["items"] if item["role"] == "core"}
    items = items_of(twin, base, core)
    if items:
        change(twin, list(items.values()), random.Random(7))
    changed = "<!DOCTYPE html>" + lxml_html.tostring(twin, encoding="unicode")
    taken = change in {some_gone, halved}
    stay = {name for name, item in items.items() if not taken or is_below(item, twin)}
    found, seconds = found_on(changed, page["url"])
    return f1(found, stay or core, labelled), seconds


def is_below(element: HtmlElement, root: HtmlElement) -> bool:
    return any(above is root for above in element.iterancestors())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="pages to name for each change")
    parser.add_argument("--only", default="", help="regular expression on page ids")
    options = parser.parse_args()
    pages = list(listings(options.folder, options.only))
    print(f"{'change':16}{'F1':>7}{'< .9':>6}{'at 0':>6}{'median s':>10}{'most s':>8}")
    for change in CHANGES:
        scores: dict[str, float] = {}
        times = []
        for page, html in pages:
            scores[page["id"]], seconds = try_page(page, html, change)
            times.append(seconds)
        values = list(scores.values())
        low, none = sum(v < 0.9 for v in values), sum(v == 0 for v in values)
        mean, middle = sum(values) / len(values), sorted(times)[len(times) // 2]
        name = change.__name__.replace("_", " ")
        print(f"{name:16}{mean:7.3f}{low:6}{none:6}{middle:10.3f}{max(times):8.2f}", flush=True)
        for page_id, score in sorted(scores.items(), key=lambda pair: pair[1])[: options.worst]:
            if score < 0.95:
                print(f"    {score:.2f} {page_id}")


if __name__ == "__main__":
    main()
