"""A listing page -> teasers, in page order.

What a rule gives and what the item shows by itself are kept apart, because the
article's own words stand between the two (`entries`). Which teasers are news, and
which the site's filter keeps, is decided later.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.clean.steps import clean
from feedmaker.dates.parse import believable, parse_date
from feedmaker.detect.listing import find_listing
from feedmaker.errors import NoMatchError, UnreadableDateError
from feedmaker.extract.metadata import read_about
from feedmaker.extract.own_feed import own_feed
from feedmaker.extract.stand_in import stand_in
from feedmaker.model import Fields, Listing, ListingRules, Locale, Page, SafeHtml, SiteDate, Teaser
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.field_rules import as_written, read_content, read_fields, read_link
from feedmaker.page.images import picture_address
from feedmaker.text import SUMMARY_LIMIT, plain_line, text_fingerprint
from feedmaker.urls import absolute, canonical, strip_tracking

_MOST_ITEMS = 1000
"""Looked at on one page; no list that a person reads is longer."""

_HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
_DATE_LIKE = re.compile(r"(?i)date|time|publi|posted|tanggal|fecha|datum")
_DRAWN = (".gif", ".svg", ".ico")  # icons and spacers, hardly ever a story's picture
_LEAST = 50  # pixels on a side; smaller pictures are icons
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_listing(page: Page, rules: ListingRules, locale: Locale) -> Listing:
    """Return the page's teasers in page order, each id once.

    An item without a link is passed over, unless the rules make the item the
    entry. Raises NoMatchError if `within` or `item` matches nothing, unless an
    empty list inside `within` may be: then the site has changed, and that is not
    the same as "no news"; StandInError instead, if what the page is can be told.
    Raises IsFeedError, ReadError as `read_document` does.
    """
    document = read_document(page)
    try:
        items, matched = _items(document, rules)
    except NoMatchError as error:
        raise stand_in(page, document, error) or error from None
    teasers: dict[str, Teaser] = {}
    misses: Counter[str] = Counter()
    for item in items:
        teaser, missed = _read_teaser(document, rules, item, locale)
        misses.update(missed)
        if teaser is not None:
            first = teasers.get(teaser.id)
            teasers[teaser.id] = _completed(first, teaser) if first else teaser
    if items and not teasers:
        raise NoMatchError(
            page.final_url, rule="listing.link", selector=as_written(rules.link) or "a[href]"
        )
    return Listing(
        url=page.final_url,
        teasers=tuple(teasers.values()),
        about=read_about(document),
        next=read_link(document, rules.next),
        matched=matched,
        misses=tuple(sorted(misses.items())),
        own_feed=own_feed(document),
    )


def find_rules(page: Page) -> ListingRules | None:
    """Return rules for a page whose site file states none; None if no list is found.

    Raises StandInError if the page is none at all; IsFeedError, ReadError as
    `read_document` does.
    """
    document = read_document(page)
    # Asked first: the links of a consent page, say, may look like a list.
    if instead := stand_in(page, document, _none_found(page)):
        raise instead
    return find_listing(document)


def _none_found(page: Page) -> NoMatchError:
    return NoMatchError(page.final_url, rule="listing.item", selector="none stated, none found")


def _items(document: Document, rules: ListingRules) -> tuple[list[LexborNode], int]:
    inside: list[LexborNode | None] = [None]
    if rules.within:
        inside = list(run.select_nodes(document, rules.within))
        if not inside:
            raise NoMatchError(
                document.url, rule="listing.within", selector=as_written(rules.within)
            )
    items: dict[int, LexborNode] = {}
    for container in inside:
        for node in run.select_nodes(document, rules.item, container):
            items[node.mem_id] = node
    if not items and not rules.may_be_empty:
        raise NoMatchError(document.url, rule="listing.item", selector=as_written(rules.item))
    return list(items.values())[:_MOST_ITEMS], len(items)


def _read_teaser(
    document: Document, rules: ListingRules, item: LexborNode, locale: Locale
) -> tuple[Teaser | None, tuple[str, ...]]:
    by_rule, misses = read_fields(document, rules.fields, locale, owner="listing", at=item)
    missed = tuple(miss.rule for miss in misses)
    link_node, url = _link(document, rules, item)
    if not url or (_leads_back(url, document) and not (rules.id or rules.item_is_entry)):
        return None, (*missed, "listing.link")
    values = run.read_values(document, rules.id, run.text_of, item)
    own_id = next((plain_line(value, 500) for value, _ in values), "")
    if rules.id and not own_id:
        missed = (*missed, "listing.id")
    if not own_id:
        own_id = url if rules.item_is_entry else canonical(url)
    elif link := absolute(own_id, "") if own_id.startswith("http") else "":
        own_id = canonical(link)
    itself = _by_itself(document, item, link_node, by_rule, locale)
    raw = read_content(document, rules.fields.content, item)
    if rules.fields.content and not raw:
        missed = (*missed, "listing.content")
    if rules.item_is_entry and not raw:
        raw = run.html_of(item)
    title = by_rule.title or itself.title
    content = clean(raw, base=document.base, url=url, title=title) if raw else SafeHtml("")
    text = content or by_rule.summary or itself.summary
    return Teaser(own_id, url, by_rule, itself, content, text_fingerprint(text)), missed


def _leads_back(url: str, document: Document) -> bool:
    """Tell whether a link leads back to the listing itself; such an item is no story."""
    return canonical(url) == canonical(document.url)


def _completed(first: Teaser, again: Teaser) -> Teaser:
    """Return an item that stands twice on the page: the first one's words, then the second's.

    A picture and a headline often link to one story, each in a box of its own.
    """
    return replace(
        first,
        by_rule=_filled(first.by_rule, again.by_rule),
        by_itself=_filled(first.by_itself, again.by_itself),
        content=first.content or again.content,
        text_fingerprint=first.text_fingerprint or again.text_fingerprint,
    )


def _filled(first: Fields, again: Fields) -> Fields:
    missing = {
        name: getattr(again, name)
        for name in Fields.__dataclass_fields__
        if not getattr(first, name)
    }
    return replace(first, **missing) if missing else first


def _link(
    document: Document, rules: ListingRules, item: LexborNode
) -> tuple[LexborNode | None, str]:
    """Return the node that links to the article, where there is one, and its address."""
    if rules.item_is_entry:
        return None, _own_address(document, rules, item)
    if rules.link:
        node = next(iter(run.select_nodes(document, rules.link, item)), None)
        return node, strip_tracking(read_link(document, rules.link, item))
    nodes = [item] if item.tag == "a" else item.css("a[href]")
    for node in nodes:
        href = (node.attributes.get("href") or "").strip()
        url = absolute(href, document.base)
        if url and not href.startswith("#"):
            return node, strip_tracking(url)
    return None, ""


def _own_address(document: Document, rules: ListingRules, item: LexborNode) -> str:
    page = canonical(document.url)
    for node in (item, *item.css(f"{_HEADINGS}, a[name]")):
        if name := node.attributes.get("id") or node.attributes.get("name"):
            return absolute(f"#{name}", page)
    return page if rules.id else ""


def _by_itself(
    document: Document,
    item: LexborNode,
    link: LexborNode | None,
    by_rule: Fields,
    locale: Locale,
) -> Fields:
    """Return what the item shows without a rule, only where no rule gave it."""
    title = "" if by_rule.title else _shown_title(item, link)
    return Fields(
        title=title,
        date=None if by_rule.date else _shown_date(item, locale),
        summary="" if by_rule.summary else _shown_summary(item, by_rule.title or title),
        image="" if by_rule.image else _shown_image(document, item),
    )


def _shown_title(item: LexborNode, link: LexborNode | None) -> str:
    if link is not None:
        inner = link.css_first(_HEADINGS) if link.tag == "a" else None
        if line := plain_line(run.text_of(inner if inner is not None else link)):
            return line
    for heading in item.css(_HEADINGS):
        if line := plain_line(run.text_of(heading)):
            return line
    if link is not None:
        for attribute in ("title", "aria-label"):
            if line := plain_line(link.attributes.get(attribute) or ""):
                return line
        picture = link.css_first("img[alt]")
        if picture is not None:
            return plain_line(picture.attributes.get("alt") or "")
    return ""


def _shown_date(item: LexborNode, locale: Locale) -> SiteDate | None:
    for node in item.css("time, [itemprop=datePublished], abbr.published, abbr.updated"):
        if date := _believed(run.date_of(node), locale):
            return date
    for node in item.css("[class], [data-date]"):
        if _DATE_LIKE.search(node.attributes.get("class") or "") and (
            date := _believed(run.date_of(node), locale)
        ):
            return date
    for node in item.traverse(include_text=True):
        text = (node.text_content or "").strip() if node.is_text_node else ""
        if 8 <= len(text) <= 100 and _YEAR.search(text) and (date := _believed(text, locale)):
            return date
    return None


def _believed(text: str, locale: Locale) -> SiteDate | None:
    try:
        date = parse_date(text, language=locale.language, zone=locale.zone, now=locale.now)
    except UnreadableDateError:
        return None
    return date if believable(date, locale.now) else None


def _shown_summary(item: LexborNode, title: str) -> str:
    for node in item.css("p"):
        line = plain_line(run.text_of(node), SUMMARY_LIMIT)
        if len(line) >= 40 and line != title:
            return line
    return ""


def _shown_image(document: Document, item: LexborNode) -> str:
    for node in item.css("img, picture"):
        address = "" if _is_small(node) else picture_address(node, document.base)
        if address and not urlsplit(address).path.lower().endswith(_DRAWN):
            return address
    return ""


def _is_small(node: LexborNode) -> bool:
    sizes = (node.attributes.get(name) or "" for name in ("width", "height"))
    return any(
        size.removesuffix("px").isdigit() and int(size.removesuffix("px")) < _LEAST
        for size in sizes
    )
