"""Links that say to be an entry's own address, and nothing else: "permanent link to this entry".

Old weblogs put them at the foot of each entry, whose title leads nowhere. What such an entry
tells of has links as well, to other places and in better words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.links.links import Link
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_FEWEST = 3
_SAYS = re.compile(  # words that are folded, and so without spaces
    r"permalink|permanentlink|permanenterlink|permanent(?:url|address)|permalien|lienpermanent"
    r"|(?:link|collegamento)permanente|enlacepermanente|固定リンク|永久链接|固定链接|固定網址"
    r"|постояннаяссылка|постійнепосилання|stałyodnośnik"
)
_LONGEST = 8  # words: "permanent link to this entry"


def permanent(links: Sequence[Link]) -> list[Link]:
    """Return the links of a page's entries, one each, if nothing else leads to any of them.

    They all say the same. [] if the page has no such entries, or links from their titles too.
    """
    said: dict[str, set[str]] = defaultdict(set)
    alike: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        words = folded(link.title)
        said[link.alias].add(words)
        if 0 < link.words <= _LONGEST and not link.away and _SAYS.search(words):
            alike[words].setdefault(link.alias, link)
    entries = max(alike.values(), key=len, default={})
    alone = all(len(said[alias]) == 1 for alias in entries)
    return [*entries.values()] if len(entries) >= _FEWEST and alone else []


def by_words(all_links: Sequence[Link], links: Sequence[Link], items: Sequence[ElementInfo]) -> str:
    """Return the rule that finds items which are links by what they say; "" if others say it too.

    No place tells the foot of an entry from a paragraph with links in it.
    """
    said = {text_of(item.node) for item in items}
    if len(said) > 1 or any(
        link.place is not item for link, item in zip(links, items, strict=True)
    ):
        return ""
    words, own = said.pop(), {link.alias for link in links}
    meant = all(k.alias in own for k in all_links if text_of(k.place.node) == words)
    if not meant or not _SAYS.search(folded(words)) or "'" in words:
        return ""
    return f"xpath://a[normalize-space()='{words}']"
