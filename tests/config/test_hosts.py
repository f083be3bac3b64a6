"""`_hosts/HOST.yaml`: for which hosts a file holds, what may stand in it, when it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from feedmaker.config.folder import read_folder
from feedmaker.config.hosts import HostFiles
from feedmaker.config.site import read_host
from feedmaker.errors import ConfigError, Fault

TOKEN = "FEEDMAKER_SECRET_T"
SECRET = f"request: {{cookies: {{sid: '${{{TOKEN}}}'}}}}\n"


def write(folder: Path, **files: str) -> Path:
    """Save files; a name's `_` stands for a dot."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}.yaml").write_text(text, "utf-8")
    return folder


def faults(host: str, text: str, **more: frozenset[str]) -> tuple[Fault, ...]:
    with pytest.raises(ConfigError) as caught:
        read_host(text.encode(), file="h.yaml", host=host, **more)
    return caught.value.faults


# --- Where a file holds


@pytest.mark.parametrize(
    ("host", "pages"),
    [
        ("guest.example", 2),
        ("www.guest.example", 2),
        ("guest.example.", 2),
        ("blog.guest.example", None),
        ("www.blog.guest.example", None),
        ("notguest.example", None),
        ("example", None),
        ("wide.example", 3),
        ("www.wide.example", 3),
        ("a.b.wide.example", 3),
        ("near.wide.example", 4),
        ("www.near.wide.example", 4),
        ("a.near.wide.example", 3),  # the nearer file is for itself alone
        ("xwide.example", None),
        ("www.only.example", 5),
        ("only.example", None),
        ("", None),
    ],
)
def test_a_file_holds_for_its_host_for_www_and_if_it_says_so_for_all_below(
    tmp_path: Path, host: str, pages: int | None
) -> None:
    write(tmp_path, guest_example="pages: 2", wide_example="pages: 3\nsubdomains: true")
    write(tmp_path, near_wide_example="pages: 4", www_only_example="pages: 5")
    hosts = HostFiles(tmp_path)
    settings = hosts.at(host)
    assert (settings.article.pages if settings else None) == pages
    rules = hosts.get(host)
    assert (rules.pages if rules else None) == pages
    assert (hosts.request(host) is None) is (pages is None)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert HostFiles(tmp_path / "none").get("a.example") is None
    (tmp_path / "file").write_text("")
    assert HostFiles(tmp_path / "file").faults({}) == ({}, {})


# --- What may stand in it


def test_of_request_a_host_file_holds_three_keys() -> None:
    text = "request: {user_agent: x/1, headers: {X-A: b}, cookies: {c: d}}\nsubdomains: true\n"
    settings = read_host(text.encode(), file="h.yaml", host="guest.example")
    assert settings.request.user_agent == "x/1"
    assert (settings.request.headers, settings.request.cookies) == ((("X-A", "b"),), (("c", "d"),))
    assert settings.subdomains
    told = faults("guest.example", "content: p\nrequest:\n  delay: 2s\n  header: {A: b}\n")
    assert [(f.line, f.path, f.problem) for f in told] == [
        (3, "request.delay", "unknown key `delay`"),
        (4, "request.header", "unknown key `header` (did you mean `headers`?)"),
    ]


@pytest.mark.parametrize("suffix", ["com", "co.uk", "github.io", "foo.ck", "xn--p1ai"])
def test_subdomains_of_a_public_suffix_are_refused_with_the_line_and_a_way_out(suffix: str) -> None:
    (fault,) = faults(suffix, "content: p\nsubdomains: true\n")
    assert (fault.file, fault.line, fault.path) == ("h.yaml", 2, "subdomains")
    assert f"`{suffix}` is a public suffix" in fault.problem
    assert f"`name.{suffix}.yaml`" in fault.problem
    assert not read_host(b"subdomains: false", file="h.yaml", host=suffix).subdomains


@pytest.mark.parametrize("host", ["name.co.uk", "www.ck", "intranet", "localhost", "10.0.0.1"])
def test_other_hosts_may_have_subdomains(host: str) -> None:
    assert read_host(b"subdomains: true", file="h.yaml", host=host).subdomains


def test_a_secret_is_for_the_hosts_for_which_the_operator_lists_it(tmp_path: Path) -> None:
    (fault,) = faults("guest.example", SECRET)
    assert "not listed for `_hosts/guest.example`" in fault.problem
    fault, *_ = faults("guest.example", f"title: '${{{TOKEN}}}'", secrets=frozenset({TOKEN}))
    assert "inside `request` only" in fault.problem

    write(tmp_path, guest_example=SECRET, other_example=SECRET)
    secrets = {"_hosts/guest.example": frozenset({TOKEN}), "other.example": frozenset({TOKEN})}
    hosts = HostFiles(tmp_path, secrets=secrets, environ={TOKEN: "abc"})
    request = hosts.request("www.guest.example")
    assert request is not None
    assert request.cookies == (("sid", "abc"),)
    assert hosts.request("other.example") is None
    assert list(hosts.faults({})[0]) == ["_hosts/other.example"]


def test_a_secret_that_is_not_set_is_a_fault_of_its_file_each_time(tmp_path: Path) -> None:
    write(tmp_path, guest_example=SECRET)
    secrets = {"_hosts/guest.example": frozenset({TOKEN})}
    _, good = HostFiles(tmp_path, secrets=secrets, environ={TOKEN: "abc"}).faults({})
    hosts = HostFiles(tmp_path, secrets=secrets, environ={})
    found, _ = hosts.faults(good)
    assert "not set in the environment" in str(found["_hosts/guest.example"])
    assert hosts.request("guest.example") is None


# --- When it is read


def test_a_faulty_file_counts_as_none_and_who_asks_for_it_is_told(tmp_path: Path) -> None:
    hosts = HostFiles(write(tmp_path, guest_example="contnet: p"))
    assert hosts.get("guest.example") is None
    assert hosts.request("guest.example") is None
    with pytest.raises(ConfigError, match="contnet"):
        hosts.at("www.guest.example")


def test_a_file_is_not_read_before_its_host_is_asked_for(tmp_path: Path) -> None:
    hosts = HostFiles(write(tmp_path, guest_example="junk: [", other_example="junk: ["))
    assert hosts.get("elsewhere.example") is None
    write(tmp_path, guest_example="pages: 2")
    assert hosts["guest.example"].pages == 2


def test_files_found_good_are_read_again_only_after_a_change(tmp_path: Path) -> None:
    write(tmp_path, a_example="pages: 2", b_example="pages: 2")
    faulty, good = HostFiles(tmp_path).faults({})
    assert (faulty, sorted(good)) == ({}, ["a.example", "b.example"])

    write(tmp_path, a_example="pagse: 2")
    faulty, fewer = HostFiles(tmp_path).faults(good)
    assert (list(faulty), list(fewer)) == (["_hosts/a.example"], ["b.example"])

    pretended = {name: (mark, "") for name, mark in HostFiles(tmp_path)._outside.items()}
    assert HostFiles(tmp_path).faults(pretended) == ({}, pretended)  # looked at from outside alone


def test_a_file_that_was_touched_and_says_the_same_is_not_parsed(tmp_path: Path) -> None:
    _, good = HostFiles(write(tmp_path, a_example="pages: 2")).faults({})
    os.utime(tmp_path / "a.example.yaml", ns=(1, 1))
    hosts = HostFiles(tmp_path)
    faulty, again = hosts.faults(good)
    assert not faulty
    assert not hosts._settings
    assert again["a.example"][1] == good["a.example"][1]
    assert again != good


def test_a_list_of_secrets_makes_what_was_found_good_worth_nothing(tmp_path: Path) -> None:
    seen: list[str] = []

    def good(meaning: str) -> dict[str, tuple[str, str]]:
        seen.append(meaning)
        return {}

    write(tmp_path / "_hosts", guest_example="pages: 2")
    read_folder(tmp_path, good_hosts=good)
    read_folder(tmp_path, good_hosts=good, secrets={"site": frozenset({TOKEN})})
    read_folder(tmp_path, good_hosts=good, secrets={"_hosts/guest.example": frozenset({TOKEN})})
    assert seen[0] == seen[1] != seen[2]
