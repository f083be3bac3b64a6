"""Sections of a front page that are set in another way than its main list, told by their addresses.

A newspaper's stories have addresses of one make, however they are shown: with a picture, as a line,
as a column of opinion. Where the pages of its menu are made otherwise, that make tells a story, and
a list of such is a section, unless it is called what others read most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from urllib.parse import parse_qsl, urlsplit

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.front_page.addresses import (
    PHRASE,
    address_kind,
    is_aside,
    is_of_others,
    made_kinds,
    tells_day,
)
from feedmaker.detect.front_page.beside import Held
from feedmaker.detect.front_page.blocks import below_leads
from feedmaker.detect.front_page.most_read import MostRead
from feedmaker.detect.groups import FEWEST, Group, items_of
from feedmaker.detect.links import Link
from feedmaker.detect.signals import dated, in_heading, stated

_DAYS = 0.7  # of a list's addresses: what tells that its stories have their day in them
_MOST = 0.9  # share of a section's links that must be stories
_OTHERS = 0.1  # share of a menu's links that may be made as stories are
_FEWEST = 2  # stories of a section
_NAME = 3  # words of a link that names a page of the menu
_SECTION = 4  # words of a section's name, at most
_SHOWN = 3  # sections of which the list has stories, at least
_MOST_TRIED = 12  # groups whose stories may have lines below them
_LINES = 2  # below a section's story, at least
# "/town/20180316-33257.html": which day, and so a story
_DAY = re.compile(
    r"/[A-Za-z]{0,4}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[_-]?\d*(?:\.\w+)?/?$"
)
_WORDS = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)?")  # that name a kind of page
_FRONT = re.compile(
    r"(?i)/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{3,5})?/?)?"
)


def other_sections(
    groups: Sequence[Group], lists: Sequence[Group], usable: Sequence[Link]
) -> list[Group]:
    """Return the groups beside the taken lists that are of stories by their addresses alone."""
    made = _Made(lists[0])
    if not made.kinds or not _is_front(lists[0].url) or not _tell(made, usable):
        return []
    held, pictures = Held(lists), _MOST * lists[0].share(_pictured)
    boxes, more = MostRead(), list[Group]()
    for group in groups:
        new = _stories(held.new_in(_without_names(group, made)), made, boxes)
        if new is None or new.share(_pictured) < pictures:
            continue
        if len(new.links) < FEWEST and new.share(in_heading) < 1:
            continue
        lines = below_leads(groups, new, held.taken, _LINES) if len(more) < _MOST_TRIED else []
        for one in (new, *lines):
            more.append(one)
            held.add(one)
    return [*more, *_rests(groups, lists[0], held, made, boxes)]


def _rests(
    groups: Sequence[Group], first: Group, held: Held, made: _Made, boxes: MostRead
) -> Iterator[Group]:
    """Give the few stories of groups that are taken but for those, all of them in headings.

    Such a group is no list of its own, but says how stories are set on the page: a slider of
    those at the top, say, of which some don't stand in the list.
    """
    if first.share(in_heading) < 1:
        return
    for group in groups:
        rest = held.rest_of(group)
        if rest is None or rest.share(in_heading) < 1 or min(rest.lengths) < PHRASE:
            continue
        if all(map(made.tells, group.links)) and not any(map(boxes.holds, rest.items)):
            held.add(rest)
            yield rest


def below_names(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return the stories in headings below a linked section's name that have it in their addresses.

    So must stories of the list stand, of several sections: then the others, set smaller or further
    down, are of the page as well. `/sport/` names `/2018/sport/41191/The-cup.htm`.
    """
    made, start = made_kinds(chosen), chosen.items[0].at
    if not made or not _is_front(chosen.url):
        return []
    section, shown, new = "", set[str](), dict[str, Link]()
    for link in links:
        if not link.place.in_heading or not link.words or is_aside(link):
            continue
        if address_kind(link.url) not in made:
            section = _last_folder(link.url) if link.words <= _SECTION else ""
        elif section and f"/{section}/" in urlsplit(link.url).path:
            if link.alias in taken:
                shown.add(section)
            elif link.place.at > start:
                new.setdefault(link.alias, link)
    if len(shown) < _SHOWN:
        return []
    both = [*(link for link in links if link.alias in taken), *new.values()]
    pairs = list(zip(new.values(), items_of(both)[-len(new) :], strict=True)) if new else []
    for has in (dated, stated):
        if chosen.share(has) > _MOST:
            pairs = [pair for pair in pairs if has(*pair)]
    return pairs


def without_games(
    links: list[Link], items: list[ElementInfo]
) -> tuple[list[Link], list[ElementInfo]]:
    """Leave out links and items of a list that name what a newspaper offers beside its stories.

    Where most stories have their day in the address, several side by side without one, each of a
    name and no phrase, are its games, or its cameras: set as stories are, the same every day.
    """
    pairs = sorted(zip(links, items, strict=True), key=lambda pair: pair[0].place.at)
    if sum(tells_day(*pair) for pair in pairs) < _DAYS * len(pairs):
        return links, items
    named = set[int]()
    for is_name, some in groupby(pairs, lambda p: p[0].words < PHRASE and not tells_day(*p)):
        run = [link.place.at for link, _ in some]
        if is_name and len(run) >= FEWEST:
            named.update(run)
    left = [
        (link, item) for link, item in zip(links, items, strict=True) if link.place.at not in named
    ]
    return [link for link, _ in left], [item for _, item in left]


def _stories(group: Group | None, made: _Made, boxes: MostRead) -> Group | None:
    """Return a group without what stands in boxes of most read; None if it is none of stories."""
    if group is None:
        return None
    pairs = zip(group.links, group.items, strict=True)
    rest = [(link, item) for link, item in pairs if not boxes.holds(item)]
    if len(rest) < _FEWEST:
        return None
    group = group.part([link for link, _ in rest], [item for _, item in rest])
    stories = [k for k in group.links if made.like(k.url) and not is_aside(k)]
    whole = zip(group.links, group.items, group.lengths, strict=True)
    lengths = [_title_length(link.place, item, n, group.places) for link, item, n in whole]
    enough = len(stories) >= _MOST * len(group.links) and median(lengths) >= PHRASE
    return group if enough else None


def _title_length(
    card: ElementInfo, item: ElementInfo, words: int, places: list[ElementInfo]
) -> int:
    """Return the words of a story's title; in a card, a smaller heading may say who writes.

    The card is a link, and all that its item says.
    """
    inside = places[card.at : card.end] if card.headed and card.words == item.words else ()
    small, *larger = [one for one in inside if one.tag in HEADINGS] or [card]
    return max(words, *(one.words for one in larger if one.tag < small.tag), 0)


def _without_names(group: Group, made: _Made) -> Group:
    """Leave out the names right above a list's titles, each beside one: of who writes, of a column.

    As soon as one of the list's other links is no such name, none is left out.
    """
    stories = [made.like(link.url) for link in group.links]
    if all(stories) or not any(stories):
        return group
    for at, (link, item) in enumerate(zip(group.links, group.items, strict=True)):
        if stories[at]:
            continue
        beside = group.items[at + 1].parent if any(stories[at + 1 : at + 2]) else None
        if link.words > _NAME or beside is None or beside is not item.parent:
            return group
    links = [link for link, is_story in zip(group.links, stories, strict=True) if is_story]
    return group.part(links, items_of(links))


class _Made:
    """How the addresses of a list's stories are made; those of numbers alone, below which folder.

    `/post/9100` and `/issues/40` are made alike, and so tell nothing; words that are a title do,
    and a number that begins with a day.
    """

    def __init__(self, group: Group) -> None:
        self.kinds = made_kinds(group)
        self._folders = {_folder(link.url) for link in group.links}
        self._asked = set.intersection(*(_words_asked(link.url) for link in group.links))

    def tells(self, link: Link) -> bool:
        """Tell whether a link is a story's, be it one of a slider."""
        if link.place.chrome or link.away or is_of_others(link.url):
            return False
        return self.like(link.url) and not any(place.branch for place in link.place.upwards())

    def like(self, url: str) -> bool:
        kind = address_kind(url)
        if kind not in self.kinds or not self._asked <= _words_asked(url):
            return False
        return "slug" in kind or bool(_DAY.search(url)) or _folder(url) in self._folders


def _folder(url: str) -> str:
    return urlsplit(url).path.lstrip("/").partition("/")[0]


def _words_asked(url: str) -> set[tuple[str, str]]:
    """Return what is asked of a script in words: `/index.php?show=story&id=93` is no section."""
    return {(key, said) for key, said in parse_qsl(urlsplit(url).query) if _WORDS.fullmatch(said)}


def _last_folder(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _pictured(_: Link, item: ElementInfo) -> bool:
    return item.pictured


def _is_front(url: str) -> bool:
    """Tell whether an address is that of a site's front page, or of one in a language."""
    return bool(_FRONT.fullmatch(urlsplit(url).path))


def _tell(made: _Made, usable: Sequence[Link]) -> bool:
    """Tell whether the page's other links are made otherwise than its stories."""
    named = (link for link in usable if link.place.chrome and 0 < link.words <= _NAME)
    menu = [link for link in named if not urlsplit(link.url).fragment]  # "3 comments" of a story
    return sum(made.like(link.url) for link in menu) <= _OTHERS * len(menu)
