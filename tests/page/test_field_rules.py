"""The rules for an entry's fields give what tests/data/fields states, and tell their misses."""

from __future__ import annotations

from dataclasses import fields

import pytest
from stated import URL, Case, cases, locale_of, site_of, stated

from feedmaker.model import FieldRules, Fields
from feedmaker.page.document import Document
from feedmaker.page.field_rules import as_written, read_content, read_fields, read_link

CASES = cases("fields")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_field_rules_give(case: Case) -> None:
    site = site_of(case["rules"])
    document = Document(case["page"], case.get("url", URL))
    at = document.tree.css_first(case["at"]) if "at" in case else None
    assert site.article is not None
    owner, rules = ("article", site.article) if at is None else ("listing", site.listing)
    found, misses = read_fields(document, rules.fields, locale_of(site), owner=owner, at=at)
    assert stated(found) == case.get("fields", {})
    assert stated(misses) == case.get("misses", [])
    assert read_content(document, rules.fields.content, at) == case.get("content", "")
    assert read_link(document, rules.next, at) == case.get("next", "")


@pytest.mark.parametrize("key", [field.name for field in fields(Fields)])
def test_a_rule_that_gives_nothing_is_a_miss_under_its_keys_name(key: str) -> None:
    key = {"authors": "author", "categories": "category", "enclosures": "enclosure"}.get(key, key)
    site = site_of(f"article:\n  {key}: [.gone, .lost]\n")
    assert site.article is not None
    document = Document("<p>Low water</p>", URL)
    found, misses = read_fields(document, site.article.fields, locale_of(site), owner="article")
    assert found == Fields()
    assert stated(misses) == [f"article.{key} (.gone, .lost)"]


def test_without_rules_there_is_nothing_to_miss() -> None:
    document = Document("<h1>Ferry</h1><time>2026-11-20</time><img src=/a.jpg>", URL)
    locale = locale_of(site_of(""))
    assert read_fields(document, FieldRules(), locale, owner="article") == (Fields(), ())
    assert as_written(()) == ""


@pytest.mark.parametrize(
    ("key", "tag", "kept"),
    [
        ("author", "<b>Name {n}</b>", "authors"),
        ("category", "<b>Subject {n}</b>", "categories"),
        ("enclosure", "<b><a href=/{n}.mp3>x</a></b>", "enclosures"),
    ],
)
def test_of_very_many_the_first_thirty_are_kept(key: str, tag: str, kept: str) -> None:
    site = site_of(f"article:\n  {key}: b\n")
    assert site.article is not None
    html = "".join(tag.format(n=n) for n in range(40))
    document = Document(html, URL)
    found, _ = read_fields(document, site.article.fields, locale_of(site), owner="article")
    values = getattr(found, kept)
    assert len(values) == 30
    assert "29" in str(values[-1])


@pytest.mark.parametrize(
    ("key", "most"), [("title", 300), ("summary", 2000), ("author", 120), ("category", 120)]
)
def test_a_text_that_is_too_long_is_cut_with_a_mark(key: str, most: int) -> None:
    site = site_of(f"article:\n  {key}: p\n")
    assert site.article is not None
    document = Document(f"<p>{'tide ' * 1000}</p>", URL)
    found, _ = read_fields(document, site.article.fields, locale_of(site), owner="article")
    values = found.title or found.summary or (*found.authors, *found.categories)[0]
    assert most - 10 < len(values) <= most
    assert values.endswith("tide…")
