"""Runs of one site in which stories share a document, a link or a text: none is lost or doubled."""

from __future__ import annotations

import pytest
from newsroom import RULES, Newsroom, listing, story

LISTING_ONLY = RULES.replace(
    "article: {{content: .body, title: h1, author: .by}}", "article: false"
)
AUTOMATIC = RULES.replace("article: {{content: .body, title: h1, author: .by}}\n", "")
NINE = "29 April 2024 | 09:30 WIB"
LONG = "Teks yang cukup panjang agar dua artikel dapat dikenali sebagai satu cerita. "


def board(*numbers: int) -> str:
    """A document of several stories, each a list item with an id."""
    rows = "".join(
        f"<li id=n{n}><h3>Warta {n}</h3><p>Isi warta nomor {n}. {LONG}</p></li>" for n in numbers
    )
    return f"<html lang=id><title>Papan</title><h1>Papan warta</h1><ul>{rows}</ul>"


def links(*numbers: int, to: str = "/papan#n{}") -> str:
    return listing(*((to.format(n), f"Warta {n}", NINE) for n in numbers))


# --- Parts of one document


def test_each_part_of_a_document_is_an_entry_with_its_own_text_and_one_request(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(AUTOMATIC)
    newsroom.origin.page("/", links(3, 2, 1))
    newsroom.origin.page("/papan", board(3, 2, 1))
    report = newsroom.run()
    assert (report.new, report.whole) == (3, 3)
    entries = newsroom.feed().entries
    assert [entry.title for entry in entries] == ["Warta 3", "Warta 2", "Warta 1"]
    for number, entry in zip((3, 2, 1), entries, strict=True):
        assert f"Isi warta nomor {number}." in entry.content
        assert entry.content.count("Isi warta nomor") == 1
        assert entry.id == newsroom.origin.url(f"/papan#n{number}")
    assert newsroom.origin.hits("/papan") == 1
    newsroom.origin.page("/", links(4, 3, 2))
    newsroom.origin.page("/papan", board(4, 3, 2))
    assert newsroom.run(hours=1).new == 1
    assert newsroom.origin.hits("/papan") == 2
    assert newsroom.run(hours=12).new == 0


def test_a_part_that_its_document_does_not_hold_has_the_listings_words(newsroom: Newsroom) -> None:
    newsroom.edit(AUTOMATIC)
    newsroom.origin.page("/", links(2, 1) + links(9))
    newsroom.origin.page("/papan", board(2, 1))
    newsroom.run()
    texts = {entry.title: entry.content for entry in newsroom.feed().entries}
    assert texts["Warta 9"] == ""
    assert "nomor 1" in texts["Warta 1"]


def test_views_of_an_application_have_the_listings_words(newsroom: Newsroom) -> None:
    newsroom.edit(AUTOMATIC)
    newsroom.origin.page("/", links(2, 1, to="/app#/news/{}"))
    newsroom.origin.page("/app", story("Aplikasi", LONG))
    assert newsroom.run().new == 2
    assert [entry.content for entry in newsroom.feed().entries] == ["", ""]


def test_a_fragment_that_names_nothing_leaves_a_lone_article_whole(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/1#gallery", "Satu", NINE)))
    newsroom.origin.page("/1", story("Satu", "Isi cerita nomor 1. "))
    newsroom.run()
    (entry,) = newsroom.feed().entries
    assert "Isi cerita nomor 1." in entry.content
    assert newsroom.origin.hits("/1") == 1


def test_a_document_that_is_down_is_asked_once_and_its_parts_come_later(newsroom: Newsroom) -> None:
    newsroom.edit(AUTOMATIC)
    newsroom.origin.page("/", links(3, 2, 1))
    newsroom.origin.page("/papan", "busy", status=500)
    newsroom.run()
    assert newsroom.origin.hits("/papan") == 1
    newsroom.origin.page("/papan", board(3, 2, 1))
    newsroom.run(hours=1)
    assert len(newsroom.titles()) == 3
    assert newsroom.origin.hits("/papan") == 2


# --- The same story at a new address


@pytest.mark.parametrize(
    ("old", "new", "entries"),
    [
        (("/lama", "Satu", NINE), ("/baru", "Satu", NINE), 1),
        (("/lama", "Satu", NINE), ("/baru", "Satu", "29 April 2024 | 08:00 WIB"), 2),
        (("/lama", "Satu", NINE), ("/baru", "Dua", NINE), 2),
        (("/lama", "Satu", ""), ("/baru", "Satu", ""), 2),  # no date says that they are one
    ],
)
def test_without_articles_a_moved_story_is_told_by_title_and_date(
    newsroom: Newsroom, old: tuple[str, str, str], new: tuple[str, str, str], entries: int
) -> None:
    newsroom.edit(LISTING_ONLY)
    newsroom.origin.page("/", listing(old))
    newsroom.run()
    for _ in range(2):
        newsroom.origin.page("/", listing(new))
        newsroom.run(hours=1)
        assert len(newsroom.feed().entries) == entries
    assert newsroom.origin.url("/lama") in {entry.id for entry in newsroom.feed().entries}


def test_two_numbered_items_of_one_title_and_day_are_two_where_no_more_is_told(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LISTING_ONLY)
    day, lamps = "29 April 2024", ("/lelang?id=1", "Lampu", "29 April 2024")
    newsroom.origin.page("/", listing(("/lelang?id=2", "Tali", day), lamps))
    newsroom.run()
    newsroom.origin.page("/", listing(("/lelang?id=3", "Tali", day), lamps))
    newsroom.run(hours=1)
    assert sorted(newsroom.titles()) == ["Lampu", "Tali", "Tali"]
    newsroom.origin.page("/", listing(("/lelang-tali", "Tali", day), lamps))
    assert newsroom.run(hours=1).new == 1  # which of the two it is, nothing tells


def test_a_story_that_still_stands_on_the_listing_has_not_moved(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY)
    newsroom.origin.page("/", listing(("/a", "Satu", NINE)))
    newsroom.run()
    newsroom.origin.page("/", listing(("/b", "Satu", NINE), ("/a", "Satu", NINE)))
    newsroom.run(hours=1)
    assert len(newsroom.feed().entries) == 2


def test_a_listing_that_did_not_answer_anew_may_still_hold_the_old_link(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY.replace("url: {url}", "url: [{url}, {url}b]"))
    newsroom.origin.page("/", listing(("/x", "Lain", NINE)))
    newsroom.origin.page("/b", listing(("/a", "Satu", NINE)), headers=[("ETag", '"1"')])
    newsroom.run()
    newsroom.origin.page("/", listing(("/c", "Satu", NINE)))
    newsroom.run(hours=1)
    assert newsroom.titles().count("Satu") == 2


def test_the_same_text_side_by_side_is_two_stories(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("content: .body", "content: .body, per_run: 1"))
    newsroom.origin.page("/", listing(("/a", "Satu", ""), ("/b", "Satu", "")))
    for path in "/a", "/b":
        newsroom.origin.page(path, story("Satu", LONG))
    for _ in range(3):
        newsroom.run(hours=1)  # the second article is read behind a 304
    assert newsroom.titles() == ["Satu", "Satu"]


# --- Several listings


def test_only_the_second_listing_answers_anew_and_nothing_is_rendered(newsroom: Newsroom) -> None:
    newsroom.edit(
        LISTING_ONLY.replace(
            "url: {url}",
            "url: [{{url: {url}, category: Depan}}, {{url: {url}b, category: Budaya}}]",
        )
    )
    newsroom.origin.page("/", listing(("/1", "Satu", NINE)), headers=[("ETag", '"1"')])
    newsroom.origin.page("/b", listing(("/1", "Satu, dari belakang", NINE)))
    newsroom.run()
    versions = set()
    for number in range(3):
        newsroom.origin.page(
            "/b", listing(("/1", f"Satu, lagi {number}", NINE), more=f"<p>{number}")
        )
        newsroom.run(hours=1)
        state = newsroom.store.site_state("kabar")
        assert state is not None
        versions.add(state.version)
    assert len(versions) == 1
    (entry,) = newsroom.feed().entries
    assert (entry.title, entry.categories) == ("Satu", ("Depan", "Budaya"))
