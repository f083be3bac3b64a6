"""What several pages of a site say of themselves alike: then it is no word on any one story.

A share picture, a slogan as description, the site's name as title: found by comparing the
articles with each other and with the listing page. What is found stays found (`SiteState.common`),
so that a feed does not change its mind as entries leave it. Which word wins then, says
`precedence`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from feedmaker.model import About, Article, Fields, Teaser
from feedmaker.text import fingerprint_of, folded

LOOKED_AT = 60
"""Entries that are compared, those seen last."""

LEARNT_FROM = 3
"""Known articles with which one that is read alone is compared, for what is to be remembered."""

_FIELDS = ("title", "summary", "image")
_DROPPED = ("summary", "image")
"""An entry does without them rather than have what most pages of its site have."""

_NO_FIELDS = Fields()
_MOST = 3
"""Articles that are enough to tell what most pages of a site have."""

_KEPT = 500
"""Values remembered of a site."""


@dataclass(frozen=True, slots=True)
class Common:
    """The values that are no one entry's: `marks`, as `mark` makes them of a field and a value."""

    marks: frozenset[str] = frozenset()

    def split(self, fields: Fields) -> tuple[Fields, Fields]:
        """Return what is the page's own, and what it shares and is good for want of anything else.

        What most pages of the site share is in neither, unless it is a title.
        """
        for name in _marked(self.marks):
            if self.has(name, getattr(fields, name)):
                break
        else:  # as mostly, and asked for each entry
            return fields, _NO_FIELDS
        title, summary, image = (self._halves(name, getattr(fields, name)) for name in _FIELDS)
        own = replace(fields, title=title[0], summary=summary[0], image=image[0])
        return own, Fields(title=title[1], summary=summary[1], image=image[1])

    def _halves(self, name: str, value: str) -> tuple[str, str]:
        if not self.has(name, value):
            return value, ""
        return "", "" if _everywhere(mark(name, value)) in self.marks else value

    def has(self, name: str, value: str) -> bool:
        """Tell whether a field's value is one that several pages share."""
        return bool(value) and name in _marked(self.marks) and mark(name, value) in self.marks


NOTHING = Common()


@lru_cache(maxsize=512)  # the values of one site's entries, which are asked for again and again
def mark(name: str, value: str) -> str:
    """Return what a value is known by; the case and the marks of words don't count."""
    return _mark(name, _alike(name, value))


@lru_cache(maxsize=64)
def _marked(marks: frozenset[str]) -> frozenset[str]:
    """Return the fields of which there are marks at all; mostly there are few."""
    return frozenset(one.partition(" ")[0] for one in marks).intersection(_FIELDS)


def _mark(name: str, alike: str) -> str:
    return f"{name} {fingerprint_of(alike)}"


@lru_cache(maxsize=512)  # once to find, once to learn
def _alike(name: str, value: str) -> str:
    """Return what is equal for values that say the same."""
    return value if name == "image" else folded(value) or value


def _everywhere(known_by: str) -> str:
    return f"most {known_by}"


def find_common(
    read: Iterable[tuple[Teaser, Article | None]], about: About, known: Iterable[str] = ()
) -> Common:
    """Return what is common to articles, beside what is `known` to be.

    A value is if two articles have it, or the listing page says it of itself. Two articles
    may well have one title: only if the listing calls them differently is it common.
    """
    told = [(teaser, article) for teaser, article in read if article is not None]
    return Common(frozenset((*known, *_shared(told), *_of_listing(about))))


def learn(read: Iterable[tuple[Teaser, Article | None]], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the marks to remember of a site, oldest first, at most so many."""
    told = [(teaser, article) for teaser, article in read if article is not None]
    new = sorted(set(_shared(told)).difference(known))
    return (*known, *new)[-_KEPT:]


def _shared(told: Iterable[tuple[Teaser, Article]]) -> Iterator[str]:
    pages: dict[tuple[str, str], set[str]] = {}  # not by their marks: most stand on one page
    called: dict[tuple[str, str], list[Teaser]] = {}
    with_value: dict[str, set[str]] = {name: set() for name in _FIELDS}
    for teaser, article in told:
        page = article.url.partition("#")[0]
        for name, value in _values(article):
            with_value[name].add(page)
            said = name, _alike(name, value)
            pages.setdefault(said, set()).add(page)
            if name == "title":
                called.setdefault(said, []).append(teaser)
    for said, where in pages.items():
        name, value = said
        if len(where) < 2 or (name == "title" and _one_name(called[said])):
            continue
        known_by = _mark(name, value)
        yield known_by
        most = len(where) >= _MOST and 2 * len(where) > len(with_value[name])
        if most and name in _DROPPED:
            yield _everywhere(known_by)


def _one_name(called: Iterable[Teaser]) -> bool:
    """Tell whether the listing calls all of these by one name."""
    listed = {folded(one.by_rule.title or one.by_itself.title) for one in called}
    return len(listed) == 1 and listed != {""}


def _values(article: Article) -> Iterator[tuple[str, str]]:
    for fields in (article.by_page, article.by_guess):
        for name in _FIELDS:
            if value := getattr(fields, name):
                yield name, value


def _of_listing(about: About) -> Iterator[str]:
    yield from (mark("title", title) for title in (about.title, *about.titles) if title)
    yield from (mark("image", picture) for picture in about.pictures)
    if about.description:
        yield mark("summary", about.description)
