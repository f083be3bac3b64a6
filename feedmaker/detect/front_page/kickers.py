"""A topic's link in front of a story's, in the same heading: a label, and no story.

So blogs of several topics say above each title where it belongs. Labels that stand outside the
heading are told apart by how they stand (`detect.groups`).
"""

from __future__ import annotations

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.front_page.addresses import PHRASE, is_of_others
from feedmaker.detect.links import Link


def without_kickers(links: list[Link]) -> list[Link]:
    """Return the links that are no topic's name before a longer title in one heading."""
    last: dict[int, Link] = {}
    for link in links:
        if link.words >= PHRASE and (heading := _heading(link.place)) is not None:
            last[heading.at] = link
    return [link for link in links if not _is_kicker(link, last)]


def _is_kicker(link: Link, last: dict[int, Link]) -> bool:
    if link.words >= PHRASE or not is_of_others(link.url):
        return False
    heading = _heading(link.place)
    title = last.get(heading.at) if heading is not None else None
    return title is not None and link.place.at < title.place.at


def _heading(place: ElementInfo) -> ElementInfo | None:
    if not place.in_heading:
        return None
    return next((up for up in place.upwards() if up.tag in HEADINGS), None)
