"""Lists and tables of links at an article's foot that have no look of their own to be known by.

A list of other stories is another on each article, so it is known by the words before it ("Latest
news"). An article with several such lists is made of them (a week's review), and keeps them. A
table is known by all that it says, if much of that are links: a wiki's box of all its ferries. How
lines are cut, and which of them go, is told by `lines`; what is believed, by `lesson`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from feedmaker.urls import same_site

_LONGEST_LEAD = 40
_TITLE = 15
"""Characters of a link that is no name or topic, at least on average."""
_FEWEST = 2
"""Links of a list, and of a table."""
_LINKED = 0.4
"""Share of a table's cells that are links."""
_BEHIND = 3
"""Lines that may follow: what else a site says at the foot."""
_MOST = 0.5
"""Share of an article's text that such a list may have."""
_LINK = re.compile(r'<a href="([^"]+)"[^>]*>((?:(?!</a>).)*)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


FOOT = 10
"""Lines at the foot among which a table of links ends."""


def list_of_titles(
    parts: Sequence[str], texts: Sequence[str], groups: Sequence[int], url: str
) -> tuple[int, int] | None:
    """Return the numbers of the line that leads to a list of other stories, and of the list's last.

    `parts` are the lines' HTML, `groups` the numbers of the lists around them; `url` the article's.
    """
    found = list[tuple[int, int]]()
    first = 1
    while first < len(groups):
        last = first
        if group := groups[first]:
            while last + 1 < len(groups) and groups[last + 1] == group:
                last += 1
            lead = texts[first - 1]
            leads = not groups[first - 1] and 0 < len(lead) <= _LONGEST_LEAD
            listed = slice(first, last + 1)
            if leads and "<a " in parts[first] and _leads_on(parts[listed], texts[listed], url):
                found.append((first - 1, last))
        first = last + 1
    if len(found) != 1 or found[0][1] < len(parts) - 1 - _BEHIND:
        return None
    (lead_at, last), total = found[0], sum(map(len, texts))
    return found[0] if sum(map(len, texts[lead_at : last + 1])) <= _MOST * total else None


def _leads_on(parts: Sequence[str], texts: Sequence[str], url: str) -> bool:
    links = [found for part in parts if (found := _LINK.search(part))]
    if len(links) < max(_FEWEST, len(parts)):
        return False
    titles = sum(len(_TAG.sub("", link[2])) for link in links)
    mostly = titles >= max(_TITLE * len(links), sum(map(len, texts)) / 2)
    return mostly and all(same_site(unescape(link[1]), url) for link in links)


def table_of_links(parts: Sequence[str], groups: Sequence[int], untouched: Sequence[bool]) -> range:
    """Return the numbers of the cells of a table of links at the foot; none if there is none."""
    last = len(parts) - 1
    while last >= 0 and not untouched[last]:
        last -= 1
    if last < 0:
        return range(0)
    first = last
    while first and groups[first - 1] == groups[last]:
        first -= 1
    cells = range(first, last + 1)
    linked = sum("<a " in parts[cell] for cell in cells)
    return cells if linked >= max(_FEWEST, _LINKED * len(cells)) else range(0)
