"""A listing page -> teasers, in page order.

What a rule gives and what the item shows by itself are kept apart, because the
article's own words stand between the two (`entries`). Which teasers are news, and
which the site's filter keeps, is decided later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.clean.steps import clean
from feedmaker.dates.address import address_date
from feedmaker.entries.order import has_newest_last
from feedmaker.errors import NONE_STATED, NoMatchError, ReadError, TwoWaysDateError
from feedmaker.extract.byline import names_of_item
from feedmaker.extract.item_date import (
    Headed,
    dated_together,
    day_below,
    headed_locales,
    order_told,
    recent_day,
    shown_date,
)
from feedmaker.extract.item_identity import Item, tell_apart
from feedmaker.extract.item_title import (
    HEADINGS,
    TitleWords,
    item_words,
    of_list,
    unseen_title,
)
from feedmaker.extract.metadata import read_about
from feedmaker.extract.own_feed import own_feed
from feedmaker.extract.stand_in import stand_in
from feedmaker.model import (
    Fields,
    Listing,
    ListingRules,
    Locale,
    Page,
    Rules,
    SafeHtml,
    SiteDate,
    Teaser,
)
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.field_rules import as_written, read_content, read_fields, read_link
from feedmaker.page.images import picture_address
from feedmaker.page.part_kinds import siblings
from feedmaker.page.previews import is_preview
from feedmaker.page.table_rows import tbody_hint
from feedmaker.text import SUMMARY_LIMIT, plain_line, text_fingerprint
from feedmaker.text_version import TEXT_VERSION
from feedmaker.urls import absolute, canonical, part_of, story_link

_MOST_ITEMS = 1000
"""Kept of one page; no list that a person reads is longer."""

_DRAWN = (".gif", ".svg", ".ico")  # icons and spacers, hardly ever a story's picture
_NEAR = 5  # nodes behind an anchor, among which is what it names
_LEAST = 50  # pixels on a side; smaller pictures are icons


def read_listing(
    page: Page, rules: ListingRules, locale: Locale, *, counting: tuple[tuple[str, str], ...] = ()
) -> Listing:
    """Return the page's teasers in page order, each id once.

    `locale` is the site's; without a language, the page's own counts. `counting` are the
    parameters that are known to tell pages apart, (host, name), whatever their name says;
    those that the page shows to be some come with them.
    An item without a link is passed over, unless the rules make the item the
    entry. Raises NoMatchError if `within` or `item` matches nothing, unless an
    empty list inside `within` may be: then the site has changed, and that is not
    the same as "no news"; StandInError instead, if what the page is can be told.
    Raises IsFeedError, ReadError as `read_document` does.
    """
    document = read_document(page)
    try:
        items = _items(document, rules)
    except NoMatchError as error:
        raise stand_in(page, document, error) or error from None
    about = read_about(document)
    day_order = order_told(document, rules.fields.date, items)
    locale = replace(
        locale,
        language=locale.language or about.language,
        day_order=day_order or locale.day_order,
    )
    first, last = items[:_MOST_ITEMS], items[-_MOST_ITEMS:]
    looked_at = last if rules.order == "newest_last" else first
    found, misses, two_ways = _read_items(document, rules, looked_at, locale)
    told = tell_apart(found, counting)
    if (
        len(items) > _MOST_ITEMS
        and rules.order == "found"
        and has_newest_last(told.teasers, "found")
    ):
        found, misses, two_ways = _read_items(document, rules, last, locale)
        told = tell_apart(found, counting)
    if items and not found:
        raise _no_links(document, rules, items[0])
    return Listing(
        url=page.final_url,
        teasers=told.teasers,
        about=about,
        next=read_link(document, rules.next),
        matched=len(items),
        misses=tuple(sorted(misses.items())),
        counting=tuple(sorted(told.counting)),
        fell_together=told.fell_together,
        apart=_apart(rules, items[0]) if told.fell_together else "",
        day_order=day_order,
        own_feed=own_feed(document),
        two_ways=two_ways,
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
    from feedmaker.detect.listing import find_listing  # most sites have rules: 10 ms of each child

    return find_listing(document)


def _none_found(page: Page) -> NoMatchError:
    return NoMatchError(page.final_url, rule="listing.item", selector=NONE_STATED)


def _items(document: Document, rules: ListingRules) -> list[LexborNode]:
    inside: list[LexborNode | None] = [None]
    if rules.within:
        inside = list(run.select_nodes(document, rules.within))
        if not inside:
            raise _no_match(document, "within", rules.within)
    items: dict[int, LexborNode] = {}
    for container in inside:
        for node in run.select_nodes(document, rules.item, container):
            items[node.mem_id] = node
    if not items and not rules.may_be_empty:
        raise _no_match(document, "item", rules.item, inside)
    return list(items.values())


def _no_match(
    document: Document, key: str, rules: Rules, inside: Sequence[LexborNode | None] = (None,)
) -> NoMatchError:
    hint = tbody_hint(document, rules, inside)
    selector = as_written(rules)
    return NoMatchError(document.url, rule=f"listing.{key}", selector=selector, hint=hint)


def _no_links(document: Document, rules: ListingRules, item: LexborNode) -> ReadError:
    """Return why no item can be an entry."""
    if rules.item_is_entry:
        what = "nothing tells the items of `link: false` apart, none has an id of its own"
        apart = f"`{_apart(rules, item)}` in `listing` does, if titles differ"
        return ReadError(document.url, f"{what}; {apart}", rule="listing.id")
    selector = as_written(rules.link) or "a[href]"
    return NoMatchError(document.url, rule="listing.link", selector=selector)


def _apart(rules: ListingRules, item: LexborNode) -> str:
    """Return the line of YAML by which items that have nothing else are known by their titles."""
    if rules.fields.title:
        return f"id: {rules.fields.title[0].text}"
    heading = item.css_first(HEADINGS)
    return f"id: {heading.tag if heading is not None else 'a'}"


def _read_items(
    document: Document, rules: ListingRules, items: Sequence[LexborNode], locale: Locale
) -> tuple[list[Item], Counter[str], str]:
    """Return the items that can be entries, and on how many each rule gave nothing.

    With them comes the first date that was not read because it could be two.
    """
    links = [_link(document, rules, item, items) for item in items]
    words = TitleWords()
    if not rules.fields.title:
        words = of_list(links, locale.language)
    found: list[Item] = []
    nodes: list[LexborNode] = []
    misses: Counter[str] = Counter()
    doubtful = ""
    linked = [item for item, (_, url) in zip(items, links, strict=True) if url]
    headed = iter(headed_locales(document, linked, locale))
    locales: list[Locale] = []
    for item, link in zip(items, links, strict=True):
        above = next(headed) if link[1] else Headed(locale)
        one, missed, two_ways = _read_item(document, rules, item, link, words, above)
        misses.update(missed)
        if one is not None:
            found.append(one)
            nodes.append(item)
            locales.append(above.locale)
        doubtful = doubtful or (two_ways if one is not None else "")
    found = dated_together(document, rules.fields.date, found, nodes, locales)
    return found, misses, doubtful


def _read_item(
    document: Document,
    rules: ListingRules,
    item: LexborNode,
    link: tuple[LexborNode | None, str],
    title_words: TitleWords,
    above: Headed,
) -> tuple[Item | None, tuple[str, ...], str]:
    link_node, url = link
    locale = above.locale
    by_rule, misses = read_fields(document, rules.fields, locale, owner="listing", at=item)
    missed = tuple(miss.rule for miss in misses)
    if not url:
        missed = (*missed, "listing.id" if rules.item_is_entry else "listing.link")
        return None, missed, ""
    values = run.read_values(document, rules.id, run.text_of, item)
    own_id = next((plain_line(value, 500) for value, _ in values), "")
    if rules.id and not own_id:
        missed = (*missed, "listing.id")
    address = url
    if not own_id and rules.item_is_entry:
        own_id = url
    elif stated := absolute(own_id, "") if own_id.startswith("http") else "":
        own_id, address = "", stated
    words = by_rule.title or item_words(document, item, link, title_words)
    two_ways = next((miss.two_ways for miss in misses if miss.rule == "listing.date"), "")
    shown, not_read = None, ""
    if not by_rule.date:
        named = by_rule.title or words or unseen_title(link_node)
        shown, not_read = _shown_date(item, locale, named)
        shown = shown or above.day
        below = day_below(item, locale, above.month) if above.month and not shown else None
        shown = shown or below or address_date(url, locale) or recent_day(item, locale, named)
    two_ways = "" if shown else two_ways or not_read
    itself = _by_itself(document, item, link_node, words, by_rule, shown)
    raw = read_content(document, rules.fields.content, item)
    if rules.fields.content and not raw:
        missed = (*missed, "listing.content")
    if rules.item_is_entry and not raw:
        raw = run.html_of(item)
    title = by_rule.title or itself.title
    content = clean(raw, base=document.base, url=url, title=title) if raw else SafeHtml("")
    text = content or by_rule.summary or itself.summary
    made = text_fingerprint(text)
    teaser = Teaser(own_id, url, by_rule, itself, content, made, TEXT_VERSION)
    return Item(teaser, words, address), missed, two_ways


def _shown_date(item: LexborNode, locale: Locale, title: str) -> tuple[SiteDate | None, str]:
    """Return the date that an item shows, and the text of one that could be two if none else."""
    try:
        return shown_date(item, locale, title), ""
    except TwoWaysDateError as error:
        return None, error.text


def _link(
    document: Document, rules: ListingRules, item: LexborNode, items: Sequence[LexborNode]
) -> tuple[LexborNode | None, str]:
    """Return the node that links to the article, where there is one, and its address.

    "" if no link leads to a story: one that leads back to the listing itself does only
    if it names this item there, or if the rules tell the items apart by their ids.
    """
    if rules.item_is_entry:
        return None, _own_address(document, rules, item)
    if rules.link:
        node = next(iter(run.select_places(document, rules.link, item)), None)
        url = story_link(read_link(document, rules.link, item))
        here = url and not rules.id and _leads_back(url, document)
        return node, "" if here and not _names(url, document, item, items) else url
    own: tuple[LexborNode | None, str] = None, ""
    for node in [item] if item.tag == "a" else item.css("a[href]"):
        url = story_link(absolute((node.attributes.get("href") or ""), document.base))
        if url and not _leads_back(url, document):
            return node, url
        if url and not own[1] and (rules.id or _names(url, document, item, items)):
            own = node, url
    return own


def _leads_back(url: str, document: Document) -> bool:
    """Tell whether a link leads to the listing's own page, as it is; `#/a` and `#!a` are others."""
    if part_of(url).startswith(("/", "!")):
        return False
    return canonical(url).partition("#")[0] == canonical(document.url).partition("#")[0]


def _names(url: str, document: Document, item: LexborNode, items: Sequence[LexborNode]) -> bool:
    """Tell whether a link within the listing names this item: it, what is in it, or around it.

    Or an empty anchor right before it, as they were set before elements had names.
    """
    name = unquote(part_of(url))
    named = document.named(name) if name else None
    if named is None:
        return False
    if run.outermost([named, item]) == [item] or named.mem_id == item.mem_id:
        return True
    if not named.text(strip=True):
        near = islice(siblings(named, after=True), _NEAR)
        behind = next((one for one in near if run.text_of(one)), None)
        return behind is not None and behind.mem_id == item.mem_id
    around = {item.mem_id, *(other.mem_id for other in items)}
    within = [node for node in named.traverse() if node.mem_id in around]
    return [node.mem_id for node in within] == [item.mem_id]


def _own_address(document: Document, rules: ListingRules, item: LexborNode) -> str:
    page = canonical(document.url).partition("#")[0]
    for node in (item, *item.css(f"{HEADINGS}, a[name]")):
        if name := node.attributes.get("id") or node.attributes.get("name"):
            return absolute(f"#{name}", page)
    return page if rules.id else ""


def _by_itself(
    document: Document,
    item: LexborNode,
    link: LexborNode | None,
    words: str,
    by_rule: Fields,
    date: SiteDate | None,
) -> Fields:
    """Return what the item shows without a rule, only where no rule gave it.

    `words` are those of its title, `date` is the one that it shows.
    """
    title = "" if by_rule.title else words or unseen_title(link)
    return Fields(
        title=title,
        date=date,
        summary="" if by_rule.summary else _shown_summary(item, by_rule.title or title),
        authors=() if by_rule.authors else names_of_item(item),
        image="" if by_rule.image else _shown_image(document, item),
    )


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
            copies = (picture_address(one, document.base) for one in item.css("noscript img"))
            return next((one for one in copies if is_preview(node, address, one)), address)
    return ""


def _is_small(node: LexborNode) -> bool:
    sizes = (node.attributes.get(name) or "" for name in ("width", "height"))
    return any(
        size.removesuffix("px").isdigit() and int(size.removesuffix("px")) < _LEAST
        for size in sizes
    )
