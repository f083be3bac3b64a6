"""Stages for test_sandbox.py, in a module of their own so that a child imports nothing else."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path
from typing import Literal

from feedmaker.errors import NoMatchError
from feedmaker.model import Article, Listing, Page, SafeHtml

kept: list[bytearray] = []


def read(page: Page, *, length: int) -> Article:
    return Article(url=page.final_url, content=SafeHtml(page.body[:length].decode()))


def echo(value: object) -> object:
    return value


def process_id() -> int:
    return os.getpid()


def fail_as_foreseen(rule: str) -> None:
    raise NoMatchError("https://harbour.example/", rule=rule)


def fail_by_a_bug(words: dict[str, str]) -> str:
    return words["absent"]


def give_what_cannot_travel() -> object:
    return object()


def recur(depth: int) -> int:
    return recur(depth + 1)


def compute_forever() -> None:
    while True:
        pass


def compute(seconds: float) -> int:
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return os.getpid()


def wait_forever() -> None:
    signal.pause()


def fill_memory() -> int:
    hoard = [bytearray(2**20)]
    while True:
        hoard.append(bytearray(2**20))


def keep(megabytes: int) -> int:
    kept.append(bytearray(b"x" * megabytes * 2**20))
    return os.getpid()


def die_of(number: int) -> None:
    os.kill(os.getpid(), number)


def leave(status: int) -> None:
    os._exit(status)


def parse(html: str) -> int:
    from selectolax.lexbor import LexborHTMLParser

    return len(LexborHTMLParser(html).css("*"))


def parse_with_every_engine(html: str) -> int:
    import lxml.html
    import nh3
    from bs4 import BeautifulSoup
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    text = tree.html or ""
    soup = BeautifulSoup(text, "lxml")
    return len(nh3.clean(str(soup))) + len(lxml.html.document_fromstring(text).xpath("//p"))


def print_nonsense() -> int:
    print("to the screen", "x" * 100_000)
    print("and there", file=sys.stderr)
    os.write(1, b"and below")
    return os.getpid()


def environment() -> dict[str, str]:
    return dict(os.environ)


def grow_a_file(path: str) -> int:
    with Path(path).open("wb", buffering=0) as file:
        return sum(file.write(b"x" * 2**20) for _ in range(8))


def channels() -> list[int]:
    """Every open descriptor but the standard ones; the channel has the parent's number for it."""
    return [fd for name in Path("/proc/self/fd").iterdir() if (fd := int(name.name)) > 2]


def answer_instead(frame: bytes) -> None:
    """What a page could do that has taken the child over: write to the parent itself."""
    for descriptor in channels():
        try:
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                os.write(descriptor, frame)
        except OSError:
            continue
    wait_forever()


def read_forged(frame: bytes) -> Article:
    answer_instead(frame)
    raise AssertionError


def list_forged(frame: bytes) -> Listing | None:
    answer_instead(frame)
    raise AssertionError


def table_forged(frame: bytes) -> dict[str, tuple[int, Literal["a", "b"]]]:
    answer_instead(frame)
    raise AssertionError


def promise_nothing(value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return value


def hang_up() -> None:
    """Close the channel and live on."""
    for descriptor in channels():
        try:
            socket.socket(fileno=descriptor).shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
    wait_forever()
