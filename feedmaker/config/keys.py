"""Every key of a site file: what it means, how its value is read, what it is without it.

The descriptions are the documentation (`feedmaker schema`, and the key tables in
docs/). The defaults are those of `model.site`, so there is one place for each. Only this file,
`key_types` and `site` use pydantic.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from feedmaker import model
from feedmaker.config.key_types import (
    Address,
    Again,
    Age,
    Content,
    Cookies,
    Date,
    Delay,
    Elements,
    Encoding,
    Failed,
    Formats,
    Headers,
    Interval,
    Items,
    Keys,
    Language,
    Line,
    Link,
    Listings,
    Method,
    Names,
    Next,
    Order,
    Pages,
    Pairs,
    Patterns,
    Repair,
    Source,
    Text,
    Timeout,
    Truth,
    Uri,
    UserAgent,
    Value,
    Words,
    Zone,
    key,
)
from feedmaker.config.values import is_false
from feedmaker.model import Every, NextUrl

LATER = {
    "combine": "merging feeds",
    "feed.report": "an entry per incident",
    "feed.archive": "an archive of old entries",
    "feed.hub": "WebSub",
    "feed.media": "keeping media",
}
"""Keys that are promised, and not there yet."""


class FieldKeys(Keys):
    """Rules for an entry's fields."""

    title: Value = key((), "Where the title stands.")
    date: Date = key((), "Where the date of publication stands. Prefers `datetime` and `content`.")
    updated: Date = key((), "Where the date of the last change stands.")
    summary: Value = key((), "Where a short plain text stands.")
    content: Value = key((), "Where the full text stands. All matches, in page order.")
    author: Value = key((), "Where authors stand. All matches.")
    image: Value = key((), "Where the entry's picture stands; lazy-loading attributes are known.")
    category: Value = key((), "Where categories stand. All matches.")
    enclosure: Value = key((), "Where audio, video or other files stand. All matches.")

    def field_rules(self) -> model.FieldRules:
        """Return the rules as the stages know them."""
        return model.FieldRules(
            title=self.title,
            date=self.date,
            updated=self.updated,
            summary=self.summary,
            content=self.content,
            author=self.author,
            image=self.image,
            category=self.category,
            enclosure=self.enclosure,
        )


_LISTING = model.ListingRules()
_PAGES_WITH_NEXT = 5


class ListingKeys(FieldKeys):
    """How to read the listing page. Left out: the rules are found automatically."""

    within: Elements = key(
        (),
        "The element that holds the list: keeps sidebars out, and tells an empty list from a"
        " vanished one.",
    )
    item: Elements = key((), "One node per item. The other rules here are relative to it.")
    link: Link = key(
        (),
        "The item's link; without it the item's own or first link. `false`: the item is the entry"
        " itself (changelogs), and no article is opened.",
    )
    id: Value = key((), "What an entry is known by; without it the normalised link.")
    next: Next = key(
        (),
        "Further listing pages: the rule of a link, or `{url: …{n}…, from: 2}` with the page's"
        " number for `{n}`. Ends at the first page with nothing new.",
    )
    pages: Pages = key(
        0,
        f"Listing pages at most, per address: {_PAGES_WITH_NEXT} where `next` is given, else 1.",
    )
    limit: Items = key(
        _LISTING.limit,
        "Items at most, per address, after the filters on link and title.",
        _LISTING.limit,
    )
    order: Order = key(
        _LISTING.order,
        "Where the newest item stands: `newest_first`, `newest_last`; without it that is found"
        " from dates or numbers, where those are sure.",
    )
    may_be_empty: Truth = key(
        _LISTING.may_be_empty,
        "An empty list inside `within` is no news, not an alarm.",
        shown=False,
    )

    def feed_rules(self, *, whole: bool) -> model.ListingRules:
        """Return what is left to say of a feed; `whole`: its items are the entries."""
        return model.ListingRules(
            source="feed",
            item_is_entry=whole,
            pages=self.pages or _LISTING.pages,
            limit=self.limit,
            order=self.order,
        )

    def listing_rules(self) -> model.ListingRules:
        """Return the rules as the stages know them."""
        by_number = self.next if isinstance(self.next, NextUrl) else None
        by_rule = () if isinstance(self.next, NextUrl) else self.next
        return model.ListingRules(
            within=self.within,
            item=self.item,
            link=self.link or (),
            item_is_entry=self.link is None,
            id=self.id,
            fields=self.field_rules(),
            next=by_rule,
            next_url=by_number,
            pages=self.pages or (_PAGES_WITH_NEXT if self.next else 1),
            limit=self.limit,
            order=self.order,
            may_be_empty=self.may_be_empty,
        )


_ARTICLE = model.ArticleRules()


class ArticleKeys(FieldKeys):
    """How to read an article page. What no rule gives is taken from the listing and the page."""

    remove: Elements = key((), "What is taken out of the content: all matches of all rules.")
    next: Value = key((), "A link to the article's next page; its pages are joined in order.")
    pages: Pages = key(_ARTICLE.pages, "Pages of one article at most.", _ARTICLE.pages)
    single_page: Value = key((), "A link to the whole article on one page, which is used instead.")
    per_run: Items = key(
        _ARTICLE.per_run,
        "Articles opened in one run at most, newest first; the rest follow in later runs.",
        _ARTICLE.per_run,
    )
    again: Again = key(
        _ARTICLE.again, "One second look so long after first sight; `false`: never.", "6h"
    )
    failed: Failed = key(
        _ARTICLE.failed,
        "What becomes of an article that can't be read. `wait`: tried again for 6 h, then published"
        " with the listing's summary; `summary`: that at once; `skip`: not published.",
        _ARTICLE.failed,
    )

    def article_rules(self) -> model.ArticleRules:
        """Return the rules as the stages know them."""
        return model.ArticleRules(
            fields=self.field_rules(),
            remove=self.remove,
            next=self.next,
            pages=self.pages,
            single_page=self.single_page,
            per_run=self.per_run,
            again=self.again,
            failed=self.failed,
        )


class FilterKeys(Keys):
    """Which items are kept: those that any `include` matches (or all), and no `exclude`."""

    include: Patterns = key((), "Fields with a pattern (RE2) or a list of them; any match keeps.")
    exclude: Patterns = key((), "Fields with a pattern (RE2) or a list of them; any match drops.")
    max_age: Age = key(None, "Older items are not published; judged once, at first sight.")

    def filter(self) -> model.Filter:
        """Return the filter as the stages know it."""
        return model.Filter(include=self.include, exclude=self.exclude, max_age=self.max_age)


_FEED = model.FeedSettings()


class FeedKeys(Keys):
    """How much the feed holds, and which files are written."""

    entries: Items = key(
        _FEED.entries,
        "The last so many seen first, and all first seen within 24 h; older ones stay stored.",
        _FEED.entries,
    )
    formats: Formats = key(_FEED.formats, "The files that are written.", list(_FEED.formats))
    content: Content = key(_FEED.content, "How much of an article an entry holds.", _FEED.content)
    id: Uri = key(
        _FEED.id,
        "The feed's id, a URI. Without it a `urn:uuid:` of the first `url`, once for ever.",
    )

    def feed_settings(self) -> model.FeedSettings:
        """Return the settings as the stages know them."""
        return model.FeedSettings(
            entries=self.entries, formats=self.formats, content=self.content, id=self.id
        )


_REQUEST = model.RequestSettings()


class RequestKeys(Keys):
    """How to ask this site. `${FEEDMAKER_SECRET_…}` stands for a value from the environment."""

    headers: Headers = key((), "Sent to the site's own origin only.")
    cookies: Cookies = key((), "Sent to the site's own origin only.")
    method: Method = key(
        _REQUEST.method, "How the listing is asked; articles are always GET.", _REQUEST.method
    )
    form: Pairs = key((), "Fields of a form, for `method: POST`.")
    body: Text = key("", "A text that is sent as it is, for `method: POST`.")
    user_agent: UserAgent = key(
        "", "Without it: feedmaker, its version, and the operator's contact where set."
    )
    delay: Delay = key(
        _REQUEST.delay,
        "Between two requests to one host; the longest of its sites' and robots.txt's counts.",
        "1s",
    )
    timeout: Timeout = key(_REQUEST.timeout, "For one whole request.", "30s")
    encoding: Encoding = key("", "The pages' encoding, where they name a wrong one.")
    robots: Truth = key(_REQUEST.robots, "Obey robots.txt.", shown=True)
    refresh: Truth = key(
        _REQUEST.refresh, "Follow a page's `<meta http-equiv=refresh>` without a delay.", shown=True
    )

    def request_settings(self) -> model.RequestSettings:
        """Return the settings as the stages know them."""
        return model.RequestSettings(
            headers=self.headers,
            cookies=self.cookies,
            method=self.method,
            form=self.form,
            body=self.body,
            user_agent=self.user_agent,
            delay=self.delay,
            timeout=self.timeout,
            encoding=self.encoding,
            robots=self.robots,
            refresh=self.refresh,
        )


class HostRequestKeys(Keys):
    """How to ask a host; sent there alone. `${FEEDMAKER_SECRET_…}` as in a site file."""

    headers: Headers = key((), "Sent to the host only.")
    cookies: Cookies = key((), "Sent to the host only.")
    user_agent: UserAgent = key("", "How feedmaker names itself there.")


class HostKeys(ArticleKeys):
    """What a `_hosts/HOST.yaml` may say: how to read articles there, and how to ask for them."""

    subdomains: Truth = key(False, "Holds for all hosts below HOST, too.")
    request: HostRequestKeys = Field(HostRequestKeys(), description="How to ask the host.")

    def host_settings(self) -> model.HostSettings:
        """Return the settings as the stages know them."""
        asked = self.request
        return model.HostSettings(
            article=self.article_rules(),
            request=model.RequestSettings(
                headers=asked.headers, cookies=asked.cookies, user_agent=asked.user_agent
            ),
            subdomains=self.subdomains,
        )


class DefaultKeys(Keys):
    """What `_defaults.yaml` may say: all of a site file but what makes it one site."""

    title: Line = key("", "The feed's title. Without it: what the page says of itself.")
    description: Line = key("", "One line about the feed. Without it: what the page says.")
    language: Language = key(
        "",
        "The language (BCP 47) in which dates are read, and the feed's. Without it: the page's.",
    )
    image: Address = key("", "The feed's picture. Without it: the page's.")
    timezone: Zone = key(
        "",
        "The zone (IANA) of dates that name no offset, and of cron lines. Without it: UTC.",
    )
    every: Interval = key(
        Every(),
        "How often the site is looked at: `90s`, `30m`, `2h`, `1d`, or a cron line"
        ' `"*/30 6-22 * * *"` (0 and 7 are Sunday).',
        "1h",
    )
    tags: Words = key((), "Groups on the index page and in the OPML.")
    source: Source = key(
        "html",
        "What the address gives: `html`, a page; `feed`, an RSS, Atom, RDF or JSON Feed, whose"
        " items are the listing's.",
        "html",
    )
    listing: ListingKeys = Field(ListingKeys(), description="How to read the listing page.")
    article: Annotated[
        ArticleKeys | None, BeforeValidator(lambda value: None if is_false(value) else value)
    ] = Field(
        ArticleKeys(),
        description="How to read an article page. `false`: the listing alone makes the feed.",
    )
    filter: FilterKeys = Field(FilterKeys(), description="Which items are kept.")
    feed: FeedKeys = Field(FeedKeys(), description="What the feed holds and how it is written.")
    request: RequestKeys = Field(RequestKeys(), description="How to ask this site.")
    repair: Repair = key(
        "suggest",
        "Where rules of the list miss: `suggest` says how to find them again; `auto` goes on with"
        " healed rules, if they are sure, and leaves this file as it is; `never` says nothing.",
        "suggest",
    )


class SiteKeys(DefaultKeys):
    """A site file: one file, one feed."""

    url: Listings = Field(
        description="The listing page. A list of addresses, or of `{url, category}`, makes one feed"
        " of several listings."
    )
    formerly: Names = key(
        (),
        "Older names of this file: its entries are taken over, the old feeds go on being written.",
    )

    def site(self, name: str) -> model.Site:
        """Return the site as the stages know it."""
        is_feed = self.source == "feed"
        article = None if self.listing.link is None and not is_feed else self.article
        rules = self.listing.listing_rules()
        if is_feed:
            rules = self.listing.feed_rules(whole=article is None)
        return model.Site(
            name=name,
            urls=self.url,
            title=self.title,
            description=self.description,
            language=self.language,
            image=self.image,
            timezone=self.timezone,
            every=self.every,
            tags=self.tags,
            formerly=self.formerly,
            listing=rules,
            article=article.article_rules() if article is not None else None,
            filter=self.filter.filter(),
            feed=self.feed.feed_settings(),
            request=self.request.request_settings(),
            repair=self.repair,
        )
