"""Links that stand in sentences: what a text tells of, and seldom a list's stories.

It is told by what stands right beside a link; how much that weighs is for `signals`.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from feedmaker.detect.links.links import Link

_TEXT = frozenset({"p", "span", "i", "em", "b", "strong", "td", "dd"})
_LONGER = 3  # times as many words as the link's has what is a sentence around it


def in_sentence(link: Link) -> bool:
    """Tell whether a link stands in a sentence, and doesn't open a text as its title does."""
    place, parent = link.place, link.place.parent
    if parent is None or parent.tag not in _TEXT or parent.words <= _LONGER * place.words:
        return False
    before, after = place.node.prev, place.node.next
    if before is not None and before.is_text_node and not _says(before):
        before = before.prev
    return before is not None or after is None or not after.is_text_node or not _says(after)


def _says(text: LexborNode) -> bool:
    return bool((text.text_content or "").strip())
