"""Some article pages of one site, as they came -> the rules that reading them needs.

For a site that has no site file yet: most need none, as the content is found without, and what
pages say of themselves is read. Or for one whose rules have begun to miss, by what its stories
said before. Run in the sandbox; which pages, its caller chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.steps import clean
from feedmaker.dates.parse import read_date
from feedmaker.detect.article import find_content_rule, find_removable, says_furniture
from feedmaker.detect.article_repair import (
    field_rule,
    holds_text,
    text_selector,
)
from feedmaker.detect.labelled import ANY, AUTHOR, DATE, find_labelled
from feedmaker.detect.paging import find_next, find_whole
from feedmaker.detect.repair import KEYS, value_of
from feedmaker.errors import ReadError, UnreadableDateError
from feedmaker.extract.byline import all_names, says_by
from feedmaker.extract.content import find_content
from feedmaker.extract.metadata import read_metadata
from feedmaker.model import Article, ArticleRules, FieldRules, Locale, Page, Rule, Rules
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.field_rules import read_content, read_link
from feedmaker.page.folds import open_folds
from feedmaker.text import folded
from feedmaker.words import Words, likeness, words_in

_STAYS = 0.6
"""Share of the words that a page keeps at least: rules that take more take text."""

_ADDS = 0.01  # of its words: what a rule of the content may bring that is not found without it
_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", '"', "”", "»", "’", ":")

_PROSE = 0.8  # of the words that a rule adds on an odd page: what must stand in sentences
_WHOLE = 0.9  # of a known text: what is found without a rule, to need none
_AS_GOOD = 0.02  # by which that may be less than what a rule gives
_VALUES = ("title", "date", "updated", "summary", "author", "image", "category")
"""Fields of articles that are known by their values."""

_OF_FIRST = 0.3  # of a page's share of a story's text: what its first page has at least
_MOST_NAMES = 3
_MOST_WORDS = 5  # of a name
_PARTICLES = frozenset(
    ("af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el")
) | {"la", "le", "ten", "ter", "van", "von", "zu"}
"""Words of a name that begin small."""


def find_article_rules(pages: Sequence[Page], locale: Locale | None = None) -> ArticleRules:
    """Return rules for `content`, `remove`, `next`, `single_page`, those of them that help.

    With the site's `locale` also for `author` and `date`, where no page says them in a way
    that is known. A page that can't be read tells nothing.
    """
    good = [page for page in pages if _is_readable(page)]
    before = [_content(read_document(page), (), ()) for page in good]
    told = _rules(find_content_rule([read_document(page) for page in good], before))
    found = [_content(read_document(page), told, ()) for page in good] if told else before
    remove = _furniture(good, told, found)
    if told and not _is_as_good(good, told, remove):
        told, remove = (), _furniture(good, (), before)
    fields = _labelled(good, locale) if locale else FieldRules()
    return ArticleRules(
        fields=replace(fields, content=told),
        remove=remove,
        next=find_next_rule(good),
        single_page=_rules(find_whole([read_document(page) for page in good])),
    )


def _furniture(good: Sequence[Page], told: Rules, found: Sequence[str]) -> Rules:
    """Return the rules for what repeats in the contents; () if they would take text."""
    texts = [_text(html, page) for html, page in zip(found, good, strict=True)]
    remove = tuple(rule for one in find_removable(found, texts) for rule in _rules(one))
    if remove:
        after = [_content(read_document(page), told, remove) for page in good]
        kept = [_text(html, page) for html, page in zip(after, good, strict=True)]
        if any(len(b.split()) < _STAYS * len(a.split()) for a, b in zip(texts, kept, strict=True)):
            return ()
    return remove


def _is_as_good(good: Sequence[Page], told: Rules, remove: Rules) -> bool:
    """Tell whether a rule of the content adds nothing on most pages to what is found without.

    That leaves out lines in the content that are none of the story's; a rule would bring them back.
    Where it finds more, on the odd page, that must be prose: else what was found there was right.
    """
    same = 0
    for page in good:
        html = _content(read_document(page), told, remove)
        by_rule, alone = _text(html, page), _text(_content(read_document(page), (), remove), page)
        words = words_in(by_rule)
        if (words - words_in(alone)).total() <= _ADDS * words.total():
            same += 1
        elif not _adds_prose(html, by_rule, alone):
            return False
    return 2 * same > len(good)


def _adds_prose(html: str, by_rule: str, alone: str) -> bool:
    """Tell whether what a rule finds beside another text is of sentences, and no furniture."""
    had = {line.strip() for line in alone.splitlines()}
    added = [line.strip() for line in by_rule.splitlines() if line.strip() not in had]
    words = sum(len(line.split()) for line in added)
    prose = sum(len(line.split()) for line in added if line.endswith(_ENDS))
    return prose >= _PROSE * words and not says_furniture(html, alone)


def heal_article_rules(
    pages: Sequence[Page], had: Sequence[Article], rules: ArticleRules, locale: Locale
) -> tuple[ArticleRules, tuple[str, ...], int]:
    """Return the rules by which stories' pages give again what they gave, as far as they miss.

    `had` is what was stored of each. Beside them come the keys of the rules that miss on all
    pages, and the number of pages that could be compared: those where the text is found again.
    A `content` rule without which the text is found as well falls away.
    """
    good = [(page, one) for page, one in zip(pages, had, strict=True) if _is_readable(page)]
    known = [words_in(_on_page(page, one)) for page, one in good]
    missed = _missed(good, known, rules, locale)
    if not missed:
        return rules, (), len(good)
    healed, compared = rules, len(good)
    if "content" in missed:
        healed, compared = _with_content(good, known, rules)
    fields = healed.fields
    for key in missed:
        if key in _VALUES:
            fields = replace(fields, **{key: _field(good, key, rules, locale)})
    healed = replace(healed, fields=fields)
    found = "content" not in missed or healed.fields.content != rules.fields.content
    if "remove" in missed and found:
        healed = replace(healed, remove=_removed(good, healed, rules.remove))
    if "next" in missed:
        healed = replace(healed, next=find_next_rule([page for page, _ in good]) or rules.next)
    return healed, missed, compared


def _on_page(page: Page, article: Article) -> str:
    """Return the known text of a story, of one with several pages what stands on its first."""
    whole = plain_text(article.content)
    if article.pages < 2:
        return whole
    there = folded(run.text_of(read_document(page).root))
    lines = [line for line in whole.splitlines() if folded(line) in there]
    on_page = "\n".join(lines)
    enough = _OF_FIRST * len(whole) / article.pages
    return on_page if len(on_page) >= enough else whole


def _missed(
    good: Sequence[tuple[Page, Article]],
    known: Sequence[Words],
    rules: ArticleRules,
    locale: Locale,
) -> tuple[str, ...]:
    """Return the keys of the rules that give nothing on all pages where they gave something."""
    documents = [(read_document(page), one) for page, one in good]
    missed = []
    if (
        rules.fields.content
        and documents
        and not any(
            _has_text(document, words, rules)
            for (document, _), words in zip(documents, known, strict=True)
        )
    ):
        missed.append("content")
    for key in _VALUES:
        stated: Rules = getattr(rules.fields, key)
        with_it = [document for document, one in documents if _had(one, key)]
        if stated and with_it:
            given = (value_of(document, key, stated, None, locale) for document in with_it)
            missed += [key] if not any(given) else []
    if (
        rules.remove
        and documents
        and not any(run.select_all(d, rules.remove) for d, _ in documents)
    ):
        missed.append("remove")
    several = [document for document, one in documents if one.pages > 1]
    if rules.next and several and not any(read_link(one, rules.next) for one in several):
        missed.append("next")
    return tuple(missed)


def _has_text(document: Document, known: Words, rules: ArticleRules) -> bool:
    nodes = run.outermost(run.select_nodes(document, rules.fields.content))
    there = words_in(" ".join(run.text_of(node) for node in nodes))
    return 2 * (there & known).total() >= known.total()


def _had(article: Article, key: str) -> object:
    return getattr(article.by_rule, KEYS.get(key, key))


def _with_content(
    good: Sequence[tuple[Page, Article]], known: Sequence[Words], rules: ArticleRules
) -> tuple[ArticleRules, int]:
    """Return the rules with one that finds the text, or none if it is found so as well.

    And on how many pages it stands at all: one may be gone, or another now.
    """
    there = [
        (page, words)
        for (page, _), words in zip(good, known, strict=True)
        if holds_text(read_document(page), words)
    ]
    documents = [read_document(page) for page, _ in there]
    told = _rules(text_selector(documents, [words for _, words in there])) if there else ()
    by_rule = [_likeness(page, told, rules.remove, words) for page, words in there] if told else []
    alone = [_likeness(page, (), rules.remove, words) for page, words in there]
    as_well = bool(alone) and min(alone) >= _WHOLE
    if as_well and (not by_rule or min(alone) >= min(by_rule) - _AS_GOOD):
        told = ()
    elif not told:
        return rules, len(there)
    return replace(rules, fields=replace(rules.fields, content=told)), len(there)


def _likeness(page: Page, content: Rules, remove: Rules, known: Words) -> float:
    html = _content(read_document(page), content, remove)
    return likeness(words_in(_text(html, page)), known)


def _field(
    good: Sequence[tuple[Page, Article]], key: str, rules: ArticleRules, locale: Locale
) -> Rules:
    """Return the rule of a field that gives the values that were known; as it was if none does."""
    stated: Rules = getattr(rules.fields, key)
    pairs = [(read_document(page), value) for page, one in good if (value := _had(one, key))]
    if len(pairs) < 2:
        return stated
    documents, values = [document for document, _ in pairs], [value for _, value in pairs]
    return field_rule(documents, key, values, stated[0], locale) or stated


def _removed(good: Sequence[tuple[Page, Article]], healed: ArticleRules, before: Rules) -> Rules:
    """Return rules for what repeats in the contents and was in no known text; else as they were."""
    found = [_content(read_document(page), healed.fields.content, ()) for page, _ in good]
    texts = [_text(html, page) for html, (page, _) in zip(found, good, strict=True)]
    known = [folded(plain_text(one.content)) for _, one in good]
    new: list[Rule] = []
    for selector in find_removable(found, texts):
        said = [
            folded(run.text_of(node))
            for html in found
            for node in Document(html, "").tree.css(selector)
        ]
        if not any(text and text in story for text in said for story in known):
            new += _rules(selector)
    return tuple(new) or before


def _labelled(pages: Sequence[Page], locale: Locale) -> FieldRules:
    documents = [read_document(page) for page in pages]
    said = [read_metadata(document, locale).fields for document in documents]
    author = date = ""
    if not any(fields.authors for fields in said):
        author = find_labelled(documents, AUTHOR, _is_byline)
        author = author or find_labelled(documents, ANY, _names_its_author)
    if not any(fields.date for fields in said):
        date = find_labelled(documents, DATE, partial(_is_date, locale=locale))
    return FieldRules(author=_rules(author), date=_rules(date))


def _is_byline(text: str) -> bool:
    names = all_names([text])
    return 0 < len(names) <= _MOST_NAMES and all(
        len(name.split()) <= _MOST_WORDS and not name[0].islower() for name in names
    )


def _names_its_author(text: str) -> bool:
    """Tell whether a text says "By Ann Ellis", and no more: whatever its element is called."""
    names = all_names([text])
    told = says_by(text) and not any(map(str.isdigit, text)) and _is_byline(text)
    words = (word for name in names for word in name.split())
    return told and all(word[0].isupper() or word in _PARTICLES for word in words)


def _is_date(text: str, *, locale: Locale) -> bool:
    try:
        read_date(text, locale, told="rule")
    except UnreadableDateError:
        return False
    return True


def find_next_rule(pages: Sequence[Page]) -> Rules:
    """Return the rule for the way from such pages to their next ones; () if they have none."""
    return _rules(find_next([read_document(page) for page in pages if _is_readable(page)]))


def _is_readable(page: Page) -> bool:
    try:
        read_document(page)
    except ReadError:
        return False
    return True


def _content(document: Document, content: Rules, remove: Rules) -> str:
    for node in run.select_all(document, remove):
        node.decompose()
    open_folds(document.root)
    return read_content(document, content) or find_content(document)


def _text(html: str, page: Page) -> str:
    return plain_text(clean(html, base=page.final_url, url=page.final_url, title=""))


def _rules(selector: str) -> Rules:
    return (Rule(text=selector, engine="css", select=selector),) if selector else ()
