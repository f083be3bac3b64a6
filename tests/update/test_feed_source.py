"""Sites whose listing is a feed: `source: feed`, over whole runs with a real server and store."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import Newsroom, story

OPENED = """
url: {origin}/feed
source: feed
timezone: Asia/Jakarta
request: {{delay: 0s}}
"""
WHOLE = OPENED + "article: false\n"


def item(number: int, *, text: str = "", guid: str = "", link: bool = True) -> str:
    leads = f"<link>/{number}</link>" if link else ""
    return (
        f"<item><title>Cerita {number}</title>{leads}"
        f'<guid isPermaLink="false">{guid or f"no-{number}"}</guid>'
        f"<pubDate>Mon, 29 Apr 2024 09:{number:02}:00 +0700</pubDate>"
        f"<description><![CDATA[{text or f'Satu baris dari cerita {number}.'}]]></description></item>"
    )


def feed(*items: str, more: str = "", home: str = "https://kabar.example/") -> str:
    head = f"<title>Kabar</title><link>{home}</link><language>id</language>{more}"
    space = 'xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<rss version="2.0" {space}><channel>{head}{"".join(items)}</channel></rss>'


def serve(newsroom: Newsroom, *items: str, more: str = "", etag: str = "one") -> None:
    newsroom.origin.page(
        "/feed",
        feed(*items, more=more),
        headers=[("ETag", f'"{etag}"')],
        content_type="application/rss+xml",
    )


def serve_stories(newsroom: Newsroom, *numbers: int) -> None:
    for number in numbers:
        body = story(f"Judul {number}", f"Isi cerita nomor {number}. ")
        newsroom.origin.page(f"/{number}", body)


def test_a_feed_of_one_line_each_becomes_one_of_full_texts(newsroom: Newsroom) -> None:
    newsroom.edit(OPENED)
    serve(newsroom, item(2), item(1))
    serve_stories(newsroom, 1, 2)
    report = newsroom.run()
    assert (report.new, report.whole, report.problems) == (2, 2, ())
    made = newsroom.feed()
    assert (made.title, made.url, made.language) == ("Kabar", "https://kabar.example/", "id")
    first, second = made.entries
    assert (first.title, second.title) == ("Cerita 2", "Cerita 1")
    assert first.published.isoformat() == "2024-04-29T02:02:00+00:00"
    assert "Paragraf kedua" in first.content
    assert first.summary == "Satu baris dari cerita 2."
    assert first.url == newsroom.origin.url("/2")


def test_no_news_asks_with_the_etag_and_leaves_every_byte(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.edit(OPENED)
    serve(newsroom, item(2), item(1))
    serve_stories(newsroom, 1, 2)
    newsroom.run()
    out = tmp_path / "public"
    assert newsroom.publish(out) > 0
    before = {file: file.read_bytes() for file in out.iterdir()}
    assert newsroom.run(hours=1).unchanged
    assert newsroom.origin.last("/feed").headers["If-None-Match"] == '"one"'
    serve(newsroom, item(2), item(1), more="<lastBuildDate>now</lastBuildDate>", etag="two")
    report = newsroom.run(hours=1)
    assert (report.new, report.changed, report.unchanged) == (0, 0, False)
    assert newsroom.publish(out) == 0
    assert {file: file.read_bytes() for file in out.iterdir()} == before


def test_ids_stay_when_a_feed_is_put_in_another_order_and_its_links_change(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(WHOLE)
    serve(newsroom, item(3), item(2), item(1))
    newsroom.run()
    ids = {entry.title: entry.id for entry in newsroom.feed().entries}
    moved = [item(n).replace(f"<link>/{n}<", f"<link>/new/{n}<") for n in (1, 2, 3)]
    serve(newsroom, *moved, etag="two")
    assert newsroom.run(hours=1).new == 0
    assert {entry.title: entry.id for entry in newsroom.feed().entries} == ids


def test_an_id_that_is_a_uri_is_published_as_it_is(newsroom: Newsroom) -> None:
    newsroom.edit(WHOLE)
    named = "urn:uuid:8337b75f-85fa-4cf1-878c-90494511e206"
    page = "https://kabar.example/?p=3"
    serve(
        newsroom, item(3, guid=page), item(2, guid="tag:kabar.example,2024:2"), item(1, guid=named)
    )
    newsroom.run()
    ids = [entry.id for entry in newsroom.feed().entries]
    assert ids == [page, "tag:kabar.example,2024:2", named]
    assert newsroom.run(hours=1).new == 0


def test_two_ids_with_one_link_and_title_are_two_entries(newsroom: Newsroom) -> None:
    newsroom.edit(WHOLE)
    serve(newsroom, item(1, guid="tag:kabar.example,2024:1"), item(1, guid="urn:kabar:again"))
    assert newsroom.run().new == 2


def test_a_feed_of_full_texts_is_passed_through_cleaned(newsroom: Newsroom) -> None:
    newsroom.edit(WHOLE)
    text = '<p onclick="x()">Teks <a href="peta">peta</a></p><script>x()</script>'
    serve(newsroom, item(1, text=text), item(2, link=False))
    assert newsroom.run().new == 2
    alone, one = newsroom.feed().entries
    link = newsroom.origin.url("/peta")
    assert one.content == f'<p>Teks <a href="{link}">peta</a></p>'
    assert alone.url == "https://kabar.example/"
    assert newsroom.origin.hits("/1") == 0
    serve(newsroom, item(1, text="<p>Teks baru</p>"), etag="two")
    report = newsroom.run(hours=1)
    assert (report.new, report.changed) == (0, 1)
    assert newsroom.feed().entries[1].content == "<p>Teks baru</p>"


def test_what_the_feed_holds_stands_in_for_an_article_that_cannot_be_read(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(OPENED + "article: {{failed: summary}}\n")
    serve(newsroom, item(1, text="<p>Awal <b>cerita</b>.</p>"))
    newsroom.origin.page("/1", "gone", status=410)
    newsroom.run()
    (entry,) = newsroom.feed().entries
    assert entry.content.startswith("<p>Awal <b>cerita</b>.</p><p>The full text could not be read")


def test_an_articles_rules_hold_on_the_site_that_a_feed_elsewhere_is_of(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(OPENED + "article: {{content: .body, author: .by}}\n")
    at = f"http://localhost:{newsroom.origin.port}"
    leads = f"<link>{at}/1</link>"
    elsewhere = item(1).replace("<link>/1</link>", leads)
    newsroom.origin.page("/feed", feed(elsewhere, home=f"{at}/"))
    serve_stories(newsroom, 1)
    newsroom.run()
    (entry,) = newsroom.feed().entries
    assert entry.authors == ("Ani",)


def test_older_pages_of_a_feed_are_read_where_pages_are_asked_for(newsroom: Newsroom) -> None:
    newsroom.edit(WHOLE + "listing: {{pages: 3}}\n")
    older = '<atom:link rel="next" href="/feed-2"/>'
    serve(newsroom, item(3), more=older)
    newsroom.origin.page("/feed-2", feed(item(2), item(1)), content_type="application/rss+xml")
    assert newsroom.run().new == 3
    assert newsroom.titles() == ["Cerita 3", "Cerita 2", "Cerita 1"]


def test_a_site_that_moves_from_its_page_to_its_feed_keeps_its_entries(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    ids = {entry.id for entry in newsroom.feed().entries}
    newsroom.edit(OPENED)
    serve(newsroom, item(3), item(2), item(1))
    assert newsroom.run(hours=1).new == 0
    assert {entry.id for entry in newsroom.feed().entries} == ids


def test_a_page_where_the_feed_was_is_a_failed_run_that_keeps_the_entries(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(WHOLE)
    serve(newsroom, item(1))
    newsroom.run()
    newsroom.origin.page("/feed", "<html><title>Kabar</title><p>Selamat datang di Kabar.</p>")
    report = newsroom.run(hours=1)
    assert report.failed
    assert "this is a page, not a feed" in report.problems[0].what
    assert newsroom.titles() == ["Cerita 1"]


def test_a_feed_that_lost_most_of_its_items_is_no_alarm(newsroom: Newsroom) -> None:
    newsroom.edit(WHOLE)
    serve(newsroom, *(item(n) for n in range(20)))
    newsroom.run()
    serve(newsroom, item(20), etag="two")
    assert newsroom.run(hours=1).problems == ()
    assert len(newsroom.titles()) == 21


@pytest.mark.parametrize("order", ["", "listing: {{order: newest_last}}\n"])
def test_of_a_feed_with_the_newest_last_the_limit_keeps_the_newest(
    newsroom: Newsroom, order: str
) -> None:
    both = order.replace("}}", ", limit: 2}}") or "listing: {{limit: 2}}\n"
    newsroom.edit(WHOLE + both)
    serve(newsroom, item(1), item(2), item(3))
    newsroom.run()
    assert newsroom.titles() == ["Cerita 3", "Cerita 2"]
