"""Saved pages of a batch that teach each other what their site says on every article.

First the pages of sites that have several are read, and teach; then all are answered, in
order. What was read is kept as far as there is room, and read again from its file beyond: so a
batch of any size takes little memory, and at most twice the time. What a lesson is, says
`extract.lesson`; what an answer holds is the command's matter.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from feedmaker.extract.lesson import NOTHING, known_in, learn, learned, stands_elsewhere
from feedmaker.model import Article, Lesson
from feedmaker.terminal.inspect import Inspection, Taking, answer_line
from feedmaker.urls import absolute, alias, domain

ReadArticle = Callable[[str, Inspection], Article]
Tell = Callable[[Article, Inspection, Taking], dict[str, object]]

_LEAST = 2
"""Pages on which a block must stand: there may be no more of a site, and none is published."""
_ROOM = 16_000_000
"""Characters of articles that are kept between reading and answering."""


@dataclass(slots=True)
class _School:
    """The pages of one site, and what they have taught so far, each story once."""

    lesson: Lesson = NOTHING
    heard: set[str] = field(default_factory=set)

    def hear(self, article: Article) -> None:
        names = {alias(article.url), article.text_fingerprint} - {""}
        if not names & self.heard:
            self.lesson = learn(self.lesson, article.marks)
        self.heard |= names


@dataclass(slots=True)
class _Shelf:
    """Articles by the number of their line, as far as there is room."""

    articles: dict[int, Article] = field(default_factory=dict)
    room: int = _ROOM

    def put(self, number: int, article: Article) -> None:
        if len(article.content) < self.room:
            self.room -= len(article.content)
            self.articles[number] = article


def run_together(
    lines: Iterable[bytes],
    inspection: Inspection,
    read: ReadArticle,
    tell: Tell,
    *,
    keep: bool = True,
) -> int:
    """Answer each JSON line by one on standard output, in order; errors are answers.

    `read` gives a page's article as it is alone, `tell` an article's answer, with what it was
    before the others taught it. Without `keep` each is read anew just before its answer is told.
    """
    asked = [line for line in lines if line.strip()]
    sites = [_site_of(line) for line in asked]
    schools = {site: _School() for site, pages in Counter(sites).items() if site and pages > 1}
    shelf, spent = _Shelf(room=_ROOM if keep else 0), dict[int, float]()
    for number, (line, site) in enumerate(zip(asked, sites, strict=True)):
        if site in schools:
            hear = partial(_hear, number, schools[site], shelf, read)
            spent[number] = _seconds(answer_line(line, inspection, hear))
    for number, (line, site) in enumerate(zip(asked, sites, strict=True)):
        taught = schools[site].lesson if site in schools else NOTHING
        told = answer_line(line, inspection, partial(_answer, number, taught, shelf, read, tell))
        if "seconds" in told:
            told["seconds"] = round(_seconds(told) + spent.get(number, 0), 4)
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _hear(
    number: int,
    school: _School,
    shelf: _Shelf,
    read: ReadArticle,
    url: str,
    inspection: Inspection,
) -> dict[str, object]:
    article = read(url, inspection)
    school.hear(article)
    shelf.put(number, article)
    return {}


def _answer(
    number: int,
    lesson: Lesson,
    shelf: _Shelf,
    read: ReadArticle,
    tell: Tell,
    url: str,
    inspection: Inspection,
) -> dict[str, object]:
    from feedmaker.extract.article import without_taught

    article = shelf.articles.pop(number, None) or read(url, inspection)
    if article.content_by == "found" and stands_elsewhere(article.marks, lesson):
        before, inspection.lesson = inspection.lesson, lesson
        article = read(url, inspection)
        inspection.lesson = before
    taking = Taking(article, lesson, learned(lesson, least=_LEAST))
    if known_in(article.marks, taking.taught):
        article = inspection.read(without_taught, article, taking.taught)
    return tell(article, inspection, taking)


def _site_of(line: bytes) -> str:
    """Return the registrable domain that a line's address belongs to; "" if it says none."""
    try:
        url = absolute(json.loads(line)["url"], "")
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""
    return domain(url) if url else ""


def _seconds(told: dict[str, object]) -> float:
    spent = told.get("seconds")
    return spent if isinstance(spent, float) else 0.0
