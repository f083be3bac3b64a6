"""A date carries what told it and whether the order of its day and month is a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from stated import locale_of, page_of, site_of

from feedmaker import codec
from feedmaker.dates.parse import read_date
from feedmaker.extract.article import join, read_part
from feedmaker.extract.listing import read_listing
from feedmaker.model import Listing, Locale, Page, SiteDate, Validators

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
GRAPH = """<script type="application/ld+json">
{"@type": "NewsArticle", "datePublished": "2024-04-29T08:00Z"}</script>"""
ITEM = "<li><a href=/{n}>The ferry of pier {n}</a> {date}</li>"


def listing(*dates: str, rules: str = "{item: li}", language: str = "en") -> Listing:
    items = "".join(ITEM.format(n=n, date=date) for n, date in enumerate(dates, 1))
    site = site_of(f"listing: {rules}\nlanguage: {language}\n" if language else f"listing: {rules}")
    return read_listing(page_of(f"<ul>{items}</ul>"), site.listing, locale_of(site))


def told(found: Listing) -> list[tuple[str, str]]:
    dates = [one.by_rule.date or one.by_itself.date for one in found.teasers]
    return [(date.told, date.guessed) if date else ("none", "") for date in dates]


@pytest.mark.parametrize(
    ("shown", "rules", "source"),
    [
        ("<b>29 April 2024</b>", "{item: li, date: b}", "rule"),
        ("<time datetime=2024-04-29>Monday</time>", "{item: li}", "metadata"),
        ("<i itemprop=datePublished content=2024-04-29>x</i>", "{item: li}", "metadata"),
        ("<abbr class=published title=2024-04-29>x</abbr>", "{item: li}", "metadata"),
        ("<time>29 April 2024</time>", "{item: li}", "words"),
        ("<i class=date>29 April 2024</i>", "{item: li}", "words"),
        ("29 April 2024", "{item: li}", "words"),
    ],
)
def test_an_items_date_says_what_told_it(shown: str, rules: str, source: str) -> None:
    assert told(listing(shown, rules=rules)) == [(source, "")]


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ("<meta property=article:published_time content=2024-04-29T08:00Z>", "", "metadata"),
        (GRAPH, "", "metadata"),
        ("", "<time datetime=2024-04-29>Monday</time>", "metadata"),
        ("", "<p class=dateline>29 April 2024</p>", "words"),
    ],
)
def test_an_articles_date_says_what_told_it(head: str, body: str, source: str) -> None:
    site = site_of("language: en")
    assert site.article is not None
    page = page_of(f"<html lang=en><head>{head}</head><body><h1>Ferry</h1>{body}<p>Text.</p>")
    part = read_part(page, site.article, locale_of(site))
    assert part.by_page.date is not None
    assert part.by_page.date.told == source
    by_rule = site_of("language: en\narticle: {date: 'time, .dateline'}").article
    if body and by_rule:
        ruled = read_part(page, by_rule, locale_of(site)).by_rule.date
        assert ruled is not None
        assert ruled.told == "rule"


def guessed(text: str, language: str, *, zone: str = "UTC", order: str = "") -> str:
    locale = Locale(language, ZoneInfo(zone), NOW, order)
    return read_date(text, locale, told="words").guessed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("03/04/2024", "en"),  # some of its lands write the day first
        ("Posted 03/04/2024, 09:00", "en"),
        ("3-4-2024", ""),
        ("3/4 09:00", "en"),
    ],
)
def test_an_order_that_only_english_or_nothing_tells_is_a_guess(text: str, language: str) -> None:
    assert guessed(text, language) in text
    assert guessed(text, language)


def test_an_order_told_by_the_clock_alone_is_a_guess() -> None:
    assert guessed("02/11/2024", "") == "02/11/2024"  # 2 November lies ahead


@pytest.mark.parametrize(
    ("text", "language", "zone", "order"),
    [
        ("03/04/2024", "en", "UTC", "DMY"),  # the site's other dates
        ("03/04/2024", "en-GB", "UTC", ""),
        ("03/04/2024", "en-US", "UTC", ""),
        ("03/04/2024", "en", "Europe/London", ""),
        ("03/04/2024", "", "Europe/London", ""),
        ("03/04/2024", "id", "UTC", ""),
        ("29/04/2024", "en", "UTC", ""),
        ("04/04/2024", "en", "UTC", ""),
        ("Wednesday 03/04/2024", "en", "UTC", ""),
        ("3.4.2024", "en", "UTC", ""),
        ("2024-04-03", "", "UTC", ""),
        ("2024/04/03", "en", "UTC", ""),
        ("3 April 2024", "en", "UTC", ""),
        ("13/4 09:00", "en", "UTC", ""),
    ],
)
def test_an_order_that_something_tells_is_no_guess(
    text: str, language: str, zone: str, order: str
) -> None:
    assert guessed(text, language, zone=zone, order=order) == ""


def test_another_date_of_the_list_ends_the_guess() -> None:
    assert told(listing("02/04/2024", "03/04/2024")) == [
        ("words", "02/04/2024"),
        ("words", "03/04/2024"),
    ]
    assert told(listing("02/04/2024", "29/03/2024")) == [("words", ""), ("words", "")]


@pytest.mark.parametrize("rules", ["{item: li}", "{item: li, date: b}"])
def test_a_list_says_which_date_it_did_not_read_because_it_could_be_two(rules: str) -> None:
    found = listing("<b>02/04/2024</b>", "<b>03/04/2024</b>", rules=rules, language="")
    assert told(found) == [("none", ""), ("none", "")]
    assert found.two_ways == "02/04/2024"
    assert listing("<b>02/04/2024</b>", rules=rules, language="en-GB").two_ways == ""
    assert listing("<b>29/04/2024</b>", rules=rules, language="").two_ways == ""


def test_a_date_that_could_be_two_is_no_matter_where_another_stands() -> None:
    found = listing("<i class=date>02/04/2024</i> 2 April 2024", language="")
    assert (told(found), found.two_ways) == ([("words", "")], "")


@pytest.mark.parametrize("rules", ["{}", "{date: .date}"])
def test_an_article_says_which_date_it_did_not_read_because_it_could_be_two(rules: str) -> None:
    site = site_of(f"article: {rules}")
    assert site.article is not None
    html = "<h1>Ferry</h1><p class=date>02/04/2024</p><p>Text.</p>"
    part = read_part(page_of(html), site.article, locale_of(site))
    article = join((part,), title="", validators=Validators())
    assert article.two_ways == "02/04/2024"


def test_the_pages_own_language_reads_its_dates_where_the_site_states_none() -> None:
    site = site_of("listing: {item: li, date: b}\narticle: {date: b}")
    assert site.article is not None
    html = "<html lang=de><ul><li><a href=/1>Die Fähre kommt</a> <b>3/4/2024</b></li></ul>"
    (teaser,) = read_listing(page_of(html), site.listing, locale_of(site)).teasers
    part = read_part(page_of(html), site.article, locale_of(site))
    for date in (teaser.by_rule.date, part.by_rule.date):
        assert date is not None
        assert (date.moment.month, date.moment.day, date.guessed) == (4, 3, "")


def test_what_told_a_date_comes_out_of_the_sandbox_and_changes_nothing_that_is_stored() -> None:
    date = SiteDate(NOW, told="rule", guessed="3/4/2024")
    back = codec.loads(codec.dumps(date))
    assert isinstance(back, SiteDate)
    assert (back.told, back.guessed) == ("rule", "3/4/2024")
    before = SiteDate(NOW)
    assert codec.loads(codec.dumps(before)) == before == date
    assert hash(before) == hash(date)
    assert replace(date, day_only=True) != before


def days_of(body: str, url: str) -> list[str]:
    """Return the days of a page's items, which are its `li`."""
    page = Page(url, url, body.encode(), "text/html; charset=utf-8")
    site = site_of("listing: {item: li}\nlanguage: en\n")
    found = read_listing(page, site.listing, locale_of(site)).teasers
    dates = [one.by_itself.date for one in found]
    return [date.moment.date().isoformat() if date else "" for date in dates]


HEAD = "<table><tr><td><b>{number}</b><td><b>14 January 2024</b></table>"
CONTENTS = "<ul><li><a href=a.html>The ferry</a><li><a href=b.html>The tide</a></ul>"


@pytest.mark.parametrize("number", ["Volume X, No 2", "X. évfolyam 2. szám", "Ausgabe 2"])
def test_the_contents_of_an_issue_have_its_day(number: str) -> None:
    page = f"{HEAD.format(number=number)}{CONTENTS}<p>© 2002 The harbour</p>"
    assert days_of(page, url="https://www.example.org/2024/02/") == ["2024-01-14"] * 2


@pytest.mark.parametrize(
    ("number", "url", "more"),
    [
        (
            "Volume X, No 2",
            "https://www.example.org/issues/",
            "",
        ),  # the newest issue, next week it's another
        ("Volume X, No 2", "https://www.example.org/2023/02/", ""),
        ("The harbour", "https://www.example.org/2024/02/", ""),
        ("Volume X, No 2", "https://www.example.org/2024/02/", "<p>Closed since 3 May 2021</p>"),
        ("Volume X, No 2", "https://www.example.org/2024/02/", "<b>and</b>" * 2_000),
    ],
)
def test_a_day_in_the_head_of_what_is_no_issues_page_is_not_its_contents(
    number: str, url: str, more: str
) -> None:
    assert days_of(f"{HEAD.format(number=number)}{CONTENTS}{more}", url=url) == ["", ""]


@pytest.mark.parametrize("day", ["January 2024", "14 Foo 2024"])
def test_an_issue_without_a_day_gives_none(day: str) -> None:
    page = HEAD.format(number="No 2").replace("14 January 2024", day) + CONTENTS
    assert days_of(page, url="https://www.example.org/2024/02/") == ["", ""]
