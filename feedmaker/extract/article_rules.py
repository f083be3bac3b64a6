"""Some article pages of one site, as they came -> the rules that reading them needs.

For a site that has no site file yet. Most need none: the content is found without, and what
pages say of themselves is read. Run in the sandbox; which pages, its caller chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.steps import clean
from feedmaker.dates.parse import read_date
from feedmaker.detect.article import find_content_rule, find_removable
from feedmaker.detect.labelled import AUTHOR, DATE, find_labelled
from feedmaker.detect.paging import find_next, find_whole
from feedmaker.errors import ReadError, UnreadableDateError
from feedmaker.extract.byline import all_names
from feedmaker.extract.content import find_content
from feedmaker.extract.metadata import read_metadata
from feedmaker.model import ArticleRules, FieldRules, Locale, Page, Rule, Rules
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.field_rules import read_content
from feedmaker.page.folds import open_folds

_STAYS = 0.6
"""Share of the words that a page keeps at least: rules that take more take text."""


_MOST_NAMES = 3
_MOST_WORDS = 5  # of a name


def find_article_rules(pages: Sequence[Page], locale: Locale | None = None) -> ArticleRules:
    """Return rules for `content`, `remove`, `next`, `single_page`, those of them that help.

    With the site's `locale` also for `author` and `date`, where no page says them in a way
    that is known. A page that can't be read tells nothing.
    """
    good = [page for page in pages if _is_readable(page)]
    before = [_content(read_document(page), (), ()) for page in good]
    told = _rules(find_content_rule([read_document(page) for page in good], before))
    found = [_content(read_document(page), told, ()) for page in good] if told else before
    texts = [_text(html, page) for html, page in zip(found, good, strict=True)]
    remove = tuple(rule for one in find_removable(found, texts) for rule in _rules(one))
    if remove:
        after = [_content(read_document(page), told, remove) for page in good]
        kept = [_text(html, page) for html, page in zip(after, good, strict=True)]
        if any(len(b.split()) < _STAYS * len(a.split()) for a, b in zip(texts, kept, strict=True)):
            remove = ()
    fields = _labelled(good, locale) if locale else FieldRules()
    return ArticleRules(
        fields=replace(fields, content=told),
        remove=remove,
        next=find_next_rule(good),
        single_page=_rules(find_whole([read_document(page) for page in good])),
    )


def _labelled(pages: Sequence[Page], locale: Locale) -> FieldRules:
    documents = [read_document(page) for page in pages]
    said = [read_metadata(document, locale).fields for document in documents]
    author = date = ""
    if not any(fields.authors for fields in said):
        author = find_labelled(documents, AUTHOR, _is_byline)
    if not any(fields.date for fields in said):
        date = find_labelled(documents, DATE, partial(_is_date, locale=locale))
    return FieldRules(author=_rules(author), date=_rules(date))


def _is_byline(text: str) -> bool:
    names = all_names([text])
    return 0 < len(names) <= _MOST_NAMES and all(
        len(name.split()) <= _MOST_WORDS and not name[0].islower() for name in names
    )


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
