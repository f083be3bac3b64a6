"""Plain text that is fit for a title, a name or a summary: small pure tools.

Everything here takes text, not HTML: entities are decoded and tags gone before.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

TITLE_LIMIT = 300
SUMMARY_LIMIT = 2000
OPENING_LIMIT = 300
"""Characters. Longer texts are a mistake of a rule or of the site, and are cut with a mark."""

# Controls, lone surrogates and non-characters (XML 1.0 §2.2 forbids most), and
# the marks that can turn the reading direction of what stands around a title.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ufeff]|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]"
)


_WORDS = re.compile(r"\w+")
_TELLING = 80
"""Letters. Shorter texts ("Read more in the PDF") are often alike without being the same."""


def plain_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return the text on one line, without characters that no title should have, cut at limit."""
    return first_words(" ".join(_UNFIT.sub(" ", text[: limit * 20]).split()), limit)


def first_words(text: str, limit: int) -> str:
    """Return the text cut at a word, with "…", if it is longer than limit characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,.;:–—-") + "…"


def folded(text: str) -> str:
    """Return what is left of a text when case, spaces, accents' spelling and marks don't count."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_WORDS.findall(normal)).replace("_", "")


def was_cut(text: str) -> bool:
    """Tell whether a text ends as if something had been cut off."""
    return text.rstrip().endswith(("…", "..."))


def fingerprint(text: str, *, least: int = _TELLING) -> str:
    """Return what stays the same while a text's letters do; "" for fewer letters than `least`."""
    letters = "".join(_WORDS.findall(text)).casefold()
    if len(letters) < least:
        return ""
    return blake2b(letters.encode("utf-8", "replace"), digest_size=16).hexdigest()
