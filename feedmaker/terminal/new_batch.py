"""`feedmaker new --batch`: saved listing pages in, what their site files would state out.

Asks nothing of the network and writes no file; what is found is found as `new` does. How a
line of JSON is read and answered, `inspect` knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from feedmaker.detect.site_file import written_article, written_rules
from feedmaker.errors import IsFeedError, ReadError
from feedmaker.model import ListingRules, Page, RequestSettings, Validators
from feedmaker.terminal.inspect import Inspection, SavedPage, answer_line
from feedmaker.terminal.listing_view import item_told
from feedmaker.update.crawl import ListingRun
from feedmaker.update.first_look import FEED, Look, article_rules, with_next
from feedmaker.update.ports import Fetch


class _SavedPages:
    """A `Fetch` that knows a listing page and some of its articles, from files."""

    def __init__(self, listing: Fetch, articles: dict[str, Fetch]) -> None:
        self._listing, self._articles = listing, articles

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = Validators(),  # noqa: ARG002 - a Fetch takes it
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        """Return the page; any other address is not there."""
        ask = self._articles.get(url, self._listing)
        return ask(url, request, site_url=site_url, listing=listing, sent_by=sent_by)

    def forget(self, site_url: str) -> None:
        """There is nothing to let go of."""


def run_new_batch(lines: Iterable[bytes], inspection: Inspection) -> int:
    """Answer each JSON line by one on standard output, in order; errors are answers."""
    for line in lines:
        if line.strip():
            told = answer_line(line, inspection, partial(_answer, line=line))
            print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _answer(url: str, inspection: Inspection, *, line: bytes) -> dict[str, object]:
    articles = _articles(url, line)
    fetch = _SavedPages(inspection.fetch, articles)
    look = Look(url, fetch, inspection.read, inspection.locale, inspection.request)
    run = _listing(look)
    rules = with_next(look, run)
    stated: dict[str, object] = {}
    if rules.source != "html":
        stated["source"] = rules.source
    if listing := written_rules(rules):
        stated["listing"] = listing
    if article := written_article(article_rules(look, articles)):
        stated["article"] = article
    return {"items": [item_told(teaser) for teaser in run.teasers()], "rules": stated}


def _listing(look: Look) -> ListingRun:
    try:
        return look.listing(look.url, ListingRules())
    except IsFeedError:
        return look.listing(look.url, FEED)


def _articles(url: str, line: bytes) -> dict[str, Fetch]:
    """Return the saved articles that a line names, each by its address; raises ReadError."""
    named = json.loads(line).get("article_paths") or {}
    if not isinstance(named, dict) or not all(isinstance(path, str) for path in named.values()):
        raise ReadError(url, 'article_paths is to be {"https://…": "a file"}')
    return {at.partition("#")[0]: SavedPage(at, Path(path)) for at, path in named.items()}
