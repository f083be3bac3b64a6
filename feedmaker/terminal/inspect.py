"""What the commands that look at pages share: rules, saved pages, JSON lines.

A page is looked at, and nothing of it is remembered; what its site has taught is known.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import NamedTuple, ParamSpec, TypeVar

from feedmaker.config.hosts import HostFiles
from feedmaker.config.settings import Settings
from feedmaker.errors import ConfigError, Fault, FeedmakerError, RefusedError, StoppedError
from feedmaker.extract.lesson import NOTHING
from feedmaker.model import (
    Article,
    Lesson,
    Locale,
    Page,
    RequestSettings,
    Site,
    SiteDate,
    Validators,
)
from feedmaker.sandbox.pool import Sandbox
from feedmaker.update.ports import Fetch
from feedmaker.urls import absolute
from feedmaker.wiring import (
    chosen,
    clock_of,
    host_files,
    locale_of,
    open_fetch,
    open_sandbox,
    read_site_file,
    read_sites,
    remembered,
    settings_of,
)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Inspection:
    """One page being looked at: whose rules, which network, how much CPU it took."""

    site: Site | None
    hosts: HostFiles
    fetch: Fetch
    box: Sandbox
    locale: Locale
    lesson: Lesson = NOTHING  # what the site has taught, as far as builds have read it
    seconds: float = 0.0

    def read(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a stage in the sandbox, and add up its seconds of CPU."""
        value, seconds = self.box.timed(stage, *args, **kwargs)
        self.seconds += seconds
        return value

    @property
    def request(self) -> RequestSettings:
        """The site's way of asking, or the usual one."""
        return self.site.request if self.site else RequestSettings()

    @property
    def zone_stated(self) -> bool:
        """Whether a site file says in which zone dates are that name none."""
        return bool(self.site and self.site.timezone)


class Taking(NamedTuple):
    """An article from which a lesson was to take what it has taught."""

    whole: Article  # as it was before
    lesson: Lesson
    taught: frozenset[str]  # what is believed of the lesson


class SavedPage:
    """A `Fetch` that knows one page, from a file."""

    def __init__(self, url: str, path: Path) -> None:
        """Read the file, unzipped if its name ends in .gz; raises RefusedError."""
        if not absolute(url, ""):
            raise RefusedError(url, "this is no absolute http or https address")
        try:
            data = path.read_bytes()
            self._body = gzip.decompress(data) if path.suffix == ".gz" else data
        except (OSError, EOFError, ValueError, zlib.error) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise RefusedError(url, f"the saved page {path} can't be read: {why}") from error
        self._url = url

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,  # noqa: ARG002 - a Fetch takes all of these
        validators: Validators = Validators(),  # noqa: ARG002
        listing: bool = False,  # noqa: ARG002
        sent_by: Page | None = None,  # noqa: ARG002
    ) -> Page:
        """Return the page; any other address is not there."""
        if url.partition("#")[0] != self._url.partition("#")[0]:
            raise RefusedError(url, "is not saved", status=404)
        return Page(url, url, self._body, encoding=request.encoding)

    def forget(self, site_url: str) -> None:
        """There is nothing to let go of."""


@contextmanager
def open_inspection(options: Namespace) -> Iterator[Inspection]:
    """Give what is needed to look at pages, as the options say."""
    settings, clock = settings_of(options), clock_of(options)
    site, hosts, sites = _rules(options, settings)
    with open_fetch(options, settings, None, sites, clock, hosts) as web, open_sandbox() as box:
        fetch: Fetch = web
        if options.html:
            fetch = SavedPage(address_of(options, site), Path(options.html))
        locale = locale_of(site, settings, clock.now())
        state = remembered(site, settings) if site else None
        lesson = state.lesson if state else NOTHING
        yield Inspection(site, hosts, fetch, box, locale, lesson)


def _rules(
    options: Namespace, settings: Settings
) -> tuple[Site | None, HostFiles, dict[str, Site]]:
    """Return the site whose rules are used, those of hosts, and all sites, for their pauses."""
    if not options.site:
        return None, host_files(settings), {}
    if is_file(options.site):
        return read_site_file(Path(options.site), settings), host_files(settings), {}
    folder = read_sites(settings, None, all_hosts=False)
    (name,) = chosen([options.site], folder)
    if name in folder.faults:
        raise folder.faults[name]
    return folder.sites[name], folder.hosts, folder.sites


def is_file(site: str) -> bool:
    """Tell whether --site names a file; else it is a site's name."""
    return site.endswith(".yaml") or "/" in site


def address_of(options: Namespace, site: Site | None) -> str:
    """Return the page's address as the options say; raises ConfigError.

    A site's first listing stands in for what isn't said.
    """
    command = f"feedmaker {options.command}"
    url: str = options.saved_url or options.url or ""
    if not url and site and options.command == "listing":
        url = site.urls[0].url
    if not url:
        example = f"`{command} https://www.example.org/news`"
        if options.html:
            example = f"`{command} --html {options.html} --url https://…`, where it comes from"
        raise ConfigError((Fault(command, 0, 0, "", f"of which address? {example}"),))
    if not absolute(url, ""):
        likely = f"https://{url}"
        near = f"; did you mean {likely}?" if "." in url and absolute(likely, "") else ""
        raise ConfigError((Fault(url, 0, 0, "", f"is no http or https address{near}"),))
    return url


def run_batch(
    lines: Iterable[bytes],
    inspection: Inspection,
    answer: Callable[[str, Inspection], dict[str, object]],
) -> int:
    """Answer each JSON line by one on standard output, in order; errors are answers."""
    for line in lines:
        if line.strip():
            print(json.dumps(answer_line(line, inspection, answer), ensure_ascii=False), flush=True)
    return 0


def answer_line(
    line: bytes, inspection: Inspection, answer: Callable[[str, Inspection], dict[str, object]]
) -> dict[str, object]:
    """Return the answer to one JSON line; an error is one, a bug met on its page as well."""
    name: object = None
    try:
        asked = json.loads(line)
        name = asked.get("id")
        url, path = _said(asked, "url"), _said(asked, "html_path")
    except (ValueError, TypeError, KeyError, AttributeError):
        wanted = '{"id": …, "url": "https://…", "html_path": "…"}'
        return {"id": name, "error": f"not such a line: {wanted}"}
    try:
        inspection.seconds, inspection.fetch = 0.0, SavedPage(url, Path(path))
        return {"id": name, **answer(url, inspection), "seconds": round(inspection.seconds, 4)}
    except StoppedError:
        raise
    except FeedmakerError as error:
        return {"id": name, "error": str(error)}
    except Exception as error:  # noqa: BLE001 - told as this page's failure, and the others go on
        at = extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        what = f"a bug in feedmaker, please report it: {error!r} at {where}"
        return {"id": name, "error": what}


def _said(asked: dict[str, object], key: str) -> str:
    """Return a text that a line is to have; raises KeyError or TypeError."""
    if not isinstance(text := asked[key], str):
        raise TypeError(key)
    return text


def standard_input() -> Iterable[bytes]:
    """Return the lines of standard input as they come."""
    return sys.stdin.buffer


def iso(date: SiteDate | None) -> str | None:
    """Return a date in the page's own offset, a bare day as a day (ISO 8601)."""
    if date is None:
        return None
    return date.moment.date().isoformat() if date.day_only else date.moment.isoformat()
