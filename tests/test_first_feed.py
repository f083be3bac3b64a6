"""docs/index.md, followed to the letter: from an empty folder with a wheel to a feed for a reader."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import threading
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import feedparser
import pytest
from newsroom import listing, story
from served import Origin

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "index.md").read_text("utf-8")
PAPER = "https://www.harbour-gazette.example"
SERVED = "http://127.0.0.1:8000/"


def steps() -> list[tuple[str, str]]:
    """Return what the reader does, in order: commands to type, and a file to save."""
    found = re.findall(r"(?ms)^```(console|yaml)\n(.*?)^```$", PAGE)
    typed = [
        (kind, re.sub(r"(?m)^\$ ", "", text) if kind == "console" else text) for kind, text in found
    ]
    return [
        (kind, step)
        for kind, text in typed
        for step in ([text] if kind == "yaml" else text.splitlines())
    ]


def put_up(origin: Origin) -> None:
    """Serve the invented paper's list and its stories."""
    named = [
        (f"/news/{n}", f"The ferry sails again, part {n}", f"{9 - n} November 2026 10:00")
        for n in range(1, 7)
    ]
    origin.page("/news", listing(*named).replace("lang=id", "lang=en"))
    for link, title, _ in named:
        origin.page(link, story(title, f"What {title} is about, in many words. "))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The wheel of this checkout; None where feedmaker itself comes from one."""
    if not (ROOT / "feedmaker").is_dir():
        return None
    place = tmp_path_factory.mktemp("wheel")
    build = [
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
    ]
    subprocess.run([sys.executable, "-m", *build, str(place), str(ROOT)], check=True, timeout=120)
    (made,) = place.glob("feedmaker-*.whl")
    return made


def test_the_page_leads_from_nothing_to_a_feed(
    origin: Origin, wheel: Path | None, tmp_path: Path
) -> None:
    put_up(origin)
    todo = [(kind, text.replace(PAPER, origin.url(""))) for kind, text in steps()]
    file = re.search(r"Save as `(\S+)`", PAGE)
    assert file
    typed = ["set -eu"]
    for kind, text in todo:
        if kind == "yaml":
            typed.append(f"cat > {file[1]} <<'END'\n{text}END")
        elif wheel or not re.match(r"python3 -m venv|\. \.venv|pip install", text):
            typed.append(text)
        if text == "mkdir sites":  # no rest between requests; ours is no stranger's server
            typed.append("echo 'request: {delay: 0s}' > sites/_defaults.yaml")
    last = typed.pop()
    assert last == "feedmaker run --serve 127.0.0.1:8000"
    typed.append("exec " + last.replace(":8000", ":0"))
    if wheel:
        (tmp_path / wheel.name).write_bytes(wheel.read_bytes())
    said = tmp_path / "said"
    with (
        said.open("w") as out,
        subprocess.Popen(
            ["bash", "-c", "\n".join(typed)],
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as reader,
    ):
        limit = threading.Timer(120, reader.kill)
        limit.start()
        try:
            assert reader.stderr
            lines = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in reader.stderr)
            base = next((found[0] for found in lines if found), "")
            assert base, said.read_text()
            subscribed = re.search(rf"`{SERVED}(\S+)`", PAGE)
            assert subscribed
            with closing(urlopen(base + subscribed[1], timeout=10)) as answer:
                feed = feedparser.parse(answer.read())
        finally:
            limit.cancel()
            reader.terminate()
            reader.wait(timeout=30)
    assert "sites/harbour.yaml is written. Its feed will begin so:" in said.read_text()
    assert "1 site file, no fault" in said.read_text()
    assert feed.feed.title == "Harbour Gazette"
    assert len(feed.entries) == 6
    assert all("in many words" in entry.content[0].value for entry in feed.entries)
    assert {"harbour.rss", "harbour.atom", "harbour.json", "index.html"} <= {
        one.name for one in (tmp_path / "public").iterdir()
    }


def environment() -> dict[str, str]:
    """Return the reader's: libraries are at hand, so that pip need not fetch them."""
    ours = ("FEEDMAKER_", "GITHUB_", "COV")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return plain | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8",
    }
