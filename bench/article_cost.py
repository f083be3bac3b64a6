"""What finding an article's text costs, set by set and judge by judge, in CPU of one process.

Reads all pages of `../shared/data` as `article --batch` does, without the sandbox's own call, and
prints for each set the median, the 95th percentile and the most of a page, and on how many pages
each judge was asked and what he cost there. `--without NAME` leaves a judge out, to see what the
rest costs; `--first` says what the first page costs, in a fresh process. `../shared/eval` scores.

    .venv/bin/python bench/article_cost.py ../shared/data [--without default] [--first]
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from feedmaker.errors import FeedmakerError
from feedmaker.extract.article import read_article
from feedmaker.extract.content import judges
from feedmaker.model import ArticleRules, Locale, Page, Validators

JUDGES = ("fast", "precision", "resiliparse", "default")


def pages(data: Path) -> Iterator[tuple[str, Page]]:
    """Yield the set and the page of each saved one."""
    for items in sorted(data.glob("articles/*/items.jsonl.gz")):
        for line in gzip.decompress(items.read_bytes()).splitlines():
            item = json.loads(line)
            raw = gzip.decompress((items.parent / item["html"]).read_bytes())
            yield items.parent.name, Page("https://page.example/", "https://page.example/", raw)
    for truth in sorted(data.glob("wcxb/*/ground-truth/*.json")):
        kind = json.loads(truth.read_text(encoding="utf-8")).get("_internal", {}).get("page_type")
        raw = gzip.decompress((truth.parents[1] / "html" / f"{truth.stem}.html.gz").read_bytes())
        name = f"wcxb {kind['primary'] if isinstance(kind, dict) else kind}"
        yield name, Page("https://page.example/", "https://page.example/", raw)


def timed(ask: Callable[[str], str], spent: list[float]) -> Callable[[str], str]:
    """Return the judge, noting seconds of CPU for each call."""

    def judge(html: str) -> str:
        began = time.process_time()
        try:
            return ask(html)
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
    parser.add_argument("--first", action="store_true", help="only the first page")
    options = parser.parse_args()
    spent: dict[str, list[float]] = {name: [] for name in JUDGES}
    for name in JUDGES:
        ask = (lambda _: "") if name in options.without else getattr(judges, f"judge_{name}")
        setattr(judges, f"judge_{name}", timed(ask, spent[name]))
    costs: defaultdict[str, list[float]] = defaultdict(list)
    for kind, page in islice(pages(options.data), 0, None, options.every):
        costs[kind].append(cost(page))
        if options.first:
            print(f"first page: {costs[kind][0]:.2f} s")
            return
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
