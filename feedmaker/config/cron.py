"""A cron line's text -> the same line in numbers, checked. When it fires is `schedule`'s to say.

crontab(5): minute, hour, day, month, weekday; lists, ranges, steps; 0 and 7 are
Sunday. Names of months and weekdays become numbers, so that what is kept has one
spelling.
"""

from __future__ import annotations

import re
from datetime import datetime

from cronsim import CronSim, CronSimError

from feedmaker.config.diagnostics import WrongValueError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS: tuple[tuple[str, int, int, dict[str, int]], ...] = (
    ("minute", 0, 59, {}),
    ("hour", 0, 23, {}),
    ("day", 1, 31, {}),
    ("month", 1, 12, {name: number for number, name in enumerate(_MONTHS, 1)}),
    ("weekday", 0, 7, {name: number for number, name in enumerate(_DAYS)}),
)
_PART = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[0-9]+))?")


def read_cron(text: str) -> str:
    """Return a cron line with numbers for names. Raises WrongValueError."""
    written = text.split()
    if len(written) != len(_FIELDS):
        raise WrongValueError(
            f"`{text}` is no cron line: five fields are wanted, as in `*/30 6-22 * * *`"
        )
    fields = [
        ",".join(_read_part(part, *field) for part in one.lower().split(","))
        for one, field in zip(written, _FIELDS, strict=True)
    ]
    line = " ".join(fields)
    try:
        CronSim(line, datetime(2000, 1, 1))  # noqa: DTZ001 - only read, never asked for a time
    except CronSimError:
        raise WrongValueError(f"`{text}`: no such day is ever in that month") from None
    return line


def _read_part(part: str, name: str, least: int, most: int, names: dict[str, int]) -> str:
    found = _PART.fullmatch(part)
    if found is None:
        raise WrongValueError(f"`{part}` is no {name} of a cron line")
    first, last = (_number(found[key], name, least, most, names) for key in ("first", "last"))
    if names and last == least == 0:
        last = 7  # sat-sun
    step = int(found["step"] or 0)
    if step and first is not None and last is None:
        raise WrongValueError(f"`{part}`: a step needs a range, `{first}-{most}/{step}`")
    if first is not None and last is not None and first > last:
        raise WrongValueError(f"`{part}`: a range can't run backwards; write two")
    width = (last or first or most) - (first if first is not None else least)
    if found["step"] and not 0 < step <= width:
        raise WrongValueError(f"`{part}`: no step of {step} fits in there")
    span = "*" if first is None else str(first) if last is None else f"{first}-{last}"
    return f"{span}/{step}" if step else span


def _number(
    text: str | None, name: str, least: int, most: int, names: dict[str, int]
) -> int | None:
    if text is None:
        return None
    number = int(text) if re.fullmatch(r"[0-9]{1,2}", text) else names.get(text)
    if number is None or not least <= number <= most:
        raise WrongValueError(f"`{text}` is no {name}: {least} to {most}")
    return number
