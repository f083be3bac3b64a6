"""What pages say: of an entry, of an article, of their own site.

Sources side by side, none preferred: whose word wins is for `entries.precedence`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Literal, NewType

from feedmaker.model.page import Validators
from feedmaker.model.value import Value

SafeHtml = NewType("SafeHtml", str)
"""HTML from `clean`, the only maker: allow-listed, absolute URLs, no script."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Locale(Value):
    """In which language and zone a site's dates are read, and when."""

    language: str  # BCP 47; empty: unknown
    zone: tzinfo  # for dates that name no offset
    now: datetime  # relative dates count back from it
    day_order: str = ""  # "DMY" or "MDY", as its own dates told it (also "YMD"); empty: not told
    latest: date | None = None  # until when a day without its year counts; None: until now


DateSource = Literal["rule", "metadata", "words", "address", ""]
"""What told a date: a rule of the site file, what a page marks up for machines, words that it
shows, the address of the story; "": a feedmaker of before these were kept."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SiteDate(Value):
    """A moment as a site gave it, in the offset it named. Equal are dates of one moment."""

    moment: datetime  # aware
    offset_known: bool = True  # False: the site's zone was assumed
    day_only: bool = False  # no time of day was given; the moment is that day's midnight
    told: DateSource = field(default="", compare=False)
    guessed: str = field(default="", compare=False)  # 3/4/2024, if which is the day was guessed


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Enclosure(Value):
    """A media file that belongs to an entry (RFC 4287 §4.2.7.2)."""

    url: str
    type: str = ""  # media type
    length: int = 0  # bytes; 0: not known


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fields(Value):
    """What one source says of an entry; empty where it says nothing."""

    title: str = ""
    date: SiteDate | None = None
    updated: SiteDate | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    image: str = ""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Miss(Value):
    """A rule of the site file that gave no value."""

    rule: str  # dotted key, "article.content"
    selector: str
    why: str = ""  # empty: it matched nothing; else for instance "no date in '…'"
    two_ways: str = field(default="", compare=False)  # a date not read, as it could be two


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Teaser(Value):
    """One item of a listing page, before its article page has been read."""

    id: str  # the entry's identity: `listing.id`, else the normalised link
    url: str  # the link as a reader follows it
    by_rule: Fields = Fields()
    by_itself: Fields = Fields()  # what the listing shows without a rule
    content: SafeHtml = SafeHtml("")  # by rule; of an item that is the entry, the item
    text_fingerprint: str = ""  # fingerprint of content, else of the summary
    text_version: int = 0  # of the feedmaker that made the text (`feedmaker.text_version`)
    id_is_uri: bool = False  # `id` is one of the feed's own, and stays as it is
    stands_in: bool = False  # the content does, for an article's that can't be read
    listing: str = ""  # the listing's address, as the site file states it; a stage does not know it


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class About(Value):
    """What a listing page says of its own site."""

    title: str = ""
    description: str = ""
    language: str = ""
    image: str = ""
    home: str = ""  # of a feed: the page that it is the feed of
    titles: tuple[str, ...] = ()  # all that it calls itself
    pictures: tuple[str, ...] = ()  # to be shown where it is shared


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Listing(Value):
    """What one listing page gave."""

    url: str
    teasers: tuple[Teaser, ...]  # page order, each id once
    about: About = About()
    next: str = ""  # the next listing page; empty: none
    matched: int = 0  # nodes that `item` matched, doubles and linkless ones too
    misses: tuple[tuple[str, int], ...] = ()  # dotted rule, on how many items it gave none
    counting: tuple[tuple[str, str], ...] = ()  # (host, parameter) that tell pages apart there
    fell_together: int = 0  # items that were taken for another one, though their titles differ
    apart: str = ""  # the line of YAML that would keep these apart
    day_order: str = ""  # "DMY", "MDY" or "YMD", if the page's dates tell it
    own_feed: str = ""  # the address of a feed that the page names as its own
    two_ways: str = ""  # the first date that was not read because it could be two


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lesson(Value):
    """What a site's articles have taught: `extract.lesson` makes it, and says what it means."""

    pages: int = 0  # that taught it; less for those long ago
    marks: str = ""  # of blocks, between spaces, the last seen first
    counts: str = ""  # for each mark a letter: the number of articles that the block stood on
    strange: int = 0  # articles in a row without most of what is believed
    fresh: int = 0  # of the marks, those first seen in that row: the first ones
    ruled: str = ""  # a fingerprint of the rules that took their texts; empty: not noted


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Part(Value):
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
    two_ways: str = ""  # a date that was not read because it could be two


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Article(Value):
    """An article, joined from its parts and cleaned."""

    url: str  # final address of its first page
    content: SafeHtml = SafeHtml("")
    content_by: Literal["rule", "found", ""] = ""
    opening: str = ""  # the text's first words, a summary where nothing else gives one
    text_fingerprint: str = ""  # fingerprint of the text; empty: too little text to tell
    by_rule: Fields = Fields()
    by_page: Fields = Fields()
    by_guess: Fields = Fields()
    canonical: str = ""
    language: str = ""
    pages: int = 1
    misses: tuple[Miss, ...] = ()
    validators: Validators = Validators()
    two_ways: str = field(default="", compare=False)  # a date not read, as it could be two
    marks: tuple[str, ...] = ()  # of the text's blocks, for `Lesson`; not stored
    taught: str = ""  # a fingerprint of what its site's lesson took out of the text
    whole_fingerprint: str = ""  # of the text with that; empty: nothing was taken out
    text_version: int = 0  # of the feedmaker that made the text (`feedmaker.text_version`)
    ruled: str = ""  # a fingerprint of the rules that took the text; empty: not noted

    @property
    def known_by(self) -> str:
        """The fingerprint by which the text is known again, whatever its site has taught since."""
        return self.whole_fingerprint or self.text_fingerprint
