"""The JSON-LD of a page -> its things, and the ones that speak of the page itself.

A small reader of what publishing systems really write (schema.org in JSON-LD
1.1 §6.1), not of the whole standard: no contexts, no expansion. Blocks that are
broken are mended where that is harmless, else passed over. What a thing's
values mean for an entry is told in `metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Thing: TypeAlias = dict[str, Json]

NAMES = ("name", "@value")
"""Keys under which an object holds its text, best first."""
ADDRESSES = ("url", "contentUrl", "@id")
"""Keys under which an object holds its address, best first."""

_LONGEST_BLOCK = 1_000_000  # characters
_MOST_THINGS = 300  # of one page
_MOST_STEPS = 300  # for one key of one thing: objects may refer to one another in circles
_DEEPEST = 6  # lists and objects around a thing

_DEEPEST_LISTED = 10  # lists and objects around a story that a list names
_DAYS = ("datePublished", "datePosted", "uploadDate")

_WRAPPING = re.compile(r"(?:\s|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>|;)*")
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_DECODER = json.JSONDecoder(strict=False)  # line breaks within texts are common, and harmless
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage")  # keys under which the article may stand

_POSTS = frozenset({"report", "blogposting", "liveblogposting", "socialmediaposting"})
_WORKS = frozenset({"discussionforumposting", "recipe", "review", "videoobject", "podcastepisode"})
_PAGES = frozenset({"itempage", "creativework"})


class Graph:
    """All things of one page, in page order; a reference by `@id` is followed to its thing."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._things: list[Thing] = []
        for block in blocks:
            self._things.extend(_things(_parse(block), 0))
        del self._things[_MOST_THINGS:]
        self._named: dict[str, Thing] = {}
        for thing in self._things:
            if isinstance(name := thing.get("@id"), str):
                self._named.setdefault(name, thing)

    def about(self, is_this_page: Callable[[str], bool]) -> list[Thing]:
        """Return the things that speak of this page, best first.

        At most one story, then the pages that may complete it. `is_this_page`
        tells whether an address, as a thing writes it, is the page's own.
        """
        ranked = [(_rank(thing), thing) for thing in self._things]

        def own(ranked_thing: tuple[int, Thing]) -> tuple[bool, int]:
            rank, thing = ranked_thing
            addresses = (
                address
                for key in ("mainEntityOfPage", "url", "@id")
                for address in self.texts(thing, key, ADDRESSES)
            )
            return any(map(is_this_page, addresses)), rank

        # Both are stable: of equals, the first on the page
        stories = sorted((r for r in ranked if r[0] > 1), key=own, reverse=True)
        pages = sorted((r for r in ranked if r[0] == 1), key=own, reverse=True)
        return [thing for _, thing in stories[:1] + pages]

    def texts(self, thing: Thing, key: str, inner: tuple[str, ...] = NAMES) -> Iterator[str]:
        """Give the texts under a thing's key: one, a list's, or of an object what `inner` names."""
        waiting = [thing.get(key)]
        for _ in range(_MOST_STEPS):
            if not waiting:
                return
            value = waiting.pop()
            if isinstance(value, str):
                yield value
            elif isinstance(value, int | float) and not isinstance(value, bool):
                yield str(value)
            elif isinstance(value, list):
                waiting.extend(reversed(value[:_MOST_STEPS]))
            elif isinstance(value, dict):
                name = value.get("@id")
                if isinstance(name, str) and not any(map(value.get, inner[:1])):
                    value = self._named.get(name, value)
                waiting.append(next((value[key] for key in inner if value.get(key)), None))


def _rank(thing: Thing) -> int:
    """Return how likely a thing of its type is what the page is about; 0: it can't be."""
    named = thing.get("@type")
    best = 0
    for kind in named if isinstance(named, list) else [named]:
        if isinstance(kind, str):
            bare = kind.rpartition("/")[2].rpartition(":")[2].lower()
            if bare.endswith("article") or bare in _POSTS:
                best = 3
            elif bare in _WORKS:
                best = max(best, 2)
            elif bare.endswith("webpage") or bare in _PAGES:
                best = max(best, 1)
    return best


def _parse(block: str) -> Json:
    """Return the block's value; None if it can't be read."""
    if len(block) > _LONGEST_BLOCK:
        return None
    wrapping = _WRAPPING.match(block)
    text = block[wrapping.end() :] if wrapping else block
    value: Json
    try:
        # What stands after the value ("-->", "//]]>", ";") is not looked at
        value, _ = _DECODER.raw_decode(text)
    except ValueError:
        try:
            value, _ = _DECODER.raw_decode(_TRAILING_COMMA.sub("", text))
        except (ValueError, RecursionError):
            return None
    except RecursionError:
        return None
    return value


def _things(value: Json, depth: int) -> Iterator[Thing]:
    if isinstance(value, list) and depth < _DEEPEST:
        for each in value[:_MOST_THINGS]:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        if "@type" in value:
            yield value
        for key in _HOLDERS:
            yield from _things(value.get(key), depth + 1)


def stated_days(blocks: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the addresses of all things of a page that state when they were published, and when."""
    for block in blocks:
        left = [(_parse(block), 0)]
        for _ in range(_MOST_THINGS * _DEEPEST_LISTED):
            if not left:
                break
            value, depth = left.pop()
            if isinstance(value, list):
                inside: list[Json] = value[:_MOST_THINGS]
            elif isinstance(value, dict):
                inside = [one for one in value.values() if isinstance(one, list | dict)]
                day = next((day for key in _DAYS if isinstance(day := value.get(key), str)), "")
                named = (value.get(key) for key in ("url", "mainEntityOfPage", "@id"))
                yield from ((one, day) for one in named if day and isinstance(one, str))
            else:
                continue
            if depth < _DEEPEST_LISTED:
                left.extend((one, depth + 1) for one in inside)
