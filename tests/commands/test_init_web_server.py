"""The web servers' settings that `feedmaker init` writes, read and used by the servers themselves."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic

import pytest
from served import Origin
from shell import Home

from feedmaker.daemon.http_server import _TYPES
from feedmaker.scaffold.ways import WAYS, Words, texts_of

FEED = b"<feed>" + b"news " * 1000 + b"</feed>"
FOUND = 200


def settings_for(folder: Path) -> dict[str, str]:
    return texts_of(WAYS["cron"], Words("/srv", "feedmaker", "feedmaker.whl", str(folder)))


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def nginx(place: Path, public: Path, port: int) -> list[str]:
    ours = settings_for(public)["web-server/nginx.conf"]
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
    scratch = "".join(
        f"{kind}_temp_path {place}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "feeds.conf").write_text(ours, encoding="utf-8")
    (place / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {place}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {scratch} include {place}/feeds.conf; }}\n",
        encoding="utf-8",
    )
    return ["nginx", "-p", str(place), "-c", str(place / "nginx.conf")]


def caddy(place: Path, public: Path, port: int) -> list[str]:
    ours = settings_for(public)["web-server/Caddyfile"]
    ours = ours.replace("{$FEEDS_ADDRESS:feeds.example.org}", f"http://127.0.0.1:{port}")
    text = "{\n\tadmin off\n}\n" + ours
    (place / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--config", str(place / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str], place: Path, port: int) -> Iterator[None]:
    """Run a server until it is no longer wanted; it listens when this gives way."""
    env = {"PATH": os.environ["PATH"], "HOME": str(place)}
    with (place / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=place, env=env, stdout=log, stderr=log)
    try:
        until = monotonic() + 20
        while server.poll() is None and monotonic() < until:
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
        else:
            pytest.fail((place / "log").read_text("utf-8"))
        yield
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.parametrize("start", [nginx, caddy])
def test_a_reader_gets_each_file_with_its_type_packed_and_only_once(
    start: Callable[[Path, Path, int], list[str]], tmp_path: Path
) -> None:
    if not shutil.which(start.__name__):
        pytest.skip(f"needs {start.__name__}")
    public, port = tmp_path / "public", free_port()
    public.mkdir()
    for suffix in _TYPES:
        (public / f"news{suffix}").write_bytes(FEED)
    (public / "index.html").write_bytes(FEED)
    (public / ".hidden").write_bytes(FEED)

    def get(path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{port}"} | named)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    with running(start(tmp_path, public, port), tmp_path, port):
        for suffix, kind in _TYPES.items():
            answer, body = get(f"/news{suffix}", Accept_Encoding="gzip")
            assert answer.status == FOUND
            assert answer.headers["Content-Type"] == kind
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(body) == FEED
            assert answer.headers["Cache-Control"] == "public, max-age=300"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            since = answer.headers["Last-Modified"]
            assert get(f"/news{suffix}", If_Modified_Since=since)[0].status == 304
            etag = answer.headers["ETag"]
            known, _ = get(f"/news{suffix}", If_None_Match=etag, Accept_Encoding="gzip")
            assert known.status == 304
        assert get("/")[1] == FEED
        assert get("/.hidden")[0].status == 404
        assert get("/none.rss")[0].status == 404


def test_both_know_each_type_that_our_own_server_gives() -> None:
    texts = settings_for(Path("/srv/f/public"))
    for suffix, stated in _TYPES.items():
        kind = stated.partition(";")[0]
        ours = texts["web-server/nginx.conf"]
        assert re.search(rf"(?m)^\s+{re.escape(kind)}\s+{suffix[1:]};$", ours)
        if kind != "text/html":  # which both know
            ours = texts["web-server/Caddyfile"]
            assert f'header @{suffix[1:]} Content-Type "{stated}"' in ours
            assert f"@{suffix[1:]} path *{suffix}\n" in ours


def test_a_folder_with_a_space_is_one_word_for_web_servers(tmp_path: Path, origin: Origin) -> None:
    Home(tmp_path, origin).run("init", "my feeds", "--cron")
    stated = f'"{tmp_path}/my feeds/public"'
    for name in ("nginx.conf", "Caddyfile"):
        assert stated in (tmp_path / "my feeds/web-server" / name).read_text("utf-8")
