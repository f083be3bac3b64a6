"""Identity: what is new, what is known, what has changed; and which source wins.

An entry's id is fixed at first sight from the listing and never depends on
whether its article could be read. Addresses that lead to the same page are
aliases: they help to recognise an entry, and are ignored where two items share
one. Pure: `now` is an argument, the store is asked by `update`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from feedmaker.entries.precedence import pick, title_of
from feedmaker.model import (
    Article,
    Fields,
    Matches,
    Site,
    SiteDate,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.text import folded
from feedmaker.urls import alias

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ListingDiff:
    """A listing's items, told apart; `aliases` are those to be added, (alias, id)."""

    new: tuple[StoredEntry, ...]
    changed: tuple[StoredEntry, ...]  # known ones whose listing words have changed
    aliases: tuple[tuple[str, str], ...]
    ids: frozenset[str]  # of all items, known and new


def feed_id(url: str) -> str:
    """Return the id of a feed whose first listing is at url: a urn:uuid (RFC 9562 version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, url).urn


def unseen(site: Site) -> SiteState:
    """Return the memory of a site that never ran: its feed is there, and empty."""
    return SiteState(feed_id=feed_id(site.urls[0].url))


def entry_id(teaser: Teaser, feed: str) -> str:
    """Return the URI that a teaser's own id makes; the normalised link is one already."""
    if teaser.id.startswith(("http://", "https://")):
        return teaser.id
    return uuid.uuid5(uuid.UUID(feed_namespace(feed)), teaser.id).urn


def feed_namespace(feed: str) -> str:
    """Return the UUID under which a feed's own entry ids are named."""
    if feed.startswith("urn:uuid:"):
        return feed.removeprefix("urn:uuid:")
    return str(uuid.uuid5(uuid.NAMESPACE_URL, feed))


def apply_listing(
    teasers: Sequence[Teaser],
    recalled: Matches,
    *,
    feed: str,
    zone: tzinfo,
    now: datetime,
    listing_alone: bool = False,
) -> ListingDiff:
    """Tell new items from known ones.

    Teasers stand in page order; new entries are `waiting` and due at once. With
    `listing_alone` no article will be read: the listing's text is the entry's.
    Noting the same teasers twice finds nothing the second time.
    """
    shared = Counter(alias(teaser.url) for teaser in teasers)
    direct = {entry_id(teaser, feed) for teaser in teasers} & recalled.entries.keys()
    new: dict[str, StoredEntry] = {}
    changed: list[StoredEntry] = []
    aliases: dict[tuple[str, str], None] = {}
    ids: set[str] = set()
    for position, teaser in enumerate(teasers):
        own = entry_id(teaser, feed)
        address = alias(teaser.url)
        known = recalled.entries.get(own) or _same_as(own, recalled)
        if known is None and shared[address] == 1:
            known = _by_alias(teaser, address, recalled, direct | ids)
        if known is None:
            if own not in new:
                new[own] = _first_sight(own, teaser, position, zone=zone, now=now)
        elif known.id not in ids:
            again = _seen_again(known, teaser, now if listing_alone else None)
            if again != known:
                changed.append(again)
        found = own if known is None else known.id
        ids.add(found)
        if shared[address] == 1 and found not in recalled.aliases.get(address, ()):
            aliases[address, found] = None
    return ListingDiff(tuple(new.values()), tuple(changed), tuple(aliases), frozenset(ids))


def _same_as(own: str, recalled: Matches) -> StoredEntry | None:
    """Return the entry that an item turned out to be when it was read before."""
    ids = recalled.aliases.get(own, frozenset())
    return recalled.entries.get(next(iter(ids))) if len(ids) == 1 else None


def _by_alias(
    teaser: Teaser, address: str, recalled: Matches, taken: set[str]
) -> StoredEntry | None:
    """Return the one entry that an address leads to, if it is not itself on the page."""
    ids = recalled.aliases.get(address, frozenset())
    if len(ids) != 1:
        return None
    known = recalled.entries.get(next(iter(ids)))
    if known is None or known.id in taken:
        return None
    # Where the site names its items itself, two names are two items, whatever the link.
    both_named = not (_is_link(teaser.id) or _is_link(known.teaser.id))
    return None if both_named else known


def _is_link(own_id: str) -> bool:
    return own_id.startswith(("http://", "https://"))


def _first_sight(
    own: str, teaser: Teaser, position: int, *, zone: tzinfo, now: datetime
) -> StoredEntry:
    date = teaser.by_rule.date or teaser.by_itself.date
    seen = now.astimezone(UTC)
    published = moment(date, seen=seen, position=position, zone=zone)
    return StoredEntry(
        id=own,
        url=teaser.url,
        first_seen=seen,
        position=position,
        published=published,
        updated=published,
        teaser=teaser,
        dated=date is not None,
        due=seen,
    )


def _seen_again(known: StoredEntry, teaser: Teaser, now: datetime | None) -> StoredEntry:
    """Return the entry with the listing's newest words; what was fixed at first sight stays.

    `now` is given where the listing's text is the entry's: then `updated` moves with it.
    """
    old = known.teaser
    moved = teaser.text_fingerprint != old.text_fingerprint
    upgraded = teaser.url.startswith("https:") and known.url.startswith("http:")
    return replace(
        known,
        url=teaser.url if upgraded and alias(teaser.url) == alias(known.url) else known.url,
        updated=whole_second(now) if now is not None and moved else known.updated,
        teaser=replace(
            teaser,
            id=old.id,
            url=old.url,
            by_rule=_with_dates_of(teaser.by_rule, old.by_rule),
            by_itself=_with_dates_of(teaser.by_itself, old.by_itself),
        ),
    )


def _with_dates_of(fields: Fields, old: Fields) -> Fields:
    return replace(fields, date=old.date, updated=old.updated)


def moment(date: SiteDate | None, *, seen: datetime, position: int, zone: tzinfo) -> datetime:
    """Return when an entry was published, UTC, to the second.

    Without a date: first sight less a second per position, so that the page's
    order stands. A bare day that is the day of first sight gets that time too;
    any other day is midnight in the site's zone.
    """
    fallback = whole_second(seen - position * _SECOND)
    if date is None:
        return fallback
    if not date.day_only:
        return whole_second(date.moment)
    day = date.moment.date()
    if day == seen.astimezone(zone).date():
        return fallback
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def whole_second(time_: datetime) -> datetime:
    """Return the moment in UTC, to the second: what feeds can say."""
    return time_.astimezone(UTC).replace(microsecond=0)


def apply_article(
    known: StoredEntry, article: Article, old: Article | None, *, zone: tzinfo, now: datetime
) -> StoredEntry:
    """Return the entry with the text and the dates of its article; its state is `lifecycle`'s.

    The first reading may still fix the date; `updated` moves only when the text
    of an article that was read before has changed.
    """
    first = known.state == "waiting"
    published, dated = known.published, known.dated
    date = pick("date", known.teaser, article)
    if first and date is not None:
        published = moment(date, seen=known.first_seen, position=known.position, zone=zone)
        dated = True
    updated = known.updated
    if first:
        stated = pick("updated", known.teaser, article)
        updated = published
        if stated is not None and not stated.day_only and published < stated.moment <= now:
            updated = whole_second(stated.moment)
    elif article.text_fingerprint != (old.text_fingerprint if old else ""):
        updated = whole_second(now)
    return replace(
        known,
        published=published,
        updated=updated,
        dated=dated,
        text_fingerprint=article.text_fingerprint,
    )


def unique_updated(updated: datetime, taken: Iterable[datetime]) -> datetime:
    """Return the moment, later by as many seconds as no other entry has it.

    Readers and validators tell entries apart by it (RFC 4287 §4.2.15 asks for
    significant changes; two equal ones look like one).
    """
    others = set(taken)
    while updated in others:
        updated += _SECOND
    return updated


def same_story(
    known: StoredEntry, article: Article, others: Iterable[tuple[StoredEntry, Article | None]]
) -> str:
    """Return the id of an entry that is this one at another address, or "" if none is.

    `others` share its text, or an address that leads to it. The title must agree
    too: sites state one canonical link on many pages, and one text on many.
    """
    title = folded(title_of(known.teaser, article))
    for other, its_article in others:
        if other.id != known.id and title and folded(title_of(other.teaser, its_article)) == title:
            return other.id
    return ""
