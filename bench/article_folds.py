"""What a judge's vote should count, chosen on some hosts and scored on others.

For each of five folds of hosts: the pair of thresholds (when the first two judges are sure, and
how much the blocks' own vote counts) that is best on the other folds is scored on this one. So
no page has chosen what it is scored by. The score is the F1 of words of what is believed
against the gold text, before a subtree is taken; a text that says a line twice scores above
its due, alike for all. Takes minutes: each judge reads each page.

    .venv/bin/python bench/article_folds.py ../shared/data [--jobs 2]
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit

from saved_pages import articles

from feedmaker.extract.content import choose, judges
from feedmaker.extract.content.blocks import read_blocks
from feedmaker.extract.content.signals import told_by_themselves
from feedmaker.extract.content.verdicts import alike, by_signals, compared
from feedmaker.extract.content.words import words_of
from feedmaker.page.charset import decode
from feedmaker.page.document import Document
from feedmaker.page.folds import open_folds

FOLDS = 5
SURE = (0.7, 0.75, 0.8, 0.85, 0.9)
OWN_WEIGHT = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
ASKED = (judges.judge_fast, judges.judge_precision, judges.judge_resiliparse, judges.judge_default)
NOW = (choose.SURE, choose.OWN_WEIGHT)


def pages(data: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield host, bytes and gold text of each page that has one."""
    for one in articles(data):
        host = urlsplit(one.url).hostname or one.name
        if (gold := one.gold) or one.kind.startswith("wcxb"):  # there, nothing is an answer too
            # Pages of one made-up host are of many real ones
            yield host if "." in host else one.name, one.raw, gold


def scored(page: tuple[str, bytes, str]) -> tuple[str, list[float]]:
    """Return the page's host, and its F1 for each pair of thresholds."""
    host, raw, gold = page
    document = Document(decode(raw), "https://page.example/")
    open_folds(document.root)
    body = document.tree.body
    if body is None:
        return host, [0.0] * len(SURE) * len(OWN_WEIGHT)
    blocks = read_blocks(body)
    handed = judges.Handed(document)
    texts = [compared(blocks, ask(handed)) for ask in ASKED]
    signals = by_signals(blocks, told_by_themselves(blocks))
    first, careful, other = (alike(texts[0], signals), *texts[1:3])
    differ = max(alike(careful, signals), alike(texts[0], other))
    wanted = Counter(words_of(gold))
    results = []
    for sure, weight in itertools.product(SURE, OWN_WEIGHT):
        heard = texts[:1] if first >= sure else texts[:3] if differ >= sure else texts
        verdict = choose.believed(heard, signals, weight)
        given: Counter[str] = Counter()
        for block in blocks:
            if 2 * verdict.agreed[block.at] > len(block.words):
                given.update(block.words)
        both = given.total() + wanted.total()
        results.append(2 * (given & wanted).total() / both if both else 1.0)
    return host, results


def fold_of(host: str) -> int:
    """Return the fold of a host: the same on every machine."""
    return int(hashlib.sha256(host.encode()).hexdigest(), 16) % FOLDS


def report(rows: Sequence[tuple[str, list[float]]]) -> None:
    """Print for each fold what the others chose, and how it does here beside today's."""
    pairs = list(itertools.product(SURE, OWN_WEIGHT))
    today = pairs.index(NOW)
    chosen_scores = []
    for fold in range(FOLDS):
        others = [scores for host, scores in rows if fold_of(host) != fold]
        mine = [scores for host, scores in rows if fold_of(host) == fold]
        best = max(range(len(pairs)), key=lambda at: fmean(scores[at] for scores in others))
        chosen_scores += [scores[best] for scores in mine]
        told = f"chosen {pairs[best]} {fmean(s[best] for s in mine):.4f}"
        print(f"fold {fold}: {len(mine)} pages, {told}, today {fmean(s[today] for s in mine):.4f}")
    every = fmean(scores[today] for _, scores in rows)
    print(f"all: chosen by others {fmean(chosen_scores):.4f}, today {NOW} {every:.4f}")


def main() -> None:
    """Read the arguments, score all pages, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool:
        report(list(pool.map(scored, pages(options.data), chunksize=8)))


if __name__ == "__main__":
    main()
