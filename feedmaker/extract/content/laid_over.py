"""A page's body -> the same without what is laid over it: dialogs, consent, login, offers.

They hold prose that judges take for an article's. Known by the roles and names that they
have everywhere. One that holds most of the page is the page, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, without

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


def drop_laid_over(body: LexborNode, blocks: list[Block]) -> list[Block]:
    """Take what is laid over the page out of its tree; return the body's blocks without it."""
    likely = [node for node in body.css(_LIKELY)[:_MOST] if _is_laid_over(node)]
    if not likely:
        return blocks
    numbers = {node.mem_id for node in likely}
    gone: list[Block] = []
    for block in blocks:
        if block.node.mem_id not in numbers or (gone and block.at < gone[-1].end):
            continue
        asks = _asks_consent(block.said)
        most = blocks[0].total - _STILL_A_PAGE if asks else blocks[0].total / 2
        if _FEWEST <= block.total < most and not block.node.css_first(_OF_THE_PAGE):
            gone.append(block)
    for block in gone:
        block.node.decompose()
    return without(blocks, gone) if gone else blocks


def _asks_consent(said: Mapping[str, str | None]) -> bool:
    return "consent" in f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES].lower()


def _is_laid_over(node: LexborNode) -> bool:
    said = node.attributes
    if (said.get("role") or "").lower() in _ROLES or said.get("aria-modal") or node.tag == "dialog":
        return True
    if node.tag in ("body", "main", "article"):
        return False
    return bool(_NAMES.search(f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]))
