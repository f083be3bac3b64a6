"""What is wrong with a value, and where: made here, so that each fault is one short plain line.

What is a fault is for the reader of each value; who shows it, for the commands.
"""

from __future__ import annotations

from collections.abc import Iterable

from feedmaker.errors import Fault

Path = tuple[str | int, ...]
"""The way from the root of a file to a value: keys, and positions in lists from 0."""

_LONGEST = 500
"""Characters of a fault's text; a file may quote 200 KB at us."""


_MEANS: dict[str, tuple[str, ...]] = {
    "address": ("url",),
    "link": ("url",),
    "href": ("url",),
    "name": ("title",),
    "headline": ("title",),
    "interval": ("every",),
    "schedule": ("every",),
    "frequency": ("every",),
    "refresh": ("every",),
    "lang": ("language",),
    "locale": ("language",),
    "tz": ("timezone",),
    "description": ("summary",),
    "body": ("content",),
    "text": ("content", "value"),
    "published": ("date",),
    "author_name": ("author",),
    "categories": ("category",),
    "css": ("select",),
    "xpath": ("select",),
    "selector": ("select",),
    "regex": ("match",),
    "regexp": ("match",),
    "pattern": ("match",),
    "oldest_first": ("newest_last",),
    "oldest_last": ("newest_first",),
    "asc": ("newest_last",),
    "ascending": ("newest_last",),
    "desc": ("newest_first",),
    "descending": ("newest_first",),
}
"""What other tools call it, where the letters would lead astray or nowhere."""


class WrongValueError(ValueError):
    """Why a value can't stand: what is wrong, each with its path from the value downwards."""

    def __init__(self, *problems: str | tuple[Path, str]) -> None:
        self.problems = tuple(((), p) if isinstance(p, str) else p for p in problems)
        super().__init__("; ".join(problem for _, problem in self.problems))


def new_fault(file: str, line: int, column: int, path: Path, problem: str) -> Fault:
    """Return a fault, its texts on one line and not too long. Line and column from 1, or 0."""
    return Fault(shown(file), line, column, shown(dotted(path)), shown(problem))


def shown(text: str) -> str:
    """Return a text as a terminal can show it: one line, no controls, cut in the middle."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
    if len(line) > _LONGEST:
        line = (
            f"{line[: _LONGEST - 150]} … {line[-147:]}"  # what to write instead stands at the end
        )
    return line


def dotted(path: Path) -> str:
    """Return a path as people write it: `listing.title[1].match`."""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in path).removeprefix(".")


def near(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean `…`?)" for the nearest known word, or "" if none is near.

    A word for the same counts as near, whatever its letters (`_MEANS`).
    """
    import difflib  # only where something is wrong

    by_letters = {one.casefold(): one for one in known}
    meant = word[:100].casefold()
    for same in (meant, *_MEANS.get(meant.replace("-", "_"), ())):
        if same in by_letters:
            return f" (did you mean `{by_letters[same]}`?)"
    found = difflib.get_close_matches(meant, list(by_letters), n=1)
    return f" (did you mean `{by_letters[found[0]]}`?)" if found else ""
