"""An article page -> where in it each field that it says of itself stands, in words for people; and
why the content that was found without a rule is what it is.

Asked for by `article --explain` alone, so that no run pays for it: the values are looked up again
among the page's clues. What the values are, `metadata` says; rules and guesses explain themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from feedmaker.dates.parse import read_date
from feedmaker.errors import UnreadableDateError
from feedmaker.extract.byline import all_names
from feedmaker.extract.content import Framed, Reasons, View, framed, reasons_for
from feedmaker.extract.lesson import PLACE, learned
from feedmaker.extract.metadata import LADDERS, gather, read_metadata
from feedmaker.extract.place import held_at, only, place_taken
from feedmaker.extract.taught import TakenAt, place_told
from feedmaker.model import Fields, Lesson, Locale, Page, Rules, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.folds import open_folds
from feedmaker.text import SUMMARY_LIMIT, folded, plain_line
from feedmaker.urls import absolute

__all__ = ["Framed", "Reasons", "content_framed", "content_reasons", "field_sources"]

_KINDS = {
    "ld": "JSON-LD {}",
    "item": "microdata {}",
    "link": "<link rel={}>",
    "rel": "<a rel={}>",
    "tag": "<{}>",
    "time": "<time>",
}


def field_sources(page: Page, locale: Locale) -> tuple[tuple[str, str], ...]:
    """Return the page's own fields, by their names in Fields, each with where it stands.

    A field that it only shows, and one whose place can't be told, are left out.
    Raises as `read_document` does.
    """
    document = read_document(page)
    meta = read_metadata(document, locale)
    clues = gather(document, locale.language)
    locale = replace(locale, language=locale.language or meta.language)
    holds = _holds(meta.fields, document.base, locale)
    found: dict[str, str] = {}
    for field, same in holds.items():
        value: object = getattr(meta.fields, field)
        if isinstance(value, SiteDate) and value.told == "words":
            continue
        for clue in _ladder(field) if value else ():
            if any(same(text) for text in clues.get(clue, ())):
                found[field] = _in_words(clue)
                break
    return tuple(found.items())


def _ladder(field: str) -> tuple[str, ...]:
    if field == "categories":
        return (*LADDERS["sections"], *LADDERS["keywords"])
    if field == "title":  # the heading, where it agrees with the head, is the title
        return ("tag:h1", *LADDERS["title"])
    return (*LADDERS[field], *(("time:changed",) if field == "date" else ()))


def content_reasons(
    page: Page, remove: Rules, lesson: Lesson
) -> tuple[Reasons | None, TakenAt | None]:
    """Return why the content of a page without a rule for it is what it is; None if it has none.

    With it comes the place where it was taken, as `lesson` has it, if that is why it is not
    another: then the reasons are of what stands there. Raises as `read_document` does.
    """
    taken = place_taken(_opened(page, remove), learned(lesson))
    document = _opened(page, remove)
    if taken and (held := held_at(document, taken[0])) is not None:
        return reasons_for(only(held, document.url)), place_told(*taken, lesson)
    return reasons_for(document), None


def _opened(page: Page, remove: Rules) -> Document:
    document = read_document(page)
    for node in run.select_all(document, remove):
        node.decompose()
    open_folds(document.root)
    return document


def content_framed(page: Page, remove: Rules, place: str, taught: tuple[str, ...]) -> Framed | None:
    """Return the page with what was weighed when its content was found; None if it has none.

    `place` is where it was taken, as `content_reasons` tells, "" for anywhere; `taught` are the
    texts of the lines that the lesson left out of it. Raises as `read_document` does.
    """
    document = read_document(page)
    view = View(document)
    for node in run.select_all(document, remove):
        node.decompose()
    view.note_gone("rule")
    open_folds(document.root)
    view.note_gone("switch")
    if place and (held := held_at(document, PLACE + place)) is not None:
        document = only(held, document.url)
        view.enter(held, document)
    return framed(document, view, taught)


def _holds(fields: Fields, base: str, locale: Locale) -> dict[str, Callable[[str], bool]]:
    """Return for each field what tells whether a clue's text gives its value."""

    def names(date: SiteDate | None) -> Callable[[str], bool]:
        def same(text: str) -> bool:
            try:
                return read_date(text, locale, told="metadata") == date
            except UnreadableDateError:
                return False

        return same

    return {
        "title": lambda text: folded(fields.title) in folded(text),
        "date": names(fields.date),
        "updated": names(fields.updated),
        "summary": lambda text: plain_line(text, SUMMARY_LIMIT) == fields.summary,
        "authors": lambda text: bool({*all_names([text])} & {*fields.authors}),
        "image": lambda text: absolute(text, base) == fields.image,
        "categories": lambda text: any(plain_line(name) in text for name in fields.categories),
    }


def _in_words(clue: str) -> str:
    kind, sign, name = clue.partition(":")
    if sign and kind in _KINDS:
        return _KINDS[kind].format(name)
    return f"<meta {clue}>"
