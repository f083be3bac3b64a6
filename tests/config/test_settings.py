"""The operator's settings: who wins, what paths count from, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedmaker.config.settings import Settings, read_settings
from feedmaker.errors import ConfigError
from feedmaker.fetch.ssrf_guard import parse_allowed


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def faults(cwd: Path, environ: dict[str, str] | None = None, **options: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_settings(options, environ or {}, cwd)
    return [str(fault).replace(f"{cwd}/", "") for fault in caught.value.faults]


def test_without_any_setting_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings({}, {}, tmp_path) == Settings(
        sites=tmp_path / "sites", out=tmp_path / "public", state=tmp_path / ".feedmaker"
    )


def test_a_file_gives_every_setting(tmp_path: Path) -> None:
    write(
        tmp_path / "feedmaker.toml",
        """
        sites = "feeds"
        out = "/srv/www"
        state = "../state"
        base_url = "https://feeds.example/all"
        contact = "me@feeds.example"
        proxy = "http://user:pw@proxy.example:3128"
        allow_private = ["10.0.0.0/8:80,8000-8099", "192.168.1.10", "[fd00::/8]:8080"]
        min_interval = "5m"
        min_delay = "0.5s"
        workers = 4
        log_format = "json"
        public_health = true
        [secrets]
        harbour = ["FEEDMAKER_SECRET_KEY", "FEEDMAKER_SECRET_B"]
        """,
    )
    assert read_settings({}, {}, tmp_path) == Settings(
        sites=tmp_path / "feeds",
        out=Path("/srv/www"),
        state=tmp_path / "../state",
        base_url="https://feeds.example/all/",
        contact="me@feeds.example",
        proxy="http://user:pw@proxy.example:3128",
        allow_private=(
            "10.0.0.0/8:80",
            "10.0.0.0/8:8000-8099",
            "192.168.1.10/32",
            "[fd00::/8]:8080",
        ),
        min_interval=300.0,
        min_delay=0.5,
        workers=4,
        log_format="json",
        public_health=True,
        secrets={"harbour": frozenset({"FEEDMAKER_SECRET_KEY", "FEEDMAKER_SECRET_B"})},
    )


def test_options_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    write(tmp_path / "feedmaker.toml", 'sites = "f"\nout = "f"\nstate = "f"\nworkers = 2\n')
    environ = {"FEEDMAKER_SITES": "e", "FEEDMAKER_OUT": "e", "FEEDMAKER_STATE": ""}
    settings = read_settings({"sites": "o", "out": None}, environ, tmp_path)
    assert settings.sites == tmp_path / "o"
    assert settings.out == tmp_path / "e"
    assert settings.state == tmp_path / "f"  # an empty variable says nothing
    assert settings.workers == 2


def test_the_nearest_file_upwards_counts_and_its_folder_is_where_paths_begin(
    tmp_path: Path,
) -> None:
    write(tmp_path / "feedmaker.toml", 'out = "far"\n')
    write(tmp_path / "a" / "feedmaker.toml", 'out = "near"\n')
    below = tmp_path / "a" / "b" / "c"
    below.mkdir(parents=True)
    settings = read_settings({"state": "mine"}, {}, below)
    assert settings.out == tmp_path / "a" / "near"
    assert settings.sites == tmp_path / "a" / "sites"
    assert settings.state == below / "mine"


def test_a_named_file_gives_its_own_paths_and_no_default_folder(tmp_path: Path) -> None:
    write(tmp_path / "etc" / "my.toml", 'out = "feeds"\n')
    for options, environ in [
        ({"config": "etc/my.toml"}, {}),
        ({}, {"FEEDMAKER_CONFIG": "etc/my.toml"}),
    ]:
        settings = read_settings(options, environ, tmp_path)
        assert settings.out == tmp_path / "etc" / "feeds"
        assert settings.sites == tmp_path / "sites"


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert faults(tmp_path, config="gone.toml") == [
        "gone.toml: can't be read: No such file or directory"
    ]


def test_every_fault_is_told_at_once_and_with_its_line(tmp_path: Path) -> None:
    write(
        tmp_path / "feedmaker.toml",
        'sits = "x"\nworkers = 0\nmin_interval = 60\nallow_private = ["10.0.0.300"]\n'
        'notify = "x"\nlog_format = "xml"\nbase_url = "feeds.example"\nproxy = "socks5://x"\n'
        'out = ""\n[secrets]\nHarbour = ["FEEDMAKER_SECRET_A"]\nmill = ["HOME"]\n',
    )
    found = faults(tmp_path)
    begins = [
        "feedmaker.toml:1:1: sits: unknown key `sits` (did you mean `sites`?)",
        "feedmaker.toml:5:1: notify: `notify` is not there yet",
        "feedmaker.toml:9:1: out: is empty",
        "feedmaker.toml:7:1: base_url: `feeds.example` is no full address (did you mean",
        "feedmaker.toml:8:1: proxy: an http or https address is wanted",
        "feedmaker.toml:4:1: allow_private: `10.0.0.300` is no network",
        "feedmaker.toml:3:1: min_interval: `60` has no unit: `60s`?",
        "feedmaker.toml:2:1: workers: `0` is no whole number from 1 to 256",
        "feedmaker.toml:6:1: log_format: `xml` is none of `text`, `json`",
        "feedmaker.toml:11:1: secrets.Harbour: `Harbour` is no name for a feed",
        "feedmaker.toml:12:1: secrets.mill: a list of names is wanted",
    ]
    assert len(found) == len(begins)
    for begin in begins:
        assert any(line.startswith(begin) for line in found), begin


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("False", False)])
def test_yes_and_no_are_words_in_the_environment(tmp_path: Path, word: str, meant: bool) -> None:
    settings = read_settings({}, {"FEEDMAKER_PUBLIC_HEALTH": word}, tmp_path)
    assert settings.public_health is meant


def test_yes_and_no_are_no_other_words(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {"FEEDMAKER_PUBLIC_HEALTH": "1"})
    assert fault == "FEEDMAKER_PUBLIC_HEALTH: public_health: `1` is none of `true`, `false`"


def test_a_fault_names_the_option_or_the_variable(tmp_path: Path) -> None:
    environ = {"FEEDMAKER_WORKERS": "many"}
    assert faults(tmp_path, environ, base_url="ftp://x.example/") == [
        "--base-url: base_url: `ftp:` is no web address: http and https only",
        "FEEDMAKER_WORKERS: workers: `many` is no whole number from 1 to 256",
    ]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("sites = \n", "feedmaker.toml:1:"),
        ("a = 1\nb = [1\n", "feedmaker.toml"),
        ('secrets = "x"\n', "feedmaker.toml:1:1: secrets: a table is wanted"),
        ("sites = true\n", "feedmaker.toml:1:1: sites: one text is wanted"),
        (
            "allow_private = true\n",
            'feedmaker.toml:1:1: allow_private: a list of networks is wanted, as `["10.0.0.5/32:8080"]`',
        ),
    ],
)
def test_a_broken_file_is_one_fault(tmp_path: Path, text: str, begin: str) -> None:
    write(tmp_path / "feedmaker.toml", text)
    (line,) = faults(tmp_path)
    assert line.startswith(begin)


def test_a_file_in_another_encoding_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "feedmaker.toml").write_bytes(b'contact = "\xe9"\n')
    assert faults(tmp_path) == ["feedmaker.toml: is not UTF-8"]


def test_a_variable_that_is_nearly_ours_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, {"FEEDMAKER_BASEURL": "x", "FEEDMAKER_SITE": "y"}) == [
        "FEEDMAKER_BASEURL: is not read (did you mean `FEEDMAKER_BASE_URL`?)",
        "FEEDMAKER_SITE: is not read (did you mean `FEEDMAKER_SITES`?)",
    ]
    others = {"FEEDMAKER_SECRET_KEY": "x", "FEEDMAKER_VERSION": "1", "FEEDMAKERS": "2"}
    assert read_settings({}, others, tmp_path) == read_settings({}, {}, tmp_path)


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        ("Harbour/feeds", "https://harbour.github.io/feeds/"),
        ("Harbour/harbour.github.io", "https://harbour.github.io/"),
        ("Harbour/Feeds.x", "https://harbour.github.io/Feeds.x/"),
        ("", ""),
    ],
)
def test_in_github_actions_feeds_are_at_the_projects_pages(
    tmp_path: Path, repository: str, url: str
) -> None:
    environ = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": repository}
    assert read_settings({}, environ, tmp_path).base_url == url
    del environ["GITHUB_ACTIONS"]
    assert not read_settings({}, environ, tmp_path).base_url


def test_a_stated_base_url_wins_over_github(tmp_path: Path) -> None:
    environ = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "a/b"}
    settings = read_settings({"base_url": "https://c.example"}, environ, tmp_path)
    assert settings.base_url == "https://c.example/"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("127.0.0.1/32", ["127.0.0.1/32"]),
        ("127.0.0.1", ["127.0.0.1/32"]),
        ("127.0.0.1:8080", ["127.0.0.1/32:8080"]),
        ("10.0.0.0/8:80,443 ::1", ["10.0.0.0/8:80", "10.0.0.0/8:443", "[::1/128]"]),
        ("fd00::/8", ["[fd00::/8]"]),
        ("[::1]:8900-8901", ["[::1/128]:8900-8901"]),
        ("[::1]", ["[::1/128]"]),
        ("", []),
    ],
)
def test_networks_are_given_as_the_guard_reads_them(
    tmp_path: Path, text: str, entries: list[str]
) -> None:
    settings = read_settings({"allow_private": text}, {}, tmp_path)
    assert list(settings.allow_private) == entries
    assert all(parse_allowed(entry) for entry in entries)


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.1/8",
        "10.0.0.0/8:",
        "10.0.0.0/8:0",
        "10.0.0.0/8:70000",
        "10.0.0.0/8:90-80",
        "10.0.0.0/8:http",
        "localhost",
        "[::1",
        "::1]:80",
        "10.0.0.0/8:80;81",
        "[10.0.0.0/8:80]",
    ],
)
def test_what_is_no_network_is_refused(tmp_path: Path, text: str) -> None:
    (line,) = faults(tmp_path, allow_private=text)
    assert line.startswith("--allow-private: allow_private: `")


@pytest.mark.parametrize("proxy", ["socks5://x", "http://", "http://[::1", "http://a:x", "a"])
def test_a_proxy_is_an_http_address(tmp_path: Path, proxy: str) -> None:
    assert len(faults(tmp_path, proxy=proxy)) == 1


@pytest.mark.parametrize("url", ["https://a.example/x?y=1", "https://a.example/#x", "a.example"])
def test_a_base_url_is_the_address_of_a_folder(tmp_path: Path, url: str) -> None:
    assert len(faults(tmp_path, base_url=url)) == 1


def test_a_home_folder_may_be_written_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/harbour")
    assert read_settings({"state": "~/s"}, {}, tmp_path).state == Path("/home/harbour/s")


@pytest.mark.parametrize(
    ("folders", "problem"),
    [
        ({"out": "all", "state": "all"}, "--out: out: the state lies in it, and would be"),
        ({"out": "all", "state": "all/state"}, "--out: out: the state lies in it, and would be"),
        ({"out": ".feedmaker/out"}, "--out: out: lies in the folder of the state"),
        ({"out": "sites"}, "--out: out: the site files lie in it, and would be published"),
        ({"out": "all", "sites": "all/sites"}, "--out: out: the site files lie in it"),
        ({"state": "public"}, "feedmaker.toml: out: the state lies in it"),
    ],
)
def test_nothing_private_may_lie_in_what_is_published(
    tmp_path: Path, folders: dict[str, str], problem: str
) -> None:
    (told,) = faults(tmp_path, None, **folders)
    assert told.startswith(problem)


def test_the_folder_may_lie_among_the_site_files(tmp_path: Path) -> None:
    settings = read_settings({"sites": ".", "out": "public"}, {}, tmp_path)
    assert settings.out == tmp_path / "public"
