"""A small or blurred preview, told from the picture that it stands for.

Pages show the one at once and keep the other in a `<noscript>`. Told by names, sizes and
classes alone; nothing is fetched.
"""

from __future__ import annotations

import re
from math import inf
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")
_QUERY_WIDTH = re.compile(r"(?i)(?:^|&)(?:w|width|imwidth|resize|size|fit|sz)=\d{1,5}")
_PREVIEW = re.compile(
    r"(?i)(?<![a-z])(?:lqip|blur(?:red|ry|-?up)?|preview|low-?res(?:olution)?|low-?quality|tiny"
    r"|placeholder|progressive)(?![a-z])"
)


def is_preview(shown: LexborNode, address: str, original: str) -> bool:
    """Tell whether an `<img>` at this address only stands for the original that comes with it."""
    if not original or address == original:
        return False
    if name_of(address) == name_of(original):
        return _stated_width(address) < _stated_width(original)
    said = shown.attributes
    return bool(_PREVIEW.search(f"{said.get('class') or ''} {urlsplit(address).path}"))


def name_of(address: str) -> str:
    """Return a picture's file name without the size in it."""
    return _SIZE.sub("", address.partition("?")[0].rpartition("/")[2])


def _stated_width(address: str) -> float:
    """Return the width that a picture's address states; one that states none is the original."""
    path, _, query = address.partition("?")
    found = _SIZE.search(path) or _QUERY_WIDTH.search(query)
    return float(re.findall(r"\d+", found[0])[0]) if found else inf
