"""Fields that several pages name in their own language alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.detect.labelled import AUTHOR, find_labelled
from feedmaker.extract.article_rules import find_article_rules
from feedmaker.model import Locale, Page
from feedmaker.page.document import Document

NAMES = ("Wulan Sasmita", "Bayu Aji", "Rin Tan")


def found(*bodies: str) -> str:
    return find_labelled([Document(body, "") for body in bodies], AUTHOR, str.istitle)


def pages(byline: str) -> list[str]:
    return [f"<body><main>{byline.format(name)}<p>Isi.</p></main>" for name in NAMES]


@pytest.mark.parametrize(
    ("byline", "selector"),
    [
        ("<i class=baca__penulis>{}</i>", ".baca__penulis"),
        ("<div class=autor><b class=autor-name>{}</b></div>", ".autor-name"),
        ("<i id=redakteur>{}</i>", "#redakteur"),
        ("<i class=by>{}</i>", ".by"),
        ("<i class=story-who>{}</i>", ".story-who"),
    ],
)
def test_an_element_whose_name_says_so_on_each_page_is_the_rule(byline: str, selector: str) -> None:
    assert found(*pages(byline)) == selector


@pytest.mark.parametrize(
    "byline",
    [
        "<i class=nama>{}</i>",
        "<i class=whole-day>{}</i>",
        "<i class=penulis>{}</i><i class=penulis>Lain Orang</i>",
        "<footer><i class=penulis>{}</i></footer>",
        "<i class=penulis>oleh {}</i>",
        "<i class=penulis></i>",
    ],
    ids=["says nothing", "says another thing", "twice", "in the foot", "not accepted", "empty"],
)
def test_what_is_not_sure_is_no_rule(byline: str) -> None:
    assert found(*pages(byline)) == ""


def test_it_must_stand_on_each_page_and_on_three() -> None:
    all_three = pages("<i class=penulis>{}</i>")
    assert found(*all_three[:2], "<body><p>Isi.</p>") == ""
    assert found(*all_three[:2]) == ""


def date_rule(*lines: str, head: str = "") -> list[str]:
    locale = Locale("id", UTC, datetime(2026, 1, 1, tzinfo=UTC))
    bodies = [f"{head}<body><h1>Feri</h1><i class=tanggal>{line}</i><p>Isi.</p>" for line in lines]
    urls = [f"https://kabar.example/{n}" for n in range(len(bodies))]
    saved = [Page(url, url, body.encode()) for url, body in zip(urls, bodies, strict=True)]
    return [rule.text for rule in find_article_rules(saved, locale).fields.date]


def test_a_date_is_one_on_each_page_and_nothing_else_says_it() -> None:
    days = [f"{n} April 2024" for n in (3, 4, 5)]
    assert date_rule(*days) == [".tanggal"]
    assert date_rule(*days[:2], "besok lusa") == []
    told = "<meta property=article:published_time content=2024-04-03T09:00:00+07:00>"
    assert date_rule(*days, head=told) == []


def author_and_removed(line: str, *names: str) -> tuple[list[str], list[str]]:
    """The rules for stories of a hundred words, with a line above the text."""
    locale = Locale("en", UTC, datetime(2026, 1, 1, tzinfo=UTC))
    text = "<p>The ferry of day {n} leaves pier {n} at noon, and nobody on it knows when it comes back."
    rows = ["".join(text.format(n=f"{n}{k}") for k in range(6)) for n in range(len(names))]
    told = [line.format(name) for name in names]
    bodies = [
        f"<body><h1>Ferry</h1><div class=story>{a}{b}</div>"
        for a, b in zip(told, rows, strict=True)
    ]
    rules = find_article_rules([Page("u", "u", body.encode()) for body in bodies], locale)
    return [rule.text for rule in rules.fields.author], [rule.text for rule in rules.remove]


def test_an_authors_line_that_repeats_in_the_text_becomes_a_rule_for_authors() -> None:
    same = ("Ann Ellis",) * 4
    assert author_and_removed("<p class=story-by>{}</p>", *same) == ([".story-by"], [".story-by"])


def test_a_line_that_says_by_whom_is_a_rule_whatever_it_is_called() -> None:
    names = ("Ann van der Ellis", "Rin Tan", "Bo Ek and Ann Ellis", "Ann Ellis")
    assert author_and_removed("<p class=top>By {}</p>", *names)[0] == [".top"]
    assert author_and_removed("<p class=top>{}</p>", *names)[0] == []
    assert author_and_removed("<p class=top>By {}, 3 May</p>", *names)[0] == []
    assert author_and_removed("<p class=top>By {} of the harbour</p>", *names)[0] == []
