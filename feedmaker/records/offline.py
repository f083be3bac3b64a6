"""A site built from its record alone, with an empty memory: what comes of the saved pages.

The same run, sandbox, rules and feed as ever, in a folder that is gone afterwards; only
the network is not there. What should have come is `compare`'s to say.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from feedmaker.config.folder import SiteFolder, read_folder
from feedmaker.config.settings import Settings
from feedmaker.errors import ConfigError, Fault
from feedmaker.fetch.record import TABLE
from feedmaker.fetch.replay import Replay
from feedmaker.health import problems as health
from feedmaker.model import Report, Site
from feedmaker.output.publish import Folder, publish_feeds
from feedmaker.records.outcome import Outcome
from feedmaker.store.store import Store
from feedmaker.update.ports import Hosts, Read, RunPorts
from feedmaker.update.site import attempt
from feedmaker.wiring import near_path, need_sites

_BREAK = re.compile(
    r"(?<=</p>)|(?<=</h[1-6]>)|(?<=</li>)|(?<=</tr>)|(?<=</blockquote>)|(?<=</figure>)"
    r"|(?<=</div>)|(?<=</pre>)|(?<=<[uo]l>)|(?<=</[uo]l>)|(?<=</table>)|(?<=<br>)|(?<=<hr>)"
)
"""Where the content is broken into lines: behind what a reader sees as the end of one."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a record."""

    outcome: Outcome
    missing: tuple[str, ...]  # URLs that were asked for and are not in it


def read_sites_offline(settings: Settings) -> SiteFolder:
    """Return the site files, as `wiring.read_sites`, but with no secret: none is sent.

    So that they can be tested where the secrets are not at hand.
    """
    need_sites(settings)
    names = {name for listed in settings.secrets.values() for name in listed}
    return read_folder(
        near_path(settings.sites),
        secrets=settings.secrets,
        environ=dict.fromkeys(names, "offline") | dict(os.environ),
    )


def build_offline(site: Site, record: Path, *, hosts: Hosts, read: Read) -> Built:
    """Return what comes of a site's record; raises ConfigError for a faulty `pages.toml`."""
    pages = Replay(record)
    if pages.now is None:
        what = "is missing: when the pages were saved, like 2026-11-23T08:00:00Z"
        raise ConfigError((Fault(str(record / TABLE), 0, 0, "now", what),))
    # One format holds all that is compared, whichever the site is published in
    site = replace(site, feed=replace(site.feed, formats=("json",)))
    with tempfile.TemporaryDirectory(prefix="feedmaker-test-") as place:
        with Store(Path(place, "state")) as store:
            report = attempt(site, RunPorts(pages, read, store, hosts), now=pages.now)
            state = store.site_state(site.name)
            if state is None:
                raise AssertionError("a run, failed or not, is remembered")
            out = Path(place, "out")
            publish_feeds(site, state, store, Folder(out, ""), {})
        feed = json.loads((out / f"{site.name}.json").read_bytes())
    outcome = Outcome(
        failed=report.failed or report.waits is not None,
        problems=tuple(_problems(report)),
        feed=_feed_fields(feed),
        entries=tuple(_entry_fields(item) for item in feed["items"]),
    )
    return Built(outcome, tuple(dict.fromkeys(pages.missing)))


def _problems(report: Report) -> Iterator[str]:
    if report.waits:
        yield health.line(report)
    for one in report.problems:
        yield f"{one.what}: {one.url}" if one.url else one.what


def _feed_fields(feed: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": feed.get("title", ""),
        "link": feed.get("home_page_url", ""),
        "language": feed.get("language", ""),
        "description": feed.get("description", ""),
        "image": feed.get("icon", ""),
    }


def _entry_fields(item: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    content = item.get("content_html", "")
    return {
        "title": item.get("title", ""),
        "link": item.get("url", ""),
        "id": item["id"],
        "date": item["date_published"],
        "authors": tuple(author["name"] for author in item.get("authors", ())),
        "categories": tuple(item.get("tags", ())),
        "summary": item.get("summary", ""),
        "image": item.get("image", ""),
        "enclosures": tuple(map(_enclosure, item.get("attachments", ()))),
        "language": item.get("language", ""),
        "content": tuple(line for part in _BREAK.split(content) if (line := part.strip("\n"))),
    }


def _enclosure(attachment: Mapping[str, Any]) -> str:
    parts = (attachment["url"], attachment["mime_type"], attachment.get("size_in_bytes"))
    return " ".join(str(part) for part in parts if part)
