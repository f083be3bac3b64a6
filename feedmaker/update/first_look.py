"""A site that has no file yet -> what it offers: feeds of its own, its list, some of its stories.

Asks the network, a few pages politely, and has the stages read what comes. What to make of
it, and what to say, is for the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from feedmaker.clean.plain_text import plain_text
from feedmaker.entries.precedence import content_of
from feedmaker.errors import FeedmakerError, FetchError, IsFeedError, ReadError, StoppedError
from feedmaker.model import (
    Article,
    ArticleRules,
    ListingRules,
    ListingUrl,
    Locale,
    Page,
    RequestSettings,
    SafeHtml,
    Teaser,
)
from feedmaker.update.crawl import ListingRun, read_article, read_listing
from feedmaker.update.ports import Fetch, Read
from feedmaker.update.refresh import read_sent_on
from feedmaker.urls import part_of
from feedmaker.words import count_words

FEED = ListingRules(source="feed")
_WHOLE = 0.8
"""Share of an article's words that a feed with full texts holds at least."""

_MOST_TRIED = 4  # feeds that a page names
_LONG = 250  # words that are no summary, where the article itself can't be read


@dataclass(frozen=True, slots=True)
class Look:
    """How the site is looked at: its address, and the ways to ask and to read."""

    url: str
    fetch: Fetch
    read: Read
    locale: Locale
    request: RequestSettings

    def listing(self, url: str, rules: ListingRules) -> ListingRun:
        """Return what a list gives; raises FetchError, ReadError."""
        return read_listing(
            ListingUrl(url),
            rules,
            self.locale,
            fetch=self.fetch,
            read=self.read,
            request=self.request,
            site_url=self.url,
        )

    def page(self, url: str, *, listing: bool = False) -> Page:
        """Return an address's page; raises FetchError."""
        return self.fetch(url, self.request, site_url=self.url, listing=listing)


@dataclass(frozen=True, slots=True)
class Story:
    """One item of the list, opened: `article` is None where that failed, and `problem` says why."""

    teaser: Teaser
    article: Article | None = None
    problem: str = ""

    def words(self) -> int:
        """Return how many words its entry would have."""
        return words_of(content_of(self.teaser, self.article))


@dataclass(frozen=True, slots=True)
class Found:
    """What a site gives: its list, as page or feed, with some stories opened."""

    run: ListingRun
    rules: ListingRules
    article: ArticleRules
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """A feed that the site makes itself."""

    run: ListingRun
    full: bool
    words: tuple[int, int] = (0, 0)  # of the item that was compared: in the feed, on its page

    @property
    def url(self) -> str:
        """Where it is."""
        return self.run.address.url


def words_of(html: SafeHtml) -> int:
    """Return how many words cleaned HTML shows; letters, where words are not spaced."""
    return count_words(plain_text(html))


def find_feeds(look: Look) -> tuple[str, ...]:
    """Return the feeds that the page names, or itself if it is one.

    Raises FetchError, and ReadError as the reading of any page.
    """
    from feedmaker.extract.own_feed import offered_feeds

    page = look.fetch(look.url, look.request, site_url=look.url, listing=True)
    try:
        _, named = read_sent_on(
            page,
            lambda page: look.read(offered_feeds, page),
            fetch=look.fetch,
            request=look.request,
            site_url=look.url,
        )
    except IsFeedError:
        return (look.url,)
    return named


def read_feeds(look: Look, urls: Iterable[str]) -> Iterator[ListingRun]:
    """Yield those of the addresses that are feeds with stories, asked one after another, a few."""
    for url in list(urls)[:_MOST_TRIED]:
        try:
            run = look.listing(url, FEED)
        except StoppedError:
            raise
        except (FetchError, ReadError):
            continue
        if run.teasers():
            yield run


def judged(look: Look, run: ListingRun) -> OwnFeed:
    """Return a feed with whether it holds full texts: a story's text there and on its page."""
    teaser = max(run.teasers()[:5], key=lambda one: len(one.content))
    in_feed = words_of(teaser.content)
    story = open_stories(look, [replace(teaser, content=SafeHtml(""))], ArticleRules())[0]
    on_page = story.words()
    full = in_feed >= _WHOLE * on_page if on_page else in_feed >= _LONG
    return OwnFeed(run, full and in_feed > 0, (in_feed, on_page))


def shares_stories(one: ListingRun, other: ListingRun) -> bool:
    """Tell whether two lists hold a story in common."""
    return bool({t.id for t in one.teasers()} & {t.id for t in other.teasers()}) or bool(
        {t.url for t in one.teasers()} & {t.url for t in other.teasers()}
    )


def open_stories(look: Look, teasers: Sequence[Teaser], rules: ArticleRules) -> list[Story]:
    """Return the stories with their articles, in order; one that fails says why."""
    stories = []
    for teaser in teasers:
        try:
            article = read_article(
                teaser.url,
                lambda _: rules,
                look.locale,
                fetch=look.fetch,
                read=look.read,
                request=look.request,
                site_url=look.url,
                title=teaser.by_rule.title or teaser.by_itself.title,
                part=part_of(teaser.url),
            )
        except StoppedError:
            raise
        except FeedmakerError as error:
            stories.append(Story(teaser, problem=_without(error, teaser.url)))
        else:
            stories.append(Story(teaser, article))
    return stories


def _without(error: FeedmakerError, url: str) -> str:
    """Return what an error says beside the address that is named already."""
    return str(error).removeprefix(f"{url}: ")


def list_by_example(
    look: Look, stories: Sequence[str], others: Sequence[str], within: str, *, alone: bool = False
) -> ListingRun:
    """Return the list of the page that holds all these stories and none of the others, by title.

    `alone` leaves out the lists beside it that would be taken with it.
    Raises FetchError, and ReadError that says what is not there.
    """
    from feedmaker.extract.by_example import find_by_example

    page = look.fetch(look.url, look.request, site_url=look.url, listing=True)
    _, rules = read_sent_on(
        page,
        lambda page: look.read(find_by_example, page, stories, others, within, alone=alone),
        fetch=look.fetch,
        request=look.request,
        site_url=look.url,
    )
    return look.listing(look.url, rules)


def with_next(look: Look, run: ListingRun) -> ListingRules:
    """Return a page's found rules with the way to the list's further pages, if it has such.

    The next page is asked for: a link that leads nowhere, or to the same stories, is none.
    """
    from feedmaker.extract.article_rules import find_next_rule

    if run.rules.source != "html":
        return ListingRules(source="feed")
    rules = run.rules
    with suppress(ReadError):  # then what its words say
        named = look.read(find_next_rule, (look.page(look.url),))
        rules = replace(rules, next=named) if named else rules
    return rules if not rules.next or _leads_on(look, rules, run) else replace(rules, next=())


def _leads_on(look: Look, rules: ListingRules, run: ListingRun) -> bool:
    """Tell whether a list's next page has other stories, or may have: its host wants a rest."""
    try:
        walk = look.listing(look.url, replace(rules, pages=2))
    except StoppedError:
        raise
    except FeedmakerError:
        return False
    return walk.put_off is not None or len(walk.items()) > len(run.items())


def article_rules(look: Look, urls: Iterable[str]) -> ArticleRules:
    """Return the rules that these articles' pages need, beside what is found without any.

    Raises FetchError.
    """
    from feedmaker.extract.article_rules import find_article_rules

    addresses = dict.fromkeys(url.partition("#")[0] for url in urls)  # stories of one page: one
    pages = tuple(look.page(url) for url in addresses)
    if len(pages) < 2:
        return ArticleRules()
    try:
        return look.read(find_article_rules, pages, look.locale)
    except ReadError:
        return ArticleRules()  # too hard to compare; each of them was read alone


def opened(look: Look, run: ListingRun, some: Sequence[Teaser]) -> Found:
    """Open some of the list's stories; open them again by the rules that they turn out to need."""
    stories = open_stories(look, some, ArticleRules())
    rules = article_rules(look, [story.teaser.url for story in stories if story.article])
    if rules != ArticleRules():
        stories = open_stories(look, some, rules)
    return Found(run, with_next(look, run), rules, tuple(stories))
