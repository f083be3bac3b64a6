"""Listings of many kinds of sites, made by hand: links, titles and dates without a rule.

Each is then changed as sites change, and the list must be found again.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from detect.pages import NAMES, Made, key, read_made, rules_of, run
from selectolax.lexbor import LexborNode

from feedmaker.config.site import read_site
from feedmaker.detect.listing import choose
from feedmaker.detect.site_file import listing_text
from feedmaker.model import ListingRules
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import html_of, select_nodes

ADVERT = "<{tag} class=advert><a href=https://ads.example/buy-the-new-thing>Buy it now</a></{tag}>"


@pytest.mark.parametrize("name", NAMES)
def test_links_titles_and_dates_are_found(name: str) -> None:
    made = read_made(name)
    found = run(made.html, made.url, rules_of(made.html, made.url))
    assert made.score(found) >= 0.95, sorted(found.keys() ^ made.items.keys())
    hits = found.keys() & made.items.keys()
    assert {u: found[u][0] for u in hits} == {u: made.items[u][0] for u in hits}
    dated = {url for url in hits if made.items[url][1]}
    assert {u: found[u][1] for u in dated} == {u: made.items[u][1] for u in dated}


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_of_a_written_site_file_give_the_same(name: str) -> None:
    made = read_made(name)
    rules = rules_of(made.html, made.url)
    again = written(made.url, rules)
    assert run(made.html, made.url, again) == run(made.html, made.url, rules)
    assert len(rules.item[0].text) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_give_just_the_links_that_they_were_made_for(name: str) -> None:
    made = read_made(name)
    chosen = choose(Document(made.html, made.url))
    assert chosen is not None
    found = run(made.html, made.url, rules_of(made.html, made.url))
    assert found.keys() == {key(link.url) for link in chosen.links}


@pytest.mark.parametrize("name", NAMES)
def test_they_give_the_same_where_no_element_has_a_name(name: str) -> None:
    made = read_made(name)
    html = re.sub(r' (?:class|id)="[^"]*"', "", made.html)
    rules = rules_of(html, made.url)
    assert run(html, made.url, written(made.url, rules)) == run(html, made.url, rules)


def written(url: str, rules: ListingRules) -> ListingRules:
    """Return the rules as they are read from a site file with them."""
    return read_site("made", listing_text(url, rules).encode(), file="made.yaml").listing


def shuffled(items: list[str]) -> tuple[list[str], list[int]]:
    """All items in another order."""
    mixed = list(items)
    random.Random(7).shuffle(mixed)
    return mixed, []


def some_gone(items: list[str]) -> tuple[list[str], list[int]]:
    """Every fourth item is gone."""
    gone = list(range(1, len(items), 4))
    return ["" if n in gone else html for n, html in enumerate(items)], gone


def repeated(items: list[str]) -> tuple[list[str], list[int]]:
    """Three items of the page stand there twice."""
    return [*items[:-1], items[-1] + "".join(items[:3])], []


def with_adverts(items: list[str]) -> tuple[list[str], list[int]]:
    """An advert stands after the second item."""
    tag = items[1][1:].split(">", 1)[0].split()[0]
    return [items[0], items[1] + ADVERT.format(tag=tag), *items[2:]], []


def renamed(items: list[str]) -> tuple[list[str], list[int]]:
    """The class that most elements have in the items has another name."""
    names = Counter(
        n for html in items for c in re.findall(r'class="([^"]*)"', html) for n in c.split()
    )
    if not names:
        return items, []
    name = re.escape(names.most_common(1)[0][0])
    return [re.sub(rf'(?<=[" ]){name}(?=[" ])', "thing", html) for html in items], []


CHANGES = (shuffled, some_gone, repeated, with_adverts, renamed)


@pytest.mark.parametrize("turn", range(len(CHANGES)))
def test_a_changed_page_gives_its_stories_still(turn: int) -> None:
    scores = {}
    for at, name in enumerate(NAMES):
        if (turn - at) % len(CHANGES) not in (0, 2):
            continue  # two changes of five for each page: all of them are the bench's business
        change = CHANGES[turn]
        made = read_made(name)
        html, gone = changed(made, change)
        found = run(html, made.url, rules_of(html, made.url))
        scores[name] = made.score(found, gone)
    assert sum(scores.values()) / len(scores) >= 0.95, scores
    assert min(scores.values()) >= 0.85, scores


def changed(
    made: Made, change: Callable[[list[str]], tuple[list[str], list[int]]]
) -> tuple[str, frozenset[str]]:
    """Return the page with its items changed, and the addresses that are gone with some."""
    document = Document(made.html, made.url)
    rules = rules_of(made.html, made.url)
    inside: list[LexborNode | None] = [*select_nodes(document, rules.within)] or [None]
    items = [html_of(node) for at in inside for node in select_nodes(document, rules.item, at)]
    html = html_of(document.root)
    for n, item in enumerate(items):
        assert html.count(item) == 1
        html = html.replace(item, f"<!--item {n}-->")
    mixed, gone = change(items)
    for n, item in enumerate(mixed):
        html = html.replace(f"<!--item {n}-->", item)
    if not gone:
        return html, frozenset()
    return html, frozenset(made.items.keys() - run(html, made.url, rules).keys())
