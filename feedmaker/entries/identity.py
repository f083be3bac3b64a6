"""Identity: what is new, what is known, what has changed; and which source wins.

An entry's id is fixed at first sight from the listing and never depends on
whether its article could be read. Which known entry an item is, stands in
`recognition`. Pure: `now` is an argument, the store is asked by `update`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from feedmaker.entries.dating import moment, whole_second
from feedmaker.entries.precedence import pick, title_of
from feedmaker.entries.recognition import ADDRESS_RULES, Recognition
from feedmaker.model import (
    Article,
    Fields,
    ListingUrl,
    Matches,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.text import folded
from feedmaker.urls import Counting, alias, canonical, document_alias


@dataclass(frozen=True, slots=True)
class ListingDiff:
    """A listing's items, told apart; `aliases` are those to be added, (alias, id)."""

    new: tuple[StoredEntry, ...]
    changed: tuple[StoredEntry, ...]  # known ones whose listing words have changed
    aliases: tuple[tuple[str, str], ...]
    ids: frozenset[str]  # of all items, known and new
    made_anew: tuple[StoredEntry, ...] = ()  # known ones whose text only another version made
    foremost: int | None = None  # the place of the first item that is known, from 0


def feed_id(url: str) -> str:
    """Return the id of a feed whose first listing is at url: a urn:uuid (RFC 9562 version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, url).urn


def unseen(site: Site) -> SiteState:
    """Return the memory of a site that never ran: its feed is there, and empty."""
    return SiteState(feed_id=feed_id(site.urls[0].url))


def entry_id(teaser: Teaser, feed: str) -> str:
    """Return the URI that a teaser's own id makes; the normalised link is one already.

    So may be the id that a feed gives. A page's ids never count as URIs, whatever they look like.
    """
    if teaser.id_is_uri or teaser.id.startswith(("http://", "https://")):
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
    counting: Counting = (),
    listings: Sequence[ListingUrl] = (),
    listing_alone: bool = False,
) -> ListingDiff:
    """Tell new items from known ones.

    Teasers stand in page order; new entries are `waiting` and due at once. An item
    on several of the site's `listings` has the words of the foremost and the
    categories of all. With `listing_alone` no article will be read: the listing's
    text is the entry's. Noting the same teasers twice finds nothing the second time.
    """
    items = _each_once(teasers, feed, listings, counting)
    recognition = Recognition(items, recalled, counting=counting, zone=zone)
    new: dict[str, StoredEntry] = {}
    changed: list[StoredEntry] = []
    made_anew: list[StoredEntry] = []
    aliases: dict[tuple[str, str], None] = {}
    ids: set[str] = set()
    foremost: int | None = None
    for position, (own, teaser) in enumerate(items.items()):
        known = recognition.find(own, teaser)
        if known is None:
            new[own] = _first_sight(own, teaser, position, zone=zone, now=now)
        elif known.id not in ids:
            again = _seen_again(known, teaser, listings, now if listing_alone else None)
            if again != known:
                (made_anew if _is_made_anew(known, again) else changed).append(again)
        if known is not None and foremost is None:
            foremost = position
        found = own if known is None else known.id
        ids.add(found)
        addresses: set[str] = set()
        if not recognition.is_shared(teaser.url):
            addresses = {alias(teaser.url, counting), document_alias(teaser.url)}
        if known is not None and own != found:
            addresses.add(own)  # found at once the next time
        for address in sorted(addresses):
            if found not in recalled.aliases.get(address, ()):
                aliases[address, found] = None
    return ListingDiff(
        tuple(new.values()),
        tuple(changed),
        tuple(aliases),
        frozenset(ids),
        tuple(made_anew),
        foremost,
    )


def _each_once(
    teasers: Iterable[Teaser], feed: str, listings: Sequence[ListingUrl], counting: Counting
) -> dict[str, Teaser]:
    """Return the items by their ids, those on several listings with the categories of all.

    Links that only spell one address in two ways are one item, if titles agree.
    """
    items: dict[str, Teaser] = {}
    spelled: dict[tuple[str, str], str] = {}
    for read in teasers:
        teaser = read
        counted = canonical(read.url, counting)
        if read.id != counted and read.id == canonical(read.url):
            teaser = replace(read, id=counted)  # of a page that did not tell what counts
        own = entry_id(teaser, feed)
        if own == teaser.id and not teaser.id_is_uri:  # a link
            told = alias(teaser.url, counting), folded(title_of(teaser, None))
            own = spelled.setdefault(told, own)
        first = items.get(own)
        items[own] = _with_categories(first, teaser, listings) if first else teaser
    return items


def _with_categories(teaser: Teaser, other: Teaser, listings: Sequence[ListingUrl]) -> Teaser:
    """Return a teaser with the categories that another listing gives it, in the file's order."""
    own, more = teaser.by_rule.categories, other.by_rule.categories
    sections = dict.fromkeys(one.category for one in listings if one.category in {*own, *more})
    categories = tuple(dict.fromkeys((*sections, *own)))
    if categories == own:
        return teaser
    return replace(teaser, by_rule=replace(teaser.by_rule, categories=categories))


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
        address_rules=ADDRESS_RULES,
    )


def _seen_again(
    known: StoredEntry, teaser: Teaser, listings: Sequence[ListingUrl], now: datetime | None
) -> StoredEntry:
    """Return the entry with the listing's newest words; what was fixed at first sight stays.

    Of a listing behind the one that told of it last, only the category counts.
    `now` is given where the listing's text is the entry's: then `updated` moves with it.
    """
    old = known.teaser
    order = [one.url for one in listings]
    if teaser.listing in order and old.listing in order[: order.index(teaser.listing)]:
        return replace(known, teaser=_with_categories(old, teaser, listings))
    teaser = _with_categories(teaser, old, listings)
    moved = (
        teaser.text_fingerprint != old.text_fingerprint
        and teaser.text_version == old.text_version
        and not known.text_unknown
    )
    upgraded = teaser.url.startswith("https:") and known.url.startswith("http:")
    return replace(
        known,
        url=teaser.url if upgraded and alias(teaser.url) == alias(known.url) else known.url,
        updated=whole_second(now) if now is not None and moved else known.updated,
        text_unknown=known.text_unknown and now is None,
        teaser=replace(
            teaser,
            id=old.id,
            url=old.url,
            by_rule=_with_dates_of(teaser.by_rule, old.by_rule),
            by_itself=_with_dates_of(teaser.by_itself, old.by_itself),
        ),
    )


def _is_made_anew(before: StoredEntry, after: StoredEntry) -> bool:
    """Tell whether nothing but the text is another, and that by another feedmaker."""
    old, new = before.teaser, after.teaser
    made = replace(
        new,
        content=old.content,
        text_fingerprint=old.text_fingerprint,
        text_version=old.text_version,
    )
    return new.text_version != old.text_version and replace(after, teaser=made) == before


def _with_dates_of(fields: Fields, old: Fields) -> Fields:
    return replace(fields, date=old.date, updated=old.updated)


def apply_article(
    known: StoredEntry, article: Article, old: Article | None, *, zone: tzinfo, now: datetime
) -> StoredEntry:
    """Return the entry with the text and the dates of its article; its state is `lifecycle`'s.

    The first reading may still fix the date; `updated` moves only when the text
    of an article that was read before has changed. Where another version read that, or other rules
    of an edited site file, or the site has taught otherwise since, its text can't be told from a
    changed one, and `updated` stays.
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
    elif known.text_unknown:
        pass  # what readers have may be this very text
    elif old is not None and _made_otherwise(old, article):
        pass  # what we did to the text is no news
    elif article.text_fingerprint != (old.text_fingerprint if old else ""):
        updated = whole_second(now)
    return replace(
        known,
        published=published,
        updated=updated,
        dated=dated,
        text_fingerprint=article.known_by,
        text_unknown=False,
    )


def _made_otherwise(old: Article, new: Article) -> bool:
    other_rules = bool(old.ruled and new.ruled) and old.ruled != new.ruled
    return other_rules or (old.text_version, old.taught) != (new.text_version, new.taught)
