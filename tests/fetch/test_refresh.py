"""A refresh is one more hop of the redirects: the same limits, guard and headers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from asking import PLAIN, MakeWeb, get
from served import Origin

from feedmaker.errors import RefusedError
from feedmaker.fetch.replay import Replay
from feedmaker.fetch.web import Web
from feedmaker.model import Page, Validators


def test_hops_add_up_over_redirects_and_refreshes(web: Web, origin: Origin) -> None:
    for hop in range(3):
        origin.redirect(f"/{hop}", f"/{hop + 1}")
    first = get(web, origin.page("/a", "sends on"))
    assert (first.hops, first.refresh) == (0, True)
    origin.page("/3", "there")
    page = web(origin.url("/0"), PLAIN, site_url=origin.url(), sent_by=first)
    assert (page.hops, page.url, page.final_url) == (4, origin.url("/a"), origin.url("/3"))
    origin.redirect("/3", "/4")
    origin.redirect("/4", "/5")
    with pytest.raises(RefusedError, match="/a: more than 5 redirects"):
        web(origin.url("/0"), PLAIN, site_url=origin.url(), sent_by=first)


def test_a_refresh_beyond_the_last_hop_asks_nothing(web: Web, origin: Origin) -> None:
    first = replace(get(web, origin.page("/a", "sends on")), hops=5)
    with pytest.raises(RefusedError, match="more than 5 redirects"):
        web(origin.page("/b"), PLAIN, site_url=origin.url(), sent_by=first)
    assert origin.hits("/b") == 0


def test_it_is_asked_unconditionally_and_leaves_no_validators(web: Web, origin: Origin) -> None:
    first = get(web, origin.page("/a", "sends on", headers={"ETag": '"a"'}))
    url = origin.page("/b", "there", headers={"ETag": '"b"'})
    held = Validators(etag='"b"')
    page = web(url, PLAIN, site_url=origin.url(), validators=held, sent_by=first)
    assert (page.body, page.validators) == (b"there", Validators())


def test_own_headers_and_cookies_stay_at_home_and_a_form_is_not_sent_on(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    request = replace(
        PLAIN, method="POST", body="q=1", headers=(("X-Key", "1"),), cookies=(("id", "1"),)
    )
    first = web(origin.page("/a", "on"), request, site_url=origin.url(), listing=True)
    for there in (origin, other_origin):
        url = there.page("/b", "there")
        web(url, request, site_url=origin.url(), listing=True, sent_by=first)
    at_home, away = origin.last("/b"), other_origin.last("/b")
    assert (at_home.method, at_home.headers["X-Key"]) == ("GET", "1")
    assert (away.method, away.headers["X-Key"], away.headers["Cookie"]) == ("GET", None, None)


def test_a_private_address_is_refused_and_so_is_plain_http(make_web: MakeWeb) -> None:
    web = make_web(allow_private=[])
    first = Page("https://site.example/", "https://site.example/a")
    for url, why in (("https://127.0.0.1/", "private|loopback"), ("http://site.example/", "plain")):
        with pytest.raises(RefusedError, match=why):
            web(url, PLAIN, site_url="https://site.example/", sent_by=first)


def test_robots_txt_of_the_next_place_is_obeyed(web: Web, origin: Origin) -> None:
    origin.robots("User-agent: *\nDisallow: /b")
    first = get(web, origin.page("/a", "sends on"))
    with pytest.raises(RefusedError, match="robots"):
        web(origin.page("/b"), replace(PLAIN, robots=True), site_url=origin.url(), sent_by=first)


def test_saved_pages_have_the_same_limits(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("there", "utf-8")
    (tmp_path / "pages.toml").write_text(
        '[pages]\n"https://site.example/" = "page.html"\n"http://site.example/" = "page.html"\n',
        "utf-8",
    )
    replay, site = Replay(tmp_path), "https://site.example/"
    first = Page("https://site.example/a", "https://site.example/b", hops=4)
    page = replay(site, PLAIN, site_url=site, sent_by=first)
    assert (page.url, page.final_url, page.hops) == (first.url, site, 5)
    with pytest.raises(RefusedError, match="more than 5 redirects"):
        replay(site, PLAIN, site_url=site, sent_by=page)
    with pytest.raises(RefusedError, match="plain http"):
        replay("http://site.example/", PLAIN, site_url=site, sent_by=first)
