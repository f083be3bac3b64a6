"""What a person reads of a build: lines as sites end, a table on a terminal, the sum, Markdown.

The words for what went wrong come from `health`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from feedmaker.config.diagnostics import shown
from feedmaker.entries.schedule import Waiting
from feedmaker.health import problems as health
from feedmaker.model import Problem, Report
from feedmaker.terminal.screen import count, say, say_table, when

_HEADS = ("site", "new", "to come", "full text", "no date", "seconds", "")
_NUMBERS = frozenset(_HEADS[1:-1])
_SPARE = ("seconds", "no date", "to come", "full text")  # on a narrow terminal


def say_report(report: Report) -> None:
    """Print how one site went, and below it what needs a look."""
    failed = "failed: " if report.failed else ""
    say(f"{report.site}  {failed}{shown(health.line(report))}{_place(report)}")
    _say_problems(report)


def say_reports(reports: Sequence[Report]) -> None:
    """Print how all sites went: the table of a terminal, and below it what needs a look."""
    if not reports:
        return
    bad = frozenset(report.site for report in reports if report.failed)
    columns = zip(_HEADS, *(_cells(report) for report in reports), strict=True)
    heads, *rows = zip(*(column for column in columns if any(column[1:])), strict=True)
    say_table(heads, rows, numbers=_NUMBERS, bad=bad, spare=_SPARE)
    for report in reports:
        if report.waits:
            say(f"{report.site} {health.line(report)}")
        if report.failed or report.problems:
            say(f"{report.site}:")
            if report.failed:
                say(f"  failed: {shown(health.line(report))}{_place(report)}")
            _say_problems(report)


def say_end(
    reports: Sequence[Report],
    waiting: Sequence[Waiting],
    *,
    sites: int,
    out: Path,
    now: datetime,
    shown: Collection[str] = (),
) -> None:
    """Print the sum, why sites that were asked for had to wait, and what to type next.

    `shown` are the sites in whose feeds something stands.
    """
    for one in waiting:
        if one.why:
            say(f"{one.site} {one.why}; again {when(one.until, now)}")
    if not sites:
        say("there are no site files yet; the shortest is one line, as")
        say("  url: https://www.example.org/news")
    elif not reports and not any(one.why for one in waiting):
        say(f"no site is due{_first(waiting, now)}")
    failed = sum(report.failed for report in reports)
    if reports:
        new = sum(report.new for report in reports)
        lost = f", {failed} failed" if failed else ""
        say(f"{count(len(reports), 'site')}, {new} new{lost}; the feeds are in {out}")
    if failed:
        stand = sum(report.failed and report.site in shown for report in reports)
        say(f"{_standing(stand, failed)}what to do: feedmaker status --problems")


def step_summary(reports: Sequence[Report]) -> str:
    """Return the table in Markdown, for GitHub Actions' step summary."""
    rows = ["| site | run |", "| --- | --- |"]
    for report in reports:
        lines = [f"{'failed: ' * report.failed}{health.line(report)}"]
        lines += [problem.what for problem in _more_problems(report)]
        rows.append(f"| {report.site} | {'<br>'.join(_escaped(shown(line)) for line in lines)} |")
    return "\n".join(rows) + "\n\n"


def _standing(stand: int, failed: int) -> str:
    """Return what readers still have of the sites that failed; "" if they never had anything."""
    if not stand:
        return ""
    whose = (
        "their last feeds stand" if stand == failed else f"the last feeds of {stand} of them stand"
    )
    return f"{whose}; "


def _first(waiting: Sequence[Waiting], now: datetime) -> str:
    timed = [(one.until, one.site) for one in waiting if one.until]
    if not timed:
        return ""
    until, site = min(timed)
    return f"; next is {site}, {when(until, now)} (now: feedmaker build {site})"


def _more_problems(report: Report) -> tuple[Problem, ...]:
    """Return the problems that its line does not say."""
    return report.problems[1:] if report.failed else report.problems


def _say_problems(report: Report) -> None:
    for problem in _more_problems(report):
        say(f"  {shown(problem.what)}{_at(problem)}")


def _place(report: Report) -> str:
    return _at(report.problems[0]) if report.failed and report.problems else ""


def _at(problem: Problem) -> str:
    return f" ({shown(problem.url)})" if problem.url and problem.url not in problem.what else ""


def _cells(report: Report) -> tuple[str, ...]:
    ending = "unchanged" if report.unchanged else ""
    if report.failed or report.waits:
        ending = "failed" if report.failed else "waits"
    return (
        report.site,
        str(report.new or ""),
        str(report.to_come or ""),
        f"{report.whole}/{report.opened}" if report.opened else "",
        str(report.undated or ""),
        f"{report.seconds:.0f}",
        ending,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")
