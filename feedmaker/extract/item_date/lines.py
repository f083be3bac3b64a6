"""The lines of an item around a day: what they say of it, and whether they are but a sentence."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import LONGEST, says_published, says_updated
from feedmaker.dates.years import YEAR
from feedmaker.page import rule_engine as run

SHORT_YEAR = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}/\d{1,2}/\d\d|\d\d\.\d\d\.\d\d|\d\d-\d\d-\d\d"
    r"|\d{1,2}-[^\W\d_]{3,9}\.?-\d\d"  # 24-May-22
    r"|\d{1,2}\.? [^\W\d_]{3,9}\.?,? ['\u2019]\d\d)(?![\d/.-])"
)
ANY_YEAR = re.compile(f"{YEAR}|{SHORT_YEAR.pattern}")
NAMED = (
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d\d[./-]\d\d"
    r"|\d{1,2}\.? [^\W\d]+\.? \d{4}|[^\W\d]+\.? \d\d?(?:st|nd|rd|th)?, \d{4}"
)
"""A day with its year, as it stands beside other words."""

SHORT = 40  # characters of a text that may be a day without its year
_ADDED = re.compile(r"(?i)\d\s+[|·•–—]\s+added(?: on)?:\s+")  # behind a release's day
_TYPED = re.compile(
    r"(?:[^.:!?\d]{0,30}\b(?i:by|von|por|par|di|oleh|door|av|af)\s[^.:!?\d]{2,40}\s)?"
    r"(?:Date|Datum|Dato|Data|Fecha|Tanggal|Дата|Tarih|Dátum)\s?:\s?"
    rf"({NAMED})"
    r"\s+(?![^\s:]+\s?:)[^\W\d_]"  # "Time:", "Place:" behind it are a meeting's
)
_MOST_LINES = 4  # of an item, with a day in each, that may be the one that says "Posted"
_OPENING = 150  # characters of a text in which a day may be typed
_SENTENCE = re.compile(r"[^\W\d]{2,}\W.*[.!?]$")
_SENTENCE_WORDS = 8  # a line of this many words that ends like a sentence is one
_PROSE = 6  # of them that are words and no numbers: "20 de mayo de 2025 | 08:06 hs." is no prose
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_EMPHASIS = frozenset({"b", "strong", "em", "i", "u", "mark"})


def from_added(text: str) -> str:
    """Return what stands behind "Added:" in a text, if that has a day; else the text."""
    added = _ADDED.search(text)
    return text[added.end() :] if added and ANY_YEAR.search(text, added.end()) else text


def typed_day(text: str) -> str:
    """Return the day that the writer of a story typed above it; "" if there is none.

    In its teaser that opens the text: "Story by Ann Ellis Date: 3 May 2026 The ferry has ...".
    """
    typed = _TYPED.match(" ".join(text[:_OPENING].split()))
    return typed[1] if typed else ""


def line_of(node: LexborNode, seen: set[int]) -> str:
    """Return the words of the element around a text, if they are a line; "" if one of `seen`."""
    part = node.parent
    if part is None or part.mem_id in seen or len(seen) == _MOST_LINES:
        return ""
    seen.add(part.mem_id)
    words = run.text_of(part)
    return words if len(words) <= LONGEST else ""


def says_of_story(line: str, language: str) -> bool:
    """Tell whether a line calls a day that of publication, or one of two that of a change."""
    if says_published(line, language):
        return True
    return len(ANY_YEAR.findall(line)) > 1 and says_updated(line, language)


def around(node: LexborNode, text: str) -> str:
    """Return the words of the element around a text: one part of the day may have its own."""
    whole = run.text_of(node.parent) if node.parent is not None else ""
    return whole if whole != text and len(whole) <= SHORT else ""


def shows_year(item: LexborNode) -> bool:
    """Tell whether an item shows a year, or keeps a moment for machines."""
    marked = item.css_first("[datetime]") is not None
    return marked or bool(ANY_YEAR.search(run.text_of(item)))


def is_sentence(text: str) -> bool:
    return (
        len(text.split()) >= _SENTENCE_WORDS
        and len(_LETTERS.findall(text)) >= _PROSE
        and bool(_SENTENCE.search(text))
    )


def in_sentence(node: LexborNode) -> bool:
    """Tell whether a text is set off in a sentence: "Since <b>3 May</b> there is a new boat …".

    A line that says who wrote and where has fewer words behind its day, or capital ones.
    """
    part = node.parent
    if part is None or part.tag not in _EMPHASIS or part.prev is None or part.next is None:
        return False
    if not (part.prev.is_text_node and part.next.is_text_node):
        return False
    behind = (part.next.text_content or "").split()
    small = sum(word[0].islower() and bool(_LETTERS.match(word)) for word in behind)
    led = bool(_LETTERS.search(part.prev.text_content or ""))
    return led and len(behind) >= _SENTENCE_WORDS and small >= _PROSE
