"""Rules for articles, made from some of a site's pages and used on its others.

    python bench/article_rules.py ../shared/data [--show]

For each host with several real pages: every page is read without rules, and by the rules that
`find_article_rules` makes from the host's other pages (held out) and from all of them. For each
invented site of `taught_pages` and `taught_pages_unseen`: rules from its first articles, two to
five, used on the others. The score is the F1 of runs of four words against the gold text.
`--show` prints each rule.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit

import taught_pages
import taught_pages_unseen
from saved_pages import articles
from taught_sites import f1

from feedmaker.clean.plain_text import plain_text
from feedmaker.detect.site_file import written_article
from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import join, read_part
from feedmaker.extract.article_rules import find_article_rules
from feedmaker.model import ArticleRules, Locale, Page, Validators

_OF_MANY = ("web.archive.org", "fakehost")  # hosts whose pages are of many sites
_OPENED = (2, 3, 4, 5)  # stories that are opened; `feedmaker new` opens four
_LEAST_TOLD = 0.005  # a difference of F1 that counts as better or worse
_INVENTED = {"first": taught_pages, "unseen": taught_pages_unseen}
_LOCALE = Locale("en", UTC, datetime(2026, 11, 23, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Saved:
    """A page and the text that people say it holds."""

    page: Page
    gold: str


def hosts(data: Path) -> Mapping[str, Sequence[Saved]]:
    """Return the pages of each host that has two or more, each address once."""
    found: dict[str, dict[str, Saved]] = defaultdict(dict)
    for one in articles(data):
        host, of_wcxb = urlsplit(one.url).hostname or "", one.kind.startswith("wcxb")
        if not host or host in _OF_MANY or (of_wcxb and one.kind != "wcxb article"):
            continue
        if (gold := one.gold) and not (of_wcxb and one.url in found[host]):
            found[host][one.url] = Saved(Page(one.url, one.url, one.raw), gold)
    return {host: list(pages.values()) for host, pages in found.items() if len(pages) > 1}


def score(saved: Saved, rules: ArticleRules) -> float:
    """Return the F1 of a page's text as it is read by rules; 0 if it can't be read."""
    try:
        part = read_part(saved.page, rules, _LOCALE)
    except FeedmakerError:
        return 0.0
    article = join((part,), title="", validators=Validators())
    return f1(plain_text(article.content), saved.gold)


def compared(pages: Sequence[Saved], *, held_out: bool) -> Iterator[tuple[float, float]]:
    """Yield each page's score without rules and by them, where they change what is read."""
    for one in pages:
        others = [saved.page for saved in pages if not (held_out and saved is one)]
        rules = find_article_rules(others)
        if rules.remove or rules.fields.content:
            yield score(one, ArticleRules()), score(one, rules)


def invented(kind: str, opened: int, *, show: bool) -> Iterator[tuple[float, float]]:
    """Yield the scores of the later articles of each invented site that gets rules."""
    made = _INVENTED[kind]
    for skeleton in made.SKELETONS:
        pages = [
            Saved(Page(one.url, one.url, one.html.encode()), one.gold)
            for one in made.pages_of(skeleton)
        ]
        rules = find_article_rules([one.page for one in pages[:opened]])
        if rules.remove or rules.fields.content:
            if show:
                print(skeleton.__name__, json.dumps(written_article(rules)))
            for one in pages[opened:]:
                yield score(one, ArticleRules()), score(one, rules)


def told(what: str, pairs: Sequence[tuple[float, float]]) -> str:
    """Return what rules did to the pages, in a line."""
    better = sum(after - before >= _LEAST_TOLD for before, after in pairs)
    worse = sum(before - after >= _LEAST_TOLD for before, after in pairs)
    before, after = (fmean(side) for side in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    changed = f"{len(pairs)} pages with rules: {before:.4f} -> {after:.4f}"
    return f"{what}: {changed}, {better} better, {worse} worse"


def main() -> None:
    """Print how many rules are made, and what they do to the pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for kind in _INVENTED:
        for opened in _OPENED:
            pairs = [*invented(kind, opened, show=options.show)]
            print(told(f"invented, {kind}, rules of {opened} articles", pairs), flush=True)
    found = hosts(options.data)
    made = {host: find_article_rules([one.page for one in pages]) for host, pages in found.items()}
    written = {host: rule for host, rules in made.items() if (rule := written_article(rules))}
    if options.show:
        for host, rule in written.items():
            print(host, len(found[host]), json.dumps(rule))
    for key in ("content", "remove", "next"):
        print(f"{key}: on {sum(key in one for one in written.values())} of {len(found)} hosts")
    for held_out, least in ((True, 3), (False, 2)):
        some = [pages for pages in found.values() if len(pages) >= least]
        pairs = [pair for pages in some for pair in compared(pages, held_out=held_out)]
        what = "rules of the others" if held_out else "rules of all pages"
        total = f"{len(some)} hosts, {sum(map(len, some))} pages"
        print(told(f"{what}, {total}", pairs), flush=True)


if __name__ == "__main__":
    main()
