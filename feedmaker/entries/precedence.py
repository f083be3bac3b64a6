"""Whose word wins, where a listing, an article's rules and its page say different things.

Pure, and decided anew each time: the store keeps what each source said, so a
better order of sources reaches entries of long ago.
"""

from __future__ import annotations

from feedmaker.model import Article, Fields, SiteDate, Teaser
from feedmaker.text import folded, was_cut


def title_of(teaser: Teaser, article: Article | None) -> str:
    """Return the title that wins; one that was cut gives way to a longer one that begins alike."""
    titles = [fields.title for fields in sources(teaser, article) if fields.title]
    if not titles:
        return ""
    best = titles[0]
    if was_cut(best):
        start = folded(best)
        for title in titles[1:]:
            if folded(title).startswith(start) and not was_cut(title):
                return title
    return best


def sources(teaser: Teaser, article: Article | None) -> tuple[Fields, ...]:
    """Return what was said of an entry, the most trusted first."""
    if article is None:
        return teaser.by_rule, teaser.by_itself
    return (
        article.by_rule,
        teaser.by_rule,
        article.by_page,
        teaser.by_itself,
        article.by_guess,
    )


def pick(field: str, teaser: Teaser, article: Article | None) -> SiteDate | None:
    """Return the date that wins for `date` or `updated`."""
    for fields in sources(teaser, article):
        date: SiteDate | None = getattr(fields, field)
        if date is not None:
            return date
    return None
