"""`feedmaker status` and `remove`: what is known of each site, what to do, and forgetting one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from newsroom import RULES, listing
from served import Origin
from shell import MORNING, Home

from feedmaker.store.store import Store


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def row(home: Home, name: str = "kabar") -> dict[str, Any]:
    rows = {row["site"]: row for row in home.run("status", "--json").json()["sites"]}
    found: dict[str, Any] = rows[name]
    return found


def test_before_the_first_run_a_site_is_new_and_due_and_nothing_is_made(home: Home) -> None:
    home.site("kabar")
    assert row(home)["state"] == "new"
    assert home.run("status").lines()[1].split() == ["kabar", "new", "0", "-", "-", "now", "-"]
    assert home.files() == {"sites/kabar.yaml"}


def test_a_healthy_site_shows_its_last_and_next_run_and_its_entries(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    told = row(home)
    assert told == {
        "site": "kabar",
        "state": "fine",
        "last_run": "2024-04-29T03:00:00Z",
        "last_success": "2024-04-29T03:00:00Z",
        "next_run": "2024-04-29T04:00:00Z",
        "entries": 3,
        "last": "3 new  full text 3/3",
        "found": {},
        "healed": None,
        "problems": [],
    }
    assert home.run("status", "--problems").out == "no open problems\n"


def test_a_failing_site_says_why_and_what_to_type(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    home.origin.page("/kabar", "<p>moved</p>")
    home.run("build", "--force", now="2024-04-29T06:00:00Z")
    told = row(home)
    assert (told["state"], told["last_success"]) == ("failing", "2024-04-29T03:00:00Z")
    assert "`listing.item` matches 0 of formerly 3 (.item)" in told["problems"][0]
    out = home.run("status", "--problems").out
    assert "kabar (failing)" in out
    assert "feedmaker check kabar --live" in out


def test_each_cause_has_its_own_advice_once(home: Home) -> None:
    home.healthy()
    home.site("lain", RULES)
    home.origin.page("/lain", "<p>no</p>", status=403)
    home.origin.page("/kabar/1", "<h1>Masuk</h1><form><input type=password></form>")
    home.origin.page("/kabar/2", "<h1>Masuk</h1><form><input type=password></form>")
    home.run("build", now=MORNING)
    kabar, lain = home.run("status", "--problems").out.split("lain (failing)")
    assert kabar.count("  to do: ") == 1
    assert "to do: log in with a browser" in kabar
    assert lain.count("  to do: ") == 1
    assert "to do: if the page opens in a browser" in lain


def test_a_list_that_shrank_says_so_until_its_owner_accepts_it(home: Home) -> None:
    home.site("kabar")
    items = [(f"/{n}", f"Cerita {n}", "29 April 2024 | 09:30 WIB") for n in range(20)]
    home.origin.page("/kabar", listing(*items))
    home.run("build", now=MORNING)
    home.origin.page("/kabar", listing(*items[:2]))
    for hour in 5, 7:
        home.run("build", "--force", now=f"2024-04-29T0{hour}:00:00Z")
        assert (row(home)["state"], row(home)["last_success"][11:13]) == ("shrunk", f"0{hour}")
    assert "`listing.item` matches 2 of formerly 20" in home.run("build").out
    out = home.run("status", "--problems").out
    assert "kabar (shrunk)\n  `listing.item` matches 2 of formerly 20 (" in out
    assert "if that is all there is: feedmaker build kabar --accept\n" in out
    ran = home.run("build", "kabar", "--accept", now="2024-04-29T09:00:00Z")
    assert ran.status == 0
    assert "formerly" not in ran.out
    assert (row(home)["state"], row(home)["problems"]) == ("fine", [])


def test_a_rule_that_gave_no_content_is_told_until_articles_are_read_again(home: Home) -> None:
    file, told = home.healthy(), "`article.content` gives nothing on 3 of 3 articles"
    for n in (1, 2, 3):
        home.origin.page(f"/kabar/{n}", "<h1>Cerita</h1><p>Isi cerita yang panjang sekali. ")
    assert told in home.run("build", now=MORNING).out
    later = home.run("build", "--force", now="2024-04-29T04:00:00Z").out
    assert told not in later  # it read none
    assert told in home.run("status", "--problems").out
    home.origin.page("/kabar", "down", status=500)
    home.run("build", "--force", now="2024-04-29T05:00:00Z")
    assert told in home.run("status", "--problems").out
    home.healthy()
    home.run("build", "kabar", "--reread", now="2024-04-29T06:00:00Z")
    assert row(home)["problems"] == []
    home.origin.page("/kabar/1", "<h1>Cerita</h1><p>Isi cerita yang panjang sekali. ")
    home.run("build", "kabar", "--reread=1", now="2024-04-29T07:00:00Z")
    assert "`article.content`" in str(row(home)["problems"])
    file.write_text(file.read_text("utf-8").replace(".body", "p"), "utf-8")
    home.run("build", "kabar", now="2024-04-29T08:00:00Z")
    assert row(home)["problems"] == []  # nobody knows what the new rule gives


def test_to_accept_a_list_needs_a_name(home: Home) -> None:
    home.healthy()
    ran = home.run("build", "--accept")
    assert ran.status == 2
    assert "whose list shall be taken as it is? `feedmaker build NAME --accept`" in ran.err


def test_a_faulty_file_is_a_problem_with_its_place(home: Home) -> None:
    home.site("kabar", "url: {url}\nevry: 1h\n")
    assert row(home)["state"] == "faulty file"
    out = home.run("status", "--problems").out
    assert "  sites/kabar.yaml:2:1: evry: unknown key `evry` (did you mean `every`?)" in out
    assert "feedmaker check kabar\n" in out


def test_a_retired_site_is_shown_with_the_way_to_remove_it(home: Home) -> None:
    home.healthy().unlink()
    home.site("lain")
    home.healthy()
    home.run("build", now=MORNING)
    (home.path / "sites/kabar.yaml").unlink()
    assert (row(home)["state"], row(home)["next_run"]) == ("retired", None)
    assert "feedmaker remove kabar" in home.run("status").out
    assert "kabar" not in home.run("status", "--problems").out


def test_rules_that_were_found_are_shown(home: Home) -> None:
    home.healthy("kabar", "url: {url}\nlanguage: id\nrequest: {{delay: 0s}}\n")
    home.run("build", now=MORNING)
    assert "item" in row(home)["found"]
    assert "kabar: rules found automatically: item: " in home.run("status").out


def test_status_can_be_asked_while_a_run_holds_the_state(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    with Store(home.path / ".feedmaker"):
        assert row(home)["entries"] == 3


def test_status_leaves_no_file_behind(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = home.files()
    assert row(home)["entries"] == 3
    assert home.files() == before


# --- remove ------------------------------------------------------------------


def test_remove_takes_its_files_and_nobody_elses(home: Home) -> None:
    file = home.healthy("kabar")
    home.healthy("lain")
    home.run("build", now=MORNING)
    file.unlink()
    (home.path / "public/kabar.txt").write_text("mine", encoding="utf-8")
    ran = home.run("remove", "kabar")
    assert (ran.status, ran.out) == (0, "kabar  forgotten, 3 files removed\n")
    left = {f for f in home.files() if "kabar" in f}
    assert left == {"public/kabar.txt"}
    assert len(home.feed("lain")["items"]) == 3
    assert "kabar" not in (home.path / "public/index.html").read_text(encoding="utf-8")
    assert home.run("remove", "kabar").status == 2


def test_a_file_that_feedmaker_did_not_write_stays(home: Home) -> None:
    file = home.healthy("kabar", RULES + "feed: {{formats: [atom]}}\n")
    home.run("build", now=MORNING)
    (home.path / "public/kabar.rss").write_text("by hand", encoding="utf-8")
    file.unlink()
    assert home.run("remove", "kabar").out == "kabar  forgotten, 1 file removed\n"
    assert (home.path / "public/kabar.rss").read_text(encoding="utf-8") == "by hand"


def test_remove_takes_the_feeds_under_older_names_too(home: Home) -> None:
    file = home.healthy("kabar")
    home.run("build", now=MORNING)
    text = file.read_text(encoding="utf-8")
    file.unlink()
    new = home.path / "sites/berita.yaml"
    new.write_text(f"{text}formerly: kabar\n", encoding="utf-8")
    home.run("build", now=MORNING)
    home.run("build", now=MORNING)
    new.unlink()
    assert home.run("remove", "berita").out == "berita  forgotten, 6 files removed\n"


def test_a_removed_site_whose_file_is_there_starts_anew_with_the_next_build(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    ran = home.run("remove", "sites/kabar.yaml")
    assert "sites/kabar.yaml is still there: the next build starts it anew" in ran.out
    assert not (home.path / "public/kabar.rss").exists()
    assert "3 new" in home.run("build", now=MORNING).out
