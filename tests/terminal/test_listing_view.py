"""`feedmaker listing` marks what the filter drops; --watch clears the screen and marks changes."""

from __future__ import annotations

import os
import pty
import signal
from pathlib import Path

import pytest
from newsroom import listing
from served import Origin
from shell import Home

ROWS = tuple((f"/{n}", f"Cerita {n}", f"{n} April 2024 | 09:00 WIB") for n in range(1, 5))
SITE = "url: {url}\ntimezone: UTC\nlisting: {{item: .item, date: .date}}\n"
NOW = "2024-04-05T09:00:00+07:00"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    origin.page("/kabar", listing(*ROWS))
    return Home(tmp_path, origin)


@pytest.mark.parametrize(
    ("rules", "dropped"),
    [
        ("", {}),
        ("filter: {{exclude: {{title: 'a 2$'}}}}", {"2": "exclude"}),
        ("filter: {{include: {{url: '/[12]$'}}}}", {"3": "include", "4": "include"}),
        ("filter: {{max_age: 2d}}", {"1": "max_age", "2": "max_age"}),
        ("filter: {{exclude: {{summary: x}}}}", {}),
        ("article: false\nfilter: {{exclude: {{date: '-04-03'}}}}", {"3": "exclude"}),
        (
            "article: false\nfilter: {{include: {{author: Ani}}, exclude: {{title: 1}}}}",
            {"1": "exclude", "2": "include", "3": "include", "4": "include"},
        ),
        ("filter: {{include: {{author: Ani}}}}", {}),  # its article may say so
    ],
)
def test_an_item_that_the_filter_drops_is_marked_with_the_key(
    home: Home, rules: str, dropped: dict[str, str]
) -> None:
    home.site("kabar", SITE + rules)
    items = home.run("listing", "--site", "kabar", "--json", now=NOW).json()["items"]
    found = {item["title"][-1]: item["dropped"] for item in items if item["dropped"]}
    assert found == {title: f"filter.{key}" for title, key in dropped.items()}
    out = home.run("listing", "--site", "kabar", now=NOW).out
    marked = [line for line in out.splitlines() if "[dropped by filter." in line]
    assert len(marked) == len(dropped)
    assert (f"{len(dropped)} of them dropped by the filter" in out) is bool(dropped)


def test_what_is_marked_is_what_a_build_leaves_out(home: Home) -> None:
    home.site("kabar", SITE + "article: false\nfilter: {{max_age: 2d, exclude: {{title: 4}}}}")
    items = home.run("listing", "--site", "kabar", "--json", now=NOW).json()["items"]
    home.run("build", now=NOW)
    kept = {item["url"] for item in items if not item["dropped"]}
    assert {item["url"] for item in home.feed()["items"]} == kept != set()


def read_until(descriptor: int, word: str) -> str:
    told = b""
    while word.encode() not in told:
        told += os.read(descriptor, 65536)
    return told.decode().replace("\r\n", "\n")


def test_watching_clears_the_screen_and_marks_what_changed(home: Home) -> None:
    home.site("kabar", SITE)
    ours, theirs = pty.openpty()
    watching = home.spawn(
        "listing", "--site", "kabar", "--watch", "--now", NOW, stdout=theirs, stderr=theirs,
        env={"TERM": "xterm"},
    )  # fmt: skip
    with watching as child:
        os.close(theirs)
        first = read_until(ours, "waiting")
        home.site("kabar", SITE + "filter: {{exclude: {{title: 2}}}}")
        second = read_until(ours, "waiting")
        home.site("kabar", SITE.replace(".item,", "'.item:nth-child(-n+3)', image: .foto,"))
        third = read_until(ours, "waiting")
        home.site("kabar", SITE.replace(".item", ".salah"))
        assert "matches nothing" in read_until(ours, "waiting")
        home.site("kabar", SITE)
        last = read_until(ours, "waiting")
        child.send_signal(signal.SIGINT)
        child.wait(timeout=20)
    os.close(ours)
    for told in (first, second, third, last):
        assert (
            told.lstrip("\n")
            .removeprefix(" for the next save (Ctrl-C ends)\n")
            .startswith("\x1b[H\x1b[2J--- sites/kabar.yaml\n")
        )
    assert not marks(first)
    assert marks(second) == {"2": "~"}
    assert marks(third) == {"2": "~", "4": "-"}
    assert "~ image      0/3 by `.foto`" in third
    assert marks(last) == {"4": "+"}  # against the last look that was good


def marks(told: str) -> dict[str, str]:
    lines = [line for line in told.splitlines() if "Cerita" in line]
    return {line.split("Cerita ")[1][0]: line[3] for line in lines if line[3] != " "}
