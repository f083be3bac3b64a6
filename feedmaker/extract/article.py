"""An article page -> Part; an article's parts -> Article.

Rules first, then what the page says of itself, then what can be found without
either: each kept apart, because the listing's words stand between them
(`entries`). Which further page to fetch is said here and done in `update`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from selectolax.lexbor import LexborNode

from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.steps import clean
from feedmaker.dates.address import address_date
from feedmaker.extract.boilerplate import boxes_of, marks_of, without
from feedmaker.extract.guesses import guess_fields
from feedmaker.extract.lesson import NOTHING, PLACE, known_in, learned, learned_of
from feedmaker.extract.metadata import as_listed, read_metadata
from feedmaker.extract.place import find_at_place, place_mark
from feedmaker.extract.stand_in import refuse_plain_stand_in, refuse_scanty_stand_in
from feedmaker.model import (
    Article,
    ArticleRules,
    Fields,
    Lesson,
    Locale,
    Miss,
    Page,
    Part,
    SafeHtml,
    Validators,
)
from feedmaker.page import rule_engine as run
from feedmaker.page.direction import with_direction
from feedmaker.page.document import read_document
from feedmaker.page.field_rules import as_written, read_content, read_fields, read_link
from feedmaker.page.folds import open_folds
from feedmaker.page.named_part import drop_the_rest, find_part, html_of_part
from feedmaker.text import (
    OPENING_LIMIT,
    TELLING,
    fingerprint_of,
    plain_line,
    text_fingerprint,
    was_cut,
)
from feedmaker.text_version import TEXT_VERSION

_OPENING_HTML = 1000, 4000
"""Characters of HTML that mostly, and that surely hold an opening's words."""


def read_part(
    page: Page, rules: ArticleRules, locale: Locale, part: str = "", lesson: Lesson = NOTHING
) -> Part:
    """Return one page of an article, raw; its misses are of the rules given.

    `locale` is the site's; without a language, the page's own counts.
    `part` is a fragment, where the page holds several articles: then what it names is
    read and nothing else. `lesson` knows where the site's articles stand. Raises StandInError
    if something else stands in the page's place; IsFeedError, ReadError as `read_document` does.
    """
    if part:
        return _read_named(page, rules, locale, part)
    document = read_document(page)
    refuse_plain_stand_in(page, document)
    meta = read_metadata(document, locale)
    locale = replace(locale, language=locale.language or meta.language)
    by_rule, misses = read_fields(document, rules.fields, locale, owner="article")
    next_page, single_page = read_link(document, rules.next), read_link(document, rules.single_page)
    # Taken out last: what is removed may hold the author or the way to the next page.
    for node in run.select_all(document, rules.remove):
        node.decompose()
    open_folds(document.root)
    content = read_content(document, rules.fields.content)
    if rules.fields.content and not content:
        misses = (*misses, Miss("article.content", as_written(rules.fields.content)))
    found = "" if content else find_at_place(document, learned(lesson))
    refuse_scanty_stand_in(page, content or found)
    known = by_rule.date or meta.fields.date
    by_address = None if known else address_date(page.final_url, locale)
    return Part(
        url=page.final_url,
        base=document.base,
        content=content or found,
        content_by="rule" if content else "found" if found else "",
        by_rule=by_rule,
        by_page=meta.fields,
        by_guess=replace(guess_fields(document, found), date=by_address),
        canonical=meta.canonical,
        language=meta.language,
        next=next_page,
        single_page=single_page,
        misses=misses,
        two_ways="" if by_address else _two_ways(misses) or meta.two_ways,
    )


def _two_ways(misses: Sequence[Miss]) -> str:
    return next((miss.two_ways for miss in misses if miss.rule == "article.date"), "")


def _read_named(page: Page, rules: ArticleRules, locale: Locale, fragment: str) -> Part:
    """Return the part of a page that a fragment names; one without content if there is none.

    What the page says of itself is of no part of it, but for its language; and a rule that
    gives a value elsewhere on the page is not broken.
    """
    document = read_document(page)
    nothing = Part(f"{document.url.partition('#')[0]}#{fragment}", document.base)
    at = find_part(document, fragment)
    if at is None:
        return nothing
    meta = read_metadata(document, locale)
    locale = replace(locale, language=locale.language or meta.language)
    drop_the_rest(at)
    by_rule, misses = read_fields(document, rules.fields, locale, owner="article", at=at)
    for node in run.select_all(document, rules.remove):
        if run.holds(node, at):
            return nothing
        node.decompose()
    open_folds(document.root)
    content = read_content(document, rules.fields.content, at)
    if rules.fields.content and not content:
        misses = (*misses, Miss("article.content", as_written(rules.fields.content)))
    found = "" if content else with_direction(at, html_of_part(at), inner=True)
    return replace(
        nothing,
        content=content or found,
        content_by="rule" if content else "found",
        by_rule=by_rule,
        by_guess=Fields(image=guess_fields(document, found).image),
        language=meta.language,
        misses=_missed_everywhere(page, rules, locale, misses) if misses else (),
        two_ways=_two_ways(misses),
    )


def _missed_everywhere(
    page: Page, rules: ArticleRules, locale: Locale, misses: Sequence[Miss]
) -> tuple[Miss, ...]:
    """Return those of a part's misses that are misses on the whole page, too."""
    document = read_document(page)
    _, broken = read_fields(document, rules.fields, locale, owner="article")
    known = {miss.rule for miss in broken}
    if not read_content(document, rules.fields.content):
        known.add("article.content")
    return tuple(miss for miss in misses if miss.rule in known)


def read_article(
    page: Page,
    rules: ArticleRules,
    locale: Locale,
    *,
    title: str,
    validators: Validators,
    part: str = "",
    lesson: Lesson = NOTHING,
    again: bool = False,
) -> Article | Part:
    """Return the article if the page holds all of it, as most do; else its first part.

    With `part`, a fragment, it is what that names on the page. `lesson` and `again` as in `join`.
    """
    first = read_part(page, rules, locale, part, lesson)
    if first.next or first.single_page:
        return first
    return join((first,), title=title, validators=validators, lesson=lesson, again=again)


def join(
    parts: Sequence[Part],
    *,
    title: str,
    validators: Validators,
    lesson: Lesson = NOTHING,
    again: bool = False,
) -> Article:
    """Return the article that the parts make, in order, cleaned.

    A part whose text stood already in an earlier one adds nothing: some sites
    answer a page too far with the last or the first. The first part speaks for
    the whole, but categories and enclosures may stand on any. `title` is the
    entry's, as far as the listing gave it. What the site's articles teach (`lesson`), this
    one among them unless it was read before (`again`), is left out.
    """
    first = parts[0]
    by_page = replace(first.by_page, title=as_listed(first.by_page.title, title))
    title = first.by_rule.title or title or by_page.title
    kept: dict[str, SafeHtml] = {}
    boxes: list[str] = []
    for part in parts:
        look = partial(_add_boxes, boxes, part.url)
        if content := clean(part.content, base=part.base, url=part.url, title=title, look=look):
            told = text_fingerprint(content) if len(parts) > 1 else ""
            kept.setdefault(told or content, content)
    content = SafeHtml("\n".join(kept.values()))
    place = place_mark(first.content) if first.content_by == "found" else ()
    authors = first.by_rule.authors or first.by_page.authors or first.by_guess.authors
    marks = (*place, *boxes, *marks_of(content, authors, first.url))
    article = Article(
        url=first.url,
        content=content,
        content_by=first.content_by if kept else "",
        opening=_opening(content),
        text_fingerprint=text_fingerprint(content, least=TELLING),
        by_rule=_with_later(first.by_rule, [part.by_rule for part in parts]),
        by_page=by_page,
        by_guess=first.by_guess,
        canonical=first.canonical,
        language=first.language,
        pages=len(kept) or 1,
        misses=first.misses,
        validators=validators,
        two_ways=first.two_ways,
        marks=marks,
        text_version=TEXT_VERSION,
    )
    return without_taught(article, learned(lesson) if again else learned_of(marks, lesson))


def without_taught(article: Article, taught: frozenset[str]) -> Article:
    """Return an article as it was read, without the blocks with these marks.

    A stage: run in the sandbox, as all that parses.
    """
    if not known_in(article.marks, taught):
        return article
    content = without(article.content, article.marks, taught, url=article.url)
    if content == article.content:
        return article
    return replace(
        article,
        content=content,
        opening=_opening(content),
        text_fingerprint=text_fingerprint(content, least=TELLING),
        taught=_taken(article.marks, taught),
        whole_fingerprint=article.whole_fingerprint or article.text_fingerprint,
    )


def without_learned(
    articles: Sequence[Article], taught: frozenset[str]
) -> tuple[Article | None, ...]:
    """Return what `without_taught` makes of each, None where it is as it was: a stage, too."""
    told = ((article, without_taught(article, taught)) for article in articles)
    return tuple(less if less is not article else None for article, less in told)


def _taken(marks: Sequence[str], taught: frozenset[str]) -> str:
    names = {mark.partition(":")[0] for mark in marks if not mark.startswith(PLACE)}
    return fingerprint_of(tuple(sorted(names & taught)))[:12]


def _add_boxes(boxes: list[str], url: str, root: LexborNode) -> None:
    boxes += boxes_of(root, url)


def _opening(content: SafeHtml) -> str:
    for length in _OPENING_HTML:
        line = plain_line(plain_text(SafeHtml(content[:length])), OPENING_LIMIT)
        if was_cut(line) and len(line) > OPENING_LIMIT // 2:
            break
    return line


def _with_later(first: Fields, all_of_them: Sequence[Fields]) -> Fields:
    categories = dict.fromkeys(name for one in all_of_them for name in one.categories)
    enclosures = dict.fromkeys(file for one in all_of_them for file in one.enclosures)
    return replace(first, categories=tuple(categories), enclosures=tuple(enclosures))
