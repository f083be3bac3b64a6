"""Where a text shows a year, in any digits and in the calendars that sites count in.

So a list's dates are noticed without their names: `years` says that a text may be one and where
its year stands, which is cheap; whether it is a date, and of which day, `parse` says.
"""

from __future__ import annotations

from feedmaker.dates.words import plain

# The digits of Arabic, Persian, Hindi, Bengali, Thai, Burmese and Khmer pages, beside our own
_ZEROS = "0\u0660\u06f0\u0966\u09e6\u0e50\u1040\u17e0"


def _digit(number: int) -> str:
    return "[" + "".join(chr(ord(zero) + number) for zero in _ZEROS) + "]"


_FIRST = "0-9" + _digit(1)[2:-1] + _digit(2)[2:-1]
_THAI = r"[\u0e00-\u0e7f]"

YEAR = (
    rf"[{_FIRST}](?:"  # a digit first, so that texts without one cost next to nothing
    # "2024年" holds one, "x2024y" none
    rf"(?<![A-Za-z\d_].)(?:(?<={_digit(2)}){_digit(0)}|(?<={_digit(1)}){_digit(9)})\d\d"
    r"(?![A-Za-z\d_])"
    # 2567, beside Thai words or in a date of numbers alone
    rf"|(?:(?<={_THAI}2)|(?<={_THAI}\W2)|(?<={_THAI}\W\W2)|(?<=\d[/.-]2))5\d\d(?!\d)"
    r"|(?<=\u0e52)\u0e55\d\d(?!\d)"
    # 1402, of Iran
    r"|(?<=\u06f1)[\u06f3\u06f4]\d\d(?!\d)"
    r"|(?<!\d1)(?<=1)[34]\d\d(?=(?:/\d\d?/|-\d\d?-)\d\d?(?!\d))"
    # 113, of Taiwan, and the eras of Japan
    r"|(?<![\d.]1)(?<=1)[0-2]\d(?=年|(?:/\d\d?/|-\d\d?-|\.\d\d?\.)\d\d?(?![\d.]))"
    r"|(?:(?<=令和.)|(?<=平成.)|(?<=昭和.)|(?<=民國.))\d{0,2}(?!\d)"
    r")"
)
"""A pattern of the year alone, to search for and to leave out; it has no groups."""

SHORT_YEAR = (
    r"(?<![\d/.-])(?:\d{1,2}/\d{1,2}/\d\d|\d\d\.\d\d\.\d\d|\d\d-\d\d-\d\d"
    r"|\d{1,2}-[^\W\d_]{3,9}\.?-\d\d"  # 24-May-22
    r"|(?:\d{1,2}\.? [^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.? \d{1,2}),? ['\u2019]\d\d"
    r")(?![\d/.-])"
)
"""A pattern of a whole day whose year has two digits; it has no groups."""


def in_plain_digits(text: str) -> str:
    """Return a text with its numbers in our own digits, where it had them in others."""
    return plain(text)
