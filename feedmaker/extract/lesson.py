"""What a site teaches: the blocks that stand on several of its articles belong to none of them.

A lesson is a value that grows with each article read. A block is known by its
mark alone (`boilerplate` makes it); what is learned is left out of every
article of the site, whoever found the content. Pure, and no page is parsed here.

A block has to stand on several articles and on a good share of all: a line that
a story and its follow-up share, a series' introduction or a quotation told twice
is no block of the site. Long ones need the better part of all articles, because
background is told again at length. A redesign is known by what is missing on some articles in a
row, most of it, or less where something new stands on all of them: then all that was learned
before it is forgotten, and what stood on the articles since is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from math import ceil, log

from feedmaker.model import Lesson

PLACE = "p"
"""With this letter the mark of the place begins where the article stands; see `place`."""

NOTHING = Lesson()
"""What a site has taught that was never read."""

LONG = "l"
"""With this letter the mark of a long line begins; see `boilerplate`."""

STORY = "r"
"""With this letter the mark of a line begins that leads to another story. All stories of a day may
lead to one, so it is believed no earlier where few pages teach each other."""

KEPT = "k"
"""The mark, before a colon, of lines that are the article's whatever they say; nothing's lesson."""

APART = "a"
"""The mark, before a colon, of short rows of paragraphs that stand apart; nothing's lesson."""

SIGNED = "w"
"""With this letter the mark of a line begins that names its article's author, without the name."""

NAMED = "n"
"""With this letter the mark of a line begins that names anybody else, without the name."""

BOX = "b"
"""With this letter the mark of a box begins, known by its looks."""

LEAST = 3
"""Articles on which a line must stand before it is believed."""
LEAST_OF_BOX = 2
"""... and a box, which has been told by its name or its links already."""
_KEPT = 2
"""Articles for which what was believed under other rules counts; one more, and it is again."""
_SHARE = 0.4
_SHARE_OF_LONG = 0.6
_CHANCE = 0.02
"""What would stand on none of so many articles in a row by chance more rarely, is gone."""
_CHANCE_FOR_NEW = 0.1
"""... where something stands on all articles since that stood on none before."""
_FEWEST_STRANGE = 3
_MISSING = 0.75
"""More of all that was learned must be missing: a redesign may keep a line."""
_MISSING_FOR_NEW = 0.4
"""... and so much where there is something new as well."""
_MOST_CERTAIN = 0.9
"""No share of articles counts for more: a site may have a few of another kind in a row."""
_SAME_STORY = 3
"""Long lines at least by which a story is known again."""

_MOST = 240
"""Marks remembered: about 3.5 kB, read with every run of the site."""
_FADE = 60
"""Articles after which all that was seen counts half, so that an old layout is forgotten."""

_ALPHABET = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = bytes.maketrans(bytes(range(len(_ALPHABET))), _ALPHABET)
_COUNTED = bytes.maketrans(_ALPHABET, bytes(range(len(_ALPHABET))))
"""A count is one letter: no block is counted on more than `_FADE` articles."""


def learn(lesson: Lesson, marks: Iterable[str]) -> Lesson:
    """Return the lesson with one more article of the site, read for the first time.

    An article that tells a story again which was just told (a correction, a
    ticker and its summary) teaches nothing: what they share is theirs.
    """
    counts, own = _counts(lesson), _names(marks)
    if not own or _was_just_told(own, counts):
        return lesson
    ruled, lesson = lesson.ruled, _after(lesson, own)
    rest = dict(_counts(lesson))
    fresh = dict(islice(rest.items(), lesson.fresh))
    if lesson.strange:  # what is older stays where it is, behind what is fresh
        fresh = {
            name: fresh.pop(name, 0) + 1 for name in own if name in fresh or name not in rest
        } | fresh
        counts = fresh | {name: rest[name] + (name in own) for name in rest if name not in fresh}
    else:
        counts = {name: rest.pop(name, 0) + 1 for name in own} | rest
    pages = lesson.pages + 1
    if pages >= _FADE:
        pages //= 2
        counts = {name: count // 2 for name, count in counts.items() if count > 1}
    return _lesson(pages, counts, lesson.strange, fresh, ruled=ruled)


def under_rules(lesson: Lesson, ruled: str) -> Lesson:
    """Return the lesson as it is for a site whose rules for articles have this fingerprint.

    Where these were edited, what is believed is kept, and counts no more than what comes with them.
    """
    if lesson.ruled == ruled:
        return lesson
    if not lesson.ruled:  # not noted so far
        return replace(lesson, ruled=ruled)
    return _lesson(_KEPT, dict.fromkeys(sorted(learned(lesson)), _KEPT), ruled=ruled)


def learned_of(marks: Iterable[str], lesson: Lesson) -> frozenset[str]:
    """Return those of an article's marks that are learned once it has taught, too."""
    counts, own = _counts(lesson), _names(marks)
    pages = lesson.pages + 1
    stays = lesson.strange + 1 < _FEWEST_STRANGE and pages < _FADE  # no article is forgotten now
    share = ceil(_SHARE * pages) if stays else 0
    few, few_of_box = max(LEAST, share), max(LEAST_OF_BOX, share)
    if all(counts.get(name, 0) + 1 < (few_of_box if name.startswith(BOX) else few) for name in own):
        return frozenset()  # as for most: nothing can be believed that few articles have
    return learned(learn(lesson, own)).intersection(own)


def _names(marks: Iterable[str]) -> dict[str, None]:
    """Return the names of an article's marks, each once, in order; without the lines in boxes."""
    names = dict.fromkeys([mark.partition(":")[0] for mark in marks])
    names.pop(KEPT, None)
    names.pop(APART, None)
    return names


def _was_just_told(own: Iterable[str], counts: Mapping[str, int]) -> bool:
    long = [name for name in own if name.startswith(LONG)]
    return len(long) >= _SAME_STORY and sum(counts.get(name) == 1 for name in long) > len(long) / 2


def _after(lesson: Lesson, own: Collection[str]) -> Lesson:
    """Return the lesson as it stands before this article: without what a redesign has ended."""
    counts = _counts(lesson)
    fresh = dict(islice(counts.items(), lesson.fresh))
    believed = learned(lesson).difference(fresh)
    missing = believed.difference(own)
    gone, all_of_it = (sum(counts[name] for name in some) for some in (missing, believed))
    instead = any(name in fresh and fresh[name] == lesson.strange for name in own)
    if gone <= (_MISSING_FOR_NEW if instead or not lesson.strange else _MISSING) * all_of_it:
        return replace(lesson, strange=0, fresh=0)
    strange, before = lesson.strange + 1, lesson.pages - lesson.strange
    share = min(max(counts[name] for name in missing) / max(before, 1), _MOST_CERTAIN)
    chance = _CHANCE_FOR_NEW if instead else _CHANCE
    if strange < max(_FEWEST_STRANGE, ceil(log(chance) / log(1 - share))):
        return replace(lesson, strange=strange)
    kept = {name: min(counts[name], lesson.strange) for name in believed.intersection(own)}
    return _lesson(lesson.strange, fresh | kept)


@lru_cache(maxsize=64)  # asked several times of each article, and of the next
def learned(lesson: Lesson, *, least: int = LEAST) -> frozenset[str]:
    """Return the marks of the blocks that are the site's, not an article's."""
    few = {
        LONG: max(least, ceil(_SHARE_OF_LONG * lesson.pages)),
        **dict.fromkeys((STORY, SIGNED, NAMED), max(LEAST, ceil(_SHARE * lesson.pages))),
        BOX: max(min(least, LEAST_OF_BOX), ceil(_SHARE * lesson.pages)),
    }
    others = max(least, ceil(_SHARE * lesson.pages))
    several = [pair for pair in _counts(lesson).items() if pair[1] >= LEAST_OF_BOX]
    return frozenset(name for name, count in several if count >= few.get(name[0], others))


def places_of(lesson: Lesson) -> Lesson:
    """Return what a lesson says of places alone: an article read with it loses no line."""
    counts = {name: count for name, count in _counts(lesson).items() if name.startswith(PLACE)}
    return _lesson(lesson.pages, counts, lesson.strange)


def articles_with(name: str, lesson: Lesson) -> int:
    """Return on how many of the articles that taught it a block stood."""
    return _counts(lesson).get(name, 0)


def known_in(marks: Iterable[str], learned: Collection[str]) -> bool:
    """Tell whether a lesson is about any of an article's blocks."""
    names = (mark.partition(":")[0] for mark in marks if not mark.startswith(PLACE))
    return bool(learned) and any(name in learned for name in names)


def stands_elsewhere(marks: Collection[str], lesson: Lesson) -> bool:
    """Tell whether an article was found at none of the places where its site's articles stand."""
    places = {name for name in learned(lesson) if name.startswith(PLACE)}
    return bool(places) and places.isdisjoint(marks)


_COUNTS: dict[Lesson, Mapping[str, int]] = {}
"""Of the lessons that were last made or asked for: a site's next article asks for its again."""
_MOST_COUNTS = 32


def _counts(lesson: Lesson) -> Mapping[str, int]:
    """Return on how many articles each block stood, the last seen first."""
    if (counts := _COUNTS.get(lesson)) is None:
        numbers = lesson.counts.encode("ascii", "replace").translate(_COUNTED)
        counts = _keep(lesson, dict(zip(lesson.marks.split(), numbers, strict=False)))
    return counts


def _keep(lesson: Lesson, counts: Mapping[str, int]) -> Mapping[str, int]:
    if len(_COUNTS) >= _MOST_COUNTS:
        _COUNTS.clear()
    _COUNTS[lesson] = counts
    return counts


def _lesson(
    pages: int,
    counts: dict[str, int],
    strange: int = 0,
    fresh: Collection[str] = (),
    ruled: str = "",
) -> Lesson:
    """Return a lesson, without what was seen once and longest ago if there is too much."""
    if (excess := len(counts) - _MOST) > 0:
        for name in list(islice((n for n in reversed(counts) if counts[n] == 1), excess)):
            del counts[name]
        if len(counts) > _MOST:
            counts = dict(islice(counts.items(), _MOST))
    letters = bytes(counts.values()).translate(_LETTERS).decode("ascii")
    first = sum(map(counts.__contains__, fresh))
    lesson = Lesson(pages, " ".join(counts), letters, strange, first, ruled)
    _keep(lesson, counts)
    return lesson
