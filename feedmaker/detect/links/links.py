"""A page's links, with what is known of each by itself: where it leads, what it says.

Those that stand alike are put together in `detect.groups`; which of them are stories, is said
there and in `detect.listing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.links.stated_items import stated_items
from feedmaker.media_types import media_type
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of
from feedmaker.urls import absolute, document_alias, same_site

LONGEST = 400
"""Characters of a link's text that are looked at."""

_MOST_LINKS = 3_000
_CAPTION = 30  # words beside a picture that name what it leads to
_SIGNS = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"  # written without spaces
_WORD = re.compile(rf"[{_SIGNS}]{{1,2}}|[^\W{_SIGNS}]+")  # "2026年" is two
_SLUG = re.compile(r"[^/?]*(?:[-_][^/?_-]+[-_]|\d{3,})[^/?]*/?(?:$|\?)|[?&]\w+=\d{2,}")
_PLAIN_PATH = re.compile(r"(?:/[^/.]+)+/?")  # no start page, no script


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A link of the page that may lead to a story."""

    place: ElementInfo
    url: str  # absolute
    alias: str  # equal where two addresses lead to one document
    title: str
    words: int  # of the title
    slug: bool  # the address ends as those of stories do
    file: bool  # leads to a file that is no page
    away: bool  # leads to another site
    stated: bool  # the page's own data lists it among its items
    permalink: bool  # says that it is the address of the entry that it stands in
    sorts: bool  # leads to the page itself with other filters, another order


def read_links(document: Document, places: list[ElementInfo]) -> list[Link]:
    """Return the links that lead away from the page, in page order."""
    own = document_alias(document.url)
    stated = stated_items(document)
    found = []
    for place in places:
        href = place.node.attributes.get("href") if place.tag == "a" else None
        url = absolute(href, document.base) if href and not href.startswith("#") else ""
        alias = document_alias(url) if url else own
        if alias != own:
            found.append(_read_link(place, url, alias, document.url, stated))
            if len(found) == _MOST_LINKS:
                break
    said = {link.alias for link in found if link.words}
    over = Counter(card.at for link in found if (card := _card(link)) is not None)
    return [
        _named_around(link)
        or (link.alias in said and link)
        or _named_unseen(link)
        or _named_beside(link)
        or _named_below(link, over)
        for link in found
    ]


def is_home(link: Link, page: str) -> bool:
    """Tell whether a link leads to the front page of a page's site: "powered by", a logo."""
    there, here = urlsplit(link.url), urlsplit(page)
    bare = not (there.path.strip("/") or there.query or there.fragment)
    return bare and document_alias(f"http://{there.netloc}") == document_alias(
        f"http://{here.netloc}"
    )


def leads_to(node: LexborNode, links: list[Link]) -> set[str]:
    """Return where an element leads: by the links in it, or the one around it.

    What a `dd` tells of may have its link in the `dt` before it; and a permanent link to what has
    a name on the page (`notes/#ferry`) may stand anywhere.
    """
    inner = list(node.traverse())
    inside = {one.mem_id for one in inner}
    around = set[int]()
    above: LexborNode | None = node
    while above is not None:
        around.add(above.mem_id)
        row = above.prev if above.tag == "dd" else None
        while row is not None and not row.is_element_node:
            row = row.prev
        if row is not None and row.tag == "dt":
            inside |= {one.mem_id for one in row.traverse()}
        above = above.parent
    found = {link.alias for link in links if link.place.node.mem_id in inside}
    if not found:
        named = {one.attributes.get(key) for one in inner for key in ("id", "name")} - {None, ""}
        found = {link.alias for link in links if urlsplit(link.url).fragment in named}
    return found or {link.alias for link in links if link.place.node.mem_id in around}


def bare(links: Sequence[Link], items: Sequence[ElementInfo], every: Sequence[Link]) -> list[Link]:
    """Return links that lead to their stories' heads: the item's own where one leads further down.

    A topic's last answer has an address of its own, and so do a story's comments; the next answer
    has another, and the story would be a new one by it.
    """
    whole = {link.alias: link for link in reversed(every) if "#" not in link.url and link.title}
    found = []
    for link, item in zip(links, items, strict=True):
        other = whole.get(link.alias) if "#" in link.url else None
        inside = other is not None and item.at <= other.place.at < item.end
        found.append(other if other is not None and inside else link)
    return found


def _named_around(link: Link) -> Link | None:
    """Return a link that is but a mark in a heading by the words of that: "Ferry sails again #".

    None if it is none, or if the heading's words are those of another link.
    """
    if link.words or not link.place.in_heading:
        return None
    heading = next(one for one in link.place.upwards() if one.tag in HEADINGS)
    if any(words_in(text_of(other)) for other in heading.node.css("a[href]")):
        return None
    mark = text_of(link.place.node)
    title = text_of(heading.node)[:LONGEST].removesuffix(mark).removeprefix(mark).strip()
    return replace(link, title=title, words=words_in(title)) if words_in(title) else None


def _named_unseen(link: Link) -> Link | None:
    """Return a link of a picture, or laid over a card, by what is told to those who can't see it.

    It has no words, and neither has another link that leads there. None if nothing is told.
    """
    node = link.place.node
    picture = node.css_first("img[alt]")
    said = [node.attributes.get(name) for name in ("title", "aria-label")]
    if picture is not None:
        said.append(picture.attributes.get("alt"))
    title = next((" ".join(text.split()) for text in said if text and text.strip()), "")[:LONGEST]
    return replace(link, title=title, words=words_in(title)) if title else None


def _named_beside(link: Link) -> Link | None:
    """Return the link of a picture by the few words that stand beside it, if it is alone there."""
    if link.place.node.first_child is None:
        return None
    card = next((place for place in link.place.upwards() if place.words), link.place)
    alone = len(card.node.css("a[href]")) == 1 and card.words <= _CAPTION
    title = text_of(card.node)[:LONGEST] if alone else ""
    return replace(link, title=title, words=words_in(title)) if title else None


def _named_below(link: Link, over: Mapping[int, int]) -> Link:
    """Return an empty link by the picture in the card that it is laid over, if it is alone there.

    `over` has how many empty links stand in each element.
    """
    card = _card(link)
    picture = card.node.css_first("img[alt]") if card and over[card.at] == 1 else None
    said = picture.attributes.get("alt") if picture is not None else None
    title = " ".join((said or "").split())[:LONGEST]
    return replace(link, title=title, words=words_in(title))


def _card(link: Link) -> ElementInfo | None:
    """Return the element that an empty link is laid over; None if the link has something in it."""
    return None if link.words or link.place.node.first_child is not None else link.place.parent


def _read_link(place: ElementInfo, url: str, alias: str, page: str, stated: frozenset[str]) -> Link:
    title = text_of(place.node)[:LONGEST]
    return Link(
        place,
        url,
        alias,
        title,
        words=words_in(title),
        slug=bool(_SLUG.search(url)),
        file=bool(media_type(url)),
        away=not same_site(url, page),
        stated=alias in stated,
        permalink=_is_permalink(place),
        sorts=_sorts(url, page),
    )


def _is_permalink(place: ElementInfo) -> bool:
    """Tell whether a link is marked as its entry's own: https://microformats.org/wiki/h-entry."""
    said = place.node.attributes
    marked = "u-url" in place.classes or "bookmark" in (said.get("rel") or "").split()
    return marked and any(above.entry for above in place.upwards())


def _sorts(url: str, page: str) -> bool:
    """Tell whether an address is the page's own, asked for in another order or with a filter.

    A script's own address with a query is how old systems address each story.
    """
    there, here = urlsplit(url), urlsplit(page)
    if there.path != here.path or not there.query or not _PLAIN_PATH.fullmatch(here.path):
        return False
    return there.netloc == here.netloc


def words_in(text: str) -> int:
    """Return how many words a text has; two signs are one where signs are words."""
    return sum(word.strip("_") != "" for word in _WORD.findall(text))
