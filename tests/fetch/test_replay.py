"""feedmaker.fetch.replay."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedmaker.errors import ConfigError, RefusedError, UnreachableError
from feedmaker.fetch.replay import Replay
from feedmaker.model import Page, RequestSettings, Validators

HOME = "https://site.example/"


def saved(folder: Path, table: str, **files: str | bytes) -> Path:
    (folder / "pages.toml").write_text(table, encoding="utf-8")
    for name, body in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(body if isinstance(body, bytes) else body.encode())
    return folder


def get(replay: Replay, url: str, validators: Validators = Validators()) -> Page:
    return replay(url, RequestSettings(encoding="x"), site_url=HOME, validators=validators)


def test_a_saved_page_answers_its_url(tmp_path: Path) -> None:
    table = f"""
        [pages]
        "{HOME}" = "pages/home.html"
        "HTTPS://Site.example:443/a b" = "a.html.gz"
        [headers."{HOME}"]
        Content-Type = "text/html; charset=latin-1"
        """
    folder = saved(tmp_path, table, pages__home_html="home", a_html_gz=gzip.compress(b"article"))
    replay = Replay(folder)
    assert get(replay, HOME + "#top") == Page(
        url=HOME + "#top",
        final_url=HOME,
        body=b"home",
        content_type="text/html; charset=latin-1",
        encoding="x",
        refresh=True,
        length=4,
    )
    assert get(replay, "https://site.example/a%20b").body == b"article"
    assert replay.now is None


def test_a_url_that_is_not_saved_answers_404(tmp_path: Path) -> None:
    replay = Replay(saved(tmp_path, "[pages]"))
    with pytest.raises(RefusedError) as caught:
        get(replay, HOME + "gone")
    assert (caught.value.status, caught.value.url) == (404, HOME + "gone")


def test_validators_in_the_headers_are_honoured(tmp_path: Path) -> None:
    table = f"""
        [pages]
        "{HOME}" = "home.html"
        [headers."{HOME}"]
        etag = '"1"'
        Last-Modified = "Sat, 10 Jan 2026 12:00:00 GMT"
        """
    replay = Replay(saved(tmp_path, table, home_html="home"))
    known = get(replay, HOME).validators
    assert known == Validators('"1"', "Sat, 10 Jan 2026 12:00:00 GMT")
    unchanged = get(replay, HOME, known)
    assert (unchanged.unchanged, unchanged.body, unchanged.validators) == (True, b"", known)
    assert get(replay, HOME, Validators("", known.last_modified)).unchanged
    assert not get(replay, HOME, Validators('"0"', known.last_modified)).unchanged
    assert not get(replay, HOME, Validators()).unchanged


def test_it_may_say_when_it_was_saved(tmp_path: Path) -> None:
    table = "now = 2026-11-23T15:00:00+07:00\n[pages]"
    assert Replay(saved(tmp_path, table)).now == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("", "pages: must be a table"),
        ("pages = 1", "pages: must be a table"),
        ("page = 1\n[pages]", "page: unknown key"),
        ("now = 2026-11-23T08:00:00\n[pages]", "now: must be a moment with its offset"),
        ("now = 'today'\n[pages]", "now: must be a moment with its offset"),
        ("headers = 1\n[pages]", "headers: must be tables"),
        ("[pages]\n'/a' = 'home.html'", 'pages."/a": is no absolute http or https URL'),
        ("[pages]\n'file:///a' = 'home.html'", "is no absolute http or https URL"),
        ("[pages]\n'http://a.example' = 'home.html'\n'http://a.example/' = 'home.html'", "is there twice"),
        ("[pages]\n'http://a.example/' = 1", 'pages."http://a.example/": must name a file'),
        ("[pages]\n'http://a.example/' = 'gone.html'", "there is no file 'gone.html'"),
        ("[pages]\n'http://a.example/' = '.'", "there is no file '.'"),
        ("[pages]\n'http://a.example/' = '../out.html'", "'../out.html' lies outside the folder"),
        ("[pages]\n'http://a.example/' = '/etc/passwd'", "'/etc/passwd' lies outside the folder"),
        ("[pages]\n'http://a.example/' = 'link.html'", "'link.html' lies outside the folder"),
        ("[pages]\n'http://a.example/' = 'home.html'\n[headers]\n'http://a.example/' = 1", "must be a table of"),
        ("[pages]\n'http://a.example/' = 'home.html'\n[headers.'http://a.example/']\nETag = 1", "ETag: must be a text"),
        ("[pages]\n[headers.'http://b.example/']", 'headers."http://b.example/": has no page'),
        ("redirects = 1\n[pages]", "redirects: must be a table of URL = URL"),
        ("[pages]\n[redirects]\n'/a' = 'http://b.example/'", 'redirects."/a": is no absolute http'),
        ("[pages]\n[redirects]\n'http://a.example/' = '/b'", "must lead to an absolute http"),
        ("[pages]\n[redirects]\n'http://a.example/' = 1", "must lead to an absolute http"),
        ("[pages]\n'http://a.example/' = 'home.html'\n[redirects]\n'http://a.example' = 'http://b.example'", "is among the [pages], too"),
        ("failures = 1\n[pages]", "failures: must be tables"),
        ("[pages]\n[failures.'/a']\nproblem = 'x'", 'failures."/a": is no absolute http'),
        ("[pages]\n[failures.'http://a.example/']", "must be a table that says the `problem`"),
        ("[pages]\n[failures]\n'http://a.example/' = 1", "must be a table that says the `problem`"),
        ("[pages]\n[failures.'http://a.example/']\nproblem = 1", "problem: is of another kind"),
        ("[pages]\n[failures.'http://a.example/']\nproblem = 'x'\nstatus = true", "status: is of another kind"),
        ("[pages]\n[failures.'http://a.example/']\nproblem = 'x'\nwhy = 'y'", "why: unknown key; known are problem"),
        ("[pages]\n'http://a.example/' = 'home.html'\n[failures.'http://a.example/']\nproblem = 'x'", "is among the [pages] or"),
        ("[pages", "pages.toml: Expected"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_key(tmp_path: Path, table: str, fault: str) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (tmp_path / "out.html").write_text("secret")
    (folder / "link.html").symlink_to(tmp_path / "out.html")
    saved(folder, table, home_html="home")
    with pytest.raises(ConfigError) as caught:
        Replay(folder)
    assert len(caught.value.faults) == 1
    assert str(caught.value).startswith(str(folder / "pages.toml"))
    assert fault in str(caught.value)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    table = "now = 1\npage = 1\n[pages]\n'x' = 'y'\n'http://a.example/' = 'gone'"
    with pytest.raises(ConfigError) as caught:
        Replay(saved(tmp_path, table))
    assert len(caught.value.faults) == 4


def test_a_folder_without_the_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pages\.toml: can't be read: No such file"):
        Replay(tmp_path)


@pytest.mark.parametrize("body", [b"plain", gzip.compress(b"page" * 99)[:-9]], ids=["plain", "cut"])
def test_a_saved_page_that_cannot_be_unpacked_is_a_failed_request(
    tmp_path: Path, body: bytes
) -> None:
    replay = Replay(saved(tmp_path, f"[pages]\n'{HOME}' = 'a.gz'", a_gz=body))
    with pytest.raises(UnreachableError, match="can't be read"):
        get(replay, HOME)


# --- Ways that lead elsewhere, or nowhere -----------------------------------------


def test_a_saved_redirect_leads_to_the_page_of_its_target(tmp_path: Path) -> None:
    table = f"[pages]\n'{HOME}new' = 'new.html'\n[redirects]\n'{HOME}old' = '{HOME}mid'\n'{HOME}mid' = '{HOME}new'"
    page = get(Replay(saved(tmp_path, table, new_html="new")), HOME + "old#top")
    assert (page.url, page.final_url) == (HOME + "old#top", HOME + "new")
    assert (page.body, page.hops) == (b"new", 2)


def test_saved_redirects_in_a_circle_end(tmp_path: Path) -> None:
    table = f"[pages]\n[redirects]\n'{HOME}a' = '{HOME}b'\n'{HOME}b' = '{HOME}a'"
    with pytest.raises(RefusedError, match="more than 5 redirects"):
        get(Replay(saved(tmp_path, table)), HOME + "a")


def test_a_saved_redirect_of_a_secure_site_does_not_leave_https(tmp_path: Path) -> None:
    table = f"[pages]\n'http://site.example/b' = 'b.html'\n[redirects]\n'{HOME}a' = 'http://site.example/b'"
    with pytest.raises(RefusedError, match="from https to plain http"):
        get(Replay(saved(tmp_path, table, b_html="b")), HOME + "a")


def test_a_saved_failure_is_raised_as_it_was(tmp_path: Path) -> None:
    table = f"""
        [pages]
        [failures."{HOME}busy"]
        problem = "the server answers 503"
        later = true
        status = 503
        wait = 90.0
        rests = "https://site.example"
        cause = "captcha"
        [failures."{HOME}gone"]
        problem = "the server answers 410 Gone"
        status = 410
        """
    replay = Replay(saved(tmp_path, table))
    with pytest.raises(UnreachableError) as busy:
        get(replay, HOME + "busy")
    with pytest.raises(RefusedError) as gone:
        get(replay, HOME + "gone")
    error = busy.value
    assert (error.problem, error.status, error.retry_after) == ("the server answers 503", 503, 90.0)
    assert (error.rests, error.cause) == ("https://site.example", "captcha")
    assert (gone.value.status, gone.value.retry_after) == (410, None)
    assert replay.missing == []


def test_what_was_asked_for_and_is_not_there_is_remembered(tmp_path: Path) -> None:
    replay = Replay(saved(tmp_path, f"[pages]\n'{HOME}' = 'home.html'", home_html="home"))
    get(replay, HOME)
    for _ in range(2):
        with pytest.raises(RefusedError):
            get(replay, HOME + "x#top")
    assert replay.missing == [HOME + "x", HOME + "x"]


def test_the_length_of_a_file_that_was_not_read_can_be_stated(tmp_path: Path) -> None:
    table = f"""
        [pages]
        "{HOME}a.mp3" = "a.bin"
        [headers."{HOME}a.mp3"]
        Content-Type = "audio/mpeg"
        Content-Length = "4321"
        """
    page = get(Replay(saved(tmp_path, table, a_bin="")), HOME + "a.mp3")
    assert (page.body, page.length, page.content_type) == (b"", 4321, "audio/mpeg")
