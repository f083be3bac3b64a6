"""Feeds from real listing pages, saved and labelled by hand, over the command line.

Their selectors become site files: the item is the outermost element around just
one of the labelled links, as a person would choose it.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import yaml
from feed_rules import check
from selectolax.lexbor import LexborHTMLParser

from feedmaker.cli import main
from feedmaker.page.charset import decode

DATA = Path(__file__).parents[3] / "shared/data/listings"
ENOUGH = 62  # of 64 pages
LONGEST = 500  # characters of a rule

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs the saved listing pages, which are not part of the project"
)


@dataclass
class Built:
    """All pages built in one go: the folder of feeds, and each page's label by site name."""

    out: Path
    replay: Path
    sites: Path
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def entries(self, name: str) -> list[dict[str, Any]]:
        return list(json.loads((self.out / f"{name}.json").read_text())["items"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("listings")
    made = Built(folder / "public", folder / "replay", folder / "sites")
    made.replay.mkdir()
    made.sites.mkdir()
    toml = ["now = 2026-11-23T08:00:00Z", "[pages]"]
    for page in json.loads((DATA / "listings_dev.json").read_text()):
        name = re.sub(r"[^a-z0-9]+", "-", page["id"].lower()).strip("-")
        made.pages[name] = page
        toml.append(f"{json.dumps(page['url'])} = {json.dumps(page['html'])}")
        (made.replay / page["html"]).write_bytes((DATA / page["html"]).read_bytes())
        (made.sites / f"{name}.yaml").write_text(site_file(page), encoding="utf-8")
    (made.replay / "pages.toml").write_text("\n".join(toml), encoding="utf-8")
    folders = ("--sites", made.sites, "--out", made.out, "--state", folder / "state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FEEDMAKER_BASE_URL", "https://feeds.example/")
        assert main(["build", "--strict", "--replay", str(made.replay), *map(str, folders)]) == 0
    return made


def site_file(page: dict[str, Any]) -> str:
    """The page's recorded selectors as a site file."""
    body = gzip.decompress((DATA / page["html"]).read_bytes())
    tree = LexborHTMLParser(decode(body))
    links, chosen = page["selectors"]["links"], page["selectors"]
    height = min(heights(tree, links))
    if len(around(links, height)) > LONGEST:
        height = 0
    listing = {
        "item": around(links, height) if height else links,
        "link": links if height else ":self",
        "title": chosen["title"] or (links if height else ":self"),
        "limit": 200,
    }
    if chosen["date"] and chosen["date"] != "*":
        listing["date"] = chosen["date"]
    site = {
        "url": page["url"],
        "language": page["lang"],
        "timezone": "UTC",
        "listing": listing,
        "article": False,
        "feed": {"entries": 200},
    }
    return str(yaml.safe_dump(site, allow_unicode=True))


def heights(tree: LexborHTMLParser, links: str) -> Iterator[int]:
    """How many ancestors of each link hold no other of them."""
    found = {node.mem_id: node for node in tree.css(links)}
    for node in found.values():
        height, parent = 0, node.parent
        while parent is not None and parent.tag not in {"body", "html"}:
            if len({inner.mem_id for inner in parent.css(links)} & found.keys()) > 1:
                break
            height, parent = height + 1, parent.parent
        yield height


def around(links: str, height: int) -> str:
    """XPath of the ancestor so many levels above each link."""
    from cssselect import HTMLTranslator

    xpath = HTMLTranslator().css_to_xpath(links, prefix="//")
    parts = [f"{part.strip()}/ancestor::*[{height}]" for part in xpath.split(" | ")]
    return " | ".join(parts)


def url_key(url: str) -> str:
    """An address without what the labels leave open: scheme, www., fragment, escapes."""
    parts = urlsplit(url)
    host = re.sub(r":(80|443)$", "", parts.netloc.lower().removeprefix("www."))
    path = re.sub(r"/+", "/", unquote(parts.path)).rstrip("/")
    return host + path + (f"?{unquote(parts.query)}" if parts.query else "")


def title_key(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(folded.split()).strip(" .:;,-–—|•»›\"'“”‘’")


def shortcomings(page: dict[str, Any], entries: list[dict[str, Any]]) -> list[str]:
    """What a feed's entries lack of what the page's label says."""
    labels = {url_key(item["url"]): item for item in page["items"]}
    found = {url_key(entry["url"]): entry for entry in entries}
    wrong = [f"not labelled: {key}" for key in found.keys() - labels.keys()]
    for key, item in labels.items():
        entry = found.get(key)
        if entry is None:
            if item["role"] == "core":
                wrong.append(f"missing: {key}")
            continue
        names = {title_key(name) for name in (item["title"], *item.get("alt_titles", ())) if name}
        if names and title_key(entry["title"]) not in names:
            wrong.append(f"title: {entry['title']!r}, not {item['title']!r}")
        if item["date"] and not near(entry["date_published"], item["date"]):
            wrong.append(f"date: {entry['date_published']}, not {item['date']}")
    return wrong


def near(moment: str, day: str) -> bool:
    """Whether a moment lies in a day of some zone: labels are in the page's own, feeds in UTC."""
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    exact = datetime.fromisoformat(moment)
    midnight = moment[11:19] == "00:00:00"
    return moment[:10] == day or (not midnight and abs((exact - noon).total_seconds()) <= 26 * 3600)


def test_urls_titles_and_dates_are_as_labelled(built: Built) -> None:
    wrong = {
        name: lacks
        for name, page in built.pages.items()
        if (lacks := shortcomings(page, built.entries(name)))
    }
    report = {name: lacks[:3] for name, lacks in wrong.items()}
    assert len(built.pages) - len(wrong) >= ENOUGH, json.dumps(report, indent=1, ensure_ascii=False)


def test_a_feed_reader_loses_nothing_and_finds_nothing_wrong(built: Built) -> None:
    for name in built.pages:
        entries = built.entries(name)
        for ending in ("rss", "atom"):
            body = (built.out / f"{name}.{ending}").read_bytes()
            assert check(f"{name}.{ending}", body) == []
            read = feedparser.parse(body)
            assert not read.bozo
            assert [(e.id, e.link, e.title) for e in read.entries] == [
                (entry["id"], entry["url"], entry["title"]) for entry in entries
            ]
            stamps = [
                "{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*e.published_parsed)
                for e in read.entries
            ]
            assert stamps == [entry["date_published"] for entry in entries]
