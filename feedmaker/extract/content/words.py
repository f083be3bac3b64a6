"""A text -> its words, as they are compared when two texts of one page should agree.

Soft hyphens, joiners and the forms of Unicode that look alike make no difference. Nothing
of this is ever shown, and which text is right is for others to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

RUN = 3
"""Words in a row that must agree: single ones agree everywhere."""

# A letter is a word where words aren't spaced (kana, Han, Hangul, Thai).
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+")
_PLAIN_WORD = re.compile(r"[a-z0-9_]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, folded."""
    if text.isascii():  # as most are: told in half the time
        return _PLAIN_WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())


class Spoken:
    """The words of one judge's text, ready to be asked how many of a block's are among them."""

    def __init__(self, words: Sequence[str]) -> None:
        self.count = len(words)
        self._singles = frozenset(words)
        self._runs = frozenset(zip(words, words[1:], words[2:], strict=False))

    def agreeing(self, words: Sequence[str]) -> int:
        """Return how many of the words stand in runs that the judge's text has, too."""
        if len(words) < RUN:
            return sum(word in self._singles for word in words)
        hits = [*map(self._runs.__contains__, zip(words, words[1:], words[2:], strict=False))]
        if True not in hits:  # most blocks are the article's, or are none of it
            return 0
        if False not in hits:
            return len(words)
        agreed = end = 0
        for at, hit in enumerate(hits):
            if hit:
                agreed += at + RUN - max(at, end)
                end = at + RUN
        return agreed
