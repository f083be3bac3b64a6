"""The values that pass between the stages, in the order in which they come to be.

A type says where in the flow we are: a site file becomes a `Site`; a request
gives a `Page`; a listing page gives `Teaser`s; an article page gives a `Part`,
parts join to an `Article`; a teaser and its article make an `Entry`; entries
make a `Feed`. All are frozen and pickle, hold no node and no compiled selector,
and import nothing of feedmaker but one another. Their annotations are values, not texts:
a dataclass is made sooner so, and every start makes them all.

Unless said otherwise: times are aware, URLs absolute and http(s), texts plain
and on one line. HTML is either raw (`str`, as the site wrote it) or `SafeHtml`
(made by `clean` alone, fit for a feed).
"""

from feedmaker.model.article import (
    About,
    Article,
    DateSource,
    Enclosure,
    Fields,
    Lesson,
    Listing,
    Locale,
    Miss,
    Part,
    SafeHtml,
    SiteDate,
    Teaser,
)
from feedmaker.model.entry import (
    BrokenWalk,
    Entry,
    EntryChange,
    EntryState,
    Feed,
    Healed,
    ListingMemory,
    Matches,
    Restored,
    SiteState,
    StoredEntry,
)
from feedmaker.model.page import HostNote, Page, Validators
from feedmaker.model.report import Problem, Report
from feedmaker.model.site import (
    FEED_FORMATS,
    ArticleRules,
    Every,
    FailedChoice,
    FeedFormat,
    FeedSettings,
    FieldRules,
    Filter,
    FilterField,
    HostSettings,
    ListingRules,
    ListingSource,
    ListingUrl,
    ListOrder,
    NextUrl,
    RepairChoice,
    RequestSettings,
    Rule,
    Rules,
    Site,
)

__all__ = [
    "FEED_FORMATS",
    "About",
    "Article",
    "ArticleRules",
    "BrokenWalk",
    "DateSource",
    "Enclosure",
    "Entry",
    "EntryChange",
    "EntryState",
    "Every",
    "FailedChoice",
    "Feed",
    "FeedFormat",
    "FeedSettings",
    "FieldRules",
    "Fields",
    "Filter",
    "FilterField",
    "Healed",
    "HostNote",
    "HostSettings",
    "Lesson",
    "ListOrder",
    "Listing",
    "ListingMemory",
    "ListingRules",
    "ListingSource",
    "ListingUrl",
    "Locale",
    "Matches",
    "Miss",
    "NextUrl",
    "Page",
    "Part",
    "Problem",
    "RepairChoice",
    "Report",
    "RequestSettings",
    "Restored",
    "Rule",
    "Rules",
    "SafeHtml",
    "Site",
    "SiteDate",
    "SiteState",
    "StoredEntry",
    "Teaser",
    "Validators",
]
