"""`feedmaker check`: every fault with its place; --live: what the rules give now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from newsroom import RULES
from served import Origin
from shell import Home


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def test_good_files_are_status_0(home: Home) -> None:
    home.site("kabar")
    ran = home.run("check")
    assert (ran.status, ran.out) == (0, "1 site file, no fault\n")


def test_every_fault_of_every_file_has_its_line_and_its_cure(home: Home) -> None:
    home.site("kabar")
    home.site("satu", "url: {url}\nevry: 1h\nlisting:\n  itm: .x\n")
    home.site("dua", "url: {url}\nevery: 30\n")
    ran = home.run("check")
    assert ran.status == 1
    assert ran.lines() == [
        "sites/dua.yaml:2:1: every: `30` has no unit: `30m`? (s, m, h or d)",
        "sites/satu.yaml:2:1: evry: unknown key `evry` (did you mean `every`?)",
        "sites/satu.yaml:4:3: listing.itm: unknown key `itm` (did you mean `item`?)",
        "1 of 3 site files good, 3 faults",
    ]


def test_named_sites_alone_are_checked(home: Home) -> None:
    home.site("kabar")
    home.site("satu", "evry: 1h\n")
    assert home.run("check", "kabar").status == 0
    assert home.run("check", "sites/satu.yaml").status == 1


def test_a_folder_elsewhere_is_named_as_it_is(home: Home) -> None:
    home.site("satu", "url: {url}\nevry: 1h\n")
    here = home.path / "elsewhere"
    here.mkdir()
    other = Home(here, home.origin)
    sites = home.path / "sites"
    assert other.run("check", "--sites", str(sites)).out.startswith(f"{sites}/satu.yaml:2:1: ")
    assert other.run("check", "--sites", "../sites").out.startswith(("../sites/", f"{sites}/"))


def test_a_warning_is_no_fault(home: Home) -> None:
    home.site("kabar", "url: {url}\nlisting: {{item: li, title: //h2}}\n")
    ran = home.run("check")
    assert ran.status == 0
    assert "write `.//` (warning)" in ran.lines()[0]


def test_check_makes_nothing_and_asks_nobody(home: Home) -> None:
    home.healthy()
    home.run("check")
    assert home.files() == {"sites/kabar.yaml"}
    assert home.origin.requests == []


def test_faults_as_json(home: Home) -> None:
    home.site("satu", "url: {url}\nevry: 1h\n")
    ran = home.run("check", "--json")
    assert ran.status == 1
    (fault,) = ran.json()["faults"]
    assert (fault["file"], fault["line"], fault["column"], fault["path"]) == (
        "sites/satu.yaml",
        2,
        1,
        "evry",
    )


def test_live_counts_what_each_rule_gives(home: Home) -> None:
    home.healthy("kabar", RULES.replace("author: .by", "author: .penulis"))
    ran = home.run("check", "--live")
    assert ran.status == 0
    assert f"kabar: 3 items on {home.origin.url('/kabar')}" in ran.out
    assert re.search(r"title +3/3 by `a`", ran.out)
    assert re.search(r"date +3/3 by `\.date`", ran.out)
    assert re.search(r"content +3/3 by rule", ran.out)
    assert "`article.author` gives nothing on 3 of 3 articles (.penulis)" in ran.out


def test_live_finds_the_rules_that_a_file_leaves_out(home: Home) -> None:
    home.healthy("kabar", "url: {url}\nlanguage: id\nrequest: {{delay: 0s}}\n")
    told = home.run("check", "--live", "--json").json()["live"]["kabar"]
    assert told["items"] == 3
    assert told["listings"][0]["rules"]["item"]
    assert told["articles"]["opened"] == 3


def test_a_live_page_that_fails_is_status_1_and_the_other_sites_go_on(home: Home) -> None:
    home.site("hilang")
    home.healthy("kabar")
    ran = home.run("check", "--live")
    assert ran.status == 1
    assert f"hilang: {home.origin.url('/hilang')}: the server answers 404" in ran.out
    assert "kabar: 3 items" in ran.out


@pytest.mark.parametrize("repair", ["suggest", "never"])
def test_live_says_what_finds_a_list_again_unless_no_repair_is_wanted(
    home: Home, repair: str
) -> None:
    home.healthy("kabar", f"{RULES}repair: {repair}\n")
    home.origin.page("/kabar", "<title>Kabar</title><p>All is new here.")
    ran = home.run("check", "kabar", "--live")
    assert ran.status == 1
    assert ("to do: feedmaker new kabar --repair looks for" in ran.out) == (repair != "never")


def test_live_says_which_source_wins_as_a_build_decides_it(home: Home) -> None:
    home.healthy("kabar", RULES.replace(", title: h1", ""))
    shared = "<title>Kabar</title><meta property=og:image content=/share.png>"
    for number in (1, 2, 3):
        home.origin.page(
            f"/kabar/{number}", f"{shared}<p class=by>Ani</p><div class=body><p>Isi.</div>"
        )
    ran = home.run("check", "--live")
    assert re.search(r"title +3/3 by the listing's rule", ran.out)
    assert re.search(r"image +several pages say the same", ran.out)
    told = home.run("check", "--live", "--json").json()["live"]["kabar"]["articles"]
    assert told["given"]["title"] == {"listing rule": 3}
    assert told["common"] == ["image", "title"]


def test_live_looks_at_every_listing_of_a_site(home: Home) -> None:
    home.healthy("kabar")
    home.origin.page("/dua", "<li class=item><a href=/kabar/9>Sembilan</a></li>")
    rules = RULES.replace("url: {url}", "url: ['{url}', '{origin}/dua']")
    home.site("kabar", rules)
    out = home.run("check", "--live").out
    assert "3 items on" in out
    assert f"1 item on {home.origin.url('/dua')}" in out


def test_live_tells_what_a_feed_says_and_what_its_articles_add(home: Home) -> None:
    site = "url: {origin}/feed\nsource: feed\nrequest: {{delay: 0s}}\n"
    home.site("kabar", site)
    item = "<item><title>Satu</title><link>/1</link><description>Awal.</description></item>"
    home.origin.page("/feed", f'<rss version="2.0"><channel><title>K</title>{item}</channel></rss>')
    home.origin.page("/1", "<h1>Satu</h1>" + "<p>Isi cerita yang panjang, kata demi kata.</p>" * 9)
    ran = home.run("check", "--live")
    assert ran.status == 0
    assert "  content    1/1 as the feed says it" in ran.lines()
    assert "  content    1/1 found automatically" in ran.lines()
    assert "  title      1/1 as the feed says it" in ran.lines()
    shown = home.run("listing", "--site", "kabar")
    assert "  summary    1/1 as the feed says it" in shown.lines()
    assert "rules were found" not in shown.out
