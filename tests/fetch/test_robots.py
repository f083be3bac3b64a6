"""feedmaker.fetch.robots."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.fetch import robots

URL = "https://site.example/private/a?page=2"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"# nothing\n",
        b"User-agent: *\nDisallow:\n",
        b"User-agent: *\nDisallow: # all\nAllow: /\n",
        b"User-agent: *\nAllow: /\nSitemap: https://site.example/sitemap.xml\n",
        b"<!doctype html>\n<title>Home</title>\n<div>\n",
        b"\xff\xfe\x00\x00",
    ],
)
def test_a_text_that_forbids_nothing_is_not_kept(body: bytes) -> None:
    assert robots.keep(body) == ""


def test_only_lines_that_could_concern_us_are_kept() -> None:
    body = b"\xef\xbb\xbfUser-agent: *  # all\r\nSitemap: /s.xml\r\nDISALLOW: /private\r\n\r\nHost: x\r\n"
    assert robots.keep(body) == "User-agent: *\nDISALLOW: /private"


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", False),
        ("User-agent: *\nDisallow: /public/", True),
        ("User-agent: *\nDisallow: /\nAllow: /private/a", True),
        ("User-agent: *\nDisallow: /*?page=", False),
        ("User-agent: *\nDisallow: /*.pdf$", True),
        ("User-agent: FeedMaker\nDisallow: /\n\nUser-agent: *\nDisallow: /x", False),
        ("User-agent: feedmaker\nDisallow: /x\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("User-agent: otherbot\nSitemap: /s.xml\nUser-agent: feedmaker\nDisallow: /", False),
        ("user-agent:*\ndisallow:/private", False),
        ("User-agent *\nDisallow /private", False),
        ("Useragent: *\nDissallow: /private", False),
    ],
)
def test_who_may_ask_for_what(body: str, allowed: bool) -> None:
    assert robots.allows(robots.keep(body.encode()), URL) is allowed


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("2", 2),
        ("0.5", 0.5),
        ("31", 30),
        ("1e99", 30),
        ("0", 0),
        ("-1", 0),
        ("nan", 0),
        ("soon", 0),
    ],
)
def test_a_crawl_delay_is_kept_and_held_to_half_a_minute(said: str, seconds: float) -> None:
    text = robots.keep(f"User-agent: *\nCrawl-delay: {said}".encode())
    assert robots.crawl_delay(text) == seconds


def test_a_crawl_delay_for_others_is_not_ours() -> None:
    assert robots.crawl_delay(robots.keep(b"User-agent: otherbot\nCrawl-delay: 9")) == 0


@given(
    st.binary(max_size=2000)
    | st.text(alphabet="Disalowr-ugent: */$?\n#", max_size=500).map(str.encode)
)
def test_no_text_breaks_it(body: bytes) -> None:
    text = robots.keep(body)
    assert isinstance(robots.allows(text, URL), bool)
    assert 0 <= robots.crawl_delay(text) <= 30


def test_a_host_that_forbids_nothing_needs_no_parser() -> None:
    code = (
        "import sys; from feedmaker.fetch import robots; text = robots.keep(b'User-agent: *\\nAllow: /');"
        "assert robots.allows(text, 'http://a.example/'); robots.crawl_delay(text);"
        "sys.exit('protego' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
