"""Marks of the lines that name somebody else on each article: who wrote it, who took the picture.

"Ana Berg is a reporter for the Gazette" is another text on each article of another author, and yet
the site's. So such a line has a second mark, of what is left of it without names: the author's own,
as the page tells, or runs of words with capitals. Only lines at an article's head and foot have
one, for the same words about other people are told in its midst. How lines are cut, and which
of them go, is told by `lines`; what is believed, by `lesson`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feedmaker.extract.lesson import NAMED, SIGNED

_HEAD, _FOOT = 3, 6
"""Lines of an article that are looked at, from its head and from its foot."""
_LONGEST = 250
"""Characters of a line; more is a text of its own."""
_FEWEST_WORDS = 3
_FEWEST_SIGNS = 14
"""Of what is left beside names that capitals alone tell: less is said of anybody."""
_SOMEBODY = "\0"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽƠƯȘȚΆΈ-ΏΑ-ΫЀ-ЯҐҒҚҢҮҰӘӨԱ-Ֆ]"
"""Those that names begin with; ranges, for each sign of a set costs when it is compiled."""
_REST = r"(?:\.|(?:\w|['’-](?=\w))*)"
_PARTICLES = "al|bin|da|de|del|den|der|di|dos|du|el|la|le|ter|van|von|zu"
_NAME = re.compile(
    rf"{_CAPITAL}(?<!\w\w){_REST}(?:[ \xa0](?:(?:{_PARTICLES})[ \xa0])*{_CAPITAL}{_REST})+"
)
"""Two words with a capital or more: a single one begins a sentence, or is a noun in German."""


def signatures(texts: Sequence[str], authors: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the number of each line that names somebody, the kind of its mark, and what is left.

    `texts` are an article's lines, "" for those that are never taken out; `authors` its own.
    """
    half = len(texts) // 2
    foot = max(half, len(texts) - _FOOT)
    for number in (*range(min(_HEAD, half)), *range(foot, len(texts))):
        text = texts[number]
        if not 0 < len(text) <= _LONGEST:
            continue
        told = text
        for name in authors:
            told = told.replace(name, _SOMEBODY)
        left = _NAME.sub(_SOMEBODY, told)
        if told is not text and told != text:
            if any(map(str.isalpha, told)):
                yield number, SIGNED, left
        elif left != text and left.count(" ") >= _FEWEST_WORDS and len(left) >= _FEWEST_SIGNS:
            yield number, NAMED, left
