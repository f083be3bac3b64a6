"""A feed with nothing in it that a format forbids: the last guard before it is written.

`render` can write what comes out of here in every format, whatever went in,
so one bad entry never costs the others. That is a guard and no substitute for
the stages before: `clean` makes content safe, `text` makes titles plain,
`update` gives each entry its own `updated`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from feedmaker import media_types as media
from feedmaker import urls
from feedmaker.clean.plain_text import opening
from feedmaker.model import Enclosure, Entry, Feed, SafeHtml
from feedmaker.text import UNFIT_OR_LOST, first_words, may_be_unfit

Content = Literal["full", "summary", "none"]

_TITLE_OPENING = 80

_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][A-Za-z0-9/?#:@!$&'()*+,;=._~%-]*)?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9/?#:@!$&'()*+,;=._~%-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")


def conformed(feed: Feed, content: Content) -> Feed:
    """Return the feed with nothing in it that a format forbids, and no more content than chosen.

    Links are then http(s) or empty, ids are URIs and
    each stands once, titles and summaries are never blank where a format wants
    words, times are UTC and whole seconds.
    """
    if _has_unfit(feed):
        feed = _without_unfit(feed)
    base_url = _web(feed.base_url)
    language = language_tag(feed.language)
    entries: dict[str, Entry] = {}
    for entry in feed.entries:
        fit = _conformed_entry(entry, content, language)
        entries.setdefault(fit.id, fit)
    return replace(
        feed,
        id=_uri(feed.id or feed.name),
        title=_line(feed.title) or _line(feed.name) or "feed",
        url=_web(feed.url) or base_url,
        updated=_utc(feed.updated),
        description=_line(feed.description),
        language=language,
        image=_web(feed.image),
        base_url=base_url,
        entries=tuple(entries.values()),
    )


def _conformed_entry(entry: Entry, content: Content, feed_language: str) -> Entry:
    url = _web(entry.url)
    language = language_tag(entry.language)
    html = entry.content if entry.content.strip() else SafeHtml("")
    summary = _line(entry.summary)
    title = (
        _line(entry.title)
        or first_words(summary, _TITLE_OPENING)
        or opening(html, _TITLE_OPENING)
        or url
        or entry.id.strip()
        or "…"
    )
    if content != "full":
        summary = (summary or opening(html)) if content == "summary" else ""
        html = SafeHtml("")
    return Entry(  # not replace(): all fields are given, and it costs three times as much
        id=_uri(entry.id or url or title),
        url=url,
        title=title,
        published=_utc(entry.published),
        updated=_utc(entry.updated),
        summary=summary if html else summary or title,
        content=html,
        authors=_names(entry.authors),
        categories=_names(entry.categories),
        image=_web(entry.image),
        enclosures=_enclosures(entry.enclosures),
        language="" if language == feed_language else language,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names on one line each, without blank and double ones."""
    return tuple(dict.fromkeys(line for name in names if (line := _line(name))))


def _enclosures(enclosures: Iterable[Enclosure]) -> tuple[Enclosure, ...]:
    """Return the enclosures that have an address, each once, with a media type."""
    fit: dict[str, Enclosure] = {}
    for enclosure in enclosures:
        if url := _web(enclosure.url):
            kind = enclosure.type if _TYPE.fullmatch(enclosure.type) else media.media_type(url)
            length = max(0, enclosure.length)
            fit.setdefault(url, Enclosure(url, kind or "application/octet-stream", length))
    return tuple(fit.values())


def _web(url: str) -> str:
    """Return the URL if feeds may hold it, percent-encoded; "" if it is no http(s) URL."""
    return url if _URL.fullmatch(url) else urls.absolute(url, "")


def _uri(id: str) -> str:  # noqa: A002 - the trade's word
    """Return the id if it is a URI, else one made from it alone (RFC 4122 §4.3)."""
    if _URI.fullmatch(id):
        return id
    import uuid

    return uuid.uuid5(uuid.NAMESPACE_URL, id).urn


def language_tag(tag: str) -> str:
    """Return the tag if it is one (BCP 47), else ""."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _utc(moment: datetime) -> datetime:
    """Return the moment in UTC and whole seconds; one without zone is UTC already."""
    if moment.tzinfo is not UTC:
        try:
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except OverflowError:  # within a day of the first or the last year
            moment = moment.replace(tzinfo=UTC)
    return moment.replace(microsecond=0) if moment.microsecond else moment


def _has_unfit(feed: Feed) -> bool:
    """Tell whether any text of the feed holds a character that feeds must not."""
    texts = [feed.id, feed.name, feed.title, feed.url, feed.description, feed.image, feed.base_url]
    for entry in feed.entries:
        texts += (entry.id, entry.url, entry.title, entry.summary, entry.content, entry.image)
        texts += entry.authors + entry.categories
        texts += (enclosure.url for enclosure in entry.enclosures)
    return may_be_unfit("".join(texts))


def _without_unfit(feed: Feed) -> Feed:
    def fit(text: str) -> str:
        return UNFIT_OR_LOST.sub(" ", text)

    return replace(
        feed,
        id=fit(feed.id),
        name=fit(feed.name),
        title=fit(feed.title),
        url=fit(feed.url),
        description=fit(feed.description),
        image=fit(feed.image),
        base_url=fit(feed.base_url),
        entries=tuple(
            replace(
                entry,
                id=fit(entry.id),
                url=fit(entry.url),
                title=fit(entry.title),
                summary=fit(entry.summary),
                content=SafeHtml(fit(entry.content)),  # safe still: a space joins nothing
                authors=tuple(map(fit, entry.authors)),
                categories=tuple(map(fit, entry.categories)),
                image=fit(entry.image),
                enclosures=tuple(replace(one, url=fit(one.url)) for one in entry.enclosures),
            )
            for entry in feed.entries
        ),
    )
