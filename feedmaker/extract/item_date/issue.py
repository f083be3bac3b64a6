"""The day of an issue, whose contents are the page: a gazette's, a bulletin's.

It stands in the page's head beside the issue's number ("Volume X, No 2", "7 January 2004"), and no
other year is told. The page of the newest issue, which is another one next week, has no year in its
address: its stories would be given a new day each time, so that it is left alone.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedmaker.dates.parse import read_date
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.item_date.lines import ANY_YEAR, SHORT
from feedmaker.model import Locale, SiteDate
from feedmaker.page.document import Document

_MOST_TEXTS = 2_000  # of a page that are looked at
_IN_HEAD = 12  # texts of a page, up to the day
_NEAR = 3  # texts from the issue's number to its day
_NUMBER = r"(?:\d{1,4}|[IVXLC]{1,8})\.?"
_ISSUE = re.compile(
    rf"(?i)\b(?:vol(?:ume)?|issue|no|nr|number|n[º°]|núm(?:ero)?|num[eé]ro|heft|ausgabe|jahrgang"
    rf"|nummer|årgang|выпуск|номер|numer|broj|sayı|edição|edición)\b\.?\s?{_NUMBER}(?!\w)"
    rf"|\b{_NUMBER}\s?(?:szám|évfolyam|jahrgang|ausgabe|årgang|číslo|ročník|выпуск|номер)\b"
)


def day_of_issue(document: Document, locale: Locale) -> SiteDate | None:
    """Return the day of the issue that a page has the contents of; None if it is no such page."""
    body = document.tree.body
    path = urlsplit(document.url).path
    if body is None or not ANY_YEAR.search(path):
        return None
    numbered, days = list[int](), list[tuple[int, str]]()
    at = 0
    for node in body.traverse(include_text=True):
        text = " ".join((node.text_content or "").split()) if node.is_text_node else ""
        if not text or text.startswith("©"):
            continue
        at += 1
        if at > _MOST_TEXTS or len(days) > 1:
            return None
        if len(text) <= 2 * SHORT and _ISSUE.search(text):
            numbered.append(at)
        elif ANY_YEAR.search(text):
            days.append((at, text))
    if len(days) != 1 or days[0][0] > _IN_HEAD:
        return None
    place, text = days[0]
    beside = any(abs(place - one) <= _NEAR for one in numbered)
    if not beside or not any(map(str.isdigit, ANY_YEAR.sub(" ", text))):
        return None
    try:
        day = read_date(text, locale, told="words")
    except (TwoWaysDateError, UnreadableDateError):
        return None
    return day if str(day.moment.year) in re.findall(r"\d+", path) else None
