"""A page's body -> the same without what is laid over it: dialogs, consent, login, offers.

They hold prose that judges take for an article's. Known by the roles and names that they
have everywhere. One that holds most of the page is the page, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block

_LIKELY = ", ".join(
    ["dialog", "[role=dialog i]", "[role=alertdialog i]", "[aria-modal=true i]"]
    + [
        f"[{key}*={name} i]"
        for key in ("class", "id")
        for name in ("modal", "dialog", "consent", "cookie")
    ]
)
_FEWEST = 15
"""Words. Less confuses no judge, and may be a part of a player."""
_STILL_A_PAGE = 100
"""Words left of a page without a request for consent, which may well be longer than the page."""
_OF_THE_PAGE = "article, main, h1"
_ROLES = frozenset({"dialog", "alertdialog"})
_NAMES = re.compile(
    r"(?i)(?:^|[\s_-])(?:modal|dialog|consent|(?:cookie|gdpr)s?[_-]?(?:banner|notice|bar|law|consent|policy|popup|overlay))"
    r"(?:$|[\s_-])"
)
_LONGEST_NAMES = 400
_MOST = 200


def drop_laid_over(body: LexborNode, blocks: Sequence[Block]) -> bool:
    """Take what is laid over the page out of its tree; tell whether something was.

    `blocks` are the body's; they are to be read again then.
    """
    likely = [node for node in body.css(_LIKELY)[:_MOST] if _is_laid_over(node)]
    if not likely:
        return False
    totals = {block.node.mem_id: block.total for block in blocks}
    dropped = False
    for node in likely:
        words = totals.get(node.mem_id, 0)
        most = blocks[0].total / 2 if not _asks_consent(node) else blocks[0].total - _STILL_A_PAGE
        if _FEWEST <= words < most and not node.css_first(_OF_THE_PAGE):
            node.decompose()
            dropped = True
    return dropped


def _asks_consent(node: LexborNode) -> bool:
    said = node.attributes
    return "consent" in f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES].lower()


def _is_laid_over(node: LexborNode) -> bool:
    said = node.attributes
    if (said.get("role") or "").lower() in _ROLES or said.get("aria-modal") or node.tag == "dialog":
        return True
    if node.tag in ("body", "main", "article"):
        return False
    return bool(_NAMES.search(f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]))
