"""`feedmaker settings`: what each setting is and where it comes from, right to be pasted.

The lines are those of a feedmaker.toml. What the settings mean and how they are read,
`config.settings` says; a password in the proxy's address is not shown.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from feedmaker.config.settings import Settings, Sourced
from feedmaker.terminal import screen
from feedmaker.wiring import near_path, sourced_settings_of

_NOTHING: tuple[object, ...] = ("", [], {})
_WIDEST = 60
"""Characters of a line before what is said of it, as far as all lines are aligned."""
_SECONDS = frozenset(("min_interval", "min_delay"))


def run(options: Namespace) -> int:
    """Print them all, those that nobody gave too."""
    sourced = sourced_settings_of(options)
    values = {one.name: _shown(one.name, sourced.settings) for one in fields(Settings)}
    if options.json:
        rows = {
            name: {"value": value, "source": sourced.sources.get(name)}
            for name, value in values.items()
        }
        told = {"file": str(sourced.file), "settings": rows}
        screen.say(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    lines = {
        name: f"{name} = {_toml(value)}" for name, value in values.items() if value not in _NOTHING
    }
    wide = min(max(map(len, lines.values())), _WIDEST)
    for name, line in lines.items():
        screen.say(f"{line:<{wide}}  # {_source(name, sourced)}")
    if missing := ", ".join(name for name in values if name not in lines):
        screen.say(f"# not set: {missing}")
    there = "" if sourced.file.is_file() else ", which is not there"
    screen.say(f"# the settings file is {near_path(sourced.file)}{there}")
    return 0


def _source(name: str, sourced: Sourced) -> str:
    source = sourced.sources.get(name)
    if source is None:
        return "by default"
    path, colon, line = source.rpartition(":")
    return f"{near_path(Path(path))}{colon}{line}" if path.startswith("/") else source


def _shown(name: str, settings: Settings) -> object:
    """Return a setting as TOML and JSON can hold it."""
    value = getattr(settings, name)
    if name in _SECONDS:
        return f"{value:g}s"
    if name == "proxy":
        return _without_password(value)
    if isinstance(value, Mapping):
        return {key: sorted(names) for key, names in sorted(value.items())}
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value


def _without_password(proxy: str) -> str:
    parts = urlsplit(proxy)
    if parts.password is None:
        return proxy
    login, _, place = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{login.partition(':')[0]}:...@{place}").geturl()


def _toml(value: object) -> str:
    """Return a value as TOML writes it (toml.io, v1.0.0); JSON's strings are TOML's, too."""
    if isinstance(value, dict):
        pairs = (f"{_toml(key)} = {_toml(names)}" for key, names in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
