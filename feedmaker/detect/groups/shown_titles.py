"""The words that an item shows as its title, where its link is but a part of it.

That is its heading, or its first line, if the link only says what a click does; whether it is
that, the group of links tells (`groups`).
"""

from __future__ import annotations

from collections.abc import Iterator

from feedmaker.detect.elements import ElementInfo, is_date_text, names_day, says_only_day
from feedmaker.detect.links import LONGEST, Link, is_number, words_in
from feedmaker.page.rule_engine import text_of

_SIGNS = " -–—:|·"  # between a day and the name of what is of it
_NAME = 3  # words
CALL = 4
"""Words of a link that says what a click does, the same on every item."""


def title_of(link: Link, item: ElementInfo, heading: ElementInfo | None) -> str:
    """Return the words of a link, or its item's heading where the link is not all of it.

    A heading that only says when is not all of its item's name.
    """
    if link.place.in_heading or heading is None or (link.place.headed and item is link.place):
        return link.title
    named = text_of(heading.node)[:LONGEST]
    return f"{named} {link.title}" if link.place.words and says_only_day(named) else named


def called_line(item: ElementInfo, places: list[ElementInfo]) -> str:
    """Return the first line of an item, a short one if it has no phrase: "Read more" follows it."""
    return first_line(item, places) or first_line(item, places, fewest=1)


def first_line(item: ElementInfo, places: list[ElementInfo], fewest: int = CALL) -> str:
    """Return the first phrase of an item that stands by itself, and is no date or count.

    If there is none, a day with a name is one: "April 3, 2026, Regular Meeting". A phrase has
    the `fewest` words or more.
    """
    lines = [*_lines(item, places, fewest)]
    named = (line for line in lines if names_day(line))
    return next((line for line in lines if not is_date_text(line)), next(named, ""))


def _lines(item: ElementInfo, places: list[ElementInfo], fewest: int) -> Iterator[str]:
    """Give the phrases of an item that stand by themselves.

    If a link comes before them, it is what the item says in front of that, if anything: else the
    title is the link, and what follows tells of it.
    """
    at = item.at
    while at < item.end:
        place = places[at]
        if place.tag == "a" and place.words:
            before = text_of(item.node)[:LONGEST].partition(text_of(place.node))[0]
            if words_in(before) >= fewest:
                yield before
            return
        alone = not any(inner.words for inner in places[at + 1 : place.end])
        text = text_of(place.node)[:LONGEST] if alone and place.words else ""
        if words_in(text) >= fewest:
            yield text
        at += 1


def behind_day(link: Link, item: ElementInfo) -> str:
    """Return what a line says behind a link that is a day: "3 May 2026 - The weir is mended".

    Or but a number: "26-311 - Smith v. Weir". "" if it is no such, or says but a word or two.
    """
    if not link.place.words or not (says_only_day(link.title) or is_number(link.title)):
        return ""
    before, _, name = text_of(item.node)[:LONGEST].partition(link.title)
    name = name.strip(_SIGNS)
    return name if not before.strip(_SIGNS) and words_in(name) >= _NAME else ""
