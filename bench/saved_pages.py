"""The saved pages of `../shared/data` with what people said of them, as benchmarks read them.

A page is a file and its row in a set's own table; the sets differ in how they write that down, and
are alike from here on. What is asked of a page, and how it is scored, is each benchmark's own.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedmaker.model import Page
from feedmaker.page.charset import decode
from feedmaker.page.document import Document


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """A saved article page."""

    name: str  # of the page in its set
    url: str  # as the set has it; "" where it is not known
    kind: str  # the set, of WCXB with the kind of page
    file: Path
    text: str  # that people took for the article's; "" if the set says it in HTML, or not at all
    html: str  # that they took for it
    holds: tuple[str, ...] = ()  # pieces of text that the article has, where the set says no more
    lacks: tuple[str, ...] = ()  # ... and that stand on the page, and are none of it

    @property
    def raw(self) -> bytes:
        """The page as it was served."""
        return gzip.decompress(self.file.read_bytes())

    @property
    def gold(self) -> str:
        """The text that people took for the article's; "" if they said none."""
        if not self.html:
            return self.text
        body = Document(self.html, self.url).tree.body
        return body.text(separator=" ") if body is not None else ""


def articles(data: Path) -> Iterator[SavedArticle]:
    """Yield all saved articles, set by set."""
    for items in sorted(data.glob("articles/*/items.jsonl.gz")):
        for line in gzip.decompress(items.read_bytes()).splitlines():
            item = json.loads(line)
            gold = item["gold"]
            yield SavedArticle(
                item["id"],
                item.get("url") or "",
                items.parent.name,
                items.parent / item["html"],
                gold.get("text") or "",
                gold.get("html") or "",
                tuple(gold.get("with") or ()),
                tuple(gold.get("without") or ()),
            )
    for truth in sorted(data.glob("wcxb/*/ground-truth/*.json")):
        item = json.loads(truth.read_text(encoding="utf-8"))
        kind = item.get("_internal", {}).get("page_type")
        yield SavedArticle(
            truth.stem,
            item.get("url") or "",
            f"wcxb {kind['primary'] if isinstance(kind, dict) else kind}",
            truth.parents[1] / "html" / f"{truth.stem}.html.gz",
            item["ground_truth"]["main_content"],
            "",
        )


def page_of(html: str, url: str) -> Page:
    """Return a page as a server sends it that says what it is."""
    return Page(url, url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")


def listings(folder: Path, only: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each saved listing's label and HTML; `only` is a pattern of their ids."""
    for page in json.loads((folder / "listings_dev.json").read_text("utf-8")):
        if re.search(only, page["id"]):
            yield page, decode(gzip.decompress((folder / page["html"]).read_bytes()))
