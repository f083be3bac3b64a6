"""Lines of text that are a day and that day's papers: "March 14, 2018 Agenda - Minutes".

No element holds such a line, and its links say the same as those of all other lines. What tells
them is that a day stands in front of the first, and that this begins its line.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, tells_day
from feedmaker.detect.links.links import Link
from feedmaker.detect.names import around, path_to
from feedmaker.text import folded

_FEWEST = 3  # lines that make a list
_SAID_AGAIN = 2  # lines for each word that their first links say
_BEHIND_BREAK = "br + a"


def papers_of_days(usable: Sequence[Link], chosen: Sequence[Link]) -> list[Link]:
    """Return the first paper of each line that begins with a day, if some are chosen already.

    [] if these are not more than what is chosen, or have names of their own.
    """
    papers = (link for link in usable if link.file and not link.place.chrome)
    found = {link.alias: link for link in papers if _opens_line(link.place.node)}
    said = {folded(link.title) for link in found.values()}
    ours = {link.alias for link in chosen}
    if not (ours & {*found} and len(found) > len(ours)):
        return []
    again = len(found) >= max(_FEWEST, _SAID_AGAIN * len(said))
    return [*found.values()] if again else []


def _opens_line(node: LexborNode) -> bool:
    """Tell whether but a text with a day stands in front of a link in its line."""
    beside, said = node.prev, ""
    while beside is not None and beside.is_text_node:
        said = f"{beside.text_content or ''}{said}"
        beside = beside.prev
    starts = beside is None or beside.tag == "br"
    return starts and tells_day(" ".join(said.split()))


def behind_breaks(
    places: list[ElementInfo], all_links: Sequence[Link], items: Sequence[ElementInfo]
) -> tuple[str, str]:
    """Return where items stand that are the first links of lines, and what finds them; "" if not.

    Nothing else may be found there.
    """
    holder = around(sorted(items, key=lambda one: one.at))
    if holder is None or not all(map(_is_behind_break, items)):
        return "", ""
    inside = [link.place for link in all_links if holder.at < link.place.at < holder.end]
    if {place.at for place in inside if _is_behind_break(place)} != {item.at for item in items}:
        return "", ""
    return path_to(holder, places), _BEHIND_BREAK


def _is_behind_break(place: ElementInfo) -> bool:
    beside = place.node.prev
    while beside is not None and not beside.is_element_node:
        beside = beside.prev
    return place.tag == "a" and beside is not None and beside.tag == "br"
