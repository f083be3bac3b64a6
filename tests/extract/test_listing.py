"""A listing page gives the teasers that tests/data/listing states, or tells which rule is gone."""

from __future__ import annotations

import pytest
from stated import URL, Case, cases, locale_of, page_of, site_of, stated

from feedmaker.errors import IsFeedError, NoMatchError, ReadError
from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import Listing
from feedmaker.text import text_fingerprint

CASES = cases("listing")


def read(rules: str, html: str, url: str = URL) -> Listing:
    site = site_of(rules)
    return read_listing(page_of(html, url), site.listing, locale_of(site))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_listing_page_gives(case: Case) -> None:
    url = case.get("url", URL)
    if "gone" in case:
        with pytest.raises(NoMatchError) as caught:
            read(case["rules"], case["page"], url)
        error = caught.value
        assert (f"{error.rule} ({error.selector})", error.url) == (case["gone"], url)
        return
    found = stated(read(case["rules"], case["page"], url))
    teasers = found.pop("teasers", [])
    fingerprints = [teaser.pop("text_fingerprint", "") for teaser in teasers]
    assert teasers == case.get("teasers", [])
    assert found == {
        "url": url,
        **({"matched": len(teasers)} if teasers else {}),
        **case.get("page_says", {}),
    }
    if "texts" in case:
        assert fingerprints == [text_fingerprint(text) for text in case["texts"]]


def test_items_that_are_entries_and_have_no_ids_say_what_keeps_them_apart() -> None:
    html = "<div><h4>Ferry</h4></div><div><h4>Tide</h4></div>"
    told = "nothing tells the items of `link: false` apart.*; `id: h4` in `listing` does"
    with pytest.raises(ReadError, match=told) as caught:
        read("listing:\n  item: div\n  link: false\n", html)
    assert caught.value.rule == "listing.id"


def test_of_a_page_with_very_many_items_the_first_thousand_are_read() -> None:
    html = "<ul>" + "".join(f"<li><a href=/{n}>Story {n}</a>" for n in range(1005, 0, -1)) + "</ul>"
    listing = read("listing:\n  item: li\n", html)
    assert (len(listing.teasers), listing.matched) == (1000, 1005)
    assert listing.teasers[-1].by_itself.title == "Story 6"


def test_of_very_many_items_the_last_thousand_are_read_where_the_newest_stand_last() -> None:
    html = "<ul>" + "".join(f"<li><a href=/{n}>Story {n}</a>" for n in range(1005)) + "</ul>"
    listing = read("listing:\n  item: li\n", html)
    assert (len(listing.teasers), listing.matched) == (1000, 1005)
    titles = [teaser.by_itself.title for teaser in listing.teasers]
    assert (titles[0], titles[-1]) == ("Story 5", "Story 1004")


def test_a_feed_is_told_from_a_page() -> None:
    feed = page_of("<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>")
    site = site_of("listing:\n  item: li\n")
    with pytest.raises(IsFeedError):
        read_listing(feed, site.listing, locale_of(site))
    with pytest.raises(IsFeedError):
        find_rules(feed)


def test_without_rules_those_of_the_main_list_are_found_and_read_it() -> None:
    stories = "".join(
        f"<article class=story><h2><a href=/2026/story-number-{n}>The ferry sails for the {n}. time"
        f" since the long winter</a></h2><time>2026-11-1{n}</time></article>"
        for n in range(6)
    )
    page = page_of(f"<nav><a href=/about>About</a></nav><main>{stories}</main>")
    rules = find_rules(page)
    assert rules is not None
    listing = read_listing(page, rules, locale_of(site_of("")))
    assert [t.url for t in listing.teasers] == [
        f"https://www.gazette.example/2026/story-number-{n}" for n in range(6)
    ]


def test_a_page_without_a_list_has_no_rules() -> None:
    assert find_rules(page_of("<p>We moved.</p>")) is None


def test_an_items_own_summary_is_cut_with_a_mark() -> None:
    html = f"<li><a href=/1>One</a><p>{'tide ' * 1000}</p>"
    (teaser,) = read("listing:\n  item: li\n", html).teasers
    assert 1900 < len(teaser.by_itself.summary) <= 2000
    assert teaser.by_itself.summary.endswith("tide…")


@pytest.mark.parametrize("rule", ["", "  title: h2\n"])
def test_a_title_of_thousands_of_letters_is_cut_with_a_mark(rule: str) -> None:
    html = f"<li><h2><a href=/1>{'tide and tar ' * 400}</a></h2>"
    (teaser,) = read(f"listing:\n  item: li\n{rule}", html).teasers
    title = teaser.by_rule.title or teaser.by_itself.title
    assert 250 < len(title) <= 300
    assert title.startswith("tide and tar tide")
    assert title.endswith("…")


def test_a_label_that_stands_at_a_title_goes_where_the_story_stands_again_without_it() -> None:
    html = (
        "<li><a href=/1><span>sport</span><b>The ferry sails</b></a>"
        "<li><a href=/2><span>sport</span><b>Only here</b></a>"
        "<li><a href=/1><h2>The ferry sails</h2></a>"
    )
    teasers = read("listing:\n  item: li\n", html).teasers
    assert [one.by_itself.title for one in teasers] == ["The ferry sails", "sportOnly here"]
