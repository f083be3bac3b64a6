"""Dates that can be read in two ways: said once, with the line that decides, and where none does."""

from __future__ import annotations

import pytest
from newsroom import Newsroom, listing, story

BOTH_WAYS = "url: {url}\nlisting: {{item: .item, link: a, title: a, date: .date}}\n"


def two_ways(newsroom: Newsroom, *, hours: float = 0) -> list[str]:
    said = [
        problem for problem in newsroom.run(hours=hours).problems if problem.cause == "two ways"
    ]
    return [problem.what for problem in said]


@pytest.mark.parametrize(
    ("language", "done"), [("language: en", "it was read as 2024-03-04"), ("", "it was not read")]
)
def test_dates_that_can_be_read_in_two_ways_are_said_once_with_the_line_that_decides(
    newsroom: Newsroom, language: str, done: str
) -> None:
    def page(*rows: tuple[str, str, str]) -> str:
        return listing(*rows).replace("<html lang=id>", "<html>")

    newsroom.origin.page("/", page(("/1", "Satu", "03/04/2024"), ("/2", "Dua", "02/04/2024")))
    newsroom.edit(f"{BOTH_WAYS}article: false\n{language}\n")
    (said,) = two_ways(newsroom)
    assert said.startswith("the date 03/04/2024 can be read in two ways")
    assert done in said
    assert "`language: en-GB` says day first" in said
    assert '`format: "%d/%m/%Y"`' in said
    newsroom.origin.page("/", page(("/3", "Tiga", "01/04/2024"), ("/1", "Satu", "03/04/2024")))
    assert two_ways(newsroom, hours=1) == []


@pytest.mark.parametrize(
    "line",
    [
        "language: en-GB",
        "language: en-US",
        "timezone: Europe/London",
        "listing: {{item: .item, link: a, title: a, date: {{select: .date, format: '%d/%m/%Y'}}}}",
    ],
)
def test_each_line_that_decides_ends_the_doubt(newsroom: Newsroom, line: str) -> None:
    rows = ("/1", "Satu", "03/04/2024"), ("/2", "Dua", "02/04/2024")
    newsroom.origin.page("/", listing(*rows).replace("lang=id", "lang=en"))
    rules = line if line.startswith("listing") else f"{BOTH_WAYS}{line}".removeprefix("url: {url}")
    newsroom.edit(f"url: {{url}}\narticle: false\n{rules}\n")
    assert two_ways(newsroom) == []


def test_what_the_site_showed_before_ends_the_doubt(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/1", "Satu", "29/03/2024")).replace("lang=id", "lang=en"))
    newsroom.edit(f"{BOTH_WAYS}article: false\nlanguage: en\n")
    assert two_ways(newsroom) == []
    newsroom.origin.page("/", listing(("/2", "Dua", "03/04/2024")).replace("lang=id", "lang=en"))
    assert two_ways(newsroom, hours=1) == []


def test_an_article_that_is_sure_of_its_date_leaves_no_doubt(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/1", "Satu", "03/04/2024"), ("/2", "Dua", "02/04/2024")))
    # Without a rule for dates: what that gave would win
    newsroom.edit(f"{BOTH_WAYS}language: en\n".replace(", date: .date", ""))
    sure = "<meta property=article:published_time content=2024-04-03T08:00Z>"
    for number in "12":
        newsroom.origin.page(f"/{number}", sure + story("Satu", f"Isi cerita {number}. "))
    assert two_ways(newsroom) == []
    newsroom.origin.page("/3", story("Tiga", "Isi cerita yang lain. "))
    newsroom.origin.page("/", listing(("/3", "Tiga", "01/04/2024"), ("/1", "Satu", "03/04/2024")))
    assert len(two_ways(newsroom, hours=1)) == 1


def test_an_article_whose_date_could_be_two_is_said(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/1", "Satu", "")).replace(" lang=id", ""))
    newsroom.origin.page("/1", "<p class=dateline>03/04/2024</p><p>Isi cerita yang panjang. </p>")
    newsroom.edit("url: {url}\nlisting: {{item: .item, link: a, title: a}}\n")
    (said,) = two_ways(newsroom)
    assert "it was not read" in said
