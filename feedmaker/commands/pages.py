"""What `feedmaker listing` and `feedmaker article` share: rules, saved pages, JSON lines."""

from __future__ import annotations

import gzip
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from feedmaker.errors import ConfigError, Fault, FeedmakerError, RefusedError
from feedmaker.model import (
    ArticleRules,
    ListingUrl,
    Locale,
    Page,
    RequestSettings,
    Site,
    SiteDate,
    Validators,
)
from feedmaker.reading import Fetch
from feedmaker.sandbox import Sandbox
from feedmaker.schedule import zone_of
from feedmaker.workplace import (
    clock_of,
    open_fetch,
    open_sandbox,
    read_site_file,
    read_sites,
    settings_of,
)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Desk:
    """One page being looked at: whose rules, which network, how much CPU it took."""

    site: Site | None
    hosts: dict[str, ArticleRules]
    fetch: Fetch
    box: Sandbox
    locale: Locale
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


class SavedPage:
    """A `Fetch` that knows one page, from a file."""

    def __init__(self, url: str, path: Path) -> None:
        """Read the file, unzipped if its name ends in .gz; raises RefusedError."""
        try:
            data = path.read_bytes()
            self._body = gzip.decompress(data) if path.suffix == ".gz" else data
        except (OSError, EOFError) as error:
            raise RefusedError(url, f"{path}: {error}") from error
        self._url = url

    def __call__(
        self,
        url: str,
        request: RequestSettings,
        *,
        site_url: str,  # noqa: ARG002 - a Fetch takes all of these
        validators: Validators = Validators(),  # noqa: ARG002
        listing: bool = False,  # noqa: ARG002
    ) -> Page:
        """Return the page; any other address is not there."""
        if url != self._url:
            raise RefusedError(url, "not saved", status=404)
        return Page(url, url, self._body, encoding=request.encoding)


@contextmanager
def open_desk(options: Namespace) -> Iterator[Desk]:
    """Give what is needed to look at pages, as the options say."""
    if not (options.batch or options.url or options.html):
        raise ConfigError((Fault("feedmaker", 0, 0, "", "a URL, --html or --batch is needed"),))
    settings, clock = settings_of(options), clock_of(options)
    site, hosts, sites = None, {}, {}
    if options.site:
        if options.site.endswith(".yaml") or "/" in options.site:
            site = read_site_file(Path(options.site), settings)
        else:
            folder = read_sites(settings, None)
            if options.site in folder.faults:
                raise folder.faults[options.site]
            if options.site not in folder.sites:
                raise ConfigError((Fault(options.site, 0, 0, "", "there is no such site"),))
            site, hosts, sites = folder.sites[options.site], folder.hosts, folder.sites
    with open_fetch(options, settings, None, sites, clock) as web, open_sandbox() as box:
        fetch: Fetch = web
        if options.html:
            fetch = SavedPage(options.saved_url or options.url or "", Path(options.html))
        language, zone = (site.language, zone_of(site.timezone)) if site else ("", zone_of(""))
        yield Desk(site, dict(hosts), fetch, box, Locale(language, zone, clock.now()))


def address_of(options: Namespace, site: Site | None) -> ListingUrl:
    """Return the listing address that is looked at, with its category where the site has it."""
    url = options.saved_url or options.url
    if site:
        for address in site.urls:
            if address.url == url:
                return address
    return ListingUrl(url)


def run_batch(desk: Desk, answer: Callable[[str, Desk], dict[str, object]]) -> int:
    """Answer each JSON line of standard input by one on standard output; errors are answers."""
    for line in sys.stdin:
        if not line.strip():
            continue
        asked = json.loads(line)
        desk.seconds = 0.0
        try:
            desk.fetch = SavedPage(asked["url"], Path(asked["html_path"]))
            result = {"id": asked["id"], **answer(asked["url"], desk)}
            result["seconds"] = round(desk.seconds, 4)
        except FeedmakerError as error:
            result = {"id": asked["id"], "error": str(error)}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


def iso(date: SiteDate | None) -> str | None:
    """Return a date in the page's own offset, a bare day as a day (ISO 8601)."""
    if date is None:
        return None
    return date.moment.date().isoformat() if date.day_only else date.moment.isoformat()
