"""A feed file that feedmaker published -> the Feed that it was made from, as far as it tells.

Read to remember what readers have (`update.restore`), whoever keeps the file now: so it is
foreign bytes, read in the sandbox, and all content is cleaned anew. Feeds of other makers
are listings, and read in `feed`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from itertools import islice

from feedmaker.clean.steps import clean
from feedmaker.errors import ReadError
from feedmaker.model import Enclosure, Entry, Feed, FeedFormat, Page, SafeHtml
from feedmaker.sources.said import Said, list_of, moment_of, objects_of, size_of, text_of
from feedmaker.text import SUMMARY_LIMIT, plain_line
from feedmaker.urls import absolute

MOST = 250
"""Entries; no feed of ours holds more."""

_LONGEST_ID = 2000
"""Characters."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_published(page: Page, format: FeedFormat) -> Feed:  # noqa: A002 - the trade's word
    """Return the feed of a file, its entries in the file's order, each id once.

    `id` is empty where the format does not tell it (JSON, RSS). An entry without an id,
    a link or a date is passed over. Where the format knows only one date, `updated`
    is `published`. Raises ReadError if the file is no such feed.
    """
    return _READERS[format](page)


def _read_json(page: Page) -> Feed:
    try:
        said = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise _no_feed(page, "JSON feed") from error
    if not isinstance(said, dict) or "jsonfeed" not in text_of(said, "version"):
        raise _no_feed(page, "JSON feed")
    return _feed(
        title=text_of(said, "title"),
        url=text_of(said, "home_page_url"),
        description=text_of(said, "description"),
        language=text_of(said, "language"),
        image=text_of(said, "icon"),
        entries=(
            _entry(
                own_id=text_of(item, "id"),
                url=text_of(item, "url"),
                title=text_of(item, "title"),
                published=_rfc_3339(text_of(item, "date_published")),
                updated=_rfc_3339(text_of(item, "date_modified")),
                summary=text_of(item, "summary") or text_of(item, "content_text"),
                content=text_of(item, "content_html"),
                authors=(text_of(one, "name") for one in objects_of(item, "authors")),
                categories=(tag for tag in list_of(item, "tags") if isinstance(tag, str)),
                image=text_of(item, "image"),
                enclosures=(
                    (text_of(one, "url"), text_of(one, "mime_type"), one.get("size_in_bytes"))
                    for one in objects_of(item, "attachments")
                ),
                language=text_of(item, "language"),
            )
            for item in objects_of(said, "items")
        ),
    )


def _read_xml(page: Page, family: str, name: str) -> Feed:
    """Return an Atom or RSS feed; `family` is what its version begins with in feedparser."""
    import feedparser

    # A file object: of a text, feedparser would fetch what looks like an address
    read = feedparser.parse(BytesIO(page.body), sanitize_html=False, resolve_relative_uris=False)
    if not text_of(read, "version").startswith(family) or _is_broken(read.get("bozo_exception")):
        raise _no_feed(page, name)
    top: Said = read.feed
    is_atom = family == "atom"
    title, description = (_plain(top, key, is_atom=is_atom) for key in ("title", "subtitle"))
    language = text_of(top, "language")
    return _feed(
        own_id=text_of(top, "id") if is_atom else "",
        title=title,
        url=text_of(top, "link"),
        description="" if description == title else description,  # RSS wants one in any case
        language=language,
        image=text_of(top, "icon") or text_of(top.get("image") or {}, "href"),
        entries=(_xml_entry(item, is_atom=is_atom, language=language) for item in read.entries),
    )


def _xml_entry(item: Said, *, is_atom: bool, language: str) -> Entry | None:
    bodies = {text_of(one, "type"): text_of(one, "value") for one in objects_of(item, "content")}
    # Where there is none, feedparser says the content once more
    summary = text_of(item, "summary") if "summary_detail" in item else ""
    media = objects_of(item, "media_content")
    files = [one for one in objects_of(item, "links") if one.get("rel") == "enclosure"]
    own_language = text_of(item.get("title_detail") or {} if is_atom else item, "language")
    return _entry(
        own_id=text_of(item, "id"),
        url=text_of(item, "link"),
        title=_plain(item, "title", is_atom=is_atom),
        published=moment_of(item.get("published_parsed")),
        updated=moment_of(item.get("updated_parsed")) if is_atom else None,
        summary=(summary if is_atom else html.unescape(summary)) or bodies.get("text/plain", ""),
        content=bodies.get("text/html", ""),
        authors=(text_of(one, "name") for one in objects_of(item, "authors")),
        categories=(text_of(one, "term") for one in objects_of(item, "tags")),
        image=next((text_of(one, "url") for one in media if _is_picture(one)), ""),
        enclosures=(
            *((text_of(one, "href"), text_of(one, "type"), one.get("length")) for one in files),
            *(
                (text_of(one, "url"), text_of(one, "type"), one.get("filesize"))
                for one in media
                if not _is_picture(one)
            ),
        ),
        language="" if own_language == language else own_language,
    )


def _is_picture(medium: Said) -> bool:
    """Tell whether it is the entry's own picture, whose type feedmaker does not know."""
    return medium.get("medium") == "image" and not medium.get("type")


def _plain(said: Said, key: str, *, is_atom: bool) -> str:
    """Return a plain text, which RSS escapes once more where it looks like HTML."""
    text = text_of(said, key)
    return text if is_atom else html.unescape(text)


def _is_broken(error: object) -> bool:
    """Tell whether feedparser met no XML; what else it reports, it only wonders at."""
    from xml.sax import SAXException

    return isinstance(error, SAXException)


_READERS: Mapping[FeedFormat, Callable[[Page], Feed]] = {
    "json": _read_json,
    "atom": partial(_read_xml, family="atom", name="Atom feed"),
    "rss": partial(_read_xml, family="rss", name="RSS feed"),
}


def _no_feed(page: Page, name: str) -> ReadError:
    return ReadError(page.final_url, f"this is no {name}, or a broken one")


# --- What every format gives --------------------------------------------------


def _feed(
    *,
    title: str,
    url: str,
    description: str,
    language: str,
    image: str,
    entries: Iterable[Entry | None],
    own_id: str = "",
) -> Feed:
    kept: dict[str, Entry] = {}
    for entry in islice(entries, MOST):
        if entry is not None:
            kept.setdefault(entry.id, entry)
    changes = (max(entry.updated, entry.published) for entry in kept.values())
    return Feed(
        name="",
        id=_id(own_id),
        title=plain_line(title),
        url=absolute(url, ""),
        updated=max(changes, default=_EPOCH),
        description=plain_line(description, SUMMARY_LIMIT),
        language=plain_line(language),
        image=absolute(image, ""),
        entries=tuple(kept.values()),
    )


def _entry(
    *,
    own_id: str,
    url: str,
    title: str,
    published: datetime | None,
    updated: datetime | None,
    summary: str,
    content: str,
    authors: Iterable[str],
    categories: Iterable[str],
    image: str,
    enclosures: Iterable[tuple[str, str, object]],
    language: str,
) -> Entry | None:
    """Return an entry, cleaned; None where what makes it one is missing."""
    own_id, url = _id(own_id), absolute(url, "")
    if not own_id or not url or published is None:
        return None
    files = ((absolute(at, ""), kind, length) for at, kind, length in enclosures)
    return Entry(
        id=own_id,
        url=url,
        title=plain_line(title),
        published=published,
        updated=updated or published,
        summary=plain_line(summary, SUMMARY_LIMIT),
        # Without the title: a heading that stood beside it stays
        content=clean(content, base=url, url=url) if content else SafeHtml(""),
        authors=_lines(authors),
        categories=_lines(categories),
        image=absolute(image, ""),
        enclosures=tuple(
            Enclosure(at, plain_line(kind), size_of(length)) for at, kind, length in files if at
        ),
        language=plain_line(language),
    )


def _id(text: str) -> str:
    """Return an id as it stands, if it may be one."""
    fit = text.isascii() and text.isprintable() and " " not in text and ":" in text
    return text if fit and len(text) <= _LONGEST_ID else ""


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := plain_line(text)))


def _rfc_3339(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).replace(microsecond=0) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
