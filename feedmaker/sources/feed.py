"""A feed -> teasers, as `extract.listing` gives them for a page: for `source: feed`.

What the feed says counts like a rule of `listing`: its ids, dates and titles are kept. What an
item holds is the entry's text where no article is opened (`article: false`); else it only
stands in for an article that can't be read. How a feed is parsed, `feed_formats` says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape

from feedmaker.clean.plain_text import paragraphs, plain_text
from feedmaker.clean.steps import clean
from feedmaker.dates.parse import read_date
from feedmaker.entries.order import has_newest_last
from feedmaker.errors import (
    IsFeedError,
    NoMatchError,
    ReadError,
    UnlikelyDateError,
    UnreadableDateError,
)
from feedmaker.extract.item_identity import Item, tell_apart
from feedmaker.extract.own_feed import own_feed
from feedmaker.extract.stand_in import stand_in
from feedmaker.media_types import media_type
from feedmaker.model import (
    About,
    Enclosure,
    Fields,
    Listing,
    ListingRules,
    Locale,
    Page,
    SafeHtml,
    SiteDate,
    Teaser,
)
from feedmaker.page.document import Document, read_document
from feedmaker.page.shown_text import shown_text
from feedmaker.sources.feed_formats import SaidFeed, SaidItem, When, Words, parse
from feedmaker.text import SUMMARY_LIMIT, plain_line, text_fingerprint
from feedmaker.text_version import TEXT_VERSION
from feedmaker.urls import absolute, story_link, strip_tracking

_MOST_ITEMS = 1000
"""Kept of one page, the newest, as of any other listing."""

_MOST_TEXT = 3_000_000
"""Characters of raw HTML that are cleaned, of all items of a page: about two seconds."""

_LONGEST_ID = 500
_MOST_OF_A_KIND = 50  # authors, categories, files
_SHORT = 600
"""Characters: a longer description, with no other text beside it, is no summary but the text."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_URI = re.compile(r"(?:tag|urn):[!#-;=?-~]{3,400}")
_MARKUP = re.compile(r"[<&]")


def read_feed(
    page: Page, rules: ListingRules, locale: Locale, *, counting: tuple[tuple[str, str], ...] = ()
) -> Listing:
    """Return the feed's items in its order, each id once; `counting` as in `read_listing`.

    An item that leads nowhere is passed over, unless the items are the entries. A feed without
    items is no fault. Raises ReadError if this is no feed, StandInError if what it is
    instead can be told, SentOnError as `read_document` does.
    """
    feed = parse(page)
    if feed is None or (feed.is_broken and not feed.items):
        raise _no_feed(page)
    locale = replace(locale, language=locale.language or plain_line(feed.language, 35))
    home = _address(feed.home, page.final_url)
    items = _newest([_read_item(item, page.final_url, locale) for item in feed.items], rules)
    shared = _shared_ids(items)
    of_all = Fields(authors=_lines(feed.authors))
    kept: list[Item] = []
    left = _MOST_TEXT
    for said, fields, link in items:
        own_id = plain_line(said.id, _LONGEST_ID)
        own_id = "" if own_id in shared else own_id
        url = link or (home or page.final_url if rules.item_is_entry and own_id else "")
        if not url:
            continue
        body = max(said.contents or (said.summary,), key=lambda words: len(words.text))
        left -= len(body.text)
        content = _cleaned(body, url, fields.title) if left > 0 else SafeHtml("")
        told = replace(fields, summary=_summary(said, content, url))
        itself = Fields() if told.authors else of_all
        kept.append(_item(own_id, Teaser("", url, told, itself, content), rules))
    if items and not kept:
        raise _no_links(page, rules)
    apart = tell_apart(kept, counting)
    return Listing(
        url=page.final_url,
        teasers=apart.teasers,
        about=_about(feed, page.final_url),
        next=_address(feed.next, page.final_url),
        counting=tuple(sorted(apart.counting)),
    )


def _item(own_id: str, teaser: Teaser, rules: ListingRules) -> Item:
    """Return an item as it is told apart from the others: by its own id, else by its link."""
    stated = _address(own_id, "") if own_id.startswith("http") else ""
    teaser = replace(
        teaser,
        id="" if stated else own_id,
        id_is_uri=not stated and bool(_URI.fullmatch(own_id)),
        text_fingerprint=text_fingerprint(teaser.content or teaser.by_rule.summary),
        text_version=TEXT_VERSION,
        stands_in=bool(teaser.content) and not rules.item_is_entry,
    )
    return Item(teaser, teaser.by_rule.title, stated or teaser.url)


_Read = tuple[SaidItem, Fields, str]
"""An item, what it says, and where it leads ("": nowhere)."""


def _read_item(said: SaidItem, base: str, locale: Locale) -> _Read:
    url = next((link for one in said.links if (link := story_link(_address(one, base)))), "")
    published, updated = _date(said.published, locale), _date(said.updated, locale)
    files: dict[str, Enclosure] = {}
    films = (one for one in said.media if one.is_a("audio") or one.is_a("video"))
    for one in (*said.enclosures, *films):
        if at := strip_tracking(_address(one.url, base)):
            files.setdefault(at, Enclosure(at, plain_line(one.type) or media_type(at), one.length))
    pictures = (
        *(one.url for one in said.media if one.is_a("image")),
        *said.images,
        *(one.url for one in said.enclosures if one.is_a("image")),
    )
    fields = Fields(
        title=_line(said.title),
        date=published or updated,
        updated=updated if published else None,
        authors=_lines(said.authors),
        categories=_lines(said.categories),
        image=next((at for one in pictures if (at := _address(one, base))), ""),
        enclosures=tuple(files.values())[:_MOST_OF_A_KIND],
    )
    if not url and fields.enclosures:
        url = fields.enclosures[0].url
    return said, fields, url


def _newest(items: Sequence[_Read], rules: ListingRules) -> Sequence[_Read]:
    """Return as many items as are kept, in the feed's order."""
    if len(items) <= _MOST_ITEMS:
        return items
    teasers = [Teaser(str(at), url, fields) for at, (_, fields, url) in enumerate(items)]
    if has_newest_last(teasers, rules.order):
        return items[-_MOST_ITEMS:]
    return items[:_MOST_ITEMS]


def _shared_ids(items: Iterable[_Read]) -> frozenset[str]:
    """Return the ids that tell nothing apart: some feeds give all their items the same one."""
    links: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for said, _, url in items:
        own_id = plain_line(said.id, _LONGEST_ID)
        links[own_id].add(url)
        times[own_id] += 1
    return frozenset(own for own, count in times.items() if count > 1 and len(links[own]) > 1)


def _date(when: When, locale: Locale) -> SiteDate | None:
    """Return a date in the zone that it names, else the site's; None if it can't be believed."""
    try:
        return read_date(when.text, locale, told="metadata")
    except UnlikelyDateError:
        return None
    except UnreadableDateError:
        if when.lenient is None:
            return None
    try:
        return read_date(when.lenient.isoformat(), locale, told="metadata")
    except UnreadableDateError:
        return None


def _address(written: str, base: str) -> str:
    """Return an address, absolute; "" where none is written."""
    return absolute(written.strip(), base) if written.strip() else ""


# --- Texts ---------------------------------------------------------------------


def _line(words: Words) -> str:
    """Return a text on one line, as a reader sees it."""
    text = words.text[:20_000]
    if words.is_html and _MARKUP.search(text):
        body = Document(text, "").tree.body
        text = shown_text(body) if body is not None else ""
    return plain_line(text)


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    lines = (plain_line(text, 120) for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))[:_MOST_OF_A_KIND]


def _cleaned(words: Words, base: str, title: str) -> SafeHtml:
    """Return a text as safe HTML. Its addresses count from where the item leads, unless told."""
    if not words.text.strip():
        return SafeHtml("")
    if words.is_html and "<" in words.text:
        at = _address(words.base, base) or base
        return clean(words.text, base=at, url=base, title=title)
    text = unescape(words.text) if words.is_html else words.text
    return paragraphs(filter(None, map(str.strip, _BLANK_LINE.split(text))))


def _summary(said: SaidItem, content: SafeHtml, base: str) -> str:
    if said.contents:
        words = replace(said.summary, text=said.summary.text[:20_000])
        html = _cleaned(words, base, "")
        return plain_line(plain_text(html), SUMMARY_LIMIT)
    text = " ".join(plain_text(content).split())
    return plain_line(text, SUMMARY_LIMIT) if len(text) <= _SHORT else ""


def _about(feed: SaidFeed, base: str) -> About:
    title = _line(feed.title)
    return About(
        title=title,
        description=_line(feed.description),
        language=plain_line(feed.language, 35),
        image=_address(feed.image, base),
        titles=(title,) if title else (),
        home=_address(feed.home, base),
    )


# --- What is no feed -----------------------------------------------------------


def _no_feed(page: Page) -> ReadError:
    """Return what the page is instead, as far as can be told."""
    what = "this is no feed that can be read: neither RSS, Atom, RDF nor JSON Feed"
    try:
        document = read_document(page)
    except IsFeedError:
        return ReadError(page.final_url, "this feed is broken, and none of its items can be read")
    except ReadError as error:
        if type(error) is not ReadError:
            raise  # it sends its readers on
        return ReadError(page.final_url, what)
    if page.body.lstrip()[:1] in (b"{", b"["):
        return ReadError(page.final_url, what)
    missed = NoMatchError(page.final_url, rule="source", selector="feed")
    if instead := stand_in(page, document, missed):
        return instead
    if document.tree.css_first("body *, title") is None:
        return ReadError(page.final_url, what)
    what = "this is a page, not a feed: "
    if own := own_feed(document):
        return ReadError(page.final_url, f"{what}set `url` to the feed that it names, {own}")
    return ReadError(page.final_url, f"{what}set `url` to a feed, or leave out `source: feed`")


def _no_links(page: Page, rules: ListingRules) -> ReadError:
    if rules.item_is_entry:
        return ReadError(page.final_url, "no item of this feed has an id or leads anywhere")
    what = "no item of this feed leads to an article; `article: false` publishes what they hold"
    return ReadError(page.final_url, what)
