"""A page that is not the page -> the error that says what it is, and what to do.

Which signs there are stands in `health.page_signs`; here is when they count: for a listing
where its rules match nothing, for an article where hardly any content was found.
"""

from __future__ import annotations

from feedmaker.errors import NoMatchError, StandInError
from feedmaker.health.page_signs import Sign, find_sign, find_wall, has_words, is_scanty, words_in
from feedmaker.health.paywall import TEASER
from feedmaker.model import Page
from feedmaker.page.document import Document, read_document


def stand_in(page: Page, document: Document, missed: NoMatchError) -> StandInError | None:
    """Return what a listing page was instead, where a rule missed; None: it can't be told."""
    if sign := find_sign(document, page.url):
        return _error(page, sign, rule=missed.rule, selector=missed.selector)
    return None


def refuse_plain_stand_in(page: Page, document: Document) -> None:
    """Raise StandInError if an article's page is plainly something else, whatever it says."""
    if sign := find_sign(document, page.url, plain_only=True):
        raise _error(page, sign)


def refuse_scanty_stand_in(page: Page, content: str) -> None:
    """Raise StandInError if a page with hardly any content (raw HTML) is something else.

    The page is parsed once more: what was looked for in its tree has altered it. Also raises it
    if more was found, but a wall below says that it is only the beginning.
    """
    if is_scanty(content):
        sign = find_sign(read_document(page), page.url)
    elif not has_words(content, TEASER):
        sign = find_wall(read_document(page), words_in(content))
    else:
        return
    if sign:
        raise _error(page, sign)


def _error(page: Page, sign: Sign, *, rule: str = "", selector: str = "") -> StandInError:
    return StandInError(
        page.final_url,
        sign.seen,
        to_do=sign.to_do,
        sign=sign.kind,
        passes=sign.passes,
        rule=rule,
        selector=selector,
    )
