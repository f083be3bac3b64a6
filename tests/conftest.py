"""Fixtures that every test may use: a web origin on loopback, and a `Web` that may ask it."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from newsroom import RULES, Newsroom
from served import Origin, serving

from feedmaker.config.site import read_site
from feedmaker.fetch.web import Web
from feedmaker.sandbox.pool import Sandbox
from feedmaker.store.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

# A busy machine is no failure; what a failure needs to be repeated stands in its report.
settings.register_profile("feedmaker", deadline=None, print_blob=True)
settings.load_profile("feedmaker")

# A shell starts its background jobs with Ctrl-C ignored, and programs that tests start inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than there are cores: many tests wait for a process of their own."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return len(os.sched_getaffinity(0)) + 1


@pytest.fixture
def origin() -> Iterator[Origin]:
    """A server on 127.0.0.1; see served.py."""
    yield from serving()


@pytest.fixture
def other_origin() -> Iterator[Origin]:
    """Another one: the same host, another port."""
    yield from serving()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("needs the openssl command")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=origin"
    name = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", "-")
    made = subprocess.run([openssl, *command.split(), *name], check=True, capture_output=True)
    with file.open("ab") as both:
        both.write(made.stdout)
    return file


@pytest.fixture
def tls_origin(certificate: Path) -> Iterator[Origin]:
    """One that speaks TLS with that certificate."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    yield from serving(tls)


@pytest.fixture
def make_web() -> Iterator[Callable[..., Web]]:
    """Make `Web`s that may ask 127.0.0.1, at NOW; settings as Web's own."""
    made: list[Web] = []

    def make(**settings: Any) -> Web:
        stated: dict[str, Any] = {
            "user_agent": "feedmaker/test",
            "now": lambda: NOW,
            "allow_private": ["127.0.0.1"],
        }
        web = Web(**(stated | settings))
        made.append(web)
        return web

    yield make
    for web in made:
        web.stop()
        web.close()


@pytest.fixture
def web(make_web: Callable[..., Web]) -> Web:
    """One of them, as it comes."""
    return make_web()


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    """A sandbox; its child lives as long as the tests."""
    with Sandbox(workers=1) as made:
        yield made


@pytest.fixture
def newsroom(
    origin: Origin, make_web: Callable[..., Web], box: Sandbox, tmp_path: Path
) -> Iterator[Newsroom]:
    """A site on the origin that runs at will; see newsroom.py."""
    now = datetime(2024, 4, 29, 3, 0, tzinfo=UTC)
    with Store(tmp_path / "state") as store:
        web = make_web(now=lambda: now)
        rules = RULES.format(url=origin.url("/")).encode()
        site = read_site("kabar", rules, file="kabar.yaml")
        yield Newsroom(origin, web, box, store, now, site)
