"""A story at a new address, told by its listing alone: found again only where nothing says two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from feedmaker.entries import identity
from feedmaker.entries.same_story import found_again
from feedmaker.model import Fields, Matches, SiteDate, StoredEntry, Teaser
from feedmaker.urls import canonical

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
A_DAY = SiteDate(datetime(2026, 11, 20, tzinfo=UTC), day_only=True)
A_MOMENT = SiteDate(datetime(2026, 11, 20, 7, 30, tzinfo=UTC))
CLASS = "Ropes, cables and chains"


def seen(*items: tuple[str, str], date: SiteDate = A_DAY, text: str = "") -> identity.ListingDiff:
    """A first look at a listing of (address, title) items."""
    links = [(f"https://tenders.test{address}", title) for address, title in items]
    teasers = [
        Teaser(canonical(url), url, Fields(title=title, date=date), text_fingerprint=text)
        for url, title in links
    ]
    feed = identity.feed_id("https://tenders.test/")
    return identity.apply_listing(teasers, Matches({}, {}), feed=feed, zone=UTC, now=NOW)


def is_found_again(
    old: str,
    new: str,
    others: Sequence[tuple[str, str]] = (),
    date: SiteDate = A_DAY,
    text: str = "",
) -> bool:
    """Whether `new` is `old`, which is gone from a listing that holds `others` still."""
    known: tuple[StoredEntry, ...] = seen((old, CLASS), *others, date=date, text=text).new
    again = seen((new, CLASS), date=date, text=text)
    return not found_again(again, known).new


NUMBERED = [("/tender?id=a17f&view=0", "Lamps"), ("/tender?id=b202&view=0", "Buoys")]
IN_FOLDERS = [("/tender/4711.html", "Lamps"), ("/tender/4712.html", "Buoys")]


@pytest.mark.parametrize(
    ("old", "new", "others"),
    [
        ("/tender?id=c3&view=0", "/tender?id=d4&view=0", NUMBERED),
        ("/tender?id=c3&view=0", "/tender?id=d4&view=1", NUMBERED),
        ("/tender/4713.html", "/tender/4714.html", IN_FOLDERS),
    ],
)
def test_of_one_title_and_day_are_two_where_numbers_tell_the_sites_items_apart(
    old: str, new: str, others: list[tuple[str, str]]
) -> None:
    assert not is_found_again(old, new, others)


@pytest.mark.parametrize(
    ("old", "new", "others"),
    [
        ("/ropes-an-cables", "/ropes-and-cables", [("/lamps-1", "Lamps")]),  # words are mended
        ("/tender/4713.html", "/ropes/4713-chains", IN_FOLDERS),
        ("/tender/4713.html", "/archive/tender/4714.html", IN_FOLDERS),  # the site is built anew
        ("/tender/4713.html", "/tender/4714.html", []),  # no other item says what a number names
        ("/a?visit=1", "/a?visit=2", [("/b?visit=1", "Lamps")]),  # it names the reader
        (
            "/show?id=3&visit=1",
            "/show?id=3&visit=2",
            [("/show?id=1&visit=1", "Lamps"), ("/show?id=2&visit=1", "Buoys")],
        ),
    ],
)
def test_of_one_title_and_day_is_one_where_no_number_says_otherwise(
    old: str, new: str, others: list[tuple[str, str]]
) -> None:
    assert is_found_again(old, new, others)


def test_a_time_of_day_or_a_text_is_proof_whatever_the_numbers_say() -> None:
    assert is_found_again("/tender/4713.html", "/tender/4714.html", IN_FOLDERS, date=A_MOMENT)
    assert is_found_again("/tender/4713.html", "/tender/4714.html", IN_FOLDERS, text="t")
