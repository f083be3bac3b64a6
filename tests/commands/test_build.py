"""`feedmaker build`: what is due, exit statuses, the whole folder, editing and retiring sites."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import RULES, listing, story
from served import Origin
from shell import MORNING, Home

LATER = "2024-04-29T03:00:40Z"  # 40 s after MORNING
NOON = "2024-04-29T05:00:00Z"
FAULTY = "url: {url}\nevry: 1h\n"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def asked(home: Home, name: str = "kabar") -> int:
    return home.origin.hits(f"/{name}")


# --- What is due -------------------------------------------------------------


def test_a_new_site_is_due_and_its_line_says_what_came(home: Home) -> None:
    home.healthy()
    ran = home.run("build", now=MORNING)
    assert ran.status == 0
    assert re.fullmatch(r"kabar  3 new  full text 3/3  \d+ s", ran.lines()[0])
    assert ran.lines()[1] == "1 site, 3 new; the feeds are in public"


def test_nothing_due_asks_nobody_and_says_when_the_next_is(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    ran = home.run("build", now="2024-04-29T03:20:00Z")
    assert ran.status == 0
    assert ran.out == (
        "no site is due; next is kabar, 2024-04-29 04:00 UTC (now: feedmaker build kabar)\n"
    )
    assert asked(home) == 1


def test_a_site_is_due_a_tenth_before_its_time(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    home.run("build", now="2024-04-29T03:53:59Z")
    assert asked(home) == 1
    home.run("build", now="2024-04-29T03:54:00Z")
    assert asked(home) == 2


def test_a_named_site_runs_now_and_the_others_wait(home: Home) -> None:
    home.healthy("kabar")
    home.healthy("lain")
    home.run("build", now=MORNING)
    ran = home.run("build", "kabar", now=LATER)
    assert re.match(r"kabar  unchanged  \d+ s\n1 site, 0 new;", ran.out)
    assert (asked(home, "kabar"), asked(home, "lain")) == (2, 1)


def test_force_runs_all_sites(home: Home) -> None:
    home.healthy("kabar")
    home.healthy("lain")
    home.run("build", now=MORNING)
    home.run("build", "--force", now=LATER)
    assert (asked(home, "kabar"), asked(home, "lain")) == (2, 2)


def test_the_path_of_a_site_file_names_its_site(home: Home) -> None:
    home.healthy("kabar")
    home.healthy("lain")
    home.run("build", "sites/kabar.yaml", now=MORNING)
    assert (asked(home, "kabar"), asked(home, "lain")) == (1, 0)


@pytest.mark.parametrize("how", [["kabar"], ["--force"], ["kabar", "--reread"]])
def test_min_interval_holds_even_for_a_named_site_and_it_says_so(
    home: Home, how: list[str]
) -> None:
    home.env["FEEDMAKER_MIN_INTERVAL"] = "1m"
    home.healthy()
    home.run("build", now=MORNING)
    ran = home.run("build", *how, now=LATER)
    assert ran.status == 0
    assert ran.lines() == [
        "kabar was asked less than 1 min ago (min_interval); again 2024-04-29 03:01 UTC"
    ]
    assert asked(home) == 1


def test_a_run_that_asked_nobody_does_not_count_for_min_interval(home: Home) -> None:
    home.env |= {"FEEDMAKER_MIN_INTERVAL": "1m", "FEEDMAKER_ALLOW_PRIVATE": ""}
    home.healthy()
    ran = home.run("build", now=MORNING)
    assert "if it is yours, write `allow_private = " in ran.out
    assert home.origin.requests == []
    home.env["FEEDMAKER_ALLOW_PRIVATE"] = "127.0.0.0/8"
    ran = home.run("build", "kabar", now=LATER)
    assert (ran.status, ran.out.startswith("kabar  3 new")) == (0, True)
    assert home.origin.hits("/robots.txt") == 1, "what was not asked for is not taken for none"
    assert "was asked less than 1 min ago" in home.run("build", "kabar", now=LATER).out


def test_a_redirect_to_a_forbidden_place_was_a_question_to_its_server(home: Home) -> None:
    home.env["FEEDMAKER_MIN_INTERVAL"] = "1m"
    home.site("kabar")
    home.origin.redirect("/kabar", "http://10.0.0.1/")
    assert "10.0.0.1 is " in home.run("build", now=MORNING).out
    assert "was asked less than 1 min ago" in home.run("build", "kabar", now=LATER).out


def test_one_listing_that_was_asked_counts_where_another_was_not(home: Home) -> None:
    home.env["FEEDMAKER_MIN_INTERVAL"] = "1m"
    home.site("kabar", RULES.replace("{url}", "[http://10.0.0.1/, '{url}']"))
    home.origin.page("/kabar", status=404)
    assert "10.0.0.1 is " in home.run("build", now=MORNING).out
    assert "was asked less than 1 min ago" in home.run("build", "kabar", now=LATER).out


def test_retry_after_holds_even_for_a_named_site_and_it_says_so(home: Home) -> None:
    home.site("kabar")
    home.origin.page("/kabar", status=429, headers={"Retry-After": "600"})
    home.run("build", now=MORNING)
    ran = home.run("build", "kabar", now=LATER)
    assert ran.lines() == [
        "kabar its server asked us to wait (Retry-After); again 2024-04-29 03:10 UTC"
    ]
    assert asked(home) == 1


def test_a_site_whose_server_rests_waits_and_does_not_fail(home: Home) -> None:
    home.site("kabar")
    home.origin.page("/kabar", status=503, headers={"Retry-After": "600"})
    home.run("build", now=MORNING)
    home.site("lain")
    ran = home.run("build", "--strict", now=MORNING)
    assert ran.status == 0
    waits = r"lain  waits until 2024-04-29 03:10 UTC, as its server asked \(Retry-After\)"
    assert re.match(waits, ran.lines()[0])
    home.healthy()
    assert home.run("status").lines()[2].split()[:2] == ["lain", "waiting"]
    home.healthy("lain")
    rows = home.run("build", now="2024-04-29T03:10:00Z").lines()
    assert sorted(row.partition("  full")[0] for row in rows[:2]) == ["kabar  3 new", "lain  3 new"]


def test_why_a_site_was_not_asked_stands_in_the_json_too(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    told = home.run("build", "--json", now=LATER).json()
    assert told["sites"] == []
    assert told["waiting"] == [{"site": "kabar", "until": "2024-04-29T04:00:00+00:00", "why": ""}]


# --- Exit statuses -----------------------------------------------------------


def test_an_empty_folder_of_site_files_is_whole_and_says_how_to_begin(home: Home) -> None:
    (home.path / "sites").mkdir()
    ran = home.run("build")
    assert ran.status == 0
    assert "url: https://" in ran.out


def test_no_due_site_updated_is_status_1(home: Home) -> None:
    home.site("kabar")
    ran = home.run("build", now=MORNING)
    assert ran.status == 1
    assert ran.lines()[0].startswith("kabar  failed: the server answers 404")
    assert home.origin.url("/kabar") in ran.lines()[0]
    assert "feedmaker status --problems" in ran.lines()[-2]


def test_some_failed_is_status_0_and_with_strict_1(home: Home) -> None:
    home.healthy("kabar")
    home.site("hilang")
    assert home.run("build", now=MORNING).status == 0
    assert home.run("build", "--force", "--strict", now=LATER).status == 1


def test_a_faulty_file_alone_is_status_1(home: Home) -> None:
    home.site("rusak", FAULTY)
    ran = home.run("build")
    assert ran.status == 1
    assert ran.lines()[0].startswith("rusak  failed: sites/rusak.yaml:2:1: evry: unknown key")


def test_a_faulty_file_beside_sites_that_are_not_due_is_status_0(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    home.site("rusak", FAULTY)
    assert home.run("build", now=LATER).status == 0
    assert home.run("build", "rusak", now=LATER).status == 1
    assert home.run("build", "--strict", now=LATER).status == 1


# --- The folder is always whole ----------------------------------------------


def test_a_file_that_became_faulty_keeps_its_last_good_feed_even_if_that_was_lost(
    home: Home,
) -> None:
    home.healthy("kabar")
    home.healthy("lain")
    home.run("build", now=MORNING)
    before = home.feed("kabar")
    home.site("kabar", FAULTY)
    (home.path / "public/kabar.json").unlink()
    ran = home.run("build", now=NOON)
    assert ran.status == 0
    assert "kabar  failed: sites/kabar.yaml:2:1" in ran.out
    assert home.feed("kabar") == before
    assert asked(home, "kabar") == 1


BEHIND = "This feed could not be brought up to date lately."


def index(home: Home) -> str:
    return (home.path / "public/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("refused", [403, 503])
def test_the_index_says_of_a_failing_site_no_more_than_that_its_feed_is_behind(
    home: Home, refused: int
) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    assert BEHIND not in index(home)
    home.origin.page("/kabar", "no", status=refused)
    home.run("build", "kabar", now=NOON)
    assert BEHIND in index(home)
    assert not re.search(rf"\b{refused}\b", index(home))  # a port may hold these digits
    assert "user_agent" not in index(home)


def test_no_address_that_a_server_names_stands_on_the_index(home: Home) -> None:
    home.healthy()
    home.origin.redirect("/kabar", "ftp://ani:secret@files.test/list?token=t0k3n")
    assert "failed" in home.run("build", now=NOON).out
    assert BEHIND in index(home)
    for word in ("ani", "secret", "files.test", "t0k3n", "redirect"):
        assert word not in index(home)


def test_the_index_says_of_a_fault_no_more_than_that_its_feed_is_behind(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    home.site("kabar", FAULTY)
    home.run("build", now=NOON)
    assert BEHIND in index(home)
    assert "kabar.yaml" not in index(home)


def test_with_public_health_the_index_names_a_fault_without_a_path_of_the_machine(
    home: Home,
) -> None:
    (home.path / "feedmaker.toml").write_text("public_health = true\n", encoding="utf-8")
    home.healthy()
    home.run("build", now=MORNING)
    home.site("kabar", FAULTY)
    home.run("build", now=NOON)
    assert "kabar.yaml:2:1" in index(home)
    assert BEHIND not in index(home)
    assert "sites/" not in index(home)
    assert str(home.path) not in index(home)


def test_a_failed_listing_keeps_its_last_feed(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = (home.path / "public/kabar.atom").stat()
    home.origin.page("/kabar", "<p>under repair</p>")
    assert home.run("build", now=NOON).status == 1
    after = (home.path / "public/kabar.atom").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_site_whose_file_is_gone_keeps_its_feeds_and_is_marked_retired(home: Home) -> None:
    file = home.healthy("kabar")
    home.healthy("lain")
    home.run("build", now=MORNING)
    before = home.feed("kabar")
    file.unlink()
    (home.path / "public/kabar.json").unlink()
    home.run("build", now=NOON)
    assert home.feed("kabar") == before
    assert asked(home, "kabar") == 1
    assert "retired" in (home.path / "public/index.html").read_text(encoding="utf-8").lower()
    assert "kabar" not in (home.path / "public/feeds.opml").read_text(encoding="utf-8")


def test_a_renamed_site_takes_its_entries_along_and_goes_on_with_its_old_feed(home: Home) -> None:
    file = home.healthy("kabar")
    home.run("build", now=MORNING)
    old = home.feed("kabar")
    text = file.read_text(encoding="utf-8")
    file.unlink()
    (home.path / "sites/berita.yaml").write_text(f"{text}formerly: kabar\n", encoding="utf-8")
    ran = home.run("build", "--force", now=NOON)
    assert "berita  unchanged" in ran.out or "berita  0 new" in ran.out
    ids = [item["id"] for item in old["items"]]
    assert [item["id"] for item in home.feed("berita")["items"]] == ids
    assert [item["id"] for item in home.feed("kabar")["items"]] == ids
    assert [row["site"] for row in home.run("status", "--json").json()["sites"]] == ["berita"]


def test_a_faulty_file_keeps_its_entries_from_a_site_that_claims_its_name(home: Home) -> None:
    file = home.healthy()
    text = file.read_text("utf-8")
    home.run("build", now=MORNING)
    before = home.feed()
    file.write_text(f"{text}evry: 1h\n", encoding="utf-8")
    home.healthy("berita", f"{RULES}formerly: kabar\n")
    ran = home.run("build", now=LATER)
    assert "kabar.yaml is still there" in ran.out + ran.err
    assert home.feed() == before
    file.write_text(text, encoding="utf-8")
    home.site("berita")
    home.run("build", "--force", now=NOON)
    assert home.feed()["items"] == before["items"]
    assert {item["id"] for item in before["items"]}.isdisjoint(
        item["id"] for item in home.feed("berita")["items"]
    )


def test_a_name_that_lives_on_in_formerly_is_written_by_one_site_only(home: Home) -> None:
    old = home.healthy("kabar")
    home.run("build", now=MORNING)
    text = old.read_text(encoding="utf-8")
    old.unlink()
    new = home.path / "sites/berita.yaml"
    new.write_text(text, encoding="utf-8")
    home.run("build", now=MORNING)  # so it has a memory of its own before it tells of its past
    new.write_text(f"{text}formerly: kabar\n", encoding="utf-8")
    home.run("build", now=MORNING)
    before = (home.path / "public/kabar.atom").stat().st_ino
    home.run("build", now=MORNING)
    assert (home.path / "public/kabar.atom").stat().st_ino == before


def test_no_news_writes_nothing_and_names_no_new_file(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    marks = {f: f.stat().st_mtime_ns for f in (home.path / "public").iterdir()}
    home.run("build", "--force", now=NOON)
    assert {f: f.stat().st_mtime_ns for f in (home.path / "public").iterdir()} == marks


def test_drafts_that_a_crash_left_are_swept_away(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    draft = home.path / "public/.feedmaker-7-kabar.rss.new"
    draft.write_bytes(b"half")
    home.run("build", now=LATER)
    assert not draft.exists()


# --- Reading again, saved pages, GitHub --------------------------------------


def test_reread_reads_stored_articles_again_and_keeps_their_ids(home: Home) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    before = {item["id"]: item["date_published"] for item in home.feed()["items"]}
    for number in (1, 2, 3):
        home.origin.page(
            f"/kabar/{number}", story(f"Cerita {number}", "Seluruhnya ditulis ulang. ")
        )
    ran = home.run("build", "kabar", "--reread=2", now=NOON)
    assert "2 changed" in ran.out
    items = home.feed()["items"]
    assert {item["id"]: item["date_published"] for item in items} == before
    assert sum("ditulis ulang" in item["content_html"] for item in items) == 2
    assert "1 changed" in home.run("build", "kabar", "--reread", now=NOON).out


def test_replay_answers_every_request_from_saved_pages_at_their_time(home: Home) -> None:
    pages = home.path / "saved"
    pages.mkdir()
    (pages / "list.html").write_text(
        listing(("/a", "Satu", "29 April 2024 | 09:30 WIB")), encoding="utf-8"
    )
    (pages / "a.html").write_text(story("Satu", "Isi yang disimpan. "), encoding="utf-8")
    base = "https://kabar.example"
    (pages / "pages.toml").write_text(
        f'now = 2024-04-29T03:00:00Z\n[pages]\n"{base}/" = "list.html"\n"{base}/a" = "a.html"\n',
        encoding="utf-8",
    )
    (home.path / "sites").mkdir()
    rules = RULES.format(url=f"{base}/")
    (home.path / "sites/kabar.yaml").write_text(rules, encoding="utf-8")
    ran = home.run("build", "--replay", "saved")
    assert ran.status == 0
    (item,) = home.feed()["items"]
    assert item["date_published"] == "2024-04-29T02:30:00Z"
    assert home.run("build", "kabar", "--replay", "saved").lines()[0].startswith("kabar  0 new")


def test_the_table_goes_to_the_step_summary_of_github(home: Home, tmp_path: Path) -> None:
    home.env["GITHUB_STEP_SUMMARY"] = str(home.path / "summary.md")
    home.healthy("kabar")
    home.site("rusak", "url: {url}\nevry: <b>|\n")
    home.run("build", now=MORNING)
    text = (home.path / "summary.md").read_text(encoding="utf-8")
    assert "| site | run |\n| --- | --- |\n| kabar | 3 new  full text 3/3" in text
    assert "| rusak | failed: sites/rusak.yaml:2:1" in text
    home.env["GITHUB_STEP_SUMMARY"] = str(home.path)
    ran = home.run("build", "--force", now=NOON)
    assert ran.status == 0
    assert "Is a directory" in ran.err


def test_in_github_actions_feeds_name_their_pages_address(home: Home) -> None:
    home.env |= {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "Ana/feeds"}
    home.healthy()
    assert "base_url" not in home.run("build", now=MORNING).out
    assert home.feed()["feed_url"] == "https://ana.github.io/feeds/kabar.json"


def test_without_base_url_there_is_one_hint(home: Home) -> None:
    home.healthy()
    assert "base_url" in home.run("build", now=MORNING).out
    assert "base_url" not in home.run("build", "--force", now=NOON).out


# --- Cheap without news ------------------------------------------------------

HEAVY = [
    "rich",
    "yaml",
    "pydantic",
    "selectolax",
    "lxml",
    "jinja2",
    "feedgen",
    "bs4",
    "nh3",
    "trafilatura",
    "re2",
    "dateparser",
]


def test_a_run_without_news_imports_none_of_the_heavy_libraries(home: Home) -> None:
    home.healthy()
    home.process("build")
    code = (
        "import sys; from feedmaker.cli import main; status = main(['build', '--force'])\n"
        "import json; print(json.dumps([status, sorted({m.partition('.')[0] for m in sys.modules})]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home.path,
        env=home.environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    *said, last = done.stdout.splitlines()
    status, modules = json.loads(last)
    assert status == 0
    assert said[0].startswith("kabar  unchanged")
    assert not {*HEAVY, "apscheduler", "protego", "difflib"} & set(modules)


def test_formerly_that_comes_after_the_first_build_still_brings_the_old_entries(
    home: Home,
) -> None:
    home.healthy()
    home.run("build", now=MORNING)
    (home.path / "sites/kabar.yaml").rename(home.path / "sites/warta.yaml")
    home.origin.page("/kabar", listing(("/kabar/4", "Cerita 4", "29 April 2024 | 09:00 WIB")))
    home.origin.page("/kabar/4", story("Cerita 4", "Isi dari cerita yang keempat. "))
    home.run("build", "--force", now=NOON)
    assert [item["title"] for item in home.feed("warta")["items"]] == ["Cerita 4"]
    with (home.path / "sites/warta.yaml").open("a") as file:
        file.write("formerly: [kabar]\n")
    home.run("build", "--force", now=NOON)
    for name in "warta", "kabar":
        titles = [item["title"] for item in home.feed(name)["items"]]
        assert titles == ["Cerita 4", "Cerita 1", "Cerita 2", "Cerita 3"]


def test_that_last_feeds_stand_is_said_only_of_sites_that_had_one(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin, {"FEEDMAKER_BASE_URL": "https://feeds.example/"})
    home.site("baru")
    origin.page("/baru", status=503)
    assert home.run("build").lines()[-1] == "what to do: feedmaker status --problems"
    home.healthy()
    assert home.run("build").status == 0
    origin.page("/kabar", status=503)
    said = home.run("build", "baru", "kabar").lines()[-1]
    assert said == "the last feeds of 1 of them stand; what to do: feedmaker status --problems"
    said = home.run("build", "kabar").lines()[-1]
    assert said == "their last feeds stand; what to do: feedmaker status --problems"
