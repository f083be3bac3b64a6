"""Values <-> bytes, for what comes out of the sandbox and what the store keeps.

JSON, in which an object says what it `is`: a value of `model`, an error of
`errors`, a time, a zone. Nothing else can be made of it, so neither a child that
a hostile page has taken over nor a damaged database can make us run anything.
Plain are None, bool, int, float, str, dicts with text keys, and tuples (a list
comes back as a tuple).

A dataclass is written by the names of its fields, without those that hold their
default. So a value that an older feedmaker kept gets the defaults of newer
fields, and fields that are gone are dropped. A new field needs a default; a new
name for a class or field needs a line in `_FORMER_KINDS` or `_FORMER_FIELDS`, or
what is stored is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from feedmaker import errors, model
from feedmaker.errors import FeedmakerError, WireError
from feedmaker.model.value import values_of


def dumps(value: object) -> bytes:
    """Return bytes from which `loads` makes an equal value; raises WireError if it could not."""
    try:
        return _ENCODER.encode(value).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError, RecursionError) as problem:
        raise WireError(f"this can't be written: {problem}") from problem


def loads(written: bytes | bytearray) -> object:
    """Return the value that `dumps` wrote; raises WireError on any other bytes."""
    try:
        value = _DECODER.decode(written.decode("utf-8", "surrogatepass"))
        return _frozen(value) if type(value) is list else value
    except Exception as problem:  # what is broken, breaks the classes' own constructors too
        raise WireError(f"feedmaker did not write this: {problem}") from problem


def _spell(value: object) -> dict[str, object]:
    """Return what is not plain as an object that says what it is."""
    kind = type(value)
    if defaults := _DEFAULTS.get(kind):
        return {"is": kind.__name__} | {
            name: held
            for (name, default), held in zip(defaults.items(), values_of(kind)(value), strict=True)
            if held is not default and held != default
        }
    match value:
        case datetime(tzinfo=ZoneInfo() as zone):
            local = value.replace(tzinfo=None, fold=0).isoformat()
            return {"is": "datetime", "at": local, "zone": zone, "fold": value.fold}
        case datetime():
            return {"is": "datetime", "at": value.isoformat()}
        case date():
            return {"is": "date", "on": value.isoformat()}
        case timedelta(days=days, seconds=seconds, microseconds=rest):
            return {"is": "timedelta", "days": days, "seconds": seconds, "microseconds": rest}
        case ZoneInfo():
            return {"is": "ZoneInfo", "key": str(value)}
        case timezone():
            return {"is": "timezone", "offset": value.utcoffset(None)}
        case bytes():
            return {"is": "bytes", "latin1": value.decode("latin-1")}
        case FeedmakerError() if kind.__name__ in _MAKERS:
            return {"is": kind.__name__, "args": value.args, "state": vars(value)}
    raise WireError(f"a {kind.__module__}.{kind.__qualname__} does not travel")


def _make(spelled: dict[str, object]) -> object:
    """Return what an object says it is. All that is remembered comes through here."""
    for name, value in spelled.items():
        if type(value) is list:
            spelled[name] = _frozen(value)
    if "is" not in spelled:
        return spelled
    return _MAKERS[spelled.pop("is")](**spelled)


def _frozen(values: list[object]) -> tuple[object, ...]:
    """Return a tuple for a list, and for those in it."""
    return tuple([_frozen(one) if type(one) is list else one for one in values])


def _moment(at: str, zone: tzinfo | None = None, fold: int = 0) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment.replace(tzinfo=zone, fold=fold) if zone else moment


def _day(on: str) -> date:
    return date.fromisoformat(on)


def _maker_of_value(kind: type) -> Callable[..., object]:
    known, former = _DEFAULTS[kind].keys(), _FORMER_FIELDS.get(kind.__name__, {})

    def make(**values: object) -> object:
        try:
            return kind(**values)
        except TypeError:  # a field's former name, or one that is gone
            now = {former.get(name, name): value for name, value in values.items()}
            return kind(**{name: value for name, value in now.items() if name in known})

    return make


def _maker_of_error(kind: type[FeedmakerError]) -> Callable[..., object]:
    return lambda args, state: errors.rebuild(kind, state, args)


def _own(module: object) -> list[type]:
    return [kind for kind in vars(module).values() if isinstance(kind, type)]


_FORMER_KINDS = {"Known": "StoredEntry", "Memory": "SiteState"}
_FORMER_FIELDS = {
    "Article": {"text_print": "text_fingerprint"},
    "SiteState": {
        "filter_fingerprint": "choices_fingerprint",
        "filter_print": "choices_fingerprint",
        "line": "summary",
        "rules_print": "rules_fingerprint",
        "told": "hints_given",
    },
    "StoredEntry": {
        "seen": "first_seen",
        "text_print": "text_fingerprint",
        "why": "last_error",
    },
    "Teaser": {"text_print": "text_fingerprint"},
}
"""What a store of an older feedmaker calls them."""

_DEFAULTS: dict[type, dict[str, object]] = {
    kind: {field.name: field.default for field in fields(kind)}
    for kind in (*_own(model), *_own(errors))
    if is_dataclass(kind)
}
_MAKERS: dict[object, Callable[..., object]] = {
    "datetime": _moment,
    "date": _day,
    "timedelta": timedelta,
    "timezone": timezone,
    "ZoneInfo": ZoneInfo,
    "bytes": lambda latin1: latin1.encode("latin-1"),
}
_MAKERS |= {kind.__name__: _maker_of_value(kind) for kind in _DEFAULTS}
_MAKERS |= {former: _MAKERS[kind] for former, kind in _FORMER_KINDS.items()}
_MAKERS |= {
    kind.__name__: _maker_of_error(kind)
    for kind in _own(errors)
    if issubclass(kind, FeedmakerError)
}
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_spell
)
_DECODER = json.JSONDecoder(object_hook=_make)
