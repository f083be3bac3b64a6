"""Patterns of many words that fail soon: most text has none of them.

Where a pattern's branches begin with one of few letters each, one look tells most places apart.
What the words are, and what they mean, belongs to those who look for them.
"""

from __future__ import annotations

from collections.abc import Collection


def starting_alike(names: Collection[str]) -> str:
    """Return a pattern of these words, those that begin alike together; each begins plainly."""
    firsts = sorted({name[0] for name in names})
    rests = (sorted({name[1:] for name in names if name[0] == first}) for first in firsts)
    return "|".join(
        f"{first}(?:{'|'.join(rest)})" for first, rest in zip(firsts, rests, strict=True)
    )
