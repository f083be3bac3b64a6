"""What an origin's answers come to; and what has no say in how it is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from asking import PLAIN, MakeWeb, get, head
from served import Origin

import feedmaker
from feedmaker.errors import ConfigError, FetchError, RefusedError, UnreachableError
from feedmaker.fetch.web import Web
from feedmaker.model import Page, Validators

# --- Answers ---------------------------------------------------------------


def test_a_page_comes_with_its_type_and_validators(web: Web, origin: Origin) -> None:
    modified = "Sat, 10 Jan 2026 12:00:00 GMT"
    url = origin.page("/", "<p>Hé", headers={"ETag": '"1"', "Last-Modified": modified})
    page = get(web, url, replace(PLAIN, encoding="utf-8"))
    assert page == Page(
        url=url,
        final_url=url,
        body="<p>Hé".encode(),
        content_type="text/html; charset=utf-8",
        encoding="utf-8",
        refresh=True,
        validators=Validators('"1"', modified),
        length=6,
    )


@pytest.mark.parametrize(
    "validators", [Validators('"1"'), Validators("", "Sat, 10 Jan 2026 12:00:00 GMT")]
)
def test_a_page_that_has_not_changed_is_told_as_unchanged(
    web: Web, origin: Origin, validators: Validators
) -> None:
    modified = "Sat, 10 Jan 2026 12:00:00 GMT"
    url = origin.page("/", "x", headers={"ETag": '"1"', "Last-Modified": modified})
    page = get(web, url, validators=validators)
    assert page.unchanged
    assert page.validators == validators
    assert not get(web, url, validators=Validators('"0"')).unchanged


def test_a_304_that_was_not_asked_for_is_an_error(web: Web, origin: Origin) -> None:
    url = origin.page("/", status=304)
    with pytest.raises(UnreachableError, match="304"):
        get(web, url)


@pytest.mark.parametrize("etag", ['"' + "a" * 511 + '"', '"a b"', '"é"', '"\x7f"'])
def test_a_long_or_unclean_etag_is_not_kept(web: Web, origin: Origin, etag: str) -> None:
    url = origin.page("/", "x", headers={"ETag": etag})
    assert get(web, url).validators == Validators()


@pytest.mark.parametrize(("name", "hint"), [("", True), ("Mozilla/5.0", False)])
def test_a_403_says_what_to_try_once(web: Web, origin: Origin, name: str, hint: bool) -> None:
    url = origin.page("/", "no", status=403)
    with pytest.raises(RefusedError, match="403 Forbidden") as caught:
        get(web, url, replace(PLAIN, user_agent=name))
    assert ("`request.user_agent`" in caught.value.problem) == hint


@pytest.mark.parametrize(
    "header",
    [("cf-mitigated", "challenge"), ("x-amzn-waf-action", "captcha"), ("x-datadome", "protected")],
)
@pytest.mark.parametrize("status", [202, 403, 503])
def test_a_check_for_robots_that_a_head_names_is_told(
    web: Web, origin: Origin, status: int, header: tuple[str, str]
) -> None:
    url = origin.page("/", "no", status=status, headers=[header])
    with pytest.raises(FetchError, match="check for robots") as caught:
        get(web, url)
    assert caught.value.cause == "captcha"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 999])
def test_some_answers_are_final(web: Web, origin: Origin, status: int) -> None:
    url = origin.page("/", status=status)
    with pytest.raises(RefusedError, match=str(status)) as caught:
        get(web, url)
    assert (caught.value.status, caught.value.url) == (status, url)


@pytest.mark.parametrize("status", [204, 206, 408, 425, 429, 500, 502, 503, 599])
def test_some_answers_may_get_better(web: Web, origin: Origin, status: int) -> None:
    url = origin.page("/", status=status)
    with pytest.raises(UnreachableError, match=str(status)) as caught:
        get(web, url)
    assert caught.value.status == status


def test_of_a_media_file_only_the_head_is_read(make_web: MakeWeb, origin: Origin) -> None:
    url = origin.raw("/a.mp3", head("Content-Type: audio/mpeg", f"Content-Length: {10**9}"))
    page = get(make_web(), url)
    assert (page.body, page.content_type, page.length) == (b"", "audio/mpeg", 10**9)


# --- Settings --------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("proxy", "socks5://127.0.0.1"),
        ("proxy", "127.0.0.1:8080"),
        ("allow_private", ["10.0.0.0/33"]),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(make_web: MakeWeb, key: str, value: object) -> None:
    with pytest.raises(ConfigError, match=f"^settings: {key}: "):
        make_web(**{key: value})


def test_neither_environment_nor_netrc_has_a_say(
    make_web: MakeWeb, origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(netrc))
    assert get(make_web(), origin.page("/", "x")).body == b"x"
    assert origin.last("/").headers["Authorization"] is None


def test_no_other_module_asks_the_network() -> None:
    folder = Path(feedmaker.__file__).parent
    serves = {folder / "daemon" / "http_server.py", folder / "commands" / "demo.py"}
    asks = re.compile(
        r"^\s*(?:import|from)\s+(?:requests|urllib3|urllib\.request|http\.client|httpx|aiohttp"
        r"|pycurl|ftplib|smtplib|telnetlib|asyncio)\b|socket\.socket\((?!socket\.AF_UNIX)"
        r"|create_connection|urlopen",
        re.MULTILINE,
    )
    files = [
        file
        for file in folder.rglob("*.py")
        if file.parent != folder / "fetch" and file not in serves  # the other end
    ]
    assert files
    assert [file.name for file in files if asks.search(file.read_text(encoding="utf-8"))] == []
