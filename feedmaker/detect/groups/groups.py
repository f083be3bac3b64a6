"""A page's links -> groups of them that may be its list, each link with its item.

Links stand alike exactly (tags and classes all the way up), nearly (in the last levels), with
the same words ("Read more"), or by tags alone below one element. Groups overlap: which of them
is the list, `listing` says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from feedmaker.detect.elements import HEADINGS, ElementInfo, heading_of, without_moment
from feedmaker.detect.groups.shown_titles import CALL, behind_day, called_line, first_line, title_of
from feedmaker.detect.links import Link, entry_of, is_numbered, is_thread, threads, words_in
from feedmaker.detect.names import is_drawn
from feedmaker.detect.titles import is_title_name
from feedmaker.page.invitations import invites
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

FEWEST = 3
"""Items that make a list."""

_FEWEST_STORIES = 2  # of those that say they are stories: a young blog's front page
_MOST_GROUPS = 400
_HOLDERS = 3  # levels above an item, in which its list and the section of that stand
_SHARED = 0.25  # of the links: so many share an item by mistake
_ROWS = frozenset({"li", "tr", "article"})
_CELLS = frozenset({"td", "th", "dd"})
_NEAR = 3  # levels that are compared with their classes, the link's among them
_MEANT = 5  # levels that are compared by the classes that were not drawn by lot
_NUMBER = 2  # words of a link that counts something, as replies
_SENTENCE = 6  # words of a link that ends with a stop, and so is a text and no title
_LABEL = 3  # times that a topic is named on the items of a list
_WHOLE = _ROWS | {"dt", "section"}  # each is one of many alike, and no part of an item
_MOST_TURNS = 3  # of a link among others in its item
_HIGHEST = 9  # levels above a link up to an element that may hold the list


@dataclass(slots=True, eq=False)
class Group:
    """Links that stand alike, one for each address, each with the element that is its item."""

    links: list[Link]
    places: list[ElementInfo]
    url: str
    beside: Mapping[str, list[Link]]  # all links of the page by where they lead
    said: Mapping[str, list[Link]]  # and by their words
    named: Mapping[int, str]  # where the page's headings lead, by their place
    items: list[ElementInfo] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # the link's, or the heading of its item
    lengths: list[int] = field(default_factory=list)  # of the titles, in words
    headings: list[ElementInfo | None] = field(default_factory=list)  # the items' first ones
    thread: bool = False  # they are messages and their answers

    def __post_init__(self) -> None:
        self.thread = is_thread(self.links)
        self.items = items_of(self.links)
        self.links = self._naming()
        self.read_titles()

    def part(self, links: list[Link], items: list[ElementInfo]) -> Group:
        """Return some of the links as a group, each with another item than it would have."""
        other = copy(self)
        other.links, other.items = links, items
        other.read_titles()
        return other

    def read_titles(self) -> None:
        """Find what the links or their items' headings say."""
        # A link with a heading in it is named by that, whatever else its item is headed by
        self.headings = [
            heading_of(link.place if link.place.headed else item, self.places)
            for link, item in zip(self.links, self.items, strict=True)
        ]
        shown = [
            title_of(link, item, heading)
            for link, item, heading in zip(self.links, self.items, self.headings, strict=True)
        ]
        if self._have_kickers(shown):
            shown = [link.title for link in self.links]
        if all(named := [*map(behind_day, self.links, self.items)]):
            shown = named
        away = any(link.away for link in self.links)  # "also on" another site, "share"
        same = len({*map(folded, shown)}) == 1 or all(map(is_numbered, shown))
        if same and not away and self._only_calls():
            pairs = zip(self.items, shown, strict=True)
            shown = [first_line(item, self.places) or title for item, title in pairs]
        elif sum(map(invites, shown)) > len(shown) / 2 and self._only_calls():
            pairs = zip(self.items, shown, strict=True)
            shown = [
                (invites(title) and called_line(item, self.places)) or title
                for item, title in pairs
            ]
        self.titles = [folded(title) for title in shown]
        self.lengths = [
            link.words
            if title is link.title and not link.place.dated
            else words_in(without_moment(title))  # "26-02-2015 10:31 Ann" says who answered last
            for link, title in zip(self.links, shown, strict=True)
        ]

    def _have_kickers(self, shown: list[str]) -> bool:
        """Tell whether the headings but say a word above the titles: "PHOTOS", "STRIKE ENDS".

        Those lead nowhere, where each title is a link of its own, and is a phrase.
        """
        above = [words_in(words) for words in shown]
        if not median(above) < CALL <= median(link.words for link in self.links):
            return False
        if any(n >= link.words for n, link in zip(above, self.links, strict=True)):
            return False
        if any(one is not None and one.at in self.named for one in self.headings):
            return False
        said = [folded(link.title) for link in self.links]
        pairs = zip(said, shown, strict=True)
        return len({*said}) == len(said) and not any(folded(k) in title for title, k in pairs)

    def _naming(self) -> list[Link]:
        """Return the links that name the items, where theirs don't: numbers, texts."""
        links = self.links
        if median(link.words for link in links) <= _NUMBER:
            pairs = zip(links, self.items, strict=True)
            better = [
                max(
                    [link, *(o for o in self.beside.get(link.alias, ()) if _is_in(o.place, item))],
                    key=_tells,
                )
                for link, item in pairs
            ]
            links = better if median(link.words for link in better) > 2 * _NUMBER else links
        if sum(map(_is_sentence, links)) > len(links) / 2:
            return [self._above(link, item) for link, item in zip(links, self.items, strict=True)]
        return links

    def _above(self, link: Link, item: ElementInfo) -> Link:
        """Return the link with the title above a teaser's text that is a link as well."""
        for other in self.beside.get(link.alias, ()):
            if other.place is link.place:
                break
            if other.words > _NUMBER and not _is_sentence(other) and _is_in(other.place, item):
                return other
        return link

    def _only_calls(self) -> bool:
        """Tell whether nothing else leads where the links do, but what says as little."""
        said = {folded(link.title) for link in self.links}
        others = (other for link in self.links for other in self.beside.get(link.alias, ()))
        return all(not o.title or folded(o.title) in said or o.words <= _NUMBER for o in others)

    def called(self) -> float:
        """Return for how many items the link calls to read on, and the heading leads nowhere.

        That is a phrase: "Careers" heads no story.
        """
        columns = zip(self.links, self.headings, self.lengths, strict=True)
        return sum(
            heading is not None
            and length >= CALL
            and not (link.place.in_heading or link.place.headed)
            and heading.at not in self.named
            and invites(link.title)
            for link, heading, length in columns
        ) / len(self.links)

    def share(self, is_so: Callable[[Link, ElementInfo], bool]) -> float:
        """Return for how many of the links something is so, from 0 to 1."""
        pairs = zip(self.links, self.items, strict=True)
        return sum(is_so(link, item) for link, item in pairs) / len(self.links)


def find_groups(
    links: list[Link], places: list[ElementInfo], url: str, fewest: int = FEWEST
) -> list[Group]:
    """Return the groups that are long enough for a list, each set of addresses once."""
    alike: dict[Hashable, list[Link]] = defaultdict(list)
    for link in links:
        for key in _keys(link.place):
            alike[key].append(link)
        if link.words <= CALL:
            alike["said", link.place.path, folded(link.title)].append(link)
    for at, members in enumerate(threads(links)):
        alike["thread", at] = members
    titled = {link.alias for link in links if link.title}
    sets: dict[tuple[int, ...], list[Link]] = {}
    for members in alike.values():
        once = _once(_without_labels(members))
        enough = len(once) >= fewest or (len(once) == _FEWEST_STORIES and _surely_stories(once))
        if enough and (any(k.title for k in once) or not any(k.alias in titled for k in once)):
            sets.setdefault(tuple(link.place.at for link in once), once)
    longest = sorted(sets.values(), key=len, reverse=True)[:_MOST_GROUPS]
    beside: dict[str, list[Link]] = defaultdict(list)
    said: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        beside[link.alias].append(link)
        said[folded(link.title)].append(link)
    named = {
        above.at: link.alias
        for link in links
        if link.place.in_heading
        for above in link.place.upwards()
        if above.tag in HEADINGS
    }
    groups = (Group(one, places, url, beside, said, named) for one in longest)
    return [group for group in groups if any(group.titles)]


def _is_in(place: ElementInfo, holder: ElementInfo) -> bool:
    return holder.at <= place.at < holder.end


def _surely_stories(links: list[Link]) -> bool:
    """Tell whether each link is, or holds, the heading of what is named as a story of its own.

    One that is but called the title is, if the story says to be one in more than a name.
    """
    if all(link.place.in_heading or link.place.headed for link in links):
        return _each_in_own(links, lambda up: up.story)
    called = all(any(map(is_title_name, link.place.classes)) for link in links)
    return called and _each_in_own(links, lambda up: up.entry or up.tag == "article")


def _each_in_own(links: list[Link], is_so: Callable[[ElementInfo], bool]) -> bool:
    """Tell whether each link has an element around it of which something is so, none the same."""
    own = {next((up.at for up in k.place.upwards() if is_so(up)), -1) for k in links}
    return len(own - {-1}) == len(links)


def _without_labels(members: list[Link]) -> list[Link]:
    """Leave out addresses that come back again and again among others that don't: topics.

    With them go the rare ones beside, in a folder of whose addresses most come back.
    """
    times = Counter(link.alias for link in members)
    if sum(many >= _LABEL for many in times.values()) > len(times) / 4:
        return members
    labels = {alias for alias, many in times.items() if many >= _LABEL}
    beside = defaultdict[str, list[str]](list)
    for alias in times if labels else ():
        beside[alias.rstrip("/").rpartition("/")[0]].append(alias)
    for folder in {alias.rstrip("/").rpartition("/")[0] for alias in labels}:
        if "/" in folder and sum(times[one] for one in beside[folder]) >= 2 * len(beside[folder]):
            labels |= {*beside[folder]}
    return [link for link in members if link.alias not in labels]


def _once(members: Iterable[Link]) -> list[Link]:
    """Return one link for each address: a heading, else the one with the most words."""
    found: dict[str, Link] = {}
    for link in members:
        one = found.setdefault(link.alias, link)
        if _tells(link) > _tells(one):
            found[link.alias] = link
    return sorted(found.values(), key=lambda link: link.place.at)


def _is_sentence(link: Link) -> bool:
    return link.words > _SENTENCE and link.title.rstrip().endswith((".", "…", "..."))


def _tells(link: Link) -> tuple[bool, int]:
    return bool(link.title) and link.place.in_heading, len(link.title)


def _keys(place: ElementInfo) -> Iterator[Hashable]:
    """Give what is equal for links that may belong together, the strictest first."""
    yield "exact", place.path
    above = list(place.upwards())
    yield "near", *((one.tag, one.classes) for one in above[:_NEAR])
    meant = [(one.tag, _meant(one.classes)) for one in above[:_MEANT]]
    drawn = any(len(_meant(one.classes)) < len(one.classes) for one in above[:_MEANT])
    if drawn and any(kinds for _, kinds in meant):
        yield "meant", *meant
    if place.classes:
        yield "own", place.classes
    elif len(above) > 1 and above[1].classes:
        yield "parent", above[1].tag, above[1].classes
    tags, column = place.tag, ""
    # A name in words, among buttons and other pictures that are links as well
    worded = bool(place.words) and not place.pictured and len(above) > 1 and above[1].pictured
    first = "" if len(above) < 2 or place.nth > 1 else f"{place.tag}:first"
    if not first and not place.classes and _is_behind_words(place):
        first = f"{place.tag}:{place.nth}"  # the title's, behind that of whoever wrote
    # Which of several parts that nothing names: the title's, not that of whoever wrote
    unnamed = len(above) > 1 and not (place.classes or above[1].classes)
    part = place.tag
    below = place
    for one in above[1:_HIGHEST]:
        yield "below", one.at, tags, place.classes
        yield "below", one.at, tags
        if worded:
            yield "worded", one.at, tags
        if first:
            yield "first", one.at, first
            first = f"{one.tag}>{first}"
        if unnamed and part != tags:
            yield "part", one.at, part
        which = below.nth if below.tag not in _WHOLE else ""
        part = f"{one.tag}>{below.tag}{which}{part.removeprefix(below.tag)}"
        below = one
        if column:
            yield "column", one.at, tags, column
        if one.tag in _CELLS and not column:
            column = f"{one.tag}{one.nth}"
        tags = f"{one.tag}>{tags}"


def _is_behind_words(place: ElementInfo) -> bool:
    """Tell whether an element is the next of its tag behind one with words, and among the first."""
    before = place.node.prev if 1 < place.nth <= _MOST_TURNS else None
    while before is not None and before.tag != place.tag:
        before = before.prev
    return before is not None and bool(text_of(before))


@lru_cache(maxsize=4_000)
def _meant(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes that were not drawn by lot."""
    return tuple(name for name in classes if not is_drawn(name))


def items_of(links: list[Link]) -> list[ElementInfo]:
    """Return for each link the element that is its item.

    That is the largest which holds no other link of these, but no larger than for
    most links that stand alike: the last one of a column has the column for itself.
    """
    held: dict[int, str | None] = {}
    for link in links:
        for place in link.place.upwards():
            if held.setdefault(place.at, link.alias) != link.alias:
                held[place.at] = None
    heights = []
    for link in links:
        own = list(link.place.upwards())
        height = 0
        while height + 1 < len(own) and held[own[height + 1].at] is not None:
            height += 1
        heights.append(height)
    heights = _below_holders(links, heights)
    usual: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for link, height in zip(links, heights, strict=True):
        usual[_stands(link.place)][height] += 1
    items = []
    for link, height in zip(links, heights, strict=True):
        most = max(usual[_stands(link.place)].items(), key=lambda one: (one[1], -one[0]))[0]
        own = list(link.place.upwards())
        items.append(own[min(height, most)])
    if is_thread(links):
        return [entry_of(link.place) or item for link, item in zip(links, items, strict=True)]
    return items


def _below_holders(links: list[Link], heights: list[int]) -> list[int]:
    """Return how high the items stand, none of them in the place of what holds several elsewhere.

    The only story of a year has the year's section for itself, where others share theirs.
    """
    several: Counter[Hashable] = Counter()
    alike = Counter(_stands(link.place) for link in links)
    rows: list[list[ElementInfo]] = [list(link.place.upwards()) for link in links]
    for link, row, height in zip(links, rows, heights, strict=True):
        for above in range(height + 1, min(height + _HOLDERS, len(row) - 1)):
            several[_stands(link.place), above, row[above].tag, row[above].classes] += 1
    lower = []
    for link, row, height in zip(links, rows, heights, strict=True):
        many = alike[_stands(link.place)] * _SHARED
        times = (
            several[_stands(link.place), at, row[at].tag, row[at].classes]
            for at in range(1, height + 1)
        )
        holds = (n > many or (n > 0 and row[at].tag in _ROWS) for at, n in enumerate(times))
        lower.append(next((at for at, one in enumerate(holds) if one), height))
    return lower


def _stands(place: ElementInfo) -> Hashable:
    parent = place.parent
    return place.tag, parent.tag if parent else "", place.depth
