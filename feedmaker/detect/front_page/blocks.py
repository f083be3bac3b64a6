"""Other lists of a front page -> those that hold its stories, too, and no "most read".

They look as good as the main list, stand above it with addresses that are made alike, or below
each of its stories in the same section. Single stories are the matter of `headlines`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from statistics import median
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import (
    PHRASE,
    address_kind,
    is_aside,
    is_of_others,
    is_promoted,
    made_kinds,
    number_in,
    tells_day,
)
from feedmaker.detect.front_page.beside import Held
from feedmaker.detect.front_page.rankings import counts_fall
from feedmaker.detect.groups import FEWEST, Group
from feedmaker.detect.links import Link, words_in
from feedmaker.detect.signals import dated, in_carousel, in_heading, priced, stated
from feedmaker.page.rule_engine import text_of

_MOST = 0.9  # share of the items from which all are said to have something
_AS_GOOD = 0.8  # of the best score: what another list of the page must have
_LIKELY = 0.25  # of the best score: what a block of stories above the list must have
_MOSTLY = 0.7  # of a block's addresses: a short title makes another kind of one
_STRONG = 5.0  # score of a list that is surely one of stories
_SECTIONS = 3  # of a front page, at least, if each has a story and lines below it
_LINES = 3  # below a section's story, at least: fewer are those of other stories on the same
_LABEL = 3  # words of a section's name above a story, at most
_MOST_TRIED = 8  # groups that may be the heads of sections
_OLD = 0.8  # of the numbers of stories: below that is what is from long ago
_NEARLY_ALL = 0.8  # of the sections: one may be short of lines


def as_good(scored: list[tuple[float, Group]], best: float, chosen: list[Group]) -> list[Group]:
    """Return the other lists of a front page that look as much like stories as the best one.

    Where the page's own data names the stories of that, it may name all of another list as well:
    then it needs to look less like one.
    """
    held, first = Held(chosen), chosen[0]
    like, told = max(_STRONG, _AS_GOOD * best), first.share(stated) > _MOST
    more: list[Group] = []
    for score, group in scored:
        if score < (_STRONG if told else like):
            break
        if score < like and group.share(stated) < 1:
            continue
        new = held.new_in(group)
        if new is None or median(new.lengths) < PHRASE:
            continue
        if any(first.share(has) > _MOST > new.share(has) for has in (dated, priced, stated)):
            continue
        if new.share(in_carousel) > first.share(in_carousel):
            continue
        lines: list[Group] = []
        if len(more) < _MOST_TRIED:
            lines = below_leads((other for _, other in scored), group, held.taken)
        for one in (new, *lines):
            more.append(one)
            held.add(one)
    return more


def set_before(scored: list[tuple[float, Group]], best: float, lists: list[Group]) -> list[Group]:
    """Return the blocks of stories that a front page sets larger above its list, or into it.

    Their addresses are made as the list's are. What comes after the list ("most read") is none,
    and what stands in it without headings, where the list has them, is of another kind.
    """
    first, held = lists[0], Held(lists)
    made = made_kinds(first)
    start, end = min(item.at for item in first.items), held.end
    more: list[Group] = []
    for score, group in scored:
        if score < _LIKELY * best:
            break
        if group.items[0].at > end or (new := held.new_in(group)) is None:
            continue
        if median(new.lengths) < PHRASE:
            continue
        above = max(item.end for item in new.items) <= start
        if not above and first.share(in_heading) != new.share(in_heading):
            continue
        pairs = list(zip(new.links, new.items, strict=True))
        known = made if len(pairs) >= FEWEST else set[tuple[str, ...]]()
        if any(is_aside(link) and not is_promoted(link) for link in new.links):
            continue
        if counts_fall([link.title for link in new.links]):
            continue
        if not all(_is_first(link, item, known) for link, item in pairs):
            continue
        if sum(address_kind(link.url) in made for link in new.links) < _MOSTLY * len(pairs):
            continue
        of_days = new.share(tells_day) > _MOST  # and so need show none
        shown = (priced, stated) if of_days else (dated, priced, stated)
        if any(first.share(has) > _MOST > new.share(has) for has in shown):
            continue
        more.append(new)
        held.add(new)
    return more


def below_leads(
    groups: Iterable[Group], first: Group, taken: set[str], fewest: int = _LINES
) -> list[Group]:
    """Return the lines that a front page sets below the story that each of its sections shows.

    They stand in the items of the list, several in each, with addresses that are made as the
    list's are. Rivers whose stories have a date don't show sections, but stories on the same.
    Sections may have their lines in several ways, each in some of them.
    """
    if len(first.items) < _SECTIONS or first.share(dated) > _MOST or first.share(stated) > _MOST:
        return []
    made, parts, filled = made_kinds(first), list[Group](), set[int]()
    for group in groups:
        all_within = _links_within(first.items, group.links)
        within = [*map(_without_way_on, first.links, all_within)]
        full = {at for at, some in enumerate(within) if len(some) >= fewest}
        if not full:
            continue
        ways_on = sum(map(len, all_within)) - sum(map(len, within))
        of_sections = {link.place.at for some in within for link in some}
        lines = _new_lines(group, of_sections, taken, len(group.links) - ways_on)
        if lines is None or median(lines.lengths) < PHRASE:
            continue
        if any(map(is_aside, lines.links)) and not _are_of_sections(first.links, within):
            continue
        if sum(address_kind(link.url) in made for link in lines.links) < _MOST * len(lines.links):
            continue
        if len(full) >= _NEARLY_ALL * len(first.items):
            return [] if _are_from_long_ago(first.links, lines.links) else [lines]
        whole = len(full) >= _SECTIONS and sum(map(bool, within)) == len(full)
        if whole and filled.isdisjoint(full):  # those of some sections, set otherwise elsewhere
            parts.append(lines)
            filled |= full
    return parts if len(filled) >= _NEARLY_ALL * len(first.items) else []


def _links_within(items: Sequence[ElementInfo], links: Iterable[Link]) -> list[list[Link]]:
    """Return for each item, in page order, the links that stand in it and are not it itself."""
    starts = [item.at for item in items]
    within: list[list[Link]] = [[] for _ in items]
    for link in links:
        above = bisect_left(starts, link.place.at) - 1
        if above >= 0 and link.place.at < items[above].end:
            within[above].append(link)
    return within


def _without_way_on(story: Link, lines: list[Link]) -> list[Link]:
    """Leave out the last of a section's lines if it leads to the section itself: "More sport"."""
    on = bool(lines) and story.url.startswith(f"{lines[-1].url.rstrip('/')}/")
    return lines[:-1] if on else lines


def _new_lines(group: Group, within: set[int], taken: set[str], total: int) -> Group | None:
    """Return the links of a group in a list's items, without those that are taken.

    None if those are not nearly the `total` of it: a section may have no story at its head, and
    one of its lines be shown above.
    """
    pairs = zip(group.links, group.items, strict=True)
    new = [p for p in pairs if p[0].place.at in within and p[0].alias not in taken]
    if not new or len(new) < _NEARLY_ALL * total:
        return None
    return group.part([link for link, _ in new], [item for _, item in new])


def of_sections(groups: Sequence[Group], lists: Sequence[Group]) -> list[Group]:
    """Return the stories of boxes beside the list that have one at the head and lines below it.

    Several such boxes, each with stories of its own, are a front page's sections, wherever they
    stand and whether their stories show a day or not. Their addresses are made as the list's are.
    """
    if lists[0].share(stated) > _MOST:
        return []
    for group, heads in islice(_heads(groups, lists), _MOST_TRIED):
        taken = {link.alias for one in (*lists, heads) for link in one.links}
        if lines := below_leads(groups, group, taken):
            return [heads, *lines]
    return []


def _heads(groups: Sequence[Group], lists: Sequence[Group]) -> Iterator[tuple[Group, Group]]:
    """Give groups that may be the heads of boxes that hold nothing of a list, and what is new."""
    held, made = Held(lists), made_kinds(lists[0])
    for group in groups:
        heads = held.new_in(group) if len(group.items) >= _SECTIONS else None
        if heads is None or len(heads.links) < _SECTIONS or median(heads.lengths) < PHRASE:
            continue
        whole = {(item.at, item.end) for item in group.items}
        if any((item.at, item.end) not in whole for item in heads.items):
            continue
        like = sum(address_kind(link.url) in made for link in heads.links)
        if like >= _MOST * len(heads.links) and not any(map(is_aside, group.links)):
            yield group, heads


def _are_from_long_ago(leads: Sequence[Link], lines: Sequence[Link]) -> bool:
    """Tell whether half of the lines are far older than the stories above them, by their numbers.

    A site counts its stories; those on the same matter go back through years, a section's do not.
    """
    above, below = (
        [number for link in links if (number := number_in(link.url)) is not None]
        for links in (leads, lines)
    )
    if len(above) < _MOST * len(leads) or len(below) < _MOST * len(lines):
        return False
    then = _OLD * median(above)
    return median(below) < then and sum(n > then for n in above) >= _MOSTLY * len(above)


def _are_of_sections(leads: Sequence[Link], within: Sequence[Sequence[Link]]) -> bool:
    """Tell whether lines called "related" are a section's: below its address, as its story is.

    Each section has an address of its own; those of a river's stories are a few, again and again.
    """
    for section in (_folder, _first_folder):
        own = [section(link.url) for link in leads]
        lines = [(link.url, one) for one, some in zip(own, within, strict=True) for link in some]
        inside = sum(section(url) == one for url, one in lines)
        if len({*own}) > len(own) / 2 and inside >= _MOSTLY * len(lines):
            return True
    return False


def _folder(url: str) -> str:
    return url.rpartition("/")[0]


def _first_folder(url: str) -> str:
    """Return the site and first folder of an address, below which each story may have its own."""
    _, site, path, *_ = urlsplit(url)
    first, below, _ = path.lstrip("/").partition("/")
    return f"{site}/{first}" if below else site


def _is_first(link: Link, item: ElementInfo, made: set[tuple[str, ...]]) -> bool:
    """Tell whether no other story's address stands in an item before its link.

    That of the author may stand above a heading, as columns of opinion have it, or the section's.
    """
    first = item.node if item.tag == "a" else item.node.css_first("a[href]")
    lead = (first.attributes.get("href") or "") if first is not None else ""
    if lead == link.place.node.attributes["href"]:
        return True
    if not link.place.in_heading:
        return False
    label = first is not None and 0 < words_in(text_of(first)) <= _LABEL
    return is_of_others(f"{lead}/") or (bool(made) and label and address_kind(lead) not in made)
