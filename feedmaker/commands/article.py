"""`feedmaker article`: what an article page gives, and where each field comes from."""

from __future__ import annotations

import json
from argparse import Namespace

from feedmaker import merge
from feedmaker.commands.pages import Desk, iso, open_desk, run_batch
from feedmaker.model import Article, ArticleRules, SafeHtml, Teaser
from feedmaker.plain import plain_text
from feedmaker.reading import read_article
from feedmaker.update import rules_for

_SOURCES = (("rule", "by_rule"), ("page", "by_page"), ("guess", "by_guess"))


def run(options: Namespace) -> int:
    """Print what the article gives."""
    with open_desk(options) as desk:
        if options.batch:
            return run_batch(desk, _answer)
        article = _read(options.saved_url or options.url, desk)
    if options.json:
        print(json.dumps(_as_json(article), ensure_ascii=False, indent=1))
    else:
        _print(article)
    return 0


def _read(url: str, desk: Desk) -> Article:
    rules = rules_for(url, desk.site, desk.hosts) if desk.site else ArticleRules()
    article = read_article(
        url,
        rules,
        desk.locale,
        fetch=desk.fetch,
        read=desk.read,
        request=desk.request,
        site_url=desk.site.urls[0].url if desk.site else url,
    )
    return article or Article(url)


def _answer(url: str, desk: Desk) -> dict[str, object]:
    article = _read(url, desk)
    given = {name: value for name, value, _ in _fields(article)}
    html = article.content
    return {
        "title": given.get("title"),
        "author": given.get("authors"),
        "date": given.get("date"),
        "image": given.get("image"),
        "text": desk.read(plain_text, html) if html else None,
        "html": html or None,
        "language": article.language or None,
    }


def _fields(article: Article) -> list[tuple[str, object, str]]:
    """Return (field, value, source) for each field that has a value, by precedence."""
    rows: list[tuple[str, object, str]] = []
    teaser = Teaser("", "")
    if title := merge.title_of(teaser, article):
        source = next(s for s, a in _SOURCES if getattr(article, a).title == title)
        rows.append(("title", title, source))
    for name in ("date", "updated"):
        for source, attribute in _SOURCES:
            if date := getattr(getattr(article, attribute), name):
                rows.append((name, iso(date), source))
                break
    for name in ("summary", "authors", "image", "categories", "enclosures"):
        for source, attribute in _SOURCES:
            if value := getattr(getattr(article, attribute), name):
                rows.append((name, value, source))
                break
    return rows


def _as_json(article: Article) -> dict[str, object]:
    fields = {name: value for name, value, _ in _fields(article) if name != "enclosures"}
    files = next((value for name, value, _ in _fields(article) if name == "enclosures"), ())
    return {
        "url": article.url,
        **fields,
        "enclosures": [file.url for file in files],  # type: ignore[attr-defined]  # tuple of Enclosure
        "content": article.content,
        "content_by": article.content_by or None,
        "canonical": article.canonical or None,
        "language": article.language or None,
        "pages": article.pages,
        "given_by": {name: source for name, _, source in _fields(article)},
        "misses": [f"{miss.rule}: {miss.why or miss.selector}" for miss in article.misses],
    }


def _print(article: Article) -> None:
    print(article.url)
    for name, value, source in _fields(article):
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        print(f"  {name:10} {shown}  ({source})")
    text = plain_text(SafeHtml(article.content))
    pages = f" on {article.pages} pages" if article.pages > 1 else ""
    print(f"  content    {len(text)} letters{pages}, by {article.content_by or 'nothing'}")
    for miss in article.misses:
        print(f"  miss       `{miss.rule}`: {miss.why or miss.selector}")
    if text:
        print(f"\n{text}")
