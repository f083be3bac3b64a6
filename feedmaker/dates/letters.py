"""A text's pieces as letters, one for each, so that a date is a pattern of letters.

The letters are listed in `absolute`, which reads days from them; `times` reads times of day,
`day_order` numbers. What a pattern means is theirs: here is only the text, cut once for all.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from functools import cache
from typing import NamedTuple

from feedmaker.dates.calendars import Calendar, calendar_of, is_year
from feedmaker.dates.words import Piece, Words, cut

_KINDS = {"date": "n", "time": "T", "dotted": "t"}
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

    def named(self, match: re.Match[str]) -> dict[str, Piece]:
        """Return the piece at each group of a match of the shape."""
        return {
            name: self.pieces[match.start(name)] for name, hit in match.groupdict().items() if hit
        }

    def between(self, start: int, end: int) -> Shaped:
        """Return a part of the text, from a piece to before another."""
        pieces = self.pieces[start:end]
        last = pieces[-1].end if pieces else 0
        return self._replace(
            plain=self.plain[:last], pieces=pieces, shape=_shape(pieces, self.calendar)
        )


def shaped(text: str, words: Words, zone: tzinfo, now: datetime, order: str = "") -> Shaped:
    """Return a plain text as letters."""
    calendar = calendar_of(words.tag, zone)
    pieces = cut(text, words)
    shape = _shape(pieces, calendar)
    today = now.astimezone(zone).date()
    return Shaped(text, pieces, shape, words, zone, now, today, calendar, order)


@cache
def compiled(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns made when first reached, not on import: most texts need none."""
    return tuple(map(re.compile, texts))


def _shape(pieces: list[Piece], calendar: Calendar) -> str:
    letters = []
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
        letters.append(letter)
        if letter != "-":
            before = kind
    return "".join(letters)


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
