"""Messages and their answers, in lists within lists: archives of mailing lists, old forums.

They look like a menu, but for two things: the addresses differ in numbers only, and each entry
that has a list below it is a message itself. Lists of one level are the matter of `detect.groups`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.links.links import Link

_NUMBER = re.compile(r"\d+")


def threads(links: Sequence[Link]) -> list[list[Link]]:
    """Return the links of each discussion: all that lead to messages, answers or not."""
    alike: dict[str, list[Link]] = defaultdict(list)
    answered = set[str]()
    for link in links:
        if link.words and entry_of(link.place) is not None and _NUMBER.search(link.url):
            kind = _NUMBER.sub("0", link.url)
            alike[kind].append(link)
            if any(place.branch for place in link.place.upwards()):
                answered.add(kind)
    return [members for kind, members in alike.items() if kind in answered and is_thread(members)]


def is_thread(links: Sequence[Link]) -> bool:
    """Tell whether links are those of a discussion, and some of them have answers."""
    below = {place.at for link in links for place in link.place.upwards() if place.branch}
    if not below:
        return False
    own = {entry.at for link in links if (entry := entry_of(link.place)) is not None}
    return below <= own and len({_NUMBER.sub("0", link.url) for link in links}) == 1


def entry_of(place: ElementInfo) -> ElementInfo | None:
    """Return the list's entry that a link stands in; None if it stands in none."""
    return next((above for above in place.upwards() if above.tag == "li"), None)
