"""Where a site's articles stand: learned, and heard only where something else was found."""

from __future__ import annotations

from stated import locale_of, page_of, site_of

from feedmaker.extract.article import join, read_part
from feedmaker.extract.lesson import NOTHING, PLACE, learn, learned
from feedmaker.extract.place import place_mark
from feedmaker.model import Article, ArticleRules, Lesson, Validators

LOCALE = locale_of(site_of(""))
WHO = ("captain", "mayor", "baker", "teacher", "miller", "pilot", "ranger", "printer")


def sentences(number: int, count: int, what: str) -> str:
    return "".join(
        f"<p>The {WHO[(number + row) % 8]} of house {number * 31 + row} said about the {what} that it"
        f" would take {number + row} more weeks, and that nobody should wait for the ferry.</p>"
        for row in range(count)
    )


def page(number: int, *, story: int, voices: int, box: str = "story-box") -> str:
    said = "".join(
        f"<div class=row>{sentences(number * 7 + at, 2, 'fair')}</div>" for at in range(voices)
    )
    return (
        f"<body><h2>Pier {number}</h2><div class={box}>"
        f"{sentences(number, story, 'pier')}</div><div class=voices>{said}</div>"
    )


def read(html: str, lesson: Lesson = NOTHING) -> Article:
    part = read_part(page_of(html), ArticleRules(), LOCALE, lesson=lesson)
    return join((part,), title="", validators=Validators(), lesson=lesson)


def taught() -> Lesson:
    lesson = NOTHING
    for number in range(1, 5):
        lesson = learn(lesson, read(page(number, story=6, voices=0)).marks)
    return lesson


def test_an_article_stands_where_those_before_it_stood() -> None:
    short = page(9, story=1, voices=9)
    alone, after = read(short), read(short, taught())
    assert "about the fair" in alone.content  # what is said below it is longer
    assert "about the fair" not in after.content
    assert "about the pier" in after.content
    assert after.marks[0] == f"{PLACE}div.story-box"


def test_the_place_is_learned_from_the_third_article_on() -> None:
    lesson = NOTHING
    for number in range(1, 4):
        assert not any(mark.startswith(PLACE) for mark in learned(lesson))
        lesson = learn(lesson, read(page(number, story=6, voices=0)).marks)
    assert f"{PLACE}div.story-box" in learned(lesson)


def test_a_page_without_the_place_or_with_two_of_it_is_read_as_if_alone() -> None:
    for other in (
        page(9, story=1, voices=9, box="other-box"),
        page(9, story=1, voices=9) + "<div class=story-box><p>What else there is to say.</p></div>",
    ):
        assert read(other, taught()).content == read(other).content


def test_what_an_article_has_beside_its_place_stays() -> None:
    lead = "<p class=lead>It was the longest night on the pier that anybody here remembers.</p>"
    html = page(9, story=6, voices=0).replace(
        "<div class=story-box>", f"{lead}<div class=story-box>"
    )
    assert read(html, taught()).content == read(html).content
    assert "longest night" in read(html).content


def test_a_place_is_one_element_that_a_selector_can_name() -> None:
    assert place_mark("<div class='story text 2024'><p>a</p></div>") == (f"{PLACE}div.story.text",)
    assert place_mark("<article id=story><p>a</p></article>") == (f"{PLACE}article.#story",)
    for none in (
        "<p>a</p><p>b</p>",
        "text",
        "",
        "<div><p>a</p></div>",
        "<div class='md:w-3'>a</div>",
    ):
        assert place_mark(none) == ()


def test_a_gallery_at_the_place_is_not_given_up_for_a_note_within_it() -> None:
    photos = "".join(
        f"<figure><img src=/{at}.jpg><figcaption>{WHO[at]} {at} stands in rain beside boats"
        "</figcaption></figure>"
        for at in range(8)
    )
    note = (
        "<div class=wp-group><p>You have read 3 of our articles this month. <strong>1,871 neighbours"
        " pay for the Pier</strong> so that all can read it. Will you be one of them?</p></div>"
    )
    html = f"<article><h1>Rain</h1><div class='story-box wide'>{photos}{note}</div></article>"
    assert "stands in rain" in read(html).content
    assert read(html, taught()).content == read(html).content
