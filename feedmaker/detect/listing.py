"""A listing page -> rules that read it, where the site file has none.

A first plain version. Links that stand alike (same tags and classes all the way
up) make a group; the group that looks most like a list of stories wins; its
items are the largest elements that hold only one of its links. The answer is
made of plain CSS rules (`selectors`), so that it is stored, shown and run like
those of a site file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from feedmaker.detect.elements import ElementInfo, read_places
from feedmaker.detect.selectors import write_rules
from feedmaker.media_types import media_type
from feedmaker.model import ListingRules
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded
from feedmaker.urls import absolute, document_alias, same_site

_MOST_LINKS = 3_000
_FEWEST = 3  # items that make a list
_LONGEST = 400  # characters of a link's text that are looked at
_LOWEST = 0.5  # score of a list; of 9.7
_ALIKE = 0.5  # of the best score: what a variant of the list must have

_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2}|\w+")
_SLUG = re.compile(r"[^/?]*(?:[-_][^/?_-]+[-_]|\d{3,})[^/?]*/?(?:$|\?)|[?&]\w+=\d{2,}")
_STORY = re.compile(r"(?i)(?:^|-)(?:article|hentry|post|story|news|entry|item|card|teaser)(?:$|-)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page that may lead to a story."""

    place: ElementInfo
    url: str  # absolute
    title: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Links that stand alike, each with the element that is its item."""

    links: list[Link]
    items: list[ElementInfo]
    page: ElementInfo
    url: str

    def share(self, is_so: Callable[[Link, ElementInfo], bool]) -> float:
        pairs = zip(self.links, self.items, strict=True)
        return sum(is_so(link, item) for link, item in pairs) / len(self.links)


_Signal = Callable[[_Group], float]


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _words_within(group: _Group) -> int:
    return sum(item.words for item in group.items)


def _is_story(link: Link, item: ElementInfo) -> bool:
    for place in link.place.upwards():
        if place.tag == "article" or any(map(_STORY.search, place.classes)):
            return True
        if place is item:
            break
    return False


# What speaks for a group: name, weight, a number from 0 to 1.
_FOR: tuple[tuple[str, float, _Signal], ...] = (
    # Titles are phrases; menus and tags are a word or two
    ("long titles", 3.0, lambda g: min(1.0, median(_words(k.title) for k in g.links) / 8)),
    (
        "headings",
        1.5,
        lambda g: g.share(lambda link, _: link.place.headed or link.place.in_heading),
    ),
    ("dates near", 1.5, lambda g: g.share(lambda _, item: item.dated)),
    ("addresses of stories", 1.0, lambda g: g.share(lambda link, _: bool(_SLUG.search(link.url)))),
    # The main list is what the page is for
    ("share of the page", 2.0, lambda g: min(1.0, _words_within(g) / (g.page.words + 1))),
    ("named as stories", 0.7, lambda g: g.share(_is_story)),
)
# What speaks against it: name, a factor from 0 to 1.
_AGAINST: tuple[tuple[str, _Signal], ...] = (
    ("in the page's chrome", lambda g: 1 - 0.75 * g.share(lambda link, _: link.place.chrome)),
    ("repeated titles", lambda g: len({folded(k.title) for k in g.links}) / len(g.links)),
    ("links away", lambda g: 1 - 0.3 * g.share(lambda link, _: not same_site(link.url, g.url))),
    # A story's own page before the file that goes with it
    ("files", lambda g: 1 - 0.3 * g.share(lambda link, _: bool(media_type(link.url)))),
    # A slider of the best five must not beat the river
    ("few", lambda g: min(1.0, 0.4 + len(g.links) / 16)),
)


def find_listing(document: Document) -> ListingRules | None:
    """Return rules for the page's main list of stories; None if there seems to be none."""
    places = read_places(document)
    if not places:
        return None
    groups = _groups(_links(document, places), places[0], document.url)
    scored = sorted(((_score(group), group) for group in groups), key=lambda s: -s[0])
    if not scored or scored[0][0] < _LOWEST:
        return None
    best, chosen = scored[0]
    variants = [g for score, g in scored[1:] if score >= _ALIKE * best and _same_kind(chosen, g)]
    links = [link for group in (chosen, *variants) for link in group.links]
    return write_rules(places, [link.place for link in links], _items(links))


def _links(document: Document, places: list[ElementInfo]) -> list[Link]:
    own = document_alias(document.url)
    found = []
    for place in places:
        href = place.node.attributes.get("href") if place.tag == "a" else None
        url = absolute(href, document.base) if href and not href.startswith("#") else ""
        if url and document_alias(url) != own:
            found.append(Link(place, url, text_of(place.node)[:_LONGEST]))
            if len(found) == _MOST_LINKS:
                break
    return found


def _groups(links: Iterable[Link], page: ElementInfo, url: str) -> list[_Group]:
    alike: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        alike[link.place.path].append(link)
    groups = []
    for members in alike.values():
        once = list({document_alias(link.url): link for link in reversed(members)}.values())[::-1]
        if len(once) >= _FEWEST and any(link.title for link in once):
            groups.append(_Group(once, _items(once), page, url))
    return groups


def _items(links: list[Link]) -> list[ElementInfo]:
    """Return for each link the largest element that holds no other link of these."""
    held: dict[int, set[str]] = defaultdict(set)
    for link in links:
        for place in link.place.upwards():
            held[place.at].add(link.url)
    items = []
    for link in links:
        item = link.place
        while item.parent is not None and len(held[item.parent.at]) == 1:
            item = item.parent
        items.append(item)
    return items


def _score(group: _Group) -> float:
    score = sum(weight * signal(group) for _, weight, signal in _FOR)
    for _, factor in _AGAINST:
        score *= factor(group)
    return score


def _same_kind(one: _Group, other: _Group) -> bool:
    """Tell whether a group is a variant of another: the same list, its rows styled in turns."""
    a, b = one.links[0].place, other.links[0].place
    if (a.tag, a.classes, a.in_heading) != (b.tag, b.classes, b.in_heading):
        return False
    if one.share(lambda _, item: item.dated) > 0.5 > other.share(lambda _, item: item.dated):
        return False
    if {item.at for item in one.items} & {item.at for item in other.items}:
        return False  # two links of the same items
    x, y = one.items[0], other.items[0]
    alike = x.classes == y.classes or bool(a.classes and {*x.classes} & {*y.classes})
    return x.tag == y.tag and alike
