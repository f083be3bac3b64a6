"""`feedmaker article`: what an article page gives, and where each field comes from.

Stores and publishes nothing; what is read is read as in a run (`update.crawl`).
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from feedmaker.clean.plain_text import text_alone
from feedmaker.commands.listing import KEYS
from feedmaker.entries import precedence
from feedmaker.errors import ConfigError, Fault
from feedmaker.extract.lesson import NOTHING, learned, places_of
from feedmaker.model import Article, ArticleRules, Enclosure, Lesson, Page, SiteDate, Teaser
from feedmaker.page.field_rules import as_written
from feedmaker.terminal.date_view import doubts, marks
from feedmaker.terminal.inspect import (
    Inspection,
    Taking,
    address_of,
    iso,
    open_inspection,
    run_batch,
    standard_input,
)
from feedmaker.terminal.reasons_view import reason_lines, taught_lines
from feedmaker.terminal.screen import complain, count
from feedmaker.update.articles import rules_for
from feedmaker.update.crawl import read_article
from feedmaker.urls import host

if TYPE_CHECKING:
    from feedmaker.extract.field_sources import Framed, Reasons
    from feedmaker.extract.taught import LeftOutLine, TakenAt

P = ParamSpec("P")
T = TypeVar("T")

_SOURCES = ("rule", "page", "guess")
_BY = {
    "rule": "by rule",
    "metadata": "by the page's metadata",
    "words": "by words on the page",
    "address": "by its address",
    "found": "found automatically",
}
_CONTENT_BY = {"rule": "by rule", "found": "found automatically", "": ""}


def run(options: Namespace) -> int:
    """Print what the article gives."""
    if options.together and not options.batch:
        problem = "--together goes with --batch: several saved pages, one in each JSON line"
        raise ConfigError((Fault("feedmaker article", 0, 0, "", problem),))
    if options.to:
        if not options.explain or options.batch:
            problem = "--to goes with --explain of one page: it says where to write it as HTML"
            raise ConfigError((Fault(f"--to {options.to}", 0, 0, "", problem),))
        from feedmaker.terminal.reasons_page import need_place

        need_place(Path(options.to))
    with open_inspection(options) as inspection:
        if options.batch:
            return _run_batch(options, inspection)
        look = _Look() if options.explain else None
        article = _read(address_of(options, inspection.site), inspection, look)
        why = _why(article, inspection, look) if look else None
        framed = _framed(article, inspection, look, why) if look and why and options.to else None
    zone_stated = inspection.zone_stated
    if options.json:
        told = _as_json(article, zone_stated=zone_stated)
        told |= {"explained": _explained(article, why)} if why else {}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(article, why or _Why(), zone_stated=zone_stated)
    return _write(framed, article, why, Path(options.to)) if options.to and why else 0


def _write(framed: Framed | None, article: Article, why: _Why, file: Path) -> int:
    """Write the page with frames, and say so on standard error: the answer stands on the other."""
    if framed is None:
        rule = article.content_by == "rule"
        told = (
            "a rule gives the content, and nothing was weighed" if rule else "no content is found"
        )
        complain(f"{file} is not written: {told}")
        return 1
    from feedmaker.terminal.reasons_page import reasons_page, write_page

    page = reasons_page(framed, url=article.url, left_out=why.left_out, taken_at=why.taken_at)
    write_page(file, page)
    complain(f"{file} shows the page: open it in a browser")
    return 0


def _run_batch(options: Namespace, inspection: Inspection) -> int:
    look = _Look() if options.explain else None  # at the article that was read last

    def read(url: str, inspection: Inspection) -> Article:
        return _read(url, inspection, look)

    if options.together:
        from feedmaker.terminal.together import run_together

        def tell(article: Article, inspection: Inspection, taking: Taking) -> dict[str, object]:
            if look:
                look.takings.append(taking)
            return _answer(article, inspection, look)

        keep = not options.explain  # whose pages have to be at hand
        return run_together(standard_input(), inspection, read, tell, keep=keep)
    return run_batch(
        standard_input(),
        inspection,
        lambda url, inspection: _answer(read(url, inspection), inspection, look),
    )


@dataclass(slots=True)
class _Look:
    """What was needed for an article, so that it can be explained."""

    pages: list[Page] = field(default_factory=list)
    lesson: Lesson = NOTHING  # that told where it stands
    takings: list[Taking] = field(default_factory=list)


def _read(url: str, inspection: Inspection, look: _Look | None) -> Article:
    """Return the article; what was needed for it comes into `look`."""
    if look is None:
        return _read_by(url, inspection, inspection.lesson, [])
    from feedmaker.extract.article import without_taught

    look.pages.clear()
    look.lesson = inspection.lesson
    whole = _read_by(url, inspection, places_of(look.lesson), look.pages)
    look.takings[:] = [Taking(whole, look.lesson, learned(look.lesson))]
    return inspection.read(without_taught, whole, look.takings[0].taught)


def _read_by(url: str, inspection: Inspection, lesson: Lesson, pages: list[Page]) -> Article:

    def rules(at: str) -> ArticleRules:
        inspection.hosts.at(host(at))  # raises: here a faulty file is told, and not passed over
        return rules_for(at, inspection.site, inspection.hosts)

    def read(stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        pages.extend(one for one in args if isinstance(one, Page))
        return inspection.read(stage, *args, **kwargs)

    article = read_article(
        url,
        rules,
        inspection.locale,
        fetch=inspection.fetch,
        read=read,
        request=inspection.request,
        site_url=inspection.site.urls[0].url if inspection.site else url,
        lesson=lesson,
        again=True,  # a look teaches nothing
    )
    return article or Article(url)


@dataclass(frozen=True, slots=True)
class Given:
    """A field that has a value, and where from: `rule`, `page` or `guess`."""

    name: str  # of model.Fields
    value: object  # as JSON has it
    source: str
    told: str  # by `rule`, `metadata`, `words`, `address`, or `found` without these


def given(article: Article) -> Iterator[Given]:
    """Yield each field that has a value, the most trusted source's."""
    title = precedence.title_of(Teaser("", ""), article)
    for name in article.by_rule.__dataclass_fields__:
        for source in _SOURCES:
            value = getattr(getattr(article, f"by_{source}"), name)
            if value and (name != "title" or value == title):
                yield Given(name, _plain(value), source, _told(value, source))
                break


def _told(value: object, source: str) -> str:
    by_source = {"rule": "rule", "page": "metadata", "guess": "found"}[source]
    return (isinstance(value, SiteDate) and value.told) or by_source


def _plain(value: object) -> object:
    if isinstance(value, SiteDate):
        return iso(value)
    if isinstance(value, tuple):
        return [one.url if isinstance(one, Enclosure) else one for one in value]
    return value


# --- Where a field stands, and why the content is what it is -----------------


@dataclass(frozen=True, slots=True)
class _Why:
    """Why an article is what it is."""

    places: Mapping[str, str] = field(default_factory=dict)
    reasons: Reasons | None = None  # of content that was found
    taken_at: TakenAt | None = None
    left_out: tuple[LeftOutLine, ...] = ()  # by what the site has taught
    taught: bool = False  # whether it has taught anything


def _why(article: Article, inspection: Inspection, look: _Look) -> _Why:
    from feedmaker.extract.field_sources import content_reasons
    from feedmaker.extract.taught import left_out

    reasons, taken_at = None, None
    first = _first(article, look.pages)
    if first is not None and article.content_by == "found":
        remove = rules_for(article.url, inspection.site, inspection.hosts).remove
        reasons, taken_at = inspection.read(content_reasons, first, remove, look.lesson)
    takings = [one for one in look.takings if one.lesson.pages]
    gone = [line for one in takings for line in inspection.read(left_out, *one)]
    places = _places(article, inspection, look.pages)
    return _Why(places, reasons, taken_at, tuple(gone), taught=bool(takings))


def _places(article: Article, inspection: Inspection, pages: Sequence[Page]) -> dict[str, str]:
    """Return where each field of an article stands: its rule, or a place of the page.

    A field that was found without either is not named.
    """
    first = _first(article, pages)
    if first is None:
        return {}
    from feedmaker.extract.field_sources import field_sources

    rules = rules_for(article.url, inspection.site, inspection.hosts).fields
    told = dict(inspection.read(field_sources, first, inspection.locale))
    places = {}
    for one in given(article):
        if one.source == "rule":
            places[one.name] = as_written(getattr(rules, KEYS.get(one.name, one.name)))
        elif one.source == "page" and one.name in told:
            places[one.name] = told[one.name]
    if article.content_by == "rule":
        places["content"] = as_written(rules.content)
    return places


def _first(article: Article, pages: Sequence[Page]) -> Page | None:
    """Return the page that an article begins on; None if it is a file."""
    return next((page for page in pages if page.final_url == article.url), None)


def _framed(article: Article, inspection: Inspection, look: _Look, why: _Why) -> Framed | None:
    """Return the page that the article begins on with what was weighed; None if nothing was."""
    first = _first(article, look.pages)
    if first is None or why.reasons is None:
        return None
    from feedmaker.extract.field_sources import content_framed

    rules = rules_for(article.url, inspection.site, inspection.hosts)
    place = why.taken_at["where"] if why.taken_at else ""
    lines = tuple(one["text"] for one in why.left_out)
    return inspection.read(content_framed, first, rules.remove, place, lines)


def _explained(article: Article, why: _Why) -> dict[str, object]:
    """Return for each field who told it, and where that stands; of content found, why it is."""
    by = {one.name: one.told for one in given(article)}
    if article.content:
        by["content"] = "rule" if article.content_by == "rule" else "found"
    explained: dict[str, dict[str, object]] = {
        name: {"by": told, "where": why.places.get(name)} for name, told in by.items()
    }
    if why.reasons:
        place = why.reasons["candidates"][0]["place"]
        explained["content"] |= {"where": place, "why": why.reasons}
    if why.taught and article.content:
        explained["content"] |= {"taught": {"left_out": why.left_out, "place": why.taken_at}}
    return {**explained}


def _answer(article: Article, inspection: Inspection, look: _Look | None) -> dict[str, object]:
    """Return a batch's answer; with a look at what was needed for it, it is explained."""
    values = {one.name: one.value for one in given(article)}
    html = article.content
    return {
        "title": values.get("title"),
        "author": values.get("authors"),
        "date": values.get("date"),
        "image": values.get("image"),
        "text": inspection.read(text_alone, html) if html else None,
        "html": html or None,
        "language": article.language or None,
        **(
            {"explained": _explained(article, _why(article, inspection, look))}
            if look is not None
            else {}
        ),
    }


def _as_json(article: Article, *, zone_stated: bool) -> dict[str, object]:
    fields = list(given(article))
    return {
        "url": article.url,
        **{one.name: one.value for one in fields},
        "content": article.content or None,
        "content_by": article.content_by or None,
        "canonical": article.canonical or None,
        "language": article.language or None,
        "pages": article.pages,
        "given_by": {one.name: one.source for one in fields},
        "date_told": next((one.told for one in fields if one.name == "date"), None),
        "date_doubts": doubts(_date_of(article), zone_stated=zone_stated),
        "misses": [f"{miss.rule}: {miss.why or miss.selector}" for miss in article.misses],
    }


def _date_of(article: Article) -> SiteDate | None:
    return article.by_rule.date or article.by_page.date or article.by_guess.date


def _print(article: Article, why: _Why, *, zone_stated: bool) -> None:
    places = why.places
    print(article.url)
    for one in given(article):
        shown = ", ".join(map(str, one.value)) if isinstance(one.value, list) else one.value
        place = f": {places[one.name]}" if one.name in places else ""
        unsure = _date_of(article) if one.name == "date" else None
        marked = marks(doubts(unsure, zone_stated=zone_stated))
        by = f"({_BY[one.told]}{place})"
        print(f"  {KEYS.get(one.name, one.name):10} {shown}  {by}{marked}")
    text = text_alone(article.content)
    pages = f" on {count(article.pages, 'page')}" if article.pages > 1 else ""
    size = f"{count(len(text.split()), 'word')}{pages}" if text else "none"
    place = f": {places['content']}" if "content" in places else ""
    by = f"  ({_CONTENT_BY[article.content_by]}{place})" if text else ""
    print(f"  {'content':10} {size}{by}")
    for line in taught_lines(why.left_out, why.taken_at):
        print(line)
    for line in reason_lines(why.reasons) if why.reasons else ():
        print(line)
    for miss in article.misses:
        print(f"  {'no match':10} `{miss.rule}`: {miss.why or miss.selector}")
    if text:
        print(f"\n{text}")
