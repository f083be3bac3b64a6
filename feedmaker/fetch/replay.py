"""Answers from saved pages: the `--replay` folder, as a `Fetch`.

`pages.toml` in the folder says which file answers which URL (SITE_FILE.md,
section 4), which URL leads to another, and which gives no page and why. It is the
one format for tests, recordings and reports; `record` writes it. No network, no
pauses, no robots.txt; a URL that isn't there answers 404.
"""

from __future__ import annotations

import gzip
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedmaker.errors import ConfigError, Fault, FetchError, RefusedError, UnreachableError
from feedmaker.fetch.response import MOST_HOPS, check_hop
from feedmaker.model import Page, RequestSettings, Validators
from feedmaker.urls import absolute

_KEYS = ("pages", "headers", "redirects", "failures", "now")
_FAILURE: dict[str, type | tuple[type, ...]] = {
    "problem": str,  # what went wrong, in words
    "later": bool,  # it may work in a later run
    "status": int,
    "wait": (int, float),  # seconds, as its server asks for
    "rests": str,  # the origin that asks for that
    "cause": str,
}
"""What may be said of a URL that gives no page, as in FetchError."""
_UNCONDITIONAL = Validators()


@dataclass(frozen=True, slots=True)
class _Saved:
    file: Path
    content_type: str = ""
    validators: Validators = Validators()
    length: int = 0  # bytes, as its head states; 0: those of the file


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What a server answered to one URL, as far as it was kept."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


class Replay:
    """The saved pages of one folder. `now` is the moment they were saved, aware, if it says so.

    `missing` are the URLs that were asked and are not there, in the order of asking.
    """

    def __init__(self, folder: Path) -> None:
        """Read `pages.toml`; raises ConfigError with all its faults."""
        self._file = folder / "pages.toml"
        self._folder = folder.resolve()
        self._faults: list[Fault] = []
        table = self._read()
        for key in sorted(table.keys() - {*_KEYS}):
            self._fault(key, f"unknown key; known are {', '.join(_KEYS)}")
        self.now = self._read_now(table.get("now"))
        self.missing: list[str] = []
        self._pages = self._read_pages(table.get("pages"), table.get("headers", {}))
        self._redirects = self._read_redirects(table.get("redirects", {}))
        self._failures = self._read_failures(table.get("failures", {}))
        if self._faults:
            raise ConfigError(tuple(self._faults))

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,
        validators: Validators = _UNCONDITIONAL,
        listing: bool = False,  # noqa: ARG002  a form gets what its URL gets
        sent_by: Page | None = None,
    ) -> Page:
        """Return the saved page, or raise the saved failure.

        Raises RefusedError (404) where there is neither.
        """
        at, hops, secure = page_key(url), 0, site_url.startswith("https:")
        if sent_by:
            hops = sent_by.hops + 1
            check_hop(sent_by.final_url, at, url=sent_by.url, secure=secure)
            url, validators = sent_by.url, _UNCONDITIONAL
        while at in self._redirects and hops <= MOST_HOPS:
            at, before, hops = self._redirects[at], at, hops + 1
            check_hop(before, at, url=url, secure=secure)
        if hops > MOST_HOPS:
            raise RefusedError(url, f"more than {MOST_HOPS} redirects")
        if at in self._failures:
            raise _failure(url, self._failures[at])
        saved = self._pages.get(at)
        if saved is None:
            self.missing.append(at)
            raise RefusedError(url, "it answers 404: not among the saved pages", status=404)
        if _holds(validators, saved.validators):
            return Page(url, at, validators=saved.validators, unchanged=True)
        body = _body(saved, url)
        return Page(
            url=url,
            final_url=at,
            body=body,
            content_type=saved.content_type,
            encoding=request.encoding,
            refresh=request.refresh,
            hops=hops,
            validators=_UNCONDITIONAL if sent_by else saved.validators,
            length=saved.length or len(body),
        )

    def forget(self, site_url: str) -> None:
        """Do nothing: saved pages set no cookies."""

    def answers(self) -> Iterator[SavedAnswer]:
        """Yield all that is saved, redirects and refusals too; raises UnreachableError."""
        for url, saved in self._pages.items():
            body = _body(saved, url)
            stated = (
                ("Content-Type", saved.content_type),
                ("ETag", saved.validators.etag),
                ("Last-Modified", saved.validators.last_modified),
                ("Content-Length", str(len(body))),
            )
            yield SavedAnswer(url, 200, tuple(pair for pair in stated if pair[1]), body)
        for url, target in self._redirects.items():
            yield SavedAnswer(url, 302, (("Location", target), ("Content-Length", "0")))
        for url, said in self._failures.items():
            if isinstance(status := said.get("status"), int):
                yield SavedAnswer(url, status, (("Content-Length", "0"),))

    def _read(self) -> dict[str, object]:
        try:
            return tomllib.loads(self._file.read_text(encoding="utf-8"))
        except OSError as error:
            problem = f"can't be read: {error.strerror}"
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problem = str(error)
        raise ConfigError((Fault(str(self._file), 0, 0, "", problem),))

    def _read_now(self, stated: object) -> datetime | None:
        if stated is None:
            return None
        if not isinstance(stated, datetime) or stated.tzinfo is None:
            self._fault("now", "must be a moment with its offset, like 2026-11-23T08:00:00Z")
            return None
        return stated.astimezone(UTC)

    def _read_pages(self, stated: object, headers: object) -> dict[str, _Saved]:
        if not isinstance(stated, dict):
            self._fault("pages", "must be a table of URL = file")
            return {}
        if not isinstance(headers, dict):
            self._fault("headers", 'must be tables, like [headers."https://example.org/"]')
            return {}
        pages: dict[str, _Saved] = {}
        for url, name in stated.items():
            where = f'pages."{url}"'
            if not (at := page_key(url)):
                self._fault(where, "is no absolute http or https URL")
            elif at in pages:
                self._fault(where, "is there twice")
            elif file := self._read_name(where, name):
                pages[at] = self._with_headers(file, url, headers.get(url, {}))
        for url in headers.keys() - stated.keys():
            self._fault(f'headers."{url}"', "has no page in [pages]")
        return pages

    def _read_redirects(self, stated: object) -> dict[str, str]:
        if not isinstance(stated, dict):
            self._fault("redirects", "must be a table of URL = URL")
            return {}
        redirects: dict[str, str] = {}
        for url, target in stated.items():
            at, to = page_key(url), page_key(target) if isinstance(target, str) else ""
            if not at:
                self._fault(f'redirects."{url}"', "is no absolute http or https URL")
            elif not to:
                self._fault(f'redirects."{url}"', "must lead to an absolute http or https URL")
            elif at in self._pages:
                self._fault(f'redirects."{url}"', "is among the [pages], too")
            else:
                redirects[at] = to
        return redirects

    def _read_failures(self, stated: object) -> dict[str, dict[str, object]]:
        if not isinstance(stated, dict):
            self._fault("failures", 'must be tables, like [failures."https://example.org/"]')
            return {}
        failures: dict[str, dict[str, object]] = {}
        for url, said in stated.items():
            where = f'failures."{url}"'
            if not (at := page_key(url)):
                self._fault(where, "is no absolute http or https URL")
            elif at in self._pages or at in self._redirects:
                self._fault(where, "is among the [pages] or [redirects], too")
            elif not isinstance(said, dict) or "problem" not in said:
                self._fault(where, "must be a table that says the `problem`")
            else:
                self._check_failure(where, said)
                failures[at] = said
        return failures

    def _check_failure(self, where: str, said: dict[str, object]) -> None:
        for name, value in said.items():
            kind = _FAILURE.get(name)
            if kind is None:
                self._fault(f"{where}.{name}", f"unknown key; known are {', '.join(_FAILURE)}")
            elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
                self._fault(f"{where}.{name}", "is of another kind than it should be")

    def _read_name(self, where: str, name: object) -> Path | None:
        if not isinstance(name, str) or not name:
            self._fault(where, "must name a file")
            return None
        file = (self._folder / name).resolve()
        if not file.is_relative_to(self._folder):
            self._fault(where, f"{name!r} lies outside the folder")
        elif not file.is_file():
            self._fault(where, f"there is no file {name!r}")
        else:
            return file
        return None

    def _with_headers(self, file: Path, url: str, stated: object) -> _Saved:
        where = f'headers."{url}"'
        if not isinstance(stated, dict):
            self._fault(where, "must be a table of header = value")
            return _Saved(file)
        for name, value in stated.items():
            if not isinstance(value, str):
                self._fault(f"{where}.{name}", "must be a text")
        return _Saved(
            file,
            content_type=_header(stated, "content-type"),
            validators=Validators(_header(stated, "etag"), _header(stated, "last-modified")),
            length=_length(_header(stated, "content-length")),
        )

    def _fault(self, path: str, problem: str) -> None:
        self._faults.append(Fault(str(self._file), 0, 0, path, problem))


def page_key(url: str) -> str:
    """Return the URL as a browser would ask for it; "" if it could not."""
    return absolute(url, "").partition("#")[0]


def _holds(asked: Validators, saved: Validators) -> bool:
    """Tell whether what was asked with still holds: an ETag decides alone (RFC 9110 §13.2.2)."""
    if asked.etag:
        return asked.etag == saved.etag
    return bool(asked.last_modified) and asked.last_modified == saved.last_modified


def _header(headers: Mapping[str, object], wanted: str) -> str:
    found = next((value for name, value in headers.items() if name.lower() == wanted), "")
    return found if isinstance(found, str) else ""


def _body(saved: _Saved, url: str) -> bytes:
    try:
        body = saved.file.read_bytes()
        return gzip.decompress(body) if saved.file.suffix == ".gz" else body
    except (OSError, EOFError, zlib.error) as error:
        raise UnreachableError(url, f"{saved.file} can't be read: {error}") from error


def _length(stated: str) -> int:
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= 18 else 0


def _failure(url: str, said: Mapping[str, Any]) -> FetchError:
    """Return the error as it was when the page was asked for."""
    kind = UnreachableError if said.get("later") else RefusedError
    return kind(
        url,
        said["problem"],
        status=said.get("status"),
        retry_after=said.get("wait"),
        rests=said.get("rests", ""),
        cause=said.get("cause", ""),
    )
