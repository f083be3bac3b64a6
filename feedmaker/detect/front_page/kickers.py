"""A topic's link in front of a story's, in the same heading or line: a label, and no story.

So blogs of several topics say above each title where it belongs. Labels that stand elsewhere are
told apart by how they stand (`detect.groups`).
"""

from __future__ import annotations

import re

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.front_page.addresses import PHRASE, is_of_others
from feedmaker.detect.links import Link
from feedmaker.page.rule_engine import text_of

_MOST_BEFORE = 8  # nodes of a line before a topic
_TOPIC = re.compile(  # a topic's own page: what is below it may be a story
    r"(?i)/(?:tags?|topics?|categor(?:y|ies|ias?|ie)|rubri(?:que|k|c)s?|labels?)/[^/]+/?"
    r"(?:index\.\w{2,5})?$"
)


def without_kickers(links: list[Link]) -> list[Link]:
    """Return the links that are no topic's name before a longer title in one heading or line."""
    last: dict[int, Link] = {}
    for link in links:
        if link.words >= PHRASE and (line := _line(link.place)) is not None:
            last[line.at] = link
    return [link for link in links if not _is_kicker(link, last)]


def _is_kicker(link: Link, last: dict[int, Link]) -> bool:
    if link.words >= PHRASE or not is_of_others(link.url):
        return False
    line = _line(link.place)
    title = last.get(line.at) if line is not None else None
    if title is None or link.place.at > title.place.at:
        return False
    if link.place.in_heading:
        return True
    topic = _TOPIC.search(link.url) and not is_of_others(title.url)
    return bool(topic and link.words) and _opens_line(link.place)


def _opens_line(place: ElementInfo) -> bool:
    """Tell whether but other links stand before one in its line: no "Filed under"."""
    beside = place.node.prev
    for _ in range(_MOST_BEFORE):
        if beside is None or beside.tag == "br":
            return True
        if beside.tag != "a" and any(map(str.isalnum, text_of(beside))):
            return False
        beside = beside.prev
    return False


def _line(place: ElementInfo) -> ElementInfo | None:
    """Return the heading that a link stands in, else the element that holds it itself."""
    if not place.in_heading:
        return place.parent
    return next((up for up in place.upwards() if up.tag in HEADINGS), None)
