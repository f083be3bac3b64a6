"""When robots.txt is asked for, and what follows from its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asking import NOW, Hosts, MakeWeb, get, in_background
from served import Origin

from feedmaker.errors import RefusedError, UnreachableError
from feedmaker.fetch.web import Web
from feedmaker.model import HostNote, RequestSettings

OBEDIENT = RequestSettings(delay=0)


def test_robots_txt_is_asked_once_per_origin_and_day(make_web: MakeWeb, origin: Origin) -> None:
    clock = [NOW]
    state = Hosts()
    settings = {"hosts": state, "now": lambda: clock[0]}
    origin.robots("User-agent: *\nDisallow: /private/\n")
    url = origin.page("/", "x")
    web = make_web(**settings)
    get(web, url, OBEDIENT)
    get(web, url, OBEDIENT)
    get(make_web(**settings), url, OBEDIENT)
    assert origin.hits("/robots.txt") == 1
    clock[0] += timedelta(days=1)
    get(web, url, OBEDIENT)
    assert origin.hits("/robots.txt") == 2


def test_what_robots_txt_forbids_is_not_asked_and_the_setting_is_named(
    web: Web, origin: Origin
) -> None:
    origin.robots("User-agent: *\nDisallow: /private/\n")
    url = origin.page("/private/a", "x")
    with pytest.raises(RefusedError, match=r"robots\.txt forbids it.*robots: false"):
        get(web, url, OBEDIENT)
    assert origin.hits("/private/a") == 0
    assert get(web, url).body == b"x"


def test_a_redirect_into_a_forbidden_place_ends_there(web: Web, origin: Origin) -> None:
    origin.robots("User-agent: feedmaker\nDisallow: /private/\n")
    origin.page("/private/a", "x")
    with pytest.raises(RefusedError, match="robots"):
        get(web, origin.redirect("/", "/private/a"), OBEDIENT)
    assert origin.hits("/private/a") == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_missing_robots_txt_allows_all(web: Web, origin: Origin, status: int) -> None:
    origin.page("/robots.txt", status=status)
    assert get(web, origin.page("/", "x"), OBEDIENT).body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_read_now_forbids_all_for_now(
    make_web: MakeWeb, origin: Origin, status: int
) -> None:
    state = Hosts()
    web = make_web(hosts=state)
    origin.page("/robots.txt", status=status)
    url = origin.page("/", "x")
    with pytest.raises(
        UnreachableError, match=rf"robots\.txt can't be read.*{status}.*robots: false"
    ) as caught:
        get(web, url, OBEDIENT)
    assert (caught.value.url, origin.hits("/"), state.notes) == (url, 0, {})
    origin.robots("")
    assert get(web, url, OBEDIENT).body == b"x"


def test_an_older_copy_stands_in_for_an_unreadable_robots_txt(
    make_web: MakeWeb, origin: Origin
) -> None:
    state = Hosts()
    place = origin.url("")
    old = HostNote("User-agent: *\nDisallow: /private/", NOW - timedelta(days=2))
    state.save_host(place, old)
    origin.page("/robots.txt", status=500)
    web = make_web(hosts=state)
    assert get(web, origin.page("/", "x"), OBEDIENT).body == b"x"
    with pytest.raises(RefusedError):
        get(web, origin.url("/private/a"), OBEDIENT)
    assert origin.hits("/robots.txt") == 1
    assert state.notes[place] == replace(old, robots_at=NOW - timedelta(hours=23))


def test_the_site_files_headers_do_not_go_to_robots_txt(web: Web, origin: Origin) -> None:
    request = replace(OBEDIENT, headers=(("X-Key", "k"),), cookies=(("a", "b"),), user_agent="mine")
    get(web, origin.page("/"), request)
    headers = origin.last("/robots.txt").headers
    assert (headers["X-Key"], headers["Cookie"], headers["User-Agent"]) == (None, None, "mine")
    assert origin.connections() == 2 or origin.hits("/robots.txt") == 1


def test_many_threads_ask_for_robots_txt_once(web: Web, origin: Origin) -> None:
    url = origin.page("/", "x")
    threads = [in_background(lambda: get(web, url, OBEDIENT))[0] for _ in range(8)]
    for thread in threads:
        thread.join(60)
    assert (origin.hits("/robots.txt"), origin.hits("/")) == (1, 8)


@pytest.mark.parametrize("status", [429, 503])
def test_an_older_copy_is_no_leave_to_ask_a_host_that_wants_to_be_left_alone(
    make_web: MakeWeb, origin: Origin, status: int
) -> None:
    state = Hosts()
    state.save_host(origin.url(""), HostNote("", NOW - timedelta(days=2)))
    origin.page("/robots.txt", status=status, headers={"Retry-After": "3600"})
    url = origin.page("/", "x")
    with pytest.raises(UnreachableError) as caught:
        get(make_web(hosts=state), url, OBEDIENT)
    assert (caught.value.retry_after, caught.value.status) == (3600, status)
    assert caught.value.problem.endswith(" for robots.txt")  # and not how to do without
    assert origin.hits("/") == 0
