"""Why a content is what it is, as one HTML page: what it shows, and that nothing of a page runs."""

from __future__ import annotations

import re
import stat
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser import colours, dumped
from served import Origin
from shell import Home

from feedmaker.terminal.reasons_page import reasons_page

URL = "https://kabar.example/1"
TOLD = ("--html", "saved.html", "--explain", "--to", "why.html")
PROSE = "The ferry runs again, and all on the island are glad to hear of it. "
SHARE = "<div class=share><a href=/a>Share this with a friend</a> <a href=/b>Send it on</a></div>"
STORY = f"<article><h1>Ferry</h1><p>{PROSE * 4}</p>{SHARE}<p>{PROSE * 4}</p></article>"
ASIDE = f"<div class=other><p>{PROSE}Another story of the sea and the land.</p></div>"
PLAIN = f"<html lang=en><body><nav><a href=/>Home</a></nav>{STORY}{ASIDE}</body></html>"
TAKEN, NEXT = "0a7d33", "1457c9"
"""The colours of their frames."""


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def explain(home: Home, html: str, *more: str) -> str:
    """Return the page that is written for an article."""
    (home.path / "saved.html").write_text(html, "utf-8")
    ran = home.run("article", *TOLD, "--url", URL, *more)
    assert (ran.status, ran.err) == (0, "why.html shows the page: open it in a browser\n")
    return (home.path / "why.html").read_text("utf-8")


def shown_in(page: str) -> str:
    """Return the HTML of the page's frame."""
    return unescape(page.partition('srcdoc="')[2].partition('"></iframe>')[0])


class Tags(HTMLParser):
    """What elements and attributes a text has for a browser."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_it_frames_what_was_taken_and_the_next_best_and_says_what_each_signal_gave(
    home: Home,
) -> None:
    page = explain(home, PLAIN)
    assert URL in page
    assert "trafilatura, at first sight <b>believed</b>" in page
    assert re.search(r"Taken: [01]\.\d\d .*?\+\d\.\d\d</span> prose", page, re.DOTALL)
    shown = shown_in(page)
    assert re.search(r'<article class="c0" id="c0" data-told="taken: [01]\.\d\d">', shown)
    assert 'data-told="next best 1: ' in shown
    assert ">Another story of the sea" not in page.partition("srcdoc")[0]


def test_what_was_left_out_is_marked_with_the_reason(home: Home) -> None:
    home.site(
        "kabar",
        "url: {url}\nlisting: {{item: .item, link: a, title: a}}\narticle: {{remove: .other}}\n",
    )
    words = "We and our partners keep cookies on your device to show you what you may like. "
    dialog = f"<div role=dialog><p>{words * 2}</p></div>"
    fold = f"<button>Read more</button><div hidden><p>{PROSE}</p></div>"
    page = explain(
        home,
        PLAIN.replace("</article>", f"{fold}</article>").replace("</body>", f"{dialog}</body>"),
        *("--site", "kabar", "--url", home.origin.url("/1")),
    )
    shown = shown_in(page)
    labels = re.findall(r'class="left l\d+" id="l\d+" data-told="left out: ([^"]*)">', shown)
    assert sorted(labels) == [
        "0 of 8 words agree, 8 are links",
        "laid over the page: a dialog, a question for consent",
        "taken out by the rule `remove`",
        "the button that opens a part of the text",
    ]
    assert page.count("1 part: ") == 4


def test_it_is_for_its_owner_alone_and_is_written_anew_but_over_no_other_file(home: Home) -> None:
    explain(home, PLAIN)
    explain(home, PLAIN.replace("Ferry", "Pier"))
    file = home.path / "why.html"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Pier" in file.read_text("utf-8")
    assert home.files() == {"saved.html", "why.html"}
    for wrong, why in (("saved.html", "is no such page"), ("no/why.html", "there is no folder")):
        ran = home.run("article", URL, "--explain", "--to", wrong)
        assert (ran.status, why in ran.err) == (2, True)
    assert (home.path / "saved.html").read_text("utf-8").startswith("<html")


def test_a_link_is_replaced_and_not_followed(home: Home) -> None:
    explain(home, PLAIN)
    (home.path / "why.html").rename(home.path / "kept.html")
    (home.path / "why.html").symlink_to("kept.html")
    before = (home.path / "kept.html").read_bytes()
    explain(home, PLAIN.replace("Ferry", "Pier"))
    assert (home.path / "kept.html").read_bytes() == before
    assert not (home.path / "why.html").is_symlink()


@pytest.mark.parametrize("options", [(), ("--explain", "--batch")], ids=["alone", "batch"])
def test_it_goes_with_explain_of_one_page(home: Home, options: tuple[str, ...]) -> None:
    ran = home.run("article", URL, "--to", "why.html", *options)
    assert (ran.status, "--to goes with --explain of one page" in ran.err) == (2, True)


def test_where_nothing_was_weighed_it_says_so_and_writes_none(home: Home) -> None:
    home.site(
        "kabar",
        "url: {url}\nlisting: {{item: .item, link: a, title: a}}\narticle: {{content: article}}\n",
    )
    (home.path / "saved.html").write_text(PLAIN, "utf-8")
    ran = home.run("article", *TOLD, "--url", home.origin.url("/1"), "--site", "kabar")
    assert (ran.status, "a rule gives the content, and nothing was weighed" in ran.err) == (1, True)
    assert "Ferry" in ran.out
    assert not (home.path / "why.html").exists()


# --- Hostile pages -------------------------------------------------------------


def hostile(at: str) -> str:
    """A page that asks an address for all it can, and would write into whatever shows it."""
    wild = (
        f"<script>fetch('{at}/script'); document.title = 'taken over'</script>"
        f"<link rel=stylesheet href={at}/sheet><link rel=preload as=image href={at}/preload>"
        f"<style>@import '{at}/import'; body {{ background: url({at}/background) }}</style>"
        f"<meta http-equiv=refresh content='0; url={at}/refresh'><base href={at}/base/>"
        f"<img src={at}/img alt='\"><script>alert(1)</script>' onerror=\"fetch('{at}/error')\">"
        f"<iframe src={at}/frame></iframe><object data={at}/object></object><embed src={at}/embed>"
        f"<video src={at}/video poster={at}/poster autoplay></video>"
        f"<svg onload=\"fetch('{at}/svg')\"><image href={at}/image /></svg>"
        f"<form action={at}/form><input autofocus onfocus=\"fetch('{at}/focus')\"></form>"
        f"<p style='background: url({at}/style)' class='c0 left' id=c0 data-told='taken: 9'>{PROSE}</p>"
        "<p>&quot;&gt;&lt;/iframe&gt;&lt;script&gt;document.title = 'taken over'&lt;/script&gt;</p>"
        f"<details open ontoggle=\"fetch('{at}/toggle')\"><summary>More</summary>{PROSE}</details>"
    )
    return PLAIN.replace("<nav>", f"{wild}<nav>").replace("</article>", f"{wild}</article>")


def test_nothing_of_a_hostile_page_runs_or_asks_and_its_frames_are_seen(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    profiles = tmp_path_factory.mktemp("browser")
    page = hostile(home.origin.url("").rstrip("/"))
    explain(home, page)
    assert not home.origin.requests
    why = (home.path / "why.html").as_uri()
    seen = colours(why, profiles / "a", size=(1000, 900))
    assert "<title>Why this content</title>" in dumped(why, profiles / "b")
    assert not home.origin.requests
    assert seen[TAKEN] > 500
    assert seen[NEXT] > 500
    # The same page, as it is, does all that in this browser, and would lead it away
    (home.path / "stays.html").write_text(page.replace("http-equiv=refresh", "name=none"), "utf-8")
    assert "taken over" in dumped((home.path / "stays.html").as_uri(), profiles / "c")
    assert {"/sheet", "/img"} <= {asked.path for asked in home.origin.requests}


def test_of_a_hostile_page_no_attribute_and_no_element_that_acts_comes_along(home: Home) -> None:
    found = Tags(shown_in(explain(home, hostile("https://evil.example"))))
    assert not {*found.tags} & {"script", "link", "base", "iframe", "img", "form", "svg", "video"}
    assert found.tags.count("style") == 1
    assert {name for name, _ in found.attributes} <= {
        *("charset", "http-equiv", "content", "name", "href", "class", "id", "data-told")
    }
    links = [value or "" for name, value in found.attributes if name == "href"]
    assert links
    assert all(re.fullmatch(r"about:srcdoc#[cl]\d", link) for link in links)
    assert [value for name, value in found.attributes if name == "id"].count("c0") == 1


def test_a_child_that_says_what_it_likes_gets_nothing_into_the_page() -> None:
    bad: Any = '"><script>alert(1)</script>'
    framed: Any = {
        "reasons": {
            "judges": ({"name": bad, "words": 1, "alike": 1, "votes": 1.0, "believed": True},),
            "posts": 2,
            "candidates": (
                {"place": bad, "words": 1, "agreed": 1, "score": 1.0, "signals": {bad: 1.0}},
            ),
        },
        "left": ({"why": bad, "words": 1, "agreed": 0, "linked": 0},),
        "pieces": (
            ("/", ""),
            ("script", bad),
            ("", bad),
            ("img src=x onerror=alert(1)", f"c0 {bad}"),
            ("p", "c0 l0 l9 t0 p0 onload=x"),
        ),
    }
    left_out: Any = ({"text": bad, "articles": 1, "of": 1, "by": bad},)
    taken_at: Any = {"where": bad, "articles": 1, "of": 1, "elsewhere": 1}
    page = reasons_page(framed, url=bad, left_out=left_out, taken_at=taken_at).decode()
    assert not {"script", "img"} & {*Tags(page).tags, *Tags(shown_in(page)).tags}
    assert {name for name, _ in Tags(shown_in(page)).attributes} <= {
        *("charset", "http-equiv", "content", "name", "href", "class", "id", "data-told")
    }
