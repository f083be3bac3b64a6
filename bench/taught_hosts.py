"""What pages of one host teach each other: F1 of each alone and together, on the saved real pages.

    python bench/taught_hosts.py ../shared/data [--show]

Hosts with two pages or more, read as `article --batch --together` reads them. `--show` names
each page that is better or worse. The figures stand in bench/README.md.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from saved_pages import SavedArticle, articles
from taught_sites import f1

from feedmaker.clean.plain_text import plain_text
from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import join, read_part, without_taught
from feedmaker.extract.lesson import NOTHING, learn, learned, stands_elsewhere
from feedmaker.model import Article, ArticleRules, Lesson, Locale, Page, Validators
from feedmaker.urls import alias, domain

LEAST = 2
"""Pages on which a block must stand, as with `--together`."""


def read(saved: SavedArticle, lesson: Lesson = NOTHING) -> Article | None:
    """Return a page's article, as its site has taught where it stands."""
    page = Page(saved.url, saved.url, saved.raw)
    locale = Locale("", UTC, datetime(2026, 1, 1, tzinfo=UTC))
    with suppress(FeedmakerError):
        part = read_part(page, ArticleRules(), locale, lesson=lesson)
        return join((part,), title="", validators=Validators(), again=True)
    return None


def main() -> None:
    """Print the figures, set by set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    hosts = defaultdict[str, list[SavedArticle]](list)
    for saved in articles(options.data):
        if saved.url and saved.gold and (site := domain(saved.url)):
            hosts[site].append(saved)
    rows = defaultdict[str, list[tuple[float, float]]](list)
    for pages in hosts.values():
        if len(pages) < LEAST:
            continue
        for saved, alone, taught in together(pages):
            rows[saved.kind].append((alone, taught))
            if options.show and alone != taught:
                print(f"{taught - alone:+.4f}  {saved.kind}  {saved.name}  {saved.url}")
    for kind, told in sorted(rows.items()):
        by = [t - a for a, t in told]
        better, worse = sum(one > 0 for one in by), sum(one < 0 for one in by)
        much = sum(one < -0.01 for one in by)
        print(
            f"{kind:20} {len(told):4} pages  alone {fmean(a for a, _ in told):.4f}"
            f"  together {fmean(t for _, t in told):.4f}  better {better}  worse {worse}"
            f"  by more than .01 {much}"
        )


def together(pages: list[SavedArticle]) -> list[tuple[SavedArticle, float, float]]:
    """Return each page with its F1 alone and taught by all of its host."""
    lesson, heard = NOTHING, set[str]()
    given = [(saved, article) for saved in pages if (article := read(saved)) is not None]
    for _, article in given:
        names = {alias(article.url), article.text_fingerprint} - {""}
        if not names & heard:
            lesson = learn(lesson, article.marks)
        heard |= names
    told = []
    for saved, alone in given:
        article = alone
        if alone.content_by == "found" and stands_elsewhere(alone.marks, lesson):
            article = read(saved, lesson) or alone
        article = without_taught(article, learned(lesson, least=LEAST))
        gold = saved.gold
        told.append(
            (saved, f1(plain_text(alone.content), gold), f1(plain_text(article.content), gold))
        )
    return told


if __name__ == "__main__":
    main()
