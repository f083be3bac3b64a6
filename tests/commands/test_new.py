"""`feedmaker new`: from an address to a site file that works, or to the feed that is there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import listing
from served import Origin
from shell import Home

from feedmaker.config.site import read_site
from feedmaker.demo_site.server import DemoSite
from feedmaker.model import Site

WORDS = "The ferry of {n} leaves the old pier at noon and nobody knows when it will be back. "


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


def put_up(origin: Origin, *, head: str = "", more: str = "") -> None:
    """Serve a paper of four stories, each of a hundred words and more."""
    rows = [
        (f"/news/{n}", f"The ferry sails again, part {n}", f"{30 - 2 * n} April 2026")
        for n in range(4)
    ]
    page = listing(*rows).replace("lang=id", "lang=en").replace("<title>", f"{head}<title>")
    origin.page("/news", page)
    for n, (link, title, _) in enumerate(rows):
        origin.page(link, article(title, n, more))


def article(title: str, n: int, more: str = "") -> str:
    text = "".join(f"<p>{WORDS.format(n=f'{n}{row}') * 3}</p>" for row in range(4))
    return (
        f"<html lang=en><title>{title}</title><body><h1>{title}</h1>"
        f"<div class=story-text>{text}{more}</div></body>"
    )


def feed(origin: Origin, *, full: bool, links: str = "/news/{n}") -> str:
    """An RSS feed of the paper's stories."""

    def item(n: int) -> str:
        text = "".join(f"<p>{WORDS.format(n=f'{n}{row}') * 3}</p>" for row in range(4))
        said = text if full else "<p>A ferry sails.</p>"
        link = origin.url(links.format(n=n))
        return (
            f"<item><title>The ferry sails again, part {n}</title><link>{link}</link>"
            f"<guid>{link}</guid><pubDate>Tue, 2{n} Apr 2026 10:00:00 +0100</pubDate>"
            f"<description><![CDATA[{said}]]></description></item>"
        )

    items = "".join(map(item, range(4)))
    return f"<rss version='2.0'><channel><title>The Paper</title>{items}</channel></rss>"


def site_of(home: Home, name: str) -> Site:
    file = home.path / "sites" / f"{name}.yaml"
    return read_site(name, file.read_bytes(), file=file.name)


# --- A site without a feed ------------------------------------------------------


def test_the_demo_site_goes_from_its_address_to_a_feed_in_one_command(
    home: Home, demo: DemoSite
) -> None:
    looked_at = home.path / "looked-at"
    browser = home.path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(looked_at)!r}, 'w').write(sys.argv[1])\n"
    )
    browser.chmod(0o755)
    ran = home.process("new", f"{demo.origin}/notes", "--open", env={"BROWSER": f"{browser} %s"})
    assert (ran.status, ran.err.count("bug")) == (0, 0), ran.err
    assert len(home.feed("slack-water")["items"]) == 5
    assert "full text 5/5" in ran.out
    assert looked_at.read_text() == (home.path / "public/index.html").as_uri()


def test_the_file_is_short_and_says_why_each_guess_was_made(home: Home, demo: DemoSite) -> None:
    ran = home.run("new", f"{demo.origin}/berita", "--name", "harian")
    assert ran.status == 0, ran.err
    text = (home.path / "sites/harian.yaml").read_text("utf-8")
    site = site_of(home, "harian")
    assert (site.title, site.language) == ("Harian Tanjung Selasih", "id")
    assert "# about 3 stories a day" in text
    assert re.search(r"  author: \.baca__penulis +# nothing else on its pages says it\n", text)
    assert site.article is not None
    ways = site.listing.next, site.article.next
    assert [way[0].text for way in ways] == ["a.halaman__tautan--lanjut"] * 2
    assert text.index("url:") < text.index("title:") < text.index("every:") < text.index("listing:")
    assert len(text.splitlines()) <= 17
    assert "nth-" not in text


def test_the_first_stories_are_shown_as_they_will_stand_in_the_feed(home: Home) -> None:
    put_up(home.origin)
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert ran.status == 0, ran.err
    assert any(
        "2026-04-30" in line and "The ferry sails again, part 0" in line for line in ran.lines()
    )
    assert "author     4 of 4 without: `article.author` can say where it stands" in ran.out
    assert "feedmaker build paper" in ran.out


def test_a_changelog_on_one_page_becomes_a_feed_of_its_parts(home: Home) -> None:
    parts = "".join(
        f"<h2 id=v{n}>1.{n}.0 - 2026-04-1{n}</h2><p>{WORDS.format(n=n) * 3}</p>"
        for n in range(6, 1, -1)
    )
    home.origin.page("/changes", f"<html lang=en><body><h1>Changes</h1>{parts}</body>")
    ran = home.run("new", home.origin.url("/changes"), "--name", "changes")
    assert ran.status == 0, ran.err
    text = (home.path / "sites/changes.yaml").read_text()
    assert "each story is a part of this page" in text
    assert "remove" not in text
    assert home.run("build", "changes").status == 0
    first = home.feed("changes")["items"][0]
    assert first["url"] == home.origin.url("/changes#v6")
    assert first["title"] == "1.6.0 - 2026-04-16"
    assert WORDS.format(n=6).strip() in first["content_html"]
    assert WORDS.format(n=5).strip() not in first["content_html"]


def test_what_stands_below_every_story_is_removed_by_a_rule_of_its_own(home: Home) -> None:
    box = "<div class='letter-box k3x9'><p>Get our letter on ferries each Friday, free of charge.</p></div>"
    put_up(home.origin, more=box)
    home.run("new", home.origin.url("/news"), "--name", "paper")
    site = site_of(home, "paper")
    assert site.article is not None
    assert [rule.text for rule in site.article.remove] == [".letter-box"]
    home.run("build", "paper")
    texts = [item["content_html"] for item in home.feed("paper")["items"]]
    assert len(texts) == 4
    assert not any("letter" in text for text in texts)
    assert all("old pier" in text for text in texts)


def test_a_link_to_the_whole_story_on_one_page_is_followed_by_a_rule(home: Home) -> None:
    put_up(home.origin, more="<a class=whole href='?page=all'>All of it</a>")
    ends = ("lamps are lit", "ropes were cut", "the captain slept", "all boats came home")
    for n, end in enumerate(ends):
        more = f"<p>On the last page it is told at length that {end} before the winter came.</p>"
        title = f"The ferry sails again, part {n}"
        home.origin.page(f"/news/{n}?page=all", article(title, n, more))
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert ran.status == 0, ran.err
    article_rules = site_of(home, "paper").article
    assert article_rules is not None
    assert [rule.text for rule in article_rules.single_page] == ["a.whole"]
    home.run("build", "paper")
    texts = [item["content_html"] for item in home.feed("paper")["items"]]
    assert all(any(end in text for text in texts) for end in ends)


def test_what_a_page_says_of_itself_stays_on_its_line_of_the_file(home: Home) -> None:
    put_up(home.origin)
    page = home.origin.url("/news")
    rows = [(f"/news/{n}", f"The ferry sails again, part {n}", "") for n in range(4)]
    title = "<title>Ferries: all #1 news\nevery: 90s"
    home.origin.page("/news", listing(*rows).replace("<title>Kabar", title))
    assert home.run("new", page, "--name", "paper").status == 0
    site = site_of(home, "paper")
    assert site.title == "Ferries: all #1 news every: 90s"
    assert site.every.span is not None
    assert site.every.span.total_seconds() == 3600


# --- A site with a feed -----------------------------------------------------------


def test_a_feed_with_full_texts_is_named_and_nothing_is_written(home: Home) -> None:
    put_up(home.origin, head="<link rel=alternate type=application/rss+xml href=/all.rss>")
    home.origin.page("/all.rss", feed(home.origin, full=True), content_type="application/rss+xml")
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert ran.status == 0
    assert f"Subscribe to it as it is: {home.origin.url('/all.rss')}" in ran.out
    assert not (home.path / "sites").exists()
    assert home.run("new", home.origin.url("/news"), "--name", "paper", "--anyway").status == 0
    assert site_of(home, "paper").listing.source == "html"


def test_a_feed_of_summaries_becomes_one_of_full_texts(home: Home) -> None:
    put_up(home.origin, more="<a href=/paper.xml>RSS</a>")
    page = home.origin.url("/news")
    rows = [(f"/news/{n}", f"The ferry sails again, part {n}", "") for n in range(4)]
    home.origin.page("/news", listing(*rows, more="<a href=/paper.xml>RSS</a>"))
    home.origin.page("/paper.xml", feed(home.origin, full=False), content_type="text/xml")
    ran = home.run("new", page, "--name", "paper")
    assert "a feed of summaries (3 of " in ran.out
    site = site_of(home, "paper")
    assert (site.listing.source, site.urls[0].url) == ("feed", home.origin.url("/paper.xml"))
    home.run("build", "paper")
    assert all("old pier" in item["content_html"] for item in home.feed("paper")["items"])


def test_the_usual_addresses_of_feeds_are_asked_only_where_the_page_names_none(home: Home) -> None:
    put_up(home.origin)
    home.origin.page("/feed", feed(home.origin, full=True), content_type="application/rss+xml")
    ran = home.run("new", home.origin.url("/news"))
    assert f"Subscribe to it as it is: {home.origin.url('/feed')}" in ran.out
    put_up(home.origin, head="<link rel=alternate type=application/rss+xml href=/all.rss>")
    home.origin.page("/all.rss", feed(home.origin, full=True), content_type="application/rss+xml")
    before = home.origin.hits("/feed")
    home.run("new", home.origin.url("/news"))
    assert home.origin.hits("/feed") == before


def test_a_feed_of_other_stories_is_not_taken_for_this_pages(home: Home) -> None:
    put_up(home.origin)
    home.origin.page(
        "/feed", feed(home.origin, full=True, links="/sport/{n}"), content_type="text/xml"
    )
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert "of other stories than this page's" in ran.out
    assert site_of(home, "paper").listing.source == "html"


def test_of_several_feeds_one_of_this_pages_stories_is_taken_and_rather_a_full_one(
    home: Home,
) -> None:
    named = ("sport", "short", "full")
    links = (f"<link rel=alternate type=application/rss+xml href=/{one}.rss>" for one in named)
    put_up(home.origin, head="".join(links))
    for one in named:
        stories = "/sport/{n}" if one == "sport" else "/news/{n}"
        body = feed(home.origin, full=one != "short", links=stories)
        home.origin.page(f"/{one}.rss", body, content_type="application/rss+xml")
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert f"Subscribe to it as it is: {home.origin.url('/full.rss')}" in ran.out
    home.origin.page("/full.rss", "gone", status=404)
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert site_of(home, "paper").urls[0].url == home.origin.url("/short.rss")


def test_the_address_of_a_feed_itself_will_do(home: Home) -> None:
    put_up(home.origin)
    home.origin.page(
        "/short.rss", feed(home.origin, full=False), content_type="application/rss+xml"
    )
    assert home.run("new", home.origin.url("/short.rss"), "--name", "paper").status == 0
    assert site_of(home, "paper").listing.source == "feed"


# --- By example ---------------------------------------------------------------------


def two_lists(origin: Origin) -> None:
    """Serve a page whose longer list is of sport, and a shorter one below it of ferries."""
    put_up(origin)
    ferries = [(f"/news/{n}", f"The ferry sails again, part {n}", "") for n in range(4)]
    sport = "".join(
        f"<article class=match><h2><a href=/sport/2026/{n}>Harbour rowers win their race number {n}</a>"
        f"</h2><time>2{n} April 2026</time></article>"
        for n in range(8)
    )
    head, _, rows = listing(*ferries).partition("<ul>")
    origin.page(
        "/news", f"{head}<section class=sport>{sport}</section><ul class=ferries>{rows}</ul>"
    )
    for n in range(8):
        origin.page(f"/sport/2026/{n}", article(f"Harbour rowers win their race number {n}", n))


@pytest.mark.parametrize(
    "said",
    [
        ["--item", "the ferry sails again, part 2"],
        ["--item", "ferry sails again, part 1", "--item", "ferry sails again, part 3"],
        ["--not", "Harbour rowers win their race number 3", "--item", "again, part 0"],
        ["--listing", "ul.ferries"],
    ],
)
def test_a_story_that_is_named_says_which_list_is_meant(home: Home, said: list[str]) -> None:
    two_lists(home.origin)
    page = home.origin.url("/news")
    assert "Harbour rowers" in home.run("new", page, "--name", "sport").out
    ran = home.run("new", page, "--name", "ferries", *said)
    assert ran.status == 0, ran.err
    assert "4 stories listed" in ran.out
    home.run("build", "ferries")
    titles = {item["title"] for item in home.feed("ferries")["items"]}
    assert titles == {f"The ferry sails again, part {n}" for n in range(4)}


def test_a_list_that_is_named_stands_in_the_file_as_what_was_said(home: Home) -> None:
    two_lists(home.origin)
    page = home.origin.url("/news")
    assert home.run("new", page, "--name", "ferries", "--listing", ".ferries").status == 0
    text = (home.path / "sites/ferries.yaml").read_text("utf-8")
    assert re.search(r"  within: \.ferries +# as --listing says\n", text)


def test_a_title_that_is_not_there_is_told_with_the_nearest_that_is(home: Home) -> None:
    two_lists(home.origin)
    ran = home.run("new", home.origin.url("/news"), "--item", "The fery sail again part 2")
    assert ran.status == 1
    assert "did you mean “The ferry sails again, part 2”?" in ran.err


def test_a_story_that_no_rule_keeps_out_is_told_and_nothing_is_written(home: Home) -> None:
    two_lists(home.origin)
    said = ["--item", "sails again, part 1", "--not", "sails again, part 2"]
    ran = home.run("new", home.origin.url("/news"), "--name", "ferries", *said)
    assert (ran.status, "stands in the same list" in ran.err) == (1, True)
    assert not (home.path / "sites").exists()


def test_what_is_no_selector_or_finds_nothing_is_told(home: Home) -> None:
    two_lists(home.origin)
    page = home.origin.url("/news")
    assert home.run("new", page, "--listing", "ul[").status == 2
    missed = home.run("new", page, "--listing", ".boats")
    assert (missed.status, "matches nothing (.boats)" in missed.err) == (1, True)


# --- What can't be, and what is there already ---------------------------------------


def test_a_file_that_is_there_is_replaced_only_by_force_and_nothing_is_asked(home: Home) -> None:
    put_up(home.origin)
    file = home.site("paper")
    mine = file.read_bytes()
    ran = home.run("new", home.origin.url("/news"), "--name", "paper")
    assert (ran.status, file.read_bytes()) == (2, mine)
    assert "is there already" in ran.err
    assert home.origin.requests == []
    assert home.run("new", home.origin.url("/news"), "--name", "paper", "--force").status == 0
    assert file.read_bytes() != mine


def test_by_force_a_link_is_replaced_and_what_it_leads_to_is_left_alone(home: Home) -> None:
    put_up(home.origin)
    (home.path / "sites").mkdir()
    elsewhere = home.path / "elsewhere"
    elsewhere.write_text("mine")
    (home.path / "sites/paper.yaml").symlink_to(elsewhere)
    assert home.run("new", home.origin.url("/news"), "--name", "paper").status == 2
    assert home.run("new", home.origin.url("/news"), "--name", "paper", "--force").status == 0
    assert elsewhere.read_text() == "mine"
    assert not (home.path / "sites/paper.yaml").is_symlink()


def test_a_page_that_scripts_draw_is_told_with_what_to_do(home: Home) -> None:
    home.origin.page(
        "/news", "<title>Paper</title><body><div id=root></div><script src=/app.js></script>"
    )
    ran = home.run("new", home.origin.url("/news"))
    assert ran.status == 1
    assert "drawn by scripts" in ran.err
    assert "look for a feed" in ran.err
    assert not (home.path / "sites").exists()


def test_a_page_without_a_list_is_told(home: Home) -> None:
    home.origin.page("/news", f"<title>Paper</title><h1>Ferries</h1><p>{WORDS * 5}</p>")
    ran = home.run("new", home.origin.url("/news"))
    assert ran.status == 1
    assert "no list of stories was found" in ran.err


@pytest.mark.parametrize("name", ["Paper", "index", "../paper"])
def test_a_name_that_no_feed_can_have_is_refused_first(home: Home, name: str) -> None:
    assert home.run("new", home.origin.url("/news"), "--name", name).status == 2
    assert home.origin.requests == []
