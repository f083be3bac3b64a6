"""Lines that name somebody else on each article: learned without the name, at head and foot alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from stories import told

from feedmaker.clean.plain_text import plain_text
from feedmaker.extract.article import join
from feedmaker.extract.lesson import learn, learned
from feedmaker.model import Article, Fields, Lesson, Part, Validators

URL = "https://kabar.example/cerita"
PEOPLE = ("Ana Berg", "Rosa van den Bosch", "J. P. O’Hara", "Łukasz Ćwik")


def read(
    content: str, author: str = "", lesson: Lesson | None = None, *, rule: bool = False
) -> Article:
    authors = Fields(authors=(author,) if author else ())
    part = Part(URL, URL, content)
    return join(
        (replace(part, by_rule=authors) if rule else replace(part, by_page=authors),),
        title="",
        validators=Validators(),
        lesson=lesson or Lesson(),
    )


def texts(
    foot: str, people: Sequence[str] = PEOPLE, *, signed: bool = False, head: str = ""
) -> list[str]:
    """The texts of a site's articles, read in order; `{}` in what all have is a name."""
    lesson, given = Lesson(), []
    for number, name in enumerate(people):
        html = head.format(name) + told(number) + foot.format(name)
        article = read(html, name if signed else "", lesson)
        lesson = learn(lesson, article.marks)
        given.append(plain_text(article.content))
    return given


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("{} is a reporter for the Gazette.", PEOPLE),
        ("{} schreibt für die Lokalredaktion in Emden.", ("Jörg Öhm", "Ina Kern", "Uwe Ost")),
        ("{} est journaliste au service des sports.", ("Zoé Élan", "Luc Noir", "Ève de Rue")),
        ("{} — корреспондент отдела новостей.", ("Анна Берг", "Иван Лось", "Пётр Кит")),
        ("{} هو مراسل الجريدة في الميناء.", ("سالم بحر", "ليلى جبل", "عمر نهر")),
        ("{}は港湾担当の記者。", ("海野花子", "山川太郎", "森田一郎")),
        ("{}은 항구를 맡은 기자다.", ("김바다", "이하늘", "박나무")),
    ],
    ids=["English", "German", "French", "Russian", "Arabic", "Japanese", "Korean"],
)
def test_a_line_of_the_author_goes_from_the_third_article_on(
    line: str, people: Sequence[str]
) -> None:
    given = texts(f"<p>{line}</p>", people, signed=True)
    there = [line.format(name) in text for name, text in zip(people, given, strict=True)]
    assert there == [True, True, *[False] * (len(people) - 2)]
    assert all(f"Cerita {number}" in text for number, text in enumerate(given))


def test_an_author_that_a_rule_tells_counts_as_well() -> None:
    lesson = Lesson()
    for number, name in enumerate(PEOPLE):
        html = f"{told(number)}<p>{name} is a reporter for the Gazette.</p>"
        article = read(html, name, lesson, rule=True)
        lesson = learn(lesson, article.marks)
    assert "reporter" not in article.content


@pytest.mark.parametrize(
    "line",
    [
        "By {}, staff writer since 2012",
        "Photo: {} / Agency of the sea",
        "Ask <a href=/mail>{}</a> about the harbour, every day",
        "<em>{} reported this story from the harbour.</em>",
    ],
)
def test_names_are_known_by_their_capitals_where_no_author_is_told(line: str) -> None:
    for given in (texts(f"<p>{line}</p>"), texts("", head=f"<p>{line}</p>")):
        there = ["Ana" in text or any(name in text for name in PEOPLE) for text in given]
        assert there == [True, True, False, False]


def test_what_follows_the_name_has_to_be_the_same_where_the_page_names_no_author() -> None:
    feet = ("is a reporter for sports.", "writes about the sea.", "lives in the old town.")
    lesson = Lesson()
    for number, (name, foot) in enumerate(zip(PEOPLE, feet, strict=False)):
        article = read(f"{told(number)}<p>{name} {foot}</p>", "", lesson)
        lesson = learn(lesson, article.marks)
        assert foot in article.content


def test_the_same_words_about_others_in_the_midst_are_the_articles() -> None:
    lesson = Lesson()
    for number, name in enumerate(PEOPLE):
        said = f"<p><em>{name} reported this story from the harbour.</em></p>"
        article = read(told(number, 9) + said + told(number + 20, 9), name, lesson)
        lesson = learn(lesson, article.marks)
        assert "reported this story" in article.content


@pytest.mark.parametrize(
    "formula",
    ["{} is survived by her husband and two sons.", "{} won the match in the last minute."],
)
def test_a_formula_about_people_is_the_articles_own(formula: str) -> None:
    for text in texts(f"<p>{formula}</p>"):
        assert formula[3:] in text


def test_a_word_or_two_with_names_are_no_line_of_the_site() -> None:
    assert all("Berg" in text for text in texts("<p>Ana Berg, {}</p>")[:1])
    for name, text in zip(PEOPLE, texts("<p>{} again</p>"), strict=True):
        assert f"{name} again" in text


def test_two_pages_that_teach_each_other_are_too_few() -> None:
    lesson = Lesson()
    for number, name in enumerate(PEOPLE[:2]):
        html = f"{told(number)}<p>{name} is a reporter for the Gazette.</p>"
        lesson = learn(lesson, read(html, name).marks)
    assert not learned(lesson, least=2)
