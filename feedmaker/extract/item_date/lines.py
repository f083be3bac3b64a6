"""The lines of an item around a day: what they say of it, and whether they are but a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import LONGEST, says_published, says_updated
from feedmaker.dates.years import SHORT_YEAR, YEAR
from feedmaker.extract.date_label import is_deadline
from feedmaker.page import rule_engine as run

SHORT_DAY = re.compile(SHORT_YEAR)
ANY_YEAR = re.compile(f"{YEAR}|{SHORT_YEAR}")
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
_OTHER_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")  # than a year
_DAY_BEFORE = re.compile(r"\d{1,2}\s?(?:st|nd|rd|th|er|[.ºª])?,?\s(?:of\s|de\s)?")
_MOST_ALONE = 3  # elements around a part of a day and nothing else
_MOST_ASKED = 12  # texts of an item that are looked around
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.?|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_PARTS = 3  # of a day that stand first in an item: day, month, year
_MOST_OF_LEAF = 4  # spaces in "Mon 29 Nov 2026"
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


class Around:
    """The words around the texts of an item, as one part of a day may have its own element.

    Only the first few texts are answered: a list of many years shows no day of its own.
    """

    def __init__(self, item: LexborNode) -> None:
        self._item = item
        self._left = _MOST_ASKED

    def words(self, node: LexborNode, text: str) -> str:
        """Return the words around a text: "May 3, 2026" of "<i>May</i> <i>3,</i> <i>2026</i>".

        "" if there are none, or too many for a day.
        """
        if not self._may_ask():
            return ""
        part = self._alone(node, text)
        whole = run.text_of(part.parent) if part.parent is not None else ""
        if len(whole) > SHORT:
            whole = _in_line(part, text)
        return whole if whole != text and len(whole) <= SHORT else ""

    def with_day_before(self, node: LexborNode, text: str) -> str:
        """Return a month's name and year with the day beside it: "3<sup>rd</sup> May 2026".

        Or the text, if it is something else, or alone.
        """
        if _OTHER_NUMBER.search(text) or not self._may_ask():
            return text
        line = _in_line(self._alone(node, text), text)
        return line if line.endswith(text) and _DAY_BEFORE.fullmatch(line[: -len(text)]) else text

    def _may_ask(self) -> bool:
        self._left -= 1
        return self._left >= 0

    def _alone(self, node: LexborNode, text: str) -> LexborNode:
        """Return the outermost part of the item that has but a text."""
        part = node
        for _ in range(_MOST_ALONE):
            above = part.parent
            if above is None or above.mem_id == self._item.mem_id or run.text_of(above) != text:
                break
            part = above
        return part


def _in_line(part: LexborNode, text: str) -> str:
    """Return the words of a part's line from the link or the block before it to the next one."""
    before = [*_beside(part, "prev")][::-1]
    return " ".join("".join([*before, f" {text} ", *_beside(part, "next")]).split())


def _beside(part: LexborNode, side: str) -> Iterator[str]:
    """Yield the texts next to a part of a line, until they are too long for a day."""
    length = 0
    beside = getattr(part, side)
    while beside is not None and length <= SHORT:
        if beside.is_element_node and (beside.tag == "a" or beside.tag not in run.INLINE):
            return
        if beside.is_text_node or beside.is_element_node:
            words = run.text_of(beside) if beside.is_element_node else beside.text_content or ""
            length += len(words)
            yield words
        beside = getattr(beside, side)


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


def leaves(item: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Yield what reads like a calendar's leaf: a day's number in a part of its own, and more.

    With the element that holds them: "28 Nov" of "<b>28</b> <i>Nov</i>".
    """
    for node in item.traverse(include_text=True):
        if not node.is_text_node or not _DAY.fullmatch((node.text_content or "").strip()):
            continue
        part = node.parent
        leaf = part.parent if part is not None and part.mem_id != item.mem_id else None
        if part is None or leaf is None:
            continue
        parts = leaf.iter()  # side by side, or in columns
        if leaf.mem_id == item.mem_id:  # as day, month and year that nothing else is around
            parts = iter(list(parts)[:_PARTS])
        text = " ".join(filter(None, map(run.text_of, parts)))
        alone = _DAY.fullmatch(run.text_of(part)) and text.count(" ") <= _MOST_OF_LEAF
        if alone and len(text) <= SHORT and not is_deadline(leaf):
            yield text, leaf
