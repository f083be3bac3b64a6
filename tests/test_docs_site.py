"""The docs as a site: it builds, no link in it is broken, and it asks nothing of other hosts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import keys_page
import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


class Page(HTMLParser):
    """What a page of the site links to, what it loads, and which places in it can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.places: set[str] = set()
        self.classes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self.places |= {of[name] for name in ("id", "name") if name in of}
        self.classes |= set(of.get("class", "").split())
        if tag == "a" and "href" in of:
            self.links.add(of["href"])
        elif tag == "link" and "href" in of and of.get("rel") not in {"canonical", "prev", "next"}:
            self.loads.add(of["href"])
        if "src" in of:
            self.loads.add(of["src"])


@dataclass
class Site:
    """The built site, page by page."""

    folder: Path
    said: str  # what the build printed
    pages: dict[Path, Page] = field(default_factory=dict)

    def broken(self) -> Iterator[str]:
        """Yield each link that leads nowhere within the site, with the page that it is on."""
        for file, page in self.pages.items():
            for link in sorted(page.links | page.loads):
                if not is_outside(link) and (why := self._trouble(file, link)):
                    yield f"{file.relative_to(self.folder)}: {link}: {why}"

    def _trouble(self, file: Path, link: str) -> str:
        parts = urlsplit(link)
        path = unquote(parts.path)
        base = self.folder if path.startswith("/") else file.parent
        target = (base / path.lstrip("/")).resolve() if path else file
        target = target / "index.html" if target.is_dir() else target
        if not target.is_relative_to(self.folder) or not target.is_file():
            return "no such file"
        fragment = unquote(parts.fragment)
        if fragment and target in self.pages and fragment not in self.pages[target].places:
            return "no such place on it"
        return ""


def is_outside(link: str) -> bool:
    return bool(urlsplit(link).scheme or urlsplit(link).netloc)


def build(docs: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build the site as `make docs` does, with the given docs, into the given folder."""
    settings = site.parent / "mkdocs.yml"
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("docs_dir: docs", f"docs_dir: {docs}")
    settings.write_text(text.replace("site_dir: .docs-site", f"site_dir: {site}"), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(settings)],
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def crawl(folder: Path, said: str) -> Site:
    files = sorted(folder.rglob("*.html"))
    return Site(folder, said, {file: Page(file.read_text("utf-8")) for file in files})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("built").resolve() / "site"
    ran = build(DOCS, folder)
    assert ran.returncode == 0, ran.stderr
    return crawl(folder, ran.stderr)


def test_no_link_of_the_site_is_broken(site: Site) -> None:
    assert list(site.broken()) == []


def test_each_page_of_the_docs_is_a_page_of_the_site(site: Site) -> None:
    there = {str(file.relative_to(site.folder)) for file in site.pages}
    for page in DOCS.rglob("*.md"):
        name = page.relative_to(DOCS).with_suffix(".html")
        assert str(name.with_name("index.html") if name.stem == "README" else name) in there


def test_who_reads_the_site_is_sent_to_no_other_host(site: Site) -> None:
    loaded = {one for page in site.pages.values() for one in page.loads if is_outside(one)}
    assert loaded == set()
    # The theme fetches a drawing program from elsewhere for these.
    assert not any("mermaid" in page.classes for page in site.pages.values())
    for sheet in site.folder.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8"))


def test_links_out_of_the_site_are_whole_addresses(site: Site) -> None:
    outside = {link for page in site.pages.values() for link in page.links if is_outside(link)}
    assert all(urlsplit(link).scheme == "https" and urlsplit(link).hostname for link in outside)


@pytest.mark.parametrize(
    "line", ["[x](nowhere.md)", "[x](commands.md#nowhere)", "[x](../feedmaker/cli.py)"]
)
def test_a_link_that_leads_nowhere_is_found(line: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for page in DOCS.rglob("*.md"):
        copy = docs / page.relative_to(DOCS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(page.read_text("utf-8"), encoding="utf-8")
    (docs / "backup.md").write_text(f"# Backup\n\n{line}\n", encoding="utf-8")
    assert build(docs, tmp_path / "site").returncode != 0
    (tmp_path / "site" / "index.html").write_text('<a href="gone.html">', encoding="utf-8")
    assert any("gone.html: no such file" in one for one in crawl(tmp_path / "site", "").broken())


def test_links_of_the_docs_stay_in_the_docs() -> None:
    for page in DOCS.rglob("*.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).resolve().is_relative_to(DOCS), f"{page.name}: {link}"


def test_every_decision_is_listed() -> None:
    listed = re.findall(r"\]\((\d\S+\.md)\)", (DOCS / "adr/README.md").read_text("utf-8"))
    assert listed == sorted(file.name for file in (DOCS / "adr").glob("0*.md"))


def test_the_page_of_the_keys_is_what_the_tables_say() -> None:
    said = (DOCS / "site-file-keys.md").read_text("utf-8")
    assert said == keys_page.page(), "make keys writes it anew"
