"""Every site file has a case and every case a site; each gives what its case expects."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from golden import CASES, FEEDS, SITES, build
from selectolax.lexbor import LexborHTMLParser, LexborNode

NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
BLOCK = re.compile(
    "h[1-6]|p|ul|ol|li|dl|dt|dd|blockquote|pre|hr|div|section|article|aside|header|footer"
    "|figure|figcaption|table|caption|thead|tbody|tfoot|tr|th|td|details|summary"
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of feeds by site, built when first asked for."""
    return _Built(tmp_path_factory)


class _Built(dict[str, Path]):
    def __init__(self, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self._folders = folders

    def __missing__(self, name: str) -> Path:
        self[name] = build(name, self._folders.mktemp(name))
        return self[name]


def test_every_site_has_a_case_and_every_case_a_site() -> None:
    sites = sorted(file.stem for file in SITES.glob("[!_]*.yaml"))
    assert sites == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_site_gives_the_expected_entries_in_their_order(
    name: str, built: dict[str, Path]
) -> None:
    items = json.loads((built[name] / f"{name}.json").read_text())["items"]
    assert [item["id"] for item in items] == [entry["id"] for entry in expected(name)]


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_has_the_expected_fields(name: str, built: dict[str, Path]) -> None:
    items = json.loads((built[name] / f"{name}.json").read_text())["items"]
    found = {item["id"]: read_entry(item) for item in items}
    for entry in expected(name):
        assert {field: found[entry["id"]][field] for field in entry} == entry


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", FEEDS)
def test_a_feed_has_the_bytes_once_found_good(
    name: str, ending: str, built: dict[str, Path]
) -> None:
    body = (built[name] / f"{name}.{ending}").read_text()
    assert body == (CASES / name / "expected" / f"feed.{ending}").read_text()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", FEEDS)
def test_ids_dates_and_links_survive_a_feed_reader(
    name: str, ending: str, built: dict[str, Path]
) -> None:
    read = feedparser.parse((built[name] / f"{name}.{ending}").read_bytes())
    assert not read.bozo
    found = [
        (e.id, e.link, e.title, "{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*e.published_parsed))
        for e in read.entries
    ]
    assert found == [(e["id"], e["url"], e["title"], e["published"]) for e in expected(name)]


def expected(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(
        (CASES / name / "expected" / "entries.json").read_text()
    )
    return entries


def read_entry(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item of a JSON Feed in the fields of `entries.json`."""
    content = LexborHTMLParser(item.get("content_html", ""))
    return {
        "id": item["id"],
        "url": item["url"],
        "title": item["title"],
        "published": item["date_published"],
        "authors": [author["name"] for author in item.get("authors", [])],
        "categories": item.get("tags", []),
        "image": item.get("image", ""),
        "summary": item.get("summary", ""),
        "enclosures": [
            {"url": media["url"], "type": media["mime_type"]}
            for media in item.get("attachments", [])
        ],
        "content": {
            "text": paragraphs(content),
            "images": [node.attributes["src"] for node in content.css("img")],
            "links": [node.attributes["href"] for node in content.css("a[href]")],
        },
    }


def paragraphs(content: LexborHTMLParser) -> list[str]:
    """Return the text of each block of a page, on one line each."""
    words: list[str] = []
    for node in content.root.traverse(include_text=True) if content.root else ():
        if _begins_a_block(node):
            words.append("\n")
        if node.is_text_node:
            words.append((node.text_content or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return [line for line in lines if line]


def _begins_a_block(node: LexborNode) -> bool:
    """Tell whether a new line starts here: at a block, and after one."""
    return any(near is not None and BLOCK.fullmatch(near.tag or "") for near in (node, node.prev))
