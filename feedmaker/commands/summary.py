"""What a person reads after a build: a table on a terminal, plain lines elsewhere, or Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from feedmaker import health
from feedmaker.model import Report
from feedmaker.settings import Settings
from feedmaker.workplace import on_terminal


def print_summary(reports: Sequence[Report], settings: Settings) -> None:
    """Print how the sites went, what needs a look, and where the feeds are."""
    if on_terminal() and reports:
        _table(reports)
    for report in reports:
        for problem in report.problems:
            place = f" [{problem.url}]" if problem.url else ""
            print(f"{report.site}: {problem.what}{place}")
    failed = sum(report.failed for report in reports)
    new = sum(report.new for report in reports)
    ran = len(reports)
    sites = "no site was due" if not ran else f"{ran} site{'s' * (ran != 1)}"
    trouble = f", {failed} failed" if failed else ""
    print(f"{sites}, {new} new{trouble}; feeds are in {settings.out}")
    if not settings.base_url:
        print("hint: set `base_url` to where the folder is served, so that feeds name themselves")


def step_summary(reports: Sequence[Report]) -> str:
    """Return the table in Markdown, for GitHub Actions' step summary."""
    rows = ["| site | run |", "| --- | --- |"]
    rows += [f"| {report.site} | {_escaped(health.line(report))} |" for report in reports]
    return "\n".join(rows) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def _table(reports: Sequence[Report]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name, justify in (("site", "left"), ("new", "right"), ("to come", "right")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    table.add_column("full text", justify="right")
    table.add_column("no date", justify="right")
    table.add_column("s", justify="right")
    table.add_column("")
    for report in reports:
        told = health.line(report) if report.failed else "unchanged" if report.unchanged else ""
        style = "red" if report.failed else ""
        table.add_row(
            Text(report.site, style),
            str(report.new or ""),
            str(report.to_come or ""),
            f"{report.whole}/{report.opened}" if report.opened else "",
            str(report.undated or ""),
            f"{report.seconds:.0f}",
            Text(told, style),
        )
    Console().print(table)
