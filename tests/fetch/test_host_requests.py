"""What a host gets besides what a site says: to it alone, wherever a link leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import PLAIN, MakeWeb
from served import Origin

from feedmaker.fetch.host_requests import HostRequests
from feedmaker.model import RequestSettings

GUEST = RequestSettings(
    headers=(("X-Key", "guest"), ("X-Lang", "id")),
    cookies=(("sid", "guest"), ("consent", "yes")),
    user_agent="guest/1",
)
SITE = "http://site.example/"


def for_host(name: str, settings: RequestSettings = GUEST) -> HostRequests:
    return lambda host: settings if host == name else None


def sent(origin: Origin, path: str = "/") -> tuple[str | None, str | None, str | None]:
    headers = origin.last(path).headers
    return headers["X-Key"], headers["Cookie"], headers["User-Agent"]


NOTHING = (None, None, "feedmaker/test")


def test_a_host_gets_its_own_from_any_site(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web(host_requests=for_host("127.0.0.1"))
    web(origin.page("/", "x"), PLAIN, site_url=SITE)
    assert sent(origin) == ("guest", "sid=guest; consent=yes", "guest/1")


def test_a_redirect_to_another_host_carries_nothing_on(make_web: MakeWeb, origin: Origin) -> None:
    origin.page("/there", "x")
    origin.redirect("/", origin.url("/there").replace("127.0.0.1", "localhost"))
    web = make_web(host_requests=for_host("127.0.0.1"))
    web(origin.url("/"), PLAIN, site_url=SITE)
    assert sent(origin)[0] == "guest"
    assert sent(origin, "/there") == NOTHING


def test_a_host_to_which_a_link_is_sent_on_gets_its_own(make_web: MakeWeb, origin: Origin) -> None:
    origin.page("/there", "x")
    origin.redirect("/", origin.url("/there").replace("127.0.0.1", "localhost"))
    web = make_web(host_requests=for_host("localhost"))
    web(origin.url("/"), PLAIN, site_url=SITE)
    assert sent(origin) == NOTHING
    assert sent(origin, "/there")[0] == "guest"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nothing_goes_over_http_where_the_listing_is_https(
    make_web: MakeWeb, origin: Origin, tls_origin: Origin, certificate: Path, scheme: str
) -> None:
    web = make_web(host_requests=for_host("127.0.0.1"), certificates=str(certificate))
    site = f"{scheme}://site.example/"
    for at in (origin, tls_origin):
        web(at.page("/", "x"), PLAIN, site_url=site)
    assert (sent(origin) == NOTHING) is (scheme == "https")
    assert sent(tls_origin)[0] == "guest"


def test_on_its_own_origin_the_sites_word_counts_and_the_hosts_fills_in(
    make_web: MakeWeb, origin: Origin
) -> None:
    own = RequestSettings(
        headers=(("x-key", "own"),), cookies=(("sid", "own"),), user_agent="own/1",
        delay=0, robots=False,
    )  # fmt: skip
    web = make_web(host_requests=for_host("127.0.0.1"))
    url = origin.page("/", "x")
    web(url, own, site_url=url)
    assert sent(origin) == ("own", "consent=yes; sid=own", "own/1")
    assert origin.last("/").headers["X-Lang"] == "id"
    web(url, own, site_url=SITE)  # elsewhere the host's counts
    assert sent(origin) == ("guest", "sid=guest; consent=yes", "guest/1")


def test_robots_txt_is_asked_by_the_hosts_user_agent_and_without_its_secrets(
    make_web: MakeWeb, origin: Origin
) -> None:
    origin.robots("User-agent: *\nAllow: /\n")
    web = make_web(host_requests=for_host("127.0.0.1"))
    web(origin.page("/", "x"), RequestSettings(delay=0), site_url=SITE)
    assert sent(origin, "/robots.txt") == (None, None, "guest/1")
