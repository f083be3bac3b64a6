"""`_hosts/HOST.yaml` as a person uses it: in a build, in `article` and in `check`.

The site is 127.0.0.1; `localhost` is the same server under the name of another site.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import listing, story
from served import Origin
from shell import MORNING, Home

from feedmaker.store.store import Store

GUEST = "Isi yang ditemukan oleh aturan untuk tamu. " * 4
PAGE = story("Tamu", "Isi lain di halaman yang sama. ", f"<div class=guest><p>{GUEST}</p></div>")
RULES = "content: .guest\n"
TOKEN = "FEEDMAKER_SECRET_GUEST"
NOON = "2024-04-29T05:00:00Z"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    home = Home(tmp_path, origin)
    origin.page("/tamu", PAGE)
    origin.page(
        "/kabar",
        listing((guest(home), "Tamu", "29 April 2024 | 09:00 WIB")),
        headers={"ETag": '"1"'},
    )
    home.site("kabar")
    return home


def guest(home: Home) -> str:
    return home.origin.url("/tamu").replace("127.0.0.1", "localhost")


def host_file(home: Home, text: str, name: str = "localhost") -> Path:
    file = home.path / "sites" / "_hosts" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_build_reads_an_article_by_its_hosts_file(home: Home) -> None:
    host_file(home, f"{RULES}request: {{headers: {{X-Key: abc}}, user_agent: guest/1}}\n")
    assert home.run("build", now=MORNING).status == 0
    (item,) = home.feed()["items"]
    assert GUEST.strip() in item["content_html"]
    headers = home.origin.last("/tamu").headers
    assert (headers["X-Key"], headers["User-Agent"]) == ("abc", "guest/1")
    assert home.origin.last("/kabar").headers["X-Key"] is None


def test_a_faulty_host_file_is_told_at_each_build_until_it_is_mended(home: Home) -> None:
    file = host_file(home, "contnet: .guest\n")
    host_file(home, RULES, "guest.example")
    for now in (MORNING, NOON):
        ran = home.run("build", now=now)
        assert "_hosts/localhost.yaml:1:1: contnet: unknown key" in ran.out
    file.write_text(RULES, encoding="utf-8")
    ran = home.run("build", "kabar", "--reread", now="2024-04-29T06:00:00Z")
    assert "contnet" not in ran.out
    assert GUEST.strip() in home.feed()["items"][0]["content_html"]


def test_check_names_every_fault_of_every_host_file(home: Home) -> None:
    host_file(home, "subdomains: true\n", "co.uk")
    host_file(home, "request: {delay: 1s}\n", "guest.example")
    ran = home.run("check")
    assert ran.status == 1
    assert "_hosts/co.uk.yaml:1:1: subdomains: `co.uk` is a public suffix" in ran.out
    assert "_hosts/guest.example.yaml:1:11: request.delay: unknown key" in ran.out


@pytest.mark.parametrize("how", [(), ("--site", "kabar"), ("--site", "sites/kabar.yaml")])
def test_article_uses_the_file_of_the_host(home: Home, how: tuple[str, ...]) -> None:
    (home.path / "feedmaker.toml").write_text(f'[secrets]\n"_hosts/localhost" = ["{TOKEN}"]\n')
    home.env[TOKEN] = "s3cret"
    host_file(home, f"{RULES}request: {{cookies: {{sid: '${{{TOKEN}}}'}}}}\n")
    ran = home.run("article", guest(home), *how, "--json")
    assert ran.status == 0, ran.err
    assert ran.json()["content_by"] == "rule"
    assert home.origin.last("/tamu").headers["Cookie"] == "sid=s3cret"
    assert "s3cret" not in ran.out


def test_article_tells_the_fault_of_the_file_that_it_would_use_and_of_no_other(home: Home) -> None:
    host_file(home, "contnet: x\n", "guest.example")
    assert home.run("article", guest(home)).status == 0
    host_file(home, "contnet: x\n")
    ran = home.run("article", guest(home))
    assert ran.status != 0
    assert "_hosts/localhost.yaml:1:1: contnet" in ran.err


def test_no_secret_of_a_host_is_stored(home: Home) -> None:
    (home.path / "feedmaker.toml").write_text(f'[secrets]\n"_hosts/localhost" = ["{TOKEN}"]\n')
    home.env[TOKEN] = "s3cret"
    host_file(home, f"{RULES}request: {{headers: {{X-Key: '${{{TOKEN}}}'}}}}\n")
    home.run("build", now=MORNING)
    assert home.origin.last("/tamu").headers["X-Key"] == "s3cret"
    for file in home.files():
        assert b"s3cret" not in (home.path / file).read_bytes()


def test_a_build_remembers_the_host_files_that_were_good_and_no_site_by_them(home: Home) -> None:
    host_file(home, RULES)
    host_file(home, RULES, "is")  # a word of the store's own spelling
    home.run("build", now=MORNING)
    with Store(home.path / ".feedmaker") as store:
        _, good = store.host_files()
        assert sorted(good) == ["is", "localhost"]
        assert (store.names(), list(store.configs())) == (["kabar"], ["kabar"])
    (home.path / "sites" / "_hosts" / "is.yaml").unlink()
    home.run("build", now=NOON)
    with Store(home.path / ".feedmaker") as store:
        assert list(store.host_files()[1]) == ["localhost"]
