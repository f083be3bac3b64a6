"""What rules are found for each listing page, a table to judge by eye

    python bench/selectors_table.py [../shared/data/listings] [--made] [--only REGEX]

Would a person have written them? For each page stand there the rules of its list, of how many
compound parts those of the items are made (`ul.news > li` has two), and F1 of the links that the
rules give, run as a site file's, against those that they were made for. Saved pages come from
the folder, the made ones from the tests. The last line sums it up.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from feedmaker.detect.listing import choose, propose
from feedmaker.detect.site_file import written_rules
from feedmaker.extract.listing import read_listing
from feedmaker.model import ListingRules, Locale, Page
from feedmaker.page.charset import decode
from feedmaker.page.document import Document
from feedmaker.urls import document_alias

NOW = datetime(2026, 11, 29, tzinfo=UTC)
MADE = Path(__file__).parents[1] / "tests/data/detect/pages"
KEYS = ("within", "item", "link", "title", "date", "next")


def saved_pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give the name, address and HTML of each saved page."""
    for page in json.loads((folder / "listings_dev.json").read_text("utf-8")):
        body = gzip.decompress((folder / page["html"]).read_bytes())
        yield page["id"], page["url"], decode(body)


def made_pages() -> Iterator[tuple[str, str, str]]:
    """Give the same of the pages made for the tests."""
    for file in sorted(MADE.glob("*.toml")):
        url = tomllib.loads(file.read_text("utf-8"))["url"]
        yield file.stem, url, file.with_suffix(".html").read_text("utf-8")


def parts(selector: str) -> int:
    """Return of how many compound parts a selector is made, those of `:not(...)` among them."""
    plain = selector.removeprefix("xpath:")
    return len([part for part in re.split(r"[\s>+~,()/]+", plain) if part and part != ":not"])


def agreement(html: str, url: str, rules: ListingRules) -> float:
    """Return F1 of the links that the rules give against those that they were made for."""
    chosen = choose(Document(html, url))
    assert chosen is not None
    wanted = {link.alias for link in chosen.links}
    page = Page(url, url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")
    teasers = read_listing(page, rules, Locale("", UTC, NOW)).teasers
    found = {document_alias(teaser.url) for teaser in teasers}
    return 2 * len(found & wanted) / (len(found) + len(wanted))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--made", action="store_true", help="the pages made for the tests as well")
    parser.add_argument("--only", default="", help="regular expression on the pages' names")
    options = parser.parse_args()
    pages = [*(saved_pages(options.folder) if options.folder else ())]
    pages += made_pages() if options.made else ()
    print(f"| page | {' | '.join(KEYS)} | parts | F1 |\n|{' --- |' * (len(KEYS) + 3)}")
    lengths: list[int] = []
    same: dict[str, float] = {}
    for name, url, html in pages:
        if not re.search(options.only, name):
            continue
        rules = propose(Document(html, url))
        if rules is None:
            print(f"| {name} | no list |")
            continue
        written = written_rules(rules)
        same[name] = agreement(html, url, rules)
        lengths.append(parts(f"{written.get('within', '')} {written['item']}"))
        told = " | ".join(f"`{written[key]}`" if key in written else "" for key in KEYS)
        print(f"| {name} | {told} | {lengths[-1]} | {same[name]:.3f} |")
        sys.stdout.flush()
    worst = min(same, key=lambda name: same[name])
    told = f"median {median(lengths):g} parts, most {max(lengths)}"
    print(f"\n{told}; worst F1 {same[worst]:.3f} ({worst})")


if __name__ == "__main__":
    main()
