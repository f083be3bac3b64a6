"""A site and what is remembered of it -> its Feed: which entries, with whose words, in what order.

Everything is taken from the values given, nothing from the clock: the same
store makes the same feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

from feedmaker.clean.plain_text import paragraphs, picture, plain_text
from feedmaker.entries.common import LOOKED_AT, NOTHING, Common, find_common
from feedmaker.entries.filter import keeps_entry
from feedmaker.entries.precedence import best_title, content_of, sources
from feedmaker.media_types import media_type
from feedmaker.model import (
    Article,
    Enclosure,
    Entry,
    Feed,
    Fields,
    Filter,
    FilterField,
    SafeHtml,
    Site,
    SiteState,
    StoredEntry,
)
from feedmaker.text import first_words

MOST = 250
"""Entries in any feed, however many were seen in one day."""

_A_DAY = timedelta(hours=24)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNREAD = "The full text could not be read: {why}."


def make_feed(
    site: Site,
    state: SiteState,
    remembered: Iterable[tuple[StoredEntry, Article | None]],
    *,
    name: str,
    base_url: str,
) -> Feed:
    """Return the feed of a site; `remembered` comes last seen first and is read as far as needed.

    It holds the last `feed.entries` seen first, and all seen within 24 h of the
    newest (at most MOST), as far as the filter keeps them; newest first, ties in
    page order.
    """
    stored = iter(remembered)
    first = list(islice(stored, LOOKED_AT))
    read = ((known.teaser, article) for known, article in first)
    common = find_common(read, state.about, state.common)
    chosen: list[tuple[StoredEntry, Entry]] = []
    newest: datetime | None = None
    for known, article in chain(first, stored):
        newest = newest or known.first_seen
        full = len(chosen) >= site.feed.entries
        if len(chosen) >= MOST or (full and newest - known.first_seen > _A_DAY):
            break
        opens = site.article is not None
        entry = make_entry(known, article, site.language, opens=opens, common=common)
        if keeps_entry(site.filter, _filter_values(entry, site.filter)):
            chosen.append((known, entry))
    chosen.sort(
        key=lambda pair: (-pair[1].published.timestamp(), -_stamp(pair[0]), pair[0].position)
    )
    entries = tuple(entry for _, entry in chosen)
    about = state.about
    url = site.urls[0].url
    return Feed(
        name=name,
        id=site.feed.id or state.feed_id,
        title=site.title or about.title or url,
        url=about.home or url,
        updated=max((entry.updated for entry in entries), default=_EPOCH),
        description=site.description or about.description,
        language=site.language or about.language,
        image=site.image or about.image,
        base_url=base_url,
        ttl=site.every.span,
        entries=entries,
    )


def make_entry(
    known: StoredEntry,
    article: Article | None,
    language: str,
    *,
    opens: bool = True,
    common: Common = NOTHING,
) -> Entry:
    """Return an entry with the words of the source that wins, field by field.

    `opens`: the site's articles are read, so that it is told where one could not be;
    `common`: what several of them say alike.
    """
    said = sources(known.teaser, article, common)
    content = content_of(known.teaser, article)
    summary = _first(fields.summary for fields in said) or (article.opening if article else "")
    title = best_title(said)
    shown = _picture_file(known, article)
    if shown and not content:
        content = picture(shown, title)
    if known.state == "failed" and (not content or known.teaser.stands_in):
        told = opens and known.last_error
        note = _UNREAD.format(why=known.last_error.rstrip(".")) if told else ""
        said_instead = "" if content else summary
        content = SafeHtml(content + paragraphs(filter(None, (said_instead, note))))
    enclosures = next((fields.enclosures for fields in said if fields.enclosures), ())
    if (kind := media_type(known.url)) and not enclosures:
        enclosures = (Enclosure(known.url, kind),)
    return Entry(
        id=known.id,
        url=known.url,
        title=title or first_words(plain_text(content), 80) or known.url,
        published=known.published,
        updated=known.updated,
        summary=summary,
        content=content,
        authors=next((fields.authors for fields in said if fields.authors), ()),
        categories=_categories(said),
        image=_first(fields.image for fields in said),
        enclosures=enclosures,
        language=_entry_language(article, language),
    )


def _picture_file(known: StoredEntry, article: Article | None) -> str:
    """Return the address of the picture file that an entry's link leads to; "" if it does not.

    Its name tells, or what the server said it is.
    """
    if media_type(known.url).startswith("image/"):
        return known.url
    files = article.by_page.enclosures if article and not article.content_by else ()
    return next((one.url for one in files if one.type.startswith("image/")), "")


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _categories(said: Sequence[Fields]) -> tuple[str, ...]:
    """Return the winning source's categories; a listing's own category is always among them."""
    return next((fields.categories for fields in said if fields.categories), ())


def _entry_language(article: Article | None, feed_language: str) -> str:
    stated = article.language if article else ""
    return stated if stated and stated.lower() != feed_language.lower() else ""


def _filter_values(entry: Entry, wanted: Filter) -> dict[FilterField, Sequence[str]]:
    """Return the texts that a filter's patterns look at; the content's is made only if wanted.

    It is what a reader sees, on one line: no mark-up, and no line break between two words.
    """
    by_content = any(field == "content" for field, _ in (*wanted.include, *wanted.exclude))
    text = " ".join(plain_text(entry.content).split()) if by_content else ""
    return {
        "url": (entry.url,),
        "title": (entry.title,),
        "summary": (entry.summary,),
        "category": entry.categories,
        "author": entry.authors,
        "date": (entry.published.isoformat(),),
        "content": (text,),
    }


def _stamp(known: StoredEntry) -> float:
    return known.first_seen.timestamp()
