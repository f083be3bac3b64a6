"""A page that shows what is in a folder of a server -> the links to that, and none beside.

Servers and programs that show versions name the folder at the top: "Index of /notes/2019". Its
rows are short names like those of menus, and the first one leads to the folder above. The second
page of a shop's deep shelf stands in the folder of its goods: `/care/wax/page-2.htm`. Which of the
links make the list, `detect.listing` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from feedmaker.detect.links.links import Link
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of

_FEWEST = 3  # names that make a list
_NAMED = re.compile(r"\s\[?(/[^\s/]\S*?)/?\]?$")  # behind other words
_PAGED = re.compile(  # `/care/wax/`, `/care/wax/page-2.htm`
    r"((?:/[^/]+){2,}/)(?:index\.\w{2,5}|(?:page|seite|pagina|p)[-_/]?\d+(?:\.\w{2,5})?)?/?"
)
_LONGEST = 400  # characters of a heading that names a folder


def in_folder(document: Document, links: Sequence[Link]) -> list[Link]:
    """Return the links below a page's own address, if its heading or title names that as a folder.

    All links, if it does not, or leads to no folder above, or shows hardly any names.
    """
    path = unquote(urlsplit(document.url).path)
    if not path.endswith("/") or not any(path[:-1].endswith(one) for one in _named(document)):
        return [*links]
    above = f"{path[:-1].rpartition('/')[0]}/"
    if not any(unquote(urlsplit(link.url).path) == above for link in links):
        return [*links]
    below = [link for link in links if not link.away and is_in(link.url, path)]
    return below if len({link.alias for link in below}) >= _FEWEST else [*links]


def folder_of(url: str) -> str:
    """Return the folder in a deep section whose page an address is; "" if of none."""
    paged = _PAGED.fullmatch(unquote(urlsplit(url).path))
    return paged[1] if paged else ""


def is_in(url: str, path: str) -> bool:
    """Tell whether an address leads to what is in a folder, and not to that itself."""
    there = unquote(urlsplit(url).path)
    return there.startswith(path) and there != path


def _named(document: Document) -> list[str]:
    """Return the folders that the page's title and its first heading end with."""
    heads = [document.tree.css_first(tag) for tag in ("title", "h1")]
    said = [text_of(head)[:_LONGEST] for head in heads if head is not None]
    return [found[1] for text in said if (found := _NAMED.search(text.rstrip()))]
