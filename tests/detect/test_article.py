"""What article pages of one site have in common: what is no text, and where the text is."""

from __future__ import annotations

import pytest

from feedmaker.detect.article import find_content_rule, find_removable
from feedmaker.page.document import Document

TEXT = "Nobody on pier {n} knows when the ferry comes back, and number {n} waits. "


def text(n: int) -> str:
    return "".join(f"<p>{TEXT.format(n=f'{n}x{row}')}</p>" for row in range(8))


def removable(*bodies: str, left: tuple[str, ...] = ()) -> tuple[str, ...]:
    plain = left or tuple(Document(body, "").root.text() or "" for body in bodies)
    return find_removable([f"<div>{body}</div>" for body in bodies], plain)


BOX = "<div class=letter><p>Our letter comes each Friday.</p></div>"


def test_a_box_that_says_the_same_on_each_page_is_removed_by_its_name() -> None:
    assert removable(*(text(n) + BOX for n in range(3))) == (".letter",)


def test_it_may_be_missing_on_one_page_but_not_on_most() -> None:
    assert removable(text(1) + BOX, text(2) + BOX, text(3)) == (".letter",)
    assert removable(text(1) + BOX, text(2), text(3)) == ()


def test_a_name_that_the_text_has_too_is_not_taken() -> None:
    pages = [text(n).replace("<p>", "<p class=letter>", 1) + BOX for n in range(3)]
    assert removable(*pages) == ()


def test_a_box_whose_words_differ_is_known_by_a_name_that_says_what_it_is() -> None:
    pages = [f"{text(n)}<div class=related><p>See also story {n}</p></div>" for n in range(3)]
    assert removable(*pages) == (".related",)


def test_a_picture_stays_though_its_credit_is_the_same_each_time() -> None:
    credit = "<span class=credit>Photo: The Gazette</span>"
    pages = [f"{text(n)}<div class=image><img src=/{n}.jpg>{credit}</div>" for n in range(3)]
    assert removable(*pages) == (".credit",)
    same = [f"{text(n)}<div class=image><img src=/logo.jpg>{credit}</div>" for n in range(3)]
    assert removable(*same) == (".image",)


def test_what_a_builder_calls_any_part_is_no_furniture_by_that_alone() -> None:
    part = "<div class='c-{kind} c-widget'><p>{said}</p></div>"
    posts = [part.format(kind="tweet", said=f"Rowed {n} miles through number {n}") for n in "123"]
    boxes = [part.format(kind="video", said=f"Watch pier {n} by day and night") for n in "123"]
    assert removable(*(text(n) + posts[n] + boxes[n] for n in range(3))) == ()


def test_such_a_part_of_links_alone_is_furniture() -> None:
    link = "<a href=/{n}>Pier {n} has rowed to Number {n}</a>"
    boxes = [f"<div class=c-widget><p>{link.format(n=n)}</p></div>" for n in range(3)]
    assert removable(*(text(n) + boxes[n] for n in range(3))) == (".c-widget",)


def test_such_a_part_that_says_nearly_the_same_is_furniture() -> None:
    boxes = [f"<div class=banner><p>Friends of pier {n} read on for free</p></div>" for n in "123"]
    assert removable(*(text(n) + boxes[n] for n in range(3))) == (".banner",)


def test_the_head_of_a_story_is_no_banner() -> None:
    heads = [f"<div class=p-banner><b>{who}</b></div>" for who in ("Ann Reed", "Ben Stone Cole")]
    assert removable(*(heads[n] + text(n) for n in range(2))) == ()


def test_a_name_that_stands_beside_one_that_tells_is_not_taken_for_it() -> None:
    box = "<div class='pic promo'><p>Come and see number {n}</p></div>"
    pages = [text(n) + box.format(n=n) for n in range(3)]
    pages[2] += "<div class='pic'><p>The ferry of number 7 at night</p></div>"
    assert removable(*pages) == (".promo",)


def test_a_name_that_stands_on_one_page_alone_tells_nothing_of_the_next() -> None:
    box = "<div class={name}><p>Our letter comes each Friday.</p></div>"
    assert removable(text(1) + box.format(name="one"), text(2) + box.format(name="two")) == ()


def test_a_heading_that_many_stories_have_stays() -> None:
    pages = [f"{text(n)}<h2 class=part>What we know</h2>{text(n + 9)}" for n in range(3)]
    assert removable(*pages) == ()


def test_what_the_cleaning_takes_away_by_itself_needs_no_rule() -> None:
    assert removable(*(text(n) + BOX for n in range(3)), left=(TEXT, TEXT, TEXT)) == ()


def test_one_page_tells_nothing() -> None:
    assert removable(text(1) + BOX) == ()


def content_rule(*pages: tuple[str, str]) -> str:
    """Of pages, each with the part of it that was found."""
    return find_content_rule([Document(body, "") for body, _ in pages], [part for _, part in pages])


def page(n: int, found: str) -> tuple[str, str]:
    inner = f"<div class=inner>{text(n)}</div>"
    whole = f"<div class=whole>{inner}<div class=more>{text(n + 9)}</div></div>"
    parts = {"whole": whole, "inner": inner, "nothing": ""}
    return f"<nav>Ferries</nav>{whole}", parts[found]


def test_content_that_is_found_in_the_same_place_needs_no_rule() -> None:
    assert content_rule(*(page(n, "whole") for n in range(4))) == ""


def test_one_name_more_or_less_is_the_same_place() -> None:
    pages = [
        (body, part.replace("class=whole", f"class='whole {more}'"))
        for (body, part), more in zip(
            (page(n, "whole") for n in range(3)), ("", "", "wide"), strict=True
        )
    ]
    assert content_rule(*pages) == ""


@pytest.mark.parametrize("odd", ["inner", "nothing"])
def test_content_that_is_found_elsewhere_on_one_page_gets_one(odd: str) -> None:
    pages = (page(0, "whole"), page(1, "whole"), page(2, odd))
    assert content_rule(*pages) == ".whole"
