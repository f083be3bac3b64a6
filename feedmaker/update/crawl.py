"""What one address gives: a listing over its pages, an article over its parts.

Asks the network and has the stages read what comes; remembers nothing and needs
no store, so the command line and the daemon share it. The world comes in as
arguments: `fetch` asks the network, `read` runs a stage on foreign bytes in the
sandbox.

The stages that read pages are imported where they are called: a run in which no
page has changed needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from feedmaker.errors import FeedmakerError, NoMatchError, StoppedError
from feedmaker.media_types import is_file_type
from feedmaker.model import (
    About,
    Article,
    ArticleRules,
    Enclosure,
    FieldRules,
    Fields,
    Listing,
    ListingRules,
    ListingUrl,
    Locale,
    Miss,
    Page,
    Part,
    Problem,
    RequestSettings,
    Teaser,
    Validators,
)
from feedmaker.update.ports import Fetch, Read
from feedmaker.update.refresh import read_sent_on
from feedmaker.urls import absolute, canonical, same_site


@dataclass(frozen=True, slots=True)
class ListingRun:
    """What one listing address gave in one run."""

    address: ListingUrl
    pages: tuple[Listing, ...] = ()
    unchanged: bool = False  # 304
    validators: Validators = Validators()
    about: About = About()
    rules: ListingRules = ListingRules()  # that were used, found ones filled in
    problems: tuple[Problem, ...] = ()

    def teasers(self) -> tuple[Teaser, ...]:
        """Return the teasers of all its pages, each id once, with the address's own category."""
        once: dict[str, Teaser] = {}
        for page in self.pages:
            for teaser in page.teasers:
                once.setdefault(teaser.id, teaser)
        return tuple(_with_category(teaser, self.address.category) for teaser in once.values())


def read_listing(
    address: ListingUrl,
    rules: ListingRules,
    locale: Locale,
    *,
    fetch: Fetch,
    read: Read,
    request: RequestSettings,
    site_url: str,
    found: ListingRules | None = None,
    validators: Validators = Validators(),
    old_news: Callable[[Listing], bool] = lambda _: False,
) -> ListingRun:
    """Return what one listing address gives over its pages.

    Only the first page is asked conditionally; its 304 ends the listing. Further
    pages are fetched until one tells nothing new (`old_news`), leads back, or
    `rules.pages` is reached. A further page that fails ends the listing, and is
    a problem, no failure. Without `item` in the rules, `found` is used, and if
    that misses they are found anew. Raises FetchError, ReadError.
    """
    page = fetch(address.url, request, site_url=site_url, validators=validators, listing=True)
    if page.unchanged:
        return ListingRun(address, unchanged=True, validators=validators)
    page, (listing, used) = read_sent_on(
        page,
        lambda page: _read_first(page, rules, found, locale, read),
        fetch=fetch,
        request=request,
        site_url=site_url,
    )
    run = ListingRun(
        address,
        pages=(listing,),
        validators=page.validators,
        about=listing.about,
        rules=used,
    )
    return _follow(run, page, locale, fetch, read, request, site_url, old_news)


def read_article(
    url: str,
    rules: ArticleRules,
    locale: Locale,
    *,
    fetch: Fetch,
    read: Read,
    request: RequestSettings,
    site_url: str,
    validators: Validators = Validators(),
    title: str = "",
) -> Article | None:
    """Return an article whole, its pages fetched and joined; None: unchanged (304).

    A page for all of it (`single_page`) is taken instead, if it can be had; else
    its further pages are followed, each once, on the article's own site. A page
    that fails leaves the article with what there is, and a miss. A file is no
    article: it comes back as an enclosure. Raises FetchError, ReadError.
    """
    from feedmaker.extract.article import join, read_part
    from feedmaker.extract.article import read_article as read_page

    page = fetch(url, request, site_url=site_url, validators=validators)
    if page.unchanged:
        return None
    follow = partial(read_sent_on, fetch=fetch, request=request, site_url=site_url)

    def read_first(page: Page) -> Article | Part:
        if is_file_type(page.content_type):
            return _as_enclosure(page)
        return read(read_page, page, rules, locale, title=title, validators=page.validators)

    page, first = follow(page, read_first)
    if isinstance(first, Article):
        return first
    misses: tuple[Miss, ...] = ()
    asked = {canonical(url), canonical(page.final_url)}

    def read_more(further: str, rule: str) -> Part | None:
        nonlocal misses
        asked.add(canonical(further))
        try:
            page = fetch(further, request, site_url=site_url)
            _, part = follow(page, lambda page: read(read_part, page, rules, locale))
        except StoppedError:
            raise
        except FeedmakerError as error:
            misses = (*misses, Miss(rule, further, str(error)))
            return None
        return part

    def wanted(further: str) -> bool:
        return bool(further) and canonical(further) not in asked and same_site(further, url)

    parts = [first]
    if wanted(parts[0].single_page):
        whole = read_more(parts[0].single_page, "article.single_page")
        if whole is not None and whole.content:
            parts = [replace(whole, next="", canonical=parts[0].canonical)]
    while len(parts) < rules.pages and wanted(parts[-1].next):
        part = read_more(parts[-1].next, "article.next")
        if part is None:
            break
        parts.append(part)
    article = read(join, tuple(parts), title=title, validators=page.validators)
    return replace(article, misses=(*article.misses, *misses)) if misses else article


def _read_first(
    page: Page, rules: ListingRules, found: ListingRules | None, locale: Locale, read: Read
) -> tuple[Listing, ListingRules]:
    """Return the first page's listing, and the rules that read it."""
    from feedmaker.extract.listing import find_rules
    from feedmaker.extract.listing import read_listing as read_page

    if rules.item:
        return read(read_page, page, rules, locale), rules
    if found is not None:
        used = _with_found(rules, found)
        try:
            return read(read_page, page, used, locale), used
        except NoMatchError:
            pass  # the site has changed; look again
    found = read(find_rules, page)
    if found is None:
        raise NoMatchError(page.final_url, rule="listing.item", selector="none stated, none found")
    used = _with_found(rules, found)
    return read(read_page, page, used, locale), used


def _follow(
    run: ListingRun,
    page: Page,
    locale: Locale,
    fetch: Fetch,
    read: Read,
    request: RequestSettings,
    site_url: str,
    old_news: Callable[[Listing], bool],
) -> ListingRun:
    from feedmaker.extract.listing import read_listing as read_page

    rules, asked = run.rules, {canonical(page.url), canonical(page.final_url)}
    number = rules.next_url.first if rules.next_url else 0
    while len(run.pages) < rules.pages and not old_news(run.pages[-1]):
        url = run.pages[-1].next
        if rules.next_url:
            url = absolute(rules.next_url.template.replace("{n}", str(number)), page.final_url)
            number += 1
        if not url or canonical(url) in asked or not same_site(url, page.final_url):
            break
        asked.add(canonical(url))
        try:
            _, listing = read_sent_on(
                fetch(url, request, site_url=site_url),
                lambda page: read(read_page, page, rules, locale),
                fetch=fetch,
                request=request,
                site_url=site_url,
            )
        except StoppedError:
            raise
        except FeedmakerError as error:
            # Counting up, the first page that isn't there is simply the end.
            if not rules.next_url or len(run.pages) == 1:
                problem = Problem(
                    f"a further listing page failed: {error}", "listing.next", "", url
                )
                run = replace(run, problems=(problem,))
            break
        run = replace(run, pages=(*run.pages, listing))
    return run


def _with_found(stated: ListingRules, found: ListingRules) -> ListingRules:
    """Return the stated rules with what was found where they say nothing."""
    return replace(
        stated,
        item=found.item,
        link=stated.link or found.link,
        fields=_filled_fields(stated.fields, found.fields),
    )


def _filled_fields(stated: FieldRules, found: FieldRules) -> FieldRules:
    return FieldRules(
        **{
            name: getattr(stated, name) or getattr(found, name)
            for name in FieldRules.__dataclass_fields__
        }
    )


def filled(stated: ArticleRules, more: ArticleRules) -> ArticleRules:
    """Return article rules with another set's where they say nothing."""
    return replace(
        stated,
        fields=_filled_fields(stated.fields, more.fields),
        remove=stated.remove or more.remove,
        next=stated.next or more.next,
        single_page=stated.single_page or more.single_page,
    )


def _as_enclosure(page: Page) -> Article:
    kind = page.content_type.partition(";")[0].strip().lower()
    file = Enclosure(page.final_url, kind, page.length)
    return Article(page.final_url, by_page=Fields(enclosures=(file,)), validators=page.validators)


def _with_category(teaser: Teaser, category: str) -> Teaser:
    own = teaser.by_rule.categories
    if not category or category in own:
        return teaser
    return replace(teaser, by_rule=replace(teaser.by_rule, categories=(category, *own)))
