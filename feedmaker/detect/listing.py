"""A listing page -> rules that read it, where the site file has none.

Links that stand alike, exactly or nearly, make groups (`groups`); the one that looks
most like a list of stories wins by one table of signals, widened to a group that
holds it and is nearly as good. The answer is made of plain rules (`selectors`,
`fields`), so that it is stored, shown and run like those of a site file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, read_places
from feedmaker.detect.few import few_stories, may_be_beside
from feedmaker.detect.fields import as_rule, find_fields
from feedmaker.detect.front_page import (
    as_good,
    below_leads,
    called_leads,
    first_lines,
    goes_on,
    headlines,
    in_columns,
    leads,
    marked,
    of_sections,
    openings,
    rows_between,
    set_before,
)
from feedmaker.detect.groups import FEWEST, Group, find_groups, items_of
from feedmaker.detect.links import Link, in_folder, is_home, leads_to, read_links, without_digests
from feedmaker.detect.next_page import is_pager, next_rule
from feedmaker.detect.page_parts import find_parts
from feedmaker.detect.selectors import Picker, around, path_to
from feedmaker.detect.signals import (
    dated,
    dates_as_titles,
    in_chrome,
    is_address,
    is_below,
    is_story,
    ranked,
    stated,
    worth,
)
from feedmaker.detect.titles import is_title_name
from feedmaker.model import ListingRules
from feedmaker.page.document import Document
from feedmaker.text import folded

_LOWEST = 0.5  # score of a list; of 14.1
_NEARLY = 0.88  # of the best score: what a wider group must have
_MOST = 0.9  # share of the items from which all are said to have a date
_EXACT = 0.4  # items amiss: a selector that is as good as exact
_FIRST_ONLY = 0.4  # of a list: what the page's data tells of, if it breaks off
_NAMED = 2  # stories of a list that somebody has named one of
_FEW_SECOND = 0.3  # of the items: that may have a second link that looks like the first
_OFTEN = 2  # times that words are said, and name one thing still
_AS_LONG = 2  # times the words of another list's titles
_AS_OFTEN = 0.5  # of the items: what one list has and another lacks, if they're one
_ALIKE = 0.5  # of the best score: what a variant of the list must have


def find_listing(document: Document) -> ListingRules | None:
    """Return rules for the page's main list of stories; None if there seems to be none."""
    return propose(document)


def propose(
    document: Document,
    yes: Sequence[LexborNode] = (),
    no: Sequence[LexborNode] = (),
    within: LexborNode | None = None,
    *,
    alone: bool = False,
) -> ListingRules | None:
    """Return rules for the list that holds all of `yes` and none of `no`, elements of the page.

    Each of `yes` is a story, whole or a part of it that holds its link. None if no list
    has them all; without any, if nothing looks like a list of stories. With `within`, where
    the list stands, the rules are for that element, and don't name it. What would be found
    without `yes` is it if it has them all, unless their list is wanted `alone`.
    """
    chosen = choose(document, yes, no, alone=alone)
    if not (yes or no or within) and (parts := _parts(document, chosen)):
        return parts
    if chosen is None:
        return None
    places, all_links, links = chosen.places, chosen.all_links, chosen.links
    items = chosen.items
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


def _parts(document: Document, chosen: Chosen | None) -> ListingRules | None:
    """Return rules for a page that tells its stories itself; None if it is no such page."""
    if chosen is not None:
        return find_parts(chosen.places, chosen.all_links, chosen.items)
    places = read_places(document)
    return find_parts(places, read_links(document, places)) if places else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The links of a page that lead to its stories, among all of its links and elements."""

    places: list[ElementInfo]
    all_links: list[Link]
    links: list[Link]
    items: list[ElementInfo]  # of each link, the element that is its story's


def choose(
    document: Document,
    yes: Sequence[LexborNode] = (),
    no: Sequence[LexborNode] = (),
    *,
    alone: bool = False,
) -> Chosen | None:
    """Return the links that the rules should find, as `propose` does."""
    places = read_places(document)
    if not places:
        return None
    all_links = read_links(document, places)
    named = [aliases for node in yes if (aliases := leads_to(node, all_links))]
    if len(named) < len(yes):
        return None  # what leads nowhere is no story
    unwanted = {alias for node in no for alias in leads_to(node, all_links)}
    url = document.url
    usable = [
        k for k in all_links if not (k.alias in unwanted or is_pager(k, url) or is_home(k, url))
    ]
    likeliest = (
        None
        if yes and alone
        else _likeliest(without_digests(in_folder(document, usable)), places, document.url)
    )
    if not yes and (likeliest is None or may_be_beside(likeliest[0])):
        likeliest = few_stories(document, usable, places, likeliest) or likeliest
    if likeliest is not None and _holds(likeliest[0], named):
        return Chosen(places, all_links, *likeliest)
    held: list[Group] = []
    for fewest in (FEWEST, _NAMED) if named else ():  # a short list, as a story of it is named
        if not held:
            groups = find_groups(usable, places, document.url, fewest)
            held = [group for group in groups if _holds(group.links, named)]
    if not held:
        return None
    _, lists = _best_lists(_by_worth(held))
    links = [link for group in lists for link in group.links]
    return Chosen(places, all_links, links, items_of(links))


def _holds(links: Sequence[Link], named: Sequence[set[str]]) -> bool:
    """Tell whether some links lead to each of the named stories."""
    return all(aliases & {link.alias for link in links} for aliases in named)


def _by_worth(groups: list[Group]) -> list[tuple[float, Group]]:
    return sorted(((worth(group), group) for group in groups), key=lambda s: -s[0])


def _best_lists(scored: list[tuple[float, Group]]) -> tuple[float, list[Group]]:
    """Return the best score, and the group that is taken with the variants of it."""
    best, chosen = _widened(scored)
    chosen = _called_titles([group for _, group in scored], chosen)
    rest = [g for s, g in scored[1:] if s >= _ALIKE * best and same_kind(chosen, g)]
    return best, [chosen, *(g for g in rest if not _are_elsewhere(chosen, g))]


def _likeliest(
    usable: list[Link], places: list[ElementInfo], url: str
) -> tuple[list[Link], list[ElementInfo]] | None:
    """Return the links of what looks most like the page's list, each with its item."""
    scored = _by_worth(find_groups(usable, places, url))
    if not scored or scored[0][0] < _LOWEST:
        return None
    best, lists = _best_lists(scored)
    if any(_continues(group, lists[0]) for _, group in scored):
        longer = _likeliest([replace(link, stated=False) for link in usable], places, url)
        if longer and {k.alias for k in lists[0].links} <= {k.alias for k in longer[0]}:
            return longer
    if jobs := openings(usable, lists[0]):
        return jobs, [link.place for link in jobs]
    others = [(score, group) for score, group in scored if ranked(group) <= ranked(lists[0])]
    lists += as_good(others, best, lists)
    lists += set_before(others, best, lists)
    taken = {link.alias for group in lists for link in group.links}
    lists += below_leads((group for _, group in scored), lists[0], taken)
    lists += of_sections([group for _, group in others], lists)
    links = [link for group in lists for link in group.links]
    items = items_of(links)
    for more in (rows_between, leads, first_lines, in_columns, called_leads):
        for link, item in more(usable, lists[0], {link.alias for link in links}):
            links.append(link)
            items.append(item)
    return headlines(usable, lists, links, items)


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
    if picked.amiss > _EXACT and (by_address := marked(all_links, links, items)):
        return "", by_address
    holder = around(sorted(items, key=lambda one: one.at))
    if picked.amiss > _EXACT and holder is not None:
        inside = Picker(places, all_links, links, holder).pick(items)
        if inside.amiss < picked.amiss - _EXACT:
            return path_to(holder, places), inside.selector
    return (picked.within, picked.item) if picked.within else ("", picked.selector)


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


def _called_titles(groups: list[Group], chosen: Group) -> Group:
    """Return the links of the same items and addresses that are called titles, if these are not.

    They stand before a line below the title that leads there as well.
    """
    if chosen.share(_is_called_title):
        return chosen
    leads = [(link.alias, item.at) for link, item in zip(chosen.links, chosen.items, strict=True)]
    for group in groups:
        pairs = zip(group.links, group.items, strict=True)
        same = [(link.alias, item.at) for link, item in pairs] == leads
        if same and group.share(_is_called_title) == 1 and all(group.titles):
            return group
    return chosen


def _is_called_title(link: Link, _: ElementInfo) -> bool:
    return any(map(is_title_name, link.place.classes))


def _continues(wider: Group, chosen: Group) -> bool:
    """Tell whether a group goes on like the chosen one, though the page's data breaks off.

    So it does where a front page lists but its first stories for search engines.
    """
    stated_ones = [link.stated for link in wider.links]
    first = sum(stated_ones)
    if not FEWEST <= first <= _FIRST_ONLY * len(stated_ones) or not all(stated_ones[:first]):
        return False
    if chosen.share(stated) <= _FIRST_ONLY:
        return False
    own, theirs = ({link.alias for link in group.links} for group in (chosen, wider))
    kinds = set(chosen.items[0].classes).intersection(*(item.classes for item in wider.items))
    apart = any(link.place.chrome or link.place.carousel or link.away for link in wider.links)
    return own < theirs and bool(kinds) and not apart


def _adds_its_like(chosen: Group, wider: Group, own: set[str]) -> bool:
    """Tell whether what a wider group has beside the chosen one could be stories as well."""
    pairs = zip(wider.links, wider.items, strict=True)
    added = [(link, item) for link, item in pairs if link.alias not in own]
    if sum(link.place.chrome for link, _ in added) > len(added) / 2:
        return False
    if chosen.share(stated) > _MOST and not any(link.stated for link, _ in added):
        return False  # the page's data lists the one, and nothing of the other
    if _are_adverts(chosen, added) or _are_buttons(chosen, added) or _are_elsewhere(chosen, wider):
        return False
    if _are_nameless(added) or _are_one_row(chosen, added):
        return False
    if chosen.share(is_story) == 1 and not any(is_story(link, item) for link, item in added):
        return False
    if chosen.share(dated) <= _MOST:
        return True
    return sum(dated(link, item) for link, item in added) > len(added) / 2


def _are_adverts(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether what a wider group adds leads away, named unlike a list that never does."""
    if chosen.share(lambda link, _: link.away) or not all(link.away for link, _ in added):
        return False
    kinds = set(chosen.items[0].classes).intersection(*(item.classes for item in chosen.items))
    return bool(kinds) and not any(kinds & {*item.classes} for _, item in added)


def _are_elsewhere(chosen: Group, other: Group) -> bool:
    """Tell whether another group adds but what stands beside a section's list, and in none.

    A shop's shelf leads below the page's own address, its best sellers from all shelves do not.
    """
    own = {link.alias for link in chosen.links}
    added = [link for link in other.links if link.alias not in own]
    below = is_below(chosen.url)
    first, last = chosen.items[0].at, chosen.items[-1].end
    beside = all(not first <= link.place.at < last for link in added)
    return beside and all(below(k) for k in chosen.links) and not any(map(below, added))


def _are_buttons(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds second links of a few items: "notify me", where sold out.

    A grid of which one column was chosen has as many again in each row.
    """
    few = len(added) <= _FEW_SECOND * len(chosen.links)
    return few and all(
        any(item.at <= link.place.at < item.end for item in chosen.items) for link, _ in added
    )


def _are_nameless(added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether most of what a wider group adds has no name of its own.

    So it is with addresses, and pictures of letters, in the columns beside a list's names.
    """
    said = Counter(folded(link.title) for link, _ in added)
    nameless = sum(is_address(k.title) or said[folded(k.title)] > _OFTEN for k, _ in added)
    return nameless > len(added) / 2


def _are_one_row(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds but the links of one row, as tabs, to a table's rows."""
    own, others = {_row_of(link) for link in chosen.links}, {_row_of(link) for link, _ in added}
    rows = -1 not in own and 2 * len(own) > len(chosen.links)
    return rows and len(added) >= FEWEST and len(others) == 1 and not others & {*own, -1}


def _row_of(link: Link) -> int:
    return next((above.at for above in link.place.upwards() if above.tag == "tr"), -1)


def same_kind(one: Group, other: Group) -> bool:
    """Tell whether a group is a variant of another: the same list, its rows styled in turns."""
    a, b = one.links[0].place, other.links[0].place
    if (a.tag, a.classes, a.in_heading) != (b.tag, b.classes, b.in_heading):
        return False
    undated = one.share(dated) > 0.5 > other.share(dated) and not goes_on(one, other)
    if undated or ranked(other) > ranked(one):
        return False
    if one.share(in_chrome) < 0.5 < other.share(in_chrome):
        return False
    if one.share(stated) > _MOST and not any(link.stated for link in other.links):
        return False
    if dates_as_titles(other) > _MOST and dates_as_titles(one) < 1 - _MOST:
        return False  # years that lead to archives
    if {item.at for item in one.items} & {item.at for item in other.items}:
        return False  # two links of the same items
    x, y = one.items[0], other.items[0]
    alike = x.classes == y.classes or bool(a.classes and {*x.classes} & {*y.classes})
    unnamed = not (x.classes or y.classes)
    if unnamed and a.classes and _named_apart(x.parent, y.parent):
        return False
    if unnamed and not a.classes and (_named_apart(a.parent, b.parent) or _held_apart(one, other)):
        return False
    if unnamed and not a.classes and not _look_alike(one, other):
        return False
    return x.tag == y.tag and alike


def _look_alike(one: Group, other: Group) -> bool:
    """Tell whether two lists that nothing names show as much of their stories, and other ones."""
    if {link.alias for link in one.links} & {link.alias for link in other.links}:
        return False
    long, short = sorted((median(one.lengths), median(other.lengths)), reverse=True)
    return long <= _AS_LONG * short and all(
        abs(one.share(has) - other.share(has)) <= _AS_OFTEN for has in (_pictured, _has_slug)
    )


def _pictured(_: Link, item: ElementInfo) -> bool:
    return item.pictured


def _has_slug(link: Link, _: ElementInfo) -> bool:
    return link.slug


def _held_apart(one: Group, other: Group) -> bool:
    """Tell whether what holds two lists is called otherwise, or but one of them by a name.

    Not if one stands in the other: those are answers below their messages.
    """
    x, y = one.items[0].parent, other.items[0].parent
    if x is None or y is None or x.classes == y.classes or {*x.classes} & {*y.classes}:
        return False
    return not any(
        item.at < inner.items[0].at < item.end
        for outer, inner in ((one, other), (other, one))
        for item in outer.items
    )


def _named_apart(one: ElementInfo | None, other: ElementInfo | None) -> bool:
    """Tell whether two elements have names of their kind, and none in common."""
    if one is None or other is None or not (one.classes and other.classes):
        return False
    return not {*one.classes} & {*other.classes}
