"""What all values have alike: equality, hash and a text for people, by their fields.

`dataclass` would write these for each class, and running what it writes for forty classes
took a third of the time to make them: 6 ms of every start. A new value is a frozen dataclass with
slots that leaves both to `Value` (`eq=False, repr=False`).
"""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter

Getter = Callable[[object], tuple[object, ...]]

_ALL: dict[type, Getter] = {}
_COMPARED: dict[type, Getter] = {}
"""Made when first asked for: a run uses few kinds of values."""


def values_of(kind: type) -> Getter:
    """Return a function that gives all fields of a dataclass's value, in the order of its maker."""
    if (getter := _ALL.get(kind)) is None:
        getter = _ALL[kind] = _getter([field.name for field in fields(kind)])
    return getter


def _compared(kind: type) -> Getter:
    if (getter := _COMPARED.get(kind)) is None:
        names = [field.name for field in fields(kind) if field.compare]
        getter = _COMPARED[kind] = _getter(names)
    return getter


def _getter(names: list[str]) -> Getter:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class Value:
    """The base of all values. Two are equal if they are of one class and all fields are."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same; fields with `compare=False` don't count."""
        if type(self) is not type(other):
            return NotImplemented
        compared = _compared(type(self))
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        """Return a number that equal values share."""
        return hash(_compared(type(self))(self))

    def __repr__(self) -> str:
        """Return the call that makes it, without fields with `repr=False`."""
        held = zip(fields(self), values_of(type(self))(self), strict=True)  # type: ignore[arg-type]
        told = ", ".join(f"{field.name}={value!r}" for field, value in held if field.repr)
        return f"{type(self).__qualname__}({told})"
