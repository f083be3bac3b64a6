"""What a run says about a site's health: problems in words that name the rule to mend.

Pure. A problem never empties a feed; it tells a person where to look, before
readers notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from feedmaker.errors import FeedmakerError, FetchError, ReadError, StandInError
from feedmaker.health.advice import cause_of, cause_of_article
from feedmaker.model import Fields, Healed, Listing, Miss, Problem, Report, SiteDate
from feedmaker.text import span

_ALWAYS_TOLD = frozenset({"article.content", "article.next", "article.single_page"})
"""Article rules whose failure costs text."""

_OF_PAGES = frozenset({"article.next", "article.single_page"})
"""Article rules that miss where a further page can't be had: no other rule helps."""

_NUMBERS = re.compile(r"\d{1,2}(?P<sign>[/-])\d{1,2}(?P=sign)(?P<year>\d{4}|\d\d)", re.ASCII)
"""A date of numbers alone, whose order of day and month is open."""

NO_ZONE = "no timezone"
TWO_WAYS = "two ways"
OWN_FEED = "own feed"
"""Causes of hints, which are given once."""


def article_problems(misses: Iterable[Miss], opened: int) -> tuple[Problem, ...]:
    """Return the article rules that gave nothing, each with how often.

    A page without content is always told; another field only where no article
    of the run had it, because tags or authors are missing now and then.
    """
    counted: dict[str, list[Miss]] = {}
    for miss in misses:
        counted.setdefault(miss.rule, []).append(miss)
    return tuple(
        Problem(
            f"`{rule}` gives nothing on {len(found)} of {opened} articles"
            f" ({found[0].why or found[0].selector})",
            rule,
            found[0].selector,
            cause="article rules" if len(found) >= opened and rule not in _OF_PAGES else "rules",
        )
        for rule, found in sorted(counted.items())
        if rule in _ALWAYS_TOLD or len(found) >= opened
    )


def lost_content(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those of a run's problems that say that no article had the content by its rule."""
    return tuple(
        one for one in problems if (one.rule, one.cause) == ("article.content", "article rules")
    )


def failure(error: FeedmakerError, formerly: int = 0) -> Problem:
    """Return why a run ended early; a rule that stopped matching is named with its counts.

    `formerly` is how many items the listing gave.
    """
    cause = cause_of(error)
    if isinstance(error, ReadError):
        what = error.problem
        if error.rule in {"listing.item", "listing.within"}:
            what = f"`{error.rule}` matches 0"
            if formerly:
                what += f" of formerly {formerly}"
            if error.selector:
                what += f" ({error.selector})"
            if error.hint:
                what += f"; {error.hint}"
            if isinstance(error, StandInError):
                what += f": {error.problem}"
        return Problem(what, error.rule, error.selector, error.url, cause)
    if isinstance(error, FetchError):
        what = error.problem
        if error.retry_after is not None and error.status is not None:  # told just now
            wait = span(timedelta(seconds=error.retry_after))
            what += f", and asks to be left alone for {wait} (Retry-After)"
        return Problem(what, url=error.url, cause=cause)
    return Problem(str(error))


def list_miss(problems: Iterable[Problem], pages: Sequence[Listing]) -> Problem | None:
    """Return what a list can't do without and its rules don't find; None: they find it.

    `problems` are those of its reading, `pages` what it gave.
    """
    missed = next((one for one in problems if one.cause == "list"), None)
    return missed or _silent("listing.title", pages)


def date_miss(pages: Sequence[Listing]) -> Problem | None:
    """Return that the rule for dates gives nothing on all items, which a list can do without."""
    return _silent("listing.date", pages)


def _silent(rule: str, pages: Sequence[Listing]) -> Problem | None:
    items = sum(page.matched for page in pages)
    if not items or sum(dict(page.misses).get(rule, 0) for page in pages) < items:
        return None
    return Problem(f"`{rule}` gives nothing on all {items} items", rule, cause="list")


def healed(now: Healed, site: str) -> Problem:
    """Return that healed rules are in use, since when, why, and what writes them into the file."""
    since = f"healed rules are used since {_clock(now.since)}, and its file is as it was"
    to_do = f"`feedmaker new {site} --repair --yes` writes them there"
    return replace(now.miss, what=f"{now.miss.what}; {since}; {to_do}", cause="healed")


def article_failure(error: FeedmakerError, url: str) -> Problem:
    """Return why the article of the entry at url could not be read."""
    return replace(failure(error), url=url, cause=cause_of_article(error))


def put_off(host: str, until: datetime, articles: int) -> Problem:
    """Return that a host wants to be left alone, and how much waits for that; `until` is UTC."""
    wait = "1 article waits" if articles == 1 else f"{articles} articles wait"
    what = f"{host} asked to be left alone until {_clock(until)} (Retry-After): {wait}"
    return Problem(what, cause="put off")


def put_off_too_long(since: datetime, until: datetime) -> Problem:
    """Return that a site's server has put us off again and again; times are UTC."""
    what = f"its server has asked to be left alone since {_clock(since)}, now until {_clock(until)}"
    return Problem(f"{what} (Retry-After); a longer `every` may suit it", cause="put off")


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def names_no_offset(*sources: Fields) -> bool:
    """Tell whether a date with a time names no offset, so that the site's zone matters."""
    return any(f.date and not f.date.offset_known and not f.date.day_only for f in sources)


def zone_hint(language: str) -> Problem:
    """Return the advice to state the zone, with a guess."""
    from feedmaker.dates.parse import guess_zone_hint

    guess = guess_zone_hint(language)
    what = "dates name no offset and `timezone` is not set, so they are read as UTC"
    what = f"{what}; perhaps `timezone: {guess}`" if guess else what
    return Problem(what, "timezone", cause=NO_ZONE)


def two_ways_hint(date: SiteDate | None, unread: str = "") -> Problem | None:
    """Return the advice on a date that can be read in two ways; None if it can't.

    `unread` is the text of one that was not read for that, where no other date is known.
    """
    if date is not None:
        text, read = date.guessed, f"it was read as {date.moment:%Y-%m-%d}"
    else:
        text, read = unread, "it was not read"
    if not text:
        return None
    what = f"the date {text} can be read in two ways, and nothing decides which; {read}"
    if signs := _NUMBERS.fullmatch(text):
        year = "%Y" if len(signs["year"]) > 2 else "%y"
        form = signs["sign"].join(("%d", "%m", year))
        what += (
            "; in the site file `language: en-GB` says day first, `language: en-US` month first;"
            f' in the rule of the date, `format: "{form}"` does'
        )
    else:
        what += "; in the site file, its `language` decides"
    return Problem(what, "language", cause=TWO_WAYS)


def own_feed_hint(url: str) -> Problem:
    """Return that a page has a feed of its own, at url."""
    what = (
        f"the page names a feed of its own: {url}; if that holds full texts, it may be all you need"
    )
    return Problem(what, cause=OWN_FEED)


def line(report: Report) -> str:
    """Return a run in one line, without the site's name."""
    if report.failed:
        return report.problems[0].what if report.problems else "failed"
    if report.waits:
        return f"waits until {_clock(report.waits)}, as its server asked (Retry-After)"
    words = []
    if report.new or report.to_come or not report.unchanged:
        come = f", {report.to_come} to come" if report.to_come else ""
        words.append(f"{report.new} new{come}")
    else:
        words.append("unchanged")
    if report.changed:
        words.append(f"{report.changed} changed")
    if report.opened:
        words.append(f"full text {report.whole}/{report.opened}")
    if report.undated:
        words.append(f"{report.undated} without date")
    if report.seconds:  # not known of a run that is being remembered
        words.append(f"{report.seconds:.0f} s")
    return "  ".join(words)
