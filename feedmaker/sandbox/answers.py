"""What the parent believes of a child's answer: a value of the stage's own type, a read error.

A hostile page may have taken the child over, and then says what it likes. So a value
is held against the stage's annotation, down to the fields of fields, and `SafeHtml`
against the table of what it may hold; an error must be one that a page can cause.
What is well-formed and untrue passes: it is that page's own story anyway. How an
answer travels is `codec`'s matter.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache, partial
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NewType,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from feedmaker.clean.allowlist import is_safe
from feedmaker.errors import (
    FeedmakerError,
    ReadError,
    StageError,
    WireError,
)
from feedmaker.model import SafeHtml
from feedmaker.model.value import values_of

Holds = Callable[[object], bool]
ValuesOf = Callable[[object], tuple[object, ...]]


def believed(
    answer: object, stage: Callable[..., object]
) -> tuple[object, FeedmakerError | None, float, bool]:
    """Return (value, error or None, CPU seconds, whether the child may go on) if it may be so.

    Raises WireError if it may not, StageError if the stage does not say what it returns.
    """
    match answer:
        case (value, error, float(seconds), bool(fit)) if isfinite(seconds) and seconds >= 0:
            if error is None:
                if not _holds_of(stage)(value):
                    raise WireError(f"not what {stage.__qualname__} returns")
                return value, None, seconds, fit
            if value is None and isinstance(error, FeedmakerError) and _may_be_raised(error):
                return None, error, seconds, fit
    raise WireError("no answer of a stage")


def _may_be_raised(error: FeedmakerError) -> bool:
    if not isinstance(error, (ReadError, StageError)):
        return False
    found, expected = vars(error), _fields_of_error(cast("type", type(error)))
    return (
        found.keys() == expected.keys()
        and all(holds(found[name]) for name, holds in expected.items())
        and all(type(text) is str for text in error.args)
    )


@lru_cache(maxsize=64)
def _fields_of_error(kind: type) -> dict[str, Holds]:
    """Return what an error's attributes must be: they are what its makers take, all the way up."""
    ours = kind.__mro__[: kind.__mro__.index(FeedmakerError)]
    makers = [vars(one)["__init__"] for one in ours if "__init__" in vars(one)]
    hints = {name: hint for maker in makers for name, hint in get_type_hints(maker).items()}
    return {name: _holds(hint) for name, hint in hints.items() if name != "return"}


@lru_cache(maxsize=64)
def _holds_of(stage: Callable[..., object]) -> Holds:
    """Return what tells whether a value is such as the stage returns."""
    try:
        return _holds(_returned(stage))
    except (AttributeError, KeyError, NameError, TypeError) as error:
        name = f"{stage.__module__}.{stage.__qualname__}"
        raise StageError(name, f"its answer can't be checked: {error!r}") from error


def _returned(stage: Callable[..., object]) -> object:
    """Return the type that the stage is annotated with; those of its arguments don't matter."""

    class Only:
        __annotations__ = {"returned": stage.__annotations__["return"]}

    module = sys.modules.get(stage.__module__)  # none where a `stage.Stage` names its type itself
    names = vars(module) if module is not None else {}
    return get_type_hints(Only, globalns=names, localns=names)["returned"]


@lru_cache(maxsize=256)
def _holds(kind: Any) -> Holds:
    """Return what tells whether a value is of an annotation's type. Raises TypeError."""
    if kind is object:
        return lambda _: True  # `codec` makes nothing else than plain values and those of `model`
    if kind is SafeHtml:
        return lambda value: type(value) is str and is_safe(value)
    if isinstance(kind, NewType):
        return _holds(kind.__supertype__)
    if is_dataclass(kind):
        return partial(_is_of_dataclass, kind)
    if is_typeddict(kind):
        return _holds_of_named({name: _holds(hint) for name, hint in get_type_hints(kind).items()})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in inner
    if origin in (Union, UnionType):
        return _holds_one_of(tuple(map(_holds, inner)))
    if origin in (tuple, list, Sequence):
        return _holds_of_sequence(inner, of_one=origin is not tuple)
    if origin in (dict, Mapping):
        return _holds_of_mapping(*map(_holds, inner))
    return _SIMPLE[kind]


def _holds_of_named(rules: Mapping[str, Holds]) -> Holds:
    return lambda value: (
        type(value) is dict
        and value.keys() == rules.keys()
        and all(holds(value[name]) for name, holds in rules.items())
    )


def _is_of_dataclass(kind: Any, value: object) -> bool:
    if type(value) is not kind:
        return False
    values_of, rules = _fields_of(cast("type", kind))
    for held, (default, holds) in zip(values_of(value), rules, strict=True):
        if held is not default and not holds(held):  # most fields hold their default
            return False
    return True


@lru_cache(maxsize=64)
def _fields_of(kind: type) -> tuple[ValuesOf, tuple[tuple[object, Holds], ...]]:
    """Return what gives the fields' values, and what each must be.

    When it is asked for, as a type may hold itself.
    """
    hints = get_type_hints(kind)
    rules = tuple((one.default, _holds(hints[one.name])) for one in fields(kind))
    return values_of(kind), rules


def _holds_one_of(holds: tuple[Holds, ...]) -> Holds:
    def holds_one(value: object) -> bool:
        for one in holds:  # noqa: SIM110  any() costs twice as much, and this is asked often
            if one(value):
                return True
        return False

    return holds_one


def _holds_of_sequence(inner: tuple[object, ...], *, of_one: bool) -> Holds:
    if of_one or inner[1:] == (...,):
        each = _holds(inner[0])
        if inner[0] in _EXACT:  # texts by the hundred: told without a call for each
            only = {inner[0]}
            return lambda value: type(value) is tuple and only.issuperset(map(type, value))
        return lambda value: type(value) is tuple and all(map(each, value))
    places = tuple(map(_holds, inner))
    return lambda value: (
        type(value) is tuple
        and len(value) == len(places)
        and all(holds(one) for holds, one in zip(places, value, strict=True))
    )


def _holds_of_mapping(key: Holds, held: Holds) -> Holds:
    return lambda value: (
        type(value) is dict and all(map(key, value)) and all(map(held, value.values()))
    )


def _is_exactly(kind: type) -> Holds:
    return lambda value: type(value) is kind


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None  # as all of `model` are


def _is_float(value: object) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


_EXACT = (NoneType, bool, int, str, bytes, timedelta)
_SIMPLE: Mapping[object, Holds] = {
    **{kind: _is_exactly(kind) for kind in _EXACT},
    None: _is_exactly(NoneType),
    float: _is_float,
    datetime: _is_moment,
    tzinfo: lambda value: isinstance(value, tzinfo),
}
