"""An article and its site's lesson -> what the lesson has done to it, for people to look at.

For `article --explain` alone: which lines it left out and on how many articles they stand, and
whether the content was taken where the site's articles stand. What is believed, and what goes of
it, is told by `lesson`, `boilerplate` and `place`; nothing is decided here.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from feedmaker.extract.boilerplate import taken_out
from feedmaker.extract.lesson import BOX, NAMED, PLACE, SIGNED, articles_with
from feedmaker.model import Article, Lesson

__all__ = ["LeftOutLine", "TakenAt", "left_out", "place_told"]


_KNOWN_BY: dict[str, Literal["names", "box"]] = {BOX: "box", SIGNED: "names", NAMED: "names"}


class LeftOutLine(TypedDict):
    """A line of an article that its site has taught to leave out."""

    text: str  # plain, on one line; "" for pictures only
    articles: int  # that it stands on, or the box that it stands in
    of: int  # so many of the site's
    by: Literal["words", "names", "box"]
    """What it is known by: what it says, the same without names, or the looks of its box."""


class TakenAt(TypedDict):
    """The place of the site's articles, where the content was taken there and not as found."""

    where: str  # an element with its classes
    articles: int  # that stand there
    of: int  # so many of the site's
    elsewhere: int  # words of the text that is found without the lesson


def left_out(whole: Article, lesson: Lesson, taught: frozenset[str]) -> tuple[LeftOutLine, ...]:
    """Return the lines that `without_taught` takes out of an article, in order."""
    return tuple(
        {
            "text": text,
            "articles": articles_with(mark, lesson),
            "of": lesson.pages,
            "by": _KNOWN_BY.get(mark[0], "words"),
        }
        for mark, text in taken_out(whole.content, whole.marks, taught)
    )


def place_told(mark: str, elsewhere: int, lesson: Lesson) -> TakenAt:
    """Return what is told of a place that was taken."""
    return {
        "where": mark.removeprefix(PLACE),
        "articles": articles_with(mark, lesson),
        "of": lesson.pages,
        "elsewhere": elsewhere,
    }
