"""What foreign data says under a key, where it is of the kind that is wanted there; else nothing.

For mappings as a JSON or feed parser gives them: any key may be missing, and any value of
another kind. What the values mean is for those who ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Said = Mapping[str, Any]


def text_of(said: Said, key: str) -> str:
    """Return a text; "" where there is none."""
    value = said.get(key)
    return value if isinstance(value, str) else ""


def list_of(said: Said, key: str) -> list[Any]:
    """Return a list; an empty one where there is none."""
    value = said.get(key)
    return value if isinstance(value, list) else []


def object_of(said: Said, key: str) -> Said:
    """Return an object; an empty one where there is none."""
    value = said.get(key)
    return value if isinstance(value, Mapping) else {}


def objects_of(said: Said, key: str) -> list[Said]:
    """Return the objects of a list."""
    return [each for each in list_of(said, key) if isinstance(each, Mapping)]


def size_of(stated: object) -> int:
    """Return a length in bytes; 0: not known."""
    digits = str(stated)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else 0


def moment_of(parsed: Sequence[int] | None) -> datetime | None:
    """Return feedparser's time, which is in UTC; None where there is none, or none can be."""
    if parsed is None:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
