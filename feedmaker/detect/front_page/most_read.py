"""Boxes of what others read most, told by the words above them.

They hold stories of the page's own, so that nothing else tells them from a section; where they show
how often each was read, `rankings` tells them without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import is_aside
from feedmaker.detect.links import Link, words_in
from feedmaker.page.rule_engine import text_of

_MOST_AROUND = 6  # elements around an item, of which one may be the box
_MOST_NAME = 5  # words of a box's name
_LONGEST_NAME = 400  # characters; what is longer is no name
_FEW = 0.3  # of a list's items: with more in such boxes, it is what the page is for
# What is best or of most weight ("lo más destacado", "самое важное") is a section like others
_SAID = (
    *("most[ -](?:read|popular|viewed|commented|shared|liked)", "popular", "trending"),
    *("lo más$", "más (?:leíd|vist|comentad)", "mais (?:lid|vist|comentad)", "més (?:llegi|vist)"),
    *("più (?:lett|vist|comment)", "(?:les )?plus (?:lus?|vus?|lues?|populaires?|commenté)"),
    *("meist ?gelesen", "beliebt", "(?:best|meest) gelezen", "ter ?populer", "populer"),
    *("mest (?:lest|læst|läst)", "luetuimm", "çok okunan", "cele mai (?:citite|populare)"),
    *("naj[cč]itanij", "najpopul", "najczęściej", "nejčten", "legolvasott", "δημοφιλ"),
    *("самое (?:чита|просматр|обсужд)", "популярн", "най-четен", "xem nhiều", "đọc nhiều"),
)
_IN_SIGNS = ("人気", "ランキング", "热门", "熱門", "排行", "많이 본", "인기", "الأكثر", "پربازدید")
_MOST_READ = re.compile(rf"\b(?:{'|'.join(_SAID)})|{'|'.join(_IN_SIGNS)}", re.IGNORECASE)


class MostRead:
    """Boxes of one page, each asked but once whether its first words call it what is read most."""

    def __init__(self) -> None:
        self._known: dict[int, bool | None] = {}  # by the head of a box; None: it is no name

    def holds(self, item: ElementInfo) -> bool:
        """Tell whether an item stands in such a box."""
        return self.around(item) is not None

    def around(self, item: ElementInfo) -> ElementInfo | None:
        """Return the box that an item stands in; None if it stands in none."""
        for up in islice(item.upwards(), _MOST_AROUND):
            head = up.node.parent.first_child if up.node.parent is not None else None
            if head is None or head.mem_id == up.node.mem_id:
                continue
            if head.mem_id not in self._known:
                self._known[head.mem_id] = _says_so(head)
            if (told := self._known[head.mem_id]) is not None:
                return up.parent if told else None
        return None


def without_most_read(
    usable: Sequence[Link], links: list[Link], items: list[ElementInfo]
) -> tuple[list[Link], list[ElementInfo]]:
    """Leave out links and items of a list that stand in boxes of most read.

    Some sites set those as they set their sections. A list that is for the most part such is what
    the page is for; and a shop's popular goods are a shelf like others. All stay if one of them
    stands elsewhere on the page, where no other item of the list shows it: it is a story there.
    """
    boxes = MostRead()
    around = [None if item.priced else boxes.around(item) for item in items]
    if not 0 < sum(box is not None for box in around) <= _FEW * len(items):
        return links, items
    ranges = {(box.at, box.end) for box in around if box is not None}
    pairs = [*zip(links, items, strict=True)]
    left = [pair for pair, box in zip(pairs, around, strict=True) if box is None]
    lost = {link.alias for link in links} - {link.alias for link, _ in left}
    for link in usable:
        if link.alias not in lost or is_aside(link):
            continue
        if not any(at <= link.place.at < end for at, end in ranges):
            return links, items
    return [link for link, _ in left], [item for _, item in left]


def _says_so(head: LexborNode | None) -> bool | None:
    """Tell whether the first words behind a node's start are such; None if they are no name."""
    while head is not None and not (head.is_element_node and text_of(head, 1)):
        head = head.next
    words = text_of(head, _LONGEST_NAME) if head is not None else ""
    return bool(_MOST_READ.search(words)) if words_in(words) <= _MOST_NAME else None
