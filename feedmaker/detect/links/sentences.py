"""Links that stand in sentences: what a text tells of, and seldom a list's stories.

It is told by what stands right beside a link; how much that weighs is for `signals`.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from feedmaker.detect.links.links import Link
from feedmaker.detect.links.numbers import is_numbered
from feedmaker.page.rule_engine import INLINE

_TEXT = frozenset({"p", "span", "i", "em", "b", "strong", "td", "dd"})
_LONGER = 3  # times as many words as the link's has what is a sentence around it


def in_sentence(link: Link) -> bool:
    """Tell whether a link stands in a sentence, and doesn't open a text as its title does.

    A paper's number has its place among other numbers, and that is no sentence.
    """
    place, parent = link.place, link.place.parent
    if parent is None or parent.tag not in _TEXT or parent.words <= _LONGER * place.words:
        return False
    if is_numbered(link.title):
        return False
    before, after = place.node.prev, place.node.next
    if before is not None and before.is_text_node and not _says(before):
        before = before.prev
    if after is not None and after.is_text_node and not _says(after):
        after = after.next
    if before is not None or after is None:
        return True
    return after.is_element_node and after.tag in INLINE


def _says(text: LexborNode) -> bool:
    return bool((text.text_content or "").strip())
