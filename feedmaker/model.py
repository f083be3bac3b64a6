"""The values that pass between the stages, in the order in which they come to be.

A type says where in the flow we are: a site file becomes a `Site`; a request
gives a `Page`; a listing page gives `Teaser`s; an article page gives a `Part`,
parts join to an `Article`; a teaser and its article make an `Entry`; entries
make a `Feed`. All are frozen and pickle, hold no node and no compiled selector,
and import nothing of feedmaker.

Unless said otherwise: times are aware, URLs absolute and http(s), texts plain
and on one line. HTML is either raw (`str`, as the site wrote it) or `SafeHtml`
(made by `clean.py` alone, fit for a feed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Literal, NewType

SafeHtml = NewType("SafeHtml", str)
"""HTML from `clean.py`, the only maker: allow-listed, absolute URLs, no script."""

FieldName = Literal[
    "title", "date", "updated", "summary", "content", "author", "image", "category", "enclosure"
]


# --- What a site file says -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
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


@dataclass(frozen=True, slots=True)
class FieldRules:
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


@dataclass(frozen=True, slots=True)
class NextUrl:
    """Further listing pages by number: `template` holds `{n}`."""

    template: str
    first: int = 2


@dataclass(frozen=True, slots=True)
class ListingRules:
    """How to read a listing page. Without `item` the rules are found (`find.py`)."""

    within: Rules = ()
    item: Rules = ()
    link: Rules = ()  # empty: the item's own or first link
    item_is_entry: bool = False  # `link: false`
    id: Rules = ()
    fields: FieldRules = FieldRules()
    next: Rules = ()
    next_url: NextUrl | None = None
    pages: int = 1  # at most, per listing URL
    limit: int = 200  # items at most, per listing URL, after the filters on link and title
    may_be_empty: bool = False


FailedChoice = Literal["wait", "summary", "skip"]


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """How to read an article page."""

    fields: FieldRules = FieldRules()
    remove: Rules = ()  # all matches of all of them
    next: Rules = ()
    pages: int = 20
    single_page: Rules = ()
    per_run: int = 20
    again: timedelta | None = timedelta(hours=6)  # None: never
    failed: FailedChoice = "wait"


FilterField = Literal["url", "title", "summary", "category", "author", "date", "content"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are kept: any include (or none stated), no exclude. Patterns are RE2."""

    include: tuple[tuple[FilterField, str], ...] = ()
    exclude: tuple[tuple[FilterField, str], ...] = ()
    max_age: timedelta | None = None  # judged once, at first sight


FeedFormat = Literal["rss", "atom", "json"]


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What the feed holds and how it is written."""

    entries: int = 50
    formats: tuple[FeedFormat, ...] = ("rss", "atom", "json")
    content: Literal["full", "summary", "none"] = "full"
    id: str = ""  # empty: made from the first URL, once


@dataclass(frozen=True, slots=True)
class RequestSettings:
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


@dataclass(frozen=True, slots=True)
class Every:
    """A site's interval: either a time span or a cron line in the site's zone."""

    span: timedelta | None = timedelta(hours=1)
    cron: str = ""


@dataclass(frozen=True, slots=True)
class ListingUrl:
    """One listing of a site; its category is added to each of its entries."""

    url: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Site:
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


# --- What comes from the network -------------------------------------------


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional (RFC 9110 §13). Short, visible ASCII, or empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer with a body, or a 304 (`unchanged`)."""

    url: str  # as asked
    final_url: str  # after redirects
    body: bytes = b""  # decoded from gzip or deflate, not yet from its charset
    content_type: str = ""  # the header's value
    encoding: str = ""  # the site file's override
    validators: Validators = Validators()
    unchanged: bool = False
    length: int = 0  # bytes, as the head states; of a media file the body is not read. 0: not known


@dataclass(frozen=True, slots=True)
class HostNote:
    """What is remembered of an origin across runs."""

    robots: str = ""  # the text of its robots.txt; empty: it forbids nothing
    robots_at: datetime | None = None  # when that was asked, UTC
    retry_at: datetime | None = None  # no request before, UTC (Retry-After)


# --- What pages say --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Locale:
    """In which language and zone a site's dates are read, and when."""

    language: str  # BCP 47; empty: unknown
    zone: tzinfo  # for dates that name no offset
    now: datetime  # relative dates count back from it


@dataclass(frozen=True, slots=True)
class SiteDate:
    """A moment as a site gave it, in the offset it named."""

    moment: datetime  # aware
    offset_known: bool = True  # False: the site's zone was assumed
    day_only: bool = False  # no time of day was given; the moment is that day's midnight


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file that belongs to an entry (RFC 4287 §4.2.7.2)."""

    url: str
    type: str = ""  # media type
    length: int = 0  # bytes; 0: not known


@dataclass(frozen=True, slots=True)
class Fields:
    """What one source says of an entry; empty where it says nothing."""

    title: str = ""
    date: SiteDate | None = None
    updated: SiteDate | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    image: str = ""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """A rule of the site file that gave no value."""

    rule: str  # dotted key, "article.content"
    selector: str
    why: str = ""  # empty: it matched nothing; else for instance "no date in '…'"


@dataclass(frozen=True, slots=True)
class Teaser:
    """One item of a listing page, before its article page has been read."""

    id: str  # the entry's identity: `listing.id`, else the normalised link
    url: str  # the link as a reader follows it
    by_rule: Fields = Fields()
    by_itself: Fields = Fields()  # what the listing shows without a rule
    content: SafeHtml = SafeHtml("")  # by rule; of an item that is the entry, the item
    text_print: str = ""  # fingerprint of content, else of the summary


@dataclass(frozen=True, slots=True)
class About:
    """What a listing page says of its own site."""

    title: str = ""
    description: str = ""
    language: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing page gave."""

    url: str
    teasers: tuple[Teaser, ...]  # page order, each id once
    about: About = About()
    next: str = ""  # the next listing page; empty: none
    matched: int = 0  # nodes that `item` matched, doubles and linkless ones too
    misses: tuple[tuple[str, int], ...] = ()  # dotted rule, on how many items it gave none


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an article, read but not yet cleaned."""

    url: str  # final address
    base: str  # what relative addresses in `content` count from
    content: str = ""  # raw HTML
    content_by: Literal["rule", "found", ""] = ""
    by_rule: Fields = Fields()
    by_page: Fields = Fields()  # the page's metadata
    by_guess: Fields = Fields()  # found automatically
    canonical: str = ""  # rel=canonical, else og:url; empty: none
    language: str = ""
    next: str = ""  # the article's next page wanted; empty: none
    single_page: str = ""  # the whole article on one page; empty: none
    misses: tuple[Miss, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article, joined from its parts and cleaned."""

    url: str  # final address of its first page
    content: SafeHtml = SafeHtml("")
    content_by: Literal["rule", "found", ""] = ""
    opening: str = ""  # the text's first words, a summary where nothing else gives one
    text_print: str = ""  # fingerprint of the text; empty: too little text to tell
    by_rule: Fields = Fields()
    by_page: Fields = Fields()
    by_guess: Fields = Fields()
    canonical: str = ""
    language: str = ""
    pages: int = 1
    misses: tuple[Miss, ...] = ()
    validators: Validators = Validators()


# --- What is remembered and published --------------------------------------

EntryState = Literal["waiting", "read", "failed", "filtered", "hidden"]
"""waiting: to be read, or tried again; read; failed: published with the listing's words;
filtered: kept out by the site's filter on link or title, until that changes; hidden: never
published (too old at first sight, or unreadable with `failed: skip`)."""


@dataclass(frozen=True, slots=True)
class Known:
    """One entry as the store remembers it, beside its article: sources, not the choice of them."""

    id: str  # a URI; fixed at first sight
    url: str  # as first seen; moves only from http to https
    seen: datetime  # first sight, UTC
    position: int  # on the page at first sight, from 0
    published: datetime  # UTC; fixed at first sight, or by the article's first reading
    updated: datetime  # UTC; moves only with the text; unique within its site
    teaser: Teaser  # its dates as at first sight
    state: EntryState = "waiting"
    dated: bool = False  # published comes from the site, not from the time of first sight
    due: datetime | None = None  # when it next deserves a request, UTC; None: never
    tries: int = 0  # failed so far
    why: str = ""  # the last failure, for people
    text_print: str = ""  # fingerprint of the text; empty: too little text to tell


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a site that a person should look at."""

    what: str  # one plain line
    rule: str = ""  # dotted key of the site file
    selector: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the store remembers that a listing's items may be."""

    entries: Mapping[str, Known]  # by id
    aliases: Mapping[str, frozenset[str]]  # the ids to which an address leads


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a site besides its entries."""

    feed_id: str  # a URI; fixed at first sight
    started: datetime | None = None  # the last run, UTC
    succeeded: datetime | None = None  # the last run that was no failure, UTC
    failures: int = 0  # in a row
    retry: datetime | None = None  # no request before, UTC: asked for by the server
    about: About = About()  # of the first listing page
    found: ListingRules | None = None  # where the site file states none
    rules_print: str = ""  # of the rules and parsers that the validators below belong to
    filter_print: str = ""  # of the filter that the entries were last held against
    validators: tuple[tuple[str, Validators], ...] = ()  # per listing URL
    items: int = 0  # that the last listing gave
    version: int = 0  # moves with every change of an entry
    problems: tuple[Problem, ...] = ()  # of the last run
    told: tuple[str, ...] = ()  # hints that are given once
    line: str = ""  # the last run, as a person was told


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, every choice made."""

    id: str  # a URI
    url: str
    title: str
    published: datetime  # UTC
    updated: datetime  # UTC
    summary: str = ""  # plain text
    content: SafeHtml = SafeHtml("")
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, ready to be rendered; newest entry first."""

    name: str  # of its files
    id: str  # a URI
    title: str
    url: str  # the site's listing page
    updated: datetime  # UTC; of the newest change in it, never the clock
    description: str = ""
    language: str = ""
    image: str = ""
    base_url: str = ""  # where the folder is served, with a trailing slash; empty: not known
    ttl: timedelta | None = None
    entries: tuple[Entry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Report:
    """How one run of one site went."""

    site: str
    failed: bool = False  # the run ended early; the last feed stands
    new: int = 0
    changed: int = 0
    to_come: int = 0  # waiting for a later run
    opened: int = 0  # articles asked for in this run
    whole: int = 0  # of these, with their full text
    undated: int = 0
    unchanged: bool = False  # every listing answered 304
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
