"""What pages of one host teach each other: F1 of each alone and together, on the saved real pages.

    python bench/taught_hosts.py ../shared/data [--show]

Hosts with two pages or more, read as `article --batch --together` reads them. A set that names
pieces of text is scored by these, any other by runs of four words; of one that says nothing of the
text it is told on how many pages it is another. `--show` names each page that is better, worse or
another. The figures stand in bench/README.md.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from saved_pages import SavedArticle, articles
from taught_sites import f1

from feedmaker.clean.plain_text import plain_text, text_alone
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


def score(saved: SavedArticle, article: Article) -> float | None:
    """Return the F1 of an article's text; None if its set says nothing of the text."""
    if not saved.holds:
        return f1(plain_text(article.content), saved.gold) if saved.gold else None
    text = " ".join(text_alone(article.content).split())
    there, wrong = (
        sum(" ".join(piece.split()) in text for piece in pieces)
        for pieces in (saved.holds, saved.lacks)
    )
    return 2 * there / (there + wrong + len(saved.holds))


def main() -> None:
    """Print the figures, set by set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    hosts = defaultdict[str, list[SavedArticle]](list)
    for saved in articles(options.data):
        if "." in (site := domain(saved.url)):  # some are saved under a name that is no host's
            hosts[site].append(saved)
    rows = defaultdict[str, list[tuple[float, float]]](list)
    unscored, others = Counter[str](), Counter[str]()
    for pages in hosts.values():
        if len(pages) < LEAST:
            continue
        for saved, alone, taught in together(pages):
            before, after = score(saved, alone), score(saved, taught)
            told = f"{saved.kind}  {saved.name}  {saved.url}"
            if before is None or after is None:
                unscored[saved.kind] += 1
                others[saved.kind] += alone.content != taught.content
                if options.show and alone.content != taught.content:
                    print(f"another  {told}")
                continue
            rows[saved.kind].append((before, after))
            if options.show and before != after:
                print(f"{after - before:+.4f}  {told}")
    for kind, both in sorted(rows.items()):
        print(f"{kind:20} {_line(both)}")
    print(f"{'all':20} {_line([row for both in rows.values() for row in both])}")
    for kind, number in sorted(unscored.items()):
        print(f"{kind:20} {number:4} pages  without a text to compare, {others[kind]} another")


def _line(rows: Sequence[tuple[float, float]]) -> str:
    by = [t - a for a, t in rows]
    better, worse = sum(one > 0 for one in by), sum(one < 0 for one in by)
    much = sum(one < -0.01 for one in by)
    return (
        f"{len(rows):4} pages  alone {fmean(a for a, _ in rows):.4f}"
        f"  together {fmean(t for _, t in rows):.4f}  better {better}  worse {worse}"
        f"  by more than .01 {much}"
    )


def together(pages: list[SavedArticle]) -> list[tuple[SavedArticle, Article, Article]]:
    """Return each page with its article alone and taught by all of its host."""
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
        told.append((saved, alone, without_taught(article, learned(lesson, least=LEAST))))
    return told


if __name__ == "__main__":
    main()
