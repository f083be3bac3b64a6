"""Debian's chromium, without a window: what it makes of a page, and the colours that are to be seen.

Tests that use it are skipped where there is none.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from collections import Counter
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def dumped(page: str, profile: Path) -> str:
    """Return the page's tree, as HTML, once it has loaded."""
    return _chromium(page, profile, "--dump-dom")


def colours(page: str, profile: Path, *, size: tuple[int, int] = (1000, 600)) -> Counter[str]:
    """Return how many points of a window have each colour, as "0a7d33"."""
    picture = profile.with_suffix(".png")
    width, height = size
    _chromium(page, profile, f"--window-size={width},{height}", f"--screenshot={picture}")
    return _points(picture.read_bytes())


def _chromium(page: str, profile: Path, *more: str) -> str:
    browser = next(filter(None, map(shutil.which, _NAMES)), "")
    if not browser:
        pytest.skip("needs Chromium")
    fixed = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        # A picture is taken when the page's own process has drawn, and not that of its frames
        "--disable-features=IsolateSandboxedIframes",
        f"--user-data-dir={profile}",
    )
    command = [browser, *fixed, *more, page]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return done.stdout


def _points(png: bytes) -> Counter[str]:
    """Count a picture's colours (PNG, §7 to §9: eight bits, RGB or RGBA, not interlaced)."""
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    data, stride = zlib.decompress(packed), width * size
    above, found = bytearray(stride), Counter[str]()
    for row in range(height):
        start = row * (stride + 1)
        line = bytearray(data[start + 1 : start + 1 + stride])
        _unfilter(data[start], line, above, size)
        found.update(line[n : n + 3].hex() for n in range(0, stride, size))
        above = line
    return found


def _unfilter(how: int, line: bytearray, above: bytearray, size: int) -> None:
    for n, value in enumerate(line):
        left = line[n - size] if n >= size else 0
        up, corner = above[n], above[n - size] if n >= size else 0
        if how == 4:
            guess = left + up - corner
            ways = ((abs(guess - left), left), (abs(guess - up), up), (abs(guess - corner), corner))
            more = min(ways, key=lambda way: way[0])[1]
        else:
            more = (0, left, up, (left + up) // 2)[how]
        line[n] = (value + more) & 255
