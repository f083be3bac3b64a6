"""`feedmaker new` without an address: it asks at a terminal, and shows the stories each time."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from detect.pages import read_made
from newsroom import listing
from served import Origin
from shell import Home

ADDRESS, STORIES, NAME = "lists the stories: ", "Are these the stories?", "Name of the feed"
WORDS = "The ferry of {n} leaves the old pier at noon and nobody knows when it will be back. "
PATIENCE = 60  # seconds


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def put_up(origin: Origin) -> str:
    """Serve a page whose longer list is of sport, and a shorter one below it of ferries."""
    ferries = [
        (f"/news/{n}", f"The ferry sails again, part {n}", f"{9 - n} April 2026") for n in range(4)
    ]
    sport = "".join(
        f"<article class=match><h2><a href=/sport/{n}>Harbour rowers win their race number {n}</a>"
        f"</h2><time>2{n} April 2026</time></article>"
        for n in range(8)
    )
    head, _, rows = listing(*ferries).partition("<ul>")
    origin.page(
        "/news", f"{head}<section class=sport>{sport}</section><ul class=ferries>{rows}</ul>"
    )
    for link, title, _ in [
        *ferries,
        *((f"/sport/{n}", f"Harbour rowers win their race number {n}", "") for n in range(8)),
    ]:
        text = "".join(f"<p>{WORDS.format(n=f'{link}{row}') * 3}</p>" for row in range(4))
        origin.page(link, f"<title>{title}</title><h1>{title}</h1><div class=text>{text}</div>")
    return origin.url("/news")


class Terminal:
    """A command at a terminal: what it said so far, and the keys that are typed."""

    def __init__(self, screen: int, child: subprocess.Popen[str]) -> None:
        self.screen, self.child, self.said = screen, child, ""

    def until(self, words: str) -> str:
        """Read on until these words stand there; return what came before and with them."""
        return self._read(lambda: words in self.said, words)

    def end(self) -> str:
        """Read on until the command has ended; return the rest."""
        return self._read(lambda: False, "")

    def type(self, line: str) -> None:
        os.write(self.screen, line.encode() + b"\n")

    def _read(self, enough: Callable[[], bool], words: str) -> str:
        limit = time.monotonic() + PATIENCE
        while not enough():
            assert time.monotonic() < limit, f"waiting for `{words}`: {self.said}"
            if not select.select([self.screen], [], [], 1)[0]:
                continue
            try:
                piece = os.read(self.screen, 65536)
            except OSError:  # the other end is closed
                piece = b""
            if not piece:
                assert not words, f"ended before `{words}`: {self.said}"
                break
            self.said += piece.decode()
        said, self.said = self.said, ""
        return said


@contextmanager
def at_terminal(home: Home, *arguments: str) -> Iterator[Terminal]:
    mine, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with home.spawn("new", *arguments, env={"TERM": "xterm"}, **streams) as child:
        os.close(theirs)
        try:
            yield Terminal(mine, child)
        finally:
            child.kill()
            os.close(mine)


def test_a_title_that_is_typed_leads_to_the_list_that_is_meant(home: Home) -> None:
    with at_terminal(home) as terminal:
        terminal.until(ADDRESS)
        terminal.type("the harbour paper")
        assert "That is no address" in terminal.until(ADDRESS)
        terminal.type(put_up(home.origin))
        assert "Harbour rowers" in terminal.until(STORIES)
        terminal.type("The fery sail")
        assert "did you mean" in terminal.until("The title of one story")
        terminal.type("ferry sails again, part 2")
        assert "The ferry sails again, part 0" in terminal.until(STORIES)
        terminal.type("")
        terminal.until(NAME)
        terminal.type("Not A Name")
        terminal.until(NAME)
        terminal.type("ferries")
        assert "sites/ferries.yaml is written" in terminal.end()
        assert terminal.child.wait(PATIENCE) == 0
    home.run("build", "ferries")
    titles = {item["title"] for item in home.feed("ferries")["items"]}
    assert titles == {f"The ferry sails again, part {n}" for n in range(4)}


def test_an_address_that_is_not_there_is_asked_for_again(home: Home) -> None:
    with at_terminal(home) as terminal:
        terminal.until(ADDRESS)
        terminal.type(home.origin.url("/nwes"))
        assert "404 Not Found" in terminal.until(ADDRESS)
        terminal.type(put_up(home.origin))
        terminal.until(STORIES)
        terminal.type("")
        terminal.until(NAME)
        terminal.type("ferries")
        assert "sites/ferries.yaml is written" in terminal.end()
        assert terminal.child.wait(PATIENCE) == 0
    text = (home.path / "sites/ferries.yaml").read_text("utf-8")
    assert f"url: {home.origin.url('/news')}\n" in text


def test_whoever_goes_away_leaves_no_file(home: Home) -> None:
    with at_terminal(home) as terminal:
        terminal.until(ADDRESS)
        terminal.type(put_up(home.origin))
        terminal.until(STORIES)
        os.write(terminal.screen, b"\x04")  # Ctrl-D
        assert "stopped" in terminal.end()
        assert terminal.child.wait(PATIENCE) == 130
    assert not (home.path / "sites").exists()


def test_without_a_terminal_nothing_is_asked(home: Home) -> None:
    ran = home.process("new")
    assert (ran.status, ran.out) == (2, "")
    assert "of which address?" in ran.err


def test_a_list_that_was_refused_is_narrowed_to_that_of_the_named_story(home: Home) -> None:
    made = read_made("tiles_above_dutch")
    titles = [title for title, _ in made.items.values()]
    home.origin.page("/", made.html)
    with at_terminal(home) as terminal:
        terminal.until(ADDRESS)
        terminal.type(home.origin.url("/"))
        assert f"{len(titles)} stories listed" in terminal.until(STORIES)
        terminal.type(titles[0])
        said = terminal.until(STORIES)
        assert titles[0] in said
        assert f"{len(titles)} stories listed" not in said
