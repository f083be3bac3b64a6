"""Identity and precedence: what is new, what is known, whose word wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.entries import identity, precedence
from feedmaker.model import (
    Article,
    Fields,
    Matches,
    SafeHtml,
    SiteDate,
    StoredEntry,
    Teaser,
)
from feedmaker.urls import alias, canonical

NOW = datetime(2024, 4, 29, 8, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
FEED = identity.feed_id("https://www.kabar.test/")
JAKARTA = ZoneInfo("Asia/Jakarta")


def teaser(path: str, title: str = "", **more: object) -> Teaser:
    url = path if "://" in path else f"https://www.kabar.test/{path}"
    own = str(more.pop("id", canonical(url)))
    return Teaser(own, url, Fields(title=title), **more)  # type: ignore[arg-type]


def note(
    teasers: list[Teaser], known: Matches | None = None, now: datetime = NOW
) -> identity.ListingDiff:
    return identity.apply_listing(teasers, known or Matches({}, {}), feed=FEED, zone=UTC, now=now)


def recalled(*sightings: identity.ListingDiff) -> Matches:
    """What a store would answer that has remembered these sightings."""
    entries: dict[str, StoredEntry] = {}
    aliases: dict[str, set[str]] = {}
    for sighting in sightings:
        entries |= {known.id: known for known in (*sighting.new, *sighting.changed)}
        for address, id_ in sighting.aliases:
            aliases.setdefault(address, set()).add(id_)
    return Matches(entries, {address: frozenset(ids) for address, ids in aliases.items()})


def test_the_id_of_an_entry_is_its_normalised_link() -> None:
    (known,) = note([teaser("berita/1?utm_source=x", "Satu")]).new
    assert known.id == "https://www.kabar.test/berita/1"


def test_an_id_of_the_sites_own_becomes_a_urn_that_stays() -> None:
    one, again = (note([teaser("berita/1", id="story-7")]).new[0].id for _ in range(2))
    assert one == again
    assert one.startswith("urn:uuid:")


@pytest.mark.parametrize(
    "again",
    [
        teaser("berita/1", "Satu, diperbarui"),
        teaser("http://kabar.test/berita/1", "Satu"),
        teaser("https://www.kabar.test/berita/1/?utm_campaign=z", "Satu"),
        teaser("https://www.kabar.test/berita/1?PHPSESSID=abc", "Satu"),
    ],
)
def test_an_entry_is_recognised_when_title_scheme_host_or_query_noise_change(again: Teaser) -> None:
    first = note([teaser("berita/1", "Satu")])
    assert note([again], recalled(first), LATER).new == ()


def test_a_moved_position_makes_no_new_entry_and_no_change() -> None:
    page = [teaser("1", "Satu"), teaser("2", "Dua"), teaser("3", "Tiga")]
    second = note(page[::-1], recalled(note(page)), LATER)
    assert (second.new, second.changed) == ((), ())


def test_an_edited_title_is_a_change_of_the_same_entry() -> None:
    first = note([teaser("1", "Satu")])
    (changed,) = note([teaser("1", "Satu (lagi)")], recalled(first), LATER).changed
    assert changed.id == first.new[0].id
    assert changed.teaser.by_rule.title == "Satu (lagi)"
    assert (changed.published, changed.updated) == (first.new[0].published, first.new[0].updated)


def test_a_relative_date_is_frozen_at_first_sight() -> None:
    def dated(hours: int) -> Teaser:
        date = SiteDate(NOW - timedelta(hours=hours))
        return Teaser("https://h.test/1", "https://h.test/1", Fields(title="x", date=date))

    first = note([dated(2)])
    assert note([dated(1)], recalled(first), LATER).changed == ()


def test_an_address_that_two_items_share_recognises_neither() -> None:
    first = note([teaser("berita/1", "Satu")])
    pair = [
        teaser("http://kabar.test/berita/1?a", "Satu", id="x1"),
        teaser("http://kabar.test/berita/1?a", "Dua", id="x2"),
    ]
    assert len(note(pair, recalled(first), LATER).new) == 2


def test_items_with_ids_of_their_own_may_share_a_link_over_time() -> None:
    first = note([teaser("jadwal", "Senin", id="senin")])
    assert len(note([teaser("jadwal", "Selasa", id="selasa")], recalled(first), LATER).new) == 1


def test_an_id_rule_added_later_recognises_what_its_link_named() -> None:
    first = note([teaser("berita/1", "Satu")])
    second = note([teaser("berita/1", "Satu", id="story-1")], recalled(first), LATER)
    assert second.new == ()


def test_undated_items_keep_the_order_of_the_page() -> None:
    new = note([teaser("1"), teaser("2"), teaser("3")]).new
    moments = [known.published for known in new]
    assert moments == [NOW.replace(microsecond=0) - timedelta(seconds=n) for n in range(3)]
    assert not any(known.dated for known in new)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        (None, "2024-04-29T07:59:58+00:00"),
        (SiteDate(datetime(2024, 4, 29, 7, 55, tzinfo=JAKARTA)), "2024-04-29T00:55:00+00:00"),
        (
            SiteDate(datetime(2024, 4, 29, tzinfo=JAKARTA), offset_known=False, day_only=True),
            "2024-04-29T07:59:58+00:00",
        ),
        (
            SiteDate(datetime(2024, 4, 28, tzinfo=JAKARTA), offset_known=False, day_only=True),
            "2024-04-27T17:00:00+00:00",
        ),
    ],
)
def test_a_moment_is_what_the_date_says_and_first_sight_otherwise(
    date: SiteDate | None, published: str
) -> None:
    found = identity.moment(date, seen=NOW, position=2, zone=JAKARTA)
    assert found.isoformat() == published


def article(**more: object) -> Article:
    return Article("https://www.kabar.test/berita/1", **more)  # type: ignore[arg-type]


def test_sources_win_in_the_order_of_the_site_file_contract() -> None:
    said = Teaser("i", "u", by_rule=Fields(title="listing rule"), by_itself=Fields(title="shown"))
    found = article(
        by_rule=Fields(title="article rule"),
        by_page=Fields(title="page"),
        by_guess=Fields(title="guess"),
    )
    order = []
    for left in ("article rule", "listing rule", "page", "shown", "guess"):
        title = precedence.title_of(said, found)
        assert title == left
        order.append(title)
        empty = Fields()
        if title == "article rule":
            found = replace(found, by_rule=empty)
        elif title == "listing rule":
            said = replace(said, by_rule=empty)
        elif title == "page":
            found = replace(found, by_page=empty)
        elif title == "shown":
            said = replace(said, by_itself=empty)
    assert len(order) == 5


def test_a_title_that_was_cut_gives_way_to_a_longer_one_that_begins_alike() -> None:
    cut = Teaser("i", "u", by_rule=Fields(title="Pelabuhan lama dibuka…"))
    whole = article(by_page=Fields(title="Pelabuhan lama dibuka kembali"))
    other = article(by_page=Fields(title="Beranda"))
    assert precedence.title_of(cut, whole) == "Pelabuhan lama dibuka kembali"
    assert precedence.title_of(cut, other) == "Pelabuhan lama dibuka…"


def test_the_first_reading_gives_the_date_where_the_listing_had_none() -> None:
    (known,) = note([teaser("1", "Satu")]).new
    date = SiteDate(NOW - timedelta(days=2))
    settled = identity.apply_article(
        known, article(by_page=Fields(date=date)), None, zone=UTC, now=NOW
    )
    assert (settled.published, settled.dated) == (identity.whole_second(date.moment), True)
    assert settled.updated == settled.published


def test_updated_moves_only_with_the_text() -> None:
    (known,) = note([teaser("1", "Satu")]).new
    old = article(text_fingerprint="a", by_page=Fields(title="x"))
    first = identity.apply_article(known, old, None, zone=UTC, now=NOW)
    read = replace(first, state="read")
    same = identity.apply_article(read, article(text_fingerprint="a"), old, zone=UTC, now=LATER)
    assert (same.published, same.updated) == (read.published, read.updated)
    other = identity.apply_article(read, article(text_fingerprint="b"), old, zone=UTC, now=LATER)
    assert (other.published, other.updated) == (read.published, identity.whole_second(LATER))


def test_an_older_entry_with_the_same_title_and_text_is_the_same_story() -> None:
    (old,) = note([teaser("lama/1", "Satu  Cerita")]).new
    (new,) = note([teaser("baru/1", "Satu cerita")]).new
    (stranger,) = note([teaser("baru/2", "Cerita lain")]).new
    assert identity.same_story(new, article(), [(old, None)]) == old.id
    assert identity.same_story(stranger, article(), [(old, None)]) == ""
    assert identity.same_story(new, article(), [(new, None)]) == ""


def test_two_entries_never_have_the_same_updated_time() -> None:
    taken = {NOW, NOW + timedelta(seconds=1)}
    assert identity.unique_updated(NOW, taken) == NOW + timedelta(seconds=2)
    assert identity.unique_updated(LATER, taken) == LATER


paths = st.lists(
    st.sampled_from(["1", "2", "3", "a?x=1", "a?x=2", "http://kabar.test/1"]), max_size=6
)


@given(paths, paths)
def test_noting_the_same_page_twice_finds_nothing_the_second_time(
    before: list[str], page: list[str]
) -> None:
    first = note([teaser(path) for path in before])
    second = note([teaser(path) for path in page], recalled(first), LATER)
    third = note([teaser(path) for path in page], recalled(first, second), LATER)
    assert third.new == ()
    ids = [known.id for known in (*first.new, *second.new)]
    assert len(ids) == len(set(ids))


def test_the_listings_text_moves_updated_where_there_is_no_article() -> None:
    one = teaser("1", "Satu", content=SafeHtml("<p>a</p>"), text_fingerprint="a")
    first = identity.apply_listing(
        [one], Matches({}, {}), feed=FEED, zone=UTC, now=NOW, listing_alone=True
    )
    edited = replace(one, content=SafeHtml("<p>b</p>"), text_fingerprint="b")
    second = identity.apply_listing(
        [edited], recalled(first), feed=FEED, zone=UTC, now=LATER, listing_alone=True
    )
    assert second.changed[0].updated == identity.whole_second(LATER)
    assert alias(one.url)
