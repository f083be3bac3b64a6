"""What the memory of a site's listings tells: a list that shrank, fields that fell silent.

Pure. It is told from the memory and not from the run, so that a page that answers
304 hides nothing: what was wrong with it still is. In which words a problem reaches
people, `problems` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedmaker.model import BrokenWalk, Listing, ListingMemory, Problem, Validators

_ENOUGH = 6
"""Items that a list must have had before a drop means anything."""

_SHARP = 0.3
"""Of its former length; a list that shrank below that has lost most of its items."""


def after_reading(
    memory: ListingMemory,
    pages: Sequence[Listing],
    *,
    rules_fingerprint: str,
    validators: Validators,
    broken: tuple[BrokenWalk, ...],
    newest_last: bool = False,
) -> ListingMemory:
    """Return the memory of a listing whose first page answered anew; `pages` begin with that.

    What counts as its length moves along, but for a sharp drop: that stays a
    problem until the list is back, its rules are edited, or `accept` is asked for. A
    list without any item was read as one only because it may be empty.
    """
    first = pages[0].matched
    same_rules = memory.rules_fingerprint == rules_fingerprint
    shrank = first > 0 and same_rules and _has_shrunk(memory.accepted, first)
    misses: Counter[str] = Counter()
    for page in pages:
        misses.update(dict(page.misses))
    return replace(
        memory,
        rules_fingerprint=rules_fingerprint,
        validators=validators,
        accepted=memory.accepted if shrank else first,
        first_page=first,
        items=sum(page.matched for page in pages),
        misses=tuple(sorted(misses.items())),
        fell_together=sum(page.fell_together for page in pages),
        apart=next((page.apart for page in pages if page.apart), ""),
        broken=broken,
        newest_last=newest_last,
    )


def after_edit(memory: ListingMemory, rules_fingerprint: str) -> ListingMemory:
    """Return the memory as rules that may be others see it: they decide which pages there are.

    So their walk is made once past what is known, and what had failed is looked for where they
    lead now.
    """
    if memory.rules_fingerprint in {"", rules_fingerprint}:
        return memory
    numbers = sorted({2, *(walk.number for walk in memory.broken)})
    return replace(memory, broken=tuple(BrokenWalk("", number) for number in numbers))


def accept(listings: Iterable[ListingMemory]) -> tuple[ListingMemory, ...]:
    """Return the memory with the lists as long as they are now, or as the next run finds them."""
    return tuple(replace(one, accepted=one.first_page, rules_fingerprint="") for one in listings)


def listing_problems(listings: Sequence[ListingMemory]) -> tuple[Problem, ...]:
    """Return what is wrong with the listings of a site, as they were last read."""
    problems = [
        Problem(
            f"`listing.item` matches {one.first_page} of formerly {one.accepted}",
            "listing.item",
            url=one.url,
            cause="shrunk",
        )
        for one in shrunk(listings)
    ]
    problems += [
        Problem(
            f"{one.fell_together} of {one.items} items have another one's link and were taken for"
            f" it, though their titles differ; `{one.apart}` in `listing` would keep them apart",
            "listing.id",
            url=one.url,
            cause="apart",
        )
        for one in listings
        if one.fell_together
    ]
    items = sum(one.items for one in listings)
    silent: Counter[str] = Counter()
    for one in listings:
        silent.update(dict(one.misses))
    problems += [
        Problem(f"`{rule}` gives nothing on all {items} items", rule, cause="list")
        for rule, count in sorted(silent.items())
        if items and count >= items
    ]
    return tuple(problems)


def shrunk(listings: Iterable[ListingMemory]) -> list[ListingMemory]:
    """Return the listings that lost most of their items, and not by their owner's word."""
    return [one for one in listings if _has_shrunk(one.accepted, one.first_page)]


def formerly(listings: Iterable[ListingMemory], url: str) -> int:
    """Return how many items the listing at url gave, all of a site's listings for another url."""
    lengths = {one.url: one.accepted for one in listings}
    return lengths[url] if url in lengths else sum(lengths.values())


def _has_shrunk(formerly: int, now: int) -> bool:
    return formerly >= _ENOUGH and now < formerly * _SHARP
