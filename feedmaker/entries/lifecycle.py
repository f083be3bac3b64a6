"""An entry's states and what moves it from one to another: all of it stands in one table.

Whatever happens to an entry is first named as an event, then looked up. Here is
decided in which state an entry is and when it next deserves a request; what
its texts and dates become, `identity` says. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from feedmaker.entries import schedule
from feedmaker.entries.filter import keeps_item
from feedmaker.entries.precedence import title_of
from feedmaker.errors import (
    FeedmakerError,
    FetchError,
    ReadError,
    RefusedError,
    StandInError,
    put_off,
)
from feedmaker.media_types import media_type
from feedmaker.model import ArticleRules, EntryState, Site, StoredEntry

Event = Literal[
    "listed",
    "listed_whole",
    "listed_unwanted",
    "listed_too_old",
    "listed_before",
    "read",
    "read_too_old",
    "unchanged",
    "unread",
    "unread_shown",
    "given_up",
    "given_up_hidden",
    "put_off",
    "put_off_shown",
]
"""listed: its article is to be read; listed_whole: the item is all there is; listed_unwanted: the
site's filter drops its link or title; listed_before: readers knew it before the state was lost;
read_too_old: its article says either; unchanged: the article is as it was (304); unread: it could
not be read, another try may help; unread_shown: and meanwhile the listing's words are to be
published; given_up: no further try; given_up_hidden: and no entry; put_off: its host told us to
wait; put_off_shown: and meanwhile the listing's words are to be published. Known entries are listed
anew when the site file was edited."""

Due = Literal["now", "second look", "retry", "never"]
"""When an entry next deserves a request; second look: some hours after first sight, if the site
wants one and that is still to come; retry: when it may be tried again."""

SHOWN: frozenset[EntryState] = frozenset({"read", "failed"})
"""States of entries that stand in the feed."""

TABLE: dict[tuple[EntryState | Literal["new"], Event], tuple[EntryState, Due]] = {
    ("new", "listed"): ("waiting", "now"),
    ("new", "listed_whole"): ("read", "never"),
    ("new", "listed_unwanted"): ("filtered", "never"),
    ("new", "listed_too_old"): ("hidden", "never"),
    ("new", "listed_before"): ("hidden", "never"),
    # An edit of the site file looks at all these again, as far as they are not settled.
    ("filtered", "listed"): ("waiting", "now"),
    ("filtered", "listed_whole"): ("read", "never"),
    ("filtered", "listed_unwanted"): ("filtered", "never"),
    ("filtered", "listed_too_old"): ("hidden", "never"),
    ("waiting", "listed_whole"): ("read", "never"),
    ("waiting", "listed_unwanted"): ("filtered", "never"),
    ("waiting", "listed_too_old"): ("hidden", "never"),
    ("failed", "listed_whole"): ("read", "never"),
    ("failed", "listed_unwanted"): ("filtered", "never"),
    ("read", "listed_whole"): ("read", "never"),
    ("read", "listed_unwanted"): ("read", "never"),
    ("waiting", "read"): ("read", "second look"),
    ("waiting", "read_too_old"): ("hidden", "never"),
    ("waiting", "unread"): ("waiting", "retry"),
    ("waiting", "unread_shown"): ("failed", "retry"),
    ("waiting", "given_up"): ("failed", "never"),
    ("waiting", "given_up_hidden"): ("hidden", "never"),
    ("waiting", "put_off"): ("waiting", "retry"),
    ("waiting", "put_off_shown"): ("failed", "retry"),
    ("failed", "read"): ("read", "never"),
    ("failed", "read_too_old"): ("read", "never"),
    ("failed", "unread"): ("failed", "retry"),
    ("failed", "unread_shown"): ("failed", "retry"),
    ("failed", "given_up"): ("failed", "never"),
    ("failed", "given_up_hidden"): ("hidden", "never"),
    ("failed", "put_off"): ("failed", "retry"),
    ("failed", "put_off_shown"): ("failed", "retry"),
    ("read", "read"): ("read", "never"),
    ("read", "read_too_old"): ("read", "never"),
    ("read", "unchanged"): ("read", "never"),
    # A second look that failed changes nothing.
    ("read", "unread"): ("read", "never"),
    ("read", "unread_shown"): ("read", "never"),
    ("read", "given_up"): ("read", "never"),
    ("read", "given_up_hidden"): ("read", "never"),
    ("read", "put_off"): ("read", "retry"),
    ("read", "put_off_shown"): ("read", "retry"),
}
"""(state, what happened) -> (state, when it is due). What is not here can't happen: what is
published does not grow too old, only what was read can be unchanged, and nobody asks for the
articles of entries that are filtered or hidden."""

_LONGEST_TRYING = timedelta(hours=6)
"""From the first try; then the listing's words are published, or nothing, as the site says."""

_LONGEST_PUT_OFF = timedelta(hours=24)
"""From first sight; then the listing's words stand in while we are told to wait."""


def first_state(entry: StoredEntry, site: Site, now: datetime) -> StoredEntry:
    """Return a new entry as its site treats it: to be read, or not."""
    return _moved(entry, TABLE["new", _listed(entry, site, now)], now=now)


def known_before(entry: StoredEntry, now: datetime) -> StoredEntry:
    """Return a new entry that readers knew before the state was lost: seen, and never published."""
    return _moved(entry, TABLE["new", "listed_before"], now=now)


def after_edit(entry: StoredEntry, site: Site, now: datetime) -> StoredEntry:
    """Return an entry that is filtered or due, as the edited site file treats it now.

    What waits is as old as it was at first sight, and what was read or is published
    does not grow too old.
    """
    event = _listed(entry, site, now if entry.state == "filtered" else entry.first_seen)
    if entry.state == "waiting" and event == "listed" and entry.last_error and _shows_summary(site):
        return _moved(entry, TABLE[entry.state, "unread_shown"], now=now, retry=entry.due)
    if entry.state != "filtered" and event == "listed":
        return entry
    if event == "listed_too_old" and entry.state in SHOWN:
        return entry
    return _moved(entry, TABLE[entry.state, event], now=now)


def _shows_summary(site: Site) -> bool:
    return site.article is not None and site.article.failed == "summary"


def after_reading(
    entry: StoredEntry,
    rules: ArticleRules,
    site: Site,
    now: datetime,
    *,
    before: bool = False,
) -> StoredEntry:
    """Return the entry, which has its article's date and text already, after it was read.

    `before`: its date says that readers knew it before the state was lost.
    """
    old = before or too_old(
        entry, site.filter.max_age, entry.first_seen
    )  # it may have waited for long
    event: Event = "read_too_old" if old else "read"
    look = entry.first_seen + rules.again if rules.again else None
    moved = _moved(entry, TABLE[entry.state, event], now=now, second_look=look)
    return replace(moved, tries=0, first_tried=None, last_error="")


def after_no_change(entry: StoredEntry, now: datetime) -> StoredEntry:
    """Return the entry after its article was found as it had been read before."""
    return _moved(entry, TABLE[entry.state, "unchanged"], now=now)


def after_failure(
    entry: StoredEntry, rules: ArticleRules, error: FeedmakerError, now: datetime
) -> StoredEntry:
    """Return the entry after its article could not be read; its host did not tell us to wait."""
    retry = schedule.retry_article(entry.tries, now)
    first = entry.first_tried or now
    more = _may_help(error) and retry - first <= _LONGEST_TRYING
    event: Event
    if more:
        event = "unread_shown" if rules.failed == "summary" else "unread"
    else:
        event = "given_up_hidden" if rules.failed == "skip" else "given_up"
    moved = _moved(entry, TABLE[entry.state, event], now=now, retry=retry)
    if moved.state == "read":
        return moved
    why = error.problem if isinstance(error, FetchError | ReadError) else str(error)
    why = error.seen if isinstance(error, StandInError) else why
    return replace(moved, tries=entry.tries + 1, first_tried=first, last_error=why)


def _may_help(error: FeedmakerError) -> bool:
    """Tell whether another try may give the article."""
    if isinstance(error, StandInError):
        return error.passes
    return isinstance(error, FetchError) and not isinstance(error, RefusedError)


def after_put_off(
    entry: StoredEntry, rules: ArticleRules, wait: timedelta, why: str, now: datetime
) -> StoredEntry:
    """Return the entry after its article's host told us to wait so long; that is no try.

    It is due then, and before that when the listing's words are to stand in.
    """
    until, stand_in = now + wait, entry.first_seen + _LONGEST_PUT_OFF
    event: Event = "put_off"
    if rules.failed == "summary" or (rules.failed == "wait" and now >= stand_in):
        event = "put_off_shown"
    elif rules.failed == "wait" and entry.state == "waiting":
        until = min(until, stand_in)
    moved = _moved(entry, TABLE[entry.state, event], now=now, retry=until)
    if moved.state == "read":
        return moved
    first = entry.first_tried and entry.first_tried + (until - now)
    return replace(moved, first_tried=first, last_error=why)


def needs_page(entry: StoredEntry, error: FeedmakerError, now: datetime) -> bool:
    """Tell whether an article without one of its pages, which failed so, is not to be taken.

    What was read before is worth more. Else only waiting counts, until the listing's
    words would stand in: half an article says more than they.
    """
    if entry.state == "read":
        return _may_help(error)
    return put_off(error) is not None and waits_patiently(entry, now)


def waits_patiently(entry: StoredEntry, now: datetime) -> bool:
    """Tell whether what an entry's host put off is worth waiting for: all of it, a run of its own.

    A host that has put us off for a day may do so for ever.
    """
    return now - entry.first_seen < _LONGEST_PUT_OFF


def too_old(entry: StoredEntry, max_age: timedelta | None, now: datetime) -> bool:
    """Tell whether an entry is past the site's limit; judged once, at first sight."""
    return max_age is not None and entry.dated and now - entry.published > max_age


def _listed(entry: StoredEntry, site: Site, now: datetime) -> Event:
    """Return what an item of the listing is to its site."""
    if too_old(entry, site.filter.max_age, now):
        return "listed_too_old"
    if not keeps_item(site.filter, entry.url, title_of(entry.teaser, None)):
        return "listed_unwanted"
    if site.article is None or media_type(entry.url):
        return "listed_whole"
    return "listed"


def _moved(
    entry: StoredEntry,
    to: tuple[EntryState, Due],
    *,
    now: datetime,
    second_look: datetime | None = None,
    retry: datetime | None = None,
) -> StoredEntry:
    state, due = to
    times = {
        "now": now,
        "second look": second_look if second_look and second_look > now else None,
        "retry": retry,
        "never": None,
    }
    return replace(entry, state=state, due=times[due])
