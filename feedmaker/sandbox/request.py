"""A call as bytes for a child: a pickle that tells a value of `model` by its class and fields.

pickle alone asks a frozen dataclass for its state by a function in Python, and gives it back
field by field: twice the time, on either side. What an answer is written as, says `codec`,
because nobody trusts an answer.
"""

from __future__ import annotations

import pickle  # only written here; the child reads what its own parent wrote
from collections.abc import Callable
from dataclasses import is_dataclass
from io import BytesIO
from typing import Any

from feedmaker import model
from feedmaker.model.value import values_of

_LENGTH = 8
"""Bytes in front of a frame that say how many follow."""


def request(
    stage: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> memoryview:
    """Return the frame that has a child call the stage, a function of a module."""
    written = BytesIO()
    written.write(bytes(_LENGTH))
    pickler = pickle.Pickler(written, protocol=5)
    pickler.dispatch_table = _MAKERS
    pickler.dump((stage.__module__, stage.__qualname__, args, kwargs))
    frame = written.getbuffer()  # no copy: a page may have megabytes
    frame[:_LENGTH] = (len(frame) - _LENGTH).to_bytes(_LENGTH, "big")
    return frame


def _maker_of(kind: type) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    values = values_of(kind)
    return lambda value: (kind, values(value))


_MAKERS: dict[type, Callable[[Any], Any]] = {
    kind: _maker_of(kind)
    for kind in vars(model).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
