"""What finding an article's text costs, set by set and judge by judge, in CPU of one process.

Reads all pages of `../shared/data` as `article --batch` does, without the sandbox's own call, and
prints for each set the median, the 95th percentile and the most of a page, and on how many pages
each judge was asked and what he cost there. `--without NAME` leaves a judge out, to see what the
rest costs; `--first` reads each page of up to 500 KB as the first of a fresh process, with all that
is imported for it. `../shared/eval` scores.

    .venv/bin/python bench/article_cost.py ../shared/data [--without default] [--first]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from saved_pages import articles

from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import read_article
from feedmaker.extract.content import judges
from feedmaker.model import ArticleRules, Locale, Page, Validators

ADDRESS = "https://page.example/"
JUDGES = ("fast", "precision", "resiliparse", "default")
LARGEST = 500_000
"""Bytes of a page that is read as the first one."""
FIRST = f"""
import gc, sys, time
from contextlib import suppress
raw = sys.stdin.buffer.read()
began = time.process_time()
gc.set_threshold(50_000)  # as the sandbox's child
from datetime import UTC, datetime
from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import read_article
from feedmaker.model import ArticleRules, Locale, Page, Validators
page = Page({ADDRESS!r}, {ADDRESS!r}, raw)
locale = Locale("", UTC, datetime(2026, 1, 1, tzinfo=UTC))
with suppress(FeedmakerError):
    read_article(page, ArticleRules(), locale, title="", validators=Validators())
print(time.process_time() - began)
"""


def timed(
    ask: Callable[[judges.Handed], str], spent: list[float]
) -> Callable[[judges.Handed], str]:
    """Return the judge, noting seconds of CPU for each call."""

    def judge(page: judges.Handed) -> str:
        began = time.process_time()
        try:
            return ask(page)
        finally:
            spent.append(time.process_time() - began)

    return judge


def cost(page: Page) -> float:
    """Return the seconds of CPU that reading one article takes; a stand-in costs, too."""
    locale = Locale("", UTC, datetime(2026, 1, 1, tzinfo=UTC))
    began = time.process_time()
    with suppress(FeedmakerError):
        read_article(page, ArticleRules(), locale, title="", validators=Validators())
    return time.process_time() - began


def first_cost(raw: bytes) -> float:
    """Return the seconds of CPU that a fresh process needs for a page, its imports included."""
    command = [sys.executable, "-c", FIRST]
    return float(subprocess.run(command, input=raw, stdout=subprocess.PIPE, check=True).stdout)


def told(seconds: list[float]) -> str:
    """Return median, 95th percentile and the longest, in milliseconds."""
    late = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{median(seconds) * 1e3:6.1f} {late * 1e3:6.1f} {max(seconds) * 1e3:7.1f}"


def main() -> None:
    """Read the arguments, read all pages, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--without", action="append", choices=JUDGES, default=[])
    parser.add_argument("--every", type=int, default=1, help="one page of so many")
    parser.add_argument("--first", action="store_true", help="each as the first page")
    options = parser.parse_args()
    spent: dict[str, list[float]] = {name: [] for name in JUDGES}
    for name in JUDGES:
        ask = (lambda _: "") if name in options.without else getattr(judges, f"judge_{name}")
        setattr(judges, f"judge_{name}", timed(ask, spent[name]))
    costs: defaultdict[str, list[float]] = defaultdict(list)
    for one in islice(articles(options.data), 0, None, options.every):
        raw = one.raw
        if not options.first:
            costs[one.kind].append(cost(Page(ADDRESS, ADDRESS, raw)))
        elif len(raw) <= LARGEST:
            costs[one.kind].append(first_cost(raw))
    costs["all"] = [one for each in list(costs.values()) for one in each]
    print("set                    pages median    95%     max (ms)")
    for kind, each in sorted(costs.items()):
        print(f"{kind:22} {len(each):5} {told(each)}")
    for name, each in spent.items():
        if each:
            print(f"judge {name:16} {len(each):5} {told(each)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
