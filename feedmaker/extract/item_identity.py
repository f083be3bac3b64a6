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

_CLEARLY = 1.5
"""So many times as long as a headline is its story's first sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was read."""

    teaser: Teaser  # its id is what the rule gave; "": that is an address
    words: str  # of its title; "": it has only a picture's
    address: str  # its link, or the one that its `id` rule gave


@dataclass(frozen=True, slots=True)
class Told:
    """The items of a page, told apart."""

    teasers: tuple[Teaser, ...]  # page order, each id once
    counting: frozenset[tuple[str, str]]
    fell_together: int  # items that were taken for another one, though their titles differ


def tell_apart(items: Sequence[Item], counting: Counting) -> Told:
    """Return the items, each id once, with what more is now known to count."""
    told = {item.teaser.id or canonical(item.address, counting): item.teaser for item in items}
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
        teaser = replace(item.teaser, id=item.teaser.id or canonical(item.address, counts))
        if first := teasers.get(teaser.id):
            teaser = _completed(first, teaser, named=any(titles[teaser.id]))
        teasers[teaser.id] = teaser
        titles[teaser.id].append(folded(item.words))
    stories = [_stories(words, labels) for words in titles.values()]
    return Told(tuple(teasers.values()), counts, _fallen(stories))


def _learn(
    items: Iterable[Item], counting: frozenset[tuple[str, str]], labels: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Return the parameters that count: without them, different titles would be one story.

    A session is the same one all over a page, so one title may be a part of the other.
    """
    alike: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if not item.teaser.id:
            alike[canonical(item.address, counting)].append(item)
    more = set(counting)
    for group in alike.values():
        if len({folded(item.words) for item in group} - labels - {""}) < 2:
            continue
        values: dict[str, set[str]] = defaultdict(set)
        for item in group:
            for name, value in session_values(item.address).items():
                values[name].add(value)
        more |= {(host(group[0].address), name) for name, found in values.items() if len(found) > 1}
    return frozenset(more)


def _labels(items: Iterable[Item]) -> frozenset[str]:
    """Return the titles that stand on several links: "Read more" names no story."""
    links: dict[str, set[str]] = defaultdict(set)
    for item in items:
        links[folded(item.words)].add(item.teaser.id or canonical(item.address))
    return frozenset(words for words, found in links.items() if len(found) > 1)


def _stories(titles: Iterable[str], labels: Collection[str]) -> list[str]:
    """Return the folded titles that are not part of another one: one story may be named twice.

    "Session 1" is no part of "Session 10". In page order.
    """
    named = [title for title in dict.fromkeys(titles) if title and title not in labels]
    return [one for one in named if not any(_is_part(one, other) for other in named)]


def _is_part(title: str, other: str) -> bool:
    at = other.find(title) if len(title) < len(other) else -1
    if at < 0:
        return False
    around = other[at - 1 : at], other[at + len(title) :][:1]
    return not any(one.isdigit() for one in around)


def _fallen(stories: Sequence[Sequence[str]]) -> int:
    """Return how many stories were taken for another one; `stories` are the titles of each id.

    Where half of a page's links and more have two boxes with words, a short and a long one in
    the same order, those are the page's way to show one story: headline and first sentence.
    """
    pairs = Counter(_longer(*told) for told in stories if len(told) == 2)
    longer, count = next(iter(pairs.most_common(1)), (0, 0))
    boxes = count if longer and count > 1 and count * 2 >= len(stories) else 0
    return sum(len(told) - 1 for told in stories if len(told) > 1) - boxes


def _longer(first: str, second: str) -> int:
    """Return which of two lines is clearly the longer one, 1 or 2; 0: none."""
    if len(second) >= len(first) * _CLEARLY:
        return 2
    return int(len(first) >= len(second) * _CLEARLY)


def _completed(first: Teaser, again: Teaser, *, named: bool) -> Teaser:
    """Return an item that stands twice on the page: the first one's words, then the second's.

    A picture and a headline often link to one story, each in a box of its own.
    `named`: the first has a title in words, not only a picture's.
    """
    glued = _is_glued(first.by_itself.title, again.by_itself.title)
    own = first.by_itself if named and not glued else replace(first.by_itself, title="")
    return replace(
        first,
        by_rule=_filled(first.by_rule, again.by_rule),
        by_itself=_filled(_filled(own, again.by_itself), first.by_itself),
        content=first.content or again.content,
        text_fingerprint=first.text_fingerprint or again.text_fingerprint,
    )


def _is_glued(whole: str, title: str) -> bool:
    """Tell whether a label and a title are one line without a space: "sportThe ferry sails"."""
    before = whole.removesuffix(title)
    return before != whole and before[-1:].isalpha() and " " in title


def _filled(first: Fields, again: Fields) -> Fields:
    missing = {
        name: getattr(again, name)
        for name in Fields.__dataclass_fields__
        if not getattr(first, name)
    }
    return replace(first, **missing) if missing else first
