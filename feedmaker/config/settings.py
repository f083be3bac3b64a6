"""What the operator sets: options, else the environment, else feedmaker.toml, else a default.

What belongs to a site is not here (`config`), and no site file can change what is.
The environment comes in as an argument; only feedmaker.toml is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from feedmaker.config.diagnostics import WrongValueError, near, new_fault
from feedmaker.config.hosts import HOSTS, host_problem
from feedmaker.config.secrets import NAME as SECRET_NAME
from feedmaker.config.secrets import PREFIX as SECRET_PREFIX
from feedmaker.config.values import (
    name_problem,
    read_choice,
    read_line,
    read_number,
    read_url,
    read_user_agent,
)
from feedmaker.errors import ConfigError, Fault

FILE = "feedmaker.toml"
T = TypeVar("T")

_PREFIX = "FEEDMAKER_"
_FOLDERS = (("sites", "sites"), ("out", "public"), ("state", ".feedmaker"))  # each with its default
_LONGEST_TITLE = 200
_LONGEST_INTRO = 5_000
_LATER = ("notify", "metrics", "on_change")
_PORT = r"[0-9]{1,5}(?:-[0-9]{1,5})?"
_NETWORK = (  # an address of IPv6 stands in brackets where ports follow
    r"\[(?P<v6>[^]]*)\](?::(?P<ports>.*))?|(?P<v4>[0-9./]+)(?::(?P<p4>.*))?"
    r"|(?P<bare>[0-9a-fA-F:./]+)"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The operator's settings, complete. Folders are absolute; times are in seconds."""

    sites: Path
    out: Path
    state: Path
    base_url: str = ""  # where `out` is served, with a trailing slash; empty: not known
    contact: str = ""  # stands in the user agent
    proxy: str = ""
    allow_private: tuple[
        str, ...
    ] = ()  # each a network with at most one port or range (`ssrf_guard`)
    min_interval: float = 60.0  # between two runs of a site, whatever its file says
    min_delay: float = 0.0  # between two requests to a host, whatever site files say
    workers: int = 16
    log_format: str = "text"  # or "json"
    public_health: bool = False  # the index page says what is wrong with a site, in full
    title: str = "feedmaker"  # of the index page, and of the OPML list
    intro: str = ""  # plain text below it; empty lines part paragraphs
    secrets: Mapping[str, frozenset[str]] = field(default_factory=dict)  # site -> names it may use


class Sourced(NamedTuple):
    """The settings, and who gave each: its name -> an option, a variable, a file and its line."""

    settings: Settings
    sources: Mapping[str, str]  # a name that is not here has its default
    file: Path  # the feedmaker.toml that counts; it need not be there


@dataclass(frozen=True, slots=True)
class _File:
    """A feedmaker.toml: what it says, and where it is."""

    path: Path
    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def line(self, key: str) -> int:
        """Return the line of a key, 0 if it can't be told."""
        found = re.search(rf"(?m)^[ \t]*[\[\"]?{re.escape(key)}\b", self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else 0


@dataclass(frozen=True, slots=True)
class _Stated:
    """One setting as it was given: by whom, and what its relative paths count from."""

    value: object
    source: str
    line: int
    home: Path

    def __str__(self) -> str:
        return f"{self.source}:{self.line}" if self.line else self.source


def read_settings(
    options: Mapping[str, str | None], environ: Mapping[str, str], cwd: Path
) -> Settings:
    """Return the settings of this call, as `read_sourced` does."""
    return read_sourced(options, environ, cwd).settings


def read_sourced(
    options: Mapping[str, str | None], environ: Mapping[str, str], cwd: Path
) -> Sourced:
    """Return the settings of this call, and where each came from.

    `options` are those of the command line by their names in feedmaker.toml
    (None: not given), and `config`. Relative paths count from `cwd` (absolute), in
    a file from its folder; so do the default folders where the file was found
    upwards. Raises ConfigError with all faults.
    """
    named = options.get("config") or environ.get(f"{_PREFIX}CONFIG")
    file = _read_file(cwd / named) if named else _nearest(cwd)
    faults = [*_unknown_keys(file), *_misspelt(environ)]
    sources: dict[str, str] = {}

    def stated(key: str) -> _Stated | None:
        variable = f"{_PREFIX}{key.upper()}"
        if (option := options.get(key)) is not None:
            return _Stated(option, f"--{key.replace('_', '-')}", 0, cwd)
        if environ.get(variable):
            return _Stated(environ[variable], variable, 0, cwd)
        if key in file.values:
            return _Stated(file.values[key], str(file.path), file.line(key), file.path.parent)
        return None

    def take(key: str, read: Callable[[object], T], default: T) -> T:
        given = stated(key)
        if given is None:
            return default
        sources[key] = str(given)
        try:
            return read(given.value)
        except WrongValueError as error:
            for path, what in error.problems:
                place = (given.line, 1) if given.line else (0, 0)
                faults.append(new_fault(given.source, *place, (key, *path), what))
            return default

    def folder(key: str, default: str) -> Path:
        given = stated(key)
        home = given.home if given else cwd if named else file.path.parent
        return home / Path(take(key, _read_path, default)).expanduser()

    sites, out, state = (folder(*one) for one in _FOLDERS)
    if problem := _mixed(sites, out, state):
        given = stated("out") or _Stated("", str(file.path), 0, cwd)
        faults.append(new_fault(given.source, given.line, min(given.line, 1), ("out",), problem))
    pages = _pages_address(environ)
    settings = Settings(
        sites=sites,
        out=out,
        state=state,
        base_url=take("base_url", _read_base_url, pages),
        contact=take("contact", _of_text(read_user_agent), ""),
        proxy=take("proxy", _read_proxy, ""),
        allow_private=take("allow_private", _read_networks, ()),
        min_interval=take("min_interval", _of_text(_read_min_interval), 60.0),
        min_delay=take("min_delay", _of_text(_read_seconds), 0.0),
        workers=take("workers", _of_text(_read_workers), 16),
        log_format=take("log_format", _of_text(_read_log_format), "text"),
        public_health=take("public_health", _read_yes_or_no, False),
        title=take("title", _of_text(_read_title), "feedmaker"),
        intro=take("intro", _of_text(_read_intro), ""),
        secrets=_take_secrets(file, faults),
    )
    if faults:
        raise ConfigError(tuple(faults))
    if pages and "base_url" not in sources:
        sources["base_url"] = "GitHub Actions"
    if settings.secrets:
        line = file.line("secrets")
        sources["secrets"] = f"{file.path}:{line}" if line else str(file.path)
    return Sourced(settings, sources, file.path)


def _mixed(sites: Path, out: Path, state: Path) -> str:
    """Say what is wrong with folders that lie in one another: what is in `out` the world can read.

    Site files may well lie above the others, in the project's own folder.
    """
    site_files, public, private = (path.resolve() for path in (sites, out, state))
    if private.is_relative_to(public):
        return "the state lies in it, and would be published; they want a folder each"
    if public.is_relative_to(private):
        return "lies in the folder of the state; they want a folder each"
    if site_files.is_relative_to(public):
        return "the site files lie in it, and would be published; they want a folder each"
    return ""


def _nearest(cwd: Path) -> _File:
    """Return the first feedmaker.toml from here upwards; an empty one here if there is none."""
    for folder in (cwd, *cwd.parents):
        path = folder / FILE
        if path.is_file() or path.is_dir() or path.is_symlink():
            return _read_file(path)
    return _File(cwd / FILE)


def _read_file(path: Path) -> _File:
    import tomllib  # 15 ms, only where there is such a file

    try:
        text = path.read_text("utf-8-sig")
        return _File(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"(?s)^(.*?) \(at line (\d+), column (\d+)\)", str(error))
        what, line, column = found.groups() if found else (str(error), 0, 0)
        fault = new_fault(str(path), int(line), int(column), (), f"is no TOML: {what}")
    except UnicodeDecodeError:
        fault = new_fault(str(path), 0, 0, (), "is not UTF-8")
    except IsADirectoryError:  # Docker makes one where a file to be mounted is missing
        what = "is a folder, and should be a file: move it away, and put the file there"
        fault = new_fault(str(path), 0, 0, (), what)
    except OSError as error:
        fault = new_fault(str(path), 0, 0, (), f"can't be read: {error.strerror}")
    raise ConfigError((fault,))


def _unknown_keys(file: _File) -> Iterator[Fault]:
    known = [*(f.name for f in fields(Settings))]
    for key in file.values:
        if key in known:
            continue
        what = f"unknown key `{key}`{near(key, known)}"
        if key in _LATER:
            what = f"`{key}` is not there yet"
        line = file.line(key)
        yield new_fault(str(file.path), line, 1 if line else 0, (key,), what)


def _misspelt(environ: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the variables that are nearly ours; others with our prefix may be anyone's."""
    known = [f"{_PREFIX}{f.name.upper()}" for f in fields(Settings)] + [f"{_PREFIX}CONFIG"]
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known and not name.startswith(SECRET_PREFIX):
            tight = [k for k in known if k.replace("_", "") == name.replace("_", "")]
            plural = [k for k in known if f"{name}S" == k or name == f"{k}S"]
            if meant := tight + plural:
                yield new_fault(name, 0, 0, (), f"is not read (did you mean `{meant[0]}`?)")


def _take_secrets(file: _File, faults: list[Fault]) -> dict[str, frozenset[str]]:
    """Return `[secrets]`: for each site and `_hosts/HOST` which variables its file may name."""
    table = file.values.get("secrets", {})
    line = file.line("secrets")
    if not isinstance(table, dict):
        faults.append(new_fault(str(file.path), line, 1, ("secrets",), "a table is wanted"))
        return {}
    secrets: dict[str, frozenset[str]] = {}
    for site, names in table.items():
        host = site.removeprefix(f"{HOSTS}/")
        wrong = name_problem(site) if host == site else host_problem(host)
        if not isinstance(names, list) or not all(
            isinstance(name, str) and SECRET_NAME.fullmatch(name) for name in names
        ):
            wrong = wrong or f"a list of names is wanted, each like `{SECRET_PREFIX}TOKEN`"
        if wrong:
            at = file.line(site)
            faults.append(new_fault(str(file.path), at, 1 if at else 0, ("secrets", site), wrong))
            continue
        secrets[site] = frozenset(names)
    return secrets


def _of_text(read: Callable[[object], T]) -> Callable[[object], T]:
    """Return a reader that also takes a number of TOML's."""
    return lambda value: read(_text(value))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise WrongValueError("one text is wanted")


def _read_path(value: object) -> str:
    if path := _text(value):
        return path
    raise WrongValueError("is empty")


def _read_base_url(value: object) -> str:
    url = read_url(_text(value))
    if urlsplit(url).query or urlsplit(url).fragment:
        raise WrongValueError(f"`{url}` is no address of a folder: no `?`, no `#`")
    return url.rstrip("/") + "/"


def _read_proxy(value: object) -> str:
    proxy = read_line(_text(value))
    try:
        parts = urlsplit(proxy)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise WrongValueError("an http or https address is wanted, as `http://proxy.lan:3128`")
    return proxy


def _read_min_interval(value: object) -> float:
    return _read_seconds(value, most=86400)


def _read_seconds(value: object, *, most: float | None = None) -> float:
    from feedmaker.config.spans import read_seconds  # hardly ever stated

    return read_seconds(value) if most is None else read_seconds(value, most=most)


def _read_workers(value: object) -> int:
    return read_number(value, most=256)


def _read_log_format(value: object) -> str:
    return read_choice(value, ("text", "json"))


def _read_title(value: object) -> str:
    title = " ".join(read_line(value).split())
    if not 0 < len(title) <= _LONGEST_TITLE:
        raise WrongValueError(f"one line of 1 to {_LONGEST_TITLE} characters is wanted")
    return title


def _read_intro(value: object) -> str:
    text = _text(value).strip()
    if len(text) > _LONGEST_INTRO:
        raise WrongValueError(f"is too long: {_LONGEST_INTRO:,} characters at most")
    return text


def _read_yes_or_no(value: object) -> bool:
    """Return TOML's `true` or `false`, or the same word of the environment."""
    if isinstance(value, bool):
        return value
    return read_choice(value, ("true", "false")) == "true"


def _read_networks(value: object) -> tuple[str, ...]:
    """Return networks, each with at most one port or range, as the guard reads them.

    Written `10.0.0.5/32`, `10.0.0.0/8:80,8000-8099` or `[fd00::/8]:80`; a list in
    TOML, else with spaces between.
    """
    if isinstance(value, bool):  # "yes, allow it"; but not the whole network of whoever runs us
        raise WrongValueError('a list of networks is wanted, as `["10.0.0.5/32:8080"]`')
    entries = value if isinstance(value, list) else _text(value).split()
    return tuple(one for entry in entries for one in _read_network(_text(entry).strip()))


def _read_network(entry: str) -> Iterator[str]:
    import ipaddress  # 5 ms, only for those who have such

    found = re.fullmatch(_NETWORK, entry)
    address = (found["v6"] or found["v4"] or found["bare"]) if found else ""
    try:
        network = ipaddress.ip_network(address)
    except ValueError as error:
        hint = "`10.0.0.5/32:8080`, `[fd00::/8]:8080`"
        raise WrongValueError(f"`{entry}` is no network, as {hint} ({error})") from None
    ports = (found["ports"] or found["p4"]) if found else None
    text = f"[{network}]" if network.version == 6 else str(network)
    if ports is None:
        yield text
        return
    for part in ports.split(","):
        first, _, last = part.partition("-")
        if not re.fullmatch(_PORT, part) or not 0 < int(first) <= int(last or first) < 65536:
            raise WrongValueError(f"`{entry}`: `{part}` is no port, and no range as `8000-8099`")
        yield f"{text}:{part}"


def _pages_address(environ: Mapping[str, str]) -> str:
    """Return where GitHub Pages serves the project whose Actions run us; "" elsewhere."""
    owner, _, project = environ.get("GITHUB_REPOSITORY", "").partition("/")
    if environ.get("GITHUB_ACTIONS") != "true" or not owner or not project:
        return ""
    root = f"https://{owner.lower()}.github.io/"
    return root if project.lower() == f"{owner.lower()}.github.io" else f"{root}{project}/"
