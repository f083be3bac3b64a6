"""Which entries a feed holds, with whose words, in what order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedmaker.clean.allowlist import is_safe
from feedmaker.model import (
    Article,
    Enclosure,
    FeedSettings,
    Fields,
    Filter,
    ListingUrl,
    SafeHtml,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.output.feed import MOST, make_entry, make_feed

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
SITE = Site("kabar", (ListingUrl("https://h.test/"),), title="Kabar", language="id")
MEMORY = SiteState("urn:uuid:0")


def known(number: int, *, seen: datetime = NOW, **more: object) -> StoredEntry:
    url = f"https://h.test/{number}"
    teaser = Teaser(url, url, Fields(title=f"Cerita {number}"))
    made = StoredEntry(url, url, seen, number, seen, seen, teaser, state="read")
    return replace(made, **more)  # type: ignore[arg-type]


def titles(site: Site, *entries: StoredEntry) -> list[str]:
    feed = make_feed(site, MEMORY, [(e, None) for e in entries], name="kabar", base_url="")
    return [entry.title for entry in feed.entries]


def test_the_newest_published_come_first_and_ties_in_page_order() -> None:
    late = known(3, published=NOW + timedelta(minutes=1))
    assert titles(SITE, known(1), known(2), late) == ["Cerita 3", "Cerita 1", "Cerita 2"]


def test_a_feed_holds_the_last_seen_first_and_all_of_its_newest_day() -> None:
    site = replace(SITE, feed=FeedSettings(entries=2))
    day = [known(n, first_seen=NOW - timedelta(hours=n)) for n in range(4)]
    old = [known(n, first_seen=NOW - timedelta(hours=n)) for n in range(25, 28)]
    assert len(titles(site, *day, *old)) == 4
    assert len(titles(site, day[0], *old)) == 2


def test_no_feed_is_longer_than_the_most() -> None:
    assert len(titles(SITE, *(known(n) for n in range(MOST + 10)))) == MOST


def test_the_filter_acts_on_what_is_stored() -> None:
    site = replace(SITE, filter=Filter(exclude=(("title", "(?i)cerita 2"),)))
    assert titles(site, known(1), known(2)) == ["Cerita 1"]
    site = replace(SITE, filter=Filter(include=(("category", "^Iklan$"),)))
    assert titles(site, known(1)) == []


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("video", False),  # a link's address
        ("(?i)strong|href|class|<", False),  # mark-up
        ("kapal kapal", True),  # over a line break
        ("tiba & pergi", True),  # a character that HTML escapes
        ("^Dua kapal", True),
        ("di sini\\.$", True),
    ],
)
def test_a_filter_on_content_looks_at_what_a_reader_sees(pattern: str, matches: bool) -> None:
    html = (
        '<p>Dua <strong>kapal</strong><br>kapal tiba &amp; pergi.</p><p><a href="/video/1"'
        ' class="x">Lihat</a> <img src="/video.png" alt="video"> di sini.</p>'
    )
    read = [(known(1), Article("u", SafeHtml(html), "rule"))]
    for kept, filter_ in (
        (not matches, Filter(exclude=(("content", pattern),))),
        (matches, Filter(include=(("content", pattern),))),
    ):
        site = replace(SITE, filter=filter_)
        feed = make_feed(site, MEMORY, read, name="kabar", base_url="")
        assert bool(feed.entries) is kept


def test_filtered_entries_take_no_place_in_the_window() -> None:
    site = replace(
        SITE, feed=FeedSettings(entries=1), filter=Filter(exclude=(("title", "Cerita 0"),))
    )
    old = [known(n, first_seen=NOW - timedelta(days=n)) for n in range(3)]
    assert titles(site, *old) == ["Cerita 1"]


def test_feed_updated_is_the_newest_change_and_never_the_clock() -> None:
    changed = known(1, updated=NOW + timedelta(hours=2))
    feed = make_feed(SITE, MEMORY, [(changed, None), (known(2), None)], name="k", base_url="")
    assert feed.updated == NOW + timedelta(hours=2)
    assert make_feed(SITE, MEMORY, [], name="k", base_url="").updated.year == 1970


def test_the_sites_own_words_win_over_the_pages() -> None:
    feed = make_feed(SITE, MEMORY, [], name="k", base_url="")
    assert feed.title == "Kabar"
    untitled = replace(SITE, title="")
    assert make_feed(untitled, MEMORY, [], name="k", base_url="").title == "https://h.test/"


def test_an_article_that_could_not_be_read_says_so_under_the_summary() -> None:
    teaser = Teaser("u", "u", Fields(title="Satu", summary="Ringkasan <b>."))
    failed = known(1, state="failed", last_error="the server answers 404", teaser=teaser)
    entry = make_entry(failed, None, "id")
    assert "Ringkasan &lt;b&gt;." in entry.content
    assert "the server answers 404" in entry.content
    alone = replace(SITE, article=None)
    (entry,) = make_feed(alone, MEMORY, [(failed, None)], name="k", base_url="").entries
    assert "Ringkasan &lt;b&gt;." in entry.content
    assert "404" not in entry.content


def test_content_by_the_listings_rule_wins_over_what_was_only_found() -> None:
    teaser = Teaser("u", "u", Fields(title="x"), content=SafeHtml("<p>listing</p>"))
    found = Article("u", SafeHtml("<p>found</p>"), "found")
    ruled = Article("u", SafeHtml("<p>ruled</p>"), "rule")
    assert make_entry(known(1, teaser=teaser), found, "").content == "<p>listing</p>"
    assert make_entry(known(1, teaser=teaser), ruled, "").content == "<p>ruled</p>"


def test_a_link_to_a_file_is_an_enclosure() -> None:
    entry = make_entry(known(1, url="https://h.test/putusan.pdf"), None, "")
    assert [(file.url, file.type) for file in entry.enclosures] == [
        ("https://h.test/putusan.pdf", "application/pdf")
    ]


@pytest.mark.parametrize(
    ("article", "title"),
    [
        (Article("u", SafeHtml("<p>Kata pertama dari teks.</p>")), "Kata pertama dari teks."),
        (None, "https://h.test/1"),
    ],
)
def test_an_entry_without_a_title_gets_its_first_words_or_its_address(
    article: Article | None, title: str
) -> None:
    assert make_entry(known(1, teaser=Teaser("u", "u")), article, "").title == title


@pytest.mark.parametrize("state", ["read", "failed"])
def test_a_link_to_a_picture_shows_it(state: str) -> None:
    strip = Teaser("u", "u", Fields(title='Strip "5" <b>'))
    entry = make_entry(
        known(1, url="https://h.test/5.png?a=1&b=2", teaser=strip, state=state), None, ""
    )
    assert entry.content == (
        '<p><img src="https://h.test/5.png?a=1&amp;b=2" alt="Strip &quot;5&quot; &lt;b&gt;"'
        ' loading="lazy" referrerpolicy="no-referrer"></p>'
    )
    assert is_safe(entry.content)
    assert [one.type for one in entry.enclosures] == ["image/png"]


def test_a_link_that_the_server_calls_a_picture_shows_it() -> None:
    file = Enclosure("https://h.test/show/5", "image/jpeg")
    article = Article("https://h.test/show/5", by_page=Fields(enclosures=(file,)))
    assert 'src="https://h.test/show/5"' in make_entry(known(1), article, "").content
    story = replace(article, content=SafeHtml("<p>x</p>"), content_by="found")
    assert make_entry(known(1), story, "").content == "<p>x</p>"
