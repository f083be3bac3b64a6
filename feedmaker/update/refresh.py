"""A page that sends its readers on at once -> the page that they see.

Only reading tells what a page says, and it is read in the sandbox; so the stage that
reads it says instead where it leads (`SentOnError`), and here that is fetched. No page
goes to the sandbox twice for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from feedmaker.errors import ReadError, RefusedError, SentOnError
from feedmaker.model import Page, RequestSettings
from feedmaker.update.ports import Fetch

T = TypeVar("T")


def read_sent_on(
    page: Page,
    stage: Callable[[Page], T],
    *,
    fetch: Fetch,
    request: RequestSettings,
    site_url: str,
) -> tuple[Page, T]:
    """Return the page at the end of the refreshes, and what `stage` makes of it.

    Where the target may not be asked, the page that sends there is read, if it has what
    is wanted. Raises what the stage raises, and FetchError: `fetch` counts a refresh as
    a redirect.
    """
    while True:
        try:
            return page, stage(page)
        except SentOnError as sent:
            try:
                page = fetch(sent.target, request, site_url=site_url, sent_by=page)
            except RefusedError as refused:
                return page, _read_as_it_is(page, stage, refused)


def _read_as_it_is(page: Page, stage: Callable[[Page], T], refused: RefusedError) -> T:
    try:
        return stage(replace(page, refresh=False))
    except ReadError:
        raise refused from None
