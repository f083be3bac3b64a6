"""What stands beside a page's text, by its tags and the names of its parts: menus, sidebars."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from feedmaker.detect.elements.element import ElementInfo, Named, children

CHROME_TAGS = frozenset({"nav", "aside", "footer"})
_CHROME = re.compile(
    r"(?i)(?:^|-)(?:(?:main|top|sub|side|foot|head|mega|mobile)?(?:navi?|navigation|menue?s?)(?:area|container|holder|wrap(?:per)?)?|navbar|menubar|sidebar|footer|breadcrumbs?|pagination|pager|paging|popular"
    r"|trending|widgets?|most(?!-?(?:recent|new|latest))|most-?read|related|comments?|social|share|login|tags?|tagcloud|authors?"
    r"|byline|cookie|banner|advert|promo|sponsor(?:ed)?|toolbar|dropdown|recent|rankings?)(?:$|-)"
)
# What else is there, not what it is: "block-with-pagination"
_HAS = re.compile(r"(?i)(?:^|-)(?:with|without|has|no)-.*")
# What a story ends with: its own address, its topics
_OWN_FOOT = re.compile(r"(?i)^(?:article|asset|entry|hentry|post|story)-foot(?:er)?$")
_BESIDE = re.compile(
    r"(?i)(?:^|-)(sidebar|widgets?|related|recent|social|comments?|tags?|authors?|rankings?)(?:$|-)"
)
# What is said of a part of the page, and at times of the part of a row that leads to its story
_PROMO = re.compile(r"(?i)(?:^|[-_])promo(?:$|[-_])")
_LEADS_ON = re.compile(
    r"(?i)(?:^|-)(?:main|top|sub)?(?:navi?|navigation|menue?s?|promo)(?:$|-)",
)
_TOPICS = frozenset({"tag", "tags", "author", "authors"})
_SEVERAL_DAYS = 3  # of stories; a topic has none
_NO_NAMES = frozenset[str]()
_MOST_BESIDE = 0.4  # share of the page's words; what holds more of them is its main part
_SEVERAL_ENTRIES = 3
_ROWS = 4  # that have a part of the same name
# What an item may be called though it is of the page's list: what its builder takes all lists for
_ANY_LIST = re.compile(
    r"(?i)(?:^|-)(?:(?:main|top|sub)?(?:navi?|navigation|menue?s?)|sidebar|widgets?|related|recent|promo|banner)(?:$|-)"
)
_MOST = 0.8
_MUCH = 0.25  # of the page's words: a list that has them is no aside
_FEW_LINKS = 6  # in an item, and not in the list that it is of
_TOLD = 4  # words of a title
# What a section of a newspaper may be called: that of opinions, that of society
_SECTION = re.compile(r"(?i)(?:^|-)(?:comments?|social)(?:$|-)")
_PEERS = 2  # sections of other names that are built as one is
_FRONT = 2  # sections side by side
_BUILD = 8  # elements in a section by which it is compared


def named_beside(names: Iterable[str]) -> Named:
    """Return how far the classes and the id of an element say that it stands beside the text."""
    said = [name for name in names if _is_around(name)]
    if not said:
        return Named.NOT
    if all(_says_but(_BESIDE, name) for name in said):
        return Named.LOOSELY
    return Named.FOR_ROWS if all(_says_but(_LEADS_ON, name) for name in said) else Named.SURELY


def pass_chrome_down(places: list[ElementInfo]) -> None:
    """Make chrome of all that stands in it; a part by name that is most of the page is none.

    Nor is one that holds most of the page's entries, though they be of few words, of pictures say,
    nor what stands in such a part and is named after it: the info of "recent posts". What is named
    after topics or authors and shows several days is the page of one, and what has most words and
    several days no menu. What each of several rows with a day or a picture has is a part of the
    row, and what has one title and is much of the page with others like it is an item. A section
    of a front page may be called "comment".
    """
    most = _MOST_BESIDE * places[0].words
    entries = [place.at for place in places if place.entry]
    days = [place.at for place in places if place.is_date]
    several = max(_SEVERAL_ENTRIES, len(entries) // 2 + 1)
    names: dict[int, frozenset[str]] = {}  # of the parts that hold a place, and are none
    of_rows = _parts_of_rows(places) | _items(places) | _sections(places) | _front(places, days)
    told = {
        place.at
        for place in places
        if place.named is Named.FOR_ROWS and _between(place.at, place.end, days) >= _SEVERAL_DAYS
    }
    for place in places:
        if place.parent is not None:
            around = names.get(place.parent.at, _NO_NAMES)
            loosely = place.named is Named.LOOSELY
            own = _names_beside(place) if loosely else _NO_NAMES
            topics = own <= _TOPICS
            main = loosely and (
                (place.words > most and not topics)
                or _between(place.at, place.end, entries) >= several
                or own <= around
                or (topics and _between(place.at, place.end, days) >= _SEVERAL_DAYS)
            )
            if around or main:
                names[place.at] = around | own if main else around
            part = main or place.at in of_rows or (place.words > most and place.at in told)
            place.chrome = (place.chrome and not part) or place.parent.chrome


def _parts_of_rows(places: list[ElementInfo]) -> set[int]:
    """Return where elements stand that are chrome by their names, and are one in each row.

    A menu's own entries stand beside one another, and have neither days nor, if they are called
    promotions, pictures.
    """
    alike: defaultdict[tuple[str, ...], list[ElementInfo]] = defaultdict(list)
    for place in places:
        if place.named is Named.FOR_ROWS:
            alike[place.tag, *place.classes].append(place)
    found = set[int]()
    for parts in alike.values():
        if len(parts) >= _ROWS:
            pairs = zip(parts, _rows(parts, places[0].end), strict=True)
            found |= {part.at for part, row in pairs if _is_of_row(part, row)}
    return found


def _rows(alike: list[ElementInfo], end: int) -> Iterator[ElementInfo]:
    """Give for each of several elements the largest around it that holds none of the others."""
    starts = [one.at for one in alike]
    for part, before, after in zip(alike, [-1, *starts], [*starts[1:], end], strict=False):
        row = part
        while (up := row.parent) is not None and up.at > before and up.end <= after and up.parent:
            row = up
        yield row


def _items(places: list[ElementInfo]) -> set[int]:
    """Return where elements stand that are chrome by their names, and are the items of a long list.

    Each has few links, of which one is a title. Those of menus have a day, a heading or a price as
    well.
    """
    anchors = [place.at for place in places if place.tag == "a"]
    alike: defaultdict[tuple[str, ...], list[ElementInfo]] = defaultdict(list)
    for place in places:
        if place.named is not Named.NOT and all(map(_may_be_any_list, _said_of(place))):
            alike[place.tag, *sorted(_said_of(place))].append(place)
    found = set[int]()
    for named in alike.values():
        items = [
            one
            for one in named
            if one.words >= _TOLD
            and 0 < _between(one.at, one.end, anchors) <= _FEW_LINKS
            and _has_one_title(places[one.at : one.end])
        ]
        words = sum(one.words for one in items)
        if len(items) < max(_ROWS, _MOST * len(named)) or words < _MUCH * places[0].words:
            continue
        told = sum(one.dated or one.headed or one.priced for one in items)
        if items[0].named is Named.LOOSELY or told >= _MOST * len(items):
            found |= {one.at for one in items}
    return found


def _sections(places: list[ElementInfo]) -> set[int]:
    """Return where sections stand that are called "comment-box", where others are "sport-box".

    Those are built as they are, of elements of the same names, and none of their links leads to a
    place in a story, as to what readers say of it.
    """
    alike: defaultdict[tuple[str, str], list[ElementInfo]] = defaultdict(list)
    called = list[tuple[tuple[str, str], ElementInfo]]()
    for place in places:
        if not place.headed:
            continue
        if place.named is Named.NOT:
            for name in place.classes:
                if (rest := _rest_of_name(name)) and not place.chrome:
                    alike[place.tag, rest].append(place)
            continue
        said = _said_of(place)
        if len(said) == 1 and _says_but(_SECTION, said[0]) and (rest := _rest_of_name(said[0])):
            called.append(((place.tag, rest), place))
    found, end = set[int](), 0
    for key, box in called:
        if box.at < end:
            continue
        end = box.end
        peers = alike.get(key, ())
        build = _build(places, box) if len(peers) >= _PEERS else ()
        if not any(names for _, names in build):
            continue
        same = (one for one in peers if _build(places, one) == build)
        if len([*islice(same, _PEERS)]) == _PEERS and not _leads_into_stories(places, box):
            found.add(box.at)
    return found


def _front(places: list[ElementInfo], days: list[int]) -> set[int]:
    """Return where the sections of a front page stand that are called "recent" or "widget", all.

    Side by side they have most of the page's words, and each several days.
    """
    beside: defaultdict[int, list[ElementInfo]] = defaultdict(list)
    for place in places:
        loosely = place.named is Named.LOOSELY and not _names_beside(place) <= _TOPICS
        if loosely and place.parent and _between(place.at, place.end, days) >= _SEVERAL_DAYS:
            beside[place.parent.at].append(place)
    most = _MOST_BESIDE * places[0].words
    return {
        one.at
        for some in beside.values()
        if len(some) >= _FRONT and sum(one.words for one in some) > most
        for one in some
    }


def _rest_of_name(name: str) -> str:
    """Return a name without its first word; "" if it has but one."""
    return name.replace("_", "-").partition("-")[2]


def _build(places: list[ElementInfo], box: ElementInfo) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((one.tag, one.classes) for one in islice(children(places, box), _BUILD))


def _leads_into_stories(places: list[ElementInfo], box: ElementInfo) -> bool:
    inside = places[box.at : box.end]
    ways = (one.node.attributes.get("href") or "" for one in inside if one.tag == "a")
    return any("#" in way[1:] for way in ways)


def _has_one_title(item: list[ElementInfo]) -> bool:
    """Tell whether the links of an item that have the words of a title lead to one address."""
    titles = (one.node for one in item if one.tag == "a" and one.words >= _TOLD)
    return len({node.attributes.get("href") for node in titles}) <= 1


def _said_of(place: ElementInfo) -> list[str]:
    """Return the names of an element that are those of chrome."""
    return [name for name in (place.id, *place.classes) if name and _is_around(name)]


@lru_cache(maxsize=10_000)
def _may_be_any_list(name: str) -> bool:
    return _says_but(_ANY_LIST, name)


def _is_of_row(part: ElementInfo, row: ElementInfo) -> bool:
    """Tell whether what holds a part, and none of those like it, has a day or a picture too."""
    promoted = any(_PROMO.search(name) for name in (part.id, *part.classes))
    pictured = promoted and row.pictured and not part.pictured
    return pictured or (row.dated and not part.dated)


def _names_beside(place: ElementInfo) -> frozenset[str]:
    """Return the words by which an element is said to stand beside: "recent", "sidebar"."""
    said = " ".join((place.id, *place.classes)).replace("_", "-").lower()
    return frozenset(word for name in said.split() for word in _BESIDE.findall(name))


def _between(first: int, end: int, numbers: list[int]) -> int:
    """Return how many of the numbers, in order, are in a range."""
    return bisect_left(numbers, end) - bisect_left(numbers, first)


def _itself(name: str) -> str:
    """Return the words in a class or id by which it names an element, not what that has."""
    return _HAS.sub("", name.replace("_", "-"))


@lru_cache(maxsize=2_000)
def is_chrome(name: str) -> bool:
    """Tell whether a class or id names what stands beside a page's text."""
    return bool(_CHROME.search(_itself(name)))


@lru_cache(maxsize=2_000)
def chrome_words(name: str) -> frozenset[str]:
    """Return the words in a class or id by which it names what stands beside a page's text."""
    said = _CHROME.finditer(_itself(name).lower())
    return frozenset(word[0].strip("-") for word in said)


@lru_cache(maxsize=2_000)
def _is_around(name: str) -> bool:
    """Tell whether a name is one of chrome, and not that of a story's own foot."""
    return is_chrome(name) and not _OWN_FOOT.match(name.replace("_", "-"))


@lru_cache(maxsize=10_000)
def _says_but(words: re.Pattern[str], name: str) -> bool:
    """Tell whether a name has no word of chrome but some."""
    return not _CHROME.search(words.sub("-", _itself(name)))
