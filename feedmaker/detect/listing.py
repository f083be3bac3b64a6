"""A listing page -> rules that read it, where the site file has none.

Links that stand alike, exactly or nearly, make groups (`groups`); the one that looks
most like a list of stories wins by one table of signals, widened to a group that
holds it and is nearly as good. The answer is made of plain rules (`selectors`,
`fields`), so that it is stored, shown and run like those of a site file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, read_places
from feedmaker.detect.fields import as_rule, find_fields
from feedmaker.detect.front_page import (
    as_good,
    below_leads,
    below_names,
    called_leads,
    entries_between,
    entries_in_turns,
    first_lines,
    headlines,
    in_columns,
    lead_before,
    leads,
    leads_beside,
    lines_of_sections,
    marked,
    meetings,
    notices,
    of_sections,
    openings,
    other_sections,
    register_of,
    rows_between,
    rows_of_table,
    run_on,
    set_before,
    set_otherwise,
    without_games,
    without_kickers,
    without_most_read,
    without_rankings,
    worded,
)
from feedmaker.detect.groups import (
    FEWEST,
    Group,
    few_stories,
    find_groups,
    items_of,
    may_be_beside,
    short_first,
    whole_first,
)
from feedmaker.detect.links import (
    Link,
    bare,
    behind_breaks,
    beside_days,
    by_days,
    by_mark,
    by_words,
    feet,
    in_folder,
    is_home,
    leads_to,
    lines_beside_days,
    of_month,
    papers_of_days,
    permanent,
    read_links,
    without_digests,
    without_reviews,
)
from feedmaker.detect.names import around, path_to
from feedmaker.detect.next_page import is_pager, next_rule
from feedmaker.detect.page_parts import find_parts
from feedmaker.detect.records import boxed_papers, commits, headed_papers, papers
from feedmaker.detect.selectors import Picker
from feedmaker.detect.signals import (
    ranked,
    worth,
)
from feedmaker.detect.titles import heading_above
from feedmaker.detect.variants import best_lists, breaks_off
from feedmaker.model import ListingRules
from feedmaker.page.document import Document

_LOWEST = 0.5  # score of a list; of 14.1
_EXACT = 0.4  # items amiss: a selector that is as good as exact
_MOST_CALLED = 0.5  # of the items, whose "Read more" leads to the stories
_NAMED = 2  # stories of a list that somebody has named one of

_MORE = (
    *(set_otherwise, rows_between, entries_between, entries_in_turns, rows_of_table),
    *(leads, first_lines, in_columns, called_leads, lead_before, below_names),
)
"""What finds single links that are of the list as well, each beside what the ones before found."""


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
    places, all_links, items = chosen.places, chosen.all_links, chosen.items
    links = bare(chosen.links, items, all_links)
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
        return find_parts(chosen.places, chosen.all_links, chosen.items, chosen.links)
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
        None if yes and alone else _likeliest(_of_list(document, usable), places, document.url)
    )
    if not yes and (likeliest is None or may_be_beside(*likeliest)):
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
    _, lists = best_lists(_by_worth(held))
    links = [link for group in lists for link in group.links]
    return Chosen(places, all_links, links, items_of(links))


def _of_list(document: Document, links: list[Link]) -> list[Link]:
    """Return the links that may be of a page's list, by themselves or by those beside them."""
    named = without_reviews(without_digests(in_folder(document, links)))
    return without_rankings(without_kickers(named))


def _holds(links: Sequence[Link], named: Sequence[set[str]]) -> bool:
    """Tell whether some links lead to each of the named stories."""
    return all(aliases & {link.alias for link in links} for aliases in named)


def _by_worth(groups: list[Group]) -> list[tuple[float, Group]]:
    scored = sorted(((worth(group), group) for group in groups), key=lambda s: -s[0])
    return whole_first(short_first(scored))


def _likeliest(
    usable: list[Link], places: list[ElementInfo], url: str
) -> tuple[list[Link], list[ElementInfo]] | None:
    """Return the links of what looks most like the page's list, each with its item."""
    scored = _by_worth(find_groups(usable, places, url))
    if not scored or scored[0][0] < _LOWEST:
        return _at_foot(usable, places)
    best, lists = best_lists(scored)
    if any(breaks_off(group, lists[0]) for _, group in scored):
        longer = _likeliest([replace(link, stated=False) for link in usable], places, url)
        if longer and {k.alias for k in lists[0].links} <= {k.alias for k in longer[0]}:
            return longer
    if told := _of_kind(usable, places, scored, lists[0]):
        return told
    others = [
        (score, group)
        for score, group in scored
        if ranked(group) <= ranked(lists[0]) and not leads_beside(group, lists[0])
    ]
    lists += as_good(others, best, lists)
    lists += set_before(others, best, lists)
    taken = {link.alias for group in lists for link in group.links}
    lists += below_leads((group for _, group in scored), lists[0], taken)
    lists += of_sections([group for _, group in others], lists)
    lists += lines_of_sections([group for _, group in scored], lists)
    lists += run_on((group for _, group in others), lists)
    lists += other_sections([group for _, group in scored], lists, usable)
    links = [link for group in lists for link in group.links]
    items = items_of(links)
    links = worded(usable, links, items)
    for more in _MORE:
        for link, item in more(usable, lists[0], {link.alias for link in links}):
            links.append(link)
            items.append(item)
    links, items = without_most_read(usable, *without_games(links, items))
    return headlines(usable, lists, links, items)


def _of_kind(
    usable: list[Link], places: list[ElementInfo], scored: list[tuple[float, Group]], chosen: Group
) -> tuple[list[Link], list[ElementInfo]] | None:
    """Return the links of a list that is known by what it is of, each with its item.

    Those are jobs, meetings and their papers, notices, commits, entries of a register or of a
    weblog whose titles lead nowhere, and the few of one month. None of them looks like a list of
    stories by its titles.
    """
    if few := of_month(usable, chosen.links, chosen.url):
        return few, items_of(few)
    if jobs := openings(usable, chosen, (group for _, group in scored)):
        return jobs, [link.place for link in jobs]
    rows = meetings(usable, chosen) or notices(usable, chosen) or commits(usable, chosen)
    if rows:
        return [link for link, _ in rows], [row for _, row in rows]
    if headed := headed_papers(usable, chosen):
        return headed, [link.place for link in headed]
    if boxed := boxed_papers(usable, chosen):
        return boxed, items_of(boxed)
    if entries := register_of(usable, chosen) or papers(usable, chosen):
        return entries, items_of(entries)
    if below := _at_foot(usable, places, chosen):
        return below
    if notes := by_days(usable, chosen.links):
        return notes, items_of(notes)
    if lines := papers_of_days(usable, chosen.links) or beside_days(usable, chosen.links):
        return lines, [link.place for link in lines]
    return None


def _at_foot(
    usable: list[Link], places: list[ElementInfo], chosen: Group | None = None
) -> tuple[list[Link], list[ElementInfo]] | None:
    """Return the links at the feet of entries whose titles lead nowhere, if that is the page.

    Those of a `chosen` group whose items have a heading of their own are known by that: by "Read
    more" as well, below a heading that leads nowhere.
    """
    if chosen is not None and chosen.called() > _MOST_CALLED:
        return None
    pairs = zip(chosen.links, chosen.items, strict=True) if chosen else ()
    headed = {link.alias for link, item in pairs if item.headed or item.in_heading}
    entries, sure = permanent(usable, headed)
    own = feet(entries, usable)
    return (entries, own) if entries and (sure or heading_above(places, own)) else None


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
    if picked.amiss > _EXACT and (
        alike := by_words(all_links, links, items) or by_mark(all_links, links, items)
    ):
        return "", alike
    if picked.amiss > _EXACT and (by_address := marked(all_links, links, items)):
        return "", by_address
    for lines_of in (behind_breaks, lines_beside_days) if picked.amiss > _EXACT else ():
        if (lines := lines_of(places, all_links, items))[1]:
            return lines
    holder = around(sorted(items, key=lambda one: one.at))
    if picked.amiss > _EXACT and holder is not None:
        inside = Picker(places, all_links, links, holder).pick(items)
        if inside.amiss < picked.amiss - _EXACT:
            return path_to(holder, places), inside.selector
    return (picked.within, picked.item) if picked.within else ("", picked.selector)
