"""What one address gives: a listing over its pages, an article over its parts.

Asks the network and has the stages read what comes; remembers nothing and needs
no store, so the command line and the daemon share it. The world comes in as
arguments: `fetch` asks the network, `read` runs a stage on foreign bytes in the
sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from feedmaker.errors import (
    NONE_STATED,
    FeedmakerError,
    NoMatchError,
    RefusedError,
    StandInError,
    StoppedError,
    put_off,
)
from feedmaker.extract.lesson import NOTHING
from feedmaker.media_types import is_file_type
from feedmaker.model import (
    About,
    Article,
    ArticleRules,
    BrokenWalk,
    FieldRules,
    Lesson,
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
from feedmaker.text import fingerprint_of
from feedmaker.update import stages
from feedmaker.update.documents import as_enclosure
from feedmaker.update.ports import Fetch, Read, ReadListing
from feedmaker.update.refresh import read_sent_on
from feedmaker.urls import absolute, document_alias, same_site

_FIRST_FURTHER = 2
"""The number of the page after the first."""


@dataclass(frozen=True, slots=True)
class ListingRun:
    """What one listing address gave in one run."""

    address: ListingUrl
    pages: tuple[Listing, ...] = ()
    unchanged: bool = False  # the first page: 304
    validators: Validators = Validators()
    about: About = About()
    rules: ListingRules = ListingRules()  # that were used, found ones filled in
    problems: tuple[Problem, ...] = ()
    broken: tuple[BrokenWalk, ...] = ()  # for the next run to go on with
    put_off: timedelta | None = None  # for so long a further page is not to be asked

    def teasers(self) -> tuple[Teaser, ...]:
        """Return the teasers of all its pages, each id once, with the address's own category."""
        return tuple(_on_listing(teaser, self.address) for teaser in self.items())

    def items(self) -> tuple[Teaser, ...]:
        """Return the same as the pages gave them."""
        if len(self.pages) == 1:
            return self.pages[0].teasers
        once: dict[str, Teaser] = {}
        for page in self.pages:
            for teaser in page.teasers:
                once.setdefault(teaser.id, teaser)
        return tuple(once.values())


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
    broken: Sequence[BrokenWalk] = (),
    counting: tuple[tuple[str, str], ...] = (),
    old_news: Callable[[Listing], bool] = lambda _: False,
) -> ListingRun:
    """Return what one listing address gives over its pages.

    Only the first page is asked conditionally; its 304 ends the listing. Further
    pages are fetched until one tells nothing new (`old_news`), leads back, or
    `rules.pages` is reached. A further page that fails ends the walk, and is a
    problem, no failure; given as `broken` to the next run, it is asked then
    whatever the first page holds. Without `item` in the rules, `found` is used, and
    if that misses they are found anew. Raises FetchError, ReadError.
    """
    page = fetch(address.url, request, site_url=site_url, validators=validators, listing=True)
    follow = partial(read_sent_on, fetch=fetch, request=request, site_url=site_url)
    if not page.unchanged:
        page, (listing, used) = follow(
            page, lambda page: _read_first(page, rules, found, locale, read, counting)
        )
        run = ListingRun(
            address,
            pages=(listing,),
            validators=page.validators,
            about=listing.about,
            rules=used,
        )
    else:
        used = rules if rules.item or found is None else _with_found(rules, found)
        run = ListingRun(address, unchanged=True, validators=validators, rules=used)

    def read_further(url: str) -> Listing:
        read_page = _stage(used)
        further = fetch(url, request, site_url=site_url)
        known = run.pages[0].counting if run.pages else counting
        order = (run.pages[0].day_order if run.pages else "") or locale.day_order
        told = replace(locale, day_order=order)
        return follow(further, lambda page: read(read_page, page, used, told, counting=known))[1]

    return _walk(run, page, broken, read_further, old_news)


def read_article(
    url: str,
    rules_for: Callable[[str], ArticleRules],
    locale: Locale,
    *,
    fetch: Fetch,
    read: Read,
    request: RequestSettings,
    site_url: str,
    validators: Validators = Validators(),
    title: str = "",
    part: str = "",
    lesson: Lesson = NOTHING,
    again: bool = False,
    needs: Callable[[FeedmakerError], bool] = lambda error: put_off(error) is not None,
) -> Article | None:
    """Return an article whole, its pages fetched and joined; None: unchanged (304).

    `rules_for` gives the rules for the address at which a page was found at last.
    A page for all of it (`single_page`) is taken instead, if it can be had; else
    its further pages are followed, each once, on the site to which the article's
    link belongs or led. A page that fails leaves the article with what there is,
    and a miss; where it `needs` the page, told by its error, that fails the article.
    With `part`, a fragment, it is what that names in the document, and no other page
    is asked for. What the site has taught (`lesson`) is left out, what this article teaches
    too if it is not read `again`. A file is no article: it comes back as an enclosure. Raises
    FetchError, ReadError.
    """
    page = fetch(url.partition("#")[0], request, site_url=site_url, validators=validators)
    if page.unchanged:
        return None
    follow = partial(read_sent_on, fetch=fetch, request=request, site_url=site_url)

    def read_first(page: Page) -> Article | Part:
        if is_file_type(page.content_type):
            return as_enclosure(page)
        rules = rules_for(page.final_url)
        seen = page.validators
        return read(
            stages.read_article,
            page,
            rules,
            locale,
            title=title,
            validators=seen,
            part=part,
            lesson=lesson,
            again=again,
        )

    page, first = follow(page, read_first)
    rules = rules_for(page.final_url)
    if isinstance(first, Article):
        return replace(first, ruled=ruled_by(rules))
    misses: tuple[Miss, ...] = ()
    asked = {document_alias(url), document_alias(page.final_url)}

    def read_more(further: str, rule: str) -> Part | None:
        nonlocal misses
        asked.add(document_alias(further))
        try:
            more = fetch(further, request, site_url=site_url)
            _, read_on = follow(
                more, lambda page: read(stages.read_part, page, rules_for(page.final_url), locale)
            )
        except StoppedError:
            raise
        except FeedmakerError as error:
            if needs(error):
                raise  # the article comes whole, when that can be asked again
            misses = (*misses, Miss(rule, further, str(error)))
            return None
        return read_on

    def wanted(further: str) -> bool:
        if not further or document_alias(further) in asked:
            return False
        return same_site(further, page.final_url) or same_site(further, url)

    parts = [first]
    if wanted(parts[0].single_page):
        whole = read_more(parts[0].single_page, "article.single_page")
        if whole is not None and whole.content:
            parts = [replace(whole, next="", canonical=parts[0].canonical)]
    while len(parts) < rules.pages and wanted(parts[-1].next):
        following = read_more(parts[-1].next, "article.next")
        if following is None:
            break
        parts.append(following)
    article = read(
        stages.join,
        tuple(parts),
        title=title,
        validators=page.validators,
        lesson=lesson,
        again=again,
    )
    return replace(article, misses=(*article.misses, *misses), ruled=ruled_by(rules))


def ruled_by(rules: ArticleRules) -> str:
    """Return a fingerprint of the rules that take an article's text."""
    return fingerprint_of(rules.fields.content, rules.remove, rules.next, rules.single_page)[:8]


def _stage(rules: ListingRules) -> ReadListing:
    """Return what reads such a listing's pages."""
    return stages.read_feed if rules.source == "feed" else stages.read_listing


def _read_first(
    page: Page,
    rules: ListingRules,
    found: ListingRules | None,
    locale: Locale,
    read: Read,
    counting: tuple[tuple[str, str], ...],
) -> tuple[Listing, ListingRules]:
    """Return the first page's listing, and the rules that read it."""
    read_page = _stage(rules)
    if rules.item or rules.source != "html":
        return read(read_page, page, rules, locale, counting=counting), rules
    if found is not None:
        used = _with_found(rules, found)
        try:
            return read(read_page, page, used, locale, counting=counting), used
        except NoMatchError:
            pass  # the site has changed; look again
    found = read(stages.find_rules, page)
    if found is None:
        raise NoMatchError(page.final_url, rule="listing.item", selector=NONE_STATED)
    used = _with_found(rules, found)
    return read(read_page, page, used, locale, counting=counting), used


def _walk(
    run: ListingRun,
    first: Page,
    broken: Sequence[BrokenWalk],
    read_further: Callable[[str], Listing],
    old_news: Callable[[Listing], bool],
) -> ListingRun:
    """Return the run with the further pages: from the first on, then where walks broke off.

    What an earlier walk did not reach has moved to later pages where the first has
    news. So from the page on which that broke off, old news is no end before
    something new has come behind it. What broke off at a page without address begins
    with the first page, at what that links to now; so does what broke off at the second.
    """
    if not run.pages and not broken:
        return run
    asked = {document_alias(first.url), document_alias(first.final_url)}
    owed = {walk.number for walk in broken} if run.pages else set()
    starts = [(walk.url, walk.number) for walk in broken if walk.url]
    second = _further(run.rules, run.pages[0].next, first, _FIRST_FURTHER) if run.pages else ""
    if second and run.rules.pages > 1 and (_FIRST_FURTHER in owed or not old_news(run.pages[0])):
        starts.insert(0, (second, _FIRST_FURTHER))
    reached: set[int] = set()
    for start, number_of_start in starts:
        url, number, owing, behind_old = start, number_of_start, False, False
        while number <= run.rules.pages and url and document_alias(url) not in asked:
            if not same_site(url, first.final_url):
                break
            asked.add(document_alias(url))
            told = _read_further(run.rules, url, number, read_further)
            if not isinstance(told, Listing):
                if told and number not in reached:  # else it was read, or failed, where it is now
                    run = _broken_off(run, url, number, told)
                reached.add(number)
                break
            run = replace(run, pages=(*run.pages, told))
            reached.add(number)
            is_old = old_news(told)
            if number in owed:
                owing, behind_old = True, False
            elif behind_old and not is_old:
                owing = False
            if is_old and not owing:
                break
            behind_old = behind_old or is_old
            number += 1
            url = _further(run.rules, told.next, first, number)
    return run


def _further(rules: ListingRules, linked: str, first: Page, number: int) -> str:
    """Return the address of a listing's page, the first being 1; "" if there is none."""
    if rules.next_url is None:
        return linked
    counted = str(rules.next_url.first + number - 2)
    return absolute(rules.next_url.template.replace("{n}", counted), first.final_url)


def _read_further(
    rules: ListingRules, url: str, number: int, read_further: Callable[[str], Listing]
) -> Listing | FeedmakerError | None:
    """Return one further page, or how it failed; None: there is none any more."""
    try:
        return read_further(url)
    except StoppedError:
        raise
    except FeedmakerError as error:
        # Counting up, the first page that isn't there is simply the end.
        empty = isinstance(error, StandInError) and error.sign == "empty"
        gone = empty or isinstance(error, RefusedError | NoMatchError)
        return None if rules.next_url and number > _FIRST_FURTHER and gone else error


def _broken_off(run: ListingRun, url: str, number: int, error: FeedmakerError) -> ListingRun:
    """Return the run with a walk that ended at a page because that failed."""
    problem = Problem(f"a further listing page failed: {error}", "listing.next", "", url)
    return replace(
        run,
        problems=(*run.problems, problem),
        broken=(*run.broken, BrokenWalk(url, number)),
        put_off=put_off(error) or run.put_off,
    )


def _with_found(stated: ListingRules, found: ListingRules) -> ListingRules:
    """Return the stated rules with what was found where they say nothing."""
    return replace(
        stated,
        within=stated.within or found.within,
        item=found.item,
        link=stated.link or found.link,
        fields=_filled_fields(stated.fields, found.fields),
        next=stated.next or (() if stated.next_url else found.next),
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


def _on_listing(teaser: Teaser, address: ListingUrl) -> Teaser:
    own, category = teaser.by_rule.categories, address.category
    if category and category not in own:
        teaser = replace(teaser, by_rule=replace(teaser.by_rule, categories=(category, *own)))
    return replace(teaser, listing=address.url)
