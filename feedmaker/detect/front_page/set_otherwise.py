"""Links of a list that were set otherwise by hand -> found beside those that stand alike.

Old pages that somebody edits in a form have one line in bold, the next in a larger font, with
nothing else to tell them apart. Tables' rows of that kind are the matter of `table_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page.addresses import address_kind
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.detect.names import around
from feedmaker.detect.signals import is_called_by_date

_STYLES = frozenset({"b", "big", "em", "font", "i", "small", "span", "strong", "u"})
_SHORTER = 3  # times the words of a link that is none of the list: "old page" below it


def set_otherwise(
    usable: list[Link], chosen: Group, taken: set[str]
) -> Iterator[tuple[Link, ElementInfo]]:
    """Yield the links that stand as those of a list do but for what sets them, each its own item.

    Their addresses are made as the list's are, and no day or year names them if none names those.
    """
    if any(item is not link.place for link, item in zip(chosen.links, chosen.items, strict=True)):
        return
    holder = around(chosen.items)
    kinds = {_stands(link.place, holder) for link in chosen.links}
    if holder is None or len(kinds) > 1:
        return
    made = {_made(link) for link in chosen.links}
    least = median(link.words for link in chosen.links) / _SHORTER
    dated, seen = any(map(is_called_by_date, chosen.links)), {*taken}
    headed = any(link.place.headed for link in chosen.links)
    for link in usable:
        place = link.place
        if link.alias in seen or place.classes or not holder.at < place.at < holder.end:
            continue
        if place.headed and not headed:  # a line of its own, as "View all" below each list
            continue
        if link.words <= least or (is_called_by_date(link) and not dated):
            continue
        if _made(link) in made and _stands(place, holder) in kinds:
            seen.add(link.alias)
            yield link, place


def _made(link: Link) -> tuple[str, ...]:
    """Return of what kinds of words and numbers an address is made; a file may be of any type."""
    kind = address_kind(link.url)
    return kind[:-1] if link.file else kind


def _stands(place: ElementInfo, holder: ElementInfo | None) -> tuple[str, ...]:
    """Return the tags from an element up to one around it, without those that only set words."""
    tags = []
    for above in place.upwards():
        if above is holder:
            break
        if above.classes or above.tag not in _STYLES:
            tags.append(above.tag)
    return tuple(tags)
