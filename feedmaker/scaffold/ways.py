"""Which files a way to run feedmaker has, with their texts, and what to type next.

Pure: what differs from machine to machine is an argument, and who writes is `commands.init`.
The texts are files in `templates/`. A few words in them stand for others (`Words`); braces that
belong to a file's own language stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_EXAMPLE = "sites/debian-news.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates can't know."""

    folder: str  # the new folder, absolute, as a shell's line in a crontab wants it
    feedmaker: str  # the command, likewise
    install: str  # what pip installs: a wheel in the folder, or an address
    public: str = ""  # the folder of feeds, absolute, as a web server's settings want it


@dataclass(frozen=True, slots=True)
class Way:
    """One way: a file's name in the new folder -> its template; then the lines to type."""

    files: Mapping[str, str]
    next_steps: tuple[str, ...]
    public: str = ""  # where this way puts the feeds, if not into the folder


_ALL = {
    "feedmaker.toml": "feedmaker.toml",
    _EXAMPLE: _EXAMPLE,
    ".gitignore": "gitignore",
}
_WEB_SERVER = {
    "web-server/nginx.conf": "web-server/nginx.conf",
    "web-server/Caddyfile": "web-server/Caddyfile",
}
_FIRST = "feedmaker build                             # writes the feeds into public/"
_READ = "less README.md                              # then this: {what}"
_SYSTEMD = "/var/lib/feedmaker/public"

PLAIN = Way(
    files=_ALL,
    next_steps=(
        _FIRST,
        "feedmaker run --serve 127.0.0.1:8000        # keeps them up to date, and shows them",
    ),
)
WAYS = {
    "github-pages": Way(
        files=_ALL
        | {
            ".github/workflows/feeds.yml": "github-pages/feeds.yml",
            "README.md": "github-pages/README.md",
        },
        next_steps=(_FIRST, _READ.format(what="four steps on GitHub")),
    ),
    "systemd": Way(
        files=_ALL
        | _WEB_SERVER
        | {
            "feedmaker.toml": "systemd/feedmaker.toml",
            "README.md": "systemd/README.md",
            "systemd/feedmaker.service": "systemd/feedmaker.service",
            "systemd/feedmaker-build.service": "systemd/feedmaker-build.service",
            "systemd/feedmaker-build.timer": "systemd/feedmaker-build.timer",
            "systemd/sysusers.conf": "systemd/sysusers.conf",
        },
        next_steps=(
            "feedmaker check                             # reads the site files, and asks nobody",
            _READ.format(what="where the files go"),
        ),
        public=_SYSTEMD,
    ),
    "docker": Way(
        files=_ALL
        | {
            "Dockerfile": "docker/Dockerfile",
            ".dockerignore": "docker/dockerignore",
            "compose.yaml": "docker/compose.yaml",
            "Caddyfile": "web-server/Caddyfile",
            ".env": "docker/env",
            "README.md": "docker/README.md",
        },
        next_steps=(
            "cp …/feedmaker-*.whl .                      # what goes into the image",
            "docker compose up --build --detach          # the feeds: http://localhost",
        ),
        public=_SYSTEMD,
    ),
    "cron": Way(
        files=_ALL | _WEB_SERVER | {"crontab": "cron/crontab", "README.md": "cron/README.md"},
        next_steps=(
            _FIRST,
            "(crontab -l 2>/dev/null; cat crontab) | crontab -   # and so every ten minutes",
        ),
    ),
}


def texts_of(way: Way, words: Words) -> dict[str, str]:
    """Return the text of each file of a way, by its name in the new folder."""
    templates = files(__package__) / "templates"
    said = {
        "{folder}": words.folder,
        "{feedmaker}": words.feedmaker,
        "{install}": words.install,
        "{public}": way.public or words.public,
    }
    texts = {}
    for name, template in way.files.items():
        text = templates.joinpath(template).read_text("utf-8")
        for word, meant in said.items():
            text = text.replace(word, meant)
        texts[name] = text
    return texts
