"""What "same story" would join among real pages: each pair is printed, to be read by a person.

    python bench/same_story.py ../shared/data [--near]

An entry is dropped when an older one is found to be the same story at another address
(`entries.same_story`), so the rule is tried on saved pages before it may. All pages of one
host count as one site, and all items of its listings; every two at different addresses are a
pair, the second taken for gone from the listing. That asks more often than any run does; and
once more all articles count as one site's, for most hosts have but one page here.
`--near` prints also what agrees in its title or its text alone. The figures and their reading
stand in docs/adr/0014.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from saved_pages import articles, listings, page_of

from feedmaker.entries.identity import ListingDiff, apply_listing, feed_id
from feedmaker.entries.precedence import pick, title_of
from feedmaker.entries.same_story import Listed, found_again, same_story
from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import read_article
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import (
    Article,
    ArticleRules,
    Locale,
    Matches,
    Page,
    StoredEntry,
    Teaser,
    Validators,
)
from feedmaker.text import folded
from feedmaker.urls import document_alias, host

NOW = datetime(2026, 11, 29, tzinfo=UTC)
LOCALE = Locale("", UTC, NOW)


@dataclass(frozen=True, slots=True)
class Told:
    """One story as a page tells it; without an article where only a listing does."""

    entry: StoredEntry
    article: Article | None

    @property
    def title(self) -> str:
        return title_of(self.entry.teaser, self.article)

    @property
    def text(self) -> str:
        return (self.article or self.entry.teaser).text_fingerprint

    def line(self) -> str:
        date = pick("date", self.entry.teaser, self.article)
        day = f"{date.moment:%Y-%m-%d %H:%M}" if date else "no date"
        return f"  {self.entry.url}  {day}  {self.title!r}"


def told_by_articles(pages: Sequence[tuple[str, bytes]]) -> Iterator[Told]:
    """Yield what each article tells; its listing is not known."""
    for url, body in pages:
        page = Page(url, url, body)
        try:
            article = read_article(page, ArticleRules(), LOCALE, title="", validators=Validators())
        except FeedmakerError:
            continue
        if isinstance(article, Article):
            yield Told(StoredEntry(url, url, NOW, 0, NOW, NOW, Teaser(url, url)), article)


def told_by_listing(url: str, html: str) -> Iterator[Told]:
    """Yield what each item of a listing tells, found without rules."""
    page = page_of(html, url)
    try:
        if rules := find_rules(page):
            teasers = read_listing(page, rules, LOCALE).teasers
            recalled = Matches({}, {})
            seen = apply_listing(teasers, recalled, feed=feed_id(url), zone=UTC, now=NOW)
            yield from (Told(entry, None) for entry in seen.new)
    except FeedmakerError:
        return


def joined(one: Told, other: Told, site: Sequence[Told]) -> bool:
    """Tell whether either would be taken for the other, all else of the site being known."""
    return _found(one, other, site) or _found(other, one, site)


def _found(new: Told, old: Told, site: Sequence[Told]) -> bool:
    if new.article is not None:
        return bool(same_story(new.entry, new.article, [(old.entry, old.article)]))
    known = [told.entry for told in site if told is not new]
    listed = frozenset(told.entry.id for told in site if told is not old)
    diff = ListingDiff((new.entry,), (), (), listed)
    return not found_again(diff, known, Listed(listed)).new


def main() -> None:
    """Print the pairs that would be joined, and how many there are."""
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--near", action="store_true")
    given = options.parse_args()
    sites: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for one in articles(given.data):
        if urlsplit(one.url).hostname not in {None, "fakehost"}:  # pages whose address is not known
            sites[host(one.url).removeprefix("www.")].append((one.url, one.raw))
    each = [list(told_by_articles(own)) for own in sites.values()]
    compare("articles", each, near=given.near)
    compare("articles, as if all were one site's", [[one for own in each for one in own]])
    lists: dict[str, list[Told]] = defaultdict(list)
    for page, html in listings(given.data / "listings"):
        told = told_by_listing(page["url"], html)
        lists[host(page["url"]).removeprefix("www.")].extend(told)
    compare("items of listings", list(lists.values()), near=given.near)


def compare(what: str, sites: Sequence[Sequence[Told]], *, near: bool = False) -> None:
    """Print what would be joined within each site."""
    pairs = same = 0
    for site in sites:
        # What one address or one page's parts say is known by the address, and never asked here.
        told = list({document_alias(one.entry.url): one for one in site}.values())
        pairs += len(told) * (len(told) - 1) // 2
        for one, other in combinations(told, 2):
            if one.text == other.text and joined(one, other, told):
                same += 1
                print("joined", one.line(), other.line(), sep="\n")
            elif near and (why := _agrees(one, other)):
                print(f"near, same {why}", one.line(), other.line(), sep="\n")
    print(f"{what}: {sum(map(len, sites))} of {len(sites)} hosts, {pairs} pairs, {same} joined\n")


def _agrees(one: Told, other: Told) -> str:
    title = bool(folded(one.title)) and folded(one.title) == folded(other.title)
    text = bool(one.text) and one.text == other.text
    return " and ".join(name for name, same in (("title", title), ("text", text)) if same)


if __name__ == "__main__":
    main()
