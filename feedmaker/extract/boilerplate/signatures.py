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

from feedmaker.extract.boilerplate.days import SENTENCE_ENDS, without_days
from feedmaker.extract.lesson import NAMED, SIGNED

_HEAD, _FOOT = 4, 6
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


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LAST = 4
"""Lines at an article's foot that may tell who its author is, whatever they say."""


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
        told = _MAIL.sub("@", text) if "@" in text else text
        for name in authors:
            told = told.replace(name, _SOMEBODY)
        left = _NAME.sub(_SOMEBODY, told)
        if _SOMEBODY in told:
            if number < half or any(map(str.isalpha, told)):  # below, a name alone signs a letter
                yield number, SIGNED, without_days(left, numbers=True, anywhere=True)
        elif _SOMEBODY in left and left.count(" ") >= _FEWEST_WORDS and len(left) >= _FEWEST_SIGNS:
            yield number, NAMED, without_days(left, numbers=True, anywhere=True)
    yield from _about_the_author(texts, authors)


def _about_the_author(
    texts: Sequence[str], authors: Sequence[str]
) -> Iterator[tuple[int, str, str]]:
    """Yield the lines at the foot that begin with the author, another text for each of them.

    Where the article itself speaks of its author (a firm's release does), they are its own.
    """
    foot = max(_HEAD, len(texts) - _LAST)
    names = tuple(name for name in authors if " " in name or not name.isascii())
    begin = [number for number in range(foot, len(texts)) if texts[number].startswith(names)]
    if begin and not any(name in text for text in texts[_HEAD:foot] for name in names):
        for number in begin:
            if len(texts[number]) <= _LONGEST and texts[number].endswith(SENTENCE_ENDS):
                yield number, SIGNED, _SOMEBODY
