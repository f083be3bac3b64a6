"""How often a host is asked, and when it is left alone."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from asking import NOW, PLAIN, Hosts, MakeWeb, get, in_background
from served import Answer, Asked, Origin

from feedmaker.errors import UnreachableError
from feedmaker.fetch.web import Web
from feedmaker.model import HostNote, RequestSettings

# --- Retry-After -----------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 60),
        ("315360000", 86_400),
        ("9" * 12, 86_400),
        ("Mon, 23 Nov 2026 08:01:30 GMT", 90),
        ("Mon, 23 Nov 2026 08:01:30 -0000", 90),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 60),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("٣٠٠", None),
    ],
)
def test_retry_after_is_held_to_a_minute_and_a_day(
    web: Web, origin: Origin, said: str, seconds: float | None
) -> None:
    said = said.encode().decode("latin-1")
    url = origin.page("/", status=503, headers={"Retry-After": said})
    with pytest.raises(UnreachableError) as caught:
        get(web, url)
    assert caught.value.retry_after == seconds


def test_a_host_that_wants_to_be_left_alone_is_left_alone(
    make_web: MakeWeb, origin: Origin, other_origin: Origin
) -> None:
    clock = [NOW]
    state = Hosts()
    settings = {"hosts": state, "now": lambda: clock[0]}
    origin.page("/busy", status=429, headers={"Retry-After": "120"})
    origin.page("/", "x")
    web = make_web(**settings)
    with pytest.raises(UnreachableError):
        get(web, origin.url("/busy"))
    for asking in (web, make_web(**settings)):  # at once, and after a restart
        with pytest.raises(
            UnreachableError, match=r"until 2026-11-23 08:02:00 UTC \(Retry-After\)"
        ) as caught:
            get(asking, origin.url("/"))
        assert caught.value.retry_after == 120
    assert origin.hits("/") == 0
    assert get(web, other_origin.page("/", "other")).body == b"other"
    clock[0] += timedelta(seconds=121)
    assert get(web, origin.url("/")).body == b"x"


def test_who_waits_in_line_for_a_host_that_says_stop_does_not_ask_it(
    web: Web, origin: Origin
) -> None:
    in_line = threading.Event()

    def busy(_: Asked) -> Answer:
        in_line.wait(60)
        return Answer(status=429, headers={"Retry-After": "120"})

    urls = [origin.route(f"/{number}", busy) for number in range(5)]
    asking = [in_background(lambda url=url: get(web, url)) for url in urls]  # type: ignore[misc]
    while sum(origin.hits(f"/{number}") for number in range(5)) < 1:
        threading.Event().wait(0.01)
    threading.Event().wait(0.1)  # the others are in line now
    in_line.set()
    for thread, _ in asking:
        thread.join(60)
    assert sum(origin.hits(f"/{number}") for number in range(5)) == 1
    assert all(isinstance(end, UnreachableError) for _, ends in asking for end in ends)


def test_a_clock_set_back_for_years_does_not_lock_a_host_out(
    make_web: MakeWeb, origin: Origin
) -> None:
    state = Hosts()
    state.save_host(origin.url(""), HostNote(retry_at=NOW + timedelta(days=700)))
    assert get(make_web(hosts=state), origin.page("/", "x")).body == b"x"


# --- Politeness ------------------------------------------------------------


def gaps(origin: Origin) -> list[float]:
    times = [asked.time for asked in origin.requests if asked.path != "/robots.txt"]
    return [after - before for before, after in pairwise(times)]


@pytest.mark.parametrize("longest", ["delay", "delays", "min_delay", "crawl-delay"])
def test_the_longest_pause_counts(make_web: MakeWeb, origin: Origin, longest: str) -> None:
    origin.robots("User-agent: *\nCrawl-delay: 0.2\n" if longest == "crawl-delay" else "")
    web = make_web(
        min_delay=0.2 if longest == "min_delay" else 0,
        delays={"127.0.0.1": 0.2} if longest == "delays" else {},
    )
    request = RequestSettings(delay=0.2 if longest == "delay" else 0)
    url = origin.page("/")
    get(web, url, request)
    get(web, url, request)
    get(web, url, request)
    assert all(0.2 <= gap < 20 for gap in gaps(origin))


def test_the_first_request_waits_for_nothing_and_robots_txt_costs_no_pause(
    make_web: MakeWeb, origin: Origin
) -> None:
    origin.robots("User-agent: *\nCrawl-delay: 3600\n")
    thread, ends = in_background(
        lambda: get(make_web(min_delay=3600), origin.page("/"), RequestSettings(delay=3600))
    )
    thread.join(60)
    assert len(ends) == 1
    assert (origin.hits("/robots.txt"), origin.hits("/")) == (1, 1)


def test_delays_may_be_set_later(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web()
    url = origin.page("/")
    get(web, url)
    web.delays = {"127.0.0.1": 0.2}
    get(web, url)
    assert gaps(origin)[0] >= 0.2


def test_the_pause_is_counted_from_the_end_of_the_last_request(
    make_web: MakeWeb, origin: Origin
) -> None:
    def slow(_: Asked) -> Answer:
        threading.Event().wait(0.2)
        return Answer("x")

    web = make_web(min_delay=0.1)
    url = origin.route("/", slow)
    get(web, url)
    get(web, url)
    assert gaps(origin)[0] >= 0.3


def test_a_host_has_one_request_at_a_time_whatever_the_port(
    web: Web, origin: Origin, other_origin: Origin
) -> None:
    most, now, lock = 0, 0, threading.Lock()

    def slow(_: Asked) -> Answer:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.02)
        with lock:
            now -= 1
        return Answer("x")

    urls = [origin.route("/", slow), other_origin.route("/", slow)] * 3
    threads = [in_background(lambda url=url: get(web, url))[0] for url in urls]  # type: ignore[misc]
    for thread in threads:
        thread.join(60)
    assert (most, origin.hits("/"), other_origin.hits("/")) == (1, 3, 3)


def test_waiting_for_a_turn_costs_no_time_of_the_request(make_web: MakeWeb, origin: Origin) -> None:
    web = make_web(min_delay=0.4)
    url = origin.page("/", "x")
    get(web, url)
    assert get(web, url, replace(PLAIN, timeout=0.3)).body == b"x"
