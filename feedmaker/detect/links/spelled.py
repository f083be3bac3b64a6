"""A link's words and its address -> whether that is made of them, as shops and blogs make it.

Where an item has two links, a name and a line that praises what is named, the name is the one.
"""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from feedmaker.detect.links.links import Link

_WORD = re.compile(r"[a-z0-9]+")
_FILE = re.compile(r"\.[a-z]{2,5}$")
_NUMBER = re.compile(r"(?:^|(?<=[-_]))[a-z]?\d{3,}(?=[-_]|$)")  # of the shop's own
_FEWEST = 2  # words: one may be there by chance
_MOST = 0.75  # of the words: small ones are left out, numbers are added


def is_spelled(link: Link) -> bool:
    """Tell whether the last part of a link's address has nearly the words of the link, and no more.

    Of letters that addresses don't have, nothing is known.
    """
    return spells(link.url, link.title)


def spells(url: str, text: str) -> bool:
    """Tell whether the last part of an address is made of nearly all words of a text."""
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].lower()
    there, said = _words(_NUMBER.sub("", _FILE.sub("", last))), _words(text)
    both = len(there & said)
    return both >= max(_FEWEST, _MOST * len(there), _MOST * len(said))


def _words(text: str) -> set[str]:
    plain = normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
    return {*_WORD.findall(plain.encode("ascii", "ignore").decode())}
