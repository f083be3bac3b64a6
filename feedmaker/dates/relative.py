"""Relative dates: "2 hours ago", "vor einer Stunde", "3時間前".

As in `absolute` each piece of a text becomes a letter, and an amount is a pattern of letters:

    # number · N number in letters · A "ago" before its amount · B "ago" behind it
    U unit of time · V unit that holds its number ("two hours") · Z unit that holds "ago"
    f filler · w other word · + . , | signs
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

from feedmaker.dates.words import Piece
from feedmaker.dates.zones import fixed, placed
from feedmaker.model import SiteDate

_AGO = re.compile(r"(?P<ahead>A)?[#NUVf+.,]{0,16}[UVZ][#NUVf+.,]{0,16}(?P<behind>B|(?<=Z))?")
_AMOUNT = re.compile(r"[#N]\+?\.?[UZ]|V|U\.?[#N]|U")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_LARGEST_FIRST = "yowdhms"


def read_ago(pieces: list[Piece], *, zone: tzinfo, now: datetime) -> SiteDate | None:
    """Return the moment so long before `now`; the day, where only days and more are counted."""
    shape = "".join(map(_letter, pieces))
    if shape == "#U" and pieces[0].end == pieces[1].start and pieces[1].text in _SECONDS:
        return _before(dict([_amount(pieces)]), zone, now)  # "2h", and nothing else
    if not set(shape) & set("ABZ"):
        return None
    for match in _AGO.finditer(shape):
        if match["ahead"] is None and match["behind"] is None:
            continue
        counted = (
            set(match[0]) & set("#NV")
            or "#" not in shape[max(0, match.start() - 4) : match.end() + 3]
        )
        if counted:  # else "hour ago", but a number near it was meant to count
            amounts = [
                _amount(pieces[match.start() + part.start() : match.start() + part.end()])
                for part in _AMOUNT.finditer(match[0])
            ]
            return _before(_nearest(amounts, from_start=bool(match["ahead"])), zone, now)
    return None


def _letter(piece: Piece) -> str:
    if piece.kind == "number":
        return "#" if len(piece.text) < 5 else "w"
    if piece.kind == "sign":
        return piece.text if piece.text in "+.," else "|"
    if not piece.codes:
        return "w"
    kinds = {code[:2] if code[0] == "A" else code[0] for code in piece.codes}
    if "U" in kinds:
        return "Z" if "A>" in kinds else "U" if piece.code("U").isalpha() else "V"
    letters = (("A<", "A"), ("A>", "B"), ("N", "N"), ("F", "f"))
    return next((letter for kind, letter in letters if kind in kinds), "w")


def _amount(pieces: list[Piece]) -> tuple[str, float]:
    """Return the unit and how many: of "3 hours", "an hour", "hour", or a dual."""
    unit, count = "", 1.0
    for piece in pieces:
        if piece.kind == "number":
            count = float(piece.text.replace(",", "."))
        elif code := piece.code("U"):
            unit = code[-1]
            count = float(code[:-1] or count)
        elif code := piece.code("N"):
            count = float(code)
    return unit, count


def _nearest(amounts: list[tuple[str, float]], *, from_start: bool) -> dict[str, float]:
    """Return the amounts next to "ago" that fall in size: "5 min, 2 hours ago" is two hours ago."""
    kept: list[tuple[str, float]] = []
    for unit, count in amounts:
        if kept and _LARGEST_FIRST.index(unit) <= _LARGEST_FIRST.index(kept[-1][0]):
            if from_start:
                break
            kept = []
        kept.append((unit, count))
    return dict(kept)


def _before(amounts: dict[str, float], zone: tzinfo, now: datetime) -> SiteDate | None:
    now = now.replace(microsecond=0)  # no amount is as fine as that
    local = now.astimezone(zone)
    months = local.year * 12 + local.month - 1 - int(amounts.get("o", 0) + 12 * amounts.get("y", 0))
    year, month = months // 12, months % 12 + 1
    if year < 1900:
        return None
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    day = min(local.day, last.day)
    seconds = sum(_SECONDS.get(unit, 0) * count for unit, count in amounts.items())
    past = timedelta(seconds=round(seconds))
    if not amounts.keys() & set("hms"):
        return placed(date(year, month, day) - past, None, None, zone)
    if (year, month) != (local.year, local.month):
        local = local.replace(year=year, month=month, day=day)
        return SiteDate(fixed(local - past))
    return SiteDate(fixed((now - past).astimezone(zone)))
