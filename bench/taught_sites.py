"""What a site's articles teach: F1 of each page alone and taught, on the invented sites.

    python bench/taught_sites.py [--unseen | --traps | --plain | --careful] [--write DIR]
        [--show SITE] [--redesign N [--keeps]]

The pages are those of `taught_pages`, of `taught_pages_unseen`, `taught_pages_traps`,
`taught_pages_plain` or `taught_pages_careful`. A site's articles are read in order, as in runs one
after another; each teaches the next ones. The figures stand in bench/README.md. `--write` saves
the pages with their gold, for `article --batch`.
`--redesign` has each site go on after N articles as the next one does, and compares what comes then
with a site that is new; with `--keeps` one line of all articles is the same, old ones and new.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import taught_pages
import taught_pages_careful
import taught_pages_plain
import taught_pages_traps
import taught_pages_unseen
from taught_pages import ARTICLES, Saved

from feedmaker.clean.plain_text import plain_text
from feedmaker.extract.article import join, read_part
from feedmaker.extract.lesson import NOTHING, learn
from feedmaker.model import ArticleRules, Lesson, Locale, Page, Part, Validators

KEPT = (
    '<p><em>Do you know more? <a href="mailto:desk@kept.example">Write to our desk</a>, and we '
    "will look into it.</em></p>"
)
SHOWN = (1, 2, 3, 5, 10)
"""Articles of each site, by their number, whose figures are printed."""


def read(saved: Saved, lesson: Lesson = NOTHING) -> Part:
    """Return a page, read as the ones before it taught."""
    page = Page(saved.url, saved.url, saved.html.encode(), content_type="text/html; charset=utf-8")
    locale = Locale("en", UTC, datetime(2026, 11, 23, tzinfo=UTC))
    return read_part(page, ArticleRules(), locale, lesson=lesson)


def read_in_order(pages: Sequence[Saved]) -> list[tuple[str, str]]:
    """Return the text of each page alone, and as the ones before it taught."""
    lesson: Lesson = NOTHING
    told = []
    for saved in pages:
        alone = join((read(saved),), title="", validators=Validators(), again=True)
        taught = join((read(saved, lesson),), title="", validators=Validators(), lesson=lesson)
        lesson = learn(lesson, taught.marks)
        told.append((plain_text(alone.content), plain_text(taught.content)))
    return told


def f1(text: str, gold: str) -> float:
    """Return the F1 of runs of four words."""
    mine, theirs = (
        Counter(zip(*(words[at:] for at in range(4)), strict=False))
        for words in (re.findall(r"\w+", one) for one in (text, gold))
    )
    right = (mine & theirs).total()
    return 2 * right / (mine.total() + theirs.total()) if right else 0.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--unseen", dest="pages", action="store_const", const=taught_pages_unseen)
    chosen.add_argument("--traps", dest="pages", action="store_const", const=taught_pages_traps)
    chosen.add_argument("--plain", dest="pages", action="store_const", const=taught_pages_plain)
    chosen.add_argument("--careful", dest="pages", action="store_const", const=taught_pages_careful)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--redesign", type=int, choices=range(1, ARTICLES), default=0)
    parser.add_argument("--keeps", action="store_true")
    options = parser.parse_args()
    invented = options.pages or taught_pages
    if options.redesign:
        sites = [invented.pages_of(one) for one in invented.SKELETONS]
        if options.keeps:
            sites = [[with_kept_line(page) for page in pages] for pages in sites]
        redesigned(sites, options.redesign)
        return
    rows = []
    for skeleton in invented.SKELETONS:
        pages = invented.pages_of(skeleton)
        if options.write:
            write(options.write, pages)
        told = read_in_order(pages)
        rows.append([(f1(a, p.gold), f1(t, p.gold)) for (a, t), p in zip(told, pages, strict=True)])
        later = rows[-1][2:]
        fell = " ".join(
            f"{number}:{taught - alone:+.3f}"
            for number, (alone, taught) in enumerate(rows[-1], 1)
            if taught < alone - 0.01
        )
        print(
            f"{skeleton.__name__:18} alone {fmean(a for a, _ in later):.4f}"
            f"  taught {fmean(t for _, t in later):.4f}  {fell}"
        )
        if options.show == skeleton.__name__:
            print(f"{told[4][1]}\n--- gold\n{pages[4].gold}")
    for number in (one for one in SHOWN if one <= len(rows[0])):
        print(_line(f"article {number:2}", [row[number - 1] for row in rows]))
    print(_line("3 and later", [one for row in rows for one in row[2:]]))
    worse = [(a, t) for row in rows for a, t in row if t < a - 0.01]
    print(f"worse by more than .01: {len(worse)} of {sum(map(len, rows))}")


def redesigned(sites: Sequence[Sequence[Saved]], before: int) -> None:
    """Print the figures of the last half of each site's articles, read after those of another."""
    rows = []
    for old, new in pairwise([*sites, sites[0]]):
        pages = new[len(new) // 2 :]
        told = read_in_order([*old[:before], *pages])[before:]
        fresh = read_in_order(pages)
        rows.append(
            [
                (f1(alone, page.gold), f1(taught, page.gold), f1(anew, page.gold))
                for (alone, taught), (_, anew), page in zip(told, fresh, pages, strict=True)
            ]
        )
    for number, same in enumerate(zip(*rows, strict=True), 1):
        line = _line(f"article {number} after it", [row[:2] for row in same])
        print(f"{line}  of a new site {fmean(anew for _, _, anew in same):.4f}")
    worse = sum(taught < alone - 0.01 for row in rows for alone, taught, _ in row)
    print(f"worse by more than .01: {worse} of {sum(map(len, rows))}")


def with_kept_line(page: Saved) -> Saved:
    """Return a page with one line more, in the midst of its paragraphs."""
    pieces = page.html.split("</p>")
    midst = [at for at, piece in enumerate(pieces[:-1]) if len(piece) > 60] or [0]
    at = midst[len(midst) // 2] + 1
    before, after = "</p>".join(pieces[:at]), "</p>".join(pieces[at:])
    return replace(page, html=f"{before}</p>{KEPT}{after}")


def _line(what: str, both: Sequence[tuple[float, float]]) -> str:
    alone, taught = fmean(a for a, _ in both), fmean(t for _, t in both)
    return f"{what}: alone {alone:.4f}  taught {taught:.4f}"


def write(folder: Path, pages: Sequence[Saved]) -> None:
    """Save pages, and one line for each in the folder's `batch.jsonl`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "batch.jsonl").open("a", encoding="utf-8") as lines:
        for saved in pages:
            name = saved.url.split("//")[1].strip("/").replace("/", "-").replace(".", "-") + ".html"
            (folder / name).write_text(saved.html, encoding="utf-8")
            asked = {"id": saved.url, "url": saved.url, "html_path": str(folder / name)}
            lines.write(json.dumps(asked | {"gold": saved.gold}) + "\n")


if __name__ == "__main__":
    main()
