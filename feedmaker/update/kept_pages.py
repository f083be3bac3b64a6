"""A `Fetch` that asks for each address once, for whoever reads the same pages by several rules.

Lives as long as one look at a site, and keeps its pages in memory: nothing of it is stored.
"""

from __future__ import annotations

from feedmaker.errors import FetchError
from feedmaker.model import Page, RequestSettings, Validators
from feedmaker.update.ports import Fetch

_NONE = Validators()


class KeptPages:
    """What is read again is not asked for again; nor, with `failures`, what could not be had."""

    def __init__(self, ask: Fetch | None = None, *, failures: bool = False) -> None:
        """Take what asks; `ask` may also be set later."""
        self.ask = ask
        self._keep_failures = failures
        self._pages: dict[tuple[str, RequestSettings, int], Page | FetchError] = {}

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = _NONE,
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        """Return the page, which is one without a body (304) only to whom that says enough.

        Raises FetchError.
        """
        asked = url, request, sent_by.hops if sent_by else -1
        kept = self._pages.get(asked)
        if isinstance(kept, FetchError):
            raise kept
        if kept is None or (kept.unchanged and validators == _NONE):
            kept = self._ask(asked, site_url, validators, listing=listing, sent_by=sent_by)
        return kept

    def forget(self, site_url: str) -> None:
        """Keep what there is."""

    def _ask(
        self,
        asked: tuple[str, RequestSettings, int],
        site_url: str,
        validators: Validators,
        *,
        listing: bool,
        sent_by: Page | None,
    ) -> Page:
        assert self.ask is not None
        url, request, _ = asked
        try:
            page = self.ask(
                url,
                request,
                site_url=site_url,
                validators=validators,
                listing=listing,
                sent_by=sent_by,
            )
        except FetchError as error:
            if self._keep_failures:
                self._pages[asked] = error
            raise
        self._pages[asked] = page
        return page
