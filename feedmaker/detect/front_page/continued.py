"""A list of smaller stories without dates -> whether it goes on where the main one has ended.

Such a list is of the front page's own river. Lists that look as good as the main one, with all
that it has, are the matter of `blocks`.
"""

from __future__ import annotations

from feedmaker.detect.front_page.addresses import address_kind, made_kinds
from feedmaker.detect.groups import Group
from feedmaker.detect.signals import in_heading

_MOST = 0.9  # share of the addresses that are made alike


def goes_on(one: Group, other: Group) -> bool:
    """Tell whether a list without dates is the rest of one that has them.

    Its items are called alike, and have headings and addresses that are made alike; and they are
    more, while what is liked most, or goes with a story, is short.
    """
    longer = len(other.links) > len(one.links) and bool(one.items[0].classes)
    if not longer or any(group.share(in_heading) < 1 for group in (one, other)):
        return False
    made = made_kinds(one)
    alike = sum(address_kind(link.url) in made for link in other.links)
    return alike > _MOST * len(other.links)
