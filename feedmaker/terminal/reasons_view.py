"""Why an article's content is what it is, in lines for `article --explain`.

Values in, lines out. What was weighed, and how, is told by `extract.field_sources`; where other
fields stand is said beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from feedmaker.terminal.screen import count
from feedmaker.text import plain_line

if TYPE_CHECKING:
    from feedmaker.extract.field_sources import Reasons
    from feedmaker.extract.taught import LeftOutLine, TakenAt

JUDGES = {
    "signals": "the page's blocks themselves",
    "fast": "trafilatura, at first sight",
    "page": "the page's JSON-LD",
    "precision": "trafilatura, careful",
    "resiliparse": "resiliparse",
    "default": "trafilatura, with its fallbacks",
}
"""Who may be asked, in words for people."""


_SHOWN = 60
"""Characters of a line that are shown."""


def taught_lines(left_out: Sequence[LeftOutLine], taken_at: TakenAt | None) -> Iterator[str]:
    """Yield what the site's lesson has done to the article, if anything."""
    if taken_at:
        yield f"  {'place':10} {taken_at['where']}: {place_reason(taken_at)}"
    for n, one in enumerate(left_out):
        yield f"  {'taught' if not n else '':10} without {named(one)}: {reason(one)}"


def named(one: LeftOutLine) -> str:
    """Return a line's first words in quotes, or what it is."""
    text = plain_line(one["text"], _SHOWN)
    return f"“{text}”" if text else "a picture"


def reason(one: LeftOutLine) -> str:
    """Return why a line is left out, in words for people."""
    stands = "in a box that stands" if one["by"] == "box" else "stands"
    names = ", with other names" if one["by"] == "names" else ""
    return f"{stands} on {one['articles']} of {_of(one['of'])}{names}"


def place_reason(taken_at: TakenAt) -> str:
    """Return why the content is taken at a place, in words for people."""
    stand = f"{taken_at['articles']} of {_of(taken_at['of'])} stand here"
    return f"{stand}; without that, {count(taken_at['elsewhere'], 'word')} were taken elsewhere"


def _of(articles: int) -> str:
    return f"the site's {count(articles, 'article')}"


def reason_lines(reasons: Reasons) -> Iterator[str]:
    """Yield who was asked for the article, then what was weighed: the winner first."""
    for n, judge in enumerate(reasons["judges"]):
        told = f"{count(judge['words'], 'word')}"
        told += ", believed" if judge["believed"] else f", agrees by {judge['alike']:.2f}"
        told += f", {judge['votes']:.2f} votes" if judge["votes"] else ""
        yield f"  {'asked' if not n else '':10} {JUDGES[judge['name']]}: {told}"
    if reasons["posts"]:
        yield f"  {'thread':10} {count(reasons['posts'], 'post')}; all of them are the article"
    for n, one in enumerate(reasons["candidates"]):
        name = ("taken", "next", *[""] * n)[n]
        agreed = f"{one['agreed']} of {count(one['words'], 'word')} agree"
        yield f"  {name:10} {one['score']:.2f}  {one['place']}: {agreed}"
        if shares := ", ".join(f"{name} {share:+.2f}" for name, share in one["signals"].items()):
            yield f"  {'':10}       signals: {shares}"
