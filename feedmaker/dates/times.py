"""The time of day that stands beside a date, and the zone behind it.

Given a shaped text and where its date lies; 14:05, 3 p.m., noon, 午後3時 and the like come back.
What day it is, and what a zone's name means, others say.
"""

from __future__ import annotations

import re
from datetime import time, tzinfo

from feedmaker.dates.calendars import clock_time
from feedmaker.dates.letters import Shaped, compiled
from feedmaker.dates.words import Piece
from feedmaker.dates.zones import read_zone

# t: 07:55 or 07.55 · h, n, s: its parts, each with its mark · k: the hour before am or pm · p, q
# o: noon or midnight, alone
_MARKED_TIME = r"(?P<h>1)H(?P<n>1)?N?(?:(?P<s>1)S)?|(?P<k>1)(?=\.?f?[PO])"
_PERIOD = r"\.?(?:f?(?P<q>[PO]))?"
_TIME_NEXT = (
    r"D?[,.~|\-fW()'/]{0,6}"
    rf"(?:(?P<p>[PO])?f?(?:(?P<t>[Tt])H?|{_MARKED_TIME}){_PERIOD}|(?P<o>O))"
)
_TIME_BEFORE = (
    rf"(?:(?P<p>[PO])?f?(?:(?P<t>T|t(?=H))H?|{_MARKED_TIME}){_PERIOD}|(?P<o>O))"
    r"w?[,.~|\-fWw()]{0,5}$"
)
_TIME_LATER = r"[^nMX4T]{0,14}?(?P<p>P)?f?(?P<t>T)\.?(?P<q>P)?"
_NOTHING = Piece("sign", "", 0, 0)


def time_near(text: Shaped, start: int, end: int) -> tuple[time | None, tzinfo | None]:
    """Return the time of day that belongs to the date at those letters, and the zone behind it."""
    inside = text.shape.find("T", start, end)
    next_to, before, later = compiled(_TIME_NEXT, _TIME_BEFORE, _TIME_LATER)
    for match in (
        next_to.match(text.shape, inside if inside >= 0 else end),
        before.search(text.shape, 0, start),
        later.match(text.shape, end),
    ):
        if match and (clock := _time_of(text.named(match))):
            last = max(match.end(name) for name, letter in match.groupdict().items() if letter) - 1
            while text.shape[last + 1 : last + 2] in ("H", "N"):
                last += 1
            named = read_zone(text.plain, text.pieces[last].end, text.words, text.zone, text.today)
            return clock, named
    return None, None


def _time_of(groups: dict[str, Piece]) -> time | None:
    if alone := groups.get("o"):
        return clock_time(12, 0, period=alone.code("P"))
    period = (groups.get("q") or groups.get("p") or _NOTHING).code("P")
    if whole := groups.get("t"):
        hour, minute, *second = map(int, re.findall(r"\d+", whole.text)[:3])
        return clock_time(hour, minute, *second, period=period)
    hour = int((groups.get("h") or groups["k"]).text)
    minutes = groups["n"].text if "n" in groups else ""
    if len(minutes) < 2:  # "14 Uhr, 5 Kommentare"
        return clock_time(hour, 0, period=period)
    seconds = int(groups["s"].text) if "s" in groups else 0
    return clock_time(hour, int(minutes), seconds, period=period)
