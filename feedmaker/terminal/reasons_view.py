"""Why an article's content is what it is, in lines for `article --explain`.

Values in, lines out. What was weighed, and how, is told by `extract.field_sources`; where other
fields stand is said beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feedmaker.terminal.screen import count

if TYPE_CHECKING:
    from feedmaker.extract.field_sources import Reasons

JUDGES = {
    "signals": "the page's blocks themselves",
    "fast": "trafilatura, at first sight",
    "page": "the page's JSON-LD",
    "precision": "trafilatura, careful",
    "resiliparse": "resiliparse",
    "default": "trafilatura, with its fallbacks",
}
"""Who may be asked, in words for people."""


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
