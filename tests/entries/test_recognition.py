"""Which known entry an item is: by its link, its id, its address, the part of a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedmaker.entries import identity
from feedmaker.model import Fields, ListingUrl, Matches, SiteDate, StoredEntry, Teaser
from feedmaker.urls import alias, canonical, document_alias

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
DAY = NOW - timedelta(days=1)
FEED = identity.feed_id("https://kabar.test/")


def item(link: str, title: str = "Satu", date: datetime | None = DAY, **more: object) -> Teaser:
    url = link if "://" in link else f"https://kabar.test{link}"
    fields = Fields(title=title, date=SiteDate(date) if date else None)
    own = str(more.pop("id", canonical(url, more.pop("counting", ()))))  # type: ignore[arg-type]
    return Teaser(own, url, fields, **more)  # type: ignore[arg-type]


def seen(*items: Teaser, old: bool = False) -> Matches:
    """What the store knows after a run with these items, or an older feedmaker's."""
    diff = identity.apply_listing(items, Matches({}, {}), feed=FEED, zone=UTC, now=NOW)
    entries = {one.id: one for one in diff.new}
    led: dict[str, set[str]] = {}
    for address, id_ in diff.aliases:
        led.setdefault(address, set()).add(id_)
    if old:
        entries, led = {}, {}
        for one in diff.new:
            own = f"https://{document_alias(one.url)}"  # as ids were then
            entries.setdefault(own, replace(one, id=own, address_rules=1))
            led[document_alias(one.url)] = {own}
    return Matches(entries, {address: frozenset(ids) for address, ids in led.items()})


def looked_up(known: Matches, *items: Teaser, **more: object) -> identity.ListingDiff:
    return identity.apply_listing(items, known, feed=FEED, zone=UTC, now=NOW, **more)  # type: ignore[arg-type]


def is_known(known: Matches, one: Teaser) -> bool:
    return not looked_up(known, one).new


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("/a#n1", "/a#n1", True),
        ("/a#n1", "http://www.kabar.test/a/#n1", True),
        ("/a#n1", "/a#n2", True),  # title and date agree
        ("/a", "/a#n1", True),
        ("/a#comments", "/a", True),
        ("/a?sid=0123456789abcdef", "/a?sid=fedcba9876543210", True),
        ("/a?PHPSESSID=1", "/a", True),
        ("/a?id=1", "/a?id=2", False),
        ("/a?pk_id=1", "/a?pk_id=2", False),
        ("/a#n1", "/b#n1", False),
    ],
)
def test_an_item_seen_again_at_another_spelling_of_its_link(
    before: str, now: str, *, same: bool
) -> None:
    assert is_known(seen(item(before)), item(now)) is same


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (item("/a#n1", "Satu"), item("/a#n2", "Dua"), False),
        (item("/a#n1", "Satu"), item("/a#n2", "Satu", date=NOW), False),
        (item("/a#n1", "", None), item("/a#n2", "", None), False),
        (item("/a#n1", date=None, text_fingerprint="t"), item("/a#n2", date=None, text_fingerprint="t"), True),
        (item("/a#n1", date=None, text_fingerprint="t"), item("/a#n2", date=None, text_fingerprint="u"), False),
        (item("/a#n1", "Satu"), item("/a", "Diperbarui", None), True),  # each alone in its document
        (item("/a", "Satu"), item("/a#n1", "Diperbarui", None), True),
    ],
)  # fmt: skip
def test_another_part_of_a_document_is_the_same_story_only_if_what_they_say_agrees(
    before: Teaser, now: Teaser, *, same: bool
) -> None:
    assert is_known(seen(before), now) is same


def test_parts_of_one_document_that_stand_side_by_side_are_told_apart() -> None:
    page = [item(f"/board#n{n}", f"Notice {n}") for n in (3, 2, 1)]
    known = seen(*page)
    assert len(known.entries) == 3
    assert looked_up(known, *page).new == ()
    more = looked_up(known, item("/board#n4", "Notice 4"), *page)
    assert [one.url for one in more.new] == ["https://kabar.test/board#n4"]
    # the whole document is none of its parts, where there are several
    assert len(looked_up(known, item("/board", "Board", None)).new) == 1


def test_a_part_that_is_taken_by_another_item_is_not_taken_twice() -> None:
    known = seen(item("/a#n1"))
    twice = looked_up(known, item("/a#n2"), item("/a#n3"))
    assert len(twice.new) == 1
    assert len(twice.ids) == 2
    kept = looked_up(known, item("/a#n1"), item("/a#n2"))  # n1 stands there itself
    assert [one.url for one in kept.new] == ["https://kabar.test/a#n2"]


def test_what_was_recognised_once_is_known_by_its_new_link_from_then_on() -> None:
    known = seen(item("/a#n1"))
    (id_,) = known.entries
    found = looked_up(known, item("/a#n2"))
    assert found.ids == {id_}
    assert ("https://kabar.test/a#n2", id_) in found.aliases
    led = {address: frozenset({of}) for address, of in found.aliases}
    assert is_known(Matches(known.entries, led), item("/a#n2", "Quite another title", None))


# --- Entries of older feedmakers: fragments and more parameters made no id


@pytest.mark.parametrize("link", ["/a#n1", "/a?pk_id=3", "/a?mtm_story=3#x", "/a?piwik_x=1"])
def test_an_entry_of_an_older_feedmaker_is_found_by_its_link(link: str) -> None:
    known = seen(item(link), old=True)
    (id_,) = known.entries
    assert looked_up(known, item(link)).ids == {id_}


def test_where_items_had_fallen_together_the_one_that_is_known_keeps_its_entry() -> None:
    page = [item(f"/board#n{n}", f"Notice {n}") for n in (2, 1)]
    known = seen(page[0], old=True)
    (id_,) = known.entries
    now = looked_up(known, *page)
    assert [one.url for one in now.new] == ["https://kabar.test/board#n1"]
    assert id_ in now.ids


def test_a_parameter_that_an_older_feedmaker_took_off_the_link_makes_no_double() -> None:
    entry = next(iter(seen(item("/a", "Satu"), old=True).entries.values()))
    known = Matches({entry.id: entry}, {"kabar.test/a": frozenset({entry.id})})
    assert is_known(known, item("/a?pk_id=3", "Diperbarui", None))  # the only one of that id
    pair = [item("/a?pk_id=4", "Dua"), item("/a?pk_id=3", "Satu")]
    assert [one.url for one in looked_up(known, *pair).new] == ["https://kabar.test/a?pk_id=4"]
    newer = replace(entry, address_rules=2)
    known = Matches({entry.id: newer}, {"kabar.test/a": frozenset({entry.id})})
    assert not is_known(known, item("/a?pk_id=3"))


def test_a_session_name_that_counts_now_parts_what_it_joined() -> None:
    counting = {("kabar.test", "sid")}
    first = item("/read?sid=5f1d7f3ab2c4d5e6f7a8b9c0", "Satu")
    known = seen(first)
    page = [
        item("/read?sid=5f1d7f3ab2c4d5e6f7a8b9c1", "Dua", counting=counting),
        item(first.url, "Satu", counting=counting),
    ]
    now = looked_up(known, *page, counting=counting)
    assert [one.teaser.by_rule.title for one in now.new] == ["Dua"]
    assert alias(page[0].url, counting) != alias(page[1].url, counting)


# --- Several listings


LISTINGS = (
    ListingUrl("https://kabar.test/", "Depan"),
    ListingUrl("https://kabar.test/b", "Budaya"),
)


def on(listing: ListingUrl, title: str, *own: str, url: str = "https://kabar.test/1") -> Teaser:
    fields = Fields(title=title, categories=(listing.category, *own))
    return Teaser(url, url, fields, listing=listing.url)


def entry_after(*runs: list[Teaser]) -> list[StoredEntry]:
    known, states = Matches({}, {}), []
    for page in runs:
        diff = looked_up(known, *page, listings=LISTINGS)
        entries = dict(known.entries) | {one.id: one for one in (*diff.new, *diff.changed)}
        known = Matches(entries, {})
        states.append(next(iter(entries.values())))
    return states


def test_a_story_on_two_listings_has_the_words_of_the_first_and_the_categories_of_both() -> None:
    front, culture = on(LISTINGS[0], "Depan", "Seni"), on(LISTINGS[1], "Belakang")
    together, *later = entry_after([front, culture], [culture], [front], [front, culture])
    assert together.teaser.by_rule.title == "Depan"
    assert together.teaser.by_rule.categories == ("Depan", "Budaya", "Seni")
    assert later == [together] * 3  # whichever of them answers anew, nothing changes


def test_a_story_that_comes_to_the_first_listing_later_gets_its_words() -> None:
    culture, both = entry_after([on(LISTINGS[1], "Belakang")], [on(LISTINGS[0], "Depan")])
    assert culture.teaser.by_rule.categories == ("Budaya",)
    assert both.teaser.by_rule.title == "Depan"
    assert both.teaser.by_rule.categories == ("Depan", "Budaya")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://kabar.test/1", "https://kabar.test/1"),
        ("https://kabar.test/1", "https://www.kabar.test/1"),
    ],
)
def test_a_story_on_two_listings_is_known_again_when_its_address_moves(old: str, new: str) -> None:
    first = [on(place, "Satu", url=old) for place in LISTINGS]
    diff = looked_up(Matches({}, {}), *first, listings=LISTINGS)
    aliases: dict[str, frozenset[str]] = {
        address: frozenset({own}) for address, own in diff.aliases
    }
    known = Matches({one.id: one for one in diff.new}, aliases)
    again = looked_up(known, *(on(p, "Satu", url=new) for p in LISTINGS), listings=LISTINGS)
    assert again.new == ()
    assert again.ids == {old}
