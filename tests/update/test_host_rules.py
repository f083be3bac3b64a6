"""Articles at other hosts: whose rules hold, also where a link is sent on.

The site is 127.0.0.1; `localhost` is the same server under the name of another site.
"""

from __future__ import annotations

from newsroom import RULES, Newsroom, listing, story

from feedmaker.config.site import read_site
from feedmaker.model import ArticleRules

OWN = "Isi yang ditemukan oleh aturan situs sendiri. "
THEIRS = "Isi yang ditemukan oleh aturan untuk tamu. "


def both(title: str, *, more: str = "") -> str:
    """A page with one text for the site's own rule, another for the guest's."""
    return story(title, OWN * 4, f"<div class=guest><p>{THEIRS * 4}</p></div>{more}")


def rules(text: str) -> ArticleRules:
    site = read_site("x", f"url: https://x.test/\narticle: {text}\n".encode(), file="x")
    assert site.article is not None
    return site.article


def elsewhere(newsroom: Newsroom, path: str) -> str:
    return newsroom.origin.url(path).replace("127.0.0.1", "localhost")


def put_up(newsroom: Newsroom, link: str) -> None:
    newsroom.origin.page("/", listing((link, "Satu", "29 April 2024 | 09:30 WIB")))


def content(newsroom: Newsroom) -> str:
    (entry,) = newsroom.feed().entries
    return entry.content


def test_a_link_that_is_sent_on_to_another_host_is_read_by_that_hosts_rules(
    newsroom: Newsroom,
) -> None:
    put_up(newsroom, "/go")
    newsroom.origin.redirect("/go", elsewhere(newsroom, "/tamu"))
    newsroom.origin.page("/tamu", both("Satu"))
    newsroom.hosts = {"localhost": rules("{content: .guest}")}
    report = newsroom.run()
    assert (report.whole, report.problems) == (1, ())
    assert THEIRS.strip() in content(newsroom)
    assert OWN.strip() not in content(newsroom)


def test_a_link_that_is_sent_on_to_another_site_misses_none_of_the_sites_own_rules(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(RULES.replace(".body", ".isi-situs"))
    put_up(newsroom, "/go")
    newsroom.origin.redirect("/go", elsewhere(newsroom, "/tamu"))
    newsroom.origin.page("/tamu", both("Satu"))
    report = newsroom.run()
    assert (report.whole, report.problems) == (1, ())


def test_a_link_elsewhere_that_comes_home_is_read_by_the_sites_own_rules(
    newsroom: Newsroom,
) -> None:
    put_up(newsroom, elsewhere(newsroom, "/go"))
    newsroom.origin.redirect("/go", newsroom.origin.url("/1"))
    newsroom.origin.page("/1", both("Satu"))
    newsroom.hosts = {"localhost": rules("{content: .guest}")}
    newsroom.run()
    assert OWN.strip() in content(newsroom)
    assert THEIRS.strip() not in content(newsroom)


def test_further_pages_are_followed_where_the_article_was_found(newsroom: Newsroom) -> None:
    put_up(newsroom, "/go")
    newsroom.origin.redirect("/go", elsewhere(newsroom, "/tamu"))
    newsroom.origin.page("/tamu", both("Satu", more="<a class=next href=/tamu/2>2</a>"))
    newsroom.origin.page(
        "/tamu/2", "<div class=guest><p>Halaman kedua yang juga panjang sekali.</p></div>"
    )
    newsroom.hosts = {"localhost": rules("{content: .guest, next: a.next}")}
    report = newsroom.run()
    assert report.problems == ()
    assert "Halaman kedua" in content(newsroom)


def test_when_an_article_is_asked_for_is_the_sites_matter_wherever_it_is(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(RULES.replace(".body,", ".body, failed: skip,"))
    put_up(newsroom, elsewhere(newsroom, "/tamu"))
    newsroom.origin.page("/tamu", "gone", status=404)
    newsroom.hosts = {"localhost": rules("{failed: summary}")}
    newsroom.run()
    assert newsroom.titles() == []


def test_an_edited_host_file_makes_no_listing_be_read_anew(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.hosts = {"localhost": rules("{content: .guest}")}
    assert newsroom.run(hours=1).unchanged
