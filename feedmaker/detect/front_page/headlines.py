"""Single stories that a front page shows larger than those of its list, above or in it.

Those named as the list's items are `leads`; `headlines` have a heading of their own above the
list, of whatever kind. What is a list of its own is the matter of `blocks`.
"""

from __future__ import annotations

from collections import Counter

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import PHRASE, address_kind, is_aside, made_kinds
from feedmaker.detect.groups import Group, items_of
from feedmaker.detect.links import Link
from feedmaker.detect.signals import dated, in_heading, stated

_MOST = 0.9  # share of the items from which all are said to have something
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
    found: dict[str, Link] = {}
    for link in links:
        if link.place.at > start:
            break
        headed = link.place.in_heading or (link.place.headed and whole)
        if not headed or link.words < PHRASE or is_aside(link):
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
