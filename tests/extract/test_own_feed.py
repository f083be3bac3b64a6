"""The feed that a page names as its own."""

from __future__ import annotations

import pytest
from stated import URL, page_of

from feedmaker.extract.own_feed import own_feed
from feedmaker.page.document import read_document

RSS = "<link rel=alternate type=application/rss+xml"
ALL = f"{RSS} href=/feed>"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("", ""),
        (ALL, "https://www.gazette.example/feed"),
        ("<link rel=alternate type=application/atom+xml href=a.atom>", f"{URL}a.atom"),
        ("<link rel=alternate type='application/feed+json' href=/j>", "https://www.gazette.example/j"),
        (f"{RSS} href=/comments/feed>", ""),
        (f"{RSS} href=/k title='Gazette » Komentar'>{ALL}", "https://www.gazette.example/feed"),
        (f"{ALL}{RSS} href=/news/feed>", f"{URL}feed"),
        ("<link rel=alternate hreflang=id href=/id/>", ""),
        ("<link rel=alternate type=application/json href=/wp-json/>", ""),
        ("<link rel=alternate type=application/json title='JSON Feed' href=/j>", "https://www.gazette.example/j"),
        ("<link rel=alternate type=text/xml href=/rss.xml>", "https://www.gazette.example/rss.xml"),
        ("<link rel=alternate type=text/xml href=/map.xml>", ""),
        (f"{RSS} href=feed://www.gazette.example/feed>", "https://www.gazette.example/feed"),
        (f"{RSS} href=/tag/comment-faire/feed>", "https://www.gazette.example/tag/comment-faire/feed"),
        (f"{RSS} href=''>", ""),
        ("<link rel=stylesheet type=application/rss+xml href=/x>", ""),
    ],
)  # fmt: skip
def test_a_page_names(head: str, found: str) -> None:
    assert own_feed(read_document(page_of(f"<head>{head}</head><p>News</p>"))) == found
