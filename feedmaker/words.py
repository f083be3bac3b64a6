"""The words of a text: how many people count, and how much two texts are alike by theirs. Pure.

Apart from `text`, as its patterns take long to make and no ordinary run needs them. What an
article's judges compare is `extract.content.words`.
"""

from __future__ import annotations

import re
from collections import Counter

# A letter is a word where words aren't spaced (kana, Han, Hangul, Thai).
_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"[{_UNSPACED}]|\w+")
_SEEN_WORD = re.compile(rf"[{_UNSPACED}]|[^\s\u3000-\u303f\uff00-\uff20{_UNSPACED}]+")


def count_words(text: str) -> int:
    """Return how many words people count in a text: letters, where words are not spaced."""
    return len(_SEEN_WORD.findall(text))


Words = Counter[str]


def words_in(text: str) -> Words:
    """Return the words of a text, as they are counted and compared, in any script."""
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: Words, other: Words) -> float:
    """Return how much of two texts is the same, from 0 to 1 (F1 of their words)."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
