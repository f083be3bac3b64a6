"""The demo's site alone: its pages, its server, its site files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from feedmaker.demo_site.pages import Resource, make_site
from feedmaker.demo_site.server import DemoSite

NOT_THERE = re.compile(r"/berita/(pasang-iklan|label/.*)")
"""Advertisements and labels: links that nobody should follow."""


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite() as served:
        yield served


@pytest.fixture(scope="module")
def resources() -> dict[str, Resource]:
    return make_site()


def ask(
    site: DemoSite, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", urlsplit(site.origin).port or 0, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_page_comes_whole_with_its_type_and_validators(site: DemoSite) -> None:
    answer, body = ask(site, "/berita")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["ETag"]
    assert answer.headers["Last-Modified"] == "Mon, 29 Apr 2024 00:55:00 GMT"
    assert body == site.resources["/berita"].body


@pytest.mark.parametrize(
    ("asked_with", "given"),
    [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")],
)
def test_a_page_that_is_known_answers_304_without_a_body(
    site: DemoSite, asked_with: str, given: str
) -> None:
    first, _ = ask(site, "/notes")
    again, body = ask(site, "/notes", {asked_with: first.headers[given]})
    assert (again.status, body) == (304, b"")


def test_another_etag_gets_the_page_whatever_the_date_says(site: DemoSite) -> None:
    first, _ = ask(site, "/notes")
    headers = {"If-None-Match": '"old"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert ask(site, "/notes", headers)[0].status == 200


def test_head_answers_without_a_body(site: DemoSite) -> None:
    answer, body = ask(site, "/notes", method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(site.resources["/notes"].body)


def test_a_link_with_tracking_answers_as_without_it(site: DemoSite) -> None:
    assert ask(site, "/notes?utm_source=x")[1] == ask(site, "/notes")[1]


def test_requests_are_counted_by_kind(site: DemoSite) -> None:
    etag = ask(site, "/berita")[0].headers["ETag"]
    ask(site, "/berita", {"If-None-Match": etag})
    ask(site, "/notes/a-tide-table-on-one-page")
    assert ask(site, "/robots.txt")[0].status == 404
    assert site.requests == {"listing": 2, "article": 1, "missing": 1}
    assert site.not_modified == {"listing": 1}


def test_a_stopped_site_gives_its_port_back() -> None:
    with DemoSite() as first:
        port = urlsplit(first.origin).port or 0
    with DemoSite(port) as second:
        assert second.origin == first.origin
        assert ask(second, "/notes")[0].status == 200


def test_the_bytes_are_the_same_each_time(resources: dict[str, Resource]) -> None:
    assert make_site() == resources


def test_every_link_and_picture_leads_somewhere(resources: dict[str, Resource]) -> None:
    for path, resource in resources.items():
        if resource.media_type.startswith("text/html"):
            for link in links(resource.body, path):
                assert link in resources or NOT_THERE.fullmatch(link), f"{path} -> {link}"


def links(body: bytes, path: str) -> Iterator[str]:
    page = LexborHTMLParser(body)
    for node in page.css("[href], img"):
        link = node.attributes.get("href") or node.attributes.get("data-src")
        link = link or node.attributes["src"] or ""
        yield unquote(urljoin(path, link)).partition("?utm_")[0]


def test_every_picture_is_well_formed_and_small(resources: dict[str, Resource]) -> None:
    pictures = [r for r in resources.values() if r.kind == "picture"]
    assert len(pictures) == 19
    for picture in pictures:
        assert ET.fromstring(picture.body).tag == "{http://www.w3.org/2000/svg}svg"
        assert len(picture.body) < 4000


def test_the_newspaper_shows_what_real_ones_do(resources: dict[str, Resource]) -> None:
    pages = [LexborHTMLParser(resources[path].body) for path in ("/berita", "/berita?page=2")]
    dates = [node.text(strip=True) for page in pages for node in page.css(".kartu__tanggal")]
    assert len(dates) == 12
    assert dates[0] == "Senin, 29 April 2024 | 07:55 WIB"
    story = LexborHTMLParser(resources["/berita/mercusuar-tua-menyala-lagi"].body)
    assert [n.text() for n in story.css("a.halaman__tautan--lanjut")] == ["Selanjutnya"]
    for rare in (".baca__lain", ".iklan", ".foto__keterangan", ".terkini__butir", "[data-src]"):
        assert story.css_first(rare) is not None, rare


def test_site_files_are_yaml_for_this_very_server(site: DemoSite) -> None:
    files = {name: yaml.safe_load(text) for name, text in site.site_files().items()}
    assert {name: file["url"] for name, file in files.items()} == {
        "harian-tanjung-selasih": f"{site.origin}/berita",
        "slack-water": f"{site.origin}/notes",
    }


def test_site_files_fit_the_pages(site: DemoSite) -> None:
    """Every plain selector of theirs finds something where it is looked for."""
    files = {name: yaml.safe_load(text) for name, text in site.site_files().items()}
    looked_for = [
        ("/berita", files["harian-tanjung-selasih"]["listing"]),
        ("/berita/sepuluh-ribu-bibit-bakau", files["harian-tanjung-selasih"]["article"]),
        ("/notes", files["slack-water"]["listing"]),
    ]
    for path, rules in looked_for:
        page = LexborHTMLParser(site.resources[path].body)
        for key, selector in rules.items():
            assert page.css_first(selector) is not None, f"{path}: {key}"
