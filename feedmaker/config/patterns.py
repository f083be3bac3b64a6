"""A pattern's text, checked: RE2, the linear engine, so that none can burn the processor.

What is found with it is for `page` and `entries`, by `feedmaker.patterns`.
"""

from __future__ import annotations

import re

from feedmaker.config.diagnostics import WrongValueError
from feedmaker.config.values import (
    read_each,
    read_keys,
    read_list,
    read_text,
)
from feedmaker.model import FilterField

LONGEST = 1000
"""Characters."""

FILTER_FIELDS: tuple[FilterField, ...] = (
    "url",
    "title",
    "summary",
    "category",
    "author",
    "date",
    "content",
)
_REFERENCE = re.compile(r"\\(?:(?P<group>[0-9]+)|\\|(?P<other>.?))", re.DOTALL)


def read_pattern(value: object) -> str:
    """Return a pattern that RE2 can run."""
    pattern = read_text(value)
    count_groups(pattern)
    return pattern


def count_groups(pattern: str) -> int:
    """Return the number of a pattern's groups. Raises WrongValueError if RE2 can't run it."""
    import re2

    if not pattern:
        raise WrongValueError("an empty pattern matches everything")
    if len(pattern) > LONGEST:
        raise WrongValueError(f"a pattern is longer than {LONGEST} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        groups: int = re2.compile(pattern, options).groups
    except re2.error as error:
        reason = error.args[0]
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise WrongValueError(f"`{pattern}` is no pattern: {_plainly(reason)}") from None
    return groups


def read_replacement(value: object) -> tuple[str, str]:
    r"""Return `[PATTERN, TEXT]`; in the text `\1` is the first group and `\\` a backslash."""
    if not isinstance(value, list) or len(value) != 2:
        raise WrongValueError("two texts are wanted: `[PATTERN, TEXT]`")
    pattern, text = read_each([(0, value[0])], read_pattern)[0], read_text(value[1])
    groups = count_groups(pattern)
    for found in _REFERENCE.finditer(text):
        if found["group"] and not 0 < int(found["group"]) <= min(groups, 9):
            raise WrongValueError(((1,), f"`{found[0]}`: the pattern has no such group"))
        if found["other"] is not None:
            raise WrongValueError(((1,), rf"`{found[0]}` means nothing here: `\1` or `\\`"))
    return pattern, text


def read_filter_patterns(value: object) -> tuple[tuple[FilterField, str], ...]:
    """Return a filter's patterns: fields with one pattern each, or a list of them."""
    readers = {field: lambda given: read_list(given, read_pattern) for field in FILTER_FIELDS}
    read = read_keys(value, readers)
    return tuple((field, one) for field in FILTER_FIELDS for one in read.get(field, ()))


def _plainly(reason: str) -> str:
    if re.search(r"\(\?<?[=!]", reason):
        return "look-around is not supported (RE2)"
    if re.search(r"sequence: \\(?:[1-9]|k)", reason):
        return "back-references are not supported (RE2)"
    return f"{reason} (RE2)"
