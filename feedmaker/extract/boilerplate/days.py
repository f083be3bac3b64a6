"""A line's text -> what it says whatever day it names, and if it is long, whatever numbers.

So a note that is dated anew on each article is known again. Which lines these are, and what
is made of them, is told by `lines`; a day is looked for by its form alone, and never read.
"""

from __future__ import annotations

import re

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
# Begins with one sign: so it is looked for four times faster
_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,'\xa0][0-9]{3}(?![0-9]))*")
_DIGITS = b"0123456789"
_DAY = re.compile(r"[0-9][0-9]{0,3}(?:([./-])[0-9]{1,2}\1[0-9]{2,4}|[:h][0-9]{2}(?![0-9]))")
"""A day or a time of day. Other numbers make a short line another (results, prices)."""
_NAMED_DAY = re.compile(
    r"[0-9]{1,2}(?:[.º]|st|nd|rd|th|er)?(?: de)? [^\W\d]{3,12}\.?,?(?: de)? 20[0-9]{2}(?![0-9])"
    r"|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
)
_MONTH_FIRST = re.compile(r"[^\W\d]{3,12}\.? [0-9]{1,2}(?:st|nd|rd|th)?, 20[0-9]{2}(?![0-9])")
"""A day with its month's name, in a sentence: elsewhere it tells one notice from another."""
_FEW = 2
"""Numbers of a long line: one with more is rather a report (a quake's, a market's)."""


def without_days(told: str, *, numbers: bool, anywhere: bool = False) -> str:
    """Return what a line says with all days alike; with all `numbers` alike, if it has few.

    A day with its month's name counts in a sentence, or with `anywhere` in any line.
    """
    raw = told.encode("utf-8", "replace")
    if len(raw.translate(None, _DIGITS)) == len(raw):  # three times as fast as a pattern
        return told
    if "20" in told and (anywhere or told.endswith(SENTENCE_ENDS)):
        told = _NAMED_DAY.sub("0", told)
        told = _MONTH_FIRST.sub("0", told) if ", 20" in told else told
    told = _DAY.sub("0", told)
    return _NUMBER.sub("0", told) if numbers and len(_NUMBER.findall(told)) <= _FEW else told
