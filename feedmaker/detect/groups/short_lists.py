"""Which of two lists is taken first: the short one that its page is for, the one that is whole.

That a group is of few items speaks against it, as a slider of the best five stories must not beat
the river below it. But a river has more words than the slider, of which most are days and titles
as well. What has fewer than a short list with days, and beats it by its length alone, is a box.
"""

from __future__ import annotations

from feedmaker.detect.groups.groups import FEWEST, Group

_HEADED = 0.5  # of a box's items: those are stories
_NEARLY = 0.9  # of what the best group is worth
_ENOUGH = 10  # items, of which a list isn't short


def fewness(group: Group) -> float:
    """Return how few the items of a group are, from 0 to 1."""
    return 1 - min(1.0, 0.4 + len(group.links) / 16)


def short_first(scored: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
    """Return groups, each with what it is worth, best first, with a short list before a box."""
    if not scored:
        return scored
    best, box = scored[0]
    by_length = best / (1 - fewness(box))
    for at, (score, group) in enumerate(scored):
        if score / (1 - fewness(group)) > by_length and _is_for_the_page(group, box):
            return [(best, group), *scored[:at], *scored[at + 1 :]]
    return scored


def whole_first(scored: list[tuple[float, Group]]) -> list[tuple[float, Group]]:
    """Return groups with what stands in all of a list's items before what does in most of them.

    Each paper of a parliament has its own address, and nearly each one to what became of it: these
    all say the same.
    """
    if not scored:
        return scored
    best, first = scored[0]
    if len({link.title for link in first.links}) > 1:
        return scored
    named = _titles(first)
    for at, (score, group) in enumerate(scored):
        if score < _NEARLY * best:
            break
        theirs = _titles(group)
        if len(theirs) > len(named) and all(theirs.get(item) == t for item, t in named.items()):
            return [(best, group), *scored[:at], *scored[at + 1 :]]
    return scored


def _titles(group: Group) -> dict[int, str]:
    """Return what the items of a group are called, by where they stand."""
    return {item.at: title for item, title in zip(group.items, group.titles, strict=True)}


def _is_for_the_page(group: Group, box: Group) -> bool:
    """Tell whether a short list has a day for each story, more words than a box, and no part of it.

    The box isn't within its items either, as the boards of a forum are within sections; nor has it
    headings, as the stories of a front page beside its videos.
    """
    if box.share(lambda link, _: link.place.in_heading or link.place.headed) > _HEADED:
        return False
    if not FEWEST <= len(group.links) < min(_ENOUGH, len(box.links)):
        return False
    if not all(item.dated or item.row_dated for item in group.items):
        return False
    if any(link.place.chrome for link in group.links):
        return False
    if {link.alias for link in group.links} & {link.alias for link in box.links}:
        return False
    if any(one.at <= item.at < one.end for one in group.items for item in box.items):
        return False
    return _words(group) >= _words(box)


def _words(group: Group) -> int:
    return sum(item.words for item in group.items)
