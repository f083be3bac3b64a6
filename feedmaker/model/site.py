"""What a site file says, checked and complete.

The rest of the code knows a site by these values alone: no key, no default and no
YAML. How they are written is the matter of `config`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from feedmaker.model.value import Value


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Value):
    """One way to find a value: where it stands, then what is done to its text, in this order."""

    text: str  # as the site file writes it, for reports
    engine: Literal["css", "xpath", "none"]  # none: only `value`
    select: str = ""  # without its ` @name`; ":self" is the item itself
    attribute: str = ""  # of ` @name`; empty: the key's own way to read a node
    match: str = ""  # RE2; keeps its first group, or the whole hit
    replace: tuple[str, str] | None = None  # RE2 pattern, text
    format: str = ""  # of a date, in strptime's codes; knows the names in the site's language
    join: str | None = None  # joins all matches to one value
    value: str = ""  # a fixed text; with a selector, only where that matches


Rules = tuple[Rule, ...]
"""Tried in order; the first with a value wins. Empty: the site file states none."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldRules(Value):
    """Rules for an entry's fields, on a listing item or on an article page."""

    title: Rules = ()
    date: Rules = ()
    updated: Rules = ()
    summary: Rules = ()
    content: Rules = ()
    author: Rules = ()
    image: Rules = ()
    category: Rules = ()
    enclosure: Rules = ()


@dataclass(frozen=True, slots=True, eq=False)
class NextUrl(Value):
    """Further listing pages by number: `template` holds `{n}`."""

    template: str
    first: int = 2


ListOrder = Literal["found", "newest_first", "newest_last"]
"""found: told by dates or numbers, where those are sure; else the newest stands first."""


ListingSource = Literal["html", "feed"]
"""What a listing's address gives: a page, or a feed that some other program makes."""


@dataclass(frozen=True, slots=True, eq=False)
class ListingRules(Value):
    """How to read a listing page. Without `item` the rules are found (`detect`).

    A feed needs none; of these it knows `item_is_entry`, `pages`, `limit` and `order`.
    """

    source: ListingSource = "html"
    within: Rules = ()
    item: Rules = ()
    link: Rules = ()  # empty: the item's own or first link
    item_is_entry: bool = False  # `link: false`; of a feed: `article: false`
    id: Rules = ()
    fields: FieldRules = FieldRules()
    next: Rules = ()
    next_url: NextUrl | None = None
    pages: int = 1  # at most, per listing URL
    limit: int = 200  # items at most, per listing URL, after the filters on link and title
    order: ListOrder = "found"
    may_be_empty: bool = False


FailedChoice = Literal["wait", "summary", "skip"]


@dataclass(frozen=True, slots=True, eq=False)
class ArticleRules(Value):
    """How to read an article page."""

    fields: FieldRules = FieldRules()
    remove: Rules = ()  # all matches of all of them
    next: Rules = ()
    pages: int = 20
    single_page: Rules = ()
    per_run: int = 20
    again: timedelta | None = timedelta(hours=6)  # None: never
    failed: FailedChoice = "wait"


RepairChoice = Literal["suggest", "auto", "never"]
"""What is done where rules of a list miss: a repair is suggested, or healed rules are used."""

FilterField = Literal["url", "title", "summary", "category", "author", "date", "content"]


@dataclass(frozen=True, slots=True, eq=False)
class Filter(Value):
    """Which items are kept: any include (or none stated), no exclude. Patterns are RE2."""

    include: tuple[tuple[FilterField, str], ...] = ()
    exclude: tuple[tuple[FilterField, str], ...] = ()
    max_age: timedelta | None = None  # judged once, at first sight


FeedFormat = Literal["rss", "atom", "json"]
FEED_FORMATS: tuple[FeedFormat, ...] = get_args(FeedFormat)


@dataclass(frozen=True, slots=True, eq=False)
class FeedSettings(Value):
    """What the feed holds and how it is written."""

    entries: int = 50
    formats: tuple[FeedFormat, ...] = FEED_FORMATS
    content: Literal["full", "summary", "none"] = "full"
    id: str = ""  # empty: made from the first URL, once


@dataclass(frozen=True, slots=True, eq=False)
class RequestSettings(Value):
    """How to ask this site. Seconds for `delay` and `timeout`."""

    headers: tuple[tuple[str, str], ...] = ()  # to the site's own origin only
    cookies: tuple[tuple[str, str], ...] = ()  # to the site's own origin only
    method: Literal["GET", "POST"] = "GET"  # of the listing; articles are always GET
    form: tuple[tuple[str, str], ...] = ()
    body: str = ""
    user_agent: str = ""  # empty: feedmaker's own
    delay: float = 1.0
    timeout: float = 30.0
    encoding: str = ""  # overrides what the page says
    robots: bool = True
    refresh: bool = True  # follow `<meta http-equiv=refresh>` without a delay


@dataclass(frozen=True, slots=True, eq=False)
class HostSettings(Value):
    """How articles on one host are read and asked for, whichever site links there."""

    article: ArticleRules = ArticleRules()
    request: RequestSettings = RequestSettings()  # headers, cookies and user agent alone
    subdomains: bool = False  # it holds for all hosts below, too


@dataclass(frozen=True, slots=True, eq=False)
class Every(Value):
    """A site's interval: either a time span or a cron line in the site's zone."""

    span: timedelta | None = timedelta(hours=1)
    cron: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ListingUrl(Value):
    """One listing of a site; its category is added to each of its entries."""

    url: str
    category: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Site(Value):
    """One site file, read, checked and complete. Empty texts: what the page says of itself."""

    name: str  # the file's name without .yaml: the feed's id in files and commands
    urls: tuple[ListingUrl, ...]
    title: str = ""
    description: str = ""
    language: str = ""  # BCP 47
    image: str = ""
    timezone: str = ""  # IANA; empty: not stated, then UTC
    every: Every = Every()
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    listing: ListingRules = ListingRules()
    article: ArticleRules | None = ArticleRules()  # None: the feed is made from the listing alone
    filter: Filter = Filter()
    feed: FeedSettings = FeedSettings()
    request: RequestSettings = RequestSettings()
    repair: RepairChoice = "suggest"
