"""Zones as texts name them, and a wall clock's time placed in one.

Ambiguous abbreviations mean what they mean in the site's own zone (IST in Jerusalem, CST in
Shanghai); where it has no such, what most of the web means by them, unless the language says
otherwise: IST is India (Ireland for `ga` and `en-IE`, Israel for `he`), CST is North America
(China for `zh`), BST is Britain (Bangladesh for `bn`), AST is the Atlantic (Arabia for `ar`),
EST and the like are North America (`en-AU`: Australia). SST, ECT, WST and others that nobody
would miss are not read: then the site's own zone counts.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from feedmaker.dates.words import Words
from feedmaker.model import SiteDate

_HOURS = {
    0: "Z UTC GMT UT WET",
    1: "CET MEZ WEST BST WAT",
    2: "CEST MESZ EET SAST CAT",
    3: "EEST MSK МСК TRT EAT IDT",
    4: "GST SAMT AZT GET",
    5: "PKT UZT YEKT",
    6: "OMST ALMT",
    7: "WIB ICT NOVT KRAT",
    8: "WITA SGT HKT PHT PHST MYT AWST IRKT",
    9: "WIT JST KST YAKT",
    10: "AEST VLAT CHST",
    11: "AEDT",
    12: "NZST FJT",
    13: "NZDT",
    -2: "FNT",
    -3: "BRT ART ADT CLST UYT",
    -4: "AST EDT CLT VET BOT HAE",
    -5: "EST CDT PET COT HNE",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST AKDT",
    -9: "AKST",
    -10: "HST",
}
_MINUTES = {name: 60 * hours for hours, names in _HOURS.items() for name in names.split()} | {
    "IST": 330, "NPT": 345, "MMT": 390, "IRST": 210, "AFT": 270, "ACST": 570, "ACDT": 630,
    "NST": -210, "NDT": -150, "BDT": 360, "SLST": 330,
}  # fmt: skip
_BY_LANGUAGE = {
    ("IST", "ga"): 60, ("IST", "en-ie"): 60, ("IST", "he"): 120, ("CST", "zh"): 480,
    ("BST", "bn"): 360, ("AST", "ar"): 180, ("EST", "en-au"): 600, ("EDT", "en-au"): 660,
    ("MST", "ms"): 480,
}  # fmt: skip
# What names stand for that several lands use; the site's own zone chooses.
_MEANINGS = {
    "IST": (330, 120, 60), "CST": (-360, 480, -300), "BST": (60, 360), "AST": (-240, 180),
    "MST": (-420, 480, 390), "PST": (-480, 480), "AMT": (-240, 240), "GST": (240, -120),
    "SST": (480, -660), "WST": (480, 780), "EST": (-300, 600), "ECT": (-300, -240),
    "ADT": (-180, 240), "ACT": (-300, 570), "BOT": (-240,), "BT": (360, 180), "SMT": (480,),
    "PHT": (480,), "COT": (-300,), "WET": (0, 60), "LHST": (630,), "FKT": (-180,),
}  # fmt: skip
# Names that follow daylight saving time.
_AREAS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles", "AET": "Australia/Sydney",
}  # fmt: skip
_SMALL = {
    "wib",
    "wita",
    "wit",
    "utc",
    "gmt",
    "cet",
    "cest",
    "мск",
}  # written small too, and no words

_ZONE = re.compile(
    r"""\.?\s*[(\[]?\s?(?:
        (?P<utc>UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?![\d:./-])
        |(?P<area>[A-Z][A-Za-z]+/[A-Za-z_/+-]+)
        |(?P<name>[^\W\d_]{1,5})(?![^\W\d_])
    )""",
    re.VERBOSE,
)


def read_zone(text: str, at: int, words: Words, zone: tzinfo, today: date) -> tzinfo | None:
    """Return the zone that a plain text names at that place, right behind a time of day.

    `zone` is the site's own.
    """
    match = _ZONE.match(text, at)
    if not match:
        return None
    if match["sign"]:
        hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
        if not match["utc"] and (len(match["hours"]) < 2 or not match["minutes"]):
            return None  # "-5" behind a time may be anything
        return offset(match["sign"], hours, minutes)
    if match["area"]:
        return named(match["area"])
    name = match["name"]
    if not name.isupper() and name not in _SMALL:
        return None
    name = name.upper()
    if area := _AREAS.get(name):
        return ZoneInfo(area)
    east = _own_meaning(name, zone, today.year)
    if east is None:
        east = _BY_LANGUAGE.get((name, words.tag)) or _BY_LANGUAGE.get((name, words.language))
    if east is None:
        east = _MINUTES.get(name)
    return None if east is None else timezone(timedelta(minutes=east))


@lru_cache(maxsize=256)
def _own_meaning(name: str, zone: tzinfo, year: int) -> int | None:
    """Return what an abbreviation means where the site is, in minutes; None if nothing there."""
    names: dict[str, int] = {}
    offsets = []
    for month in (1, 7):  # one of them in summer time
        local = datetime(year, month, 1, tzinfo=zone)
        east = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
        offsets.append(east)
        names.setdefault((local.tzname() or "").upper(), east)
    if name in names:
        return names[name]
    if name[:1] != "A" and f"A{name}" in names:  # EST in Sydney is AEST
        return names[f"A{name}"]
    return next((east for east in offsets if east in _MEANINGS.get(name, ())), None)


def named(area: str) -> ZoneInfo | None:
    """Return the IANA zone of that name; None if there is none."""
    try:
        return ZoneInfo(area)
    except (KeyError, ValueError, OSError):  # unknown, no relative path, a folder
        return None


def offset(sign: str, hours: int, minutes: int) -> timezone | None:
    """Return the offset, or None if none on Earth is so far from UTC."""
    if hours > 14 or minutes > 59:
        return None
    east = timedelta(hours=hours, minutes=minutes)
    return timezone(-east if sign == "-" else east)


def placed(day: date, clock: time | None, named_zone: tzinfo | None, zone: tzinfo) -> SiteDate:
    """Return that day and time of day in the zone its text names, else in the site's.

    A time that clocks skip is read with the offset before the change; of one that comes twice,
    the first is meant.
    """
    moment = fixed(datetime.combine(day, clock or time(), named_zone or zone))
    if clock is None:
        return SiteDate(moment, offset_known=False, day_only=True)
    return SiteDate(moment, offset_known=named_zone is not None)


def fixed(moment: datetime) -> datetime:
    """Return the same moment with its offset as a number, which pickles and compares plainly."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)
