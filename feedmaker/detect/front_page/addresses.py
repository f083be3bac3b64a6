"""How the addresses of a list's stories are made, and which links stand apart from any list.

Only the shape of an address is looked at: which words stand in it tells nothing, but those
that all sites have for authors, topics and comments.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from feedmaker.detect.elements import CHROME_TAGS, ElementInfo, chrome_words
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link

PHRASE = 4
"""Words of a title that is no name."""

_SHARE = 0.1  # of the list's addresses: what makes a kind of them usual
_WORD_LENGTH = 20  # characters of a part of an address that is no title, at most
_SECTION_LENGTH = 24  # of the first one, which names a section: "letters-to-the-editor"
# "/2018/03/21/", or with the sections in it: "/2018/opinion/letters/03/21/"
_DAY = re.compile(
    r"/(?:19|20)\d\d/(?:[^/\d][^/]*/){0,4}(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/"
)
# "20180316-33257" as well, and "dmf20141205_01413978", which says what system wrote it
_NUMBERS = re.compile(r"(?:[A-Za-z]{1,4}(?=\d{6}))?\d+(?:[_-]\d+)*", re.ASCII)
_COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{3,}")  # no day: 20240429
_PROMOTION = frozenset({"promo"})
_OF_OTHERS = re.compile(
    r"(?i)/(?:authors?|autor(?:e[ns]?|i)?|auteurs?|profiles?|users?|members?|people|tags?|topics?"
    r"|categor(?:y|ies)|events?|comment)/"
)


def made_kinds(group: Group) -> set[tuple[str, ...]]:
    """Return how the addresses of a list are usually made, where that tells them from others."""
    kinds = Counter(address_kind(link.url) for link in group.links)
    usual = {kind for kind, times in kinds.items() if times >= _SHARE * len(group.links)}
    return {kind for kind in usual if "slug" in kind or "number" in kind}


def is_aside(link: Link) -> bool:
    apart = link.place.chrome or link.place.carousel or link.away
    apart |= any(place.branch for place in link.place.upwards())
    return apart or bool(_OF_OTHERS.search(link.url))


def is_promoted(link: Link) -> bool:
    """Tell whether a link heads what is called a promotion and nothing else, and leads not away.

    So newspapers call the stories at their top, as others do adverts.
    """
    if link.place.carousel or link.away or _OF_OTHERS.search(link.url):
        return False
    return link.place.in_heading and chrome_around(link.place) == _PROMOTION


def tells_day(link: Link, _: ElementInfo) -> bool:
    """Tell whether a link's address has the day of its story."""
    return bool(_DAY.search(urlsplit(link.url).path))


def chrome_around(place: ElementInfo) -> frozenset[str]:
    """Return the tags and the words of names that make chrome of what holds a place."""
    words = frozenset[str]()
    for up in place.upwards():
        words |= {up.tag} & CHROME_TAGS
        for name in (up.id, *up.classes):
            words |= chrome_words(name)
    return words


def is_of_others(url: str) -> bool:
    """Tell whether an address is that of an author, a topic, a comment, and of no story."""
    return bool(_OF_OTHERS.search(url))


def leads_beside(group: Group, first: Group) -> bool:
    """Tell whether a group leads but beside the page's own address, where no story of a list is.

    So a shop shows its other shelves (`/shelf/lamps`, on `/shelf/chairs`) above the goods of one.
    """
    above = urlsplit(group.url).path.rstrip("/").rpartition("/")[0]
    if not above:
        return False
    shelves = all(_folder(link.url) == above for link in group.links)
    return shelves and not any(f"{_folder(k.url)}/".startswith(f"{above}/") for k in first.links)


def _folder(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[0]


def number_in(url: str) -> int | None:
    """Return the last number of an address that may count a site's stories; None without one."""
    found = _COUNTED.findall(urlsplit(url).path)
    return int(found[-1]) if found else None


def address_kind(url: str) -> tuple[str, ...]:
    """Return how an address is made: of words, numbers and slugs, with an ending or without.

    One that has the day is a story's, through however many sections it leads to that.
    """
    address = urlsplit(url)
    *above, last = [part for part in address.path.split("/") if part] or [""]
    name, dot, ending = last.rpartition(".")
    if ending.isdigit():  # "storm-closes-road-1.1852105" has no ending, but a number
        name, dot, ending = "", "", ""
    kinds = [_kind_of(part) for part in (*above, name if dot else last)]
    if len(above) > 1 and kinds[0] == "slug" and len(above[0]) <= _SECTION_LENGTH:
        kinds[0] = "word"  # "/weird-but-true/storm-closes-road/93": a section of several words
    if _DAY.search(address.path):
        kinds = [*(kind for kind in kinds[:-1] if kind == "number"), kinds[-1]]
    asked = parse_qsl(address.query)
    numbers = (kind for key, value in asked if value.isdigit() for kind in (f"{key}=", "number"))
    return (*kinds, ending if dot else "", *numbers)


def _kind_of(part: str) -> str:
    if _NUMBERS.fullmatch(part):
        return "number"
    return "slug" if len(part) > _WORD_LENGTH or part.count("-") > 1 else "word"
