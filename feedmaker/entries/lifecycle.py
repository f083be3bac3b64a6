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
from feedmaker.errors import FeedmakerError, FetchError, ReadError, RefusedError
from feedmaker.media_types import media_type
from feedmaker.model import ArticleRules, EntryState, Site, StoredEntry

Event = Literal[
    "listed",
    "listed_whole",
    "listed_unwanted",
    "listed_too_old",
    "read",
    "read_too_old",
    "unchanged",
    "unread",
    "unread_shown",
    "given_up",
    "given_up_hidden",
]
"""listed: its article is to be read; listed_whole: the item is all there is; listed_unwanted: the
site's filter drops its link or title; read_too_old: its article says so; unchanged: the article is
as it was (304); unread: it could not be read, another try may help; unread_shown: and meanwhile the
listing's words are to be published; given_up: no further try; given_up_hidden: and no entry."""

Due = Literal["now", "second look", "retry", "never"]
"""When an entry next deserves a request; second look: some hours after first sight, if the site
wants one and that is still to come; retry: when the failed one may be tried again."""

SHOWN: frozenset[EntryState] = frozenset({"read", "failed"})
"""States of entries that stand in the feed."""

TABLE: dict[tuple[EntryState | Literal["new"], Event], tuple[EntryState, Due]] = {
    ("new", "listed"): ("waiting", "now"),
    ("new", "listed_whole"): ("read", "never"),
    ("new", "listed_unwanted"): ("filtered", "never"),
    ("new", "listed_too_old"): ("hidden", "never"),
    # An edit of the filter looks at these again.
    ("filtered", "listed"): ("waiting", "now"),
    ("filtered", "listed_whole"): ("read", "never"),
    ("filtered", "listed_unwanted"): ("filtered", "never"),
    ("filtered", "listed_too_old"): ("hidden", "never"),
    ("waiting", "read"): ("read", "second look"),
    ("waiting", "read_too_old"): ("hidden", "never"),
    ("waiting", "unchanged"): ("waiting", "never"),  # WRONG: never read, never asked for again
    ("waiting", "unread"): ("waiting", "retry"),
    ("waiting", "unread_shown"): ("failed", "retry"),
    # WRONG after a long Retry-After: what was told to wait is given up
    ("waiting", "given_up"): ("failed", "never"),
    ("waiting", "given_up_hidden"): ("hidden", "never"),
    ("failed", "read"): ("read", "never"),
    ("failed", "read_too_old"): ("read", "never"),
    ("failed", "unchanged"): ("failed", "never"),
    ("failed", "unread"): ("failed", "retry"),
    ("failed", "unread_shown"): ("failed", "retry"),
    ("failed", "given_up"): ("failed", "never"),
    ("failed", "given_up_hidden"): ("hidden", "never"),
    ("read", "read"): ("read", "never"),
    ("read", "read_too_old"): ("read", "never"),
    ("read", "unchanged"): ("read", "never"),
    # A second look that failed changes nothing.
    ("read", "unread"): ("read", "never"),
    ("read", "unread_shown"): ("read", "never"),
    ("read", "given_up"): ("read", "never"),
    ("read", "given_up_hidden"): ("read", "never"),
}
"""(state, what happened) -> (state, when it is due). What is not here can't happen: known entries
are not listed anew, and nobody asks for the articles of those that are filtered or hidden.
WRONG: so it is today, and to be mended. (waiting, listed_whole) and (waiting, listed_unwanted)
are missing: edits of a site file don't reach what waits."""

_LONGEST_TRYING = timedelta(hours=6)
"""From first sight; then the listing's words are published, or nothing, as the site says."""


def first_state(entry: StoredEntry, site: Site, now: datetime) -> StoredEntry:
    """Return a new entry as its site treats it: to be read, or not."""
    return _moved(entry, TABLE["new", _listed(entry, site, now)], now=now)


def held_again(entry: StoredEntry, site: Site, now: datetime) -> StoredEntry:
    """Return an entry that was filtered as the site's filter treats it now."""
    return _moved(entry, TABLE[entry.state, _listed(entry, site, now)], now=now)


def after_reading(
    entry: StoredEntry, rules: ArticleRules, site: Site, now: datetime
) -> StoredEntry:
    """Return the entry, which has its article's date and text already, after it was read."""
    event: Event = "read_too_old" if too_old(entry, site.filter.max_age, now) else "read"
    look = entry.first_seen + rules.again if rules.again else None
    moved = _moved(entry, TABLE[entry.state, event], now=now, second_look=look)
    return replace(moved, tries=0, last_error="")


def after_no_change(entry: StoredEntry, now: datetime) -> StoredEntry:
    """Return the entry after its article was found as it had been read before."""
    return _moved(entry, TABLE[entry.state, "unchanged"], now=now)


def after_failure(
    entry: StoredEntry, rules: ArticleRules, error: FeedmakerError, now: datetime
) -> StoredEntry:
    """Return the entry after its article could not be read."""
    retry = schedule.retry_article(entry.tries, now)
    if isinstance(error, FetchError) and error.retry_after:
        retry = max(retry, now + timedelta(seconds=error.retry_after))
    may_help = isinstance(error, FetchError) and not isinstance(error, RefusedError)
    more = may_help and retry - entry.first_seen <= _LONGEST_TRYING
    event: Event
    if more:
        event = "unread_shown" if rules.failed == "summary" else "unread"
    else:
        event = "given_up_hidden" if rules.failed == "skip" else "given_up"
    moved = _moved(entry, TABLE[entry.state, event], now=now, retry=retry)
    if moved.state == "read":
        return moved
    why = error.problem if isinstance(error, FetchError | ReadError) else str(error)
    return replace(moved, tries=entry.tries + 1, last_error=why)


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
