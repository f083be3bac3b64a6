"""The front page of a job portal whose rows name an employer, with each of its openings by it.

The employers look more like titles than the openings, which are a word or two and said again and
again ("cook", "nurse"); but those are what such a page is for. What tells them is the address, in
which the word for a job stands before a number. A list of openings, with their employers beside
them, is found like any other, by `detect.groups`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link

_NEARLY_ALL = 0.8  # of the employers: one may have no opening today
_MANY_MORE = 2  # openings for each story: a newspaper has a few employers beside its news
_OPENING = re.compile(
    r"(?i)([/?&_.-](?:jobs?(?:-?(?:details?|info|view|posting|offers?))?|vacanc(?:y|ies)|vacatures?|positions?"
    r"|stellen?(?:-?(?:angebote?|anzeigen?))?|emplois?|empleos?|empregos?|vagas?|lavor[oi]|praca|rabota"
    r"|va[ck]an[cs]i[a-z]{1,3}|lowongan|loker|kyujin|zhiwei|gangwei)[/_.=-])"
)
_NUMBER = re.compile(r"[/_.=-]\d")


def openings(usable: Sequence[Link], chosen: Group, others: Iterable[Group] = ()) -> list[Link]:
    """Return the links to a portal's openings, each once, if the list is of those who offer them.

    Or if one of the `others` is, and has many more openings than the list has advice and news.
    [] if it is another list. `usable` are the page's links in its order.
    """
    if any(map(_is_opening, chosen.links)):
        return []
    found = [link for link in usable if not link.place.chrome and _is_opening(link)]
    starts = [link.place.at for link in found]
    if _offered(found, starts, chosen):
        return _once(found)
    most: list[Link] = []
    for group in others if len(found) >= _MANY_MORE * len(chosen.links) else ():
        offered = _once(_offered(found, starts, group))
        if len(offered) >= max(len(most) + 1, _MANY_MORE * len(chosen.links)):
            most = offered
    return most


def _offered(found: list[Link], starts: list[int], group: Group) -> list[Link]:
    """Return the openings in the rows of a list of employers, more than these; [] if it is none."""
    if any(map(_is_opening, group.links)):
        return []
    rows: dict[int, Link] = {}
    offering = 0
    for item in group.items:
        first, end = bisect_left(starts, item.at), bisect_left(starts, item.end)
        offering += first < end
        rows |= {link.place.at: link for link in found[first:end]}
    several = len({link.alias for link in rows.values()}) > len(group.items)
    return [*rows.values()] if several and offering >= _NEARLY_ALL * len(group.items) else []


def _once(found: Iterable[Link]) -> list[Link]:
    """Return one link to each opening, whose title is not cut short, in page order."""
    once: dict[str, Link] = {}
    for link in found:
        if link.words and len(link.title) > len(once.setdefault(link.alias, link).title):
            once[link.alias] = link
    return sorted(once.values(), key=lambda link: link.place.at)


def marked(all_links: Sequence[Link], links: Sequence[Link], items: Sequence[ElementInfo]) -> str:
    """Return what finds links to openings by their address, where they are the items themselves.

    "" if they are none, or it would find others as well.
    """
    (mark, *others) = {_mark(link.url) for link in links}
    if others or not mark or [link.place.at for link in links] != [item.at for item in items]:
        return ""
    for said in (mark, mark[1:]):  # a relative address may begin with the word
        found = [link for link in all_links if said in _href(link)]
        if all(map(_is_opening, found)) and {*links} <= {*found}:
            return f'a[href*="{said}"]'
    return ""


def _href(link: Link) -> str:
    return link.place.node.attributes.get("href") or ""


def _mark(url: str) -> str:
    """Return the word for a job in an address, with the signs around it: `/job_`; "" if none."""
    where = urlsplit(url)
    said = f"{where.path}?{where.query}"
    found = _OPENING.search(said)
    return found[1] if found and _NUMBER.search(said, found.end() - 1) else ""


def _is_opening(link: Link) -> bool:
    """Tell whether an address is that of one job: `/job_318.html`, `/vacancies/cook-318`."""
    return bool(_mark(link.url))
