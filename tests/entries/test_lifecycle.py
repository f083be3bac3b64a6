"""The life of an entry: every state, everything that can happen in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from feedmaker.entries import lifecycle
from feedmaker.entries.lifecycle import TABLE, Due, Event
from feedmaker.errors import FeedmakerError, ReadError, RefusedError, StageError, UnreachableError
from feedmaker.model import (
    ArticleRules,
    EntryState,
    FailedChoice,
    Fields,
    Filter,
    ListingUrl,
    Site,
    StoredEntry,
    Teaser,
)

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
SEEN = NOW - timedelta(hours=1)
URL = "https://www.kabar.test/berita/1"
STATES: tuple[EntryState, ...] = get_args(EntryState)
EVENTS: tuple[Event, ...] = get_args(Event)

# What shall become of each: the state, and when it is due. "-": can't happen.
#                  new            waiting         failed       read        filtered      hidden
EXPECTED = """
listed             waiting:now    -               -            -           waiting:now   -
listed_whole       read           read            read         read        read          -
listed_unwanted    filtered       filtered        filtered     read        filtered      -
listed_too_old     hidden         hidden          -            -           hidden        -
listed_before      hidden         -               -            -           -             -
read               -              read:look       read         read        -             -
read_too_old       -              hidden          read         read        -             -
unchanged          -              -               -            read        -             -
unread             -              waiting:retry   failed:retry read        -             -
unread_shown       -              failed:retry    failed:retry read        -             -
given_up           -              failed          failed       read        -             -
given_up_hidden    -              hidden          hidden       read        -             -
put_off            -              waiting:told    failed:told  read:told   -             -
put_off_shown      -              failed:told     failed:told  read:told   -             -
"""
COLUMNS = ("new", "waiting", "failed", "read", "filtered", "hidden")
CELLS = {
    (state, line.split()[0]): cell
    for line in EXPECTED.strip().splitlines()
    for state, cell in zip(COLUMNS, line.split()[1:], strict=True)
}
AGAIN = SEEN + timedelta(hours=6)
RETRY = NOW + timedelta(minutes=10)
TOLD = NOW + timedelta(minutes=7)
TIMES = {"": None, "now": NOW, "look": AGAIN, "retry": RETRY, "told": TOLD}


def an_entry(state: EntryState = "waiting", **more: object) -> StoredEntry:
    teaser = Teaser(URL, URL, Fields(title="Satu"))
    plain = StoredEntry(URL, URL, SEEN, 0, SEEN, SEEN, teaser, state, due=SEEN)
    return replace(plain, **more)  # type: ignore[arg-type]


def a_site(**more: object) -> Site:
    return Site("kabar", (ListingUrl("https://www.kabar.test/"),), **more)  # type: ignore[arg-type]


OLD = {"dated": True, "published": NOW - timedelta(days=30)}
DAY = Filter(max_age=timedelta(days=1))
DOWN = UnreachableError(URL, "it was down")
GONE = RefusedError(URL, "not found")


def listed(entry: StoredEntry, event: Event, *, new: bool) -> StoredEntry:
    site = a_site(
        filter=DAY
        if event == "listed_too_old"
        else Filter(exclude=(("title", "Satu"),) if event == "listed_unwanted" else ()),
        article=None if event == "listed_whole" else ArticleRules(),
    )
    entry = replace(entry, **OLD) if event == "listed_too_old" else entry  # type: ignore[arg-type]
    if event == "listed_before":
        return lifecycle.known_before(entry, NOW)
    tell = lifecycle.first_state if new else lifecycle.after_edit
    return tell(entry, site, NOW)


def after(entry: StoredEntry, event: Event) -> StoredEntry:
    """Let it happen, by what makes it happen."""
    failed: FailedChoice
    error: FeedmakerError
    match event:
        case "read":
            return lifecycle.after_reading(entry, ArticleRules(), a_site(), NOW)
        case "read_too_old":
            old = replace(entry, **OLD)  # type: ignore[arg-type]
            return lifecycle.after_reading(old, ArticleRules(), a_site(filter=DAY), NOW)
        case "unchanged":
            return lifecycle.after_no_change(entry, NOW)
        case "unread":
            failed, error = "wait", DOWN
        case "unread_shown":
            failed, error = "summary", DOWN
        case "given_up":
            failed, error = "wait", GONE
        case "given_up_hidden":
            failed, error = "skip", GONE
        case "put_off" | "put_off_shown":
            rules = ArticleRules(failed="wait" if event == "put_off" else "summary")
            return lifecycle.after_put_off(entry, rules, TOLD - NOW, "busy", NOW)
        case _:
            return listed(entry, event, new=False)
    return lifecycle.after_failure(entry, ArticleRules(failed=failed), error, NOW)


@pytest.mark.parametrize(("state", "event"), list(product(COLUMNS, EVENTS)))
def test_whatever_happens_in_whatever_state(state: str, event: Event) -> None:
    if CELLS[state, event] == "-":
        assert (state, event) not in TABLE
        return
    here = an_entry() if state == "new" else an_entry(state)  # type: ignore[arg-type]
    moved = listed(here, event, new=True) if state == "new" else after(here, event)
    word, _, due = CELLS[state, event].partition(":")
    assert (moved.state, moved.due) == (word, TIMES[due])


def test_the_table_names_every_state_every_event_and_every_time() -> None:
    assert {state for state, _ in TABLE} | {"hidden"} == {"new", *STATES}
    assert {event for _, event in TABLE} == set(EVENTS)
    assert {state for state, _ in TABLE.values()} == set(STATES)
    assert {due for _, due in TABLE.values()} == set(get_args(Due))


def test_what_has_ended_is_never_due() -> None:
    for state, due in TABLE.values():
        assert due == "never" or state in {"waiting", "failed", "read"}
        assert due != "now" or state == "waiting"


def test_a_media_file_is_whole_in_the_listing() -> None:
    moved = lifecycle.first_state(an_entry(url="https://www.kabar.test/1.mp3"), a_site(), NOW)
    assert (moved.state, moved.due) == ("read", None)


def test_an_undated_entry_is_never_too_old() -> None:
    old = an_entry(published=NOW - timedelta(days=30))
    assert lifecycle.first_state(old, a_site(filter=DAY), NOW).state == "waiting"
    dated = replace(old, dated=True)
    assert lifecycle.first_state(dated, a_site(filter=DAY), NOW).state == "hidden"
    assert lifecycle.first_state(dated, a_site(), NOW).state == "waiting"


def test_max_age_counts_to_the_moment() -> None:
    edge = an_entry(published=NOW - timedelta(days=1), dated=True)
    assert not lifecycle.too_old(edge, timedelta(days=1), NOW)
    assert lifecycle.too_old(edge, timedelta(days=1), NOW + timedelta(microseconds=1))


@pytest.mark.parametrize("again", [None, timedelta(hours=1), timedelta(minutes=30)])
def test_a_second_look_that_would_lie_behind_us_is_none(again: timedelta | None) -> None:
    moved = lifecycle.after_reading(an_entry(), ArticleRules(again=again), a_site(), NOW)
    assert (moved.state, moved.due) == ("read", None)


def test_a_reading_forgets_the_failures_before_it() -> None:
    tried = an_entry("failed", tries=3, last_error="it was down")
    moved = lifecycle.after_reading(tried, ArticleRules(), a_site(), NOW)
    assert (moved.tries, moved.last_error) == (0, "")


@pytest.mark.parametrize(
    ("error", "may_help"),
    [
        (DOWN, True),
        (GONE, False),
        (ReadError(URL, "no page"), False),
        (StageError("feedmaker.extract.article.read_part", "KeyError"), False),
    ],
)
def test_only_what_the_network_may_mend_is_tried_again(
    error: FeedmakerError, *, may_help: bool
) -> None:
    moved = lifecycle.after_failure(an_entry(), ArticleRules(), error, NOW)
    assert (moved.state, moved.due) == (("waiting", RETRY) if may_help else ("failed", None))
    assert moved.tries == 1
    assert moved.last_error in str(error)
    assert moved.last_error


@pytest.mark.parametrize("seen_before", [0, 7, 700])
def test_tries_come_ever_later_and_end_six_hours_after_the_first(seen_before: int) -> None:
    first_seen = NOW - timedelta(hours=seen_before)
    entry, now, waits = an_entry(first_seen=first_seen), NOW, []
    while entry.due:
        entry = lifecycle.after_failure(entry, ArticleRules(), DOWN, now)
        if entry.due:
            waits.append(round((entry.due - now) / timedelta(minutes=1)))
            now = entry.due
    assert waits == [10, 20, 40, 80, 160]
    assert (entry.state, entry.tries) == ("failed", 6)


def test_the_last_moment_of_trying_belongs_to_it() -> None:
    edge = RETRY - timedelta(hours=6)
    for first_tried, state in ((edge, "waiting"), (edge - timedelta(seconds=1), "failed")):
        tried = an_entry(first_tried=first_tried)
        assert lifecycle.after_failure(tried, ArticleRules(), DOWN, NOW).state == state


HOUR = timedelta(hours=1)


def test_what_we_are_told_to_wait_is_no_try_and_counts_against_none() -> None:
    tried = lifecycle.after_failure(an_entry(), ArticleRules(), DOWN, NOW)
    told = lifecycle.after_put_off(tried, ArticleRules(), 7 * HOUR, "busy", NOW)
    assert (told.state, told.due, told.tries) == ("waiting", NOW + 7 * HOUR, 1)
    assert told.last_error == "busy"
    again = lifecycle.after_failure(told, ArticleRules(), DOWN, NOW + 7 * HOUR)
    assert (again.state, again.due) == ("waiting", NOW + 7 * HOUR + timedelta(minutes=20))


def test_who_is_told_to_wait_for_long_stands_in_the_feed_a_day_after_first_sight() -> None:
    told = lifecycle.after_put_off(an_entry(), ArticleRules(), 24 * HOUR, "busy", NOW)
    assert (told.state, told.due) == ("waiting", SEEN + 24 * HOUR)
    shown = lifecycle.after_put_off(told, ArticleRules(), HOUR, "busy", SEEN + 24 * HOUR)
    assert (shown.state, shown.due) == ("failed", SEEN + 25 * HOUR)
    filled = lifecycle.after_reading(shown, ArticleRules(), a_site(), SEEN + 25 * HOUR)
    assert filled.state == "read"


def test_waiting_is_counted_once_where_the_listings_words_come_in_between() -> None:
    tried = lifecycle.after_failure(an_entry(), ArticleRules(), DOWN, NOW)
    told = lifecycle.after_put_off(tried, ArticleRules(), 24 * HOUR, "busy", NOW)
    shown = lifecycle.after_put_off(told, ArticleRules(), HOUR, "busy", NOW + 23 * HOUR)
    assert shown.first_tried == NOW + 24 * HOUR


def test_with_skip_nothing_stands_in_for_what_is_put_off() -> None:
    told = lifecycle.after_put_off(
        an_entry(), ArticleRules(failed="skip"), 24 * HOUR, "busy", NOW + 48 * HOUR
    )
    assert (told.state, told.due) == ("waiting", NOW + 72 * HOUR)


def test_failed_summary_reaches_what_was_tried_or_put_off_and_nothing_else() -> None:
    site = a_site(article=ArticleRules(failed="summary"))
    tried = lifecycle.after_failure(an_entry(), ArticleRules(), DOWN, NOW)
    told = lifecycle.after_put_off(an_entry(), ArticleRules(), 7 * HOUR, "busy", NOW)
    for known in tried, told:
        shown = lifecycle.after_edit(known, site, NOW)
        assert (shown.state, shown.due) == ("failed", known.due)
    assert lifecycle.after_edit(an_entry(), site, NOW) == an_entry()


def test_an_edit_leaves_alone_what_it_does_not_reach() -> None:
    tried = lifecycle.after_failure(an_entry(), ArticleRules(), DOWN, NOW)
    assert lifecycle.after_edit(tried, a_site(), NOW) == tried
    old = an_entry("failed", **OLD)
    assert lifecycle.after_edit(old, a_site(filter=DAY), NOW) == old


def test_what_waits_is_as_old_as_it_was_at_first_sight_when_the_site_file_is_edited() -> None:
    known = an_entry(dated=True)
    assert lifecycle.after_edit(known, a_site(filter=DAY), NOW + timedelta(days=9)) == known


def test_a_second_look_that_failed_leaves_no_trace() -> None:
    read = an_entry("read")
    assert lifecycle.after_failure(read, ArticleRules(), DOWN, NOW) == replace(read, due=None)


def test_the_filter_sees_an_items_link_before_its_article_is_asked_for() -> None:
    site = a_site(filter=Filter(exclude=(("url", "/berita/"),)))
    assert lifecycle.first_state(an_entry(), site, NOW).state == "filtered"
    elsewhere = an_entry(url="https://www.kabar.test/olahraga/1")
    assert lifecycle.first_state(elsewhere, site, NOW).state == "waiting"
