"""What a robots.txt says to us (RFC 9309). Pure: text in, answers out.

protego reads the rules; it is imported only for a text that holds any.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "feedmaker"
"""Our product token (RFC 9309 §2.2.1), whatever User-Agent a site file sets."""

LONGEST = (
    500_000  # bytes; RFC 9309 §2.5 asks for at least 500 KiB of lines, and no page writes more
)
_LONGEST_DELAY = 30.0  # seconds
_GROUP = ("user", "allow")
_LIMITS = ("dis", "dia", "crawl")  # with the misspellings that protego knows


def keep(body: bytes) -> str:
    """Return the lines of a robots.txt that could concern us; "" if it allows all, at any pace."""
    kept, limits = [], False
    for written in body[:LONGEST].decode("utf-8-sig", "replace").splitlines():
        line = written.partition("#")[0].strip()
        words = line.lower().replace(":", " ", 1).split(None, 1)
        if words and words[0].startswith(_GROUP + _LIMITS):
            kept.append(line)
            limits |= len(words) > 1 and words[0].startswith(_LIMITS)
    return "\n".join(kept) if limits else ""


def allows(text: str, url: str) -> bool:
    """Tell whether the kept text lets us ask for the URL."""
    return not text or bool(_parse(text).can_fetch(url, AGENT))


def crawl_delay(text: str) -> float:
    """Return the seconds that the kept text wants between two requests, 30 at most."""
    if not text:
        return 0.0
    return min(max(0.0, _parse(text).crawl_delay(AGENT) or 0.0), _LONGEST_DELAY)


@lru_cache(maxsize=64)
def _parse(text: str) -> Protego:
    from protego import Protego  # most hosts forbid nothing

    return Protego.parse(text)
