"""A text -> how long, how often, in which zone: `30m`, a cron line; and how it is written.

Raises WrongValueError, as all readers of values do (`values`). The five fields of a cron
line are read in `cron`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from feedmaker.config.diagnostics import WrongValueError, near
from feedmaker.config.values import read_line, read_text
from feedmaker.model import Every

_SPAN = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_SPAN = timedelta(days=3650)
_FINE = 60
"""Seconds. What is longer is meant in whole ones."""
_LIKE_CRON = re.compile(r"\*|^(?:[0-9,/-]+ ){2}|(?: [0-9*,/-]+){2}$")
"""What only a cron line holds: a star, or two fields of numbers beside one another."""

# --- As people say it, so that a fault can show how it is written; compiled when there is one
_UNIT = (
    r"(?P<unit>ms|milli(?:sec(?:ond)?)?s?|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?"
    r"|d(?:ays?)?|w(?:(?:ee)?ks?)?|fortnights?|months?|y(?:(?:ea)?rs?)?)"
)
_IN_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "f": 1209600}
_IN_SECONDS |= {"y": 31536000, "mo": 2592000}
_AMOUNT = rf"(?P<number>[0-9]{{1,9}}(?:[.,][0-9]{{1,3}})?)?[\s-]*{_UNIT}\b\.?"
_RUNS_ON = r"([0-9][smhd])(?=[0-9])"  # 1h30m
_BETWEEN = r"[\s,+&]*(?:\band\b)?[\s,]*"
_RATE = rf"(?P<times>[0-9]{{1,3}}) times? (?:1|per|every|each)?\s*{_UNIT}"
_ISO = r"p(?P<days>[0-9]{1,4}d)?(?:t(?P<clock>[0-9hms]{1,20}))?"  # ISO 8601
_ADVERBS = {"hourly": "1 h", "daily": "1 d", "nightly": "1 d", "midnight": "1 d"}
_ADVERBS |= {"weekly": "1 w", "yearly": "1 y", "annually": "1 y", "quarter-hourly": "15 m"}
_ADVERBS |= {
    "monthly": "1 month",
    "twice daily": "12 h",
    "half-hourly": "30 m",
    "half hourly": "30 m",
    "other day": "2 d",
    "other hour": "2 h",
    "second day": "2 d",
    "second hour": "2 h",
    "fortnightly": "2 w",
}
_SAID = (
    (r"\b(?:an?\s+)?quarter(?:\s+of)?(?:\s+an?)?(?=[\s-]+hour)", "0.25"),
    (r"\bthree quarters(?:\s+of)?(?:\s+an?)?(?=\s+hour)", "0.75"),
    (r"\bhalf(?:\s+of)?(?:\s+an?)?(?=[\s-]+[a-z])", "0.5"),
    (r"\bonce\b", "1 times"),
    (r"\btwice\b", "2 times"),
    (r"\ban?\b", "1"),
    (r"\b1\s+(?=0\.5\b)", ""),  # "a half hour"
)
_ONES = "one two three four five six seven eight nine ten eleven twelve"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_ONES.split(), 1)} | {"fifteen": 15}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_WORD = "|".join(_NUMBERS)
_NUMBER_WORD = rf"\b(?:(?P<ten>{_TENS.replace(' ', '|')})[\s-])?(?P<one>{_WORD})\b"
_AND_A_HALF = r"([0-9]+)((?: [a-z]+)?)~"


def read_span(
    value: object,
    *,
    least: timedelta = timedelta(0),
    most: timedelta = _LONGEST_SPAN,
    usual: str = "m",
) -> timedelta:
    """Return the time that `90s`, `30m`, `2h` or `1d` means; `usual` is the unit to suggest."""
    text = read_text(value).strip()
    found = _SPAN.fullmatch(text)
    if found is None:
        raise WrongValueError(_no_span(text, least, most, usual))
    span = timedelta(seconds=float(found[1]) * _SECONDS[found[2]])
    if not least <= span <= most:
        raise WrongValueError(f"`{text}` is out of range: {_bounds(least, most)}")
    return span


def _no_span(text: str, least: timedelta, most: timedelta, usual: str) -> str:
    """Say what is wrong with a text, and what to write, if that would be taken."""
    if re.fullmatch(r"[0-9]{1,9}", text):
        meant, what = timedelta(seconds=int(text) * _SECONDS[usual]), "has no unit"
        write = f"{text}{usual}"
    elif clock := re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])(?::00)?", text):
        minutes = int(clock[1]) * 60 + int(clock[2])
        meant, what, write = timedelta(minutes=minutes), "is no interval", f"{minutes}m"
    elif said := said_span(text):
        if least <= said <= most:
            return f"`{text}` is no interval: write `{_spell(said)}`"
        return f"`{text}` is out of range, and no interval: {_bounds(least, most)}"
    else:
        return f"`{text}` is no interval: write `90s`, `30m`, `2h` or `1d`"
    if least <= meant <= most:
        return f"`{text}` {what}: `{write}`? (s, m, h or d)"
    return f"`{text}` {what}: {_bounds(least, most)}"


def read_seconds(value: object, *, least: float = 0, most: float = 600) -> float:
    """Return the seconds that an interval means."""
    bounds = timedelta(seconds=least), timedelta(seconds=most)
    return read_span(value, least=bounds[0], most=bounds[1], usual="s").total_seconds()


def read_every(value: object) -> Every:
    """Return an interval, or a cron line of five fields (crontab(5); 0 and 7 are Sunday)."""
    text = " ".join(read_text(value).split())
    if not _LIKE_CRON.search(text) or said_span(text):
        return Every(span=read_span(text, least=timedelta(seconds=1)))
    from feedmaker.config.cron import read_cron  # seldom used

    return Every(span=None, cron=read_cron(text))


def said_span(text: str) -> timedelta | None:
    """Return the time that people mean by "half an hour", "1h30m", `@daily` or `PT30M`."""
    said = " ".join(text[:100].lower().split()).removeprefix("@")
    said = re.sub(r"^(?:every|each)\s+|\s+ago$|\.$", "", said)
    said = _ADVERBS.get(said, said)
    if found := re.fullmatch(_ISO, said):
        said = f"{found['days'] or ''} {found['clock'] or ''}".strip()
    said = re.sub(r"\s+and a half\b", "~", said)
    for pattern, meant in _SAID:
        said = re.sub(pattern, meant, said)
    said = re.sub(_AND_A_HALF, r"\1.5\2", re.sub(_NUMBER_WORD, _number, said))
    if rate := re.fullmatch(_RATE, said):
        return _seconds(_in_seconds(rate["unit"]) / max(1, int(rate["times"])))
    return _sum(re.sub(_RUNS_ON, r"\1 ", said))


def _sum(said: str) -> timedelta | None:
    amount, space = re.compile(_AMOUNT), re.compile(_BETWEEN)
    seconds, at = 0.0, 0
    while at < len(said):
        found = amount.match(said, at)
        if found is None:
            return None
        number = float((found["number"] or "1").replace(",", "."))
        seconds += number * _in_seconds(found["unit"])
        between = space.match(said, found.end())
        at = between.end() if between else found.end()
    return _seconds(seconds)


def _number(found: re.Match[str]) -> str:
    return str(_NUMBERS.get(found["ten"], 0) + _NUMBERS[found["one"]])


def _in_seconds(unit: str) -> float:
    if unit.startswith(("ms", "milli")):
        return 0.001
    return _IN_SECONDS["mo"] if unit.startswith("mo") else _IN_SECONDS[unit[0]]


def _seconds(seconds: float) -> timedelta | None:
    exact = round(seconds) if seconds > _FINE else round(seconds, 3)
    return timedelta(seconds=exact) if 0 < exact <= _LONGEST_SPAN.total_seconds() else None


def _bounds(least: timedelta, most: timedelta) -> str:
    return f"from {_spell(least)} to {_spell(most)}"


def _spell(span: timedelta) -> str:
    if not (seconds := span.total_seconds()):
        return "0s"
    unit = next(u for u in ("d", "h", "m", "s") if seconds % _SECONDS[u] == 0 or u == "s")
    return f"{seconds / _SECONDS[unit]:g}{unit}"


# --- Zones
_ABBREVIATED = {
    "WIB": "Asia/Jakarta",
    "WITA": "Asia/Makassar",
    "WIT": "Asia/Jayapura",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "MEZ": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EDT": "America/New_York",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MSK": "Europe/Moscow",
    "AEST": "Australia/Sydney",
}
"""Short names of zones that mean one place for most who write them."""


def read_zone(value: object) -> str:
    """Return a zone's name as the IANA data base has it."""
    text = read_line(value)
    if text not in _zones():
        hint = _zone_hint(text) or "; they look like `Asia/Jakarta`"
        raise WrongValueError(f"`{text}` is no time zone (IANA){hint}")
    return text


def _zone_hint(text: str) -> str:
    """Return the zone that was meant, in words; "" if nobody can tell."""
    if offset := re.fullmatch(r"(?i)(?:utc|gmt)? ?([+\u2212-])0?([0-9]{1,2})(?::?00)?", text):
        sign = "-" if offset[1] == "+" else "+"  # POSIX counts westwards
        meant = f"Etc/GMT{sign}{offset[2]}"
        if meant in _zones():
            return f": write `{meant}` (its sign is the other way round), or that of a place"
        return ""
    if re.match(r"(?i)(?:utc|gmt)? ?[+\u2212-]?[0-9]", text):
        return "; name that of a place, as `Asia/Jakarta`"
    if place := _ABBREVIATED.get(text.upper()):
        return f" (did you mean `{place}`?)"
    city = text.split(",", maxsplit=1)[0].strip().replace(" ", "_").casefold()
    named = [zone for zone in _zones() if zone.rpartition("/")[2].casefold() == city]
    return f" (did you mean `{named[0]}`?)" if named else near(text, _zones())


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    # Not zoneinfo's own list: the machine's folder also has `localtime` and `posix/…`.
    from importlib.resources import files

    return tuple(files("tzdata").joinpath("zones").read_text("ascii").split())
