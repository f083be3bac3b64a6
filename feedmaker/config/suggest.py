"""What to write instead, as YAML that is right when it is pasted: quoted where it must be.

Texts in, texts out. What is wrong, and whether a suggestion would be taken, is for
the reader of each value.
"""

from __future__ import annotations

import re

_BARE = re.compile(r"(?=[A-Za-z0-9./_])(?:[^\s,\[\]{}#:\"'`\\]|:(?=[^\s])| (?=[^\s#]))+")
"""What no YAML reads as other than a text, within brackets neither."""

_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_OF_YAML = frozenset('0abtnvfre "/\\N_LPxuU\t')  # YAML 1.1 §5.7: what a backslash may stand before
_LONGEST = 300
"""Characters of a whole line that is shown again."""


def quoted(text: str) -> str:
    """Return a text as YAML that no one can misread."""
    if '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_value(text: str) -> str:
    """Return a text as YAML has it, quoted only where YAML would read it as something else."""
    return text if _BARE.fullmatch(text) else quoted(text)


def as_list(texts: list[str]) -> str:
    """Return texts as a YAML list on one line."""
    return f"[{', '.join(map(as_value, texts))}]"


def as_keys(pairs: list[tuple[str, str]]) -> str:
    """Return names with a text each as YAML on one line; "" if there are none."""
    inner = ", ".join(f"{as_value(name)}: {as_value(text)}" for name, text in pairs)
    return f"{{{inner}}}" if pairs else ""


def in_single_quotes(line: str, start: int) -> str:
    r"""Return a line with the double-quoted text at `start` (from 0) in single ones, as `'\d+'`.

    So are others behind it that YAML can't read either. Only the text itself where the line
    is long; "" where it does not end on the line.
    """
    found = _DOUBLE.match(line, start)
    if found is None:
        return ""
    if len(line) > _LONGEST:
        return _single(found)
    rest = _DOUBLE.sub(
        lambda one: one[0] if _readable(one[1]) else _single(one), line[found.end() :]
    )
    return (line[:start] + _single(found) + rest).strip()


def _single(found: re.Match[str]) -> str:
    # `\"` and `\\` are YAML's, and were meant so; any other backslash belongs to the pattern
    text = _ESCAPE.sub(lambda one: one[1] if one[1] in '"\\' else one[0], found[1])
    return "'" + text.replace("'", "''") + "'"


def _readable(text: str) -> bool:
    return all(escape in _OF_YAML for escape in _ESCAPE.findall(text))
