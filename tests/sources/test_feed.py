"""Feeds of the four kinds as listings: what they say, and what they say badly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feedmaker.errors import ReadError, StandInError
from feedmaker.model import Enclosure, Listing, ListingRules, Locale, Page, Teaser
from feedmaker.sandbox.pool import Sandbox
from feedmaker.sources.feed import read_feed

FEEDS = Path(__file__).parents[1] / "data/feeds"
URL = "https://feeds.example/a/feed"
NOW = datetime(2024, 5, 1, tzinfo=UTC)
LOCALE = Locale("", ZoneInfo("Asia/Jakarta"), NOW)
OPENED = ListingRules(source="feed")
WHOLE = ListingRules(source="feed", item_is_entry=True)


def read(body: bytes | str, rules: ListingRules = WHOLE, content_type: str = "") -> Listing:
    body = body.encode() if isinstance(body, str) else body
    return read_feed(Page(URL, URL, body, content_type), rules, LOCALE)


def golden(name: str, rules: ListingRules = WHOLE) -> tuple[Listing, list[Teaser]]:
    listing = read((FEEDS / name).read_bytes(), rules)
    return listing, list(listing.teasers)


def rss(*items: str, head: str = "<title>T</title><link>https://tide.example/</link>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel>{head}{inner}</channel></rss>'


def stamp(teaser: Teaser) -> str:
    assert teaser.by_rule.date is not None
    return teaser.by_rule.date.moment.isoformat()


# --- The four kinds


def test_an_rss_feed_gives_what_it_says_of_its_items() -> None:
    listing, (salt, talk) = golden("rss.xml")
    said = salt.by_rule
    assert (salt.id, salt.url) == ("tide-301", "https://tide.example/news/salt")
    assert said.title == "Salt & sand on the quay"
    assert stamp(salt) == "2024-04-29T07:55:00+07:00"
    assert (said.authors, said.categories) == (("Ina Reed",), ("Weather", "Quay"))
    assert said.summary == "A short line."
    assert said.image == "https://tide.example/salt-large.jpg"
    assert 'href="https://tide.example/map"' in salt.content
    assert 'src="https://tide.example/news/salt.jpg"' in salt.content
    assert "alert" not in salt.content
    assert listing.about.title == "Tide & Harbour"
    assert listing.about.home == "https://tide.example/"
    assert (listing.about.language, listing.next) == ("en-GB", "")
    assert talk.id == talk.url == "https://tide.example/talk/7"
    assert talk.by_rule.enclosures == (
        Enclosure("https://tide.example/talk/7.mp3", "audio/mpeg", 4711),
    )
    assert stamp(talk) == "2024-04-28T18:30:00+07:00", "the site's zone, where none is named"


def test_an_atom_feed_gives_what_it_says_by_its_own_base() -> None:
    listing, (bold, dark) = golden("atom.xml")
    assert (bold.id, bold.url) == ("tag:lamp.example,2024:12", "https://lamp.example/log/12.html")
    assert bold.by_rule.title == "Why <b> is bold"
    assert stamp(bold) == "2024-04-29T22:10:00+02:00"
    assert bold.by_rule.updated is not None
    assert bold.by_rule.summary == "Of letters."
    assert 'src="https://lamp.example/log/pictures/b.png"' in bold.content
    assert bold.by_itself.authors == ("The keeper",)
    assert bold.id_is_uri
    assert (stamp(dark), dark.by_rule.updated) == ("2024-04-28T09:00:00+00:00", None)
    assert dark.content == "<p>One line.</p><p>Another.</p>"
    assert listing.about.title == "Lamp & Log"
    assert listing.next == "https://lamp.example/log/?page=2"


def test_an_rdf_feed_gives_what_it_says() -> None:
    listing, (knot,) = golden("rdf.xml")
    assert knot.id == knot.url == "https://net.example/knot"
    assert stamp(knot) == "2024-04-29T05:00:00-03:00"
    assert knot.by_rule.authors == ("Bo",)
    assert knot.by_rule.summary == "How to tie it."
    assert listing.about.title == "Net été"


def test_a_json_feed_gives_what_it_says() -> None:
    listing, (nine, eight) = golden("feed.json")
    said = nine.by_rule
    assert (nine.id, nine.url) == ("9", "https://feeds.example/9")
    assert (said.title, said.summary) == ("Nine < ten", "On hemp.")
    assert (said.authors, said.categories) == (("Kit",), ("hemp",))
    assert said.image == "https://feeds.example/9.jpg"
    assert said.enclosures == (Enclosure("https://feeds.example/9.ogg", "audio/ogg", 12),)
    assert 'href="https://feeds.example/hemp"' in nine.content
    assert eight.url == "https://elsewhere.example/8"
    assert (eight.by_rule.authors, eight.by_itself.authors) == (("Old way",), ())
    assert eight.content == "<p>Plain.</p><p>Text.</p>"
    assert listing.next == "https://feeds.example/feed.json?page=2"


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "rdf.xml", "feed.json"])
def test_the_sandbox_gives_the_same(name: str) -> None:
    page = Page(URL, URL, (FEEDS / name).read_bytes())
    with Sandbox() as box:
        assert box.call(read_feed, page, WHOLE, LOCALE) == golden(name)[0]


# --- What items are known by, and where they lead


def test_what_items_hold_only_stands_in_where_articles_are_opened() -> None:
    assert [one.stands_in for one in golden("rss.xml", OPENED)[1]] == [True, True]
    assert [one.stands_in for one in golden("rss.xml", WHOLE)[1]] == [False, False]


def test_a_guid_that_is_no_address_leads_nowhere() -> None:
    body = rss("<title>A</title><guid>17</guid><description>Text.</description>")
    with pytest.raises(ReadError, match="`article: false` publishes what they hold"):
        read(body, OPENED)
    (alone,) = read(body, WHOLE).teasers
    assert (alone.id, alone.url) == ("17", "https://tide.example/")
    assert (alone.content, alone.id_is_uri) == ("<p>Text.</p>", False)


def test_an_item_without_a_link_among_others_is_passed_over() -> None:
    linked = "<title>B</title><link>https://tide.example/b</link>"
    found = read(rss("<title>A</title><guid>17</guid>", linked), OPENED).teasers
    assert [one.by_rule.title for one in found] == ["B"]


def test_items_that_stand_twice_are_one() -> None:
    one = "<title>A</title><link>https://tide.example/a</link><guid>1</guid>"
    assert len(read(rss(one, one)).teasers) == 1


def test_an_id_that_all_items_share_is_none() -> None:
    same = (
        "<guid>https://tide.example/</guid><title>{0}</title><link>https://tide.example/{0}</link>"
    )
    found = read(rss(same.format("a"), same.format("b"))).teasers
    assert [one.id for one in found] == ["https://tide.example/a", "https://tide.example/b"]


def test_a_link_that_counts_readers_gives_way_to_the_original() -> None:
    body = rss(
        "<title>A</title><link>https://proxy.example/~r/1</link>"
        '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
        "https://tide.example/a</f:origLink>"
    )
    assert [one.url for one in read(body).teasers] == ["https://tide.example/a"]


# --- Texts and dates


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("Ben &amp;amp; Jo", "Ben & Jo"),
        ("Ben &amp; Jo", "Ben & Jo"),
        ("a &lt; b", "a < b"),
        ("&lt;i&gt;Old&lt;/i&gt; boats", "Old boats"),
        ("<![CDATA[It&#8217;s late]]>", "It’s late"),
    ],
)
def test_a_title_is_what_a_reader_sees(stated: str, shown: str) -> None:
    body = rss(f"<title>{stated}</title><link>https://tide.example/a</link>")
    assert [one.by_rule.title for one in read(body).teasers] == [shown]


def test_a_long_description_is_the_text_and_no_summary() -> None:
    item = "<link>https://tide.example/a</link><description>{}</description>"
    short = read(rss(item.format("A line."))).teasers[0]
    long = read(rss(item.format("&lt;p&gt;Word after word. &lt;/p&gt;" * 90))).teasers[0]
    assert (short.by_rule.summary, long.by_rule.summary) == ("A line.", "")
    assert long.content.count("<p>") == 90


@pytest.mark.parametrize(
    "date", ["Fri, 31 May 2024 10:00:00 GMT", "when it rains", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_date_that_cannot_be_believed_is_none(date: str) -> None:
    item = f"<link>https://tide.example/a</link><pubDate>{date}</pubDate>"
    assert read(rss(item)).teasers[0].by_rule.date is None


# --- Feeds that are not as they should be


@pytest.mark.parametrize("content_type", ["text/xml; charset=iso-8859-1", "", "text/html"])
def test_a_feed_in_utf_8_is_read_as_that_whatever_its_server_says(content_type: str) -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>Été</title><link>/a</link>")
    (found,) = read(body, WHOLE, content_type).teasers
    assert (found.by_rule.title, found.url) == ("Été", "https://feeds.example/a")


def test_a_feed_in_another_charset_is_read_by_what_it_says() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?>' + rss(
        "<title>Море</title><link>/a</link>"
    )
    (found,) = read(body.encode("cp1251")).teasers
    assert found.by_rule.title == "Море"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = rss("<title>A & B</title><link>/a</link>", "<title>C</title><link>/c</link>")
    assert [one.by_rule.title for one in read(body[:-60]).teasers][:1] == ["A & B"]


def test_an_empty_feed_is_no_fault() -> None:
    assert read(rss()).teasers == ()
    assert read('{"version": "https://jsonfeed.org/version/1", "items": []}').teasers == ()


def test_a_feed_without_anything_that_can_be_read_is_told() -> None:
    with pytest.raises(ReadError, match="this feed is broken"):
        read('<rss version="2.0"><channel><title>T</ti')
    with pytest.raises(ReadError, match="this is no feed"):
        read(b"\x00\x01\x02" * 400)
    with pytest.raises(ReadError, match="this is no feed"):
        read("{" * 100_000)


def test_a_page_where_a_feed_was_is_told() -> None:
    page = "<html><title>Tide</title>{}<body><p>Welcome to the harbour, with some words.</p></body>"
    with pytest.raises(ReadError, match="this is a page, not a feed: set `url` to a feed"):
        read(page.format(""))
    link = '<link rel=alternate type="application/rss+xml" href="/feed.xml">'
    with pytest.raises(ReadError, match=r"that it names, https://feeds\.example/feed\.xml"):
        read(page.format(link))


def test_a_login_where_a_feed_was_is_told_as_one() -> None:
    form = (
        "<html><title>Log in</title><body><h1>Log in</h1><form action=/login method=post>"
        "<input name=user><input type=password name=password><button>Log in</button></form></body>"
    )
    with pytest.raises(StandInError):
        read(form)


def test_of_a_huge_feed_the_newest_are_kept() -> None:
    items = [
        {"id": str(n), "url": f"/{n}", "date_published": f"2024-0{1 + n // 1000}-01T00:00:00Z"}
        for n in range(1500)
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    found = read(body).teasers
    assert (len(found), found[-1].id) == (1000, "1499")
    with Sandbox() as box:
        text = "<p>Some words of an episode.</p>" * 200
        huge = rss(
            *(
                f"<link>/{n}</link><description><![CDATA[{text}]]></description>"
                for n in range(1500)
            )
        )
        page = Page(URL, URL, huge.encode())
        listing = box.call(read_feed, page, WHOLE, LOCALE)
    assert len(listing.teasers) == 1000
    assert listing.teasers[0].content
    assert not listing.teasers[-1].content, "beyond the limit"


def test_entities_that_grow_are_not_let_grow() -> None:
    grow = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "haha">' for n in range(10)
    )
    body = f"<!DOCTYPE rss [{grow}]>" + rss("<title>A &e9;</title><link>/a</link>")
    with Sandbox() as box:
        listing = box.call(read_feed, Page(URL, URL, body.encode()), WHOLE, LOCALE)
    assert [one.url for one in listing.teasers] == ["https://feeds.example/a"]
    assert "haha" * 10 not in listing.teasers[0].by_rule.title


def test_files_of_the_machine_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("k7-secret")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = entity + rss("<title>A &x;</title><link>/a</link>")
    assert "k7-secret" not in repr(read(body))


def test_the_zone_of_the_site_counts_where_a_date_names_none() -> None:
    page = Page(URL, URL, rss("<link>/a</link><pubDate>2024-04-29 10:00</pubDate>").encode())
    (found,) = read_feed(page, WHOLE, replace(LOCALE, zone=UTC)).teasers
    assert stamp(found) == "2024-04-29T10:00:00+00:00"
