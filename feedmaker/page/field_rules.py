"""The rules for an entry's fields, run at one place of a page: a listing's item or an article.

One reader a field, the same for both; `listing` and `article` add what only
they know. A field's rule that gives nothing is a miss, and is returned, not
raised: one lost date is no reason to lose an entry.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import read_date as read_story_date
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.media_types import media_type
from feedmaker.model import Enclosure, FieldRules, Fields, Locale, Miss, Rules, SiteDate
from feedmaker.page import rule_engine as run
from feedmaker.page.direction import with_direction
from feedmaker.page.document import Document
from feedmaker.page.shown_text import shown_text
from feedmaker.text import SUMMARY_LIMIT, plain_line
from feedmaker.urls import absolute, strip_tracking

_MOST = 30
"""Authors, categories, enclosures kept of one entry."""


def read_fields(
    document: Document,
    rules: FieldRules,
    locale: Locale,
    *,
    owner: str,
    at: LexborNode | None = None,
) -> tuple[Fields, tuple[Miss, ...]]:
    """Return what the rules give, and the rules that gave nothing.

    `owner` ("listing" or "article") names the rules in the misses. Content is
    read apart (`read_content`), because it is HTML. Addresses are absolute.
    """
    misses: list[Miss] = []
    date, date_miss = read_date(document, rules.date, locale, at)
    updated, updated_miss = read_date(document, rules.updated, locale, at)
    fields = Fields(
        title=_line(document, rules.title, at, read=shown_text),
        date=date,
        updated=updated,
        summary=_line(document, rules.summary, at, SUMMARY_LIMIT),
        authors=_lines(document, rules.author, at),
        image=_first(document, rules.image, run.picture_of(document.base), at),
        categories=_lines(document, rules.category, at),
        enclosures=_enclosures(document, rules.enclosure, at),
    )
    for key, rule, value, why in (
        ("title", rules.title, fields.title, None),
        ("date", rules.date, fields.date, date_miss),
        ("updated", rules.updated, fields.updated, updated_miss),
        ("summary", rules.summary, fields.summary, None),
        ("author", rules.author, fields.authors, None),
        ("image", rules.image, fields.image, None),
        ("category", rules.category, fields.categories, None),
        ("enclosure", rules.enclosure, fields.enclosures, None),
    ):
        if rule and not value:
            two_ways = why.text if isinstance(why, TwoWaysDateError) else ""
            problem = why.problem if why else ""
            misses.append(Miss(f"{owner}.{key}", as_written(rule), problem, two_ways))
    return fields, tuple(misses)


def read_date(
    document: Document, rules: Rules, locale: Locale, at: LexborNode | None = None
) -> tuple[SiteDate | None, UnreadableDateError | None]:
    """Return the first date that can be read and believed, and else why there is none."""
    why = None
    for text, rule in run.read_values(document, rules, run.date_of, at):
        try:
            return read_story_date(text, locale, told="rule", format=rule.format), None
        except UnreadableDateError as error:
            why = error
    return None, why


def read_content(document: Document, rules: Rules, at: LexborNode | None = None) -> str:
    """Return the raw HTML of the first rule's nodes, all in page order, nested ones once."""
    for rule in rules:
        if rule.engine != "none" and not (rule.attribute or rule.match or rule.replace):
            nodes = run.outermost(run.select_nodes(document, (rule,), at))
            html = "".join(run.html_of(node) for node in nodes)
            html = with_direction(nodes[0], html) if nodes else ""
        else:
            html = "".join(v for v, _ in run.read_values(document, (rule,), run.html_of, at))
        if html.strip():
            return html
    return ""


def read_link(document: Document, rules: Rules, at: LexborNode | None = None) -> str:
    """Return the first usable link, absolute; "" if there is none."""
    read = run.absolute_of(document.base, run.link_of)
    for value, _ in run.read_values(document, rules, read, at):
        # An attribute or an XPath string comes as written
        if link := absolute(value, document.base):
            return link
    return ""


def as_written(rules: Rules) -> str:
    """Return the rules as the site file states them, for a report."""
    return ", ".join(rule.text for rule in rules)


def _first(document: Document, rules: Rules, read: run.Reader, at: LexborNode | None) -> str:
    for value, _ in run.read_values(document, rules, read, at):
        if address := absolute(value, document.base):
            return address
    return ""


def _line(
    document: Document,
    rules: Rules,
    at: LexborNode | None,
    limit: int = 300,
    *,
    read: run.Reader = run.text_of,
) -> str:
    for value, _ in run.read_values(document, rules, read, at):
        if line := plain_line(value, limit):
            return line
    return ""


def _lines(document: Document, rules: Rules, at: LexborNode | None) -> tuple[str, ...]:
    values = run.read_values(document, rules, run.text_of, at)
    lines = (plain_line(value, 120) for value, _ in values)
    return tuple(dict.fromkeys(line for line in lines if line))[:_MOST]


def _enclosures(document: Document, rules: Rules, at: LexborNode | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for value, _ in run.read_values(document, rules, run.media_of, at):
        if url := strip_tracking(absolute(value, document.base)):
            found.setdefault(url, Enclosure(url, media_type(url)))
    return tuple(found.values())[:_MOST]
