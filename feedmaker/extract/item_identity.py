"""What the items of one listing page are known by, and which of them fall together.

An item's own id is what its `id` rule gives, else its normalised link. Whether two
links mean one story can only be told from all items of a page: a parameter with a
session's name counts where different titles differ in it. What is known of earlier
runs is not looked at here (`entries.identity`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from feedmaker.model import Fields, Teaser
from feedmaker.text import folded
from feedmaker.urls import Counting, canonical, host, session_values


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was read."""

    teaser: Teaser  # its id is what the rule gave; "": that is its link
    words: str  # of its title; "": it has only a picture's


@dataclass(frozen=True, slots=True)
class Told:
    """The items of a page, told apart."""

    teasers: tuple[Teaser, ...]  # page order, each id once
    counting: frozenset[tuple[str, str]]
    fell_together: int  # items that were taken for another one, though their titles differ


def tell_apart(items: Sequence[Item], counting: Counting) -> Told:
    """Return the items, each id once, with what more is now known to count."""
    told = {item.teaser.id or canonical(item.teaser.url, counting): item.teaser for item in items}
    if len(told) == len(items):  # as on most pages
        teasers = (replace(one, id=own) if one.id != own else one for own, one in told.items())
        return Told(tuple(teasers), frozenset(counting), 0)
    return _tell_doubles_apart(items, frozenset(counting))


def _tell_doubles_apart(items: Sequence[Item], counting: frozenset[tuple[str, str]]) -> Told:
    labels = _labels(items)
    counts = _learn(items, counting, labels)
    teasers: dict[str, Teaser] = {}
    titles: dict[str, list[str]] = defaultdict(list)
    for item in items:
        teaser = replace(item.teaser, id=item.teaser.id or canonical(item.teaser.url, counts))
        if first := teasers.get(teaser.id):
            teaser = _completed(first, teaser, named=any(titles[teaser.id]))
        teasers[teaser.id] = teaser
        titles[teaser.id].append(folded(item.words))
    stories = [len(_stories(words, labels)) for words in titles.values()]
    return Told(tuple(teasers.values()), counts, _fallen(stories))


def _learn(
    items: Iterable[Item], counting: frozenset[tuple[str, str]], labels: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Return the parameters that count: without them, different titles would be one story."""
    alike: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if not item.teaser.id:
            alike[canonical(item.teaser.url, counting)].append(item)
    more = set(counting)
    for group in alike.values():
        if len(group) < 2 or len(_stories([folded(item.words) for item in group], labels)) < 2:
            continue
        values: dict[str, set[str]] = defaultdict(set)
        for item in group:
            for name, value in session_values(item.teaser.url).items():
                values[name].add(value)
        more |= {
            (host(group[0].teaser.url), name) for name, found in values.items() if len(found) > 1
        }
    return frozenset(more)


def _labels(items: Iterable[Item]) -> frozenset[str]:
    """Return the titles that stand on several links: "Read more" names no story."""
    links: dict[str, set[str]] = defaultdict(set)
    for item in items:
        links[folded(item.words)].add(item.teaser.id or canonical(item.teaser.url))
    return frozenset(words for words, found in links.items() if len(found) > 1)


def _stories(titles: Iterable[str], labels: Collection[str]) -> list[str]:
    """Return the folded titles that are not part of another one: one story may be named twice."""
    told: list[str] = []
    for title in sorted({t for t in titles if t and t not in labels}, key=len, reverse=True):
        if not any(title in longer for longer in told):
            told.append(title)
    return told


def _fallen(stories: Sequence[int]) -> int:
    """Return how many stories were taken for another one; `stories` counts those of each id.

    Where half of a page's links and more have two boxes with words, those are the
    page's way to show one story: its headline and its first sentence.
    """
    counted = Counter(stories)
    if counted[2] > 1 and counted[2] * 2 >= len(stories):
        counted[2] = 0
    return sum((count - 1) * ids for count, ids in counted.items() if count > 1)


def _completed(first: Teaser, again: Teaser, *, named: bool) -> Teaser:
    """Return an item that stands twice on the page: the first one's words, then the second's.

    A picture and a headline often link to one story, each in a box of its own.
    `named`: the first has a title in words, not only a picture's.
    """
    own = first.by_itself if named else replace(first.by_itself, title="")
    return replace(
        first,
        by_rule=_filled(first.by_rule, again.by_rule),
        by_itself=_filled(_filled(own, again.by_itself), first.by_itself),
        content=first.content or again.content,
        text_fingerprint=first.text_fingerprint or again.text_fingerprint,
    )


def _filled(first: Fields, again: Fields) -> Fields:
    missing = {
        name: getattr(again, name)
        for name in Fields.__dataclass_fields__
        if not getattr(first, name)
    }
    return replace(first, **missing) if missing else first
