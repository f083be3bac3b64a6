"""What feedmaker runs on: the versions of Python and of the libraries under it.

Told in one line, to be pasted into a report. Only what is too old or soon without security
fixes gets a line of its own.
"""

from __future__ import annotations

import platform
import ssl
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version

from feedmaker import __version__
from feedmaker.doctor.line import Line, fine, look, wrong

_LIBRARIES = ("lxml", "selectolax", "nh3", "requests", "urllib3", "feedparser", "tzdata")

_END = {  # of security fixes, as the Python developer's guide states it; by the month's last day
    (3, 11): date(2027, 10, 31),
    (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31),
    (3, 14): date(2030, 10, 31),
}
_SOON = timedelta(days=183)


def versions(sqlite: str) -> dict[str, str]:
    """Return what runs here: its name -> its version, "missing" of a library that is not there."""
    found = {
        "feedmaker": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite,
        "OpenSSL": ssl.OPENSSL_VERSION.removeprefix("OpenSSL ").partition(" ")[0],
        "libxml2": _libxml2(),
    }
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def _libxml2() -> str:
    try:
        from lxml.etree import LIBXML_VERSION
    except ImportError:
        return "missing"
    return ".".join(map(str, LIBXML_VERSION))


def judge_versions(
    found: dict[str, str], today: date, *, old_sqlite: bool = False
) -> Iterator[Line]:
    """Say what runs here, and what of it is too old. `found` as `versions` gives it."""
    yield fine("versions.all", ", ".join(f"{name} {what}" for name, what in found.items()))
    if missing := [name for name, what in found.items() if what == "missing"]:
        yield wrong(
            "versions.missing",
            f"not installed: {', '.join(missing)}",
            "install feedmaker again, with what it needs: pip install --force-reinstall feedmaker",
        )
    if old_sqlite:
        yield wrong(
            "versions.sqlite",
            f"SQLite {found['SQLite']} is too old for feedmaker",
            "install a newer Python, which brings a newer SQLite along",
        )
    python = tuple(int(part) for part in found["Python"].split(".")[:2])
    end = _END.get((python[0], python[1]))
    if end and today > end - _SOON:
        verb = "gets" if today <= end else "has got"
        yield look(
            "versions.python",
            f"Python {python[0]}.{python[1]} {verb} no more security fixes after {end}",
            "install a newer Python, and feedmaker on that; the state and the feeds stay",
        )
