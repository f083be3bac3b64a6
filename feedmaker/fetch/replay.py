"""Answers from saved pages: the `--replay` folder, as a `Fetch`.

`pages.toml` in the folder says which file answers which URL (SITE_FILE.md,
section 4). It is the one format for tests, recordings and reports. No network,
no pauses, no robots.txt; a URL that isn't there answers 404.
"""

from __future__ import annotations

import gzip
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedmaker.errors import ConfigError, Fault, RefusedError, UnreachableError
from feedmaker.fetch.response import MOST_HOPS, check_hop
from feedmaker.model import Page, RequestSettings, Validators
from feedmaker.urls import absolute

_KEYS = frozenset(("pages", "headers", "now"))
_UNCONDITIONAL = Validators()


@dataclass(frozen=True, slots=True)
class _Saved:
    file: Path
    content_type: str = ""
    validators: Validators = Validators()


class Replay:
    """The saved pages of one folder. `now` is the moment they were saved, aware, if it says so."""

    def __init__(self, folder: Path) -> None:
        """Read `pages.toml`; raises ConfigError with all its faults."""
        self._file = folder / "pages.toml"
        self._folder = folder.resolve()
        self._faults: list[Fault] = []
        table = self._read()
        for key in sorted(table.keys() - _KEYS):
            self._fault(key, "unknown key; known are pages, headers, now")
        self.now = self._read_now(table.get("now"))
        self._pages = self._read_pages(table.get("pages"), table.get("headers", {}))
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
        """Return the saved page; raises RefusedError (404) where there is none."""
        at, hops = _key(url), 0
        if sent_by:
            secure, hops = site_url.startswith("https:"), sent_by.hops + 1
            check_hop(sent_by.final_url, at, url=sent_by.url, secure=secure)
            if hops > MOST_HOPS:
                raise RefusedError(sent_by.url, f"more than {MOST_HOPS} redirects")
            url, validators = sent_by.url, _UNCONDITIONAL
        saved = self._pages.get(at)
        if saved is None:
            raise RefusedError(url, "it answers 404: not among the saved pages", status=404)
        if _holds(validators, saved.validators):
            return Page(url, at, validators=saved.validators, unchanged=True)
        try:
            body = saved.file.read_bytes()
            if saved.file.suffix == ".gz":
                body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreachableError(url, f"{saved.file} can't be read: {error}") from error
        return Page(
            url=url,
            final_url=at,
            body=body,
            content_type=saved.content_type,
            encoding=request.encoding,
            refresh=request.refresh,
            hops=hops,
            validators=_UNCONDITIONAL if sent_by else saved.validators,
            length=len(body),
        )

    def forget(self, site_url: str) -> None:
        """Do nothing: saved pages set no cookies."""

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
            if not (at := _key(url)):
                self._fault(where, "is no absolute http or https URL")
            elif at in pages:
                self._fault(where, "is there twice")
            elif file := self._read_name(where, name):
                pages[at] = self._with_headers(file, url, headers.get(url, {}))
        for url in headers.keys() - stated.keys():
            self._fault(f'headers."{url}"', "has no page in [pages]")
        return pages

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
        )

    def _fault(self, path: str, problem: str) -> None:
        self._faults.append(Fault(str(self._file), 0, 0, path, problem))


def _key(url: str) -> str:
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
