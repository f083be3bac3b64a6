"""A fragment -> the part of its document that it names: one of the stories on one page.

As browsers find the element (WHATWG HTML §7.4.6.4, "find a potential indicated element").
That may be the story itself; or only what stands at its head, an anchor or a heading, and
then the story is what follows up to where the next one begins. Judged by structure alone;
what the part's words mean is for `extract`. All of the page is no part of it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from feedmaker.page.document import Document
from feedmaker.page.layout import Layout, level_of
from feedmaker.page.part_kinds import WHOLE, name_of
from feedmaker.page.part_search import PartSearch

_WHOLE_NAME = re.compile(
    r"(?i)(?:site|page|main|skip|to|the|go|start|of|begin|back|[-_ ])*"
    r"(?:content|contents|main|top|page|body|wrapper|container|primary|site|app|root|start)"
)
"""What pages call all of themselves, for links that skip the menu or lead back up."""
_INNER = frozenset({"li", "article", "section", "div", "td", "th", "dd"})
"""Elements that say nothing once they stand alone."""
_ROWS = frozenset({"table", "thead", "tbody", "tfoot"})
_LISTS = frozenset({"dl", "ul", "ol", "menu"})


def find_part(document: Document, fragment: str) -> LexborNode | None:
    """Return an element that holds the part, and nothing else; None: there is no such part.

    `fragment` is without `#`, percent-encoded or not. Where no element holds the part
    alone, one is put into the document's tree around it, so it is called first.
    """
    body = document.tree.body
    layout = Layout(body) if body is not None else None
    if layout is None or (target := _indicated(layout, fragment)) is None:
        return None
    part = PartSearch(layout, target).part()
    if not part:
        return None
    start, end = layout.start(part[0]), layout.end(part[-1])
    if not layout.shown_between(start, end) or _is_whole(layout, part, start, end):
        return None
    return _gathered(part)


def drop_the_rest(part: LexborNode) -> None:
    """Take out of the tree's body all that stands beside the part; what it lies in stays.

    So no rule can reach another story, however it is written.
    """
    node = part
    while (around := node.parent) is not None and node.tag != "body":
        for one in list(around.iter(include_text=True)):
            if one.mem_id != node.mem_id:
                one.decompose()
        node = around


def html_of_part(part: LexborNode) -> str:
    """Return the part's raw HTML, fit to stand alone: rows in a table, terms in a list."""
    html = (part.inner_html if part.tag in _INNER else part.html) or ""
    around = part.parent.tag if part.parent is not None else ""
    if part.tag in {"td", "th", "li", "dd"}:
        return html
    if around in _ROWS:
        return f"<table>{html}</table>"
    if around in _LISTS:
        return f"<{around}>{html}</{around}>"
    first = next(iter(part.iter()), part)
    return f"<dl>{html}</dl>" if "dt" in {first.tag, part.tag} else html


def _indicated(layout: Layout, fragment: str) -> LexborNode | None:
    for name in (fragment, unquote(fragment, errors="replace")):
        for key in ("id", "name"):
            for node in layout.elements:
                if name and node.attributes.get(key) == name and (key == "id" or node.tag == "a"):
                    return node
    return None


def _is_whole(layout: Layout, part: list[LexborNode], start: int, end: int) -> bool:
    """Tell whether a part is all of its page, so that it names none of its stories."""
    first = part[0]
    if len(part) == 1 and first.tag in {"li", "tr", "dt"}:
        return False
    if any(start <= layout.start(node) < end for node in layout.elements if node.tag in WHOLE):
        return True
    titles = [one.at for one in layout.headings if one.level == 1]
    if len(titles) == 1 and start <= titles[0] < end:
        return True
    named = "" if level_of(first) else name_of(first)
    return bool(named and _WHOLE_NAME.fullmatch(named)) or layout.shows_page(start, end)


def _gathered(part: list[LexborNode]) -> LexborNode:
    if len(part) == 1:
        return part[0]
    box = part[0].parser.create_node("div")
    part[0].insert_before(box, move=True)
    for node in part:
        box.insert_child(node, move=True)
    return box
