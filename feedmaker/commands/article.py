"""`feedmaker article`: what an article page gives, and where each field comes from.

Stores and publishes nothing; what is read is read as in a run (`update.crawl`).
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from feedmaker.clean.plain_text import text_alone
from feedmaker.commands.listing import KEYS
from feedmaker.entries import precedence
from feedmaker.errors import ConfigError, Fault
from feedmaker.model import Article, ArticleRules, Enclosure, Page, SiteDate, Teaser
from feedmaker.page.field_rules import as_written
from feedmaker.terminal.date_view import doubts, marks
from feedmaker.terminal.inspect import (
    Inspection,
    address_of,
    iso,
    open_inspection,
    run_batch,
    standard_input,
)
from feedmaker.terminal.reasons_view import reason_lines
from feedmaker.terminal.screen import complain, count
from feedmaker.update.articles import rules_for
from feedmaker.update.crawl import read_article
from feedmaker.urls import host

if TYPE_CHECKING:
    from feedmaker.extract.field_sources import Framed, Reasons

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
        pages: list[Page] = []
        article = _read(address_of(options, inspection.site), inspection, pages)
        places = _places(article, inspection, pages) if options.explain else {}
        framed = _framed(article, inspection, pages) if options.to else None
        if options.explain and not options.to:
            why = _why(article, inspection, pages)
        else:
            why = framed["reasons"] if framed else None
    zone_stated = inspection.zone_stated
    if options.json:
        told = _as_json(article, zone_stated=zone_stated)
        told |= {"explained": _explained(article, places, why)} if options.explain else {}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(article, places, why, zone_stated=zone_stated)
    return _write(framed, article, Path(options.to)) if options.to else 0


def _write(framed: Framed | None, article: Article, file: Path) -> int:
    """Write the page with frames, and say so on standard error: the answer stands on the other."""
    if framed is None:
        rule = article.content_by == "rule"
        why = "a rule gives the content, and nothing was weighed" if rule else "no content is found"
        complain(f"{file} is not written: {why}")
        return 1
    from feedmaker.terminal.reasons_page import reasons_page, write_page

    write_page(file, reasons_page(framed, url=article.url))
    complain(f"{file} shows the page: open it in a browser")
    return 0


def _run_batch(options: Namespace, inspection: Inspection) -> int:
    pages: list[Page] = []  # of the article that was read last

    def read(url: str, inspection: Inspection) -> Article:
        pages.clear()
        return _read(url, inspection, pages)

    tell = partial(_answer, pages=pages if options.explain else None)
    if options.together:
        from feedmaker.terminal.together import run_together

        keep = not options.explain  # whose pages have to be at hand
        return run_together(standard_input(), inspection, read, tell, keep=keep)
    return run_batch(
        standard_input(),
        inspection,
        lambda url, inspection: tell(read(url, inspection), inspection),
    )


def _read(url: str, inspection: Inspection, pages: list[Page]) -> Article:
    """Return the article; the pages that were read for it come into `pages`."""

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
        lesson=inspection.lesson,
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


# --- Where a field stands ----------------------------------------------------


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


def _why(article: Article, inspection: Inspection, pages: Sequence[Page]) -> Reasons | None:
    """Return why the content is what it is; None where a rule says so, or nothing was found."""
    first = _first(article, pages)
    if first is None or article.content_by != "found":
        return None
    from feedmaker.extract.field_sources import content_reasons

    rules = rules_for(article.url, inspection.site, inspection.hosts)
    return inspection.read(content_reasons, first, rules.remove)


def _framed(article: Article, inspection: Inspection, pages: Sequence[Page]) -> Framed | None:
    """Return the page that the article begins on with what was weighed; None where `_why` is."""
    first = _first(article, pages)
    if first is None or article.content_by != "found":
        return None
    from feedmaker.extract.field_sources import content_framed

    rules = rules_for(article.url, inspection.site, inspection.hosts)
    return inspection.read(content_framed, first, rules.remove)


def _explained(
    article: Article, places: Mapping[str, str], why: Reasons | None
) -> dict[str, object]:
    """Return for each field who told it, and where that stands; of content found, why it is."""
    by = {one.name: one.told for one in given(article)}
    if article.content:
        by["content"] = "rule" if article.content_by == "rule" else "found"
    explained: dict[str, dict[str, object]] = {
        name: {"by": told, "where": places.get(name)} for name, told in by.items()
    }
    if why:
        explained["content"] |= {"where": why["candidates"][0]["place"], "why": why}
    return {**explained}


def _answer(
    article: Article, inspection: Inspection, *, pages: Sequence[Page] | None
) -> dict[str, object]:
    """Return a batch's answer; with `pages`, those that the article is of, it is explained."""
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
            {
                "explained": _explained(
                    article,
                    _places(article, inspection, pages),
                    _why(article, inspection, pages),
                )
            }
            if pages is not None
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


def _print(
    article: Article, places: Mapping[str, str], why: Reasons | None, *, zone_stated: bool
) -> None:
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
    for line in reason_lines(why) if why else ():
        print(line)
    for miss in article.misses:
        print(f"  {'no match':10} `{miss.rule}`: {miss.why or miss.selector}")
    if text:
        print(f"\n{text}")
