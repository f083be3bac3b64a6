"""The elements of a page, and what is seen of each at first sight: its names, its words, its days.

`elements` reads them into `element`s; what stands beside the text is in `beside`, which texts say
a day in `said_days`.
"""

from __future__ import annotations

from feedmaker.detect.elements.beside import CHROME_TAGS, chrome_words, is_chrome
from feedmaker.detect.elements.element import HEADINGS, ElementInfo, children, heading_of
from feedmaker.detect.elements.elements import DATE_NAME, is_kind, read_places
from feedmaker.detect.elements.said_days import (
    is_date_text,
    is_moment,
    names_day,
    says_only_day,
    tells_day,
    without_moment,
)

__all__ = [
    "CHROME_TAGS",
    "DATE_NAME",
    "HEADINGS",
    "ElementInfo",
    "children",
    "chrome_words",
    "heading_of",
    "is_chrome",
    "is_date_text",
    "is_kind",
    "is_moment",
    "names_day",
    "read_places",
    "says_only_day",
    "tells_day",
    "without_moment",
]
