"""What can be guessed of an article where neither rules nor the page's own words say it.

The last source of all: whatever else gives a field is believed before. The content is found
elsewhere (`content`).
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from feedmaker.model import Fields
from feedmaker.page.document import Document
from feedmaker.page.images import picture_address
from feedmaker.page.shown_text import shown_text
from feedmaker.text import plain_line


def guess_fields(document: Document, content: str) -> Fields:
    """Return what else can be guessed: the title from what is shown, the content's first picture.

    `content` is raw HTML, as `find_content` gave it; it may be empty.
    """
    titles = [shown_text(node) for tag in ("h1", "title") for node in document.tree.tags(tag)]
    image = ""
    root = LexborHTMLParser(content).root if "<img" in content else None
    if root is not None:
        image = picture_address(root, document.base)
    return Fields(title=next(filter(None, map(plain_line, titles)), ""), image=image)
