"""`feedmaker record`: a site's pages saved with what comes of them; nothing else is touched."""

from __future__ import annotations

import re
import signal
import threading
import tomllib
from pathlib import Path
from unittest.mock import patch

import pytest
from newsroom import RULES
from served import Answer, Asked, Origin
from shell import Home
from warcio.archiveiterator import ArchiveIterator


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def expected(home: Home, name: str = "kabar") -> dict[str, object]:
    return tomllib.loads((home.path / "records" / name / "expected.toml").read_text())


def test_a_record_holds_the_pages_and_what_comes_of_them(home: Home) -> None:
    home.healthy()
    ran = home.run("record", "kabar")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "kabar  recorded 4 pages, 3 entries, in records/kabar\n"
    entries = expected(home)["entries"]
    assert isinstance(entries, list)
    assert [entry["title"] for entry in entries] == ["Cerita 1", "Cerita 2", "Cerita 3"]
    assert entries[0]["date"] == "2024-04-29T02:00:00Z"


def test_neither_the_state_nor_the_published_folder_is_touched(home: Home) -> None:
    home.healthy()
    home.run("record", "sites/kabar.yaml")
    assert {file.partition("/")[0] for file in home.files()} == {"records", "sites"}
    home.run("build")
    before = {file: (home.path / file).stat().st_mtime_ns for file in home.files()}
    home.run("record", "kabar", "--again")
    after = {file: (home.path / file).stat().st_mtime_ns for file in home.files()}
    assert {f for f in before if before[f] != after.get(f)} <= {
        f for f in before if f.startswith("records/")
    }


def test_a_record_is_not_replaced_unasked(home: Home) -> None:
    home.healthy()
    home.run("record", "kabar")
    hits = len(home.origin.requests)
    ran = home.run("record", "kabar")
    assert ran.status == 2
    assert ran.err.startswith("records/kabar: is there already; `feedmaker record kabar --again`")
    assert len(home.origin.requests) == hits
    home.origin.page(
        "/kabar/1", "<h1>Baru</h1><p class=by>Ani</p><div class=body><p>Isi baru.</div>"
    )
    assert home.run("record", "kabar", "--again").status == 0
    assert "Isi baru." in str(expected(home))
    assert [f.name for f in (home.path / "records").iterdir()] == ["kabar"]


def test_a_site_that_fails_is_recorded_only_if_that_is_meant(home: Home) -> None:
    home.site("kabar")
    home.origin.page("/kabar", status=503)
    ran = home.run("record", "kabar")
    assert ran.status == 1
    assert "kabar: failed: the server answers 503" in ran.err
    assert ran.err.endswith("feedmaker record kabar --failing\n")
    assert not (home.path / "records" / "kabar").exists()
    ran = home.run("record", "kabar", "--failing")
    assert (ran.status, ran.lines()[0]) == (
        0,
        "kabar  recorded as failing: 0 pages, 0 entries, in records/kabar",
    )
    assert expected(home)["failed"] is True
    assert home.run("test").status == 0


def test_a_failing_site_does_not_cost_the_record_that_is_there(home: Home) -> None:
    home.healthy()
    home.run("record", "kabar")
    home.origin.page("/kabar", status=503)
    assert home.run("record", "kabar", "--again").status == 1
    assert len(str(expected(home)["entries"])) > 100
    assert home.run("test").status == 0


def test_an_article_that_failed_is_part_of_the_record(home: Home) -> None:
    home.healthy()
    home.origin.page("/kabar/2", status=404)
    ran = home.run("record", "kabar")
    assert (ran.status, ran.lines()[0]) == (
        0,
        "kabar  recorded 3 pages, 3 entries, in records/kabar",
    )
    assert "404" in ran.out
    assert home.run("test").status == 0


def test_a_secret_never_stands_in_a_record_whoever_repeats_it(home: Home) -> None:
    text = RULES + "request: {{headers: {{X-Key: '${{FEEDMAKER_SECRET_KEY}}'}}, delay: 0s}}\n"
    home.healthy(text=text.replace("request: {{delay: 0s}}\n", "", 1))
    home.origin.page(
        "/kabar/1",
        "<h1>T</h1><div class=body><p>Hello s3cr3t-value, this is yours.</div>",
        headers={"Set-Cookie": "a=c00kie"},
    )
    (home.path / "feedmaker.toml").write_text('[secrets]\nkabar = ["FEEDMAKER_SECRET_KEY"]\n')
    home.env["FEEDMAKER_SECRET_KEY"] = "s3cr3t-value"
    assert home.run("record", "kabar").status == 0
    assert home.origin.last("/kabar/1").headers["X-Key"] == "s3cr3t-value"
    said = "".join(f.read_text() for f in (home.path / "records").rglob("*") if f.is_file())
    assert "Hello ***, this is yours." in said
    assert not [word for word in ("s3cr3t", "c00kie", "X-Key") if word in said]
    del home.env["FEEDMAKER_SECRET_KEY"]
    assert home.run("test").status == 0  # nothing is sent, so nothing is missing


def test_no_record_comes_into_the_published_folder(home: Home) -> None:
    home.healthy()
    ran = home.run("record", "kabar", "--records", "public/records")
    assert ran.status == 2
    assert "which is published" in ran.err
    ran = home.run("record", "kabar", "--records", "elsewhere")
    assert ran.out.endswith("in elsewhere/kabar\n")


def test_what_is_no_record_is_left_alone(home: Home) -> None:
    home.healthy()
    mine = home.path / "records" / "kabar"
    mine.mkdir(parents=True)
    (mine / "diary.txt").write_text("dear diary")
    ran = home.run("record", "kabar", "--again")
    assert (ran.status, ran.err) == (
        1,
        "feedmaker: " + str(mine) + ": is no record of ours, and stays as it is\n",
    )
    assert [f.name for f in mine.iterdir()] == ["diary.txt"]
    assert [f.name for f in mine.parent.iterdir()] == ["kabar"]
    mine.rename(home.path / "mine")
    mine.symlink_to(home.path / "mine")
    assert home.run("record", "kabar").status == 1
    assert mine.is_symlink()


def test_a_link_to_a_record_is_not_followed_to_replace_it(home: Home) -> None:
    home.healthy()
    home.run("record", "kabar")
    (home.path / "records/kabar").rename(home.path / "mine")
    (home.path / "records/kabar").symlink_to(home.path / "mine")
    before = sorted(home.files())
    assert home.run("record", "kabar", "--again").status == 1
    assert (home.path / "records/kabar").is_symlink()
    assert sorted(home.files()) == before


def test_a_faulty_site_file_and_an_unknown_name_are_told_before_anything_is_asked(
    home: Home,
) -> None:
    home.healthy()
    home.site("satu", "url: {url}\nevry: 1h\n")
    ran = home.run("record", "kabar", "satu")
    assert (ran.status, ran.err) == (
        2,
        "sites/satu.yaml:2:1: evry: unknown key `evry` (did you mean `every`?)\n",
    )
    assert home.run("record", "kabr").err == "kabr: there is no such site (did you mean `kabar`?)\n"
    assert home.origin.requests == []


def test_a_server_that_asked_to_be_left_alone_is_not_asked(home: Home) -> None:
    home.healthy()
    home.origin.page("/kabar", status=503, headers={"Retry-After": "7200"})
    home.run("build")
    hits = len(home.origin.requests)
    ran = home.run("record", "kabar")
    assert ran.status == 1
    assert "kabar: not recorded" in ran.err
    assert len(home.origin.requests) == hits


def test_nothing_is_left_of_a_recording_that_was_stopped(home: Home) -> None:
    home.healthy()
    asked, go_on = threading.Event(), threading.Event()

    def slow(_: Asked) -> Answer:
        asked.set()
        go_on.wait(30)
        return Answer("late")

    home.origin.route("/kabar/1", slow)
    with home.spawn("record", "kabar") as child:
        assert asked.wait(30)
        child.send_signal(signal.SIGINT)
        go_on.set()
        child.communicate(timeout=30)
    assert child.returncode == 130
    assert list((home.path / "records").iterdir()) == []


def test_sites_of_several_hosts_are_recorded_side_by_side_and_told_in_order(home: Home) -> None:
    home.healthy("kabar")
    home.healthy(
        "lain", RULES.replace("{url}", home.origin.url("/lain").replace("127.0.0.1", "localhost"))
    )
    other = threading.Event()
    first, second = home.origin._routes["/kabar"], home.origin._routes["/lain"]

    def wait(asked: Asked) -> Answer:
        return first(asked) if other.wait(20) else Answer(status=500)

    def meanwhile(asked: Asked) -> Answer:
        other.set()
        return second(asked)

    home.origin.route("/kabar", wait)
    home.origin.route("/lain", meanwhile)
    ran = home.run("record", "kabar", "lain")
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines() == [
        "kabar  recorded 4 pages, 3 entries, in records/kabar",
        "lain  recorded 4 pages, 3 entries, in records/lain",
    ]
    assert sorted(one.name for one in (home.path / "records").iterdir()) == ["kabar", "lain"]
    assert home.run("test").status == 0


# --- WARC ---------------------------------------------------------------------


def test_a_warc_holds_each_answer_and_nothing_that_was_sent(home: Home) -> None:
    home.healthy()
    home.origin.redirect("/kabar/1", "/moved")
    home.origin.page(
        "/moved",
        "<h1>M</h1><div class=body><p>Sudah pindah ke sini.</div>",
        headers={"Set-Cookie": "a=c00kie"},
    )
    home.origin.page("/kabar/2", status=404)
    ran = home.run("record", "kabar", "--warc", "kabar.warc.gz")
    assert ran.status == 0
    assert ran.lines()[-1] == "kabar  5 answers in kabar.warc.gz"
    file = home.path / "kabar.warc.gz"
    assert file.stat().st_mode & 0o777 == 0o600
    answers = {}
    with file.open("rb") as opened:
        for record in ArchiveIterator(opened):
            if record.rec_type == "warcinfo":
                continue
            assert record.rec_type == "response"
            date = record.rec_headers.get_header("WARC-Date")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date)
            url = record.rec_headers.get_header("WARC-Target-URI").removeprefix(home.origin.url(""))
            assert record.http_headers.get_header("Set-Cookie") is None
            answers[url] = (record.http_headers.get_statuscode(), record.content_stream().read())
    assert {url: status for url, (status, _) in answers.items()} == {
        "/kabar": "200",
        "/moved": "200",
        "/kabar/3": "200",
        "/kabar/1": "302",
        "/kabar/2": "404",
    }
    assert b"Sudah pindah" in answers["/moved"][1]


def test_a_record_that_is_there_is_exported_without_a_request(home: Home) -> None:
    home.healthy()
    home.run("record", "kabar")
    hits = len(home.origin.requests)
    assert home.run("record", "kabar", "--warc", "kabar.warc.gz").status == 0
    assert len(home.origin.requests) == hits
    before = (home.path / "kabar.warc.gz").read_bytes()
    ran = home.run("record", "kabar", "--warc", "kabar.warc.gz")
    assert (ran.status, ran.err) == (
        2,
        "kabar.warc.gz: --warc: is there already: name another file, or move it away\n",
    )
    assert (home.path / "kabar.warc.gz").read_bytes() == before


def test_without_warcio_it_is_said_what_to_install_before_anything_is_asked(home: Home) -> None:
    home.healthy()
    with patch.dict("sys.modules", {"warcio": None}):
        ran = home.run("record", "kabar", "--warc", "kabar.warc.gz")
    assert (ran.status, home.origin.requests) == (2, [])
    assert (
        ran.err == "--warc: needs warcio, which is not installed: pip install 'feedmaker[warc]'\n"
    )


def test_one_warc_is_for_one_site(home: Home) -> None:
    home.healthy("kabar")
    home.healthy("lain")
    ran = home.run("record", "kabar", "lain", "--warc", "x.warc.gz")
    assert (ran.status, ran.err) == (2, "--warc x.warc.gz: is one file for one site: name one\n")


def test_json_tells_each_record_those_that_were_not_kept_too(home: Home) -> None:
    home.healthy("kabar")
    home.site("gone")  # which answers 404
    ran = home.run("record", "kabar", "gone", "--json")
    assert (ran.status, ran.err) == (1, "")
    kabar, gone = ran.json()["records"]
    assert (kabar["site"], kabar["kept"], kabar["failed"]) == ("kabar", True, False)
    assert (kabar["entries"], kabar["pages"], kabar["folder"]) == (3, 4, "records/kabar")
    assert (gone["site"], gone["kept"], gone["failed"]) == ("gone", False, True)
    assert "404" in gone["problems"][0]
