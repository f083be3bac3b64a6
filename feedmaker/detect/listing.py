"""A listing page -> rules that read it, where the site file has none.

Links that stand alike, exactly or nearly, make groups (`groups`); the one that looks
most like a list of stories wins by one table of signals, widened to a group that
holds it and is nearly as good. The answer is made of plain rules (`selectors`,
`fields`), so that it is stored, shown and run like those of a site file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, is_date_text, read_places
from feedmaker.detect.fields import as_rule, find_fields
from feedmaker.detect.groups import Group, Link, find_groups, items_of, read_links
from feedmaker.detect.next_page import is_pager, next_rule
from feedmaker.detect.selectors import Picker, around, path_to
from feedmaker.model import ListingRules
from feedmaker.page.document import Document

_LONG = 6  # times the usual item's words
_LOWEST = 0.5  # score of a list; of 14.1
_NEARLY = 0.88  # of the best score: what a wider group must have
_MOST = 0.9  # share of the items from which all are said to have a date
_EXACT = 0.4  # items amiss: a selector that is as good as exact
_AS_GOOD = 0.8  # of the best score: what another list of the page must have
_STRONG = 5.0  # score of a list that is surely one of stories
_PHRASE = 4  # words of a title that is no name
_ALIKE = 0.5  # of the best score: what a variant of the list must have

_ACTION = re.compile(
    r"(?i)(?:^|[/?&=_.-])(?:add_?-?to_?-?(?:cart|basket|bag|wishlist|compare)|cart|basket|checkout|wishlist"
    r"|log-?in|log-?out|sign-?(?:in|up)|register|reply|vote|share|print|lastpost|newpost)(?:$|[/?&=_.-])"
)
_TEXT = frozenset({"p", "span", "i", "em", "b", "strong", "td", "dd"})


_Signal = Callable[[Group], float]


def _words_within(group: Group) -> float:
    """Return the words of the items; one that is far longer than most holds more than a story."""
    most = _LONG * median(item.words for item in group.items)
    return sum(min(item.words, most) for item in group.items)


def _is_story(link: Link, item: ElementInfo) -> bool:
    for place in link.place.upwards():
        if place.story:
            return True
        if place is item:
            break
    return False


def _stray(group: Group) -> float:
    """Return the share of titles that are much shorter than most: other links of the items."""
    least = median(group.lengths) / 3
    return sum(length < least for length in group.lengths) / len(group.lengths)


def _mixed(share: float) -> float:
    """Return how far from all or none a share is, from 0 to 1."""
    return 4 * share * (1 - share)


def _two_lists(group: Group) -> float:
    """Return how surely a group is two lists, from 0 to 1: one with dates, say, one without.

    Where some of one list lack them, they lack here and there, and not all in one place.
    """
    kinds: dict[int, list[ElementInfo]] = defaultdict(list)
    for item in group.items:
        kinds[item.path].append(item)
    several = [kind for kind in kinds.values() if len(kind) > 1]
    if len(several) < 2:
        return 0.0
    told = (_apart(several, has) for has in (_has_date, _has_price, _has_picture))
    return max(told) * sum(map(len, several)) / len(group.items)


def _apart(kinds: list[list[ElementInfo]], has: Callable[[ElementInfo], bool]) -> float:
    """Return how evenly kinds are parted into those that have something, and others after them."""
    all_of = [item.at for kind in kinds if all(map(has, kind)) for item in kind]
    none_of = [item.at for kind in kinds if not any(map(has, kind)) for item in kind]
    if not all_of or not none_of:
        return 0.0
    if min(all_of) < max(none_of) and min(none_of) < max(all_of):
        return 0.0  # they stand among each other
    clear = len(all_of) + len(none_of)
    return clear / sum(map(len, kinds)) * _mixed(len(all_of) / clear)


def _has_date(item: ElementInfo) -> bool:
    return item.dated


def _has_price(item: ElementInfo) -> bool:
    return item.priced


def _has_picture(item: ElementInfo) -> bool:
    return item.pictured


def _in_heading(link: Link, _: ElementInfo) -> bool:
    return link.place.headed or link.place.in_heading


def _in_menu(link: Link, _: ElementInfo) -> bool:
    """Tell whether a link stands in a list below an entry of another one, as in menus."""
    return any(place.branch for place in link.place.upwards())


def _in_text(link: Link, _: ElementInfo) -> bool:
    """Tell whether a link stands in a sentence."""
    parent = link.place.parent
    return parent is not None and parent.tag in _TEXT and parent.words > 3 * link.place.words


def _dated(_: Link, item: ElementInfo) -> bool:
    return item.dated


def _stated(link: Link, _: ElementInfo) -> bool:
    return link.stated


def _permalink(link: Link, _: ElementInfo) -> bool:
    return link.permalink


def _dates_only(link: Link, _: ElementInfo) -> bool:
    return not link.permalink and link.words <= _PHRASE and is_date_text(link.title)


def _unlike(group: Group) -> float:
    kinds = Counter((k.place.tag, k.place.classes, k.place.in_heading) for k in group.links)
    return 1 - kinds.most_common(1)[0][1] / len(group.links)


# What speaks for a group: name, weight, a number from 0 to 1.
_FOR: tuple[tuple[str, float, _Signal], ...] = (
    # Titles are phrases; menus and tags are a word or two
    ("long titles", 3.0, lambda g: min(1.0, median(g.lengths) / 8)),
    ("headings", 1.5, lambda g: g.share(_in_heading)),
    ("dates near", 1.5, lambda g: g.share(lambda _, item: item.dated)),
    ("prices near", 1.2, lambda g: g.share(lambda _, item: item.priced)),
    ("addresses of stories", 1.0, lambda g: g.share(lambda link, _: link.slug)),
    # The main list is what the page is for
    ("share of the page", 2.4, lambda g: min(1.0, _words_within(g) / (g.places[0].words + 1))),
    ("named as stories", 0.7, lambda g: g.share(_is_story)),
    ("listed in the page's data", 2.5, lambda g: g.share(_stated)),
    ("marked as addresses of entries", 0.7, lambda g: g.share(_permalink)),
    ("many", 0.7, lambda g: min(1.0, log(len(g.links)) / log(50))),
    ("pictures", 0.25, lambda g: g.share(lambda _, item: item.pictured)),
)
# What speaks against it: name, weight, a share from 0 to 1.
_AGAINST: tuple[tuple[str, float, _Signal], ...] = (
    ("in the page's chrome", 0.65, lambda g: g.share(lambda link, _: link.place.chrome)),
    ("repeated titles", 0.8, lambda g: 1 - len(set(g.titles)) / len(g.titles)),
    ("links away", 0.3, lambda g: g.share(lambda link, _: link.away)),
    # A story's own page before the file that goes with it
    ("files", 0.3, lambda g: g.share(lambda link, _: link.file)),
    # A slider of the best five must not beat the river
    ("few", 1.0, lambda g: 1 - min(1.0, 0.4 + len(g.links) / 16)),
    ("few words beside others", 0.5, _stray),
    ("some with headings", 0.2, lambda g: _mixed(g.share(_in_heading))),
    ("some with dates", 0.2, lambda g: _mixed(g.share(lambda _, item: item.dated))),
    ("some listed in the data", 0.4, lambda g: _mixed(g.share(_stated))),
    ("some marked as entries' own", 0.3, lambda g: _mixed(g.share(_permalink))),
    ("headings lead elsewhere", 0.4, lambda g: g.beside_headings()),
    ("dates as titles", 0.7, lambda g: g.share(_dates_only)),
    ("things to do", 0.6, lambda g: g.share(lambda link, _: bool(_ACTION.search(link.url)))),
    ("in a menu", 0.6, lambda g: g.share(_in_menu)),
    ("the page otherwise sorted", 0.5, lambda g: g.share(lambda link, _: link.sorts)),
    ("two lists", 0.3, _two_lists),
    ("in sentences", 0.3, lambda g: g.share(_in_text)),
    ("unlike", 0.1, _unlike),
)


def find_listing(document: Document) -> ListingRules | None:
    """Return rules for the page's main list of stories; None if there seems to be none."""
    return propose(document)


def propose(
    document: Document,
    yes: Sequence[LexborNode] = (),
    no: Sequence[LexborNode] = (),
    within: LexborNode | None = None,
) -> ListingRules | None:
    """Return rules for the list that holds all of `yes` and none of `no`, elements of the page.

    Each of `yes` is a story, whole or a part of it that holds its link. None if no list
    has them all; without any, if nothing looks like a list of stories. With `within`, where
    the list stands, the rules are for that element, and don't name it.
    """
    chosen = choose(document, yes, no)
    if chosen is None:
        return None
    places, all_links, links = chosen.places, chosen.all_links, chosen.links
    items = items_of(links)
    link, fields = find_fields(places, [link.place for link in links], items)
    held = next((p for p in places if within and p.node.mem_id == within.mem_id), None)
    container, item = selectors_for(places, all_links, links, items, held)
    return ListingRules(
        within=as_rule(container),
        item=as_rule(item),
        link=link,
        fields=fields,
        next=next_rule(document, places, all_links, items),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The links of a page that lead to its stories, among all, and its elements."""

    places: list[ElementInfo]
    all_links: list[Link]
    links: list[Link]


def choose(
    document: Document, yes: Sequence[LexborNode] = (), no: Sequence[LexborNode] = ()
) -> Chosen | None:
    """Return the links that the rules should find, as `propose` does."""
    places = read_places(document)
    if not places:
        return None
    all_links = read_links(document, places)
    named = [aliases for node in yes if (aliases := _aliases(node, all_links))]
    if len(named) < len(yes):
        return None  # what leads nowhere is no story
    unwanted = {alias for node in no for alias in _aliases(node, all_links)}
    usable = [
        link
        for link in all_links
        if link.alias not in unwanted and not is_pager(link, document.url)
    ]
    groups = find_groups(usable, places, document.url)
    held = [g for g in groups if all(aliases & {k.alias for k in g.links} for aliases in named)]
    scored = sorted(((worth(group), group) for group in held), key=lambda s: -s[0])
    if not scored or (not yes and scored[0][0] < _LOWEST):
        return None
    best, chosen = _widened(scored)
    variants = [g for score, g in scored[1:] if score >= _ALIKE * best and same_kind(chosen, g)]
    lists = [chosen, *variants]
    if not yes:
        lists += _as_good(scored, best, lists)
    return Chosen(places, all_links, [link for group in lists for link in group.links])


def selectors_for(
    places: list[ElementInfo],
    all_links: list[Link],
    links: list[Link],
    items: list[ElementInfo],
    within: ElementInfo | None = None,
) -> tuple[str, str]:
    """Return where the items stand, "" if that need not be said, and what finds them there.

    `within` is where they are known to stand: then that need not be said.
    """
    if within is not None:
        return "", Picker(places, all_links, links, within).pick(items).selector
    picked = Picker(places, all_links, links).pick(items)
    holder = around(sorted(items, key=lambda one: one.at))
    if picked.amiss > _EXACT and holder is not None:
        inside = Picker(places, all_links, links, holder).pick(items)
        if inside.amiss < picked.amiss - _EXACT:
            return path_to(holder, places), inside.selector
    return (picked.within, picked.item) if picked.within else ("", picked.selector)


def _as_good(scored: list[tuple[float, Group]], best: float, chosen: list[Group]) -> list[Group]:
    """Return the other lists of a front page that look as much like stories as the best one."""
    taken = {link.alias for group in chosen for link in group.links}
    held = [item for group in chosen for item in group.items]
    more: list[Group] = []
    for score, group in scored:
        if score < max(_STRONG, _AS_GOOD * best):
            break
        own = {link.alias for link in group.links}
        beside = all(a.end <= b.at or b.end <= a.at for a in group.items for b in held)
        if own & taken or not beside or median(group.lengths) < _PHRASE:
            continue
        first = chosen[0]
        if any(first.share(has) > _MOST > group.share(has) for has in (_dated, _stated)):
            continue
        more.append(group)
        taken |= own
        held += group.items
    return more


def _aliases(node: LexborNode, links: list[Link]) -> set[str]:
    """Return where an element leads: by the links in it, or the one around it."""
    inside = {one.mem_id for one in node.traverse()}
    found = {link.alias for link in links if link.place.node.mem_id in inside}
    if found:
        return found
    around = set[int]()
    above = node.parent
    while above is not None:
        around.add(above.mem_id)
        above = above.parent
    return {link.alias for link in links if link.place.node.mem_id in around}


def worth(group: Group) -> float:
    """Return how much a group looks like a list of stories, by the table of signals."""
    score = sum(weight * signal(group) for _, weight, signal in _FOR)
    for _, weight, signal in _AGAINST:
        score *= 1 - weight * signal(group)
    return score


def _widened(scored: list[tuple[float, Group]]) -> tuple[float, Group]:
    """Return the best group, or one that holds all of it and is nearly as good."""
    best, chosen = scored[0]
    own = {link.alias for link in chosen.links}
    for score, group in scored[1:]:
        if score < _NEARLY * best:
            break
        theirs = {link.alias for link in group.links}
        if own < theirs and _adds_its_like(chosen, group, own):
            chosen, own = group, theirs
    return best, chosen


def _adds_its_like(chosen: Group, wider: Group, own: set[str]) -> bool:
    """Tell whether what a wider group has beside the chosen one could be stories as well."""
    pairs = zip(wider.links, wider.items, strict=True)
    added = [(link, item) for link, item in pairs if link.alias not in own]
    if sum(link.place.chrome for link, _ in added) > len(added) / 2:
        return False
    if chosen.share(_stated) > _MOST and not any(link.stated for link, _ in added):
        return False  # the page's data lists the one, and nothing of the other
    dated = chosen.share(lambda _, item: item.dated) > _MOST
    return not dated or sum(item.dated for _, item in added) > len(added) / 2


def same_kind(one: Group, other: Group) -> bool:
    """Tell whether a group is a variant of another: the same list, its rows styled in turns."""
    a, b = one.links[0].place, other.links[0].place
    if (a.tag, a.classes, a.in_heading) != (b.tag, b.classes, b.in_heading):
        return False
    if one.share(lambda _, item: item.dated) > 0.5 > other.share(lambda _, item: item.dated):
        return False
    if one.share(_stated) > _MOST and not any(link.stated for link in other.links):
        return False
    if {item.at for item in one.items} & {item.at for item in other.items}:
        return False  # two links of the same items
    x, y = one.items[0], other.items[0]
    alike = x.classes == y.classes or bool(a.classes and {*x.classes} & {*y.classes})
    return x.tag == y.tag and alike
