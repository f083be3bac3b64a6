"""What is remembered of a site and its entries, and what is published of them.

`StoredEntry` keeps the sources, `Entry` the choices made between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from feedmaker.model.article import About, Article, Enclosure, Lesson, SafeHtml, Teaser
from feedmaker.model.page import Validators
from feedmaker.model.report import Problem
from feedmaker.model.site import ListingRules
from feedmaker.model.value import Value

EntryState = Literal["waiting", "read", "failed", "filtered", "hidden"]
"""waiting: to be read, or tried again; read; failed: published with the listing's words;
filtered: kept out by the site's filter on link or title, until that changes; hidden: never
published (too old at first sight, there before a state was lost, or unreadable with
`failed: skip`)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StoredEntry(Value):
    """One entry as the store remembers it, beside its article: sources, not the choice of them."""

    id: str  # a URI; fixed at first sight
    url: str  # as first seen; moves only from http to https
    first_seen: datetime  # UTC
    position: int  # on the page at first sight, from 0
    published: datetime  # UTC; fixed at first sight, or by the article's first reading
    updated: datetime  # UTC; moves only with the text; unique within its site
    teaser: Teaser  # its dates as at first sight
    state: EntryState = "waiting"
    dated: bool = False  # published comes from the site, not from the time of first sight
    due: datetime | None = None  # when it next deserves a request, UTC; None: never
    tries: int = 0  # failed so far
    first_tried: datetime | None = None  # the first of these, UTC, less what we were told to wait
    last_error: str = ""  # for people
    text_fingerprint: str = ""  # fingerprint of the text; empty: too little text to tell
    address_rules: int = 1  # the rules that made its id of its link (`entries.recognition`)
    text_unknown: bool = False  # it was restored without its text: the first one read is that
    only_after: datetime | None = None  # UTC; an article dated before was known to readers already


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EntryChange(Value):
    """What is to be stored of one entry."""

    entry: StoredEntry
    article: Article | None = None  # None leaves the one that is there
    aliases: tuple[str, ...] = ()  # addresses that lead to it, besides those known
    shows: bool = False  # a feed that holds it looks different now


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matches(Value):
    """What the store remembers that a listing's items may be."""

    entries: Mapping[str, StoredEntry]  # by id
    aliases: Mapping[str, frozenset[str]]  # the ids to which an address leads


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BrokenWalk(Value):
    """Where a walk over a listing's pages broke off: the next run goes on there."""

    url: str  # of the page that failed; empty: it is to be found anew, from the first page on
    number: int  # of that page, the first of the listing being 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ListingMemory(Value):
    """What is remembered of one listing address, from when it last answered anew."""

    url: str  # as the site file states it
    rules_fingerprint: str = ""  # of the listing rules that `accepted` belongs to
    validators: Validators = Validators()
    accepted: int = 0  # items that its first page should give: as it did, or as the owner said
    first_page: int = 0  # items that its first page gave
    items: int = 0  # that all pages read gave
    misses: tuple[tuple[str, int], ...] = ()  # dotted rule, on how many of these it gave none
    fell_together: int = 0  # of these, though their titles differ
    apart: str = ""  # the line of YAML that would keep these apart
    broken: tuple[BrokenWalk, ...] = ()
    newest_last: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Restored(Value):
    """What tells new items from those that readers had before the state was lost."""

    newest: datetime  # `published` of the newest entry that was restored, UTC
    unread: tuple[str, ...]  # listings, as the site file states them, not wholly read since


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Healed(Value):
    """Rules that stand in for those of the site file, which miss (`repair: auto`)."""

    rules: ListingRules
    since: datetime  # UTC
    domains: tuple[str, ...]  # to which its stories led when it was healed; to no other since
    miss: Problem  # what was wrong with the file's own


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SiteState(Value):
    """What is remembered of a site besides its entries."""

    feed_id: str  # a URI; fixed at first sight
    started: datetime | None = None  # the last run, UTC
    succeeded: datetime | None = None  # the last run that was no failure, UTC
    failures: int = 0  # in a row
    asked_nobody: bool = False  # the last run failed before any server was asked
    retry: datetime | None = None  # no request before, UTC: asked for by the server
    wanted: datetime | None = None  # a run shall begin then, UTC, whatever `every` says
    wanted_later: tuple[datetime, ...] = ()  # and then, in order
    put_off_since: datetime | None = None  # the server has told us to wait since, UTC
    about: About = About()  # of the first listing page
    found: ListingRules | None = None  # where the site file states none
    healed: Healed | None = None  # until the file's own rules work again, or it is edited
    rules_fingerprint: str = ""  # of the rules and parsers that the listings' validators belong to
    choices_fingerprint: str = ""  # of what decides which entries are kept, and opened
    listings: tuple[ListingMemory, ...] = ()  # of the addresses that were ever read
    counting: tuple[tuple[str, str], ...] = ()  # (host, parameter) that tell pages apart, for good
    day_order: str = ""  # of numeric dates, "DMY", "MDY" or "YMD": as the listing last told it
    common: tuple[str, ...] = ()  # marks of what several articles say alike (`entries.common`)
    lesson: Lesson = Lesson()  # what its articles say again and again
    restored: Restored | None = None  # until all listings were read once
    version: int = 0  # the store moves it with every change that a feed shows
    problems: tuple[Problem, ...] = ()  # of the last run
    hints_given: tuple[str, ...] = ()  # hints that are given once
    summary: str = ""  # the last run, as a person was told


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Entry(Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Feed(Value):
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
