"""The command line as a person uses it: a folder of their own, and what a command printed there."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from newsroom import RULES, listing, story
from served import Origin

from feedmaker.cli import main

MORNING = "2024-04-29T03:00:00Z"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Home:
    """A folder in which commands run, on sites of the test origin."""

    path: Path
    origin: Origin
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, now: str = "", stdin: bytes = b"") -> Ran:
        """Run a command in this process; `now` is its time."""
        out, err = io.StringIO(), io.StringIO()
        told = [*arguments, *(("--now", now) if now else ())]
        typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        with (
            patch.dict(os.environ, self.environment(), clear=True),
            patch.object(sys, "stdin", typed),
            chdir(self.path),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                status = main(told)
            except SystemExit as end:
                status = int(end.code or 0)
        return Ran(status, out.getvalue(), err.getvalue())

    def spawn(
        self, *arguments: str, env: Mapping[str, str] | None = None, **streams: Any
    ) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            [sys.executable, "-m", "feedmaker", *arguments],
            cwd=self.path,
            env={**self.environment(), **(env or {})},
            encoding="utf-8",
            **(pipes | streams),
        )

    def process(self, *arguments: str, env: Mapping[str, str] | None = None) -> Ran:
        """Run a command in a process of its own."""
        with self.spawn(*arguments, env=env) as child:
            out, err = child.communicate(timeout=60)
        return Ran(child.returncode, out, err)

    def environment(self) -> dict[str, str]:
        plain: dict[str, str] = {
            k: v for k, v in os.environ.items() if not k.startswith(("FEEDMAKER_", "GITHUB_"))
        }
        mine = {
            "FEEDMAKER_ALLOW_PRIVATE": "127.0.0.0/8",
            "FEEDMAKER_MIN_INTERVAL": "0s",
            "COLUMNS": "100",
        }
        return plain | mine | self.env

    def site(self, name: str, text: str = RULES) -> Path:
        """Save a site file; `{url}` stands for the listing's address, `{origin}` for the site's."""
        file = self.path / "sites" / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        body = text.format(url=self.origin.url(f"/{name}"), origin=self.origin.url(""))
        file.write_text(body, encoding="utf-8")
        return file

    def healthy(self, name: str = "kabar", text: str = RULES) -> Path:
        """Save the file of a site with three stories, and put it up."""
        rows = [
            (f"/{name}/{n}", f"Cerita {n}", f"{30 - n} April 2024 | 09:00 WIB") for n in (1, 2, 3)
        ]
        self.origin.page(f"/{name}", listing(*rows), headers={"ETag": f'"{name}"'})
        for link, title, _ in rows:
            self.origin.page(link, story(title, f"Isi dari {link} yang cukup panjang. "))
        return self.site(name, text)

    def feed(self, name: str = "kabar") -> dict[str, Any]:
        """The JSON Feed as it stands in the folder."""
        feed: dict[str, Any] = json.loads((self.path / "public" / f"{name}.json").read_bytes())
        return feed

    def files(self) -> set[str]:
        """What lies in the folder, but for the site files."""
        return {str(f.relative_to(self.path)) for f in self.path.rglob("*") if f.is_file()}
