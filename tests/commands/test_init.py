"""`feedmaker init`: folders that work as they are, each by the tools of its way."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from served import Answer, Asked, Origin
from shell import Home

from feedmaker.config.settings import read_settings
from feedmaker.scaffold.ways import PLAIN, WAYS, Words, texts_of
from feedmaker.store.store import Store

SAVED = Path(__file__).parents[1] / "data" / "init"
WORDS = Words("/srv/f", "/opt/feedmaker/bin/feedmaker", "./feedmaker.whl", "/srv/f/public")
EXAMPLE = "sites/debian-news.yaml"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def uncommented(text: str) -> str:
    """Return a file with its examples made good, and its prose left out."""
    code = r"(?m)^# (?=\w+ = |listing:|article:|  )"
    return re.sub(code, "", text)


@pytest.mark.parametrize("way", ["", *WAYS])
def test_each_way_writes_its_files_and_they_have_no_fault(home: Home, way: str) -> None:
    ran = home.run("init", *([f"--{way}"] if way else []))
    assert ran.status == 0
    assert home.files() == set((WAYS[way] if way else PLAIN).files)
    assert all(name in ran.out for name in home.files())
    assert "Next:\n  " in ran.out
    assert home.run("check").out == "1 site file, no fault\n"


@pytest.mark.parametrize("way", ["", *WAYS])
def test_what_each_way_says_to_type_can_be_typed(home: Home, way: str) -> None:
    ran = home.run("init", "a b", *([f"--{way}"] if way else []))
    typed = [line.strip().partition("  ")[0] for line in ran.out.partition("Next:")[2].splitlines()]
    assert "cd 'a b'" in typed
    for line in typed:
        if line.startswith("feedmaker "):
            assert home.run(*line.split()[1:2], "--help").status == 0
        named = line.removeprefix("less ")
        assert named == line or (home.path / "a b" / named).is_file()


@pytest.mark.parametrize("way", [PLAIN, WAYS["systemd"]], ids=["all", "systemd"])
def test_each_commented_setting_is_a_good_one(way: Any, tmp_path: Path) -> None:
    text = texts_of(way, WORDS)["feedmaker.toml"]
    commented = re.findall(r"(?m)^# (\w+) = ", text)
    assert "base_url" in commented
    (tmp_path / "feedmaker.toml").write_text(uncommented(text), encoding="utf-8")
    assert read_settings({}, {}, tmp_path).base_url == "https://feeds.example.org/"


@pytest.mark.parametrize("rules", ["found", "stated"])
def test_the_example_gives_the_news_and_nothing_else(home: Home, rules: str) -> None:
    home.run("init")
    if rules == "stated":
        file = home.path / EXAMPLE
        text = uncommented(file.read_text("utf-8"))
        assert "\nlisting:\n" in text
        assert "\narticle:\n" in text
        file.write_text(text, encoding="utf-8")
        assert home.run("check").out == "1 site file, no fault\n"
    assert home.run("build", "--strict", "--replay", str(SAVED)).status == 0
    items = home.feed("debian-news")["items"]
    assert [(one["title"], one["date_published"][:10]) for one in items] == [
        ("A lighthouse keeper's toolbox joins the archive", "2026-11-14"),
        ("The spring meeting moves to Saltmarsh Hall", "2026-10-03"),
        ("Thirty mirrors now run on wind alone", "2026-09-05"),
    ]
    assert "no gull was disturbed" in items[0]["content_html"]
    assert "Getting it" not in items[0]["content_html"]


def test_nothing_is_overwritten(home: Home) -> None:
    (home.path / "feedmaker.toml").write_text("workers = 3\n", encoding="utf-8")
    ran = home.run("init", "--docker")
    assert ran.status == 0
    assert (home.path / "feedmaker.toml").read_text("utf-8") == "workers = 3\n"
    assert "feedmaker.toml  was there already, and stays (in a new folder it differs)" in ran.out
    again = home.run("init", "--docker").out
    assert again.count("was there already, and stays\n") == len(WAYS["docker"].files) - 1


def test_nothing_is_written_where_a_link_leads(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / "sites").symlink_to(elsewhere)
    (folder / ".gitignore").symlink_to(tmp_path / "nowhere")
    ran = home.run("init", "feeds")
    assert ran.status == 2
    assert ran.err.startswith("feeds/sites: is no folder, or a link to one elsewhere: move it")
    assert list(elsewhere.iterdir()) == []
    (folder / "sites").unlink()
    assert home.run("init", "feeds").status == 0
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_the_folders_place_is_named(home: Home) -> None:
    (home.path / "feeds").write_text("mine", encoding="utf-8")
    ran = home.run("init", "feeds")
    assert ran.status == 2
    assert ran.err == "feeds: is a file: name a folder, new or your own\n"


def test_a_file_above_the_folders_place_is_named_too(home: Home) -> None:
    (home.path / "mine").write_text("mine", encoding="utf-8")
    ran = home.run("init", "mine/feeds")
    assert (ran.status, ran.err) == (2, "mine: is a file: name a folder, new or your own\n")


def test_beside_a_readme_of_ones_own_the_steps_stand_in_another_file(home: Home) -> None:
    (home.path / "README.md").write_text("# Mine\n", encoding="utf-8")
    for note in "", "  was there already, and stays":  # the second time, nothing is new
        ran = home.run("init", "--github-pages")
        assert f"README-github-pages.md{note}\n" in ran.out
        assert "  less README-github-pages.md " in ran.out
    written = (home.path / "README-github-pages.md").read_text("utf-8")
    assert written == texts_of(WAYS["github-pages"], WORDS)["README.md"]
    assert (home.path / "README.md").read_text("utf-8") == "# Mine\n"


def test_a_second_way_has_its_steps_too(home: Home) -> None:
    home.run("init", "--cron")
    assert "  less README-systemd.md " in home.run("init", "--systemd").out
    assert "nginx" in (home.path / "README-systemd.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("mine", "missing"),
    [
        ("*.log\n", "; add to it: /public/  /.feedmaker/"),
        ("public\n", "; add to it: /.feedmaker/"),
        ("/public/\n.feedmaker/\n", ""),
    ],
)
def test_what_a_gitignore_of_ones_own_lacks_is_said(home: Home, mine: str, missing: str) -> None:
    (home.path / ".gitignore").write_text(mine, encoding="utf-8")
    said = f".gitignore  was there already, and stays{missing}\n"
    assert said in home.run("init", "--github-pages").out
    assert (home.path / ".gitignore").read_text("utf-8") == mine


def test_two_ways_at_once_are_wrong_usage(home: Home) -> None:
    ran = home.run("init", "--cron", "--docker")
    assert ran.status == 2
    assert home.files() == set()


def test_it_takes_no_places_that_it_would_not_heed(home: Home) -> None:
    ran = home.run("init", "feeds", "--sites", "mine")
    assert (ran.status, home.files()) == (2, set())
    assert "unknown argument `--sites`" in ran.err


# --- cron ---------------------------------------------------------------------


def cron_line(folder: Path) -> str:
    """Return the command of the crontab, as cron hands it to the shell."""
    line = (folder / "crontab").read_text("utf-8").splitlines()[-1]
    assert line.startswith("*/10 * * * * ")
    command = line.removeprefix("*/10 * * * * ")
    assert not re.search(r"(?<!\\)%", command)
    return command.replace(r"\%", "%")


def as_cron(command: str, home: Home) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8"}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd="/",
        env=env | {"FEEDMAKER_MIN_INTERVAL": "0s"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_line_for_cron_is_silent_but_for_what_is_wrong(home: Home, tmp_path: Path) -> None:
    if not Path(sys.executable).with_name("feedmaker").is_file():
        pytest.skip("the command feedmaker does not stand beside this Python")
    folder = tmp_path / "50% feeds"
    home.run("init", str(folder), "--cron")
    command = cron_line(folder)
    (folder / EXAMPLE).unlink()
    shutil.move(home.healthy(), folder / "sites")

    ran = as_cron(command, home)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (folder / "public" / "kabar.rss").is_file()

    with Store(folder / ".feedmaker"):  # another feedmaker is at work
        ran = as_cron(command, home)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    (folder / "feedmaker.toml").write_text("sties = 'x'", encoding="utf-8")
    assert "sties: unknown key" in as_cron(command, home).stdout


def test_a_pass_that_finds_another_at_work_takes_nothing_from_what_that_says(
    home: Home, tmp_path: Path
) -> None:
    if not Path(sys.executable).with_name("feedmaker").is_file():
        pytest.skip("the command feedmaker does not stand beside this Python")
    folder = tmp_path / "feeds"
    home.run("init", str(folder), "--cron")
    command = cron_line(folder)
    (folder / EXAMPLE).unlink()
    shutil.move(home.healthy(), folder / "sites")
    with (folder / "feedmaker.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            'base_url = "https://feeds.example.org/"\n'
        )  # no hint: what is said is short
    second: list[subprocess.CompletedProcess[str]] = []

    def meanwhile(_: Asked) -> Answer:
        second.append(as_cron(command, home))
        return Answer(status=503)

    home.origin.route("/kabar", meanwhile)
    first = as_cron(command, home)
    assert {(ran.returncode, ran.stdout, ran.stderr) for ran in second} == {(0, "", "")}
    assert first.stdout.startswith("kabar  failed: the server answers 503 Service Unavailable")
    assert first.stdout.endswith("\nwhat to do: feedmaker status --problems\n")


def test_what_to_type_next_is_a_command_that_the_shell_finds(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin)
    beside = Path(sys.executable).with_name("feedmaker")
    if not beside.is_file():
        pytest.skip("feedmaker is not installed as a command")
    elsewhere = home.process("init", "--systemd", env={"PATH": "/nowhere"})
    assert f"\n  {beside} check  " in elsewhere.out
    here = home.process("init", "--systemd", env={"PATH": str(beside.parent)})
    assert "\n  feedmaker check  " in here.out
