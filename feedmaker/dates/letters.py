"""A text's pieces as letters, one for each, so that a date is a pattern of letters.

The letters are listed in `absolute`, which reads days from them; `times` reads times of day,
`day_order` numbers. What a pattern means is theirs: here is only the text, cut once for all.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from feedmaker.dates.calendars import Calendar, calendar_of, is_year
from feedmaker.dates.words import Piece, Words, cut

_KINDS = {"date": "n", "time": "T", "dotted": "t"}
_SHORT_ERA = re.compile(r"(?<![A-Za-z\d])[RHS](?=\d{1,2}[./年])", re.ASCII)  # R8.11.20
_ERAS = {"R": "令和", "H": "平成", "S": "昭和"}
_OF_WORDS = (("E", "E"), ("P", "P"), ("W", "W"), ("F", "f"))


class Shaped(NamedTuple):
    """A text cut once, for all rungs."""

    plain: str
    pieces: list[Piece]
    shape: str
    words: Words
    zone: tzinfo
    now: datetime
    today: date  # in the zone
    calendar: Calendar
    order: str  # of day and month, as the site's other dates tell it; "": they don't
    latest: date  # the day from which one without its year counts back: today, or as a heading says

    def named(self, match: re.Match[str]) -> dict[str, Piece]:
        """Return the piece at each group of a match of the shape."""
        return {
            name: self.pieces[match.start(name)] for name, hit in match.groupdict().items() if hit
        }

    def between(self, start: int, end: int) -> Shaped:
        """Return a part of the text, from a piece to before another."""
        pieces = self.pieces[start:end]
        last = pieces[-1].end if pieces else 0
        return self._replace(plain=self.plain[:last], pieces=pieces, shape=self.shape[start:end])


def shaped(
    text: str,
    words: Words,
    zone: tzinfo,
    now: datetime,
    order: str = "",
    latest: date | None = None,
) -> Shaped:
    """Return a plain text as letters."""
    calendar = calendar_of(words.tag, zone)
    if words.language == "ja":
        text = _SHORT_ERA.sub(lambda match: _ERAS[match[0]], text)
    pieces = cut(text, words)
    shape = _shape(pieces, calendar)
    today = now.astimezone(zone).date()
    return Shaped(text, pieces, shape, words, zone, now, today, calendar, order, latest or today)


@cache
def compiled(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns made when first reached, not on import: most texts need none."""
    return tuple(map(re.compile, texts))


def _shape(pieces: list[Piece], calendar: Calendar) -> str:
    letters: list[str] = []
    before = ""
    for at, piece in enumerate(pieces):
        kind = piece.kind
        if kind == "word":
            letter = "w"
            if piece.codes:
                after = pieces[at + 1].kind if at + 1 < len(pieces) else ""
                letter = _word_letter(piece.codes, before, after)
        elif kind == "number":
            letter = _number_letter(piece.text, calendar)
        elif kind != "sign":
            letter = _KINDS[kind]
        elif piece.text == "-":
            glued = 0 < at < len(pieces) - 1 and pieces[at - 1].end == piece.start
            letter = "-" if glued and pieces[at + 1].start == piece.end else "~"
        else:
            letter = piece.text if piece.text in ".,'/():" else "|"
        if letter in "wW" and _ends_ordinal(pieces, at):  # "st" is Wednesday in Czech
            letter = "f"
            if pieces[at - 1].text == ":":
                letters[-1] = "f"
        letters.append(letter)
        if letter != "-":
            before = kind
    return "".join(letters)


def _ends_ordinal(pieces: list[Piece], at: int) -> bool:
    """Tell whether a word is the ending of a number before a month: "20ste", "20:e", "20-го"."""
    word = pieces[at]
    if len(word.text) > 4 or not any(
        piece.code("M") or piece.code("J") for piece in pieces[at + 1 : at + 3]
    ):
        return False
    first = at - 1 if at and pieces[at - 1].text not in ("-", ":") else at - 2
    glued = all(one.end == two.start for one, two in pairwise(pieces[max(first, 0) : at + 1]))
    return first >= 0 and glued and pieces[first].kind == "number"


def _number_letter(number: str, calendar: Calendar) -> str:
    if not number.isdecimal():
        return "|"  # 1.5
    if len(number) == 4 and is_year(int(number), calendar):
        return "4"
    return "1" if len(number) < 3 else "9"


def _word_letter(codes: tuple[str, ...], before: str, after: str) -> str:
    kinds = {code[0] for code in codes}
    if "M" in kinds or "J" in kinds:
        return "X" if "W" in kinds else "M"
    if before == "number":
        for marker in "YmDHNS":
            if marker in kinds:
                return marker
    if "b" in kinds and after == "number":
        return "b"
    if "Pd" in codes or "Pz" in codes:
        return "O"
    return next((letter for kind, letter in _OF_WORDS if kind in kinds), "w")
