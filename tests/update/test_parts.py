"""One address of which a fragment names the article: what is asked for, and what comes back."""

from __future__ import annotations

from newsroom import Newsroom

from feedmaker.entries.schedule import zone_of
from feedmaker.model import Article, Locale
from feedmaker.update.crawl import read_article

BOARD = """<html lang=id><title>Papan</title><h1>Papan</h1><ul>
<li id=n12><h3>Satu</h3><p>Isi kabar satu.</p><a class=more href=/board?page=2>Lagi</a>
<li id=n11><h3>Dua</h3><p>Isi kabar dua.</p></ul>"""


def read(newsroom: Newsroom, address: str, part: str) -> Article | None:
    newsroom.edit(
        "url: {url}\narticle: {{next: a.more, single_page: a.more}}\nrequest: {{delay: 0s}}"
    )
    rules = newsroom.site.article
    assert rules is not None
    return read_article(
        newsroom.origin.url(address),
        lambda _: rules,
        Locale("id", zone_of("Asia/Jakarta"), newsroom.now),
        fetch=newsroom.web,
        read=newsroom.box.call,
        request=newsroom.site.request,
        site_url=newsroom.origin.url("/"),
        part=part,
    )


def test_the_document_is_asked_for_and_the_part_is_read(newsroom: Newsroom) -> None:
    newsroom.origin.page("/board", BOARD)
    found = read(newsroom, "/board#n11", "n11")
    assert found is not None
    assert "kabar dua" in found.content
    assert "kabar satu" not in found.content
    assert found.url == newsroom.origin.url("/board#n11")


def test_no_further_page_is_asked_for(newsroom: Newsroom) -> None:
    newsroom.origin.page("/board", BOARD)
    newsroom.origin.page("/board?page=2", BOARD)
    found = read(newsroom, "/board#n12", "n12")
    assert found is not None
    assert "kabar satu" in found.content
    assert (found.pages, newsroom.origin.hits("/board?page=2")) == (1, 0)


def test_a_part_is_read_where_the_page_sends_its_readers_on(newsroom: Newsroom) -> None:
    head = '<html><head><meta http-equiv="refresh" content="0; url=/board"></head>'
    newsroom.origin.page("/old", head)
    newsroom.origin.page("/board", BOARD)
    found = read(newsroom, "/old#n11", "n11")
    assert found is not None
    assert "kabar dua" in found.content


def test_a_part_that_is_not_there_gives_no_text(newsroom: Newsroom) -> None:
    newsroom.origin.page("/board", BOARD)
    found = read(newsroom, "/board#n10", "n10")
    assert found is not None
    assert (found.content, found.misses) == ("", ())
