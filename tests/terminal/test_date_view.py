"""`listing`, `article` and `check --live` say what told a date, and what nothing told of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from newsroom import listing, story
from served import Origin
from shell import Home

SITE = "url: {url}\nrequest: {{delay: 0s}}\nlisting: {{item: .item, link: a, title: a}}\n"
ROWS = (
    ("/1", "Satu", "03/04/2024"),
    ("/2", "Dua", "<time datetime=2024-04-03T08:00>x</time>"),
    ("/3", "Tiga", "2 April 2024"),
)
TEXT = "The ferry runs again, and all on the island are glad to hear of it. " * 4
HEAD = """<html lang=en><title>Ferry - Gazette</title><meta property=og:title content=Ferry>
<meta name=description content="After the storm."><meta property=og:image content=/p.jpg>
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ana Ruiz"},
"datePublished": "2024-04-03T08:00", "dateModified": "2024-04-04T08:00Z",
"keywords": "sea, storm"}</script>"""


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    origin.page("/kabar", listing(*ROWS).replace("lang=id", "lang=en"))
    return Home(tmp_path, origin)


def test_each_item_says_what_told_its_date_and_what_nothing_did(home: Home) -> None:
    home.site("kabar", SITE)
    told = home.run("listing", "--site", "kabar", "--json").json()
    assert [(one["date_told"], one["date_doubts"]) for one in told["items"]] == [
        ("words", ["order"]),
        ("metadata", ["zone"]),
        ("words", []),
    ]
    assert told["dates"] == {
        "told": {"words": 2, "metadata": 1},
        "doubts": {"order": 1, "zone": 1},
    }
    out = home.run("listing", "--site", "kabar").out
    assert re.search(r"2024-03-04 +words +Satu  \[day and month guessed\]", out)
    assert re.search(r"08:00:00\+00:00 +metadata +Dua  \[no zone told, read as UTC\]", out)
    assert re.search(r"2024-04-02 +words +Tiga\n", out)
    assert "told by words (2), metadata (1); day and month guessed (1)" in out
    assert "the date 03/04/2024 can be read in two ways" in out
    assert "`language: en-GB`" in out


def test_what_the_site_file_decides_is_no_doubt(home: Home) -> None:
    home.site("kabar", f"{SITE}timezone: Europe/London\n")
    told = home.run("listing", "--site", "kabar", "--json").json()
    assert told["dates"]["doubts"] == {}
    assert "guessed" not in home.run("listing", "--site", "kabar").out


def test_a_date_that_was_not_read_is_named_beside_the_others(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS[:1]).replace(" lang=id", ""))
    home.site("kabar", SITE)
    out = home.run("listing", "--site", "kabar").out
    assert re.search(r"no date +Satu\n", out)
    assert (
        "the date 03/04/2024 can be read in two ways, and nothing decides which; it was not" in out
    )


def test_live_says_it_of_listings_and_of_the_dates_that_win(home: Home) -> None:
    for number in "123":
        home.origin.page(f"/{number}", HEAD + story("Ferry", TEXT))
    home.site("kabar", SITE)
    ran = home.run("check", "--live")
    of_listing, of_articles = ran.out.split("the first 3 articles")
    assert "told by words (2), metadata (1); day and month guessed (1)" in of_listing
    assert "told by metadata (3); no zone told, read as UTC (3)" in of_articles
    told = home.run("check", "--live", "--json").json()["live"]["kabar"]
    assert told["listings"][0]["dates"]["told"] == {"words": 2, "metadata": 1}
    assert told["articles"]["dates"] == {"told": {"metadata": 3}, "doubts": {"zone": 3}}


def test_dates_that_rules_give_and_nothing_leaves_open_need_no_line(home: Home) -> None:
    home.origin.page("/kabar", listing(*ROWS[2:]))
    home.site("kabar", SITE.replace("title: a", "title: a, date: .date") + "article: false\n")
    assert "told by" not in home.run("check", "--live").out


# --- article --explain -------------------------------------------------------


def test_an_article_explains_where_each_field_stands(home: Home) -> None:
    home.origin.page("/1", HEAD + story("Ferry", TEXT))
    home.site("kabar", f"{SITE}article: {{{{content: .body, author: .by}}}}\n")
    url = home.origin.url("/1")
    out = home.run("article", url, "--site", "kabar", "--explain").out
    for line in (
        r"title +Ferry  \(by the page's metadata: <h1>\)",
        r"date +2024-04-03T08.*\(by the page's metadata: JSON-LD datePublished\)  \[no zone told",
        r"updated .*\(by the page's metadata: JSON-LD dateModified\)\n",
        r"summary .*: <meta description>\)",
        r"image .*: <meta og:image>\)",
        r"category +sea, storm  \(by the page's metadata: JSON-LD keywords\)",
        r"author +Ani  \(by rule: \.by\)",
        r"content .*\(by rule: \.body\)",
    ):
        assert re.search(line, out), line
    told = home.run("article", url, "--site", "kabar", "--explain", "--json").json()
    assert told["explained"]["date"] == {"by": "metadata", "where": "JSON-LD datePublished"}
    assert told["explained"]["authors"] == {"by": "rule", "where": ".by"}
    assert told["explained"]["content"] == {"by": "rule", "where": ".body"}
    assert (told["date_told"], told["date_doubts"]) == ("metadata", ["zone"])
    assert "explained" not in home.run("article", url, "--json").json()
    assert "JSON-LD" not in home.run("article", url).out


def test_a_date_that_the_page_only_shows_is_told_by_its_words(home: Home) -> None:
    shown = "<p class=dateline>03/04/2024</p>"
    home.origin.page("/1", story("Ferry", TEXT, shown).replace("lang=id", "lang=en"))
    out = home.run("article", home.origin.url("/1"), "--explain").out
    assert re.search(r"date +2024-03-04  \(by words on the page\)  \[day and month guessed\]", out)
    assert re.search(r"content .*\(found automatically\)", out)


def test_lines_of_a_batch_are_explained_only_if_asked_for(home: Home) -> None:
    (home.path / "a.html").write_text(HEAD + story("Ferry", TEXT), encoding="utf-8")
    line = b'{"id": 1, "url": "https://kabar.example/1", "html_path": "a.html"}'
    told = home.run("article", "--batch", "--explain", stdin=line).json()
    assert told["explained"]["date"]["where"] == "JSON-LD datePublished"
    assert "explained" not in home.run("article", "--batch", stdin=line).json()


# --- What is remembered of a site ----------------------------------------------


def months(home: Home, *arguments: str) -> list[str]:
    items = home.run("listing", "--json", *arguments).json()["items"]
    return [str(item["date"])[5:7] for item in items]


def test_pages_are_looked_at_with_what_a_run_remembers_of_their_dates(home: Home) -> None:
    home.site("kabar", SITE)
    assert months(home, "--site", "kabar")[0] == "03"
    home.origin.page("/kabar", listing(("/9", "Sembilan", "29/03/2024")))
    home.run("build")
    home.origin.page("/kabar", listing(*ROWS[:1]).replace("lang=id", "lang=en"))
    assert months(home, "--site", "kabar") == months(home, "--site", "sites/kabar.yaml") == ["04"]
    out = home.run("check", "--live").out
    assert "1 item on" in out
    assert "guessed" not in out
    (home.path / ".feedmaker" / "feedmaker.sqlite").write_bytes(b"no database" * 999)
    home.origin.page("/kabar", listing(*ROWS[:1]).replace("lang=id", "lang=en"))
    assert months(home, "--site", "kabar") == ["03"]  # a damaged state is for `doctor`


def test_what_is_remembered_of_another_site_of_that_name_does_not_count(home: Home) -> None:
    home.origin.page("/kabar", listing(("/9", "Sembilan", "29/03/2024")))
    home.site("kabar", SITE)
    home.run("build")
    home.origin.page("/other", listing(*ROWS[:1]).replace("lang=id", "lang=en"))
    home.site("kabar", SITE.replace("{url}", "{origin}/other"))
    assert months(home, "--site", "kabar") == ["03"]
