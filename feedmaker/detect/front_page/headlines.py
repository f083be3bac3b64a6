"""Single stories that a front page shows larger than those of its list, above or in it.

Those named as the list's items are `leads`, those at the head of its boxes `first_lines`;
`headlines` have a heading of their own above the list, of whatever kind. What is a list of its
own is the matter of `blocks`.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.front_page.addresses import (
    PHRASE,
    address_kind,
    is_aside,
    is_of_others,
    made_kinds,
)
from feedmaker.detect.groups import Group, items_of
from feedmaker.detect.links import Link
from feedmaker.detect.names import around
from feedmaker.detect.signals import dated, in_heading, priced, stated

_MOST = 0.9  # share of the items from which all are said to have something
_SEVERAL = 3  # items of a list, and turns of it with others
_IN_TURNS = 0.25  # for each item of a list: what stands in turns with it, and is no advert
_BOXES = 3  # of a list, from which what most of them begin with is no chance
_BOLD = frozenset({"b", "strong", "big"})
_MOST_LEADS = 3  # stories that a front page shows larger than the others


def leads(links: list[Link], chosen: Group, taken: set[str]) -> list[tuple[Link, ElementInfo]]:
    """Return the stories that a front page shows larger than its list, before the end of that.

    They are named as the list's items are, and each has a heading of its own. With each
    comes the element that is its item.
    """
    kinds = set(chosen.items[0].classes).intersection(*(item.classes for item in chosen.items))
    if chosen.share(in_heading) < _MOST or not (kinds or chosen.items[0].tag == "article"):
        return []
    tag, end = chosen.items[0].tag, chosen.items[-1].end
    found: dict[str, tuple[Link, ElementInfo]] = {}
    for link in links:
        item = next(
            (up for up in link.place.upwards() if up.tag == tag and kinds <= {*up.classes}), None
        )
        if item is None or item.at > end or link.alias in taken or not link.place.in_heading:
            continue
        if not (link.place.chrome or link.place.carousel or link.away) and link.words >= PHRASE:
            found.setdefault(link.alias, (link, item))
    for has in (dated, stated):
        if chosen.share(has) > _MOST:
            found = {alias: pair for alias, pair in found.items() if has(*pair)}
    apart = Counter(item.at for _, item in found.values())
    one_each = [pair for pair in found.values() if apart[pair[1].at] == 1]
    return one_each if len(one_each) <= _MOST_LEADS else []


def rows_between(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return what stands among a list's items, is named as they are, and holds one other story.

    So do cards with a picture behind the title, which have no heading or date, among those with.
    What stands before or behind them, or has but one of their names, must have a date as they do.
    """
    held = {item.at for item in chosen.items}
    one = chosen.items[0]
    rows = {(item.parent, item.tag, item.classes) for item in chosen.items}
    if len(rows) > 1 or not one.classes or one.parent is None:
        return []
    ways = {(link.place.tag, link.place.depth) for link in chosen.links}
    found: dict[int, dict[str, tuple[Link, ElementInfo]]] = {}
    for link in links:
        place = link.place
        if not one.parent.at < place.at < one.parent.end or (place.tag, place.depth) not in ways:
            continue
        row = next(up for up in place.upwards() if up.parent is one.parent)
        if row.at not in held and row.tag == one.tag and _named_alike(row, one):
            found.setdefault(row.at, {}).setdefault(link.alias, (link, row))
    alone = [next(iter(pairs.values())) for pairs in found.values() if len(pairs) == 1]
    new = [(link, row) for link, row in alone if link.alias not in taken and not link.away]
    if chosen.share(stated) > _MOST:
        new = [(link, row) for link, row in new if link.stated]
    first, last = chosen.items[0].at, chosen.items[-1].at
    if any(first < row.at < last and row.classes == one.classes for _, row in new):
        return [(link, row) for link, row in new if row.classes == one.classes or dated(link, row)]
    return new if chosen.share(dated) == 1 and all(dated(*pair) for pair in new) else []


def entries_between(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return what stands among a list's items as one more, with a day and a heading as they have.

    It has one of their names, and another for how it is shown: with a text, say, where they are
    pictures. All that such headings of it lead to is one story.
    """
    items = chosen.items
    rows, kinds = items[0].parent, {*items[0].classes}.intersection(*(i.classes for i in items))
    heads = {_heading_tag(link) for link in chosen.links}
    if not kinds or any(item.parent is not rows for item in items) or len(heads) > 1:
        return []
    if chosen.share(dated) < 1 or "" in heads:
        return []
    held, first, last = {item.at for item in items}, items[0].at, items[-1].at
    found: dict[int, dict[str, tuple[Link, ElementInfo]]] = {}
    for link in links:
        if not first < link.place.at < last or _heading_tag(link) not in heads or is_aside(link):
            continue  # or the author's, who is named in the heading
        row = next((up for up in link.place.upwards() if up.parent is rows), None)
        if row is None or row.at in held or row.tag != items[0].tag or not kinds & {*row.classes}:
            continue
        found.setdefault(row.at, {}).setdefault(link.alias, (link, row))
    alone = [next(iter(pairs.values())) for pairs in found.values() if len(pairs) == 1]
    new = [(k, row) for k, row in alone if k.alias not in taken and row.dated]
    return [pair for pair in new if chosen.share(stated) <= _MOST or stated(*pair)]


def entries_in_turns(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return what stands in turns with a list's items and has their names, but less or other parts.

    So a paper shows what its sister writes, without a day and below a smaller heading. All that
    headings of one lead to is one story; an advert here or there is none of these.
    """
    if chosen.share(in_heading) < _MOST:
        return []
    holders = Counter(item.parent.at for item in chosen.items if item.parent is not None)
    at, times = max(holders.items(), key=lambda one: one[1], default=(0, 0))
    items = [item for item in chosen.items if item.parent is not None and item.parent.at == at]
    if times < max(_MOST * len(chosen.items), _SEVERAL) or len({item.tag for item in items}) > 1:
        return []
    rows, kinds = items[0].parent, {*items[0].classes}.intersection(*(i.classes for i in items))
    if rows is None or not kinds:
        return []
    held, last = {item.at for item in chosen.items}, items[-1].at
    found: dict[int, dict[str, tuple[Link, ElementInfo]]] = {}
    for link in links:
        if not items[0].at < link.place.at < last or not link.place.in_heading:
            continue
        row = next((up for up in link.place.upwards() if up.parent is rows), None)
        if row is None or row.at in held or row.tag != items[0].tag or not kinds <= {*row.classes}:
            continue
        found.setdefault(row.at, {}).setdefault(link.alias, (link, row))
    alone = [next(iter(pairs.values())) for pairs in found.values() if len(pairs) == 1]
    new = [(k, row) for k, row in alone if k.alias not in taken and _is_told_here(k, row)]
    for has in (priced, stated):
        if chosen.share(has) > _MOST:
            new = [pair for pair in new if has(*pair)]
    ours = sorted([*((item.at, False) for item in items), *((row.at, True) for _, row in new)])
    turns = sum(is_new and not before for (_, before), (_, is_new) in pairwise(ours))
    enough = len(new) >= _IN_TURNS * len(items) and turns >= _SEVERAL
    return new if enough else []


def _is_told_here(link: Link, row: ElementInfo) -> bool:
    """Tell whether a link heads a card of some words that is no part of the page's chrome."""
    apart = link.place.chrome or link.place.carousel or row.branch or is_of_others(link.url)
    return link.words >= PHRASE and not apart


def _heading_tag(link: Link) -> str:
    """Return the tag of the heading that a link stands in; "" if it stands in none."""
    return next((up.tag for up in link.place.upwards() if up.tag in HEADINGS), "")


def _named_alike(row: ElementInfo, item: ElementInfo) -> bool:
    """Tell whether two elements have the same names, or one of them those of the other and more."""
    names, others = {*row.classes}, {*item.classes}
    return bool(names & others) and (names <= others or others <= names)


def first_lines(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return the stories at the head of most boxes of a list, shown otherwise than those below.

    As where a box is a picture with its title, and lines. Each is what stands beside the lines
    in front of them, and leads to one story, with an address that is made as theirs are.
    """
    firsts: dict[int, ElementInfo] = {}
    for item in chosen.items:
        if item.parent is not None:
            firsts.setdefault(item.parent.at, item)
    if len(firsts) < _BOXES:
        return []
    heads: dict[int, dict[int, list[Link]]] = {at: {} for at in firsts}
    places: dict[int, ElementInfo] = {}
    for link in links:
        for up in link.place.upwards():
            first = firsts.get(up.parent.at) if up.parent is not None else None
            if up.parent is not None and first is not None and up.end <= first.at:
                heads[up.parent.at].setdefault(up.at, []).append(link)
                places[up.at] = up
    made = made_kinds(chosen)
    found: list[tuple[Link, ElementInfo]] = []
    for at, beside in heads.items():
        if len(beside) != 1:
            continue
        ((own, some),) = beside.items()
        link = max(some, key=lambda one: one.words)
        alike = places[own].tag == firsts[at].tag and address_kind(link.url) in made
        one = len({each.alias for each in some}) == 1 and link.alias not in taken
        if alike and one and link.words >= PHRASE and not is_aside(link):
            found.append((link, places[own]))
    return found if len(found) > len(firsts) / 2 else []


def lead_before(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return the one story that stands before a list's first item, in what holds the list.

    Its title is in bold, where those of the list are in no heading; its address is made as theirs
    are, and it shows a picture or says more than its title. Nothing else there leads to a story.
    """
    if chosen.share(in_heading) or chosen.share(dated) > _MOST or chosen.share(stated) > _MOST:
        return []
    first, holder, made = chosen.items[0], around(chosen.items), made_kinds(chosen)
    if holder is None or not made:
        return []
    above = [k for k in links if holder.at < k.place.at < first.at and k.alias not in taken]
    stories = [k for k in above if address_kind(k.url) in made]
    if len({link.alias for link in stories}) != 1 or any(map(is_aside, stories)):
        return []
    title = next((k for k in stories if _is_phrase(k) and _is_bold(k, holder)), None)
    if title is None:
        return []
    item = title.place
    for up in title.place.upwards():
        if up.end > first.at or up is holder:
            break
        item = up
    return [(title, item)] if item.pictured or item.words >= title.words + PHRASE else []


def _is_bold(link: Link, holder: ElementInfo) -> bool:
    around_it = (up for up in link.place.upwards() if up.at > holder.at)
    return any(up.tag in _BOLD for up in around_it)


def headlines(
    links: list[Link], lists: list[Group], taken: list[Link], items: list[ElementInfo]
) -> tuple[list[Link], list[ElementInfo]]:
    """Return the links and items of a list with the stories whose headings stand above them.

    Their addresses are made as the list's are. More than a few alike are a list of their own,
    and a row of another kind where all of the list have a date, and they have none.
    """
    first, start = lists[0], min(item.at for item in items)
    made, own = made_kinds(first), {link.alias for link in taken}
    # Cards that are links whole have their headings in them
    whole = first.share(lambda link, _: link.place.headed) > _MOST
    of_days = first.share(dated) > _MOST
    rows, named = first.items[0].parent, _heading_names(first)
    found: dict[str, Link] = {}
    for link in links:
        if link.place.at > start:
            break
        headed = link.place.in_heading or (link.place.headed and whole)
        alone = of_days and (_is_all_of_its_place(link) or _heads_row(link, rows, named))
        if not headed or not (_is_phrase(link) or alone):
            continue
        if address_kind(link.url) in made:
            found.setdefault(link.alias, link)
    found = {alias: link for alias, link in found.items() if alias not in own}
    if not 0 < len(found) <= _MOST_LEADS:
        return taken, items
    both = [*taken, *found.values()]
    more = items_of(both)[len(taken) :]
    pairs = list(zip(found.values(), more, strict=True))
    for has in (dated, stated):
        if first.share(has) > _MOST:
            pairs = [pair for pair in pairs if has(*pair)]
    return [*taken, *(link for link, _ in pairs)], [*items, *(item for _, item in pairs)]


def _is_phrase(link: Link) -> bool:
    return link.words >= PHRASE and not is_aside(link)


def _is_all_of_its_place(link: Link) -> bool:
    """Tell whether a link heads an `<article>` with a day, and where that stands is nothing else.

    So blogs show their last story in an `<aside>` above the others; a sidebar holds more.
    """
    if link.place.carousel or link.away or is_of_others(link.url):
        return False
    article = next((up for up in link.place.upwards() if up.tag == "article"), None)
    around = article.parent if article is not None else None
    if article is None or around is None or not article.dated or around.words != article.words:
        return False
    return not around.chrome or (
        around.tag == "aside" and not (around.parent is not None and around.parent.chrome)
    )


def _heading_names(group: Group) -> set[str]:
    """Return the names that all elements have in which a list's links stand, as headings do."""
    names = ({*up.classes} if (up := link.place.parent) else set() for link in group.links)
    return set.intersection(*names)


def _heads_row(link: Link, rows: ElementInfo | None, named: set[str]) -> bool:
    """Tell whether a link heads a row among the list's, in a heading that is named as theirs.

    So a grid shows its last story larger than the others, under however short a title.
    """
    heading = link.place.parent
    if heading is None or not named or not named <= {*heading.classes} or is_of_others(link.url):
        return False
    return not link.place.carousel and any(up.parent is rows for up in link.place.upwards())
