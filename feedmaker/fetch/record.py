"""A `Fetch` that saves what it gives: a folder that `replay` answers from later.

Saved is what a run needs to go the same way again: bodies, final addresses, the few
headers that are read, and failures. Request headers and cookies are not: neither what
we sent, nor what a server set. What is expected of the pages is told elsewhere.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, quote_plus, urlsplit

from feedmaker.errors import FetchError, StorageError, UnreachableError
from feedmaker.fetch.replay import page_key
from feedmaker.media_types import is_file_type
from feedmaker.model import Page, RequestSettings, Validators
from feedmaker.toml_text import key, quoted

TABLE = "pages.toml"
PAGES = "pages"
MASK = "***"
"""Stands where a secret of ours stood in what a server sent back."""

_UNCONDITIONAL = Validators()
_SLUG = re.compile(r"[^a-z0-9]+")
_ENDINGS = {"html": "html", "xml": "xml", "json": "json", "text": "txt"}
_HEAD = "# Saved by `feedmaker record`; what the tables mean: docs/commands.md, Saved pages.\n"


class _Asks(Protocol):
    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = ...,
        listing: bool = ...,
        sent_by: Page | None = ...,
    ) -> Page: ...

    def forget(self, site_url: str) -> None: ...


class Recorder:
    """Asks by another `Fetch`, and saves each page below a folder of its own. For many threads."""

    def __init__(self, fetch: _Asks, folder: Path, *, secrets: Iterable[str] = ()) -> None:
        """`folder` is empty, and ours; `secrets` are the texts that must not stand in it."""
        self._fetch = fetch
        self._folder = folder
        forms = {form for s in secrets if s for form in (s, quote(s, safe=""), quote_plus(s))}
        self._secrets = sorted(forms, key=len, reverse=True)  # the whole before its parts
        self._lock = threading.Lock()
        self._pages: dict[str, str] = {}
        self._headers: dict[str, dict[str, str]] = {}
        self._redirects: dict[str, str] = {}
        self._failures: dict[str, FetchError] = {}

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = _UNCONDITIONAL,  # noqa: ARG002  a record needs the whole page
        listing: bool = False,
        sent_by: Page | None = None,
    ) -> Page:
        """Return the page, and save it; a failure is saved, too, and raised."""
        try:
            page = self._fetch(url, request, site_url=site_url, listing=listing, sent_by=sent_by)
        except FetchError as error:
            with self._lock:
                self._failures.setdefault(self._key(url), error)
            raise
        with self._lock:
            self._keep(self._key(url), self._key(page.final_url), page)
        return page

    def forget(self, site_url: str) -> None:
        """Let go of the site's cookies."""
        self._fetch.forget(site_url)

    def finish(self, now: datetime) -> int:
        """Write the table of all that was asked, taken at `now`; return how many pages there are.

        Raises StorageError.
        """
        with self._lock:
            self._write(TABLE, ("\n".join(self._lines(now)) + "\n").encode())
            return len(self._pages)

    def _key(self, url: str) -> str:
        return self._masked(page_key(url) or url)

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def _keep(self, asked: str, at: str, page: Page) -> None:
        if asked != at and asked not in self._pages:
            self._redirects.setdefault(asked, at)
        if at in self._pages:
            return
        body = page.body
        for secret in self._secrets:
            body = body.replace(secret.encode(), MASK.encode())
        name = f"{PAGES}/{_file_name(at, page.content_type)}"
        self._write(name, body)
        self._pages[at] = name
        stated = {
            "Content-Type": page.content_type,
            "ETag": page.validators.etag,
            "Last-Modified": page.validators.last_modified,
        }
        if is_file_type(page.content_type) and page.length:  # whose body is never read
            stated["Content-Length"] = str(page.length)
        self._headers[at] = {n: self._masked(value) for n, value in stated.items() if value}

    def _lines(self, now: datetime) -> Iterator[str]:
        yield f"{_HEAD}now = {now.isoformat().replace('+00:00', 'Z')}\n\n[pages]"
        for url, file in sorted(self._pages.items()):
            yield f"{quoted(url)} = {quoted(file)}"
        redirects = {u: t for u, t in self._redirects.items() if u not in self._pages}
        if redirects:
            yield "\n[redirects]"
        for url, target in sorted(redirects.items()):
            yield f"{quoted(url)} = {quoted(target)}"
        for url, stated in sorted(self._headers.items()):
            if stated:
                yield f"\n[headers.{quoted(url)}]"
            for name, value in stated.items():
                yield f"{key(name)} = {quoted(value)}"
        for url, error in sorted(self._failures.items()):
            if url not in self._pages and url not in redirects:  # it worked at another time
                yield f"\n[failures.{quoted(url)}]"
                yield from self._failure_lines(error)

    def _failure_lines(self, error: FetchError) -> Iterator[str]:
        yield f"problem = {quoted(self._masked(error.problem))}"
        if isinstance(error, UnreachableError):
            yield "later = true"
        if error.status is not None:
            yield f"status = {error.status}"
        if error.retry_after is not None:
            yield f"wait = {float(error.retry_after)}"
        if error.rests:
            yield f"rests = {quoted(error.rests)}"
        if error.cause:
            yield f"cause = {quoted(error.cause)}"

    def _write(self, name: str, body: bytes) -> None:
        """Write a new file, for our eyes only: a page may be one that only subscribers see."""
        file = self._folder / name
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(number, "wb") as opened:
                opened.write(body)
        except OSError as error:
            raise StorageError(str(file), error.strerror or str(error)) from error


def _file_name(url: str, content_type: str) -> str:
    """Return a file name that stays the same for a URL, and says which one it is."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    slug = _SLUG.sub("-", last.removesuffix(".html"))[:40].strip("-") or "index"
    kind = content_type.partition(";")[0].lower() or "html"
    ending = next((end for word, end in _ENDINGS.items() if word in kind), "bin")
    return f"{slug}-{sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}.{ending}"
