"""A page -> what others take for its article's text: one function for each judge.

A judge's text is only compared with the page's own; its HTML loses captions, tables and
frames. Each is imported when it is asked first. Who is believed is told in `choose`.
"""

from __future__ import annotations

import re

from feedmaker.extract.jsonld import Graph
from feedmaker.page.document import Document

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BODY = "articleBody"
_MOST_SCRIPTS = 50
_READINGS = re.compile(r"(?is)<(rt|rp|rtc)\b[^>]*>[^<]{0,200}</\1\s*>")


def without_readings(html: str) -> str:
    """Return HTML without the readings of ruby, which would part the words they belong to."""
    return _READINGS.sub("", html) if "<ruby" in html else html


def told_by_the_page(document: Document) -> str:
    """Return the article's text as the page's JSON-LD gives it; "" if it gives none."""
    scripts = document.tree.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]
    blocks = [block for block in (script.text() for script in scripts) if _BODY in block]
    graph = Graph(blocks)
    texts = (text for thing in graph.about(lambda _: False) for text in graph.texts(thing, _BODY))
    return _TAG.sub(" ", next(texts, ""))


def judge_fast(html: str) -> str:
    """Return the text that trafilatura finds at first sight."""
    from trafilatura import extract  # 40 MiB and 0.3 s, only for pages without a rule

    return extract(html, fast=True, include_comments=False, include_tables=True) or ""


def judge_precision(html: str) -> str:
    """Return the text that trafilatura finds when it has to be careful."""
    from trafilatura import extract

    return extract(html, favor_precision=True, include_comments=False, include_tables=True) or ""


def judge_default(html: str) -> str:
    """Return the text that trafilatura finds when it asks its own fallbacks, too."""
    from trafilatura import extract

    return extract(html, include_comments=False, include_tables=True) or ""


def judge_resiliparse(html: str) -> str:
    """Return the text that resiliparse finds; "" where it is not installed.

    It has wheels for glibc only, and so is an extra: without it there is one vote less.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ModuleNotFoundError:
        return ""
    return extract_plain_text(html, main_content=True, alt_texts=False, comments=False) or ""
