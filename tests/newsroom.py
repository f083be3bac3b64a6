"""A small news site on the test origin, and runs of it with a real store and sandbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from served import Origin

from feedmaker.config.site import read_site
from feedmaker.fetch.web import Web
from feedmaker.model import ArticleRules, Feed, Report, Site
from feedmaker.output.feed import make_feed
from feedmaker.output.publish import Folder, publish_feeds
from feedmaker.sandbox.pool import Sandbox
from feedmaker.store.store import Store
from feedmaker.update.ports import RunPorts
from feedmaker.update.site import attempt

RULES = """
url: {url}
title: Kabar
language: id
timezone: Asia/Jakarta
listing: {{item: .item, link: a, title: a, date: .date}}
article: {{content: .body, title: h1, author: .by}}
request: {{delay: 0s}}
"""


def listing(*items: tuple[str, str, str], more: str = "") -> str:
    """A listing page of (link, title, date) items."""
    rows = "".join(
        f'<li class=item><a href="{link}">{title}</a><i class=date>{date}</i></li>'
        for link, title, date in items
    )
    return f"<html lang=id><title>Kabar</title><ul>{rows}</ul>{more}"


def story(title: str, text: str, more: str = "") -> str:
    """An article page; its text is long enough to have a fingerprint."""
    body = f"<p>{text}</p><p>Paragraf kedua dari cerita ini bercerita panjang lebar: {text * 3}</p>"
    return f"<html lang=id><h1>{title}</h1><p class=by>Ani</p><div class=body>{body}</div>{more}"


@dataclass
class Newsroom:
    """One site on the origin, with what feedmaker remembers of it."""

    origin: Origin
    web: Web
    box: Sandbox
    store: Store
    now: datetime
    site: Site
    hosts: dict[str, ArticleRules] = field(default_factory=dict)

    def edit(self, text: str, name: str = "kabar") -> None:
        """Save another site file; `{url}` stands for the listing's address."""
        body = text.format(url=self.origin.url("/"), origin=self.origin.url("")).encode()
        self.site = read_site(name, body, file=f"{name}.yaml")

    def run(self, *, hours: float = 0, reread: int = 0) -> Report:
        """Let time pass and run once."""
        self.now += timedelta(hours=hours)
        ports = RunPorts(self.web, self.box.call, self.store, self.hosts)
        return attempt(self.site, ports, now=self.now, reread=reread)

    def feed(self) -> Feed:
        """The feed as the store makes it."""
        state = self.store.site_state(self.site.name)
        assert state is not None
        entries = self.store.published(self.site.name)
        return make_feed(self.site, state, entries, name=self.site.name, base_url="")

    def titles(self) -> list[str]:
        """The titles in the feed, newest first."""
        return [entry.title for entry in self.feed().entries]

    def publish(self, folder: Path) -> int:
        """Write the feed files; return how many changed."""
        state = self.store.site_state(self.site.name)
        assert state is not None
        outputs = self.store.outputs()
        return publish_feeds(self.site, state, self.store, Folder(folder, ""), outputs)

    def three_stories(self) -> None:
        """Put a healthy site up: three stories of 29 April 2024."""
        self.origin.page(
            "/",
            listing(
                ("/1", "Satu", "29 April 2024 | 09:30 WIB"),
                ("/2", "Dua", "29 April 2024 | 09:20 WIB"),
                ("/3", "Tiga", "29 April 2024 | 09:10 WIB"),
            ),
            headers={"ETag": '"three"'},
        )
        for number, title in ((1, "Satu"), (2, "Dua"), (3, "Tiga")):
            self.origin.page(f"/{number}", story(title, f"Isi cerita nomor {number}. "))
