"""A page with one story or two -> their links, where the page says beyond doubt that they are its.

A new blog, a topic's page with its first post. Links that stand alike tell nothing where there
are so few: each must have an element of its own that is named as a story, a day, and a title.
Longer lists are the matter of `groups`; what is unsure is left, as no answer is better than a menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from feedmaker.detect.elements import ElementInfo, heading_of
from feedmaker.detect.groups.groups import FEWEST
from feedmaker.detect.links import Link
from feedmaker.detect.titles import is_title_name
from feedmaker.page.document import Document
from feedmaker.page.invitations import invites
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_TEXT = 60  # words in paragraphs that no list has outside of its stories
_TOPIC = 2  # words of a topic, a category, an entry of a menu
_ARTICLE = 'meta[property="og:type"][content="article"]'


def may_be_beside(links: Sequence[Link], items: Sequence[ElementInfo]) -> bool:
    """Tell whether what looks most like a list may be what stands beside one or two stories.

    That is what stands in the page's chrome, and topics: a word or two, of no heading. "Read more"
    is none, below a heading in each item.
    """
    called = zip(links, items, strict=True)
    if all(invites(link.title) and item.headed for link, item in called):
        return False
    if all(link.place.chrome for link in links):
        return True
    named = any(link.place.headed or link.place.in_heading or link.stated for link in links)
    return not named and median(link.words for link in links) <= _TOPIC


def few_stories(
    document: Document,
    links: Sequence[Link],
    places: list[ElementInfo],
    other: tuple[Sequence[Link], Sequence[ElementInfo]] | None,
) -> tuple[list[Link], list[ElementInfo]] | None:
    """Return the links of a page's one or two stories, each with its item; None if unsure.

    `other` is what looks most like a list, if anything does. A page with a text beside the stories
    is an article's own, and they are others that it leads to.
    """
    if document.tree.css_first(_ARTICLE) is not None:
        return None
    found: dict[str, tuple[Link, ElementInfo]] = {}
    for link in links:
        item = None if link.place.chrome or link.place.carousel or link.away else _item(link)
        if item is not None and _names(link, item, places):
            found.setdefault(link.alias, (link, item))
    pairs = [*found.values()]
    items = [item for _, item in pairs]
    if not pairs or len(pairs) >= FEWEST or len({one.at for one in items}) < len(items):
        return None
    if len({(one.tag, one.classes, one.depth) for one in items}) > 1 or _has_text(places, items):
        return None
    if other is not None and not _is_less(other, items):
        return None
    return [link for link, _ in pairs], items


def _is_less(
    other: tuple[Sequence[Link], Sequence[ElementInfo]], items: Sequence[ElementInfo]
) -> bool:
    """Tell whether other links are chrome, or words in the stories or without a day or picture."""
    links, theirs = other
    if all(link.place.chrome for link in links):
        return True
    if not any(item.dated or item.priced or item.pictured for item in theirs):
        return True
    return all(
        link.place.chrome or any(item.at <= link.place.at < item.end for item in items)
        for link in links
    )


def _item(link: Link) -> ElementInfo | None:
    """Return the element of a link's story: what says so by its tag, else what is named so."""
    around = [up for up in link.place.upwards() if up is not link.place and up.story and up.dated]
    plain = (up for up in around if up.entry or up.tag == "article")
    return next(plain, next(iter(around), None))


def _names(link: Link, item: ElementInfo, places: list[ElementInfo]) -> bool:
    """Tell whether a link is the title of its item: in its heading, called so, or of its words."""
    if not link.title:
        return False
    if any(map(is_title_name, link.place.classes)):
        return True
    heading = heading_of(item, places)
    if heading is None:
        return False
    inside = heading.at < link.place.at < heading.end or link.place.at < heading.at < link.place.end
    return inside or folded(text_of(heading.node)) == folded(link.title)


def _has_text(places: list[ElementInfo], items: Sequence[ElementInfo]) -> bool:
    """Tell whether paragraphs of an article stand outside of the items."""
    outside = (
        place.words
        for place in places
        if place.tag == "p"
        and not place.chrome
        and not any(item.at <= place.at < item.end for item in items)
    )
    return sum(outside) >= _TEXT
