"""What tells new items from those that readers had before a state was lost; and what is restored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedmaker.entries.dating import stands_before
from feedmaker.entries.restored import after_listings, restored_entries, restored_state
from feedmaker.model import Entry, Feed, ListingUrl, Matches, SafeHtml, Site, SiteDate

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
WHEN = datetime(2024, 4, 28, 20, 0, tzinfo=UTC)  # the 29th in Jakarta
HOUR = timedelta(hours=1)
NOTHING = Matches({}, {})
SITE = Site("kabar", (ListingUrl("https://a.test/"), ListingUrl("https://a.test/b")))


def entry(number: int, published: datetime, content: str = "<p>Isi</p>") -> Entry:
    url = f"https://a.test/{number}"
    return Entry(url, url, f"Cerita {number}", published, published, content=SafeHtml(content))


def feed(*entries: Entry, **more: str) -> Feed:
    updated = max(one.updated for one in entries)
    return replace(Feed("", "", "Kabar", "", updated, entries=entries), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "before"),
    [
        (None, None),
        (SiteDate(WHEN - timedelta(seconds=1)), True),
        (SiteDate(WHEN), None),
        (SiteDate(WHEN + timedelta(seconds=1)), False),
        (SiteDate(datetime(2024, 4, 28, tzinfo=JAKARTA), day_only=True), True),
        (SiteDate(datetime(2024, 4, 29, tzinfo=JAKARTA), day_only=True), None),
        (SiteDate(datetime(2024, 4, 30, tzinfo=JAKARTA), day_only=True), False),
    ],
)
def test_a_date_tells_or_does_not(date: SiteDate | None, before: bool | None) -> None:
    assert stands_before(date, WHEN, JAKARTA) is before


def test_what_is_announced_for_later_is_not_the_newest() -> None:
    told = feed(entry(1, NOW + 24 * HOUR), entry(2, NOW - HOUR), entry(3, NOW - 2 * HOUR))
    changes = restored_entries(SITE, told, NOTHING, (), NOW)
    state = restored_state(SITE, told, None, changes, NOW)
    assert state.restored is not None
    assert state.restored.newest == NOW - HOUR
    assert all(one.entry.first_seen <= NOW for one in changes)


def test_two_entries_of_one_moment_have_two_updated_and_so_have_known_ones() -> None:
    told = feed(entry(1, WHEN), entry(2, WHEN))
    changes = restored_entries(SITE, told, NOTHING, [WHEN], NOW)
    second = timedelta(seconds=1)
    assert [one.entry.updated for one in changes] == [WHEN + second, WHEN + 2 * second]
    assert {one.entry.published for one in changes} == {WHEN}


@pytest.mark.parametrize("own", ["", "tag:a.test,2024:x", "https://a.test/feed"])
def test_an_id_that_is_not_of_our_making_is_not_the_feeds_own(own: str) -> None:
    told = feed(entry(1, WHEN), id=own)
    derived = restored_state(SITE, told, None, (), NOW).feed_id
    assert derived.startswith("urn:uuid:")


def test_it_lasts_until_each_listing_was_read_whole() -> None:
    told = feed(entry(1, WHEN))
    changes = restored_entries(SITE, told, NOTHING, (), NOW)
    state = restored_state(SITE, told, None, changes, NOW)
    half = after_listings(state, {"https://a.test/b"})
    assert half.restored is not None
    assert half.restored.unread == ("https://a.test/b",)
    assert after_listings(half, ()).restored is None
