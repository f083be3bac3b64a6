"""Identity and precedence: what is new, what is known, whose word wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.entries import dating, identity, precedence
from feedmaker.entries.same_story import same_story
from feedmaker.model import (
    Article,
    Fields,
    ListingUrl,
    Matches,
    SafeHtml,
    Site,
    SiteDate,
    SiteState,
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
    found = dating.moment(date, seen=NOW, position=2, zone=JAKARTA)
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
    assert (settled.published, settled.dated) == (dating.whole_second(date.moment), True)
    assert settled.updated == settled.published


def test_updated_moves_only_with_the_text() -> None:
    (known,) = note([teaser("1", "Satu")]).new
    old = article(text_fingerprint="a", by_page=Fields(title="x"))
    first = identity.apply_article(known, old, None, zone=UTC, now=NOW)
    read = replace(first, state="read")
    same = identity.apply_article(read, article(text_fingerprint="a"), old, zone=UTC, now=LATER)
    assert (same.published, same.updated) == (read.published, read.updated)
    other = identity.apply_article(read, article(text_fingerprint="b"), old, zone=UTC, now=LATER)
    assert (other.published, other.updated) == (read.published, dating.whole_second(LATER))


def test_a_text_that_another_version_made_moves_nothing() -> None:
    (known,) = note([teaser("1", "Satu")]).new
    old = article(text_fingerprint="a")  # as a feedmaker kept it that noted no version
    read = replace(identity.apply_article(known, old, None, zone=UTC, now=NOW), state="read")
    made = article(text_fingerprint="b", text_version=2)
    anew = identity.apply_article(read, made, old, zone=UTC, now=LATER)
    assert (anew.updated, anew.text_fingerprint) == (read.updated, "b")
    edited = article(text_fingerprint="c", text_version=2)
    after = identity.apply_article(anew, edited, made, zone=UTC, now=LATER)
    assert after.updated == dating.whole_second(LATER)


def test_a_listings_text_that_another_version_made_is_stored_and_is_no_change() -> None:
    one = teaser("1", "Satu", content=SafeHtml("<p>a</p>"), text_fingerprint="a")
    first = note([one])
    made = replace(one, content=SafeHtml("<p>b</p>"), text_fingerprint="b", text_version=1)

    def seen(item: Teaser, before: identity.ListingDiff) -> identity.ListingDiff:
        return identity.apply_listing(
            [item], recalled(before), feed=FEED, zone=UTC, now=LATER, listing_alone=True
        )

    anew = seen(made, first)
    assert anew.changed == ()
    assert [known.teaser.content for known in anew.made_anew] == ["<p>b</p>"]
    assert anew.made_anew[0].updated == first.new[0].updated
    renamed = seen(replace(made, by_rule=replace(made.by_rule, title="Dua")), first)
    assert (len(renamed.changed), renamed.made_anew) == (1, ())


TEXT = {"text_fingerprint": "t"}


def test_an_older_entry_with_the_same_title_and_text_is_the_same_story() -> None:
    (old,) = note([teaser("lama/1", "Satu  Cerita")]).new
    (new,) = note([teaser("baru/1", "Satu cerita")]).new
    (stranger,) = note([teaser("baru/2", "Cerita lain")]).new
    same = article(**TEXT)
    assert same_story(new, same, [(old, same)]) == old.id
    assert same_story(stranger, same, [(old, same)]) == ""
    assert same_story(new, same, [(new, same)]) == ""
    assert same_story(new, same, [(old, None)]) == ""
    assert same_story(new, same, [(old, article(text_fingerprint="u"))]) == ""
    assert same_story(new, article(), [(old, article())]) == ""  # no text, no proof


DAY_BEFORE = SiteDate(NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (Fields(date=DAY_BEFORE), Fields(), True),
        (Fields(date=DAY_BEFORE), Fields(date=DAY_BEFORE), True),
        (Fields(date=DAY_BEFORE), Fields(date=SiteDate(NOW)), False),
        (Fields(date=SiteDate(NOW, day_only=True)), Fields(date=SiteDate(NOW)), True),
        (Fields(date=SiteDate(NOW, day_only=True)), Fields(date=DAY_BEFORE), False),
        (Fields(date=SiteDate(NOW)), Fields(date=SiteDate(NOW - timedelta(minutes=50))), True),
        (Fields(image="https://a.test/1.jpg"), Fields(), True),
        (Fields(image="https://a.test/1.jpg"), Fields(image="https://b.test/x/1.jpg?w=9"), True),
        (Fields(image="https://a.test/1.jpg"), Fields(image="https://a.test/2.jpg"), False),
    ],
)
def test_stories_that_state_different_dates_or_pictures_are_two(
    mine: Fields, theirs: Fields, *, same: bool
) -> None:
    (old,) = note([teaser("lama/1", "Satu")]).new
    (new,) = note([teaser("baru/1", "Satu")]).new
    found = same_story(new, article(by_page=mine, **TEXT), [(old, article(by_page=theirs, **TEXT))])
    assert bool(found) is same


def test_links_that_spell_one_address_in_two_ways_are_one_item_if_titles_agree() -> None:
    pair = [teaser("2", "Dua"), teaser("2/", "Dua"), teaser("2?fbclid=1", "Tiga")]
    assert [known.url for known in note(pair).new] == ["https://www.kabar.test/2"]
    assert len(note([teaser("2", "Dua"), teaser("2/", "Tiga")]).new) == 2


def test_two_entries_never_have_the_same_updated_time() -> None:
    taken = {NOW, NOW + timedelta(seconds=1)}
    assert dating.unique_updated(NOW, taken) == NOW + timedelta(seconds=2)
    assert dating.unique_updated(LATER, taken) == LATER


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
    assert second.changed[0].updated == dating.whole_second(LATER)
    assert alias(one.url)


def test_the_ids_of_feeds_and_entries_are_the_same_for_ever() -> None:
    assert FEED == "urn:uuid:8a9886b3-d98b-5516-af8e-ef1b888ec784"
    named = Teaser("story-7", "https://www.kabar.test/7")
    assert identity.entry_id(named, FEED) == "urn:uuid:165b3484-66fb-5c39-b9a0-8008c1eda6de"
    assert (
        identity.entry_id(named, "https://www.kabar.test/feed")
        == "urn:uuid:0fd60b39-b1de-56a5-9c29-92b7d80765d3"
    )
    for link in ("http://www.kabar.test/7", "https://www.kabar.test/7"):
        assert identity.entry_id(Teaser(link, link), FEED) == link


def test_a_site_that_never_ran_has_the_id_of_its_first_listing() -> None:
    site = Site("kabar", (ListingUrl("https://www.kabar.test/"), ListingUrl("https://x.test/")))
    assert identity.unseen(site) == SiteState(FEED)


def test_a_new_entry_is_dated_by_the_listing_and_due_at_once() -> None:
    ruled, shown = SiteDate(NOW - timedelta(hours=2)), SiteDate(NOW - timedelta(hours=5))
    one = Teaser("https://h.test/1", "https://h.test/1", Fields(date=ruled), Fields(date=shown))
    two = Teaser("https://h.test/2", "https://h.test/2", by_itself=Fields(date=shown))
    three = Teaser("https://h.test/3", "https://h.test/3")
    new = note([one, two, three], now=NOW.astimezone(JAKARTA)).new
    assert [known.published for known in new] == [
        dating.whole_second(ruled.moment),
        dating.whole_second(shown.moment),
        dating.whole_second(NOW) - timedelta(seconds=2),
    ]
    assert [known.dated for known in new] == [True, True, False]
    for position, known in enumerate(new):
        assert (known.state, known.due, known.first_seen) == ("waiting", NOW, NOW)
        assert (known.updated, known.position) == (known.published, position)
        assert known.first_seen.tzinfo is known.published.tzinfo is UTC


def test_a_bare_day_in_the_listing_or_the_article_is_a_day_in_the_sites_zone() -> None:
    day = SiteDate(datetime(2024, 4, 27, tzinfo=JAKARTA), offset_known=False, day_only=True)
    midnight = datetime(2024, 4, 26, 17, tzinfo=UTC)
    listed = Teaser("https://h.test/1", "https://h.test/1", Fields(date=day))
    (known,) = identity.apply_listing(
        [listed], Matches({}, {}), feed=FEED, zone=JAKARTA, now=NOW
    ).new
    assert known.published == midnight
    (undated,) = note([teaser("1")]).new
    read = article(by_page=Fields(date=day))
    settled = identity.apply_article(undated, read, None, zone=JAKARTA, now=NOW)
    assert settled.published == midnight


def test_without_a_date_in_the_article_the_listings_stays() -> None:
    (undated,) = note([teaser("1")]).new
    settled = identity.apply_article(undated, article(), None, zone=UTC, now=NOW)
    assert (settled.published, settled.dated) == (undated.published, False)


def test_a_second_reading_never_moves_the_date() -> None:
    (known,) = note([teaser("1")]).new
    read = replace(known, state="read")
    dated = article(by_page=Fields(date=SiteDate(NOW - timedelta(days=2))))
    again = identity.apply_article(read, dated, None, zone=UTC, now=LATER)
    assert (again.published, again.dated) == (known.published, False)


@pytest.mark.parametrize(
    ("hours", "day_only", "believed"),
    [
        (-25, False, False),
        (-24, False, False),
        (-2, False, True),
        (0, False, True),
        (1, False, False),
        (-2, True, False),
    ],
)
def test_a_stated_change_counts_if_it_lies_between_publishing_and_now(
    hours: int, *, day_only: bool, believed: bool
) -> None:
    (known,) = note([teaser("1")]).new
    stated = SiteDate(NOW + timedelta(hours=hours), day_only=day_only)
    day_ago = SiteDate(NOW - timedelta(hours=24))
    read = article(by_page=Fields(date=day_ago, updated=stated), text_fingerprint="a")
    settled = identity.apply_article(known, read, None, zone=UTC, now=NOW)
    assert settled.updated == dating.whole_second((stated if believed else day_ago).moment)
    assert settled.text_fingerprint == "a"


def test_a_link_moves_from_http_to_https_and_nowhere_else() -> None:
    plain, safe = "http://kabar.test/1", "https://kabar.test/1"
    for first, then, stays in (
        (plain, safe, safe),
        (safe, plain, safe),
        (plain, plain + "/?utm_source=x", plain),
        (safe, "https://www.kabar.test/1", safe),
    ):
        seen = note([Teaser(canonical(first), first, Fields(title="a"))])
        again = Teaser(canonical(then), then, Fields(title="b"))
        (changed,) = note([again], recalled(seen), LATER).changed
        assert changed.url == stays
        assert (changed.teaser.id, changed.teaser.url) == (canonical(first), first)
    seen = note([Teaser("a", plain, Fields(title="a"))])
    elsewhere = Teaser("a", "https://kabar.test/2", Fields(title="b"))
    assert note([elsewhere], recalled(seen), LATER).changed[0].url == plain


def test_what_the_listing_shows_of_dates_is_frozen_too() -> None:
    def shown(hours: int) -> Teaser:
        date = SiteDate(NOW - timedelta(hours=hours))
        fields = Fields(date=date, updated=date)
        return replace(teaser("1"), by_rule=fields, by_itself=fields)

    assert note([shown(1)], recalled(note([shown(2)])), LATER).changed == ()


def test_words_of_the_listing_move_updated_only_with_the_text_and_without_an_article() -> None:
    one = teaser("1", "Satu", text_fingerprint="a")
    for listing_alone in (True, False):
        first = note([one])
        for then, moves in (
            (replace(one, by_rule=Fields(title="Dua")), False),
            (replace(one, text_fingerprint="b"), listing_alone),
        ):
            (changed,) = identity.apply_listing(
                [then], recalled(first), feed=FEED, zone=UTC, now=LATER, listing_alone=listing_alone
            ).changed
            assert changed.updated == (
                dating.whole_second(LATER) if moves else first.new[0].updated
            )


def test_an_item_that_turned_out_to_be_another_entry_is_not_new_again() -> None:
    first = note([teaser("lama/1", "Satu")])
    known = first.new[0]
    own = "https://www.kabar.test/baru/1"

    def again(*ids: str) -> identity.ListingDiff:
        matches = Matches({known.id: known}, {own: frozenset(ids)})
        return note([teaser("baru/1", "Satu")], matches, LATER)

    assert again(known.id).new == ()
    assert again(known.id).ids == {known.id}
    assert again(known.id).aliases == (("kabar.test/baru/1", known.id),)
    assert len(again(known.id, "https://www.kabar.test/2").new) == 1


def test_a_listing_tells_all_its_ids_and_only_the_addresses_not_known_yet() -> None:
    first = note([teaser("1"), teaser("2")])
    assert first.ids == {"https://www.kabar.test/1", "https://www.kabar.test/2"}
    second = note([teaser("2"), teaser("3")], recalled(first), LATER)
    assert second.ids == {"https://www.kabar.test/2", "https://www.kabar.test/3"}
    assert second.aliases == (("kabar.test/3", "https://www.kabar.test/3"),)


def test_an_address_that_two_items_share_leads_to_neither() -> None:
    pair = [teaser("1", id="x1"), teaser("1", id="x2")]
    assert note(pair).aliases == ()


def test_the_same_story_is_told_by_the_titles_that_win_in_the_feed() -> None:
    (old,) = note([teaser("lama/1", "Beranda")]).new
    (new,) = note([teaser("baru/1", "Terkini")]).new
    titled = article(by_rule=Fields(title="Kapal tiba"), **TEXT)
    before = replace(titled, url="https://www.kabar.test/lama/1")
    assert same_story(new, titled, [(old, before)]) == old.id
    assert same_story(new, titled, [(old, article(**TEXT))]) == ""
    assert same_story(new, article(**TEXT), [(old, before)]) == ""


def test_one_page_at_the_end_of_two_links_is_one_story_only_if_the_listing_calls_them_so() -> None:
    (old,) = note([teaser("1", "Kapal tiba")]).new
    gone = article(by_rule=Fields(title="Beranda"), **TEXT)
    for title, same in ("Kapal tiba kini", old.id), ("Pasar buka", ""):
        (new,) = note([teaser("2", title)]).new
        assert same_story(new, gone, [(old, gone)]) == same


def test_an_entry_without_any_title_is_nobodys_double() -> None:
    (old,) = note([teaser("lama/1")]).new
    (new,) = note([teaser("baru/1")]).new
    assert precedence.title_of(new.teaser, article()) == ""
    assert same_story(new, article(), [(old, article())]) == ""
