"""The README's pictures show what feedmaker does now; `make pictures` makes them anew."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pictures import (
    COMMAND,
    FROM_ADDRESS,
    PICTURES,
    RECORDING,
    SOURCES,
    Line,
    demo,
    from_an_address,
    shown,
    sources,
)

pytestmark = pytest.mark.skipif(
    not PICTURES.is_dir(), reason="docs/pictures is not here: this is no checkout"
)

ANEW = "the demo has changed: `make pictures`, and look at them"


@pytest.fixture(scope="module")
def shot() -> Iterator[tuple[Path, list[Line]]]:
    with demo() as now:
        yield now


def without_seconds(line: str) -> str:
    """Return a line of the table of sites without how long each took."""
    return re.sub(
        r"(?<= )[0-9]+(?=  unchanged$)|(?<=[0-9]/[0-9]) +[0-9]+$|(?<=/12) +[0-9]+$", "", line
    )


def test_the_recording_shows_what_the_demo_prints(shot: tuple[Path, list[Line]]) -> None:
    command, *lines = shown(RECORDING.read_text("utf-8"))
    assert command == "$ feedmaker demo"
    printed = [line.text for line in shot[1] if line.text.strip()]
    assert [*map(without_seconds, lines)] == [*map(without_seconds, printed)], ANEW
    assert len(lines) > 15


def test_the_second_recording_shows_how_an_address_becomes_a_feed() -> None:
    command, *lines = shown(FROM_ADDRESS.read_text("utf-8"))
    assert command == f"$ {COMMAND}"
    printed = [line.text for line in from_an_address() if line.text.strip()]
    assert [*map(without_seconds, lines)] == [*map(without_seconds, printed)], ANEW
    assert any("5/5" in line for line in lines)


@pytest.mark.parametrize("recording", [RECORDING, FROM_ADDRESS], ids=lambda one: one.name)
def test_the_recording_is_a_small_picture_without_scripts(recording: Path) -> None:
    svg = recording.read_text("utf-8")
    assert len(svg) < 20_000
    assert "<script" not in svg
    assert "href" not in svg
    assert "prefers-reduced-motion" in svg


@pytest.mark.parametrize("name", ["index.png", "reader.png"])
def test_each_photograph_is_of_what_the_demo_makes(
    name: str, shot: tuple[Path, list[Line]]
) -> None:
    taken = json.loads(SOURCES.read_text("utf-8"))[name]
    body = (PICTURES / name).read_bytes()
    assert taken["picture"] == hashlib.sha256(body).hexdigest(), f"{name} was not taken by the tool"
    assert taken["source"] == sources(shot[0])[name], ANEW
    assert len(body) < 200_000
