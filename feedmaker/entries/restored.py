"""Entries of a state that was lost, as the feeds told them; and what is new since then.

A feed does not hold all that readers were ever told. So an item that nobody recalls, when a
listing is read for the first time after that, is new only if its date or its place says so.
What a feed file says, `sources.published` has read. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, tzinfo

from feedmaker.entries import lifecycle
from feedmaker.entries.dating import stands_before, unique_updated
from feedmaker.entries.identity import unseen
from feedmaker.entries.precedence import pick
from feedmaker.entries.recognition import ADDRESS_RULES
from feedmaker.media_types import media_type
from feedmaker.model import (
    About,
    Article,
    Entry,
    EntryChange,
    Feed,
    Fields,
    Locale,
    Matches,
    Restored,
    Site,
    SiteDate,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.text import TELLING, text_fingerprint
from feedmaker.text_version import TEXT_VERSION
from feedmaker.urls import alias, canonical, document_alias


def addresses(feed: Feed) -> tuple[set[str], set[str]]:
    """Return what to ask the store for before the feed is restored: ids, and aliases."""
    ids = {one.id for one in feed.entries}
    return ids, ids | {alias(one.url) for one in feed.entries}


def restored_entries(
    site: Site, feed: Feed, recalled: Matches, taken: Iterable[datetime], now: datetime
) -> tuple[EntryChange, ...]:
    """Return the entries of a feed that are not known yet, in its order.

    Ids, dates and words are the feed's; `taken` are the `updated` of entries that are known.
    They were seen first when the feed last changed: a feed does not tell more.
    """
    seen = min(feed.updated, now)
    times = set(taken)
    changes = []
    for position, entry in enumerate(feed.entries):
        if _is_known(entry, recalled):
            continue
        updated = unique_updated(entry.updated, times)
        times.add(updated)
        known = StoredEntry(
            id=entry.id,
            url=entry.url,
            first_seen=seen,
            position=position,
            published=entry.published,
            updated=updated,
            teaser=Teaser(entry.id, entry.url),
            state="read",
            dated=True,
            # Without its part, or as another session had it: then an older feedmaker made it
            address_rules=ADDRESS_RULES if _is_current(entry) else 1,
            text_unknown=not entry.content,
        )
        changes.append(_with_words(known, entry, site))
    return tuple(changes)


def _is_known(entry: Entry, recalled: Matches) -> bool:
    if entry.id in recalled.entries or entry.id in recalled.aliases:
        return True
    return _is_link(entry.id) and alias(entry.url) in recalled.aliases


def _is_current(entry: Entry) -> bool:
    return not _is_link(entry.id) or entry.id == canonical(entry.url)


def _is_link(own_id: str) -> bool:
    return own_id.startswith(("http://", "https://"))


def _with_words(known: StoredEntry, entry: Entry, site: Site) -> EntryChange:
    """Return the entry with the feed's words, where its listing or its article had them."""
    summary = "" if entry.summary == entry.title and not entry.content else entry.summary
    words = Fields(
        title=entry.title,
        summary=summary,
        authors=entry.authors,
        image=entry.image,
        categories=entry.categories,
        enclosures=entry.enclosures,
    )
    dated = Fields(title=entry.title, date=SiteDate(entry.published))
    text = text_fingerprint(entry.content or summary)
    aliases = tuple(sorted({alias(entry.url), document_alias(entry.url)}))
    if site.article is None or media_type(entry.url):  # the item is all there is
        words = replace(words, date=dated.date)
        teaser = Teaser(
            entry.id,
            entry.url,
            words,
            content=entry.content,
            text_fingerprint=text,
            text_version=TEXT_VERSION,
        )
        return EntryChange(replace(known, teaser=teaser), None, aliases, shows=True)
    text = text_fingerprint(entry.content, least=TELLING)
    known = replace(known, teaser=replace(known.teaser, by_rule=dated), text_fingerprint=text)
    # As if by rules: so they stand until the article is read again
    article = Article(
        url=entry.url,
        content=entry.content,
        content_by="rule",
        text_fingerprint=text,
        by_rule=words,
        language=entry.language,
        text_version=TEXT_VERSION,
    )
    return EntryChange(known, article, aliases, shows=True)


def restored_state(
    site: Site, feed: Feed, state: SiteState | None, changes: Iterable[EntryChange], now: datetime
) -> SiteState:
    """Return the memory of a site with the restored entries; what it holds already stays."""
    if state is None:
        fresh = unseen(site)
        # Another id than the site file's own, or than made of an older address, was its own
        own = feed.id if feed.id.startswith("urn:uuid:") and not site.feed.id else fresh.feed_id
        about = About(feed.title, feed.description, feed.language, feed.image)
        state = replace(fresh, feed_id=own, about=about)
    dates = [one.entry.published for one in changes]
    past = [date for date in dates if date <= now] or dates  # what is announced is not the newest
    if not past:
        return state
    unread = tuple(dict.fromkeys(one.url for one in site.urls))
    return replace(state, restored=Restored(max(past), unread))


def told_apart(
    entry: StoredEntry, since: Restored, below: Collection[str], locale: Locale
) -> StoredEntry:
    """Return a new entry of a listing as it is to readers: new, or known before the state was lost.

    Its date tells; where it has none, or one that does not tell, its place: `below` are the
    ids of those that stand below a known one. Its article may tell yet.
    """
    if entry.teaser.listing not in since.unread:
        return entry
    before = stands_before(pick("date", entry.teaser, None), since.newest, locale.zone)
    if before or (before is None and entry.id in below):
        return lifecycle.known_before(entry, locale.now)
    return replace(entry, only_after=since.newest)


def was_there(entry: StoredEntry, article: Article, zone: tzinfo) -> bool:
    """Tell whether an article's date says that readers knew it before the state was lost."""
    if entry.only_after is None:
        return False
    return bool(stands_before(pick("date", entry.teaser, article), entry.only_after, zone))


def after_listings(state: SiteState, unread: Collection[str]) -> SiteState:
    """Return the memory after the listings were noted; `unread` did not answer, or not wholly."""
    if state.restored is None:
        return state
    left = tuple(url for url in state.restored.unread if url in unread)
    return replace(state, restored=replace(state.restored, unread=left) if left else None)
