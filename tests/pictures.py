"""The README's pictures: recordings in a terminal, the demo's index page, one of its feeds.

    python tests/pictures.py        makes docs/pictures anew

The recordings are what `feedmaker demo` and `feedmaker new` printed into a terminal, each line at
its time. The
photographs are of a real browser and a real reader (Debian's chromium and liferea, the
latter on a screen of its own: Xvfb). `test_pictures` tells when they no longer show what the
demo makes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pyte

from feedmaker.demo_site.server import DemoSite

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
RECORDING = PICTURES / "demo.svg"
FROM_ADDRESS = PICTURES / "new.svg"
PAPER = "/notes"
COMMAND = f"feedmaker new http://127.0.0.1:8000{PAPER} --open"
SOURCES = PICTURES / "sources.json"
"""Photograph -> a digest of it, and of what it was taken of."""

COLUMNS, ROWS = 200, 40  # so wide that no line is folded, however long the folder's name is
FEED = "harian-tanjung-selasih"
_PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Run:
    """One character style that goes on, within a line."""

    text: str
    colour: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stood at the end, and when it was first there, in seconds."""

    at: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


# --- The recording


def record(
    command: Sequence[str], place: Path, more: Mapping[str, str] | None = None
) -> list[Line]:
    """Run a command in a terminal of COLUMNS x ROWS, and return what stood there at the end.

    `more` are variables of its environment.
    """
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    first: dict[int, tuple[str, float]] = {}
    began = time.monotonic()
    for piece in _typed_into_a_terminal(command, place, more or {}):
        stream.feed(piece)
        now = time.monotonic() - began
        for row, text in enumerate(screen.display):
            if first.get(row, ("", 0.0))[0] != text.rstrip():
                first[row] = text.rstrip(), now
    last = max((row for row, (text, _) in first.items() if text), default=-1)
    return [
        Line(first[row][1] if row in first else 0.0, tuple(_runs(screen, row)))
        for row in range(last + 1)
    ]


def _typed_into_a_terminal(
    command: Sequence[str], place: Path, more: Mapping[str, str]
) -> Iterator[bytes]:
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("FEEDMAKER_", "GITHUB_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = plain | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": path}
    environment |= more
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        environment.pop(name, None)
    child = subprocess.Popen(
        command,
        cwd=place,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    deadline = time.monotonic() + _PATIENCE
    try:
        while time.monotonic() < deadline:
            if not select.select([mine], [], [], 0.2)[0]:
                continue
            try:
                piece = os.read(mine, 65536)
            except OSError:  # EIO: the other end is closed
                break
            if not piece:
                break
            yield piece
        assert child.wait(10) == 0
    finally:
        child.kill()
        os.close(mine)


def _runs(screen: pyte.Screen, row: int) -> Iterator[Run]:
    cells = screen.buffer[row]
    width = len(screen.display[row].rstrip())
    text, style = "", ("default", False)
    for column in range(width):
        cell = cells[column]
        if (cell.fg, cell.bold) != style:
            if text:
                yield Run(text, *style)
            text, style = "", (cell.fg, cell.bold)
        text += cell.data
    if text:
        yield Run(text, *style)


def steady(text: str) -> str:
    """Return a line without what differs from run to run: ports, durations, folders."""
    text = re.sub(r"127\.0\.0\.1:[0-9]+", "127.0.0.1:8000", text)
    text = re.sub(r"file:///\S+/feedmaker-demo/", "file:///home/you/feedmaker-demo/", text)
    return re.sub(r"\b[0-9]+(?:\.[0-9]+)? s\b", "1 s", text)


_INK = {
    "default": "#d7dae0",
    "red": "#f2777a",
    "green": "#99cc99",
    "brown": "#ffcc66",
    "blue": "#6fb3f2",
    "magenta": "#cc99cc",
    "cyan": "#66cccc",
    "white": "#ffffff",
    "brightblack": "#8a8f98",
}
_HIGH, _WIDE, _EDGE = 19, 8.43, 22


def as_svg(command: str, lines: Sequence[Line]) -> str:
    """Return a picture that types the command, then shows each line at its time, and stays."""
    widest = max(len(line.text) for line in lines)
    width, height = widest * _WIDE + 2 * _EDGE, (len(lines) + 1) * _HIGH + 2 * _EDGE + 4
    typed = len(command) * 0.06
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
            f' width="{width:.0f}" height="{height:.0f}" role="img"'
            f' aria-label="A terminal in which {escape(command)} runs">'
        ),
        "<style>",
        (
            f"text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
            f"fill:{_INK['default']};white-space:pre}}"
        ),
        ".l{opacity:0;animation:l .01s linear forwards}@keyframes l{to{opacity:1}}",
        "@media (prefers-reduced-motion:reduce){.l{animation:none;opacity:1}}",
        "@media print{.l{animation:none;opacity:1}}",
        "</style>",
        '<rect width="100%" height="100%" rx="9" fill="#1d2025"/>',
        *(
            f'<circle cx="{_EDGE + 16 * at}" cy="18" r="5" fill="{colour}"/>'
            for at, colour in enumerate(("#f2777a", "#ffcc66", "#99cc99"))
        ),
    ]
    y = _EDGE + 14 + _HIGH
    prompt = f'<tspan fill="{_INK["green"]}">$ </tspan>'
    typing = "".join(
        f'<tspan class="l" style="animation-delay:{0.4 + 0.06 * at:.2f}s">{escape(sign)}</tspan>'
        for at, sign in enumerate(command)
    )
    parts.append(f'<text x="{_EDGE}" y="{y}">{prompt}{typing}</text>')
    for line in lines:
        y += _HIGH
        if not line.text.strip():
            continue
        delay = 0.8 + typed + line.at
        parts.append(
            f'<text class="l" x="{_EDGE}" y="{y}" style="animation-delay:{delay:.1f}s">'
            f"{''.join(map(_as_tspan, line.runs))}</text>"
        )
    return "\n".join((*parts, "</svg>\n"))


def _as_tspan(run: Run) -> str:
    text = escape(run.text)
    colour = _INK.get(run.colour, _INK["default"])
    bold = ' font-weight="700"' if run.bold else ""
    if colour == _INK["default"] and not bold:
        return text
    return f'<tspan fill="{colour}"{bold}>{text}</tspan>'


def shown(svg: str) -> list[str]:
    """Return the lines that a recording shows, the command first."""
    lines = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return [
        re.sub(r"&(amp|lt|gt|quot|#x27);", _unescaped, re.sub("<[^>]+>", "", one)) for one in lines
    ]


def _unescaped(found: re.Match[str]) -> str:
    return {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#x27": "'"}[found[1]]


@contextmanager
def demo() -> Iterator[tuple[Path, list[Line]]]:
    """Run the demo in a folder of its own; give that, and what stood in the terminal."""
    with TemporaryDirectory(prefix="feedmaker-pictures-") as folder:
        place = Path(folder)
        lines = record(["feedmaker", "demo"], place)
        yield (
            place / "feedmaker-demo" / "out",
            _steadied(lines),
        )


def from_an_address() -> list[Line]:
    """Make a feed of a paper on the demo's site; return what stood in the terminal."""
    with TemporaryDirectory(prefix="feedmaker-pictures-") as folder, DemoSite() as site:
        mine = {"FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8", "BROWSER": "true %s"}
        command = ["feedmaker", "new", f"{site.origin}{PAPER}", "--open"]
        return _steadied(record(command, Path(folder), mine))


def _steadied(lines: Sequence[Line]) -> list[Line]:
    return [
        Line(line.at, tuple(Run(steady(run.text), run.colour, run.bold) for run in line.runs))
        for line in lines
    ]


# --- The photographs


def sources(out: Path) -> dict[str, str]:
    """Return, for each photograph, a digest of what it is taken of."""
    return {"index.png": _digest(out / "index.html"), "reader.png": _digest(out / f"{FEED}.json")}


def _digest(file: Path) -> str:
    body = file.read_bytes()
    if file.suffix in {".html", ".json"}:
        body = steady(body.decode()).encode()
    return hashlib.sha256(body).hexdigest()


def photograph_index(out: Path, to: Path) -> None:
    """Take a picture of the index page, in chromium."""
    _ran(
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *("--force-device-scale-factor=1.25", "--window-size=720,625"),
        *(f"--screenshot={to}", (out / "index.html").as_uri()),
    )


SUBSCRIBED = """<?xml version="1.0"?>
<opml version="1.0"><head><title>Feeds</title></head><body>
<outline title="Harian Tanjung Selasih" text="Harian Tanjung Selasih" type="rss" id="aaaaaaa"
  xmlUrl="{url}harian-tanjung-selasih.atom" sortColumn="time" sortReversed="true"/>
<outline title="Slack Water" text="Slack Water" type="rss" id="bbbbbbb"
  xmlUrl="{url}slack-water.atom"/>
</body></opml>
"""
_SCREEN = ":77"
_FIRST_FEED, _FIRST_STORY, _UPDATE_ALL = (110, 79), (330, 104), (690, 45)
_DIVIDER = (540, 874, 372)  # between the headlines and the story: x, and from where to where


def photograph_reader(url: str, to: Path) -> None:
    """Take a picture of Liferea that has subscribed to the feeds below url, and opened a story."""
    with TemporaryDirectory(prefix="feedmaker-reader-") as folder, _screen(860, 900):
        config = Path(folder) / "config"
        (config / "liferea").mkdir(parents=True)
        (config / "liferea" / "feedlist.opml").write_text(SUBSCRIBED.format(url=url))
        homes = {
            f"XDG_{one.upper()}_HOME": str(Path(folder) / one)
            for one in ("config", "data", "cache")
        }
        environment = (
            os.environ
            | homes
            | {
                "HOME": folder,
                "DISPLAY": _SCREEN,
                "GSETTINGS_BACKEND": "memory",
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            }
        )
        reader = subprocess.Popen(
            ["dbus-run-session", "liferea"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _settle(8)
            window = _ran("xdotool", "search", "--onlyvisible", "--name", "Liferea").split()[-1]
            _ran("xdotool", "windowsize", "--sync", window, "860", "900")
            _settle(1)
            _click(_UPDATE_ALL)
            _settle(5)
            _click(_FIRST_FEED)
            _drag(*_DIVIDER)
            _settle(1)
            _click(_FIRST_STORY)
            _settle(4)
            look = ("-depth", "8", "+dither", "-colors", "200", f"PNG8:{to}")
            _ran("import", "-window", "root", *look)
        finally:
            os.killpg(reader.pid, 15)
            reader.wait(10)


@contextmanager
def _screen(width: int, height: int) -> Iterator[None]:
    server = subprocess.Popen(
        ["Xvfb", _SCREEN, "-screen", "0", f"{width}x{height}x24"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _settle(1)
    try:
        yield
    finally:
        server.terminate()
        server.wait(10)


def _click(place: tuple[int, int]) -> None:
    x, y = map(str, place)
    _ran("xdotool", "mousemove", x, y, "click", "1")


def _drag(x: int, start: int, end: int) -> None:
    _ran("xdotool", "mousemove", str(x), str(start), "mousedown", "1")
    for y in range(start, end, -40):
        _ran("xdotool", "mousemove", str(x), str(y))
        _settle(0.1)
    _ran("xdotool", "mousemove", str(x), str(end))
    _settle(0.5)
    _ran("xdotool", "mouseup", "1")


def _ran(*command: str) -> str:
    done = subprocess.run(
        command,
        env=os.environ | {"DISPLAY": _SCREEN},
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE,
    )
    return done.stdout


def _settle(seconds: float) -> None:
    """Give a window time to show what it was told; no event tells us."""
    time.sleep(seconds)


@contextmanager
def _served_demo() -> Iterator[tuple[str, Path]]:
    """Serve the demo's feeds with their pictures; give where, and their folder."""
    with TemporaryDirectory(prefix="feedmaker-pictures-") as folder:
        script = Path(sys.executable).with_name("feedmaker")
        child = subprocess.Popen(
            [script, "demo", "--serve", "127.0.0.1:8000"],
            cwd=folder,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            assert child.stdout is not None
            assert any(line.startswith("Look at ") for line in child.stdout)
            yield "http://127.0.0.1:8000/", Path(folder) / "feedmaker-demo" / "out"
        finally:
            child.terminate()
            child.wait(10)


def main() -> None:
    """Make all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with demo() as (_, told):
        RECORDING.write_text(as_svg("feedmaker demo", told), encoding="utf-8")
    FROM_ADDRESS.write_text(as_svg(COMMAND, from_an_address()), encoding="utf-8")
    with _served_demo() as (url, out):
        photograph_index(out, PICTURES / "index.png")
        photograph_reader(url, PICTURES / "reader.png")
        made = {
            name: {"picture": _digest(PICTURES / name), "source": source}
            for name, source in sources(out).items()
        }
    SOURCES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
