"""Lines that lead to another story of the site behind the same words: "Also here: The ferry sails".

The story is another on each article, so such a line is known by the words before its link. A link
that leads elsewhere is a source, and one to a file is the article's own. How lines are cut, and
which of them go, is told by `lines`; what is believed, by `lesson`.
"""

from __future__ import annotations

import re
from html import unescape

from feedmaker.urls import same_site

_TITLE = 20
"""Characters of a link that is no name or topic."""
_TAGS = r"(?:</?(?:strong|b|em|i|small|span)>|\s)*"
_POINTER = re.compile(
    rf'{_TAGS}([^<>:：]{{3,40}}[:：]){_TAGS}<a href="([^"]+)"[^>]*>((?:(?!</a>).)*)</a>{_TAGS}',
    re.DOTALL,
)
_FILE = re.compile(r"\.(?!html?|php|aspx?|jsp)[a-z][a-z0-9]{1,4}(?:[?#]|$)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def pointer(part: str, url: str) -> str:
    """Return the words before a line's link to another page of the site; "" if it is no such line.

    `part` is the line's HTML, `url` the article's.
    """
    found = _POINTER.fullmatch(part) if "<a " in part else None
    if found is None:
        return ""
    words, address, title = found.groups()
    leads_on = len(_TAG.sub("", title)) >= _TITLE and same_site(unescape(address), url)
    return words if leads_on and not _FILE.search(address.rpartition("/")[2]) else ""
