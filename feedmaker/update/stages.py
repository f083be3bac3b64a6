"""The stages that a run has the sandbox call, by name: no run imports what reads pages.

The types are those of the functions themselves. What each returns is said here once more,
because the parent holds an answer against it (`sandbox.answers`); a test compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedmaker.model import Article, ArticleRules, Listing, ListingRules, Part
from feedmaker.sandbox.stage import Stage

if TYPE_CHECKING:
    from feedmaker.extract.article import join, read_article, read_part, without_learned
    from feedmaker.extract.article_rules import heal_article_rules
    from feedmaker.extract.by_example import heal_listing
    from feedmaker.extract.listing import find_rules, read_listing
    from feedmaker.sources.feed import read_feed
else:
    read_listing = Stage("feedmaker.extract.listing", "read_listing", Listing)
    find_rules = Stage("feedmaker.extract.listing", "find_rules", ListingRules | None)
    heal_article_rules = Stage(
        "feedmaker.extract.article_rules",
        "heal_article_rules",
        tuple[ArticleRules, tuple[str, ...], int],
    )
    heal_listing = Stage(
        "feedmaker.extract.by_example",
        "heal_listing",
        tuple[ListingRules | None, tuple[str, ...]],
    )
    read_feed = Stage("feedmaker.sources.feed", "read_feed", Listing)
    read_article = Stage("feedmaker.extract.article", "read_article", Article | Part)
    read_part = Stage("feedmaker.extract.article", "read_part", Part)
    join = Stage("feedmaker.extract.article", "join", Article)
    without_learned = Stage(
        "feedmaker.extract.article", "without_learned", tuple[Article | None, ...]
    )

__all__ = [
    "find_rules",
    "heal_article_rules",
    "heal_listing",
    "join",
    "read_article",
    "read_feed",
    "read_listing",
    "read_part",
    "without_learned",
]
