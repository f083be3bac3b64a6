"""Links that are but a number, as those to dockets, notices and issues are: "26-311", "#14".

What such a number is of, stands beside it, and names the story; where, is for `titles`.
"""

from __future__ import annotations

import re

from feedmaker.detect.elements import says_only_day

_YEAR = re.compile(r"1\d{3}|20\d\d")
_NUMBER = re.compile(
    r"(?i)(?:(?:nr|n[or°º])\.?\s?|#)?(?:[a-z]{1,4}[-./]?)?\d[\d./-]*(?:[a-z]{1,3}\d*)?"
)
_LABELLED = re.compile(r"(?i)[^\W\d_]{3,}\.?\s(?:(?:nr|no)\.?\s?)?\d+(?:[/-]\d+)+")


def is_numbered(text: str) -> bool:
    """Tell whether a text is what a paper is called by its office: "Drucksache 16/8657"."""
    return _LABELLED.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Tell whether a text is but a number, with or without some letters: "No. 17/2026", "A-26-3".

    A year alone is none: what happened then is told behind it.
    """
    number = _NUMBER.fullmatch(text) is not None and not _YEAR.fullmatch(text)
    return number and not says_only_day(text)
