"""The archive of a month or a day -> its stories, which stand below the page's own address.

A month may have but two stories, or three that are set in two ways: they are no list by how they
stand, where the site's newest beside them are one. The addresses tell them: below `/2006/11/` is
what is of that month alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from feedmaker.detect.links.links import Link

_FEWEST = 2  # one story has the whole page for its item
_SOME = 0.2  # of the best posts of all years, at most, that are of one month as well
_MONTH = re.compile(
    r"((?:/[^/]+)*/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:[0-3]?\d/)?)(?:index\.\w{2,5})?", re.ASCII
)
_INDEX = re.compile(r"index\.\w{2,5}")
_DAY = re.compile(r"[0-3]?\d", re.ASCII)
_WORD = re.compile(r"[^\W\d_]{3}")


def of_month(usable: Sequence[Link], chosen: Sequence[Link], page: str) -> list[Link]:
    """Return the links of the stories of a page's own month, each once, if hardly one is chosen.

    [] if the page is no such archive. Each is a heading or a term, or is said to be kept.
    """
    archive = _MONTH.fullmatch(urlsplit(page).path)
    start = archive[1] if archive else ""
    own = sum(urlsplit(link.url).path.startswith(start) for link in chosen) if start else 0
    if not start or own > _SOME * len(chosen):
        return []
    found: dict[str, Link] = {}
    for link in usable:
        path = urlsplit(link.url).path
        inside = path.startswith(start) and not (link.away or link.place.chrome)
        if inside and link.words and _is_story(path[len(start) :]) and _heads(link):
            found.setdefault(link.alias, link)
    return [*found.values()] if len(found) >= _FEWEST else []


def _is_story(below: str) -> bool:
    """Tell whether what stands below a month's address is a story's: `07/a-survey/index.html`."""
    parts = [part for part in below.split("/") if part]
    parts = parts[:-1] if parts and _INDEX.fullmatch(parts[-1]) else parts
    parts = parts[1:] if parts and _DAY.fullmatch(parts[0]) else parts
    return len(parts) == 1 and bool(_WORD.search(parts[0]))


def _heads(link: Link) -> bool:
    place = link.place
    kept = "bookmark" in (place.node.attributes.get("rel") or "").split()
    return kept or place.in_heading or (place.parent is not None and place.parent.tag == "dt")
