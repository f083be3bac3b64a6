"""A list over several days: what stays, leaves, comes back or is pinned is one entry, in its place."""

from __future__ import annotations

from newsroom import RULES, Newsroom, listing

LISTING_ONLY = RULES.replace(
    "article: {{content: .body, title: h1, author: .by}}", "article: false"
)


def test_without_dates_what_was_seen_first_keeps_its_time_and_its_place(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LISTING_ONLY)
    newsroom.origin.page("/", listing(("/2", "Dua", ""), ("/1", "Satu", "")))
    newsroom.run()
    first = newsroom.feed().entries
    for more in ([("/3", "Tiga", "")], [("/4", "Empat", ""), ("/3", "Tiga", "")]):
        newsroom.origin.page("/", listing(*more, ("/2", "Dua", ""), ("/1", "Satu", "")))
        newsroom.run(hours=24)
    assert newsroom.titles() == ["Empat", "Tiga", "Dua", "Satu"]
    assert newsroom.feed().entries[2:] == first


def test_what_leaves_the_list_and_comes_back_is_the_same_entry(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY)
    both = listing(("/2", "Dua", ""), ("/1", "Satu", ""))
    newsroom.origin.page("/", both)
    newsroom.run()
    first = newsroom.feed().entries
    newsroom.origin.page("/", listing(("/2", "Dua", "")))
    newsroom.run(hours=24)
    newsroom.origin.page("/", both)
    report = newsroom.run(hours=24)
    assert report.new == 0
    assert newsroom.feed().entries == first


def test_a_pinned_item_stands_once_where_its_date_says(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY)
    pinned = ("/aturan", "Aturan", "1 Januari 2024 | 09:00 WIB")
    news = [("/1", "Satu", "27 April 2024 | 09:00 WIB"), ("/2", "Dua", "28 April 2024 | 09:00 WIB")]
    for count in (1, 2):
        newsroom.origin.page("/", listing(pinned, *reversed(news[:count])))
        newsroom.run(hours=24)
    assert newsroom.titles() == ["Dua", "Satu", "Aturan"]
