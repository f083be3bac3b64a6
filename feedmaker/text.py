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


_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n")
_UNFIT_IN_UTF8 = (  # each begins with one byte, which is how a search is fast
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbd-\xbf])"),
    re.compile(rb"\xbf(?<=[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf)[\xbe\xbf]"),
)
_WORDS = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
TELLING = 80
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


def text_fingerprint(html: str, *, least: int = 1) -> str:
    """Return a fingerprint of the letters in HTML or text; "" for fewer than `least` of them.

    Tags don't count, so that a picture's new address is no new text. They are
    taken off roughly: a fingerprint is compared, never shown.
    """
    letters = "".join(_WORDS.findall(_TAG.sub(" ", html))).casefold()
    if len(letters) < least:
        return ""
    return blake2b(letters.encode("utf-8", "replace"), digest_size=16).hexdigest()


def may_be_unfit(text: str) -> bool:
    """Tell whether a text may hold what no feed may (XML 1.0 §2.2, non-characters), or U+FFFD.

    One sweep over its bytes: 0.1 ms for 160 KB, where a pattern with the
    non-characters of all planes takes 1 ms or more. False is certain.
    """
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    return len(raw.translate(None, _CONTROLS)) != len(raw) or (
        not raw.isascii() and any(pattern.search(raw) for pattern in _UNFIT_IN_UTF8)
    )
