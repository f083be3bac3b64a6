"""feedmaker.fetch.record: what a real server answered, saved, and answered again from the folder."""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from served import Origin

from feedmaker.errors import FetchError, RefusedError, StorageError, UnreachableError
from feedmaker.fetch.record import Recorder
from feedmaker.fetch.replay import Replay
from feedmaker.fetch.web import Web
from feedmaker.model import Page, RequestSettings

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLAIN = RequestSettings(delay=0)


def ask(fetch: Recorder | Replay, url: str, request: RequestSettings = PLAIN) -> Page:
    return fetch(url, request, site_url=url)


def everything(folder: Path) -> str:
    return "\n".join(f.read_text() for f in folder.rglob("*") if f.is_file())


def test_what_was_recorded_is_answered_again_alike(
    origin: Origin, web: Web, tmp_path: Path
) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Sat, 10 Jan 2026 12:00:00 GMT"}
    origin.page(
        "/new",
        "<p>caf\xe9".encode("latin-1"),
        headers=headers,
        content_type="text/html; charset=latin-1",
    )
    origin.redirect("/old", "/new")
    origin.page("/a.mp3", b"123456", content_type="audio/mpeg")
    recorder = Recorder(web, tmp_path)
    came = [ask(recorder, origin.url(path)) for path in ("/old", "/new", "/a.mp3")]
    assert recorder.finish(NOW) == 2
    replay = Replay(tmp_path)
    assert replay.now == NOW
    assert [ask(replay, page.url) for page in came] == came
    assert came[2].length == 6


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (404, {}, RefusedError),
        (503, {"Retry-After": "90"}, UnreachableError),
        (403, {"cf-mitigated": "challenge"}, RefusedError),
    ],
)
def test_a_failure_is_recorded_and_raised_again_alike(
    origin: Origin, web: Web, tmp_path: Path, status: int, headers: dict[str, str], kind: type
) -> None:
    url = origin.page("/x", status=status, headers=headers)
    recorder = Recorder(web, tmp_path)
    with pytest.raises(kind) as first:
        ask(recorder, url)
    recorder.finish(NOW)
    with pytest.raises(kind) as again:
        ask(Replay(tmp_path), url)
    assert vars(again.value) == vars(first.value)


def test_a_page_that_came_at_the_second_try_is_no_failure(
    origin: Origin, web: Web, tmp_path: Path
) -> None:
    url = origin.page("/x", status=500)
    recorder = Recorder(web, tmp_path)
    with pytest.raises(FetchError):
        ask(recorder, url)
    origin.page("/x", "here")
    ask(recorder, url)
    recorder.finish(NOW)
    assert ask(Replay(tmp_path), url).body == b"here"


def test_no_cookie_and_no_request_header_is_kept(origin: Origin, web: Web, tmp_path: Path) -> None:
    url = origin.page("/x", "page", headers={"Set-Cookie": "session=s3ss10n", "X-Trace": "tr4ce"})
    request = RequestSettings(
        delay=0, headers=(("Authorization", "t0k3n"),), cookies=(("c", "c00k13"),)
    )
    recorder = Recorder(web, tmp_path)
    ask(recorder, url, request)
    ask(recorder, url, request)
    recorder.finish(NOW)
    assert origin.last("/x").headers["Authorization"] == "t0k3n"
    assert "session=s3ss10n" in origin.last("/x").headers["Cookie"]
    assert not [w for w in ("s3ss10n", "t0k3n", "c00k13", "tr4ce") if w in everything(tmp_path)]
    (stated,) = tomllib.loads((tmp_path / "pages.toml").read_text())["headers"].values()
    assert set(stated) == {"Content-Type"}


def test_a_secret_that_a_server_sends_back_is_masked_wherever_it_stands(
    origin: Origin, web: Web, tmp_path: Path
) -> None:
    secret = "s3cr3t/key 1"
    coded, of_form = "s3cr3t%2Fkey%201", "s3cr3t%2Fkey+1"
    origin.page(
        "/home",
        f"<p>{secret}</p><a href='/next?k={coded}&q={of_form}'>",
        headers={"ETag": f'"{secret}"'},
    )
    origin.redirect("/start", f"/home?token={coded}")
    origin.page("/gone", status=404)
    recorder = Recorder(web, tmp_path, secrets=[secret])
    ask(recorder, origin.url("/start"))
    with pytest.raises(RefusedError):
        ask(recorder, origin.url(f"/gone?k={coded}"))
    recorder.finish(NOW)
    said = everything(tmp_path)
    assert "s3cr3t" not in said
    assert (
        ask(Replay(tmp_path), origin.url("/start")).body
        == b"<p>***</p><a href='/next?k=***&q=***'>"
    )


def test_files_are_for_their_owner_alone_and_named_after_their_address(
    origin: Origin, web: Web, tmp_path: Path
) -> None:
    url = origin.page("/news/..%2F..%2FFerry.html", "x")
    recorder = Recorder(web, tmp_path)
    ask(recorder, url)
    recorder.finish(NOW)
    modes = {stat.S_IMODE(f.stat().st_mode) for f in tmp_path.rglob("*") if f.is_file()}
    (page,) = (tmp_path / "pages").iterdir()
    assert modes == {0o600}
    assert page.name.startswith("2f-2fferry-")
    assert page.suffix == ".html"


def test_the_same_answers_make_the_same_table_in_whatever_order_they_came(
    origin: Origin, web: Web, tmp_path: Path
) -> None:
    urls = [origin.page(f"/{name}", name) for name in "cab"]
    for folder, order in (("one", urls), ("two", sorted(urls))):
        (tmp_path / folder).mkdir()
        recorder = Recorder(web, tmp_path / folder)
        for url in order:
            ask(recorder, url)
        recorder.finish(NOW)
    one, two = ((tmp_path / f / "pages.toml").read_text() for f in ("one", "two"))
    assert one == two


def test_a_folder_that_cannot_be_written_is_told(
    origin: Origin, make_web: Callable[..., Web], tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match=r"\.html: No such file"):
        ask(Recorder(make_web(), tmp_path / "gone" / "deeper"), origin.page("/x", "x"))
