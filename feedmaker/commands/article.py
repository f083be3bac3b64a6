"""`feedmaker article`: what an article page gives, and where each field comes from.

Stores and publishes nothing; what is read is read as in a run (`update.crawl`).
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass

from feedmaker.clean.plain_text import plain_text
from feedmaker.commands.listing import KEYS
from feedmaker.entries import precedence
from feedmaker.model import Article, ArticleRules, Enclosure, SiteDate, Teaser
from feedmaker.terminal.inspect import (
    Inspection,
    address_of,
    iso,
    open_inspection,
    run_batch,
    standard_input,
)
from feedmaker.terminal.screen import count
from feedmaker.update.articles import rules_for
from feedmaker.update.crawl import read_article
from feedmaker.urls import host

_SOURCES = {"rule": "by rule", "page": "by the page's metadata", "guess": "found automatically"}
_CONTENT_BY = {"rule": "by rule", "found": "found automatically", "": ""}


def run(options: Namespace) -> int:
    """Print what the article gives."""
    with open_inspection(options) as inspection:
        if options.batch:
            return run_batch(standard_input(), inspection, _answer)
        article = _read(address_of(options, inspection.site), inspection)
    if options.json:
        print(json.dumps(_as_json(article), ensure_ascii=False, indent=1))
    else:
        _print(article)
    return 0


def _read(url: str, inspection: Inspection) -> Article:
    def rules(at: str) -> ArticleRules:
        inspection.hosts.at(host(at))  # raises: here a faulty file is told, and not passed over
        return rules_for(at, inspection.site, inspection.hosts)

    article = read_article(
        url,
        rules,
        inspection.locale,
        fetch=inspection.fetch,
        read=inspection.read,
        request=inspection.request,
        site_url=inspection.site.urls[0].url if inspection.site else url,
    )
    return article or Article(url)


@dataclass(frozen=True, slots=True)
class Given:
    """A field that has a value, and where from: `rule`, `page` or `guess`."""

    name: str  # of model.Fields
    value: object  # as JSON has it
    source: str


def given(article: Article) -> Iterator[Given]:
    """Yield each field that has a value, the most trusted source's."""
    title = precedence.title_of(Teaser("", ""), article)
    for name in article.by_rule.__dataclass_fields__:
        for source in _SOURCES:
            value = getattr(getattr(article, f"by_{source}"), name)
            if value and (name != "title" or value == title):
                yield Given(name, _plain(value), source)
                break


def _plain(value: object) -> object:
    if isinstance(value, SiteDate):
        return iso(value)
    if isinstance(value, tuple):
        return [one.url if isinstance(one, Enclosure) else one for one in value]
    return value


def _answer(url: str, inspection: Inspection) -> dict[str, object]:
    article = _read(url, inspection)
    values = {one.name: one.value for one in given(article)}
    html = article.content
    return {
        "title": values.get("title"),
        "author": values.get("authors"),
        "date": values.get("date"),
        "image": values.get("image"),
        "text": inspection.read(plain_text, html) if html else None,
        "html": html or None,
        "language": article.language or None,
    }


def _as_json(article: Article) -> dict[str, object]:
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
        "misses": [f"{miss.rule}: {miss.why or miss.selector}" for miss in article.misses],
    }


def _print(article: Article) -> None:
    print(article.url)
    for one in given(article):
        shown = ", ".join(map(str, one.value)) if isinstance(one.value, list) else one.value
        print(f"  {KEYS.get(one.name, one.name):10} {shown}  ({_SOURCES[one.source]})")
    text = plain_text(article.content)
    pages = f" on {count(article.pages, 'page')}" if article.pages > 1 else ""
    size = f"{count(len(text.split()), 'word')}{pages}" if text else "none"
    by = f"  ({_CONTENT_BY[article.content_by]})" if text else ""
    print(f"  {'content':10} {size}{by}")
    for miss in article.misses:
        print(f"  {'no match':10} `{miss.rule}`: {miss.why or miss.selector}")
    if text:
        print(f"\n{text}")
