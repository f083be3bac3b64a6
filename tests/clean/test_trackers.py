"""Media that only count readers, or ask their own network."""

from __future__ import annotations

import pytest

from feedmaker.addresses import is_in_own_network
from feedmaker.clean.trackers import is_tracker, points_inward


@pytest.mark.parametrize(
    "attributes",
    [
        {"width": "1", "height": "1"},
        {"width": "0"},
        {"height": "2px"},
        {"width": " 1.5 "},
        {"style": "width: 1px"},
        {"style": "border:0;HEIGHT:0 !important"},
        {"style": "max-width:1px;"},
    ],
)
def test_what_is_too_small_to_see_is_a_beacon(attributes: dict[str, str | None]) -> None:
    assert is_tracker(attributes, "https://news.example/a.jpg")


@pytest.mark.parametrize(
    "attributes",
    [
        {"width": "16", "height": "9"},
        {"width": "100%", "height": "auto"},
        {"width": None},
        {"style": "width:100px;line-height:1"},
        {"style": "height:1.5em"},
        {"style": "border-width: 2px solid"},
    ],
)
def test_what_can_be_seen_is_none(attributes: dict[str, str | None]) -> None:
    assert not is_tracker(attributes, "https://news.example/a.jpg")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/tr?id=1&ev=PageView",
        "https://pixel.wp.com/g.gif?x",
        "https://b.scorecardresearch.com/p",
        "https://vg07.met.vgwort.de/na/0123",
        "https://www.google-analytics.com/collect?v=1",
        "https://news.example/stats/pixel.gif",
        "https://news.example/count.php?id=1",
        "https://news.example/p.gif",
        "https://feeds.news.example/~r/news/~4/x",
    ],
)
def test_an_address_that_only_counts_is_a_beacon(url: str) -> None:
    assert is_tracker({}, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/trains.jpg",
        "https://news.example/google-analytics.com/a.jpg",
        "https://news.example/pixel-9.jpg",
        "https://news.example/count-dracula.gif",
        "https://news.example/a.gif",
    ],
)
def test_an_honest_address_is_none(url: str) -> None:
    assert not is_tracker({}, url)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "a.localhost", "router.local", "nas.lan", "x.home.arpa", "db.internal",
        "printer", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1",
        "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
        "[2002:a00:1::]", "[2001:0:1::1]", "1.2.3.4.5", "256.1.1.1", "0x",
    ],
)  # fmt: skip
def test_the_readers_own_network_is_told_in_every_spelling(host: str) -> None:
    assert is_in_own_network(f"http://{host}/x")


@pytest.mark.parametrize(
    "host",
    [
        "news.example",
        "93.184.215.14",
        "1572395042",
        "[2606:2800:21f:cb07::1]",
        "local.news.example",
    ],
)
def test_a_public_host_is_none_of_it(host: str) -> None:
    assert not is_in_own_network(f"http://{host}/x")


def test_a_pages_own_host_may_show_its_own_pictures() -> None:
    assert points_inward("http://192.168.1.1/x.png", "https://example.org/")
    assert not points_inward("http://192.168.1.1/x.png", "http://192.168.1.1:8080/story")
    assert not points_inward("https://example.org/x.png", "https://example.com/")
