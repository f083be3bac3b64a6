"""feedmaker.fetch.ssrf_guard: no request reaches an address that it may not reach."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import Origin, serving

from feedmaker.addresses import is_public
from feedmaker.config.settings import read_settings
from feedmaker.errors import RefusedError
from feedmaker.fetch.ssrf_guard import Guard, parse_allowed
from feedmaker.fetch.web import Web
from feedmaker.model import RequestSettings

MakeWeb = Callable[..., Web]

PLAIN = RequestSettings(delay=0, robots=False, timeout=5)


@pytest.fixture
def internal() -> Iterator[Origin]:
    """A service on 127.0.0.2, where nobody may come."""
    for origin in serving(host="127.0.0.2"):
        yield origin
        assert origin.requests == [], "the guard let somebody in"


PRIVATE = """
    0.0.0.0 0.255.255.255 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1
    198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:2 ::ffff:0:127.0.0.1 64:ff9b::7f00:2 64:ff9b:1::1 100::1
    2001::1 2001:0:7f00:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:2::1 2002:808:808::1
    3fff::1 5f00::1 fc00::1 fd00::1 fe80::1 febf::1 fec0::1 ff02::1 ffff::1
""".split()  # noqa: SIM905  a table is read more easily so


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_public_internet(address: str) -> None:
    assert not is_public(ip_address(address))
    assert "not a public address" in Guard().check(ip_address(address), 443)


PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0
    126.255.255.255 128.0.0.0 169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.0
    192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1
    2001:4860:4860::8888 2003::1 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8
""".split()  # noqa: SIM905  a table is read more easily so


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet(address: str) -> None:
    assert Guard().check(ip_address(address), 443) == ""


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_what_it_stands_for(address: IPv4Address) -> None:
    mapped = IPv6Address(f"::ffff:{address}")
    assert Guard().check(mapped, 443) == Guard().check(address, 443)


@given(st.ip_addresses())
def test_the_table_is_never_more_generous_than_python(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize("port", [1, 22, 25, 53, 110, 143, 445, 995, 1023])
def test_a_port_of_another_trade_is_refused_unless_the_site_names_it(port: int) -> None:
    public = ip_address("8.8.8.8")
    assert Guard().check(public, port) == f"port {port} is no web server's"
    assert Guard().check(public, port, own_port=port) == ""


@pytest.mark.parametrize("port", [80, 443, 1024, 8080, 65535])
def test_a_port_of_the_web(port: int) -> None:
    assert Guard().check(ip_address("8.8.8.8"), port) == ""


@pytest.mark.parametrize(
    ("entry", "address", "port", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", 8900, True),
        ("127.0.0.1", "127.0.0.2", 8900, False),
        ("127.0.0.1", "127.0.0.1", 25, False),
        ("127.0.0.1/32:25", "127.0.0.1", 25, True),
        ("127.0.0.0/8:8900-8901", "127.3.2.1", 8901, True),
        ("127.0.0.0/8:8900-8901", "127.3.2.1", 8902, False),
        ("127.0.0.0/8:8900-8901", "127.3.2.1", 80, False),
        ("192.168.1.10/32", "::ffff:192.168.1.10", 80, True),
        ("fd00::/8", "fd12::1", 443, True),
        ("[fd00::/8]:8000", "fd12::1", 8000, True),
        ("[fd00::/8]:8000", "fd12::1", 443, False),
        ("[::1]", "::1", 8080, True),
        ("64:ff9b::/96", "64:ff9b::808:808", 443, True),
        ("10.0.0.5/32:25", "8.8.8.8", 25, False),
    ],
)
def test_the_operator_may_allow_a_part_of_the_own_network(
    entry: str, address: str, port: int, allowed: bool
) -> None:
    assert (Guard([entry]).check(ip_address(address), port) == "") is allowed


@pytest.mark.parametrize(
    "entry",
    ["", "localhost", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.1:", "10.0.0.1:web", "10.0.0.1:1-2-3", "[::1", "[::1]80", "::1]:80",
     "10.0.0.1:80,81", "10.0.0.1:99999", "10.0.0.1:0", "10.0.0.1:81-80", "http://10.0.0.1/"],
)  # fmt: skip
def test_an_entry_that_is_no_network_with_ports(entry: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_allowed(entry)


# --- Connections -----------------------------------------------------------

SPELLINGS = [
    "http://127.0.0.2:{port}/secret",
    "http://[::ffff:127.0.0.2]:{port}/secret",
    "http://[::ffff:7f00:2]:{port}/secret",
    "http://[::ffff:0:7f00:2]:{port}/secret",
    "http://[64:ff9b::7f00:2]:{port}/secret",
    "http://[2002:7f00:2::]:{port}/secret",
    "http://2130706434:{port}/secret",
    "http://0x7f000002:{port}/secret",
    "http://0177.0.0.02:{port}/secret",
    "http://127.2:{port}/secret",
    "http://0x7f.0.0.2:{port}/secret",
    "http://１２７.0.0.2:{port}/secret",
    "http://127。0。0。2:{port}/secret",
    "http:\\\\127.0.0.2:{port}\\secret",
    "http://127.0.0.2:{port}\\@127.0.0.1/secret",
    "http://127.0.0.1@127.0.0.2:{port}/secret",
    "HTTP://127.0.0.2:{port}/secret",
    "http://\t127.0.0.2:{port}/secret",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_private_address_is_asked(
    web: Web, origin: Origin, internal: Origin, spelling: str
) -> None:
    url = spelling.format(port=internal.port)
    with pytest.raises(RefusedError):
        web(url, PLAIN, site_url="http://127.0.0.1/")
    if url.isprintable():
        origin.redirect("/", url.encode().decode("latin-1"))
        with pytest.raises(RefusedError):
            web(origin.url("/"), PLAIN, site_url=origin.url())


@pytest.mark.parametrize(
    "url", ["http://0.0.0.0/", "http://0/", "http://[::]/", "http://[::1]/", "http://localhost/"]
)
def test_the_machine_itself_is_refused_by_any_name(make_web: MakeWeb, url: str) -> None:
    with pytest.raises(RefusedError):
        make_web(allow_private=())(url, PLAIN, site_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "http://169.254.169.254/latest",
    ],
)
def test_own_networks_are_refused_at_once_and_the_setting_is_named(web: Web, url: str) -> None:
    with pytest.raises(
        RefusedError, match=r"not a public address.*`allow_private = .*` .* feedmaker\.toml"
    ):
        web(url, PLAIN, site_url=url)


def pasted(problem: str, tmp_path: Path) -> tuple[str, ...]:
    """Return what the settings hold when the line of a refusal is pasted."""
    line = problem.split("`")[1]
    (tmp_path / "feedmaker.toml").write_text(f"{line}\n\n[secrets]\n", encoding="utf-8")
    return read_settings({}, {}, tmp_path).allow_private


@pytest.mark.parametrize(
    ("entries", "addresses", "port"),
    [
        ([], ["127.0.0.1"], 8000),
        ([], ["10.0.0.5", "93.184.216.34"], 80),
        ([], ["127.0.0.1", "::1"], 443),
        ([], ["::ffff:10.0.0.1", "fd00::1"], 8080),
        ([], ["192.168.1.2", "fd00::1"], 81),
        (["192.168.1.0/24", "10.0.0.5/32:80"], ["10.0.0.5"], 8080),
        (["[fd00::/8]:8080"], ["fe80::1%2"], 8080),
    ],
)
def test_the_line_that_a_refusal_shows_allows_what_was_refused_and_what_was_allowed(
    make_web: MakeWeb, tmp_path: Path, entries: list[str], addresses: list[str], port: int
) -> None:
    url = f"http://host.example:{port}/"
    web = make_web(allow_private=entries, resolve=resolver(addresses))
    with pytest.raises(RefusedError, match="if it is yours, write") as caught:
        web(url, PLAIN, site_url="http://news.example/")
    allowed = pasted(caught.value.problem, tmp_path)
    guard = Guard(allowed)
    for address in addresses:
        assert guard.check(ip_address(address.partition("%")[0]), port) == ""
    old = Guard(entries)
    for address in ("192.168.1.9", "fd12::3", "10.0.0.5"):
        for at in (80, 8080):
            assert old.check(ip_address(address), at) or not guard.check(ip_address(address), at)
    assert guard.check(ip_address("172.16.0.1"), port)


def test_the_line_that_a_refusal_shows_opens_no_other_service_of_the_machine(
    make_web: MakeWeb, tmp_path: Path
) -> None:
    web = make_web(allow_private=[], resolve=resolver(["127.0.0.1"]))
    with pytest.raises(RefusedError) as caught:
        web("http://localhost:8000/", PLAIN, site_url="http://localhost:8000/")
    guard = Guard(pasted(caught.value.problem, tmp_path))
    assert guard.check(ip_address("127.0.0.1"), 8000) == ""
    assert guard.check(ip_address("127.0.0.1"), 9200)
    assert guard.check(ip_address("127.0.0.53"), 8000)


def test_a_low_port_of_an_allowed_address_stays_closed(web: Web) -> None:
    with pytest.raises(RefusedError, match="port 25 is no web server's"):
        web("http://127.0.0.1:25/", PLAIN, site_url="http://127.0.0.1/")


def resolver(*answers: list[str]) -> Callable[..., list[object]]:
    """Give each answer once, the last one for ever."""
    left = list(answers)

    def resolve(_: str, port: int, *__: object) -> list[object]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port)) for address in addresses
        ]

    return resolve


def test_a_name_that_changes_between_check_and_use_gains_nothing(
    make_web: MakeWeb, internal: Origin
) -> None:
    web = make_web(resolve=resolver(["127.0.0.1"], ["127.0.0.2"]))
    url = f"http://rebind.example:{internal.port}/secret"
    with pytest.raises(Exception, match=r"no connection to rebind\.example"):  # to 127.0.0.1
        web(url, PLAIN, site_url=url)
    with pytest.raises(
        RefusedError, match=r"rebind\.example leads to a forbidden place: 127\.0\.0\.2"
    ):
        web(url, PLAIN, site_url=url)


def test_one_private_answer_among_others_is_enough_to_refuse(
    make_web: MakeWeb, origin: Origin, internal: Origin
) -> None:
    web = make_web(resolve=resolver(["127.0.0.1", "127.0.0.2"]))
    with pytest.raises(RefusedError, match=r"127\.0\.0\.2"):
        web(f"http://both.example:{origin.port}/", PLAIN, site_url="http://both.example/")
    assert not origin.requests


def test_the_next_address_is_tried_when_one_does_not_answer(
    make_web: MakeWeb, origin: Origin
) -> None:
    origin.page("/", "x")
    web = make_web(resolve=resolver(["127.0.0.3", "127.0.0.1"]), allow_private=["127.0.0.0/8"])
    assert (
        web(f"http://two.example:{origin.port}/", PLAIN, site_url="http://two.example/").body
        == b"x"
    )


def test_robots_txt_passes_the_same_guard(web: Web, origin: Origin, internal: Origin) -> None:
    origin.redirect("/robots.txt", internal.url("/robots.txt"))
    url = origin.page("/", "x")
    assert web(url, RequestSettings(delay=0), site_url=url).body == b"x"
