"""Which entry that we know an item of the listing is.

In this order: the one with exactly this link; the one with this id; the one that an
address led to when it was read; one to which the same address leads, however that is
spelled; one of the same document, if what they say agrees. An address that two items
of a page share recognises none of them. Pure; `identity` says what follows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import tzinfo

from feedmaker.entries.dating import moment
from feedmaker.entries.precedence import title_of
from feedmaker.model import Matches, StoredEntry, Teaser
from feedmaker.text import folded
from feedmaker.urls import Counting, alias, document_alias, former_canonical, part_of, with_sessions

ADDRESS_RULES = 2
"""The rules by which ids are made of links now. Before, fragments and some parameters fell away."""


class Recognition:
    """What a page's items may be; `teasers` have ids, each once, `own` are the entries' ids."""

    def __init__(
        self,
        teasers: Mapping[str, Teaser],
        recalled: Matches,
        *,
        counting: Counting,
        zone: tzinfo,
    ) -> None:
        self._recalled = recalled
        self._counting = counting
        self._zone = zone
        self._sharing = Counter(alias(one.url, counting) for one in teasers.values())
        self._in_document = Counter(document_alias(one.url) for one in teasers.values())
        self._formers = Counter(former_id(one) for one in teasers.values())
        self._by_link = _by_link(recalled.entries.values())
        sure = (self.surely(own, teaser) for own, teaser in teasers.items())
        self._taken = {known.id for known in sure if known}

    def is_shared(self, url: str) -> bool:
        """Tell whether several items of the page have this address."""
        return self._sharing[alias(url, self._counting)] > 1

    def find(self, own: str, teaser: Teaser) -> StoredEntry | None:
        """Return the entry that an item is; None: it is new."""
        if known := self.surely(own, teaser):
            return known
        for candidates in (
            self._at_address(teaser),
            self._by_former_id(teaser),
            self._in_same_document(teaser),
        ):
            others = [one for one in candidates if one.id not in self._taken]
            if len(others) == 1 and not _both_named(teaser, others[0]):
                self._taken.add(others[0].id)
                return others[0]
        return None

    def surely(self, own: str, teaser: Teaser) -> StoredEntry | None:
        """Return the entry with an item's exact link or id, or that it turned out to be."""
        if is_link(teaser.id) and (known := self._by_link.get(teaser.url)):
            return known
        if known := self._recalled.entries.get(own):
            return known
        ids = self._recalled.aliases.get(own, frozenset())
        return self._recalled.entries.get(next(iter(ids))) if len(ids) == 1 else None

    def _at_address(self, teaser: Teaser) -> list[StoredEntry]:
        """Return the entries to which the same address leads, another part of it left aside."""
        if self.is_shared(teaser.url):
            return []
        led = self._led_by(alias(teaser.url, self._counting))
        return [one for one in led if part_of(one.url) == part_of(teaser.url)]

    def _by_former_id(self, teaser: Teaser) -> list[StoredEntry]:
        """Return the entry that an older feedmaker knew by the id that it made of such a link."""
        own = former_id(teaser)
        known = self._recalled.entries.get(own) if own else None
        return [known] if known and _is_old(known) and self._formers[own] == 1 else []

    def _in_same_document(self, teaser: Teaser) -> list[StoredEntry]:
        """Return the entries of one document that an item may be, its link's part edited."""
        document = document_alias(teaser.url)
        known = [one for one in self._led_by(document) if document_alias(one.url) == document]
        near = [one for one in known if self._differs_in_part(one, teaser) or _is_old(one)]
        agreeing = [one for one in near if self._agrees(one, teaser)]
        if len(agreeing) == 1:
            return agreeing
        alone = len(known) == 1 and self._in_document[document] == 1
        return [one for one in near if alone and _one_has_no_part(one.url, teaser.url)]

    def _led_by(self, address: str) -> list[StoredEntry]:
        ids = self._recalled.aliases.get(address, frozenset())
        found = (self._recalled.entries.get(id_) for id_ in sorted(ids))
        return [one for one in found if one is not None]

    def _differs_in_part(self, known: StoredEntry, teaser: Teaser) -> bool:
        spelled = (alias(url, self._counting).partition("#")[0] for url in (known.url, teaser.url))
        return len(set(spelled)) == 1

    def _agrees(self, known: StoredEntry, teaser: Teaser) -> bool:
        """Tell whether both have the same title, and the same date or text."""
        title = folded(title_of(teaser, None))
        if not title or title != folded(title_of(known.teaser, None)):
            return False
        text = teaser.text_fingerprint
        if text and text == known.teaser.text_fingerprint:
            return True
        date = teaser.by_rule.date or teaser.by_itself.date
        if date is None or not known.dated:
            return False
        when = moment(date, seen=known.first_seen, position=known.position, zone=self._zone)
        return when == known.published


def _by_link(entries: Iterable[StoredEntry]) -> dict[str, StoredEntry]:
    """Return the entries known by their links, each by its own, if no other has it."""
    found: dict[str, list[StoredEntry]] = defaultdict(list)
    for known in entries:
        if is_link(known.teaser.id):
            found[known.url].append(known)
    return {url: same[0] for url, same in found.items() if len(same) == 1}


def former_ids(teaser: Teaser) -> set[str]:
    """Return the ids under which older feedmakers may know an item with this very link."""
    return {former_id(teaser), with_sessions(teaser.url)} if is_link(teaser.id) else set()


def former_id(teaser: Teaser) -> str:
    """Return the id that an older feedmaker made of an item's link; "" if it has a name."""
    return former_canonical(teaser.id) if is_link(teaser.id) else ""


def _both_named(teaser: Teaser, known: StoredEntry) -> bool:
    """Where the site names its items itself, two names are two items, whatever the link."""
    return not (is_link(teaser.id) or is_link(known.teaser.id))


def is_link(own_id: str) -> bool:
    """Tell whether an item is known by its link: the site gives it no name."""
    return own_id.startswith(("http://", "https://"))


def _is_old(known: StoredEntry) -> bool:
    return known.address_rules < ADDRESS_RULES


def _one_has_no_part(a: str, b: str) -> bool:
    return bool(part_of(a)) != bool(part_of(b))
