"""`feedmaker test`: recorded sites built offline, and each field that is not as expected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from newsroom import RULES
from served import Origin
from shell import Home


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    home = Home(tmp_path, origin)
    home.healthy()
    assert home.run("record", "kabar").status == 0
    origin.requests.clear()
    return home


def record(home: Home, file: str = "expected.toml") -> Path:
    return home.path / "records" / "kabar" / file


def test_a_record_is_as_expected_from_the_start_and_nothing_is_fetched(home: Home) -> None:
    before = home.files()
    ran = home.run("test")
    assert (ran.status, ran.out) == (
        0,
        "kabar  as expected  3 entries\n1 record, all as expected\n",
    )
    assert home.origin.requests == []
    assert home.files() == before


def test_what_an_edit_of_the_site_file_changes_is_shown_field_by_field(home: Home) -> None:
    home.site("kabar", RULES.replace("author: .by", "author: h1"))
    ran = home.run("test", "kabar")
    link = home.origin.url("/kabar")
    assert ran.status == 1
    assert ran.lines() == [
        "kabar  3 differences",
        f'  entry 1 ({link}/1): authors: expected "Ani" got "Cerita 1"',
        f'  entry 2 ({link}/2): authors: expected "Ani" got "Cerita 2"',
        f'  entry 3 ({link}/3): authors: expected "Ani" got "Cerita 3"',
        "1 record, 1 not as expected",
        "if what came is right: feedmaker test NAME --update",
    ]
    assert home.origin.requests == []


def test_a_rule_that_matches_nothing_is_a_failure_with_its_words(home: Home) -> None:
    home.site("kabar", RULES.replace("item: .item", "item: .nix"))
    ran = home.run("test")
    assert ran.status == 1
    assert '  run: expected "worked" got "failed"' in ran.lines()
    assert "`listing.item` matches 0 (.nix)" in ran.out
    assert f'  entry 1: missing: "Cerita 1 {home.origin.url("/kabar/1")}"' in ran.lines()


def test_relative_dates_count_from_the_time_of_the_record(home: Home) -> None:
    table = record(home, "pages.toml")
    then = re.sub(r"(?m)^now = .*$", "now = 2024-05-01T00:00:00Z", table.read_text())
    table.write_text(then)
    home.site("kabar", RULES.replace("date: .date", "date: {{value: 2 hari lalu}}"))
    ran = home.run("test")
    assert (
        'date: expected "2024-04-29T02:00:00Z" got "2024-04-28T17:00:00Z"' in ran.out
    )  # that day in Jakarta


def test_update_takes_what_came_for_what_is_expected(home: Home) -> None:
    home.site("kabar", RULES.replace("author: .by", "author: h1"))
    ran = home.run("test", "--update")
    assert ran.status == 0
    assert ran.lines()[0] == "kabar  updated  3 differences  3 entries"
    assert ran.lines()[-1] == "1 record, 1 updated"
    assert 'authors = ["Cerita 1"]' in record(home).read_text()
    assert home.run("test").status == 0


def test_a_line_that_was_deleted_is_not_compared_and_stays_away(home: Home) -> None:
    lines = record(home).read_text().splitlines()
    record(home).write_text("\n".join(line for line in lines if not line.startswith("authors")))
    home.site("kabar", RULES.replace("author: .by", "author: h1"))
    assert home.run("test").status == 0
    home.site("kabar", RULES.replace("title: h1", "title: .by"))
    assert home.run("test", "--update").status == 0
    assert "authors" not in record(home).read_text()
    assert 'title = "Ani"' in record(home).read_text()


def test_a_page_that_is_not_in_the_record_is_named_and_never_fetched(home: Home) -> None:
    table = record(home, "pages.toml")
    gone = home.origin.url("/kabar/2")
    lines = table.read_text().splitlines()
    at = lines.index(f'[headers."{gone}"]')
    kept = [
        line
        for n, line in enumerate(lines)
        if n not in {at, at + 1} and not line.startswith(f'"{gone}"')
    ]
    table.write_text("\n".join(kept))
    ran = home.run("test")
    assert ran.status == 1
    assert f"  not in the record: {gone}" in ran.lines()
    assert "  (all pages anew: feedmaker record kabar --again; a page that is to be" in ran.lines()
    assert "--update" not in ran.out
    before = record(home).read_text()
    assert home.run("test", "--update").status == 1
    assert record(home).read_text() == before
    assert home.origin.requests == []


def test_an_expected_failure_is_as_expected_until_it_works(home: Home) -> None:
    good = (home.path / "sites" / "kabar.yaml").read_text()
    home.site("kabar", RULES.replace("item: .item", "item: .nix"))
    assert home.run("test", "--update").status == 0
    assert home.run("test").status == 0
    (home.path / "sites" / "kabar.yaml").write_text(good)
    ran = home.run("test")
    assert ran.status == 1
    assert '  run: expected "failed" got "worked"' in ran.lines()


def test_as_json_each_difference_has_its_place_and_both_values(home: Home) -> None:
    home.site("kabar", RULES.replace("author: .by", "author: h1"))
    ran = home.run("test", "--json")
    (told,) = ran.json()["records"]
    assert (ran.status, told["site"], told["as_expected"]) == (1, "kabar", False)
    assert told["differences"][0] == {
        "where": f"entry 1 ({home.origin.url('/kabar/1')})",
        "field": "authors",
        "kind": "changed",
        "expected": ["Ani"],
        "got": ["Cerita 1"],
    }


def test_faults_of_one_record_do_not_keep_the_others_from_being_tested(home: Home) -> None:
    for name in ("dua", "empat", "tiga"):
        home.healthy(name)
        assert home.run("record", name).status == 0
    home.site("dua", "url: {url}\nevry: 1h\n")
    (home.path / "records/tiga/expected.toml").write_text("failed = 3\n")
    (home.path / "sites/empat.yaml").unlink()
    ran = home.run("test")
    assert ran.status == 1
    assert ran.lines() == [
        "dua  could not be tested",
        "  sites/dua.yaml:2:1: evry: unknown key `evry` (did you mean `every`?)",
        "empat  could not be tested",
        "  records/empat: there is no site file empat.yaml any more: remove the record, too, or rename it",
        "kabar  as expected  3 entries",
        "tiga  could not be tested",
        "  records/tiga/expected.toml: failed: must be true or false",
        "4 records, 3 not as expected",
    ]


def test_a_record_made_by_hand_gets_its_expectation_by_update(home: Home) -> None:
    before = record(home).read_text()
    record(home).unlink()
    ran = home.run("test")
    assert ran.status == 1
    assert ran.lines()[1].endswith(
        "expected.toml: is not there; `feedmaker test kabar --update` writes it"
    )
    assert home.run("test", "--update").status == 0
    assert record(home).read_text() == before


def test_a_record_that_does_not_say_when_it_was_taken_is_faulty(home: Home) -> None:
    table = record(home, "pages.toml")
    table.write_text(
        "\n".join(line for line in table.read_text().splitlines() if not line.startswith("now"))
    )
    ran = home.run("test")
    assert ran.status == 1
    assert ran.lines()[1].startswith(
        "  records/kabar/pages.toml: now: is missing: when the pages were saved"
    )


def test_a_page_that_is_missing_on_purpose_is_said_in_the_record(home: Home) -> None:
    gone = home.origin.url("/kabar/2")
    table = record(home, "pages.toml")
    text = re.sub(
        f'(?m)^"{re.escape(gone)}" = .*$|^.headers."{re.escape(gone)}".\n.*$', "", table.read_text()
    )
    table.write_text(
        f'{text}\n[failures."{gone}"]\nproblem = "the server answers 410 Gone"\nstatus = 410\n'
    )
    ran = home.run("test", "--update")
    assert ran.status == 0
    assert "not in the record" not in ran.out
    assert "410 Gone" in record(home).read_text()
    assert home.run("test").status == 0


def test_a_draft_that_a_crash_left_is_no_record(home: Home) -> None:
    (home.path / "records/kabar").rename(home.path / "records/.kabar.new")
    assert home.run("test").status == 2


def test_where_nothing_can_be_tested_it_is_no_success(home: Home) -> None:
    assert home.run("test", "kabr").err == (
        "kabr: has no record (did you mean `kabar`?); `feedmaker record kabr` makes one\n"
    )
    ran = home.run("test", "--records", "elsewhere")
    assert (ran.status, ran.err) == (
        2,
        "elsewhere: holds no record; `feedmaker record NAME` makes one\n",
    )


def test_formats_and_older_names_of_a_site_change_nothing(home: Home) -> None:
    home.site("kabar", RULES + "feed: {{formats: [rss]}}\nformerly: berita\n")
    assert home.run("test").status == 0


def test_sites_without_a_record_are_named(home: Home) -> None:
    home.site("lain")
    assert home.run("test").lines()[-1] == "without a record: lain"
    assert "without" not in home.run("test", "kabar").out


def test_it_runs_beside_a_daemon_or_build_on_the_same_state(home: Home) -> None:
    home.run("build")
    with home.spawn("run") as daemon:
        try:
            assert home.process("test").status == 0
        finally:
            daemon.terminate()
            daemon.communicate(timeout=30)
