"""What is no page of one article: documents that hold several entries, and files.

Such a document is asked for once a run, whichever part is wanted: wraps a run's `fetch`. A file
is an article of nothing else. What a part of a document says is read elsewhere (`crawl`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from feedmaker.errors import FetchError
from feedmaker.model import Article, Enclosure, Fields, Page, RequestSettings, Validators
from feedmaker.text_version import TEXT_VERSION
from feedmaker.update.ports import Fetch

_UNCONDITIONAL = Validators()


class DocumentFetch:
    """As `fetch`, but what it gave for one of these documents, by URL without fragment, is kept.

    And where one is there to send its readers on, the page that it sends them to.
    """

    def __init__(self, fetch: Fetch, documents: Collection[str]) -> None:
        self._fetch = fetch
        self._documents = documents
        self._kept: dict[tuple[str, str], tuple[Validators, Page | FetchError]] = {}

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = _UNCONDITIONAL,
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        """Return the page; a failure is the same for all parts of a document."""
        ask = partial(
            self._fetch,
            url,
            request,
            site_url=site_url,
            validators=validators,
            listing=listing,
            sent_by=sent_by,
        )
        document = sent_by.url if sent_by else url
        if document not in self._documents:
            return ask()
        held, answer = self._kept.get((document, url), (_UNCONDITIONAL, None))
        # "Unchanged" tells only those who know the page as it was then
        if answer is None or (isinstance(answer, Page) and answer.unchanged and held != validators):
            answer = _answer(ask)
            self._kept[document, url] = validators, answer
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def forget(self, site_url: str) -> None:
        """Let go of a site's cookies, and of all pages."""
        self._kept.clear()
        self._fetch.forget(site_url)


def _answer(ask: Callable[[], Page]) -> Page | FetchError:
    try:
        return ask()
    except FetchError as error:
        return error


def as_enclosure(page: Page) -> Article:
    """Return the article of a page that is a file: the file alone."""
    kind = page.content_type.partition(";")[0].strip().lower()
    file = Enclosure(page.final_url, kind, page.length)
    return Article(
        page.final_url,
        by_page=Fields(enclosures=(file,)),
        validators=page.validators,
        text_version=TEXT_VERSION,
    )
