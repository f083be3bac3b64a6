"""Whose word wins, where a listing, an article's rules and its page say different things.

Pure, and decided anew each time: the store keeps what each source said, so a
better order of sources reaches entries of long ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from feedmaker.entries.common import NOTHING, Common
from feedmaker.model import Article, Fields, SafeHtml, SiteDate, Teaser
from feedmaker.text import folded, was_cut

Source = Literal["rule", "listing rule", "page", "item", "guess", "shared"]
"""Who says it: a rule of `article` or of `listing`, the article's page of itself, the item as it
shows, what was found automatically, and pages that say the same of several articles."""

_OF_LISTING: tuple[Source, ...] = ("listing rule", "item")
_OF_BOTH: tuple[Source, ...] = (
    "rule",
    "listing rule",
    "page",
    "item",
    "guess",
    "shared",
    "shared",
)


def title_of(teaser: Teaser, article: Article | None, common: Common = NOTHING) -> str:
    """Return the title that wins; one that was cut gives way to a longer one that begins alike."""
    return best_title(sources(teaser, article, common))


def best_title(said: Iterable[Fields]) -> str:
    """Return the title that wins of what was said, the most trusted first, as `title_of` does."""
    titles = [fields.title for fields in said if fields.title]
    if not titles:
        return ""
    best = titles[0]
    if was_cut(best):
        start = folded(best)
        for title in titles[1:]:
            if folded(title).startswith(start) and not was_cut(title):
                return title
    return best


def sources(
    teaser: Teaser, article: Article | None, common: Common = NOTHING
) -> tuple[Fields, ...]:
    """Return what was said of an entry, the most trusted first.

    What `common` knows to stand on several pages yields to all others.
    """
    if article is None:
        return teaser.by_rule, teaser.by_itself
    by_page, of_pages = common.split(article.by_page)
    by_guess, of_guesses = common.split(article.by_guess)
    found = by_page, teaser.by_itself, by_guess, of_pages, of_guesses
    return article.by_rule, teaser.by_rule, *found


def named_sources(
    teaser: Teaser, article: Article | None, common: Common = NOTHING
) -> tuple[tuple[Source, Fields], ...]:
    """Return what `sources` does, and by whom it was said."""
    said = sources(teaser, article, common)
    return tuple(zip(_OF_LISTING if article is None else _OF_BOTH, said, strict=True))


def content_of(teaser: Teaser, article: Article | None) -> SafeHtml:
    """Return the text that wins: the listing's, unless it only stands in or a rule gave another."""
    if article is None or not article.content:
        return teaser.content
    yields = teaser.stands_in or article.content_by == "rule" or not teaser.content
    return article.content if yields else teaser.content


def winners(
    teaser: Teaser, article: Article | None, common: Common = NOTHING
) -> Iterator[tuple[str, Source]]:
    """Yield each field that has a value, by its name in Fields, and who gave the one that wins."""
    said = named_sources(teaser, article, common)
    title = title_of(teaser, article, common)
    for name in Fields.__dataclass_fields__:
        for source, fields in said:
            value = getattr(fields, name)
            if value and (name != "title" or value == title):
                yield name, source
                break


def shown_words(teaser: Teaser, article: Article | None) -> tuple[object, ...]:
    """Return the words that win for all that readers see: two that are equal look the same."""
    said = sources(teaser, article)
    others = ("summary", "authors", "categories", "image", "enclosures")
    winning = (next(filter(None, (getattr(one, name) for one in said)), None) for name in others)
    return (best_title(said), content_of(teaser, article), *winning)


def pick(field: str, teaser: Teaser, article: Article | None) -> SiteDate | None:
    """Return the date that wins for `date` or `updated`."""
    for fields in sources(teaser, article):
        date: SiteDate | None = getattr(fields, field)
        if date is not None:
            return date
    return None
