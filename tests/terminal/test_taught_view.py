"""What a site's lesson has done to an article, as `article --explain` tells it in lines, in JSON and
as a page.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from browser import colours
from newsroom import listing
from served import Origin
from shell import MORNING, Home
from stories import by_the_pier, page

SITE = """
url: {url}
language: en
request: {{delay: 0s}}
listing: {{item: .item, link: a, title: a, date: .date}}
"""
NOTE = "<p><em>Kabar terbit tiap pagi di kota pelabuhan ini.</em></p>"
BROKEN = "<p>Ikuti kami di <b>Telegram</b> tiap hari<br>Sampai besok dari kami semua</p>"
TAGS = "<div class=tags><a href=/t/{0}>Laut {0}</a> <a href=/t/x{0}>Kapal besar {0}</a></div>"
TAUGHT, PLACE = "8a6d00", "00707a"
"""The colours of their frames."""


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def built(home: Home, pages: dict[int, str], rules: str = SITE) -> str:
    """Build a site of these stories; return the address of the first."""
    rows = [(f"/kabar/{n}", f"Judul {n}", f"{30 - n} April 2024 | 09:00 WIB") for n in pages]
    home.origin.page("/kabar", listing(*rows))
    for n, html in pages.items():
        home.origin.page(f"/kabar/{n}", html)
    home.site("kabar", rules)
    ran = home.run("build", now=MORNING)
    assert ran.status == 0, ran.err
    return home.origin.url(f"/kabar/{min(pages)}")


def test_each_line_that_is_gone_says_on_how_many_articles_it_stands(home: Home) -> None:
    rules = f"{SITE}article: {{{{content: .body}}}}\n"
    url = built(
        home,
        {
            n: page(n, NOTE + TAGS.format(n) + f"<p>Oleh {name}, wartawan pelabuhan kami</p>")
            for n, name in enumerate(("Ani Laut", "Budi Sungai", "Cici Awan", "Dedi Bukit"), 1)
        },
        rules,
    )
    out = home.run("article", url, "--site", "kabar", "--explain").out
    note = "“Kabar terbit tiap pagi di kota pelabuhan ini.”"
    assert f"  taught     without {note}: stands on 4 of the site's 4 articles\n" in out
    assert "in a box that stands on 4 of the site's 4 articles\n" in out
    names = "stands on 4 of the site's 4 articles, with other names\n"
    assert f"“Oleh Ani Laut, wartawan pelabuhan kami”: {names}" in out
    for options in ((), ("--site", "kabar")):
        assert "taught" not in home.run("article", url, *options).out
    assert "taught" not in home.run("article", url, "--explain").out


def test_what_is_told_is_what_is_gone_with_a_rule_as_well(home: Home) -> None:
    rules = f"{SITE}article: {{{{content: .body}}}}\n"
    url = built(home, {n: page(n, NOTE) for n in (1, 2, 3)}, rules)
    told = home.run("article", url, "--site", "kabar", "--explain", "--json").json()
    taught = told["explained"]["content"].pop("taught")
    assert told["explained"]["content"] == {"by": "rule", "where": ".body"}
    (line,) = taught["left_out"]
    assert line == {
        "text": "Kabar terbit tiap pagi di kota pelabuhan ini.",
        "articles": 3,
        "of": 3,
        "by": "words",
    }
    assert line["text"] not in told["content"]
    assert line["text"] in home.run("article", url, "--json").json()["content"]


def explained(home: Home, url: str, *more: str) -> str:
    """Return the page's frame that is written for an article of the site."""
    ran = home.run("article", url, "--site", "kabar", "--explain", "--to", "why.html", *more)
    assert ran.status == 0, ran.err
    why = (home.path / "why.html").read_text("utf-8")
    return unescape(why.partition('srcdoc="')[2].partition('"></iframe>')[0])


def test_a_page_frames_each_line_that_is_gone_in_a_colour_of_its_own(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = built(home, {n: page(n, NOTE + BROKEN) for n in (1, 2, 3)})
    shown = explained(home, url)
    told = "left out: stands on 3 of the site&#x27;s 3 articles"
    assert re.findall(rf'<p class="taught t0" id="t0" data-told="{told}"><em>Kabar', shown)
    # A line that is no element: each piece is marked, and the first says why
    pieces = re.findall(r'<span class="taught t1"[^>]*>([^<]*)</span>', shown)
    assert pieces == ["Ikuti kami di", "Telegram", "tiap hari"]
    assert shown.count('id="t1"') == 1
    assert "data-told" not in shown.partition("Telegram")[2].partition("tiap hari")[0]
    assert re.search(r'<span class="taught t2"[^>]*>Sampai besok dari kami semua</span>', shown)
    assert not re.search(r'class="taught[^>]*>[^<]*Cerita', shown)
    assert ">Kabar terbit" not in (home.path / "why.html").read_text("utf-8").partition("srcdoc")[0]
    assert 'href="about:srcdoc#t0"' in shown
    profile = tmp_path_factory.mktemp("browser")
    seen = colours((home.path / "why.html").as_uri(), profile / "a", size=(1000, 2400))
    assert seen[TAUGHT] > 500
    assert seen[PLACE] == 0


def test_a_page_shows_where_the_content_was_taken_since_the_others_stand_there(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    built(home, {n: by_the_pier(n, story=6, voices=0) for n in (1, 2, 3, 4)})
    (home.path / "saved.html").write_text(by_the_pier(9, story=2, voices=18), "utf-8")
    options = ("--html", "saved.html", "--site", "kabar", "--explain")
    url = home.origin.url("/kabar/9")
    out = home.run("article", url, *options).out
    assert re.search(
        r"  place +div\.story-box: 4 of the site's 4 articles stand here; "
        r"without that, \d{3} words were taken elsewhere\n",
        out,
    )
    shown = explained(home, url, "--html", "saved.html")
    place = re.search(r'<div class="c0 place p0" id="c0" data-told="([^"]*)">', shown)
    assert place, shown[:2000]
    assert "the place: 4 of the site" in place[1]
    assert "taken: 1.00" in place[1]
    assert "about the fair" in shown.partition("place p0")[2]  # the rest of the page is there, too
    assert "#p0" not in shown  # what was taken is the way there
    profile = tmp_path_factory.mktemp("browser")
    seen = colours((home.path / "why.html").as_uri(), profile / "a", size=(1000, 2400))
    assert seen[PLACE] > 100
    assert seen[TAUGHT] == 0


def test_a_site_that_has_taught_nothing_of_a_page_says_nothing(home: Home) -> None:
    url = built(home, {n: page(n, "") for n in (1, 2, 3)})
    told = home.run("article", url, "--site", "kabar", "--explain", "--json").json()
    assert told["explained"]["content"]["taught"] == {"left_out": [], "place": None}
    out = home.run("article", url, "--site", "kabar", "--explain").out
    assert "taught " not in out
    assert "place " not in out
