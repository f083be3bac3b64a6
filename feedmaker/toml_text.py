"""Values -> TOML, for files that people read, edit and compare line by line.

Only what our own files hold: texts, and lists of texts. Reading is `tomllib`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_LONG = 90  # characters of a list that still stands on one line
_BARE = re.compile(r"[A-Za-z0-9_-]+")

# What TOML allows no basic string to hold as it is, or what would act on a terminal.
_UNSHOWN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE = re.compile("[\ud800-\udfff]")


def quoted(text: str) -> str:
    """Return a text as a basic string on one line, its controls escaped.

    Half of a surrogate pair, which no file in UTF-8 can hold, becomes U+FFFD.
    """
    written = json.dumps(_LONE.sub("\ufffd", text), ensure_ascii=False)
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04X}", written)


def array(values: Iterable[str]) -> str:
    """Return a list: on one line if it is short, else each value on a line of its own."""
    items = [quoted(value) for value in values]
    line = f"[{', '.join(items)}]"
    if len(line) <= _LONG:
        return line
    return "\n".join(("[", *(f"    {item}," for item in items), "]"))


def key(name: str) -> str:
    """Return a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else quoted(name)
