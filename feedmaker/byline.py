"""The lines near a story's title that name its author and its date, found by telling classes.

For pages that say neither in their metadata. What stands in a page's chrome
(comments, teasers of other stories, author boxes in a sidebar) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from feedmaker.page import Document
from feedmaker.rules import text_of

_BYLINES = ".byline, .vcard .fn, [class*=byline i], [class*=author i], address"
_DATELINES = (
    "[class*=date i], [class*=publish i], [class*=posted i], [class*=meta i], [class*=info i],"
    " [id*=date i], time, abbr.published"
)
_MOST = 40  # nodes looked at
_LONGEST = 80  # characters of a line that is no prose
_CHROME_TAGS = frozenset({"nav", "aside", "footer", "form"})
_CHROME = re.compile(r"(?i)comment|related|sidebar|widget|teaser|footer|recommend|most-?read|bio\b")
_HIGHEST = 12  # ancestors looked at
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d\d\b")


def find_bylines(document: Document) -> Iterator[str]:
    """Give texts that should name an author, in page order; "By" and the like still on them."""
    return _lines(document, _BYLINES)


def find_datelines(document: Document) -> Iterator[str]:
    """Give texts that should hold the story's date, in page order; each has a year in it."""
    return (line for line in _lines(document, _DATELINES) if _YEAR.search(line))


def _lines(document: Document, select: str) -> Iterator[str]:
    seen: set[int] = set()
    for node in document.tree.css(select):
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        if len(seen) > _MOST:
            return
        # Old microformats: <abbr class="published" title="2024-04-29T07:55+07:00">
        line = (node.tag == "abbr" and node.attributes.get("title")) or text_of(node)
        if 0 < len(line) <= _LONGEST and not _is_chrome(node):
            yield line


def _is_chrome(node: LexborNode) -> bool:
    place: LexborNode | None = node
    for _ in range(_HIGHEST):
        if place is None or place.tag == "body":
            break
        said = place.attributes
        names = f"{said.get('class') or ''} {said.get('id') or ''}"
        if place.tag in _CHROME_TAGS or _CHROME.search(names):
            return True
        place = place.parent
    return False
