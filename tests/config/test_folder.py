"""The folder of site files: which are read, which are remembered, which are faulty."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from feedmaker.config.folder import SiteFolder, read_folder
from feedmaker.errors import ConfigError
from feedmaker.model import Site

GOOD = "url: https://{}.example/\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def good(*names: str) -> dict[str, str]:
    return {f"{name}.yaml": GOOD.format(name) for name in names}


def told(folder: SiteFolder) -> dict[str, str]:
    return {name: str(error) for name, error in folder.faults.items()}


class Memory:
    """What a caller remembers."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Site] = {}

    def learn(self, folder: SiteFolder) -> None:
        for name in folder.fresh:
            self.kept[name, folder.digests[name]] = folder.sites[name]

    def __call__(self, name: str, digest: str) -> Site | None:
        return self.kept.get((name, digest))


def test_sites_come_sorted_by_name(tmp_path: Path) -> None:
    folder = read_folder(write(tmp_path, good("b", "a-2", "a")))
    assert list(folder.sites) == ["a", "a-2", "b"]
    assert list(folder.digests) == ["a", "a-2", "b"]
    assert folder.fresh == {"a", "a-2", "b"}
    assert not folder.faults


def test_a_remembered_file_is_not_read_again(tmp_path: Path) -> None:
    memory = Memory()
    memory.learn(read_folder(write(tmp_path, good("a", "b"))))
    assert not read_folder(tmp_path, remembered=memory).fresh
    write(tmp_path, {"b.yaml": GOOD.format("b") + "title: B\n"})
    again = read_folder(tmp_path, remembered=memory)
    assert again.fresh == {"b"}
    assert again.sites["b"].title == "B"


def test_what_decides_a_files_meaning_is_in_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, good("a", "b"))
    digests = [read_folder(tmp_path).digests]
    write(tmp_path, {"_defaults.yaml": ""})
    assert read_folder(tmp_path).digests == digests[0]  # an empty one says nothing
    write(tmp_path, {"_defaults.yaml": "title: T\n"})
    digests.append(read_folder(tmp_path).digests)
    digests.append(read_folder(tmp_path, secrets={"a": frozenset({"FEEDMAKER_SECRET_A"})}).digests)
    monkeypatch.setattr("feedmaker.config.folder.__version__", "99")
    digests.append(read_folder(tmp_path).digests)
    assert len({one["a"] for one in digests}) == 4
    assert digests[1]["b"] == digests[2]["b"]


def test_a_faulty_file_leaves_the_others_alone(tmp_path: Path) -> None:
    write(tmp_path, {**good("a"), "b.yaml": "ulr: x\n", "c.yaml": "every: 5\n"})
    folder = read_folder(tmp_path)
    assert list(folder.sites) == ["a"]
    assert list(folder.faults) == ["b", "c"]
    assert folder.faults["c"].faults[0].file == str(tmp_path / "c.yaml")


def test_a_faulty_file_is_read_again_each_time(tmp_path: Path) -> None:
    memory = Memory()
    write(tmp_path, {**good("a"), "b.yaml": "ulr: x\n"})
    memory.learn(read_folder(tmp_path))
    assert list(read_folder(tmp_path, remembered=memory).faults) == ["b"]


def test_files_of_editors_and_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, good("a"))
    names = [".a.swp", "a.yaml~", "#a.yaml#", ".#a.yaml", ".hidden.yaml", "README.md", "yaml"]
    write(tmp_path, dict.fromkeys([*names, "old/b.yaml", "a.yaml.bak"], "junk"))
    folder = read_folder(tmp_path)
    assert (list(folder.sites), told(folder)) == (["a"], {})


def test_a_file_whose_name_makes_no_feed_says_why(tmp_path: Path) -> None:
    names = ["index", "con", "Über", "a b", "a.b", "b", "B", "_default", "e\x1b[1m\nvil"]
    write(tmp_path, good(*names))
    write(tmp_path, {"b.yml": GOOD.format("b"), "c.yml": GOOD.format("c")})
    faults = told(read_folder(tmp_path))
    assert list(read_folder(tmp_path).sites) == ["b"]
    assert "folder's own files" in faults["index"]
    assert "device" in faults["con"]
    assert "no name for a feed" in faults["a b"]
    assert "differs only in its case from `b.yaml`" in faults["B"]
    assert "did you mean `_defaults.yaml`?" in faults["_default"]
    assert "rename it to `b.yaml`" in faults["b.yml"]
    assert "rename it to `c.yaml`" in faults["c"]
    assert all(line.isprintable() for line in faults.values())


def test_a_link_to_a_file_is_read_and_one_to_nowhere_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/x.yaml": GOOD.format("a")})
    (tmp_path / "a.yaml").symlink_to(tmp_path / "elsewhere" / "x.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "c.yaml").mkdir()
    os.mkfifo(tmp_path / "d.yaml")
    (tmp_path / "e.yaml").symlink_to("/proc/self/mem")  # opens, and can't be read
    folder = read_folder(tmp_path)
    assert list(folder.sites) == ["a"]
    assert list(folder.faults) == ["b", "c", "d", "e"]


def test_defaults_hold_for_every_site_and_hosts_for_links_to_them(tmp_path: Path) -> None:
    write(tmp_path, {**good("a"), "_defaults.yaml": "tags: [news]\n"})
    write(tmp_path, {"_hosts/blog.example.yaml": "pages: 3\n", "_hosts/B.yaml": "pages: 3\n"})
    write(tmp_path, {"_hosts/bad.example.yaml": "item: x\n", "_hosts/.x.yaml": "junk"})
    folder = read_folder(tmp_path)
    assert folder.sites["a"].tags == ("news",)
    assert {name: rules.pages for name, rules in folder.hosts.items()} == {"blog.example": 3}
    assert list(folder.faults) == ["_hosts/B", "_hosts/bad.example"]


@pytest.mark.parametrize("sites", [good("a"), {}])
def test_faulty_defaults_stop_all(tmp_path: Path, sites: dict[str, str]) -> None:
    write(tmp_path, {**sites, "_defaults.yaml": "evry: 5m\n"})
    with pytest.raises(ConfigError, match="evry"):
        read_folder(tmp_path)


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        read_folder(tmp_path / "sites")
    write(tmp_path, {"file": ""})
    with pytest.raises(ConfigError, match="can't be read"):
        read_folder(tmp_path / "file")


def test_an_old_name_can_belong_to_one_site_only(tmp_path: Path) -> None:
    text = GOOD.format("x") + "formerly: [old]\n"
    write(tmp_path, {"a.yaml": text, "b.yaml": text, **good("c")})
    folder = read_folder(tmp_path)
    assert list(folder.sites) == ["a", "c"]
    assert "claimed by a.yaml too" in str(folder.faults["b"])
    write(tmp_path, good("old"))
    assert list(read_folder(tmp_path).sites) == ["c", "old"]


@pytest.mark.parametrize("file", ["old.yaml", "old.yml"])
def test_an_old_name_whose_file_is_faulty_is_still_a_site_of_its_own(
    tmp_path: Path, file: str
) -> None:
    write(tmp_path, {"a.yaml": GOOD.format("x") + "formerly: [old]\n", file: "ulr: x\n"})
    folder = read_folder(tmp_path)
    assert list(folder.faults) == ["a", "old"]
    assert f"{file} is still there" in str(folder.faults["a"])


def test_warnings_are_kept_by_site(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD.format("a") + "listing: {item: li, title: //h2}\n"})
    folder = read_folder(tmp_path)
    assert "write `.//`" in str(folder.warnings["a"][0])


def test_a_site_file_lists_its_secrets_by_name(tmp_path: Path) -> None:
    name = "FEEDMAKER_SECRET_KEY"
    write(tmp_path, {"a.yaml": GOOD.format("a") + f"request: {{headers: {{K: '${{{name}}}'}}}}\n"})
    assert list(read_folder(tmp_path).faults) == ["a"]
    assert list(read_folder(tmp_path, secrets={"a": frozenset({name})}).sites) == ["a"]
    assert list(read_folder(tmp_path, secrets={"b": frozenset({name})}).faults) == ["a"]


def test_a_folder_of_remembered_files_loads_no_parser(tmp_path: Path) -> None:
    write(tmp_path / "sites", {**good("a", "b"), "_defaults.yaml": "tags: [x]\n"})
    memory = Memory()
    memory.learn(read_folder(tmp_path / "sites"))
    (tmp_path / "kept").write_bytes(pickle.dumps(memory.kept))
    code = """
import pickle, sys
from pathlib import Path
before = set(sys.modules)
from feedmaker.config.folder import read_folder
kept = pickle.loads(Path(sys.argv[1], "kept").read_bytes())
folder = read_folder(Path(sys.argv[1], "sites"), remembered=lambda *key: kept.get(key))
assert list(folder.sites) == ["a", "b"] and not folder.fresh
heavy = {"yaml", "pydantic", "lxml", "selectolax", "re2", "difflib", "tomllib"}
print(sorted(heavy & sys.modules.keys() - before))
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
