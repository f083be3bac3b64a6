"""Runs of a site whose server tells us to wait (Retry-After): it is obeyed, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from newsroom import RULES, Newsroom, listing, story
from served import Origin, serving

from feedmaker.fetch.web import Web
from feedmaker.model import SiteState

FIRST_PAGE = story("Satu", "Halaman pertama. ", '<a class=lanjut href="/1b">2</a>')
LONG = {"Retry-After": "25200"}  # seven hours


@pytest.fixture
def newsroom(newsroom: Newsroom, make_web: Callable[..., Web]) -> Newsroom:
    """The same, with a network that has its clock and remembers hosts."""
    newsroom.web = make_web(now=lambda: newsroom.now, hosts=newsroom.store)
    return newsroom


@pytest.fixture
def third_origin() -> Iterator[Origin]:
    yield from serving()


def state_of(newsroom: Newsroom) -> SiteState:
    state = newsroom.store.site_state("kabar")
    assert state is not None
    return state


def mend(newsroom: Newsroom) -> None:
    """Let all answer again."""
    hits = newsroom.origin.requests
    newsroom.three_stories()
    assert newsroom.origin.requests is hits


def test_a_long_wait_loses_no_full_text_not_even_of_what_was_never_asked(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    for path in "/1", "/2", "/3":
        newsroom.origin.page(path, "busy", status=429, headers=LONG)
    report = newsroom.run()
    articles = [newsroom.origin.hits(path) for path in ("/1", "/2", "/3")]
    assert sum(articles) == 1  # the host said stop
    assert (report.failed, report.new, report.opened) == (False, 0, 1)
    (problem,) = report.problems
    assert problem.what == (
        f"127.0.0.1 asked to be left alone until {newsroom.now + timedelta(hours=7):%Y-%m-%d %H:%M}"
        " UTC (Retry-After): 3 articles wait"
    )
    mend(newsroom)
    report = newsroom.run(hours=7.1)
    assert (report.new, report.whole, report.problems) == (3, 3, ())
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_nothing_is_asked_of_a_host_that_rests_and_its_next_run_is_the_moment_it_named(
    newsroom: Newsroom,
) -> None:
    newsroom.origin.page("/", "x", status=429, headers=LONG)
    report = newsroom.run()
    named = newsroom.now + timedelta(hours=7)
    assert report.failed
    assert "429 Too Many Requests, and asks to be left alone for 7 h" in report.problems[0].what
    assert state_of(newsroom).retry == named
    mend(newsroom)
    asked = len(newsroom.origin.requests)
    again = newsroom.run(hours=6)
    assert (again.failed, again.waits) == (False, named)
    assert len(newsroom.origin.requests) == asked
    report = newsroom.run(hours=1.1)
    assert (report.new, report.waits) == (3, None)
    state = state_of(newsroom)
    assert (state.retry, state.put_off_since, state.failures) == (None, None, 0)


def test_another_site_of_the_host_waits_without_failing(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", "x", status=503, headers=LONG)
    newsroom.run()
    asked = len(newsroom.origin.requests)
    newsroom.edit(RULES.replace("url: {url}", "url: {url}olahraga"), name="olahraga")
    newsroom.origin.page("/olahraga", listing(("/9", "Sembilan", "")))
    report = newsroom.run(hours=1)
    assert (report.site, report.failed) == ("olahraga", False)
    assert report.waits == newsroom.now + timedelta(hours=6)
    assert len(newsroom.origin.requests) == asked


def test_who_is_put_off_for_more_than_a_day_fails_and_says_why(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", "x", status=429, headers={"Retry-After": "99999999"})
    newsroom.run()
    assert state_of(newsroom).retry == newsroom.now + timedelta(hours=24)
    newsroom.origin.page("/olahraga", listing(("/9", "Sembilan", "")))
    sport = RULES.replace("url: {url}", "url: {url}olahraga")
    newsroom.edit(sport, name="olahraga")
    assert newsroom.run(hours=1).waits
    newsroom.edit(RULES)
    newsroom.run(hours=23.1)  # it is told so again
    newsroom.edit(sport, name="olahraga")
    assert not newsroom.run(hours=0.8).failed
    report = newsroom.run(hours=0.2)
    assert report.failed
    assert "asked to be left alone since" in report.problems[0].what
    assert newsroom.run(hours=24).new == 1


def test_a_day_after_first_sight_the_listings_words_stand_in_and_are_filled_in_later(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/3", "busy", status=429, headers={"Retry-After": "72000"})  # 20 hours
    newsroom.run()
    newsroom.run(hours=20.1)
    assert newsroom.titles() == ["Satu", "Dua"]
    assert state_of(newsroom).wanted == newsroom.now + timedelta(hours=24 - 20.1)
    asked = len(newsroom.origin.requests)
    newsroom.run(hours=4)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]
    assert len(newsroom.origin.requests) == asked
    entry = newsroom.feed().entries[2]
    assert "asked to be left alone until" in entry.content
    before = entry.id, entry.published
    newsroom.origin.page("/3", story("Tiga", "Isi cerita nomor 3. "))
    newsroom.run(hours=20)
    entry = newsroom.feed().entries[2]
    assert "Isi cerita nomor 3." in entry.content
    assert (entry.id, entry.published) == before


@pytest.mark.parametrize(
    ("failed", "shown"), [("summary", ["Satu", "Dua", "Tiga"]), ("skip", ["Satu"])]
)
def test_what_is_put_off_is_shown_as_the_site_wants_failures(
    newsroom: Newsroom, failed: str, shown: list[str]
) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", f"content: .body, failed: {failed}"))
    newsroom.origin.page("/2", "busy", status=429, headers=LONG)
    newsroom.run()
    assert newsroom.titles() == shown
    mend(newsroom)
    newsroom.run(hours=7.1)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]
    assert all("Isi cerita" in entry.content for entry in newsroom.feed().entries)


def test_an_article_of_which_a_further_page_is_put_off_comes_whole_or_not_yet(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(RULES.replace("content: .body", "content: .body, next: a.lanjut"))
    newsroom.origin.page("/", listing(("/1", "Satu", "")))
    newsroom.origin.page("/1", FIRST_PAGE)
    newsroom.origin.page("/1b", "busy", status=429, headers=LONG)
    newsroom.run()
    assert newsroom.titles() == []
    newsroom.origin.page("/1b", story("Satu", "Halaman kedua. "))
    newsroom.run(hours=7.1)
    (entry,) = newsroom.feed().entries
    assert "Halaman pertama." in entry.content
    assert "Halaman kedua." in entry.content


def test_articles_on_another_host_want_a_run_of_their_own_and_the_listing_goes_on(
    newsroom: Newsroom, other_origin: Origin
) -> None:
    newsroom.edit(RULES + "every: 24h\n")
    newsroom.origin.page("/", listing((other_origin.url("/9"), "Sembilan", "")))
    other_origin.page("/9", "busy", status=429, headers={"Retry-After": "3600"})
    report = newsroom.run()
    assert (report.failed, report.waits) == (False, None)
    state = state_of(newsroom)
    assert (state.retry, state.wanted) == (None, newsroom.now + timedelta(hours=1))
    newsroom.run(hours=0.5)  # somebody asks for it by name
    assert state_of(newsroom).wanted == state.wanted
    assert other_origin.hits("/9") == 1


def test_an_article_is_asked_again_only_after_what_its_server_asked_for(
    newsroom: Newsroom, make_web: Callable[..., Web]
) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/3", "busy", status=429, headers={"Retry-After": "7200"})
    newsroom.run()
    newsroom.origin.page("/3", story("Tiga", "Isi cerita nomor 3. "))
    newsroom.web = make_web(now=lambda: newsroom.now)  # it knows nothing of that: the entry does
    newsroom.run(hours=1.9)
    assert newsroom.origin.hits("/3") == 1
    newsroom.run(hours=0.2)
    assert newsroom.origin.hits("/3") == 2
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_the_host_that_rests_is_the_one_a_redirect_led_to_and_the_listing_goes_on(
    newsroom: Newsroom, other_origin: Origin
) -> None:
    newsroom.origin.page("/", listing(("/go/9", "Sembilan", "")))
    newsroom.origin.redirect("/go/9", other_origin.url("/9"))
    other_origin.page("/9", "busy", status=429, headers=LONG)
    newsroom.run()
    state = state_of(newsroom)
    assert (state.retry, state.wanted) == (None, newsroom.now + timedelta(hours=7))


def test_a_second_listing_that_rests_is_told_once(newsroom: Newsroom, other_origin: Origin) -> None:
    newsroom.edit(RULES.replace("url: {url}", f"url: [{{url}}, {other_origin.url('/')}]"))
    newsroom.three_stories()
    other_origin.page("/", "busy", status=429, headers=LONG)
    newsroom.run()
    (problem,) = newsroom.run(hours=1).problems
    assert problem.what.count("left alone") == 1
    assert other_origin.hits("/") == 1


def test_each_host_that_articles_wait_for_has_its_moment(
    newsroom: Newsroom, other_origin: Origin, third_origin: Origin
) -> None:
    newsroom.edit(RULES + "every: 24h\n")
    newsroom.origin.page(
        "/",
        listing((other_origin.url("/4"), "Empat", ""), (third_origin.url("/5"), "Lima", "")),
    )
    other_origin.page("/4", "busy", status=429, headers={"Retry-After": "3600"})
    third_origin.page("/5", "busy", status=429, headers={"Retry-After": "18000"})
    newsroom.run()
    began = newsroom.now
    assert state_of(newsroom).wanted == began + timedelta(hours=1)
    other_origin.page("/4", story("Empat", "Isi cerita nomor 4. "))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Empat"]
    assert state_of(newsroom).wanted == began + timedelta(hours=5)
    third_origin.page("/5", story("Lima", "Isi cerita nomor 5. "))
    newsroom.run(hours=4)
    assert newsroom.titles() == ["Empat", "Lima"]
    assert state_of(newsroom).wanted is None


def test_who_never_stops_saying_stop_does_not_make_a_site_run_more_often_for_ever(
    newsroom: Newsroom, other_origin: Origin
) -> None:
    newsroom.edit(RULES + "every: 24h\n")
    newsroom.origin.page("/", listing((other_origin.url("/9"), "Sembilan", "")))
    other_origin.page("/9", "busy", status=429, headers={"Retry-After": "3600"})
    newsroom.run()
    for hours in 2, 10, 11.9:
        newsroom.run(hours=hours)
        assert state_of(newsroom).wanted
    newsroom.run(hours=0.2)
    assert newsroom.titles() == ["Sembilan"]
    newsroom.run(hours=1.1)
    assert state_of(newsroom).wanted is None  # it is asked with every run of the site
    other_origin.page("/9", story("Sembilan", "Isi cerita nomor 9. "))
    newsroom.run(hours=24)
    assert "Isi cerita nomor 9." in newsroom.feed().entries[0].content


def test_what_was_to_be_read_again_is_read_by_the_new_rules_when_its_host_lets_us(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    tag = {"ETag": '"one"'}
    more = "<div class=lain>Bagian lain dari cerita ini.</div>"
    newsroom.origin.page("/1", story("Satu", "Isi cerita nomor 1. ", more), headers=tag)
    newsroom.run()
    newsroom.edit(RULES.replace("content: .body", "content: .lain"))
    newsroom.origin.page("/1", "busy", status=429, headers=LONG)
    newsroom.run(hours=1, reread=1)
    newsroom.origin.page("/1", story("Satu", "Isi cerita nomor 1. ", more), headers=tag)
    newsroom.run(hours=7.1)
    assert "Bagian lain" in newsroom.feed().entries[0].content


def test_a_further_page_that_is_put_off_for_ever_costs_only_itself(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("content: .body", "content: .body, next: a.lanjut"))
    newsroom.origin.page("/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
    first = story("Satu", "Halaman pertama. ", '<a class=lanjut href="/1b">2</a>')
    newsroom.origin.page("/1", first)
    newsroom.origin.page("/1b", "busy", status=429, headers={"Retry-After": "3600"})
    for hours in 0, 12, 11.9:
        newsroom.run(hours=hours)
        assert newsroom.titles() == []
    report = newsroom.run(hours=1.1)
    (entry,) = newsroom.feed().entries
    assert "Halaman pertama." in entry.content
    assert ["article.next" in problem.what for problem in report.problems] == [True]


def test_a_second_look_at_which_a_further_page_fails_takes_no_text_away(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(RULES.replace("content: .body", "content: .body, again: 6h, next: a.lanjut"))
    newsroom.origin.page("/", listing(("/1", "Satu", "29 April 2024 | 09:30 WIB")))
    newsroom.origin.page("/1", FIRST_PAGE)
    newsroom.origin.page("/1b", story("Satu", "Halaman kedua. "))
    newsroom.run()
    before = newsroom.feed().entries[0]
    newsroom.origin.page("/1b", "broken", status=503)
    assert newsroom.run(hours=6.1).problems
    assert newsroom.feed().entries[0] == before
