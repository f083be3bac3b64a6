"""Plain text that is fit for a title, a name or a summary: small pure tools.

Everything here takes text, not HTML: entities are decoded and tags gone before.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from hashlib import blake2b

TITLE_LIMIT = 300
SUMMARY_LIMIT = 2000
OPENING_LIMIT = 300
"""Characters. Longer texts are a mistake of a rule or of the site, and are cut with a mark."""

# What XML 1.0 §2.2 forbids (most controls, lone surrogates, U+FFFE and U+FFFF), what
# browsers report as a parse error (the other non-characters), and CR, which no parser keeps.
_UNFIT = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane + low) for plane in range(0, 17 << 16, 1 << 16) for low in (0xFFFE, 0xFFFF)
)
UNFIT = re.compile(f"[{_UNFIT}]")
"""One character that no feed may hold."""

UNFIT_OR_LOST = re.compile(f"[{_UNFIT}\ufffd]")
"""And U+FFFD, which only says that something was lost."""

# And the marks that can turn the reading direction of what stands around a title.
_UNFIT_IN_LINE = re.compile(f"[{_UNFIT}\u202a-\u202e\u2066-\u2069\ufeff]")

# The same table in UTF-8, for a quick look: each begins with one byte, which makes a search fast.
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n")
_UNFIT_IN_UTF8 = (
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbd-\xbf])"),
    re.compile(rb"\xbf(?<=[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf)[\xbe\xbf]"),
)
_WORDS = re.compile(r"\w+")
_ASCII = bytes(range(128))
_ASCII_MARKS = bytes(code for code in _ASCII if not _WORDS.match(chr(code)))
_SMALL = bytes(range(256)).lower()  # ASCII's capitals alone
_MOST_MARKS = 40
"""Kinds of characters beyond ASCII in one text that are looked at one by one."""

_TAG = re.compile(r"<[^>]*>")
TELLING = 80
"""Letters. Shorter texts ("Read more in the PDF") are often alike without being the same."""

_UNITS = (("days", 36 * 3600, 86400), ("h", 90 * 60, 3600), ("min", 60, 60))
"""Each with the seconds from which it is used, and its own length."""


def plain_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return the text on one line, without characters that no title should have, cut at limit."""
    return first_words(" ".join(_UNFIT_IN_LINE.sub(" ", text[: limit * 20]).split()), limit)


def first_words(text: str, limit: int) -> str:
    """Return the text cut at a word, with "…", if it is longer than limit characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,.;:–—-") + "…"


def folded(text: str) -> str:
    """Return what is left of a text when case, spaces, accents' spelling and marks don't count."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _letters(text.casefold()).replace("_", "")  # marks within what a letter folds to go


def _letters(text: str) -> str:
    r"""Return what `\w` matches of a text: letters of all scripts, digits, "_"; in small letters.

    In bytes, because that is ten times as fast for a text of words and spaces: capitals and marks
    of ASCII in one sweep, the few kinds of other characters (quotes, umlauts) each in one.
    """
    raw = text.encode("utf-8", "surrogatepass")
    kept = raw.translate(_SMALL, _ASCII_MARKS).decode("utf-8", "surrogatepass")
    if text.isascii():
        return kept
    others = set(raw.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(others) > _MOST_MARKS:
        return "".join(_WORDS.findall(kept)).casefold()
    letters = set(filter(_WORDS.match, others))
    for mark in others - letters:
        kept = kept.replace(mark, "")
    for letter in letters:
        if (small := letter.casefold()) != letter:
            kept = kept.replace(letter, small)
    return kept


def was_cut(text: str) -> bool:
    """Tell whether a text ends as if something had been cut off."""
    return text.rstrip().endswith(("…", "..."))


def text_fingerprint(html: str, *, least: int = 1) -> str:
    """Return a fingerprint of the letters in HTML or text; "" for fewer than `least` of them.

    Tags don't count, so that a picture's new address is no new text. They are
    taken off roughly: a fingerprint is compared, never shown.
    """
    letters = _letters(_TAG.sub(" ", html))
    if len(letters) < least:
        return ""
    return _digest(letters)


def fingerprint_of(*values: object) -> str:
    """Return a fingerprint of frozen values, whose repr says all of them."""
    return _digest(repr(values))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


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


def span(time: timedelta) -> str:
    """Return a length of time in its largest unit: "42 min"."""
    seconds = max(round(time.total_seconds()), 0)
    for unit, least, length in _UNITS:
        if seconds >= least:
            return f"{round(seconds / length)} {unit}"
    return f"{seconds} s"
