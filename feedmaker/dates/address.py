"""The day that a story's own address names: /2024/04/29/ferry, /news/2024-04-29-ferry.

Asked only where neither rule nor page tells a date. A month alone is no day, and digits without
signs between them are mostly a number of the site's: both are passed over.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedmaker.dates.parse import read_date
from feedmaker.errors import UnreadableDateError
from feedmaker.model import Locale, SiteDate

_DAY = re.compile(r"/((?:19|20)\d\d)([/-])(\d\d?)\2(\d\d?)(?=[/_.-]|$)", re.ASCII)


def address_date(url: str, locale: Locale) -> SiteDate | None:
    """Return the day that an address names; None if it names none on which a story can be new."""
    days = {match.group(1, 3, 4) for match in _DAY.finditer(urlsplit(url).path)}
    if len(days) != 1:
        return None
    year, month, day = days.pop()
    try:
        return read_date(f"{year}-{month:0>2}-{day:0>2}", locale, told="address")
    except UnreadableDateError:
        return None
