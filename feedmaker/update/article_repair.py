"""A site whose articles' rules miss, and some of its stored articles -> rules that find them again.

Opens a few of the stories that are known, and has the stages read their pages. It is only ever
suggested: no run uses such rules by itself. What becomes of them is for the command.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from feedmaker.clean.plain_text import plain_text
from feedmaker.entries.precedence import title_of
from feedmaker.errors import FetchError, StoppedError
from feedmaker.model import Article, ArticleRules, FieldRules, Page, Rules, Site, StoredEntry
from feedmaker.store.store import Store
from feedmaker.update import stages
from feedmaker.update.articles import rules_for
from feedmaker.update.first_look import Look
from feedmaker.update.repair import SURE
from feedmaker.urls import part_of
from feedmaker.words import count_words

Stories = Sequence[tuple[StoredEntry, Article]]

_OPENED = 5  # stories
_LOOKED_AT = 100  # stored ones, among which they are chosen
_LEAST_WORDS = 25  # of a text that can be told from others


@dataclass(frozen=True, slots=True)
class ArticleRepair:
    """What the healed rules of a site's articles are, and what they were tried on."""

    rules: ArticleRules
    opened: int = 0  # stories whose pages could be had
    compared: int = 0  # of these, where the stored text was found again
    missed: tuple[str, ...] = ()  # keys of the rules that give nothing on them
    silent: tuple[str, ...] = ()  # of these, those that were not found again
    doubts: tuple[str, ...] = ()  # why they are not written; none: they are sure


def has_article_rules(site: Site) -> bool:
    """Tell whether a site states rules for its articles that could miss."""
    rules = site.article
    return rules is not None and any((*_stated(rules).values(), rules.single_page))


def stored_stories(store: Store, site: Site) -> Stories:
    """Return stored articles that the site's own rules are for; those that these gave, if enough.

    What was read after the rules began to miss may be no more than what stood beside the article.
    """
    state = store.site_state(site.name)
    home = state.about.home if state else ""
    known = islice(store.published(site.name), _LOOKED_AT)
    fit = [(entry, one) for entry, one in known if one and _is_fit(site, entry, one, home)]
    by_rule = [pair for pair in fit if pair[1].content_by == "rule"]
    rest = [pair for pair in fit if pair[1].content_by != "rule"]
    return by_rule if len(by_rule) >= SURE else [*by_rule, *rest]


def heal_articles(site: Site, stories: Stories, look: Look) -> ArticleRepair:
    """Return how the rules for articles are healed; the rules may be as they were."""
    rules = site.article
    assert rules is not None
    pages: list[Page] = []
    had: list[Article] = []
    for entry, article in stories:
        if len(pages) == _OPENED:
            break
        try:
            page = look.page(entry.url)
        except StoppedError:
            raise
        except FetchError:
            continue  # one story less
        fields = replace(article.by_rule, title=title_of(entry.teaser, article))
        pages.append(page)
        had.append(replace(article, by_rule=fields))
    if not pages:
        return ArticleRepair(rules)
    healed, missed, compared = look.read(
        stages.heal_article_rules, tuple(pages), tuple(had), rules, look.locale
    )
    before, after = _stated(rules), _stated(healed)
    silent = tuple(key for key in missed if before[key] == after[key])
    doubts = []
    if healed != rules and compared < SURE:
        doubts.append(f"only {compared} known stories could be compared; {SURE} make it sure")
    return ArticleRepair(healed, len(pages), compared, missed, silent, tuple(doubts))


def changed_article(old: ArticleRules | None, new: ArticleRules | None) -> dict[str, str]:
    """Return the keys of `article` that have another rule, each as a site file states it."""
    from feedmaker.page.field_rules import as_written

    before, after = _stated(old or ArticleRules()), _stated(new or ArticleRules())
    written = {key: (as_written(before[key]), as_written(rule)) for key, rule in after.items()}
    return {key: now for key, (former, now) in written.items() if now != former}


def _stated(rules: ArticleRules) -> dict[str, Rules]:
    keys: dict[str, Rules] = {
        key: getattr(rules.fields, key) for key in FieldRules.__dataclass_fields__
    }
    return keys | {"remove": rules.remove, "next": rules.next}


def _is_fit(site: Site, entry: StoredEntry, article: Article, home: str) -> bool:
    """Tell whether a story has a page of its own, with the site's rules, and enough text."""
    if part_of(entry.url) or rules_for(article.url, site, {}, home) is not site.article:
        return False
    return count_words(plain_text(article.content)) >= _LEAST_WORDS
