"""A story that a front page shows above its list, under a heading that is no link.

What leads to it is a call, "Read more", as in the cards of the list. Those whose headings are
links are the matter of `headlines`.
"""

from __future__ import annotations

from feedmaker.detect.elements import ElementInfo, heading_of
from feedmaker.detect.front_page.addresses import PHRASE, address_kind, is_aside, made_kinds
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link, words_in
from feedmaker.detect.signals import dated, stated
from feedmaker.page.invitations import invites
from feedmaker.page.rule_engine import text_of

_MOST = 0.9  # share of the items from which all are said to have something
_MOST_LEADS = 3  # stories that a front page shows larger than the others


def called_leads(
    links: list[Link], chosen: Group, taken: set[str]
) -> list[tuple[Link, ElementInfo]]:
    """Return the stories above a list whose heading is no link, each with its item.

    Each has an element that is named as a story's, and leads to one address. That is made as the
    list's are, if those of the list are no calls as well.
    """
    start = chosen.items[0].at
    calls = chosen.share(lambda link, _: invites(link.title)) > _MOST
    made = made_kinds(chosen)
    found: dict[int, tuple[Link, ElementInfo]] = {}
    several: dict[int, set[str]] = {}
    for link in links:
        if link.place.at >= start:
            break
        item = next((up for up in link.place.upwards() if up.story and up.headed), None)
        if item is None or item.end > start:
            continue
        several.setdefault(item.at, set()).add(link.alias)
        alike = calls or address_kind(link.url) in made
        if alike and invites(link.title) and link.alias not in taken and not is_aside(link):
            found[item.at] = link, item
    new = [(link, item) for link, item in found.values() if len(several[item.at]) == 1]
    new = [pair for pair in new if _is_headed(pair[1], chosen.places)]
    for has in (dated, stated):
        if chosen.share(has) > _MOST:
            new = [pair for pair in new if has(*pair)]
    return new if len(new) <= _MOST_LEADS else []


def _is_headed(item: ElementInfo, places: list[ElementInfo]) -> bool:
    heading = heading_of(item, places)
    return heading is not None and words_in(text_of(heading.node)) >= PHRASE
