"""`${FEEDMAKER_SECRET_…}` in a site's `request`: which there are, and their values at last.

A Site keeps the placeholder; the value is filled in just before a request, so that
no secret is ever stored, hashed or shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from feedmaker.errors import ConfigError, Fault
from feedmaker.model import RequestSettings

PREFIX = "FEEDMAKER_SECRET_"
NAME = re.compile(PREFIX + r"[A-Z0-9_]{1,100}")

ENVIRONMENT = "environment"
"""What a fault of a value names in place of a file."""

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_ONE_LINE = re.compile(r"[\t\x20-\x7e]*")


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names in `${…}`, in their order."""
    return tuple(_PLACEHOLDER.findall(text))


def fill_secrets(request: RequestSettings, environ: Mapping[str, str]) -> RequestSettings:
    """Return the settings with the environment's values for the placeholders.

    Raises ConfigError if one is not set, or can't stand where it should.
    """
    faults: list[Fault] = []

    def fill(text: str, key: str, *, one_line: bool = True) -> str:
        for name in placeholders(text):
            value = environ.get(name, "").strip()
            if not value:
                faults.append(_fault(key, f"`{name}` is not set in the environment"))
            elif one_line and not _ONE_LINE.fullmatch(value):
                faults.append(_fault(key, f"`{name}` must be one line of ASCII"))
            text = text.replace(f"${{{name}}}", value)
        return text

    filled = replace(
        request,
        headers=tuple((name, fill(text, "request.headers")) for name, text in request.headers),
        cookies=tuple((name, fill(text, "request.cookies")) for name, text in request.cookies),
        form=tuple((n, fill(text, "request.form", one_line=False)) for n, text in request.form),
        body=fill(request.body, "request.body", one_line=False),
        user_agent=fill(request.user_agent, "request.user_agent"),
    )
    if faults:
        raise ConfigError(tuple(dict.fromkeys(faults)))
    return filled


def _fault(key: str, problem: str) -> Fault:
    return Fault(ENVIRONMENT, 0, 0, key, problem)
