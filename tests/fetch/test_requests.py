"""What is sent: headers, forms, cookies, and to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import PLAIN, get
from served import Answer, Asked, Origin

import feedmaker
from feedmaker.errors import RefusedError
from feedmaker.fetch.web import Web, user_agent
from feedmaker.model import RequestSettings, Validators

# --- What is sent ----------------------------------------------------------


def test_a_request_names_feedmaker_and_offers_only_what_it_reads(web: Web, origin: Origin) -> None:
    url = origin.page("/")
    get(web, url)
    headers = origin.last("/").headers
    assert headers["User-Agent"] == "feedmaker/test"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert headers["Cookie"] is None
    assert headers["Referer"] is None


def test_the_default_user_agent_names_version_and_contact() -> None:
    assert (
        user_agent("mail@example.org") == f"feedmaker/{feedmaker.__version__} (+mail@example.org)"
    )
    assert user_agent() == f"feedmaker/{feedmaker.__version__}"


def test_a_site_may_not_widen_the_offered_codings(web: Web, origin: Origin) -> None:
    url = origin.page("/")
    get(web, url, replace(PLAIN, headers=(("accept-encoding", "br"), ("Accept", "text/plain"))))
    headers = origin.last("/").headers
    assert headers.get_all("Accept-Encoding") == ["gzip, deflate"]
    assert headers.get_all("Accept") == ["text/plain"]


def test_headers_and_cookies_of_the_site_file_go_to_its_origin_only(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    request = replace(PLAIN, headers=(("X-Key", "k"),), cookies=(("consent", "yes"), ("a", "b")))
    other = other_origin.page("/article")
    web(origin.page("/"), request, site_url=origin.url())
    web(other, request, site_url=origin.url())
    assert origin.last("/").headers["X-Key"] == "k"
    assert origin.last("/").headers["Cookie"] == "consent=yes; a=b"
    assert other_origin.last("/article").headers["X-Key"] is None
    assert other_origin.last("/article").headers["Cookie"] is None


def test_a_redirect_to_another_origin_drops_them_and_one_back_gets_them_again(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    request = replace(PLAIN, headers=(("X-Key", "k"),), cookies=(("consent", "yes"),))
    origin.page("/back", "x")
    other_origin.redirect("/away", origin.url("/back"))
    web(origin.redirect("/", other_origin.url("/away")), request, site_url=origin.url())
    assert other_origin.last("/away").headers["X-Key"] is None
    assert other_origin.last("/away").headers["Cookie"] is None
    assert origin.last("/back").headers["X-Key"] == "k"
    assert origin.last("/back").headers["Cookie"] == "consent=yes"


@pytest.mark.parametrize(
    ("request_", "type_", "body"),
    [
        (
            replace(PLAIN, method="POST", form=(("q", "a b"),)),
            "application/x-www-form-urlencoded",
            b"q=a+b",
        ),
        (replace(PLAIN, method="POST", body="a=1"), "application/x-www-form-urlencoded", b"a=1"),
        (
            replace(PLAIN, method="POST", body='{"a": "é"}'),
            "application/json",
            '{"a": "é"}'.encode(),
        ),
        (
            replace(PLAIN, method="POST", body="<q/>", headers=(("content-type", "text/xml"),)),
            "text/xml",
            b"<q/>",
        ),
    ],
)
def test_a_listing_may_be_posted_for(
    web: Web, origin: Origin, request_: RequestSettings, type_: str, body: bytes
) -> None:
    url = origin.page("/", headers={"ETag": '"1"'})
    web(url, request_, site_url=url, listing=True, validators=Validators('"1"'))
    asked = origin.last("/")
    assert (asked.method, asked.headers["Content-Type"], asked.body) == ("POST", type_, body)
    assert asked.headers["If-None-Match"] is None


def test_an_article_is_never_posted_for(web: Web, origin: Origin) -> None:
    url = origin.page("/a")
    web(url, replace(PLAIN, method="POST", form=(("q", "1"),)), site_url=url)
    assert (origin.last("/a").method, origin.last("/a").body) == ("GET", b"")


def test_a_form_does_not_follow_a_redirect(web: Web, origin: Origin, other_origin: Origin) -> None:
    form = replace(PLAIN, method="POST", form=(("q", "secret"),))
    origin.page("/found", "x")
    web(origin.redirect("/", "/found"), form, site_url=origin.url(), listing=True)
    assert (origin.last("/found").method, origin.last("/found").body) == ("GET", b"")
    origin.page("/kept", "x")
    web(origin.redirect("/", "/kept", status=307), form, site_url=origin.url(), listing=True)
    assert (origin.last("/kept").method, origin.last("/kept").body) == ("POST", b"q=secret")
    elsewhere = origin.redirect("/", other_origin.url("/x"), status=307)
    with pytest.raises(RefusedError, match="form"):
        web(elsewhere, form, site_url=origin.url(), listing=True)
    assert not other_origin.requests


def test_a_header_that_cannot_be_written_is_refused(web: Web, origin: Origin) -> None:
    with pytest.raises(RefusedError, match="can't be asked"):
        get(web, origin.page("/"), replace(PLAIN, headers=(("X-Name", "a\r\nX-Other: b"),)))
    assert not origin.requests


# --- Cookies ---------------------------------------------------------------


def test_a_cookie_lives_for_one_run_at_its_own_origin(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    origin.page("/", headers={"Set-Cookie": "seen=1; Path=/"})
    other_origin.page("/x")
    site = origin.url()
    for url in (origin.url(), origin.url("/"), other_origin.url("/x")):
        web(url, PLAIN, site_url=site)
    assert origin.last("/").headers["Cookie"] == "seen=1"
    assert other_origin.last("/x").headers["Cookie"] is None
    web(origin.url("/"), PLAIN, site_url=other_origin.url())
    assert origin.last("/").headers["Cookie"] is None, "another site's run"
    web.forget(site)
    web(origin.url("/"), PLAIN, site_url=site)
    assert origin.last("/").headers["Cookie"] is None, "a later run"


def test_a_wall_that_sets_a_cookie_and_sends_back_is_passed(web: Web, origin: Origin) -> None:
    def wall(asked: Asked) -> Answer:
        if asked.headers["Cookie"]:
            return Answer("inside")
        return Answer("", 302, [("Set-Cookie", "ok=1"), ("Location", "/wall")])

    assert get(web, origin.route("/wall", wall)).body == b"inside"


def test_a_flood_of_cookies_is_not_carried(web: Web, origin: Origin) -> None:
    flood = [("Set-Cookie", f"c{n}={'v' * 4000}") for n in range(20)]
    url = origin.page("/", headers=[*flood, ("Set-Cookie", "super=1; Domain=com")])
    request = replace(PLAIN, cookies=(("own", "1"),))
    for _ in range(2):
        web(url, request, site_url=url)
    assert origin.last("/").headers["Cookie"] == "own=1"
