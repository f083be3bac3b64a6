"""Pages that send their readers on at once: listings, their further pages, articles, their parts."""

from __future__ import annotations

from newsroom import RULES, Newsroom, listing, story
from served import Answer, Asked


def to(address: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0; url={address}"></head>'


def test_a_listing_and_an_article_are_read_where_they_are(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", to("/news"), headers={"ETag": '"stub"'})
    newsroom.origin.page("/news", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
    newsroom.origin.page("/1", to("/satu"))
    newsroom.origin.page("/satu", story("Satu", "Isi cerita satu. "))
    report = newsroom.run()
    (entry,) = newsroom.feed().entries
    assert (report.new, report.problems) == (1, ())
    assert "Isi cerita satu." in entry.content
    assert [newsroom.origin.hits(path) for path in ("/", "/news", "/1", "/satu")] == [1, 1, 1, 1]


def test_what_is_new_behind_an_unchanged_refresh_is_seen(newsroom: Newsroom) -> None:
    modified = {"ETag": '"stub"', "Last-Modified": "Mon, 29 Apr 2024 00:00:00 GMT"}
    newsroom.origin.page("/", to("/news"), headers=modified)
    first = ("/1", "Satu", "29 April 2024 | 09:30 WIB")
    for path, title in (("/1", "Satu"), ("/2", "Dua")):
        newsroom.origin.page(path, story(title, f"Isi cerita {title}. "))
    newsroom.origin.page("/news", listing(first), headers=modified)
    newsroom.run()
    more = listing(("/2", "Dua", "29 April 2024 | 09:50 WIB"), first)
    newsroom.origin.page("/news", more, headers=modified)
    assert newsroom.run(hours=1).new == 1
    assert newsroom.titles() == ["Dua", "Satu"]


def test_further_pages_of_both_are_followed(newsroom: Newsroom) -> None:
    newsroom.edit(
        RULES.replace("date: .date}}", "date: .date, next: a.more, pages: 3}}").replace(
            "content: .body,", "content: .body, next: a.more,"
        )
    )
    more = '<a class=more href="{}">Lagi</a>'.format
    newsroom.origin.page(
        "/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB"), more=more("/p2"))
    )
    newsroom.origin.page("/p2", to("/page/2"))
    newsroom.origin.page("/page/2", listing(("/2", "Dua", "29 April 2024 | 09:20 WIB")))
    newsroom.origin.page("/1", story("Satu", "Bagian awal. ", more=more("/1b")))
    newsroom.origin.page("/1b", to("/satu/2"))
    newsroom.origin.page("/satu/2", story("Satu", "Bagian akhir. "))
    newsroom.origin.page("/2", story("Dua", "Isi cerita dua. "))
    assert newsroom.run().problems == ()
    second, first = sorted(newsroom.feed().entries, key=lambda entry: entry.title)
    assert (second.title, first.title) == ("Dua", "Satu")
    assert "Bagian awal." in first.content
    assert "Bagian akhir." in first.content


def test_a_circle_ends_and_says_so(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", to("/a"))
    newsroom.origin.page("/a", to("/"))
    report = newsroom.run()
    assert report.failed
    assert "more than 5 redirects" in report.problems[0].what
    assert len(newsroom.origin.requests) <= 7  # one for robots.txt


def test_a_consent_page_that_sets_a_cookie_and_sends_back_is_passed(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    rows = listing(("/1", "Satu", "29 April 2024 | 09:30 WIB"))

    def front(asked: Asked) -> Answer:
        if "consent=yes" in (asked.headers["Cookie"] or ""):
            return Answer(rows)
        return Answer(to("/consent"))

    newsroom.origin.route("/", front)
    newsroom.origin.page("/consent", to("/"), headers={"Set-Cookie": "consent=yes; Path=/"})
    assert newsroom.run().new == 1


def test_a_refresh_to_a_file_is_an_enclosure(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
    newsroom.origin.page("/1", to("/satu.pdf"))
    newsroom.origin.page("/satu.pdf", b"%PDF", content_type="application/pdf")
    newsroom.run()
    (entry,) = newsroom.feed().entries
    assert [file.url for file in entry.enclosures] == [newsroom.origin.url("/satu.pdf")]


def test_the_site_file_may_keep_to_the_page_itself(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("delay: 0s", "delay: 0s, refresh: false"))
    row = listing(("/1", "Satu", "29 April 2024 | 09:30 WIB"))
    newsroom.origin.page("/", to("/elsewhere") + row)
    newsroom.origin.page("/1", story("Satu", "Isi cerita satu. "))
    assert newsroom.run().new == 1
    assert newsroom.origin.hits("/elsewhere") == 0
